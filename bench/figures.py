# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure bringing in a table of a million observations and asking it, beside pandas and DuckDB on the same files.

usage: python bench/figures.py [OBSERVATIONS]. The table is made up: pages as StatLine gives them, 100,000 rows each, in
a folder. CPU time, and on the clock beside it, each side in a process of its own; selections: one measure of one region
with all its periods, the 95th percentile of 400 in CPU time. Timings differ between machines: read the ratios.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

from tables import row, title

OBSERVATIONS: Final = 1_000_000
_PAGE: Final = 100_000
_SELECTIONS: Final = 400
_TABLE: Final = "90001NED"
_MOMENT: Final = datetime(2026, 7, 17, tzinfo=UTC)
_MEASURES: Final = [f"M{n:06d}" for n in range(20)]
_PERIODS: Final = [(f"{2016 + n // 12}MM{n % 12 + 1:02d}", f"{2016 + n // 12} maand {n % 12 + 1}") for n in range(125)]

LACKS = """pandas and DuckDB only read the rows and write them: no digest, no date, no description of the table,
no check that all pages are there, that no row is there twice or that a file is still what was written. DuckDB uses all
cores, the other two one."""


def figures(observations: int = OBSERVATIONS) -> None:
    """Ours beside both, on the same pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make(folder, observations)
        sides = {side: child(side, folder) for side in ("ours", "pandas", "duckdb")}
    assert {one["rows"] for one in sides.values()} == {made}, sides
    assert len({one["found"] for one in sides.values()}) == 1, sides
    title(f"A table of {made:,} observations, from pages in a folder into the store (CPU time)")
    ours = sides["ours"]
    row(
        "Doorleren: read, check, keep with its date",
        f"{ours['cpu_s']:.1f} s",
        f"bar 10 s; {ours['s']:.1f} s on the clock",
    )
    row("Doorleren: on the disk, memory at most", f"{ours['mb']:.1f} MB", f"{ours['peak_mb']:.0f} MB")
    row("Doorleren: the same table again (nothing new)", f"{ours['again_cpu_s']:.1f} s")
    row(
        "Doorleren: another edition, and what changed",
        f"{ours['changed_cpu_s']:.1f} s",
        "pages in memory; both editions read back whole",
    )
    for side, what in (
        ("pandas", "pandas: json, DataFrame, to_parquet"),
        ("duckdb", "DuckDB: read_json, copy to Parquet"),
    ):
        one = sides[side]
        times = f"{one['cpu_s'] / ours['cpu_s']:.1f} x ours; {one['s']:.1f} s on the clock"
        row(what, f"{one['cpu_s']:.1f} s", f"{times}; {one['mb']:.1f} MB, {one['peak_mb']:.0f} MB at most")
    title(f"One measure of one region, {_SELECTIONS} times (CPU time)")
    for side, what in (("ours", "Doorleren"), ("pandas", "pandas: read_parquet with filters"), ("duckdb", "DuckDB")):
        one = sides[side]
        bar = "bar 20 ms; " if side == "ours" else f"{one['ms'][1] / ours['ms'][1]:.1f} x ours; "
        row(what, f"p95 {one['ms'][1]:.1f} ms", f"{bar}p50 {one['ms'][0]:.1f}, highest {one['ms'][2]:.1f}")
    print(LACKS)


# --- the table ------------------------------------------------------------------------------------------------------


def make(folder: Path, observations: int) -> int:
    """Pages in the layout of recorded answers; gives how many rows there are."""
    chance = random.Random(1)
    regions = [f"GM{n:04d}" for n in range(max(1, observations // (len(_MEASURES) * len(_PERIODS))))]
    inside = folder / _TABLE
    inside.mkdir()

    def put(name: str, body: Any) -> None:
        (inside / name).write_text(json.dumps(body), "utf-8")

    put("properties.json", {"Identifier": _TABLE, "Title": "Verzonnen", "Description": "Deze cijfers zijn verzonnen."})
    kinds = (("RegioS", "GeoDimension"), ("Perioden", "TimeDimension"))
    put("dimensions.json", {"value": [{"Identifier": one, "Title": one, "Kind": kind} for one, kind in kinds]})
    put(
        "measure-codes.json",
        {
            "value": [
                {"Identifier": one, "Title": one, "Unit": "%", "Decimals": 1, "DataType": "Double"} for one in _MEASURES
            ]
        },
    )
    put("codes-RegioS.json", {"value": [{"Identifier": one, "Title": one} for one in regions]})
    put(
        "codes-Perioden.json",
        {"value": [{"Identifier": one, "Title": text, "Status": "Definitief"} for one, text in _PERIODS]},
    )
    rows: list[dict[str, Any]] = []
    names: list[str] = []

    def page() -> None:
        names.append(f"observations-page-{len(names) + 1}.json")
        put(names[-1], {"value": rows})
        rows.clear()

    count = 0
    for region in regions:
        for period, _ in _PERIODS:
            for measure in _MEASURES:
                value = None if chance.random() < 0.03 else round(chance.uniform(0, 100), 1)
                said = "None" if value is not None else "Impossible"
                rows.append(
                    {
                        "Id": count,
                        "Measure": measure,
                        "ValueAttribute": said,
                        "Value": value,
                        "StringValue": None,
                        "RegioS": region,
                        "Perioden": period,
                    }
                )
                count += 1
                if len(rows) == _PAGE:
                    page()
    if rows:
        page()
    put(
        "index.json",
        {
            "tableId": _TABLE,
            "capturedAt": "2026-07-17T00:00:00Z",
            "sliceFilter": None,
            "observationRows": count,
            "observationPages": names,
        },
    )
    return count


def asked(folder: Path) -> list[tuple[str, str]]:
    chance = random.Random(2)
    codes = json.loads((folder / _TABLE / "codes-RegioS.json").read_text("utf-8"))["value"]
    regions = [one["Identifier"] for one in codes]
    return [(chance.choice(_MEASURES), chance.choice(regions)) for _ in range(_SELECTIONS)]


def pages(folder: Path) -> list[Path]:
    return sorted((folder / _TABLE).glob("observations-page-*.json"), key=lambda one: int(one.stem.rpartition("-")[2]))


# --- the sides ------------------------------------------------------------------------------------------------------


def ours(folder: Path) -> dict[str, Any]:
    import doorleren.store.figures_parquet  # noqa: F401
    from doorleren.importers.cbs import StatLine
    from doorleren.journeys.fetch_table import fetch_table
    from doorleren.region import Observations, TableEvent
    from doorleren.store.figures import KeptFigures

    figures = KeptFigures(folder / "ours")
    feed = StatLine(_TABLE, str(folder))
    done, took = timed(lambda: fetch_table(feed, figures, _MOMENT))
    assert done.new, done
    peak = peak_mb()
    again, again_took = timed(lambda: fetch_table(StatLine(_TABLE, str(folder)), figures, _MOMENT))
    assert not again.new
    events = [*feed.read()]

    class Revised:
        """The same with one figure of each page revised, as CBS does."""

        source = "revised"

        def read(self) -> Any:
            for event in events:
                yield revised(event)

    def revised(event: TableEvent) -> TableEvent:
        if not isinstance(event, Observations):
            return event
        values = [1.5, *list(event.values)[1:]]
        return Observations(event.measures, event.codes, values, event.reasons, event.texts)

    changed, changed_took = timed(
        lambda: fetch_table(Revised(), KeptFigures(folder / "ours"), datetime(2026, 10, 17, tzinfo=UTC))
    )
    size = sum(one.stat().st_size for one in (folder / "ours").rglob("*.parquet")) / (1 + changed.new)
    kept = done.download
    assert kept is not None
    found, ms = selections(
        folder, lambda measure, region: figures.observations(kept, {"Measure": [measure], "RegioS": [region]}).values
    )
    return {
        **took,
        "again_cpu_s": again_took["cpu_s"],
        "changed_cpu_s": changed_took["cpu_s"],
        "rows": kept.rows,
        "mb": size / 1e6,
        "peak_mb": peak,
        "ms": ms,
        "found": found,
    }


def with_pandas(folder: Path) -> dict[str, Any]:
    import pandas as pd
    import pyarrow.parquet  # noqa: F401

    file = folder / "pandas.parquet"

    def write() -> int:
        parts = [pd.DataFrame(json.loads(page.read_bytes())["value"]) for page in pages(folder)]
        whole = pd.concat(parts, ignore_index=True)
        for name in ("Measure", "ValueAttribute", "RegioS", "Perioden"):
            whole[name] = whole[name].astype("category")
        whole.to_parquet(file, compression="zstd")
        return len(whole)

    rows, took = timed(write)
    peak = peak_mb()
    found, ms = selections(
        folder,
        lambda measure, region: pd.read_parquet(file, filters=[("Measure", "==", measure), ("RegioS", "==", region)])[
            "Value"
        ].tolist(),
    )
    return {**took, "rows": rows, "mb": file.stat().st_size / 1e6, "peak_mb": peak, "ms": ms, "found": found}


def with_duckdb(folder: Path) -> dict[str, Any]:
    import duckdb

    file = folder / "duckdb.parquet"
    database = duckdb.connect()
    names = [str(page) for page in pages(folder)]

    def write() -> None:
        database.execute(
            "copy (select unnest(value, recursive := true) from read_json($files, maximum_object_size = 100000000)) "
            f"to '{file}' (format parquet, compression zstd)",
            {"files": names},
        )

    _, took = timed(write)
    peak = peak_mb()
    rows = database.execute(f"select count(*) from '{file}'").fetchall()[0][0]
    question = f"select Value from '{file}' where Measure = ? and RegioS = ? order by Id"
    found, ms = selections(
        folder,
        lambda measure, region: [one for (one,) in database.execute(question, [measure, region]).fetchall()],
    )
    return {**took, "rows": rows, "mb": file.stat().st_size / 1e6, "peak_mb": peak, "ms": ms, "found": found}


def selections(folder: Path, find: Callable[[str, str], Any]) -> tuple[str, tuple[float, float, float]]:
    """A sum over all that was found, so that the sides can be seen to find the same, and the times in ms."""
    took, total, numbers = [], 0.0, 0
    for measure, region in asked(folder):
        before = time.process_time_ns()
        values = find(measure, region)
        took.append((time.process_time_ns() - before) / 1e6)
        # Not equal to itself: how pandas says that there is no number.
        known = [value for value in values if value is not None and value == value]
        total, numbers = total + sum(known), numbers + len(known)
    ordered = sorted(took)
    return f"{numbers} {total:.1f}", (ordered[len(took) // 2], ordered[int(len(took) * 0.95)], ordered[-1])


def timed(run: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    clock, cpu = time.perf_counter(), time.process_time()
    found = run()
    return found, {"s": time.perf_counter() - clock, "cpu_s": time.process_time() - cpu}


def peak_mb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(side: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, side, str(folder)], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    if len(sys.argv) > 2:
        side = {"ours": ours, "pandas": with_pandas, "duckdb": with_duckdb}[sys.argv[1]]
        print(json.dumps(side(Path(sys.argv[2]))))
    else:
        figures(int(sys.argv[1]) if len(sys.argv) > 1 else OBSERVATIONS)
