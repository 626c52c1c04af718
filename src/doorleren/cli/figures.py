# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands about tables of figures: fetch one, show figures, list what is kept, say what changed.

Knows: their arguments, and what is told beside an answer. Leaves: how figures look (`figures_shown`).
"""

import argparse
import json
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ..basics import LANGUAGES, Problem, said
from ..journeys.figures_house import FiguresHouse, FiguresTrouble
from .figures_shown import part_said, rows_shown, wrapped
from .people import Door, count
from .progress import Progress
from .show import harmless, problems

if TYPE_CHECKING:
    from ..journeys.fetch_table import Fetched

FINE: Final = 0
FELL_SHORT: Final = 1
BAD_INPUT: Final = 2

_KEY: Final = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")

_WORDS: Final = {
    "nl": {
        "read": "{rows} rijen gelezen van {source}.",
        "new": "Bewaard als nieuwe download van {moment}.",
        "same": "Er is niets veranderd sinds de download van {moment}.",
        "changed": "Veranderd sinds de download van {moment}:",
        "unchanged": "Er is niets veranderd in de tabel of de cijfers.",
        "more": "… en nog {count} meldingen.",
        "kept_nothing": "Er is niets bewaard.",
        "none": "Er is nog geen tabel. Haal er een: doorleren cbs haal 80590ned",
        "download": "{moment}, {rows} rijen, {key}",
        "one": "Er is pas één download van deze tabel; er valt nog niets te vergelijken.",
        "between": "Van {before} naar {after}:",
        "empty": "Deze combinatie staat niet in wat wij hebben. Dat is iets anders dan nul.",
        "whole": "de hele tabel",
        "example": "voorbeeld, verzonnen cijfers",
    },
    "en": {
        "read": "{rows} rows read from {source}.",
        "new": "Kept as a new download of {moment}.",
        "same": "Nothing changed since the download of {moment}.",
        "changed": "Changed since the download of {moment}:",
        "unchanged": "Nothing changed in the table or the figures.",
        "more": "… and {count} more messages.",
        "kept_nothing": "Nothing was kept.",
        "none": "There is no table yet. Fetch one: doorleren cbs haal 80590ned",
        "download": "{moment}, {rows} rows, {key}",
        "one": "There is only one download of this table; there is nothing to compare yet.",
        "between": "From {before} to {after}:",
        "empty": "This combination is not in what we have. That is something else than zero.",
        "whole": "the whole table",
        "example": "example, made-up figures",
    },
}


def add_figures(commands: Any, door: Door) -> None:
    """Put `cbs haal`, `cbs toon`, `cbs lijst` and `cbs verschil` among the commands."""
    tables = commands.add_parser("cbs", help="tabellen met cijfers: haal, toon, lijst en verschil")
    inside = tables.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = door.command(inside, "haal", lambda options: _fetch(options, door), "haal een tabel en bewaar haar met datum")
    one.add_argument("tabel", metavar="TABEL", help="de naam van de tabel, zoals 80590ned; let op hoofdletters")
    one.add_argument(
        "--bron", metavar="BRON", help="een map met antwoorden of een adres (zonder: StatLine van het CBS)"
    )
    one.add_argument("--selectie", metavar="K=V,…", help="alleen dit deel, zoals RegioS=PV20|PV21,Perioden=2026MM06")
    one.add_argument("--ander-deel", action="store_true", help="ook als het een ander deel is dan de vorige keer")
    _language(one)

    one = door.command(inside, "toon", lambda options: _show(options, door), "toon cijfers uit een bewaarde tabel")
    one.add_argument("tabel", metavar="TABEL", help="de naam van de tabel, zoals 80590ned")
    one.add_argument("--selectie", metavar="K=V,…", help="zoals Measure=M004210,Perioden=2026MM05|2026MM06")
    one.add_argument("--stand", metavar="DATUM", help="wat wij op die dag hadden, zoals 2026-07-17")
    one.add_argument("--csv", action="store_true", help="als CSV, voor een spreadsheet")
    _language(one)

    one = door.command(
        inside, "lijst", lambda options: _list(options, door), "welke tabellen wij hebben, en van wanneer"
    )
    _language(one)

    one = door.command(inside, "verschil", lambda options: _compare(options, door), "wat er in een tabel veranderde")
    one.add_argument("tabel", metavar="TABEL", help="de naam van de tabel, zoals 80590ned")
    one.add_argument("--van", metavar="DATUM", help="de oude download: een dag, of de naam uit «cbs lijst»")
    one.add_argument("--tot", metavar="DATUM", help="de nieuwe download: een dag, of de naam uit «cbs lijst»")
    _language(one)


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


def _named(options: argparse.Namespace) -> tuple[str, str]:
    """The provider and the table; a table of another provider is written as "eurostat/…"."""
    provider, slash, table = options.tabel.partition("/")
    return (provider, table) if slash else ("cbs", provider)


# --- haal -----------------------------------------------------------------------------------------------------------


def _fetch(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.table_rows import read_selection

    select, wrong = read_selection(options.selectie)
    if options.bron is not None and not options.bron.strip():
        wrong.append(_NO_SOURCE)
    if wrong:
        return door.problems(wrong, options)
    house: FiguresHouse = options.the_figures()
    progress = Progress()
    try:
        done = house.fetch(
            *_named(options),
            options.bron,
            select,
            now=datetime.now(UTC),
            other_part=options.ander_deel,
            progress=progress,
        )
    finally:
        progress.clear()
    return tell_fetched(done, options, door)


def tell_fetched(done: "Fetched", options: argparse.Namespace, door: Door) -> int:
    """Say what bringing a table in did; gives the exit code. For every command that brings one in."""
    from ..journeys.fetch_table import fetched_shape

    if options.json:
        door.print_json(fetched_shape(done, options.taal))
    else:
        _fetched(done, options.taal)
    told = [*done.problems, *([done.broken_off] if done.broken_off else [])]
    if told:
        door.problems(told, options)
    if done.more:
        print(_WORDS[options.taal]["more"].format(count=count(done.more, options.taal)), file=sys.stderr)
    if done.broken_off is None:
        return FINE
    # A name that the source does not know and files that somebody gave us are bad input; a server, or a table that may
    # not replace the last, fell short.
    files = done.table is None and options.bron and "://" not in options.bron
    return BAD_INPUT if done.asked_wrong or files else FELL_SHORT


def _fetched(done: "Fetched", language: str) -> None:
    from ..journeys.table_changes_told import changes_told

    words = _WORDS[language]
    if done.table is not None:
        print(wrapped(f"{done.table.title.strip()} ({done.table.id})"))
        print(wrapped(words["read"].format(rows=count(done.rows, language), source=done.source)))
    if done.download is None:
        print(words["kept_nothing"])
        return
    if done.download.filter is not None:
        print(wrapped(part_said(done.download.filter, language)))
    print(words["new" if done.new else "same"].format(moment=_moment(done.download.fetched, language)))
    if done.changes is not None and done.before is not None and done.table is not None:
        told = changes_told(done.changes, done.before, done.table)
        when = _moment(done.changes.before.fetched, language)
        print()
        print(words["changed"].format(moment=when) if told else words["unchanged"])
        for one in told:
            print(wrapped(f"- {one.in_language(language)}", indent=2))


# --- toon -----------------------------------------------------------------------------------------------------------


def _show(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.table_rows import ask_rows, read_selection, row_shapes
    from ..journeys.table_rows_csv import rows_csv

    select, wrong = read_selection(options.selectie)
    if options.json and options.csv:
        wrong.append(_ONE_FORM)
    as_of = _end_of(options.stand, door, "--stand")
    if wrong:
        return door.problems(wrong, options)
    house: FiguresHouse = options.the_figures()
    asked, wrong = ask_rows(house.shelf, *_named(options), select, as_of)
    if asked is None:
        return door.problems(wrong, options)
    words = _WORDS[options.taal]
    if options.csv:
        sys.stdout.write(rows_csv(asked, options.taal))
    elif options.json:
        door.print_json(row_shapes(asked))
    else:
        for line in rows_shown(asked, _moment(asked.download.fetched, options.taal), options.taal):
            print(line)
    if not len(asked.rows):
        notes = [words["empty"]]
        if asked.download.filter is not None:
            notes.append(part_said(asked.download.filter, options.taal))
        _beside(notes, options)
    return FINE


def _beside(notes: list[str], options: argparse.Namespace) -> None:
    """What somebody should know beside an answer."""
    if options.json:
        print(json.dumps({"waarschuwingen": notes}, ensure_ascii=False, indent=2), file=sys.stderr)
        return
    for note in notes:
        print(wrapped(note), file=sys.stderr)


def _end_of(day: str | None, door: Door, where: str) -> datetime | None:
    from ..journeys.figures import end_of

    on = door.day(day, where)
    return None if on is None else end_of(on)


# --- lijst and verschil ---------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.download_shape import download_shape

    house: FiguresHouse = options.the_figures()
    words, shelf = _WORDS[options.taal], house.shelf
    found, wrong = [], []
    for provider, table in shelf.tables():
        try:
            downloads = shelf.downloads(provider, table)
            found.append((provider, table, shelf.table(downloads[-1]).title.strip(), downloads))
        except FiguresTrouble as trouble:
            wrong.append(trouble.problem)
    if options.json:
        door.print_json(
            [
                {
                    "aanbieder": provider,
                    "tabel": table,
                    "titel": title,
                    "downloads": [download_shape(one) for one in downloads],
                }
                for provider, table, title, downloads in found
            ]
        )
    elif not found and not wrong:
        print(words["none"])
    else:
        for provider, table, title, downloads in found:
            print(wrapped(f"{table if provider == 'cbs' else f'{provider}/{table}'}: {title}", indent=2))
            for one in downloads:
                line = words["download"].format(
                    moment=_moment(one.fetched, options.taal), rows=count(one.rows, options.taal), key=one.key
                )
                print(wrapped(f"  {line}", indent=4))
                if one.filter is not None:
                    print(wrapped(f"    {part_said(one.filter, options.taal)}", indent=4))
                if one.made_up:
                    print(f"    {words['example']}")
    if wrong:
        problems(wrong, options.taal) if not options.json else door.problems(wrong, options)
        return FELL_SHORT
    return FINE


def _compare(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.table_changes import changes_between
    from ..journeys.table_changes_told import changes_shape, changes_told
    from ..journeys.table_rows import download_of

    house: FiguresHouse = options.the_figures()
    words, shelf = _WORDS[options.taal], house.shelf
    provider, table = _named(options)
    ends, wrong = {}, []
    for name, given in (("--van", options.van), ("--tot", options.tot)):
        if given is None:
            continue
        if _KEY.fullmatch(given):
            ends[name] = next((one for one in shelf.downloads(provider, table) if one.key == given), None)
            if ends[name] is None:
                wrong.append(_no_download(name, given))
        else:
            ends[name], problem = download_of(shelf, provider, table, _end_of(given, door, name))
            wrong += [problem] if problem else []
    if wrong:
        return door.problems(wrong, options)
    last, problem = download_of(shelf, provider, table)
    if problem is not None:
        return door.problems([problem], options)
    after = ends.get("--tot") or last
    assert after is not None
    earlier = [one for one in shelf.downloads(provider, table) if one.key < after.key]
    before = ends.get("--van") or (earlier[-1] if earlier else None)
    if before is None:
        if options.json:
            return door.print_json(None)
        print(words["one"])
        return FINE
    if before.key > after.key:
        return door.problems([_TURNED], options)
    changes = changes_between(shelf, before, after)
    old, new = shelf.table(before), shelf.table(after)
    if options.json:
        return door.print_json(changes_shape(changes, old, new, options.taal))
    print(wrapped(f"{new.title.strip()} ({new.id})"))
    when = {"before": _moment(before.fetched, options.taal), "after": _moment(after.fetched, options.taal)}
    print(wrapped(words["between"].format(**when)))
    told = changes_told(changes, old, new)
    for one in told:
        print(wrapped(f"- {one.in_language(options.taal)}", indent=2))
    if not told:
        print(words["unchanged"])
    return FINE


def _moment(at: datetime, language: str) -> str:
    from ..basics import say_day

    here = at.astimezone(ZoneInfo("Europe/Amsterdam"))
    clock = f"{here:%H.%M} uur" if language == "nl" else f"{here:%H:%M} Dutch time"
    return f"{say_day(here.date(), language)}, {clock}"


def _no_download(name: str, given: str) -> Problem:
    return Problem(
        f"{name} {harmless(given)}",
        said("Deze download hebben wij niet.", "We do not have this download."),
        said("een dag, of een naam uit «doorleren cbs lijst»", "a day, or a name from «doorleren cbs lijst»"),
        said("Kijk met «doorleren cbs lijst» wat er is.", "See what there is with «doorleren cbs lijst»."),
    )


_TURNED: Final = Problem(
    "--van",
    said("Deze download is later dan die bij --tot.", "This download is later than the one of --tot."),
    said("eerst de oude, dan de nieuwe", "the old one first, then the new one"),
    said("Wissel --van en --tot om.", "Let --van and --tot change places."),
)
_NO_SOURCE: Final = Problem(
    "--bron",
    said("Hier staat niets.", "There is nothing here."),
    said("een map of een adres", "a folder or an address"),
    said("Vul het in, of laat --bron weg.", "Fill it in, or leave --bron out."),
)
_ONE_FORM: Final = Problem(
    "--csv",
    said("--json en --csv gaan niet samen.", "--json and --csv do not go together."),
    said("een van de twee", "one of the two"),
    said("Kies er een.", "Choose one."),
)
