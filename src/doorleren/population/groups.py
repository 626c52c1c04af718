# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Groups of people by what is known of one fact: age band, level, region, sector, work, or any other.

Knows: how a column falls apart into groups with a name; who is unknown is a group too.
Leaves: what is counted per group (`totals`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..basics import Problem, said
from ..rules.facts import Fact, FactBook, Kind
from .column_sums import ColumnArithmetic
from .columns import Flags, People

AGE: Final = "leeftijd"
_BANDS: Final = (0, 18, 25, 35, 45, 55, 67)
UNKNOWN: Final = "onbekend"


@dataclass(slots=True)
class Grouping:
    """People in groups by one name. Groups get their number as they are met."""

    name: str
    fact: str
    _of_label: Callable[[Any], str]
    _to_label: Callable[[NDArray[Any]], NDArray[Any]] | None
    names: list[str]
    _numbers: dict[str, int]

    def of(self, people: People) -> NDArray[np.intp]:
        """The number of the group of each person; see `names`."""
        column = people.columns.get(self.fact)
        unknown = self._number(UNKNOWN)
        if column is None:
            return np.full(people.size, unknown, dtype=np.intp)
        if column.labels is not None:
            places = [self._number(self._of_label(label)) for label in column.labels] or [unknown]
            found = np.array(places, dtype=np.intp)[column.numbers]
        else:
            labels = column.numbers if self._to_label is None else self._to_label(column.numbers)
            known = labels if column.known is None else labels[column.known]
            values = np.unique(known)
            places = [self._number(self._of_label(int(value))) for value in values] or [unknown]
            place = np.minimum(np.searchsorted(values, labels), len(places) - 1)
            found = np.array(places, dtype=np.intp)[place]
        return found if column.known is None else np.where(column.known, found, unknown)

    def places(self, names: Sequence[str]) -> list[int]:
        """The number here of each group that has another number elsewhere."""
        return [self._number(name) for name in names]

    def _number(self, name: str) -> int:
        number = self._numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number


def grouping(name: str, book: FactBook, day: date) -> Grouping | Problem:
    """The groups by a fact, by `leeftijd` in bands, or by what follows from a fact through a table (a region)."""
    if name == AGE:
        born = book.facts.get("geboortedatum")
        if born is not None:
            return _new(name, "geboortedatum", _band, lambda days: _age_band(days, day))
    derived = book.derived.get(name)
    if derived is not None and derived.table is not None:
        table = book.tables[derived.table]
        return _new(name, derived.of, lambda code: table.on(str(code), day) or UNKNOWN, None)
    fact = book.facts.get(name)
    if fact is not None and fact.kind not in (Kind.GELD, Kind.DATUM):
        return _new(name, name, lambda value: _spelled(fact, value), None)
    names = [one.name for one in book.facts.values() if one.kind not in (Kind.GELD, Kind.DATUM)]
    return Problem(
        f"--per {name}",
        said(f"Op «{name}» kunnen wij niet indelen.", f"We cannot group by «{name}»."),
        said(
            f"leeftijd, arbeidsmarktregio of een feit, zoals {', '.join(names[:4])}",
            f"leeftijd, arbeidsmarktregio or a fact, such as {', '.join(names[:4])}",
        ),
        said("Kies een andere naam.", "Choose another name."),
    )


def _new(name: str, fact: str, of_label: Callable[[Any], str], to_label: Any) -> Grouping:
    return Grouping(name, fact, of_label, to_label, [], {})


def _spelled(fact: Fact, value: Any) -> str:
    if fact.kind is Kind.JA_NEE:
        return "ja" if value else "nee"
    if fact.kind is Kind.LADDER:
        return fact.values[int(value)]
    if isinstance(value, frozenset):
        return "+".join(sorted(value)) or "geen"
    return str(value)


def _age_band(days: NDArray[Any], day: date) -> NDArray[Any]:
    return np.asarray(np.searchsorted(_BANDS, _ages(days, day), side="right") - 1)


def _band(place: int) -> str:
    low = _BANDS[max(place, 0)]
    return f"{low}+" if place == len(_BANDS) - 1 else f"{low}-{_BANDS[place + 1] - 1}"


LEAST_LEARNING: Final = {
    "50-plus": said("50 jaar of ouder", "50 or older"),
    "laag-niveau": said("hoogste diploma vmbo, mbo 1 of lager", "highest diploma vmbo, mbo 1 or lower"),
    "flex": said("tijdelijk werk, oproepwerk of uitzendwerk", "temporary, on-call or agency work"),
    "klein-bedrijf": said("werkt in een bedrijf met minder dan 50 mensen", "works in a company of fewer than 50"),
}
"""The groups that learn least: Kamerbrief Leven Lang Ontwikkelen, 27 september 2018, § 2."""
_FLEXIBLE: Final = frozenset({"tijdelijk", "oproep", "uitzend"})


def least_learning(people: People, facts: FactBook, day: date) -> dict[str, Flags]:
    """Of each group in `LEAST_LEARNING` who surely belongs to it; who is unknown belongs to none."""
    found: dict[str, Flags] = {}
    for name, fact, test in (
        ("50-plus", "geboortedatum", lambda days: _ages(days, day) >= 50),
        ("laag-niveau", "hoogste_diploma", lambda steps: steps <= _step(facts, "hoogste_diploma", "mbo1")),
        ("klein-bedrijf", "werkgever_aantal_werknemers", lambda count: count < 50),
    ):
        column = people.columns.get(fact)
        here = np.zeros(people.size, dtype=bool) if column is None else np.asarray(test(column.numbers))
        found[name] = here if column is None or column.known is None else here & column.known
    contract = people.columns.get("contract")
    if contract is None or contract.labels is None:
        found["flex"] = np.zeros(people.size, dtype=bool)
    else:
        here = np.array([label in _FLEXIBLE for label in contract.labels] or [False])[contract.numbers]
        found["flex"] = here if contract.known is None else here & contract.known
    return {name: found[name] for name in LEAST_LEARNING}


def _step(facts: FactBook, name: str, value: str) -> int:
    return facts.facts[name].values.index(value)


def _ages(days: NDArray[Any], day: date) -> NDArray[Any]:
    return np.asarray(ColumnArithmetic.years_between(days, np.int64(day.toordinal())))


def order_of(names: Sequence[str]) -> list[int]:
    """The groups in the order of their names, with who is unknown last."""
    return sorted(range(len(names)), key=lambda n: (names[n] == UNKNOWN, _by_number(names[n])))


def _by_number(name: str) -> tuple[int, str]:
    digits = name.partition("-")[0].rstrip("+")
    return (int(digits), "") if digits.isdigit() and len(digits) < 4 else (1000, name)
