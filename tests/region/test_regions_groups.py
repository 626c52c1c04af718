# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions of one's own: ours, and those of an alliance that adds a file."""

from datetime import date
from pathlib import Path

import pytest

from .known_places import known_regions

GOOD = """name: {nl: Rond Assen, en: Around Assen}
source: {document: Convenant Rond Assen, place: artikel 1}
members: [GM0106, GM1680]
"""


def test_werk_in_zicht_has_sixteen_municipalities_and_five_parts():
    """The plan of 2020 names them; in 2021 three of them became Eemsdelta."""
    regions = known_regions()

    before = regions.parts("werk-in-zicht", "gemeente", date(2020, 12, 31))
    after = regions.parts("werk-in-zicht", "gemeente", date(2021, 1, 1))
    five = regions.parts("werk-in-zicht", "groep", date(2020, 6, 1))

    assert (len(before.codes), before.exact) == (16, True)
    assert (len(after.codes), after.exact) == (14, True)
    assert "GM1979" in after.codes
    assert (len(five.codes), five.exact) == (5, True)
    assert sum(len(regions.parts(code, "gemeente", date(2020, 6, 1)).codes) for code in five.codes) == 16


def test_werk_in_zicht_is_the_labour_market_region_of_groningen():
    regions = known_regions()

    for day in (date(2020, 6, 1), date(2025, 6, 1)):
        ours = regions.parts("werk-in-zicht", "gemeente", day)
        assert ours.codes == regions.parts("AM01", "gemeente", day).codes
        assert "Werken aan ontwikkeling" in ours.source


def test_of_the_time_before_its_source_we_do_not_say_who_belonged_to_it():
    parts = known_regions().parts("werk-in-zicht", "gemeente", date(2018, 6, 1))

    assert (parts.codes, parts.exact) == ((), False)
    assert parts.why is not None
    assert parts.why.nl == "Wie er op 1 juni 2018 bij Werk in Zicht hoorden, weten we niet."


def test_all_our_groups_are_read_without_a_problem():
    regions = known_regions()

    assert regions.problems == ()
    assert len(regions.of_kind("groep", date(2025, 1, 1))) == 8


def test_an_alliance_adds_its_own_region(tmp_path: Path):
    (tmp_path / "rond-assen.yaml").write_text(GOOD, "utf-8")

    regions = known_regions(tmp_path)

    assert regions.problems == ()
    assert [one.code for one in regions.find("around assen")] == ["rond-assen"]
    parts = regions.parts("rond-assen", "gemeente", date(2025, 1, 1))
    assert (set(parts.codes), parts.exact, parts.source.startswith("Convenant")) == ({"GM0106", "GM1680"}, True, True)
    assert "rond-assen" in {one.code for one in regions.around("GM0106", date(2025, 1, 1))}


def test_a_group_that_ended_and_a_member_that_left(tmp_path: Path):
    (tmp_path / "rond-assen.yaml").write_text(
        GOOD.replace("GM1680]", "{code: GM1680, until: 2022-01-01}]") + "until: 2024-01-01\n", "utf-8"
    )

    regions = known_regions(tmp_path)

    assert regions.problems == ()
    assert regions.parts("rond-assen", "gemeente", date(2021, 1, 1)).codes == ("GM1680", "GM0106")
    assert regions.parts("rond-assen", "gemeente", date(2023, 1, 1)).codes == ("GM0106",)
    assert regions.parts("rond-assen", "gemeente", date(2024, 1, 1)).codes == ()


@pytest.mark.parametrize(
    ("name", "text", "where", "what"),
    [
        ("Rond Assen", GOOD, "Rond Assen.yaml", "Zo kan een groep niet heten."),
        ("noord-nederland", GOOD, "noord-nederland.yaml", "Er is al een groep met deze naam."),
        ("a", "name: [", "a.yaml, 2", "Dit is geen geldige YAML."),
        ("a", "", "a.yaml", "Hier staat geen groep in."),
        ("a", "- GM0106", "a.yaml", "Hier staat geen groep in."),
        (
            "a",
            GOOD.replace("en: Around Assen", "de: Um Assen"),
            "a.yaml, 1: name",
            "De naam ontbreekt in het Nederlands of het Engels.",
        ),
        ("a", GOOD.replace("place: artikel 1", ""), "a.yaml, 2: source", "Er staat niet bij waar dit vandaan komt."),
        ("a", GOOD.replace("[GM0106, GM1680]", "[]"), "a.yaml, 3: members", "Er staat niet in wie erbij horen."),
        ("a", GOOD.replace("GM1680", "GM9999"), "a.yaml, 3: members.2", "De code «GM9999» kennen we niet."),
        ("a", GOOD.replace("GM1680", "NL01"), "a.yaml, 3: members.2", "De code «NL01» kennen we niet."),
        ("a", GOOD.replace("GM1680", "12"), "a.yaml, 3: members.2", "Dit is geen lid van een groep."),
        ("a", GOOD.replace("GM1680", "GM0106"), "a.yaml, 3: members", "GM0106 staat er twee keer in op dezelfde dag."),
        ("a", GOOD + "van: 2020-01-01", "a.yaml, 4: van", "Dit veld kennen we niet."),
        ("a", GOOD + "from: 1 januari", "a.yaml, 4: from", "Dit is geen dag."),
        (
            "a",
            GOOD + "from: 2020-01-01\nuntil: 2020-01-01",
            "a.yaml, 5: until",
            "De laatste dag ligt niet na de eerste.",
        ),
        ("a", GOOD + "part_of: a", "a.yaml, 4: part_of", "Dit is geen andere groep."),
        ("a", GOOD + "part_of: b", "a.yaml: part_of", "De groep «b» is er niet."),
    ],
)
def test_a_file_with_a_mistake_is_left_out_whole_and_says_what_is_wrong(
    tmp_path: Path, name: str, text: str, where: str, what: str
):
    """A group with a member less would be another region."""
    (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    (tmp_path / "goed.yaml").write_text(GOOD.replace("Rond Assen,", "Goed,"), "utf-8")

    regions = known_regions(tmp_path)

    assert [(one.where, one.what.nl) for one in regions.problems] == [(where, what)]
    assert regions.region("goed") is not None
    assert len(regions.of_kind("groep", date(2025, 1, 1))) == 9


def test_all_problems_of_a_file_are_told_together(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("name: Assen\nmembers: [GM9999, 3]\nkleur: rood\n", "utf-8")

    problems = known_regions(tmp_path).problems

    assert [one.where for one in problems] == [
        "a.yaml, 3: kleur",
        "a.yaml, 1: name",
        "a.yaml: source",
        "a.yaml, 2: members.1",
        "a.yaml, 2: members.2",
    ]
    assert all(one.expected.nl and one.what_now.nl and one.what.en for one in problems)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00name", b"name: \x00", b"&a [*a]", b"[" * 5000])
def test_a_file_that_is_no_text_or_no_yaml_takes_nothing_down(tmp_path: Path, content: bytes):
    (tmp_path / "a.yaml").write_bytes(content)

    regions = known_regions(tmp_path)

    assert len(regions.problems) == 1
    assert regions.region("noord-nederland") is not None


def test_a_folder_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path):
    problems = known_regions(tmp_path / "nergens").problems

    assert [one.what.nl for one in problems] == ["Deze map is er niet."]
