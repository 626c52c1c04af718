# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of how a series goes on, and when nothing is said."""

import json
import math
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from doorleren.basics import said
from doorleren.region import Break, Point, Series, every_step, read_span
from doorleren.region import outlook_words as words
from doorleren.region.outlook import PACES, outlook
from doorleren.region.verdict import Outlook

FIRST = {
    "maand": "2010MM01",
    "kwartaal": "2005KW01",
    "halfjaar": "1990HJ01",
    "jaar": "1990JJ00",
    "schooljaar": "1990SJ00",
}


def series(values: Sequence[float | None], kind: str = "maand", **fields: object) -> Series:
    first = read_span(FIRST[kind])
    points = tuple(Point(first.shifted(n), value) for n, value in enumerate(values))
    return replace(Series("netto-arbeidsparticipatie", "PV20", points), **fields)  # type: ignore[arg-type]


def wandering(many: int, season: int = 12, seed: int = 3, level: float = 70.0) -> list[float]:
    """A level that wanders, a season, some noise; the same each time."""
    r = np.random.default_rng(seed)
    seasons = 0.8 * np.sin(2 * np.pi * np.arange(many) / season) if season > 1 else np.zeros(many)
    return [float(one) for one in level + r.normal(0, 0.12, many).cumsum() + seasons + r.normal(0, 0.2, many)]


def figures(answer: Outlook) -> list[float]:
    return [
        value for one in answer.expected for value in (one.low95, one.low80, one.middle, one.high80, one.high95)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "many", "season", "last", "codes"),
    [
        ("maand", 120, 12, "2019MM12", ["2020MM01", "2020MM12"]),
        ("kwartaal", 47, 4, "2016KW03", ["2016KW04", "2017KW03"]),
        ("halfjaar", 40, 2, "2009HJ02", ["2010HJ01", "2010HJ02"]),
        ("jaar", 30, 1, "2019JJ00", ["2020JJ00", "2021JJ00"]),
        ("schooljaar", 30, 1, "2019SJ00", ["2020SJ00", "2021SJ00"]),
    ],
)
def test_what_is_expected_follows_the_last_figure_in_the_codes_of_statline(
    kind: str, many: int, season: int, last: str, codes: list[str]
) -> None:
    asked = series(wandering(many, season), kind)

    answer = outlook(asked)

    assert asked.points[-1].span.code == last
    spans = [one.span for one in answer.expected]
    assert [spans[0].code, spans[-1].code] == codes
    assert [span.steps_after(asked.points[-1].span) for span in spans] == list(range(1, PACES[kind].steps + 1))  # type: ignore[index]
    assert [read_span(span.code) for span in spans] == spans


@pytest.mark.parametrize(("kind", "season"), [("maand", 12), ("kwartaal", 4), ("jaar", 1)])
def test_bounds_lie_around_the_middle_and_never_narrow_further_ahead(kind: str, season: int) -> None:
    answer = outlook(series(wandering(100, season), kind))

    assert answer.expected
    widths80 = [one.high80 - one.low80 for one in answer.expected]
    widths95 = [one.high95 - one.low95 for one in answer.expected]
    for one in answer.expected:
        assert one.low95 <= one.low80 < one.middle < one.high80 <= one.high95
    assert all(later >= sooner - 1e-9 for sooner, later in pairwise(widths80))
    assert all(later >= sooner - 1e-9 for sooner, later in pairwise(widths95))
    assert widths80[-1] > widths80[0]


def test_a_season_comes_back_in_what_is_expected() -> None:
    """The top of the year lies in April here, and the bottom in October."""
    answer = outlook(series(wandering(180)))

    assert answer.method == words.SMOOTHED
    middles = {one.span.code[-4:]: one.middle for one in answer.expected}
    assert max(middles, key=middles.__getitem__) in {"MM03", "MM04", "MM05"}
    assert min(middles, key=middles.__getitem__) in {"MM09", "MM10", "MM11"}
    assert max(middles.values()) - min(middles.values()) > 1


def test_where_nothing_does_better_the_last_figure_is_told_by_name() -> None:
    """A walk that goes nowhere in particular cannot be foreseen, but how far it goes can."""
    walk = 70 + np.random.default_rng(5).normal(0, 0.3, 150).cumsum()

    answer = outlook(series([float(one) for one in walk]))

    assert answer.method == words.AS_LAST
    assert {one.middle for one in answer.expected} == {float(walk[-1])}
    assert all(test.error == test.naive_error for test in answer.back_tests)


