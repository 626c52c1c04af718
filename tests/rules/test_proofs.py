# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is proved of a scheme holds for everybody; what is refuted is shown with a person; what is mended is proved."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import z3
from hypothesis import given, note
from hypothesis import strategies as st

from doorleren.basics import Outcome
from doorleren.journeys.prove import OneByOne, ProvedBook, prove, proved_shape
from doorleren.rules import Book, read_book
from doorleren.rules.book import HERE
from doorleren.rules.cases import read_cases
from doorleren.rules.coverage import covered
from doorleren.rules.facts import Kind
from doorleren.rules.mutants import Fate, Tried, mutants_of, try_mutants
from doorleren.rules.proofs import Proof, Prover, Verdict, prove_scheme
from doorleren.rules.symbolic import CannotBeProved, Day, Number, World, all_hold, paid, rule_on, stretches

from .invented import Invented, invented_book
from .invented_schemes import FACTS, SCHEMES, TABLES
from .test_exact import QUICKER, a_day_of, somebody

OF_A_TABLE = {"alle-gemeenten", *(name for name, text in SCHEMES.items() if "regio" in text)}
PROVABLE = sorted(set(SCHEMES) - OF_A_TABLE)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return invented_book(tmp_path_factory.mktemp("boek"), FACTS, SCHEMES, TABLES)


# --- formulas say what the rules say --------------------------------------------------------------------------------


def known(world: World, both: Invented, day: date, person: Mapping[str, Any]) -> list[Any]:
    """Formulas that fix a person and a day."""
    fixed = same_day(world.op, day)
    for name, value in person.items():
        fact, unknown = both.book.facts.facts[name], world._facts.get(name)
        if unknown is None:
            continue
        if fact.kind is Kind.JA_NEE:
            fixed.append(unknown == value)
        elif fact.kind is Kind.VERZAMELING:
            fixed += [one == (element in value) for element, one in unknown.items()]
        elif isinstance(unknown, Day):
            fixed += same_day(unknown, value)
        elif isinstance(unknown, Number):
            fixed.append(unknown.over == fact.plain(value))
        elif fact.kind is Kind.EEN_VAN:
            fixed.append(unknown == fact.values.index(value))
        else:
            cells = world._codes[name]
            fixed.append(unknown == (cells.state_of(value) or 0) - 1)
    return fixed


def same_day(unknown: Day, day: date) -> list[Any]:
    return [unknown.year == day.year, unknown.month == day.month, unknown.day == day.day]


@pytest.mark.parametrize("name", PROVABLE)
def test_a_formula_says_of_a_person_what_the_rules_say(name: str, invented: Invented):
    """For a person of whom all is known the solver finds the same yes or no, and the same sum, as the interpreter."""
    scheme, oracle = invented.book.schemes[name], invented.schemes[name]

    @QUICKER
    @given(st.data())
    def check(data: st.DataObject) -> None:
        day = a_day_of(data, oracle)
        today = oracle.on(day)
        person = somebody(data, today, most=1)
        note(f"{day} {person}")
        rule = rule_on(scheme, day)
        first, until = next(s for s in stretches([scheme]) if s[0] <= day and (s[1] is None or day < s[1]))
        assert rule is not None
        world = World(invented.book.facts, first, until, rule.nodes)
        judged = all_hold(world, rule)
        total = paid(world, rule)
        fixed = known(world, invented, day, person)
        yes = today.says_yes(person, dict.fromkeys(today.judgements, True))
        solver = z3.Solver()
        solver.add(*world.rules, *fixed, *(one for one in world._opens.values()))

        assert solver.check() == z3.sat
        assert solver.check(judged) == (z3.sat if yes else z3.unsat)
        if yes and total is not None:
            assert solver.check(total.over != today.pays(person)) == z3.unsat

    check()


