# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an answer looks in a terminal: 80 columns, colour only on a terminal, readable aloud."""

import os
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..basics import (
    Advice,
    Amount,
    Finding,
    NextStep,
    Outcome,
    Problem,
    Question,
    Said,
    Truth,
    parse_day,
    say_day,
    say_euro,
)
from ..basics.finding import FactValue
from ..journeys import Checked, Combined, Overview, Profile, say_together, tells_of_partnership

if TYPE_CHECKING:
    from ..journeys.short_here import ShortHere

_WIDTH = 80
_COLOURS = {Outcome.JA: "32", Outcome.HANGT_AF: "33", Outcome.NEE: "31"}
_MARKS = {Truth.JA: "✓", Truth.NEE: "✗", Truth.OPEN: "?"}

_WORDS = {
    "nl": {
        "title": "Wat kan er voor u zijn op {day}?",
        "today": "U noemde geen dag; dit is het overzicht van vandaag.",
        Outcome.JA: "Ja, dit is voor u",
        "leaning": "U lijkt te voldoen; een ander beslist nog",
        Outcome.HANGT_AF: "Misschien: dit hangt nog ergens van af",
        Outcome.NEE: "Nee, maar kijk wat wel kan",
        Outcome.NIET_BEKEND: "Dit weten wij niet voor deze dag",
        Outcome.NIET_VAN_KRACHT: "Dit was er niet op deze dag",
        None: "Goed om te weten",
        "depends": "Hangt af van",
        "amount_depends": "Hoeveel het is, hangt nog af van",
        "left_out": "Niet gebruikt",
        "judged": "Een ander beslist",
        "help": "Wat zou helpen",
        "known_from": "Dit weten wij wel",
        "from": "vanaf {day}",
        "now": "Wat nu",
        "others": "Voor scholen en samenwerkingen zijn er ook regelingen: {count}.",
        "others_people": "Voor inwoners en werkgevers zijn er ook regelingen: {count}.",
        "all": "Alle voorwaarden en bronnen ziet u met --alles.",
        "look_out": "Let op",
        "question": "De volgende vraag",
        "no_question": "Er is geen vraag meer die iets verandert.",
        "assumed": "Aangenomen voor dit voorbeeld",
        "in_kind": "hulp zonder geld",
        "per": {"maand": "per maand", "jaar": "per jaar", "keer": "per keer"},
        "empty": "(geen)",
        "expected": "Verwacht",
        "fix": "Doe dit",
        "for_whom": {
            "werkgever": "voor uw werkgever",
            "samenwerking": "voor een samenwerking",
            "aanbieder": "voor een opleider",
        },
        "beside": "ook",
        "conditions": "Voorwaarden",
        "versions": "Versies",
        "together": "Samen voor deze opleiding",
        "together_employer": "Samen voor deze opleiding (werkgever)",
        "not_certain": "Nog niet zeker. Als alles meezit:",
        "loan": " (lenen)",
        "later": " (later terug)",
        "amounts": "Bedragen en grenzen",
        "relations": "Samen met andere regelingen",
        "in_region": "In uw regio ({region}): werk waar veel vraag naar is",
        "in_region_nothing": "Er is nu geen soort werk waar werkgevers veel mensen voor zoeken.",
        "in_region_source": "Bron: {source}. De cijfers gaan over het {time}.",
        "in_region_made_up": "Deze lijst is verzonnen. Zij laat alleen zien hoe het eruit komt te zien.",
        "timing": "Aanvragen en betalen",
        "until": "tot",
        "since": "van",
        "cases": "gevallen",
        "all_right": "Alles klopt.",
        "holes": "Nog in te vullen",
        "checked_on": "Vergeleken met de bronnen",
        "never": "nooit",
        "all_checked": "Alles is de afgelopen 180 dagen met de bronnen vergeleken.",
        "spans": {
            "versies": "",
            "nietVanKracht": ": is er niet",
            "nietBekend": ": hiervan kennen wij geen regels",
        },
        "none_fits": "Geen regeling past bij deze keuzes.",
        "door": {
            "open": "Open",
            "gaat-open": "Gaat open",
            "gesloten": "Gesloten",
            "niet-van-kracht": "Geldt niet",
            "niet-bekend": "Niet bekend",
        },
        "door_opens": "op {day}",
        "door_vanaf": "(open vanaf {day})",
        "door_tot": "tot {day}",
        "door_runs_out": " Het geld kan op zijn.",
        "change": "Verander",
        "absent": {
            "niet-van-kracht": "Op {day} geldt deze regeling niet.",
            "niet-bekend": "Of deze regeling geldt op {day}, weten wij niet.",
        },
        "shown": "Hieronder staan de regels op {shown}, in de versie {days}.",
    },
    "en": {
        "title": "What is there for you on {day}?",
        "today": "You did not give a day; this is the overview for today.",
        Outcome.JA: "Yes, this is for you",
        "leaning": "You seem to qualify; somebody else decides",
        Outcome.HANGT_AF: "Maybe: this still depends on something",
        Outcome.NEE: "No, but look at what can be done",
        Outcome.NIET_BEKEND: "We do not know this for this day",
        Outcome.NIET_VAN_KRACHT: "This did not exist on this day",
        None: "Good to know",
        "depends": "Depends on",
        "amount_depends": "How much it is still depends on",
        "left_out": "Not used",
        "judged": "Somebody else decides",
        "help": "What would help",
        "known_from": "What we do know",
        "from": "from {day}",
        "now": "What now",
        "others": "There are schemes for schools and alliances too: {count}.",
        "others_people": "There are schemes for residents and employers too: {count}.",
        "all": "Add --alles for every condition and source.",
        "look_out": "Note",
        "question": "The next question",
        "no_question": "No question is left that changes anything.",
        "assumed": "Assumed for this example",
        "in_kind": "help without money",
        "per": {"maand": "per month", "jaar": "per year", "keer": "each time"},
        "empty": "(none)",
        "expected": "Expected",
        "fix": "Do this",
        "for_whom": {
            "werkgever": "for your employer",
            "samenwerking": "for a partnership",
            "aanbieder": "for a provider",
        },
        "beside": "also",
        "conditions": "Conditions",
        "versions": "Versions",
        "together": "Together for this course",
        "together_employer": "Together for this course (employer)",
        "not_certain": "Not certain yet. If everything goes well:",
        "loan": " (a loan)",
        "later": " (back later)",
        "amounts": "Amounts and limits",
        "relations": "Together with other schemes",
        "in_region": "In your region ({region}): work that is much in demand",
        "in_region_nothing": "There is no kind of work now for which employers look for many people.",
        "in_region_source": "Source: {source}. The figures are about the {time}.",
        "in_region_made_up": "This list is made up. It only shows what it will look like.",
        "timing": "Applying and being paid",
        "until": "until",
        "since": "from",
        "cases": "cases",
        "all_right": "All is well.",
        "holes": "Still to be filled in",
        "checked_on": "Compared with the sources",
        "never": "never",
        "all_checked": "Everything was compared with the sources in the past 180 days.",
        "spans": {
            "versies": "",
            "nietVanKracht": ": is not there",
            "nietBekend": ": we know no rules for this time",
        },
        "none_fits": "No scheme fits these choices.",
        "door": {
            "open": "Open",
            "gaat-open": "Opens",
            "gesloten": "Closed",
            "niet-van-kracht": "Does not apply",
            "niet-bekend": "Not known",
        },
        "door_opens": "on {day}",
        "door_vanaf": "(open from {day})",
        "door_tot": "until {day}",
        "door_runs_out": " The money may run out.",
        "change": "Change",
        "absent": {
            "niet-van-kracht": "This scheme does not apply on {day}.",
            "niet-bekend": "We do not know whether this scheme applies on {day}.",
        },
        "shown": "Below are the rules on {shown}, in the version {days}.",
    },
}

