# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A price is what one person must pay, with VAT; where the source leaves that open, it stays unknown and is said."""

from pathlib import Path
from typing import Any

import pytest

from doorleren.catalogue.feed import Event
from doorleren.importers.edudex_words import COSTS

from .edudex_cases import offering, programme, read, told, with_costs

KNOWN = {"amount": "1000.00", "amountVAT": "210.00"}


def price(events: list[Event]) -> int | None:
    return offering(events).price_cents


@pytest.mark.parametrize(
    ("cost", "cents"),
    [
        ({"amount": "1000.00", "amountVAT": "210.00", "VATPercentage": 21}, 121_000),
        ({"amount": "1000.00", "amountVAT": "210.00"}, 121_000),
        ({"amount": "1000.00", "VATPercentage": 21}, 121_000),
        ({"amount": "99.99", "VATPercentage": 9}, 10_899),
        ({"amount": "1000.00", "amountVAT": "0.00"}, 100_000),
        ({"amount": "1000.00", "VATPercentage": 0}, 100_000),
        ({"amount": "0.00"}, 0),
        ({"amount": "1000", "amountVAT": "210"}, 121_000),
        ({"amount": 1000, "amountVAT": 210.0}, 121_000),
        ({"amount": "1000,50", "VATPercentage": "0"}, 100_050),
        ({"amount": "33.33", "amountVAT": "7.01", "VATPercentage": 21}, 4_034),
    ],
)
def test_the_vat_comes_on_top_of_the_amount(tmp_path: Path, cost: dict[str, Any], cents: int) -> None:
    """EDU-DEX: the catalogue price is the sum of the compulsory amounts and the VAT that goes with them."""
    events = read(tmp_path, with_costs(cost))

    assert price(events) == cents
    assert [one for one in told(events) if one[0] != "validUpto"] == []


@pytest.mark.parametrize(
    ("cost", "field", "says"),
    [
        ({"amount": "1000.00"}, "amountVAT", "niet bij hoeveel btw"),
        ({"amount": "1000.00", "VATCode": 3}, "amountVAT", "niet bij hoeveel btw"),
        ({"amount": "1210.00", "amountVAT": "210.00", "VATPercentage": 21}, "amountVAT", "lijkt al in het bedrag"),
        ({"amount": "1210.00", "amountVAT": "210.00"}, "amountVAT", "niet te zien of de btw al in het bedrag"),
        ({"amount": "1000.00", "amountVAT": "500.00", "VATPercentage": 21}, "amountVAT", "past niet bij 21"),
        ({"amount": "1000.00", "amountVAT": "2100.00"}, "amountVAT", "niet te zien"),
        ({**KNOWN, "currency": "USD"}, "currency", "USD"),
        ({**KNOWN, "currency": None}, "currency", "munt staat er niet"),
        ({**KNOWN, "payableBy": "group"}, "payableBy", "voor een groep"),
        ({**KNOWN, "period": "month"}, "period", "per month"),
        ({**KNOWN, "amount": "-1000.00", "amountVAT": "0.00"}, "amount", "-1000.00"),
        ({**KNOWN, "amount": "duizend"}, "amount", "duizend"),
        ({**KNOWN, "amount": True}, "amount", "true"),
        ({**KNOWN, "amount": "1.000.00"}, "amount", "1.000.00"),
        ({"amountVAT": "210.00"}, "amount", "ontbreekt"),
        ({**KNOWN, "isRequiredCost": None}, "isRequiredCost", "ontbreekt"),
        ({**KNOWN, "VATPercentage": 121}, "VATPercentage", "121"),
    ],
)
def test_a_price_that_cannot_be_told_stays_unknown_and_is_said(
    tmp_path: Path, cost: dict[str, Any], field: str, says: str
) -> None:
    events = read(tmp_path, with_costs(cost))

    (problem,) = (one for one in told(events) if one[0] != "validUpto")
    assert problem[0] == field
    assert says in problem[1]
    if field != "VATPercentage":
        assert price(events) is None


def test_one_open_part_leaves_the_whole_open(tmp_path: Path) -> None:
    found = offering(read(tmp_path, with_costs(KNOWN, {"amount": "50.00", "costType": "examination"})))

    assert found.price_cents is None
    assert found.price_parts == (("lesgeld", 121_000, False),)


def test_what_is_not_compulsory_stands_beside_the_price(tmp_path: Path) -> None:
    optional = {"amount": "20.00", "amountVAT": "1.80", "costType": "lunch", "isRequiredCost": False}

    found = offering(read(tmp_path, with_costs(KNOWN, optional)))

    assert found.price_cents == 121_000
    assert found.price_parts == (("lesgeld", 121_000, True), ("lunch", 2_180, False))


def test_a_cost_per_year_of_a_course_of_one_year_is_the_whole(tmp_path: Path) -> None:
    cost = {**KNOWN, "period": "year"}

    one = price(read(tmp_path, with_costs(cost)))
    two = price(read(tmp_path, with_costs(cost, programClassification__programDuration={"years": 2})))

    assert (one, two) == (121_000, None)


def test_a_discount_for_paying_at_once_is_not_in_the_price(tmp_path: Path) -> None:
    """Whether it stands there as 50 or as -50 is not said, and not everybody can pay at once."""
    for amount in ("50.00", "-50.00"):
        cost = {"amount": amount, "amountVAT": "0.00", "costType": "single payment discount"}

        found = offering(read(tmp_path, with_costs(KNOWN, cost)))

        assert found.price_cents == 121_000
        assert found.price_parts == (("lesgeld", 121_000, True),)
        assert found.rest["cost"][1]["amount"] == amount


