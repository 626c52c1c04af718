# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One sum, one thread: in the commands and in the server, unless somebody said otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_COUNT = """
import ctypes, json
{program}
import numpy
import scipy.linalg
found = sorted({{line.split()[-1] for line in open("/proc/self/maps") if "openblas" in line}})
print(json.dumps([_threads(ctypes.CDLL(one)) for one in found]))
"""
_THREADS = """
def _threads(library):
    names = [f"{start}openblas_get_num_threads{end}" for start in ("scipy_", "") for end in ("64_", "")]
    return next(getattr(library, name)() for name in names if hasattr(library, name))
"""
PROGRAMS = {
    "command": "from doorleren.cli import main\ntry:\n    main(['--versie'])\nexcept SystemExit:\n    pass",
    "server": "import doorleren.wiring.wsgi",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_libraries_under_numpy_and_scipy_use_one_thread(program: str, tmp_path: Path) -> None:
    assert set(threads(program, str(tmp_path), None)) == {1}


def test_what_somebody_set_stays(tmp_path: Path) -> None:
    if (os.cpu_count() or 1) < 2:
        pytest.skip("with one core there is one thread anyway")
    assert set(threads("command", str(tmp_path), "2")) == {2}


def threads(program: str, data: str, asked: str | None) -> list[int]:
    """Of each library for sums that the program loaded, how many threads it uses."""
    settings = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    settings |= {"DOORLEREN_DATA": data, "DOORLEREN_SECRET": "x" * 40}
    if asked is not None:
        settings["OPENBLAS_NUM_THREADS"] = asked
    code = _THREADS + _COUNT.format(program=PROGRAMS[program])
    done = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True)
    found: list[int] = json.loads(done.stdout.splitlines()[-1])
    assert found, "no library was seen: the test looked at nothing"
    return found
