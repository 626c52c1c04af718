# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""RIO as its published document describes it: what becomes of each word, page and link of it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest

from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Certificate, Code, Course, Offering, Provider
from doorleren.importers.rio import Rio

T = TypeVar("T")

ANSWERS = Path(__file__).parent / "rio_antwoorden"


def of(kind: type[T], events: list[Event]) -> list[T]:
    return [one for one in events if isinstance(one, kind)]


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return list(Rio(str(ANSWERS)).read())


def course(events: list[Event], name: str) -> Course:
    [found] = [one for one in of(Course, events) if one.name == name]
    return found


def read(tmp_path: Path, *bodies: dict[str, Any]) -> list[Event]:
    (tmp_path / "antwoord.json").write_text(json.dumps(list(bodies)), encoding="utf-8")
    return list(Rio(str(tmp_path / "antwoord.json")).read())


def offered(**more: Any) -> dict[str, Any]:
    return {
        "id": "a-1",
        "aangebodenOpleidingcode": "a-1",
        "type": "AANGEBODENMBOOPLEIDING",
        "eigennaam": "Lassen",
        "startdatum": "2020-08-01",
        "onderwijsaanbiedercode": "113A881",
        **more,
    }


def test_nothing_in_the_answers_is_a_problem(events: list[Event]) -> None:
    assert not of(Misread, events)
    assert not of(Stopped, events)


def test_bbl_bol_and_the_third_route_are_three_kinds(tmp_path: Path, events: list[Event]) -> None:
    bol = read(tmp_path, offered(leertraject="BOL"))

    assert course(events, "Assistent ICT (leren en werken)").kind == "mbo_bbl"
    assert course(events, "Assistent ICT (derde leerweg)").kind == "mbo_derde_leerweg"
    assert course(events, "Assistent ICT (derde leerweg)").learn_and_work == {"derde_leerweg"}
    assert course(bol, "Lassen").kind == "mbo_bol"


@pytest.mark.parametrize("route", ["EX", "ODT", "COL"])
def test_a_route_without_a_word_here_gives_no_kind_and_no_problem(tmp_path: Path, route: str) -> None:
    events = read(tmp_path, offered(leertraject=route))

    assert course(events, "Lassen").kind is None
    assert course(events, "Lassen").rest["leertraject"] == route
    assert [one.field for one in of(Misread, events)] == ["naam"]  # only the provider has no name here


def test_nlqf_4p_is_level_4_plus_and_eqf_4(events: list[Event]) -> None:
    level = course(events, "Assistent ICT (leren en werken)").level

    assert (level.nlqf, level.eqf, level.mbo) == ("4+", 4, "niveau4")


def test_a_certifiable_unit_of_mbo_is_a_certificate(events: list[Event]) -> None:
    found = course(events, "Certificaat netwerken")

    assert (found.kind, found.proof, found.study_load) == ("certificaat", "certificaat", (240.0, "sbu"))
    assert [one.name for one in of(Certificate, events) if one.id in found.gives] == ["Netwerken"]


def test_an_elective_has_its_own_kind_of_code(tmp_path: Path) -> None:
    unit = {
        "id": "u-1",
        "opleidingseenheidcode": "u-1",
        "type": "MBOKEUZEDEEL",
        "volledigeNaam": "Keuzedeel drones",
        "opleidingserkenning": {
            "id": "e-1",
            "type": "MBOOPLEIDINGSERKENNING",
            "erkendeopleidingscode": "K0712",
            "opleidingsstelsel": "CREBO",
            "erkenner": "OCW",
            "ingangsdatum": "2020-08-01",
        },
    }

    events = read(tmp_path, unit)

    [found] = of(Certificate, events)
    assert Code("keuzedeel", "K0712") in found.codes


@pytest.mark.parametrize(
    ("who", "ours"),
    [
        ("NRTO", {"NRTO"}),
        ("CEDEO", {"CEDEO"}),
        ("CPION", {"CPION"}),
        ("SNRO", {"SNRO"}),
        ("NLQF", {"NLQF"}),
        ("NKC_EVC", {"NKC_EVC"}),
        ("OCW", {"OCW"}),
        ("BRANCHE", {"ANDERS"}),
        ("HANDELSREGISTER", set()),
    ],
)
def test_who_recognises_a_provider(tmp_path: Path, who: str, ours: set[str]) -> None:
    recognition = {"id": "25LH", "code": "25LH", "type": "ERKENDE_ONDERWIJSINSTELLING", "erkenner": who}

    events = read(
        tmp_path,
        {
            "id": "113A881",
            "type": "ONDERWIJSAANBIEDER",
            "naam": "Voorbeeld",
            "_embedded": {"erkenningen": [recognition]},
        },
    )

    [found] = of(Provider, events)
    assert found.recognised_by == ours
    assert found.rest["erkenningen"][0]["erkenner"] == who


