# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `regelingen bewijs` prints: what was proved, what stays open, and a person who shows it."""

import sys
from collections.abc import Mapping
from typing import Any, Final

from ..journeys.prove import ProvedBook, proved_shape

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "proofs": "bewijzen",
        "of": "van",
        "cases": "gevallen",
        "mutants": "fouten gevangen",
        "same": "gelijkwaardig",
        "witness": "krijgt het",
        "bewijs": "Niet bewezen",
        "mcdc": "Geen gevallenpaar",
        "mutant": "Niet gemerkt",
        "reason": "Reden",
        "somebody": "Zoals",
        "sound": "Niets staat open zonder reden.",
        "unsound": "Er staat iets open zonder reden: zie boven.",
        "total": "Samen",
    },
    "en": {
        "proofs": "proofs",
        "of": "of",
        "cases": "cases",
        "mutants": "mistakes caught",
        "same": "the same rule",
        "witness": "gets it",
        "bewijs": "Not proved",
        "mcdc": "No pair of cases",
        "mutant": "Not noticed",
        "reason": "Reason",
        "somebody": "Such as",
        "sound": "Nothing stays open without a reason.",
        "unsound": "Something stays open without a reason: see above.",
        "total": "Together",
    },
}


def progress(name: str, number: int, total: int) -> None:
    """One line on a terminal that says how far it is."""
    if sys.stderr.isatty():
        print(f"\r\033[K{number}/{total} {name}", end="", file=sys.stderr, flush=True)


def proved(found: ProvedBook, language: str) -> None:
    """What was proved, scheme by scheme."""
    words, shape = _WORDS[language], proved_shape(found)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for one in shape["perRegeling"]:
        print(f"{one['id']}: {_numbers(one, words)}")
        if one["getuige"]:
            print(f"  {_person(one['getuige'])}: {words['witness']}")
        for left in one["open"]:
            print(f"  {words[left['soort']]}: {left['wat']}")
            if left.get("waarom"):
                print(f"    {left['waarom']}")
            if left.get("wie"):
                print(f"    {words['somebody']}: {_person(left['wie'])}")
            if left["reden"]:
                print(f"    {words['reason']}: {left['reden']}")
    bewijzen = shape["bewijzen"]
    proofs = {"gesloten": bewijzen["gesloten"], "open": bewijzen["open"] + bewijzen["openMetReden"]}
    proofs["weerlegd"] = bewijzen["weerlegd"]
    print(f"{words['total']}: {_numbers({**shape, 'bewijzen': proofs}, words)}")
    print(words["sound"] if found.sound else words["unsound"])


def _numbers(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    proofs, mcdc, mutants = one["bewijzen"], one["mcdc"], one["mutanten"]
    fates = {name: mutants[name] for name in ("gevangen", "gelijkwaardig", "overleefd")}
    parts = [
        f"{one['gevallen']} {words['cases']}",
        f"{proofs['gesloten']} {words['of']} {sum(proofs.values())} {words['proofs']}",
        f"MC/DC {mcdc['gedekt']} {words['of']} {mcdc['totaal']}",
        f"{fates['gevangen']} {words['of']} {sum(fates.values())} {words['mutants']}",
    ]
    if fates["gelijkwaardig"]:
        parts.append(f"{fates['gelijkwaardig']} {words['same']}")
    return " · ".join(parts)


def _person(somebody: Mapping[str, Any]) -> str:
    facts = ", ".join(f"{name} {_value(value)}" for name, value in somebody["feiten"].items())
    return f"{somebody['op']}: {facts}" if facts else str(somebody["op"])


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
