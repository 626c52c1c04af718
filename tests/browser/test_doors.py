# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nobody ends up on a page that only leads back to itself."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page

from .conftest import Walk
from .states import LONG_AGO
from .visitor import Visitor

NOTHING_YET = "U hebt nog geen vraag beantwoord."


def test_every_door_on_the_first_page_opens(visitor: Visitor, page: Page) -> None:
    doors = [str(link.get_attribute("href")) for link in visitor.go("/").page.locator(".doorleren-doors a").all()]
    assert len(doors) == 6

    for door in doors:
        answer = page.goto(visitor.site + door)

        assert answer
        assert answer.status == 200


@pytest.mark.parametrize("door", ["", "/werkgever", "/samenwerking", "/opleider"])
def test_who_begins_gets_a_question_or_sees_what_there_is(page: Page, site: str, door: str) -> None:
    """Also when nothing that we know can be applied for today: then no question is needed, but an answer is."""
    visitor = Visitor(page, site, door=door).enter("/vraag/1")

    assert visitor.asked or NOTHING_YET not in visitor.text


def test_who_chooses_a_day_without_rules_is_told_so(visitor: Visitor) -> None:
    visitor.choose_day(*LONG_AGO).enter("/vraag/1")

    assert visitor.asked or NOTHING_YET not in visitor.text


def test_every_link_of_ours_leads_somewhere(walk: Walk, page: Page, site: str) -> None:
    """All links of the walk, as a visitor without answers follows them."""
    bodies = [look.body for look in walk.looks.values()]
    found = {unescape(link) for body in bodies for link in re.findall(r'<a [^>]*href="(/[^"]*)"', body)}
    assert len(found) > 60

    # The walk also visits a day that is no day, one without rules, a place that is there no longer, a course and a plan
    # that are not there, choices that nobody gave, and regions that nobody knows.
    wrong = (
        "gisteren",
        "1995-01-01",
        "gemeente=GM0024",
        "bestaat-niet",
        "plan/onbekend",
        "soort=schoenen",
        "Atlantis",
        "XX99",
    )
    good = [link for link in found if not any(one in link for one in wrong)]
    answers = {link: page.request.get(site + link).status for link in good}

    assert {link: status for link, status in answers.items() if status != 200} == {}