def test_a_recognition_that_ends_counts_only_for_a_day_on_which_it_holds() -> None:
    recognised = {
        day: of(Provider, list(Rio(str(ANSWERS), on=day).read()))[0].recognised_by
        for day in (None, date(2023, 6, 1), date(2024, 1, 1))
    }

    assert recognised == {
        None: {"OCW"},
        date(2023, 6, 1): {"OCW", "CEDEO"},
        date(2024, 1, 1): {"OCW"},  # the end is the first day that it no longer holds
    }


def test_a_flag_of_stap_in_the_register_gives_no_recognition_that_counts(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        {
            "id": "e",
            "type": "PARTICULIEREOPLEIDINGSERKENNING",
            "erkendeopleidingscode": "S1",
            "erkenner": "NRTO",
            "opleidingsstelsel": "STAP_BUDGET",
            "einddatum": "2024-01-01",
        },
    )

    [found] = of(Certificate, events)
    assert found.rest["erkend_door"] == ["STAP"]


def test_funded_is_what_the_licences_of_this_provider_for_this_route_say(events: list[Event]) -> None:
    """The licence of another school says the contrary, and does not count."""
    assert course(events, "Assistent ICT (leren en werken)").funded is True
    assert course(events, "Assistent ICT (derde leerweg)").funded is False
    assert course(events, "Certificaat netwerken").funded is None


def test_a_cohort_is_an_offering_with_its_days_place_and_places(events: list[Event]) -> None:
    [found] = [one for one in of(Offering, events) if one.origin.key == "k-1"]

    assert (found.start, found.apply_from, found.apply_until) == (date(2026, 9, 1), date(2025, 10, 1), date(2026, 4, 1))
    assert found.end == date(2028, 1, 31)  # RIO gives the first day after it
    assert (found.places, found.places_left, found.way, found.language) == (24, None, "gemengd", "nl")
    assert found.place is not None
    assert (found.place.town, found.place.street, found.place.postcode) == ("DELFZIJL", "Kade 12A", "9934AB")


def test_a_closed_cohort_with_a_flexible_start_has_no_place_left(events: list[Event]) -> None:
    [found] = [one for one in of(Offering, events) if one.origin.key == "k-2"]

    assert (found.start, found.any_day, found.apply_until, found.places_left) == (None, True, date(2026, 6, 30), 0)
    assert found.rest["toelichtingVereisteToestemming"] == "Eerst een gesprek."


def test_an_offer_that_has_ended_is_given_with_its_end(events: list[Event]) -> None:
    ended = course(events, "Assistent ICT (derde leerweg)")

    [found] = [one for one in of(Offering, events) if one.course == ended.id]

    assert found.end == date(2025, 7, 31)
    assert found.rest["einddatum"] == "2025-08-01"


def test_markup_is_no_part_of_what_a_person_reads_and_is_kept_as_it_was(events: list[Event]) -> None:
    found = course(events, "Assistent ICT (leren en werken)")

    assert found.about == "U leert computers beheren."
    assert "<script>" in found.rest["omschrijving"]


def test_schools_for_children_are_counted_and_not_taken_over(events: list[Event]) -> None:
    assert [one.field for one in of(Note, events)] == ["organisation", "AANGEBODENBOOPLEIDING"]


def test_an_unknown_word_is_a_problem_that_keeps_it(tmp_path: Path) -> None:
    events = read(tmp_path, offered(leertraject="AVONDSCHOOL", voertaal="KLI"))

    problems = {one.field: one for one in of(Misread, events)}
    assert "«AVONDSCHOOL»" in problems["leertraject"].what.nl
    assert "BBL" in problems["leertraject"].expected.nl
    assert not problems["leertraject"].skipped
    assert "«KLI»" in problems["voertaal"].what.nl
    assert course(events, "Lassen").rest["leertraject"] == "AVONDSCHOOL"
    assert course(events, "Lassen").rest["voertaal"] == "KLI"


