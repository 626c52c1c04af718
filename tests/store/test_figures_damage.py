# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A download is there whole or not at all, whatever happens; and what was damaged is told, never used."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.region import Code, Dimension, Download, Measure, Observations, Table
from doorleren.store.figures import KeptFigures

JULY, AUGUST = datetime(2026, 7, 17, tzinfo=UTC), datetime(2026, 8, 17, tzinfo=UTC)
TABLE = Table(
    "cbs",
    "80590ned",
    "Een verzonnen tabel",
    (Dimension("Perioden", "Perioden", "periode", (Code("2026MM05", "mei"), Code("2026MM06", "juni"))),),
    (Measure("M1", "Deelname", "%", 1),),
)
HOUSE = Path(__file__).resolve().parents[2]


def rows(value: float) -> list[Observations]:
    return [Observations(["M1", "M1"], {"Perioden": ["2026MM05", "2026MM06"]}, [value, None], [None, "x"], [None] * 2)]


@pytest.fixture
def figures(tmp_path: Path) -> KeptFigures:
    return KeptFigures(tmp_path)


def keep(figures: KeptFigures, value: float, at: datetime) -> Download:
    return figures.keep(TABLE, rows(value), fetched=at, source="x", filter=None)


def downloads(folder: Path) -> list[str]:
    """The names in the folder of the table, without what is not a download."""
    return sorted(one.name for one in (folder / "cbs" / "80590ned").iterdir() if one.is_dir())


# --- whole, or nothing ----------------------------------------------------------------------------------------------


def test_a_source_that_breaks_off_leaves_what_there_was(figures: KeptFigures, tmp_path: Path) -> None:
    kept = keep(figures, 1.0, JULY)

    def broken():
        yield rows(2.0)[0]
        raise ConnectionError("weg")

    with pytest.raises(ConnectionError):
        figures.keep(TABLE, broken(), fetched=AUGUST, source="x", filter=None)

    assert figures.downloads("cbs", "80590ned") == [kept]
    assert downloads(tmp_path) == [kept.key]


@pytest.mark.parametrize("call", range(1, 7))
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_ctrl_c_at_any_moment_leaves_nothing_half(
    figures: KeptFigures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException
) -> None:
    kept = keep(figures, 1.0, JULY)
    fsync, calls = os.fsync, []

    def full(file: int) -> None:
        calls.append(file)
        if len(calls) == call:
            raise error
        fsync(file)

    monkeypatch.setattr(os, "fsync", full)
    if call == 6:
        # There are five moments; the sixth shows that we looked at all of them.
        assert keep(figures, 2.0, AUGUST).rows == 2
        assert len(calls) == 5
        return
    with pytest.raises(type(error)):
        keep(figures, 2.0, AUGUST)
    monkeypatch.undo()

    found = figures.downloads("cbs", "80590ned")
    # After the last step it is there, and whole.
    assert len(found) == (2 if call == 5 else 1)
    assert found[0] == kept
    assert downloads(tmp_path) == [one.key for one in found]
    for one in found:
        assert len(figures.observations(one, {})) == 2
    assert keep(figures, 2.0, AUGUST).rows == 2


def test_a_file_that_may_not_become_this_large_leaves_nothing(tmp_path: Path) -> None:
    """A limit of the system itself stops the writing halfway a file."""
    code = f"""
import resource, sys
sys.path[:0] = [{str(HOUSE / "src")!r}, {str(Path(__file__).parent)!r}]
from test_figures_damage import *
resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
try:
    keep(KeptFigures(Path({str(tmp_path)!r})), 1.0, JULY)
except OSError as error:
    print(error.errno)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == str(errno.EFBIG)
    assert downloads(tmp_path) == []
    assert KeptFigures(tmp_path).tables() == []


def test_a_process_that_is_killed_while_it_writes_leaves_nothing_and_is_cleaned_up(tmp_path: Path) -> None:
    kept = keep(KeptFigures(tmp_path), 1.0, JULY)
    code = f"""
import os, sys, time
sys.path[:0] = [{str(HOUSE / "src")!r}, {str(Path(__file__).parent)!r}]
from test_figures_damage import *
calls = []
def slow(file):
    calls.append(file)
    if len(calls) == 3:
        print("now", flush=True)
        time.sleep(60)
os.fsync = slow
keep(KeptFigures(Path({str(tmp_path)!r})), 2.0, AUGUST)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"

    # Somebody else who comes meanwhile leaves alone what is still being written.
    figures = KeptFigures(tmp_path)
    assert keep(figures, 1.0, JULY) == kept
    assert len(downloads(tmp_path)) == 2
    process.send_signal(signal.SIGKILL)
    process.wait(30)

    assert figures.downloads("cbs", "80590ned") == [kept]
    half = next(name for name in downloads(tmp_path) if name.startswith(".half-"))
    assert {one.name for one in (tmp_path / "cbs" / "80590ned" / half).iterdir()} == {
        "observations.parquet",
        "table.json",
        "download.json",
    }
    again = keep(figures, 2.0, AUGUST)
    assert downloads(tmp_path) == [kept.key, again.key]


