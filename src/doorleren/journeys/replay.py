# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Give an earlier answer again from its receipt, or say that it cannot be given.

Knows: what a receipt holds. A rule or wording that we no longer have is said, never replaced by the nearest one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..basics import LANGUAGES, Finding, Problem, Said, parse_day, said
from ..rules import PROGRAM, Book, contradictions, read_profile
from ..rules.kept import book_with
from ..rules.lined_yaml import Lines, shown_text
from ..rules.profile import FIRST_DAY, LAST_DAY

_PARTS = ("versie", "hash", "woordenHash", "op", "taal", "feiten")


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer again, the number of its receipt among those given, and what differs between then and now."""

    number: int
    finding: Finding
    notes: tuple[Said, ...]


def replay(book: Book, value: Any) -> tuple[list[Replay], list[Problem]]:
    """The answers behind a receipt, an item of an overview, a whole overview, or a list of any of these."""
    receipts = _receipts(value)
    if not receipts:
        return [], [_no_receipt("bewijs")]
    found, problems = [], []
    for number, (name, receipt) in enumerate(receipts, 1):
        where = f"bewijs {number}" if len(receipts) > 1 else "bewijs"
        answer, wrong = _replay_one(book, receipt, number, f"{where} ({name})" if name else where)
        problems += wrong
        if answer is not None:
            found.append(answer)
    return found, problems


def _receipts(value: Any) -> list[tuple[str, Any]]:
    """Every place where a receipt belongs, with the scheme it is of; what stands there may be something else."""
    if isinstance(value, dict) and isinstance(value.get("regelingen"), list):
        value = value["regelingen"]
    if isinstance(value, list):
        return [_receipt(item) for item in value]
    name, receipt = _receipt(value)
    return [(name, receipt)] if isinstance(receipt, dict) else []


def _receipt(item: Any) -> tuple[str, Any]:
    if not isinstance(item, dict):
        return "", item
    if "bewijs" in item or "id" in item:
        return shown_text(item.get("id") or ""), item.get("bewijs")
    return "", item if "hash" in item else None


def _replay_one(book: Book, receipt: Any, number: int, where: str) -> tuple[Replay | None, list[Problem]]:
    if receipt is None:
        return None, [_without_receipt(where)]
    if not isinstance(receipt, dict):
        return None, [_no_receipt(where)]
    problems = [_missing(where, part) for part in _PARTS if part not in receipt]
    day = parse_day(str(receipt.get("op")))
    language = str(receipt.get("taal"))
    if not (day and FIRST_DAY <= day <= LAST_DAY and language in LANGUAGES and isinstance(receipt.get("feiten"), dict)):
        problems = problems or [_no_receipt(where)]
    if problems or day is None:
        return None, problems
    name = str(receipt["versie"]).partition("@")[0]
    kept = book_with(book, name, str(receipt["hash"]), str(receipt["woordenHash"]), language)
    if kept is None:
        return None, [_unknown_rule(where, receipt)]
    profile, problems = read_profile({"feiten": receipt["feiten"]}, Lines(""), kept.facts, day, day)
    problems = problems or contradictions(profile, kept.on(day))
    if problems:
        return None, [replace(problem, where=f"{where}: {problem.where}") for problem in problems]
    (finding,) = kept.findings(profile.facts, day, language, only=[name])
    return Replay(number, finding, tuple(_differences(book, receipt, finding, language))), []


def _differences(book: Book, receipt: dict[str, Any], finding: Finding, language: str) -> Iterator[Said]:
    """What is different now from when the answer was given."""
    program, version = shown_text(receipt.get("programma")), shown_text(receipt["versie"])
    if receipt.get("programma") != PROGRAM:
        yield said(
            f"dit antwoord kwam van {program}, dit is {PROGRAM}.",
            f"this answer came from {program}; this is {PROGRAM}.",
        )
    again = finding.receipt.version if finding.receipt else version
    if again != version:
        yield said(
            f"het bewijs noemt versie «{version}», maar deze regel heeft op die dag versie «{again}».",
            f"the receipt names version «{version}», but on that day this rule has version «{again}».",
        )
    if book.hashes.get(finding.scheme) != receipt["hash"]:
        yield said(
            f"de regels van «{finding.scheme}» zijn sindsdien veranderd; dit is het antwoord van toen.",
            f"the rules of «{finding.scheme}» have changed since; this is the answer of that time.",
        )
    elif book.words_hashes.get((finding.scheme, language)) != receipt["woordenHash"]:
        yield said(
            f"de woorden van «{finding.scheme}» zijn sindsdien veranderd; dit zijn de woorden van toen.",
            f"the words of «{finding.scheme}» have changed since; these are the words of that time.",
        )


def _no_receipt(where: str) -> Problem:
    return Problem(
        where,
        said("Dit is geen bewijs van Doorleren.", "This is not a receipt from Doorleren."),
        said("het deel «bewijs» van een antwoord", "the part «bewijs» of an answer"),
        said("Bewaar het hele bewijs en geef dat bestand.", "Save the whole receipt and give that file."),
    )


def _without_receipt(where: str) -> Problem:
    return Problem(
        where,
        said("Hier ontbreekt het bewijs.", "The receipt is missing here."),
        said("een deel «bewijs» bij elke regeling", "a part «bewijs» with every scheme"),
        said(
            "Bewaar het antwoord opnieuw, of haal deze regeling weg.", "Save the answer again, or remove this scheme."
        ),
    )


def _missing(where: str, part: str) -> Problem:
    return Problem(
        f"{where}: {part}",
        said(f"«{part}» ontbreekt in het bewijs.", f"«{part}» is missing in the receipt."),
        said("een heel bewijs", "a whole receipt"),
        said("Neem het bewijs opnieuw over uit het antwoord.", "Copy the receipt again from the answer."),
    )


def _unknown_rule(where: str, receipt: dict[str, Any]) -> Problem:
    version, digest = shown_text(receipt["versie"], 80), shown_text(receipt["hash"], 80)
    return Problem(
        where,
        said(
            f"De regel of de woorden achter «{version}» (hash {digest}) hebben wij niet meer.",
            f"We no longer have the rule or the words behind «{version}» (hash {digest}).",
        ),
        said("een bewijs van een bewaarde versie", "a receipt of a version that we kept"),
        said(
            "Vraag het antwoord opnieuw aan, of gebruik de versie van Doorleren die in het bewijs staat.",
            "Ask for the answer again, or use the version of Doorleren named in the receipt.",
        ),
    )