def test_a_rule_about_a_table_that_changes_over_the_years_says_that_it_cannot_be_proved(invented: Invented):
    scheme = invented.book.schemes["alle-gemeenten" if "regio" in SCHEMES["alle-gemeenten"] else sorted(OF_A_TABLE)[0]]
    with_a_table = next(s for s in invented.book.schemes.values() if s.id in OF_A_TABLE - {"alle-gemeenten"})
    rule = rule_on(with_a_table, date(2020, 3, 1))
    assert rule is not None
    assert scheme is not None

    with pytest.raises(CannotBeProved, match="a table that changes"):
        all_hold(World(invented.book.facts, date(2020, 3, 1), None, rule.nodes), rule)


# --- small schemes, each with one thing the matter ------------------------------------------------------------------


def proofs_of(tmp_path: Path, text: str, others: Mapping[str, str] | None = None) -> list[Proof]:
    both = invented_book(tmp_path, FACTS, {"proef": text, **(others or {})}, TABLES)
    return list(prove_scheme(Prover(both.book.facts), both.book, both.book.schemes["proef"]))


def wrong(proofs: list[Proof]) -> dict[str, Verdict]:
    return {one.id: one.verdict for one in proofs if one.verdict is not Verdict.CLOSED}


def test_a_scheme_that_somebody_can_have_is_shown_with_that_person(tmp_path: Path):
    proofs = proofs_of(tmp_path, "conditions: [{id: uren, if: 12 <= uren < 14}]")

    assert wrong(proofs) == {}
    witness = next(one for one in proofs if one.of == "te-krijgen").somebody
    assert witness is not None
    assert witness.facts["uren"] in (12, 13)


def test_a_scheme_that_nobody_can_have_is_refuted(tmp_path: Path):
    text = "conditions: [{id: veel, if: uren >= 30}, {id: weinig, if: uren < 30}]"

    assert wrong(proofs_of(tmp_path, text)) == {"te-krijgen:2000-01-01": Verdict.REFUTED}


def test_a_condition_that_follows_from_the_others_is_found(tmp_path: Path):
    text = "conditions: [{id: streng, if: uren >= 30}, {id: soepel, if: uren >= 12}]"

    assert wrong(proofs_of(tmp_path, text)) == {"voorwaarde-telt:soepel": Verdict.REFUTED}


def test_what_cannot_go_together_counts(tmp_path: Path):
    """Nobody with a low diploma has a start qualification, and the other way round: either says it all."""
    text = "conditions: [{id: laag, if: diploma <= laag}, {id: zonder, if: not startkwal}]"

    assert wrong(proofs_of(tmp_path, text)) == {
        "voorwaarde-telt:laag": Verdict.REFUTED,
        "voorwaarde-telt:zonder": Verdict.REFUTED,
    }


def test_a_gap_between_versions_is_found_unless_it_is_explained(tmp_path: Path):
    text = """
        versions: [{from: 2000-01-01, until: 2010-01-01}, {from: 2011-01-01}]
        conditions: [{id: uren, if: uren >= 12}]
    """
    why = 'not_known: [{from: 2010-01-01, until: 2011-01-01, why: "No text of 2010 was found."}]'
    explained = f"{text.rstrip()}\n        {why}\n"

    assert wrong(proofs_of(tmp_path / "a", text)) == {"geen-gat:2011-01-01": Verdict.REFUTED}
    assert wrong(proofs_of(tmp_path / "b", explained)) == {}


def test_who_excludes_is_excluded(tmp_path: Path):
    text = """
        conditions: [{id: uren, if: uren >= 12}]
        excludes: [{scheme: ander, source: {document: wet, place: artikel 2}}]
    """
    silent = "conditions: [{id: uren, if: uren >= 20}]"
    told = silent + "\nexcludes: [{scheme: proef, source: {document: wet, place: artikel 3}}]"

    assert wrong(proofs_of(tmp_path / "a", text, {"ander": silent})) == {"sluit-uit:ander": Verdict.REFUTED}
    assert wrong(proofs_of(tmp_path / "b", text, {"ander": told})) == {}