def test_who_keeps_at_the_same_time_keeps_whole_downloads(tmp_path: Path) -> None:
    """Three at once, of which two have the same figures."""
    start = tmp_path / "start"
    code = f"""
import sys, time
sys.path[:0] = [{str(HOUSE / "src")!r}, {str(Path(__file__).parent)!r}]
from test_figures_damage import *
import doorleren.store.figures_parquet
print("ready", flush=True)
while not Path({str(start)!r}).exists():
    time.sleep(0.001)
keep(KeptFigures(Path({str(tmp_path)!r})), float(sys.argv[1]), JULY)
"""
    processes = [
        subprocess.Popen([sys.executable, "-c", code, value], stdout=subprocess.PIPE, text=True)
        for value in ("1", "1", "2")
    ]
    for one in processes:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    start.touch()

    assert [one.wait(60) for one in processes] == [0, 0, 0]
    figures = KeptFigures(tmp_path)
    found = figures.downloads("cbs", "80590ned")
    assert sorted(figures.observations(one, {}).values[0] for one in found) == [1.0, 2.0]
    assert downloads(tmp_path) == [one.key for one in found]


def test_cleaning_up_does_not_follow_a_link(figures: KeptFigures, tmp_path: Path) -> None:
    keep(figures, 1.0, JULY)
    elsewhere = tmp_path / "van iemand anders"
    elsewhere.mkdir()
    (elsewhere / "brief").write_text("bewaren")
    (tmp_path / "cbs" / "80590ned" / ".half-0").symlink_to(elsewhere)

    keep(figures, 2.0, AUGUST)

    assert (elsewhere / "brief").read_text() == "bewaren"


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cijfers").write_text("geen map")
    figures = KeptFigures(tmp_path / "cijfers")

    assert figures.tables() == []
    with pytest.raises(OSError, match="cijfers"):
        keep(figures, 1.0, JULY)


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do everything may also write in a folder to read only")
def test_a_folder_to_read_only_still_gives_its_figures(figures: KeptFigures, tmp_path: Path) -> None:
    kept = keep(figures, 1.0, JULY)
    folder = tmp_path / "cbs" / "80590ned"
    folder.chmod(0o555)
    try:
        assert figures.observations(kept, {}).values == [1.0, None]
        with pytest.raises(PermissionError):
            keep(figures, 2.0, AUGUST)
    finally:
        folder.chmod(0o755)


def everything(figures: KeptFigures, download: Download) -> None:
    """Read all that there is to read."""
    figures.downloads("cbs", "80590ned")
    figures.observations(download, {})


# --- damage ---------------------------------------------------------------------------------------------------------


def shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def one_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def gone(file: Path) -> None:
    file.unlink()


def nonsense(file: Path) -> None:
    file.write_bytes(b"\xff[" * 5000)


@pytest.mark.parametrize("harm", [shorter, one_bit, empty, gone, nonsense])
@pytest.mark.parametrize("name", ["observations.parquet", "table.json", "download.json"])
def test_a_damaged_file_is_told_and_never_used(
    figures: KeptFigures, tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    """Also when it was read before, and also where an older download is whole."""
    keep(figures, 1.0, JULY)
    kept = keep(figures, 2.0, AUGUST)
    assert len(figures.observations(kept, {})) == 2
    time.sleep(0.01)

    harm(tmp_path / "cbs" / "80590ned" / kept.key / name)

    for fresh in (figures, KeptFigures(tmp_path)):
        with pytest.raises(FiguresTrouble) as trouble:
            everything(fresh, kept)
        assert trouble.value.problem.where == f"80590ned/{kept.key}/{name}"
        assert "Wij gebruiken de cijfers niet." in trouble.value.problem.what.nl


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("table.json", ("%", "x 1 000")),
        ("download.json", ('"rows":2', '"rows":3')),
        ("download.json", ("2026-08-17", "2026-08-18")),
        ("download.json", ('"made_up":false', '"made_up":true ')),
    ],
)
def test_what_was_edited_by_hand_is_told(
    figures: KeptFigures, tmp_path: Path, name: str, change: tuple[str, str]
) -> None:
    kept = keep(figures, 1.0, AUGUST)
    file = tmp_path / "cbs" / "80590ned" / kept.key / name
    assert change[0] in file.read_text()

    file.write_text(file.read_text().replace(*change))

    with pytest.raises(FiguresTrouble):
        everything(figures, kept)


@pytest.mark.parametrize("other", ["20260901T000000Z-{digest}", "20260817T000000Z-000000000000"])
def test_a_download_cannot_be_given_another_date_by_its_name(figures: KeptFigures, tmp_path: Path, other: str) -> None:
    kept = keep(figures, 1.0, AUGUST)
    folder = tmp_path / "cbs" / "80590ned" / kept.key
    folder.rename(folder.with_name(other.format(digest=kept.digest[:12])))

    with pytest.raises(FiguresTrouble) as trouble:
        figures.downloads("cbs", "80590ned")

    assert "heet anders" in trouble.value.problem.what.nl


def test_a_download_cannot_be_moved_to_another_table(figures: KeptFigures, tmp_path: Path) -> None:
    kept = keep(figures, 1.0, AUGUST)
    (tmp_path / "cbs" / "80590ned").rename(tmp_path / "cbs" / "80072ned")

    with pytest.raises(FiguresTrouble):
        figures.downloads("cbs", "80072ned")
    assert kept.table == "80590ned"


def test_a_form_that_we_do_not_know_is_not_read_as_ours(figures: KeptFigures, tmp_path: Path) -> None:
    """A download of a later version of the program, with everything else in order."""
    from doorleren.store.figures_json import digest_of, to_bytes

    kept = keep(figures, 1.0, AUGUST)
    file = tmp_path / "cbs" / "80590ned" / kept.key / "download.json"
    shape = json.loads(file.read_text())
    shape.pop("seal")
    shape["form"] = 2
    file.write_bytes(to_bytes({**shape, "seal": digest_of(to_bytes(shape))}))

    with pytest.raises(FiguresTrouble):
        figures.downloads("cbs", "80590ned")