_CODES = {
    "nl": {
        "subsidie": "subsidie",
        "vergoeding": "vergoeding",
        "lening": "lening",
        "fiscaal": "belastingvoordeel",
        "in-natura": "hulp zonder geld",
        "recht": "recht",
        "beleid": "afspraak",
        "inwoner": "inwoner",
        "werkgever": "werkgever",
        "aanbieder": "aanbieder",
        "samenwerking": "samenwerking",
        "van-kracht": "Geldt",
        "niet-van-kracht": "Geldt niet",
        "niet-bekend": "Niet bekend",
    },
    "en": {
        "subsidie": "grant",
        "vergoeding": "compensation",
        "lening": "loan",
        "fiscaal": "less tax",
        "in-natura": "help without money",
        "recht": "right",
        "beleid": "agreement",
        "inwoner": "resident",
        "werkgever": "employer",
        "aanbieder": "training provider",
        "samenwerking": "alliance",
        "van-kracht": "Applies",
        "niet-van-kracht": "Does not apply",
        "niet-bekend": "Not known",
    },
}


_IN_FULL = 5
"""How many of the schemes that may still become a yes are shown with all their conditions: the nearest."""


def overview(
    found: Overview,
    language: str,
    book: Any,
    profile: Profile,
    *,
    everything: bool = False,
    here: "ShortHere | None" = None,
) -> None:
    """Print an overview: certain yes first, then what is open, then no with a way out, then what is in demand `here`.

    Unless `everything` is asked, what is far away is short, and what is for alliances is only counted when nothing is
    told of one; what is for people and companies is only counted when nothing is told of those.
    """
    words: Mapping[Any, Any] = _WORDS[language]
    facts = book.facts.facts
    _line(_bold(words["title"].format(day=say_day(found.on, language))))
    if not profile.day_named:
        _line(words["today"])
    if profile.assumed:
        labels = ", ".join(facts[name].words[language].label for name in facts if name in profile.assumed)
        _line(f"{words['assumed']}: {labels}.")
    for note in profile.notes:
        _line(f"{words['look_out']}: {note.in_language(language)}")
    # A policy decides nothing for anybody: `regelingen lijst` has it.
    findings = [one for one in found.findings if one.outcome is not None]
    alliance = everything or any(facts[name].owner == "samenwerking" for name in profile.facts)
    only_alliance = not everything and tells_of_partnership(book, profile.facts)
    ours = [one for one in findings if (not only_alliance if one.audience in ("inwoner", "werkgever") else alliance)]
    for group, members in groupby(ours, _group):
        _line()
        outcome: Any = Outcome.HANGT_AF if group == "leaning" else group
        _line(_coloured(words[group].upper(), outcome))
        for number, finding in enumerate(members):
            far = group is Outcome.HANGT_AF and number >= _IN_FULL
            if everything or not (far or group in _NOT_NOW):
                _finding(finding, language, facts)
            else:
                _short(finding, language, facts)
    if not everything:
        _line()
        if count := sum(one.outcome not in _NOT_NOW for one in findings) - sum(o.outcome not in _NOT_NOW for o in ours):
            _line(words["others_people" if only_alliance else "others"].format(count=count))
        _line(words["all"])
    for combined in found.together:
        _together(combined, language)
    if here is not None:
        _in_your_region(here, language)
    _line()
    asked = found.next_question
    if only_alliance and asked and not any(_hangs_on(one, asked.fact) for one in ours):
        asked = None
    question(asked, language)


