# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure whether the outlook holds what it says: on series of which we know how they go on, and on real ones.

usage: python bench/outlook.py --proef maand [--cijfers 120] [--keer 50]
       python bench/outlook.py --echt MAP
       python bench/outlook.py --kosten

`--proef` makes series of six kinds in several lengths, hides the end, asks `outlook`, and looks. What is counted is the
whole answer with all its choices: method, bounds and silence. Seeds are fixed: the same numbers each time. `--echt`
takes three series of StatLine from a folder of recorded answers. `--kosten`: CPU time of one answer, and of the import.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tables import cpu_ms, row, title

from doorleren.region import Point, Series, SpanKind, every_step, read_span
from doorleren.region.forecasters import library
from doorleren.region.outlook import PACES, outlook

if TYPE_CHECKING:
    import numpy as np

    Random = np.random.Generator
    Values = np.ndarray[tuple[int], np.dtype[np.float64]]

LENGTHS: Final[dict[SpanKind, tuple[int, ...]]] = {
    "maand": (60, 84, 120, 240),
    "kwartaal": (24, 40, 80),
    "jaar": (12, 20, 40),
}
FIRST: Final = {"maand": "1990MM01", "kwartaal": "1990KW01", "jaar": "1950JJ00"}
REAL: Final = (("M005036", False), ("M004210", False), ("D006409", True))
_SHOCK: Final = 0.3
_RUN_IN: Final = 60


def drifting(r: "Random", many: int, season: int) -> "Values":
    """A random walk with drift."""
    return 70 + (r.normal(0.03, _SHOCK, many)).cumsum()


def around_a_level(r: "Random", many: int, season: int) -> "Values":
    """AR(1) with 0,8 around a level: what is off comes back."""
    shocks = r.normal(0, _SHOCK, many)
    for n in range(1, many):
        shocks[n] += 0.8 * shocks[n - 1]
    return 70 + shocks


def seasonal(r: "Random", many: int, season: int) -> "Values":
    """A level that wanders, the same season each year, and noise."""
    return 70 + r.normal(0, 0.4 * _SHOCK, many).cumsum() + _season(r, many, season) + r.normal(0, _SHOCK, many)


def turning(r: "Random", many: int, season: int) -> "Values":
    """Up until the middle, down after; nobody says so."""
    import numpy as np

    middle = _RUN_IN + (many - _RUN_IN) // 2
    slope = np.where(np.arange(many) < middle, 0.08, -0.05)
    return 70 + (slope + r.normal(0, 0.5 * _SHOCK, many)).cumsum() + _season(r, many, season)


def heavy_tails(r: "Random", many: int, season: int) -> "Values":
    """A random walk with shocks of a t-curve with 3 degrees of freedom."""
    return 70 + (_SHOCK * r.standard_t(3, many) / 3**0.5).cumsum()


def counted(r: "Random", many: int, season: int) -> "Values":
    """A number of people: a level that wanders, a season and noise, all in percent; whole numbers."""
    import numpy as np

    level = 9 + r.normal(0, 0.015, many).cumsum()
    return np.round(np.exp(level + 0.1 * _season(r, many, season) + r.normal(0, 0.02, many)))


def _season(r: "Random", many: int, season: int) -> "Values":
    import numpy as np

    if season == 1:
        return np.zeros(many)
    return np.resize(r.normal(0, 0.8, season), many)


KINDS: Final[tuple[tuple[Callable[["Random", int, int], "Values"], bool], ...]] = (
    (drifting, False),
    (around_a_level, False),
    (seasonal, False),
    (turning, False),
    (heavy_tails, False),
    (counted, True),
)


def series_of(values: "Values", kind: SpanKind, log: bool) -> Series:
    first = read_span(FIRST[kind])
    points = tuple(Point(first.shifted(n), float(value)) for n, value in enumerate(values))
    return Series("proef", "NL01", points, log=log)


