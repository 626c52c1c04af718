# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure the pages of regions and the edition of a province, from made-up figures and from tables in the store.

usage: python bench/region.py. Pages: through the whole web application without a network, CPU time, the country, all
provinces and labour-market regions; a first visit is that of a new process in which nothing was worked out ahead. The
store holds the made-up tables as if they had been fetched, so that reading Parquet is measured too. Edition: the
command, in a new process, CPU time and on the clock. No other open program that we know makes such pages with a test
and a forecast, so there is no peer to measure; a million observations into the store have one (bench/figures.py).
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

from tables import row, title

TODAY: Final = date(2026, 11, 1)
_QUARTER: Final = "2026K3"
_OTHERS: Final = ("/", "/regelingen", "/over")


def region() -> None:
    """Pages from both kinds of figures, then the edition, twice."""
    with tempfile.TemporaryDirectory() as name:
        none, kept = Path(name) / "none", Path(name) / "kept"
        rows = fill(kept)
        title(f"The page of a region, 48 regions (CPU time; tables in the store: {rows:,} made-up observations)")
        for what, folder in (("made-up figures", none), ("tables in the store", kept)):
            told = child("pages", folder)
            row(f"{what}: first visit of each", f"p95 {told['first'][1]:.0f} ms", spread(told["first"]))
            row(f"{what}: the first visit of all, with loading", f"{told['very_first']:.0f} ms", "nothing worked out")
            row(f"{what}: again", f"p95 {told['again'][1]:.1f} ms", f"bar 100 ms; {spread(told['again'])}")
            row(f"{what}: one figure in full, first", f"p95 {told['in_full'][1]:.0f} ms", spread(told["in_full"]))
            row(
                f"{what}: memory after these, and all municipalities",
                f"{told['mb']:.0f} MB",
                f"{told['all_mb']:.0f} MB; {told['loaded_mb']:.0f} MB before the first page",
            )
        title("Worked out ahead in the background, beside visitors of other pages (on the clock)")
        ahead = child("ahead", kept)
        row("all of it, with pauses", f"{ahead['s']:.0f} s", f"{ahead['cpu_s']:.0f} s CPU time")
        row(
            "other pages meanwhile",
            f"p95 {ahead['during'][1]:.0f} ms",
            f"{ahead['after'][1]:.0f} ms afterwards; p50 {ahead['during'][0]:.0f} and {ahead['after'][0]:.0f}",
        )
        row("page of a region afterwards, first visit", f"p95 {ahead['page'][1]:.1f} ms", spread(ahead["page"]))
        row("one figure in full afterwards, first visit", f"p95 {ahead['in_full'][1]:.1f} ms", spread(ahead["in_full"]))
        title("The edition of a province with all that lies in it (PV20), from the store, a new process")
        made = [edition(kept, Path(name) / f"edition-{n}") for n in range(2)]
        for one in made:
            row(f"{one['files']} files", f"{one['s']:.1f} s", f"bar 60 s; {one['cpu_s']:.1f} s CPU time")
        same = made[0]["digest"] == made[1]["digest"]
        row("both the same, byte by byte", "yes" if same else "NO", "must be yes")


def spread(took: list[float]) -> str:
    return f"p50 {took[0]:.1f}, highest {took[2]:.1f}"


# --- the figures ----------------------------------------------------------------------------------------------------


def fill(folder: Path) -> int:
    """Keep the made-up tables as downloads that are no example, up to today; how many observations that is."""
    from doorleren.region import read_span
    from doorleren.region.indicators.read import indicators
    from doorleren.region.made_up import MadeUp
    from doorleren.store.figures import KeptFigures
    from doorleren.wiring.regions import the_regions

    examples, shelf = MadeUp(indicators(), the_regions()), KeptFigures(folder / "cijfers")
    rows = 0
    for provider, table_id in examples.tables():
        (download,) = examples.downloads(provider, table_id)
        table = examples.table(download)
        dimensions, over = [], {}
        for one in table.dimensions:
            if one.kind == "periode":
                codes = tuple(code for code in one.codes if (read_span(code.id).until or date.max) <= TODAY)
                one, over[one.id] = replace(one, codes=codes), {code.id for code in codes}
            dimensions.append(one)
        found = shelf.keep(
            replace(table, dimensions=tuple(dimensions)),
            [examples.observations(download, over)],
            fetched=datetime(2026, 11, 1, tzinfo=UTC),
            source="made up",
            filter=None,
        )
        rows += found.rows
    return rows


