# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A chart shows what the figures say: no line across a gap or a break, round numbers, the same in words."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from doorleren.basics import Said, said
from doorleren.portal.chart_numbers import axis, number
from doorleren.portal.chart_parts import folded, width_of
from doorleren.portal.charts import (
    Cut,
    Trend,
    Unit,
    as_picture,
    cuts_of,
    is_provisional,
    marks_of,
    picture_policy,
    spark,
    trend,
    trends,
)

from .chart_series import PEOPLE, PERCENT, fan, marks, wave

BREAK = (Cut(date(2021, 1, 1), "Het CBS vraagt anders naar werk."),)
LAYOUT = Path(__file__).parents[2] / "src/doorleren/portal/static/layout.css"


def drawn(values: list[float | None], **more: object) -> Trend:
    found = trend(marks(values), id="t", title="Werkloosheid", region="Groningen", unit=PERCENT, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def ticks(chart: Trend) -> list[str]:
    return [one.label.words for one in chart.across if one.label]


def years(chart: Trend) -> list[str]:
    return [one.label.words for one in chart.years if one.label]


def key(chart: Trend) -> list[str]:
    return [" ".join(text.words for text in one.words) for one in chart.key]


# --- numbers ---


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-1234567, 0, "−1.234.567", "−1,234,567"),
        (-0.04, 1, "0,0", "0.0"),
        (0, 0, "0", "0"),
        (6.25, 2, "6,25", "6.25"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: float, decimals: int, nl: str, en: str) -> None:
    assert (number(value, decimals, "nl"), number(value, decimals, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        pytest.param(5.2, 8.1, ["5", "6", "7", "8", "9"], id="percents"),
        pytest.param(1.0, 9.0, ["0", "2", "4", "6", "8", "10"], id="zero is near"),
        pytest.param(-45, 36, ["−60", "−40", "−20", "0", "20", "40"], id="below zero"),
        pytest.param(4.2, 4.2, ["3,5", "4,0", "4,5", "5,0"], id="all equal"),
        pytest.param(0, 0, ["−1,0", "−0,5", "0,0", "0,5", "1,0"], id="all nothing"),
        pytest.param(9_412_000, 10_976_000, ["9.000", "9.500", "10.000", "10.500", "11.000"], id="in thousands"),
        pytest.param(812e9, 968e9, ["800", "850", "900", "950", "1.000"], id="in billions"),
        pytest.param(0.012, 0.0152, ["0,012", "0,013", "0,014", "0,015", "0,016"], id="small"),
    ],
)
def test_an_axis_has_round_numbers(low: float, high: float, labels: list[str]) -> None:
    scale = axis(low, high)

    assert [scale.label(tick, "nl") for tick in scale.ticks] == labels


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_every_figure_lies_on_its_axis(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)

    scale = axis(low, high)

    hair = 1e-6 * (scale.high - scale.low)  # far less than a point of the drawing
    assert scale.low <= low + hair
    assert scale.high >= high - hair
    assert 2 <= len(scale.ticks) <= 7
    assert len({scale.label(tick, "nl") for tick in scale.ticks}) == len(scale.ticks)


# --- lines ---


def test_a_line_stops_where_a_figure_is_missing() -> None:
    chart = drawn([5.0, 5.5, None, 6.0, 6.5, 7.0])

    assert [len(points(one)) for one in chart.region] == [2, 3]
    assert "Er ontbreekt 1 cijfer." in chart.desc


def test_a_row_that_is_not_there_at_all_is_a_gap_too() -> None:
    series = marks([5.0, 5.5, 5.7, 6.0, 6.5, 7.0])

    chart = trend([*series[:2], *series[3:]], id="t", title="t", region="r", unit=PERCENT)

    assert chart is not None
    assert [len(points(one)) for one in chart.region] == [2, 3]


