# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""When somebody must apply, when and to whom the money comes, how long a decision takes, and which papers it asks for.

Knows: what one statement of a source says about these four, and the sentences that say it.
Leaves: how it is read (`read_timing`). It decides no outcome and no amount; so it is no part of the rule's hash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ..basics import Citation, Period, Said, said
from .party import Party


class Moment(StrEnum):
    """What an application, or its last day, is counted from."""

    ENROLMENT = "enrolment"
    START = "start"
    END = "end"
    PAYMENT = "payment"
    STUDY_YEAR = "study_year"
    STUDY_YEAR_END = "study_year_end"
    YEAR_END = "year_end"
    COURSE_YEAR_END = "course_year_end"
    CONTRACT_END = "contract_end"


class PaidWhen(StrEnum):
    """When the money comes, seen from the course."""

    BEFORE_START = "before_start"
    IN_PARTS = "in_parts"
    AFTERWARDS = "afterwards"
    AS_LOWER_PRICE = "as_lower_price"
    AS_LESS_TAX = "as_less_tax"
    IN_KIND = "in_kind"


class Paper(StrEnum):
    """A paper that must come with the application, or with the request to be paid."""

    OFFER = "offer"
    REGISTRATION = "registration"
    INVOICE = "invoice"
    PROOF_OF_PAYMENT = "proof_of_payment"
    PROOF_OF_TAKING_PART = "proof_of_taking_part"
    DIPLOMA = "diploma"
    PLAN = "plan"
    LEARNING_AGREEMENT = "learning_agreement"
    EMPLOYER_STATEMENT = "employer_statement"
    CONTRACT = "contract"


class Topic(StrEnum):
    """The four things that somebody wants to know of every scheme before enrolling."""

    APPLY = "aanvragen"
    PAID = "betalen"
    DECISION = "beslissen"
    PAPERS = "stukken"


@dataclass(frozen=True, slots=True)
class Edge:
    """A moment, or a period before (below nothing) or after it."""

    moment: Moment
    shift: Period | None = None

    @property
    def before(self) -> bool:
        """Whether it lies before its moment."""
        return self.shift is not None and (self.shift.months, self.shift.days) < (0, 0)

    @property
    def length(self) -> Period | None:
        """How far it lies from its moment, whichever side."""
        return -self.shift if self.shift is not None and self.before else self.shift


@dataclass(frozen=True, slots=True)
class Timing:
    """What one place in one source says, between two days. What it does not say is None, or no papers."""

    source: Citation
    apply_from: Edge | None = None
    apply_until: Edge | None = None
    paid: PaidWhen | None = None
    to: Party | None = None
    decision_within: Period | None = None
    papers: tuple[Paper, ...] = ()
    first: date | None = None
    until: date | None = None

    def sentences(self) -> Iterator[tuple[Topic, Said]]:
        """What it says, one sentence for each topic that it says something about."""
        if self.apply_from or self.apply_until:
            yield Topic.APPLY, _say_apply(self.apply_from, self.apply_until)
        if self.paid or self.to:
            yield Topic.PAID, _say_paid(self.paid, self.to)
        if self.decision_within:
            length = say_period(self.decision_within)
            yield (
                Topic.DECISION,
                said(f"U hoort de beslissing binnen {length.nl}.", f"You get the decision within {length.en}."),
            )
        if self.papers:
            nl, en = (_listed([getattr(_PAPER[one], lang) for one in self.papers], lang) for lang in ("nl", "en"))
            yield Topic.PAPERS, said(f"U hebt nodig: {nl}.", f"You need: {en}.")


def advanced_by(statements: Sequence[Timing], recipient: Party) -> Party | None:
    """Who pays first and gets the money later, by all that is said on a day; None where nobody does, or nobody knows.

    `recipient`: who gets the money by the scheme itself, where no statement says it.
    """
    later = any(one.paid in (PaidWhen.AFTERWARDS, PaidWhen.AS_LESS_TAX) for one in statements)
    return next((one.to for one in statements if one.to), recipient) if later else None


def say_not_known(topic: Topic) -> Said:
    """What is said of a topic of which no source that we know of speaks."""
    about = _ABOUT[topic]
    return said(f"{about.nl}: niet bekend. Vraag het bij het loket.", f"{about.en}: not known. Ask the desk.")


def say_period(length: Period) -> Said:
    """A length of time as people read it, in weeks where it is whole weeks."""
    years, months = divmod(length.months, 12)
    weeks, days = divmod(length.days, 7)
    # Thirty days are no four weeks and two days to anybody.
    weeks, days = (weeks, 0) if days == 0 else (0, length.days)
    parts = [(n, unit) for n, unit in zip((years, months, weeks, days), _UNITS, strict=True) if n]
    return said(
        " en ".join(f"{n} {unit[0] if n == 1 else unit[1]}" for n, unit in parts),
        " and ".join(f"{n} {unit[2] if n == 1 else unit[3]}" for n, unit in parts),
    )


IN_A_WINDOW: Final = said(
    "U kunt dit alleen aanvragen als het loket open is.", "You can only apply while the desk is open."
)
"""What is said of a scheme with application windows, which its own condition names."""

_UNITS: Final = (
    ("jaar", "jaar", "year", "years"),
    ("maand", "maanden", "month", "months"),
    ("week", "weken", "week", "weeks"),
    ("dag", "dagen", "day", "days"),
)


def _say_apply(first: Edge | None, until: Edge | None) -> Said:
    """From when and until when one can apply, as one or two short sentences."""
    said_of = [_say_from(first)] if first else []
    said_of += [_say_until(until)] if until else []
    return said(" ".join(one.nl for one in said_of), " ".join(one.en for one in said_of))


