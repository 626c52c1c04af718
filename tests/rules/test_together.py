# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For one course: who pays what, that nothing is paid twice, and that no other lawful choice is better."""

import json
from collections.abc import Mapping
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.journeys import overview, overview_shape
from doorleren.journeys.catalogue_of_rules import scheme_shape
from doorleren.rules import Book, read_book
from doorleren.rules.together import COSTS, OWN_COSTS, Together, best_together

from .invented import invented_book, write_scheme
from .test_exact import QUICK

DAY = date(2026, 3, 1)
FACTS = """
facts:
  opleiding_kosten_eurocent: {type: geld, owner: opleiding, min: 0}
  opleiding_eigen_kosten_eurocent: {type: geld, owner: opleiding, min: 0}
  werkt: {type: ja-nee, owner: persoon}
"""


def paying(amount: str, more: str = "") -> str:
    """A scheme for everybody who works, that pays so much of the course."""
    names = "amounts: {vast_eurocent: [{value: %s}], deel: [{value: 30%%}], drempel_eurocent: [{value: 25000}]}\n"
    rule = f"pays: {{amount: '{amount}', covers: [opleiding_kosten_eurocent]}}"
    value = amount if amount.isdigit() else "0"
    rule = rule.replace(f"'{amount}'", "'min(vast_eurocent, opleiding_kosten_eurocent)'") if amount.isdigit() else rule
    return (names % value) + f"conditions: [{{id: werkt, if: werkt}}]\n{rule}\n{more}"


def excludes(*names: str) -> str:
    source = {"document": "wet", "place": "artikel 9"}
    return f"excludes: {json.dumps([{'scheme': name, 'source': source} for name in names])}"


def capped(*, beside: str | list[str] = "all", share: str = "", amount: int = 0) -> str:
    """A cap on what this scheme and others pay together: a share of the costs, or an amount."""
    source = {"document": "wet", "place": "artikel 8"}
    limit = {"share": "samen", "of": COSTS} if share else {"amount": "samen_eurocent"}
    value = {"samen": [{"value": share}]} if share else {"samen_eurocent": [{"value": amount}]}
    return json.dumps({"amounts": value, "together_at_most": [{"with": beside, **limit, "source": source}]})


def with_caps(text: str, *caps: str) -> str:
    """A scheme's text with these caps, each with an amount of its own."""
    scheme = yaml.safe_load(text)
    found = []
    for number, cap in enumerate(map(json.loads, caps)):
        (name,) = cap["amounts"]
        how = "share" if name == "samen" else "amount"
        own = name.replace("samen", f"samen_{number}")
        scheme["amounts"][own] = cap["amounts"][name]
        found.append({**cap["together_at_most"][0], how: own})
    return json.dumps({**scheme, "together_at_most": found})


