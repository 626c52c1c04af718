# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A map with real borders is drawn where its year fits the figures, is made once, and gives way where it is damaged."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from doorleren.journeys.kept_maps import MAPS_MAX, BordersTrouble, KeptMaps
from doorleren.journeys.map_shapes import MapToUse, TilesOnly
from doorleren.region.boundaries import Boundaries
from doorleren.region.regions import RegionKind

from ..region.drawn_borders import winding_of

TODAY = date(2026, 11, 21)
PROVINCES = [f"PV{number}" for number in range(20, 32)]


class Folder:
    """Borders that are kept, with a count of how often they are read."""

    def __init__(self, *years: int, damaged: bool = False) -> None:
        self.kept = years
        self.damaged = damaged
        self.edition = 1
        self.reads = 0

    def years(self, kind: RegionKind) -> tuple[int, ...]:
        return self.kept if kind == "provincie" else ()

    def stamp(self, kind: RegionKind, year: int) -> int:
        return self.edition

    def read(self, kind: RegionKind, year: int) -> Boundaries | None:
        self.reads += 1
        if self.damaged:
            raise BordersTrouble(f"{kind}-{year}.json: not as we keep borders.")
        return winding_of("provincie", PROVINCES, 5, year)


def year_and_why(found: MapToUse) -> tuple[int | None, str]:
    assert found.shapes is not None
    return found.shapes.year, found.why_tiles.nl if found.why_tiles is not None else ""


def test_borders_of_the_year_of_the_figures_are_drawn_and_nothing_needs_explaining() -> None:
    maps = KeptMaps(Folder(2024, 2025, 2026))

    assert year_and_why(maps.map_for("provincie", PROVINCES, TODAY)) == (2026, "")
    assert year_and_why(maps.map_for("provincie", PROVINCES, TODAY, date(2025, 6, 30))) == (2025, "")


def test_figures_of_another_year_stand_on_tiles_and_the_nearest_borders_say_why() -> None:
    found = KeptMaps(Folder(2020, 2026)).map_for("provincie", PROVINCES, TODAY, date(2025, 12, 31))

    assert year_and_why(found) == (
        None,
        "De grenzen zijn van 2026 en de cijfers van 2025. Daarom ziet u hier geen kaart met grenzen.",
    )


def test_a_map_without_figures_says_nothing_of_figures() -> None:
    found = KeptMaps(Folder(2025)).map_for("provincie", PROVINCES, TODAY)

    assert year_and_why(found) == (
        None,
        "Wij hebben grenzen van 2025, niet van 2026. Daarom ziet u hier geen kaart met grenzen.",
    )


@pytest.mark.parametrize("maps", [TilesOnly(), KeptMaps(Folder())])
def test_where_nothing_is_kept_there_are_tiles_and_that_is_said(maps: TilesOnly | KeptMaps) -> None:
    found = maps.map_for("provincie", PROVINCES, TODAY, date(2025, 12, 31))

    assert year_and_why(found) == (
        None,
        "Wij hebben geen grenzen van 2025. Daarom ziet u hier geen kaart met grenzen.",
    )


def test_one_region_that_the_borders_lack_is_counted() -> None:
    kept = KeptMaps(Folder(2026))

    found = kept.map_for("provincie", [*PROVINCES, "PV99"], TODAY)

    assert found.shapes is None
    assert found.why_tiles is not None
    assert found.why_tiles.nl.startswith("Bij de grenzen van 2026 ontbreekt 1 van deze 13 gebieden.")


def test_a_kind_that_nobody_draws_borders_of_is_not_missed() -> None:
    assert KeptMaps(Folder(2026)).map_for("land", ["NL01"], TODAY) == MapToUse(None, None)


def test_a_map_is_made_once_and_then_kept() -> None:
    folder = Folder(2026)
    maps = KeptMaps(folder)

    first, again = (maps.map_for("provincie", PROVINCES, day) for day in (TODAY, date(2026, 11, 22)))

    assert again.shapes is first.shapes
    assert folder.reads == 1


def test_many_who_ask_at_once_wait_for_one_who_makes_it() -> None:
    folder = Folder(2026)
    maps = KeptMaps(folder)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: maps.map_for("provincie", PROVINCES, TODAY), range(24)))

    assert {id(one.shapes) for one in found} == {id(found[0].shapes)}
    assert folder.reads == 1


def test_a_new_file_is_seen_by_a_server_that_runs() -> None:
    folder = Folder(2026)
    maps = KeptMaps(folder)
    before = maps.map_for("provincie", PROVINCES, TODAY)

    folder.edition = 2
    after = maps.map_for("provincie", PROVINCES, TODAY)

    assert after.shapes is not before.shapes
    assert folder.reads == 2


def test_damaged_borders_are_told_once_to_who_looks_after_the_server_and_tiles_are_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = Folder(2026, damaged=True)
    maps = KeptMaps(folder)

    with caplog.at_level(logging.WARNING):
        found = [maps.map_for("provincie", PROVINCES, TODAY, TODAY) for _ in range(3)]

    told = "Het bestand met de grenzen van 2026 is beschadigd. Daarom ziet u hier geen kaart met grenzen."
    assert [year_and_why(one) for one in found] == [(None, told)] * 3
    assert [one.levelname for one in caplog.records] == ["ERROR"]
    assert "provincie-2026.json" in caplog.text
    assert folder.reads == 1


def test_no_more_maps_are_kept_than_there_is_room_for() -> None:
    folder = Folder(2026)
    maps = KeptMaps(folder)

    for edition in range(MAPS_MAX + 5):
        folder.edition = edition
        maps.map_for("provincie", PROVINCES, TODAY)

    assert len(maps._made) == MAPS_MAX
