# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the cost of asking the rules of everybody grows with people, schemes and threads: docs/scaling.md and its plot.

usage: make scaling (some minutes; makes 16 million people in a temporary folder). Each figure is the lowest of three
runs, each in a process of its own. Timings differ between machines: read how they grow.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from many_people import TODAY, one_run

from doorleren.rules import read_book

PEOPLE = (250_000, 1_000_000, 4_000_000, 16_000_000)
DOCS = Path(__file__).parent.parent / "docs"
WIDE, HIGH, LEFT, BOTTOM, TOP, RIGHT = 660, 360, 60, 48, 24, 150
Point = tuple[float, float]


def main() -> None:
    book, _ = read_book()
    assert book is not None
    schemes = [one.scheme.id for one in book.on(TODAY).schemes]
    choices = {len(schemes): (), 8: tuple(schemes[:: len(schemes) // 8][:8]), 1: ("levenlanglerenkrediet",)}
    lines: dict[str, list[tuple[int, float, float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in PEOPLE:
            file = Path(folder) / f"{size}.parquet"
            make = ["bevolking", "maak", "--aantal", str(size), "--zaad", "1", "--op", TODAY.isoformat(), str(file)]
            subprocess.run([str(Path(sys.executable).parent / "doorleren"), *make], capture_output=True, check=True)
            for many, only in choices.items():
                for threads in (1, 2) if many == len(schemes) else (1,):
                    runs = [one_run(file, threads, only) for _ in range(3)]
                    best = min(runs, key=lambda one: float(one["seconds"]))
                    named = f"{many} scheme{'s' * (many > 1)}, {threads} thread{'s' * (threads > 1)}"
                    found = size, best["seconds"], best["counting"] / threads, best["peak"]
                    lines.setdefault(named, []).append(found)
                    print(named, found, flush=True)
            file.unlink()
    plot = {name: [(people / 1e6, seconds) for people, seconds, _, _ in found] for name, found in lines.items()}
    (DOCS / "scaling.svg").write_text(drawn(plot), "utf-8")
    page = DOCS / "scaling.md"
    before, _, rest = page.read_text("utf-8").partition("<!-- figures -->\n")
    after = rest.partition("<!-- until here -->")[2]
    page.write_text(f"{before}<!-- figures -->\n\n{_table(lines)}\n<!-- until here -->{after}", "utf-8")


def _table(lines: dict[str, list[tuple[int, float, float, float]]]) -> str:
    cores = len(os.sched_getaffinity(0))
    head = f"On {cores} cores ({platform.machine()}), Python {platform.python_version()}; rules of {TODAY}.\n\n"
    rows = ["| asked | people | seconds in all | of which computing, a thread | peak memory |", "|---|--:|--:|--:|--:|"]
    for name, found in lines.items():
        rows += [
            f"| {name} | {people:,} | {seconds:.1f} | {computing:.2f} | {peak:.0f} MB |"
            for people, seconds, computing, peak in found
        ]
    return head + "\n".join(rows) + "\n"


def drawn(lines: dict[str, Sequence[Point]]) -> str:
    """A plot of seconds over millions of people, each line with its name at its end."""
    most_x = max(x for points in lines.values() for x, _ in points)
    most_y = max(y for points in lines.values() for _, y in points)

    def at(x: float, y: float) -> Point:
        wide, high = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM
        return LEFT + wide * x / most_x, HIGH - BOTTOM - high * y / most_y

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12">',
        "<title>Seconds in all, by millions of people</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
    ]
    for n in range(5):
        (x, floor), (_, y) = at(most_x * n / 4, 0), at(0, most_y * n / 4)
        parts += [
            f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{most_y * n / 4:.1f}</text>',
            f'<text x="{x:.1f}" y="{floor + 18:.1f}" text-anchor="middle">{most_x * n / 4:g}</text>',
        ]
    middle = (LEFT + WIDE - RIGHT) / 2
    parts += [
        f'<text x="{middle}" y="{HIGH - 8}" text-anchor="middle">people (millions)</text>',
        f'<text x="{LEFT - 8}" y="{TOP - 10}" text-anchor="end">seconds</text>',
    ]
    lowest = float(HIGH)
    ends = sorted(lines.items(), key=lambda one: one[1][-1][1])
    for (name, points), dashes in zip(ends, ("2 3", "6 4", "10 4", "none"), strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="#154273" stroke-width="2" stroke-dasharray="{dashes}"/>'
        )
        x, y = at(*points[-1])
        # Names keep a line's distance from each other.
        lowest = min(y, lowest - 16)
        parts.append(f'<text x="{x + 8:.1f}" y="{lowest + 4:.1f}" fill="#154273">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    main()
