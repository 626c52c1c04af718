# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a school says in OOAPI v5 is what a person reads, and nothing that it did not say."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from doorleren.catalogue.feed import Event, Misread, Note, Stopped
from doorleren.catalogue.records import Certificate, Code, Course, Level, Offering, Place, Provider, Record, id_of
from doorleren.importers.ooapi_bodies import Bodies, Known
from doorleren.importers.ooapi_dialect import COURSE, OFFERING, ORGANISATION, PROGRAMME, SPECIFICATION
from doorleren.importers.ooapi_v5 import DIALECT, OoapiV5

from .ooapi_bodies_made import (
    SOURCE,
    course_v5,
    dutch,
    offering_v5,
    organisation_v5,
    program_v5,
    read,
    specification_v5,
)

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "ooapi"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no ooapi")


def course(**changes: Any) -> Course:
    return one(read(DIALECT, course_v5(**changes), COURSE), Course)


def program(**changes: Any) -> Course:
    return one(read(DIALECT, program_v5(**changes), PROGRAMME), Course)


def offering(**changes: Any) -> Offering:
    return one(read(DIALECT, offering_v5(**changes), OFFERING), Offering)


R = TypeVar("R", bound=Record)


def one(events: list[Event], kind: type[R]) -> R:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1
    return found[0]


def problems(events: list[Event]) -> list[tuple[str, str, str]]:
    return [(event.field, event.what.nl, event.expected.nl) for event in events if isinstance(event, Misread | Note)]


# ---- bodies that a real exporter wrote


@needs_real
def test_the_bodies_of_a_real_exporter_are_read_as_they_were_meant():
    feed = OoapiV5(str(REAL / "v5-examples"))

    events = list(feed.read())

    provider = one(events, Provider)
    first, second = (event for event in events if isinstance(event, Course))
    run = one(events, Offering)
    assert (provider.name, provider.website) == ("OEAPI Test Organization", "https://openonderwijsapi.nl/#/")
    assert provider.place == Place("Amsterdam", "Campus XXXXX XXX", None, None, 52.366667, 4.883333, "NL")
    assert (first.name, first.name_en) == ("Program made for testing", "Program made for testing")
    assert (first.provider, second.provider) == (provider.id, provider.id)
    assert (first.study_load, first.study_load_hours) == ((3, "ects"), 84)
    assert (second.name, second.kind, second.level) == ("Course Example", "cursus", Level("6", 6))
    assert (second.study_load, second.study_load_hours) == ((6, "ects"), 168)
    assert second.about == ""
    assert second.about_en.startswith("This course introduces fundamental concepts of calculus")
    assert second.about_en.count("\n\n") == 2
    assert second.entry_text == (
        "Check the general access and admission criteria on this page"
        " (https://www.unavarra.es/sites/estudios/acceso-y-admision.html)"
    )
    assert second.skills == ("Description of the learning outcomes",)
    assert Code("anders", "2024-501-C-EXAMPLE") in second.codes
    assert {"language": "es-ES", "value": "Ejemplo de Curso"} in second.rest["name"]
    assert second.rest["consumers"][0]["alliances"][0]["theme"] == "Engineering"
    assert (run.course, run.start, run.end) == (second.id, date(2019, 8, 21), date(2019, 10, 23))
    assert (run.apply_from, run.apply_until) == (date(2019, 5, 1), date(2019, 8, 1))
    assert (run.places, run.places_left, run.language, run.any_day) == (200, 50, "nl", False)
    assert run.place == Place("Utrecht", "Moreelsepark 48", "3511 EP", None, 52.089123, 5.113337, "NL")
    assert (run.price_cents, run.form, run.way, run.website) == (None, None, None, None)
    assert {field for field, _, _ in problems(events)} == {"postalCode", "link"}
    assert not any(isinstance(event, Stopped) for event in events)


