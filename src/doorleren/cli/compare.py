# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren vergelijk`: who gains and who loses by another version of a scheme, before it is law."""

import argparse
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..basics import Problem, parse_day, said, say_day
from ..journeys import today
from .people import FINE, Door, Links, count, labels_of, money, people_options, read_people, seconds
from .progress import Progress

_PERCENTAGES: Final = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_WIDTH: Final = 80

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "{old} naast {new}; beide op {day}",
        "without": "zonder",
        "people": "{n} mensen.",
        "synthetic": "Deze mensen zijn verzonnen.",
        "rounded": "Aantallen zijn afgerond op 5, zodat niemand te herkennen is.",
        "wint": "kan het nu wel krijgen",
        "verliest": "kan het niet meer krijgen",
        "krijgtMeer": "krijgt meer",
        "krijgtMinder": "krijgt minder",
        "gelijk": "merkt er niets van",
        "nietZeker": "is niet zeker: er mist een gegeven; van hen",
        "kanWinnen": "kan het misschien wel krijgen",
        "kanVerliezen": "kan het misschien niet meer krijgen",
        "judged": "Wat een ander beslist, telt als ja. Wij rekenen alsof aanvragen altijd kan.",
        "cost": "Kosten",
        "old": "was",
        "new": "wordt",
        "by": "Door welk onderdeel",
        "alone": "alleen hierdoor",
        "none": "Dit verschil is niet los te bekijken.",
        "nothing": "In deze twee versies is geen regel anders.",
        "before": "was:   ",
        "after": "wordt: ",
        "examples": "Een verzonnen voorbeeld van wie er iets van merkt",
        "shared": "zo zijn er {n}",
        "least": "Wie het minst leren",
        "reach": "zeker {a} → {b}, misschien {c} → {d}",
        "assumed": "Met uw aannamen",
        "users": "gebruikers",
        "because": "leert hierdoor",
        "endless": "geen bovengrens",
        "in_kind": "geen geld",
        "to": "tot en met",
        "from": "vanaf",
        "any": "elke waarde",
        "true": "ja",
        "false": "nee",
        "seconds": "Dit duurde {n} seconden.",
    },
    "en": {
        "title": "{old} beside {new}; both on {day}",
        "without": "without",
        "people": "{n} people.",
        "synthetic": "These people are made up.",
        "rounded": "Counts are rounded to 5, so that nobody can be recognised.",
        "wint": "can have it now",
        "verliest": "can no longer have it",
        "krijgtMeer": "gets more",
        "krijgtMinder": "gets less",
        "gelijk": "will notice nothing",
        "nietZeker": "is not certain: a fact is missing; of them",
        "kanWinnen": "can perhaps have it now",
        "kanVerliezen": "can perhaps no longer have it",
        "judged": "What others decide counts as yes. We reckon as if one can always apply.",
        "cost": "Cost",
        "old": "was",
        "new": "becomes",
        "by": "By which part",
        "alone": "by this alone",
        "none": "This difference cannot be looked at apart.",
        "nothing": "No rule differs between these two versions.",
        "before": "was:     ",
        "after": "becomes: ",
        "examples": "A made-up example of who will notice",
        "shared": "there are {n} like that",
        "least": "Who learn least",
        "reach": "certain {a} → {b}, perhaps {c} → {d}",
        "assumed": "With your assumptions",
        "users": "users",
        "because": "learns because of it",
        "endless": "no upper limit",
        "in_kind": "no money",
        "to": "up to",
        "from": "from",
        "any": "any value",
        "true": "yes",
        "false": "no",
        "seconds": "This took {n} seconds.",
    },
}


