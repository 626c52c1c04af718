# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is said with which partners a scheme can be applied for: who is missing, and who would do.

Knows: its sentences, and that a long list of kinds tells nobody anything. Leaves: which kinds would do (journeys).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from ..basics import Advice, Finding, Outcome, Truth, say_day
from ..journeys import Book
from ..journeys.partners import APPLICANT, PARTNERS, partner_conditions, partners_before, partners_wanted
from .facts import Fact
from .words import Words

_MOST_KINDS = 5
_HOW = {PARTNERS: "add", APPLICANT: "apply"}


def who_would_do(found: Finding, facts: Mapping[str, Fact], book: Book, on: date, words: Words) -> Mapping[str, str]:
    """For each condition about partners, in their order, who would do; empty where it holds, or where nearly
    anybody would do."""
    if found.outcome is None or found.receipt is None:
        return {}
    said = dict.fromkeys(partner_conditions(book, found.scheme, on), "")
    shown = {one.id: one for one in found.conditions}
    for one in partners_wanted(book, found.scheme, found.receipt.facts, on) or ():
        name, kinds = (PARTNERS, one.partners) if one.partners else (APPLICANT, one.applicants)
        condition = shown[one.condition]
        if condition.truth is Truth.NEE:
            said[one.condition] = _sentence(words["partners"][_HOW[name]], kinds, facts[name], words)
        # "There must be an mbo school" says who would do; that one kind need not be said again.
        elif len(kinds) > 1 and not _names_all(condition.sentence, kinds, facts[name]):
            said[one.condition] = _sentence(words["partners"]["open"], kinds, facts[name], words)
    return said


def _names_all(sentence: str, kinds: Iterable[str], fact: Fact) -> bool:
    """Whether a sentence names all of these kinds already: "mbo-school, hogeschool of universiteit"."""
    return all(str(fact["labels"].get(kind, kind)).partition(" ")[2] in sentence for kind in kinds)


def advice_on_partners(
    advice: Advice, found: Finding, facts: Mapping[str, Fact], book: Book, on: date, words: Words
) -> Mapping[str, str]:
    """What an advice says about partners and applicant, each with the others that would do as well."""
    told = found.receipt.facts if found.receipt else {}
    wanted = partners_wanted(book, found.scheme, told, advice.from_day or on) or ()
    said = {}
    old, new = told.get(PARTNERS), advice.changes.get(PARTNERS)
    if isinstance(old, frozenset) and isinstance(new, frozenset) and old < new:
        groups = [one.partners for one in wanted if (new - old) & set(one.partners)]
        groups += [(kind,) for kind in sorted(new - old) if not any(kind in group for group in groups)]
        said[PARTNERS] = " ".join(
            _sentence(words["partners"]["add_too" if number else "add"], group, facts[PARTNERS], words)
            for number, group in enumerate(dict.fromkeys(groups))
        )
    if (applicant := advice.changes.get(APPLICANT)) is not None:
        kinds = next((one.applicants for one in wanted if applicant in one.applicants), (str(applicant),))
        kinds = kinds if len(kinds) <= _MOST_KINDS else (str(applicant),)
        said[APPLICANT] = _sentence(words["partners"]["apply"], kinds, facts[APPLICANT], words)
    return said


def asked_before(found: Finding, book: Book, on: date, words: Words) -> str:
    """What the last rules that we know asked of the partners, where we have no rules of this day."""
    if found.outcome is not Outcome.NIET_BEKEND:
        return ""
    before = partners_before(book, found.scheme, on, words["language"])
    if before is None:
        return ""
    start = str(words["partners"]["before"]).format(day=say_day(before.until, words["language"]))
    return " ".join((start, *before.sentences))


def _sentence(text: str, kinds: Iterable[str], fact: Fact, words: Words) -> str:
    """The sentence with these kinds in it; empty if there are none, or too many to be of help."""
    names = [_in_a_sentence(str(fact["labels"].get(kind, kind))) for kind in kinds]
    if not names or len(names) > _MOST_KINDS:
        return ""
    joined = str(words["or"]).join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return str(text).format(who=joined)


def _in_a_sentence(label: str) -> str:
    """ "Een vakbond" becomes "een vakbond"; a name such as UWV stays as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
