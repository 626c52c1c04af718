# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a town of the examples lies, and in which municipality in a year: municipalities merge, towns stay."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..records import Place


class Towns:
    """The towns of providers.yaml."""

    def __init__(self, stated: Mapping[str, Mapping[str, Any]]) -> None:
        self._stated = stated
        self._known: dict[tuple[str, int], Place] = {}

    def place(self, town: str, year: int) -> Place:
        if (town, year) not in self._known:
            self._known[town, year] = self._made(town, self._municipality(town, year))
        return self._known[town, year]

    def place_in_all(self, town: str, years: Iterable[int]) -> Place:
        """The place, with a municipality only if that is the same in each of these years."""
        codes = {self._municipality(town, year) for year in years}
        return self._made(town, codes.pop() if len(codes) == 1 else None)

    def _municipality(self, town: str, year: int) -> str | None:
        stated = self._stated[town]["municipality"]
        if isinstance(stated, str):
            return stated
        since = [first for first in stated if first <= year]
        return stated[max(since)] if since else None

    def _made(self, town: str, municipality: str | None) -> Place:
        latitude, longitude = self._stated[town]["at"]
        return Place(town, municipality=municipality, latitude=latitude, longitude=longitude)
