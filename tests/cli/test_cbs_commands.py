# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren cbs`, as an analyst or a script runs it."""

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from doorleren.journeys.figures import end_of

from ..importers.ooapi_server import Answer
from ..importers.statline import StatLineServer, playing
from .conftest import HOUSE, Ran, Run

pytestmark = pytest.mark.slow

Doorleren = Callable[..., Ran]
EXAMPLES = HOUSE / "voorbeelden" / "cijfers"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gegevens")


@pytest.fixture(scope="module")
def doorleren(run: Run, data: Path) -> Doorleren:
    """The command with the example of July and of October in its store."""

    def doorleren(*arguments: object) -> Ran:
        return run("cbs", *arguments, DOORLEREN_DATA=str(data))

    for edition in ("juli", "oktober"):
        assert doorleren("haal", "voorbeeld", "--bron", EXAMPLES / edition).code == 0
    return doorleren


def test_a_table_is_fetched_and_a_figure_of_it_shown_to_a_script(doorleren: Doorleren) -> None:
    ran = doorleren("toon", "voorbeeld", "--selectie", "Measure=V000001,RegioS=PV20,Perioden=2026KW02", "--json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json == [
        {
            "waarde": 71.2,
            "reden": None,
            "periodestatus": "Definitief",
            "eenheid": "%",
            "Measure": "V000001",
            "RegioS": "PV20",
            "Perioden": "2026KW02",
            "bron": {"tabel": "voorbeeld", "opgehaald": "2026-10-16T09:00:00Z"},
        }
    ]


def test_no_number_is_null_with_what_the_source_says(doorleren: Doorleren) -> None:
    (found,) = doorleren("toon", "voorbeeld", "--selectie", "RegioS=PV20,Perioden=2026KW03", "--json").json

    assert (found["waarde"], found["reden"], found["periodestatus"]) == (None, "Confidential", "Voorlopig")


def test_a_whole_number_is_written_as_it_came(doorleren: Doorleren) -> None:
    ran = doorleren(
        "toon", "voorbeeld", "--selectie", "Measure=V000002,RegioS=NL01,Perioden=2026KW01|2026KW02", "--json"
    )

    assert '"waarde": 9810,' in ran.out
    assert [one["waarde"] for one in ran.json] == [9810, 9836]


def test_what_we_had_on_a_day_stays_what_it_was(doorleren: Doorleren) -> None:
    """On the day itself the download of that day counts."""
    select = ("--selectie", "Measure=V000001,RegioS=NL01,Perioden=2026KW02", "--json")

    on = {
        day: doorleren("toon", "voorbeeld", *select, "--stand", day)
        for day in ("2026-07-17", "2026-10-15", "2026-10-16")
    }

    assert [ran.json[0]["waarde"] for ran in on.values()] == [73.6, 73.6, 73.5]
    assert on["2026-10-15"].json[0]["periodestatus"] == "Voorlopig"
    before = doorleren("toon", "voorbeeld", *select, "--stand", "2026-07-16")
    assert (before.code, before.out) == (2, "")
    assert "2026-07-17" in before.err


def test_a_person_reads_a_table_of_eighty_columns(doorleren: Doorleren) -> None:
    ran = doorleren("toon", "voorbeeld", "--selectie", "RegioS=PV20")

    lines = ran.out.splitlines()
    assert ran.code == 0
    assert max(map(len, lines)) <= 80
    assert lines[1] == "Opgehaald op 16 oktober 2026, 11.00 uur."
    assert "Regio's: Groningen (PV)" in lines
    (title,) = [line for line in lines if line.startswith("Meting")]
    assert title.split() == ["Meting", "Perioden", "Eenheid", "Waarde", "Status"]
    # Figures stand below each other, at the end of their column.
    end = title.index("Waarde") + len("Waarde")
    assert [line[:end].split()[-1] for line in lines if "kwartaal" in line] == ["70,9", "312", "71,2", "314", "cijfer:"]
    assert "Confidential" in ran.out


def test_a_row_that_is_not_there_is_not_zero(doorleren: Doorleren) -> None:
    select = ("--selectie", "Measure=V000002,RegioS=PV20,Perioden=2026KW03")

    ran = doorleren("toon", "voorbeeld", *select)
    shape = doorleren("toon", "voorbeeld", *select, "--json")

    assert "Dat is iets anders dan nul." in ran.err
    assert (shape.code, shape.json) == (0, [])
    assert json.loads(shape.err)["waarschuwingen"]


