# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A column of a file as a column of a fact, with a count of what does not fit. Nothing is guessed.

Knows: which Arrow types hold which kind of fact, and the words somebody uses for our values (`ColumnLink`).
Leaves: how a file is opened (`files`), how it is said (`journeys`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..rules.cells import domain_of
from ..rules.facts import Fact, FactBook, Kind, Plain
from .columns import Column, Flags

_YES_NO: Final = {"ja": True, "nee": False, "true": True, "false": False}
_WHOLE: Final = re.compile(r"-?\d{1,18}")
_ELEMENTS_AT_MOST: Final = 60
_TOO_MANY: Final = ["\N{WHITE BULLET}"]
"""Stands for a set out of more elements than any fact has."""
_NUMBERS: Final = (Kind.GEHEEL_GETAL, Kind.GELD, Kind.PERCENTAGE)


class WrongType(Exception):
    """A column holds another type of value than this fact can have."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class ColumnLink:
    """Which column holds a fact, and how it is written there.

    `values` are our words for theirs; `unknown` are their words for "not known"; `separator` parts a set that is one
    text; `euros` says that money is in euros; `day_form` is how a day is written (see strptime).
    """

    column: str
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    separator: str | None = None
    euros: bool = False
    day_form: str | None = None


@dataclass(slots=True)
class Misfits:
    """Values of a fact that do not fit: how many, and the first one with its row (from 1)."""

    count: int = 0
    example: str = ""
    row: int = 0

    def note(self, bad: Flags, shown: Callable[[int], Any], first_row: int) -> None:
        """Count the rows that are bad; `shown` gives the value of a row of this block."""
        places = np.flatnonzero(bad)
        if not places.size:
            return
        place = int(places[0])
        if not self.count or first_row + place + 1 < self.row:
            self.example, self.row = str(shown(place))[:80], first_row + place + 1
        self.count += int(places.size)

    def merge(self, other: "Misfits") -> None:
        """Add misfits of other rows; the example stays the first one."""
        if other.count and (not self.count or other.row < self.row):
            self.example, self.row = other.example, other.row
        self.count += other.count


def read_column(
    fact: Fact, book: FactBook, values: pa.Array, link: ColumnLink, day: date, misfits: Misfits, first_row: int
) -> Column:
    """The column of a fact. What does not fit counts as not known, and is counted in `misfits`.

    Raises WrongType if no value of this type can be a value of the fact.
    """
    if pa.types.is_null(values.type):
        return Column(np.zeros(len(values), dtype=np.int8), None if fact.kind.ordered else (), _nobody(len(values)))
    reader = _Reader(fact, book, link, day)
    numbers, labels, known, bad = reader.read(values)
    misfits.note(bad, lambda row: values[row].as_py(), first_row)
    if bad.any():
        known = known & ~bad
    return Column(numbers, labels, None if known.all() else known)


def _nobody(size: int) -> Flags:
    return np.zeros(size, dtype=bool)


_Read = tuple[Any, tuple[Plain, ...] | None, Flags, Flags]
"""Numbers, labels, of whom it is known, and whose value does not fit."""


class _Reader:
    """Reads the columns of one fact."""

    def __init__(self, fact: Fact, book: FactBook, link: ColumnLink, day: date) -> None:
        self._fact, self._link, self._day = fact, link, day
        self._table = book.tables[fact.known_in] if fact.known_in else None

    def read(self, values: pa.Array) -> _Read:
        kind, of = self._fact.kind, values.type
        if pa.types.is_dictionary(of) or pa.types.is_string(of) or pa.types.is_large_string(of):
            return self._texts(values)
        if kind in _NUMBERS and (pa.types.is_integer(of) or pa.types.is_floating(of) or pa.types.is_decimal(of)):
            return self._numbers(values)
        if kind is Kind.JA_NEE and pa.types.is_boolean(of):
            known = _known(values)
            return _filled(values, False).astype(np.int8), (False, True), known, ~known & False
        if kind is Kind.DATUM and (pa.types.is_date(of) or pa.types.is_timestamp(of)):
            return self._days(values)
        if kind is Kind.VERZAMELING and (pa.types.is_list(of) or pa.types.is_large_list(of)):
            return self._sets(values)
        if self._link.values and (pa.types.is_integer(of) or pa.types.is_boolean(of)):
            return self._texts(values.cast(pa.string()))
        raise WrongType(str(of))

    def _numbers(self, values: pa.Array) -> _Read:
        known = _known(values)
        if pa.types.is_integer(values.type):
            numbers = _filled(values, 0)
            if numbers.dtype == np.uint64:
                too_large = numbers > np.uint64(2**62)
                numbers = np.where(too_large, 0, numbers).astype(np.int64)
            else:
                too_large = _nobody(len(values))
            if self._link.euros:
                numbers = numbers.astype(np.int64)
                too_large |= np.abs(numbers) > 2**55
                numbers = np.where(too_large, 0, numbers) * 100
        else:
            cents = np.asarray(values.cast(pa.float64(), safe=False).fill_null(0.0).to_numpy(zero_copy_only=False))
            cents = cents * 100 if self._link.euros else cents
            whole = np.rint(cents)
            with np.errstate(invalid="ignore"):
                too_large = ~(np.abs(cents - whole) <= 1e-4) | ~(np.abs(cents) < 2**53)
            numbers = np.where(too_large, 0, whole).astype(np.int64)
        return numbers, None, known, known & (too_large | self._outside(numbers))

    def _outside(self, numbers: Any) -> Flags:
        low, high = domain_of(self._fact, self._day)
        return np.asarray((numbers < low) | (numbers > high))

    def _days(self, values: pa.Array) -> _Read:
        known = _known(values)
        days = values.cast(pa.date32(), safe=False).cast(pa.int32())
        numbers = _filled(days, 0).astype(np.int64) + date(1970, 1, 1).toordinal()
        return numbers, None, known, known & self._outside(numbers)

    def _sets(self, values: pa.Array) -> _Read:
        """Each choice of elements is read once; a choice is a row of bits, one for each element that is there."""
        known = _known(values)
        elements = pc.dictionary_encode(values.flatten(), null_encoding="encode")
        theirs = elements.dictionary.to_pylist()
        lengths = _filled(pc.list_value_length(values), 0)
        if len(theirs) > _ELEMENTS_AT_MOST:
            return self._labelled([_TOO_MANY], np.zeros(len(values), dtype=np.int32), known)
        bits = np.left_shift(np.int64(1), np.asarray(elements.indices.to_numpy(zero_copy_only=False), dtype=np.int64))
        masks = np.zeros(len(values), dtype=np.int64)
        some = np.flatnonzero(lengths)
        if some.size:
            starts = np.cumsum(lengths) - lengths
            masks[some] = np.bitwise_or.reduceat(bits, starts[some])
        distinct, numbers = _numbered(masks, len(theirs))
        chosen = [[one for n, one in enumerate(theirs) if mask >> n & 1] for mask in distinct.tolist()]
        return self._labelled(chosen, numbers, known)

    def _texts(self, values: pa.Array) -> _Read:
        known = _known(values)
        if not pa.types.is_dictionary(values.type):
            values = pc.dictionary_encode(values)
        numbers = _filled(values.indices, 0).astype(np.int32)
        return self._labelled(values.dictionary.to_pylist(), numbers, known)

    def _labelled(self, theirs: list[Any], numbers: Any, known: Flags) -> _Read:
        """Each distinct value is read once; None stands for not known, and what cannot be read does not fit."""
        plain = [self._plain(one) for one in theirs] or [_UNKNOWN]
        fits = np.array([one is not _MISFIT for one in plain])
        told = np.array([one is not _UNKNOWN for one in plain])
        known = known & told[numbers]
        bad = known & ~fits[numbers]
        if self._fact.kind.ordered:
            of = np.array([one if isinstance(one, int) else 0 for one in plain], dtype=np.int64)
            return of[numbers], None, known, bad
        labels: dict[Any, int] = {}
        place = [labels.setdefault(one, len(labels)) if one not in (_MISFIT, _UNKNOWN) else 0 for one in plain]
        return np.array(place, dtype=np.int32)[numbers], tuple(labels), known, bad

    def _plain(self, theirs: Any) -> Any:
        if self._fact.kind is Kind.VERZAMELING:
            return self._set(theirs)
        if theirs is None:
            return _UNKNOWN
        text = str(theirs).strip()
        if text in self._link.unknown or not text:
            return _UNKNOWN
        return self._value(self._link.values.get(text, text))

    def _set(self, theirs: Any) -> Any:
        if isinstance(theirs, str):
            if not theirs.strip() or theirs.strip() in self._link.unknown:
                return _UNKNOWN
            theirs = [] if theirs.strip() == "-" else theirs.split(self._link.separator or "|")
        if theirs is None:
            return _UNKNOWN
        elements = [self._link.values.get(str(one).strip(), str(one).strip()) for one in theirs]
        fits = all(one in self._fact.values for one in elements) and (elements or self._fact.may_be_empty)
        return frozenset(elements) if fits else _MISFIT

    def _value(self, text: str) -> Any:
        kind = self._fact.kind
        if kind is Kind.JA_NEE:
            return _YES_NO.get(text.lower(), _MISFIT)
        if kind is Kind.DATUM:
            return self._in_domain(_day(text, self._link.day_form))
        if kind in _NUMBERS:
            return self._in_domain(_number(text, self._link.euros))
        if self._fact.values:
            if text not in self._fact.values:
                return _MISFIT
            return self._fact.values.index(text) if kind is Kind.LADDER else text
        if self._table is not None:
            return text if text in self._table.rows else _MISFIT
        return text if self._fact.pattern is None or re.fullmatch(self._fact.pattern, text) else _MISFIT

    def _in_domain(self, number: int | None) -> Any:
        low, high = domain_of(self._fact, self._day)
        return number if number is not None and low <= number <= high else _MISFIT


def _numbered(masks: Any, bits: int) -> tuple[Any, Any]:
    """The distinct masks, and which of them each person has."""
    if bits > 16:
        return np.unique(masks, return_inverse=True)
    distinct = np.flatnonzero(np.bincount(masks, minlength=1 << bits))
    place = np.zeros(1 << bits, dtype=np.int32)
    place[distinct] = np.arange(distinct.size)
    return distinct, place[masks]


class _Mark:
    """Something that no value is equal to."""


_MISFIT: Final = _Mark()
_UNKNOWN: Final = _Mark()


def _known(values: pa.Array) -> Flags:
    if not values.null_count:
        return np.ones(len(values), dtype=bool)
    return np.asarray(values.is_valid().to_numpy(zero_copy_only=False))


def _filled(values: pa.Array, instead: Any) -> Any:
    whole = values.fill_null(instead) if values.null_count else values
    return np.asarray(whole.to_numpy(zero_copy_only=False))


def _day(text: str, form: str | None) -> int | None:
    try:
        day = date.fromisoformat(text) if form is None else datetime.strptime(text, form).date()  # noqa: DTZ007
    except ValueError:
        return None
    return day.toordinal()


def _number(text: str, euros: bool) -> int | None:
    if not euros:
        return int(text) if _WHOLE.fullmatch(text) else None
    # 1250,50 and 1250.50 are the same; a sign for thousands would have to be guessed at.
    if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,2})?", text):
        return None
    return int(Decimal(text.replace(",", ".")) * 100)
