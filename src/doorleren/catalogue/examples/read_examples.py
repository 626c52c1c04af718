# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of this folder as records: providers, certificates, diplomas, courses and their offerings of each year.

Knows: the small form in which the examples are written (README.md beside this file).
Leaves: on which day a round starts (rounds) and what it costs then (prices).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from ..records import Certificate, Course, Diploma, Level, Offering, Origin, Part, Place, Provider, Record
from .prices import Prices
from .rounds import apply_until, first_day, last_day, months_of

FOLDER: Final = Path(__file__).parent
SOURCE: Final = "voorbeelden"
FIRST_YEAR: Final = 2019
SITE: Final = "https://example.org"

OF_A_COURSE: Final = frozenset(
    """provider name name_en about about_en kind subjects level recognised_by funded study_load hours minutes_per_week
    entry entry_text learn_and_work skills gives proof free_with words facts""".split()
)
OF_AN_OFFERING: Final = frozenset(
    "days weeks months price beside fee form way moments language places left apply".split()
)
OF_A_ROUND: Final = OF_AN_OFFERING | {"start", "in", "any_day"}

ONLINE: Final = "online"
USUAL: Final[Mapping[str, Any]] = {"form": "deeltijd", "way": "klassikaal", "language": "nl", "moments": ["dag"]}
LEVELS: Final[Mapping[str, Level]] = {
    "instroom": Level(nlqf="instroom"),
    "nlqf1": Level(nlqf="1", eqf=1),
    "nlqf2": Level(nlqf="2", eqf=2),
    "nlqf3": Level(nlqf="3", eqf=3),
    "nlqf4": Level(nlqf="4", eqf=4),
    "nlqf4+": Level(nlqf="4+", eqf=4),
    "nlqf5": Level(nlqf="5", eqf=5),
    "nlqf6": Level(nlqf="6", eqf=6),
    "entree": Level(nlqf="1", eqf=1, mbo="entree"),
    "niveau2": Level(nlqf="2", eqf=2, mbo="niveau2"),
    "niveau3": Level(nlqf="3", eqf=3, mbo="niveau3"),
    "niveau4": Level(nlqf="4", eqf=4, mbo="niveau4"),
    "specialist": Level(nlqf="4", eqf=4, mbo="specialist"),
    "associate_degree": Level(nlqf="5", eqf=5, degree="associate_degree"),
    "bachelor": Level(nlqf="6", eqf=6, degree="bachelor"),
    "master": Level(nlqf="7", eqf=7, degree="master"),
}


class Stated(NamedTuple):
    """A course as it stands in a file, with what holds for its whole file filled in."""

    file: str
    name: str
    course: Mapping[str, Any]
    offering: Mapping[str, Any]
    rounds: list[Mapping[str, Any]]


def examples(*, first_year: int = FIRST_YEAR, last_year: int) -> Iterator[Record]:
    """Everything that there is to learn in these years: providers, what can be got, and each course with its rounds."""
    years = range(first_year, last_year + 1)
    world = _read("providers")
    towns = Towns(world["towns"])
    prices = Prices(world["prices"]["of_year"], world["prices"]["rise_percent"], world["fees"])
    for name, stated in world["providers"].items():
        yield _provider(name, stated, towns, years)
    yield from _certificates()
    yield from _diplomas()
    for course in stated_courses():
        yield _course(course)
        for year in years:
            yield from _offerings(course, year, towns, prices)


def stated_courses() -> Iterator[Stated]:
    """Every course of every file. A word that the form does not have is a mistake of ours, and is named."""
    for path in sorted(FOLDER.glob("courses_*.yaml")):
        read = _read(path.stem)
        for name, own in read["courses"].items():
            whole = read.get("all", {})
            stated = {**whole, **own, "facts": {**whole.get("facts", {}), **own.get("facts", {})}}
            rounds = stated.pop("rounds")
            unknown = set(stated) - OF_A_COURSE - OF_AN_OFFERING
            unknown |= {word for one in rounds for word in set(one) - OF_A_ROUND}
            if unknown:
                raise ValueError(f"{path.name}, {name}: {', '.join(sorted(unknown))} is no word of this form")
            yield Stated(
                path.name,
                name,
                {word: value for word, value in stated.items() if word in OF_A_COURSE},
                {word: value for word, value in stated.items() if word in OF_AN_OFFERING},
                rounds,
            )


class Towns:
    """Where a town lies, and in which municipality in a year: municipalities merge, towns stay."""

    def __init__(self, stated: Mapping[str, Mapping[str, Any]]) -> None:
        self._stated = stated
        self._known: dict[tuple[str, int], Place] = {}

    def place(self, town: str, year: int) -> Place:
        if (town, year) not in self._known:
            self._known[town, year] = self._made(town, self._municipality(town, year))
        return self._known[town, year]

    def place_in_all(self, town: str, years: Iterable[int]) -> Place:
        """The place, with a municipality only if that is the same in each of these years."""
        codes = {self._municipality(town, year) for year in years}
        return self._made(town, codes.pop() if len(codes) == 1 else None)

    def _municipality(self, town: str, year: int) -> str | None:
        stated = self._stated[town]["municipality"]
        if isinstance(stated, str):
            return stated
        since = [first for first in stated if first <= year]
        return stated[max(since)] if since else None

    def _made(self, town: str, municipality: str | None) -> Place:
        latitude, longitude = self._stated[town]["at"]
        return Place(town, municipality=municipality, latitude=latitude, longitude=longitude)


