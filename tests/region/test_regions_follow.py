# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever asks for a region that is no more is told openly where it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from doorleren.region.follow import follow
from doorleren.region.known_regions import KnownRegions
from doorleren.region.regions import Became, Region

from .known_places import known_regions

TODAY = date(2025, 1, 1)


def test_loppersum_is_a_part_of_eemsdelta():
    found = follow(known_regions(), "gm0024", TODAY)

    assert found is not None
    assert found.said is not None
    assert [one.code for one in found.now] == ["GM1979"]
    assert found.said.nl == (
        "Loppersum is sinds 1 januari 2021 een deel van de gemeente Eemsdelta, samen met Appingedam en Delfzijl."
    )
    assert found.said.en == (
        "Loppersum has been a part of the municipality of Eemsdelta since 1 January 2021, together with Appingedam and"
        " Delfzijl."
    )


def test_on_a_day_that_it_existed_there_is_nothing_to_tell():
    found = follow(known_regions(), "GM0024", date(2020, 2, 1))

    assert found is not None
    assert ([one.code for one in found.now], found.chain, found.said) == (["GM0024"], (), None)


def test_haaren_was_divided():
    found = follow(known_regions(), "GM0788", TODAY)

    assert found is not None
    assert found.said is not None
    assert (
        found.said.nl
        == "Haaren is sinds 1 januari 2021 verdeeld over de gemeenten Boxtel, Oisterwijk, Tilburg en Vught."
    )
    assert len(found.now) == 4


def test_one_that_joined_a_municipality_that_was_there_already():
    found = follow(known_regions(), "GM0081", TODAY)

    assert found is not None
    assert found.said is not None
    assert found.said.nl == (
        "Leeuwarderadeel is sinds 1 januari 2018 een deel van de gemeente Leeuwarden, samen met een deel van Littenseradiel."
    )


def test_two_steps_are_told_one_after_the_other():
    """A part of Muiden went to Weesp, and Weesp to Amsterdam."""
    regions = known_regions()

    before, after = follow(regions, "GM0424", date(2022, 3, 23)), follow(regions, "GM0424", date(2022, 3, 24))

    assert before is not None
    assert after is not None
    assert after.said is not None
    assert [one.name for one in before.now] == ["Gooise Meren", "Weesp"]
    assert [one.name for one in after.now] == ["Amsterdam", "Gooise Meren"]
    assert after.said.nl == (
        "Muiden is sinds 1 januari 2016 verdeeld over de gemeenten Gooise Meren en Weesp."
        " Weesp is sinds 24 maart 2022 een deel van de gemeente Amsterdam."
    )


def test_another_code_is_told_with_the_code():
    found = follow(known_regions(), "2015AM04", TODAY)

    assert found is not None
    assert found.said is not None
    assert found.said.nl == "IJsselvechtstreek heet sinds 1 januari 2016 Regio Zwolle (AM36)."


def test_one_that_was_not_there_yet_says_what_it_was_made_of():
    found = follow(known_regions(), "GM1966", date(2018, 1, 1))

    assert found is not None
    assert found.said is not None
    assert found.now == ()
    assert found.said.nl == (
        "Het Hogeland is er pas sinds 1 januari 2019. Het is ontstaan uit Bedum, De Marne, Eemsmond en een deel van Winsum."
    )


def test_a_code_that_nobody_knows_is_not_followed():
    assert follow(known_regions(), "GM0000", TODAY) is None


def test_of_one_that_no_source_follows_that_is_said():
    """A table that an analyst brought has a municipality that ended, and we do not know where it went."""
    regions = KnownRegions({"GM0001": [(None, date(2024, 1, 1), "Adorp")]}, {}, {})

    found = follow(regions, "GM0001", TODAY)

    assert found is not None
    assert found.said is not None
    assert found.now == ()
    assert [one.kind for one in found.chain] == ["niet-bekend"]
    assert found.said.nl == (
        "Adorp bestaat niet meer sinds 1 januari 2024. Waar het nu bij hoort, staat in geen van onze bronnen."
    )


@dataclass
class _Circle(KnownRegions):
    """Two regions of which a broken table says that they went into each other."""

    ends: Mapping[str, Became] = field(default_factory=dict)

    def region(self, code: str) -> Region | None:
        return Region(code, code, "gemeente", None, self.ends[code].on) if code in self.ends else None

    def became(self, code: str) -> Became | None:
        return self.ends.get(code)

    def came_from(self, code: str) -> tuple[Became, ...]:
        return ()


def test_two_that_went_into_each_other_do_not_keep_us_for_ever():
    circle = _Circle(
        {
            "A": Became("A", date(2020, 1, 1), "opgegaan", ("B",), ""),
            "B": Became("B", date(2021, 1, 1), "opgegaan", ("A",), ""),
        }
    )

    found = follow(circle, "A", TODAY)

    assert found is not None
    assert [one.region for one in found.chain] == ["A", "B"]
    assert found.now == ()
