# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up figures fit the indicators, say that they are made up, and never change."""

import pytest

from doorleren.region.from_table import series_by_region, wanted
from doorleren.region.indicators import Indicator, SeriesSource, indicators
from doorleren.region.made_up import MadeUp, shapes
from doorleren.wiring.regions import the_regions

SOURCES = [(one, source) for one in indicators() for source in one.sources]


@pytest.fixture(scope="module")
def made_up() -> MadeUp:
    return MadeUp(indicators(), the_regions())


def test_every_indicator_with_a_source_has_a_shape_and_no_other() -> None:
    assert set(shapes()) == {one.id for one in indicators() if one.sources}


@pytest.mark.parametrize(("indicator", "source"), SOURCES, ids=[f"{i.id}-{s.table}" for i, s in SOURCES])
def test_every_source_of_every_indicator_gives_a_series(
    made_up: MadeUp, indicator: Indicator, source: SeriesSource
) -> None:
    (download,) = made_up.downloads(source.provider, source.table)
    assert download.made_up
    table = made_up.table(download)
    want = wanted(table, source)
    only = {source.region_dimension: [_one_region(made_up, source)]} if source.region_dimension else {}
    rows = made_up.observations(download, {**want.codes(), **only})
    series = series_by_region(table, rows, download, indicator, source, want)
    assert len(series) == 1
    (one,) = series.values()
    assert one.made_up
    assert len({point.value for point in one.points}) > 3
    assert all(point.span.kind == source.period_kind for point in one.points)


def _one_region(made_up: MadeUp, source: SeriesSource) -> str:
    kind = source.covers[0]
    there = {"land": "NL01", "provincie": "PV20", "arbeidsmarktregio": "AM01", "gemeente": "GM0014"}
    return there[kind]


def test_a_figure_is_the_same_whatever_else_is_asked(made_up: MadeUp) -> None:
    source = next(source for one, source in SOURCES if one.id == "ww-uitkeringen")
    (download,) = made_up.downloads(source.provider, source.table)
    select = wanted(made_up.table(download), source).codes()
    assert source.region_dimension is not None
    both = made_up.observations(download, {**select, source.region_dimension: ["AM01", "PV20"]})
    alone = made_up.observations(download, {**select, source.region_dimension: ["PV20"]})
    column = both.codes[source.region_dimension]
    assert [value for value, code in zip(both.values, column, strict=True) if code == "PV20"] == list(alone.values)


def test_a_municipality_has_no_figures_of_before_it_existed_or_after(made_up: MadeUp) -> None:
    source = next(source for one, source in SOURCES if one.id == "banen")
    (download,) = made_up.downloads(source.provider, source.table)
    select = wanted(made_up.table(download), source).codes()
    assert source.region_dimension is not None
    years = {}
    for code in ("GM0024", "GM1979"):
        rows = made_up.observations(download, {**select, source.region_dimension: [code]})
        years[code] = sorted(rows.codes[source.period_dimension])
    assert years["GM0024"][-1] == "2020JJ00"
    assert years["GM1979"][0] == "2021JJ00"


def test_a_table_that_no_indicator_asks_for_is_not_made_up(made_up: MadeUp) -> None:
    assert made_up.downloads("cbs", "99999NED") == ()