def test_odd_numbers_codes_and_days_are_told_one_by_one(tmp_path: Path) -> None:
    place = {
        "id": "1",
        "onderwijslocatiecode": "1",
        "plaatsnaam": "Assen",
        "huisnummer": "7",
        "straatnaam": "Markt",
        "postcode": "0123 XX",
        "gpsLatitude": 153.2,
        "gpsLongitude": 6.5,
    }
    unit = {
        "id": "u",
        "opleidingseenheidcode": "null",
        "volledigeNaam": "EN TRANSLATION: Lassen",
        "type": "MBOKWALIFICATIE",
        "studielast": "1600",
        "studielasteenheid": "SBU",
    }

    events = read(
        tmp_path, offered(einddatum="31-02-2026", website="www.voorbeeld.nl", onderwijslocatie=place, opleiding=unit)
    )

    assert {one.field for one in of(Misread, events)} == {"naam", "postcode", "gpsLatitude", "website", "einddatum"}
    [offering] = of(Offering, events)
    assert offering.place is not None
    assert (offering.place.street, offering.place.postcode, offering.place.latitude) == ("Markt 7", None, None)
    assert course(events, "Lassen").study_load_hours == 1600


def test_an_offer_without_a_provider_is_kept_with_a_problem(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        {"id": "a-1", "type": "AANGEBODENPARTICULIEREOPLEIDING", "startdatum": "2020-01-01", "eigennaam": "Typen"},
    )

    [provider], [found] = of(Provider, events), of(Course, events)
    assert found.provider == provider.id
    assert provider.name == "Aanbieder niet genoemd"
    assert [one.field for one in of(Misread, events)] == ["onderwijsaanbieder"]


def test_contact_details_are_not_taken_over(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        {
            "id": "c",
            "context": "ALGEMEEN",
            "subcontextnummer": "1",
            "contactnaam": "J. Voorbeeld",
            "eMailadres": "j@voorbeeld.nl",
        },
    )

    assert [one.field for one in of(Note, events)] == ["contact"]
    assert "Voorbeeld" not in str(events)


@pytest.mark.parametrize("wrap", ["list", "hal", "graph", "single"])
def test_a_body_is_found_in_every_kind_of_answer(tmp_path: Path, wrap: str) -> None:
    answer: Any = {
        "list": [offered()],
        "hal": {"_embedded": {"AangebodenOpleidingen": [offered()]}, "_links": {}},
        "graph": {"@context": "https://voorbeeld.nl", "@graph": [offered()]},
        "single": offered(),
    }[wrap]
    (tmp_path / "a.jsonld").write_text(json.dumps(answer), encoding="utf-8-sig")

    events = list(Rio(str(tmp_path)).read())

    assert [one.name for one in of(Course, events)] == ["Lassen"]


def test_a_file_that_is_no_json_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("<html>storing</html>", encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([offered(), "los"]), encoding="utf-8")

    events = list(Rio(str(tmp_path)).read())

    assert len(of(Course, events)) == 1
    [stopped] = of(Stopped, events)
    assert "webpagina" in stopped.what.nl
    assert events[-1] == stopped
    assert [one.field for one in of(Misread, events) if one.skipped] == ["[1]"]


def test_reading_on_from_a_bookmark_gives_exactly_what_was_left(tmp_path: Path) -> None:
    unit = {"id": "u", "opleidingseenheidcode": "u", "volledigeNaam": "Lassen", "type": "MBOKWALIFICATIE"}
    bodies = [{"id": f"{n}A001", "type": "ONDERWIJSAANBIEDER", "naam": f"School {n}"} for n in range(100, 104)]
    bodies += [
        offered(id=f"a-{n}", aangebodenOpleidingcode=f"a-{n}", onderwijsaanbiedercode=f"{n}A001", opleiding=unit)
        for n in range(100, 104)
    ]
    whole = read(tmp_path, *bodies, unit | {"id": "los", "opleidingseenheidcode": "los"})
    marks = [number for number, one in enumerate(whole) if isinstance(one, Bookmark)]

    assert len(marks) == 4
    for at in marks:
        mark = whole[at]
        assert isinstance(mark, Bookmark)
        rest = list(Rio(str(tmp_path / "antwoord.json")).read(mark.token))
        assert [one for one in rest if not isinstance(one, Bookmark)] == [
            one for one in whole[at + 1 :] if not isinstance(one, Bookmark)
        ]


