# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests about the house share: where it stands and which files belong to it."""

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def house() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def own_files(house: Path) -> list[Path]:
    """Every file that git keeps or would keep."""
    if not (house / ".git").exists():
        pytest.skip("not a git checkout, so nobody can say which files belong to it")
    listed = subprocess.run(
        # The checkout may belong to another user, in a container for instance.
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=house,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [house / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file()]
