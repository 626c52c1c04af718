# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What templates can say: an address by the name of its page, words with something filled in, a day in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ...basics import parse_day, say_day
from ..page import address

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], name: str, **parts: Any) -> str:
    """The address of a page, in this language, for whom this page is."""
    return address(context["language"], name, parts.pop("audience", context["audience"]), **parts)


@register.simple_tag
def say(text: str, **values: Any) -> str:
    """These words with the values filled in."""
    return text.format(**values)


@register.simple_tag
def count(words: dict[str, str], number: int) -> str:
    """The words for one, or for more, with the number filled in."""
    return words["one" if number == 1 else "more"].format(n=number)


@register.simple_tag
def with_link(text: str, address: str) -> SafeString:
    """A sentence in which the part between «» is a link; the sentence is ours and so is the address."""
    before, _, rest = str(conditional_escape(text)).partition("«")
    inside, _, after = rest.partition("»")
    quiet = ' rel="noopener noreferrer"' if address.startswith("http") else ""
    link = f'<a class="utrecht-link utrecht-link--html-a" href="{conditional_escape(address)}"{quiet}>{inside}</a>'
    return mark_safe(f"{before}{link}{after}")  # noqa: S308 (each part was escaped above)


@register.simple_tag(takes_context=True)
def day(context: dict[str, Any], value: Any) -> str:
    """A day in words, from a date or from its ISO form."""
    found = value if isinstance(value, date) else parse_day(str(value))
    return say_day(found, context["language"]) if found else ""


@register.filter
def of(words: dict[str, Any], name: str) -> Any:
    """The words under a name that is known only now."""
    return words[name]


@register.filter
def any_notes(rows: Iterable[Any]) -> bool:
    """Whether a table of figures has something to say beside them; a column that is empty is not drawn."""
    return any(row.notes or row.missing for row in rows)