class Api:
    """A small RIO: providers in pages of two, each with one programme; what goes wrong is chosen."""

    def __init__(self) -> None:
        self.providers = [f"10{n}A001" for n in range(5)]
        self.asked: list[str] = []
        self.fails: dict[str, tuple[int, str]] = {}
        self.ignores_page = False

    def answer(self, path: str) -> tuple[int, Any]:
        parts = urlsplit(path)
        self.asked.append(path)
        steps = parts.path.removeprefix("/api/rio/v2/").split("/")
        for part, (status, body) in self.fails.items():
            if part in path:
                return status, body
        match steps:
            case ["organisatorische-eenheden"]:
                page = 0 if self.ignores_page else int(parse_qs(parts.query)["page"][0])
                here = self.providers[page * 2 : page * 2 + 2]
                links = {"next": {"href": "http://elders.example/x"}} if page * 2 + 2 < len(self.providers) else {}
                bodies = [{"id": one, "type": "ONDERWIJSAANBIEDER", "naam": f"School {one}"} for one in here]
                return 200, {"_embedded": {"organisatorischeEenheden": bodies}, "_links": links} if here else {
                    "_links": {}
                }
            case ["organisatorische-eenheden", key]:
                return 200, {"id": key, "type": "ONDERWIJSAANBIEDER", "naam": f"School {key}"}
            case ["organisatorische-eenheden", key, "aangeboden-opleidingen"]:
                return 200, [offered(id=f"a-{key}", aangebodenOpleidingcode=f"a-{key}", leertraject="BBL")]
            case ["aangeboden-opleidingen", key, "opleidingsgroep"]:
                return 200, {
                    "id": "g",
                    "opleidingseenheidcode": "g",
                    "type": "MBODOMEIN",
                    "volledigeNaam": "Domein",
                    "niveau": "MBO-2",
                }
        return 404, {"title": "Niet gevonden"}


@contextmanager
def served(api: Api) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = api.answer(self.path)
            raw = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/rio/v2"
    finally:
        server.shutdown()
        server.server_close()


def test_the_api_is_read_page_after_page_and_link_after_link() -> None:
    api = Api()
    with served(api) as address:
        events = list(Rio(address).read())

    assert not of(Stopped, events)
    assert [one.name for one in of(Provider, events)] == [f"School {one}" for one in api.providers]
    assert len(of(Course, events)) == 5
    assert {one.level.mbo for one in of(Course, events)} == {"niveau2"}
    assert sum("page=" in path for path in api.asked) == 3  # and never an address that an answer names


def test_one_provider_can_be_asked_for() -> None:
    api = Api()
    with served(api) as address:
        events = list(Rio(f"{address}/organisatorische-eenheden/103A001").read())

    assert [one.name for one in of(Provider, events)] == ["School 103A001"]
    assert len(of(Course, events)) == 1


def test_the_api_is_read_on_from_each_bookmark() -> None:
    api = Api()
    with served(api) as address:
        whole = list(Rio(address).read())
        for at, mark in enumerate(whole):
            if isinstance(mark, Bookmark):
                rest = list(Rio(address).read(mark.token))
                assert of(Course, rest) == of(Course, whole[at + 1 :])
                assert of(Provider, rest) == of(Provider, whole[at + 1 :])


@pytest.mark.parametrize(
    ("part", "answer", "said"),
    [
        ("page=1", (400, "{}"), "fout 400"),
        ("page=1", (200, "<!doctype html><p>Onderhoud"), "webpagina"),
        ("102A001/aangeboden", (403, "{}"), "fout 403"),
        ("page=2", (200, "{"), "geen leesbare JSON"),
    ],
)
def test_a_source_that_fails_half_way_stops_the_reading_and_what_was_read_stays(
    part: str, answer: tuple[int, str], said: str
) -> None:
    api = Api()
    api.fails[part] = answer
    with served(api) as address:
        events = list(Rio(address).read())

    assert said in of(Stopped, events)[0].what.nl
    assert isinstance(events[-1], Stopped)
    assert len(of(Course, events)) >= 2


def test_a_source_that_gives_one_page_for_ever_is_stopped() -> None:
    api = Api()
    api.ignores_page = True
    with served(api) as address:
        events = list(Rio(address).read())

    assert "dezelfde bladzijde" in of(Stopped, events)[0].what.nl


def test_a_source_that_is_not_there_is_stopped() -> None:
    [stopped] = list(Rio("geen-map/geen-bestand.json").read())

    assert isinstance(stopped, Stopped)
    assert stopped.what.nl == "Dit bestand is er niet."
