# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme of EDU-DEX becomes a course with its offerings, and says what it could not read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorleren.catalogue import Code, Level, Place
from doorleren.catalogue.as_facts import as_facts
from doorleren.catalogue.feed import Misread, Note
from doorleren.importers.edudex import EduDex

from .edudex_cases import course, courses, offering, problems, programme, providers, read, stops, told


def test_a_programme_is_a_course_with_all_that_it_says(tmp_path: Path) -> None:
    events = read(tmp_path, programme())

    found = course(events)
    assert (found.name, found.name_en) == ("Zorg voor dieren", "Care for animals")
    assert (found.about, found.about_en) == ("U leert dieren verzorgen.", "You learn to care for animals.")
    assert found.level == Level(nlqf="4+", eqf=4)
    assert set(found.codes) == {
        Code("edudex", "Z-4"),
        Code("isat", "01234"),
        Code("rio", "1234O5678"),
        Code("sbi", "0162"),
    }
    assert (found.study_load, found.study_load_hours) == ((20, "ects"), 560)
    assert (found.duration_months, found.entry, found.proof) == (12, "mbo4", "Diploma")
    assert found.entry_text == "U houdt van dieren."
    assert found.words == ("dieren", "boerderij", "farm")
    assert found.subjects == {"taal"}
    assert found.website == "https://school.example/dieren"
    assert found.provider == providers(events)[0].id


def test_its_run_is_an_offering(tmp_path: Path) -> None:
    found = offering(read(tmp_path, programme()))

    assert (found.start, found.end, found.apply_until) == (date(2025, 9, 1), date(2026, 6, 30), date(2025, 8, 1))
    assert (found.form, found.way, found.moments, found.language) == ("deeltijd", "gemengd", {"avond"}, "nl")
    assert found.place == Place("Assen", postcode="9401 AA")
    assert found.places == 12
    assert found.price_cents == 121_000
    assert found.price_parts == (("lesgeld", 121_000, True), ("examen", 10_000, False))


def test_a_language_that_we_do_not_show_is_kept(tmp_path: Path) -> None:
    assert course(read(tmp_path, programme())).rest["programDescriptions"]["programDescriptionText"] == {
        "de": "Tiere pflegen."
    }


def test_a_name_in_another_language_only_is_shown_as_it_is(tmp_path: Path) -> None:
    found = course(read(tmp_path, programme(programDescriptions__programName={"de": "Tierpflege"})))

    assert (found.name, found.name_en) == ("Tierpflege", None)


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        (None, {"CEDEO", "CRKBO", "ANDERS", "NLQF"}),
        (date(2024, 6, 1), {"CEDEO", "CRKBO", "NRTO", "ANDERS", "NLQF"}),
        (date(2026, 6, 1), {"CEDEO", "ANDERS", "NLQF"}),
    ],
)
def test_a_label_counts_until_its_last_day(tmp_path: Path, day: date | None, labels: set[str]) -> None:
    """Without a day, that is the day on which the programme was last edited."""
    found = course(read(tmp_path, programme(), day=day))

    assert found.recognised_by == labels
    assert len(found.rest["programExternalAcknowledgements"]["accreditation"]) == 4


def test_a_flag_for_stap_gives_no_right(tmp_path: Path) -> None:
    """STAP is over; the flag still stands in feeds."""
    events = read(tmp_path, programme())

    found = course(events)
    assert found.rest["includeInCatalog"] == ["rio/stap"]
    assert not any("stap" in name for name in as_facts(found, offering(events), providers(events)[0]))
    assert "STAP" not in found.recognised_by


@pytest.mark.parametrize(
    ("level", "eqf", "read_as", "noted"),
    [
        ("4+", "4", ("4+", 4), False),
        ("4+", "5", ("4+", 4), True),
        ("6", "6", ("6", 6), False),
        ("9", "4", (None, 4), True),
        ("4p", "4", (None, 4), True),
    ],
)
def test_nlqf_and_eqf(tmp_path: Path, level: str, eqf: str, read_as: tuple[str | None, int], noted: bool) -> None:
    labels = {"nlqfRegistration": [{"nlqfLevel": level, "eqfLevel": eqf, "nlqfRegisterCode": "01-01"}]}

    events = read(tmp_path, programme(programExternalAcknowledgements=labels))

    found = course(events).level
    assert (found.nlqf, found.eqf) == read_as
    assert bool(problems(events)) is noted


