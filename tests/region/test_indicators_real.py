# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an indicator selects of 80590ned is there in the real recorded answers, and is what its name says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from doorleren.region.indicators import SeriesSource, indicators

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "cbs-odata4"
TRIED = [(one.id, source) for one in indicators() for source in one.sources if source.tried]

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no cbs-odata4")


def answer(table: str, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((REAL / table / f"{name}.json").read_text(encoding="utf-8"))["value"]
    return rows


@pytest.mark.parametrize(("indicator", "source"), TRIED)
def test_codes_and_dimensions_are_those_of_the_real_table(indicator: str, source: SeriesSource) -> None:
    dimensions = {row["Identifier"] for row in answer(source.table, "dimensions")}
    chosen = set(source.select) - {"Measure"}

    assert chosen | {source.period_dimension} == dimensions
    for dimension in chosen:
        assert source.select[dimension] in {row["Identifier"] for row in answer(source.table, f"codes-{dimension}")}


def test_three_figures_of_june_2026_are_found_as_statline_gave_them() -> None:
    """Adjusted, of all people aged 15 to 74; read by hand off the recorded answers."""
    rows = answer("80590ned", "observations-page-1")
    found = {}
    for name, source in TRIED:
        wanted = {**source.select, "Perioden": "2026MM06"}
        (row,) = [row for row in rows if all(row[key] == code for key, code in wanted.items())]
        found[name] = row["Value"]

    assert found == {
        "netto-arbeidsparticipatie": 73.1,
        "bruto-arbeidsparticipatie": 76,
        "werkloosheidspercentage": 3.8,
    }


def test_the_measures_are_adjusted_and_in_percent() -> None:
    measures = {row["Identifier"]: row for row in answer("80590ned", "measure-codes")}

    for _, source in TRIED:
        assert measures[source.select["Measure"]]["Title"] == "Seizoengecorrigeerd"
        assert measures[source.select["Measure"]]["Unit"] == "%"


def test_the_regions_of_the_benefit_table_are_country_provinces_and_labour_market_regions() -> None:
    (source,) = next(one.sources for one in indicators() if one.id == "ww-uitkeringen")
    groups = {row["DimensionGroupId"] for row in answer(source.table, f"codes-{source.region_dimension}")}

    assert groups == {"NL", "PV", "AM"}
    assert set(source.covers) == {"land", "provincie", "arbeidsmarktregio"}
