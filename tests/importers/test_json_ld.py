# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""schema.org on pages as sites really write it: lists or single values, pointers, broken scripts, other currencies."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import pytest

from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Certificate, Course, Offering, Provider
from doorleren.importers import json_ld_source
from doorleren.importers.json_ld import JsonLd
from doorleren.importers.json_ld_values import duration_of

T = TypeVar("T")

PAGE = Path(__file__).parent / "json_ld" / "cursus.html"


def of(kind: type[T], events: list[Event]) -> list[T]:
    return [one for one in events if isinstance(one, kind)]


def page(*things: Any) -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in things)
    return f"<!doctype html><html><head>{scripts}</head><body></body></html>"


def course(**more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": "https://voorbeeld.nl/lassen",
        "name": "Lassen",
        "provider": {"@type": "Organization", "name": "Lasschool"},
        **more,
    }


def read(tmp_path: Path, *things: Any) -> list[Event]:
    (tmp_path / "pagina.html").write_text(page(*things), encoding="utf-8")
    return list(JsonLd(str(tmp_path / "pagina.html")).read())


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return list(JsonLd(str(PAGE)).read())


def test_a_course_on_a_page_is_found_with_its_provider_and_what_one_gets(events: list[Event]) -> None:
    [provider], [certificate], [found] = (of(kind, events) for kind in (Provider, Certificate, Course))

    assert (provider.name, provider.website) == ("Dorpsschool Voorbeeld", "https://voorbeeld.nl")
    assert provider.place is not None
    assert provider.place.town == "Loppersum"
    assert (found.name, found.provider, found.website) == (
        "Computerles voor beginners",
        provider.id,
        "https://voorbeeld.nl/computerles",
    )
    assert found.about == "U leert mailen en zoeken."
    assert found.rest["description"].startswith("<p>")
    assert (found.skills, found.words) == (("e-mailen", "zoeken op internet"), ("Computers", "Beginner"))
    assert (found.proof, found.gives) == ("Certificaat Digitaal 1", (certificate.id,))
    assert (found.study_load, found.study_load_hours, found.entry_text) == (
        (24.0, "uur"),
        24,
        "U hoeft niets te weten.",
    )


def test_each_course_instance_is_an_offering_with_its_own_price(events: list[Event]) -> None:
    evening, online = of(Offering, events)

    assert (evening.start, evening.end, evening.way, evening.price_cents) == (
        date(2026, 9, 7),
        date(2026, 11, 30),
        "gemengd",
        14950,
    )
    assert evening.place is not None
    assert (evening.place.town, evening.place.postcode, evening.place.latitude) == ("Loppersum", "9919 AA", 53.33)
    assert (evening.places, evening.language, evening.places_left) == (12, "nl", None)
    assert (online.way, online.form, online.price_cents, online.start) == ("online", "online", 9900, None)


def test_lessons_every_week_are_minutes_a_week_only_when_every_offering_says_the_same(tmp_path: Path) -> None:
    weekly = {"courseSchedule": {"repeatFrequency": "P1W", "byDay": ["Monday", "Thursday"], "duration": "PT1H30M"}}

    same = read(tmp_path, course(hasCourseInstance=[weekly, weekly | {"@id": "b"}]))
    other = read(tmp_path, course(hasCourseInstance=[weekly, {"startDate": "2026-09-01"}]))

    assert of(Course, same)[0].minutes_per_week == 180
    assert of(Course, other)[0].minutes_per_week is None


def test_a_broken_script_is_a_problem_and_the_others_are_read(events: list[Event]) -> None:
    [problem] = of(Misread, events)

    assert problem.where.endswith("script 2")
    assert problem.what.nl == "Hier staat geen leesbare JSON-LD."
    assert not of(Stopped, events)


def test_no_person_is_taken_over(events: list[Event]) -> None:
    assert "Geheim" not in repr(events)
    assert "piet@" not in repr(events)


