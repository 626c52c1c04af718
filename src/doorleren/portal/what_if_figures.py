# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the comparison of two versions stands on the page «Wat als?»: sentences, tables, bars.

Knows: how counts, shares and intervals are said, how long a bar is. Leaves: the figures themselves (journeys).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..basics import parse_day, say_day, say_euro
from .facts import Fact
from .words import Words

Shape = Mapping[str, Any]

_KINDS: Final = ("wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker", "kanWinnen", "kanVerliezen")
_NOTICED: Final = ("wint", "verliest", "krijgtMeer", "krijgtMinder", "kanWinnen", "kanVerliezen")
_SCALES: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_UNKNOWN: Final = "onbekend"


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a row: where it begins and how wide it is, in percent of the drawing, as SVG writes it."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Row:
    """One group: how many people, who comes in or gets more, who falls out or gets less, and its bars.

    `shares` says the same in percents, for who cannot see the bars.
    """

    label: str
    people: str
    wins: str
    loses: str
    can: tuple[str, ...]
    shares: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups beside each other, on the scale of the whole page."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How bars are drawn: what share of a group is the whole width on one side, and where nothing is, in percent."""

    share: float
    middle: float
    side: float


def count(number: int, language: str) -> str:
    """A number of people: 1.000 or 1,000."""
    return f"{number:,}".replace(",", "." if language == "nl" else ",")


def percent(share: float, language: str) -> str:
    """A share of people: 3,2%; what is less than a tenth of a percent says so."""
    if 0 < share < 0.001:
        return "< 0,1%" if language == "nl" else "< 0.1%"
    text = f"{100 * share:.1f}".removesuffix(".0")
    return f"{text.replace('.', ',') if language == 'nl' else text}%"


