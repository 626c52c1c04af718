# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands where: things that an eye sees at once, and that no rule of axe is about."""

from playwright.sync_api import Locator, Page

from .looks import DESK, NARROW, PHONE
from .states import ANNE, JOBLESS, THEN
from .visitor import Visitor


def box(one: Locator) -> dict[str, float]:
    found = one.bounding_box()
    assert found
    return {**found, "bottom": found["y"] + found["height"]}


def test_on_a_phone_each_card_shows_one_thing_to_do_and_fits_on_the_screen(visitor: Visitor, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    cards = visitor.choose_day(*THEN).tell(ANNE).enter("/overzicht").page.locator("article.doorleren-card")
    assert cards.count() >= 5

    for card in cards.all():
        assert box(card)["height"] <= 0.75 * PHONE["height"], card.inner_text()
        assert card.locator("button:visible").count() <= 1
        assert card.locator(".doorleren-source:visible").count() == 0
        card.locator("summary").click()
        assert card.locator(".doorleren-source:visible").count() > 0


def test_what_does_not_fit_has_room_around_its_name(visitor: Visitor, page: Page) -> None:
    """Also where "for your employer" stands below it."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    names = visitor.choose_day(*THEN).tell(ANNE).enter("/overzicht").page.locator(".doorleren-no > summary")
    assert names.count() >= 4

    for name in names.all():
        around, inside = box(name), [box(part) for part in name.locator("> *").all()]
        assert min(part["y"] for part in inside) - around["y"] >= 8
        assert around["bottom"] - max(part["bottom"] for part in inside) >= 8


def test_the_number_beside_a_heading_keeps_its_shape_and_its_line(visitor: Visitor, page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    visitor.choose_day(*THEN).tell({**ANNE, **JOBLESS, "gemeente": "Loppersum"}).enter("/overzicht")
    numbers = page.locator(".doorleren-number")
    assert numbers.count() >= 4

    for number in numbers.all():
        heading = box(number.locator(".."))
        assert box(number)["height"] <= 40
        assert 32 <= box(number)["width"] <= 60
        assert heading["y"] <= box(number)["y"] <= box(number)["bottom"] <= heading["bottom"] + 1
        assert box(number)["x"] > heading["x"] + heading["width"] / 3


def test_a_name_has_space_below_it(visitor: Visitor, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visitor.choose_day(*THEN).tell(ANNE).enter("/overzicht")

    for top in page.locator(".doorleren-card__top").all():
        assert box(top.locator("+ *"))["y"] - box(top)["bottom"] >= 8


def test_the_fields_that_shorten_the_list_stand_on_one_line(visitor: Visitor, page: Page) -> None:
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    form = visitor.go("/regelingen").page.locator(".doorleren-filter")

    labels = [box(label) for label in form.locator("> .utrecht-form-field label").all()]
    fields = [box(field) for field in form.locator("> .utrecht-form-field :is(select, input)").all()]

    assert (len(labels), len(fields)) == (5, 5)
    assert len({round(label["y"]) for label in labels}) == 1
    assert len({round(field["y"]) for field in fields}) == 1
    assert len({round(field["bottom"]) for field in fields}) == 1
