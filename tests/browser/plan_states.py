# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan in every state: empty, with courses, kept, opened again, seen by an adviser, erased."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from .visitor import Visitor

COMPUTER, WELDING = "voorbeeld-computer-voor-beginners", "voorbeeld-lassen-mig-mag-1"
LONG_NOTE = "Bel maandag met de opleider over een gratis plek. " + "EenHeelLangWoordZonderEinde" * 5


def plan_states(visitor: Visitor) -> Iterator[str]:
    """Bring the visitor into one state of the plan after the other; the name of each."""
    visitor.begin_again().go("/plan")
    yield "plan: empty"
    yield from _made(visitor)
    yield from _kept(visitor)


def _made(visitor: Visitor) -> Iterator[str]:
    _choose(visitor, COMPUTER)
    yield "plan: one course, nothing told"
    visitor.tell({"moeite_met": ["digitaal"], "geboortedatum": ("15", "5", "1984"), "werk": ["werknemer"]})
    _choose(visitor, WELDING)
    for name in ("schulden", "vervoer"):
        visitor.page.locator(f"#weg-{name}").check()
    visitor.press("button[name=hulp]").open_everything()
    yield "plan: two courses, with help beside them"
    visitor.choose_day("1", "1", "2100").go("/plan")
    yield "plan: on a day after its courses"
    visitor.go("/dag").press("button[name=vandaag]")
    visitor.tell({"inburgeringsplichtig": "ja", "verblijf": "nederlander"}).go("/plan")
    yield "plan: contradiction"
    visitor.tell({"inburgeringsplichtig": "nee"})


def _kept(visitor: Visitor) -> Iterator[str]:
    visitor.go("/plan/bewaren")
    yield "plan: whether to keep it"
    visitor.page.locator("input[name=einde]").first.evaluate("field => field.form.reset()")
    visitor.page.locator("input[name=einde]:checked").evaluate("field => field.value = 'nooit'")
    visitor.press("main form button[type=submit]")
    yield "plan: mistake, no end chosen"
    visitor.go("/plan/bewaren").press("main form button[type=submit]")
    yield "plan: kept"
    owner = _links(visitor)[0]
    visitor.press("button[value=adviseur]")
    yield "plan: a link for an adviser"
    adviser = _links(visitor)[-1]
    visitor.go("/plan").open_everything().page.locator("#tekst").fill("x" * 2001)
    visitor.press("form:has(#tekst) button")
    yield "plan: mistake, a note too long"
    visitor.go("/plan").press("button[name=weg]")
    yield "plan: changed since it was kept"
    visitor.begin_again().go(adviser).open_everything().page.locator("#tekst").fill(LONG_NOTE)
    visitor.page.locator("#naam").fill("Fatima van het werkcentrum")
    visitor.press("form:has(#tekst) button")
    yield "plan: seen by an adviser"
    _choose(visitor.begin_again(), WELDING)
    visitor.go(owner)
    yield "plan: whether to replace"
    visitor.press("button[name=ja]")
    yield "plan: opened again"
    visitor.go("/plan/wissen")
    yield "plan: whether to erase"
    visitor.press("main form button[type=submit]")
    yield "plan: erased"
    visitor.begin_again().go("/plan/onbekend")
    yield "plan: no such link"


def _choose(visitor: Visitor, course: str) -> None:
    """Put the first moment of a course in the plan."""
    visitor.go(f"/opleidingen/{course}").press("button[name=aanbod]")
    assert visitor.address.endswith("/plan"), visitor.address


def _links(visitor: Visitor) -> list[str]:
    """The secret links on this page, as paths in the language of the visitor."""
    found = re.findall(r"http://\S+/plan/open/[a-z2-7]{32}", visitor.text)
    return [urlsplit(one).path.removeprefix(visitor.start) for one in found]
