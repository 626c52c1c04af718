# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""When to apply and when it is paid: what a person reads, what a program reads, and that no answer depends on it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from doorleren.basics import Citation, Period
from doorleren.journeys import scheme_shape
from doorleren.rules import Book, read_book
from doorleren.rules.exchange import book_value, read_book_value, sources_of
from doorleren.rules.receipts import canonical_rule
from doorleren.rules.scheme import Party, SchemeKind
from doorleren.rules.timing import Edge, Moment, PaidWhen, Paper, Timing, Topic, advanced_by, say_period

from .invented import invented_book

DAY = date(2026, 3, 1)
SOURCE = Citation("wet", "artikel 9")
FACTS = "facts:\n  werkt: {type: ja-nee, owner: persoon}\n"
CITED = {"document": "wet", "place": "artikel 9"}
TOPICS = ("aanvragen", "betalen", "beslissen", "stukken")


def read(**said: Any) -> str:
    """The Dutch sentences of one statement."""
    return " ".join(text.nl for _, text in Timing(SOURCE, **said).sentences())


def lines_of(folder: Path, *statements: dict[str, Any], on: date = DAY, more: str = "") -> list[dict[str, Any]]:
    """What the shape of a scheme with these statements says about applying and being paid."""
    timing = json.dumps([{**one, "source": CITED} for one in statements])
    scheme = f"conditions: [{{id: werkt, if: werkt}}{more}]\ntiming: {timing}\n"
    shape = scheme_shape(invented_book(folder, FACTS, {"a": scheme}).book, "a", "nl", on)
    assert shape is not None
    found: list[dict[str, Any]] = shape["aanvragenEnBetalen"]
    return found


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"apply_until": Edge(Moment.ENROLMENT)}, "Vraag het aan voor uw inschrijving bij de opleiding."),
        (
            {"apply_until": Edge(Moment.START, Period(days=-28))},
            "Vraag het ten minste 4 weken voor de start van de opleiding aan.",
        ),
        (
            {"apply_until": Edge(Moment.END, Period(months=6))},
            "Vraag het aan binnen 6 maanden na het einde van de opleiding.",
        ),
        ({"apply_from": Edge(Moment.END)}, "Vraag het aan na het einde van de opleiding."),
        (
            {"apply_from": Edge(Moment.START, Period(months=-3))},
            "U kunt dit aanvragen vanaf 3 maanden voor de start van de opleiding.",
        ),
        ({"decision_within": Period(days=56)}, "U hoort de beslissing binnen 8 weken."),
        ({"papers": (Paper.OFFER,)}, "U hebt nodig: een offerte."),
        ({"papers": (Paper.OFFER, Paper.PLAN, Paper.INVOICE)}, "U hebt nodig: een offerte, een plan en de factuur."),
        ({"paid": PaidWhen.AFTERWARDS}, "Het geld komt achteraf."),
        ({"to": Party.AANBIEDER}, "Het geld gaat naar de opleider."),
        ({"paid": PaidWhen.IN_PARTS, "to": Party.INWONER}, "Het geld gaat in delen naar uzelf."),
        (
            {"paid": PaidWhen.AFTERWARDS, "to": Party.INWONER},
            "Het geld gaat achteraf naar uzelf. U betaalt dus eerst zelf.",
        ),
        ({"paid": PaidWhen.AFTERWARDS, "to": Party.AANBIEDER}, "Het geld gaat achteraf naar de opleider."),
        ({"paid": PaidWhen.AS_LESS_TAX}, "U betaalt eerst zelf. Later betaalt u minder belasting."),
        ({"paid": PaidWhen.AS_LOWER_PRICE}, "U betaalt meteen een lagere prijs."),
    ],
)
def test_a_statement_is_said_in_plain_dutch(said: dict[str, Any], sentence: str):
    assert read(**said) == sentence


def test_every_statement_of_the_book_is_said_in_both_languages_in_short_sentences(book: Book):
    """Sentences of at most eighteen words: the measure of all our words."""
    said = [text for scheme in book.schemes.values() for one in scheme.timing for _, text in one.sentences()]

    assert len(said) >= 60
    for text in said:
        assert text.nl != text.en
        assert all(len(part.split()) <= 18 for part in text.nl.replace(".", ".\n").splitlines()), text.nl


@pytest.mark.parametrize(
    ("length", "said"),
    [(Period(days=30), "30 dagen"), (Period(days=7), "1 week"), (Period(months=18), "1 jaar en 6 maanden")],
)
def test_a_period_is_said_as_people_say_it(length: Period, said: str):
    assert say_period(length).nl == said


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ([{"paid": PaidWhen.AFTERWARDS, "to": Party.INWONER}], Party.INWONER),
        ([{"paid": PaidWhen.AFTERWARDS}, {"to": Party.AANBIEDER}], Party.AANBIEDER),
        ([{"paid": PaidWhen.AS_LESS_TAX}], Party.WERKGEVER),
        ([{"paid": PaidWhen.BEFORE_START, "to": Party.AANBIEDER}], None),
        ([{"paid": PaidWhen.AS_LOWER_PRICE}], None),
        ([{"to": Party.INWONER}], None),
        ([], None),
    ],
)
def test_who_is_paid_afterwards_advances_it(said: list[dict[str, Any]], who: Party | None):
    """The one and the other may come from two sources; where none names who is paid, the scheme itself does."""
    statements = [Timing(SOURCE, **one) for one in said]

    assert advanced_by(statements, recipient=Party.WERKGEVER) == who


