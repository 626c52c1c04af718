# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example people: they can be read, nobody can take them for real people, and the law says this about them.

What is expected is written from the law that is named beside it, never from what the program says.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from doorleren.basics import Finding, Outcome
from doorleren.journeys import overview, read_text, today
from doorleren.rules import Book, Profile
from doorleren.wiring import the_book

FOLDER = Path(__file__).resolve().parents[2] / "voorbeelden"
PEOPLE = sorted(path.name for path in FOLDER.glob("*.yaml"))
JA, NEE, HANGT_AF = Outcome.JA, Outcome.NEE, Outcome.HANGT_AF
ABSENT, NOT_KNOWN = Outcome.NIET_VAN_KRACHT, Outcome.NIET_BEKEND


@pytest.fixture(scope="module")
def book() -> Book:
    return the_book()


def example(name: str, book: Book) -> Profile:
    profile, _, problems = read_text(book, (FOLDER / name).read_text(encoding="utf-8"), name)
    assert [problem.what.nl for problem in problems] == []
    return profile


def answers(book: Book, profile: Profile) -> dict[str, Finding]:
    return {finding.scheme: finding for finding in overview(book, profile.facts, profile.on, "nl").findings}


@pytest.fixture(scope="module")
def all_answers(book: Book) -> dict[str, dict[str, Finding]]:
    """What the program says about every example, asked once."""
    return {name: answers(book, example(name, book)) for name in PEOPLE}


@dataclass(frozen=True, slots=True)
class Expected:
    """What the law says about one example: the outcome and, where it is sure, the amount and what stays open."""

    outcome: Outcome
    because: str
    amount: tuple[int, int] | None = None
    open: frozenset[str] | None = None


NOTHING_OPEN: frozenset[str] = frozenset()
ONLY_JUDGED = frozenset({"oordeel"})