def test_an_amount_below_nothing_or_above_the_costs_is_found_with_somebody_who_gets_it(tmp_path: Path):
    text = """
        amounts: {korting_eurocent: [{value: 5000}], deel: [{value: 120%}]}
        conditions: [{id: uren, if: uren >= 12}]
        pays: {amount: deel * kosten_eurocent - korting_eurocent, covers: [kosten_eurocent]}
    """
    proofs = proofs_of(tmp_path, text)

    assert wrong(proofs) == {"nooit-negatief": Verdict.REFUTED, "nooit-boven-de-kosten": Verdict.REFUTED}
    low, high = (next(p.somebody for p in proofs if p.of == of) for of in ("nooit-negatief", "nooit-boven-de-kosten"))
    assert low is not None
    assert high is not None
    assert int(low.facts["kosten_eurocent"]) * 6 // 5 < 5000  # type: ignore[call-overload]
    assert int(high.facts["kosten_eurocent"]) * 6 // 5 - 5000 > int(high.facts["kosten_eurocent"])  # type: ignore[call-overload]


def test_a_sum_that_is_alone_above_what_it_may_be_with_others_is_found(tmp_path: Path):
    text = """
        amounts: {deel: [{value: 70%}], samen: [{value: 60%, until: 2015-01-01}, {value: 80%, from: 2015-01-01}]}
        conditions: [{id: uren, if: uren >= 12}]
        pays: {amount: deel * kosten_eurocent, covers: [kosten_eurocent]}
        together_at_most: [{with: all, share: samen, of: kosten_eurocent, source: {document: wet, place: artikel 4}}]
    """
    later = text.replace("share: samen", "share: samen, from: 2015-01-01")

    name = "nooit-boven-het-plafond:together_at_most all: samen"
    assert wrong(proofs_of(tmp_path / "a", text)) == {name: Verdict.REFUTED}
    assert wrong(proofs_of(tmp_path / "b", later)) == {}


@pytest.mark.parametrize(("later", "found"), [(10, {}), (14, {"ruimer:2020-01-01": Verdict.REFUTED})])
def test_a_version_that_is_said_to_be_wider_is_or_somebody_loses(tmp_path: Path, later: int, found: Mapping[str, Any]):
    text = f"""
        versions: [{{from: 2010-01-01, until: 2020-01-01}}, {{from: 2020-01-01, wider: true}}]
        amounts: {{grens: [{{until: 2020-01-01, value: 12}}, {{from: 2020-01-01, value: {later}}}]}}
        conditions: [{{id: uren, if: uren >= grens}}]
    """
    proofs = proofs_of(tmp_path, text)

    assert wrong(proofs) == found
    if found:
        loser = next(one.somebody for one in proofs if one.of == "ruimer")
        assert loser is not None
        assert loser.facts["uren"] in (12, 13)


# --- cases that cover a rule, and mistakes that they notice ---------------------------------------------------------

RULE = "conditions: [{id: uren, if: uren >= 12 or betaalt}]"


def tried(tmp_path: Path, text: str, cases: str) -> tuple[dict[str, bool], list[Tried]]:
    """Which atoms the cases cover, and the fate of every mutant."""
    both = invented_book(tmp_path, FACTS, {"proef": text}, TABLES)
    (tmp_path / "cases.yaml").write_text(f"cases:\n{cases}", "utf-8")
    scheme = both.book.schemes["proef"]
    found, problems = read_cases(tmp_path / "cases.yaml", scheme, both.book.facts)
    assert problems == []
    prover = Prover(both.book.facts)
    return {one.atom: one.done for one in covered(scheme, found, both.book)}, try_mutants(
        scheme, found, both.book, prover
    )


def case(name: str, facts: str, outcome: str, op: str = "2020-03-01") -> str:
    source = "{document: wet, place: artikel 1}"
    return f"  - {{id: {name}, says: Zo., source: {source}, op: {op}, facts: {{{facts}}}, expect: {{uitkomst: {outcome}}}}}\n"


def test_cases_on_both_sides_of_every_question_cover_a_rule(tmp_path: Path):
    cases = case("uren", "uren: 12, betaalt: nee", "ja") + case("betaalt", "uren: 11, betaalt: ja", "ja")
    cases += case("geen", "uren: 11, betaalt: nee", "nee")

    atoms, mutants = tried(tmp_path, RULE, cases + case("eerder", "uren: 40", "niet-bekend", "1999-12-31"))

    assert atoms == {"uren >= 12": True, "betaalt": True}
    assert [one.mutant for one in mutants if one.fate is Fate.SURVIVED] == ["2000-01-01: een dag later"]
    assert len(mutants) >= 7


