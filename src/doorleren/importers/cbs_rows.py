# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of figures as StatLine gives them, page by page, in columns of small numbers.

Knows: what each field of a row may hold, and what makes a row unusable: it is told, and never guessed.
Leaves: where pages come from, rows that stand there twice (`cbs_gathered`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..basics import Problem, Said, said
from ..region import Observations
from .cbs_filter import MEASURE
from .cbs_notes import Notes
from .cbs_table import Described

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint32]
    Values = npt.NDArray[np.float64]

NONE: Final = "None"
"""What StatLine writes where it has nothing to say about a value."""

_VALUES: Final = frozenset({int, float, type(None)})
_TEXTS: Final = frozenset({str, type(None)})


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, where they stand, and how many came before them there."""

    rows: list[Any]
    where: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in columns: of each field the place of its code in the code list, of each reason its place among the
    reasons; a value that is none is NaN."""

    codes: Mapping[str, "Numbers"]
    values: "Values"
    reasons: "Numbers"
    texts: list[str | None] | None

    def __len__(self) -> int:
        return len(self.values)

    def only(self, keep: "npt.NDArray[np.bool_]") -> "Batch":
        import numpy as np

        texts = None if self.texts is None else [self.texts[at] for at in np.flatnonzero(keep).tolist()]
        codes = {name: column[keep] for name, column in self.codes.items()}
        return Batch(codes, self.values[keep], self.reasons[keep], texts)


