# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a scheme over the same people: who gains, who loses, by which part, and what may be told of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doorleren.journeys.compare_population import Compared, PeopleIn, compare_population
from doorleren.rules import Book, read_book
from doorleren.rules.day import DayRules
from doorleren.rules.differences import Version, frozen, version_of

from .random_people import random_people

DAY = date(2022, 5, 1)
MADE_UP = {b"doorleren.synthetisch": b"ja"}
SURE = {
    "verzekerd_in_nederland": True, "krijgt_onderwijsgeld": False, "opleiding_in_stap_register": True,
    "dit_jaar_al_gekregen": [], "opleiding_kosten_eurocent": 150_000, "opleiding_eigen_kosten_eurocent": 150_000,
    "opleiding_start": date(2022, 9, 1), "opleiding_soort": "cursus", "opleiding_bekostigd": False,
    "geboortedatum": date(1984, 6, 15), "opleiding_duur_maanden": 6, "opleiding_vorm": "deeltijd",
    "werkgever_betaalt_mee": False, "verblijf": "nederlander", "pensioenleeftijd_bereikt": False,
}  # fmt: skip
Compare = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


@pytest.fixture
def file(book: Book, tmp_path: Path) -> Callable[..., Path]:
    def write(people: Sequence[Mapping[str, Any]], made_up: bool = True) -> Path:
        path = tmp_path / "mensen.parquet"
        known = [{name: value for name, value in one.items() if name in book.facts.facts} for one in people]
        columns = {name: None for one in known for name in one}
        table = pa.table({name: _array([one.get(name) for one in known]) for name in columns})
        pq.write_table(table.replace_schema_metadata(MADE_UP) if made_up else table, path)
        return path

    return write


def _array(values: Sequence[Any]) -> pa.Array:
    return pa.array([sorted(one) if isinstance(one, frozenset) else one for one in values])


@pytest.fixture
def compare(book: Book, file: Callable[..., Path]) -> Compare:
    def compared(people: Sequence[Mapping[str, Any]], old: str, new: str, made_up: bool = True, **more: Any) -> Any:
        found, problems = compare_population(
            book, Compared(old, new, DAY, **more), PeopleIn(file(people, made_up)), "nl"
        )
        assert problems == []
        return found

    return compared


KINDS = ("wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker")


def test_a_higher_maximum_gives_more_to_who_reaches_it(compare: Compare):
    people = [SURE] * 12 + [
        {**SURE, "opleiding_kosten_eurocent": 50_000, "opleiding_eigen_kosten_eurocent": 50_000}
    ] * 3

    found = compare(people, "stap-budget", "stap-budget", amounts=(("maximum_eurocent", "120000"),))

    assert [found[kind] for kind in KINDS] == [0, 0, 12, 0, 3, 0]
    (part,) = found["doorWat"]
    assert (part["soort"], part["id"], part["krijgtMeer"]) == ("bedrag", "maximum_eurocent", 12)
    assert (part["was"]["zin"], part["wordt"]["zin"]) == ("€\xa01.000", "€\xa01.200")


def test_a_condition_that_goes_lets_in_whom_it_kept_out(compare: Compare):
    people = [SURE] * 4 + [{**SURE, "krijgt_onderwijsgeld": True}] * 11

    found = compare(people, "stap-budget", "stap-budget", without=("geen_ander_onderwijsgeld",))

    assert [found[kind] for kind in KINDS] == [11, 0, 0, 0, 4, 0]
    assert [(one["id"], one["wint"]) for one in found["doorWat"]] == [("geen_ander_onderwijsgeld", 11)]
    (example,) = found["voorbeelden"]
    assert example == {"wat": "wint", "feiten": {"krijgt_onderwijsgeld": True}, "gedeeldDoor": 11}


def test_nobody_can_be_found_in_what_is_told_of_real_people(compare: Compare):
    """Counts are rounded to five, cost to a thousand euros, and no example stands for fewer than ten people."""
    people = [SURE] * 4 + [{**SURE, "krijgt_onderwijsgeld": True}] * 8

    found = compare(people, "stap-budget", "stap-budget", without=("geen_ander_onderwijsgeld",), made_up=False)

    assert found["personen"] in (10, 15)
    assert found["wint"] in (5, 10)
    assert found["gelijk"] in (0, 5)
    assert found["voorbeelden"] == []
    assert all(cents % 100_000 == 0 for cost in found["kosten"].values() for cents in cost.values())
    groups = [found, *found["wieMinstLeren"]]
    assert all(group[kind] % 5 == 0 for group in groups for kind in KINDS)


def test_a_figure_that_is_told_of_real_people_does_not_change_when_it_is_asked_again(compare: Compare):
    people = [SURE] * 44 + [{**SURE, "krijgt_onderwijsgeld": True}] * 38

    def told(**more: Any) -> dict[str, Any]:
        found = compare(
            people, "stap-budget", "stap-budget", without=("geen_ander_onderwijsgeld",), made_up=False, **more
        )
        return {kind: found[kind] for kind in (*KINDS, "personen", "kosten", "bereik")}

    assert told() == told() == told(by=("leeftijd", "werk"))


