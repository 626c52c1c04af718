# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren regio`, as somebody at a province or a script runs it."""

from collections.abc import Callable

import pytest

from .conftest import Ran, Run

pytestmark = pytest.mark.slow

Doorleren = Callable[..., Ran]
ON = ("--op", "2026-07-20")


@pytest.fixture(scope="module")
def doorleren(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Doorleren:
    """The command where nothing was fetched yet: examples stand in."""
    data = tmp_path_factory.mktemp("gegevens")
    return lambda *arguments, **more: run("regio", *arguments, **{"DOORLEREN_DATA": str(data), **more})


def test_a_region_in_eighty_columns_says_what_is_made_up_and_has_each_theme_once(doorleren: Doorleren) -> None:
    ran = doorleren("toon", "GRONINGEN", *ON)

    lines = ran.out.splitlines()
    assert (ran.code, ran.err, lines[0]) == (0, "", "Groningen (provincie, PV20) – kerncijfers op 20 juli 2026")
    assert "Kies met een code" in ran.out
    assert "Verzonnen voorbeelden: gebruik deze cijfers niet." in ran.out
    assert max(map(len, lines)) <= 80
    headings = [line for line in lines if line and line == line.upper()]
    assert len(headings) > 5
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pv20", "PV20"),
        ("2025AM13", "AM13"),
        ("loppersum", "GM0024"),
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("noord-nederland", "noord-nederland"),
    ],
)
def test_a_script_finds_a_region_by_each_of_its_names(doorleren: Doorleren, name: str, code: str) -> None:
    ran = doorleren("toon", name, *ON, "--json")

    assert (ran.code, ran.err, ran.json["code"]) == (0, "", code)


def test_a_municipality_that_is_no_more_says_where_it_went_from_that_day_on(doorleren: Doorleren) -> None:
    told = {day: doorleren("toon", "Loppersum", "--op", day).out for day in ("2020-12-31", "2021-01-01")}

    assert "Eemsdelta" not in told["2020-12-31"]
    assert "sinds 1 januari 2021 een deel van de gemeente Eemsdelta" in told["2021-01-01"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["toon", "Eemsdetla"], "Bedoelt u Eemsdelta (GM1979)?"),
        (["toon", ""], "kennen wij niet"),
        (["toon", "../../etc"], "kennen wij niet"),
        (["toon", "x" * 10_000], "kennen wij niet"),
        (["toon", "\x1b[31m😀"], "kennen wij niet"),
        (["toon", "NL01", "--indicator", "geluk"], "--indicator"),
        (["toon", "NL01", "--op", "0001-01-01"], "--op\n"),
        (["toon", "NL01", "--stand", "gisteren"], "--stand\n"),
        (["kerncijfers", "--kwartaal", "2026K5", "--uit", "x"], "geen kwartaal"),
        (["kerncijfers", "--kwartaal", "", "--uit", "x"], "geen kwartaal"),
        (["kerncijfers", "--kwartaal", "1900K1", "--uit", "x"], "vanaf 1990"),
        (["kerncijfers", "--kwartaal", "2099K4", "--uit", "x"], "dat al is begonnen"),
        (["kerncijfers", "--kwartaal", "2026K1", "--uit", "x", "--regio", "Eemsdetla"], "Eemsdelta"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_do(doorleren: Doorleren, arguments: list[str], told: str) -> None:
    ran = doorleren(*arguments)

    assert (ran.code, ran.out, told in ran.err) == (2, "", True)
    assert "Doe dit: " in ran.err
    assert not ({"Traceback", "\x1b"} & set(ran.err.split()))
    assert "\x1b" not in ran.err
