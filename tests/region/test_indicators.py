# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The indicators that come with Doorleren: what policy asked for is there, sourced, and says what it does not say."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from doorleren.basics import Said
from doorleren.region import Point, Series, every_step, read_span
from doorleren.region.indicators import Document, Indicator, indicators
from doorleren.region.indicators.listed import as_page
from doorleren.region.series import Break

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"
BY_ID = {one.id: one for one in indicators()}
MONTHLY = "cbs/80590ned"


def sentences(one: Indicator) -> Iterator[Said]:
    """All that a person may read of it."""
    yield from (one.name, one.definition, one.unit, one.relevant_why, *one.says_not)
    yield from (text for text in (one.nowhere, one.regional_nowhere) if text is not None)
    yield from (broken.why for broken in one.breaks)
    yield from (single.name for single in one.classes)


def documents(one: Indicator) -> Iterator[Document]:
    yield from one.goals
    yield from (source.document for source in one.sources)
    yield from (broken.document for broken in one.breaks)
    yield from (single.document for single in one.classes)


def series_of(one: Indicator, table: str, *codes: str) -> Series:
    """A series of this indicator from one table, with the breaks that hold there."""
    holds = [broken for broken in one.breaks if not broken.tables or table in broken.tables]
    breaks = tuple(Break(b.on, b.why, b.document.document, b.mended_from, b.mended) for b in holds)
    points = every_step([Point(read_span(code), 1.0) for code in codes])
    return Series(one.id, "NL01", points, breaks=breaks)


def test_what_region_and_programme_ask_for_is_all_there() -> None:
    """The key figures of the region (S4) and the main and sub goals of the programme (S1, 5.1)."""
    asked = {
        "netto-arbeidsparticipatie", "bruto-arbeidsparticipatie", "werkloosheidspercentage", "langdurige-werkloosheid",
        "arbeidsmarktspanning", "vacatures", "ww-uitkeringen", "geregistreerde-werkzoekenden", "economische-groei",
        "prognose-werkloosheid", "besteedbaar-inkomen", "uitstroom-per-opleiding", "sociaaleconomische-status",
        "hoogopgeleid", "middelbaar-opgeleid", "banen", "voortijdig-schoolverlaters", "digitale-vaardigheden",
        "ervaren-gezondheid", "bevolking-20-tot-65",
    }  # fmt: skip

    assert asked <= set(BY_ID)
    assert all(one.goals for one in indicators())


def test_the_page_goes_from_work_to_the_goals() -> None:
    themes = list(dict.fromkeys(one.theme for one in indicators()))

    assert themes[:7] == ["arbeidsdeelname", "spanning", "vacatures", "ww", "werkzoekenden", "economie", "prognose"]


def test_only_the_table_that_was_really_read_counts_as_tried() -> None:
    tried = {f"{source.provider}/{source.table}" for one in indicators() for source in one.sources if source.tried}

    assert tried == {MONTHLY}


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_every_claim_names_its_document_and_place(one: Indicator) -> None:
    named = list(documents(one))

    assert named
    assert all(len(doc.document) > 5 and len(doc.place) > 5 for doc in named)
    assert all(doc.url for doc in named if doc not in one.goals)


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_a_code_that_no_document_showed_is_looked_up_by_title(one: Indicator) -> None:
    """A made-up code would give a wrong figure without a word; a title that is not there gives a problem."""
    codes = [code for source in one.sources for code in source.select.values() if source.provider != "uwv"]

    assert all(re.fullmatch(r"titel:\S.*|[A-Z]{0,3}\d{4,7}(_\d)?|I_IDAY|PC_IND|isoc_r_iuse_i", code) for code in codes)


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_its_sentences_are_short_and_speak_to_a_reader(one: Indicator) -> None:
    texts = list(sentences(one))
    parts = [part for text in texts for part in re.split(r"(?<=[.:?])\s+", text.nl)]

    too_long = [part for part in parts if len(part.split()) > 27]

    assert too_long == []
    assert not [text.nl for text in texts if re.search(r"\b(je|jij|jouw|jullie)\b", text.nl, re.IGNORECASE)]
    assert not [text for text in texts if text.nl == text.en and len(text.nl.split()) > 2]


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_what_counts_as_relevant_is_said_to_be_our_own_judgement(one: Indicator) -> None:
    assert one.relevant_why.nl.startswith("Dit is ons eigen oordeel.")
    assert one.relevant_why.en.startswith("This is our own judgement.")
    assert one.relevant < 1.5 or one.log or one.unit.nl == "%"


