# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Very many people: the ten rules beside their peers, and the scheme book over a whole country."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from book_of_ten import columns_of
from tables import cpu_ms, row

from doorleren.population import Kernel
from doorleren.population.files import BLOCK
from doorleren.population.fused import Fused
from doorleren.population.totals import Count
from doorleren.rules import Book

TODAY = date(2026, 11, 1)
"""The day of the scheme book that is asked of everybody."""
OLD, NEW = "levenlanglerenkrediet@2023-10-01", "levenlanglerenkrediet@2024-10-01"
BARS = {"NumPy": "bar 3 x", "loop": "bar 20 x, aim 40 x"}
PEERS = {"openfisca-core": "openfisca", "policyengine-core": "policyengine"}
"""Their names, and how the benchmark script of the peers calls them."""


def ten_rules(book: Book, day: date, size: int, peer: Path) -> None:
    """The ten rules over so many people, one thread, aggregates only; `peer` is the folder with those of the others."""
    import inputs
    import numpy as np

    others = {name: _peer(peer, name, size) for name in PEERS}
    columns = inputs.population(size)
    people, kernel = columns_of(book, columns), Kernel(book.on(day))

    def ours(_: int) -> Count:
        count = Count()
        for start in range(0, size, BLOCK):
            part = people.of(slice(start, min(size, start + BLOCK)))
            count.add(kernel.answers(part), part.size)
        return count

    def copied(_: int) -> None:
        for column in columns.values():
            np.copyto(np.empty_like(column), column)

    fused = Fused(kernel)
    started = time.perf_counter()
    looped = {one.id: one for one in fused.totals(people)}
    compiled = time.perf_counter() - started
    columns_say = {name: (int(one.certain[0]), one.lowest[0]) for name, one in ours(0).schemes.items()}
    unlike = sum((one.certain, one.cents) != columns_say[one.id] for one in looped.values())
    row("differences with the reference (cents, all people)", str(_unequal(ours(0), columns)), "must be 0")
    openfisca, policyengine = (others[name]["persons_per_cpu_s"] for name in PEERS)
    for name, measured in others.items():
        beside = f"{measured['peak_over_base_bytes_per_person']} B a person more memory"
        row(name, f"{measured['persons_per_cpu_s'] / 1e6:.1f} M/core-s", beside)
    for name, run in {"NumPy": ours, "loop": lambda _: fused.totals(people)}.items():
        if name == "loop" and not looped:
            continue
        more = _more_memory(lambda run=run: run(0))
        speed = size / (cpu_ms(run, 5, warm=1) / 1e3)
        times = f"{speed / openfisca:.1f} x openfisca ({BARS[name]}), {speed / policyengine:.1f} x policyengine"
        row(f"Doorleren: {name}", f"{speed / 1e6:.1f} M/core-s", f"{times}; {more / size:.1f} B a person")
    if looped:
        row("the loop beside NumPy: differences", str(unlike), f"{len(looped)} rules; must be 0")
        row("compiling the loop, or reading it from disk", f"{compiled:.1f} s")
    copy_s = cpu_ms(copied, 5, warm=1) / 1e3
    row("a copy of the columns in memory", f"{size / copy_s / 1e6:.0f} M/core-s", "what the machine can do at all")


def _peer(folder: Path, name: str, size: int) -> dict[str, Any]:
    """What another system makes of the same rules and people, in a process of its own: its own script measures it."""
    script = [sys.executable, "bench_population.py", str(size), "5"]
    done = subprocess.run(
        script, cwd=folder, env={**os.environ, "BENCH_CORE": PEERS[name]}, capture_output=True, check=True
    )
    return next(json.loads(line) for line in done.stdout.splitlines() if b'"build+calc"' in line)  # type: ignore[no-any-return]


def _more_memory(run: Any) -> int:
    """Bytes of memory at the highest point of a call, above what was in use before it."""
    before = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    run()
    return max(0, _status("VmHWM") - before)


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _unequal(count: Any, columns: dict[str, Any]) -> int:
    """In how many of the ten rules the people reached, or what they get, is not what the reference says."""
    import rules_numpy

    differ = 0
    for name, (yes, amounts) in rules_numpy.evaluate(columns).items():
        ours = count.schemes[name]
        differ += int(ours.certain[0]) != int(yes.sum())
        # The reference works in float32 euros, and we round each person's amount down to a cent.
        theirs = float(amounts.sum(dtype="float64")) * 100
        differ += not -0.001 * theirs - int(yes.sum()) <= ours.lowest[0] - theirs <= 0.00001 * theirs
    return differ