# --- pages ----------------------------------------------------------------------------------------------------------


class Visits:
    """The web application in this process, with this data folder."""

    def __init__(self, folder: Path) -> None:
        os.environ["DOORLEREN_DATA"] = str(folder)
        from doorleren.wiring.server import open_store

        open_store(folder)
        from django.test import Client

        from doorleren.wiring.regions import the_regions
        from doorleren.wiring.wsgi import application

        assert application is not None
        self.client = Client(SERVER_NAME="localhost")
        for address in _OTHERS:
            self.visit(address)
        self.larger, self.municipalities = (
            [one.code for kind in kinds for one in the_regions().of_kind(kind, TODAY)]
            for kinds in (("land", "provincie", "arbeidsmarktregio"), ("gemeente",))
        )

    def visit(self, address: str, clock: Any = time.process_time_ns) -> float:
        """How long it took in ms."""
        before = clock()
        answer = self.client.get(address)
        took = (clock() - before) / 1e6
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return float(took)

    def pages(self) -> list[float]:
        return [self.visit(f"/regios/{code}") for code in self.larger]

    def in_full(self) -> list[float]:
        """Monthly figures of labour-market regions: those with most work."""
        return [self.visit(f"/regios/{code}/ww-uitkeringen") for code in self.larger if code.startswith("AM")]


def pages(folder: Path) -> dict[str, Any]:
    visits = Visits(folder)
    loaded = memory_mb()
    first = visits.pages()
    told: dict[str, Any] = {
        "loaded_mb": loaded,
        "very_first": first[0],
        "first": three(first),
        "again": three(visits.pages()),
        "in_full": three(visits.in_full()),
        "mb": memory_mb(),
    }
    for code in visits.municipalities:
        visits.visit(f"/regios/{code}")
    return {**told, "all_mb": memory_mb()}


def ahead(folder: Path) -> dict[str, Any]:
    """What the server does after it started, in a thread, while somebody visits other pages."""
    import threading

    visits = Visits(folder)
    from doorleren.wiring.warming import work_out_regions

    begun, cpu, during = time.perf_counter(), [0.0], []

    def work() -> None:
        work_out_regions()
        cpu[0] = time.thread_time()

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        during += others(visits)
    took = time.perf_counter() - begun
    after = [one for _ in range(100) for one in others(visits)]
    return {
        "s": took,
        "cpu_s": cpu[0],
        "during": three(during),
        "after": three(after),
        "page": three(visits.pages()),
        "in_full": three(visits.in_full()),
    }


def others(visits: Visits) -> list[float]:
    time.sleep(0.02)
    return [visits.visit(address, time.perf_counter_ns) for address in _OTHERS]


def three(took: list[float]) -> tuple[float, float, float]:
    """The median, the 95th percentile and the highest."""
    ordered = sorted(took)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]


def memory_mb() -> float:
    pages_in_memory = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_in_memory * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- the edition ----------------------------------------------------------------------------------------------------


def edition(data: Path, folder: Path) -> dict[str, Any]:
    import resource

    command = "import sys; from doorleren.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["regio", "kerncijfers", "--kwartaal", _QUARTER, "--regio", "PV20", "--uit", str(folder)]
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", command, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DOORLEREN_DATA": str(data)},
    )
    took, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    digest = hashlib.sha256()
    for one in files:
        digest.update(f"{one.relative_to(folder)}\n".encode() + hashlib.sha256(one.read_bytes()).digest())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"files": len(files), "s": took, "cpu_s": cpu, "digest": digest.hexdigest()}


def child(what: str, folder: Path) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, __file__, what, str(folder)], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps({"pages": pages, "ahead": ahead}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        region()
