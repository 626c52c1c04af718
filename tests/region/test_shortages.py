# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is short in a region: of the last quarter that was over, above UWV's bounds, and never a secret figure."""

from datetime import date

from doorleren.region import Code, Dimension, Measure, Observations, Table
from doorleren.region.indicators import indicators
from doorleren.region.shortages import OCCUPATION, PERIOD, REGION, SHORT_ABOVE, VERY_SHORT_ABOVE, shortages

WORK = (Code("1", "Koks"), Code("2", "Schilders"), Code("3", "Verzorgenden"), Code("4", "Kappers"))
TABLE = Table(
    "uwv",
    "spanning-beroepen",
    "Voorbeeld",
    (
        Dimension(REGION, "Regio", "regio", (Code("2025AM01", "Groningen"), Code("2025AM02", "Friesland"))),
        Dimension(OCCUPATION, "Beroepsgroep", "gewoon", WORK),
        Dimension(PERIOD, "Kwartaal", "periode", (Code("2025KW04", ""), Code("2026KW01", ""), Code("2026KW02", ""))),
    ),
    (Measure("spanning", "Spanning", ""),),
)


def rows(*cells: tuple[str, str, str, float | None]) -> Observations:
    return Observations(
        ["spanning"] * len(cells),
        {
            REGION: [one[0] for one in cells],
            OCCUPATION: [one[1] for one in cells],
            PERIOD: [one[2] for one in cells],
        },
        [one[3] for one in cells],
        [None if one[3] is not None else "Confidential" for one in cells],
        [None] * len(cells),
    )


GIVEN = rows(
    ("2025AM01", "1", "2026KW01", 2.0),
    ("2025AM01", "2", "2026KW01", 1.5),
    ("2025AM01", "3", "2026KW01", 4.1),
    ("2025AM01", "4", "2026KW01", None),
    ("2025AM01", "1", "2025KW04", 9.0),
    ("2025AM01", "1", "2026KW02", 0.2),
    ("2025AM02", "1", "2026KW01", 8.0),
)


def test_the_shortest_first_and_one_and_a_half_is_not_short() -> None:
    found = shortages(TABLE, GIVEN, "AM01", date(2026, 5, 1))
    assert found is not None
    span, short = found
    assert span.code == "2026KW01"
    assert [(one.title, one.class_name.nl) for one in short] == [
        ("Verzorgenden", "heel veel vraag"),
        ("Koks", "veel vraag"),
    ]


def test_a_quarter_that_is_not_over_yet_does_not_count() -> None:
    found = shortages(TABLE, GIVEN, "AM01", date(2026, 3, 31))
    assert found is not None
    assert found[0].code == "2025KW04"


def test_a_region_that_the_table_does_not_have_is_not_known() -> None:
    assert shortages(TABLE, GIVEN, "AM03", date(2026, 5, 1)) is None


def test_where_nothing_is_short_that_is_an_answer_too() -> None:
    found = shortages(TABLE, rows(("2025AM01", "1", "2026KW01", 1.0)), "AM01", date(2026, 5, 1))
    assert found is not None
    assert found[1] == ()


def test_short_begins_where_the_class_of_the_indicator_begins() -> None:
    tension = next(one for one in indicators() if one.id == "arbeidsmarktspanning")
    above = {one.name.nl: one.above for one in tension.classes}
    assert (above["krap"], above["zeer krap"]) == (SHORT_ABOVE, VERY_SHORT_ABOVE)
