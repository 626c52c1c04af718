# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages and editions with real borders that were kept: which map they show, why, and how heavy it is."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from doorleren.journeys.kept_maps import KeptMaps
from doorleren.journeys.watch_parts import Card, Indicator, Region, RegionKind, read_span
from doorleren.region.boundaries import Boundaries
from doorleren.region.boundaries_kept import keep_boundaries
from doorleren.wiring.borders import BordersFolder, make_maps, the_maps
from doorleren.wiring.edition import MANIFEST, write_edition

from ..region.drawn_borders import winding_of
from .conftest import TODAY, Visitor
from .fake_figures import ALL, COUNTRY, SEEKERS, FakeFigures, FakeRegions

KILOBYTE = 1024
PROVINCES = ["PV20", "PV22"]
ON_MAP = "/indicatoren/arbeidsdeelname?soort=provincie"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> FakeFigures:
    """The website with invented regions, on a day that stands still."""
    fake = FakeFigures()
    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: fake)
    monkeypatch.setattr("doorleren.portal.views.regions.today", lambda: TODAY)
    return fake


@pytest.fixture
def kept(figures: FakeFigures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Boundaries], Path]:
    """Keep borders in the data folder of this website."""
    monkeypatch.setenv("DOORLEREN_DATA", str(tmp_path))
    return lambda borders: keep_boundaries(tmp_path, borders)


def drawing(visitor: Visitor) -> etree._Element | None:
    found = re.search(r"<svg class=\"doorleren-drawing doorleren-map.*?</svg>", visitor.html, re.DOTALL)
    return etree.fromstring(found[0]) if found else None


def drawn(visitor: Visitor) -> etree._Element:
    found = drawing(visitor)
    assert found is not None
    return found


# --- which map, and why ---------------------------------------------------------------------------------------------


def test_figures_are_shown_on_the_borders_of_their_year(kept: Callable[[Boundaries], Path], visitor: Visitor) -> None:
    kept(winding_of("provincie", PROVINCES, 20))

    visitor.visit(ON_MAP)

    assert "Kaart met de grenzen van 2026, vereenvoudigd. Bron: eigen tekening." in " ".join(
        one.text or "" for one in drawn(visitor).iter("text")
    )
    assert {one.get("href") for one in drawn(visitor).iter("a")} == {
        f"/regios/{code}/arbeidsdeelname" for code in PROVINCES
    }
    assert "Daarom ziet u hier" not in visitor.text