def test_a_spreadsheet_gets_codes_titles_and_a_comma(doorleren: Doorleren) -> None:
    text = doorleren("toon", "voorbeeld", "--selectie", "RegioS=PV20", "--csv").out

    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert (rows[0]["waarde"], rows[0]["RegioS"], rows[0]["RegioS_titel"]) == ("70,9", "PV20", "Groningen (PV)")
    assert (rows[-1]["waarde"], rows[-1]["reden"]) == ("", "Confidential")
    assert "70.9" in doorleren("toon", "voorbeeld", "--csv", "--taal", "en").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["toon", "Voorbeeld"], "Bedoelt u «voorbeeld»?"),
        (["toon", "80072ned"], "doorleren cbs haal 80072ned"),
        (["toon", "voorbeeld", "--selectie", "regios=PV20"], "Bedoelt u «RegioS»?"),
        (["toon", "voorbeeld", "--selectie", "RegioS=PV2"], "«PV20 (Groningen (PV))»"),
        (["toon", "voorbeeld", "--selectie", "RegioS=groningen"], "«PV20 (Groningen (PV))»"),
        (["toon", "voorbeeld", "--selectie", "Measure=V000001,Measure=V000002"], "staat er twee keer"),
        (["toon", "voorbeeld", "--selectie", "PV20"], "«PV20» is geen naam met een code"),
        (["toon", "voorbeeld", "--selectie", ""], "is geen naam met een code"),
        (["toon", "voorbeeld", "--selectie", "RegioS=PV20|"], "is geen naam met een code"),
        (["toon", "voorbeeld", "--stand", "gisteren"], "gisteren"),
        (["toon", "../voorbeeld"], "Zo kan een tabel niet heten."),
        (["toon", "voorbeeld", "--json", "--csv"], "gaan niet samen"),
        (["toon", "eurostat/voorbeeld"], "doorleren cbs lijst"),
        (["verschil", "voorbeeld", "--van", "2026-10-20", "--tot", "2026-08-01"], "Wissel --van en --tot om."),
        (["verschil", "voorbeeld", "--van", "20260717T090000Z-000000000000"], "Deze download hebben wij niet."),
        (["haal", "voorbeeld", "--bron", ""], "Hier staat niets."),
        (["haal", "voorbeeld", "--bron", "nergens"], "nergens"),
        (["haal", "voorbeeld/../../x", "--bron", "nergens"], "Zo kan een tabel niet heten."),
        (["haal", "eurostat/tabel", "--bron", "nergens"], "Van «eurostat» kunnen wij geen tabel halen."),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_do(doorleren: Doorleren, arguments: list[str], told: str) -> None:
    ran = doorleren(*arguments)

    assert (ran.code, told in ran.err, "Traceback" in ran.err) == (2, True, False), ran.err


def test_all_that_is_wrong_with_a_selection_is_told_at_once(doorleren: Doorleren) -> None:
    ran = doorleren("toon", "voorbeeld", "--selectie", "Leeftijd=1,RegioS=PV99|PV20", "--json", "--taal", "en")

    assert [one["waar"] for one in json.loads(ran.err)["problemen"]] == [
        "--selectie Leeftijd",
        "--selectie RegioS=PV99",
    ]


def test_what_changed_is_told_when_a_table_is_fetched_again_and_afterwards(
    run: Run, doorleren: Doorleren, tmp_path: Path
) -> None:
    run("cbs", "haal", "voorbeeld", "--bron", EXAMPLES / "juli", DOORLEREN_DATA=str(tmp_path))

    ran = run("cbs", "haal", "voorbeeld", "--bron", EXAMPLES / "oktober", DOORLEREN_DATA=str(tmp_path))
    later = doorleren("verschil", "voorbeeld", "--van", "2026-08-01")

    for said in (ran.out, later.out):
        text = " ".join(said.split())
        assert "Nu «Definitief», en eerst «Voorlopig»: 2026 2e kwartaal." in text
        assert "Nederland, 2026 2e kwartaal was 73,6 en is nu 73,5." in text
        assert "was geen cijfer («Impossible») en is nu 314." in text
        assert max(map(len, said.splitlines())) <= max(80, len(str(EXAMPLES)) + 40)
    shape = doorleren("verschil", "voorbeeld", "--json").json
    assert (shape["rijen"]["herzien"]["aantal"], shape["rijen"]["nieuw"]["aantal"]) == (2, 3)