def try_out(kind: SpanKind, lengths: tuple[int, ...], times: int) -> None:
    """How often the bounds held for figures that the whole answer had not seen."""
    import numpy as np

    pace = PACES[kind]
    title(f"{kind}: {times} series per row; ahead {', '.join(map(str, pace.shown))}")
    print("| series | figures | silent | naive | 80 % holds | 95 % holds | error / naive | CPU |")
    print("|---|---|---|---|---|---|---|---|")
    sums: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for many in lengths:
        for number, (make, log) in enumerate(KINDS):
            r = np.random.default_rng([number, many, pace.season])
            held: dict[tuple[int, int], list[bool]] = defaultdict(list)
            silent = naive = 0
            ratios: list[float] = []
            before = time.process_time()
            for _ in range(times):
                values = make(r, _RUN_IN + many + pace.steps, pace.season)[_RUN_IN:]
                answer = outlook(series_of(values[:many], kind, log))
                if not answer.expected:
                    silent += 1
                    continue
                naive += all(test.error == test.naive_error for test in answer.back_tests)
                ratios += [test.error / test.naive_error for test in answer.back_tests]
                for steps in pace.shown:
                    one, came = answer.expected[steps - 1], values[many + steps - 1]
                    held[80, steps].append(bool(one.low80 <= came <= one.high80))
                    held[95, steps].append(bool(one.low95 <= came <= one.high95))
            took = 1000 * (time.process_time() - before) / times
            for key, found in held.items():
                sums[many, key[0]] += found
            print(
                f"| {make.__name__.replace('_', ' ')} | {many} | {silent} | {naive} "
                f"| {_percents(held, 80, pace.shown)} | {_percents(held, 95, pace.shown)} "
                f"| {np.mean(ratios):.2f} | {took:.0f} ms |"
                if ratios
                else f"| {make.__name__.replace('_', ' ')} | {many} | {silent} | | | | | {took:.0f} ms |",
                flush=True,
            )
    for (many, share), found in sorted(sums.items()):
        print(f"all of {many}: {share} % holds {100 * sum(found) / len(found):.1f} % of {len(found)}")


def _percents(held: dict[tuple[int, int], list[bool]], share: int, shown: tuple[int, ...]) -> str:
    return " ".join(f"{100 * sum(held[share, steps]) / len(held[share, steps]):.0f}" for steps in shown)


def real(folder: Path) -> None:
    """The back-test of three series of the country; the answers are read here as they stand."""
    rows = [
        one
        for page in sorted((folder / "80590ned").glob("observations-page-*.json"))
        for one in json.loads(page.read_text("utf-8"))["value"]
    ]
    assert rows, folder
    for measure, log in REAL:
        for letters in ("MM", "KW", "JJ"):
            points = [
                Point(read_span(one["Perioden"]), one["Value"])
                for one in rows
                if one["Measure"] == measure and one["Perioden"][4:6] == letters
            ]
            series = Series(measure, "NL01", every_step(points), log=log)
            answer = outlook(series)
            title(f"{measure} {series.points[0].span.code}-{series.points[-1].span.code}: {len(points)} figures")
            print((answer.silent or answer.method or ("", ""))[1])
            if answer.back_tests:
                print(
                    "| steps ahead | moments | 80 % held | 95 % held | error | naive error |\n|---|---|---|---|---|---|"
                )
            for test in answer.back_tests:
                print(
                    f"| {test.steps} | {test.origins} | {test.coverage80:.0f} % | {test.coverage95:.0f} % "
                    f"| {test.error:.3g} | {test.naive_error:.3g} |"
                )
            for one in answer.expected:
                if one.span.steps_after(series.points[-1].span) in PACES[one.span.kind].shown:
                    print(
                        f"{one.span.code}: {one.middle:.2f}, 80 %: {one.low80:.2f} to {one.high80:.2f}, "
                        f"95 %: {one.low95:.2f} to {one.high95:.2f}"
                    )


def costs() -> None:
    """What one answer costs, the import of the library apart."""
    import numpy as np

    before, wall = time.process_time(), time.perf_counter()
    library()
    title("What an outlook costs")
    row("import of statsmodels, once", f"{1000 * (time.process_time() - before):.0f} ms CPU",
        f"{1000 * (time.perf_counter() - wall):.0f} ms by the clock")  # fmt: skip
    for kind, lengths in LENGTHS.items():
        for many in lengths[1:]:
            r = np.random.default_rng(many)
            made = [series_of(seasonal(r, many, PACES[kind].season), kind, False) for _ in range(12)]
            row(f"{many} figures, {kind}", f"{cpu_ms(lambda n, made=made: outlook(made[n % 12]), 12, warm=1):.0f} ms",
                "median CPU time, with back-test; bar 500 ms")  # fmt: skip


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description="Measure whether the outlook holds what it says.")
    reader.add_argument("--proef", choices=list(LENGTHS))
    reader.add_argument("--cijfers", type=int)
    reader.add_argument("--keer", type=int, default=50)
    reader.add_argument("--echt", type=Path)
    reader.add_argument("--kosten", action="store_true")
    asked = reader.parse_args()
    if asked.proef:
        try_out(asked.proef, (asked.cijfers,) if asked.cijfers else LENGTHS[asked.proef], asked.keer)
    if asked.echt:
        real(asked.echt)
    if asked.kosten or not (asked.proef or asked.echt):
        costs()
