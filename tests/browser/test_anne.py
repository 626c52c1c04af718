# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anne, of the story that the plan begins with: what she sees when she answers for herself."""

from .examples import answers_of
from .states import THEN
from .visitor import Visitor

ANNE = answers_of("anne")


def test_anne_has_a_certain_yes_within_six_questions(visitor: Visitor) -> None:
    """On the day of her story: the course that her municipality pays for. What she does not know, she skips."""
    visitor.choose_day(*THEN).enter("/vraag/1")
    asked: list[str] = []

    while visitor.asked and "zeker 1 regeling" not in visitor.text:
        asked.append(visitor.asked)
        visitor.answer(ANNE[asked[-1]]) if asked[-1] in ANNE else visitor.skip()

    visitor.enter("/overzicht")
    certain = visitor.page.locator("#groep-yes ~ article h3")
    assert len(asked) <= 6, asked
    assert certain.all_inner_texts() == ["Cursus taal, rekenen of computer van uw gemeente"], asked


def test_anne_goes_on_to_the_end_and_loses_nothing(visitor: Visitor) -> None:
    visitor.choose_day(*THEN).enter("/vraag/1")
    number = 0

    while visitor.asked:
        number += 1
        visitor.answer(ANNE[visitor.asked]) if visitor.asked in ANNE else visitor.skip()

    assert visitor.address == "/overzicht"
    assert "Dit geldt op 1 februari 2020." in visitor.text
    assert "Wij hebben geen vragen meer." in visitor.text
    assert "1 regeling is zeker voor u." in visitor.text
    assert visitor.enter("/antwoorden").page.locator(".doorleren-answers__row").count() == number
