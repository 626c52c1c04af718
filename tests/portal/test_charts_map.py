# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A map tells regions apart by number as well as by colour, and says what has no figure."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from doorleren.basics import said
from doorleren.journeys.map_shapes import Shapes, map_for
from doorleren.portal.charts import as_picture
from doorleren.portal.region_map import OwnClass, RegionMap, RegionValue, classes_on, region_map
from doorleren.region.boundaries import Boundaries, Outline
from doorleren.region.indicators.record import Document, TensionClass
from doorleren.region.tiles import tile_maps, tiles_for

from .chart_series import PEOPLE, PERCENT

TODAY = date(2026, 11, 21)
PROVINCES = sorted(f"PV{number}" for number in range(20, 32))
TENSION = (OwnClass("ruim", None, 0.67), OwnClass("gemiddeld", 0.67, 1.5), OwnClass("krap", 1.5, 4.0))


def provinces() -> Shapes:
    found = tiles_for("provincie", PROVINCES, TODAY)
    assert found is not None
    return found


def values(figures: Sequence[float | None]) -> list[RegionValue]:
    return [
        RegionValue(code, f"Provincie {code}", one, "" if one is not None else "De bron geeft het niet.")
        for code, one in zip(PROVINCES, figures, strict=False)
    ]


def drawn(figures: Sequence[float | None], classes: Sequence[OwnClass] = (), **more: object) -> RegionMap:
    found = region_map(
        provinces(),
        values(figures),
        lambda code: f"/regio/{code}",
        id="k",
        title="Spanning",
        unit=PERCENT,
        classes=classes,
        **more,
    )  # type: ignore[arg-type]
    assert found is not None
    return found


def legend(found: RegionMap) -> list[str]:
    return [f"{one.sign.words}: {' '.join(text.words for text in one.words)}" for one in found.legend]


def signs(found: RegionMap) -> dict[str, str]:
    return {one.label.partition(":")[0]: one.sign.words for one in found.regions}


def test_there_are_as_many_regions_in_each_class_as_can_be() -> None:
    found = drawn([float(n) for n in range(1, 11)])

    assert legend(found) == [
        "1: 1,0% tot en met 2,0% (2 gebieden)",
        "2: 3,0% tot en met 4,0% (2 gebieden)",
        "3: 5,0% tot en met 6,0% (2 gebieden)",
        "4: 7,0% tot en met 8,0% (2 gebieden)",
        "5: 9,0% tot en met 10,0% (2 gebieden)",
        "–: geen cijfer (2 gebieden)",
    ]


@given(st.lists(st.sampled_from([-3.0, 0.0, 1.0, 2.0, 5.0, 5.5, 8.0, 900.0]), min_size=1, max_size=12))
def test_equal_figures_never_stand_in_two_classes(figures: list[float]) -> None:
    found = drawn(figures)

    class_of = signs(found)
    by_value = {
        value: {class_of[f"Provincie {code}"] for code, one in zip(PROVINCES, figures, strict=False) if one == value}
        for value in set(figures)
    }
    assert all(len(one) == 1 for one in by_value.values())
    ordered = [next(iter(by_value[value])) for value in sorted(by_value)]
    assert ordered == sorted(ordered)
    assert {one.sign.words for one in found.legend} - {"–"} == set(ordered)


def test_all_equal_figures_are_one_class() -> None:
    found = drawn([5.0] * 12)

    assert legend(found) == ["1: 5,0% (12 gebieden)"]
    assert found.desc == "Kaart van 12 gebieden in 1 klasse."


def test_an_indicator_may_have_classes_of_its_own() -> None:
    """A bound belongs to the class below it, as its source draws it; an empty class stays in the legend."""
    found = drawn([0.5, 0.67, 0.68, 1.5, None], TENSION)

    assert signs(found) == {
        f"Provincie {code}": sign for code, sign in zip(PROVINCES, "1122–", strict=False)
    } | dict.fromkeys(PROVINCES[5:], "–")
    assert legend(found) == [
        "1: ruim (2 gebieden)",
        "2: gemiddeld (2 gebieden)",
        "3: krap (0 gebieden)",
        "–: geen cijfer (8 gebieden)",
    ]
    assert "Provincie PV20: 0,5%. Ruim." in [one.label for one in found.regions]


def test_a_figure_outside_all_classes_says_so() -> None:
    found = drawn([9.0, 1.0], TENSION)

    assert "?: valt in geen klasse (1 gebied)" in legend(found)
    assert "Provincie PV20: 9,0%. Valt in geen klasse." in [one.label for one in found.regions]


def test_classes_are_those_of_the_day() -> None:
    """A source may draw its classes anew: a figure belongs to those that held on its day."""
    document = Document("x", "y")

    def drawn_from(
        name: str, above: float | None, up_to: float | None, first: date | None, until: date | None
    ) -> TensionClass:
        return TensionClass(said(name, name), above, up_to, first, until, document)

    change = date(2022, 1, 1)
    all_of_them = [
        drawn_from("krap", 1.5, None, change, None),
        drawn_from("ruim", None, 1.5, change, None),
        drawn_from("oud", None, None, None, change),
    ]

    assert [one.name for one in classes_on(all_of_them, date(2021, 12, 31), "nl")] == ["oud"]
    assert [one.name for one in classes_on(all_of_them, change, "nl")] == ["ruim", "krap"]


def test_six_classes_are_too_many_to_tell_apart() -> None:
    with pytest.raises(ValueError, match="6 classes"):
        drawn([1.0], [OwnClass(str(n), n, n + 1) for n in range(6)])