def test_a_source_that_is_damaged_replaces_nothing(doorleren: Doorleren, data: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "oktober" / "voorbeeld", tmp_path / "voorbeeld")
    page = tmp_path / "voorbeeld" / "observations-page-2.json"
    page.write_bytes(page.read_bytes()[:100])
    before = sorted(str(one) for one in data.rglob("*.parquet"))

    ran = doorleren("haal", "voorbeeld", "--bron", tmp_path, "--json")

    assert ran.code == 2
    assert ran.json["compleet"] is False
    assert ran.json["download"] is None
    assert "observations-page-2.json" in ran.err
    assert sorted(str(one) for one in data.rglob("*.parquet")) == before


def test_a_server_that_cannot_be_reached_falls_short(doorleren: Doorleren) -> None:
    # Nobody listens on the first port of this computer.
    ran = doorleren("haal", "voorbeeld", "--bron", "http://127.0.0.1:1/odata")

    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "Er is niets bewaard." in ran.out


def test_what_is_kept_is_listed_and_damage_is_told_beside_it(run: Run, tmp_path: Path) -> None:
    def doorleren(*arguments: object) -> Ran:
        return run("cbs", *arguments, DOORLEREN_DATA=str(tmp_path))

    assert "Haal er een" in doorleren("lijst").out
    for edition in ("juli", "oktober"):
        doorleren("haal", "voorbeeld", "--bron", EXAMPLES / edition)

    (listed,) = doorleren("lijst", "--json").json
    assert [one["opgehaald"] for one in listed["downloads"]] == ["2026-07-17T09:00:00Z", "2026-10-16T09:00:00Z"]
    assert [one["rijen"] for one in listed["downloads"]] == [8, 11]

    file = next(tmp_path.rglob("download.json"))
    file.write_text(file.read_text().replace("verzonnen", "echt").replace('"rows":', '"rows":1'))
    ran = doorleren("lijst")
    assert (ran.code, "Wij gebruiken de cijfers niet." in ran.err) == (1, True)
    assert doorleren("toon", "voorbeeld").code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do everything may also write in a folder to read only")
