# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts are added up only where they are the whole, and otherwise it is said why not."""

from datetime import date

import pytest

from .known_places import known_regions

IN_2020, IN_2025 = date(2020, 6, 1), date(2025, 6, 1)


def test_noord_holland_is_not_the_sum_of_its_labour_market_regions():
    """Eemnes and De Ronde Venen lie in Utrecht."""
    parts = known_regions().parts("PV27", "arbeidsmarktregio", IN_2020)

    assert parts.codes == ("AM12", "AM18", "AM15", "AM17", "AM37")
    assert not parts.exact
    assert parts.why is not None
    assert parts.why.nl == (
        "Noord-Holland is niet de som van de arbeidsmarktregio's die erin liggen: een deel van Gooi en Vechtstreek ligt in"
        " de provincie Utrecht (Eemnes) en een deel van Groot Amsterdam ligt in de provincie Utrecht (De Ronde Venen)."
    )
    assert parts.why.en == (
        "Noord-Holland is not the sum of the labour-market regions that lie in it: a part of Gooi en Vechtstreek lies in the"
        " province of Utrecht (Eemnes) and a part of Groot Amsterdam lies in the province of Utrecht (De Ronde Venen)."
    )


def test_where_no_source_says_it_that_is_said_with_what_was_known_last():
    parts = known_regions().parts("PV27", "arbeidsmarktregio", IN_2025)

    assert parts.codes == ()
    assert not parts.exact
    assert parts.why is not None
    assert parts.why.nl == (
        "Noord-Holland is niet de som van de arbeidsmarktregio's die erin liggen: van geen van de 44 gemeenten is bekend in"
        " welke arbeidsmarktregio die op 1 juni 2025 lag; op 31 december 2020 lag een deel van Gooi en Vechtstreek in de"
        " provincie Utrecht (Eemnes) en lag een deel van Groot Amsterdam in de provincie Utrecht (De Ronde Venen)."
    )


def test_what_was_known_last_can_be_asked_with_its_own_day():
    regions = known_regions()

    last = regions.last_known_parts("PV27", "arbeidsmarktregio", IN_2025)

    assert last is not None
    assert (last.on, last.exact) == (date(2020, 12, 31), False)
    assert last.codes == ("AM12", "AM18", "AM15", "AM17", "AM37")
    assert regions.last_known_parts("PV27", "arbeidsmarktregio", date(2015, 6, 1)) is None


def test_groups_that_lie_in_each_other_are_not_added_up_though_together_they_are_the_whole():
    parts = known_regions().parts("noord-nederland", "groep", IN_2025)

    assert "scholingsalliantie-noord" in parts.codes
    assert not parts.exact
    assert parts.why is not None
    assert parts.why.nl == ("Noord-Nederland is niet de som van de groepen die erin liggen: sommige liggen in elkaar.")


def test_groningen_the_region_is_larger_than_groningen_the_province():
    """Assen, Aa en Hunze, Noordenveld and Tynaarlo lie in Drenthe."""
    regions = known_regions()

    province = regions.parts("PV20", "arbeidsmarktregio", IN_2025)
    inside = regions.parts("AM01", "gemeente", IN_2025)

    assert province.codes == ("AM01",)
    assert province.why is not None
    assert "een deel van de arbeidsmarktregio Groningen ligt in de provincie Drenthe (4 gemeenten)" in province.why.nl
    assert inside.exact
    assert {"GM0106", "GM1680", "GM1699", "GM1730"} < set(inside.codes)


def test_friesland_is_one_labour_market_region_on_each_day_that_we_know():
    regions = known_regions()

    for year in range(2015, 2027):
        parts = regions.parts("PV21", "arbeidsmarktregio", date(year, 1, 1))
        assert (parts.codes, parts.exact, parts.why) == (("AM02",), True, None), year


def test_the_north_is_its_provinces_and_not_its_labour_market_regions():
    """Meppel and Westerveld belong to Regio Zwolle."""
    regions = known_regions()

    provinces = regions.parts("noord-nederland", "provincie", IN_2025)
    labour = regions.parts("noord-nederland", "arbeidsmarktregio", IN_2025)

    assert (set(provinces.codes), provinces.exact) == ({"PV20", "PV21", "PV22"}, True)
    assert set(labour.codes) == {"AM01", "AM02", "AM03", "AM36"}
    assert not labour.exact
    assert labour.why is not None
    assert "van Regio Zwolle is niet zeker of er nog een gemeente in ligt" in labour.why.nl


