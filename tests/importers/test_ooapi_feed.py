# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole source is read from page to page, from any bookmark, and past anything that goes wrong on the way."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorleren.catalogue.as_json import to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Certificate, Course, Offering, Provider, Record
from doorleren.importers import fetching, ooapi_pages
from doorleren.importers.ooapi_feed import OoapiFeed
from doorleren.importers.ooapi_v5 import OoapiV5
from doorleren.importers.ooapi_v6 import OoapiV6

from .ooapi_bodies_made import (
    course_v5,
    course_v6,
    dutch,
    offering_v5,
    offering_v6,
    organisation_v5,
    organisation_v6,
    program_v5,
    programme_v6,
    specification_v5,
)
from .ooapi_server import Answer, Endpoint, as_html, as_json, playing

TOO_DEEP = "Hier staan te veel lijsten en objecten in elkaar."
PAGINGS = ["full", "without_next", "total", "bare", "deaf"]


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(fetching, "_pause", waited.append)
    return waited


def school_v5(courses: int = 7) -> dict[str, list[Any]]:
    """A school with a programme and some courses, each given twice."""
    return {
        "organizations": [organisation_v5(), organisation_v5(organizationId="o2", organizationType="institute")],
        "education-specifications": [specification_v5()],
        "programs": [program_v5(educationSpecification="e1")],
        "programs/p1/offerings": [offering_v5(offeringId="pf", offeringType="program", course=None, program="p1")],
        "courses": [course_v5(courseId=f"c{number}", organization="o2") for number in range(courses)],
        **{
            f"courses/c{number}/offerings": [
                offering_v5(offeringId=f"f{number}-{time}", course=f"c{number}") for time in range(2)
            ]
            for number in range(courses)
        },
    }


def school_v6(courses: int = 7) -> dict[str, list[Any]]:
    return {
        "organisations": [organisation_v6()],
        "programmes": [programme_v6()],
        "programmes/p1/programme-offerings": [],
        "courses": [course_v6(courseId=f"c{number}") for number in range(courses)],
        **{
            f"courses/c{number}/course-offerings": [offering_v6(courseOfferingId=f"f{number}", courseId=f"c{number}")]
            for number in range(courses)
        },
    }


@pytest.fixture
def school() -> Iterator[Endpoint]:
    with playing(Endpoint(school_v5(), page_size=3)) as endpoint:
        yield endpoint


def records(events: list[Event], kind: type[Record] = Record) -> list[Record]:  # type: ignore[assignment]
    return [event for event in events if isinstance(event, kind)]


def stopped(events: list[Event]) -> Stopped | None:
    return next((event for event in events if isinstance(event, Stopped)), None)


def counts(events: list[Event]) -> dict[str, int]:
    return {kind.__name__: len(records(events, kind)) for kind in (Provider, Certificate, Course, Offering)}


# ---- from page to page


@pytest.mark.parametrize("paging", ["full", "without_next", "total"])
def test_every_page_is_read_however_the_source_pages(paging: str):
    with playing(Endpoint(school_v5(), paging=paging, page_size=3)) as school:
        events = list(OoapiV5(school.address).read())

    assert counts(events) == {"Provider": 2, "Certificate": 1, "Course": 8, "Offering": 15}
    assert stopped(events) is None
    assert len({record.id for record in records(events)}) == 26


@pytest.mark.parametrize("paging", ["bare", "deaf"])
def test_a_source_that_takes_no_notice_of_page_numbers_is_read_once(paging: str):
    with playing(Endpoint(school_v5(), paging=paging, page_size=100)) as school:
        events = list(OoapiV5(school.address).read())

    assert counts(events) == {"Provider": 2, "Certificate": 1, "Course": 8, "Offering": 15}
    assert stopped(events) is None


