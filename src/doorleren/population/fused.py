# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One compiled loop over people of whom everything is known that some schemes ask: counts and sums, nothing kept.

The loop is written from the same checks and sums that the interpreter uses, so there is no second rule. It goes over
small tiles of people: first every question about a column, then every rule, then every sum. Numba compiles it; the
program text is kept on disk by its hash, and with it what was compiled.

Knows: how checks and sums are written as a loop. Leaves: people with holes, judgements and calendars to
`pattern_counts` and `kernel`.
"""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..rules.amounts import Arithmetic, Sum
from ..rules.cells import TRUE, UNKNOWN, Atom
from ..rules.checks import Both, Check, Constant, Either, Opposite, Single
from ..rules.day import DayScheme
from .column_sums import ColumnSum, between
from .columns import Column, People
from .kernel import Kernel, Run

TILE: Final = 2_048
"""People in a tile: all that is known of them in one loop stays in the nearest cache."""
HAS_NUMBA: Final = importlib.util.find_spec("numba") is not None


class NotFused(Exception):
    """A scheme that one loop cannot answer for these people."""


class _Code:
    """A number that is worked out in the loop: a piece of program text, in which INT is 32 or 64 bits wide."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __mul__(self, other: Any) -> "_Code":
        return _Code(f"INT({self.text} * {_text(other)})")

    def __add__(self, other: Any) -> "_Code":
        return _Code(f"INT({self.text} + {_text(other)})")

    def __sub__(self, other: Any) -> "_Code":
        return _Code(f"INT({self.text} - {_text(other)})")

    def __rsub__(self, other: Any) -> "_Code":
        return _Code(f"INT({_text(other)} - {self.text})")

    __radd__, __rmul__ = __add__, __mul__


def _text(number: Any) -> str:
    return number.text if isinstance(number, _Code) else f"INT({int(number)})"


class _CodeArithmetic(Arithmetic):
    """Sums as program text. There is no calendar in the loop."""

    @staticmethod
    def least(*numbers: Any) -> Any:
        return _nested("min", numbers)

    @staticmethod
    def most(*numbers: Any) -> Any:
        return _nested("max", numbers)

    @staticmethod
    def years_between(first: Any, last: Any) -> Any:
        raise NotFused

    @staticmethod
    def months_between(first: Any, last: Any) -> Any:
        raise NotFused

    def day_of(self, ordinal: Any) -> Any:
        raise NotFused


def _nested(function: str, numbers: Sequence[Any]) -> _Code:
    text = _text(numbers[0])
    for number in numbers[1:]:
        text = f"{function}({text}, {_text(number)})"
    return _Code(text)


@dataclass(frozen=True, slots=True)
class FusedTotals:
    """What a scheme says to people of whom everything is known: a yes to `certain`, who get `cents` in all."""

    id: str
    certain: int
    cents: int
    in_kind: bool
    at_most: bool


@dataclass(frozen=True, slots=True)
class _Loop:
    """A compiled loop, the facts whose columns it takes, those of them in its sums, and the schemes it answers.

    `run` is None if it would answer none.
    """

    run: Callable[..., Any] | None
    facts: tuple[int, ...]
    amounts: tuple[int, ...]
    schemes: tuple[DayScheme, ...]