def test_where_only_the_season_is_known_the_year_before_is_told_by_name() -> None:
    """Each quarter walks on from the same quarter a year before; nothing else is to be known."""
    steps = np.random.default_rng(5).normal(0, 0.3, (24, 4)).cumsum(axis=0)
    by_quarter = [float(one) for one in (np.array([60.0, 66.0, 71.0, 63.0]) + steps).ravel()]

    answer = outlook(series(by_quarter, "kwartaal"))

    assert answer.method == words.AS_YEAR_BEFORE
    assert [one.middle for one in answer.expected] == by_quarter[-4:]


def test_the_back_test_is_about_moments_of_which_the_end_is_known() -> None:
    answer = outlook(series(wandering(120)))

    pace = PACES["maand"]
    assert [test.steps for test in answer.back_tests] == [1, 3, 6, 12]
    assert [test.origins for test in answer.back_tests] == [120 - pace.first_tried - steps + 1 for steps in pace.shown]
    for test in answer.back_tests:
        assert 0 <= test.coverage80 <= test.coverage95 <= 100
        assert 0 < test.error < test.naive_error


def test_the_same_series_gives_the_same_answer_to_the_last_bit() -> None:
    asked = series([math.exp(one / 10) for one in wandering(100)], log=True)

    first, second = outlook(asked), outlook(asked)

    assert [value.hex() for value in figures(first)] == [value.hex() for value in figures(second)]
    assert first == second
    assert first.expected


@pytest.mark.parametrize("level", [0.6, 99.2])
def test_a_share_never_leaves_0_to_100(level: float) -> None:
    """Unemployment cannot fall below nothing, and no more than all can take part."""
    values = [min(max(one, 0.0), 100.0) for one in wandering(120, level=level)]

    for asked in (series(values), series(values, within=(0, 100))):
        answer = outlook(asked)

        assert answer.expected
        assert min(figures(answer)) >= 0
        assert max(figures(answer)) <= 100
        assert 0.0 in figures(answer) or 100.0 in figures(answer), "the bound must have been reached"


def test_a_growth_rate_may_fall_below_nothing() -> None:
    values = [one - 70 for one in wandering(120)]

    assert min(figures(outlook(series(values)))) < 0
    assert min(figures(outlook(series([abs(one) for one in values], within=(None, None))))) < 0


def test_a_number_of_people_is_told_as_a_number_and_stays_above_nothing() -> None:
    """Changes count in percent: the way up is longer than the way down, and zero is never passed."""
    people = [round(math.exp(6 + 2.5 * (one - 70) / 3)) for one in wandering(120)]

    answer = outlook(series([float(one) for one in people], log=True))

    assert answer.expected
    for one in answer.expected:
        assert 0 < one.low95 < one.middle
        assert one.high95 - one.middle > one.middle - one.low95
    assert people[-1] / 3 < answer.expected[0].middle < people[-1] * 3
    assert answer.back_tests[0].error > 1, "errors are told in people"


def test_a_number_that_is_sometimes_zero_is_told_without_logs() -> None:
    people = [max(0.0, round(one - 69)) for one in wandering(120)]

    answer = outlook(series(people, log=True))

    assert 0.0 in people
    assert all(value >= 0 for value in figures(answer))


@pytest.mark.parametrize(
    ("kind", "season", "least"), [("maand", 12, 84), ("kwartaal", 4, 40), ("halfjaar", 2, 28), ("jaar", 1, 20)]
)
def test_a_short_history_gives_silence_and_says_how_much_is_needed(kind: str, season: int, least: int) -> None:
    short = outlook(series(wandering(least - 1, season), kind))
    enough = outlook(series(wandering(least, season), kind))

    assert not short.expected
    assert short.silent is not None
    assert str(least) in short.silent.nl
    assert str(least) in short.silent.en
    assert str(least - 1) in short.silent.nl
    assert enough.expected
    assert enough.silent is None


def test_only_what_came_after_the_last_break_counts() -> None:
    """What was measured in another way is not our past."""
    values = [200.0 + one for one in wandering(60)] + wandering(100)
    cut = Break(read_span("2015MM01").first or date.min, said("Anders gemeten.", "Measured otherwise."), "CBS")

    answer = outlook(series(values, breaks=(cut,)))
    alone = outlook(Series("x", "PV20", series(values).points[60:]))

    assert answer.expected == alone.expected
    assert answer.back_tests == alone.back_tests


