# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""OOAPI v6 says the same things as v5 in other words: the same record comes out."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from doorleren.catalogue.feed import Event, Misread, Note
from doorleren.catalogue.records import Code, Course, Level, Offering, Place, Provider, Record, id_of
from doorleren.importers.ooapi_dialect import COURSE, OFFERING, ORGANISATION, PROGRAMME
from doorleren.importers.ooapi_v6 import DIALECT, OoapiV6

from .ooapi_bodies_made import SOURCE, course_v6, dutch, offering_v6, organisation_v6, programme_v6, read

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "ooapi"
R = TypeVar("R", bound=Record)


def one(events: list[Event], kind: type[R]) -> R:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1
    return found[0]


def fields(events: list[Event]) -> list[str]:
    return [event.field for event in events if isinstance(event, Misread | Note)]


def course(**changes: Any) -> Course:
    return one(read(DIALECT, course_v6(**changes), COURSE), Course)


def programme(**changes: Any) -> Course:
    return one(read(DIALECT, programme_v6(**changes), PROGRAMME), Course)


def offering(**changes: Any) -> Offering:
    return one(read(DIALECT, offering_v6(**changes), OFFERING), Offering)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-08-31T22:00:00Z", date(2026, 9, 1)),
        ("2026-08-31T21:59:59Z", date(2026, 8, 31)),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1)),
        ("2026-09-01T00:30:00+02:00", date(2026, 9, 1)),
        ("2026-09-01T01:00:00+09:00", date(2026, 8, 31)),
        ("2026-09-01T09:00:00", date(2026, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
    ],
)
def test_a_moment_is_a_day_in_the_netherlands_summer_and_winter(moment: str, day: date):
    found = offering(startDateTime=moment)

    assert found.start == day
    assert found.rest.get("startDateTime", day.isoformat()) == moment


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "25:00", "morgen"])
def test_a_moment_that_cannot_be_is_said(moment: str):
    events = read(DIALECT, offering_v6(startDateTime=moment), OFFERING)

    assert one(events, Offering).start is None
    assert one(events, Offering).rest["startDateTime"] == moment
    assert fields(events) == ["startDateTime"]


def test_an_offering_of_a_course_and_one_of_a_programme():
    of_course = offering()
    of_programme = one(
        read(DIALECT, {"programmeOfferingId": "f1", "name": dutch("Najaar"), "programmeId": "p1"}, OFFERING), Offering
    )

    assert of_course.course == id_of("course", SOURCE, "course:c1")
    assert of_programme.course == id_of("course", SOURCE, "programme:p1")
    assert of_course.id != of_programme.id


def test_what_is_expanded_stands_in_a_second_field():
    whole = course_v6(organisationId="o2", organisation=organisation_v6(organisationId="o2", name=dutch("Instituut")))

    events = read(DIALECT, offering_v6(course=whole), OFFERING)

    assert one(events, Provider).name == "Instituut"
    assert one(events, Course).provider == one(events, Provider).id
    assert one(events, Offering).course == one(events, Course).id


def test_an_id_and_a_body_that_disagree_are_said():
    events = read(DIALECT, offering_v6(course=course_v6(courseId="c2")), OFFERING)

    assert one(events, Offering).course == id_of("course", SOURCE, "course:c1")
    assert fields(events) == ["course"]
    assert one(events, Offering).rest["course"]["courseId"] == "c2"


def test_load_is_a_list_and_lessons_are_part_of_it():
    load = [{"studyLoadUnit": "contact_time", "value": 40}, {"studyLoadUnit": "ects", "value": 5}]

    found = course(studyLoad=[*load, {"studyLoadUnit": "sbu", "value": 141}])

    assert (found.study_load, found.study_load_hours, found.contact_hours) == ((5, "ects"), 140, 40)
    assert found.rest["studyLoad"] == [{"studyLoadUnit": "sbu", "value": 141}]


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ({"levelOfQualification": "nlqf_4plus"}, Level("4+", 4)),
        ({"levelOfQualification": "eqf_4"}, Level("4", 4)),
        ({"levelOfQualification": "eqf_0"}, Level()),
        ({"level": "secondary_vocational_education_3"}, Level("3", 3, "niveau3")),
        (
            {"level": "associate_degree", "qualificationAwarded": "associate_degree"},
            Level("5", 5, None, "associate_degree"),
        ),
        ({"level": "post_doctoral"}, Level()),
        ({"level": "x-eigen"}, Level()),
    ],
)
def test_how_high_it_is(stated: dict[str, Any], level: Level):
    events = read(DIALECT, programme_v6(**stated), PROGRAMME)

    assert one(events, Course).level == level
    assert fields(events) == []


@pytest.mark.parametrize(
    ("stated", "proof"),
    [
        ({"formalDocument": "micro_credential_certificate"}, "microcredential"),
        ({"formalDocument": "testimonial", "qualificationAwarded": "bachelor"}, "getuigschrift"),
        ({"qualificationAwarded": "vocational_diploma"}, "mbo-diploma"),
        ({"qualificationAwarded": "none", "formalDocument": "no_official_document"}, None),
        ({"formalDocument": "school_advice"}, None),
    ],
)
def test_what_one_gets(stated: dict[str, Any], proof: str | None):
    assert programme(**stated).proof == proof