def test_a_question_that_no_pair_of_cases_decides_is_not_covered(tmp_path: Path):
    """Who pays gets it whatever the hours, so this pair says nothing about the hours."""
    cases = case("samen", "uren: 12, betaalt: ja", "ja") + case("geen", "uren: 11, betaalt: nee", "nee")

    atoms, mutants = tried(tmp_path, RULE, cases)

    assert atoms == {"uren >= 12": False, "betaalt": False}
    survivors = {one.mutant: one.somebody for one in mutants if one.fate is Fate.SURVIVED}
    assert "uren: «uren >= 12 or betaalt» met and" in survivors
    assert all(somebody is not None for somebody in survivors.values())


def test_a_mistake_that_is_the_same_rule_in_other_words_is_proved_to_be_so(tmp_path: Path):
    """There is nothing between «more than 11» and «12 or more» hours."""
    text = "conditions: [{id: uren, if: uren > 11 and uren != 11}]"

    _, mutants = tried(tmp_path, text, case("wel", "uren: 12", "ja") + case("niet", "uren: 11", "nee"))

    same = {one.mutant for one in mutants if one.fate is Fate.SAME}
    assert "uren: «uren > 11» met >=" in same


def test_a_mistake_in_a_term_is_made_wherever_the_term_is_used(tmp_path: Path):
    """Twelve hours stand in two conditions under one name, so they are one mistake and not two."""
    source = "{document: wet, place: artikel 1}"
    text = f"""
terms: {{genoeg: {{formula: uren >= 12, source: {source}}}}}
conditions: [{{id: uren, if: genoeg or betaalt}}, {{id: nog_eens, if: genoeg or betaalt}}]
"""
    cases = case("wel", "uren: 12, betaalt: nee", "ja") + case("niet", "uren: 11, betaalt: nee", "nee")

    _, mutants = tried(tmp_path, text, cases)

    about_hours = [one for one in mutants if "uren >= 12» met" in one.mutant]
    assert [one.mutant for one in about_hours] == [
        "genoeg: «uren >= 12» met >",
        "genoeg: «uren >= 12» met 11",
        "genoeg: «uren >= 12» met 13",
    ]
    assert all(one.fate is Fate.CAUGHT for one in about_hours)


def test_a_sum_that_is_never_below_nothing_needs_no_floor_and_that_is_proved(tmp_path: Path):
    text = """
conditions: [{id: betaalt, if: betaalt}]
pays: {amount: "min(kosten_eurocent, max(0, kosten_eurocent / 2))", source: {document: wet, place: artikel 1}}
"""
    facts = "betaalt: ja, kosten_eurocent: 100"
    cases = case("wel", facts, "ja").replace("uitkomst: ja", "bedrag: {min: 50, max: 50}")

    _, mutants = tried(tmp_path, text, cases)

    fates = {one.mutant: one.fate for one in mutants}
    assert fates["pays, 1: «max(0, kosten_eurocent / 2)» zonder «0»"] is Fate.SAME


def test_one_case_for_each_value_and_day(tmp_path: Path):
    text = "conditions: [{id: soort, if: 'soort in [a, b]'}]"
    cases = """
  - {id: erbij, says: Zo., source: {document: wet, place: artikel 1}, op: [2020-03-01, 2021-03-01], each: {soort: [a, b]}, expect: {uitkomst: ja}}
  - {id: niet, says: Zo., source: {document: wet, place: artikel 1}, op: 2020-03-01, each: {soort: [c, d]}, expect: {uitkomst: nee}}
"""
    atoms, mutants = tried(tmp_path, text, cases)

    assert atoms == {"soort in [a, b]": True}
    assert not [one for one in mutants if one.fate is Fate.SURVIVED and "zonder" in one.mutant]


# --- the book that comes with the program ---------------------------------------------------------------------------


SCHEMES_OF_OURS = sorted(path.parent.name for path in (HERE / "schemes").glob("*/cases.yaml"))
MOST_WORK = {"scholingsaftrek", "transitievergoeding"}
"""Their sums take the solver minutes; `make prove` tries all their mutants."""


