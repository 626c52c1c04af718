# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command as somebody has it after `make setup`, run as they would run it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]
INSTALLED = Path(sys.executable).parent / "doorleren"
COMMAND = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "doorleren"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run `doorleren` with these arguments; `text` is what is typed or piped into it."""

    def run_it(*arguments: object, text: str | bytes | None = None, **environment: str) -> Ran:
        quiet = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "NO_COLOR", "COLUMNS")}
        given = text.encode() if isinstance(text, str) else text
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=given if given is not None else b"",
            capture_output=True,
            cwd=HOUSE,
            env={**quiet, "PYTHONPATH": str(HOUSE / "src"), **environment},
            check=False,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run_it


@pytest.fixture(scope="session")
def anne() -> Path:
    """The person whose story opens the first letter."""
    return HOUSE / "voorbeelden" / "anne.yaml"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """A profile in a file."""

    def write_it(text: str) -> Path:
        path = tmp_path / "ik.yaml"
        path.write_text(text, "utf-8")
        return path

    return write_it