@dataclass(slots=True)
class Form:
    """What the rows of a table look like, and the reasons that were met in them so far."""

    ids: Mapping[str, Sequence[str]]
    places: Mapping[str, Mapping[str, int]]
    reasons: list[str | None] = field(default_factory=lambda: [None])
    _reason_at: dict[str | None, int] = field(default_factory=lambda: {None: 0, NONE: 0})

    @classmethod
    def of(cls, described: Described) -> "Form":
        table = described.table
        ids = {MEASURE: [one.id for one in table.measures]}
        ids |= {one.id: [code.id for code in one.codes] for one in table.dimensions}
        places = {}
        for name, codes in ids.items():
            written = described.written.get(name, {})
            places[name] = {code: at for at, code in enumerate(codes)}
            places[name] |= {written[code]: at for at, code in enumerate(codes) if code in written}
        return cls(ids, places)

    def reason(self, written: str | None) -> int:
        at = self._reason_at.get(written)
        if at is None:
            at = self._reason_at[written] = len(self.reasons)
            self.reasons.append(written)
        return at

    def columns(self, page: Page, notes: Notes) -> Batch:
        """The rows of a page; those that cannot be used are told and left out."""
        batch = self._at_once(page.rows)
        if batch is not None:
            self._look_for_more(page, notes)
            return batch
        good = []
        for number, row in enumerate(page.rows, start=page.before + 1):
            problem = self._problem(row)
            if problem is None:
                good.append(self._trimmed(row))
            else:
                kind, what, expected = problem
                notes.add(kind, Problem(_place(page.where, number, row), what, expected, _ROW_LEFT_OUT))
        batch = self._at_once(good)
        if batch is None:
            raise AssertionError("rows that were looked at one by one read at once")
        self._look_for_more(Page(good, page.where), notes)
        return batch

    def _at_once(self, rows: list[Any]) -> Batch | None:
        """All rows, if each of them is as it should be."""
        import numpy as np

        try:
            codes = {}
            for name, places in self.places.items():
                column = list(map(places.get, [row[name] for row in rows]))
                if None in column:
                    return None
                codes[name] = np.array(column, dtype=np.uint32)
            written = [row["Value"] for row in rows]
            said_of = [row.get("ValueAttribute") for row in rows]
            texts = [row.get("StringValue") for row in rows]
        except (KeyError, TypeError, AttributeError):
            return None
        if not (_VALUES.issuperset(map(type, written)) and _TEXTS.issuperset(map(type, [*said_of, *texts]))):
            return None
        try:
            values = np.array(written, dtype=np.float64)  # None becomes NaN
        except OverflowError:
            return None
        if int(np.isfinite(values).sum()) != len(written) - written.count(None):
            return None
        reasons = np.array([self.reason(one) for one in said_of], dtype=np.uint32)
        return Batch(codes, values, reasons, texts if any(text is not None for text in texts) else None)

    def _problem(self, row: Any) -> tuple[str, Said, Said] | None:
        """Why a row cannot be used."""
        if not isinstance(row, Mapping):
            return "row", said("Dit is geen rij met velden.", "This is no row with fields."), _A_ROW
        for name, places in self.places.items():
            if name not in row:
                return f"no {name}", said(f"Het veld {name} ontbreekt.", f"The field {name} is missing."), _A_ROW
            code = row[name]
            if not isinstance(code, str) or (code not in places and code.rstrip() not in places):
                shown = str(code)[:60]
                what = said(
                    f"{name} heeft de waarde {shown}; die staat niet in de codelijst.",
                    f"{name} has the value {shown}; it is not in the code list.",
                )
                return f"code {name}", what, said(f"een code van {name}, als tekst", f"a code of {name}, as text")
        if "Value" not in row:
            return "no Value", said("Het veld Value ontbreekt.", "The field Value is missing."), _A_ROW
        value = row["Value"]
        if type(value) not in _VALUES or (value is not None and not _finite(value)):
            shown = str(value)[:40]
            if isinstance(value, str):
                return "text", said(f"De waarde is tekst: „{shown}”.", f"The value is text: “{shown}”."), _A_NUMBER
            return "number", said(f"De waarde is geen getal: {shown}.", f"The value is no number: {shown}."), _A_NUMBER
        for name in ("ValueAttribute", "StringValue"):
            if type(row.get(name)) not in _TEXTS:
                return f"no text {name}", said(f"{name} is geen tekst.", f"{name} is no text."), _A_ROW
        return None

    def _trimmed(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """A row with its codes as the list has them."""
        codes = {name: row[name] if row[name] in places else row[name].rstrip() for name, places in self.places.items()}
        return {**row, **codes}

    def _look_for_more(self, page: Page, notes: Notes) -> None:
        """A field that the table does not tell of may be a dimension: rows would then look alike that are not."""
        for name in set(page.rows[0]).difference(self.places, _KNOWN) if page.rows else ():
            what = said(
                f"De rijen hebben een veld {name}; de tabel noemt dat niet.",
                f"The rows have a field {name}; the table does not tell of it.",
            )
            notes.add(f"more {name}", Problem(page.where, what, _A_ROW, _FIELD_LEFT_OUT))

    def observations(self, batch: Batch) -> Observations:
        """A batch as it is passed on."""
        import numpy as np

        columns = {name: [self.ids[name][at] for at in column.tolist()] for name, column in batch.codes.items()}
        values: list[float | None] = batch.values.tolist()
        for at in np.flatnonzero(np.isnan(batch.values)).tolist():
            values[at] = None
        measures = columns.pop(MEASURE)
        reasons = [self.reasons[at] for at in batch.reasons.tolist()]
        texts = [None] * len(batch) if batch.texts is None else batch.texts
        return Observations(measures, columns, values, reasons, texts)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _place(where: str, number: int, row: Any) -> str:
    known = row.get("Id") if isinstance(row, Mapping) else None
    return f"{where}, rij {number}" + (f" (Id {str(known)[:20]})" if known is not None else "")


_KNOWN: Final = frozenset({"Id", "Value", "ValueAttribute", "StringValue"})
_A_ROW: Final[Said] = said(
    "een rij met Measure, Value, ValueAttribute en alle dimensies van de tabel",
    "a row with Measure, Value, ValueAttribute and all dimensions of the table",
)
_A_NUMBER: Final[Said] = said("een getal zonder aanhalingstekens, of null", "a number without quotes, or null")
_ROW_LEFT_OUT: Final[Said] = said(
    "Haal de tabel opnieuw op, of meld het aan CBS; deze rij is niet gebruikt.",
    "Fetch the table anew, or tell CBS; this row was not used.",
)
_FIELD_LEFT_OUT: Final[Said] = said(
    "Haal de beschrijving van de tabel opnieuw op; dit veld is niet gebruikt.",
    "Fetch the description of the table anew; this field was not used.",
)