def test_assumptions_make_an_interval_and_are_never_filled_in(compare: Compare):
    people = [SURE] * 100

    plain = compare(people, "stap-budget", "stap-budget")
    assumed = compare(people, "stap-budget", "stap-budget", take_up=(30, 60), anyway=(20, 50))["aannamen"]

    assert plain["aannamen"] is None
    assert assumed["gebruikers"]["max"] == 60
    assert assumed["leertErdoor"]["max"] == 48


def test_the_groups_that_learn_least_stand_beside_the_total(compare: Compare):
    people = [
        {**SURE, "geboortedatum": date(1960, 1, 1), "hoogste_diploma": "vmbo", "startkwalificatie": False}
    ] * 2 + [SURE]

    groups = {one["groep"]: one["personen"] for one in compare(people, "stap-budget", "stap-budget")["wieMinstLeren"]}

    assert groups == {"50-plus": 2, "laag-niveau": 2, "flex": 0, "klein-bedrijf": 0}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amounts": (("maximum", "3"),)}, "Dit staat niet in deze versie."),
        ({"amounts": (("maximum_eurocent", "veel"),)}, "«veel» past hier niet."),
        ({"without": ("haar",)}, "Dit staat niet in deze versie."),
    ],
)
def test_a_patch_that_does_not_fit_is_told(book: Book, file: Callable[..., Path], more: dict[str, Any], said: str):
    found, problems = compare_population(
        book, Compared("stap-budget", "stap-budget", DAY, **more), PeopleIn(file([SURE])), "nl"
    )

    assert found is None
    assert [one.what.nl for one in problems] == [said]


# --- the same as trying every completion ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "old", "new"),
    [
        ("stap-budget", date(2022, 3, 1), date(2023, 3, 1)),
        ("levenlanglerenkrediet", date(2018, 10, 1), date(2024, 10, 1)),
        ("slim", date(2020, 3, 2), date(2025, 3, 1)),
        ("praktijkleren", date(2016, 7, 1), date(2023, 7, 1)),
        ("lerarenbeurs", date(2018, 4, 1), date(2025, 4, 1)),
    ],
)
def test_winners_and_losers_are_those_of_every_completion(
    book: Book, compare: Compare, scheme: str, old: date, new: date
):
    """Random people: certain winners win whatever is missing, possible ones win for some completion, others never."""
    versions = [version_of(book.schemes[scheme], day) for day in (old, new)]
    assert all(versions)
    day = DAY
    rules = DayRules(book.facts, [_open(one, name) for one, name in zip(versions, "ab", strict=True) if one], day)
    bearing = sorted({fact for one in rules.schemes for fact in one.closure_names})
    people = []
    for one in random_people(rules, 400, seed=8):
        told = {name: value for name, value in one.items() if name in bearing}
        if told and 0 < _size(rules, bearing, told) <= 300 and len(people) < 40:
            people.append(told)
    assert len(people) > 8

    found = compare(people, f"{scheme}@{old}", f"{scheme}@{new}")

    expected = {"wint": 0, "verliest": 0, "kanWinnen": 0, "kanVerliezen": 0, "tegenstrijdig": 0}
    for told in people:
        pairs = list(_completed(rules, bearing, told))
        if not pairs:
            expected["tegenstrijdig"] += 1
            continue
        for certain, possible, wanted in (
            ("wint", "kanWinnen", (False, True)),
            ("verliest", "kanVerliezen", (True, False)),
        ):
            hits = [pair == wanted for pair in pairs]
            expected[certain] += all(hits)
            expected[possible] += any(hits) and not all(hits)
    assert {name: found[name] for name in expected} == expected


def _open(version: Version, name: str) -> Any:
    return frozen(version, name, DAY, {}, {})


def _size(rules: DayRules, bearing: Sequence[str], told: Mapping[str, Any]) -> int:
    size = 1
    for name in bearing:
        if name not in told:
            size *= len(rules.cells[rules.index[name]].representatives)
    return size


def _completed(rules: DayRules, bearing: Sequence[str], told: Mapping[str, Any]) -> Iterator[tuple[bool, bool]]:
    """For each completion that can be: whether the old and the new version can be had, if others decide yes."""
    missing = [rules.index[name] for name in bearing if name not in told]
    states, _ = rules.know(told)
    for cells in product(*(range(len(rules.cells[place].representatives)) for place in missing)):
        trial = list(states)
        for place, cell in zip(missing, cells, strict=True):
            trial[place] = cell + 1
        for place in range(len(rules.names), len(rules.cells)):
            trial[place] = 2
        if rules.conflict(trial):
            continue
        old, new = (all(truth == 2 for truth in one.truths(trial)) for one in rules.schemes)
        yield old, new