def test_of_two_amounts_each_for_its_own_days_the_one_on_the_first_day_counts(tmp_path: Path) -> None:
    until = {**KNOWN, "amountValidUntil": "2025-08-31"}
    after = {"amount": "2000.00", "amountVAT": "420.00", "amountValidFrom": "2025-09-01"}

    found = offering(read(tmp_path, with_costs(until, after)))

    assert found.price_cents == 242_000


def test_an_amount_that_has_ended_before_the_first_day_is_no_price(tmp_path: Path) -> None:
    assert price(read(tmp_path, with_costs({**KNOWN, "amountValidUntil": "2025-08-31"}))) is None


def test_without_a_first_day_two_amounts_for_their_own_days_are_open(tmp_path: Path) -> None:
    usual = {"amountIsFinal": True, "costType": "tuition fee", "currency": "EUR", "isRequiredCost": True}
    until = {"id": "a", **usual, **KNOWN, "amountValidUntil": "2025-08-31"}
    after = {"id": "b", **usual, "amount": "2000.00", "amountVAT": "420.00", "amountValidFrom": "2025-09-01"}

    one = offering(read(tmp_path, programme(programSchedule={"genericProgramRun": {"cost": [until]}})))
    two = offering(read(tmp_path, programme(programSchedule={"genericProgramRun": {"cost": [until, after]}})))

    assert (one.price_cents, one.price_text) == (121_000, "Deze prijs geldt tot en met 31 augustus 2025.")
    assert two.price_cents is None


def test_an_amount_that_is_not_final_is_said(tmp_path: Path) -> None:
    found = offering(read(tmp_path, with_costs({**KNOWN, "amountIsFinal": False})))

    assert (found.price_cents, found.price_text) == (121_000, "Deze prijs kan nog veranderen.")


def test_the_same_cost_twice_counts_once_and_two_amounts_for_one_cost_are_open(tmp_path: Path) -> None:
    same = {"id": "les", **KNOWN}

    once = price(read(tmp_path, with_costs(same, same)))
    open_ = price(read(tmp_path, with_costs(same, {**same, "amount": "900.00"})))

    assert (once, open_) == (121_000, None)


def test_a_cost_is_kept_whole_beside_the_price(tmp_path: Path) -> None:
    """Also one that stays open: what it is for must not get lost with its amount."""
    costs = [
        KNOWN,
        {"amount": "5.00", "costType": "lunch", "summaryText": {"de": "Mittagessen"}, "isRequiredCost": False},
    ]
    body = with_costs(*costs)

    found = offering(read(tmp_path, body))

    assert found.rest["cost"] == body["programSchedule"]["programRun"][0]["cost"]


def general(*kinds: str) -> dict[str, Any]:
    costs = [
        {
            "id": kind,
            "amount": "100.00",
            "amountVAT": "0.00",
            "costType": kind,
            "currency": "EUR",
            "isRequiredCost": True,
        }
        for kind in kinds
    ]
    return {"cost": costs}


def test_a_run_without_costs_has_the_general_ones(tmp_path: Path) -> None:
    body = programme(programSchedule__genericProgramRun=general("tuition fee", "examination"))
    del body["programSchedule"]["programRun"][0]["cost"]

    assert price(read(tmp_path, body)) == 20_000


def test_a_compulsory_cost_that_only_the_general_run_names_leaves_the_price_open(tmp_path: Path) -> None:
    body = with_costs(KNOWN, programSchedule__genericProgramRun=general("tuition fee", "examination"))

    events = read(tmp_path, body)

    assert price(events) is None
    assert any("examination" in one[1] for one in told(events))


@pytest.mark.parametrize(("split", "cents"), [(False, None), (True, 121_000)])
def test_compulsory_costs_of_modules_leave_the_price_open_unless_the_price_is_split_into_them(
    tmp_path: Path, split: bool, cents: int | None
) -> None:
    body = with_costs({**KNOWN, "costBreakdownAvailable": split})
    body["programSchedule"]["programRun"][0]["module"] = [{"name": {"nl": "Deel 1"}, **general("tuition fee")}]

    events = read(tmp_path, body)

    assert price(events) == cents
    assert offering(events).rest["module"] == body["programSchedule"]["programRun"][0]["module"]


def test_the_price_of_others_is_no_price_for_a_person(tmp_path: Path) -> None:
    """What a body without VAT pays is another amount; a person pays the one with VAT."""
    found = offering(read(tmp_path, with_costs({**KNOWN, "VATExemptAmount": "1100.00", "VATExemptAmountVAT": "0.00"})))

    assert found.price_cents == 121_000
    assert found.rest["cost"][0]["VATExemptAmount"] == "1100.00"


@pytest.mark.parametrize("kind", [kind for kind in COSTS if "discount" not in kind])
def test_each_kind_of_cost_has_a_dutch_name(tmp_path: Path, kind: str) -> None:
    ((name, cents, inside),) = offering(read(tmp_path, with_costs({**KNOWN, "costType": kind}))).price_parts

    assert (name, cents, inside) == (COSTS[kind], 121_000, True)