def add_compare(commands: Any, door: Door) -> None:
    """Add the command to the parser."""
    about = "wie wint en wie verliest bij een andere versie van een regeling"
    one = door.command(commands, "vergelijk", lambda options: _compare(options, door), about)
    one.add_argument("oud", metavar="OUD", help="een id of map, met @ en een dag erachter als u die wilt kiezen")
    one.add_argument("nieuw", metavar="NIEUW", help="de andere versie, op dezelfde manier")
    one.add_argument("--bevolking", metavar="BESTAND", required=True, help="een bestand met mensen")
    one.add_argument("--op", metavar="DATUM", help="de dag waarop beide worden toegepast (vandaag)")
    one.add_argument("--wijzig", metavar="BEDRAG=WAARDE", action="append", default=[], help="een ander bedrag in NIEUW")
    one.add_argument("--zonder", metavar="VOORWAARDE", action="append", default=[], help="NIEUW zonder deze voorwaarde")
    one.add_argument("--gebruik", metavar="P-P", help="aanname: hoeveel procent het gebruikt, zoals 30-60")
    one.add_argument("--toch-al", metavar="P-P", help="aanname: hoeveel procent daarvan toch al leerde, zoals 20-50")
    people_options(one)


def _compare(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.compare_population import Compared, PeopleIn, compare_population

    wrong: list[Problem] = []
    take_up = _percentages("--gebruik", options.gebruik, wrong)
    anyway = _percentages("--toch-al", options.toch_al, wrong)
    amounts = tuple(_change(text, wrong) for text in options.wijzig)
    if wrong:
        return door.problems(wrong, options)
    on = door.day(options.op) or today()

    def ask(links: Links, progress: Progress) -> tuple[dict[str, Any] | None, list[Problem]]:
        asked = Compared(
            old=options.oud,
            new=options.nieuw,
            on=on,
            amounts=amounts,
            without=tuple(options.zonder),
            by=tuple(options.per),
            take_up=take_up,
            anyway=anyway,
        )
        people = PeopleIn(Path(options.bevolking), links, options.fout_is_onbekend)
        return compare_population(options.the_book(), asked, people, options.taal, progress)

    shape, wrong = read_people(options, options.bevolking, ask)
    if shape is None:
        return door.problems(wrong, options)
    if options.json:
        return door.print_json(shape)
    for line in _lines(shape, labels_of(options), options.taal):
        print(line)
    return FINE


def _percentages(name: str, text: str | None, wrong: list[Problem]) -> tuple[int, int] | None:
    """One percentage or a range of them."""
    if text is None:
        return None
    found = _PERCENTAGES.fullmatch(text)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if low <= high <= 100:
        return low, high
    wrong.append(
        Problem(
            name,
            said(f"«{text}» is geen percentage.", f"«{text}» is not a percentage."),
            said(
                "een getal of een reeks van 0 tot en met 100, zoals 30-60", "a number or range from 0 to 100, as 30-60"
            ),
            said("Verbeter de waarde.", "Correct the value."),
        )
    )
    return None


def _change(text: str, wrong: list[Problem]) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        wrong.append(
            Problem(
                f"--wijzig {text}",
                said("Hier ontbreekt een naam of een waarde.", "A name or a value is missing here."),
                said("een bedrag en een waarde, zoals maximum_eurocent=200000", "an amount and a value"),
                said("Schrijf het bedrag, = en de waarde.", "Write the amount, = and the value."),
            )
        )
    return name.strip(), value.strip()


# --- lines ----------------------------------------------------------------------------------------------------------


def _lines(shape: Mapping[str, Any], labels: Mapping[str, str], language: str) -> Iterator[str]:
    words = _WORDS[language]
    on = parse_day(shape["op"])
    assert on is not None
    old, new = (_version(shape[side], words, language) for side in ("van", "naar"))
    yield from textwrap.wrap(words["title"].format(old=old, new=new, day=say_day(on, language)), _WIDTH)
    yield words["people"].format(n=count(shape["personen"], language))
    yield words["synthetic"] if shape["synthetisch"] else words["rounded"]
    yield ""
    yield from _kinds(shape, words, language)
    yield from textwrap.wrap(words["judged"], _WIDTH)
    yield ""
    yield words["cost"]
    for side in ("was", "wordt"):
        yield f"  {words['old' if side == 'was' else 'new']:<8} {money(shape['kosten'][side], words, language)}"
    if shape["aannamen"]:
        yield ""
        yield from _assumed(shape["aannamen"], words, language)
    yield ""
    yield words["by"]
    if not shape["doorWat"]:
        yield f"  {words['nothing']}"
    for one in shape["doorWat"]:
        yield f"  {one['soort']} {one['id']}"
        for side, word in (("was", "before"), ("wordt", "after")):
            if one[side] is not None:
                yield from _wrapped(f"{words[word]}{one[side]['zin']}")
        noticed = [f"{words[kind]}: {count(one[kind], language)}" for kind in _NOTICED if one[kind]]
        if one["wint"] is None:
            yield from _wrapped(words["none"])
        elif noticed:
            yield from _wrapped(f"{words['alone']} – {'; '.join(noticed)}")
    if shape["voorbeelden"]:
        yield ""
        yield words["examples"]
        for one in shape["voorbeelden"]:
            told = "; ".join(
                f"{labels.get(name, name)}: {_value(value, words, language)}" for name, value in one["feiten"].items()
            )
            yield from _wrapped(
                f"{words[one['wat']]}: {told} ({words['shared'].format(n=count(one['gedeeldDoor'], language))})"
            )
    yield ""
    yield words["least"]
    for group in shape["wieMinstLeren"]:
        yield from _group(group["naam"], group, words, language)
    for name, groups in shape["perGroep"].items():
        yield ""
        yield name
        for group in groups:
            yield from _group(group["groep"], group, words, language)
    yield ""
    yield words["seconds"].format(n=seconds(shape["seconden"], language))


def _version(shape: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    """The scheme with its day, and what was changed in it for this comparison."""
    day = parse_day(shape["op"])
    changes = [f"{name} = {value}" for name, value in shape.get("wijzig", {}).items()]
    changes += [f"{words['without']} {name}" for name in shape.get("zonder", [])]
    named = f"{shape['regeling']} ({say_day(day, language)})" if day else shape["regeling"]
    return f"{named}, {', '.join(changes)}" if changes else named


_NOTICED: Final = ("wint", "verliest", "krijgtMeer", "krijgtMinder", "kanWinnen", "kanVerliezen")


def _kinds(shape: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterator[str]:
    for kind in ("wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker"):
        yield f"{count(shape[kind], language):>14}  {words[kind]}"
    for kind in ("kanWinnen", "kanVerliezen"):
        yield f"{count(shape[kind], language):>18}  {words[kind]}"


def _group(name: str, group: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterator[str]:
    old, new = group["bereik"]["was"], group["bereik"]["wordt"]
    yield f"  {name} ({count(group['personen'], language)})"
    reached = [count(one[part], language) for part in ("zeker", "mogelijk") for one in (old, new)]
    yield f"    {words['reach'].format(a=reached[0], b=reached[1], c=reached[2], d=reached[3])}"


def _assumed(shape: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterator[str]:
    yield words["assumed"]
    for key, word in (("gebruikers", "users"), ("leertErdoor", "because")):
        yield f"  {words[word]}: {count(shape[key]['min'], language)} – {count(shape[key]['max'], language)}"
    yield f"  {words['cost']}: {money(shape['kosten'], words, language)}"


def _value(value: Any, words: Mapping[str, str], language: str) -> str:
    if isinstance(value, bool):
        return words["true" if value else "false"]
    if isinstance(value, Mapping):
        first, last = (one if one is None else _one(one, language) for one in value.values())
        if first is not None and last is not None:
            return first if first == last else f"{first} {words['to']} {last}"
        return (
            f"{words['from']} {first}"
            if first is not None
            else f"{words['to']} {last}"
            if last is not None
            else words["any"]
        )
    return " + ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _one(value: Any, language: str) -> str:
    day = parse_day(value) if isinstance(value, str) else None
    return say_day(day, language) if day else str(value)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="      ")
