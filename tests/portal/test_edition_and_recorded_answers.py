# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An edition of real figures: it says what the recorded answers of Statistics Netherlands say, and can be made again.

The answers are in the folder that DOORLEREN_ECHTE_DATA names; no rows of them are in the project.
"""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from doorleren.journeys.figures import end_of
from doorleren.journeys.map_shapes import TilesOnly
from doorleren.journeys.watch import Watch
from doorleren.journeys.watch_parts import Region, read_span
from doorleren.portal.region_edition import Edition
from doorleren.region.indicators.read import indicators
from doorleren.store.figures import KeptFigures
from doorleren.wiring.figures import HouseFigures
from doorleren.wiring.regions import the_regions

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "cbs-odata4" / "80590ned"
QUARTER = read_span("2026K2")
MEASURES = {
    "netto-arbeidsparticipatie": "M005036",
    "bruto-arbeidsparticipatie": "M006335",
    "werkloosheidspercentage": "M004210",
}
BY_HAND = {
    ("netto-arbeidsparticipatie", "2003MM01"): 66.1,
    ("netto-arbeidsparticipatie", "2025MM06"): 73.3,
    ("netto-arbeidsparticipatie", "2026MM06"): 73.1,
    ("bruto-arbeidsparticipatie", "2003MM01"): 69.8,
    ("bruto-arbeidsparticipatie", "2026MM05"): 76.1,
    ("bruto-arbeidsparticipatie", "2026MM06"): 76.0,
    ("werkloosheidspercentage", "2003MM01"): 5.3,
    ("werkloosheidspercentage", "2014MM02"): 8.7,
    ("werkloosheidspercentage", "2020MM08"): 5.5,
    ("werkloosheidspercentage", "2026MM06"): 3.8,
}
"""Read from the recorded page by a person, and written down here."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no cbs-odata4/80590ned"),
]


class OfTheCountry(Edition):
    """The pages of the country alone: its parts have no real figures here."""

    def regions(self) -> tuple[Region, ...]:
        country = self.figures.regions.region("NL01")
        assert country is not None
        return (country,)


def edition(folder: Path, stand: date | None = None) -> dict[str, str]:
    """Its files, made by a program that has just started."""
    watch = Watch(KeptFigures(folder), the_regions(), indicators(), None)
    made = OfTheCountry(QUARTER, None, watch, end_of(stand) if stand else None, "nl", TilesOnly())
    return {name: content.decode("utf-8") for name, content in made.files()}


def fetch(folder: Path, source: Path) -> None:
    done = HouseFigures(folder).fetch("cbs", "80590ned", str(source), {}, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert (done.broken_off, done.new) == (None, True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cijfers")
    fetch(folder, REAL)
    return folder


@pytest.fixture(scope="module")
def files(store: Path) -> dict[str, str]:
    return edition(store)


def recorded() -> Iterator[tuple[str, str, float | None, str]]:
    """Measure, period, value and what is said of it, of every recorded row: read without a line of our own."""
    pages = json.loads((REAL / "index.json").read_text("utf-8"))["observationPages"]
    for page in pages:
        for row in json.loads((REAL / page).read_text("utf-8"))["value"]:
            if (row["Geslacht"], row["Leeftijd"]) == ("T001038", "52052"):
                yield row["Measure"], row["Perioden"], row["Value"], row["ValueAttribute"]


def test_the_edition_says_what_the_recorded_answers_say(files: dict[str, str]) -> None:
    """Every month of the three figures, and no other: what the source has no figure for is a gap with its reason."""
    rows = list(recorded())
    assert len(rows) > 5_000
    for name, measure in MEASURES.items():
        there = {
            period: (value, None if attribute == "None" else attribute)
            for one, period, value, attribute in rows
            if one == measure and "MM" in period
        }
        shown = json.loads(files[f"NL01/{name}.json"])

        told = {one["periode"]: (one["waarde"], one["reden"]) for one in shown["waarnemingen"]}

        assert len(there) > 250
        assert told == there
        assert (shown["voorbeeld"], shown["bron"][0]["opgehaald"]) == (False, "2026-07-17T16:30:06Z")


@pytest.mark.parametrize(("name", "period"), list(BY_HAND))
def test_ten_figures_that_a_person_looked_up_are_in_the_file_and_on_the_page(
    files: dict[str, str], name: str, period: str
) -> None:
    value = BY_HAND[name, period]
    shown = json.loads(files[f"NL01/{name}.json"])["waarnemingen"]
    assert [one["waarde"] for one in shown if one["periode"] == period] == [value]
    text = f"{value:.1f}".replace(".", ",")
    assert text in files[f"NL01/{name}.html"]
    if period == "2026MM06":
        assert text in files["NL01/index.html"]
        assert text in files["NL01/kerncijfers.html"]


def test_an_old_edition_can_be_made_again_after_the_source_revised_its_figures(
    store: Path, files: dict[str, str], tmp_path: Path
) -> None:
    """Byte for byte, from the store of today as it was on that day; without that day it is another edition."""
    folder, source = tmp_path / "cijfers", tmp_path / "bron" / "80590ned"
    shutil.copytree(store, folder)
    shutil.copytree(REAL, source)
    for page in source.glob("observations-page-*.json"):
        body = json.loads(page.read_text("utf-8"))
        for row in body["value"]:
            if (row["Measure"], row["Perioden"]) == ("M004210", "2026MM06"):
                row["Value"] = 4.1
        page.write_text(json.dumps(body), "utf-8")
    index = json.loads((source / "index.json").read_text("utf-8"))
    (source / "index.json").write_text(json.dumps(index | {"capturedAt": "2026-08-20T08:00:00Z"}), "utf-8")
    fetch(folder, source)

    again, today = edition(folder, date(2026, 7, 17)), edition(folder)

    assert again == files
    assert today.keys() == files.keys()
    assert "4,1" in today["NL01/index.html"]
    assert today["NL01/werkloosheidspercentage.json"] != files["NL01/werkloosheidspercentage.json"]
