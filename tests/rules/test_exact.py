# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For one person who has not told everything, the program says exactly what all completions together say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from doorleren.basics import Finding, Outcome
from doorleren.journeys import next_question
from doorleren.rules import Book, Profile, contradictions, read_book
from doorleren.rules.book import HERE, general_words

from .invented import Invented, invented_book
from .invented_schemes import FACTS, SCHEMES, TABLES
from .oracle import Amounts, Answer, Length, OracleDay, OracleScheme, World, load

MOST_COMPLETIONS = 500
LOOK_AHEAD = timedelta(days=366 * 6)
CAN_SAY_NO = sorted(set(SCHEMES) - {"altijd-waar", "alleen-oordeel", "verband", "alle-gemeenten"})
QUICK = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
QUICKER = settings(QUICK, max_examples=10)
REAL_IDS = sorted(path.name for path in (HERE / "schemes").iterdir() if (path / "scheme.yaml").exists())


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return invented_book(tmp_path_factory.mktemp("boek"), FACTS, SCHEMES, TABLES)


@pytest.fixture(scope="module")
def real() -> Invented:
    """The book that comes with the program; what is wrong with a broken scheme is told by test_scheme_book."""
    book, _ = read_book()
    assert book is not None
    world = World.at(HERE)
    schemes = {name: OracleScheme(load(HERE / "schemes" / name / "scheme.yaml"), world) for name in book.schemes}
    return Invented(book, world, schemes)


def alone(both: Invented, name: str) -> Invented:
    """A book with one scheme: much quicker to prepare for a day that nobody asked about yet."""
    assert name in both.schemes, f"{name} cannot be read; run: doorleren regelingen toets"
    general, _ = general_words()
    book = Book(both.book.facts, [both.book.schemes[name]], general)
    return Invented(book, both.world, {name: both.schemes[name]})


# --- people and days ------------------------------------------------------------------------------------------------


def a_day_of(data: st.DataObject, scheme: OracleScheme) -> date:
    """A day on which the scheme holds: near a limit as often as not."""
    near = [edge + timedelta(days=n) for edge in scheme.edges() for n in (-1, 0, 1)]
    near += [date(2020, 2, 29), date(2023, 2, 28), date(2024, 3, 1)]
    days = [day for day in near if day.year >= 1995 and scheme.state_on(day) == "van-kracht"]
    first, last = min(days), max(days)
    day = data.draw(st.sampled_from(days) | st.dates(first, last), label="op")
    assume(scheme.state_on(day) == "van-kracht")
    return day


def somebody(data: st.DataObject, today: OracleDay, most: int = MOST_COMPLETIONS) -> dict[str, Any]:
    """A person who can exist, of whom some facts are not told; not more than can be tried one by one."""
    whole = {name: data.draw(st.sampled_from(today.candidates(name)), label=name) for name in today.facts}
    for name in today.facts:
        if not today.world.can_be(whole, today.day):
            del whole[name]
    missing = [name for name in today.facts if name not in whole]
    for name in data.draw(st.permutations(sorted(whole)), label="vergeten"):
        if today.size([*missing, name]) <= most and data.draw(st.booleans()):
            missing.append(name)
    assume(today.size(missing) <= most)
    return {name: value for name, value in whole.items() if name not in missing}


def finding_of(both: Invented, name: str, facts: Mapping[str, Any], day: date, help_too: bool = False) -> Finding:
    (finding,) = both.book.findings(facts, day, "nl", only=[name], help_too=help_too)
    return finding


# --- what must agree ------------------------------------------------------------------------------------------------


def check_answer(both: Invented, today: OracleDay, facts: Mapping[str, Any]) -> None:
    """Outcome, truths, open points and amount of one partial profile equal what all completions say."""
    expected = today.answer(facts)
    if expected is None:
        return

    found = finding_of(both, today.id, facts, today.day)

    assert found.outcome == expected.outcome
    assert {one.id: one.truth.value for one in found.conditions} == expected.truths
    assert amounts_of(found) == (expected.amount if expected.outcome != "nee" else None)
    check_what_the_amount_depends_on(found, expected, today)
    if expected.outcome == "hangt-af":
        check_open_points(found, expected, today)
    else:
        assert found.depends_on == ()


def amounts_of(found: Finding) -> Amounts | None:
    return Amounts(found.amount.lowest, found.amount.highest) if found.amount else None


