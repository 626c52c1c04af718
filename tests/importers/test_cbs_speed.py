# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A million observations are read in a few seconds, and are not all held at once."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from .statline import observation, write

ROWS = 1_000_000
PAGE = 100_000
SECONDS = 5


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of ten pages as StatLine gives them: 500 regions, 100 months, 20 measures."""
    folder = tmp_path_factory.mktemp("groot") / "90002NED"
    folder.mkdir()
    regions = [f"GM{number:04d}" for number in range(500)]
    periods = [f"{year}MM{month:02d}" for year in range(2016, 2026) for month in range(1, 11)]
    measures = [f"M{number:06d}_1" for number in range(20)]
    write(folder / "properties.json", {"Identifier": "90002NED", "Title": "Groot", "ObservationCount": ROWS})
    kinds = {"RegioS": "GeoDimension", "Perioden": "TimeDimension"}
    dimensions = [{"Identifier": name, "Title": name, "Kind": kind} for name, kind in kinds.items()]
    write(folder / "dimensions.json", {"value": dimensions})
    lists = {"measure-codes": measures, "codes-RegioS": regions, "codes-Perioden": periods}
    for name, codes in lists.items():
        write(folder / f"{name}.json", {"value": [{"Identifier": one, "Title": one} for one in codes]})
    write(folder / "index.json", {"tableId": "90002NED", "capturedAt": "2026-01-01T00:00:00Z", "sliceFilter": None})
    cells = ((measure, region, period) for region in regions for period in periods for measure in measures)
    for number in range(ROWS // PAGE):
        rows = [
            observation(at, *next(cells), None, ValueAttribute="Impossible")
            if at % 50 == 0
            else observation(at, *next(cells), at % 977 / 10)
            for at in range(number * PAGE, (number + 1) * PAGE)
        ]
        (folder / f"observations-page-{number + 1}.json").write_bytes(orjson.dumps({"value": rows}))
    return folder


@pytest.mark.slow
def test_a_million_observations_are_not_held_at_once(large: Path):
    """A page of 100,000 rows takes some 150 MB while it is read; ten of them held would take over a gigabyte."""
    told = subprocess.run(
        [sys.executable, "-c", _READ, str(large)], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    rows, kilobytes = map(int, told.split())

    assert rows == ROWS
    assert kilobytes < 450_000, f"{kilobytes / 1_000:.0f} MB"


_READ = """
import sys
from doorleren.importers.cbs import StatLine
from doorleren.region import Observations
rows = sum(len(one) for one in StatLine("90002NED", sys.argv[1]).read() if isinstance(one, Observations))
print(rows, int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]))
"""