def test_a_deaf_source_that_writes_the_time_on_every_body_is_read_once_too():
    school = Endpoint(school_v5(), paging="deaf")

    def stamped(times: int, query: dict[str, str]) -> Answer:
        return as_json({"items": [{**one, "ext": {"made": times}} for one in school.lists["courses"]]})

    school.habits["courses"] = stamped
    with playing(school):
        events = list(OoapiV5(school.address).read())

    assert stopped(events) is None
    assert school.asked.count("courses?page=2") == 1
    assert "courses?page=3" not in school.asked


def test_version_six_is_read_with_its_own_lists():
    with playing(Endpoint(school_v6(), page_size=3)) as school:
        events = list(OoapiV6(school.address).read())

    assert counts(events) == {"Provider": 1, "Certificate": 0, "Course": 8, "Offering": 7}
    assert stopped(events) is None


def test_an_offering_over_the_web_has_its_form_from_its_programme(school: Endpoint):
    school.lists["programs"] = [program_v5(modeOfStudy="dual training")]

    events = list(OoapiV5(school.address).read())

    assert [one.form for one in records(events, Offering) if "pf" in one.origin.key] == ["duaal"]


def test_a_source_that_promises_the_same_page_for_ever_is_noticed(school: Endpoint):
    school.habits["courses"] = lambda *_: as_json({"items": [course_v5()], "hasNextPage": True})

    events = list(OoapiV5(school.address).read())

    said = stopped(events)
    assert said is not None
    assert said.what.nl == "De bron geeft steeds dezelfde pagina en zegt dat er meer komt."
    assert len([one for one in school.asked if one.startswith("courses?")]) == 2


def test_pages_in_a_circle_are_noticed(school: Endpoint):
    school.habits["courses"] = lambda times, _: as_json(
        {"items": [course_v5(courseId=f"c{times % 3}")], "hasNextPage": True}
    )

    assert stopped(list(OoapiV5(school.address).read())) is not None
    assert len([one for one in school.asked if one.startswith("courses?")]) == 4


def test_pages_without_end_end(school: Endpoint, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ooapi_pages, "PAGES_MOST", 5)
    school.habits["courses"] = lambda times, _: as_json(
        {"items": [course_v5(courseId=f"x{times}")], "hasNextPage": True}
    )

    said = stopped(list(OoapiV5(school.address).read()))

    assert said is not None
    assert said.what.nl == "Aan deze lijst komt geen einde."


def test_a_last_page_that_contradicts_the_number_of_pages_is_not_the_last(school: Endpoint):
    whole = school.lists["courses"]
    school.habits["courses"] = lambda _, query: as_json(
        {"items": whole[int(query["pageNumber"]) - 1 :][:1], "hasNextPage": False, "totalPages": 7}
    )

    assert len(records(list(OoapiV5(school.address).read()), Course)) == 8


def test_a_total_that_is_too_low_loses_no_course():
    """A source that counts wrong: one page in all, and that page is full."""
    school = Endpoint(school_v5(courses=250))

    def counts_wrong(times: int, query: dict[str, str]) -> Answer:
        return as_json({"totalPages": 1, "items": school.page(school.lists["courses"], query)["items"]})

    school.habits["courses"] = counts_wrong
    with playing(school):
        events = list(OoapiV5(school.address).read())

    assert stopped(events) is None
    assert len([one for one in records(events, Course) if one.origin.key.startswith("course:")]) == 250


def test_a_list_that_ends_with_not_found_has_ended():
    with playing(Endpoint(school_v5(), paging="without_next", page_size=3)) as school:
        whole = school.lists["courses"]
        school.habits["courses"] = lambda _, query: (
            Answer(404) if query["pageNumber"] == "2" else as_json({"items": whole})
        )
        events = list(OoapiV5(school.address).read())

    assert len(records(events, Course)) == 8
    assert stopped(events) is None


# ---- expand, and what is not listed