@needs_real
def test_a_body_is_compared_with_the_published_schema_and_read_all_the_same(tmp_path: Path):
    document = json.loads((REAL / "v5" / "ooapi.json").read_text())
    wrong = course_v5(abbreviation=3, courseId="geen-uuid", name=[])
    (tmp_path / "een.json").write_text(json.dumps([organisation_v5(), wrong | {"name": dutch("Lassen")}]))

    events = list(OoapiV5(str(tmp_path), schema=document).read())

    notes = {note.field: note.expected.nl for note in events if isinstance(note, Note)}
    assert notes["courseId"] == "volgens het schema «format: uuid»"
    assert notes["abbreviation"] == "volgens het schema «type: string»"
    assert "name" not in notes
    assert one(events, Course).name == "Lassen"


def test_a_field_that_the_schema_wants_is_told_once_by_its_name_and_that_of_its_record(tmp_path: Path):
    document = {"components": {"schemas": {"Course": {"type": "object", "required": ["abbreviation", "level"]}}}}
    without = {name: value for name, value in course_v5().items() if name not in ("abbreviation", "level")}
    (tmp_path / "een.json").write_text(json.dumps([organisation_v5(), without]))

    events = list(OoapiV5(str(tmp_path), schema=document).read())

    notes = [(note.where, note.field, note.what.nl) for note in events if isinstance(note, Note)]
    assert sorted(notes) == [
        (f"een.json course {without['courseId']}", one, "Dit ontbreekt.") for one in ("abbreviation", "level")
    ]


# ---- names and texts


def test_the_dutch_name_comes_first_and_no_other_is_lost():
    name = [
        {"language": "es-ES", "value": "Soldar"},
        {"language": "en-GB", "value": "Welding"},
        {"language": "nl-NL", "value": " Lassen\n<b>plus</b> "},
        {"language": "nl", "value": "Lasser"},
    ]

    found = course(name=name)

    assert (found.name, found.name_en) == ("Lassen plus", "Welding")
    assert found.rest["name"] == [name[3], name[0]]


def test_a_name_in_another_language_is_better_than_none():
    found = course(name=[{"language": "fy-NL", "value": "Lasse"}])

    assert (found.name, found.name_en) == ("Lasse", None)
    assert found.rest["name"] == [{"language": "fy-NL"}]


def test_a_name_that_says_it_is_a_translation_is_one():
    """Seen in a real export: the mark stands in the text, and the language beside it is wrong."""
    name = [{"language": "nl-NL", "value": "EN TRANSLATION: Welding"}, {"language": "nl-NL", "value": "Lassen"}]

    events = read(DIALECT, course_v5(name=name), COURSE)

    assert (one(events, Course).name, one(events, Course).name_en) == ("Lassen", "Welding")
    assert problems(events) == [
        ("value", "Hier staat «EN TRANSLATION:» voor de tekst.", "alleen de tekst, met zijn taal in language")
    ]


@pytest.mark.parametrize("name", ["Lassen", {"language": "nl", "value": "Lassen"}, ["Lassen"]])
def test_a_name_without_its_list_is_a_name(name: Any):
    assert course(name=name).name == "Lassen"


def test_a_description_becomes_text_without_styles():
    about = "<style>p{}</style><p style='color:red'>Leer <b>lassen</b>.</p><ul><li>mig</li></ul><script>x()</script>"

    assert course(description=dutch(about)).about == "Leer lassen.\n\n- mig"


def test_a_text_that_is_cut_stays_whole_among_the_rest():
    events = read(DIALECT, course_v5(description=dutch("a" * 30_000)), COURSE)

    found = one(events, Course)
    assert len(found.about) == 20_000
    assert found.rest["description"] == [{"value": "a" * 30_000}]
    assert problems(events) == [("value", "Deze tekst heeft 30000 tekens.", "hoogstens 20000 tekens")]