def test_after_a_fresh_break_we_are_silent_and_say_so() -> None:
    cut = Break(date(2018, 1, 1), said("Anders gemeten.", "Measured otherwise."), "CBS")

    answer = outlook(series(wandering(120), breaks=(cut,)))

    assert not answer.expected
    assert answer.silent == words.too_short_since_break("maand", 24, 84)


def test_a_break_that_was_mended_does_not_silence() -> None:
    cut = Break(date(2018, 1, 1), said("Anders gemeten.", "Measured otherwise."), "CBS", mended=True)

    assert outlook(series(wandering(120), breaks=(cut,))).expected == outlook(series(wandering(120))).expected


def test_nothing_is_expected_beyond_a_break_that_is_already_known() -> None:
    """From April 2020 the figures will be something else; from now on, everything will."""
    later = Break(date(2020, 4, 1), said("Anders gemeten.", "Measured otherwise."), "CBS")
    now = Break(date(2020, 1, 1), said("Anders gemeten.", "Measured otherwise."), "CBS")

    answer = outlook(series(wandering(120), breaks=(later,)))

    assert [one.span.code for one in answer.expected] == ["2020MM01", "2020MM02", "2020MM03"]
    assert outlook(series(wandering(120), breaks=(now,))).silent == words.CHANGES_SOON


def test_a_history_full_of_holes_gives_silence() -> None:
    values: list[float | None] = list(wandering(150))
    values[20::9] = [None] * len(values[20::9])

    answer = outlook(series(values))

    assert not answer.expected
    assert answer.silent is not None
    assert "ontbreken" in answer.silent.nl


def test_a_hole_long_ago_leaves_the_stretch_after_it() -> None:
    values: list[float | None] = list(wandering(150))
    values[30] = None

    answer = outlook(series(values))

    assert answer.expected == outlook(Series("x", "PV20", series(values).points[31:])).expected


def test_a_month_that_is_not_yet_there_is_expected_as_well() -> None:
    values: list[float | None] = [*wandering(120), None]

    answer = outlook(series(values))

    assert answer.expected[0].span == series(values).points[-1].span
    assert outlook(series([*wandering(120), *[None] * 12])).silent == words.ENDED


def test_a_part_of_a_year_is_no_year() -> None:
    whole = series(wandering(30, 1), "jaar")
    part = Point(read_span("2020JJ00", "2020 t/m juni"), 35.0)

    answer = outlook(replace(whole, points=(*whole.points, part)))

    assert answer.expected == outlook(whole).expected


def test_a_figure_that_never_changes_teaches_nothing_about_how_sure_we_are() -> None:
    rarely = [70.0] * 119 + [70.1]

    assert outlook(series([70.0] * 120)).silent == words.ALWAYS_THE_SAME
    assert outlook(series(rarely)).silent == words.ALWAYS_THE_SAME
    assert outlook(series([0.0] * 120, log=True)).silent == words.ALWAYS_THE_SAME


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("factor", [1000, 0.001])
def test_one_absurd_figure_long_ago_counts_as_a_hole(log: bool, factor: float) -> None:
    """A typing error of a factor thousand, ten years ago; and one of two years ago leaves too little."""
    long_ago, lately = wandering(200, seed=8), wandering(200, seed=8)
    long_ago[70] *= factor
    lately[170] *= factor
    after = series(wandering(200, seed=8), log=log).points[71:]

    answer = outlook(series(long_ago, log=log))

    assert answer.expected
    assert answer.expected == outlook(Series("x", "PV20", after, log=log)).expected
    assert outlook(series(lately, log=log)).silent == words.too_many_holes("maand", 29, 84)


def test_a_peak_that_comes_back_each_year_is_no_mistake() -> None:
    """Each July the school year ends, and ninety times as many leave."""
    leaving = [one + (6000 if n % 12 == 6 else 0) for n, one in enumerate(wandering(120))]

    answer = outlook(series(leaving, log=True))

    assert answer.silent is None
    assert 5000 < max(one.middle for one in answer.expected) < 7500


def test_a_coarsely_rounded_figure_is_not_silenced_for_bounds_that_hold_too_often() -> None:
    """Steps of a tenth: bounds of a tenth hold 95 times in 100, those of nothing 60 times, and there is none between."""
    walk = np.round(3.5 + np.random.default_rng(6).choice([-0.1, 0, 0, 0.1], 150).cumsum() + 2, 1)

    answer = outlook(series([float(one) for one in walk]))

    assert answer.silent is None
    assert answer.back_tests[0].coverage80 > 90