def test_a_line_stops_at_a_break() -> None:
    """The last quarter of 2020 and the first of 2021 were not measured alike."""
    chart = drawn([5.0, 5.1, 5.2, 5.3, 8.0, 8.1, 8.2], cuts=BREAK)

    before, after = map(points, chart.region)
    x = float(chart.breaks[0].line.x1)
    assert (len(before), len(after)) == (4, 3)
    assert before[-1][0] < x < after[0][0]
    assert chart.breaks[0].label.words == "A"
    assert "A: breuk op 1 januari 2021. Het CBS vraagt anders naar werk." in key(chart)


def test_the_country_breaks_where_the_region_breaks() -> None:
    chart = drawn(wave(8), cuts=BREAK, country=marks(wave(8, 5)))

    assert [len(points(one)) for one in chart.country] == [4, 4]


def test_words_do_not_compare_across_a_break() -> None:
    """From 5.0 to 8.2 would be a rise that nobody measured."""
    chart = drawn([5.0, 5.1, 5.2, 5.3, 8.0, 8.1, 8.2], cuts=BREAK)

    assert "Sinds de laatste breuk: van 8,0% (1e kwartaal 2021) naar 8,2% (3e kwartaal 2021)." in chart.desc
    assert "5,0%" not in chart.desc
    assert (
        "Breuk op 1 januari 2021: Het CBS vraagt anders naar werk. Cijfers van daarvoor en daarna kunt u niet vergelijken."
        in chart.desc
    )


def test_a_break_before_or_after_the_figures_parts_nothing() -> None:
    chart = drawn(wave(8), cuts=(Cut(date(2020, 1, 1), "oud"), Cut(date(2022, 1, 1), "nieuw")))

    assert chart.breaks == ()
    assert len(chart.region) == 1


def test_two_breaks_close_together_have_letters_that_do_not_overlap() -> None:
    chart = drawn(wave(20), cuts=(*BREAK, Cut(date(2021, 4, 1), "nog een")))

    first, second = (one.label for one in chart.breaks)
    assert (first.words, second.words) == ("A", "B")
    assert float(first.y) - float(second.y) >= 14


def test_a_figure_by_itself_is_a_dot() -> None:
    chart = drawn([*wave(27), None, 5.0, None, 6.0])

    assert len(chart.dots) == 2
    assert len(chart.region) == 1


def test_provisional_figures_are_hollow() -> None:
    series = marks(wave(30), provisional=2)

    chart = trend(series, id="t", title="t", region="r", unit=PERCENT)

    assert chart is not None
    assert [one.kind for one in chart.dots] == ["provisional", "provisional"]
    assert "voorlopig cijfer" in key(chart)
    assert chart.desc.endswith("Het laatste cijfer is voorlopig.")


def test_higher_is_above_and_later_is_to_the_right() -> None:
    chart = drawn([5.0, 6.0, 7.0])

    places = points(chart.region[0])
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)


def test_nothing_is_drawn_without_a_figure() -> None:
    for empty in ([], [None, None]):
        assert trend(marks(empty), id="t", title="t", region="r", unit=PERCENT) is None
        assert trends(marks(empty), id="t", title="t", region="r", unit=PERCENT) == ()
        assert spark(marks(empty), id="s", title="s", unit=PERCENT) is None


def test_one_figure_is_one_dot_and_one_sentence() -> None:
    chart = drawn([5.1])

    assert chart.region == ()
    assert len(chart.dots) == 1
    assert chart.desc == "Er is één cijfer: 5,1% (1e kwartaal 2020)."
    assert years(chart) == ["2020"]


def test_equal_figures_lie_on_one_level_line() -> None:
    chart = drawn([4.2] * 6)

    assert len({y for _, y in points(chart.region[0])}) == 1
    assert "Alle cijfers zijn 4,2%." in chart.desc


def test_below_zero_zero_has_a_line_of_its_own() -> None:
    chart = trend(marks([-5.0, 3.0]), id="t", title="t", region="r", unit=PEOPLE)

    assert chart is not None
    assert chart.zero is not None
    assert "De schaal begint niet bij 0." not in key(chart)
    assert "De schaal begint niet bij 0." in key(drawn([70.0, 71.0]))