@pytest.mark.parametrize("missing", ["name", "courseId"])
def test_a_course_without_a_name_or_an_id_is_left_out_and_said(missing: str):
    events = read(DIALECT, course_v5(**{missing: None}), COURSE)

    (said,) = events
    assert isinstance(said, Misread)
    assert said.skipped
    assert said.field == missing
    assert said.record_id == (id_of("course", SOURCE, "course:c1") if missing == "name" else None)


# ---- what kind and how high


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ({"levelOfQualification": "4+", "level": None}, Level("4+", 4)),
        ({"levelOfQualification": 3, "level": None}, Level("3", 3)),
        ({"level": "secondary vocational education 4"}, Level("4", 4, "niveau4")),
        ({"level": "secondary vocational education 1"}, Level("1", 1, "entree")),
        ({"level": "secondary vocational education"}, Level()),
        ({"level": "master"}, Level("7", 7)),
        ({"level": "nt2-1"}, Level()),
        (
            {"level": "bachelor", "levelOfQualification": "6", "qualificationAwarded": "LLB"},
            Level("6", 6, None, "bachelor"),
        ),
        ({"level": "associate degree", "qualificationAwarded": "AD"}, Level("5", 5, None, "associate_degree")),
        ({"level": "doctoral", "qualificationAwarded": "Phd"}, Level("8", 8)),
        ({"level": None, "qualificationAwarded": "None"}, Level()),
    ],
)
def test_how_high_it_is(stated: dict[str, Any], level: Level):
    assert program(**stated).level == level


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({"qualificationAwarded": "AD"}, "associate_degree"),
        ({"qualificationAwarded": "BSc", "sector": "higher professional education"}, "hbo"),
        ({"qualificationAwarded": "MA", "sector": "university education"}, "wo"),
        ({"qualificationAwarded": "MA"}, None),
        ({"sector": "university education", "programType": "minor"}, None),
        ({"sector": "secondary vocational education"}, None),
        ({"sector": "secondary vocational education", "formalDocument": "certificate"}, "certificaat"),
    ],
)
def test_what_kind_it_is_where_that_is_said(stated: dict[str, Any], kind: str | None):
    """Whether mbo is bol or bbl, and what a minor is worth by itself, OOAPI does not say."""
    assert program(**stated).kind == kind


def test_a_level_that_is_none_of_ours_is_said_and_kept():
    events = read(DIALECT, course_v5(level="secondary_vocational_education_2"), COURSE)

    ((field, what, expected),) = problems(events)
    assert (field, what) == ("level", "Hier staat «secondary_vocational_education_2».")
    assert "secondary vocational education 2" in expected
    assert one(events, Course).rest["level"] == "secondary_vocational_education_2"
    assert one(events, Course).level == Level()


def test_two_levels_that_differ_are_told_and_the_framework_counts():
    events = read(DIALECT, course_v5(level="bachelor", levelOfQualification="5"), COURSE)

    assert problems(events) == [("levelOfQualification", "Dit is EQF 5.", "bij dit level: EQF 6")]
    assert one(events, Course).level == Level("5", 5)


def test_the_field_of_study_is_a_code_and_a_subject_only_where_it_is_clear():
    assert course(fieldsOfStudy="0732").subjects == {"bouw"}
    assert course(fieldsOfStudy="0611").subjects == {"ict", "digitaal"}
    assert course(fieldsOfStudy="0311").subjects == frozenset()
    assert Code("isced", "0732") in course(fieldsOfStudy="0732").codes


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31T00:00:00Z", "1899-12-30"])
def test_a_day_that_programs_write_where_there_is_none_is_no_day(day: str):
    events = read(DIALECT, offering_v5(startDate=day), OFFERING)

    assert one(events, Offering).start is None
    assert one(events, Offering).rest["startDate"] == day
    ((field, _, expected),) = problems(events)
    assert (field, "1900" in expected) == ("startDate", True)