def _in_your_region(found: "ShortHere", language: str) -> None:
    """What is in demand where somebody lives, with its source."""
    from ..journeys.short_here import source_said

    words: Any = _WORDS[language]
    _line()
    _line(words["in_region"].format(region=found.region.name).upper())
    if not found.occupations:
        _line(words["in_region_nothing"])
    for one in found.occupations:
        _line(f"- {one.title} ({one.class_name.in_language(language)})")
    _line(words["in_region_source"].format(source=source_said(found, language), time=found.span.in_words(language)))
    if found.download.made_up:
        _line(words["in_region_made_up"])


def _hangs_on(found: Finding, fact: str) -> bool:
    """Whether an answer to this question can still change what a scheme says or pays."""
    return fact in {point.name for point in found.depends_on} | set(found.amount_depends_on)


def _together(combined: Combined, language: str) -> None:
    """The best combination for a course: what is certain; else what it could become."""
    words: Mapping[Any, Any] = _WORDS[language]
    found = combined.certain or combined.hoped
    if found is None:
        return
    whose = words["together_employer"] if combined.audience == "werkgever" else words["together"]
    _line()
    _line(_bold(whose.upper()))
    _line()
    if combined.certain is None:
        _line(words["not_certain"], indent=2)
    for share in found.shares:
        note = {"lening": words["loan"], "fiscaal": words["later"]}.get(share.kind, "")
        _line(f"{share.name}: {say_euro(share.cents, language)}{note}", indent=2)
        if share.why:
            _line(share.why.in_language(language), indent=4)
    _line(say_together(found, language), indent=2)
    reasons: dict[str, list[str]] = {}
    for one in found.left_out:
        reasons.setdefault(one.why.in_language(language), []).append(one.name)
    for why, names in reasons.items():
        _line(f"{words['left_out']}: {', '.join(names)}. {why}", indent=2, hang=2)


