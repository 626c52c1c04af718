# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Give an earlier answer again from its receipt, or say that it cannot be given.

Knows: what a receipt holds. A rule or wording that we no longer have is said, never replaced by the nearest one.
"""

from dataclasses import dataclass
from typing import Any

from ..basics import LANGUAGES, Finding, Problem, parse_day, said
from ..rules import PROGRAM, Book, contradictions, read_profile
from ..rules.kept import book_with
from ..rules.lined_yaml import Lines
from ..rules.profile import FIRST_DAY, LAST_DAY

_PARTS = ("versie", "hash", "woordenHash", "op", "taal", "feiten")


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer again, and whether another version of the program gave it the first time."""

    finding: Finding
    other_program: str | None


def replay(book: Book, value: Any) -> tuple[list[Replay], list[Problem]]:
    """The answers behind a receipt, an item of an overview, or a whole overview."""
    receipts = _receipts(value)
    if not receipts:
        return [], [_no_receipt()]
    found, problems = [], []
    for n, receipt in enumerate(receipts):
        where = f"bewijs {n + 1}" if len(receipts) > 1 else "bewijs"
        answer, wrong = _replay_one(book, receipt, where)
        problems += wrong
        if answer is not None:
            found.append(answer)
    return found, problems


def _receipts(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("regelingen"), list):
        return [receipt for item in value["regelingen"] for receipt in _receipts(item)]
    if isinstance(value.get("bewijs"), dict):
        return _receipts(value["bewijs"])
    return [value] if "hash" in value else []


def _replay_one(book: Book, receipt: dict[str, Any], where: str) -> tuple[Replay | None, list[Problem]]:
    problems = [_missing(where, part) for part in _PARTS if part not in receipt]
    day = parse_day(str(receipt.get("op")))
    language = str(receipt.get("taal"))
    if not (day and FIRST_DAY <= day <= LAST_DAY and language in LANGUAGES and isinstance(receipt.get("feiten"), dict)):
        problems = problems or [_no_receipt()]
    if problems or day is None:
        return None, problems
    name = str(receipt["versie"]).partition("@")[0]
    kept = book_with(book, name, str(receipt["hash"]), str(receipt["woordenHash"]), language)
    if kept is None:
        return None, [_unknown_rule(where, receipt)]
    profile, problems = read_profile({"feiten": receipt["feiten"]}, Lines(""), kept.facts, day, day)
    problems = problems or contradictions(profile, kept.on(day))
    if problems:
        return None, problems
    (finding,) = kept.findings(profile.facts, day, language, only=[name])
    program = str(receipt.get("programma"))
    return Replay(finding, program if program != PROGRAM else None), []


def _no_receipt() -> Problem:
    return Problem(
        "bewijs",
        said("Dit is geen bewijs van Doorleren.", "This is not a receipt of Doorleren."),
        said("het deel «bewijs» van een antwoord", "the part «bewijs» of an answer"),
        said("Bewaar het hele bewijs en geef dat bestand.", "Save the whole receipt and give that file."),
    )


def _missing(where: str, part: str) -> Problem:
    return Problem(
        f"{where}: {part}",
        said(f"«{part}» ontbreekt in het bewijs.", f"«{part}» is missing in the receipt."),
        said("een heel bewijs", "a whole receipt"),
        said("Neem het bewijs opnieuw over uit het antwoord.", "Copy the receipt again from the answer."),
    )


def _unknown_rule(where: str, receipt: dict[str, Any]) -> Problem:
    version, digest = str(receipt["versie"])[:80], str(receipt["hash"])[:80]
    return Problem(
        where,
        said(
            f"De regel of de woorden achter «{version}» (hash {digest}) hebben wij niet meer.",
            f"We no longer have the rule or the words behind «{version}» (hash {digest}).",
        ),
        said("een bewijs van een bewaarde versie", "a receipt of a version that was kept"),
        said(
            "Vraag het antwoord opnieuw aan, of gebruik de versie van Doorleren die in het bewijs staat.",
            "Ask for the answer again, or use the version of Doorleren named in the receipt.",
        ),
    )