def _provider(name: str, stated: Mapping[str, Any], towns: Towns, years: Iterable[int]) -> Provider:
    made = f"voorbeeld-{name}"
    return Provider(
        id=made,
        name=stated["name"],
        origin=_origin(made),
        website=f"{SITE}/{made}",
        place=towns.place_in_all(stated["town"], years) if "town" in stated else None,
        recognised_by=frozenset(stated.get("recognised_by", ())),
    )


def _certificates() -> Iterator[Certificate]:
    read = _read("certificates")
    for name, stated in read["certificates"].items():
        made = certificate_id(name)
        level = LEVELS[stated["level"]] if "level" in stated else Level()
        yield Certificate(made, stated["name"], _origin(made), level=level, rest={"voorbeeld": read["note"]})


def _diplomas() -> Iterator[Diploma]:
    read = _read("diplomas")
    for name, stated in read["diplomas"].items():
        made = f"voorbeeld-diploma-{name}"
        parts = tuple(
            Part(part["name"], frozenset(certificate_id(one) for one in part["of"]), part.get("count", 1))
            for part in stated["parts"]
        )
        level = LEVELS[stated["level"]] if "level" in stated else Level()
        yield Diploma(made, stated["name"], _origin(made), parts, level=level, rest={"voorbeeld": read["note"]})


def _course(stated: Stated) -> Course:
    own = stated.course
    made = f"voorbeeld-{stated.name}"
    load = own.get("study_load")
    return Course(
        id=made,
        provider=f"voorbeeld-{own['provider']}",
        name=own["name"],
        origin=_origin(made),
        name_en=own["name_en"],
        about=own["about"],
        about_en=own["about_en"],
        kind=own["kind"],
        level=LEVELS[own["level"]] if "level" in own else Level(),
        recognised_by=frozenset(own.get("recognised_by", ())),
        funded=own.get("funded"),
        study_load=(float(load), "uur") if load else None,
        study_load_hours=load,
        contact_hours=own.get("hours"),
        minutes_per_week=own.get("minutes_per_week"),
        duration_months=months_of(stated.offering),
        entry=own.get("entry"),
        entry_text=own.get("entry_text", ""),
        learn_and_work=frozenset(own.get("learn_and_work", ())),
        subjects=frozenset(own["subjects"]),
        skills=tuple(own.get("skills", ())),
        gives=tuple(certificate_id(one) for one in own.get("gives", ())),
        proof=own.get("proof"),
        free_with=frozenset(own.get("free_with", ())),
        website=f"{SITE}/{made}",
        words=tuple(own.get("words", ())),
        facts=own["facts"],
    )


def _offerings(stated: Stated, year: int, towns: Towns, prices: Prices) -> Iterator[Offering]:
    for one in stated.rounds:
        given = {
            "form": "deeltijd",
            "way": "klassikaal",
            "language": "nl",
            "moments": ["dag"],
            **stated.offering,
            **one,
        }
        moments = frozenset(given["moments"])
        starts = [first_day(start, year, moments) for start in one.get("start", ())]
        for town in one["in"]:
            place = None if town == ONLINE else towns.place(town, year)
            for start in starts:
                yield _offering(stated.name, given, moments, start, place, prices)
            if one.get("any_day"):
                yield _any_day(stated.name, given, moments, year, place, prices)


def _offering(
    name: str, given: Mapping[str, Any], moments: frozenset[str], start: date, place: Place | None, prices: Prices
) -> Offering:
    made = f"voorbeeld-{name}-{start.isoformat()}-{_told(place, moments)}"
    price = prices.asked(given, start)
    return Offering(
        id=made,
        course=f"voorbeeld-{name}",
        origin=_origin(made),
        start=start,
        end=last_day(start, given),
        apply_until=apply_until(given.get("apply"), start),
        form=given["form"],
        way=given["way"],
        moments=moments,
        language=given["language"],
        place=place,
        price_cents=price.cents,
        price_parts=price.parts,
        price_text=price.text,
        places=given.get("places"),
        places_left=given.get("left"),
        website=f"{SITE}/{made}",
    )


def _any_day(
    name: str, given: Mapping[str, Any], moments: frozenset[str], year: int, place: Place | None, prices: Prices
) -> Offering:
    """A course that somebody can begin on any day of the year."""
    made = f"voorbeeld-{name}-{year}-{_told(place, moments)}"
    price = prices.asked(given, date(year, 1, 1))
    return Offering(
        id=made,
        course=f"voorbeeld-{name}",
        origin=_origin(made),
        any_day=True,
        apply_from=date(year, 1, 1),
        apply_until=date(year, 12, 31),
        form=given["form"],
        way=given["way"],
        moments=moments,
        language=given["language"],
        place=place,
        price_cents=price.cents,
        price_parts=price.parts,
        price_text=price.text,
        website=f"{SITE}/{made}",
    )


def _told(place: Place | None, moments: frozenset[str]) -> str:
    """The end of an id: the town, and the moment if that is not (also) by day."""
    town = place.town.lower().replace(" ", "-") if place else ONLINE
    return town if "dag" in moments else "-".join([town, *sorted(moments)])


def certificate_id(name: str) -> str:
    return f"voorbeeld-certificaat-{name}"


def _origin(key: str) -> Origin:
    return Origin(SOURCE, key, example=True)


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return found