class Fused:
    """The loops of one day's rules; one for each choice of schemes and columns that was met.

    How wide the numbers of a loop must be depends on the largest amounts. The loop is written for those met so far and
    looks at them as it goes; after larger ones it is written anew, wider, and these people are counted again.
    """

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._loops: dict[Any, _Loop] = {}
        self._sums: dict[Sum, ColumnSum] = {}
        self._spans: dict[int, tuple[int, int]] = {}

    def schemes(self, people: People, only: Iterable[str] | None = None) -> list[str]:
        """The schemes that one loop can answer for such people."""
        writer = _Writer(self._kernel, people, {})
        for one in self._kernel.asked(only):
            writer.add(one.scheme)
        return [scheme.scheme.id for scheme in writer.schemes]

    def totals(self, people: People, only: Iterable[str] | None = None) -> list[FusedTotals]:
        """The totals of every scheme that one loop can answer for these people; of the others nothing."""
        if not HAS_NUMBA or not people.size:
            return []
        asked = [one.scheme for one in self._kernel.asked(only)]
        names = self._kernel.rules.names
        while (loop := self._loop(people, asked)).run is not None:
            found = np.zeros((len(loop.schemes), 2), dtype=np.int64)
            ends = np.zeros((len(loop.amounts), 2), dtype=np.int64)
            loop.run(people.size, found, ends, *(people.columns[names[fact]].numbers for fact in loop.facts))
            if not self._widen(loop.amounts, ends.tolist()):
                return [
                    FusedTotals(one.scheme.id, int(certain), int(cents), not one.paid.cases, one.paid.at_most)
                    for one, (certain, cents) in zip(loop.schemes, found.tolist(), strict=True)
                ]
        return []

    def _loop(self, people: People, asked: Sequence[DayScheme]) -> _Loop:
        """The loop for these schemes and such columns, wide enough for the amounts met so far."""
        for fact in {fact for scheme in asked for fact in scheme.paid.facts} - set(self._spans):
            column = people.columns.get(self._kernel.rules.names[fact])
            if column is not None and column.known is None and column.numbers.size:
                self._widen([fact], [(int(column.numbers.min()), int(column.numbers.max()))])
        columns = tuple(
            (name, column.known is None, column.labels, column.numbers.dtype.str)
            for name, column in sorted(people.columns.items())
        )
        at_most = 1 << people.size.bit_length()
        key = (tuple(scheme.scheme.id for scheme in asked), columns, tuple(sorted(self._spans.items())), at_most)
        if key not in self._loops:
            writer = _Writer(self._kernel, people, {one.scheme.id: self._bits(one, people, at_most) for one in asked})
            for scheme in asked:
                writer.add(scheme)
            run = _compiled(writer.program()) if writer.schemes else None
            self._loops[key] = _Loop(run, tuple(writer.facts), tuple(writer.amounts), tuple(writer.schemes))
        return self._loops[key]

    def _widen(self, facts: Sequence[int], ends: Sequence[Sequence[int]]) -> bool:
        """Take note of larger amounts, in powers of two; whether there were any."""
        wider = False
        for fact, (low, high) in zip(facts, ends, strict=True):
            lowest, highest = self._spans.get(fact, (0, 0))
            if low < lowest or high > highest or fact not in self._spans:
                lowest = lowest if low >= lowest else -(1 << (-low).bit_length())
                highest = highest if high <= highest else (1 << high.bit_length()) - 1
                self._spans[fact] = lowest, highest
                wider = True
        return wider

    def _bits(self, scheme: DayScheme, people: People, at_most: int) -> int:
        """How wide the numbers of its sums must be for `at_most` people: 32 or 64; 0 if 64 may not do, or in a hole."""
        values: list[Any] = [None] * len(self._kernel.rules.names)
        for fact in scheme.paid.facts:
            column = people.columns.get(self._kernel.rules.names[fact])
            if column is None or column.known is not None:
                return 0
            values[fact] = between(*self._spans[fact])
        sums = [self._sums.setdefault(total, ColumnSum(total)) for _, total in scheme.paid.cases]
        reach = max((one.reach(values) for one in sums), default=0)
        if reach * at_most >= 2**62:
            return 0
        return 32 if reach < 2**31 and all(one.lowest(values) >= 0 for one in sums) else 64


