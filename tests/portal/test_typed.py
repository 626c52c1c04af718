# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts as people write them."""

import pytest

from doorleren.portal.typed import read_decimal


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("1 250", 125_000),
        ("12,50", 1_250),
        ("12.5", 1_250),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1.250.000", 125_000_000),
        ("0", 0),
        ("007", 700),
    ],
)
def test_an_amount_is_read_with_comma_or_point(typed: str, cents: int) -> None:
    assert read_decimal(typed) == cents


STRANGE = ["", "-5", "1.25.0", "12,505,1", "1.250.50", "tien", "1e5", "٣", "9" * 13, "1,2,3", "12.", "½"]


@pytest.mark.parametrize("typed", STRANGE)
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    assert read_decimal(typed) is None