def test_what_has_no_list_is_asked_for_inside_the_courses(school: Endpoint):
    """Where it has a list, one list is less to fetch than a copy in every course."""
    asked: list[dict[str, str]] = []
    del school.lists["education-specifications"]
    school.habits["programs"] = lambda _, query: (
        asked.append(query)
        or as_json(  # type: ignore[func-returns-value]
            {"items": [program_v5(educationSpecification=specification_v5() if "expand" in query else "e1")]}
        )
    )

    events = list(OoapiV5(school.address).read())

    assert asked[0]["expand"] == "educationSpecification"
    assert [one.proof for one in records(events, Course) if "programme" in one.origin.key] == ["diploma"]
    assert len(records(events, Certificate)) == 1
    assert [note.field for note in events if isinstance(note, Note)] == ["education-specifications"]


def test_a_source_that_refuses_to_expand_is_read_without(school: Endpoint):
    del school.lists["education-specifications"]
    school.habits["courses"] = lambda _, query: Answer(400) if "expand" in query else None

    events = list(OoapiV5(school.address).read())

    assert len(records(events, Course)) == 8
    assert stopped(events) is None


def test_nothing_is_expanded_where_everything_has_a_list(school: Endpoint):
    queries: list[dict[str, str]] = []
    school.habits["courses"] = lambda _, query: queries.append(query)  # type: ignore[func-returns-value]

    list(OoapiV5(school.address).read())

    assert queries
    assert not any("expand" in query for query in queries)


def test_an_organisation_that_is_not_in_the_list_is_looked_up_once(school: Endpoint):
    school.lists["courses"] = [course_v5(courseId=f"c{number}", organization="o9") for number in range(3)]
    school.habits["organizations/o9"] = lambda *_: as_json(organisation_v5(organizationId="o9", name=dutch("Ver weg")))

    events = list(OoapiV5(school.address).read())

    assert [one.name for one in records(events, Provider)].count("Ver weg") == 1
    assert school.asked.count("organizations/o9") == 1


def test_an_id_can_hold_any_sign(school: Endpoint):
    school.lists = {"organizations": [organisation_v5()], "courses": [course_v5(courseId="a/b ?c")]}
    school.lists["courses/a%2Fb%20%3Fc/offerings"] = [offering_v5(course="a/b ?c")]

    assert len(records(list(OoapiV5(school.address).read()), Offering)) == 1


# ---- keys and questions


def test_a_key_is_sent_and_never_shown(school: Endpoint, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DOORLEREN_IMPORT_TOKEN", "zeer-geheim")

    feed = OoapiV5(school.address.replace("//", "//anne:wachtwoord@") + "/?key=ook-geheim")
    events = list(feed.read())

    assert all(one["Authorization"] == "Bearer zeer-geheim" for one in school.headers)
    assert feed.source == school.address
    assert not any(secret in repr(events) for secret in ("zeer-geheim", "wachtwoord", "ook-geheim"))
    assert len(records(events)) == 26


def test_the_source_is_asked_for_a_day_and_a_reader_where_we_say_so(school: Endpoint):
    queries: list[dict[str, str]] = []
    school.habits["courses/c0/offerings"] = lambda _, query: queries.append(query)  # type: ignore[func-returns-value]

    list(OoapiV5(school.address, since=date(2026, 1, 1), consumer="doorleren").read())

    assert queries[0] == {"pageSize": "100", "pageNumber": "1", "consumer": "doorleren", "since": "2026-01-01"}


# ---- what goes wrong on the way


def test_a_source_that_is_busy_for_a_moment_is_read_whole(school: Endpoint, pauses: list[float]):
    school.habits["courses"] = lambda times, _: Answer(429, headers={"Retry-After": "3"}) if times == 2 else None

    events = list(OoapiV5(school.address).read())

    assert len(records(events)) == 26
    assert pauses == [3]


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(500), "De bron antwoordt met fout 500."),
        (Answer(200, b'{"items": [{"courseId": "c9"', {}), "Dit is geen goede JSON: regel 1, teken 29."),
        (as_html(), "Hier staat een webpagina en geen JSON."),
        (as_json({"fout": "stuk"}), "Dit is geen pagina met items."),
        (as_json("tekst"), "Dit is geen pagina met items."),
        (Answer(200, b'{"items": [{"courseId": "c9", "ext": ' + b"[" * 230 + b"]" * 230 + b"}]}"), TOO_DEEP),
        (Answer(200, b"[" * 5000 + b"]" * 5000), "Dit is geen goede JSON: regel 1, teken 1026."),
        (Answer(200, b"x" * 100, {}, cut=10), "Het antwoord van de bron brak af."),
        (Answer(200, b'[{"a": "\xff"}]'), "Dit is geen goede JSON: regel 1, teken 1."),
    ],
)
def test_a_source_that_breaks_midway_stops_and_keeps_its_bookmark(school: Endpoint, answer: Answer, what: str):
    school.habits["courses"] = lambda _, query: answer if query["pageNumber"] == "2" else None

    events = list(OoapiV5(school.address).read())

    said = stopped(events)
    assert said is not None
    assert said.what.nl == what
    assert events[-1] == said
    assert len(records(events, Course)) == 4
    del school.habits["courses"]
    bookmark = [event for event in events if isinstance(event, Bookmark)][-1]
    rest = list(OoapiV5(school.address).read(bookmark.token))
    assert len({one.id for one in records(events) + records(rest)}) == 26
    assert stopped(rest) is None