class _Writer:
    """Writes the loop, scheme by scheme."""

    def __init__(self, kernel: Kernel, people: People, bits: dict[str, int]) -> None:
        """`bits`: how wide the numbers of each scheme are; see `Fused._bits`."""
        self._kernel, self._people, self._bits = kernel, people, bits
        self._atoms: dict[Atom, int] = {}
        self._questions: dict[int, list[str]] = {}
        self._answers: list[list[str]] = []
        self.facts: list[int] = []
        self.amounts: list[int] = []
        self.schemes: list[DayScheme] = []

    def add(self, scheme: DayScheme) -> None:
        """Write this scheme too, if it can be."""
        questions = {fact: list(lines) for fact, lines in self._questions.items()}
        before = dict(self._atoms), questions, list(self.facts), list(self.amounts)
        try:
            rule = self._check(scheme.rule.check)
            sums = list(self._sums(scheme))
        except NotFused:
            self._atoms, self._questions, self.facts, self.amounts = before
            return
        narrow = self._bits.get(scheme.scheme.id) == 32
        self._answers.append(_answer(len(self.schemes), rule, sums, _ADD_NARROW if narrow else _ADD))
        self.schemes.append(scheme)

    def _check(self, check: Check) -> str:
        if isinstance(check, Constant):
            return "np.uint8(1)" if check.value == TRUE else "np.uint8(0)"
        if isinstance(check, Single):
            return self._atom(check.atom)
        if isinstance(check, Opposite):
            return f"({self._check(check.part)} ^ np.uint8(1))"
        assert isinstance(check, Both | Either)
        return f"({(' & ' if isinstance(check, Both) else ' | ').join(self._check(part) for part in check.parts)})"

    def _atom(self, atom: Atom) -> str:
        settled = atom.table[0]
        if settled != UNKNOWN:
            return f"np.uint8({1 if settled == TRUE else 0})"
        number = self._atoms.get(atom)
        if number is None:
            column = self._column(atom.fact)
            cells = self._kernel.rules.cells[atom.fact]
            if UNKNOWN in atom.table[1 : len(cells.representatives) + 1] or cells.leaves_out:
                raise NotFused
            number = self._atoms[atom] = len(self._atoms)
            runs = self._kernel.runs(atom, TRUE)
            if column.labels is not None:
                runs = tuple(_of_labels(runs, self._kernel.cells_of(atom.fact, column.labels), len(column.labels)))
            self._questions.setdefault(atom.fact, []).append(f"a{number}[i] = {_within(runs)}")
        return f"a{number}[i]"

    def _column(self, fact: int) -> Column:
        names = self._kernel.rules.names
        column = self._people.columns.get(names[fact]) if fact < len(names) else None
        if column is None or column.known is not None:
            raise NotFused
        if fact not in self.facts:
            self.facts.append(fact)
        return column

    def _sums(self, scheme: DayScheme) -> Iterator[str]:
        """The lines that set `amount` to what one person gets; the last case that holds comes first."""
        bits = self._bits.get(scheme.scheme.id, 64)
        if not bits:
            raise NotFused
        if scheme.paid.cases and scheme.paid.cases[-1][0] is not None:
            yield "amount = np.int64(0)"
        for when, total in reversed(scheme.paid.cases):
            step, divisor = total.compiled(_CodeArithmetic())
            values: list[Any] = [None] * len(self._kernel.rules.names)
            for fact in total.facts:
                self._column(fact)
                if fact not in self.amounts:
                    self.amounts.append(fact)
                values[fact] = _Code(f"INT(t{fact}[i])")
            text = _text(step(values))
            if divisor != 1:
                # Without a sign a division is a multiplication and a shift, eight people at a time.
                text = f"INT(np.uint32({text}) // np.uint32({divisor}))" if bits == 32 else f"{text} // {divisor}"
            text = text.replace("INT(", f"np.int{bits}(")
            yield f"amount = {text}" if when is None else f"amount = {text} if {self._check(when)} else amount"

    def program(self) -> str:
        """The whole program text."""
        lines = [
            "import numba",
            "import numpy as np",
            "",
            "",
            '@numba.njit(cache=True, error_model="numpy", nogil=True)',
            f"def loop({', '.join(['n', 'found', 'ends', *(f'c{fact}' for fact in self.facts)])}):",
            f"    mask = np.empty({TILE}, np.uint8)",
            *(f"    a{n} = np.empty({TILE}, np.uint8)" for n in self._atoms.values()),
            f"    for start in range(0, n, {TILE}):",
            f"        m = min({TILE}, n - start)",
            *(f"        t{fact} = c{fact}[start : start + m]" for fact in self.facts),
        ]
        for fact, questions in self._questions.items():
            lines += ["        for i in range(m):", f"            x = t{fact}[i]"]
            lines += [f"            {question}" for question in questions]
        for n, fact in enumerate(self.amounts):
            lines += [f"        low = high = t{fact}[0]", "        for i in range(m):"]
            lines += [f"            low = min(low, t{fact}[i])", f"            high = max(high, t{fact}[i])"]
            lines += [
                f"        ends[{n}, 0] = min(ends[{n}, 0], low)",
                f"        ends[{n}, 1] = max(ends[{n}, 1], high)",
            ]
        lines += [f"        {line}" for answer in self._answers for line in answer]
        return "\n".join([*lines, ""])


