# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody asks of the list of courses, from the address of the page: words, choices, an order, a page.

Knows: which choices the form has, how each is read, what is said of one that does not exist, and the address of the
same question with something changed.
Leaves: what a choice means (journeys). Nothing here comes from what somebody told about themselves.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from ..basics import parse_day
from ..journeys.find_courses import FORMS, KINDS, LEVELS, MOMENTS, PRICE_BANDS_CENTS, SUBJECTS, WAYS, Wanted
from .words import Words

PAGE_SIZE: Final = 10
SEVERAL: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    "moment": ("moments", "moment", MOMENTS),
    "vorm": ("forms", "form", FORMS),
    "manier": ("ways", "way", WAYS),
    "soort": ("kinds", "kind", KINDS),
    "onderwerp": ("subjects", "subject", SUBJECTS),
    "niveau": ("levels", "level", LEVELS),
}
"""The choices of which somebody may make several: the filter that each is, the facet with its counts, its values."""

KILOMETRES: Final = ("5", "10", "25", "50")
"""How far from a place somebody can choose to look."""

SORTS: Final = ("past", "prijs", "begin")
FILTER_OF: Final[Mapping[str, str]] = {
    **{filter_name: name for name, (filter_name, _, _) in SEVERAL.items()},
    "town": "plaats",
    "within_km": "plaats",
    "start_before": "begin",
    "languages": "lestaal",
    "price_max_cents": "prijs",
    "recognised": "erkend",
}
"""By which name of the address each filter of the search is chosen."""

_ALONE: Final = ("zoek", "plaats", "binnen", "begin", "prijs", "erkend", "gratis", "sorteer")
_WORDS_MAX, _TOWN_MAX, _SHOWN, _PAGE_MAX, _EURO_MAX = 200, 100, 40, 10_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as the address has it: each name with what was chosen, the page, and a sentence for each thing
    that is wrong."""

    chosen: Mapping[str, tuple[str, ...]]
    page: int
    wrong: tuple[str, ...]

    def one(self, name: str) -> str:
        """What was chosen where one thing can be; empty if nothing was."""
        return next(iter(self.chosen.get(name, ())), "")

    @property
    def words(self) -> str:
        return self.one("zoek")

    @property
    def free_for_me(self) -> bool:
        return bool(self.one("gratis"))

    @property
    def sort(self) -> str:
        return self.one("sorteer") or "past"

    @property
    def filters_on(self) -> int:
        """How many choices are on beside the words and the order."""
        return sum(len(values) for name, values in self.chosen.items() if name not in ("zoek", "sorteer", "binnen"))

    def query(self, page: int = 1, changes: Mapping[str, tuple[str, ...]] | None = None) -> str:
        """The same question as the end of an address, with some of it changed."""
        pairs = [(name, value) for name, values in {**self.chosen, **(changes or {})}.items() for value in values]
        text = urlencode([*pairs, *([("pagina", str(page))] if page > 1 else [])])
        return f"?{text}" if text else ""

    def wanted(self, after: date, *, stranger: bool = False) -> Wanted:
        """What the search is asked. For a stranger what costs least is what has the lowest list price."""
        price = self.one("prijs")
        wanted = Wanted(
            after=after,
            words=self.words,
            town=self.one("plaats") or None,
            within_km=int(self.one("binnen")) if self.one("binnen") and self.one("plaats") else None,
            start_before=parse_day(self.one("begin")),
            languages=frozenset(self.chosen.get("lestaal", ())),
            price_max_cents=int(price) * 100 if price else None,
            recognised=bool(self.one("erkend")),
            sort="start" if self.sort == "begin" else "price" if self.sort == "prijs" and stranger else "fit",
            offset=(self.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )
        several = {filter_name: frozenset(self.chosen.get(name, ())) for name, (filter_name, _, _) in SEVERAL.items()}
        return replace(wanted, **several)  # type: ignore[arg-type]


def asked_in(given: QueryDict, words: Words) -> Asked:
    """What the address asks. What is wrong leaves nothing out, and is said."""
    return _Reader(given, words).read()


class _Reader:
    def __init__(self, given: QueryDict, words: Words) -> None:
        self._given, self._words = given, words["courses"]
        self._wrong: list[str] = []

    def read(self) -> Asked:
        chosen = {
            "zoek": self._text("zoek", _WORDS_MAX),
            "plaats": self._text("plaats", _TOWN_MAX),
            "binnen": self._several("binnen", KILOMETRES)[:1],
            "begin": self._day(),
            **{name: self._several(name, values) for name, (_, _, values) in SEVERAL.items()},
            "lestaal": self._languages(),
            "prijs": self._price(),
            **{name: self._several(name, ("ja",))[:1] for name in ("erkend", "gratis")},
            "sorteer": self._sort(),
        }
        page = self._page()
        return Asked({name: values for name, values in chosen.items() if values}, page, tuple(self._wrong))

    def _alone(self, name: str) -> str:
        return " ".join(self._given.get(name, "").split())

    def _say(self, kind: str, value: str, label: str = "") -> tuple[str, ...]:
        self._wrong.append(str(self._words["wrong"][kind]).format(value=value[:_SHOWN], label=label))
        return ()

    def _text(self, name: str, longest: int) -> tuple[str, ...]:
        text = self._alone(name)
        if len(text) > longest:
            self._say("long", text)
        return (text[:longest],) if text else ()

    def _several(self, name: str, values: Iterable[str]) -> tuple[str, ...]:
        given = list(dict.fromkeys(value for value in self._given.getlist(name) if value))
        for value in given:
            if value not in values:
                self._say("choice", value, self._words[name])
        return tuple(value for value in values if value in given)

    def _languages(self) -> tuple[str, ...]:
        given = list(dict.fromkeys(value for value in self._given.getlist("lestaal") if value))
        for value in given:
            if not re.fullmatch("[a-z]{2,3}", value):
                self._say("choice", value, self._words["lestaal"])
        return tuple(value for value in given if re.fullmatch("[a-z]{2,3}", value))

    def _day(self) -> tuple[str, ...]:
        text = self._alone("begin")
        if not text:
            return ()
        return (text,) if parse_day(text) else self._say("day", text)

    def _price(self) -> tuple[str, ...]:
        text = self._alone("prijs")
        if not text:
            return ()
        fine = re.fullmatch("[0-9]{1,7}", text) and int(text) <= _EURO_MAX
        return (str(int(text)),) if fine else self._say("price", text)

    def _sort(self) -> tuple[str, ...]:
        text = self._alone("sorteer")
        if text and text not in SORTS:
            self._say("sort", text)
        # What is usual needs no place in the address.
        return (text,) if text in SORTS[1:] else ()

    def _page(self) -> int:
        text = self._alone("pagina")
        if not text or (re.fullmatch("[0-9]{1,5}", text) and 1 <= int(text) <= _PAGE_MAX):
            return int(text or 1)
        self._say("page", text)
        return 1


@dataclass(frozen=True, slots=True)
class Option:
    """One choice in the form: what it sends, how it is said, how many courses it gives (None if nobody counted)."""

    value: str
    label: str
    count: int | None
    on: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together."""

    name: str
    label: str
    options: tuple[Option, ...]


