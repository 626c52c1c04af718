# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands about the offer: bring a source in, see the sources, take the examples away.

Knows: their arguments, and how their answers look. Leaves: the rest of the command line (`main`).
"""

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

from ..basics import LANGUAGES, Problem, said
from ..journeys.offer_house import EXAMPLES, IMPORTS, AlreadyImporting, ImportRefused, OfferHouse
from .people import Door, count
from .progress import Progress
from .show import harmless

if TYPE_CHECKING:
    from ..journeys.bring_in import Brought

FINE: Final = 0
FELL_SHORT: Final = 1
BAD_INPUT: Final = 2

_WORDS: Final = {
    "nl": {
        "counts": "{read} gelezen: {new} nieuw, {changed} gewijzigd, {same} hetzelfde, {closed} gesloten.",
        "skipped": "{count} overgeslagen: zij waren niet te gebruiken. Wat er al van was, bleef staan.",
        "resumed": "Verdergegaan waar de vorige keer stopte. Helemaal opnieuw: --opnieuw.",
        "expected": "Verwacht: {expected}.",
        "note": "let op: ",
        "more": "… en nog {count} meldingen.",
        "stopped": "Niet verder gelezen. Wat tot hier kwam, is bewaard. Er is niets gesloten.",
        "removed": "{count} voorbeelden weggehaald. Terug: doorleren aanbod voorbeelden terug",
        "none": "Er is nog geen aanbod.",
        "broken_off": " (niet tot het einde gelezen)",
        "records": "records",
    },
    "en": {
        "counts": "{read} read: {new} new, {changed} changed, {same} the same, {closed} closed.",
        "skipped": "{count} skipped: they could not be used. What we had of them stayed.",
        "resumed": "Went on where the last time stopped. From the beginning: --opnieuw.",
        "expected": "Expected: {expected}.",
        "note": "note: ",
        "more": "… and {count} more messages.",
        "stopped": "Not read any further. What came so far is kept. Nothing was closed.",
        "removed": "{count} examples removed. To put them back: doorleren aanbod voorbeelden terug",
        "none": "There is no offer yet.",
        "broken_off": " (not read to its end)",
        "records": "records",
    },
}


def add_offer(commands: Any, door: Door) -> None:
    """Put `import` and `aanbod` among the commands."""
    one = door.command(commands, "import", lambda options: _import(options, door), "haal aanbod van opleiders binnen")
    one.add_argument("soort", metavar="SOORT", choices=IMPORTS, help=f"een van: {', '.join(IMPORTS)}")
    one.add_argument("bron", metavar="BRON", help="een adres, een bestand of een map")
    one.add_argument("--naam", metavar="NAAM", help="hoe de bron heet, als haar adres of bestand elke keer anders is")
    one.add_argument("--opnieuw", action="store_true", help="begin vooraan, ook als de vorige keer halverwege stopte")
    one.add_argument("--leeg", action="store_true", help="de bron mag leeg zijn: sluit dan alles")
    one.add_argument(
        "--schema", metavar="BESTAND", help="het gepubliceerde schema (JSON), om elk record aan te toetsen"
    )
    _language(one)
    one.epilog = (
        "De lezers volgen de gepubliceerde schema's en kolommen. EDU-DEX, RIO en DUO zijn nog niet op een echt bestand "
        "geprobeerd. Een geheim sleutelwoord voor OOAPI staat in DOORLEREN_IMPORT_TOKEN."
    )

    offer = commands.add_parser("aanbod", help="het aanbod: bronnen, en onze verzonnen voorbeelden")
    inside = offer.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = door.command(inside, "bronnen", lambda options: _sources(options, door), "waar het aanbod vandaan komt")
    _language(one)
    one = door.command(
        inside, "voorbeelden", lambda options: _examples(options, door), "haal onze voorbeelden weg, of zet ze terug"
    )
    one.add_argument("wat", choices=("weg", "terug"), help="weg of terug")
    _language(one)


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


def _import(options: argparse.Namespace, door: Door) -> int:
    house: OfferHouse = options.the_offer()
    progress = Progress()
    try:
        done = house.bring(
            options.soort,
            options.bron,
            anew=options.opnieuw,
            empty_too=options.leeg,
            schema=options.schema,
            name=options.naam,
            progress=progress,
        )
    except AlreadyImporting:
        return door.problems([_BUSY], options)
    except ImportRefused as trouble:
        return door.problems([trouble.problem], options)
    finally:
        progress.clear()
    return _told(done, options, door)


def _told(done: "Brought", options: argparse.Namespace, door: Door) -> int:
    from ..journeys.bring_in import brought_shape

    words = _WORDS[options.taal]
    if options.json:
        door.print_json(brought_shape(done, options.taal))
    else:
        numbers = {
            "read": done.read,
            "new": done.new,
            "changed": done.changed,
            "same": done.same,
            "closed": done.closed,
        }
        print(words["counts"].format(**{name: count(number, options.taal) for name, number in numbers.items()}))
        if done.resumed:
            print(words["resumed"])
        if done.skipped:
            print(words["skipped"].format(count=count(done.skipped, options.taal)))
        _lines(done, options.taal)
    if done.stopped is not None:
        print(words["stopped"], file=sys.stderr)
        stopped = Problem(done.stopped.where, done.stopped.what, said("", ""), done.stopped.what_now)
        print(f"{harmless(stopped.where)}: {done.stopped.what.in_language(options.taal)}", file=sys.stderr)
        print(done.stopped.what_now.in_language(options.taal), file=sys.stderr)
        return BAD_INPUT
    return FELL_SHORT if done.skipped else FINE


def _lines(done: "Brought", language: str) -> None:
    """One line per problem: where, which field, what stands there, what was expected."""
    words = _WORDS[language]
    for start, some in (("", done.problems), (words["note"], done.notes)):
        for one in some:
            expected = words["expected"].format(expected=one.expected.in_language(language))
            where = f"{one.where}, {one.field}" if one.field else one.where
            print(harmless(f"{start}{where}: {one.what.in_language(language)} {expected}"), file=sys.stderr)
    if done.more:
        print(words["more"].format(count=count(done.more, language)), file=sys.stderr)


def _sources(options: argparse.Namespace, door: Door) -> int:
    house: OfferHouse = options.the_offer()
    words, found = _WORDS[options.taal], house.sources()
    if options.json:
        return door.print_json(
            [{"bron": name, "records": open_ones, "afgebroken": off} for name, open_ones, off in found]
        )
    if not found:
        print(words["none"])
    for name, open_ones, off in found:
        broken_off = words["broken_off"] if off else ""
        print(f"{harmless(name)}: {count(open_ones, options.taal)} {words['records']}{broken_off}")
    return FINE


def _examples(options: argparse.Namespace, door: Door) -> int:
    house: OfferHouse = options.the_offer()
    try:
        if options.wat == "terug":
            return _told(house.put_examples(), options, door)
        gone = house.remove(EXAMPLES)
    except AlreadyImporting:
        return door.problems([_BUSY], options)
    if options.json:
        return door.print_json({"weggehaald": gone})
    print(_WORDS[options.taal]["removed"].format(count=count(gone, options.taal)))
    return FINE


_BUSY: Final = Problem(
    "import",
    said("Er wordt al aanbod binnengehaald.", "An offer is being brought in already."),
    said("één import tegelijk", "one import at a time"),
    said("Wacht tot die klaar is.", "Wait until that is done."),
)
