# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A level is read as it is written, or not at all; and a ladder says no more than it knows."""

import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from doorleren.catalogue.levels import (
    LADDER,
    NLQF,
    completed,
    disagrees,
    eqf_of,
    is_as_high,
    meets_entry,
    nlqf_of,
    read_diploma,
    read_eqf,
    read_level,
    read_nlqf,
)
from doorleren.catalogue.records import Level

NUFFIC = {"1": 1, "2": 2, "3": 3, "4": 4, "4+": 4, "5": 5, "6": 6, "7": 7, "8": 8, "instroom": None}


def test_every_nlqf_level_has_the_eqf_level_of_the_published_table() -> None:
    assert {nlqf: eqf_of(nlqf) for nlqf in NLQF} == NUFFIC


def test_an_eqf_level_gives_an_nlqf_level_except_4_which_has_two() -> None:
    assert [nlqf_of(eqf) for eqf in range(10)] == [None, "1", "2", "3", None, "5", "6", "7", "8", None]
    assert all(eqf_of(found) == eqf for eqf in range(1, 9) if (found := nlqf_of(eqf)))


def test_vwo_is_above_havo_and_below_an_associate_degree() -> None:
    assert is_as_high("4+", "4")
    assert not is_as_high("4", "4+")
    assert not is_as_high("4+", "5")
    assert is_as_high("1", "instroom")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("NLQF 4+", Level(nlqf="4+", eqf=4)),
        ("nlqf-4plus", Level(nlqf="4+", eqf=4)),
        ("nlqf_4plus", Level(nlqf="4+", eqf=4)),
        ("NLQF 4p", Level(nlqf="4+", eqf=4)),
        ("NLQF-niveau: 5", Level(nlqf="5", eqf=5)),
        ("Niveau NLQF 6", Level(nlqf="6", eqf=6)),
        ("NLQF instroom", Level(nlqf="instroom")),
        ("EQF4", Level(eqf=4)),
        ("eqf_6", Level(nlqf="6", eqf=6)),
        ("mbo 4", Level(mbo="niveau4")),
        ("MBO-3", Level(mbo="niveau3")),
        ("mbo niveau 2", Level(mbo="niveau2")),
        ("mbo niveau IV", Level(mbo="niveau4")),
        ("secondary_vocational_education_1", Level(mbo="entree")),
        ("Entreeopleiding", Level(mbo="entree")),
        ("specialistenopleiding", Level(mbo="specialist")),
        ("Associate degree", Level(degree="associate_degree")),
        ("HBO-AD", Level(degree="associate_degree")),
        ("hbo bachelor", Level(degree="bachelor")),
        ("Bachelor of Science", Level(degree="bachelor")),
        ("Bachelor’s degree", Level(degree="bachelor")),
        ("WO-MA", Level(degree="master")),
        ("PhD", Level(nlqf="8", eqf=8)),
        ("havo", Level(nlqf="4", eqf=4)),
        ("VO-VWO", Level(nlqf="4+", eqf=4)),
        ("vmbo-t", Level(nlqf="2", eqf=2)),
        ("VO-VMBO-BB", Level(nlqf="1", eqf=1)),
        ("hbo-bachelor (NLQF 6)", Level(nlqf="6", eqf=6, degree="bachelor")),
        ("NLQF 4+ / EQF 4", Level(nlqf="4+", eqf=4)),
    ],
)
def test_a_level_is_read_however_it_is_written(text: str, level: Level) -> None:
    assert read_level(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "4+",
        "niveau 3",
        "mbo",
        "hbo",
        "wo",
        "mbo+",
        "vmbo",
        "post-hbo",
        "propedeuse",
        "op mbo 4-niveau",
        "mbo 3 of 4",
        "mbo 3/4",
        "mbo-certificaat",
        "NLQF 9",
        "NLQF 4++",
        "EQF 4+",
        "eqf_0",
        "NLQF 4+ / EQF 5",
        "mbo 3, mbo 4",
        "NT2-I",
        "nt2_2",
        "EDUCATIE",
        "ONBEPAALD",
        "Instroomniveau",
        "undefined",
        "beginner",
        "ma 12 mei",
    ],
)
def test_what_is_not_certain_is_not_read(text: str) -> None:
    """A bare number has no scale, and an entry level in the text of a course is mostly what one needs to begin."""
    assert read_level(text) is None


def test_niveau_3_is_certain_where_the_course_is_mbo() -> None:
    assert read_level("niveau 3", kind="mbo_bbl") == Level(mbo="niveau3")
    assert read_level("niveau 3", kind="cursus") is None
    assert read_level("niveau 5", kind="mbo_bbl") is None


def test_a_field_that_holds_one_scale_needs_no_name_of_it() -> None:
    assert [read_nlqf(text) for text in ("4", "4+", "4p", "4plus", "Instroom", "NLQF 4 +")] == [
        "4",
        "4+",
        "4+",
        "4+",
        "instroom",
        "4+",
    ]
    assert [read_nlqf(text) for text in ("0", "9", "5+", "EQF 4", "")] == [None] * 5
    assert [read_eqf(text) for text in ("4", "EQF-niveau 4", "eqf_4", "EQF 4+", "0")] == [4, 4, 4, None, None]


@given(st.text())
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    found = read_level(text)

    assert found is None or found != Level()
    assert read_nlqf(text) in (None, *NLQF)
    assert read_diploma(text) in (None, *LADDER)


