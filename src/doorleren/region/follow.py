# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody gets who asks for a region that is no more, or that was not there yet.

Knows: the chain of what it became up to a day, and how that is told. Leaves: whether figures can go along (`composed`).
"""

from dataclasses import dataclass
from datetime import date

from ..basics import Said, said, say_day
from .kind_words import MANY, ONE, all_said, joined
from .regions import Became, Region, RegionKind, Regions


@dataclass(frozen=True, slots=True)
class Followed:
    """`asked` on a day. `chain`: what happened, in order of time. `now`: where it lies on that day; itself if it is
    there, empty if no source says. `said`: all of it in words; None where there is nothing to tell."""

    asked: Region
    chain: tuple[Became, ...]
    now: tuple[Region, ...]
    said: Said | None


def follow(regions: Regions, code: str, on: date) -> Followed | None:
    """Where a region is found on a day; None for a code that nobody knows. It is never silently taken for another."""
    asked = regions.region(code)
    if asked is None:
        return None
    if asked.first is not None and on < asked.first:
        return Followed(asked, (), (), _not_yet(regions, asked))
    chain, now = _chain(regions, asked, on)
    return Followed(asked, chain, now, all_said([_told(regions, one) for one in chain], between=" ") if chain else None)


def _chain(regions: Regions, asked: Region, on: date) -> tuple[tuple[Became, ...], tuple[Region, ...]]:
    chain: list[Became] = []
    now: list[Region] = []
    seen = {asked.code}
    ahead = [asked]
    while ahead:
        region = ahead.pop(0)
        if region.until is None or on < region.until:
            now.append(region)
            continue
        became = regions.became(region.code)
        if became is None:
            continue
        chain.append(became)
        for code in became.into:
            heir = regions.region(code)
            # A table in which two went into each other must not keep us here for ever.
            if heir is not None and code not in seen:
                seen.add(code)
                ahead.append(heir)
    return tuple(sorted(chain, key=lambda one: (one.on, one.region))), tuple(sorted(now, key=lambda one: one.name))


def _told(regions: Regions, one: Became) -> Said:
    """ "Loppersum is sinds 1 januari 2021 een deel van de gemeente Eemsdelta, samen met Appingedam en Delfzijl." """
    name = _name(regions, one.region)
    nl, en = say_day(one.on, "nl"), say_day(one.on, "en")
    kind = _kind(regions, one.region)
    heirs = [_name(regions, code) for code in one.into]
    match one.kind:
        case "andere-code":
            return said(
                f"{name} heet sinds {nl} {joined(heirs, 'nl')} ({one.into[0]}).",
                f"{name} has been called {joined(heirs, 'en')} ({one.into[0]}) since {en}.",
            )
        case "verdeeld":
            heirs.sort()
            return said(
                f"{name} is sinds {nl} verdeeld over de {MANY[kind].nl} {joined(heirs, 'nl')}.",
                f"{name} has been divided over the {MANY[kind].en} {joined(heirs, 'en')} since {en}.",
            )
        case "opgegaan":
            others_nl, others_en = _together(regions, one)
            return said(
                f"{name} is sinds {nl} een deel van de {ONE[kind].nl} {heirs[0]}{others_nl}.",
                f"{name} has been a part of the {ONE[kind].en} of {heirs[0]} since {en}{others_en}.",
            )
        case _:
            return said(
                f"{name} bestaat niet meer sinds {nl}. Waar het nu bij hoort, staat in geen van onze bronnen.",
                f"{name} has not existed since {en}. None of our sources says where it belongs now.",
            )


def _together(regions: Regions, one: Became) -> tuple[str, str]:
    """The others that went the same way on the same day, wholly or in part."""
    others = [other for other in regions.came_from(one.into[0]) if other.on == one.on and other.region != one.region]
    wholly = sorted(_name(regions, other.region) for other in others if other.kind != "verdeeld")
    partly = sorted(_name(regions, other.region) for other in others if other.kind == "verdeeld")
    if not others:
        return "", ""
    nl = joined([*wholly, *(f"een deel van {name}" for name in partly)], "nl")
    en = joined([*wholly, *(f"a part of {name}" for name in partly)], "en")
    return f", samen met {nl}", f", together with {en}"


def _not_yet(regions: Regions, asked: Region) -> Said:
    assert asked.first is not None
    nl, en = say_day(asked.first, "nl"), say_day(asked.first, "en")
    if asked.kind == "groep":
        return said(
            f"Wie er bij {asked.name} horen, weten we pas vanaf {nl}.",
            f"Who belong to {asked.name} is known to us only from {en} on.",
        )
    before = [one for one in regions.came_from(asked.code) if one.on == asked.first]
    wholly = sorted(_name(regions, one.region) for one in before if one.kind != "verdeeld")
    partly = sorted(_name(regions, one.region) for one in before if one.kind == "verdeeld")
    if not before:
        return said(f"{asked.name} is er pas sinds {nl}.", f"{asked.name} has been there only since {en}.")
    from_nl = joined([*wholly, *(f"een deel van {name}" for name in partly)], "nl")
    from_en = joined([*wholly, *(f"a part of {name}" for name in partly)], "en")
    if [one.kind for one in before] == ["andere-code"]:
        return said(
            f"{asked.name} heet pas zo sinds {nl}. Daarvoor was het {from_nl} ({before[0].region}).",
            f"{asked.name} has been called so only since {en}. Before that it was {from_en} ({before[0].region}).",
        )
    return said(
        f"{asked.name} is er pas sinds {nl}. Het is ontstaan uit {from_nl}.",
        f"{asked.name} has been there only since {en}. It was made of {from_en}.",
    )


def _name(regions: Regions, code: str) -> str:
    region = regions.region(code)
    return region.name if region else code


def _kind(regions: Regions, code: str) -> RegionKind:
    region = regions.region(code)
    return region.kind if region else "gemeente"
