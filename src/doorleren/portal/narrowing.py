# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody asks of the list of schemes, from the address of the page: words, choices, a municipality.

Knows: which choices the form has, and how to say that one does not exist. What is wrong leaves nothing out.
Leaves: what a choice means (journeys). Nothing here comes from what somebody told about themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..journeys import IN_FORCE, KINDS, PARTIES, Book, Wanted, municipality_problem
from .words import Words

CHOICES: Mapping[str, tuple[str, ...]] = {"voor": PARTIES, "soort": KINDS, "open": ("ja", "nee"), "stand": IN_FORCE}
_SHOWN = 40
"""How much we repeat of what somebody typed."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is wanted, what stands in the form, and a sentence for each choice that does not exist."""

    wanted: Wanted
    chosen: Mapping[str, str]
    wrong: tuple[str, ...]

    @property
    def anything(self) -> bool:
        return any(self.chosen.values())


def narrowing_in(given: Mapping[str, str], book: Book, on: date, words: Words) -> Narrowing:
    """What the address asks for."""
    chosen = {name: given.get(name, "").strip() for name in (*CHOICES, "gemeente", "zoek")}
    wrong = []
    for name, values in CHOICES.items():
        if chosen[name] and chosen[name] not in values:
            label, value = words["schemes"][name], chosen[name][:_SHOWN]
            wrong.append(str(words["schemes"]["wrong"]).format(label=label, value=value))
            chosen[name] = ""
    if chosen["gemeente"] and (problem := municipality_problem(book, chosen["gemeente"], on)):
        all_shown = words["schemes"]["all_shown"]
        wrong.append(f"{problem.what.in_language(words['language'])} {all_shown}")
        chosen["gemeente"] = ""
    wanted = Wanted(
        search=chosen["zoek"],
        audience=chosen["voor"] or None,
        kind=chosen["soort"] or None,
        in_force=chosen["stand"] or None,
        open=chosen["open"] == "ja" if chosen["open"] else None,
        municipality=chosen["gemeente"] or None,
    )
    return Narrowing(wanted, chosen, tuple(wrong))