def test_borders_of_another_year_give_way_to_tiles_with_the_reason(
    kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    kept(winding_of("provincie", PROVINCES, 20, 2025))

    visitor.visit(ON_MAP)

    assert "Een kaart in blokjes" in visitor.text
    assert "De grenzen zijn van 2025 en de cijfers van 2026. Daarom ziet u hier geen kaart met grenzen." in visitor.text


@pytest.mark.usefixtures("kept")
def test_without_borders_there_are_tiles_and_that_is_said(visitor: Visitor) -> None:
    visitor.visit(ON_MAP)
    assert "Een kaart in blokjes" in visitor.text
    assert "Wij hebben geen grenzen van 2026." in visitor.text

    visitor.visit(f"/en{ON_MAP}")
    assert "We have no borders of 2026. So there is no map with borders here." in visitor.text


def test_where_there_are_no_tiles_either_the_page_says_why_and_has_its_table(
    figures: FakeFigures, kept: Callable[[Boundaries], Path], visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = (*ALL, Region("PV99", "Nieuwland", "provincie"))
    monkeypatch.setattr(FakeRegions, "of_kind", lambda self, kind, on: tuple(one for one in there if one.kind == kind))
    kept(winding_of("provincie", PROVINCES, 20))

    visitor.visit(ON_MAP)

    assert drawing(visitor) is None
    assert "Bij de grenzen van 2026 ontbreekt 1 van deze 3 gebieden." in visitor.text
    assert "Nieuwland" in visitor.text


def test_one_chooses_a_region_on_its_borders_with_letters_where_they_fit(
    kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    kept(winding_of("arbeidsmarktregio", ["AM01"], 20))

    visitor.visit("/regios")

    (link,) = drawn(visitor).iter("a")
    assert (link.get("href"), link.get("aria-label")) == ("/regios/AM01", "Groningen")
    assert "Gron" in [one.text for one in link.iter("text")]


def test_the_map_to_choose_from_speaks_of_borders_and_not_of_figures(
    kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    kept(winding_of("arbeidsmarktregio", ["AM01"], 20, 2024))

    visitor.visit("/regios")

    assert "Wij hebben grenzen van 2024, niet van 2026." in visitor.text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</svg><b>x"])
def test_a_source_that_is_html_is_shown_as_it_is_written(
    name: str, kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    kept(replace(winding_of("provincie", PROVINCES, 20), source=name))

    visitor.visit(ON_MAP)

    assert name not in visitor.html
    assert not [one for one in drawn(visitor).iter() if one.tag in ("script", "img", "b")]


# --- damage ---------------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_told_in_the_log_and_the_visitor_gets_tiles(
    kept: Callable[[Boundaries], Path], visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    file = kept(winding_of("provincie", PROVINCES, 20))
    file.write_bytes(file.read_bytes()[:-200])

    visitor.visit(ON_MAP)
    visitor.visit(ON_MAP)

    assert visitor.status == 200
    assert "Een kaart in blokjes" in visitor.text
    assert "Het bestand met de grenzen van 2026 is beschadigd." in visitor.text
    assert [one.levelname for one in caplog.records if "provincie-2026.json" in one.getMessage()] == ["ERROR"]


def test_a_file_that_is_mended_is_used_without_starting_anew(
    kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    file = kept(winding_of("provincie", PROVINCES, 20))
    file.write_text("{")
    visitor.visit(ON_MAP)
    assert "beschadigd" in visitor.text

    kept(winding_of("provincie", PROVINCES, 20))
    visitor.visit(ON_MAP)

    assert "Kaart met de grenzen van 2026," in visitor.text


# --- an edition -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("figures")
def test_an_edition_uses_the_borders_and_names_them_in_its_manifest(tmp_path: Path) -> None:
    keep_boundaries(tmp_path, winding_of("provincie", PROVINCES, 20))
    quarter = read_span("2026K3")

    for name in ("een", "twee"):
        write_edition(tmp_path / name, quarter, COUNTRY, FakeFigures(), KeptMaps(BordersFolder(tmp_path)))

    page = "indicatoren/arbeidsdeelname-provincie.html"
    assert "grenzen van 2026," in (tmp_path / "een" / page).read_text("utf-8")
    assert (tmp_path / "een" / page).read_bytes() == (tmp_path / "twee" / page).read_bytes()
    manifests = [(tmp_path / name / MANIFEST).read_bytes() for name in ("een", "twee")]
    assert manifests[0] == manifests[1]
    assert json.loads(manifests[0])["grenzen"] == [{"soort": "provincie", "jaar": 2026}]


@pytest.mark.usefixtures("figures")
def test_an_edition_of_a_last_quarter_stands_on_the_borders_of_its_own_year(tmp_path: Path) -> None:
    """It closes on the first of January, when the new year has begun."""
    keep_boundaries(tmp_path, winding_of("provincie", PROVINCES, 20))

    write_edition(tmp_path / "een", read_span("2026K4"), COUNTRY, FakeFigures(), KeptMaps(BordersFolder(tmp_path)))

    page = (tmp_path / "een/indicatoren/arbeidsdeelname-provincie.html").read_text("utf-8")
    assert "grenzen van 2026," in page


@pytest.mark.usefixtures("figures")
def test_an_edition_without_borders_names_none(tmp_path: Path) -> None:
    write_edition(tmp_path / "een", read_span("2026K3"), COUNTRY, FakeFigures())

    assert json.loads((tmp_path / "een" / MANIFEST).read_bytes())["grenzen"] == []


# --- weight ---------------------------------------------------------------------------------------------------------


class _Municipalities(FakeFigures):
    """342 municipalities with a figure each."""

    there = tuple(Region(f"GM{number:04d}", f"Gemeente nummer {number}", "gemeente") for number in range(342))

    def card(self, indicator: Indicator, region: Region, on: date, as_of: object = None) -> Card:
        found = super().card(SEEKERS, ALL[4], on)
        assert found.latest is not None
        value = float(int(region.code[2:] or 0))
        return replace(found, region=region, latest=replace(found.latest, value=value))


def test_a_page_with_all_municipalities_stays_light(
    kept: Callable[[Boundaries], Path], visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = _Municipalities()

    def of_kind(self: FakeRegions, kind: RegionKind, on: date) -> tuple[Region, ...]:
        return fake.there if kind == "gemeente" else ()

    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: fake)
    monkeypatch.setattr(FakeRegions, "of_kind", of_kind)
    kept(winding_of("gemeente", [one.code for one in fake.there], 40))

    visitor.visit("/indicatoren/werkzoekenden?soort=gemeente")

    svg = etree.tostring(drawn(visitor))
    assert "grenzen van 2026," in visitor.text
    assert svg.count(b"<path d=") == 342
    assert len(svg) < 120 * KILOBYTE
    assert len(gzip.compress(visitor.html.encode(), 6)) < 60 * KILOBYTE
    # One image: nobody passes 342 links by keyboard, and the table has them.
    assert drawn(visitor).get("role") == "img"
    assert not list(drawn(visitor).iter("a"))
    assert "Wijs een gebied aan voor de naam. In de tabel staat elk cijfer." in visitor.text


def test_a_number_stands_only_in_a_region_with_room_for_it(
    kept: Callable[[Boundaries], Path], visitor: Visitor
) -> None:
    wide = winding_of("provincie", PROVINCES, 20)
    sliver = tuple((x, y * 0.01) for x, y in wide.outlines[1].polygons[0][0])
    flat = replace(wide, outlines=(wide.outlines[0], replace(wide.outlines[1], polygons=((sliver,),))))
    kept(flat)

    visitor.visit(ON_MAP)

    assert "In een klein gebied past geen nummer. In de tabel staat elk cijfer." in visitor.text
    numbers = [[text.text for text in one.iter("text")] for one in drawn(visitor).iter("a")]
    assert sorted(map(len, numbers)) == [0, 1]


def test_a_server_makes_its_maps_before_somebody_asks(
    kept: Callable[[Boundaries], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doorleren.wiring.borders.the_regions", FakeRegions)
    kept(winding_of("provincie", PROVINCES, 20))

    make_maps(TODAY)

    monkeypatch.setattr(BordersFolder, "read", lambda *_: pytest.fail("the borders were read again"))
    shapes = the_maps().map_for("provincie", PROVINCES, TODAY).shapes
    assert shapes is not None
    assert shapes.year == 2026