def test_a_source_that_is_gone_stops_at_once():
    with playing(Endpoint({})) as gone:
        address = gone.address

    (said,) = OoapiV5(address).read()

    assert isinstance(said, Stopped)


def test_one_list_of_offerings_that_does_not_come_leaves_the_others(school: Endpoint):
    """It ends with Stopped, so that nobody takes what is missing for gone; and no bookmark leads past it."""
    school.habits["courses/c4/offerings"] = lambda *_: Answer(500)

    events = list(OoapiV5(school.address).read())

    assert counts(events) == {"Provider": 2, "Certificate": 1, "Course": 8, "Offering": 13}
    assert stopped(events) is not None
    bookmark = [event for event in events if isinstance(event, Bookmark)][-1]
    del school.habits["courses/c4/offerings"]
    rest = list(OoapiV5(school.address).read(bookmark.token))
    assert len({one.id for one in records(events) + records(rest)}) == 26


def test_lists_of_offerings_that_keep_failing_are_not_tried_for_every_course(school: Endpoint):
    for number in range(7):
        school.habits[f"courses/c{number}/offerings"] = lambda *_: Answer(503)

    events = list(OoapiV5(school.address).read())

    assert stopped(events) is not None
    assert len([one for one in school.asked if one.startswith("courses/")]) == 3 * 4


def test_a_source_of_the_other_version_is_recognised():
    with playing(Endpoint(school_v6())) as school:
        (*_, said) = OoapiV5(school.address).read()

    assert isinstance(said, Stopped)
    assert said.what.nl == "Deze bron spreekt OOAPI v6."


def test_an_address_without_any_list_is_no_empty_source():
    """An empty source would close everything that we had of it."""
    with playing(Endpoint({})) as empty:
        (*_, said) = OoapiV5(empty.address).read()

    assert isinstance(said, Stopped)


def test_one_broken_body_does_not_spoil_its_page(school: Endpoint):
    school.lists["courses"] = [course_v5(name=None), 5, None, [], {"x": 1}, *school.lists["courses"]]

    events = list(OoapiV5(school.address).read())

    assert counts(events)["Course"] == 8
    assert len([event for event in events if isinstance(event, Misread) and event.skipped]) == 5
    assert stopped(events) is None


def test_a_body_nested_as_deep_as_may_be_is_read_and_can_be_written(school: Endpoint):
    deep: Any = "kern"
    for _ in range(190):
        deep = [deep]
    school.lists["courses"] = [course_v5(ext={"diep": deep})]

    found = [one for one in records(list(OoapiV5(school.address).read()), Course) if one.origin.key == "course:c1"]

    assert b"kern" in to_text(found[0])


# ---- bookmarks