def check_open_points(found: Finding, expected: Answer, today: OracleDay) -> None:
    """Each point named can turn the answer, and all others together cannot."""
    named = [point.name for point in found.depends_on]
    assert len(named) == len(set(named))
    outcomes: dict[Any, bool] = {}
    for world, yes in expected.worlds:
        assert outcomes.setdefault(tuple(world[name] for name in named), yes) == yes, f"not only {named}: {world}"
    for name in named:
        assert can_turn(name, expected, today), f"{name} cannot change the answer"


def check_what_the_amount_depends_on(found: Finding, expected: Answer, today: OracleDay) -> None:
    """Once the facts that are named are known, so is the amount; one sum depends on nothing."""
    if found.amount is None or found.amount.lowest == found.amount.highest:
        assert found.amount_depends_on == ()
        return
    paid: dict[Any, int] = {}
    for world, amount in expected.paid:
        key = tuple(world[name] for name in found.amount_depends_on)
        assert paid.setdefault(key, amount) == amount, f"not only {found.amount_depends_on}: {world}"


def can_turn(name: str, expected: Answer, today: OracleDay) -> bool:
    """Whether two completions that differ in this point, and at most in what is tied to it, have other answers."""
    tied = today.world.linked({name}) | {name}
    groups: dict[Any, dict[bool, set[Any]]] = {}
    for world, yes in expected.worlds:
        rest = tuple(value for other, value in sorted(world.items(), key=lambda pair: pair[0]) if other not in tied)
        groups.setdefault(rest, {True: set(), False: set()})[yes].add(world[name])
    return any(g[True] and g[False] and (g[True] != g[False] or len(g[True]) > 1) for g in groups.values())


def test_a_fact_that_no_longer_decides_the_amount_is_not_named_and_not_asked(real: Invented):
    """With so small a balance the firm is small, whatever it sells; only farms have another maximum."""
    facts = {
        "werkgever_aantal_werknemers": 20,
        "werkgever_balanstotaal_eurocent": 1_000_000_00,
        "werkgever_leeractiviteiten": frozenset({"doorlichting"}),
        "werkgever_leerplan_kosten_eurocent": 31_248_00,
    }
    day = date(2021, 3, 15)

    found = finding_of(real, "slim", facts, day)
    question = next_question(real.book, facts, day, "nl", audience=["werkgever"])

    assert found.amount_depends_on == ("werkgever_sector",)
    assert amounts_of(found) == Amounts(20_000_00, 24_998_40)
    assert question is not None
    assert question.fact != "werkgever_jaaromzet_eurocent"


# --- invented books -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMES)
def test_an_answer_is_what_every_completion_says(name: str, invented: Invented):
    """Ja, nee or hangt-af; each condition; what it hangs on; and both ends of the amount."""
    one = alone(invented, name)

    @QUICK
    @given(st.data())
    def check(data: st.DataObject) -> None:
        today = one.schemes[name].on(a_day_of(data, one.schemes[name]))
        facts = somebody(data, today)
        note(f"{today.day} {facts}")
        check_answer(one, today, facts)

    check()


@pytest.mark.parametrize("name", SCHEMES)
def test_who_tells_nothing_hears_what_every_completion_says(name: str, invented: Invented):
    one = alone(invented, name)
    scheme = one.schemes[name]
    days = [edge + timedelta(days=n) for edge in scheme.edges() for n in (-1, 0)]
    for day in [*days, date(2020, 2, 29), date(2023, 3, 1)]:
        if scheme.state_on(day) == "van-kracht" and scheme.on(day).size(scheme.on(day).facts) <= 10_000:
            check_answer(one, scheme.on(day), {})


@pytest.mark.parametrize("which", ["invented", "real"])
def test_a_scheme_says_the_same_among_others_as_alone(which: str, request: pytest.FixtureRequest):
    """Other schemes cut facts into smaller pieces; that changes no answer, no advice and no receipt."""
    both: Invented = request.getfixturevalue(which)
    single = {name: alone(both, name).book for name in both.schemes}
    years = (2019, 2020, 2022, 2024)
    values: dict[str, list[Any]] = {}
    for scheme in both.schemes.values():
        for day in (date(year, 3, 2) for year in years):
            if scheme.state_on(day) == "van-kracht" and scheme.raw["kind"] != "beleid":
                for name in scheme.on(day).facts:
                    values.setdefault(name, []).extend(scheme.on(day).candidates(name))
    random = Random(7)
    tried: Counter[date] = Counter()
    for day in (date(year, 3, 2) for year in years for _ in range(50)):
        person = {name: random.choice(found) for name, found in values.items() if random.random() < 0.6}
        facts = {name: value for name, value in person.items() if within_bounds(both.world, name, value, day)}
        if (
            tried[day] < 4
            and both.world.can_be(facts, day)
            and contradictions(Profile(facts, day), both.book.on(day)) == []
        ):
            tried[day] += 1
            for found in both.book.findings(facts, day, "nl"):
                assert single[found.scheme].findings(facts, day, "nl") == [found]

    assert list(tried.values()) == [4, 4, 4, 4]