EXPECTED: dict[str, dict[str, Expected]] = {
    "anne.yaml": {
        "volwasseneneducatie": Expected(JA, "WEB 2.3.3: adults; digital skills since 1-1-2018", open=NOTHING_OPEN),
        "slim": Expected(NEE, "the first window opens on 2-3-2020, a month later"),
        "stap-budget": Expected(ABSENT, "the regulation begins in 2022"),
        "ontwikkeladvies-45-plus": Expected(NEE, "article 1(c): 45 or older; she is 35"),
        "scholingsbudget-uwv": Expected(NEE, "for people on WW; she works and has no benefit"),
        "participatiewet-scholing": Expected(NEE, "article 7: benefit, or looking for work; she has work"),
    },
    "ww_52.yaml": {
        # € 1,800 for a course of four months without a job in sight stays under the limit of € 2,500.
        "scholingsbudget-uwv": Expected(
            HANGT_AF, "he has WW; UWV judges chance and necessity", (180_000, 180_000), ONLY_JUDGED
        ),
        # € 1,800 less € 250 is € 1,550. Of € 24,000 all of that lies in the second bracket: 38.10 % is € 590.55.
        "scholingsaftrek": Expected(JA, "IB 6.27 and 6.30: for work, above the threshold", (59_055, 59_055)),
        "ontwikkeladvies-45-plus": Expected(NEE, "article 1(c): for who works; he is 52 but has no work"),
        "participatiewet-scholing": Expected(NEE, "article 7(3)(c): UWV helps who has WW"),
        "stap-budget": Expected(ABSENT, "the regulation begins in 2022"),
    },
    "participatiewet_zonder_startkwalificatie.yaml": {
        "participatiewet-scholing": Expected(
            HANGT_AF, "article 7(1)(a) and 10(1): the municipality judges what is needed", open=ONLY_JUDGED
        ),
        "bekostigd-mbo": Expected(JA, "WEB 8.2.1: vmbo is enough for level 2; she applies before 1 April"),
        "volwasseneneducatie": Expected(NEE, "nothing that she finds hard"),
        "voucher-studievoorschot": Expected(NEE, "WSF 12.15: only after a diploma in higher education"),
    },
    "hbo_met_voucher.yaml": {
        # The fee is € 2,209; the voucher of 2022 is € 2,150.25.
        "voucher-studievoorschot": Expected(
            JA, "WSF 12.15: began in 2015, diploma in 2017-2018, so from study year 2022-2023", (215_025, 215_025)
        ),
        "bekostigd-hoger-onderwijs": Expected(JA, "WHW 7.45a: a first master after a bachelor", open=NOTHING_OPEN),
        "bekostigd-mbo": Expected(NEE, "he asks for hbo"),
        "scholingsaftrek": Expected(ABSENT, "abolished on 1-1-2022"),
        "stap-budget": Expected(NEE, "a programme of two years; it starts after 31-1-2023"),
    },
    "zzp.yaml": {
        "stap-budget": Expected(
            JA, "18 or older, no AOW, insured, in the register, in time", (100_000, 100_000), NOTHING_OPEN
        ),
        "scholingsaftrek": Expected(ABSENT, "abolished on 1-1-2022"),
        "participatiewet-scholing": Expected(NEE, "he has work and no benefit"),
    },
    "moeite_met_lezen.yaml": {
        "volwasseneneducatie": Expected(JA, "WEB 2.3.3 and 7.3.1: adult, and language is hard", open=NOTHING_OPEN),
        "tel-mee-met-taal": Expected(NEE, "for employers; the window of 2023 closed on 1 March"),
        "voucher-studievoorschot": Expected(ABSENT, "replaced by money on 1-9-2023"),
    },
    "bol_student_31.yaml": {
        # The fee of a year, € 1,168, is far below the maximum of five times that fee.
        "levenlanglerenkrediet": Expected(
            JA, "WSF 2.3a and 3.16b: bol, 30 or older, under 55, no student finance", (116_800, 116_800), NOTHING_OPEN
        ),
        "bekostigd-mbo": Expected(JA, "WEB 8.2.1: havo is enough for level 4"),
        "ontwikkeladvies-45-plus": Expected(NEE, "article 1(c): 45 or older; she is 31"),
    },
    "mkb_werkgever.yaml": {
        # 12 people and € 900,000 turnover is a small company: 80 % of € 10,000.
        "slim": Expected(
            HANGT_AF,
            "SLIM: all is met, but the de-minimis ceiling is not written",
            (800_000, 800_000),
            frozenset({"niet-uitgedrukt"}),
        ),
        "stap-budget": Expected(ABSENT, "the regulation begins in 2022"),
    },
    "werkgever_leerbedrijf.yaml": {
        # A whole school year of 40 weeks gives at most the maximum for one place; RVO divides when too many ask.
        "praktijkleren": Expected(
            JA, "recognised company, whole bbl, agreement; the window runs to 16-9-2021", (0, 270_000)
        ),
        "slim": Expected(NEE, "between the windows of March and September 2021"),
    },
    "pps.yaml": {
        "regionaal-investeringsfonds-mbo": Expected(NEE, "article 1(b) and (f): at least one company; there is none"),
        "llo-oplossingen": Expected(NEE, "DUS-I: another kind of public school and a company; there is neither"),
        # Half of € 600,000; that the desk is open, where the project is and its points are for SNN to say.
        "jtf-arbeidsmarkttransitie": Expected(
            HANGT_AF,
            "SNN: 24 of at most 36 months",
            (30_000_000, 30_000_000),
            frozenset({"oordeel", "niet-uitgedrukt"}),
        ),
        "llo-maatschappelijke-initiatieven": Expected(ABSENT, "from November 2025"),
    },
    "ontslag.yaml": {
        # Ten years to the day: 120 months at a third of € 3,000 a year.
        "transitievergoeding": Expected(
            JA, "BW 7:673: the employer ends the contract", (1_000_000, 1_000_000), NOTHING_OPEN
        ),
        "volwasseneneducatie": Expected(NEE, "nothing that she finds hard"),
        "stap-budget": Expected(ABSENT, "the regulation begins in 2022"),
    },
}


