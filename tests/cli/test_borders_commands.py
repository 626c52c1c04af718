# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren regio grenzen`, as an analyst or a script runs it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from doorleren.cli import main
from doorleren.region.boundaries_kept import read_boundaries, years_kept

from ..region.drawn_borders import as_file, winding_of
from .conftest import HOUSE, Ran

EXAMPLE = HOUSE / "voorbeelden/grenzen/provincies_verzonnen.geojson"
PROVINCES = [f"PV{number}" for number in range(20, 32)]
Doorleren = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOORLEREN_DATA", str(tmp_path / "gegevens"))
    monkeypatch.setattr("doorleren.cli.borders.today", lambda: date(2026, 11, 21))
    return tmp_path / "gegevens"


@pytest.fixture
def doorleren(data: Path, capsys: pytest.CaptureFixture[str]) -> Doorleren:
    def doorleren(*arguments: object) -> Ran:
        code = main(["regio", "grenzen", *map(str, arguments)])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return doorleren


def test_borders_are_brought_in_and_listed(doorleren: Doorleren, data: Path) -> None:
    brought = doorleren("haal", EXAMPLE, "--soort", "provincie", "--jaar", "2026", "--bron", "verzonnen voorbeeld")

    assert (brought.code, brought.err) == (0, "")
    assert brought.out == (
        "Bewaard: de grenzen van 12 provincies in 2026.\nZo staat het onder de kaart: «Bron: verzonnen voorbeeld.»\n"
    )
    assert doorleren("lijst").out == (
        "Provincies, 2026: 12 gebieden, opgehaald op 21 november 2026. Bron: verzonnen\nvoorbeeld.\n"
    )
    assert read_boundaries(data, "provincie", 2026) is not None


def test_a_script_reads_what_was_brought_and_what_is_there(doorleren: Doorleren) -> None:
    brought = doorleren("haal", EXAMPLE, "--soort", "provincie", "--json")
    again = doorleren("haal", EXAMPLE, "--soort", "provincie", "--json")
    listed = doorleren("lijst", "--json")

    one = {
        "soort": "provincie",
        "jaar": 2026,
        "gebieden": 12,
        "bron": "provincies_verzonnen.geojson",
        "opgehaald": "2026-11-21",
        "beschadigd": False,
    }
    assert brought.json == {**one, "vervangt": False, "opmerkingen": []}
    assert again.json["vervangt"] is True
    assert listed.json == [one]


def test_all_that_is_wrong_with_the_question_is_told_together(doorleren: Doorleren) -> None:
    ran = doorleren("haal", " ", "--soort", "provincie", "--jaar", "26", "--bron", "a\nb", "--json")

    assert ran.code == 2
    assert [one["waar"] for one in json.loads(ran.err)["problemen"]] == ["--jaar", "BESTAND|ADRES", "--bron"]


def test_a_file_that_is_not_whole_replaces_nothing(doorleren: Doorleren, data: Path, tmp_path: Path) -> None:
    doorleren("haal", EXAMPLE, "--soort", "provincie")
    before = (data / "grenzen/provincie-2026.json").read_bytes()
    broken = json.loads(EXAMPLE.read_text("utf-8"))
    del broken["features"][0]["properties"]["statcode"]
    broken["features"][3]["geometry"] = None
    (tmp_path / "half.geojson").write_text(json.dumps(broken))

    ran = doorleren("haal", tmp_path / "half.geojson", "--soort", "provincie", "--json")

    assert ran.code == 2
    assert ran.out == ""
    assert len(json.loads(ran.err)["problemen"]) == 2
    assert (data / "grenzen/provincie-2026.json").read_bytes() == before


def test_the_same_file_brought_again_gives_the_same_bytes(doorleren: Doorleren, data: Path) -> None:
    doorleren("haal", EXAMPLE, "--soort", "provincie")
    before = (data / "grenzen/provincie-2026.json").read_bytes()

    doorleren("haal", EXAMPLE, "--soort", "provincie")

    assert (data / "grenzen/provincie-2026.json").read_bytes() == before
    assert [one.name for one in (data / "grenzen").iterdir()] == ["provincie-2026.json"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--soort", "arbeidsmarktregio"), "PV21 (provincie) is geen code van een arbeidsmarktregio."),
        (("--soort", "provincie", "--jaar", "2025"), "De grenzen zijn van 2026, niet van 2025."),
    ],
)
def test_another_kind_or_year_than_the_file_says_is_refused(
    doorleren: Doorleren, data: Path, more: tuple[str, ...], told: str
) -> None:
    ran = doorleren("haal", EXAMPLE, *more)

    assert ran.code == 2
    assert told in ran.err
    assert not (data / "grenzen").exists()


def test_regions_without_a_border_are_named_and_the_others_kept(
    doorleren: Doorleren, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "grenzen.json").write_bytes(as_file(winding_of("provincie", [*PROVINCES[:10], "PV99"], 4)))

    ran = doorleren("haal", tmp_path / "grenzen.json", "--soort", "provincie")

    assert ran.code == 0
    assert "Van 2 van de 12 provincies is er geen grens: Noord-Brabant (PV30), Limburg (PV31)." in ran.err
    assert "Dit was er in 2026 niet: Gebied PV99 (PV99)." in ran.err
    assert years_kept(data, "provincie") == (2026,)


def test_a_damaged_file_is_listed_as_such_beside_those_that_are_whole(doorleren: Doorleren, data: Path) -> None:
    doorleren("haal", EXAMPLE, "--soort", "provincie")
    (data / "grenzen/gemeente-2025.json").write_text("{")

    ran = doorleren("lijst")

    assert ran.code == 2
    assert ran.out.startswith("Provincies, 2026: 12 gebieden")
    assert "Gemeenten, 2025: beschadigd." in ran.out
    assert "doorleren regio grenzen haal BESTAND --soort gemeente --jaar 2025" in ran.err


def test_a_folder_that_cannot_be_written_to_is_told(doorleren: Doorleren, data: Path) -> None:
    data.mkdir()
    (data / "grenzen").write_text("geen map")

    ran = doorleren("haal", EXAMPLE, "--soort", "provincie")

    assert ran.code == 2
    assert "Wat er al was, blijft staan." in ran.err


def test_in_english_too(doorleren: Doorleren) -> None:
    assert doorleren("lijst", "--taal", "en").out == "There are no borders yet. Maps are in tiles.\n"
    assert doorleren("haal", EXAMPLE, "--soort", "provincie", "--taal", "en").out.startswith(
        "Kept: the borders of 12 provinces in 2026."
    )
