# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How answers about the book itself look in a terminal: what changed between two versions, what was written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..basics import parse_day, say_day
from .show import _amount_text, _bold, _dim, _line, value_text

_WORDS: Mapping[str, Mapping[str, Any]] = {
    "nl": {
        "title": "Wat is er anders: {old} en {new}",
        "tried": "Beide versies zijn geprobeerd op {day}, met open aanvraagtijdvakken.",
        "same": "Er is geen verschil.",
        "only_words": "Alleen de woorden zijn anders; niemand krijgt een ander antwoord.",
        "voorwaarde": "Voorwaarde",
        "bedrag": "Bedrag of grens",
        "betaling": "Wat er betaald wordt",
        "tijdvak": "Aanvraagtijdvak",
        "periode": "Looptijd van de versie",
        "waarschuwing": "Waarschuwing",
        "verhouding": "Verhouding tot een andere regeling",
        "gegeven": "Gegeven",
        "woorden": "Woorden",
        "erbij": "erbij",
        "weg": "weg",
        "anders": "anders",
        "bron": "alleen een andere bron",
        "old": "Was",
        "new": "Wordt",
        "rule": "Regel",
        "witness": "Dit raakt bijvoorbeeld iemand met",
        "anybody": "Dit raakt iedereen.",
        "told": "Eerst: {old}. Daarna: {new}.",
        "alone": "Een ander verschil heft dit op: alleen dit anders geeft {only}; alles anders behalve dit {without}.",
        "niemand": "Dit maakt voor niemand verschil.",
        "niet-bewezen": "Wij vonden niemand, maar kunnen niet bewijzen dat er niemand is.",
        "written": "Geschreven",
        "nothing": "Er is niets veranderd.",
        "next": "Vul in wat VUL IN zegt, en controleer het met:",
        "outcomes": {"ja": "ja", "nee": "nee", "hangt-af": "hangt ervan af"},
    },
    "en": {
        "title": "What is different: {old} and {new}",
        "tried": "Both versions were tried on {day}, with application windows open.",
        "same": "There is no difference.",
        "only_words": "Only the words are different; nobody gets another answer.",
        "voorwaarde": "Condition",
        "bedrag": "Amount or limit",
        "betaling": "What is paid",
        "tijdvak": "Application window",
        "periode": "Life of the version",
        "waarschuwing": "Warning",
        "verhouding": "Relation to another scheme",
        "gegeven": "Detail",
        "woorden": "Words",
        "erbij": "new",
        "weg": "gone",
        "anders": "changed",
        "bron": "only another source",
        "old": "Was",
        "new": "Is now",
        "rule": "Rule",
        "witness": "This touches, for instance, somebody with",
        "anybody": "This touches everybody.",
        "told": "First: {old}. Then: {new}.",
        "alone": "Another difference makes up for it: only this changed gives {only}; all but this changed {without}.",
        "niemand": "This makes no difference to anybody.",
        "niet-bewezen": "We found nobody, but cannot prove that there is nobody.",
        "written": "Written",
        "nothing": "Nothing has changed.",
        "next": "Fill in what says VUL IN or FILL IN, and check it with:",
        "outcomes": {"ja": "yes", "nee": "no", "hangt-af": "it depends"},
    },
}


def comparison(shape: Mapping[str, Any], language: str, facts: Mapping[str, Any]) -> None:
    """Print what is different between two versions, with a person for each difference."""
    words = _WORDS[language]
    old, new = (f"{shape[side]['regeling']}@{shape[side]['op']}" for side in ("van", "naar"))
    _line(_bold(words["title"].format(old=old, new=new)))
    if shape["gelijk"]:
        _line(words["same"])
        return
    if shape["alleenWoorden"]:
        _line(words["only_words"])
    elif any(one["gezocht"] for one in shape["verschillen"]):
        day = parse_day(shape["geprobeerdOp"])
        assert day is not None
        _line(words["tried"].format(day=say_day(day, language)))
    for one in shape["verschillen"]:
        _line()
        name = "" if one["soort"] in ("periode", "betaling") else f" {_bold(one['id'])}"
        _line(f"{words[one['soort']]}{name}: {words[one['wat']]}")
        same_words = one["was"] and one["wordt"] and one["was"]["zin"] == one["wordt"]["zin"]
        for side in ("old", "new"):
            _side(words[side], one["was" if side == "old" else "wordt"], words, rule_too=bool(same_words))
        _witness(one, words, language, facts)


def _side(name: str, side: Mapping[str, Any] | None, words: Mapping[str, Any], *, rule_too: bool) -> None:
    if side is None:
        return
    if side["zin"]:
        _line(f"{name}: {side['zin']}", indent=2, hang=2)
    if side["regel"] and (rule_too or not side["zin"]):
        # With the same sentence on both sides only the rule shows what changed.
        _line(f"{words['rule'] if side['zin'] else name}: {side['regel']}", indent=4 if side["zin"] else 2, hang=2)
    if side["bron"]:
        _line(_dim(f"[{side['bron']['document']}, {side['bron']['plaats']}]"), indent=4)


def _witness(one: Mapping[str, Any], words: Mapping[str, Any], language: str, facts: Mapping[str, Any]) -> None:
    if one["gezocht"] is None:
        return
    witness = one["getuige"]
    if witness is None:
        _line(words[one["gezocht"]], indent=2)
        return
    if witness["feiten"]:
        _line(f"{words['witness']}:", indent=2)
    else:
        _line(words["anybody"], indent=2)
    for name, value in witness["feiten"].items():
        fact = facts[name]
        given = frozenset(value) if isinstance(value, list) else parse_day(str(value)) or value
        _line(f"- {fact.words[language].label}: {value_text(fact, given, language)} ({name})", indent=4, hang=2)
    old, new = (_told(witness[side], words, language) for side in ("was", "wordt"))
    _line(words["told"].format(old=old, new=new), indent=2)
    if witness["was"] == witness["wordt"]:
        only, without = (_told(told, words, language) for told in witness["alleenDit"])
        _line(words["alone"].format(only=only, without=without), indent=2)


def _told(told: Mapping[str, Any], words: Mapping[str, Any], language: str) -> str:
    outcome = str(words["outcomes"][told["uitkomst"]])
    amount = told["bedrag"]
    return (
        f"{outcome}, {_amount_text(amount['min'], amount['max'], told['bedragPer'], language)}" if amount else outcome
    )


def new_folder(files: Sequence[Path], language: str) -> None:
    """Say which files were written and what to do now."""
    words = _WORDS[language]
    folder = files[0].parent
    # A path stays on one line, so that it can be copied.
    print(f"{words['written']}: {folder}")
    _line(", ".join(file.name for file in files), indent=2)
    _line(words["next"])
    print(f"  doorleren regelingen toets {folder}")


def written(files: Sequence[Path], language: str) -> None:
    """Say which files were written anew, if any."""
    words = _WORDS[language]
    for file in files:
        print(f"{words['written']}: {file}")
    if not files:
        _line(words["nothing"])