@pytest.mark.parametrize(
    ("offer", "cents", "field"),
    [
        ({"price": "149.50", "priceCurrency": "EUR"}, 14950, None),
        ({"price": 0, "priceCurrency": "EUR"}, 0, None),
        ({"price": "149,50", "priceCurrency": "EUR"}, 14950, None),
        ({"priceSpecification": {"price": 75, "priceCurrency": "EUR"}}, 7500, None),
        ({"price": 149.5, "priceCurrency": "USD"}, None, "priceCurrency"),
        ({"price": 149.5}, None, "priceCurrency"),
        ({"price": "gratis", "priceCurrency": "EUR"}, None, "price"),
        ({"price": "1.495", "priceCurrency": "EUR"}, None, "price"),
        ({"lowPrice": 10, "highPrice": 90, "priceCurrency": "EUR"}, None, None),
        ({"price": 100, "priceCurrency": "EUR", "valueAddedTaxIncluded": False}, None, None),
        ([{"price": 10, "priceCurrency": "EUR"}, {"price": 20, "priceCurrency": "EUR"}], None, None),
    ],
)
def test_only_one_price_in_euros_is_a_price(tmp_path: Path, offer: Any, cents: int | None, field: str | None) -> None:
    events = read(tmp_path, course(offers=offer))

    [offering] = of(Offering, events)
    assert offering.price_cents == cents
    assert [one.field for one in of(Misread, events)] == ([field] if field else [])
    assert of(Course, events)[0].rest["offers"] == offer


def test_texts_and_lists_of_one_are_the_same(tmp_path: Path) -> None:
    single = of(Course, read(tmp_path, course(name="Lassen", teaches="lassen", inLanguage="nl")))
    listed = of(Course, read(tmp_path, course(name=["Lassen"], teaches=["lassen"], inLanguage=["Nederlands"])))
    tagged = of(
        Course, read(tmp_path, course(name={"@language": "nl", "@value": "Lassen"}, teaches={"name": "lassen"}))
    )

    assert {one.name for one in (*single, *listed, *tagged)} == {"Lassen"}
    assert {one.skills for one in (*single, *listed, *tagged)} == {("lassen",)}


def test_courses_in_a_list_of_items_and_a_programme_are_found(tmp_path: Path) -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": course()}]}
    programme = {
        "@type": "http://schema.org/EducationalOccupationalProgram",
        "name": "Opleiding",
        "provider": "Lasschool",
        "applicationDeadline": "2026-06-01",
        "educationalProgramMode": "PART_TIME",
        "timeToComplete": "P2Y",
        "hasCourse": {"@id": "https://voorbeeld.nl/lassen"},
    }

    events = read(tmp_path, listed, programme)

    assert [one.name for one in of(Course, events)] == ["Lassen", "Opleiding"]
    assert of(Course, events)[1].duration_months == 24
    assert of(Offering, events)[0].apply_until == date(2026, 6, 1)
    assert of(Offering, events)[0].form == "deeltijd"


def test_an_instance_that_stands_by_itself_says_of_what_it_is(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        course(),
        {"@type": "CourseInstance", "isPartOf": {"@id": "https://voorbeeld.nl/lassen"}, "startDate": "2026-10-01"},
        {"@type": "CourseInstance", "name": "Los", "startDate": "2026-10-01"},
    )

    assert [one.start for one in of(Offering, events)] == [date(2026, 10, 1)]
    [problem] = of(Misread, events)
    assert (problem.field, problem.skipped) == ("CourseInstance", True)


def test_an_unknown_mode_is_a_problem_that_keeps_it(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        course(hasCourseInstance={"courseMode": "telepathie", "startDate": "morgen", "courseWorkload": "veel"}),
    )

    [offering] = of(Offering, events)
    problems = {one.field: one for one in of(Misread, events)}
    assert set(problems) == {"courseMode", "startDate", "courseWorkload"}
    assert "«telepathie»" in problems["courseMode"].what.nl
    assert "online" in problems["courseMode"].expected.nl
    assert (offering.way, offering.start) == (None, None)
    assert (offering.rest["courseMode"], offering.rest["startDate"]) == ("telepathie", "morgen")


def test_a_course_without_a_name_is_left_out_and_without_a_provider_is_kept(tmp_path: Path) -> None:
    events = read(
        tmp_path, course(name=""), course(**{"@id": "b", "provider": {"@type": "Person", "name": "Jan Geheim"}})
    )

    [found], [provider] = of(Course, events), of(Provider, events)
    assert found.provider == provider.id
    assert provider.name == "Aanbieder niet genoemd"
    assert [one.field for one in of(Misread, events)] == ["name", "Course", "provider"]
    assert "Geheim" not in repr(events)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PT20H", (20.0, None)),
        ("PT90M", (1.5, None)),
        ("P3M", (None, 3)),
        ("P1Y", (None, 12)),
        ("P2W", (None, 1)),
        ("pt2h", (2.0, None)),
        ("P", None),
        ("PT", None),
        ("20 uur", None),
        ("P1H", None),
    ],
)
def test_a_duration_is_hours_or_months_or_none(text: str, found: Any) -> None:
    assert duration_of(text) == found