# --- all of them ----------------------------------------------------------------------------------------------------


def test_there_are_at_least_eight_example_people_and_each_has_expectations() -> None:
    assert len(PEOPLE) >= 8
    assert set(EXPECTED) == set(PEOPLE)


@pytest.mark.parametrize("name", PEOPLE)
def test_an_example_reads_without_problems_and_names_its_day(name: str, book: Book) -> None:
    profile = example(name, book)

    assert profile.day_named
    assert profile.on < today()
    assert profile.facts


@pytest.mark.parametrize("name", PEOPLE)
def test_an_example_is_marked_as_one_in_its_first_line(name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# Verzonnen voorbeeld")
    assert "geen echt" in first


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_assumed_says_why(name: str) -> None:
    """A fact that the story does not tell carries a comment on its own line."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    _, _, assumed = text.partition("\naangenomen:")
    silent = [line for line in assumed.splitlines()[1:] if line.strip() and "#" not in line]

    assert silent == []


def test_the_list_of_examples_has_each_with_its_real_outcomes(all_answers: dict[str, dict[str, Finding]]) -> None:
    """A row names outcomes as `scheme` *outcome*."""
    rows = {
        match[1]: re.findall(r"`([a-z0-9-]+)` \*([a-z-]+)\*", line)
        for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
        if (match := re.match(r"\| \[([a-z0-9_]+\.yaml)\]", line))
    }
    assert set(rows) == set(PEOPLE)
    assert all(rows.values())

    wrong = [
        f"{name}: {scheme} is {found.value if found else found}, not {said}"
        for name, outcomes in rows.items()
        for scheme, said in outcomes
        if (found := all_answers[name][scheme].outcome) != said
    ]

    assert wrong == []


@pytest.mark.parametrize(("name", "scheme"), [(n, s) for n, schemes in EXPECTED.items() for s in schemes])
def test_the_law_says_this_about_an_example(name: str, scheme: str, all_answers: dict[str, dict[str, Finding]]) -> None:
    expected = EXPECTED[name][scheme]
    found = all_answers[name][scheme]

    assert found.outcome is expected.outcome, expected.because
    if expected.amount is not None:
        assert found.amount is not None, expected.because
        assert (found.amount.lowest, found.amount.highest) == expected.amount, expected.because
    if expected.open is not None:
        assert {point.kind for point in found.depends_on} == expected.open, expected.because


# --- Anne -----------------------------------------------------------------------------------------------------------


def test_anne_gets_a_course_when_what_her_story_leaves_out_is_filled_in(book: Book) -> None:
    """Adult, not obliged to integrate, weak with computers: the law asks no more than that."""
    profile = example("anne.yaml", book)

    found = answers(book, profile)["volwasseneneducatie"]

    assert found.outcome is Outcome.JA
    assert found.depends_on == ()


def test_without_what_was_filled_in_annes_answer_depends_on_just_that(book: Book) -> None:
    """Her story does not tell her birth date. (Until 2022 the duty to integrate shut out from Dutch as a second
    language only, and she asks for computers.)"""
    whole = example("anne.yaml", book)
    story = replace(whole, facts={name: value for name, value in whole.facts.items() if name not in whole.assumed})

    found = answers(book, story)["volwasseneneducatie"]

    assert found.outcome is Outcome.HANGT_AF
    assert {point.name for point in found.depends_on} == {"geboortedatum"}


def test_anne_is_35_and_her_file_holds_no_more_facts_than_her_story_and_what_it_says_it_assumes(book: Book) -> None:
    profile = example("anne.yaml", book)
    born = profile.facts["geboortedatum"]
    assert isinstance(born, date)

    assert profile.on == date(2020, 2, 1)
    assert date(1984, 2, 2) <= born <= date(1985, 2, 1)
    assert set(profile.facts) - profile.assumed == {
        "gemeente",
        "werk",
        "werkgever_betaalt_mee",
        "moeite_met",
        "opleiding_onderwerp",
    }