_ADD: Final = (
    ["total = 0"],
    ["total += amount * mask[i]"],
    "total",
)
_ADD_NARROW: Final = (
    ["low = np.int32(0)", "high = np.int32(0)"],
    [
        "amount = np.int32(amount & -np.int32(mask[i]))",
        "low = np.int32(low + np.int32(amount & np.int32(65535)))",
        "high = np.int32(high + np.int32(amount >> np.int32(16)))",
    ],
    "(np.int64(high) << 16) + np.int64(low)",
)
"""How amounts are added up: the lines before, those for each person, and the sum. In 32 bits the two halves of an
amount are added up apart, so that a tile cannot be too much and sixteen people go at a time."""


def _answer(number: int, rule: str, sums: Sequence[str], adding: tuple[list[str], list[str], str]) -> list[str]:
    """The lines that count who gets a yes from one scheme, and add up what they get."""
    lines = ["here = np.int32(0)", "for i in range(m):", f"    s = {rule}", "    mask[i] = s"]
    lines += ["    here = np.int32(here + s)", f"found[{number}, 0] += here"]
    if sums:
        before, each, total = adding
        lines += ["if here:", *(f"    {line}" for line in before), "    for i in range(m):"]
        lines += [f"        {line}" for line in [*sums, *each]]
        lines += [f"    found[{number}, 1] += {total}"]
    return lines


def _within(runs: Sequence[Run]) -> str:
    """The question whether `x` lies in one of the runs, as 0 or 1."""
    parts = []
    for first, last in runs:
        if first is None and last is None:
            return "np.uint8(1)"
        if first == last:
            parts.append(f"(x == {first})")
        else:
            ends = [f"(x >= {first})" if first is not None else "", f"(x <= {last})" if last is not None else ""]
            parts.append(" & ".join(end for end in ends if end))
    return f"np.uint8({' | '.join(f'({part})' for part in parts)})" if parts else "np.uint8(0)"


def _of_labels(runs: Sequence[Run], cell_of: Any, count: int) -> Iterator[Run]:
    """The same for labels as they are numbered in the column."""
    first = None
    for label in range(count + 1):
        cell = label if cell_of is None or label == count else int(cell_of[label])
        inside = label < count and any(
            (low is None or low <= cell) and (high is None or cell <= high) for low, high in runs
        )
        if inside and first is None:
            first = label
        elif not inside and first is not None:
            yield first, label - 1
            first = None


def _compiled(program: str) -> Callable[..., Any]:
    """The loop of a program text; kept on disk by its hash, so that the same rules are compiled once."""
    digest = hashlib.blake2b(f"{sys.version}{np.__version__}{program}".encode(), digest_size=12).hexdigest()
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "doorleren" / "loops"
    path = folder / f"loop_{digest}.py"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_text(program, "utf-8")
            part.replace(path)
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        # Numba looks here for the module of what it kept on disk.
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
        return module.loop  # type: ignore[no-any-return]
    except OSError:
        # No place to keep it: compiled anew each time.
        space: dict[str, Any] = {}
        exec(program.replace("cache=True, ", ""), space)  # noqa: S102
        return space["loop"]  # type: ignore[no-any-return]