def test_one_absurd_figure_at_the_end_gives_silence() -> None:
    values = wandering(120)
    values[-1] *= 1000

    answer = outlook(series(values))

    assert not answer.expected
    assert answer.silent == words.LAST_ONE_STRAYS
    assert answer.back_tests


def test_bounds_that_did_not_hold_give_silence_with_the_back_test_that_says_so() -> None:
    """Years of quiet, then a world that moves ever more: what was learnt in quiet years does not hold."""
    r = np.random.default_rng(2)
    ever_wilder = 70 + (0.02 * np.exp(np.arange(140) / 25) * r.normal(0, 1, 140)).cumsum()

    answer = outlook(series([float(one) for one in ever_wilder]))

    assert not answer.expected
    assert answer.silent == words.NOT_HONEST
    assert min(test.coverage80 for test in answer.back_tests) < 70


def test_a_series_without_figures_or_of_days_gives_silence() -> None:
    days = tuple(Point(read_span(f"202601{day:02d}"), float(day)) for day in range(1, 31))

    assert outlook(series([])).silent == words.NOTHING
    assert outlook(series([None] * 100)).silent == words.NOTHING
    assert outlook(Series("x", "PV20", days)).silent == words.NO_YEAR


ODD: list[tuple[str, Callable[[], list[float]]]] = [
    ("one step up", lambda: [1.0] * 60 + [2.0] * 60),
    ("a saw", lambda: [float(n % 2) for n in range(120)]),
    ("a straight line", lambda: [float(n) for n in range(120)]),
    ("very large", lambda: [1e300 * one for one in wandering(120)]),
    ("very small", lambda: [1e-300 * one for one in wandering(120)]),
    ("growing beyond measure", lambda: [1.5**n for n in range(120)]),
    ("zero until yesterday", lambda: [0.0] * 119 + [1e6]),
    ("only the season", lambda: [float(n % 12) for n in range(120)]),
]


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(("make"), [make for _, make in ODD], ids=[name for name, _ in ODD])
def test_whatever_comes_in_nothing_is_thrown_and_no_warning_comes_out(
    make: Callable[[], list[float]], log: bool
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        answer = outlook(series(make(), log=log))

    assert (answer.silent is None) == bool(answer.expected)
    assert all(math.isfinite(value) for value in figures(answer))


def test_a_fit_that_fails_leaves_the_naive_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from doorleren.region import forecasters

    def broken() -> object:
        def model(*args: object, **named: object) -> object:
            raise np.linalg.LinAlgError("singular")

        return model

    monkeypatch.setattr(forecasters, "library", broken)

    answer = outlook(series(wandering(120)))

    assert answer.expected
    assert answer.method in (words.AS_LAST, words.AS_YEAR_BEFORE)


def test_statsmodels_is_loaded_only_when_something_is_expected() -> None:
    """It takes seconds; a command that asks nothing of it does not wait."""
    code = (
        "import sys; import doorleren.region.outlook as o; from doorleren.region import Series; "
        "o.outlook(Series('x', 'y', ())); print(sorted({'statsmodels', 'numpy', 'scipy', 'pandas'} & set(sys.modules)))"
    )

    said_back = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)

    assert said_back.stdout.strip() == "[]"


REAL = os.environ.get("DOORLEREN_ECHTE_DATA")


@pytest.mark.skipif(not REAL, reason="DOORLEREN_ECHTE_DATA names no folder with recorded answers of StatLine")
@pytest.mark.parametrize(("measure", "log"), [("M005036", False), ("M004210", False), ("D006409", True)])
def test_the_real_figures_of_the_country_are_foreseen_better_than_by_the_last_one(measure: str, log: bool) -> None:
    file = Path(REAL or "") / "cbs-odata4" / "80590ned" / "observations-page-1.json"
    points = [
        Point(read_span(one["Perioden"]), one["Value"])
        for one in json.loads(file.read_text("utf-8"))["value"]
        if one["Measure"] == measure and "MM" in one["Perioden"]
    ]
    assert len(points) == 282

    answer = outlook(Series(measure, "NL01", every_step(points), log=log))

    assert [one.span.code for one in answer.expected][::11] == ["2026MM07", "2027MM06"]
    assert answer.method == words.SMOOTHED
    for test in answer.back_tests[1:]:
        assert test.error < test.naive_error
        assert 74 <= test.coverage80 <= 88
        assert 90 <= test.coverage95 <= 99