def test_ids_that_are_numbers_are_told_apart_however_long_they_are():
    ids = {one(read(DIALECT, course_v5(courseId=number), COURSE), Course).id for number in (12345678.0, 12345679.0)}

    assert len(ids) == 2
    assert ids == {one(read(DIALECT, course_v5(courseId=number), COURSE), Course).id for number in (12345678, 12345679)}


@pytest.mark.parametrize(("value", "shown"), [({}, "«{}»"), ([None, True], "«[null, true]»"), (True, "«true»")])
def test_a_value_that_is_no_id_is_one_problem_with_the_value_as_it_stands_there(value: Any, shown: str):
    (found,) = [event for event in read(DIALECT, course_v5(courseId=value), COURSE) if isinstance(event, Misread)]

    assert (found.field, found.skipped, shown in found.what.nl) == ("courseId", True, True)


# ---- how much work


@pytest.mark.parametrize(
    ("load", "stated", "hours", "lessons"),
    [
        ({"studyLoadUnit": "ects", "value": 2.5}, (2.5, "ects"), 70, None),
        ({"studyLoadUnit": "sbu", "value": 240}, (240, "sbu"), 240, None),
        ({"studyLoadUnit": "hour", "value": "12"}, (12, "hour"), 12, None),
        ({"studyLoadUnit": "sp", "value": 6}, (6, "sp"), None, None),
        ({"studyLoadUnit": "contacttime", "value": 40}, None, None, 40),
        ({"studyLoadUnit": "weken", "value": 40}, None, None, None),
        ({"studyLoadUnit": "ects", "value": -1}, None, None, None),
        ({"value": 3}, None, None, None),
    ],
)
def test_the_load_in_hours(load: dict[str, Any], stated: Any, hours: int | None, lessons: int | None):
    found = course(studyLoad=load)

    assert (found.study_load, found.study_load_hours, found.contact_hours) == (stated, hours, lessons)
    assert ("studyLoad" in found.rest) == (stated is None and lessons is None)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("P2Y", 24),
        ("P1Y6M", 18),
        ("P10W", 2),
        ("P3D", 1),
        ("P1DT30H4S", 1),
        ("PT8H", None),
        ("P0M", None),
        ("-P1M", None),
        ("P", None),
        ("zes weken", None),
        ("P999999Y", None),
    ],
)
def test_how_long_it_takes(written: str, months: int | None):
    found = course(duration=written)

    assert found.duration_months == months
    assert ("duration" in found.rest) == (written not in ("P2Y", "P1Y6M"))


# ---- what it costs


def cost(**fields: Any) -> dict[str, Any]:
    return {"costType": "total costs", "amount": "340.84", "currency": "EUR"} | fields


def price(*costs: Any) -> tuple[Offering, list[tuple[str, str, str]]]:
    events = read(DIALECT, offering_v5(priceInformation=list(costs)), OFFERING)
    return one(events, Offering), problems(events)


@pytest.mark.parametrize(
    ("amount", "cents"), [("340.84", 34084), ("340", 34000), ("0", 0), ("12.5", 1250), ("99.990", 9999)]
)
def test_a_price_is_a_text_with_a_dot(amount: str, cents: int):
    found, wrong = price(cost(amount=amount))

    assert (found.price_cents, wrong) == (cents, [])


@pytest.mark.parametrize(
    "amount", ["340,84", "€ 340", "-5", "1.250,00", "3.333", "1e3", "", "gratis", ["1"], True, "9" * 30]
)
def test_a_price_that_is_not_clear_is_unknown(amount: Any):
    """Not zero, and not the nearest guess."""
    found, wrong = price(cost(amount=amount))

    assert found.price_cents is None
    assert [field for field, _, _ in wrong] == ["amount"]
    assert found.rest["priceInformation"][0]["amount"] == amount