def test_large_numbers_say_in_what_they_are_counted() -> None:
    chart = trend(marks([9_412_000, 10_976_000], per_year=1), id="t", title="t", region="r", unit=PEOPLE)

    assert chart is not None
    assert chart.unit.words == "personen (× 1.000)"
    assert "Van 9.412.000 personen (2020) naar 10.976.000 personen (2021)." in chart.desc


@pytest.mark.parametrize(("per_year", "count"), [(1, 12), (1, 60), (4, 9), (12, 282), (12, 7)])
@pytest.mark.parametrize("size", ["smal", "breed"])
def test_years_stand_clear_of_each_other(per_year: int, count: int, size: str) -> None:
    chart = trend(marks(wave(count), 1960, per_year), id="t", title="t", region="r", unit=PERCENT, size=size)  # type: ignore[arg-type]

    assert chart is not None
    places = [float(one.label.x) for one in chart.years if one.label]
    assert places
    assert all(after - before >= 2.3 * float(chart.letter) for before, after in pairwise(places))


# --- the country, the outlook, examples ---


def test_the_country_is_told_apart_without_colour() -> None:
    chart = drawn(wave(12), country=marks(wave(12, 5)))

    assert chart.country_name is not None
    assert chart.country_name.words == "NL"
    assert key(chart)[:2] == ["Groningen", "Nederland (NL)"]
    assert re.search(r"\.doorleren-drawing__country \{[^}]*stroke-dasharray", LAYOUT.read_text("utf-8"))


def test_the_name_of_the_country_keeps_clear_of_the_region() -> None:
    chart = drawn(wave(12), country=marks([value + 0.01 for value in wave(12)]))

    assert chart.country_name is not None
    assert abs(float(chart.country_name.y) - float(chart.dots[-1].y)) >= 14 * 0.5


def test_the_country_is_drawn_only_in_the_time_of_the_region() -> None:
    chart = drawn(wave(8), country=marks(wave(40, 5), start=2015))

    assert len(points(chart.country[0])) == 8


def test_what_is_expected_begins_at_the_last_figure() -> None:
    series = marks(wave(12))

    chart = trend(series, id="t", title="t", region="r", unit=PERCENT, fan=fan(series, 6.5))

    assert chart is not None
    assert chart.band95 is not None
    assert chart.band80 is not None
    last = points(chart.region[0])[-1]
    assert points(chart.band95)[0] == points(chart.band80)[0] == last
    assert len(points(chart.band80)) == 1 + 2 * 4
    above95, above80 = (min(y for _, y in points(band)) for band in (chart.band95, chart.band80))
    assert above95 < above80
    assert (
        "Het wordt 80 van de 100 keer een cijfer tussen 5,5% en 7,5%, en 95 van de 100 keer een cijfer tussen 4,9% en 8,1%."
        in chart.desc
    )


@pytest.mark.parametrize("why", ["a break", "a gap"])
def test_what_is_expected_is_not_joined_across(why: str) -> None:
    series = marks([*wave(3), 6.0] if why == "a break" else [*wave(3), None])

    chart = trend(series, id="t", title="t", region="r", unit=PERCENT, fan=fan(series, 6.5), cuts=BREAK)

    assert chart is not None
    assert chart.band80 is not None
    assert len(points(chart.band80)) == 2 * 4


def test_a_made_up_series_says_so_three_times() -> None:
    """In the drawing, in the key and to who cannot see it."""
    chart = drawn(wave(6), made_up=True)

    assert chart.watermark is not None
    assert chart.watermark.words == "voorbeeld"
    assert key(chart)[0] == "Voorbeeld: deze cijfers zijn verzonnen."
    assert chart.desc.startswith("Dit is een voorbeeld. De cijfers zijn verzonnen.")
    assert drawn(wave(6)).watermark is None


def test_a_chart_speaks_english_too() -> None:
    chart = trend(
        marks([1234.5, 6.0]), id="t", title="t", region="r", unit=Unit(1, "people", "en"), cuts=(), made_up=True
    )

    assert chart is not None
    assert (
        chart.desc
        == "This is an example. The figures are made up. From 1,234.5 people (1e kwartaal 2020) to 6.0 people (2e kwartaal 2020)."
    )