def book_of(folder: Path, schemes: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> Book:
    book = invented_book(folder, FACTS, schemes).book
    for name, kind in (kinds or {}).items():
        write_scheme(folder / "regelingen", name, schemes[name], kind)
    again, problems = read_book(folder / "regelingen", folder / "feiten") if kinds else (book, [])
    assert problems == []
    assert again is not None
    return again


def best(book: Book, costs: int, *, hoped: bool = False, **facts: Any) -> Together:
    person = {COSTS: costs, "werkt": True, **facts}
    found = best_together(book, book.findings(person, DAY, "nl"), person, DAY, "inwoner", hoped=hoped)
    assert found is not None
    return found


def shares(found: Together) -> dict[str, int]:
    return {one.scheme: one.cents for one in found.shares}


def test_two_grants_share_the_costs_and_nothing_is_paid_twice(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000"), "b": paying("50000")})

    found = best(book, 100000)

    assert sum(shares(found).values()) == 100000
    assert found.own == 0


def test_of_two_that_exclude_each_other_the_one_that_pays_more_is_chosen_with_the_reason(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000", excludes("b")), "b": paying("50000", excludes("a"))})

    found = best(book, 100000)

    assert shares(found) == {"b": 50000}
    assert found.own == 50000
    (out,) = found.left_out
    assert out.scheme == "a"
    assert out.why.nl.startswith("Dit mag niet samen met «b»")
    assert out.source is not None
    assert out.source.place == "artikel 9"


def test_two_small_grants_beat_one_large_one_that_excludes_them(tmp_path: Path):
    book = book_of(
        tmp_path,
        {
            "groot": paying("50000", excludes("klein", "klein-ook")),
            "klein": paying("30000"),
            "klein-ook": paying("30000"),
        },
    )

    assert shares(best(book, 100000)) == {"klein": 30000, "klein-ook": 30000}


def test_what_is_not_needed_is_not_asked_for(tmp_path: Path):
    """The fewest applications: one that pays everything is enough."""
    book = book_of(tmp_path, {"alles": paying("100000"), "deel": paying("40000")})

    found = best(book, 100000)

    assert shares(found) == {"alles": 100000}
    assert [(one.scheme, one.why.en) for one in found.left_out] == [
        ("deel", "No costs are left for this. Nothing is paid twice.")
    ]


def test_less_tax_is_counted_over_what_is_left_and_a_loan_comes_last(tmp_path: Path):
    tax = paying("deel * max(0, opleiding_kosten_eurocent - drempel_eurocent)")
    schemes = {"gift": paying("40000"), "aftrek": tax, "lening": paying("opleiding_kosten_eurocent")}
    book = book_of(tmp_path, schemes, {"aftrek": "fiscaal", "lening": "lening"})

    found = best(book, 100000)

    # 60,000 is left after the gift: 30% of 35,000 is 10,500; the rest is borrowed.
    assert shares(found) == {"gift": 40000, "aftrek": 10500, "lening": 49500}
    assert (found.own, found.debt, found.later) == (0, 49500, 10500)


def test_who_sets_a_cap_gives_way_and_the_reason_is_said(tmp_path: Path):
    """60% and 50%, together never more than 80%: the second, whose text says so, pays 20%."""
    book = book_of(tmp_path, {"a": paying("60000"), "b": with_caps(paying("50000"), capped(share="80%"))})

    found = best(book, 100000)

    assert shares(found) == {"a": 60000, "b": 20000}
    assert found.own == 20000
    first, second = found.shares
    assert first.why is None
    assert second.why is not None
    assert second.why.nl.startswith("Samen mogen zij niet meer betalen dan 80% van de ")
    assert second.source is not None
    assert second.source.place == "artikel 8"


def test_a_cap_may_be_an_amount_and_about_some_schemes_only(tmp_path: Path):
    schemes = {"a": paying("60000"), "b": with_caps(paying("50000"), capped(beside=["a"], amount=70000))}
    book = book_of(tmp_path, schemes | {"c": paying("15000")})

    found = best(book, 100000)

    assert shares(found) == {"a": 60000, "b": 10000, "c": 15000}
    assert [one.why.en for one in found.shares if one.why] == ["Together they may pay no more than €700."]


def test_a_scheme_is_left_out_where_its_cap_leaves_it_nothing(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("90000"), "b": with_caps(paying("50000"), capped(share="80%"))})

    found = best(book, 100000)

    assert shares(found) == {"a": 90000}
    (out,) = found.left_out
    assert out.scheme == "b"
    assert out.why.nl.startswith("Samen mogen zij niet meer betalen dan 80%")
    assert out.source is not None


def test_the_cap_of_a_scheme_that_is_not_used_binds_nobody(tmp_path: Path):
    """A pays 50% and sets a cap of 60%; without it the others pay 90%."""
    a = with_caps(paying("50000"), capped(share="60%"))
    book = book_of(tmp_path, {"a": a, "b": paying("45000"), "c": paying("45000")})

    assert shares(best(book, 100000)) == {"b": 45000, "c": 45000}


def test_caps_that_cross_are_shared_in_the_best_way(tmp_path: Path):
    """Each with its neighbour at most € 100: half each, where whoever comes first would take all."""
    ring = {"a": "b", "b": "c", "c": "a"}
    schemes = {one: with_caps(paying("10000"), capped(beside=[other], amount=10000)) for one, other in ring.items()}

    found = best(book_of(tmp_path, schemes), 100000)

    assert shares(found) == {"a": 5000, "b": 5000, "c": 5000}


def test_a_loan_and_less_tax_do_not_count_in_a_sum(tmp_path: Path):
    tax = paying("deel * max(0, opleiding_kosten_eurocent - drempel_eurocent)")
    gift = with_caps(paying("40000"), capped(share="40%"))
    schemes = {"gift": gift, "aftrek": tax, "lening": paying("opleiding_kosten_eurocent")}
    book = book_of(tmp_path, schemes, {"aftrek": "fiscaal", "lening": "lening"})

    assert shares(best(book, 100000)) == {"gift": 40000, "aftrek": 10500, "lening": 49500}


def test_a_share_of_costs_is_rounded_down_to_a_cent(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("50"), "b": with_caps(paying("50"), capped(share="67%"))})

    assert shares(best(book, 101)) == {"a": 50, "b": 17}


def test_a_cap_of_costs_that_nobody_knows_leaves_certain_what_each_would_pay_alone(tmp_path: Path):
    cap = json.loads(capped(share="90%"))
    cap["together_at_most"][0]["of"] = OWN_COSTS
    book = book_of(tmp_path, {"a": paying("30000"), "b": with_caps(paying("40000"), json.dumps(cap))})

    assert sum(shares(best(book, 100000)).values()) == 40000
    assert shares(best(book, 100000, **{OWN_COSTS: 80000})) == {"a": 30000, "b": 40000}
    assert shares(best(book, 100000, hoped=True)) == {"a": 30000, "b": 40000}


def test_a_cap_and_an_exclusion_hold_only_on_their_days(tmp_path: Path):
    a = paying("60000").replace("amounts: {", "amounts: {samen: [{value: 80%}], ") + (
        "excludes: [{scheme: c, until: 2026-03-01, source: {document: wet, place: artikel 9}}]\n"
        f"together_at_most: [{{with: all, share: samen, of: {COSTS}, until: 2026-03-01, "
        "source: {document: wet, place: artikel 8}}]\n"
    )
    book = book_of(tmp_path, {"a": a, "b": paying("30000"), "c": paying("10000")})
    person = {COSTS: 100000, "werkt": True}

    def on(day: date) -> dict[str, int]:
        found = best_together(book, book.findings(person, day, "nl"), person, day, "inwoner", hoped=False)
        assert found is not None
        return shares(found)

    assert on(date(2026, 2, 28)) == {"a": 50000, "b": 30000}
    assert on(date(2026, 3, 1)) == {"a": 60000, "b": 30000, "c": 10000}


def test_only_what_is_certain_counts_unless_one_may_hope(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})
    person = {COSTS: 100000}
    findings = book.findings(person, DAY, "nl")

    certain = best_together(book, findings, person, DAY, "inwoner", hoped=False)
    hoped = best_together(book, findings, person, DAY, "inwoner", hoped=True)

    assert certain is None
    assert hoped is not None
    assert hoped.own == 20000