def test_what_no_source_says_is_shown_as_not_known(tmp_path: Path):
    lines = lines_of(tmp_path, {"paid": "afterwards", "to": "inwoner"})

    assert tuple(line["over"] for line in lines) == TOPICS
    assert [line["over"] for line in lines if line["bron"] is None] == ["aanvragen", "beslissen", "stukken"]
    assert lines[0]["zin"] == "Wanneer u moet aanvragen: niet bekend. Vraag het bij het loket."
    assert lines[1]["voorgeschotenDoor"] == "inwoner"
    assert lines[1]["bron"]["plaats"] == "artikel 9"


def test_a_program_reads_the_moment_and_how_far_from_it(tmp_path: Path):
    (line, *_) = lines_of(tmp_path, {"apply_from": "start - 13 weeks", "apply_until": "start"})

    assert line["aanvragenVanaf"] == {"moment": "start", "kant": "voor", "duur": {"maanden": 0, "dagen": 91}}
    assert line["aanvragenTot"] == {"moment": "start", "kant": None, "duur": None}


def test_another_year_may_have_another_rule(tmp_path: Path):
    statements = (
        {"until": "2026-01-01", "apply_until": "start"},
        {"from": "2026-01-01", "apply_until": "end + 6 months"},
    )

    (before, *_) = lines_of(tmp_path / "voor", *statements, on=date(2025, 12, 31))
    (after, *_) = lines_of(tmp_path / "na", *statements, on=date(2026, 1, 1))

    assert before["zin"] == "Vraag het aan voor de start van de opleiding."
    assert after["zin"] == "Vraag het aan binnen 6 maanden na het einde van de opleiding."


def test_an_application_window_is_said_as_well_with_its_own_source(tmp_path: Path):
    window = ", {id: aanvraagtijdvak, window: [{from: 2026-01-01, until: 2026-05-01}]}"

    (line, *_) = lines_of(tmp_path, {"to": "inwoner"}, more=window)

    assert line["zin"] == "U kunt dit alleen aanvragen als het loket open is."
    assert line["bron"]["plaats"] == "artikel 1"


# --- the schemes of the book itself ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert problems == []
    assert found is not None
    return found


def test_every_scheme_says_of_each_topic_what_is_known_or_that_it_is_not(book: Book):
    seen = 0
    for name, scheme in book.schemes.items():
        shape = scheme_shape(book, name, "nl", DAY)
        assert shape is not None
        over = {line["over"] for line in shape["aanvragenEnBetalen"]}
        assert over == (set() if scheme.kind is SchemeKind.BELEID else set(TOPICS)), name
        seen += bool(scheme.timing)
    assert seen >= 30
    assert tuple(Topic) == TOPICS


def test_a_stap_budget_is_asked_before_the_start_and_paid_to_the_school(book: Book):
    """Nobody had to advance it; who had started already got nothing."""
    shape = scheme_shape(book, "stap-budget", "nl", date(2023, 5, 1))

    assert shape is not None
    lines = shape["aanvragenEnBetalen"]
    until = [line["aanvragenTot"] for line in lines if line["aanvragenTot"]]
    assert until == [{"moment": "start", "kant": "voor", "duur": {"maanden": 0, "dagen": 28}}]
    (paid,) = (line for line in lines if line["over"] == "betalen")
    assert (paid["betaald"], paid["aan"], paid["voorgeschotenDoor"]) == ("vooraf", "aanbieder", None)


def test_no_statement_and_no_document_of_its_own_is_in_what_the_hash_covers(book: Book):
    """The hash of a scheme is that of the same scheme before anybody wrote down when it pays."""
    aside = 0
    for scheme in book.schemes.values():
        own = canonical_rule(scheme, book.facts)["scheme"]
        named = {one.source.document for one in scheme.timing}
        rest = json.dumps({name: part for name, part in own.items() if name != "documents"})
        assert "timing" not in own, scheme.id
        for key, document in scheme.raw.get("documents", {}).items():
            if f'"document": "{key}"' not in rest and document["title"] in named:
                assert key not in own["documents"], (scheme.id, key)
                aside += 1
    assert aside >= 10


def test_the_exchange_form_carries_the_statements_with_their_sources(book: Book):
    scheme = book.schemes["stap-budget"]
    places = {where: source.place for where, source in sources_of(scheme)}

    again, problems = read_book_value(json.loads(json.dumps(book_value(book))))

    assert problems == []
    assert again is not None
    assert again.schemes["stap-budget"].timing == scheme.timing
    assert places["timing.1"] == scheme.timing[1].source.place


def test_only_what_a_body_buys_whole_covers_costs_in_kind(book: Book):
    """Courses of the municipality in language or arithmetic are free, and pay for no other course."""
    in_kind = {
        name
        for name, scheme in book.schemes.items()
        if any(payment.covers and not payment.cases for payment in scheme.payments)
    }

    assert in_kind == {"scholing-uwv", "participatiewet-scholing"}


def test_every_scheme_that_says_nothing_of_it_says_so_in_its_readme(book: Book):
    """What was looked for in vain is written down, so that nobody looks twice."""
    folder = Path(__file__).parents[2] / "src/doorleren/rules/schemes"
    asked = [
        name
        for name in book.schemes
        if yaml.safe_load((folder / name / "scheme.yaml").read_text("utf-8")).get("timing")
    ]

    for name in asked:
        assert "**Applying and being paid.**" in (folder / name / "README.md").read_text("utf-8"), name
    assert len(asked) >= 30