def test_a_json_file_and_a_folder_are_read_like_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(json.dumps([course()]), encoding="utf-8-sig")
    (tmp_path / "b.html").write_text(page(course(**{"@id": "b", "name": "Frezen"})), encoding="cp1252")
    (tmp_path / "c.html").write_text("<html><body>Niets</body></html>", encoding="utf-8")

    events = list(JsonLd(str(tmp_path)).read())

    assert [one.name for one in of(Course, events)] == ["Lassen", "Frezen"]
    assert len(of(Provider, events)) == 1
    assert [one.token for one in of(Bookmark, events)] == ["1", "2", "3"]


def test_scripts_in_comments_and_cdata_are_read(tmp_path: Path) -> None:
    body = "".join(
        f'<script type="application/ld+json">{before}{json.dumps(course(**{"@id": name, "name": name}))}{after}</script>'
        for name, before, after in (("een", "<!--", "-->"), ("twee", "//<![CDATA[\n", "\n//]]>"))
    )
    (tmp_path / "a.html").write_text(f"<html>{body}</html>", encoding="utf-8")

    events = list(JsonLd(str(tmp_path / "a.html")).read())

    assert [one.name for one in of(Course, events)] == ["een", "twee"]


def test_reading_on_from_each_bookmark_gives_exactly_what_was_left(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(page(course(**{"@id": f"c{number}"})), encoding="utf-8")
    whole = list(JsonLd(str(tmp_path)).read())

    for at, mark in enumerate(whole):
        if isinstance(mark, Bookmark):
            assert list(JsonLd(str(tmp_path)).read(mark.token)) == whole[at + 1 :]


def test_a_page_without_courses_says_so(tmp_path: Path) -> None:
    events = read(tmp_path, {"@type": "WebSite", "name": "Voorbeeld"})

    assert "geen cursussen" in of(Note, events)[0].what.nl


class Site:
    """A small site: what is at each path."""

    def __init__(self, **pages: str) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.address = ""


@contextmanager
def served(site: Site) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.pages.get(self.path.strip("/"), "").replace("HIER", site.address).encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site.address
    finally:
        server.shutdown()
        server.server_close()


def urlset(*paths: str) -> str:
    places = "".join(f"<url><loc> {path} </loc></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'


def test_a_sitemap_is_read_page_after_page_and_only_of_its_own_site() -> None:
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>HIER/deel</loc></sitemap></sitemapindex>'
    site = Site(
        sitemap=index,
        deel=urlset("HIER/a", "HIER/weg", "http://elders.example/b", "HIER/a", "/c", "file:///etc/passwd"),
        a=page(course()),
    )
    with served(site) as address:
        events = list(JsonLd(f"{address}/sitemap").read())

    assert [one.name for one in of(Course, events)] == ["Lassen"]
    assert site.asked == ["/sitemap", "/deel", "/a", "/weg"]
    assert [one.field for one in of(Misread, events)] == ["loc", "loc", "loc"]
    assert not of(Stopped, events)  # a page that is gone is gone


def test_a_sitemap_with_too_many_pages_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_ld_source, "PAGES_MAX", 2)
    site = Site(sitemap=urlset("HIER/a", "HIER/b", "HIER/c"), a=page(course()))
    with served(site) as address:
        events = list(JsonLd(f"{address}/sitemap").read())

    assert "meer dan 2 pagina" in of(Stopped, events)[0].what.nl
    assert [one.name for one in of(Course, events)] == ["Lassen"]


def test_a_sitemap_with_an_entity_bomb_gives_no_page(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url></urlset>'
    (tmp_path / "sitemap.xml").write_text(bomb, encoding="utf-8")

    events = list(JsonLd(str(tmp_path / "sitemap.xml")).read())

    assert not of(Course, events)
    assert "root:" not in repr(events)


def test_a_site_that_is_not_there_is_stopped() -> None:
    with served(Site()) as address:
        [stopped] = list(JsonLd(f"{address}/x").read())

    assert isinstance(stopped, Stopped)