FREE = f"conditions: [{{id: werkt, if: werkt}}]\npays: {{in_kind: true, covers: [{COSTS}]}}"
HELP = "conditions: [{id: werkt, if: werkt}]\npays: {in_kind: true}"


def test_a_place_that_is_free_leaves_nothing_to_pay_or_to_borrow(tmp_path: Path):
    """Who gets the course itself needs no loan, and no grant beside it."""
    schemes = {"plek": FREE, "subsidie": paying("30000"), "lening": paying("100000")}
    book = book_of(tmp_path, schemes, {"plek": "in-natura", "lening": "lening"})

    found = best(book, 100000)

    assert shares(found) == {"plek": 100000}
    assert (found.own, found.debt) == (0, 0)
    assert {out.scheme: out.why.nl for out in found.left_out} == dict.fromkeys(
        ("subsidie", "lening"), "Hiervoor blijven geen kosten over. Niemand betaalt iets twee keer."
    )


def test_help_that_does_not_pay_the_course_is_no_free_place(tmp_path: Path):
    """Advice, or a place to work, takes no euro off the price."""
    book = book_of(tmp_path, {"plek": HELP, "subsidie": paying("30000")}, {"plek": "in-natura"})

    found = best(book, 100000)

    assert shares(found) == {"subsidie": 30000}
    assert found.own == 70000


