# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody tells wrongly is said back kindly and completely, and what was right is kept.

Each file in `bad_profiles` holds one mistake; the two texts beside it are all that a person sees, in Dutch and English.
"""

from datetime import date
from pathlib import Path

import pytest

from doorleren.basics import LANGUAGES, Problem
from doorleren.cli import show
from doorleren.journeys import read_text
from doorleren.rules import Book, Profile, read_book, read_profile
from doorleren.rules.lined_yaml import Lines

HERE = Path(__file__).parent / "bad_profiles"
FILES = sorted(path.name for path in HERE.iterdir() if path.suffix in (".yaml", ".json"))
DAY = date(2020, 2, 1)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The facts of the program; schemes play no part here."""
    found, problems = read_book(tmp_path_factory.mktemp("geen-regelingen"))
    assert found is not None
    assert problems == []
    return found


def read(book: Book, text: str, on: date | None = None) -> tuple[Profile, list[Problem]]:
    profile, _, problems = read_text(book, text, "ik.yaml", on)
    return profile, problems


def test_we_looked_at_every_mistake():
    assert len(FILES) >= 55


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_gives_the_message_that_helps_to_mend_it(name: str, book: Book, capsys: pytest.CaptureFixture[str]):
    _, _, problems = read_text(book, (HERE / name).read_text("utf-8"), name)

    for language in LANGUAGES:
        show.problems(problems, language)
        assert capsys.readouterr().err == (HERE / f"{name}.{language}.txt").read_text("utf-8")
    assert problems


@pytest.mark.parametrize("name", FILES)
def test_a_message_cannot_steer_a_terminal_or_fill_the_screen(name: str, book: Book):
    """Somebody else's text is shown as text, and only the start of it."""
    _, _, problems = read_text(book, (HERE / name).read_text("utf-8"), name)

    for problem in problems:
        for language in LANGUAGES:
            for text in problem.in_language(language).values():
                assert text.isprintable()
                assert len(text) < 400


def test_what_was_right_is_kept_beside_what_was_wrong(book: Book):
    profile, problems = read(book, "op: 2020-02-01\nfeiten: {contract: vast, uren_per_week: 90, startkwalificatie: ja}")

    assert profile.facts == {"contract": "vast", "startkwalificatie": True}
    assert profile.on == DAY
    assert len(problems) == 1


def test_what_is_left_open_is_unknown_and_no_mistake(book: Book):
    """`contract:` with nothing after it says the same as leaving it out."""
    profile, problems = read(book, "op: 2020-02-01\nfeiten:\n  contract:\n  startkwalificatie: ~\n  uren_per_week: 0\n")

    assert profile.facts == {"uren_per_week": 0}
    assert problems == []


def test_every_kind_of_value_is_read_as_it_was_meant(book: Book):
    text = """
      op: 2020-02-29
      feiten:
        startkwalificatie: ja
        werkgever_betaalt_mee: false
        studiefinanciering: nee
        uitkering: []
        werk: [werknemer, student]
        beroep: 0110
        werkgever_sector: "38"
        gemeente: GM0024
        geboortedatum: 2000-02-29
        hoogste_diploma: havo
        opleiding_kosten_eurocent: 0
      aangenomen:
        verblijf: nederlander
    """

    profile, problems = read(book, text)

    assert problems == []
    assert profile.on == date(2020, 2, 29)
    assert profile.assumed == {"verblijf"}
    assert profile.facts == {
        "startkwalificatie": True,
        "werkgever_betaalt_mee": False,
        "studiefinanciering": False,
        "uitkering": frozenset(),
        "werk": frozenset({"werknemer", "student"}),
        "beroep": "0110",
        "werkgever_sector": "38",
        "gemeente": "GM0024",
        "geboortedatum": date(2000, 2, 29),
        "hoogste_diploma": "havo",
        "opleiding_kosten_eurocent": 0,
        "verblijf": "nederlander",
    }


def test_yaml_and_json_say_the_same(book: Book):
    in_yaml, _ = read(book, "op: 2020-02-01\nfeiten: {werk: [student], startkwalificatie: true}")
    in_json, _ = read(book, '{"op": "2020-02-01", "feiten": {"werk": ["student"], "startkwalificatie": true}}')

    assert in_yaml == in_json


def test_the_day_that_is_handed_in_beats_the_day_in_the_file(book: Book):
    profile, problems = read(book, "op: 2020-02-01\nfeiten: {}", on=date(2022, 3, 1))

    assert (profile.on, profile.day_named, problems) == (date(2022, 3, 1), True, [])


def test_a_limit_that_moves_with_the_day_is_the_limit_of_the_day_asked_about(book: Book):
    """Born on 1 March 2020 is impossible in February and possible in March."""
    text = "feiten: {geboortedatum: 2020-03-01}"

    _, before = read(book, text, on=date(2020, 2, 29))
    _, after = read(book, text, on=date(2020, 3, 1))

    assert (len(before), after) == (1, [])


@pytest.mark.parametrize(
    "value",
    [None, [], "feiten", 3, {"feiten": []}, {"feiten": {"werk": {"a": 1}}}, {"feiten": {"werk": [None]}}, {"op": 3}],
)
def test_a_request_of_another_shape_is_a_problem_and_never_an_exception(value: object, book: Book):
    _, problems = read_profile(value, Lines(""), book.facts, None, DAY)

    assert problems


def test_a_request_knows_nothing_of_assumed_facts(book: Book):
    """`aangenomen` is for example files; whoever asks through the API tells facts."""
    _, problems = read_profile({"feiten": {}, "aangenomen": {}}, Lines(""), book.facts, None, DAY)

    assert [problem.where for problem in problems] == ["aangenomen"]


def test_an_absent_day_is_today_and_that_can_be_told(book: Book):
    profile, problems = read_profile({"feiten": {}}, Lines(""), book.facts, None, DAY)

    assert (profile.on, profile.day_named, problems) == (DAY, False, [])