def test_a_region_without_a_figure_is_hatched_and_says_why() -> None:
    found = drawn([1.0, None, 3.0])

    hatched = [one for one in found.regions if one.tint == "geen"]
    assert hatched[0].label in {"Provincie PV21: geen cijfer. De bron geeft het niet.", "PV27: geen cijfer."}
    assert len(hatched) == 10
    assert "Zonder cijfer: PV23," in found.desc
    assert render_to_string("portal/map_region.html", {"map": found}).count("url(#k-geen)") == 10 + 1


def test_zero_is_a_figure() -> None:
    assert "Provincie PV20: 0,0%. Klasse 1 van 2." in [one.label for one in drawn([0.0, 1.0]).regions]


def test_no_map_is_drawn_where_nothing_is_known() -> None:
    found = region_map(provinces(), values([None] * 12), lambda _: None, id="k", title="t", unit=PERCENT)

    assert found is None


def test_the_lowest_and_the_highest_are_named_in_words() -> None:
    assert drawn([3.0, 1.0, 2.0] + [None] * 9).desc.startswith(
        "Kaart van 12 gebieden in 3 klassen. Het laagst: Provincie PV21 (1,0%). Het hoogst: Provincie PV20 (3,0%). Zonder cijfer: Provincie PV23,"
    )


def test_each_region_is_a_link_that_a_keyboard_reaches_from_north_to_south() -> None:
    markup = render_to_string("portal/map_region.html", {"map": drawn([float(n) for n in range(12)])})

    links = list(etree.fromstring(markup).iter("a"))
    assert [one.get("href") for one in links][:2] == ["/regio/PV21", "/regio/PV20"]
    assert len(links) == 12
    assert all(one.find("title").text == one.get("aria-label") for one in links)
    # An image has no parts for who cannot see it: with links inside it is a group.
    assert etree.fromstring(markup).get("role") == "group"


def test_a_region_without_a_page_is_no_link() -> None:
    found = region_map(
        provinces(), values([1.0] * 12), lambda code: None if code == "PV20" else "/x", id="k", title="t", unit=PERCENT
    )

    markup = render_to_string("portal/map_region.html", {"map": found})

    assert len(list(etree.fromstring(markup).iter("a"))) == 11


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    found = region_map(
        provinces(),
        [RegionValue("PV20", '"><script>', 1.0)],
        lambda _: 'x"onclick="y',
        id="k",
        title="<t>",
        unit=PERCENT,
    )

    root = etree.fromstring(render_to_string("portal/map_region.html", {"map": found}))

    assert not list(root.iter("script"))
    assert not [one for one in root.iter() if one.get("onclick") or one.get("style")]


def test_letters_fit_on_their_tiles() -> None:
    """Four wide letters in bold, and three on a map with ten tiles beside each other."""
    for one in tile_maps():
        shapes = tiles_for(one.kind, one.codes, TODAY)
        assert shapes is not None
        found = region_map(
            shapes, [RegionValue(code, code, 1.0) for code in one.codes], lambda _: None, id="k", title="t", unit=PEOPLE
        )

        assert found is not None
        phone = 328 / float(found.width)
        assert int(found.short) * phone >= 11
        assert float(found.letter) * phone >= 12


def test_a_map_is_a_picture_too() -> None:
    one, other = (as_picture(drawn([1.0, None, 3.0], made_up=True), source="Bron: CBS.", day="2026.") for _ in range(2))

    root = etree.fromstring(one)
    words = [text.text for text in root.iter("{*}text")]
    assert one == other
    assert "Bron: CBS." in words
    assert "Voorbeeld: deze cijfers zijn verzonnen." in words
    assert not list(root.iter("{*}a"))


# --- which map ---


def square(code: str, west: float) -> Outline:
    ring = ((west, 0.0), (west + 9_000.0, 0.0), (west + 9_000.0, 9_000.0), (west, 9_000.0), (west, 0.0))
    return Outline(code, code, ((ring,),))


KEPT = Boundaries(
    "provincie", 2026, tuple(square(code, n * 9_000) for n, code in enumerate(PROVINCES)), "eigen tekening", TODAY
)


def test_real_borders_of_the_right_year_come_first() -> None:
    found = map_for("provincie", PROVINCES, TODAY, KEPT)

    assert found.shapes is not None
    assert (found.shapes.year, found.why_tiles) == (2026, None)


def test_borders_of_another_year_give_way_to_tiles_and_say_so() -> None:
    found = map_for("provincie", PROVINCES, TODAY, KEPT, figures_of=date(2025, 12, 31))

    assert found.shapes is not None
    assert found.shapes.year is None
    assert found.why_tiles is not None
    assert found.why_tiles.nl.startswith("De grenzen zijn van 2026 en de cijfers van 2025.")


def test_borders_without_one_of_the_regions_give_way_to_tiles() -> None:
    half = Boundaries("provincie", 2026, KEPT.outlines[:11], "eigen tekening", TODAY)

    found = map_for("provincie", PROVINCES, TODAY, half)

    assert found.shapes is not None
    assert found.shapes.tile is not None


def test_without_borders_and_tiles_there_is_no_map() -> None:
    assert map_for("gemeente", ["GM0363"], TODAY).shapes is None


def test_a_sign_on_a_real_border_has_no_letters() -> None:
    shapes = map_for("provincie", PROVINCES, TODAY, KEPT).shapes
    assert shapes is not None

    found = region_map(shapes, values([1.0] * 12), lambda _: None, id="k", title="t", unit=PERCENT)

    assert found is not None
    assert not found.tiles
    markup = render_to_string("portal/map_region.html", {"map": found})
    assert markup.count("doorleren-map__words--clear") == 12
    assert (
        " ".join(one.words for one in found.notes)
        == "Kaart met de grenzen van 2026, vereenvoudigd. Bron: eigen tekening."
    )