@cache
def one_by_one(mutants: bool) -> OneByOne:
    book, problems = read_book()
    assert book is not None
    assert problems == []
    return OneByOne(HERE / "schemes", book, mutants)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMES_OF_OURS)
def test_nothing_about_a_scheme_stays_open_without_a_reason(name: str):
    """No proof, no part of a condition without its pair of cases, no mistake that no case notices."""
    _, one, problems = one_by_one(name not in MOST_WORK)(name)
    open_things = [thing for thing in one.open_things if one.reason(*thing) is None]

    assert problems == []
    assert open_things == []
    assert one.atoms or not any(condition.node for condition in one.scheme.conditions)
    assert len(one.mutants) >= 10 or name in MOST_WORK
    for proof in one.proofs:
        if proof.of == "te-krijgen" and proof.somebody is not None:
            really_gets_it(one_by_one(True).book, proof)


def really_gets_it(book: Book, proof: Proof) -> None:
    """The solver's person is asked again, by the program itself."""
    somebody = proof.somebody
    assert somebody is not None
    (found,) = book.findings(somebody.facts, somebody.on, "nl", [proof.scheme], help_too=False)
    assert found.outcome in (Outcome.JA, Outcome.HANGT_AF), (proof.scheme, somebody)
    assert all(point.kind != "feit" for point in found.depends_on), (proof.scheme, found.depends_on)


@pytest.fixture(scope="module")
def few() -> ProvedBook:
    return prove(only=["volwasseneneducatie", "slim", "werk-apk", "big-herregistratie"], workers=2)


def test_two_workers_find_what_one_finds(few: ProvedBook):
    alone = prove(only=["volwasseneneducatie", "slim", "werk-apk", "big-herregistratie"])

    assert [one.scheme.id for one in few.schemes] == ["big-herregistratie", "slim", "volwasseneneducatie"]
    assert few.policies == 1
    assert [m.fate for one in few.schemes for m in one.mutants] == [
        m.fate for one in alone.schemes for m in one.mutants
    ]


def test_a_mutant_differs_from_its_scheme(invented: Invented):
    for name, scheme in invented.book.schemes.items():
        ids = [mutant.id for mutant in mutants_of(scheme, invented.book)]
        assert len(ids) == len(set(ids)), name
        assert all(mutant.scheme != scheme for mutant in mutants_of(scheme, invented.book))


def test_the_numbers_of_a_report_add_up(few: ProvedBook):
    shape = proved_shape(few)
    each = shape["perRegeling"]

    assert shape["regelingen"] == len(each) == 3
    assert shape["gevallen"] == sum(one["gevallen"] for one in each)
    assert shape["mcdc"]["totaal"] == sum(one["mcdc"]["totaal"] for one in each)
    assert shape["mutanten"]["totaal"] == sum(sum(one["mutanten"].values()) for one in each)
    assert sum(shape["bewijzen"].values()) == sum(sum(one["bewijzen"].values()) for one in each)


def test_days_are_counted_as_the_calendar_counts_them(invented: Invented):
    """Leap years, ends of months and days that a month lacks, among the solver's days as among ours."""
    world = World(invented.book.facts, date(1999, 1, 1), date(2105, 1, 1))
    solver = z3.Solver()
    solver.add(*world.rules)
    for day in (date(2000, 2, 29), date(2100, 2, 28), date(2100, 3, 1), date(2023, 12, 31), date(2024, 2, 29)):
        solver.push()
        solver.add(*same_day(world.op, day))
        assert solver.check() == z3.sat
        assert solver.check(world.op.ordinal != day.toordinal()) == z3.unsat
        assert solver.check(world.op.key >= Day(*(z3.IntVal(n) for n in _parts(day)), world.op.leap).key) == z3.unsat
        solver.pop()
    solver.add(*same_day(world.op, date(2099, 1, 1)), world.op.year == 2100)
    assert solver.check() == z3.unsat


def _parts(day: date) -> tuple[int, int, int]:
    after = day + timedelta(days=1)
    return after.year, after.month, after.day