def test_a_free_place_that_somebody_must_still_decide_on_is_only_hoped_for(tmp_path: Path):
    judged = FREE.replace("{id: werkt, if: werkt}", "{id: nodig, judged_by: UWV}")
    book = book_of(tmp_path, {"plek": judged, "subsidie": paying("30000")}, {"plek": "in-natura"})

    certain, hoped = best(book, 100000), best(book, 100000, hoped=True)

    assert shares(certain) == {"subsidie": 30000}
    assert shares(hoped) == {"plek": 100000}


def test_a_free_place_with_a_cap_of_its_own_takes_only_its_part(tmp_path: Path):
    half = json.dumps({**yaml.safe_load(FREE), "amounts": {}})
    book = book_of(
        tmp_path, {"plek": with_caps(half, capped(share="50%")), "lening": paying("100000")}, {"lening": "lening"}
    )

    found = best(book, 100000)

    assert shares(found) == {"plek": 50000, "lening": 50000}


def test_less_tax_counts_nothing_where_the_place_is_free(tmp_path: Path):
    tax = paying("min(deel * opleiding_kosten_eurocent, opleiding_kosten_eurocent)")
    book = book_of(tmp_path, {"plek": FREE, "aftrek": tax}, {"plek": "in-natura", "aftrek": "fiscaal"})

    assert shares(best(book, 100000)) == {"plek": 100000}