def _group(found: Finding) -> Any:
    """Findings that only wait for a judgement stand apart from those that miss an answer."""
    only_judged = found.depends_on and all(point.kind == "oordeel" for point in found.depends_on)
    return "leaning" if found.outcome is Outcome.HANGT_AF and only_judged else found.outcome


def _finding(found: Finding, language: str, facts: Any) -> None:
    words: Mapping[Any, Any] = _WORDS[language]
    _line()
    _line(_title(found, language), indent=2)
    if found.outcome in (Outcome.NIET_VAN_KRACHT, Outcome.NIET_BEKEND):
        _brief(found, language, facts)
        return
    _line(found.summary, indent=4)
    # After a no, what stands in the way is what counts; the rest is in --json and on the scheme's page.
    shown = [c for c in found.conditions if found.outcome is not Outcome.NEE or c.truth is Truth.NEE]
    for condition in shown or found.conditions:
        place = f"{condition.source.document}, {condition.source.place}"
        _line(f"{_MARKS[condition.truth]} {condition.sentence}", indent=4, hang=2)
        _line(_dim(f"[{place}]"), indent=6)
    _depends(found, language, facts)
    for advice in found.what_would_help:
        _line(f"{words['help']}: {_advice(advice, found, language, facts)}", indent=4)
    for warning in found.warnings if found.outcome is not Outcome.NEE else ():
        _line(f"{words['look_out']}: {warning}", indent=4)
    _step(found.next_step)


_NOT_NOW = (Outcome.NIET_BEKEND, Outcome.NIET_VAN_KRACHT)


def _short(found: Finding, language: str, facts: Any) -> None:
    """A scheme in a few lines: what it is and what it depends on, or only its name when it is not there now."""
    words: Mapping[Any, Any] = _WORDS[language]
    if found.outcome in _NOT_NOW:
        opens = next((advice.from_day for advice in found.what_would_help if advice.from_day), None)
        when = f" ({words['from'].format(day=say_day(opens, language))})" if opens else ""
        _line(f"- {_title(found, language)}{when}", indent=2, hang=2)
        return
    _line()
    _line(_title(found, language), indent=2)
    _line(found.summary, indent=4)
    _depends(found, language, facts)