def interval(cost: Shape | None, words: Words) -> str:
    """A cost in whole euros, from lowest to highest."""
    said, language = words["what_if"], words["language"]
    if cost is None:
        return str(said["in_kind"])
    low = say_euro(cost["min"] // 100 * 100, language)
    if cost["max"] is None:
        return str(said["endless"]).format(low=low)
    high = say_euro(cost["max"] // 100 * 100, language)
    return low if low == high else str(said["interval"]).format(low=low, high=high)


def between(span: Shape, words: Words) -> str:
    """A number of people from lowest to highest."""
    low, high = (count(span[end], words["language"]) for end in ("min", "max"))
    return low if low == high else str(words["what_if"]["interval"]).format(low=low, high=high)


def summary(shape: Shape, words: Words) -> list[str]:
    """The answer in a few sentences: who comes in, who falls out, who is paid otherwise, what it costs."""
    said, language = words["what_if"]["sum"], words["language"]
    sentences = []
    if not (shape["naar"]["wijzig"] or shape["naar"]["zonder"]):
        sentences.append(str(said["nothing"]))
        reach = shape["bereik"]["was"]
        sentences += [
            _counted(said[kind], reach[key], language) for kind, key in (("can", "zeker"), ("may", "mogelijk"))
        ]
        return [*sentences, _cost(shape["kosten"], "cost_now", words)]
    for kind in ("wint", "verliest"):
        sentences.append(_counted(said[kind], shape[kind], language))
    for kind in ("kanWinnen", "kanVerliezen", "krijgtMeer", "krijgtMinder"):
        if shape[kind]:
            sentences.append(_counted(said[kind], shape[kind], language))
    same = shape["kosten"]["was"] == shape["kosten"]["wordt"]
    return [*sentences, _cost(shape["kosten"], "cost_same" if same else "cost", words)]


def _cost(costs: Shape, which: str, words: Words) -> str:
    said = words["what_if"]["sum"]
    if costs["was"] is None and costs["wordt"] is None:
        return str(said["in_kind"])
    old, new = (interval(costs[side], words) for side in ("was", "wordt"))
    return str(said[which]).format(old=old, new=new, now=new)


def _counted(words: Words, number: int, language: str) -> str:
    which = "none" if number == 0 else "one" if number == 1 else "more"
    return str(words[which]).format(n=count(number, language))


def kinds(shape: Shape, words: Words) -> list[tuple[str, str, str, bool]]:
    """Who notices what: words, a count, its share of everybody; and whether it is a part of the line above."""
    language = words["language"]
    everybody = shape["personen"] or 1
    return [
        (
            str(words["what_if"]["kinds"][kind]),
            count(shape[kind], language),
            percent(shape[kind] / everybody, language),
            kind in ("kanWinnen", "kanVerliezen"),
        )
        for kind in _KINDS
    ]


def reach(shape: Shape, words: Words) -> list[tuple[str, str, str]]:
    """Who can have it, before and after: certainly, perhaps, not."""
    language = words["language"]
    sides = [shape["bereik"][side] for side in ("was", "wordt")]
    lines = {
        "certain": [one["zeker"] for one in sides],
        "possible": [one["mogelijk"] for one in sides],
        "not": [max(shape["personen"] - one["zeker"] - one["mogelijk"], 0) for one in sides],
    }
    return [
        (str(words["what_if"]["reach"][name]), count(was, language), count(becomes, language))
        for name, (was, becomes) in lines.items()
    ]


def clauses(shape: Shape, label_of: Callable[[str], str], words: Words) -> list[dict[str, Any]]:
    """Each change, with what stood there, what stands there, and who notices it by this alone."""
    said, language = words["what_if"], words["language"]
    found = []
    for one in shape["doorWat"]:
        noticed = [f"{said['kinds_short'][kind]}: {count(one[kind], language)}" for kind in _NOTICED if one[kind]]
        sides = {side: one[side]["zin"] if one[side] else None for side in ("was", "wordt")}
        apart = one["wint"] is not None
        label = label_of(one["id"]) if one["soort"] == "bedrag" else None
        found.append({**sides, "label": label, "noticed": noticed, "apart": apart})
    return found


# --- groups ---------------------------------------------------------------------------------------------------------


def scale_of(shape: Shape) -> Scale | None:
    """One scale for every group on the page, and for both sides; None where nobody notices anything."""
    groups = [shape, *shape["wieMinstLeren"], *(one for groups in shape["perGroep"].values() for one in groups)]
    wins, loses = (max((sum(side) for one in groups for side in [_sides(one)[n]]), default=0.0) for n in (0, 1))
    largest = max(wins, loses)
    if not largest:
        return None
    share = next((one for one in _SCALES if one >= largest), 1.0)
    if not loses:
        return Scale(share, 0, 100)
    return Scale(share, 100, 100) if not wins else Scale(share, 50, 50)


def _sides(group: Shape) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of a group the share that certainly, and perhaps, comes in or gets more; and that falls out or gets less."""
    people = group["personen"] or 1
    return (
        ((group["wint"] + group["krijgtMeer"]) / people, group["kanWinnen"] / people),
        ((group["verliest"] + group["krijgtMinder"]) / people, group["kanVerliezen"] / people),
    )


def chart(id: str, title: str, groups: Sequence[tuple[str, Shape]], scale: Scale | None, words: Words) -> Chart:
    """Groups by their label, in this order."""
    return Chart(id, title, tuple(_row(label, group, scale, words) for label, group in groups))


def _row(label: str, group: Shape, scale: Scale | None, words: Words) -> Row:
    language = words["language"]

    said = words["what_if"]["chart"]

    def some(sure: int, maybe: int) -> str:
        parts = [(sure, "n_sure"), (maybe, "n_maybe")]
        return ", ".join(str(said[name]).format(n=count(n, language)) for n, name in parts if n) or str(said["nobody"])

    def moved(name: str, part: str) -> str:
        was, becomes = (count(group["bereik"][side][part], language) for side in ("was", "wordt"))
        return str(said[name if was != becomes else f"{name}_same"]).format(was=was, becomes=becomes)

    wins, loses = _sides(group)
    parts = zip(("wins", "may_win", "loses", "may_lose"), (*wins, *loses), strict=True)
    shares = [f"{said[name]} {percent(share, language)}" for name, share in parts if share]
    return Row(
        label=label,
        people=count(group["personen"], language),
        wins=some(group["wint"] + group["krijgtMeer"], group["kanWinnen"]),
        loses=some(group["verliest"] + group["krijgtMinder"], group["kanVerliezen"]),
        can=(moved("can_sure", "zeker"), moved("can_maybe", "mogelijk")),
        shares=f"{label}: {', '.join(shares) or said['nobody']}",
        bars=tuple(_bars(wins, loses, scale)) if scale else (),
    )


def _bars(wins: tuple[float, float], loses: tuple[float, float], scale: Scale) -> Iterator[Bar]:
    """To the right who wins, to the left who loses; next to the middle what is certain."""
    at = scale.middle
    for kind, share in zip(("sure", "maybe"), wins, strict=True):
        wide = min(share / scale.share * scale.side, 100 - at)
        if share:
            yield Bar(kind, f"{at:.2f}%", f"{max(wide, 0.4):.2f}%")
        at += wide
    at = scale.middle
    for kind, share in zip(("sure", "maybe"), loses, strict=True):
        wide = min(share / scale.share * scale.side, at)
        at -= wide
        if share:
            yield Bar(f"{kind}-loss", f"{at:.2f}%", f"{max(wide, 0.4):.2f}%")


def group_label(name: str, group: str, facts: Mapping[str, Fact], regions: Mapping[str, str], words: Words) -> str:
    """How a group is called: 25 tot en met 34 jaar, Vmbo, mavo of lts, werknemer + student, Groningen."""
    said = words["what_if"]["group_names"]
    if group == _UNKNOWN:
        return str(said["unknown"])
    if name == "leeftijd":
        low, _, high = group.rstrip("+").partition("-")
        which = "age_from" if group.endswith("+") else "age_until" if low == "0" else "age"
        return str(said[which]).format(low=low, high=high)
    if name == "arbeidsmarktregio":
        return regions.get(group, group)
    if name == "sector":
        return str(said["sector"]).format(code=group)
    if name in said:
        return " + ".join(str(said[name].get(one, one)) for one in group.split("+"))
    return str(facts[name]["labels"].get(group, group)) if name in facts else group


def ordered(name: str, groups: Sequence[Shape], facts: Mapping[str, Fact]) -> list[Shape]:
    """The groups in the order of their fact, where it has one, with who is unknown last."""
    values = list(facts.get(name, {}).get("waarden", ()))

    def place(group: Shape) -> tuple[bool, int]:
        code = group["groep"]
        return code == _UNKNOWN, values.index(code) if code in values else 0

    return sorted(groups, key=place)


# --- examples -------------------------------------------------------------------------------------------------------


def example(one: Shape, facts: Mapping[str, Fact], said_value: Any, words: Words) -> dict[str, Any]:
    """A made-up person by the facts that decide, and how many there are like that."""
    told = [
        (str(facts[name]["label"]) if name in facts else name, _told(facts.get(name), value, said_value, words))
        for name, value in one["feiten"].items()
    ]
    shared = str(words["what_if"]["shared"]).format(n=count(one["gedeeldDoor"], words["language"]))
    return {"what": str(words["what_if"]["kinds"][one["wat"]]), "facts": told, "shared": shared}


def _told(fact: Fact | None, value: Any, said_value: Any, words: Words) -> str:
    said, language = words["what_if"]["values"], words["language"]
    if isinstance(value, Mapping):
        ends = [None if one is None else _end(fact, one, said_value, language) for one in value.values()]
        low, high = ends
        if low is None or high is None:
            which = "any" if low == high else "from" if high is None else "until"
            return str(said[which]).format(low=low, high=high)
        return low if low == high else str(said["between"]).format(low=low, high=high)
    return str(said_value(fact, value)) if fact is not None else str(value)


def _end(fact: Fact | None, value: Any, said_value: Any, language: str) -> str:
    day: date | None = parse_day(value) if isinstance(value, str) else None
    if day is not None:
        return say_day(day, language)
    return str(said_value(fact, value)) if fact is not None else str(value)
