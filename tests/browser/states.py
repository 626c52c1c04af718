# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page in every state that somebody can meet, one after the other in the same browser.

Knows: what there is to see, and how to get there. Leaves: what has to be right about it (the tests).
"""

from collections.abc import Iterator
from typing import Any

from .examples import answers_of
from .plan_states import plan_states
from .visitor import Answer, Visitor

ANNE = answers_of("anne")
ANNE_TODAY = {fact: answer for fact, answer in ANNE.items() if fact != "gemeente"}
"""Her municipality no longer exists today."""

JOBLESS = answers_of("ww_52")

THEN = ("1", "2", "2020")
"""The day of Anne's story."""

LONG_AGO = ("1", "1", "1995")
"""A day of which we hold few rules."""

PPS = answers_of("pps")

PPS_THEN = ("10", "1", "2025")
"""The day of the example partnership."""

SCHOOL: dict[str, Answer] = {"samenwerking_aanvrager": "mbo_instelling", "samenwerking_plan_kosten_eurocent": "60000"}

EMPLOYER: dict[str, Answer] = {"werkgever_aantal_werknemers": "20", "werkgever_erkend_leerbedrijf": "ja"}

WHAT_IF = (
    "op=2026-11-01&bedrag-grens_jong=29&zonder=groep&per=leeftijd&per=hoogste_diploma&per=werk"
    "&gebruik-van=30&gebruik-tot=60&toch-al-van=20&toch-al-tot=50"
)
WHAT_IF_WRONG = (
    "bedrag-grens_mkb=veel&bedrag-deel_klein=-5&bedrag-maximum_eurocent=99999999999999&zonder=haar&per=schoenmaat"
    "&gebruik-van=70&gebruik-tot=20&toch-al-van=9&op=gisteren"
)

COURSES_WRONG = "soort=schoenen&begin=morgen&prijs=veel&sorteer=willekeurig&pagina=nul&lestaal=N1"
COMPARED = "kies=voorbeeld-computer-voor-beginners&kies=voorbeeld-python-voor-beginners&kies=voorbeeld-lassen-mig-mag-1"

CONTRADICTION: dict[str, Answer] = {"inburgeringsplichtig": "ja", "verblijf": "nederlander"}

MISTAKES: dict[str, tuple[str, Answer]] = {
    "nothing chosen": ("inburgeringsplichtig", []),
    "nothing ticked": ("werk", []),
    "something and nothing ticked": ("moeite_met", ["taal", "-"]),
    "day without month and year": ("geboortedatum", ("1", "", "")),
    "day that does not exist": ("geboortedatum", ("31", "2", "1984")),
    "municipality unknown": ("gemeente", "Atlantis-aan-de-onafzienbare-Noordzeekust"),
    "municipality with two names": ("gemeente", "Bergen"),
    "money unclear": ("inkomen_per_jaar_eurocent", "veel"),
    "number too high": ("uren_per_week", "900"),
}


def states(visitor: Visitor, every_scheme: bool = False) -> Iterator[str]:
    """Bring the visitor into one state after the other; the name of each."""
    yield from _reading(visitor)
    yield from _schemes(visitor, every_scheme)
    yield from _what_if(visitor)
    yield from _courses(visitor)
    yield from _regions(visitor)
    yield from plan_states(visitor)
    yield from _asking(visitor)
    yield from _mistaken(visitor)
    yield from _results(visitor)
    yield from _answers(visitor)
    yield from _employer(visitor)
    yield from _partnership(visitor)
    yield from _school(visitor)
    yield from _refused(visitor)


def _reading(visitor: Visitor) -> Iterator[str]:
    visitor.begin_again().go("/")
    yield "home"
    for name, address in (
        ("about", "/over"),
        ("privacy", "/privacy"),
        ("accessibility", "/toegankelijkheid"),
        ("data", "/gegevens"),
        ("writing", "/regels-schrijven"),
    ):
        visitor.go(address)
        yield name


def _schemes(visitor: Visitor, every_scheme: bool) -> Iterator[str]:
    visitor.begin_again().go("/regelingen")
    yield "schemes"
    links = visitor.page.locator(".doorleren-list__item h3 a").all()
    addresses = [str(link.get_attribute("href")).removeprefix(visitor.start) for link in links]
    visitor.go("/regelingen?voor=werkgever")
    yield "schemes: filtered"
    visitor.go("/regelingen?voor=werkgever&soort=lening")
    yield "schemes: none"
    visitor.go("/regelingen?zoek=leren&open=ja&gemeente=GM0014&op=2023-09-20").open_everything()
    yield "schemes: looked for, in a place, on a day"
    visitor.go("/regelingen?gemeente=GM0024")
    yield "schemes: municipality unknown"
    visitor.go("/regelingen?op=gisteren&voor=iedereen")
    yield "schemes: day and choice unknown"
    # Each scheme once, in Dutch and with scripts; elsewhere one will do, as the pages are the same.
    for address in addresses if every_scheme else addresses[:1]:
        visitor.go(address).open_everything()
        yield f"scheme: {address.rpartition('/')[2]}"
    visitor.go(f"{addresses[0]}?op=1995-01-01")
    yield "scheme: on another day"
    visitor.go(f"{addresses[0]}?op=gisteren")
    yield "scheme: day unknown"