@pytest.mark.parametrize(
    ("code", "kind"),
    [("25604", "crebo"), ("K0072", "keuzedeel"), ("C0001", "mbo_certificaat"), ("X0001", "anders")],
)
def test_a_crebo_code_says_what_it_is_a_code_of(tmp_path: Path, code: str, kind: str) -> None:
    assert Code(kind, code) in course(read(tmp_path, programme(programClassification__creboCode=code))).codes


@pytest.mark.parametrize(
    ("path", "kind", "way"),
    [
        ("BBL", "mbo_bbl", "bbl"),
        ("BOL", "mbo_bol", None),
        ("OVO", "mbo_derde_leerweg", "derde_leerweg"),
        ("EX", None, None),
    ],
)
def test_a_way_of_learning_in_mbo_is_the_kind_of_course(
    tmp_path: Path, path: str, kind: str | None, way: str | None
) -> None:
    labels = {"creboRegistration": [{"creboCode": "25604", "learningPath": path}]}

    found = course(read(tmp_path, programme(programExternalAcknowledgements=labels)))

    assert found.kind == kind
    assert found.learn_and_work == ({way} if way else set())


@pytest.mark.parametrize(
    ("level", "degree", "sort", "kind", "as_degree"),
    [
        ("associate", "Ad", "regular", "associate_degree", "associate_degree"),
        ("academic master", "MSc", "regular", "wo", "master"),
        ("hbo", "B Ed", "regular", "hbo", "bachelor"),
        ("bachelor", "BSc", "regular", None, "bachelor"),
        ("none", "certificate of participation", "workshop", "cursus", None),
        ("hbo", "certificate", "coaching", None, None),
        ("mbo", "mbo-certificaat", "mbo module", "certificaat", None),
    ],
)
def test_the_kind_of_course_where_it_is_certain(
    tmp_path: Path, level: str, degree: str, sort: str, kind: str | None, as_degree: str | None
) -> None:
    body = programme(
        programClassification__programLevel=level,
        programClassification__degree=degree,
        programClassification__programType=sort,
        programExternalAcknowledgements={},
    )

    found = course(read(tmp_path, body))

    assert (found.kind, found.level.degree) == (kind, as_degree)


def test_a_degree_that_does_not_fit_its_level_stays_open(tmp_path: Path) -> None:
    body = programme(programClassification__programLevel="master", programClassification__degree="BSc")

    events = read(tmp_path, body)

    assert course(events).level.degree is None
    assert ("degree", "Hier staat «BSc», en als niveau «master».", "een graad die bij het niveau past") in told(events)


def test_html_in_a_description_is_text_only(tmp_path: Path) -> None:
    html = '<p style="display:none">Eerst.</p><script>steal()</script><p onclick="x()">Dan <b>dit</b>.</p>'

    found = course(read(tmp_path, programme(programDescriptions__programDescriptionHtml={"nl": html})))

    assert found.about == "Eerst.\n\nDan dit."
    assert found.about_en == "You learn to care for animals."


def test_a_text_that_is_too_long_to_show_is_kept_whole(tmp_path: Path) -> None:
    long = "woord " * 10_000

    found = course(read(tmp_path, programme(programDescriptions__programDescriptionText={"nl": long})))

    assert len(found.about) <= 20_000
    assert found.rest["programDescriptions"]["programDescriptionText"]["nl"] == long


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example", "geen adres", "https://x.example/ <b>"])
def test_a_page_is_http_or_nothing(tmp_path: Path, address: str) -> None:
    events = read(tmp_path, programme(programDescriptions__webLink={"nl": address}))

    assert course(events).website is None
    assert [one[0] for one in told(events)] == ["webLink", "validUpto"]


@pytest.mark.parametrize("missing", ["orgUnitId", "programId"])
def test_without_an_id_a_programme_cannot_be_read_and_nothing_has_disappeared(tmp_path: Path, missing: str) -> None:
    body = programme()
    del body["programClassification"][missing]

    events = read(tmp_path, body, programme(programClassification__programId="ander"))

    (problem,) = (one for one in problems(events) if isinstance(one, Misread) and one.skipped)
    assert (problem.field, problem.record_id) == (missing, None)
    assert len(courses(events)) == 1
    assert len(stops(events)) == 1


