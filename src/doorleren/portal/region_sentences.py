# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the way that a figure went: an arrow with words, and a sentence.

Knows: that both follow from the verdict alone. No other file says that something rose or fell.
Leaves: the verdict (region), the words (words.*.yaml).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..journeys.watch_parts import Card, Indicator, Verdict
from .region_numbers import size_of_change
from .words import Words


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way that a figure went, beside what it was compared with. `drawn`: up, down or None where no arrow belongs.

    `why_not`: why there is no verdict.
    """

    over: str
    drawn: str | None
    text: str
    why_not: str


def arrow(verdict: Verdict, indicator: Indicator, words: Words) -> Arrow:
    """A verdict in a few words; an arrow is never without them."""
    said = words["region"]
    drawn = {"omhoog": "up", "omlaag": "down"}.get(verdict.way)
    text = str(said["ways"][verdict.way])
    if drawn and _agrees(verdict):
        text += f" ({size_of_change(indicator, verdict.change or 0.0, words['language'])})"
    why_not = verdict.why_not.in_language(words["language"]) if verdict.why_not else ""
    return Arrow(str(said["over"][verdict.over]), drawn, text, why_not)


def arrows(card: Card, words: Words) -> tuple[Arrow, ...]:
    """Each comparison in a few words; one line where nothing can be said of any of them."""
    found = tuple(arrow(verdict, card.indicator, words) for verdict in card.verdicts)
    if len(found) > 1 and all(verdict.way == "geen-oordeel" for verdict in card.verdicts):
        return (replace(found[0], over=str(words["region"]["any_change"])),)
    return found


def sentence(verdict: Verdict, indicator: Indicator, words: Words) -> str:
    """A verdict as a sentence; without one it says so, and why."""
    said = words["region"]["sentences"][verdict.over][verdict.way]
    by = ""
    if _agrees(verdict):
        by = str(words["region"]["by"]).format(
            change=size_of_change(indicator, verdict.change or 0.0, words["language"])
        )
    told = str(said).format(by=by)
    if verdict.way == "geen-oordeel" and verdict.why_not:
        told = f"{told} {verdict.why_not.in_language(words['language'])}"
    return told


def not_to_be_said(verdicts: Iterable[Verdict], words: Words) -> tuple[str, ...]:
    """Of which comparisons nothing can be said; a reason that they share stands there once."""
    by_reason: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.way == "geen-oordeel":
            why = verdict.why_not.in_language(words["language"]) if verdict.why_not else ""
            by_reason.setdefault(why, []).append(verdict)
    told = words["region"]["sentences"]
    found = []
    for why, all_of in by_reason.items():
        said = [str(told[one.over][one.way]) for one in all_of]
        if len(all_of) > 1:
            said = [str(words["region"]["no_change_said"])]
        found.append(" ".join([*said, why]).strip())
    return tuple(found)


def _agrees(verdict: Verdict) -> bool:
    """Whether the figures themselves went the way of the verdict; a seasonal figure may not, and then has no size."""
    change = verdict.change or 0.0
    return (verdict.way == "omhoog" and change > 0) or (verdict.way == "omlaag" and change < 0)


def _size(verdict: Verdict, indicator: Indicator, words: Words) -> str:
    return size_of_change(indicator, verdict.change or 0.0, words["language"])
