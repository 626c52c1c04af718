# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the search on a made-up offer of 300,000 offerings, beside SQLite FTS5 on the same rows and questions.

usage: python bench/search.py [OFFERINGS]. CPU time; per question the median of five (FTS5: one), then the median, the
95th percentile and the highest over all questions. Each side in a process of its own. Timings differ between machines:
read the ratios.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from search_fts5 import Fts5
from search_offer import offer
from search_questions import questions
from tables import row, title

from doorleren.catalogue.search import Row, SearchIndex, Wanted, build
from doorleren.catalogue.search.keeping import FILE

OFFERINGS = 300_000
TIMES = 5
TIMES_FTS5 = 1
"""It takes long enough to be measured once."""
BY_HAND = Path(__file__).parent.parent / "tests/catalogue"
"""Where the questions by hand are, with what they must find."""

LACKS = """FTS5 gets the words without those that say nothing, each as the beginning of a word, with the same filters.
It has no Dutch stems, compounds, mistakes or synonyms, and reads no wishes (avond, a town) from words; its facets have
all filters on, where ours leave out their own, and it does not say what to loosen."""


def search(offerings: int) -> None:
    """Ours beside FTS5 in the same run, each in a process of its own, then what both find."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = child("build", folder, offerings)
        ours = child("ask", folder, offerings)
        theirs = child("fts5", folder, offerings)
    title(f"Search over {offerings:,} made-up offerings, {ours['questions']} questions (CPU time)")
    row("making the rows themselves", f"{made['rows_s']:.1f} s", "not counted below")
    row("Doorleren: build the index", f"{made['build_s']:.1f} s", "bar 60 s")
    row("Doorleren: size of the index, memory to build it", f"{made['mb']:.0f} MB", f"{made['peak_mb']:.0f} MB at most")
    row(
        "Doorleren: open the index", f"{ours['open_s']:.2f} s", f"{ours['rss_mb']:.0f} MB in memory after all questions"
    )
    row("FTS5: build", f"{theirs['build_s']:.1f} s", f"{theirs['mb']:.0f} MB")
    p50, p95, highest = ours["ms"]
    row(
        "Doorleren: page, total, facets, what to loosen",
        f"p95 {p95:.1f} ms",
        f"bar 20 ms; p50 {p50:.1f}, highest {highest:.1f}",
    )
    for what, took in {
        "FTS5: page and total, all filters": theirs["ms"],
        "FTS5: the same with facets": theirs["facets_ms"],
    }.items():
        times = took[1] / p95 if p95 else 0
        row(what, f"p95 {took[1]:.1f} ms", f"p50 {took[0]:.1f}, highest {took[2]:.1f}; p95 {times:.1f} x ours")
    row("questions that find something", f"{ours['found']:.0%}", f"FTS5 {theirs['found']:.0%}")
    print("slowest of ours: " + "; ".join(f"{ms:.1f} ms {words!r}" for ms, words in ours["slowest"]))
    print(LACKS)
    quality()


def child(what: str, folder: Path, offerings: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, what, str(folder), str(offerings)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def build_it(folder: Path, offerings: int) -> dict[str, Any]:
    started = time.process_time()
    for _ in offer(offerings):
        pass
    rows_s = time.process_time() - started
    started = time.process_time()
    build(offer(offerings), folder)
    return {
        "rows_s": rows_s,
        "build_s": time.process_time() - started - rows_s,
        "mb": (folder / FILE).stat().st_size / 1e6,
        "peak_mb": peak_mb(),
    }


def ask(folder: Path, _: int) -> dict[str, Any]:
    started = time.process_time()
    index = SearchIndex.open(folder)
    open_s = time.process_time() - started
    asked = questions()
    found = [index.find(one).total for one in asked]
    took = [each(index.find, one) for one in asked]
    slowest = sorted(zip(took, (one.words for one in asked), strict=True), reverse=True)[:6]
    return {
        "open_s": open_s,
        "questions": len(asked),
        "ms": spread(took),
        "slowest": slowest,
        "found": sum(map(bool, found)) / len(found),
        "rss_mb": rss_mb(),
    }


def fts5(folder: Path, offerings: int) -> dict[str, Any]:
    started = time.process_time()
    rows = list(offer(offerings))
    made_s = time.process_time() - started
    path = folder / "fts5.sqlite"
    started = time.process_time()
    other = Fts5(path, rows)
    build_s = time.process_time() - started
    asked = questions()
    found = [other.find(one) for one in asked]
    return {
        "rows_s": made_s,
        "build_s": build_s,
        "mb": path.stat().st_size / 1e6,
        "ms": spread([each(other.find, one, TIMES_FTS5) for one in asked]),
        "facets_ms": spread([each(other.find_with_facets, one, TIMES_FTS5) for one in asked]),
        "found": sum(map(bool, found)) / len(found),
    }


def each(find: Callable[[Wanted], Any], wanted: Wanted, times: int = TIMES) -> float:
    """The median time of one question in ms."""
    took = []
    for _ in range(times):
        before = time.process_time_ns()
        find(wanted)
        took.append(time.process_time_ns() - before)
    return statistics.median(took) / 1e6


def spread(took: list[float]) -> tuple[float, float, float]:
    ordered = sorted(took)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def quality() -> None:
    """The questions by hand of the tests: on a small offer, and residents' words on the example offer."""
    sys.path.insert(0, str(BY_HAND))
    from residents import DAY as TODAY
    from residents import example_rows, typed
    from small_offer import DAY, QUESTIONS, names_of, small_offer

    rows = small_offer()
    ids: dict[str, set[str]] = {}
    for course, name in names_of(rows).items():
        ids.setdefault(name, set()).add(course)
    small = [(Wanted(DAY, words, limit=10), [ids[one] for one in needed]) for words, needed in QUESTIONS]
    big = [(Wanted(TODAY, one.words, limit=one.first), one.courses) for one in typed()]
    title("Found what is meant: questions by hand, all that must be among the first (ten; one to five)")
    compare(f"{len(small)} questions on {len(ids)} courses", rows, small)
    compare(f"{len(big)} questions of residents on the example offer", list(example_rows()), big)


def compare(what: str, rows: list[Row], asked: list[tuple[Wanted, Any]]) -> None:
    """How many questions find of each group of courses one, ours and FTS5."""
    index = SearchIndex.of(rows)
    with tempfile.TemporaryDirectory() as folder:
        other = Fts5(Path(folder) / "small.sqlite", rows)
        ours = sum(
            all(group & {hit.course for hit in index.find(wanted).hits} for group in all_of) for wanted, all_of in asked
        )
        theirs = sum(all(group & set(other.page(wanted)) for group in all_of) for wanted, all_of in asked)
    row(what, f"{ours} of {len(asked)}", f"FTS5 {theirs} of {len(asked)}")


if __name__ == "__main__":
    children = {"build": build_it, "ask": ask, "fts5": fts5}
    if len(sys.argv) > 2:
        print(json.dumps(children[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        search(int(sys.argv[1]) if len(sys.argv) > 1 else OFFERINGS)
