# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example offer: nobody can take it for real, it fits the law and the map, and each example person finds something."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from doorleren.basics import Outcome, Period
from doorleren.catalogue import Certificate, Course, Diploma, Offering, Provider, Record
from doorleren.catalogue.as_facts import as_facts, with_course
from doorleren.catalogue.as_json import from_text, kind_of, to_text
from doorleren.catalogue.examples import FIRST_YEAR, SOURCE, examples, stated
from doorleren.catalogue.examples.prices import Prices
from doorleren.catalogue.examples.rounds import apply_until, first_day, last_day, months_of
from doorleren.catalogue.records import FORMS, KINDS, LEARN_AND_WORK, MOMENTS, RECOGNISERS, SUBJECTS, WAYS
from doorleren.journeys import overview, read_text
from doorleren.rules import Book
from doorleren.wiring import the_book

from ..language.plain_dutch import measure

HOUSE = Path(__file__).resolve().parents[2]
SCHEMES = HOUSE / "src/doorleren/rules/schemes"
MUNICIPALITIES = HOUSE / "src/doorleren/rules/tables/gemeentenaam.yaml"
LAST_YEAR = 2028
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

GRONINGEN, DRENTHE, FRYSLAN = (
    {"Appingedam", "Delfzijl", "Loppersum", "Groningen", "Winschoten", "Veendam", "Stadskanaal"},
    {"Assen", "Emmen", "Hoogeveen", "Meppel"},
    {"Leeuwarden", "Drachten", "Heerenveen", "Sneek"},
)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(examples(last_year=LAST_YEAR))


@pytest.fixture(scope="module")
def courses(records: list[Record]) -> dict[str, Course]:
    return {one.id: one for one in records if isinstance(one, Course)}


@pytest.fixture(scope="module")
def offerings(records: list[Record]) -> list[Offering]:
    return [one for one in records if isinstance(one, Offering)]


@pytest.fixture(scope="module")
def providers(records: list[Record]) -> dict[str, Provider]:
    return {one.id: one for one in records if isinstance(one, Provider)}


@pytest.fixture(scope="module")
def certificates(records: list[Record]) -> dict[str, Certificate]:
    return {one.id: one for one in records if isinstance(one, Certificate)}


@pytest.fixture(scope="module")
def diplomas(records: list[Record]) -> list[Diploma]:
    return [one for one in records if isinstance(one, Diploma)]


@pytest.fixture(scope="module")
def book() -> Book:
    return the_book()


def year_of(offering: Offering) -> int:
    day = offering.start or offering.apply_from
    assert day is not None
    return day.year


def test_every_record_says_that_it_is_an_example(records: list[Record], providers: dict[str, Provider]):
    assert len(records) > 1500
    assert all(one.origin.example and one.origin.source == SOURCE and one.origin.key == one.id for one in records)
    assert all("Voorbeeld" in one.name for one in providers.values())
    sites = [one.website for one in records if isinstance(one, Provider | Course | Offering)]
    assert all(site is not None and site.startswith("https://example.org/voorbeeld-") for site in sites)


def test_certificates_and_diplomas_say_that_they_are_made_up(
    certificates: dict[str, Certificate], diplomas: list[Diploma]
):
    assert all("Verzonnen voorbeeld" in one.rest["voorbeeld"] for one in (*certificates.values(), *diplomas))
    assert not any(one.codes for one in (*certificates.values(), *diplomas))