def test_without_a_name_the_course_that_we_have_stays(tmp_path: Path) -> None:
    known = course(read(tmp_path, programme())).id

    events = read(tmp_path, programme(programDescriptions__programName={"nl": " "}))

    (problem,) = (one for one in problems(events) if isinstance(one, Misread) and one.skipped)
    assert (problem.field, problem.record_id) == ("programName", known)
    assert courses(events) == []
    assert stops(events) == []


def test_a_programme_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    events = read(tmp_path, programme(), programme(programDescriptions__programName={"nl": "Anders"}))

    assert course(events).name == "Zorg voor dieren"
    assert any("twee keer" in one.what.nl for one in problems(events))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"inPublication": False}, "wordt niet getoond"),
        ({"clientId": {"orgUnitId": "klant", "clientOffer": "discount"}}, "alleen voor één klant: «klant»"),
    ],
)
def test_what_is_not_for_everybody_is_not_taken(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    events = read(tmp_path, programme(**changes))

    (note,) = problems(events)
    assert isinstance(note, Note)
    assert says in note.what.nl
    assert courses(events) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"programSchedule__programRun__0__status": "application closed"},
        {"programSchedule__programRun__0__status": "canceled"},
        {"programSchedule__programRun__0__openTo": "client only"},
        {"programAdmission__applicationOpen": False},
    ],
)
def test_a_run_that_nobody_can_apply_for_is_no_offering_but_is_kept(tmp_path: Path, changes: dict[str, Any]) -> None:
    body = programme(**changes)

    events = read(tmp_path, body)

    assert course(events).rest["programSchedule"]["programRun"] == body["programSchedule"]["programRun"]
    assert not any(type(event).__name__ == "Offering" for event in events)


def test_two_runs_with_one_id_count_once(tmp_path: Path) -> None:
    body = programme()
    body["programSchedule"]["programRun"] *= 2

    events = read(tmp_path, body)

    assert offering(events).start == date(2025, 9, 1)
    assert any(one.field == "id" and "twee keer" in one.what.nl for one in problems(events))
    assert course(events).rest["programSchedule"]["programRun"][0] == {}


@pytest.mark.parametrize(("how", "any_day"), [("direct start", True), ("agreed starting date", False)])
def test_without_runs_there_is_one_offering(tmp_path: Path, how: str, any_day: bool) -> None:
    """A day that is agreed on is not any day: it stays unknown."""
    body = programme(
        programSchedule={"genericProgramRun": {"contactHoursPartOfDay": ["weekend"], "location": {"city": "Emmen"}}},
        programAdmission__startDateDetermination=how,
    )

    found = offering(read(tmp_path, body))

    assert (found.start, found.any_day, found.moments) == (None, any_day, {"weekend"})
    assert found.place == Place("Emmen")


def test_a_run_has_what_the_general_run_has_unless_it_says_so_itself(tmp_path: Path) -> None:
    body = programme(
        programSchedule__genericProgramRun={"location": {"city": "Emmen"}, "contactHoursPartOfDay": ["weekend"]}
    )
    del body["programSchedule"]["programRun"][0]["location"]

    found = offering(read(tmp_path, body))

    assert found.place == Place("Emmen")
    assert found.moments == {"avond"}


def test_online_from_first_to_last_has_no_place(tmp_path: Path) -> None:
    body = programme(programClassification__fullyOnline=True)
    body["programSchedule"]["programRun"][0].pop("location")

    found = offering(read(tmp_path, body))

    assert (found.way, found.place) == ("online", None)


