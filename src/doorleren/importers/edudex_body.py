# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One body of EDU-DEX, field by field: what nobody takes is its rest, also deep inside.

Knows: texts by language, addresses of pages, amounts of money, days with a word beside them, and which bodies are too
strange to keep.
Leaves: which fields there are to the readers of a programme, a run, a cost and an institute.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ..basics import said
from ..catalogue.feed import Misread, Note
from .taken import Taken

TEXT_MOST: Final = 20_000
"""A longer text is shown up to here, and stands whole in the rest."""

DEPTH_MOST: Final = 60
"""What goes deeper than this is no field of EDU-DEX, which goes eight deep: it is kept as a text."""

_AMOUNT: Final = re.compile(r"([-+]?)(\d{1,9})(?:[.,](\d{1,2}))?")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_WHOLE_MOST: Final = 2**53
_UNKEEPABLE: Final = re.compile("[\ud800-\udfff\x00]")


class TooDeep(Exception):
    """A body inside a body inside a body …"""


class Body(Taken):
    """A body that keeps what was not taken from the bodies inside it as well."""

    def __init__(self, body: Mapping[str, Any], where: str, problems: list[Misread | Note] | None = None) -> None:
        super().__init__(body, where, problems)
        self._inner: dict[str, Body | list[Body]] = {}

    @property
    def rest(self) -> dict[str, Any]:
        """What was not taken, here and below; a list keeps its places."""
        rest = dict(self._left)
        for name, inner in self._inner.items():
            if name in rest:
                continue
            left = [one.rest for one in inner] if isinstance(inner, list) else inner.rest
            if any(left) if isinstance(left, list) else left:
                rest[name] = left
        return rest

    def hand_over(self) -> dict[str, Any]:
        """The rest, for the record that keeps it; the body around this one then need not."""
        rest = self.rest
        self._left, self._inner = {}, {}
        return rest

    def has(self, name: str) -> bool:
        """Whether the source has this field, be it empty."""
        return name in self._body

    def names(self) -> tuple[str, ...]:
        return tuple(self._body)

    def inside(self, name: str) -> "Body | None":
        """A body inside this one."""
        taken = super().inside(name)
        if taken is None:
            return None
        inner = Body(self._body[name], taken.where, self.problems)
        self._inner[name] = inner
        return inner

    def part(self, name: str) -> "Body":
        """A body inside this one; an empty one if there is none."""
        return self.inside(name) or Body({}, f"{self.where} {name}", self.problems)

    def bodies(self, name: str) -> "Iterator[Body]":
        """The bodies in a list; a single one counts as a list of one."""
        single = isinstance(self._body.get(name), Mapping)
        found = [Body(one._body, one.where, self.problems) for one in super().bodies(name)]
        if found:
            self._inner[name] = found[0] if single else found
        return iter(found)

    def text(self, name: str, *, required: bool = False) -> str | None:
        """A text; one that is too long to show is whole in the rest."""
        value = self._body.get(name)
        if isinstance(value, float):
            self._left.pop(name, None)
            return str(int(value)) if value == int(value) else str(value)
        found = super().text(name, required=required)
        if isinstance(value, str) and len(value.strip()) > TEXT_MOST:
            self.keep(name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list; what is too long to show, or empty, is whole in the rest."""
        found = super().texts(name)
        if any(len(one) >= TEXT_MOST for one in found):
            self.keep(name)
        return found

    def said(self, name: str, *, required: bool = False) -> tuple[str | None, str | None]:
        """A text in Dutch, or else in a language that is there, and the English one.

        Other languages stay in the rest. A text without a language counts as the first.
        """
        if not isinstance(self._body.get(name), Mapping):
            return self.text(name, required=required), None
        inner = self.part(name)
        dutch, english = inner.text("nl"), inner.text("en")
        first = dutch or english
        if first is None:
            for language in inner.names():
                if first := inner.text(language):
                    break
        if first is None and required:
            self.missing(name)
        return first, english

    def words(self, name: str) -> tuple[str, ...]:
        """The words in all languages, each once."""
        if not isinstance(self._body.get(name), Mapping):
            return tuple(dict.fromkeys(self.texts(name)))
        inner = self.part(name)
        return tuple(dict.fromkeys(word for language in inner.names() for word in inner.texts(language)))

    def link(self, name: str) -> str | None:
        """The address of a page, in Dutch if there is one; nothing but http and https."""
        found, english = self.said(name)
        if found is None:
            return None
        if not _ADDRESS.fullmatch(found):
            expected = said(
                "een adres dat met http:// of https:// begint", "an address that begins with http:// or https://"
            )
            self.wrong(name, found, expected)
            return None
        if english and english != found:
            self.keep(name)
        return found

    def money(self, name: str) -> int | None:
        """An amount in cents, from a text such as 123.45 or a number."""
        value = self.any(name)
        if value is None or value == "":
            return None
        if isinstance(value, float) and value == int(value):
            value = int(value)
        shape = None if isinstance(value, bool) else _AMOUNT.fullmatch(str(value).strip())
        if shape is None:
            self.wrong(name, value, said("een bedrag in euro’s, zoals 123.45", "an amount in euros, such as 123.45"))
            return None
        sign, euros, cents = shape.groups()
        whole = int(euros) * 100 + int((cents or "0").ljust(2, "0"))
        return -whole if sign == "-" else whole

    def percentage(self, name: str) -> Decimal | None:
        """A percentage from 0 to 100."""
        found = self.number(name)
        if found is None:
            return None
        if not 0 <= found <= 100:
            self.wrong(
                name, self._body[name], said("een percentage van 0 tot en met 100", "a percentage from 0 to 100")
            )
            return None
        return Decimal(str(found))

    def dated(self, name: str) -> tuple[date | None, bool | None]:
        """A day and whether it is final; in both forms, with and without that word beside it."""
        if not isinstance(self._body.get(name), Mapping):
            return self.day(name), None
        inner = self.part(name)
        found, final = inner.day("date"), inner.yes_no("isFinal")
        if final is False:
            inner.keep("isFinal")
        return found, final

    def named(self, name: str, words: Mapping[str, str | None]) -> str | None:
        """What a word stands for with us; a word with no place here stays in the rest, a strange one is a problem."""
        found = self.text(name)
        if found is None:
            return None
        if found in words:
            if words[found] is None:
                self.keep(name)
            return words[found]
        self.strange(name, found, words)
        return None

    def strange(self, name: str, value: str, words: Mapping[str, Any] | Sequence[str]) -> None:
        """A word that EDU-DEX does not have."""
        some = ", ".join([word for word in words if word][:6])
        self.wrong(name, value, said(f"een woord van EDU-DEX, zoals {some}", f"a word of EDU-DEX, such as {some}"))


def keepable(value: Any, depth: int = 0) -> Any:
    """The same value so that it can be kept: half letters are marked, numbers without end are text. Raises TooDeep."""
    if isinstance(value, str):
        return _UNKEEPABLE.sub("\ufffd", value)
    if isinstance(value, Mapping | list) and depth >= DEPTH_MOST:
        try:
            return json.dumps(value)
        except RecursionError:
            raise TooDeep from None
    if isinstance(value, Mapping):
        return {keepable(str(name)): keepable(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list):
        return [keepable(one, depth + 1) for one in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _WHOLE_MOST else str(value)
    # What is not equal to itself is no number, and what has no end neither.
    return value if isinstance(value, float) and abs(value) <= _WHOLE_MOST else str(value)