def _title(found: Finding, language: str) -> str:
    party: Any = _WORDS[language]["for_whom"]
    for_whom = f" ({party[found.audience]})" if found.audience in party else ""
    amount = _amount(found.amount, found.amount_per, language)
    return _bold(found.name) + for_whom + (f" · {amount}" if amount else "")


def _depends(found: Finding, language: str, facts: Any) -> None:
    open_facts = [facts[p.name].words[language].label for p in found.depends_on if p.kind == "feit"]
    if open_facts:
        _line(f"{_WORDS[language]['depends']}: {', '.join(open_facts)}.", indent=4)
    if on_amount := _amount_depends(found, language, facts):
        _line(on_amount, indent=4)


def _amount_depends(found: Finding, language: str, facts: Any) -> str:
    """What still decides how much, where the amount is a range; empty where nothing does."""
    words: Mapping[Any, Any] = _WORDS[language]
    if found.amount is None or found.amount.lowest == found.amount.highest or not found.amount_depends_on:
        return ""
    labels = ", ".join(facts[name].words[language].label for name in found.amount_depends_on)
    return f"{words['amount_depends']}: {labels}."


def _brief(found: Finding, language: str, facts: Any) -> None:
    words: Mapping[Any, Any] = _WORDS[language]
    for condition in found.conditions:
        _line(f"{condition.sentence} [{condition.source.document}, {condition.source.place}]", indent=4)
    known_later = "known_from" if found.outcome is Outcome.NIET_BEKEND else "help"
    for advice in found.what_would_help:
        _line(f"{words[known_later]}: {_advice(advice, found, language, facts)}", indent=4)
    if found.outcome is Outcome.NIET_BEKEND:
        _step(found.next_step)


def _step(step: NextStep) -> None:
    _line(f"→ {step.sentence}", indent=4, hang=2)
    place = " · ".join(part for part in (step.desk, step.url) if part)
    if place:
        _line(_dim(place), indent=6)


def _amount(amount: Amount | None, per: str | None, language: str) -> str:
    return _amount_text(amount.lowest, amount.highest, per, language) if amount else ""


def _amount_text(lowest: int, highest: int | None, per: str | None, language: str) -> str:
    per_text = _WORDS[language]["per"][per] if per else ""  # type: ignore[index]
    least = say_euro(lowest, language)
    if highest is None:
        text = f"{least} {'of meer' if language == 'nl' else 'or more'}"
    elif highest == lowest:
        text = least
    else:
        text = f"{least} {'tot' if language == 'nl' else 'to'} {say_euro(highest, language)}"
    return f"{text} {per_text}".rstrip()


def _advice(advice: Advice, found: Finding, language: str, facts: Any) -> str:
    """What to change into what; of a set that only grows, what comes with it."""
    words: Mapping[Any, Any] = _WORDS[language]
    told = found.receipt.facts if found.receipt else {}
    parts = []
    for name, value in advice.changes.items():
        old = told.get(name)
        if isinstance(old, frozenset) and isinstance(value, frozenset) and old and old < value:
            text = f"{words['beside']} {value_text(facts[name], value - old, language)}"
        else:
            text = value_text(facts[name], value, language)
        parts.append(f"{facts[name].words[language].label}: {text}")
    if advice.from_day:
        parts.append(words["from"].format(day=say_day(advice.from_day, language)))
    return ", ".join(parts) + "."


def value_text(fact: Any, value: FactValue, language: str) -> str:
    """A fact's value as a person reads it."""
    options = fact.words[language].options
    if isinstance(value, bool):
        return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, frozenset):
        return ", ".join(str(options.get(v, v)) for v in sorted(value)) or str(_WORDS[language]["empty"])
    if isinstance(value, date):
        return say_day(value, language)
    if fact.name.endswith("_eurocent"):
        return say_euro(int(value), language)
    return str(options.get(value, value))