@pytest.mark.parametrize(
    ("location", "field"),
    [
        ({"city": "Assen", "zipcode": "0000 AA"}, "zipcode"),
        ({"city": "Assen", "country": "Nergensland"}, "country"),
        ({"city": ["Assen"]}, "city"),
    ],
)
def test_a_strange_place_is_said_and_kept(tmp_path: Path, location: dict[str, Any], field: str) -> None:
    events = read(tmp_path, programme(programSchedule__programRun__0__location=location))

    assert field in [one[0] for one in told(events)]
    assert offering(events).rest["location"][field] == location[field]


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"programSchedule__programRun__0__startDate": {"date": "2025-02-30", "isFinal": True}}, "date", "2025-02-30"),
        ({"programSchedule__programRun__0__maxNumberOfParticipants": "veel"}, "maxNumberOfParticipants", "veel"),
        ({"programClassification__programForm": ["soms"]}, "programForm", "soms"),
        ({"programClassification__targetSectorSBI": "zorg"}, "targetSectorSBI", "zorg"),
        ({"programClassification__creboCode": "12"}, "creboCode", "12"),
        ({"programClassification__programDuration": {"eeuwen": 3}}, "programDuration", "eeuwen"),
        ({"programClassification__theme": ["toverkunst"]}, "theme", "toverkunst"),
        ({"programCurriculum__instructionMode": ["raden"]}, "instructionMode", "raden"),
        ({"programAdmission__requiredLevel": ["hoog"]}, "requiredLevel", "hoog"),
        (
            {"programDescriptions__programName": {"nl": "X", "en": 5.5, "de": ["x"]}, "programAdmission": "nee"},
            "programAdmission",
            "nee",
        ),
    ],
)
def test_a_wrong_value_is_said_with_its_field_and_what_was_expected_and_the_rest_is_read(
    tmp_path: Path, changes: dict[str, Any], field: str, value: str
) -> None:
    events = read(tmp_path, programme(**changes))

    (problem,) = (one for one in problems(events) if isinstance(one, Misread))
    assert problem.field == field
    assert value in problem.what.nl
    assert problem.expected.nl
    assert problem.expected.en
    assert not problem.skipped
    assert courses(events)


def test_a_number_as_text_and_a_text_as_number_are_read(tmp_path: Path) -> None:
    body = programme(
        programClassification__targetSectorSBI=8621,
        programClassification__programDuration={"months": "6"},
        programSchedule__programRun__0__maxNumberOfParticipants="12",
    )

    events = read(tmp_path, body)

    assert Code("sbi", "8621") in course(events).codes
    assert course(events).duration_months == 6
    assert offering(events).places == 12


@pytest.mark.parametrize(("day", "taken"), [(None, True), (date(2025, 6, 30), True), (date(2025, 7, 1), False)])
@pytest.mark.parametrize("place", ["expires", "programClassification__offeredUntil"])
def test_a_programme_is_there_until_its_last_day(tmp_path: Path, place: str, day: date | None, taken: bool) -> None:
    events = read(tmp_path, programme(**{place: "2025-06-30"}), day=day)

    assert bool(courses(events)) is taken
    assert any("niet meer na 2025-06-30" in one.what.nl for one in problems(events)) is not taken


def test_what_real_exports_hold_is_read(tmp_path: Path) -> None:
    """A house number as a number, a code that is the text "null", a phone number that is empty."""
    address = {
        "addressType": "visitation",
        "city": "Assen",
        "country": "NL",
        "house_number": 7,
        "street": "Weg",
        "zipcode": "9401aa",
    }
    institute = {
        "orgUnitId": "twee",
        "instituteName": {"nl": "School Twee"},
        "instituteLocation": [{"id": "a", "address": [address]}],
        "instituteKvK": "null",
    }

    events = read(tmp_path, institute, programme(programClassification__creboCode="null"))

    found = providers(events)[1]
    assert found.place == Place("Assen", street="Weg 7", postcode="9401 AA")
    assert found.codes == (Code("edudex", "twee"),)
    assert "crebo" not in {code.kind for code in course(events).codes}


def test_words_to_find_it_by_hold_no_marks(tmp_path: Path) -> None:
    body = programme(programDescriptions__searchword={"nl": ["<b>dieren</b>", "<script>x()</script>", "dieren"]})

    assert course(read(tmp_path, body)).words == ("dieren",)


def test_a_field_that_stands_there_twice_is_kept_twice(tmp_path: Path) -> None:
    file = tmp_path / "dubbel.json"
    file.write_text(
        '{"programClassification": {"orgUnitId": "a", "programId": "b", "priceCategory": "1", "priceCategory": "2"},'
        ' "programDescriptions": {"programName": {"nl": "Naam"}}}'
    )

    found = course(list(EduDex(str(file)).read()))

    assert found.rest["programClassification"] == {"priceCategory": "1", "priceCategory (2)": "2"}
