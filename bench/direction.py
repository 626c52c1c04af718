# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""False arrows and found changes, by simulation: python bench/direction.py [--kind maand] [--times 2000] [--only WORD]

Made-up series in which nothing changes go through `directions` as figures of a region do. Printed per kind of series:
how many in 100 get an arrow all the same, and how many in 100 get the right arrow once the last side moves by what the
verdict itself names as `found_from`, up and down by turns. Neither draws nor seeds are those of the test itself.
"""

import argparse
import math
import time
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from doorleren.region import Point, Series, SpanKind, TimeSpan, read_span
from doorleren.region.direction import directions
from doorleren.region.verdict import Over, Verdict

Values = NDArray[np.float64]
Chance = np.random.Generator
Maker = Callable[[Chance, int, int], Values]

STEPS = {"maand": 12, "kwartaal": 4, "halfjaar": 2, "jaar": 1}
LENGTHS = {"maand": (60, 120, 240), "kwartaal": (24, 40, 80), "halfjaar": (16, 24), "jaar": (10, 12, 20)}
FIRST = {"maand": "1990MM01", "kwartaal": "1990KW01", "halfjaar": "1990HJ01", "jaar": "1990JJ00"}


def ar(chance: Chance, weights: list[float], steps: int, heavy: bool = False) -> Values:
    """Autoregressive noise after 1,000 figures that nobody sees."""
    new = chance.standard_t(5, steps + 1000) if heavy else chance.standard_normal(steps + 1000)
    return np.asarray(lfilter([1.0], np.r_[1.0, -np.array(weights)], new)[1000:])


def lasting(phi: float) -> Maker:
    return lambda chance, n, per: ar(chance, [phi], n) * math.sqrt(1 - phi**2)


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
    return np.round(5 + 0.1 * lasting(0.6)(chance, n, per), 1)


def rounded_flat(chance: Chance, n: int, per: int) -> Values:
    return np.round(5.04 + 0.02 * lasting(0.6)(chance, n, per), 1)


def counts(chance: Chance, n: int, per: int) -> Values:
    """Some 200 people, by chance as counts go, around a level with noise of its own; changes in percent."""
    return np.maximum(chance.poisson(200 * np.exp(0.05 * lasting(0.8)(chance, n, per))), 1).astype(float)


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


@cache
def span(kind: SpanKind, step: int) -> TimeSpan:
    return read_span(FIRST[kind]).shifted(step)


def series(name: str, kind: SpanKind, values: Values, region: str = "PV20") -> Series:
    points = (Point(span(kind, i), None if math.isnan(one) else float(one)) for i, one in enumerate(values))
    adjusted = not name.startswith(("season", "strong"))
    return Series("x", region, tuple(points), adjusted=adjusted, log="percent" in name)


def verdicts(name: str, kind: SpanKind, values: Values) -> tuple[Verdict, ...]:
    if values.ndim == 1:
        return directions(series(name, kind, values), None)
    return directions(series(name, kind, values[0]), series(name, kind, values[1], "NL01"))[-1:]


def cell(name: str, make: Maker, kind: SpanKind, n: int, times: int) -> dict[Over, tuple[float, float, float]]:
    """Per comparison: false arrows in 100, found changes in 100, and the median of `found_from`."""
    chance = np.random.default_rng([zlib.crc32(name.encode()), STEPS[kind], n])
    false: dict[Over, int] = {}
    found: dict[Over, int] = {}
    sizes: dict[Over, list[float]] = {}
    for turn in range(times):
        for one in verdicts(name, kind, make(chance, n, STEPS[kind])):
            if one.change is None or one.arrow_from is None or one.found_from is None:
                raise SystemExit(f"{name}, {n}: {one}")
            change, arrow, wanted = one.change, one.arrow_from, one.found_from
            if "percent" in name:
                arrow = math.log1p(arrow / 100) if change >= 0 else -math.log1p(-arrow / 100)
                change, wanted = math.log1p(change / 100), math.log1p(wanted / 100)
            false[one.over] = false.get(one.over, 0) + (one.way in ("omhoog", "omlaag"))
            # The last side plays no part in the noise, so that a shift of it is a shift of the change and of no bound.
            found[one.over] = found.get(one.over, 0) + (wanted + (change if turn % 2 else -change) >= arrow)
            sizes.setdefault(one.over, []).append(wanted)
    return {
        over: (100 * false[over] / times, 100 * found[over] / times, float(np.median(sizes[over]))) for over in false
    }


def table(title: str, cells: dict[str, Maker], kind: SpanKind, times: int) -> list[str]:
    """The table, line by line; each is printed as soon as it is known."""
    lines: list[str] = []

    def line(text: str) -> None:
        lines.append(text)
        print(text, flush=True)

    lengths = LENGTHS[kind]
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
        parts = []
        for n in lengths:
            known = cell(name, make, kind, n, times)
            parts += [f"{known[over][0]:.1f} · {known[over][1]:.0f} · {known[over][2]:.2g}" for over in overs]
        line(f"| {name} | " + " | ".join(parts) + " |")
    return lines


def speed() -> None:
    """CPU time of all comparisons of one region beside its country, 240 months."""
    print("\n| 240 months: quarter, year and country | ms CPU, median of 50 |\n|---|--:|")
    for title, name in (("adjusted", "x"), ("with the seasons in it", "season")):
        chance = np.random.default_rng(7)
        both = [series(name, "maand", lasting(0.8)(chance, 240, 12), region) for region in ("PV20", "NL01")]
        taken = []
        for _ in range(52):
            began = time.process_time()
            directions(both[0], both[1])
            taken.append(time.process_time() - began)
        print(f"| {title} | {1000 * float(np.median(taken[2:])):.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*STEPS], action="append")
    parser.add_argument("--times", type=int, default=2000)
    parser.add_argument("--only", default="", help="kinds of series with these letters in their name")
    parser.add_argument("--write", type=Path, help="also put the tables on this page (docs/direction.md)")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if asked.speed:
        return speed()
    error = 100 * math.sqrt(0.05 * 0.95 / asked.times)
    print("False arrows in 100 · found in 100 · median of found_from")
    for kind in asked.kind or STEPS:
        lines = [f"{asked.times:,} series in each cell; Monte Carlo standard error at 5 in 100: {error:.1f}."]
        print(f"\n{lines[0]}")
        for title, cells in (("no change", PROMISED), ("shown, not promised", BESIDE), ("the gap", NEXT_TO)):
            chosen = {name: make for name, make in cells.items() if asked.only in name}
            if chosen:
                lines += table(title, chosen, kind, asked.times)
        if asked.write and not asked.only:
            write(asked.write, kind, lines)


def write(page: Path, kind: str, lines: list[str]) -> None:
    """Put the tables of one kind of period in their place on the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(f"<!-- figures: {kind} -->\n")
    _, end, after = rest.partition("<!-- until here -->\n")
    if not end:
        raise SystemExit(f"{page}: no place for the figures of {kind}.")
    page.write_text(f"{before}<!-- figures: {kind} -->\n\n" + "\n".join(lines) + f"\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