def test_a_word_of_version_five_is_said_and_not_understood_by_accident():
    events = read(DIALECT, programme_v6(modeOfStudy="part-time"), PROGRAMME)

    assert fields(events) == ["modeOfStudy"]
    assert one(events, Course).rest["modeOfStudy"] == "part-time"


@pytest.mark.parametrize(
    ("modes", "way"),
    [
        (["presential"], "klassikaal"),
        (["presential", "online"], "gemengd"),
        (["blended"], "gemengd"),
        (["coil"], "online"),
        (["work_based"], "werkplek"),
        (["work_based", "presential"], None),
        (["project_based"], None),
        (["project_based", "online"], "online"),
        (["x-bos"], None),
    ],
)
def test_how_it_is_taught(modes: list[str], way: str | None):
    events = read(DIALECT, offering_v6(modesOfDelivery=modes), OFFERING)

    assert one(events, Offering).way == way
    assert fields(events) == []


def test_the_first_language_counts_and_the_others_stay():
    found = offering(teachingLanguages=["en-GB", "nl"])

    assert found.language == "en"
    assert found.rest["teachingLanguages"] == ["en-GB", "nl"]
    assert offering(teachingLanguages=["sgn-nl-NL"]).language == "sgn"


def test_one_period_to_enrol_in_is_when_one_can_apply():
    period = {"startDateTime": "2026-05-01T00:00:00+02:00", "endDateTime": "2026-08-01T00:00:00+02:00"}

    one_period, two = offering(enrolmentPeriods=[period]), offering(enrolmentPeriods=[period, period])
    for_some = offering(enrolmentPeriods=[period | {"targetGroups": ["studenten"]}])

    assert (one_period.apply_from, one_period.apply_until) == (date(2026, 5, 1), date(2026, 8, 1))
    assert (two.apply_from, for_some.apply_from) == (None, None)
    assert for_some.rest["enrolmentPeriods"][0]["targetGroups"] == ["studenten"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [("active", True), (None, True), ("x-vol", True), ("cancelled", False), ("concept", False), ("inactive", False)],
)
def test_what_is_called_off_is_not_shown(state: str | None, shown: bool):
    """It is left out, so that what we had of it closes."""
    events = read(DIALECT, offering_v6(state=state), OFFERING)

    assert any(isinstance(event, Offering) for event in events) == shown
    assert fields(events) == ([] if shown else ["state"])


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ({"iso3166-1-alpha2": "NL"}, "NL"),
        ({"iso3166-1-alpha3": "BEL"}, "BE"),
        ({"iso3166-1-alpha2": "nl", "iso3166-2": "NL-GR"}, "NL"),
        (None, "NL"),
    ],
)
def test_a_country_is_an_object(country: Any, code: str):
    address = {"addressType": "visit", "city": "Assen", "postCode": "9401 AB", "countryCode": country}

    assert offering(addresses=[address]).place == Place("Assen", postcode="9401 AB", country=code)


def test_a_price_and_a_flag_for_stap():
    events = read(
        DIALECT,
        offering_v6(
            priceInformation=[
                {"costType": "total_costs", "amount": "1250.50", "currency": "EUR"},
                {"costType": "stap_eligible", "amount": "1000", "currency": "EUR"},
            ]
        ),
        OFFERING,
    )

    assert one(events, Offering).price_cents == 125050
    assert one(events, Offering).price_parts == ()
    assert fields(events) == ["costType"]


def test_codes_of_the_register():
    school = one(
        read(
            DIALECT, organisation_v6(otherCodes=[{"codeType": "kvk_organisation_id", "code": "12345678"}]), ORGANISATION
        ),
        Provider,
    )

    assert school.codes == (Code("rio", "114B529"), Code("kvk", "12345678"))
    assert programme().codes == (Code("rio", "25168"),)


def test_what_one_learns_can_be_whole_bodies():
    outcome = {"learningOutcomeId": "l1", "name": dutch("Kan lassen"), "complexityLevel": "bloom_3"}

    found = course(learningOutcomes=[outcome], learningOutcomeIds=["l1"])

    assert found.skills == ("Kan lassen",)
    assert found.rest["learningOutcomes"] == [{"learningOutcomeId": "l1", "complexityLevel": "bloom_3"}]
    assert found.rest["learningOutcomeIds"] == ["l1"]


def test_a_body_of_version_five_is_not_read_as_version_six():
    (said,) = read(DIALECT, {"programId": "p1", "name": dutch("Oud")}, PROGRAMME)

    assert isinstance(said, Misread)
    assert said.what.nl == "Dit lijkt OOAPI v5."


@pytest.mark.skipif(not REAL.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no ooapi")
def test_a_body_is_compared_with_the_published_schema(tmp_path: Path):
    document = json.loads((REAL / "v6" / "oeapi.json").read_text())
    made = [organisation_v6(), programme_v6(), course_v6(), offering_v6()]
    (tmp_path / "een.json").write_text(json.dumps({"items": [*made, course_v6(courseId="c2", studyLoad={"value": 3})]}))

    events = list(OoapiV6(str(tmp_path), schema=document).read())

    assert len([event for event in events if isinstance(event, Record)]) == 5
    notes = {(note.field, note.expected.nl) for note in events if isinstance(note, Note)}
    assert ("studyLoad", "volgens het schema «type: ['array', 'null']»") in notes