def _say_from(edge: Edge) -> Said:
    at, length = _MOMENT[edge.moment], say_period(edge.length) if edge.length is not None else None
    if length is None:
        return said(f"Vraag het aan na {at.nl}.", f"Apply after {at.en}.")
    if edge.before:
        return said(
            f"U kunt dit aanvragen vanaf {length.nl} voor {at.nl}.", f"You can apply from {length.en} before {at.en}."
        )
    return said(f"U kunt dit aanvragen vanaf {length.nl} na {at.nl}.", f"You can apply from {length.en} after {at.en}.")


def _say_until(edge: Edge) -> Said:
    at, length = _MOMENT[edge.moment], say_period(edge.length) if edge.length is not None else None
    if length is None:
        return said(f"Vraag het aan voor {at.nl}.", f"Apply before {at.en}.")
    if edge.before:
        return said(
            f"Vraag het ten minste {length.nl} voor {at.nl} aan.", f"Apply at least {length.en} before {at.en}."
        )
    return said(f"Vraag het aan binnen {length.nl} na {at.nl}.", f"Apply within {length.en} after {at.en}.")


def _say_paid(paid: PaidWhen | None, to: Party | None) -> Said:
    """When the money comes and to whom; where the receiver must pay first, that as well."""
    if paid is PaidWhen.IN_KIND:
        return said("U krijgt geen geld, maar de hulp zelf.", "You get no money, but the help itself.")
    if paid is PaidWhen.AS_LOWER_PRICE:
        return said("U betaalt meteen een lagere prijs.", "You pay a lower price at once.")
    if paid is PaidWhen.AS_LESS_TAX:
        return said("U betaalt eerst zelf. Later betaalt u minder belasting.", "You pay first. Later you pay less tax.")
    who = _TO[to] if to else None
    when = _PAID[paid] if paid else None
    if when is None:
        assert who is not None
        return said(f"Het geld gaat naar {who.nl}.", f"The money goes to {who.en}.")
    if who is None:
        return said(f"Het geld komt {when.nl}.", f"The money comes {when.en}.")
    one = said(f"Het geld gaat {when.nl} naar {who.nl}.", f"The money goes to {who.en} {when.en}.")
    if paid is not PaidWhen.AFTERWARDS or to not in _ADVANCE:
        return one
    more = _ADVANCE[to]
    return said(f"{one.nl} {more.nl}", f"{one.en} {more.en}")


def _listed(items: Sequence[str], language: str) -> str:
    last = {"nl": " en ", "en": " and "}[language]
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


_MOMENT: Final = {
    Moment.ENROLMENT: said("uw inschrijving bij de opleiding", "you enrol in the course"),
    Moment.START: said("de start van de opleiding", "the course starts"),
    Moment.END: said("het einde van de opleiding", "the course ends"),
    Moment.PAYMENT: said("het betalen van de opleiding", "the course has been paid for"),
    Moment.STUDY_YEAR: said("de start van het studiejaar", "the study year starts"),
    Moment.STUDY_YEAR_END: said("het einde van het studiejaar", "the study year ends"),
    Moment.YEAR_END: said("het einde van het jaar waarin u betaalt", "the end of the year in which you pay"),
    Moment.COURSE_YEAR_END: said("het einde van het jaar van de opleiding", "the end of the year of the course"),
    Moment.CONTRACT_END: said("het einde van uw contract", "your contract ends"),
}
_PAID: Final = {
    PaidWhen.BEFORE_START: said("voor de start van de opleiding", "before the course starts"),
    PaidWhen.IN_PARTS: said("in delen", "in parts"),
    PaidWhen.AFTERWARDS: said("achteraf", "afterwards"),
}
_TO: Final = {
    Party.INWONER: said("uzelf", "you"),
    Party.WERKGEVER: said("de werkgever", "the employer"),
    Party.AANBIEDER: said("de opleider", "the provider of the course"),
    Party.SAMENWERKING: said("het samenwerkingsverband", "the partnership"),
}
_ADVANCE: Final = {
    Party.INWONER: said("U betaalt dus eerst zelf.", "So you pay first."),
    Party.WERKGEVER: said("De werkgever betaalt dus eerst.", "So the employer pays first."),
}
_PAPER: Final = {
    Paper.OFFER: said("een offerte", "an offer with the price"),
    Paper.REGISTRATION: said("een bewijs van aanmelding of inschrijving", "proof that you have registered"),
    Paper.INVOICE: said("de factuur", "the invoice"),
    Paper.PROOF_OF_PAYMENT: said("een bewijs van betaling", "proof of payment"),
    Paper.PROOF_OF_TAKING_PART: said("een bewijs dat u meedeed", "proof that you took part"),
    Paper.DIPLOMA: said("uw diploma of certificaat", "your diploma or certificate"),
    Paper.PLAN: said("een plan", "a plan"),
    Paper.LEARNING_AGREEMENT: said("de praktijkovereenkomst", "the agreement on learning at work"),
    Paper.EMPLOYER_STATEMENT: said("een verklaring van de werkgever", "a statement of the employer"),
    Paper.CONTRACT: said("het contract met de opleider", "the contract with the provider"),
}
_ABOUT: Final = {
    Topic.APPLY: said("Wanneer u moet aanvragen", "When you must apply"),
    Topic.PAID: said("Wanneer het geld komt, en naar wie", "When the money comes, and to whom"),
    Topic.DECISION: said("Hoe lang de beslissing duurt", "How long the decision takes"),
    Topic.PAPERS: said("Welke papieren u nodig hebt", "Which papers you need"),
}