@pytest.mark.parametrize("paging", PAGINGS)
def test_from_every_bookmark_exactly_the_rest_is_read(paging: str):
    lists = school_v5()
    lists["courses"][1]["organization"] = organisation_v5(organizationId="o7", name=dutch("Binnenin"))
    with playing(Endpoint(lists, paging=paging, page_size=3 if paging not in ("bare", "deaf") else 100)) as school:
        whole = list(OoapiV5(school.address).read())
        marks = [(number, one) for number, one in enumerate(whole) if isinstance(one, Bookmark)]
        assert len(marks) >= 8 if paging == "full" else len(marks) >= 4
        for number, mark in marks:
            rest = list(OoapiV5(school.address).read(mark.token))

            assert records(rest) == records(whole[number:])
            assert mark.seen == len(records(whole[:number]))
            seen = [one.seen for one in rest if isinstance(one, Bookmark)]
            assert not seen or seen[-1] == len(records(whole))
            assert len(mark.token) < 60


@pytest.mark.parametrize(
    "token", ["", "x", "1 2", "1 0 - personen", "-1 0 - courses", "1 0 courses", "\u00b2 0 - courses"]
)
def test_a_bookmark_of_another_source_is_refused(school: Endpoint, token: str):
    (said,) = OoapiV5(school.address).read(token)

    assert isinstance(said, Stopped)
    assert said.what.nl == "Deze bladwijzer hoort niet bij deze bron."


# ---- files


def write(folder: Path, **files: Any) -> None:
    for name, value in files.items():
        (folder / f"{name}.json").write_text(value if isinstance(value, str) else json.dumps(value))


@pytest.mark.parametrize("shape", ["body", "list", "page", "marked"])
def test_a_file_can_hold_a_body_a_list_or_a_page(tmp_path: Path, shape: str):
    value: Any = {
        "body": course_v5(),
        "list": [course_v5()],
        "page": {"items": [course_v5()]},
        "marked": "\ufeff" + json.dumps(course_v5()),
    }[shape]
    write(tmp_path, een=value)

    events = list(OoapiV5(str(tmp_path / "een.json")).read())

    assert len(records(events, Course)) == 1
    assert stopped(events) is None


def test_the_order_of_files_does_not_matter(tmp_path: Path):
    """A course leans on a school and a specification that stand in files that come later."""
    write(
        tmp_path,
        a=[offering_v5(offeringType="program", course=None, program="p1")],
        b=[program_v5(educationSpecification="e1", modeOfStudy="part-time")],
        c=[specification_v5()],
        d=[organisation_v5()],
    )

    events = list(OoapiV5(str(tmp_path)).read())

    (run,), (course,) = records(events, Offering), records(events, Course)
    assert isinstance(run, Offering)
    assert isinstance(course, Course)
    assert (run.form, course.proof, run.course) == ("deeltijd", "diploma", course.id)
    assert counts(events) == {"Provider": 1, "Certificate": 1, "Course": 1, "Offering": 1}


@pytest.mark.parametrize("feed", [OoapiV5, OoapiV6])
def test_from_every_bookmark_in_files_exactly_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed: type[OoapiFeed]
):
    monkeypatch.setattr(ooapi_pages, "FILE_PIECE", 2)
    lists = school_v5() if feed is OoapiV5 else school_v6()
    write(tmp_path, **{name.replace("/", "-"): bodies for name, bodies in lists.items()})

    whole = list(feed(str(tmp_path)).read())

    marks = [(number, one) for number, one in enumerate(whole) if isinstance(one, Bookmark)]
    assert len(marks) > 10
    for number, mark in marks:
        assert records(list(feed(str(tmp_path)).read(mark.token))) == records(whole[number:])