# --- spark line ---


def test_a_spark_line_shows_the_last_five_years() -> None:
    found = spark(marks(wave(40), start=2015), id="s", title="s", unit=PERCENT)

    assert found is not None
    assert len(points(found.lines[0])) == 21
    assert points(found.lines[0])[0][0] == 6
    assert (found.dots[-1].kind, found.dots[-1].x) == ("last", "234")


def test_a_short_series_is_short_on_its_card() -> None:
    found = spark(marks(wave(8)), id="s", title="s", unit=PERCENT)

    assert found is not None
    assert points(found.lines[0])[0][0] > 140


def test_a_spark_line_has_gaps_and_breaks() -> None:
    found = spark(marks([5.0, 5.1, None, 5.3, 8.0, 8.1]), id="s", title="s", unit=PERCENT, cuts=BREAK)

    assert found is not None
    assert [len(points(one)) for one in found.lines] == [2, 2]
    assert len(found.breaks) == 1
    assert [one.kind for one in found.dots] == ["known", "last"]


def test_what_is_missing_at_the_end_does_not_move_the_last_dot() -> None:
    found = spark(marks([5.0, 5.1, None]), id="s", title="s", unit=PERCENT, made_up=True)

    assert found is not None
    assert found.dots[-1].x == "234"
    assert found.example is not None
    assert found.example.words == "voorbeeld"


def test_the_word_that_figures_are_made_up_stands_below_the_line_and_hides_none_of_it() -> None:
    found = spark(marks([5.0, 5.1, 4.9]), id="s", title="s", unit=PERCENT, made_up=True)

    assert found is not None
    assert found.example is not None
    lowest = max(float(number) for one in found.lines for number in re.findall(r"[\d.]+", one)[1::2])
    assert float(found.example.y) - 11 > lowest


# --- from the hall ---


@dataclass(frozen=True)
class Happened:
    on: date
    why: Said
    mended: bool = False
    mended_from: date | None = None


def test_a_break_that_was_mended_is_drawn_where_its_mending_begins() -> None:
    why = said("anders", "otherwise")
    breaks = [
        Happened(date(2021, 1, 1), why),
        Happened(date(2015, 1, 1), why, mended=True, mended_from=date(2013, 1, 1)),
        Happened(date(2018, 1, 1), why, mended=True),
    ]

    assert [(one.on, one.why) for one in cuts_of(breaks, "nl")] == [
        (date(2013, 1, 1), "anders"),
        (date(2021, 1, 1), "anders"),
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Voorlopig", True), ("NaderVoorlopig", True), ("p", True), ("Definitief", False), ("", False), (None, False)],
)
def test_provisional_is_what_the_source_calls_so(status: str | None, expected: bool) -> None:
    assert is_provisional(status) is expected


def test_a_series_of_the_hall_can_be_drawn() -> None:
    from doorleren.region import Point, read_span

    found = marks_of([Point(read_span("2026KW01"), 5.0, status="Voorlopig"), Point(read_span("raar"), 6.0)], "nl")

    assert [(one.first, one.until, one.value, one.when, one.provisional) for one in found] == [
        (date(2026, 1, 1), date(2026, 4, 1), 5.0, "1e kwartaal 2026", True)
    ]


# --- markup ---


def test_a_drawing_needs_no_style_and_no_script() -> None:
    """The pages allow neither (Content-Security-Policy)."""
    series = marks([*wave(9), None, 5.0], provisional=1)
    chart = trend(
        series,
        id="t",
        title="<t> & co",
        region="r",
        unit=PERCENT,
        cuts=BREAK,
        country=marks(wave(9)),
        fan=fan(series, 6),
        made_up=True,
    )

    markup = render_to_string("portal/chart_trend.html", {"chart": chart})

    root = etree.fromstring(markup)
    assert len(root.findall(".//path")) >= 6
    assert not [one for one in root.iter() if one.get("style") or str(one.tag) in ("script", "style")]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root.find("title").get("id")
    assert root.get("aria-describedby") == root.find("desc").get("id")
    assert root.find("title").text == "<t> & co"