def groups_of(asked: Asked, facets: Mapping[str, Mapping[str, int]], labels: "Labels") -> tuple[Group, ...]:
    """The choices of which several can be made; one that gives nothing stands there only where it is on."""
    found = []
    for name, (_, facet, values) in SEVERAL.items():
        counts = facets.get(facet, {})
        found.append(_group(asked, name, facet, [value for value in values if value in counts], counts, labels))
    found.append(_group(asked, "lestaal", "language", list(facets.get("language", {})), facets["language"], labels))
    return tuple(group for group in found if group.options)


def _group(
    asked: Asked, name: str, facet: str, shown: Sequence[str], counts: Mapping[str, int], labels: "Labels"
) -> Group:
    on = asked.chosen.get(name, ())
    values = [*shown, *(value for value in on if value not in shown)]
    options = (Option(value, labels.said(facet, value), counts.get(value, 0), value in on) for value in values)
    return Group(name, labels.of_group(name), tuple(options))


def prices_of(asked: Asked, counts: Mapping[str, int], labels: "Labels") -> tuple[Option, ...]:
    """The highest prices to choose among; also one that somebody typed in the address."""
    own = asked.one("prijs")
    cents = sorted({*PRICE_BANDS_CENTS, *([int(own) * 100] if own else [])})
    return tuple(
        Option(str(one // 100), labels.said("price", str(one)), counts.get(str(one)), own == str(one // 100))
        for one in cents
        if counts.get(str(one)) or own == str(one // 100)
    )


class Labels:
    """How a value of a choice is said. `facts` are the facts that have words for kinds and subjects."""

    _FACTS: Final = {"kind": "opleiding_soort", "subject": "opleiding_onderwerp"}
    _OWN: Final = {"form": "forms", "moment": "moments", "way": "ways", "level": "levels"}

    def __init__(self, facts: Mapping[str, Mapping[str, object]], words: Words, euro: Callable[[int], str]) -> None:
        self._facts, self._words, self._euro = facts, words["courses"], euro

    def of_group(self, name: str) -> str:
        return str(self._words[name])

    def said(self, facet: str, value: str) -> str:
        """The value in words; as it is where there are none."""
        if facet in self._FACTS:
            labels = self._facts.get(self._FACTS[facet], {}).get("labels")
            return str(labels.get(value, value)) if isinstance(labels, Mapping) else value
        if facet in self._OWN:
            return str(self._words[self._OWN[facet]].get(value, value))
        if facet == "language":
            known = self._words["languages"]
            return str(known[value]) if value in known else str(self._words["other_language"]).format(code=value)
        if facet == "price":
            return str(self._words["at_most"]).format(price=self._euro(int(value)))
        return value[:1].upper() + value[1:] if facet == "town" else value
