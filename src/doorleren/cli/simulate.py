# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren simuleer`: what the rules say to everybody in a file.

The tools for columns of people are loaded only here: no other command waits for them.
"""

import argparse
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..basics import Problem, said, say_day
from ..journeys import today
from .people import FINE, Door, Links, count, labels_of, money, people_options, read_people, seconds
from .progress import Progress
from .show import harmless

_THREADS_AT_MOST: Final = 256
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


def add_simulate(commands: Any, door: Door) -> None:
    """Add the command to the parser."""
    about = "wie de regels bereiken in een bestand met mensen, en wat dat kost"
    one = door.command(commands, "simuleer", lambda options: _simulate(options, door), about)
    one.add_argument("bestand", metavar="BESTAND", help="een bestand met mensen: Parquet, Arrow of CSV")
    one.add_argument("--op", metavar="DATUM", help="de dag waarvoor u het wilt weten, zoals 2020-02-01")
    one.add_argument("--regeling", metavar="ID", action="append", default=[], help="alleen deze regeling (vaker mag)")
    one.add_argument("--personen", metavar="UIT.parquet", help="schrijf het antwoord van elke persoon in dit bestand")
    one.add_argument("--draden", metavar="N", help="hoeveel draden samen tellen; zonder dit zoveel als er kernen zijn")
    one.add_argument("--spark", metavar="ADRES", help="laat een Spark-cluster rekenen, zoals spark://host:7077")
    people_options(one)


def _simulate(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.simulate import Asked, Simulation, simulate, simulation_shape

    on = door.day(options.op) or today()
    out = Path(options.personen) if options.personen else None
    if out is not None and out.suffix != ".parquet":
        return door.problems([_not_parquet(out)], options)
    by, only = tuple(options.per), tuple(options.regeling)
    threads = options.draden and _whole(options.draden)
    if threads == 0:
        return door.problems([_no_threads(options.draden)], options)

    def ask(links: Links, progress: Progress) -> tuple[Simulation | None, list[Problem]]:
        asked = Asked(
            Path(options.bestand), on, links, by, only, out, options.fout_is_onbekend, threads or None, options.spark
        )
        return simulate(options.the_book(), asked, progress)

    found, wrong = read_people(options, options.bestand, ask)
    if found is None:
        return door.problems(wrong, options)
    shape = simulation_shape(found, sorted(found.count.schemes), options.taal)
    if options.json:
        return door.print_json(shape)
    names = {name: scheme.words[options.taal].name for name, scheme in options.the_book().schemes.items()}
    names |= labels_of(options)
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
        lines += ["", words["misfits"], *(harmless(f"  {one['waar']}: {one['wat']}") for one in shape["nietPassend"])]
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
    return [*lines, "", words["seconds"].format(n=seconds(shape["seconden"], language))]


def _table(
    schemes: Sequence[Mapping[str, Any]], names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Sequence[str]:
    """Who reaches most people first. Two lines per scheme: its name, then the counts and the cost."""
    reaching = [one for one in schemes if one["zeker"] or one["mogelijk"]]
    head = f" {words['certain']:>13}{words['possible']:>13}{words['not']:>13}   {words['cost']}"
    lines = [head] if reaching else []
    for one in sorted(reaching, key=lambda one: (-one["zeker"], -one["mogelijk"], names[one["id"]])):
        counts = "".join(f"{count(one[key], language):>13}" for key in ("zeker", "mogelijk", "niet"))
        lines += [names[one["id"]][:78], f" {counts}   {money(one['kosten'], words, language)}"]
        waits = one.get("hangtVooralAfVan")
        if waits:
            name = names.get(waits["naam"], waits["naam"])
            lines.append(f"{'':4}{words['depends'].format(name=name)} ({count(waits['personen'], language)})"[:80])
    nobody = [names[one["id"]] for one in schemes if not one["zeker"] and not one["mogelijk"]]
    if nobody:
        lines += textwrap.wrap(f"{words['nobody']} {'; '.join(nobody)}.", 80, subsequent_indent="  ")
    return lines


def _whole(text: str) -> int:
    """The number, or 0 if it is none that will do."""
    return int(text) if text.isascii() and text.isdigit() and int(text) <= _THREADS_AT_MOST else 0


def _no_threads(text: str) -> Problem:
    return Problem(
        f"--draden {harmless(text)}",
        said("Dit is geen aantal draden.", "This is no number of threads."),
        said(f"een getal van 1 tot en met {_THREADS_AT_MOST}", f"a number from 1 through {_THREADS_AT_MOST}"),
        said("Verbeter het getal, of laat --draden weg.", "Correct the number, or leave out --draden."),
    )


def _not_parquet(out: Path) -> Problem:
    return Problem(
        f"--personen {out.name}",
        said("De antwoorden komen in een Parquet-bestand.", "The answers go into a Parquet file."),
        said("een naam op .parquet", "a name ending in .parquet"),
        said("Verbeter de naam.", "Correct the name."),
    )