def test_the_amount_counts_and_not_how_it_is_shown():
    """The example of the specification itself says 340.84 and shows € 380,84."""
    shown = [{"language": "nl-NL", "value": "€380,84"}, {"language": "en-US", "value": "$401.17"}]

    found, wrong = price(cost(displayAmount=shown, vatAmount="40", amountWithoutVat="300.84"))

    assert found.price_cents == 34084
    assert wrong == [("displayAmount", "Hier staat «€380,84».", "340.84: amount telt")]
    assert found.rest["priceInformation"][0]["displayAmount"] == shown


@pytest.mark.parametrize("shown", ["€ 1.340,84", "€1,340.84", "EUR 1340.84", "1.340,84 euro"])
def test_a_price_that_is_shown_as_it_counts_is_no_news(shown: str):
    found, wrong = price(cost(amount="1340.84", displayAmount=[{"language": "nl", "value": shown}]))

    assert (found.price_cents, wrong) == (134084, [])


def test_vat_and_the_rest_are_the_whole_where_only_they_are_said():
    found, wrong = price({"costType": "total costs", "vatAmount": "21", "amountWithoutVat": "100", "currency": "EUR"})
    other, differs = price(cost(amount="120", vatAmount="21", amountWithoutVat="100"))

    assert (found.price_cents, wrong) == (12100, [])
    assert other.price_cents == 12000
    assert [field for field, _, _ in differs] == ["amount"]


def test_parts_of_a_price_are_in_it_and_without_a_total_the_price_is_unknown():
    whole, _ = price(cost(amount="500"), cost(costType="examen", amount="75"))
    part, _ = price(cost(costType="examen", amount="75"))

    assert (whole.price_cents, whole.price_parts) == (50000, (("examen", 7500, True),))
    assert (part.price_cents, part.price_parts) == (None, (("examen", 7500, False),))


def test_two_totals_that_differ_are_no_price():
    found, wrong = price(cost(amount="500"), cost(amount="600"))

    assert found.price_cents is None
    assert [field for field, _, _ in wrong] == ["priceInformation"]
    assert price(cost(amount="500"), cost(amount="500.00"))[0].price_cents == 50000


def test_a_price_in_another_currency_is_text():
    found, wrong = price(cost(amount="401.17", currency="USD"))

    assert (found.price_cents, found.price_text) == (None, "401.17 USD")
    assert [field for field, _, _ in wrong] == ["currency"]


def test_a_flag_for_stap_gives_no_right_and_no_price():
    found, wrong = price(cost(costType="STAP eligible", amount="1000"), cost(amount="1000"))

    assert (found.price_cents, found.price_parts) == (100000, ())
    assert wrong == [("costType", "STAP bestaat niet meer; dit geeft geen recht op geld.", "een prijs")]
    assert found.rest["priceInformation"][0] == cost(costType="STAP eligible", amount="1000")
    assert not one(read(DIALECT, course_v5(), COURSE), Course).recognised_by


# ---- when and where


def test_when_it_begins_and_until_when_one_can_join():
    found = offering(flexibleEntryPeriodStart="2026-09-01", flexibleEntryPeriodEnd="2027-06-30")

    assert (found.start, found.end, found.any_day) == (date(2026, 9, 1), date(2026, 12, 18), True)
    assert found.rest["flexibleEntryPeriodEnd"] == "2027-06-30"
    assert offering(startDate=None, flexibleEntryPeriodStart="2026-09-01").start == date(2026, 9, 1)
    same = offering(flexibleEntryPeriodStart="2026-09-01", flexibleEntryPeriodEnd="2026-09-01")
    assert not same.any_day


def test_a_day_that_cannot_be_is_said_and_the_rest_is_read():
    events = read(DIALECT, offering_v5(startDate="2026-02-30", endDate="01-09-2026"), OFFERING)

    found = one(events, Offering)
    assert (found.start, found.end) == (None, None)
    assert [field for field, _, _ in problems(events)] == ["startDate", "endDate"]
    assert (found.rest["startDate"], found.rest["endDate"]) == ("2026-02-30", "01-09-2026")


