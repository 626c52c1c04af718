# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""False arrows and found changes, by simulation: python bench/direction.py [--kind maand] [--times 2000] [--only WORD]

Made-up series in which nothing changes go through `directions` as figures of a region do: how many in 100 get an arrow
all the same. Then the same series with a change in it of the size that the verdict named as `found_from`, up and down
by turns, in three shapes (`SHAPES`): how many in 100 get the right arrow. Neither draws nor seeds are those of the test
itself.
"""

import argparse
import json
import math
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from doorleren.region import Point, Series, SpanKind, TimeSpan, read_span
from doorleren.region.direction import LEAST_FIGURES, directions
from doorleren.region.verdict import Over, Verdict

Values = NDArray[np.float64]
Chance = np.random.Generator
Maker = Callable[[Chance, int, int], Values]

KINDS: tuple[SpanKind, ...] = ("maand", "kwartaal", "halfjaar", "jaar")
STEPS = {"maand": 12, "kwartaal": 4, "halfjaar": 2, "jaar": 1}
LENGTHS: dict[str, tuple[int, ...]] = {
    "maand": (60, 120, 240),
    "kwartaal": (20, 24, 40, 80),
    "halfjaar": (16, 24),
    "jaar": (10, 12, 20),
}
FIRST = {"maand": "1990MM01", "kwartaal": "1990KW01", "halfjaar": "1990HJ01", "jaar": "1990JJ00"}


def ar(chance: Chance, weights: list[float], steps: int, heavy: bool = False) -> Values:
    """Autoregressive noise after 1,000 figures that nobody sees."""
    new = chance.standard_t(5, steps + 1000) if heavy else chance.standard_normal(steps + 1000)
    return np.asarray(lfilter([1.0], np.r_[1.0, -np.array(weights)], new)[1000:])


def lasting(phi: float) -> Maker:
    return lambda chance, n, per: np.asarray(ar(chance, [phi], n) * math.sqrt(1 - phi**2))


def with_sampling(chance: Chance, n: int, per: int) -> Values:
    return lasting(0.8)(chance, n, per) + chance.standard_normal(n)


def panel(chance: Chance, n: int, per: int) -> Values:
    """The same person is asked five times, a quarter apart."""
    apart = {12: 3, 4: 1}.get(per, 0)
    times = 5 if apart else 2
    apart = apart or 1
    new = chance.standard_normal(n + apart * (times - 1))
    return np.sum([new[i * apart : i * apart + n] for i in range(times)], axis=0)


def rolling(chance: Chance, n: int, per: int) -> Values:
    new = chance.standard_normal(n + 2)
    return new[:-2] + new[1:-1] + new[2:]


def cycle(chance: Chance, n: int, per: int) -> Values:
    size, steps = {12: (0.9, 18), 4: (0.8, 8), 2: (0.7, 6), 1: (0.6, 5)}[per]
    return ar(chance, [2 * size * math.cos(2 * math.pi / steps), -(size**2)], n)


def season(chance: Chance, n: int, per: int) -> Values:
    step = np.arange(n)
    return lasting(0.6)(chance, n, per) + 5 * np.sin(2 * np.pi * step / per + 0.5) + 3.0 * (step % per == per - 1)


def season_moves(chance: Chance, n: int, per: int) -> Values:
    """It grows by 3 % a year, and each month or quarter drifts a tenth of the noise a year on its own."""
    year = np.arange(n) / per
    drift = np.cumsum(chance.standard_normal((n // per + 2, per)) * 0.1, axis=0).ravel()[:n]
    return lasting(0.6)(chance, n, per) + 5 * (1 + 0.03 * year) * np.sin(2 * np.pi * year + 0.5) + drift


def heavy(chance: Chance, n: int, per: int) -> Values:
    return ar(chance, [0.3], n, heavy=True)


def outlier_before(chance: Chance, n: int, per: int) -> Values:
    values = lasting(0.6)(chance, n, per)
    values[chance.integers(1, n - (15 if per == 12 else 5 if per == 4 else 3))] += 6
    return values


def outlier_last(chance: Chance, n: int, per: int) -> Values:
    values = lasting(0.6)(chance, n, per)
    values[-1] += 6 * chance.choice([-1, 1])
    return values


def outliers(chance: Chance, n: int, per: int) -> Values:
    values = lasting(0.6)(chance, n, per)
    return np.asarray(values + (chance.random(n) < 0.01) * chance.choice([-1, 1], n) * 5)


def calmer(chance: Chance, n: int, per: int) -> Values:
    values = lasting(0.6)(chance, n, per)
    values[n // 2 :] *= math.sqrt(0.5)
    return values


def wilder(chance: Chance, n: int, per: int) -> Values:
    values = lasting(0.6)(chance, n, per)
    values[n // 2 :] *= math.sqrt(2)
    return values


def rounded(chance: Chance, n: int, per: int) -> Values:
    return 5 + 0.1 * lasting(0.6)(chance, n, per)


def rounded_flat(chance: Chance, n: int, per: int) -> Values:
    return 5.04 + 0.02 * lasting(0.6)(chance, n, per)


def counts(chance: Chance, n: int, per: int) -> Values:
    """The logarithm of how many people there are to count, some 200; changes are in percent."""
    return math.log(200) + 0.05 * lasting(0.8)(chance, n, per)


def holes(chance: Chance, n: int, per: int) -> Values:
    """As many figures, with one in ten missing between them."""
    steps = n + n // 9
    values = lasting(0.6)(chance, steps, per)
    values[chance.choice(steps - (15 if per == 12 else per + 1), steps - n, replace=False)] = np.nan
    return values


def walk(chance: Chance, n: int, per: int) -> Values:
    return np.cumsum(chance.standard_normal(n))


def trend(chance: Chance, n: int, per: int) -> Values:
    return lasting(0.6)(chance, n, per) + 0.5 * np.arange(n) / per


def momentum(chance: Chance, n: int, per: int) -> Values:
    """Swings like those of national unemployment from 2003 on, by an autoregression of order 3 on its months."""
    return ar(chance, [1.20, 0.12, -0.335], n * 12 // per)[:: 12 // per]


PROMISED: dict[str, Maker] = {
    "no autocorrelation": lasting(0),
    "AR(1), 0.3": lasting(0.3),
    "AR(1), 0.6": lasting(0.6),
    "AR(1), 0.8": lasting(0.8),
    "AR(1), 0.9": lasting(0.9),
    "AR(1), 0.95": lasting(0.95),
    "AR(1), 0.8, half of it sampling error": with_sampling,
    "overlapping panels": panel,
    "mean of three that rolls on": rolling,
    "AR(2) with a cycle": cycle,
    "strong season": season,
    "season that moves": season_moves,
    "heavy tails (t, 5 df)": heavy,
    "an outlier in the history": outlier_before,
    "outliers, 1 in 100": outliers,
    "variance halves": calmer,
    "rounded to 0.1": rounded,
    "hardly moves, rounded to 0.1": rounded_flat,
    "counts, in percent": counts,
    "one in ten missing": holes,
    "random walk": walk,
}
"""Series without change; at most 5 in 100 of each may get an arrow."""

BESIDE: dict[str, Maker] = {
    "an outlier in the last figure": outlier_last,
    "variance doubles": wilder,
    "steady trend": trend,
    "momentum": momentum,
}
"""What is no series without change, or what nobody can tell from a change: shown, not promised."""


def gap(chance: Chance, n: int, per: int) -> Values:
    """A country that wanders, and a region that goes along with it with noise of its own."""
    country = np.cumsum(chance.standard_normal(n))
    return np.vstack((country + lasting(0.6)(chance, n, per), country + 0.2 * chance.standard_normal(n)))


def gap_of_panels(chance: Chance, n: int, per: int) -> Values:
    country = np.cumsum(chance.standard_normal(n))
    return np.vstack((country + panel(chance, n, per), country + 0.2 * panel(chance, n, per)))


NEXT_TO: dict[str, Maker] = {"gap of AR(1), 0.6": gap, "gap of overlapping panels": gap_of_panels}
"""Region and country move together: the gap does not change."""


def to_tenths(chance: Chance, values: Values) -> Values:
    return np.round(values, 1)


def counted(chance: Chance, values: Values) -> Values:
    return np.maximum(chance.poisson(np.exp(values)), 1).astype(float)


TOLD: dict[str, Callable[[Chance, Values], Values]] = {
    "rounded to 0.1": to_tenths,
    "hardly moves, rounded to 0.1": to_tenths,
    "counts, in percent": counted,
}
"""What a source makes of it: after the change, as in life."""

Shape = Callable[[int, int, int], Values]


def last_side(n: int, width: int, back: int) -> Values:
    """Only the last side lies elsewhere."""
    return np.where(np.arange(n) >= n - width, 1.0, 0.0)


def level(n: int, width: int, back: int) -> Values:
    """All figures after the side before lie elsewhere: a shift exactly one comparison ago."""
    return np.where(np.arange(n) >= n - back, 1.0, 0.0)


def ramp(n: int, width: int, back: int) -> Values:
    """A straight line that sets in halfway the side before and goes on; between the sides it makes 1."""
    line = np.maximum(np.arange(n) - (n - 1 - back - width // 2), 0.0)
    return np.asarray(line / (line[n - width :].mean() - line[n - back - width : n - back].mean()))


SHAPES: dict[str, Shape] = {"last side": last_side, "level": level, "ramp": ramp}


@cache
def shapes(n: int, per: int, over: Over) -> tuple[tuple[tuple[str, ...], Values], ...]:
    """The shapes for one comparison, and their names; those that come to the same (nothing lies between the sides)
    once."""
    width, back = (3 if per == 12 else 1), (per // 4 if over == "kwartaal" else per)
    kept: list[tuple[tuple[str, ...], Values]] = []
    for name, make in SHAPES.items():
        values = make(n, width, back)
        same = next((place for place, (_, other) in enumerate(kept) if np.array_equal(values, other)), None)
        if same is None:
            kept.append(((name,), values))
        else:
            kept[same] = ((*kept[same][0], name), kept[same][1])
    return tuple(kept)


@cache
def span(kind: SpanKind, step: int) -> TimeSpan:
    return read_span(FIRST[kind]).shifted(step)


def series(name: str, kind: SpanKind, values: Values, region: str = "PV20") -> Series:
    points = (Point(span(kind, i), None if math.isnan(one) else float(one)) for i, one in enumerate(values))
    adjusted = not name.startswith(("season", "strong"))
    return Series("x", region, tuple(points), adjusted=adjusted, log="percent" in name)


def verdicts(name: str, make: Maker, kind: SpanKind, n: int, turn: int, moved: Values | float = 0.0) -> list[Verdict]:
    """Of a series of this name and turn, always the same one but for what moved in it (that of the region)."""
    chance = np.random.default_rng([zlib.crc32(name.encode()), STEPS[kind], n, turn])
    values = make(chance, n, STEPS[kind])
    if values.ndim == 2:
        region, country = values
        return [*directions(series(name, kind, region + moved), series(name, kind, country, "NL01"))[-1:]]
    if not isinstance(moved, float):
        moved = np.r_[np.zeros(len(values) - n), moved]
    return [*directions(series(name, kind, TOLD.get(name, as_it_is)(chance, values + moved)), None)]


def as_it_is(chance: Chance, values: Values) -> Values:
    return values


@dataclass
class Cell:
    """What became of one comparison: arrows among series without change, right arrows per shape, bounds."""

    false: int = 0
    times: int = 0
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHAPES, 0))
    moved: int = 0
    sizes: list[float] = field(default_factory=list)

    @property
    def false_share(self) -> float:
        return 100 * self.false / self.times

    def found_share(self, shape: str) -> float:
        return 100 * self.found[shape] / self.moved

    @property
    def told(self) -> str:
        shares = "/".join(f"{self.found_share(shape):.0f}" for shape in SHAPES)
        return f"{self.false_share:.1f} · {shares} · {float(np.median(self.sizes)):.2g}"


def cell(name: str, make: Maker, kind: SpanKind, n: int, times: int, every: int) -> dict[Over, Cell]:
    """Per comparison, of so many series; one in `every` of them is also moved, in each shape."""
    cells: dict[Over, Cell] = {}
    for turn in range(times):
        for one in verdicts(name, make, kind, n, turn):
            if one.found_from is None:
                raise SystemExit(f"{name}, {n}: {one}")
            here = cells.setdefault(one.over, Cell())
            here.times += 1
            here.false += one.way in ("omhoog", "omlaag")
            here.sizes.append(math.log1p(one.found_from / 100) if "percent" in name else one.found_from)
            if turn % every:
                continue
            here.moved += 1
            # Nothing falls by 100 % or more.
            up = turn // every % 2 == 0 or ("percent" in name and one.found_from >= 100)
            size = one.found_from if up else -one.found_from
            size = math.log1p(size / 100) if "percent" in name else size
            for names, shape in shapes(n, STEPS[kind], one.over):
                after = verdicts(name, make, kind, n, turn, size * shape)
                right = next(two.way for two in after if two.over == one.over) == ("omhoog" if up else "omlaag")
                for each in names:
                    here.found[each] += right
    return cells


@dataclass(frozen=True)
class Kept:
    """Cells that were measured before with at least as many series, by everything that they hang on but the code."""

    path: Path | None

    def cell(self, name: str, make: Maker, kind: SpanKind, n: int, times: int, every: int) -> dict[Over, Cell]:
        known = json.loads(self.path.read_text()) if self.path and self.path.exists() else {}
        at = f"{name} | {kind} | {n} | "
        enough = [
            cells
            for key, found in known.items()
            if key.startswith(at)
            for cells in [{over: Cell(**one) for over, one in found.items()}]
            if all(one.times >= times and one.moved >= times // every for one in cells.values())
        ]
        if enough:
            return max(enough, key=lambda cells: min((one.times, one.moved) for one in cells.values()))
        cells = cell(name, make, kind, n, times, every)
        if self.path:
            known[f"{at}{times} | {every}"] = {over: asdict(one) for over, one in cells.items()}
            self.path.write_text(json.dumps(known))
        return cells


def table(title: str, cells: dict[str, Maker], kind: SpanKind, asked: "Asked") -> tuple[list[str], list[Cell]]:
    """The table, line by line (each is printed as soon as it is known), and its cells."""
    lines: list[str] = []
    every_cell: list[Cell] = []

    def line(text: str) -> None:
        lines.append(text)
        print(text, flush=True)

    lengths = asked.lengths or LENGTHS[kind]
    overs: tuple[Over, ...] = ("kwartaal", "jaar") if STEPS[kind] >= 4 else ("jaar",)
    if cells.keys() <= NEXT_TO.keys():
        overs = ("land",)
    words = {"kwartaal": "quarter", "jaar": "year", "land": "country"}
    line("")
    line(f"| {kind}: {title} | " + " | ".join(f"{n}, {words[over]}" for n in lengths for over in overs) + " |")
    line("|---|" + "--:|" * (len(lengths) * len(overs)))
    for name, make in cells.items():
        if kind == "jaar" and "season" in name:
            continue
        row: list[Cell] = []
        for n in lengths:
            times = asked.times if n == min(lengths) else asked.longer
            known = asked.kept.cell(name, make, kind, n, times, asked.every)
            row += [known[over] for over in overs]
        line(f"| {name} | " + " | ".join(one.told for one in row) + " |")
        every_cell += row
    return lines, every_cell


def summary(cells: list[Cell]) -> str:
    """Of the cells that are promised: the most and the mean of false arrows, and the least that was found."""
    false = [one.false_share for one in cells]
    parts = []
    for shape in SHAPES:
        shares = [one.found_share(shape) for one in cells]
        parts.append(f"{shape} {min(shares):.0f} ({sum(share < 80 for share in shares)} below 80)")
    return (
        f"{len(cells)} promised cells: false arrows at most {max(false):.1f} in 100, together {np.mean(false):.2f}; "
        f"found at least: {', '.join(parts)}."
    )


def speed() -> None:
    """CPU time of all comparisons of one region beside its country, 240 months; and of the same ones asked again."""
    print("\n| 240 months: quarter, year and country | ms CPU, median of 50 | the same again |\n|---|--:|--:|")
    for title, name in (("adjusted", "x"), ("with the seasons in it", "season")):
        chance = np.random.default_rng(7)
        taken: list[list[float]] = [[], []]
        for _ in range(52):
            both = [series(name, "maand", lasting(0.8)(chance, 240, 12), region) for region in ("PV20", "NL01")]
            for times in taken:
                began = time.process_time()
                directions(both[0], both[1])
                times.append(time.process_time() - began)
        first, again = (1000 * float(np.median(times[2:])) for times in taken)
        print(f"| {title} | {first:.0f} | {again:.0f} |")


@dataclass(frozen=True)
class Asked:
    times: int
    longer: int
    every: int
    lengths: tuple[int, ...]
    kept: "Kept"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*STEPS], action="append")
    parser.add_argument("--times", type=int, default=2000)
    parser.add_argument("--longer", type=int, help="other than `times` for all lengths but the shortest")
    parser.add_argument("--every", type=int, default=4, help="one in so many series is also moved, in each shape")
    parser.add_argument("--lengths", type=int, nargs="+", default=[], help="also ones that get no verdict otherwise")
    parser.add_argument("--only", default="", help="kinds of series with these letters in their name")
    parser.add_argument("--part", choices=["promised", "gap", "shown"], action="append", help="one of the three tables")
    parser.add_argument("--write", type=Path, help="also put the tables on this page (docs/direction.md)")
    parser.add_argument("--keep", type=Path, help="keep each cell in this file, and go on from it when run again")
    parser.add_argument("--speed", action="store_true")
    told = parser.parse_args()
    if told.speed:
        return speed()
    asked = Asked(told.times, told.longer or told.times, told.every, tuple(told.lengths), Kept(told.keep))
    parts = {
        "promised": ("no change", PROMISED),
        "gap": ("the gap", NEXT_TO),
        "shown": ("shown, not promised", BESIDE),
    }
    print("False arrows in 100 · found in 100, last side/level/ramp · median of found_from")
    kinds: tuple[SpanKind, ...] = told.kind or KINDS
    for kind in kinds:
        for each in asked.lengths:
            LEAST_FIGURES[kind] = min(each, LEAST_FIGURES[kind])
        print(f"\n{measured(asked)}")
        promised: list[Cell] = []
        wanted: list[str] = told.part or [*parts]
        for part in wanted:
            title, cells = parts[part]
            chosen = {name: make for name, make in cells.items() if told.only in name}
            if not chosen:
                continue
            lines, known = table(title, chosen, kind, asked)
            promised += known if part != "shown" else []
            if told.write and not told.only and not asked.lengths:
                if part != "shown":
                    lines = [*lines, "", summary(known)]
                write(told.write, f"{kind}, {part}", [measured(asked), *lines])
        if promised:
            print(f"\n{summary(promised)}")


def measured(asked: Asked) -> str:
    """How many series, and what chance is left in the shares."""
    counts = [asked.times] if asked.longer == asked.times else [asked.times, asked.longer]
    told = [
        f"{times:,} series in each cell "
        f"({times // asked.every:,} of them also moved, in each shape; Monte Carlo standard error "
        f"{100 * math.sqrt(0.03 * 0.97 / times):.1f} at 3 in 100 and "
        f"{100 * math.sqrt(0.87 * 0.13 / (times // asked.every)):.1f} at 87 in 100)"
        for times in counts
    ]
    return told[0] + "." if len(told) == 1 else f"Shortest length: {told[0]}. Longer: at least {told[1]}."


def write(page: Path, place: str, lines: list[str]) -> None:
    """Put one table in its place on the page."""
    mark = f"<!-- figures: {place} -->\n"
    before, _, rest = page.read_text(encoding="utf-8").partition(mark)
    _, end, after = rest.partition("<!-- until here -->\n")
    if not end:
        raise SystemExit(f"{page}: no place for the figures of {place}.")
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    page.write_text(f"{before}{mark}\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