# --- the scheme book ------------------------------------------------------------------------------------------------


def everybody(size: int) -> None:
    """All schemes over so many made-up people, and two versions of one beside each other; each in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.parquet"
        started = time.perf_counter()
        _command("bevolking", "maak", "--aantal", str(size), "--zaad", "1", "--op", TODAY.isoformat(), str(file))
        row("making them", f"{time.perf_counter() - started:.0f} s", f"{file.stat().st_size / 1e6:.0f} MB of Parquet")
        empty = str(Path(folder) / "nothing-compiled")
        first = one_run(file, 1, people=100_000, compiled=empty)
        again = one_run(file, 1, people=100_000, compiled=empty)
        row("compiling the loops, once for all books", f"{first['counting'] - again['counting']:.1f} s")
        for threads in (1, 2):
            found = one_run(file, threads)
            each = f"computing {found['counting'] / threads:.1f} s a thread (aim 2 s with two), the rest reading"
            name = f"all {found['schemes']} schemes of {TODAY}, {threads} thread{'s' * (threads > 1)}"
            row(name, f"{found['seconds']:.1f} s", f"{each}; {found['peak']:.0f} MB (aim 1,000)")
        alone = one_run(file, 1, only=("levenlanglerenkrediet",))
        both = _run("compare", str(file), OLD, NEW)
        row("one scheme of it, one thread", f"{alone['seconds']:.1f} s")
        row(
            "two versions of it beside each other",
            f"{both['seconds']:.1f} s",
            f"{both['seconds'] / alone['seconds']:.1f} x (bar 2 x)",
        )


def one_run(
    file: Path, threads: int, only: tuple[str, ...] = (), people: int | None = None, compiled: str | None = None
) -> dict[str, Any]:
    """`simuleer` in a process of its own: seconds in all, CPU seconds of computing, and peak memory in MB."""
    more = {"NUMBA_CACHE_DIR": compiled, "XDG_CACHE_HOME": compiled} if compiled else {}
    return _run("simulate", str(file), str(threads), ",".join(only), str(people or ""), **more)


def _run(*arguments: str, **more: str) -> dict[str, Any]:
    here = [sys.executable, str(Path(__file__)), *arguments]
    done = subprocess.run(here, env={**os.environ, **more}, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _command(*arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).parent / "doorleren"), *arguments], capture_output=True, check=True)


def _measured(seconds: float, **more: Any) -> str:
    return json.dumps({"seconds": seconds, "peak": _status("VmHWM") / 1e6, **more})


def _simulate(file: str, threads: str, only: str, people: str) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from doorleren.journeys import simulate as journey
    from doorleren.population import tally
    from doorleren.rules import read_book

    book, _ = read_book()
    assert book is not None
    if people:
        # The first block of them, counted as the many are.
        tally._WORTH_COMPILING = 0
        part = Path(file).with_suffix(".part.parquet")
        pq.write_table(pa.Table.from_batches([next(pq.ParquetFile(file).iter_batches(int(people)))]), part)
        file = str(part)
    names = tuple(name for name in only.split(",") if name)
    found, problems = journey.simulate(book, journey.Asked(Path(file), TODAY, only=names, threads=int(threads)))
    assert found is not None, problems
    return _measured(
        found.seconds, counting=found.counting, schemes=len(found.count.schemes), people=found.count.people
    )


def _compare(file: str, old: str, new: str) -> str:
    from doorleren.journeys.compare_population import Compared, PeopleIn, compare_population
    from doorleren.rules import read_book

    book, _ = read_book()
    assert book is not None
    shape, problems = compare_population(book, Compared(old, new, TODAY), PeopleIn(Path(file)), "nl")
    assert shape is not None, problems
    return _measured(shape["seconden"])


if __name__ == "__main__":
    print({"simulate": _simulate, "compare": _compare}[sys.argv[1]](*sys.argv[2:]))
