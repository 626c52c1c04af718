# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rows of one reading of a table, on the disk, until it is known that they are whole and that they agree.

Knows: that nothing is passed on before the last row is there, that a cell has one value, and how to keep that small:
about thirty bytes a row in a temporary file and eight bytes a row in memory.
Leaves: reading rows (`cbs_rows`), when to start again (`cbs_taking`).
"""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Final

import orjson

from ..basics import Problem, Said, said
from .cbs_notes import Notes
from .cbs_rows import Batch, Form

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_IN_MEMORY: Final = 32_000_000
"""Up to so many bytes we need no file."""

Cell = tuple[int, ...]


class Gathered:
    """The batches of one reading. `rows`: how many rows are in them."""

    def __init__(self, form: Form) -> None:
        self.form, self.rows = form, 0
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._cells: list[npt.NDArray[np.uint64]] = []
        self._left_out: dict[int, set[int]] = {}

    def close(self) -> None:
        self._file.close()

    def add(self, batch: Batch) -> None:
        import numpy as np

        if not len(batch):
            return
        head = orjson.dumps([len(batch), batch.texts])
        self._file.write(len(head).to_bytes(8, "big") + head)
        for column in (*batch.codes.values(), batch.reasons, batch.values):
            self._file.write(np.ascontiguousarray(column).tobytes())
        self._cells.append(self._marks(batch))
        self.rows += len(batch)

    def settle(self, where: str, notes: Notes) -> None:
        """Find the cells that are there more than once: those that agree are used once, those that do not are not
        used at all."""
        import numpy as np

        if not self._cells:
            return
        marks, counts = np.unique(np.concatenate(self._cells), return_counts=True)
        suspects = marks[counts > 1]
        self._cells = []
        if not len(suspects):
            return
        found: dict[Cell, list[tuple[int, int, tuple[object, ...]]]] = {}
        for number, batch in enumerate(self._batches()):
            for at in np.flatnonzero(np.isin(self._marks(batch), suspects)).tolist():
                cell = tuple(int(column[at]) for column in batch.codes.values())
                value = float(batch.values[at])
                holds = (value if value == value else None, int(batch.reasons[at]), batch.texts and batch.texts[at])
                found.setdefault(cell, []).append((number, at, holds))
        for cell, places in found.items():
            if len(places) < 2:
                continue
            agree = len({holds for _, _, holds in places}) == 1
            for number, at, _ in places[1:] if agree else places:
                self._left_out.setdefault(number, set()).add(at)
            name = ", ".join(
                f"{field}={self.form.ids[field][at]}" for field, at in zip(self.form.ids, cell, strict=True)
            )
            shown = [self._shown(holds) for _, _, holds in places[:3]]
            problem = _twice_alike(where, name, len(places)) if agree else _twice_other(where, name, shown)
            notes.add("twice alike" if agree else "twice other", problem)

    def batches(self) -> Iterator[Batch]:
        """What may be used, in the order of the source."""
        import numpy as np

        for number, batch in enumerate(self._batches()):
            out = self._left_out.get(number)
            if out:
                keep = np.ones(len(batch), dtype=np.bool_)
                keep[sorted(out)] = False
                batch = batch.only(keep)
            if len(batch):
                yield batch

    def _batches(self) -> Iterator[Batch]:
        import numpy as np

        self._file.seek(0)
        while size := self._file.read(8):
            count, texts = orjson.loads(self._file.read(int.from_bytes(size, "big")))
            columns = [
                np.frombuffer(self._file.read(4 * count), dtype=np.uint32) for _ in range(len(self.form.ids) + 1)
            ]
            values = np.frombuffer(self._file.read(8 * count), dtype=np.float64)
            yield Batch(dict(zip(self.form.ids, columns, strict=False)), values, columns[-1], texts)

    def _marks(self, batch: Batch) -> "npt.NDArray[np.uint64]":
        """A number for each row that is the same for the same cell. In a table of over 2⁶⁴ cells two cells may have
        one; `settle` looks at the cells themselves."""
        import numpy as np

        marks = np.zeros(len(batch), dtype=np.uint64)
        for name, column in batch.codes.items():
            marks = marks * np.uint64(max(1, len(self.form.ids[name]))) + column
        return marks

    def _shown(self, holds: tuple[object, ...]) -> str:
        value, reason, text = holds
        said_of_it = self.form.reasons[reason] if isinstance(reason, int) else None
        return " ".join(str(one) for one in (value, text, said_of_it) if one is not None) or "leeg"


def _twice_alike(where: str, name: str, times: int) -> Problem:
    return Problem(
        f"{where}: {name}",
        said(
            f"Deze waarneming staat er {times} keer, telkens gelijk.",
            f"This observation is there {times} times, alike.",
        ),
        _ONCE,
        said("U hoeft niets te doen; zij is één keer gebruikt.", "There is nothing to do; it was used once."),
    )


def _twice_other(where: str, name: str, shown: list[str]) -> Problem:
    return Problem(
        f"{where}: {name}",
        said(
            f"Deze waarneming staat er vaker, met verschillende waarden: {'; '.join(shown)}.",
            f"This observation is there more than once, with different values: {'; '.join(shown)}.",
        ),
        _ONCE,
        said(
            "Meld het aan CBS; wij kiezen niet, en gebruiken geen van de waarden.",
            "Tell CBS; we do not choose, and use none of the values.",
        ),
    )


_ONCE: Final[Said] = said("elke waarneming één keer", "each observation once")