def test_a_region_of_which_some_municipalities_are_unknown_is_never_exact():
    """After 2020 the table names only the two of Regio Zwolle that lie in Drenthe."""
    parts = known_regions().parts("AM36", "gemeente", IN_2025)

    assert set(parts.codes) == {"GM0119", "GM1701"}
    assert not parts.exact
    assert parts.why is not None
    assert "is niet van elke gemeente bekend of die erin ligt" in parts.why.nl


def test_one_municipality_that_nobody_placed_makes_both_regions_unsure_that_it_may_lie_in():
    """Of Vijfheerenlanden no source of ours says the region; Leerdam was in Gorinchem, Vianen in Midden-Utrecht."""
    regions = known_regions()

    assert not regions.parts("AM13", "gemeente", IN_2020).exact
    assert not regions.parts("AM35", "gemeente", IN_2020).exact
    assert regions.parts("AM24", "gemeente", IN_2020).exact
    country = regions.parts("NL01", "arbeidsmarktregio", IN_2020)
    assert len(country.codes) == 35
    assert country.why is not None
    assert "van 1 van de 355 gemeenten (Vijfheerenlanden) is niet bekend" in country.why.nl


def test_in_2015_the_35_regions_were_the_country():
    """The decree of that year names all 393 municipalities."""
    parts = known_regions().parts("NL01", "arbeidsmarktregio", date(2015, 6, 1))

    assert (len(parts.codes), parts.exact) == (35, True)


def test_where_parts_are_exact_they_hold_each_municipality_once():
    regions = known_regions()
    seen = 0

    for day in (date(2015, 6, 1), date(2018, 6, 1), IN_2020, IN_2025):
        wholes = [*regions.of_kind("provincie", day), *regions.of_kind("groep", day), *regions.of_kind("land", day)]
        for whole in wholes:
            parts = regions.parts(whole.code, "arbeidsmarktregio", day)
            if parts.exact:
                seen += 1
                held = [code for part in parts.codes for code in regions.parts(part, "gemeente", day).codes]
                assert sorted(held) == sorted(regions.parts(whole.code, "gemeente", day).codes)
            else:
                assert parts.why is not None

    assert seen >= 10


@pytest.mark.parametrize(
    ("code", "kind", "why"),
    [
        ("GM0014", "arbeidsmarktregio", "Een gemeente bestaat niet uit arbeidsmarktregio's."),
        ("PV20", "provincie", "Een provincie bestaat niet uit provincies."),
        ("GM0024", "gemeente", "Loppersum bestond op 1 juni 2025 niet."),
        ("PV99", "gemeente", "«Niet in te delen» is geen gebied: het is wat een bron niet kon plaatsen."),
        ("PV98", "gemeente", "De regio «PV98» kennen we niet."),
    ],
)
def test_what_has_no_parts_says_so(code: str, kind: str, why: str):
    parts = known_regions().parts(code, kind, IN_2025)  # type: ignore[arg-type]

    assert (parts.codes, parts.exact) == ((), False)
    assert parts.why is not None
    assert parts.why.nl == why


def test_around_tells_the_nearest_first_and_leaves_out_what_nobody_knows():
    regions = known_regions()

    assert [one.code for one in regions.around("GM1979", IN_2025)] == [
        "AM01",
        "PV20",
        "noord-nederland",
        "scholingsalliantie-noord",
        "werk-in-zicht",
        "werk-in-zicht-noord",
        "NL01",
    ]
    assert [one.code for one in regions.around("GM0363", IN_2025)] == ["PV27", "NL01"]
    assert [one.code for one in regions.around("AM01", IN_2025) if one.kind == "provincie"] == []
    assert [one.code for one in regions.around("AM13", IN_2025)] == ["NL01"]
    assert regions.around("NL01", IN_2025) == ()


def test_two_groups_of_the_same_area_do_not_lie_in_each_other():
    regions = known_regions()

    assert [one.code for one in regions.around("scholingsalliantie-noord", IN_2025)] == ["NL01"]


def test_of_one_that_was_made_later_it_counts_where_it_came_from():
    """Vijfheerenlanden has no row at all; Leerdam had one until 2016, when Lingewaal lay in Gorinchem too."""
    parts = known_regions().parts("PV28", "arbeidsmarktregio", IN_2020)

    assert parts.why is not None
    assert "op 31 december 2015 lag een deel van Gorinchem in de provincie Gelderland (Lingewaal)" in parts.why.nl
