# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the way that a figure went: an arrow with words, and a sentence.

Knows: that both follow from the verdict alone. No other file says that something rose or fell.
Leaves: the verdict (region), the words (words.*.yaml).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..journeys.key_sentences import told_beside_usual
from ..journeys.watch_parts import Card, Indicator, Series, Verdict
from .region_numbers import size_of_change
from .region_places import names_joined
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


def arrow(verdict: Verdict, indicator: Indicator, words: Words, series: Series | None = None) -> Arrow:
    """A verdict in a few words; an arrow is never without them. `series`: the one that was judged."""
    said = words["region"]
    drawn = {"omhoog": "up", "omlaag": "down"}.get(verdict.way)
    beside_usual = told_beside_usual(verdict, series)
    text = str(said["ways_beside_usual" if beside_usual else "ways"][verdict.way])
    if drawn and _agrees(verdict):
        size = size_of_change(indicator, verdict.change or 0.0, words["language"])
        text = str(said["way_and_size"]["beside_usual" if beside_usual else verdict.over]).format(way=text, size=size)
    why_not = verdict.why_not.in_language(words["language"]) if verdict.why_not else ""
    return Arrow(str(said["over"][verdict.over]), drawn, text, why_not)


def arrows(card: Card, words: Words) -> tuple[Arrow, ...]:
    """Each comparison in a few words, those with the same outcome together; none where nothing can be said of any."""
    if all(verdict.way == "geen-oordeel" for verdict in card.verdicts):
        return ()
    found: dict[tuple[str | None, str], Arrow] = {}
    for verdict in card.verdicts:
        one = arrow(verdict, card.indicator, words, card.series)
        same = found.get((one.drawn, one.text))
        joined = one if same is None else replace(same, over=f"{same.over}, {one.over[:1].lower()}{one.over[1:]}")
        found[one.drawn, one.text] = joined
    return tuple(found.values())


def sentence(verdict: Verdict, indicator: Indicator, words: Words, series: Series | None = None) -> str:
    """A verdict as a sentence; without one it says so, and why. `series`: the one that was judged."""
    over = "kwartaal_beside_usual" if told_beside_usual(verdict, series) else verdict.over
    said = words["region"]["sentences"][over][verdict.way]
    by = size = ""
    if _agrees(verdict):
        size = size_of_change(indicator, verdict.change or 0.0, words["language"])
        by = str(words["region"]["by"]).format(change=size)
    told = str(said).format(by=by, size=f" {size}" if size else "")
    if verdict.way == "geen-oordeel" and verdict.why_not:
        told = f"{told} {verdict.why_not.in_language(words['language'])}"
    return told


def sentences(card: Card, words: Words) -> tuple[tuple[str | None, str], ...]:
    """Every verdict of a card as a sentence with its arrow or none; what did not clearly change is said once."""
    told = words["region"]["sentences"]
    judged = [one for one in card.verdicts if one.way != "geen-oordeel"]
    unclear = [one for one in judged if one.way == "niet-duidelijk" and not told_beside_usual(one, card.series)]
    found: list[tuple[str | None, str]] = []
    for verdict in judged:
        if len(unclear) < 2 or verdict not in unclear:
            one = arrow(verdict, card.indicator, words, card.series)
            found.append((one.drawn, sentence(verdict, card.indicator, words, card.series)))
        elif verdict is unclear[0]:
            parts = names_joined([str(told["unclear_in"][each.over]) for each in unclear], words)
            found.append((None, str(told["unclear"]).format(parts=parts)))
    return tuple(found)


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