def _what_if(visitor: Visitor) -> Iterator[str]:
    """For analysts. One scheme will do: the pages of the others are made of the same parts."""
    visitor.begin_again().go("/wat-als")
    yield "what if: choose a scheme"
    visitor.go("/wat-als/levenlanglerenkrediet")
    yield "what if: nothing changed"
    visitor.go(f"/wat-als/participatiewet-scholing?{WHAT_IF}").open_everything()
    yield "what if: changed, with groups and assumptions"
    visitor.go(f"/wat-als/slim?{WHAT_IF_WRONG}").open_everything()
    yield "what if: a mistake in every field"
    visitor.go("/wat-als/slim?op=1995-01-01")
    yield "what if: mistake, no rule on this day"


def _courses(visitor: Visitor) -> Iterator[str]:
    """Somebody looks for a course; first as a stranger, then with answers."""
    visitor.begin_again().go("/opleidingen").open_everything()
    yield "courses"
    visitor.go("/opleidingen?zoek=computer+cursus+avond+groningen")
    yield "courses: looked for"
    visitor.go(f"/opleidingen?{COURSES_WRONG}").open_everything()
    yield "courses: a choice unknown"
    visitor.go("/opleidingen?zoek=excel&plaats=Assen&soort=evc&moment=weekend")
    yield "courses: none"
    visitor.go("/opleidingen/voorbeeld-computer-voor-beginners").open_everything()
    yield "course: for a stranger"
    visitor.begin_again().go("/opleidingen?zoek=excel").page.locator("main a[href*=vraag]").click()
    yield "question: from the courses"
    visitor.go("/opleidingen/vergelijk")
    yield "compare: nothing"
    visitor.tell(ANNE_TODAY).go("/opleidingen?sorteer=prijs&pagina=2")
    yield "courses: with answers, the second page"
    visitor.go("/opleidingen/voorbeeld-lassen-mig-mag-1").open_everything()
    yield "course: with answers, counts for a diploma"
    visitor.go(f"/opleidingen/vergelijk?{COMPARED}")
    yield "compare: three"
    visitor.go("/opleidingen/bestaat-niet")
    yield "refused: no such course"


def _regions(visitor: Visitor) -> Iterator[str]:
    """The monitor, with the made-up figures of a new house; a region that is small, as each costs time to test."""
    visitor.begin_again().go("/regios?zoek=Loppersum").open_everything()
    yield "regions: looked for one that is no more"
    visitor.go("/regios/GM1979").open_everything()
    yield "region: key figures"
    visitor.go("/regios/GM1979/werkloosheidspercentage").open_everything()
    yield "region: one figure"
    visitor.go("/regios/vergelijk?indicator=ww-uitkeringen&regio=GM1979&regio=GM0024&regio=PV20&erbij=Atlantis")
    yield "regions: mistake, side by side with one unknown"
    visitor.go("/kerncijfers/2026K3/GM1979")
    yield "region: quarterly page"
    visitor.go("/indicatoren")
    yield "indicators"
    visitor.go("/indicatoren/ww-uitkeringen?soort=provincie")
    yield "indicators: one on the map"
    visitor.go("/regios/XX99")
    yield "refused: no such region"


def _asking(visitor: Visitor) -> Iterator[str]:
    visitor.begin_again().enter("/vraag/1")
    yield "question: the first"
    visitor.open_everything()
    yield "question: why it is asked"
    visitor.skip()
    yield "question: the second"
    for name, fact in one_of_each_kind(visitor.facts()).items():
        visitor.ask(fact)
        yield f"question: {name}"
    visitor.tell({"geboortedatum": None}).ask("geboortedatum")
    yield "question: not known before"
    visitor.tell(ANNE_TODAY).enter("/antwoorden")
    visitor.page.locator(".doorleren-answers__change a").first.click()
    yield "question: certain yes, and an answer to change"