def question(asked: Question | None, language: str) -> None:
    """Print the next question and why it is asked."""
    words: Mapping[Any, Any] = _WORDS[language]
    if asked is None:
        _line(words["no_question"])
        return
    _line(f"{words['question']}: {_bold(asked.text)}")
    _line(f"{asked.why} ({asked.fact})", indent=2)


def schemes(shapes: Sequence[Mapping[str, Any]], day: date, language: str, *, checked_too: bool = False) -> None:
    """Print the list of schemes; `checked_too`: with the day on which each was last compared with its sources."""
    words: Mapping[Any, Any] = _WORDS[language]
    _line(_bold(say_day(day, language)))
    said = _CODES[language]
    if not shapes:
        _line(words["all_checked" if checked_too else "none_fits"])
    for shape in shapes:
        _line()
        _line(f"{_bold(shape['id'])} · {shape['naam']} ({said[shape['soort']]}, {said[shape['voor']]})", indent=2)
        _line(f"{_door(shape, language)} {shape['samenvatting']}", indent=4)
        if checked_too:
            checked_on = parse_day(shape["nagekekenOp"] or "")
            when = say_day(checked_on, language) if checked_on else words["never"]
            _line(f"{words['checked_on']}: {when}.", indent=4)


def _door(shape: Mapping[str, Any], language: str) -> str:
    """Whether one can apply on that day, in a few words; of a policy whether it holds."""
    words: Mapping[Any, Any] = _WORDS[language]
    door = shape["aanvraag"]
    if door is None:
        return f"{_CODES[language][shape['opDezeDag']]}."
    said = str(words["door"][door["stand"]])
    for end in ("vanaf", "tot"):
        if day := parse_day(door[end] or ""):
            said += " " + words[f"door_{end}" if end == "tot" or door["stand"] != "gaat-open" else "door_opens"].format(
                day=say_day(day, language)
            )
    return f"{said}.{words['door_runs_out'] if door['geldKanOpZijn'] else ''}"


def scheme(shape: Mapping[str, Any], day: date, language: str) -> None:
    """Print one scheme as it is on a day: what it is, its conditions, its versions and sources."""
    words: Mapping[Any, Any] = _WORDS[language]
    _line(_bold(shape["naam"]))
    if shape["opDezeDag"] != "van-kracht":
        _line(words["absent"][shape["opDezeDag"]].format(day=say_day(day, language)))
        if nearest := _span_shown(shape, language):
            _line(nearest)
        _line()
    _line(shape["samenvatting"])
    if shape["bedragZin"]:
        _line(shape["bedragZin"])
    if shape["voorwaarden"]:
        _line()
        _line(_bold(words["conditions"]))
    for one in shape["voorwaarden"]:
        _line(f"- {one['zin']}", indent=2, hang=2)
        _line(_dim(f"[{one['bron']['document']}, {one['bron']['plaats']}]"), indent=4)
    _line()
    _line(_bold(words["versions"]))
    for kind in ("versies", "nietVanKracht", "nietBekend"):
        for one in shape[kind]:
            place = f" [{one['bron']['document']}, {one['bron']['plaats']}]" if "bron" in one else ""
            _line(f"- {_days(one, language)}{words['spans'][kind]}{place}", indent=2, hang=2)
    if shape["verhoudingen"]:
        _line()
        _line(_bold(words["relations"]))
    for one in shape["verhoudingen"]:
        _line(f"- {one['zin']}", indent=2, hang=2)
        _line(_dim(f"[{one['bron']['document']}, {one['bron']['plaats']}]"), indent=4)
    if shape["aanvragenEnBetalen"]:
        _line()
        _line(_bold(words["timing"]))
    for one in shape["aanvragenEnBetalen"]:
        _line(f"- {one['zin']}", indent=2, hang=2)
        if one["bron"]:
            _line(_dim(f"[{one['bron']['document']}, {one['bron']['plaats']}]"), indent=4)
    if shape["bedragen"]:
        _line()
        _line(_bold(words["amounts"]))
        for one in shape["bedragen"]:
            _line(f"- {one['naam']}: {one['tekst']} {_days(one, language)}".rstrip(), indent=2, hang=2)
            _line(_dim(f"[{one['bron']['document']}, {one['bron']['plaats']}]"), indent=4)
    _line()
    _line(f"→ {shape['watNu']['zin']} {shape['watNu']['loket']}", hang=2)
    _line(_dim(str(shape["watNu"]["url"])), indent=2)