def test_an_end_before_the_start_is_no_end():
    events = read(DIALECT, offering_v5(endDate="2026-08-01"), OFFERING)

    assert (one(events, Offering).start, one(events, Offering).end) == (date(2026, 9, 1), None)
    assert [field for field, _, _ in problems(events)] == ["endDate"]


def test_the_place_is_where_it_is_taught():
    post = {"addressType": "postal", "street": "Postbus", "streetNumber": 70, "city": "Assen", "postalCode": "9400 AB"}
    here = {"addressType": "teaching", "street": "Stationsweg", "streetNumber": 12, "city": "Loppersum"}

    found = offering(addresses=[post, here | {"postalCode": "9919ab", "additional": "", "countryCode": "nl"}])

    assert found.place == Place("Loppersum", "Stationsweg 12", "9919 AB", None, None, None, "NL")
    assert post in found.rest["addresses"]
    assert offering(addresses=[post]).place is None


@pytest.mark.parametrize("additional", ["", [], [{"language": "nl", "value": "2e etage"}], None])
def test_an_addition_to_an_address_can_be_anything(additional: Any):
    address = {
        "addressType": "visit",
        "city": "Assen",
        "streetNumber": "12a",
        "street": "Weg",
        "additional": additional,
    }

    found = offering(addresses=[address])

    assert found.place == Place("Assen", "Weg 12a")


@pytest.mark.parametrize("postcode", ["31006", "0999 AB", "9919 A", "9919-AB"])
def test_a_postcode_that_cannot_be_leaves_the_place_and_is_said(postcode: str):
    address = {"addressType": "visit", "city": "Assen", "postalCode": postcode, "countryCode": "NL"}

    events = read(DIALECT, offering_v5(addresses=[address]), OFFERING)

    found = one(events, Offering)
    assert found.place == Place("Assen")
    assert problems(events) == [("postalCode", f"Hier staat «{postcode}».", "een postcode zoals 9919 AB")]
    assert found.rest["addresses"][0]["postalCode"] == postcode


def test_a_postcode_of_another_country_is_as_it_is():
    address = {"addressType": "visit", "city": "Leer", "postalCode": "26789", "countryCode": "DE"}

    assert offering(addresses=[address]).place == Place("Leer", postcode="26789", country="DE")


@pytest.mark.parametrize(
    "spot", [{"latitude": 530, "longitude": 6}, {"latitude": 0, "longitude": 0}, {"latitude": "53"}]
)
def test_a_spot_that_cannot_be_is_said(spot: dict[str, Any]):
    events = read(
        DIALECT, offering_v5(addresses=[{"addressType": "visit", "city": "Assen", "geolocation": spot}]), OFFERING
    )

    assert one(events, Offering).place == Place("Assen")
    assert "geolocation" in [field for field, _, _ in problems(events)]
    assert one(events, Offering).rest["addresses"][0]["geolocation"] == spot


# ---- how, in what language, for how many


@pytest.mark.parametrize(
    ("modes", "way"),
    [
        (["on campus"], "klassikaal"),
        ("online", "online"),
        (["on campus", "online"], "gemengd"),
        (["hybrid"], "gemengd"),
        (["situated"], None),
        (["distance-learning"], None),
        (["distance-learning", "online"], "online"),
        (["on_campus"], None),
        ([], None),
    ],
)
def test_how_it_is_taught(modes: Any, way: str | None):
    found = offering(modeOfDelivery=modes)

    assert found.way == way
    assert found.form == ("online" if way == "online" else None)
    assert found.rest.get("modeOfDelivery", []) == modes


@pytest.mark.parametrize(
    ("stated", "language"), [("nld", "nl"), ("eng", "en"), ("fry", "fy"), ("vls", "vls"), ("Nederlands", None)]
)
def test_in_what_language(stated: str, language: str | None):
    found = offering(teachingLanguage=stated)

    assert (found.language, found.rest["teachingLanguage"]) == (language, stated)