def one_of_each_kind(facts: list[dict[str, Any]]) -> dict[str, str]:
    """A fact for each way of asking, of each type the first with the longest list; and those that differ."""
    longest_first = sorted(facts, key=lambda fact: -len(fact.get("waarden", ())))
    found = {fact["type"]: fact["naam"] for fact in reversed(longest_first) if fact["naam"] != "gemeente"}
    return {**found, "verzameling, of niets": "moeite_met", "gemeente": "gemeente"}


def _mistaken(visitor: Visitor) -> Iterator[str]:
    visitor.begin_again().tell({"geboortedatum": None})
    for name, (fact, answer) in MISTAKES.items():
        visitor.ask(fact).answer(answer)
        yield f"mistake: {name}"
    visitor.choose_day("1", "1", "1600")
    yield "mistake: day too early"


def _results(visitor: Visitor) -> Iterator[str]:
    visitor.begin_again().enter("/overzicht")
    yield "results: no answer"
    visitor.tell({"geboortedatum": None}).enter("/overzicht")
    yield "results: one answer, not known"
    visitor.begin_again().tell({"moeite_met": ["digitaal"]}).enter("/overzicht")
    yield "results: one answer"
    visitor.tell(ANNE_TODAY).enter("/overzicht")
    yield "results: certain yes"
    visitor.open_everything()
    yield "results: everything open"
    visitor.choose_day(*THEN)
    yield "results: on another day"
    visitor.choose_day(*LONG_AGO)
    yield "results: long ago"
    visitor.begin_again().choose_day(*THEN).tell(JOBLESS).enter("/overzicht").open_everything()
    yield "results: somebody else decides"
    visitor.begin_again().tell(CONTRADICTION).enter("/overzicht")
    yield "results: contradiction"


def _answers(visitor: Visitor) -> Iterator[str]:
    visitor.enter("/antwoorden")
    yield "answers: contradiction"
    visitor.begin_again().enter("/antwoorden")
    yield "answers: none"
    visitor.tell({**ANNE_TODAY, **JOBLESS, "gemeente": "Groningen", "sector": None}).enter("/antwoorden")
    yield "answers: many"
    visitor.enter("/dag")
    yield "day"
    visitor.enter("/antwoorden")
    visitor.page.locator(".doorleren-wipe button").click()
    yield "wiped"


def _employer(visitor: Visitor) -> Iterator[str]:
    employer = Visitor(visitor.page, visitor.site, "en" if visitor.start else "nl", "/werkgever")
    employer.begin_again().enter("/vraag/1")
    yield "employer: question"
    employer.enter("/overzicht")
    yield "employer: no answer"
    employer.tell(EMPLOYER).enter("/overzicht").open_everything()
    yield "employer: results"
    employer.ask("werkgever_aantal_werknemers").answer("")
    yield "employer: mistake"
    employer.enter("/antwoorden")
    yield "employer: answers"


def _partnership(visitor: Visitor) -> Iterator[str]:
    partnership = Visitor(visitor.page, visitor.site, "en" if visitor.start else "nl", "/samenwerking")
    partnership.begin_again().enter("/vraag/1")
    yield "partnership: question"
    partnership.enter("/overzicht")
    yield "partnership: no answer"
    partnership.tell({"samenwerking_partners": None}).enter("/overzicht").open_everything()
    yield "partnership: results of today"
    partnership.choose_day(*PPS_THEN).open_everything()
    yield "partnership: who would do"
    partnership.ask("samenwerking_partners")
    yield "partnership: partners"
    partnership.tell(PPS).enter("/overzicht").open_everything()
    yield "partnership: partners missing"
    partnership.tell({"samenwerking_partners": ["mbo_instelling", "hbo_instelling", "werkgever"]})
    partnership.enter("/overzicht").open_everything()
    yield "partnership: all partners"


def _school(visitor: Visitor) -> Iterator[str]:
    school = Visitor(visitor.page, visitor.site, "en" if visitor.start else "nl", "/opleider")
    school.begin_again().enter("/vraag/1")
    yield "school: question"
    school.tell(SCHOOL).enter("/overzicht").open_everything()
    yield "school: only together"
    school.choose_day(*PPS_THEN).open_everything()
    yield "school: results"
    school.enter("/antwoorden")
    yield "school: answers"


def _refused(visitor: Visitor) -> Iterator[str]:
    visitor.begin_again().go("/bestaat-niet")
    yield "refused: 404"
    visitor.enter("/vraag/1")
    visitor.page.locator("input[name=feit]").evaluate("field => field.value = 'geen_feit'")
    visitor.send()
    yield "refused: 400"
    visitor.enter("/vraag/1").begin_again().send()
    yield "refused: 403"
    visitor.enter("/vraag/1")
    visitor.page.locator("input[name=feit]").evaluate("field => field.value = 'x'.repeat(1_100_000)")
    visitor.send()
    yield "refused: 413"