def test_a_data_folder_to_read_only_is_told(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    ran = run("cbs", "haal", "voorbeeld", "--bron", EXAMPLES / "juli", DOORLEREN_DATA=str(tmp_path))

    tmp_path.chmod(0o755)
    assert (ran.code, "DOORLEREN_DATA" in ran.err) == (2, True)


def test_a_data_folder_that_is_a_file_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map", "utf-8")

    ran = run("cbs", "haal", "voorbeeld", "--bron", EXAMPLES / "juli", DOORLEREN_DATA=str(tmp_path / "bestand"))

    assert (ran.code, "DOORLEREN_DATA" in ran.err, "Traceback" in ran.err) == (2, True, False)


def test_commands_about_figures_start_no_database(doorleren: Doorleren, data: Path, run: Run) -> None:
    """Nor do they load what takes longer than the answer."""
    import subprocess
    import sys

    code = (
        "import sys; from doorleren.cli import main; main(sys.argv[1:]); "
        "print([name for name in ('django', 'pandas', 'tantivy', 'sdmx', 'statsmodels') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "cbs", "toon", "voorbeeld", "--json"],
        env={**os.environ, "DOORLEREN_DATA": str(data), "PYTHONPATH": str(HOUSE / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.splitlines()[-1] == "[]"
    assert not (data / "doorleren.sqlite3").exists()


# --- the real table -------------------------------------------------------------------------------------------------

REAL = os.environ.get("DOORLEREN_ECHTE_DATA")


@pytest.mark.skipif(not REAL, reason="DOORLEREN_ECHTE_DATA names no folder with real answers")
def test_the_real_table_of_july_2026_gives_its_figure(run: Run, tmp_path: Path) -> None:
    """The figure stands in the recorded answer itself; the table has no regions."""
    recorded = Path(str(REAL)) / "cbs-odata4"

    fetched = run("cbs", "haal", "80590ned", "--bron", recorded, "--json", DOORLEREN_DATA=str(tmp_path))
    shown = run(
        "cbs", "toon", "80590ned", "--selectie", "Measure=M004210,Perioden=2026MM06", "--json",
        DOORLEREN_DATA=str(tmp_path),
    )  # fmt: skip

    assert (fetched.code, fetched.json["gelezen"], fetched.json["nieuw"]) == (0, 5586, True)
    pages = [json.loads(page.read_text("utf-8")) for page in (recorded / "80590ned").glob("observations-page-*.json")]
    (row,) = [
        one for page in pages for one in page["value"] if (one["Measure"], one["Perioden"]) == ("M004210", "2026MM06")
    ]
    assert shown.json == [
        {
            "waarde": row["Value"],
            "reden": None,
            "periodestatus": "Definitief",
            "eenheid": "%",
            "Measure": "M004210",
            "Geslacht": "T001038",
            "Leeftijd": "52052",
            "Perioden": "2026MM06",
            "bron": {"tabel": "80590ned", "opgehaald": "2026-07-17T16:30:06Z"},
        }
    ]


@pytest.mark.skipif(not REAL, reason="DOORLEREN_ECHTE_DATA names no folder with real answers")
def test_every_row_of_the_real_table_comes_back_as_it_was_recorded(run: Run, tmp_path: Path) -> None:
    recorded = Path(str(REAL)) / "cbs-odata4"
    run("cbs", "haal", "80590ned", "--bron", recorded, DOORLEREN_DATA=str(tmp_path))

    shown = run("cbs", "toon", "80590ned", "--json", DOORLEREN_DATA=str(tmp_path)).json

    rows = []
    for page in sorted((recorded / "80590ned").glob("observations-page-*.json")):
        rows += json.loads(page.read_text("utf-8"))["value"]
    assert len(rows) == 5586
    assert [(one["Measure"], one["Perioden"], one["waarde"], one["reden"]) for one in shown] == [
        (
            one["Measure"],
            one["Perioden"],
            one["Value"],
            None if one["ValueAttribute"] == "None" else one["ValueAttribute"],
        )
        for one in rows
    ]
    assert any(one["waarde"] is None for one in shown)


def test_a_server_without_the_table_or_the_code_was_asked_wrong(run: Run, tmp_path: Path) -> None:
    """A server that breaks off is another matter: a script may ask that one again later."""
    down = StatLineServer(habits={"Observations": lambda times, query: Answer(404)})
    with playing(StatLineServer()) as server, playing(down):

        def fetch(source: StatLineServer, *arguments: str) -> Ran:
            return run("cbs", "haal", *arguments, "--bron", source.address, DOORLEREN_DATA=str(tmp_path))

        codes = [
            fetch(server, "90001ned").code,
            fetch(server, "90001NED", "--selectie", "Regio=PV20").code,
            fetch(server, "90001NED", "--selectie", "RegioS=PV99").code,
            fetch(down, "90001NED").code,
            fetch(server, "90001NED", "--selectie", "RegioS=PV20").code,
        ]

    assert codes == [2, 2, 2, 1, 0]


def test_of_a_part_that_nobody_knows_we_say_so_in_words(run: Run, tmp_path: Path) -> None:
    """A source that takes no notice, does not count and gives fewer rows than it says leaves us no name for them."""
    with playing(StatLineServer(counts=False, properties={"ObservationCount": 99})) as server:
        fetched = run("cbs", "haal", "90001NED", "--bron", server.address, DOORLEREN_DATA=str(tmp_path))
    shown = run("cbs", "toon", "90001NED", DOORLEREN_DATA=str(tmp_path))

    assert (fetched.code, shown.code) == (0, 0)
    for ran in (fetched, shown):
        assert "Dit is een deel van de tabel. Welk deel, zegt de bron niet." in ran.out
        assert "?" not in ran.out


def test_what_is_fetched_after_midnight_here_is_of_that_day_here(run: Run, tmp_path: Path) -> None:
    """Tables and regions take a day to be the same day, also between midnight here and midnight in UTC."""
    source = StatLineServer().record(tmp_path / "bron" / "90001NED", capturedAt="2026-07-17T22:30:00Z")
    run("cbs", "haal", "90001NED", "--bron", source, DOORLEREN_DATA=str(tmp_path))

    def codes(day: str) -> list[int]:
        return [run("cbs", "toon", "90001NED", "--stand", day, DOORLEREN_DATA=str(tmp_path)).code]

    assert (codes("2026-07-17"), codes("2026-07-18")) == ([2], [0])
    assert end_of(date(2026, 7, 17)) < datetime(2026, 7, 17, 22, 30, tzinfo=UTC) < end_of(date(2026, 7, 18))