def test_how_many_places_are_free():
    assert (offering(maxNumberStudents=20, enrolledNumberStudents=5).places_left) == 15
    assert offering(maxNumberStudents=20).places_left is None
    full = read(DIALECT, offering_v5(maxNumberStudents=20, enrolledNumberStudents=21), OFFERING)
    assert one(full, Offering).places_left == 0
    assert [field for field, _, _ in problems(full)] == ["enrolledNumberStudents"]


def test_an_offering_has_from_its_course_what_it_is_silent_about():
    known = Known({"o1"}, {"o1"})
    learner = OoapiV5(SOURCE)
    address = {"addressType": "teaching", "city": "Assen"}
    body = program_v5(modeOfStudy="part-time", modeOfDelivery=["on campus"], addresses=[address])

    events = list(_with_parent(learner, known, body, offering_v5(offeringType="program", course=None, program="p1")))
    own = list(
        _with_parent(
            learner, known, body, offering_v5(course=None, program="p1", modeOfDelivery=["situated"], addresses=[])
        )
    )

    assert (one(events, Offering).form, one(events, Offering).way) == ("deeltijd", "klassikaal")
    assert one(events, Offering).place == Place("Assen")
    assert one(own, Offering).way is None
    assert one(own, Offering).place == Place("Assen")


def _with_parent(feed: OoapiV5, known: Known, parent: dict[str, Any], body: dict[str, Any]) -> Any:
    bodies = Bodies(DIALECT, feed.source, known)
    bodies.learn(parent, PROGRAMME)
    return bodies.read(body, OFFERING, "")


@pytest.mark.parametrize("form", ["full-time", "part-time", "dual training", "self-paced"])
def test_working_and_learning_together_is_said_of_the_course(form: str):
    assert program(modeOfStudy=form).learn_and_work == ({"duaal"} if form == "dual training" else frozenset())


# ---- codes and addresses on the web


def test_codes_keep_their_zeros_and_say_what_they_are():
    codes = [
        {"codeType": "crohoCreboCode", "code": "04321"},
        {"codeType": "kvk", "code": 12345678},
        {"codeType": "x-eigen", "code": "abc"},
    ]

    vocational = program(level="secondary vocational education 3", otherCodes=codes).codes
    higher = program(sector="university education", otherCodes=codes).codes
    unclear = program(otherCodes=codes).codes

    assert vocational == (
        Code("crebo", "25168"),
        Code("crebo", "04321"),
        Code("kvk", "12345678"),
        Code("anders", "abc"),
    )
    assert Code("isat", "04321") in higher
    assert Code("anders", "04321") in unclear


def test_a_code_that_is_the_word_null_is_no_code():
    events = read(DIALECT, organisation_v5(otherCodes=[{"codeType": "brin", "code": "null"}]), ORGANISATION)

    assert one(events, Provider).codes == (Code("brin", "00AA"),)
    assert [field for field, _, _ in problems(events)] == ["code"]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "www.school.nl", "https://school", "https://a@b.nl", "https://x.nl/<b>", "file:///x"],
)
def test_an_address_that_cannot_be_opened_safely_is_no_link(link: str):
    events = read(DIALECT, course_v5(link=link), COURSE)

    assert one(events, Course).website is None
    assert one(events, Course).rest["link"] == link
    assert [field for field, _, _ in problems(events)] == ["link"]


# ---- who, and what one gets


def test_a_course_has_its_diploma_and_its_code_from_its_specification():
    known = Known({"o1"}, {"o1"})
    bodies = Bodies(DIALECT, SOURCE, known)
    bodies.learn(specification_v5(), SPECIFICATION)
    certificate = one(list(bodies.read(specification_v5(), SPECIFICATION, "")), Certificate)
    found = one(list(bodies.read(program_v5(educationSpecification="e1"), PROGRAMME, "")), Course)

    assert (certificate.name, certificate.codes) == ("Verpleegkundige", (Code("crebo", "25168"),))
    assert (found.gives, found.proof) == ((certificate.id,), "diploma")
    assert found.level == Level("4", 4, "niveau4")
    assert Code("crebo", "25168") in found.codes
    assert found.rest["educationSpecification"] == "e1"


