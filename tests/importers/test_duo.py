# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""DUO's sets as CSV really comes, and what becomes of each column. The columns and values are those that DUO publishes;
the rows are ours."""

import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import pytest

from doorleren.catalogue.as_facts import as_facts
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Certificate, Code, Course, Offering, Place, Provider
from doorleren.importers.duo import Duo
from doorleren.importers.duo_sets import COHORTS, HO, MBO, PATHS, DuoSet

T = TypeVar("T")

MBO_ROW = {
    "OPLEIDINGSEENHEIDCODE": "1001O2667",
    "OPLEIDINGSEENHEID_TYPE": "MBOKWALIFICATIE",
    "WAARDEDOCUMENTSOORT": "DIPLOMA",
    "OPLEIDINGSEENHEID_NIVEAU": "MBO-3",
    "OPLEIDINGSEENHEID_NAAM": "Allround medewerker ICT",
    "STUDIELAST": "4800",
    "STUDIELASTEENHEID": "SBU",
    "ERKENDEOPLEIDINGSCODE": "25655",
    "ERKENDEOPLEIDINGSTYPE": "MBOOPLEIDINGSERKENNING",
    "ERKENDEOPLEIDINGSSTELSEL": "CREBO",
    "KWALIFICATIEDOSSIER": "ICT support",
    "DOMEIN": "Informatie en communicatietechnologie",
    "ONDERWIJSAANBIEDERID": "113A881",
    "NAAM": "Voorbeeldcollege",
    "ONDERWIJSBESTUURID": "100B349",
    "KVK_NUMMER": "01234567",
    "ONDERWIJSLOCATIECODE": "113X626",
    "STRAATNAAM": "Kade",
    "HUISNUMMER": "12",
    "HUISNUMMERTOEVOEGING": "-A1",
    "POSTCODE": "9934AB",
    "PLAATSNAAM": "Delfzijl",
    "AANGEBODEN_OPLEIDINGCODE": "a-1",
    "AANGEBODEN_OPLEIDING_TYPE": "AANGEBODENMBOOPLEIDING",
    "AFWIJKENDE_OPLEIDINGSDUUROMVANG": "18",
    "AFWIJKENDE_OPLEIDINGSDUUREENHEID": "M",
    "LEERTRAJECT": "BBL",
    "MBONIVEAU": "MBO-3",
    "VOERTAAL": "NLD",
    "EIGENNAAM": "ICT'er, leren en werken",
    "WEBSITE": "https://voorbeeld.nl/ict",
}
COHORT = {
    "AANGEBODEN_OPLEIDINGCODE": "a-1",
    "AANGEBODEN_OPLEIDING_COHORTCODE": "26-27",
    "BEGIN_AANMELDPERIODE": "2025-10-01",
    "EINDE_AANMELDPERIODE": "2026-04-01",
    "INSTROOMMOMENT": "2026-09-01",
    "OPLEIDINGSEINDDATUM": "2028-03-01",
    "OPLEIDINGSVORM": "KLASSIKAAL",
}
HO_ROW = {
    "ONDERWIJSBESTUURID": "100B349",
    "ONDERWIJSBESTUUR_NAAM": "Stichting Voorbeeld",
    "ONDERWIJSAANBIEDERID": "113A882",
    "ONDERWIJSAANBIEDER_NAAM": "Hogeschool Voorbeeld",
    "SOORT": "OPLEIDING",
    "OPLEIDINGSEENHEIDCODE": "1001O0001",
    "ERKENDEOPLEIDINGSCODE": "30020",
    "ERKENNER": "NVAO",
    "NAAM_LANG": "ICT",
    "INTERNATIONALE_NAAM": "Information & Communication Technology",
    "BEGINDATUM": "2013-09-01",
    "NIVEAU": "HBO-AD",
    "GRAAD": "ASSOCIATE_DEGREE",
    "STUDIELAST": "120",
    "EQF": "5",
    "NLQF": "5",
    "WAARDEDOCUMENTSOORT": "GETUIGSCHRIFT",
    "PENVOERDER": 'Stichting "Voorbeeld"',
    "VORM": "DEELTIJD",
    "VOERTAAL": "NLD",
    "AANGEBODEN_OPLEIDING_BEGINDATUM": "2023-02-23",
    "EERSTE_INSTROOMDATUM": "2023-09-01",
    "STUDIEKEUZECHECK": "GEEN_STUDIEKEUZE_CHECK",
    "AANGEBODEN_OPLEIDINGCODE": "6e574f4c",
    "ONDERWIJSLOCATIECODE": "113X627",
    "ONDERWIJSLOCATIESTRAAT": "Het Groene Woud",
    "ONDERWIJSLOCATIEPLAATS": "Groningen",
    "WEBSITE": "https://voorbeeld.nl/ict-deeltijd",
}
PATH = {
    "INGANGSDATUM_ONTWIKKELPAD": "2026-08-24",
    "BRANCHE_NAAM": "Afval en Recycling",
    "FUNCTIE_TITEL": "Medewerker ICT",
    "TYPE_OPLEIDING": "OCW diplomagericht",
    "ERKENDEOPLEIDINGSCODE": "25655",
    "OPLEIDINGSSTELSEL": "CREBO",
    "LEERWEG": "BBL,OVO",
    "SUBSIDIABEL_SLIMREGELING": "Ja, 40%",
}


def of(kind: type[T], events: list[Event]) -> list[T]:
    return [one for one in events if isinstance(one, kind)]


def cells(row: dict[str, str], columns: list[str], separator: str) -> str:
    return separator.join('"' + row.get(name, "").replace('"', '""') + '"' for name in columns)


def csv_of(sort: DuoSet, *rows: dict[str, str], separator: str = ",", more: tuple[str, ...] = ()) -> str:
    columns = [*sorted(sort.columns), *more]
    return "\r\n".join([separator.join(columns), *(cells(row, columns, separator) for row in rows), ""])


def read(tmp_path: Path, text: str | bytes, name: str = "aanbod.csv") -> list[Event]:
    (tmp_path / name).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return list(Duo(str(tmp_path / name)).read())


def folder(tmp_path: Path, **texts: str) -> list[Event]:
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return list(Duo(str(tmp_path)).read())


def problems(events: list[Event]) -> list[Event]:
    return [one for one in events if isinstance(one, Misread | Stopped)]


def test_a_row_of_mbo_is_a_provider_a_diploma_a_course_and_an_offering(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(MBO, MBO_ROW))

    [provider], [diploma], [course], [offering] = (
        of(kind, events) for kind in (Provider, Certificate, Course, Offering)
    )
    assert not problems(events)
    assert (provider.name, provider.codes) == ("Voorbeeldcollege", (Code("rio", "113A881"), Code("kvk", "01234567")))
    assert (course.name, course.kind, course.level.mbo) == ("ICT'er, leren en werken", "mbo_bbl", "niveau3")
    assert Code("crebo", "25655") in course.codes
    assert (course.study_load, course.study_load_hours, course.duration_months) == ((4800.0, "sbu"), 4800, 18)
    assert (course.gives, course.proof, course.recognised_by) == ((diploma.id,), "diploma", {"OCW"})
    assert diploma.name == "Allround medewerker ICT"
    assert offering.place == Place("Delfzijl", "Kade 12-A1", "9934AB")
    assert (offering.language, offering.start, offering.course) == ("nl", None, course.id)


def test_cohorts_in_the_same_folder_are_the_times_it_begins(tmp_path: Path) -> None:
    flexible = {
        **COHORT,
        "AANGEBODEN_OPLEIDING_COHORTCODE": "flex",
        "INSTROOMMOMENT": "",
        "BEGIN_INSTROOMPERIODE": "20260101",
        "EINDE_INSTROOMPERIODE": "30-06-2026",
        "EINDE_AANMELDPERIODE": "",
    }
    orphan = {**COHORT, "AANGEBODEN_OPLEIDINGCODE": "a-9"}

    events = folder(tmp_path, aanbod=csv_of(MBO, MBO_ROW), cohorten=csv_of(COHORTS, COHORT, flexible, orphan))

    first, second = of(Offering, events)
    assert (first.start, first.apply_from, first.apply_until) == (date(2026, 9, 1), date(2025, 10, 1), date(2026, 4, 1))
    assert (first.end, first.way, first.place) == (
        date(2028, 3, 1),
        "klassikaal",
        Place("Delfzijl", "Kade 12-A1", "9934AB"),
    )
    assert (second.start, second.any_day, second.apply_until) == (None, True, date(2026, 6, 30))
    assert not problems(events)
    assert "1 cohorten" in of(Note, events)[-1].what.nl


def test_cohorts_alone_say_what_is_missing(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(COHORTS, COHORT))

    [stopped] = of(Stopped, events)
    assert "mbo_opleidingsaanbod.csv" in stopped.what_now.nl


def test_a_row_of_higher_education_is_read(tmp_path: Path) -> None:
    events = read(
        tmp_path, csv_of(HO, HO_ROW, {**HO_ROW, "ONDERWIJSAANBIEDERID": "", "OPLEIDINGSEENHEIDCODE": "1001O0002"})
    )

    [course], [offering] = of(Course, events), of(Offering, events)
    assert (course.kind, course.level.nlqf, course.level.eqf, course.level.degree) == (
        "associate_degree",
        "5",
        5,
        "associate_degree",
    )
    assert (course.study_load, course.study_load_hours) == ((120.0, "ects"), 3360)
    assert (course.name, course.name_en, course.recognised_by) == (
        "ICT",
        "Information & Communication Technology",
        {"NVAO"},
    )
    assert Code("isat", "30020") in course.codes
    assert (offering.form, offering.place) == ("deeltijd", Place("Groningen", "Het Groene Woud"))
    assert offering.start is None  # the first intake was years ago, and nothing says that it was the last one
    assert offering.rest["EERSTE_INSTROOMDATUM"] == "2023-09-01"
    assert len(of(Certificate, events)) == 2  # a programme that nobody offers now is kept, and is no course


def test_an_intake_that_is_the_first_and_the_last_is_the_start(tmp_path: Path) -> None:
    row = {
        **HO_ROW,
        "EERSTE_INSTROOMDATUM": "2026-09-01",
        "LAATSTE_INSTROOMDATUM": "01-09-2026",
        "AANGEBODEN_OPLEIDING_EINDDATUM": "20280831",
    }

    [offering] = of(Offering, read(tmp_path, csv_of(HO, row)))

    assert (offering.start, offering.end) == (date(2026, 9, 1), date(2028, 8, 31))


def test_a_sector_path_says_of_slim_what_the_file_says_and_makes_no_fact(tmp_path: Path) -> None:
    events = folder(tmp_path, aanbod=csv_of(MBO, MBO_ROW), paden=csv_of(PATHS, PATH))
    without = read(tmp_path, csv_of(MBO, MBO_ROW), "los.csv")

    [course] = of(Course, events)
    [plain] = of(Course, without)
    assert course.rest["ontwikkelpaden"] == [PATH]
    text = course.rest["ontwikkelpaden_tekst"]["nl"]
    assert "Afval en Recycling" in text
    assert "«Ja, 40%»" in text
    assert "geen recht" in text
    assert as_facts(course, None, None) == as_facts(plain, None, None)
    assert not course.free_with


@pytest.mark.parametrize(
    "other",
    [{"LEERTRAJECT": "BOL"}, {"LEERTRAJECT": ""}, {"ERKENDEOPLEIDINGSCODE": "25656"}],
)
def test_a_sector_path_for_another_route_or_code_is_not_put_on_a_course(tmp_path: Path, other: dict[str, str]) -> None:
    events = folder(tmp_path, aanbod=csv_of(MBO, {**MBO_ROW, **other}), paden=csv_of(PATHS, PATH))

    [course] = of(Course, events)
    assert "ontwikkelpaden" not in course.rest


def test_a_sector_path_of_one_provider_is_about_that_provider_only(tmp_path: Path) -> None:
    path = {
        **PATH,
        "ERKENDEOPLEIDINGSCODE": "",
        "OPLEIDINGSSTELSEL": "",
        "LEERWEG": "",
        "OPLEIDINGSEENHEIDCODE": "1001O2667",
        "OPLEIDER_KVK_NUMMER": "01234567",
        "SUBSIDIABEL_SLIMREGELING": "Ja, 90%",
    }
    other = {**MBO_ROW, "AANGEBODEN_OPLEIDINGCODE": "a-2", "KVK_NUMMER": "07654321", "ONDERWIJSAANBIEDERID": "114A000"}

    events = folder(tmp_path, aanbod=csv_of(MBO, MBO_ROW, other), paden=csv_of(PATHS, path))

    assert ["ontwikkelpaden" in one.rest for one in of(Course, events)] == [True, False]


def test_the_sector_paths_alone_are_kept_by_code(tmp_path: Path) -> None:
    elective = {
        **PATH,
        "ERKENDEOPLEIDINGSCODE": "K0712",
        "TYPE_OPLEIDING": "OCW keuzedeel certificaat",
        "SUBSIDIABEL_SLIMREGELING": "Nee",
    }

    events = read(
        tmp_path, csv_of(PATHS, PATH, {**PATH, "BRANCHE_NAAM": "Bouw"}, elective, {**PATH, "ERKENDEOPLEIDINGSCODE": ""})
    )

    first, second = of(Certificate, events)
    assert [one["BRANCHE_NAAM"] for one in first.rest["ontwikkelpaden"]] == ["Afval en Recycling", "Bouw"]
    assert first.codes == (Code("crebo", "25655"),)
    assert second.codes == (Code("keuzedeel", "K0712"),)
    assert [one.field for one in of(Misread, events)] == ["ERKENDEOPLEIDINGSCODE"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_separator_and_encoding_reads_the_same(tmp_path: Path, separator: str, encoding: str) -> None:
    row = {**MBO_ROW, "EIGENNAAM": "Café, bar; en één\r\nterras", "NAAM": "’s-Hertogenbosch"}

    events = read(tmp_path, csv_of(MBO, row, separator=separator).encode(encoding))

    assert not problems(events)
    assert of(Course, events)[0].name == "Café, bar; en één\r\nterras"
    assert of(Provider, events)[0].name == "’s-Hertogenbosch"


@pytest.mark.parametrize(
    "written", ["20260901", "01-09-2026", "1-9-2026", "2026-09-01", "2026-09-01T00:00:00", "01/09/2026"]
)
def test_a_day_is_read_however_it_is_written(tmp_path: Path, written: str) -> None:
    events = folder(tmp_path, a=csv_of(MBO, MBO_ROW), b=csv_of(COHORTS, {**COHORT, "INSTROOMMOMENT": written}))

    assert of(Offering, events)[0].start == date(2026, 9, 1)
    assert not problems(events)


@pytest.mark.parametrize("written", ["31-02-2026", "20261301", "september", "1-9-26"])
def test_a_day_that_is_none_is_a_problem_and_stays(tmp_path: Path, written: str) -> None:
    events = folder(tmp_path, a=csv_of(MBO, MBO_ROW), b=csv_of(COHORTS, {**COHORT, "INSTROOMMOMENT": written}))

    [offering], [problem] = of(Offering, events), of(Misread, events)
    assert offering.start is None
    assert offering.rest["INSTROOMMOMENT"] == written
    assert problem.field == "INSTROOMMOMENT"
    assert f"«{written}»" in problem.what.nl
    assert problem.where.endswith("regel 2")


@pytest.mark.parametrize(("written", "load"), [("240,5", 240.5), ("240.0", 240.0), ("1.600", None), ("veel", None)])
def test_a_number_may_have_a_comma_and_a_dot_for_thousands_is_not_guessed_at(
    tmp_path: Path, written: str, load: float | None
) -> None:
    events = read(tmp_path, csv_of(MBO, {**MBO_ROW, "STUDIELAST": written}))

    [course] = of(Course, events)
    assert course.study_load == (None if load is None else (load, "sbu"))
    assert course.rest["STUDIELAST"] == written
    assert len(of(Misread, events)) == (load is None)


def test_columns_in_any_order_with_new_ones_and_without_some_are_read(tmp_path: Path) -> None:
    columns = [*sorted(set(MBO_ROW) - {"DOMEIN"}, reverse=True), "Nieuw veld", "_id"]
    row = {**MBO_ROW, "Nieuw veld": "nieuw", "_id": "7"}

    events = read(tmp_path, "\n".join([";".join(columns).lower(), cells(row, columns, ";")]))

    [course] = of(Course, events)
    notes = of(Note, events)
    assert not problems(events)
    assert course.rest["NIEUW_VELD"] == "nieuw"
    assert [one.field for one in notes if "NIEUW_VELD" in one.field] == ["NIEUW_VELD"]
    assert any("DOMEIN" in one.what.nl for one in notes)


def test_a_column_that_cannot_be_missed_is_named(tmp_path: Path) -> None:
    text = csv_of(MBO, MBO_ROW).replace("AANGEBODEN_OPLEIDINGCODE", "IETS_ANDERS")

    [stopped] = of(Stopped, read(tmp_path, text))

    assert stopped.what.nl == "In mbo_opleidingsaanbod ontbreekt: AANGEBODEN_OPLEIDINGCODE."


def test_a_file_that_is_no_set_of_ours_shows_its_columns(tmp_path: Path) -> None:
    [stopped] = of(Stopped, read(tmp_path, "NAAM;LEEFTIJD\nAnne;35\n"))

    assert "NAAM, LEEFTIJD" in stopped.what.nl
    assert "mbo_opleidingsaanbod" in stopped.what_now.nl


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \r\n", "leeg"),
        (b"<!DOCTYPE html><html><body>Inloggen</body></html>", "webpagina"),
        (b'{"error": "not found"}', "webpagina of ander antwoord"),
        (b"PK\x03\x04rest of a spreadsheet", "werkblad"),
    ],
)
def test_what_is_no_csv_is_said(tmp_path: Path, body: bytes, said: str) -> None:
    [stopped] = of(Stopped, read(tmp_path, body))

    assert said in stopped.what.nl


def test_only_a_header_gives_nothing_and_is_whole(tmp_path: Path) -> None:
    assert read(tmp_path, csv_of(MBO)) == []


def test_a_header_of_a_spreadsheet_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    events = read(tmp_path, "sep=;\r\n\r\n" + csv_of(MBO, MBO_ROW, separator=";") + ";;;\r\n\r\n")

    assert len(of(Course, events)) == 1
    assert not problems(events)


def test_ragged_lines_are_told_and_left_out(tmp_path: Path) -> None:
    text = (
        csv_of(MBO, MBO_ROW)
        + "a-7,te,kort\r\n"
        + csv_of(MBO, {**MBO_ROW, "AANGEBODEN_OPLEIDINGCODE": "a-2"}).split("\r\n")[1]
        + ",,\r\n"
    )

    events = read(tmp_path, text)

    [problem] = of(Misread, events)
    assert problem.skipped
    assert "«a-7 te kort»" in problem.what.nl
    assert problem.where.endswith("regel 3")
    assert len(of(Course, events)) == 2  # empty cells too many say nothing


def test_nul_bytes_are_left_out_and_told(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(MBO, MBO_ROW).replace("Voorbeeldcollege", "Voorbeeld\0college"))

    assert of(Provider, events)[0].name == "Voorbeeldcollege"
    assert "1 lege bytes" in of(Note, events)[0].what.nl


def test_a_line_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(MBO, MBO_ROW, MBO_ROW, MBO_ROW))

    assert len(of(Course, events)) == 1
    assert "2 regels" in of(Note, events)[0].what.nl


def test_one_offer_at_two_places_is_one_course_with_two_offerings(tmp_path: Path) -> None:
    there = {**MBO_ROW, "ONDERWIJSLOCATIECODE": "113X700", "PLAATSNAAM": "Assen"}

    events = read(tmp_path, csv_of(MBO, MBO_ROW, there))

    assert len(of(Course, events)) == 1
    assert [one.place.town for one in of(Offering, events) if one.place] == ["Delfzijl", "Assen"]
    assert not problems(events)


def test_the_same_code_with_other_data_is_a_problem(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(MBO, MBO_ROW, {**MBO_ROW, "EIGENNAAM": "Iets anders"}))

    [problem] = of(Misread, events)
    assert problem.record_id == of(Course, events)[0].id


def test_a_quote_that_is_not_closed_stops_at_its_line(tmp_path: Path) -> None:
    text = (
        csv_of(MBO, MBO_ROW)
        + '"a-2'
        + "," * 5
        + "\r\n"
        + csv_of(MBO, MBO_ROW).split("\r\n")[1].replace('"', "")
        + "\r\n"
    )

    events = read(tmp_path, text)

    [stopped] = of(Stopped, events)
    assert "aanhalingsteken" in stopped.what.nl
    assert stopped.where.endswith("regel 3")
    assert len(of(Course, events)) == 1


def test_an_unknown_word_is_a_problem_that_keeps_it(tmp_path: Path) -> None:
    events = read(tmp_path, csv_of(MBO, {**MBO_ROW, "LEERTRAJECT": "AVONDSCHOOL", "POSTCODE": "12345"}))

    [course], [offering] = of(Course, events), of(Offering, events)
    assert [one.field for one in of(Misread, events)] == ["LEERTRAJECT", "POSTCODE"]
    assert (course.kind, course.rest["LEERTRAJECT"]) == (None, "AVONDSCHOOL")
    assert offering.rest["POSTCODE"] == "12345"


def test_a_new_type_of_unit_that_the_api_does_not_have_is_a_certificate_of_mbo(tmp_path: Path) -> None:
    row = {
        **MBO_ROW,
        "OPLEIDINGSEENHEID_TYPE": "MBOBEROEPSGERICHTONDERDEEL",
        "WAARDEDOCUMENTSOORT": "CERTIFICAAT",
        "LEERTRAJECT": "",
        "ERKENDEOPLEIDINGSCODE": "C0012",
    }

    [course] = of(Course, read(tmp_path, csv_of(MBO, row)))

    assert course.kind == "certificaat"
    assert Code("mbo_certificaat", "C0012") in course.codes


@pytest.mark.parametrize("count", [1_201])
def test_reading_on_from_each_bookmark_gives_exactly_what_was_left(tmp_path: Path, count: int) -> None:
    rows = [
        {**MBO_ROW, "AANGEBODEN_OPLEIDINGCODE": f"a-{n}", "ONDERWIJSAANBIEDERID": f"{n % 7}A"} for n in range(count)
    ]
    paths = [{**PATH, "ERKENDEOPLEIDINGSCODE": f"9{n:04}"} for n in range(600)]
    whole = folder(tmp_path, a=csv_of(MBO, *rows), b=csv_of(HO, HO_ROW), c=csv_of(PATHS, *paths))
    marks = [number for number, one in enumerate(whole) if isinstance(one, Bookmark)]

    assert len(marks) == 3
    for at in marks:
        mark = whole[at]
        assert isinstance(mark, Bookmark)
        rest = list(Duo(str(tmp_path)).read(mark.token))
        assert rest == whole[at + 1 :]


def test_a_bookmark_that_is_none_of_ours_begins_at_the_beginning(tmp_path: Path) -> None:
    whole = read(tmp_path, csv_of(MBO, MBO_ROW))

    assert list(Duo(str(tmp_path / "aanbod.csv")).read("onzin")) == whole


@contextmanager
def served(body: bytes, asked: list[str]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/download/aanbod.csv"
    finally:
        server.shutdown()
        server.server_close()


def test_an_address_is_asked_once_and_its_query_is_not_kept(tmp_path: Path) -> None:
    asked: list[str] = []
    with served(csv_of(MBO, MBO_ROW).encode(), asked) as address:
        feed = Duo(f"{address}?sleutel=geheim")
        events = list(feed.read())

    assert len(of(Course, events)) == 1
    assert len(asked) == 1
    assert "geheim" not in feed.source + str(events)


def test_an_address_that_is_not_there_is_stopped() -> None:
    with served(b"", []) as address:
        [stopped] = list(Duo(address).read())

    assert isinstance(stopped, Stopped)
    assert "404" in stopped.what.nl


def test_a_folder_without_csv_is_said(tmp_path: Path) -> None:
    [stopped] = list(Duo(str(tmp_path)).read())

    assert isinstance(stopped, Stopped)
    assert "geen CSV-bestanden" in stopped.what.nl


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Ten times the rows, the same memory: what must be remembered stands on disk."""

    def peak(rows: int) -> int:
        file = tmp_path / f"{rows}.csv"
        file.write_text(csv_of(MBO, *({**MBO_ROW, "AANGEBODEN_OPLEIDINGCODE": f"a-{n}"} for n in range(rows))), "utf-8")
        tracemalloc.start()
        count = sum(isinstance(one, Course) for one in Duo(str(file)).read())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == rows
        return most

    peak(50)  # what is loaded once does not count
    assert peak(3_000) < 2 * peak(300)