def within_bounds(world: World, name: str, value: Any, day: date) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, date)):
        return True
    low, high = world.bounds(name, day)
    return bool(low <= value <= high)


# --- what would help ------------------------------------------------------------------------------------------------


def outcome_of(today: OracleDay, facts: Mapping[str, Any]) -> str | None:
    answer = today.answer({name: value for name, value in facts.items() if name in today.facts})
    return answer.outcome if answer else None


def then_of(today: OracleDay, facts: Mapping[str, Any], later: date) -> dict[str, Any]:
    """The facts as they are on a later day: what was got this year is over when the year is."""
    over = {name for name in facts if today.world.facts[name].get("resets")} if later.year > today.day.year else set()
    return {name: frozenset() if name in over else value for name, value in facts.items()}


def changes_of(today: OracleDay, facts: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every change of at most three facts that somebody can change, with what it costs."""
    changeable = [name for name in facts if "effort" in today.world.facts[name]]
    for size in (1, 2, 3):
        for names in combinations(changeable, size):
            effort = sum(int(today.world.facts[name]["effort"]) for name in names)
            for values in product(*(today.candidates(name) for name in names)):
                if all(facts[name] != value for name, value in zip(names, values, strict=True)):
                    yield effort, dict(zip(names, values, strict=True))


def check_change(both: Invented, today: OracleDay, facts: Mapping[str, Any]) -> None:
    """The change that is named turns the no, and none that costs less does; none named: none does."""
    assume(outcome_of(today, facts) == "nee")
    assume(sum(1 for _ in changes_of(today, facts)) * today.size(set(today.facts) - set(facts)) < 20_000)

    found = finding_of(both, today.id, facts, today.day, help_too=True)

    advice = next((one for one in found.what_would_help if one.changes and not one.from_day), None)
    effort = 100
    if advice:
        efforts = [today.world.facts[name].get("effort") for name in advice.changes]
        assert None not in efforts
        effort = sum(map(int, efforts))
        assert all(facts[name] != value for name, value in advice.changes.items())
        assert outcome_of(today, {**facts, **advice.changes}) == advice.becomes.value != "nee"
    for cost, change in changes_of(today, facts):
        if cost < effort:
            assert outcome_of(today, {**facts, **change}) in ("nee", None), f"{change} costs {cost}, not {effort}"


def check_opening(
    both: Invented, scheme: OracleScheme, facts: Mapping[str, Any], day: date, between: list[date]
) -> None:
    """The day that is named is the first on which the answer is no longer no; none named: there is none."""
    found, today = finding_of(both, scheme.id, facts, day, help_too=True), scheme.on(day)
    assume(found.outcome in (Outcome.NEE, Outcome.NIET_VAN_KRACHT, Outcome.NIET_BEKEND))
    # Facts that contradict each other are refused before anybody is advised.
    assume(scheme.state_on(day) != "van-kracht" or outcome_of(today, facts) is not None)

    advice = next((one for one in found.what_would_help if one.from_day and not one.changes), None)
    until = day + LOOK_AHEAD
    if advice:
        until = advice.from_day or until
        assert scheme.state_on(until) == "van-kracht"
        assert outcome_of(scheme.on(until), then_of(today, facts, until)) == advice.becomes.value != "nee"
    for other in between:
        if day < other < until and scheme.state_on(other) == "van-kracht":
            assert outcome_of(scheme.on(other), then_of(today, facts, other)) in ("nee", None), other


def test_what_was_got_this_year_can_be_got_again_next_year(real: Invented):
    """In November 2022 somebody had the budget; the first window of 2023 is open to them again."""
    facts = {"dit_jaar_al_gekregen": frozenset({"stap-budget"})}

    found = finding_of(real, "stap-budget", facts, date(2022, 11, 10), help_too=True)

    assert found.outcome == "nee"
    assert [one.from_day for one in found.what_would_help] == [date(2023, 3, 17)]


def days_between(data: st.DataObject, scheme: OracleScheme, facts: Mapping[str, Any], day: date) -> list[date]:
    """Days on which something can change: limits, anniversaries, and a few at random."""
    days = {edge + timedelta(days=n) for edge in scheme.edges() for n in (-1, 0, 1)}
    for value in facts.values():
        if isinstance(value, date):
            near = {Length(12 * (day.year - value.year + n), 0).after(value) for n in range(7)}
            near |= {Length(6, 0).after(value), Length(7, 0).after(value), date(day.year + 1, 1, 1)}
            days |= {one + timedelta(days=n) for one in near for n in (-28, -1, 0, 1, 7)}
    ahead = sorted(one for one in days if day < one <= day + LOOK_AHEAD)
    some = data.draw(st.lists(st.sampled_from(ahead) if ahead else st.nothing(), max_size=8)) if ahead else []
    return [*some, *data.draw(st.lists(st.dates(day, day + LOOK_AHEAD), max_size=2))]


@pytest.mark.parametrize("name", CAN_SAY_NO)
def test_the_change_that_is_named_is_the_cheapest_that_helps(name: str, invented: Invented):
    """Nobody is told to do more than is needed, or something that does not help, or what they cannot change."""
    one = alone(invented, name)

    @QUICKER
    @given(st.data())
    def check(data: st.DataObject) -> None:
        today = one.schemes[name].on(a_day_of(data, one.schemes[name]))
        facts = somebody(data, today, most=12)
        note(f"{today.day} {facts}")
        check_change(one, today, facts)

    check()


@pytest.mark.parametrize("name", CAN_SAY_NO)
def test_the_day_that_is_named_is_the_first_on_which_it_opens(name: str, invented: Invented):
    """Waiting is only advised for a day on which it helps, and never for longer than needed."""
    one = alone(invented, name)
    scheme = one.schemes[name]

    @QUICKER
    @given(st.data())
    def check(data: st.DataObject) -> None:
        today = scheme.on(a_day_of(data, scheme))
        facts = somebody(data, today, most=24)
        note(f"{today.day} {facts}")
        check_opening(one, scheme, facts, today.day, days_between(data, scheme, facts, today.day))

    check()


# --- the book that comes with the program ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL_IDS)
def test_a_scheme_of_the_book_says_what_every_completion_says(name: str, real: Invented):
    """On any day of any version, for people who told some of it."""
    one = alone(real, name)
    if one.schemes[name].raw["kind"] == "beleid":
        pytest.skip("a policy decides nothing")

    @QUICK
    @given(st.data())
    def check(data: st.DataObject) -> None:
        today = one.schemes[name].on(a_day_of(data, one.schemes[name]))
        facts = somebody(data, today)
        note(f"{today.day} {facts}")
        check_answer(one, today, facts)

    check()


@pytest.mark.parametrize("name", REAL_IDS)
def test_what_a_scheme_of_the_book_says_would_help_does_help(name: str, real: Invented):
    """A change or a day that is named was tried: with it the answer is no longer no."""
    one = alone(real, name)
    if one.schemes[name].raw["kind"] == "beleid":
        pytest.skip("a policy decides nothing")

    scheme = one.schemes[name]

    @QUICKER
    @given(st.data())
    def check(data: st.DataObject) -> None:
        today = scheme.on(a_day_of(data, scheme))
        facts = somebody(data, today, most=40)
        note(f"{today.day} {facts}")
        found = finding_of(one, name, facts, today.day, help_too=True)
        assume(found.outcome == "nee")
        for advice in found.what_would_help:
            then = scheme.on(advice.from_day or today.day)
            assert all("effort" in one.world.facts[changed] for changed in advice.changes)
            later = then_of(today, facts, then.day)
            assert outcome_of(then, {**later, **advice.changes}) == advice.becomes.value != "nee"
        check_opening(one, scheme, facts, today.day, days_between(data, scheme, facts, today.day))

    check()


@pytest.mark.parametrize("name", REAL_IDS)
def test_a_scheme_with_a_condition_never_says_yes_to_an_empty_form(name: str, real: Invented):
    one = alone(real, name)
    days = {edge + timedelta(days=n) for edge in one.schemes[name].edges() for n in (-1, 0, 1)}
    days |= {date(year, month, 15) for year in range(2015, 2028) for month in (2, 8)}

    outcomes = {day: finding_of(one, name, {}, day).outcome for day in sorted(days)}

    assert len(days) >= 26
    assert [day for day, outcome in outcomes.items() if outcome == "ja"] == []


def test_the_whole_book_never_says_yes_to_an_empty_form(real: Invented):
    days = [date(year, 3, 2) for year in range(2015, 2028)]

    said = [(found.scheme, day) for day in days for found in real.book.findings({}, day, "nl") if found.outcome == "ja"]

    assert len(real.book.schemes) >= 10
    assert said == []