def test_every_class_of_a_drawing_has_a_rule() -> None:
    series = marks(wave(9), provisional=1)
    chart = trend(
        series,
        id="t",
        title="t",
        region="r",
        unit=PERCENT,
        cuts=BREAK,
        country=marks(wave(9)),
        fan=fan(series, 6),
        made_up=True,
    )
    rules = LAYOUT.read_text("utf-8")

    markup = render_to_string("portal/chart_trend.html", {"chart": chart})

    named = {name for one in re.findall(r'class="([^"]+)"', markup) for name in one.split()}
    assert len(named) > 12
    # What is plain about a dot is said by its first class.
    assert {name for name in named if f".{name}" not in rules} <= {
        "doorleren-drawing__dot--last",
        "doorleren-drawing__dot--known",
    }


@pytest.mark.parametrize(("ink", "paper"), [("#1c2526", "#ffffff"), ("#52666a", "#ffffff"), ("#0a636b", "#ffffff"), ("#7a4a00", "#ffffff"), ("#1c2526", "#e0f1f1"), ("#1c2526", "#a9d6d8"), ("#1c2526", "#6cb4b8"), ("#ffffff", "#0e737b"), ("#ffffff", "#032c31")])  # fmt: skip
def test_letters_and_lines_stand_out(ink: str, paper: str) -> None:
    """WCAG 1.4.3: at least 4.5 to 1, for lines too."""
    used = LAYOUT.read_text("utf-8").replace("#fff;", "#ffffff;")
    assert f"{ink};" in used
    assert f"{paper};" in used

    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(st.text(st.characters(categories=["L", "N", "Z"]), max_size=120))
def test_folding_loses_no_letter(words: str) -> None:
    lines = folded(words, 120, 14)

    assert "".join("".join(lines).split()).replace("-", "") == "".join(words.split()).replace("-", "")
    assert all(width_of(one, 14) <= 120 or len(one) <= 2 for one in lines)


# --- pictures ---


def test_a_picture_shows_itself_with_its_source_and_its_day() -> None:
    chart = drawn(wave(9), made_up=True)

    picture = as_picture(chart, source="Bron: CBS StatLine, tabel 80590ned.", day="Opgehaald op 21 november 2026.")

    root = etree.fromstring(picture)
    words = [one.text for one in root.iter("{*}text")]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Werkloosheid" in words
    assert "Bron: CBS StatLine, tabel 80590ned." in words
    assert "Opgehaald op 21 november 2026." in words
    assert "voorbeeld" in words
    style = root.find("{*}style").text
    assert ".doorleren-drawing__region" in style
    assert "var(" not in style
    assert "doorleren-chart--smal" not in picture.decode()


def test_the_same_figures_give_the_same_bytes() -> None:
    one, other = (as_picture(drawn(wave(9)), source="b", day="d") for _ in range(2))

    assert one == other
    assert b"-0 " not in one
    assert not re.search(rb"\d\.\d\d", one.partition(b"</style>")[2])


def test_the_policy_of_a_picture_allows_its_own_style_alone() -> None:
    import base64
    import hashlib

    picture = as_picture(drawn(wave(9)), source="b", day="d")

    style = re.search(rb"<style>(.*?)</style>", picture, re.DOTALL)
    assert style
    seal = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
    assert picture_policy() == f"default-src 'none'; style-src 'sha256-{seal}'"


def test_a_chart_on_a_page_is_light() -> None:
    """282 months with the country beside it, for both sizes: a third of what a page may weigh, before it is packed."""
    both = trends(
        marks(wave(282), 2003, 12, 4), id="t", title="t", region="r", unit=PERCENT, country=marks(wave(282), 2003, 12)
    )

    markup = "".join(render_to_string("portal/chart_trend.html", {"chart": one}) for one in both)

    assert len(both) == 2
    assert len(markup) < 24_000
