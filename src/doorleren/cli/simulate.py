# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren simuleer`: what the rules say to everybody in a file.

The tools for columns of people are loaded only here: no other command waits for them.
"""

import argparse
import errno
import os
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..basics import LANGUAGES, Problem, Said, said, say_day, say_euro
from ..journeys import today
from .progress import Progress

FINE = 0
_WHY: Final[Mapping[int, Said]] = {
    errno.ENOENT: said("het bestand of de map is er niet", "the file or folder is not there"),
    errno.EACCES: said("dat mag u niet", "you may not do that"),
    errno.EISDIR: said("dit is een map", "this is a folder"),
    errno.ENOTDIR: said("dit is geen map", "this is not a folder"),
    errno.ENOSPC: said("de schijf is vol", "the disk is full"),
    errno.EFBIG: said("het bestand wordt te groot", "the file grows too large"),
}

_Problems = Callable[[list[Problem], argparse.Namespace], int]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Wat de regels op {day} zeggen tegen {people} mensen",
        "synthetic": "Deze mensen zijn verzonnen.",
        "certain": "zeker",
        "possible": "misschien",
        "not": "niet",
        "cost": "kosten",
        "in_kind": "geen geld",
        "endless": "geen bovengrens",
        "depends": "hangt vooral af van: {name}",
        "contradictory": "Van {n} mensen kunnen de gegevens niet samen waar zijn. Zij tellen niet mee.",
        "per": "Per {name}",
        "misfits": "Let op: wat niet past, telt als onbekend.",
        "seconds": "Dit duurde {n} seconden.",
        "none": "Op deze dag geldt geen enkele regeling.",
        "nobody": "Voor niemand:",
        "aside": "Voor scholen en samenwerkingen, dus niet per persoon:",
    },
    "en": {
        "title": "What the rules on {day} say to {people} people",
        "synthetic": "These people are made up.",
        "certain": "certain",
        "possible": "perhaps",
        "not": "not",
        "cost": "cost",
        "in_kind": "no money",
        "endless": "no upper limit",
        "depends": "depends mostly on: {name}",
        "contradictory": "Of {n} people the facts cannot be true together. They are not counted.",
        "per": "By {name}",
        "misfits": "Note: what does not fit counts as unknown.",
        "seconds": "This took {n} seconds.",
        "none": "No scheme holds on this day.",
        "nobody": "For nobody:",
        "aside": "For schools and alliances, so not per person:",
    },
}


def add_simulate(
    commands: Any,
    command: Callable[..., Any],
    day: Callable[[str | None], date | None],
    problems: _Problems,
    print_json: Callable[[Any], int],
) -> None:
    """Add the command to the parser; the rest is how this door reads days and tells problems."""
    one = command(
        commands,
        "simuleer",
        lambda options: _simulate(options, day, problems, print_json),
        "wie de regels bereiken in een bestand met mensen, en wat dat kost",
    )
    one.add_argument("bestand", metavar="BESTAND", help="een bestand met mensen: Parquet, Arrow of CSV")
    one.add_argument("--op", metavar="DATUM", help="de dag waarvoor u het wilt weten, zoals 2020-02-01")
    one.add_argument("--koppeling", metavar="BESTAND", help="welke kolom welk feit is (YAML); zie docs/population.md")
    one.add_argument(
        "--per",
        metavar="NAAM",
        action="append",
        default=[],
        help="ook per groep: leeftijd, een regio of een feit",
    )
    one.add_argument("--regeling", metavar="ID", action="append", default=[], help="alleen deze regeling (vaker mag)")
    one.add_argument("--personen", metavar="UIT.parquet", help="schrijf het antwoord van elke persoon in dit bestand")
    one.add_argument("--fout-is-onbekend", action="store_true", help="wat niet past, telt als onbekend")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    one.add_argument("--json", action="store_true", help="als JSON")


def _simulate(
    options: argparse.Namespace,
    day: Callable[[str | None], date | None],
    problems: _Problems,
    print_json: Callable[[Any], int],
) -> int:
    from ..journeys.simulate import Asked, simulate, simulation_shape

    on = day(options.op) or today()
    out = Path(options.personen) if options.personen else None
    if out is not None and out.suffix != ".parquet":
        return problems([_not_parquet(out)], options)
    links, progress = None, Progress()
    try:
        if options.koppeling:
            links = (Path(options.koppeling).read_text("utf-8"), Path(options.koppeling).name)
        by, only = tuple(options.per), tuple(options.regeling)
        asked = Asked(Path(options.bestand), on, links, by, only, out, options.fout_is_onbekend)
        found, wrong = simulate(options.the_book(), asked, progress)
        progress.clear()
    except UnicodeDecodeError:
        return problems([no_text(options.koppeling)], options)
    except OSError as error:
        return problems([cannot(error, options.bestand)], options)
    if found is None:
        return problems(wrong, options)
    shape = simulation_shape(found, sorted(found.count.schemes), options.taal)
    if options.json:
        return print_json(shape)
    names = {name: scheme.words[options.taal].name for name, scheme in options.the_book().schemes.items()}
    facts = options.the_book().facts.facts.values()
    names |= {fact.name: fact.words[options.taal].label for fact in facts if fact.words is not None}
    aside = frozenset(
        name
        for name, scheme in options.the_book().schemes.items()
        if scheme.audience in ("samenwerking", "aanbieder") and not only
    )
    for line in _lines(shape, names, aside, on, options.taal):
        print(line)
    return FINE


def _lines(
    shape: Mapping[str, Any], names: Mapping[str, str], aside: frozenset[str], on: date, language: str
) -> Sequence[str]:
    """The answers; `aside` are schemes for alliances and schools, of which counting people says nothing."""
    words = _WORDS[language]
    lines = [words["title"].format(day=say_day(on, language), people=count(shape["personen"], language))]
    if shape["synthetisch"]:
        lines.append(words["synthetic"])
    if shape["nietPassend"]:
        lines += ["", words["misfits"], *(f"  {one['waar']}: {one['wat']}" for one in shape["nietPassend"])]
    if not shape["regelingen"]:
        return [*lines, "", words["none"]]
    contradictory = shape["regelingen"][0]["tegenstrijdig"]
    if contradictory:
        lines.append(words["contradictory"].format(n=count(contradictory, language)))
    shown = [one for one in shape["regelingen"] if one["id"] not in aside]
    lines += ["", *_table(shown, names, words, language)]
    others = [names[one["id"]] for one in shape["regelingen"] if one["id"] in aside]
    if others:
        lines += textwrap.wrap(f"{words['aside']} {'; '.join(others)}.", 80, subsequent_indent="  ")
    for name, groups in shape["perGroep"].items():
        for group in groups:
            label = f"{words['per'].format(name=name)}: {group['groep']} ({count(group['personen'], language)})"
            lines += [
                "",
                label,
                *_table([one for one in group["regelingen"] if one["id"] not in aside], names, words, language),
            ]
    seconds = f"{shape['seconden']:.1f}"
    return [*lines, "", words["seconds"].format(n=seconds.replace(".", ",") if language == "nl" else seconds)]


def _table(
    schemes: Sequence[Mapping[str, Any]], names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Sequence[str]:
    """Who reaches most people first. Two lines per scheme: its name, then the counts and the cost."""
    reaching = [one for one in schemes if one["zeker"] or one["mogelijk"]]
    head = f" {words['certain']:>13}{words['possible']:>13}{words['not']:>13}   {words['cost']}"
    lines = [head] if reaching else []
    for one in sorted(reaching, key=lambda one: (-one["zeker"], -one["mogelijk"], names[one["id"]])):
        counts = "".join(f"{count(one[key], language):>13}" for key in ("zeker", "mogelijk", "niet"))
        lines += [names[one["id"]][:78], f" {counts}   {_cost(one['kosten'], words, language)}"]
        waits = one.get("hangtVooralAfVan")
        if waits:
            name = names.get(waits["naam"], waits["naam"])
            lines.append(f"{'':4}{words['depends'].format(name=name)} ({count(waits['personen'], language)})"[:80])
    nobody = [names[one["id"]] for one in schemes if not one["zeker"] and not one["mogelijk"]]
    if nobody:
        lines += textwrap.wrap(f"{words['nobody']} {'; '.join(nobody)}.", 80, subsequent_indent="  ")
    return lines


def _cost(cost: Mapping[str, int | None] | None, words: Mapping[str, str], language: str) -> str:
    if cost is None:
        return words["in_kind"]
    low, high = (None if cents is None else say_euro(cents // 100 * 100, language) for cents in cost.values())
    return f"{low} – {high or words['endless']}" if low != high else str(low)


def count(number: int, language: str) -> str:
    text = f"{number:,}"
    return text.replace(",", ".") if language == "nl" else text


def _not_parquet(out: Path) -> Problem:
    return Problem(
        f"--personen {out.name}",
        said("De antwoorden komen in een Parquet-bestand.", "The answers go into a Parquet file."),
        said("een naam op .parquet", "a name ending in .parquet"),
        said("Verbeter de naam.", "Correct the name."),
    )


def no_text(name: str) -> Problem:
    return Problem(
        Path(name).name,
        said("Dit is geen tekst in UTF-8.", "This is not text in UTF-8."),
        said("een koppelbestand in YAML", "a link file in YAML"),
        said("Sla het bestand op als UTF-8.", "Save the file as UTF-8."),
    )


def cannot(error: OSError, file: str) -> Problem:
    name = re.sub(r"^\.(.+)\.[0-9a-f]{8}\.half$", r"\1", Path(str(error.filename or file)).name)
    why = _WHY.get(error.errno or 0) or said(*[os.strerror(error.errno) if error.errno else str(error)] * 2)
    return Problem(
        name,
        said(
            f"Dit bestand kan niet gelezen of geschreven worden: {why.nl}.",
            f"This file cannot be read or written: {why.en}.",
        ),
        said(
            "een bestand dat er is, en een map waarin geschreven mag worden",
            "a file that is there, and a folder to write in",
        ),
        said("Kijk naar de naam, de rechten en de ruimte op de schijf.", "Look at the name, the rights and the space."),
    )