def test_monthly_unemployment_may_be_compared_from_2003_since_its_source_worked_it_out_again() -> None:
    series = series_of(BY_ID["werkloosheidspercentage"], MONTHLY, "2003MM01", "2020MM12", "2021MM01", "2026MM06")

    assert series.unbroken[0].span.code == "2003MM01"
    assert series.broken_between(read_span("2020MM12"), read_span("2021MM01")) is None


def test_unemployment_of_a_province_is_never_compared_across_2021() -> None:
    """Only two national tables were worked out again; the regional ones were not."""
    series = series_of(BY_ID["werkloosheidspercentage"], "cbs/85268NED", "2012KW03", "2020KW04", "2021KW01", "2026KW02")

    assert series.unbroken[0].span.code == "2021KW01"
    assert series.broken_between(read_span("2020KW04"), read_span("2021KW01")) is not None


def test_tension_is_not_compared_across_its_change_of_definition() -> None:
    series = series_of(BY_ID["arbeidsmarktspanning"], "uwv/spanningsindicator", "2019KW01", "2021KW02", "2026KW01")

    assert series.unbroken[0].span.code == "2021KW02"


@pytest.mark.parametrize(
    ("value", "name"), [(0.1, "zeer ruim"), (0.25, "zeer ruim"), (0.5, "ruim"), (1.5, "gemiddeld"), (1.51, "krap"), (4.2, "zeer krap")]
)  # fmt: skip
def test_tension_falls_in_one_class(value: float, name: str) -> None:
    classes = BY_ID["arbeidsmarktspanning"].classes

    fits = [
        c.name.nl for c in classes if (c.above is None or value > c.above) and (c.up_to is None or value <= c.up_to)
    ]

    assert fits == [name]


def test_unemployment_says_that_who_did_not_look_for_four_weeks_is_not_in_it() -> None:
    said = " ".join(text.nl for text in BY_ID["werkloosheidspercentage"].says_not)

    assert "vier weken niet zocht" in said


def test_fewer_people_of_20_to_65_is_not_an_equal_fall_of_the_workforce() -> None:
    """Footnote 11 of the programme: people work until they are older."""
    outlook = BY_ID["bevolking-20-tot-65"]

    assert outlook.forecast
    assert "niet even veel minder werkenden" in outlook.says_not[0].nl


def test_where_no_open_regional_source_was_found_the_file_says_where_we_looked() -> None:
    absent = {one.id for one in indicators() if one.nowhere}
    country_only = {one.id for one in indicators() if one.regional_nowhere}

    assert absent == {"prognose-werkloosheid", "uitstroom-per-opleiding", "digitale-vaardigheden"}
    assert country_only == {"langdurige-werkloosheid"}
    for name in absent | country_only:
        words = BY_ID[name].nowhere or BY_ID[name].regional_nowhere
        assert words is not None
        assert "zochten" in words.nl
        assert "looked" in words.en


def test_no_break_lies_in_the_future_of_its_reason() -> None:
    days = [broken.on for one in indicators() for broken in one.breaks]

    assert days
    assert all(date(2000, 1, 1) < day < date(2026, 1, 1) for day in days)


def test_the_page_of_the_documentation_is_what_the_files_say() -> None:
    """When it differs: write `as_page(indicators())` to docs/indicators.md."""
    assert PAGE.read_text(encoding="utf-8") == as_page(indicators())