def test_an_id_is_readable_and_belongs_to_one_record(records: list[Record]):
    ids = Counter(one.id for one in records)

    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(r"voorbeeld-[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_an_id_stays_what_it_is(records: list[Record]):
    """A link to a course and to one start of it holds, whatever years are asked for."""
    ids = {one.id for one in records}

    assert {
        "voorbeeld-computer-voor-beginners",
        "voorbeeld-computer-voor-beginners-2026-09-01-loppersum",
        "voorbeeld-computer-voor-beginners-2020-03-02-loppersum-avond",
        "voorbeeld-typen-met-tien-vingers-2026-online",
    } <= ids


def test_another_year_adds_offerings_and_changes_none(records: list[Record], offerings: list[Offering]):
    fewer = list(examples(first_year=2022, last_year=2024))

    assert [one for one in fewer if isinstance(one, Offering)] == [
        one for one in offerings if 2022 <= year_of(one) <= 2024
    ]
    assert [one for one in fewer if isinstance(one, Course)] == [one for one in records if isinstance(one, Course)]


def test_there_is_as_much_as_was_promised(courses: dict[str, Course], offerings: list[Offering]):
    subjects = Counter(subject for course in courses.values() for subject in course.subjects)
    towns = {one.place.town for one in offerings if one.place}

    assert 140 <= len(courses) <= 170
    assert all(subjects[name] >= 14 for name in ("techniek", "bouw", "zorg", "ict", "digitaal", "taal"))
    assert all(subjects[name] >= 4 for name in SUBJECTS)
    assert towns >= GRONINGEN | DRENTHE | FRYSLAN
    assert {one.form for one in offerings} == set(FORMS)
    assert {course.kind for course in courses.values()} >= set(KINDS) - {"wo"}


def test_words_of_a_list_are_in_that_list(
    courses: dict[str, Course], offerings: list[Offering], providers: dict[str, Provider]
):
    for course in courses.values():
        assert course.kind in KINDS, course.id
        assert course.subjects, course.id
        assert course.subjects <= set(SUBJECTS), course.id
        assert course.recognised_by <= set(RECOGNISERS), course.id
        assert course.learn_and_work <= set(LEARN_AND_WORK), course.id
    for one in offerings:
        assert (one.form in FORMS, one.way in WAYS, one.language in ("nl", "en")) == (True, True, True), one.id
        assert one.moments, one.id
        assert one.moments <= set(MOMENTS), one.id
    assert all(one.recognised_by <= set(RECOGNISERS) for one in providers.values())


def test_a_part_of_an_mbo_diploma_is_given_where_the_ministry_allows_it(
    courses: dict[str, Course], providers: dict[str, Provider]
):
    mbo = [one for one in courses.values() if one.kind == "certificaat" or str(one.kind).startswith("mbo_")]

    assert len(mbo) > 30
    assert [one.id for one in mbo if "OCW" not in providers[one.provider].recognised_by] == []
    assert [one.id for one in mbo if one.funded is None] == []


def test_each_form_of_learning_and_working_is_there(courses: dict[str, Course]):
    found = {form for course in courses.values() for form in course.learn_and_work}

    assert found >= {"bbl", "derde_leerweg", "praktijkopdracht", "leerbaan"}


def test_what_a_record_points_at_exists(
    courses: dict[str, Course],
    offerings: list[Offering],
    providers: dict[str, Provider],
    certificates: dict[str, Certificate],
    diplomas: list[Diploma],
):
    schemes = {path.parent.name for path in SCHEMES.glob("*/scheme.yaml")}
    given = {name for course in courses.values() for name in course.gives}
    needed = {name for diploma in diplomas for part in diploma.parts for name in part.certificates}

    assert len(schemes) > 50
    assert {course.provider for course in courses.values()} == set(providers), "each provider has a course"
    assert {one.course for one in offerings} == set(courses)
    assert {name for course in courses.values() for name in course.free_with} == {"volwasseneneducatie"} & schemes
    assert given == set(certificates), "each certificate can be got"
    assert needed <= given


def test_a_diploma_can_be_reached_while_each_certificate_counts_once(diplomas: list[Diploma]):
    assert len(diplomas) >= 4

    for diploma in diplomas:
        needed = [part.certificates for part in diploma.parts for _ in range(part.count)]
        assert matched(needed) == len(needed), diploma.name


def matched(needed: list[frozenset[str]]) -> int:
    """How many of these can have a certificate of their own (augmenting paths)."""
    taken: dict[str, int] = {}

    def find(place: int, seen: set[str]) -> bool:
        for name in needed[place] - seen:
            seen.add(name)
            if name not in taken or find(taken[name], seen):
                taken[name] = place
                return True
        return False

    return sum(find(place, set()) for place in range(len(needed)))


def test_a_part_of_which_the_certificates_are_all_taken_is_noticed():
    """The check above looks: two parts that both want the one certificate."""
    assert matched([frozenset({"a"}), frozenset({"a"})]) == 1
    assert matched([frozenset({"a", "b"}), frozenset({"a"})]) == 2


def test_every_course_starts_every_year(courses: dict[str, Course], offerings: list[Offering]):
    found = {(one.course, year_of(one)) for one in offerings}

    assert {(course, year) for course in courses for year in YEARS} - found == set()


def test_days_follow_each_other(offerings: list[Offering]):
    for one in offerings:
        assert (one.start is None) == one.any_day, one.id
        if one.start is not None and one.end is not None:
            assert one.start <= one.end, one.id
        if one.start is not None and one.apply_until is not None:
            assert one.apply_until < one.start, one.id
        if one.start is not None and "weekend" not in one.moments:
            assert one.start.weekday() < 5, one.id
        if one.places_left is not None:
            assert one.places is not None, one.id
            assert 0 <= one.places_left <= one.places, one.id


def test_some_are_full_and_of_some_that_is_not_known(offerings: list[Offering]):
    """So that a page is seen in each of its states."""
    left = {one.places_left for one in offerings}

    assert {0, None} < left


def test_every_place_is_on_the_map_of_the_north_and_in_a_municipality_of_that_day(offerings: list[Offering]):
    rows = yaml.load(MUNICIPALITIES.read_text("utf-8"), yaml.CSafeLoader)["rows"]
    known = {code: (first or date.min, until or date.max) for code, _, first, until in rows}
    seen = 0

    for one in offerings:
        if one.place is None:
            assert one.form == "online", one.id
            continue
        seen += 1
        place, day = one.place, one.start
        assert day is not None
        assert place.latitude is not None, one.id
        assert 52.6 < place.latitude < 53.6, one.id
        assert place.longitude is not None, one.id
        assert 5.3 < place.longitude < 7.3, one.id
        assert place.municipality is not None, one.id
        first, until = known[place.municipality]
        assert first <= day < until, f"{one.id}: {place.municipality} is no municipality then"
    assert seen > 1000


def test_loppersum_became_a_part_of_eemsdelta(offerings: list[Offering]):
    found = {(year_of(one), one.place.municipality) for one in offerings if one.place and one.place.town == "Loppersum"}

    assert {(2020, "GM0024"), (2021, "GM1979")} <= found
    assert len(found) == len(YEARS)


def test_basic_skills_can_be_learned_by_day_and_in_the_evening(courses: dict[str, Course], offerings: list[Offering]):
    basic = {name for name, course in courses.items() if course.kind == "basisvaardigheden"}
    moments = {(one.course, year_of(one), moment) for one in offerings for moment in one.moments}

    wanted = {(name, year, moment) for name in basic for year in YEARS for moment in ("dag", "avond")}

    assert len(basic) >= 25
    assert wanted - moments == set()


def test_a_price_is_the_sum_of_its_parts(offerings: list[Offering]):
    with_parts = [one for one in offerings if one.price_parts]

    assert len(with_parts) > 500
    for one in with_parts:
        assert one.price_cents == sum(cents for _, cents, included in one.price_parts if included), one.id
        assert all(cents > 0 for _, cents, _ in one.price_parts), one.id


def test_free_with_a_scheme_says_something_only_where_others_pay(courses: dict[str, Course], offerings: list[Offering]):
    free_with = {one.id for one in offerings if courses[one.course].free_with}

    assert len(free_with) > 100
    assert [one.id for one in offerings if one.id in free_with and not one.price_cents] == []
    assert any(one.price_cents == 0 for one in offerings)


def test_a_price_is_unknown_only_where_the_law_sets_it_and_no_source_told(
    courses: dict[str, Course], offerings: list[Offering]
):
    unknown = [one for one in offerings if one.price_cents is None]

    assert unknown
    assert all(courses[one.course].funded for one in unknown)
    assert all("weten wij niet" in one.price_text for one in unknown)


@pytest.mark.parametrize(
    ("course", "start", "cents"),
    [
        ("mechatronica-bol", "2019-09-02", 116800),  # lesgeld 2019-2020: graafschapcollege.nl
        ("mechatronica-bol", "2021-09-01", 60800),  # halved for one year: Stb. 2021, 270
        ("helpende-bbl", "2020-09-01", 25000),  # cursusgeld, level 2: rockopnh.nl
        ("verzorgende-bbl", "2024-09-02", 71500),  # cursusgeld, level 3: scalda.nl
        ("verzorgende-bbl", "2022-09-01", None),  # found nowhere
        ("master-slimme-energie", "2023-02-01", 220900),  # February is still study year 2022-2023
        ("master-slimme-energie", "2023-09-01", 231400),
        ("bachelor-energietechniek", "2026-09-01", None),  # known from the press only
    ],
)
def test_a_funded_course_asks_what_the_law_sets(offerings: list[Offering], course: str, start: str, cents: int | None):
    found = {one.price_cents for one in offerings if one.id.startswith(f"voorbeeld-{course}-{start}-")}

    assert found == {cents}


def test_prices_rise_a_little_each_year():
    """€ 1,000 in 2026 is € 1,020 a year later and € 980 a year before, in fives; what is free stays free."""
    prices = Prices(2026, 2, {})

    assert [prices.cents(1000, year) for year in (2025, 2026, 2027)] == [98000, 100000, 102000]
    assert prices.cents(0, 2020) == 0
    asked = prices.asked({"price": {"lessen": 90, "boek": 10}, "beside": {"examen": 40}}, date(2026, 9, 1))
    assert asked.cents == 10000
    assert asked.parts == (("lessen", 9000, True), ("boek", 1000, True), ("examen", 4000, False))


@pytest.mark.parametrize(
    ("round_day", "year", "moments", "first"),
    [
        ("09-01", 2026, {"dag"}, date(2026, 9, 1)),
        ("09-05", 2026, {"avond"}, date(2026, 9, 7)),  # a Saturday
        ("09-06", 2026, {"dag"}, date(2026, 9, 7)),  # a Sunday
        ("09-01", 2026, {"weekend"}, date(2026, 9, 5)),
        ("09-05", 2026, {"weekend"}, date(2026, 9, 5)),
    ],
)
def test_a_round_starts_on_a_day_that_suits_its_moment(round_day: str, year: int, moments: set[str], first: date):
    assert first_day(round_day, year, frozenset(moments)) == first


def test_how_long_a_course_lasts():
    start = date(2026, 9, 1)

    assert last_day(start, {"days": 1}) == start
    assert last_day(start, {"weeks": 10}) == date(2026, 11, 3)
    assert last_day(start, {"months": 12}) == date(2027, 8, 31)
    assert last_day(start, {}) is None
    assert [months_of(one) for one in ({"weeks": 10}, {"months": 24}, {"days": 2}, {"weeks": 1})] == [2, 24, None, None]
    assert apply_until(14, start) == date(2026, 8, 18)
    assert apply_until("04-01", start) == date(2026, 4, 1)


def test_a_word_that_the_form_does_not_have_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = "courses:\n  lassen: {provider: x, prijs: 3, rounds: [{start: [09-01], in: [Emmen], dagen: 2}]}\n"
    (tmp_path / "courses_x.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(stated, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match=r"courses_x\.yaml, lassen: dagen, prijs is no word of this form"):
        list(stated.stated_courses())


def test_a_scheme_can_read_every_course(
    courses: dict[str, Course], offerings: list[Offering], providers: dict[str, Provider], book: Book
):
    """Each fact has a value that the rules know, and they do not contradict each other."""
    first = {one.course: one for one in reversed(offerings) if year_of(one) == 2026}
    wrong = []

    for course in courses.values():
        facts = as_facts(course, first[course.id], providers[course.provider])
        asked = {"op": "2026-01-01", "feiten": {name: as_written(value) for name, value in facts.items()}}
        _, _, problems = read_text(book, json.dumps(asked), course.id)
        wrong += [problem.in_language("en") for problem in problems]

    assert wrong == []


def as_written(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def test_trainings_that_must_be_done_and_courses_for_teachers_say_so(courses: dict[str, Course]):
    def say(fact: str) -> set[str]:
        return {name.removeprefix("voorbeeld-") for name, course in courses.items() if course.facts.get(fact) is True}

    assert {"vca-basis", "bhv-bedrijfshulp", "heftruck-herhaling"} <= say("opleiding_verplichte_training")
    assert say("opleiding_tot_leraar") == {"pabo-deeltijd", "leraar-techniek"}
    full = {name.removeprefix("voorbeeld-") for name, course in courses.items() if course.kind == "mbo_bbl"}
    assert say("opleiding_volledige_bbl") == full
    assert courses["voorbeeld-excel-basis"].facts == {
        "opleiding_verplichte_training": False,
        "opleiding_tot_leraar": False,
    }


# Who can be shown a course: their own example, and what they want of it.
LOOKING = {
    "anne.yaml": {"town": "Loppersum", "free_with": True},
    "bol_student_31.yaml": {"kind": "mbo_bol", "mbo": "niveau4", "town": "Leeuwarden"},
    "hbo_met_voucher.yaml": {"kind": "hbo", "degree": "master", "town": "Groningen"},
    "moeite_met_lezen.yaml": {"kind": "basisvaardigheden", "town": "Oude Pekela"},
    "ontslag.yaml": {"form": "online"},
    "participatiewet_zonder_startkwalificatie.yaml": {"kind": "mbo_bbl", "mbo": "niveau2", "town": "Groningen"},
    "werkgever_leerbedrijf.yaml": {"kind": "mbo_bbl", "town": "Assen"},
    "ww_52.yaml": {"kind": "cursus", "town": "Veendam"},
    "zzp.yaml": {"kind": "cursus", "town": "Emmen"},
}
NOT_FOR_A_COURSE = {"mkb_werkgever.yaml", "pps.yaml"}
"""These want to look into their company, or to make a plan with partners."""


def test_every_example_person_is_looked_at():
    found = {path.name for path in (HOUSE / "voorbeelden").glob("*.yaml")}

    assert found == set(LOOKING) | NOT_FOR_A_COURSE


@pytest.mark.parametrize("name", sorted(LOOKING))
def test_each_example_person_finds_something_that_starts_within_nine_months(
    name: str, courses: dict[str, Course], offerings: list[Offering]
):
    profile = yaml.safe_load((HOUSE / "voorbeelden" / name).read_text("utf-8"))
    on, wanted = profile["op"], LOOKING[name]
    subjects = set(profile["feiten"].get("opleiding_onderwerp", ()))

    found = [
        one
        for one in offerings
        if one.start is not None
        and on < one.start <= Period(months=9).after(on)
        and (one.apply_until is None or one.apply_until >= on)
        and (not subjects or subjects & courses[one.course].subjects)
        and fits(one, courses[one.course], wanted)
    ]

    assert found, f"nothing for {name}"


def fits(offering: Offering, course: Course, wanted: dict[str, Any]) -> bool:
    has = {
        "town": offering.place.town if offering.place else None,
        "form": offering.form,
        "kind": course.kind,
        "mbo": course.level.mbo,
        "degree": course.level.degree,
        "free_with": bool(course.free_with),
    }
    return all(has[name] == value for name, value in wanted.items())


def test_a_record_comes_back_from_its_text_as_it_was(records: list[Record]):
    of_a_year = [one for one in records if not isinstance(one, Offering) or year_of(one) == 2026]

    assert {kind_of(one) for one in of_a_year} == {"provider", "course", "offering", "certificate", "diploma"}
    assert [one.id for one in of_a_year if from_text(kind_of(one), to_text(one)) != one] == []


def test_each_word_is_a_word(courses: dict[str, Course]):
    """YAML reads "no" and "on" as a yes or a no."""
    lists = [(*one.words, *one.skills, *one.gives, one.name, one.about) for one in courses.values()]

    assert all(isinstance(word, str) and word for words in lists for word in words)
    assert all(one.words for one in courses.values()), "each course is found by other words than its name"


@pytest.mark.parametrize(
    ("name", "offering", "scheme"),
    [
        ("anne.yaml", "voorbeeld-computer-voor-beginners-2020-03-02-loppersum-avond", "volwasseneneducatie"),
        ("moeite_met_lezen.yaml", "voorbeeld-beter-lezen-en-schrijven-2023-11-06-oude-pekela", "volwasseneneducatie"),
        ("hbo_met_voucher.yaml", "voorbeeld-master-slimme-energie-2023-02-01-groningen", "voucher-studievoorschot"),
        ("bol_student_31.yaml", "voorbeeld-software-ontwikkelaar-bol-2020-09-01-leeuwarden", "bekostigd-mbo"),
        (
            "participatiewet_zonder_startkwalificatie.yaml",
            "voorbeeld-helpende-bbl-2022-09-01-groningen",
            "bekostigd-mbo",
        ),
    ],
)
def test_the_scheme_of_an_example_person_says_yes_to_a_course_of_these(
    name: str,
    offering: str,
    scheme: str,
    courses: dict[str, Course],
    offerings: list[Offering],
    providers: dict[str, Provider],
    book: Book,
):
    """The story of each person ends with a course that is really here (voorbeelden/README.md)."""
    chosen = next(one for one in offerings if one.id == offering)
    course = courses[chosen.course]
    person, _, problems = read_text(book, (HOUSE / "voorbeelden" / name).read_text("utf-8"), name)
    facts = with_course(person.facts, as_facts(course, chosen, providers[course.provider]))

    found = {finding.scheme: finding.outcome for finding in overview(book, facts, person.on, "nl").findings}

    assert problems == []
    assert found[scheme] is Outcome.JA


def sentences(courses: Iterable[Course]) -> list[str]:
    return [sentence for course in courses for sentence in re.split(r"(?<=[.!?])\s+", course.about)]


def test_a_course_is_told_in_short_plain_sentences(courses: dict[str, Course]):
    for course in courses.values():
        reading = measure([course.about])
        assert 2 <= len(sentences([course])) <= 5, course.id
        assert reading.longest <= 18, f"{course.id}: {reading.longest_sentence}"
        assert reading.mean <= 10, f"{course.id}: {reading.mean:.1f} words in a sentence"
    whole = measure([course.about for course in courses.values()])
    assert whole.words > 3000
    assert whole.mean <= 10
    assert whole.flesch_douma >= 60


def test_a_course_is_told_in_english_too(courses: dict[str, Course]):
    for course in courses.values():
        assert course.name_en, course.id
        assert course.name_en != course.name, course.id
        assert len(course.about_en.split()) >= 12, course.id


def test_what_stands_beside_a_price_is_short_too(offerings: list[Offering]):
    texts = sorted({one.price_text for one in offerings if one.price_text})

    assert len(texts) > 20
    assert all(measure([text]).longest <= 18 for text in texts)
