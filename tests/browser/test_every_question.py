# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each question that can be asked has a page that fits on the smallest phone."""

import pytest
from playwright.sync_api import Page

from .looks import NARROW, NOTICE
from .visitor import Visitor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_can_be_asked_and_fits(page: Page, site: str, language: str) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    visitor = Visitor(page, site, language)
    facts = [fact["naam"] for fact in visitor.facts()]
    visitor.tell(dict.fromkeys(facts))
    wrong: dict[str, object] = {}
    asked = set()

    for number, fact in enumerate(facts, 1):
        answer = page.goto(f"{site}{visitor.start}/vraag/{number}")
        assert answer
        if answer.status != 200 or visitor.asked is None:
            wrong[fact] = answer.status
            continue
        asked.add(visitor.asked)
        drawn = page.evaluate(NOTICE)
        faults = [drawn[f] for f in ("sticking_out", "cut_off", "text_over_text", "controls_overlap") if drawn[f]]
        if faults or drawn["scroll_width"] > drawn["width"]:
            wrong[fact] = faults

    assert len(facts) >= 60
    assert wrong == {}
    assert asked == set(facts)