def test_a_file_that_is_broken_leaves_the_others_and_the_end_is_not_the_end(tmp_path: Path):
    write(tmp_path, a=[organisation_v5()], b="{kapot", c=[course_v5()])

    events = list(OoapiV5(str(tmp_path)).read())

    assert counts(events)["Course"] == 1
    assert isinstance(events[-1], Stopped)
    assert [one.where for one in events if isinstance(one, Misread)] == ["b.json"]
    assert [one.token for one in events if isinstance(one, Bookmark)] == ["2 1 - a.json"]


def test_what_a_system_hides_in_a_folder_is_no_file_of_it(tmp_path: Path):
    write(tmp_path, a=[organisation_v5(), course_v5()])
    (tmp_path / "B.JSON").write_text(json.dumps([offering_v5()]), "utf-8")
    (tmp_path / "._a.json").write_bytes(b"\0\5\x16\7")
    (tmp_path / "map.json").mkdir()
    (tmp_path / "README").write_text("hallo", "utf-8")

    events = list(OoapiV5(str(tmp_path)).read())

    assert stopped(events) is None
    assert len(records(events, Offering)) == 1


def test_a_file_with_a_name_that_is_no_text_is_read(tmp_path: Path):
    folder = os.fsencode(tmp_path)
    with open(folder + b"/\xff.json", "w", encoding="utf-8") as file:
        json.dump([organisation_v5(), course_v5()], file)

    events = list(OoapiV5(str(tmp_path)).read())

    assert stopped(events) is None
    bookmark = next(one.token for one in events if isinstance(one, Bookmark))
    assert bookmark.encode("utf-8").endswith(b"\\xff.json")
    assert not records(list(OoapiV5(str(tmp_path)).read(bookmark)))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "Dit is leeg."),
        (b"\x1f\x8b\x08\x00", "ingepakt"),
        (b"PK\x03\x04abc", "ingepakt"),
        ('{"courseId": 1}'.encode("utf-16"), "geen UTF-8"),
        ("<rss/>".encode("utf-8-sig"), "webpagina of XML"),
    ],
)
def test_a_file_that_is_something_else_is_called_what_it_is(tmp_path: Path, body: bytes, told: str):
    (tmp_path / "a.json").write_bytes(body)

    end = stopped(list(OoapiV5(str(tmp_path / "a.json")).read()))

    assert end is not None
    assert told in end.what.nl
    assert "UTF-8" in end.what_now.nl


def test_what_is_no_address_stops_and_says_so():
    end = stopped(list(OoapiV5("http://[kapot").read()))

    assert end is not None
    assert end.what.nl == "Dit is geen adres op het web."


def test_no_file_and_no_folder_is_said(tmp_path: Path):
    for source in (tmp_path, tmp_path / "geen.json"):
        assert isinstance(list(OoapiV5(str(source)).read())[-1], Stopped)


def test_what_we_do_not_take_over_is_told_once(tmp_path: Path):
    write(
        tmp_path,
        a=[{"personId": "x", "givenName": "Anne"}, {"roomId": "r"}, {"associationId": "a", "person": "x"}, {"x": 1}],
    )

    events = list(OoapiV5(str(tmp_path)).read())

    assert len([one for one in events if isinstance(one, Note)]) == 1
    assert len([one for one in events if isinstance(one, Misread)]) == 1
    assert "Anne" not in repr(events)


def test_an_import_of_many_pages_holds_one_page_at_a_time():
    """What is remembered of the whole is the names of organisations and specifications, not the courses."""
    import tracemalloc

    def peak(courses: int) -> int:
        lists = {"organizations": [organisation_v5()], "programs": []}
        with playing(Endpoint(lists)) as school:
            about = "x" * 4_000
            school.habits["courses"] = lambda _, query: as_json(
                {
                    "items": [
                        course_v5(courseId=f"c{query['pageNumber']}-{number}", description=dutch(about))
                        for number in range(10)
                    ],
                    "hasNextPage": int(query["pageNumber"]) < courses // 10,
                }
            )
            for _ in OoapiV5(school.address).read():
                pass
            tracemalloc.start()
            for _ in OoapiV5(school.address).read():
                pass
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return found

    assert peak(80) < 1.5 * peak(20)