def test_no_costs_no_combination(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    assert overview(book, {"werkt": True}, DAY, "nl").together == ()
    assert overview_shape(overview(book, {"werkt": True}, DAY, "nl"))["samen"] == []


def test_the_shape_says_who_pays_what_in_cents(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    (combined,) = overview_shape(overview(book, {"werkt": True, COSTS: 100000}, DAY, "en"), "en")["samen"]

    assert combined["voor"] == "inwoner"
    assert combined["zeker"]["eigenGeld"] == 20000
    assert combined["zeker"]["zin"].replace("\N{NO-BREAK SPACE}", "") == "Of €1,000 you pay €200 yourself."
    assert combined["zeker"]["regelingen"] == [
        {"id": "a", "naam": "a", "soort": "subsidie", "bedrag": 80000, "waaromMinder": None, "bron": None}
    ]


# --- the schemes of the book itself ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert problems == []
    assert found is not None
    return found


TEACHER = {
    "geboortedatum": date(1985, 6, 15),
    "verzekerd_in_nederland": True,
    "krijgt_onderwijsgeld": False,
    "studiefinanciering": False,
    "dit_jaar_al_gekregen": frozenset[str](),
    "ooit_al_gekregen": frozenset[str](),
    "uitkering": frozenset[str](),
    "werk": frozenset({"werknemer"}),
    "gemeente": "GM0344",
    "werkgever_gemeente": "GM0344",
    "werkgever_opleidingsfonds": "geen",
    "werkgever_betaalt_mee": False,
    "functie_in_onderwijs": "leraar",
    "lesgeven_procent": 80,
    "levenlanglerenkrediet_loopt": False,
    "opleiding_in_stap_register": True,
    "opleiding_soort": "hbo",
    "opleiding_erkend": True,
    "opleiding_start": date(2023, 7, 10),
    COSTS: 216800,
}


def test_a_teacher_gets_no_stap_budget_beside_a_teachers_grant(book: Book):
    """«Geen andere financiering op het gebied van onderwijs, zoals een lerarenbeurs» (2023)."""
    on = date(2023, 5, 1)

    found = best_together(book, book.findings(TEACHER, on, "nl"), TEACHER, on, "inwoner", hoped=True)

    assert found is not None
    assert shares(found) == {"lerarenbeurs": 216800}
    (out,) = (one for one in found.left_out if one.scheme == "stap-budget")
    assert out.why.nl.startswith("Dit mag niet samen met «Lerarenbeurs»")
    assert out.source is not None
    assert out.source.document.startswith("Bron (Fontys)")


@pytest.mark.parametrize(
    ("on", "euros"),
    [(date(2023, 12, 31), "€ 200.000"), (date(2024, 1, 1), "€ 300.000"), (date(2026, 3, 2), "€ 300.000")],
)
def test_small_aid_to_a_company_is_together_never_more_than_the_limit_of_that_day(book: Book, on: date, euros: str):
    """De-minimis: € 200,000 in three tax years, since 1 January 2024 € 300,000 in three years."""
    shape = scheme_shape(book, "slim", "nl", on)

    assert shape is not None
    (cap,) = (one for one in shape["verhoudingen"] if one["soort"] == "together_at_most")
    assert cap["samenMet"] == ["mkb-idee", "kansen-verzilveren-werkgever"]
    assert cap["regeling"] is None
    sentence = cap["zin"].replace("\N{NO-BREAK SPACE}", " ")
    assert sentence.startswith(f"Samen met andere regelingen betaalt dit nooit meer dan {euros}. Ook «MKB!dee")


def test_every_cap_of_the_book_has_a_source_and_is_set_by_a_grant(book: Book):
    caps = [(scheme, cap) for scheme in book.schemes.values() for cap in scheme.caps]
    assert len(caps) >= 3

    for scheme, cap in caps:
        assert scheme.is_grant
        assert cap.source.document
        assert cap.source.url
        assert all(book.schemes[name].is_grant for name in cap.beside)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("veel")


def test_no_lawful_choice_is_better(many: Path):
    """Beside every choice tried one by one, over random amounts, costs and exclusions."""
    number = iter(range(10_000))

    @QUICK
    @given(
        st.lists(st.integers(1, 90_000), min_size=1, max_size=5),
        st.integers(0, 150_000),
        st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4),
    )
    def check(amounts: list[int], costs: int, barred: set[tuple[int, int]]) -> None:
        names = [f"r{n}" for n in range(len(amounts))]
        pairs = {(a, b) for a, b in barred if a != b and max(a, b) < len(amounts)}
        schemes = {
            name: paying(str(amount), excludes(*(names[b] for a, b in sorted(pairs) if a == n)) if pairs else "")
            for n, (name, amount) in enumerate(zip(names, amounts, strict=True))
        }
        book = book_of(many / str(next(number)), schemes)
        person = {COSTS: costs, "werkt": True}
        found = best_together(book, book.findings(person, DAY, "nl"), person, DAY, "inwoner", hoped=False)

        lawful = [
            chosen
            for size in range(len(amounts) + 1)
            for chosen in combinations(range(len(amounts)), size)
            if not any((a, b) in pairs or (b, a) in pairs for a, b in combinations(chosen, 2))
        ]
        own, fewest = min((costs - min(costs, sum(amounts[n] for n in chosen)), len(chosen)) for chosen in lawful)
        if found is None:
            assert costs == 0
        else:
            assert (found.own, len(found.shares)) == (own, fewest)

    check()


Cap = tuple[frozenset[int], int, bool]
"""With these (none: all), at most so many cents or, if it is a share, six times as many per cent of the costs."""

_CAP = st.tuples(st.frozensets(st.integers(0, 3), max_size=2), st.integers(2, 15), st.booleans())


def best_by_hand(
    amounts: list[int], loans: set[int], caps: Mapping[int, list[Cap]], barred: set[tuple[int, int]], costs: int
) -> tuple[int, int, int]:
    """The least (own money, debt, applications) over every sharing that can be thought of, cent by cent."""
    everybody = range(len(amounts))

    def lawful(paid: tuple[int, ...]) -> bool:
        used = {n for n in everybody if paid[n]}
        if sum(paid) > costs or any(a in used and b in used for a, b in barred):
            return False
        for n in used:
            # Who sets no cap pays in full, as far as there are costs left.
            gives_way = n in loans or bool(caps.get(n))
            if not gives_way and paid[n] < amounts[n] and sum(p for m, p in enumerate(paid) if m not in loans) < costs:
                return False
            for beside, limit, is_share in caps.get(n, ()) if n not in loans else ():
                counted = [m for m in everybody if m not in loans and (m == n or not beside or m in beside)]
                if sum(paid[m] for m in counted) > (6 * limit * costs // 100 if is_share else limit):
                    return False
        return True

    tried = (paid for paid in product(*(range(most + 1) for most in amounts)) if lawful(paid))
    return min(
        (costs - sum(paid), sum(p for n, p in enumerate(paid) if n in loans), sum(map(bool, paid))) for paid in tried
    )


def test_under_caps_no_lawful_sharing_is_better(many: Path):
    """Random caps, exclusions and a loan, beside every sharing of the costs tried cent by cent."""
    number = iter(range(10_000, 20_000))
    seen = {"capped": 0, "less": 0}

    @settings(QUICK, max_examples=100)
    @given(
        st.lists(st.integers(1, 6), min_size=2, max_size=4),
        st.integers(4, 20),
        st.lists(st.lists(_CAP, max_size=2), min_size=4, max_size=4),
        st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=1),
        st.booleans(),
    )
    def check(
        amounts: list[int], costs: int, wanted: list[list[Cap]], barred: set[tuple[int, int]], loan: bool
    ) -> None:
        there = range(len(amounts))
        loans = {len(amounts) - 1} if loan else set()
        pairs = {(a, b) for a, b in barred if a != b and a in there and b in there}
        caps = {}
        for n in set(there) - loans:
            grants = frozenset(there) - loans - {n}
            named = [(beside & grants, limit, share) for beside, limit, share in wanted[n]]
            caps[n] = [cap for cap, written in zip(named, wanted[n], strict=True) if cap[0] or not written[0]]
        schemes = {}
        for n, amount in enumerate(amounts):
            text = paying(str(amount), excludes(*(f"r{b}" for a, b in sorted(pairs) if a == n)))
            made = [
                capped(beside=with_whom, share=f"{limit * 6}%") if share else capped(beside=with_whom, amount=limit)
                for beside, limit, share in caps.get(n, ())
                for with_whom in [[f"r{m}" for m in sorted(beside)] or "all"]
            ]
            schemes[f"r{n}"] = with_caps(text, *made) if made else text
        book = book_of(many / str(next(number)), schemes, {f"r{n}": "lening" for n in loans})
        found = best(book, costs)

        own, debt, fewest = best_by_hand([min(one, costs) for one in amounts], loans, caps, pairs, costs)
        assert (found.own, found.debt, len(found.shares)) == (own, debt, fewest)
        reasons = [one.why for one in (*found.shares, *found.left_out) if one.why]
        seen["less"] += any(one.why for one in found.shares)
        seen["capped"] += any(one.nl.startswith("Samen mogen") for one in reasons)

    check()
    assert seen["capped"] >= 10, seen
    assert seen["less"] >= 3, seen