def test_a_specification_without_a_document_promises_none():
    events = read(
        DIALECT, program_v5(educationSpecification=specification_v5(formalDocument="no official document")), PROGRAMME
    )

    assert one(events, Course).gives == ()
    assert one(events, Course).proof is None
    assert one(events, Certificate).rest["formalDocument"] == "no official document"


def test_an_organisation_that_stands_inside_a_course_is_read():
    inside = organisation_v5(organizationId="o2", name=dutch("Instituut"), organizationType="institute")

    events = read(DIALECT, course_v5(organization=inside), COURSE)

    assert one(events, Course).provider == one(events, Provider).id == id_of("provider", SOURCE, "o2")


def test_a_course_of_nobody_is_of_the_school_whose_source_it_is():
    assert course(organization=None).provider == id_of("provider", SOURCE, "o1")


def test_a_course_of_an_organisation_that_is_not_there_is_said():
    events = read(DIALECT, course_v5(organization="o9"), COURSE)

    assert one(events, Course).provider == id_of("provider", SOURCE, "o1")
    assert one(events, Course).rest["organization"] == "o9"
    assert problems(events) == [("organization", "Hier staat «o9».", "een organisatie die in de bron staat")]


def test_a_course_of_which_nobody_says_who_gives_it_says_just_that():
    events = read(DIALECT, course_v5(organization=None), COURSE, Known())

    assert one(events, Provider).name == "Onbekende aanbieder"
    assert one(events, Course).provider == one(events, Provider).id


def test_what_is_said_of_persons_is_not_kept():
    teacher = {"personId": "d1", "givenName": "Anne", "mail": "anne@school.example"}

    events = read(DIALECT, course_v5(coordinators=[teacher, "d2"]), COURSE)

    assert one(events, Course).rest["coordinators"] == ["d1", "d2"]
    assert "Anne" not in repr(events)
    assert [field for field, _, _ in problems(events)] == ["personId"]


def test_a_course_inside_an_offering_is_read_where_nobody_else_gives_it():
    events = read(DIALECT, offering_v5(course=course_v5()), OFFERING)

    assert one(events, Offering).course == one(events, Course).id


def test_an_offering_of_nothing_is_left_out():
    (said,) = read(DIALECT, offering_v5(course=None), OFFERING)

    assert isinstance(said, Misread)
    assert (said.skipped, said.record_id) == (True, id_of("offering", SOURCE, "offering:f1"))


def test_a_part_of_a_course_is_nothing_to_choose():
    (said,) = read(DIALECT, offering_v5(offeringType="component", component="x"), OFFERING)

    assert isinstance(said, Note)


def test_a_body_of_version_six_is_not_read_as_version_five():
    (said,) = read(DIALECT, course_v5() | {"organisationId": "o1"}, COURSE)

    assert isinstance(said, Misread)
    assert said.skipped
    assert said.what.nl == "Dit lijkt OOAPI v6."


def test_a_register_says_the_language_where_the_course_is_silent():
    bodies = Bodies(DIALECT, SOURCE, Known({"o1"}, {"o1"}))
    rio = {"consumerKey": "rio", "teachingLanguages": ["nld"], "educationOffererCode": "123A321"}
    bodies.learn(course_v5(teachingLanguage=None, consumers=[rio]), COURSE)

    found = one(list(bodies.read(offering_v5(teachingLanguage=None), OFFERING, "")), Offering)

    assert found.language == "nl"
    assert course(consumers=[rio]).rest["consumers"] == [rio]