def _span_shown(shape: Mapping[str, Any], language: str) -> str:
    """Which days the version that is shown holds for; empty if there is no version."""
    words: Mapping[Any, Any] = _WORDS[language]
    shown = shape["getoondVoor"]
    for one in shape["versies"]:
        if one["van"] <= shown and (one["tot"] is None or shown < one["tot"]):
            since, until = (date.fromisoformat(one[end]) if one[end] else None for end in ("van", "tot"))
            days = f"{words['since']} {say_day(since, language)}" if since else ""
            days += f" {words['until']} {say_day(until, language)}" if until else ""
            return str(words["shown"].format(shown=say_day(date.fromisoformat(shown), language), days=days.strip()))
    return ""


def _days(shape: Mapping[str, Any], language: str) -> str:
    words: Mapping[Any, Any] = _WORDS[language]
    since = f"{words['since']} {shape['van']}" if shape["van"] else ""
    until = f"{words['until']} {shape['tot']}" if shape["tot"] else ""
    return f"{since} {until}".strip()


def checked(found: Checked, language: str) -> None:
    """Print what was checked."""
    words: Mapping[Any, Any] = _WORDS[language]
    for name, count in found.counts.items():
        _line(f"{name}: {count} {words['cases']}")
    if found.holes:
        _line(f"{words['holes']}:")
    for hole in found.holes:
        _line(f"- {hole.where}: {hole.text}", indent=2, hang=2)
    if not found.problems and not found.holes:
        _line(_coloured(str(words["all_right"]), Outcome.JA))


def notes(found: Iterable[Said], language: str) -> None:
    """Print on standard error what somebody should know beside an answer."""
    for note in found:
        print(f"{_WORDS[language]['look_out']}: {note.in_language(language)}", file=sys.stderr)


def problems(found: Iterable[Problem], language: str) -> None:
    """Print problems on standard error: where, what, what was expected, what to do."""
    words: Mapping[Any, Any] = _WORDS[language]
    for problem in found:
        # Names of files and folders are somebody else's text: nothing in them steers the terminal.
        shape = {part: harmless(text) for part, text in problem.in_language(language).items()}
        print(f"{shape['waar']}\n  {shape['wat']}", file=sys.stderr)
        print(f"  {words['expected']}: {shape['verwacht']}", file=sys.stderr)
        print(f"  {words['fix']}: {shape['watNu']}", file=sys.stderr)


def harmless(text: str) -> str:
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text)


# --- lines ----------------------------------------------------------------------------------------------------------


def _line(text: str = "", indent: int = 0, hang: int = 0) -> None:
    if not text:
        print()
        return
    # A web address stays whole, however long: who cannot click it, copies it.
    plain = textwrap.TextWrapper(
        width=_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )
    # Codes for colour take no room on the screen, so they are put back after wrapping.
    print("\n".join(plain.wrap(text)) if "\x1b" not in text else f"{' ' * indent}{text}")


def _on_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if _on_terminal() else text


def _dim(text: str) -> str:
    return f"\x1b[2m{text}\x1b[0m" if _on_terminal() else text


def _coloured(text: str, outcome: Outcome | None) -> str:
    colour = _COLOURS.get(outcome) if outcome else None
    return f"\x1b[1;{colour}m{text}\x1b[0m" if colour and _on_terminal() else text