def test_mbo_and_degrees_have_an_nlqf_level_only_where_the_law_regulates_them() -> None:
    """A provider that calls its own course "mbo 4" has no NLQF level with that."""
    assert completed(Level(mbo="niveau4")) == Level(mbo="niveau4")
    assert completed(Level(mbo="niveau4"), regulated=True) == Level(nlqf="4", eqf=4, mbo="niveau4")
    assert completed(Level(mbo="entree"), regulated=True).nlqf == "1"
    assert completed(Level(mbo="specialist"), regulated=True).nlqf == "4"
    assert completed(Level(degree="associate_degree"), regulated=True).eqf == 5
    assert completed(Level(degree="master"), regulated=True).nlqf == "7"


def test_what_a_source_states_is_never_replaced() -> None:
    """One qualification may be placed higher than its kind: then the source decides."""
    assert completed(Level(nlqf="5", mbo="niveau4"), regulated=True) == Level(nlqf="5", eqf=5, mbo="niveau4")
    assert completed(Level(eqf=5, mbo="niveau4"), regulated=True) == Level(nlqf="5", eqf=5, mbo="niveau4")
    assert completed(Level(eqf=4, mbo="niveau4"), regulated=True) == Level(nlqf="4", eqf=4, mbo="niveau4")
    assert completed(Level(eqf=4, degree="bachelor"), regulated=True) == Level(eqf=4, degree="bachelor")
    assert completed(Level(mbo="niveau4", degree="bachelor"), regulated=True).nlqf is None


def test_two_levels_that_cannot_both_be_right_are_noticed() -> None:
    assert disagrees(Level(nlqf="4+", eqf=5))
    assert disagrees(Level(nlqf="instroom", eqf=1))
    assert not disagrees(Level(nlqf="4+", eqf=4))
    assert not disagrees(Level(nlqf="4+"))


def test_a_diploma_is_read_where_it_can_be_only_one() -> None:
    assert read_diploma("mbo niveau 4") == "mbo4"
    assert read_diploma("havo-diploma") == "havo"
    assert read_diploma("HBO-BA") == "hbo_bachelor"
    assert read_diploma("academic master") == "wo_master"
    assert read_diploma("none") == "geen"
    assert [read_diploma(text) for text in ("mbo", "hbo", "bachelor", "havo of mbo 4", "")] == [None] * 5


@pytest.mark.parametrize(
    ("diploma", "entry", "kind", "answer"),
    [
        ("mbo4", "mbo4", None, True),
        ("mbo2", "mbo3", None, False),
        ("mbo4", "havo", "hbo", True),
        ("havo", "mbo4", "hbo", True),
        ("havo", "mbo4", "associate_degree", True),
        ("havo", "mbo4", "cursus", None),
        ("havo", "vwo", "wo", False),
        ("mbo4", "vwo", "wo", None),
        ("mbo3", "havo", "hbo", None),
        ("associate_degree", "vwo", "wo", None),
        ("hbo_bachelor", "vwo", "wo", True),
        ("hbo_bachelor", "wo_bachelor", "wo", None),
        ("associate_degree", "hbo_bachelor", "hbo", False),
        ("vmbo", "mbo1", "mbo_bol", True),
        ("vmbo", "mbo2", "mbo_bol", None),
        ("havo", "mbo2", "mbo_bbl", True),
        ("geen", "basisonderwijs", None, False),
        (None, "geen", None, True),
        (None, "mbo4", None, None),
        ("mbo4", None, None, None),
        ("mbo4", "zwemdiploma", None, None),
    ],
)
def test_somebody_may_begin_or_not_or_that_is_not_known(
    diploma: str | None, entry: str | None, kind: str | None, answer: bool | None
) -> None:
    """Mbo 3 stands above havo on the ladder: whoever has it may have havo too, or not."""
    assert meets_entry(diploma, entry, kind) is answer


@pytest.mark.parametrize("kind", [None, "hbo", "mbo_bol"])
def test_a_diploma_meets_itself_and_nobody_is_refused_for_having_more(kind: str | None) -> None:
    for index, diploma in enumerate(LADDER):
        assert meets_entry(diploma, diploma, kind) is True
        for entry in LADDER[: index + 1]:
            assert meets_entry(diploma, entry, kind) is not False
        for entry in LADDER[index + 1 :]:
            for lower in LADDER[:index]:
                assert not (meets_entry(diploma, entry, kind) is False and meets_entry(lower, entry, kind) is True)


def test_the_ladder_is_that_of_the_fact() -> None:
    facts = Path(__file__).resolve().parents[2] / "src/doorleren/rules/facts.yaml"

    told = yaml.safe_load(facts.read_text(encoding="utf-8"))["facts"]["hoogste_diploma"]

    assert tuple(told["values"]) == LADDER


def test_every_level_word_of_the_published_formats_is_read_or_known_not_to_be_one() -> None:
    if not (folder := os.environ.get("DOORLEREN_ECHTE_DATA")):
        pytest.skip("DOORLEREN_ECHTE_DATA is not set: no published schemas to compare with")
    rio = yaml.safe_load((Path(folder) / "rio/RIO_LOD_API_v2.yml").read_text(encoding="utf-8"))["components"]["schemas"]
    v6 = json.loads((Path(folder) / "ooapi/v6/oeapi.json").read_text(encoding="utf-8"))["components"]["schemas"]

    assert [read_nlqf(one) for one in rio["NLQFniveau"]["enum"]] == ["1", "2", "3", "4", "4+", "5", "6", "7", "8"]
    assert [read_eqf(one) for one in rio["EQFniveau"]["enum"]] == [*range(1, 9)]
    unread = {one for one in rio["Niveaucode"]["enum"] if one[:2] in ("MB", "HB", "WO", "VO") and not read_level(one)}
    assert unread == {"MBO", "HBO-PM", "HBO-O", "WO-PM", "WO-O", "VO-PRO", "VO-VBO"}
    words = v6["levelOfQualification"]["x-ooapi-extensible-enum"]
    assert len(words) == 10
    assert [one for one in words if not read_level(one)] == ["eqf_0"]
