# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The quarterly page «Kerncijfers en trends»: no sentence says more than its verdict."""

import itertools
import re
from datetime import date

import pytest
from django.test import Client

from doorleren.basics import said
from doorleren.journeys.watch_parts import Verdict
from doorleren.portal.region_key_figures import last_quarter, quarter_in
from doorleren.portal.region_sentences import arrow, not_to_be_said, sentence
from doorleren.portal.words import words_in

from .conftest import TODAY, Visitor
from .fake_figures import PARTICIPATION, SEEKERS, TENSION, FakeFigures

WAYS = ("omhoog", "omlaag", "niet-duidelijk", "geen-oordeel")
OVER = ("kwartaal", "jaar", "land")
ROSE = {"nl": r"gestegen|steeg|stijg|omhoog|hoger|toegenomen|meer dan", "en": r"\brose|\bup\b|higher|increase"}
FELL = {"nl": r"gedaald|daal|omlaag|lager|afgenomen|minder dan", "en": r"\bfell|\bdown\b|lower|decrease"}


@pytest.fixture(autouse=True)
def figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorleren.wiring.middleware._regional", FakeFigures)
    monkeypatch.setattr("doorleren.portal.views.regions.today", lambda: TODAY)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("over", "way"), list(itertools.product(OVER, WAYS)))
def test_a_sentence_says_rose_or_fell_only_where_the_verdict_does(language: str, over: str, way: str) -> None:
    """Whatever the change of the figures themselves is: it never makes a sentence say more than the verdict."""
    words = words_in(language)
    for indicator, change in itertools.product(
        (PARTICIPATION, TENSION, SEEKERS), (None, -250.0, -0.04, 0.0, 0.04, 250.0)
    ):
        why = said("Te kort.", "Too short.") if way == "geen-oordeel" else None
        verdict = Verdict(over, way, change, why_not=why)  # type: ignore[arg-type]

        told = [sentence(verdict, indicator, words), arrow(verdict, indicator, words).text]

        for text in told:
            assert bool(re.search(ROSE[language], text)) == (way == "omhoog"), text
            assert bool(re.search(FELL[language], text)) == (way == "omlaag"), text
            assert "{" not in text
        assert (arrow(verdict, indicator, words).drawn is not None) == (way in ("omhoog", "omlaag"))
        if way == "geen-oordeel":
            assert ("Te kort." if language == "nl" else "Too short.") in told[0]


def test_the_size_of_a_change_stands_there_only_if_the_figures_went_the_same_way() -> None:
    """A seasonal figure may have gone up while it lies lower than before; "up by 0.5" would then be wrong."""
    words = words_in("nl")

    told = [sentence(Verdict("jaar", "omhoog", change), PARTICIPATION, words) for change in (0.5, -0.5, None)]

    assert told == [
        "In een jaar is dit gestegen met 0,5 procentpunt.",
        "In een jaar is dit gestegen.",
        "In een jaar is dit gestegen.",
    ]


def test_a_reason_that_comparisons_share_is_told_once() -> None:
    short, broken = said("Te kort.", "Too short."), said("Gebroken.", "Broken.")
    verdicts = [Verdict("kwartaal", "geen-oordeel", why_not=short), Verdict("jaar", "geen-oordeel", why_not=short)]
    other = Verdict("land", "geen-oordeel", why_not=broken)

    told = not_to_be_said([*verdicts, Verdict("jaar", "omhoog", 1.0), other], words_in("nl"))

    assert told == (
        "Of dit veranderde, kunnen wij niet zeggen. Te kort.",
        "Of het verschil met Nederland veranderde, kunnen wij niet zeggen. Gebroken.",
    )


def test_the_page_tells_each_figure_in_sentences(visitor: Visitor) -> None:
    visitor.visit("/kerncijfers/2026K3/PV20")

    assert "De laatste cijfers over de tijd tot en met 30 september 2026." in visitor.text
    assert "De arbeidsmarkt is ‘krap’." in visitor.text
    assert "71,6% (3e kwartaal 2026)." in visitor.html
    assert "In een jaar is dit gestegen met 0,5 procentpunt." in visitor.text
    assert "Vergeleken met Nederland ging dit in een jaar omlaag met 0,2 procentpunt." in visitor.text


def test_what_is_new_what_is_provisional_and_what_cannot_be_said_stand_apart(visitor: Visitor) -> None:
    visitor.visit("/kerncijfers/2026K3/PV20")
    text = visitor.text

    new = text[text.index("Wat is nieuw?") : text.index("Wat is voorlopig?")]
    provisional = text[text.index("Wat is voorlopig?") : text.index("Wat wij niet kunnen zeggen")]
    not_said = text[text.index("Wat wij niet kunnen zeggen") :]
    assert "Krapte: 3e kwartaal 2026" in new
    assert "Krapte: 3e kwartaal 2026 (voorlopig cijfer)" in provisional
    assert "Mensen die werk zoeken Of dit in een jaar veranderde, kunnen wij niet zeggen." in not_said
    assert "Uitstroom naar werk Wij zochten bij CBS en UWV." in not_said
    assert "De telling veranderde in juli 2025." not in text[: text.index("Wat is nieuw?")]


def test_an_older_quarter_knows_nothing_of_what_came_after(visitor: Visitor) -> None:
    visitor.visit("/kerncijfers/2025K3/PV20")

    assert "De laatste cijfers over de tijd tot en met 30 september 2025." in visitor.text
    assert "3e kwartaal 2026" not in visitor.text
    assert "71,1" in visitor.text


def test_a_quarter_that_is_not_over_is_not_told_but_leads_to_the_last_one(visitor: Visitor) -> None:
    visitor.visit("/kerncijfers/2026K4/PV20")

    assert visitor.status == 404
    assert "Dit kwartaal is nog niet voorbij" in visitor.text
    assert "/kerncijfers/2026K3/PV20" in visitor.links()


@pytest.mark.parametrize("quarter", ["2026K5", "2026", "2026KW03", "kwartaal", "0000K1"])
def test_what_is_no_quarter_has_no_page(quarter: str) -> None:
    assert Client().get(f"/kerncijfers/{quarter}/PV20").status_code == 404


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 1, 1), "2025KW04"), (date(2026, 9, 30), "2026KW02"), (date(2026, 10, 1), "2026KW03")],
)
def test_the_last_quarter_is_one_that_is_over(day: date, code: str) -> None:
    assert last_quarter(day).code == code
    assert quarter_in(f"{code[:4]}K{code[-1]}") is not None
