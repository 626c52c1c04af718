# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody pays of a course: gifts count, a loan and less tax stand apart, and unknown is never taken for no."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.basics import OpenPoint
from doorleren.catalogue import Course, Level, Offering, Origin, Provider
from doorleren.catalogue.as_facts import as_facts, with_course
from doorleren.journeys.price_for_you import Pricer, YourPrice
from doorleren.rules import Book, read_book

from .test_exact import QUICK
from .test_together import DAY, book_of, excludes, paying

ORIGIN = Origin("voorbeelden", "1", example=True)
COURSE = Course("c", "p", "Excel voor beginners", ORIGIN)
WORKS: Mapping[str, Any] = {"werkt": True}


def offered(cents: int | None) -> Offering:
    return Offering("o", "c", ORIGIN, price_cents=cents)


def priced(book: Book, cents: int | None, person: Mapping[str, Any] = WORKS, course: Course = COURSE) -> YourPrice:
    return Pricer(book, person, DAY).price(course, offered(cents), None)


def used(price: YourPrice) -> dict[str, int]:
    return {share.scheme: share.cents for share in price.certain.shares} if price.certain else {}


def test_what_is_given_is_taken_off_the_price(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    price = priced(book, 100_000)

    assert (price.lowest, price.highest) == (20_000, 20_000)


def test_what_is_still_open_makes_the_price_a_range_with_what_it_hangs_on(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    price = priced(book, 100_000, {})

    assert (price.lowest, price.highest) == (20_000, 100_000)
    assert price.open_points == (OpenPoint("feit", "werkt"),)


def test_a_loan_and_less_tax_never_make_the_price_lower(tmp_path: Path):
    tax = "deel * (opleiding_kosten_eurocent - drempel_eurocent)"
    schemes = {"gift": paying("30000"), "loan": paying("900000"), "tax": paying(tax)}
    book = book_of(tmp_path, schemes, {"gift": "subsidie", "loan": "lening", "tax": "fiscaal"})

    price = priced(book, 100_000)

    assert (price.lowest, price.highest) == (70_000, 70_000)
    assert price.later == 13_500
    assert price.borrow == 56_500


def test_a_gift_goes_before_less_tax_that_would_save_more(tmp_path: Path):
    """The best combination for one's purse in the end is not the lowest price: a tax refund comes a year later."""
    tax = "opleiding_kosten_eurocent"
    schemes = {"gift": paying("30000", excludes("tax")), "tax": paying(tax, excludes("gift"))}
    book = book_of(tmp_path, schemes, {"gift": "subsidie", "tax": "fiscaal"})

    price = priced(book, 100_000)

    assert used(price) == {"gift": 30_000}
    assert (price.highest, price.later) == (70_000, 0)


def test_less_tax_that_may_pay_everything_never_takes_the_place_of_a_gift(tmp_path: Path):
    """Each may pay all of it, so that nothing is left for the other; only a gift makes the price lower."""
    schemes = {"aftrek": paying("opleiding_kosten_eurocent"), "gift": paying("100000")}
    book = book_of(tmp_path, schemes, {"aftrek": "fiscaal", "gift": "subsidie"})

    assert priced(book, 100_000).highest == 0
    assert (priced(book, 100_000, {}).lowest, priced(book, 100_000, {}).highest) == (0, 100_000)


def test_a_loan_that_excludes_a_gift_is_left_out(tmp_path: Path):
    schemes = {"gift": paying("30000"), "loan": paying("900000", excludes("gift"))}
    book = book_of(tmp_path, schemes, {"gift": "subsidie", "loan": "lening"})

    price = priced(book, 100_000)

    assert used(price) == {"gift": 30_000}
    assert price.borrow == 0


def test_without_a_price_nothing_is_said_of_what_is_left(tmp_path: Path):
    price = priced(book_of(tmp_path, {"a": paying("80000")}), None)

    assert (price.price, price.lowest, price.highest) == (None, None, None)


def test_a_free_place_is_free_whatever_the_price_and_only_where_the_provider_says_so(tmp_path: Path):
    book = book_of(tmp_path, {"plek": "conditions: [{id: werkt, if: werkt}]\npays: {in_kind: true}"})
    free = replace(COURSE, free_with=frozenset({"plek"}))

    assert (priced(book, 100_000, course=free).lowest, priced(book, 100_000, course=free).highest) == (0, 0)
    assert priced(book, None, course=free).highest == 0
    assert (priced(book, 100_000, {}, free).lowest, priced(book, 100_000, {}, free).highest) == (0, 100_000)
    assert priced(book, 100_000, {"werkt": False}, free).highest == 100_000
    assert priced(book, 100_000).highest == 100_000


def test_a_scheme_that_paid_for_another_course_is_no_longer_certain(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    price = Pricer(book, WORKS, DAY).price(COURSE, offered(100_000), None, used={"a"})

    assert (price.lowest, price.highest) == (20_000, 100_000)


@settings(QUICK)
@given(
    amounts=st.lists(st.sampled_from([10_000, 25_000, 40_000, 90_000]), min_size=1, max_size=4),
    barred=st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
)
def test_no_lawful_choice_of_gifts_is_better(tmp_path_factory: Any, amounts: list[int], barred: set[tuple[int, int]]):
    names = [f"s{n}" for n in range(len(amounts))]
    pairs = {(one, other) for one, other in barred if one < other < len(names)}
    text = {
        name: paying(
            str(cents), excludes(*(names[b] for a, b in pairs if a == n)) if any(a == n for a, _ in pairs) else ""
        )
        for n, (name, cents) in enumerate(zip(names, amounts, strict=True))
    }
    book = book_of(tmp_path_factory.mktemp("boek"), text)

    price = priced(book, 100_000)

    lawful = [
        chosen
        for size in range(len(names) + 1)
        for chosen in combinations(range(len(names)), size)
        if not any(pair in pairs for pair in combinations(chosen, 2))
    ]
    most = max(min(100_000, sum(amounts[n] for n in chosen)) for chosen in lawful)
    assert price.highest == 100_000 - most


def test_a_course_tells_only_what_its_source_says():
    told = as_facts(COURSE, offered(None), None)

    assert told == {}


def test_a_flag_of_stap_or_the_register_of_vat_makes_no_course_recognised():
    marked = replace(COURSE, recognised_by=frozenset({"STAP", "CRKBO", "ANDERS"}))
    school = Provider("p", "Voorbeeldschool", ORIGIN, recognised_by=frozenset({"NRTO"}))

    assert "opleiding_erkend" not in as_facts(marked, None, None)
    assert as_facts(marked, None, school)["opleiding_erkend"] is True


def test_what_somebody_told_of_another_course_in_mind_does_not_count_for_this_one():
    person = {"opleiding_kosten_eurocent": 1, "opleiding_soort": "hbo", "opleiding_doel": "huidig_werk", "werkt": True}

    facts = with_course(person, {"opleiding_soort": "cursus"})

    assert facts == {"opleiding_soort": "cursus", "opleiding_doel": "huidig_werk", "werkt": True}


def test_what_cannot_be_of_a_course_is_left_out_and_so_unknown():
    """A provider may write what the law rules out, or a value that no form of ours takes."""
    book, _ = read_book()
    assert book is not None
    odd = replace(COURSE, kind="mbo_derde_leerweg", funded=True, duration_months=4_000, level=Level(mbo="niveau9"))

    facts = Pricer(book, {}, date(2026, 11, 21)).facts(odd, offered(50_000), None)

    assert not {"opleiding_soort", "opleiding_bekostigd"} <= set(facts)
    assert "opleiding_duur_maanden" not in facts
    assert "opleiding_mbo_niveau" not in facts
    assert facts["opleiding_kosten_eurocent"] == 50_000


def test_what_a_free_place_hangs_on_is_asked_before_what_a_grant_hangs_on(tmp_path: Path):
    """Two answers can make it certain that it costs nothing; the grant's own questions can wait."""
    place = (
        "amounts: {grens_eurocent: [{value: 5}]}\n"
        "conditions: [{id: eigen, if: opleiding_eigen_kosten_eurocent > grens_eurocent}]\npays: {in_kind: true}"
    )
    book = book_of(tmp_path, {"a": paying("30000"), "plek": place})

    price = priced(book, 100_000, {}, replace(COURSE, free_with=frozenset({"plek"})))

    assert [one.name for one in price.open_points] == ["opleiding_eigen_kosten_eurocent", "werkt"]
