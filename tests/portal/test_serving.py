# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the server needs before it can serve: a secret, a database, an address that is free."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from doorleren.wiring import server
from doorleren.wiring.database import DatabaseIsUnclear, database
from doorleren.wiring.secret import SecretIsTooShort, keep_private, make_secret, the_secret


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOORLEREN_SECRET", raising=False)
    make_secret(tmp_path / "data")
    first = the_secret(tmp_path / "data")

    make_secret(tmp_path / "data")

    assert the_secret(tmp_path / "data") == first
    assert len(first) >= 32
    assert (tmp_path / "data/secret.txt").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORLEREN_SECRET", "welkom123")

    with pytest.raises(SecretIsTooShort, match="Neem er 32 of meer"):
        the_secret(tmp_path)


def test_the_database_is_sqlite_unless_another_is_named(tmp_path: Path) -> None:
    assert database("", tmp_path)["NAME"] == str(tmp_path / "doorleren.sqlite3")
    found = database("postgresql://piet:ge%40heim@db.example:5433/doorleren?sslmode=require", tmp_path)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("piet", "ge@heim", "db.example", "5433")
    assert found["NAME"] == "doorleren"
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_an_unclear_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseIsUnclear, match="postgresql://"):
        database("mysql://x/y", tmp_path)


def test_an_address_in_use_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        code = server.serve("127.0.0.1", taken.getsockname()[1])

    assert code == 2
    assert "Kies een andere poort met --poort." in capsys.readouterr().err


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::"])
def test_an_address_for_others_without_names_is_said_with_what_to_set(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it every visitor would only be told that their request was not understood."""
    monkeypatch.delenv("DOORLEREN_HOSTS", raising=False)

    code = server.serve(address, 8000)

    assert code == 2
    assert f"DOORLEREN_HOSTS=leren.gemeente.nl,localhost doorleren serve --adres {address}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nergens.parquet", "nergens.parquet"),
        ("mensen.xlsx", "Dit soort bestand kennen wij niet."),
        ("kapot.parquet", "Dit bestand is niet goed te lezen."),
        ("vreemd.csv", "schoenmaat"),
    ],
)
def test_a_file_with_people_that_cannot_be_used_is_said_before_serving(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mensen.xlsx").touch()
    (tmp_path / "kapot.parquet").write_text("geen parquet", "utf-8")
    (tmp_path / "vreemd.csv").write_text("schoenmaat\n43\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    code = server.serve("127.0.0.1", port, str(tmp_path / name))

    told = capsys.readouterr().err
    assert code == 2
    assert said in told
    assert "Traceback" not in told


def test_who_serves_people_who_may_be_real_is_told_what_that_means(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mensen.csv").write_text("geboortedatum\n1980-01-01\n", "utf-8")

    assert server._people_trouble(str(tmp_path / "mensen.csv")) is None

    assert "Laat alleen mensen bij deze website die de gegevens mogen gebruiken." in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_what_lies_in_the_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    """Also what an older version left there for everybody to read."""
    folder, file = tmp_path / "data", tmp_path / "data/doorleren.sqlite3"
    folder.mkdir(mode=0o755)
    for made in (file, Path(f"{file}-wal")):
        made.touch(mode=0o644)

    keep_private(folder, str(file))

    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == Path(f"{file}-wal").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_shared_stays_shared(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o1777)

    keep_private(tmp_path / "shared", "")

    assert (tmp_path / "shared").stat().st_mode & 0o7777 == 0o1777


@pytest.mark.slow
def test_the_server_serves_says_where_and_stops(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DOORLEREN_", "DJANGO_"))}
    program = f"from doorleren.wiring.server import serve; raise SystemExit(serve('127.0.0.1', {port}))"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env={**environment, "DOORLEREN_DATA": str(tmp_path / "data"), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        said = process.stdout.readline()
        page = first_page(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(20)

    assert f"http://127.0.0.1:{port}" in said
    assert "Wat is er voor mij?" in page
    kept = list((tmp_path / "data").glob("*.sqlite3*"))
    assert tmp_path / "data/doorleren.sqlite3" in kept
    assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}


def first_page(address: str) -> str:
    """The page, as soon as the server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
