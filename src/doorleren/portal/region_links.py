# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the pages of the monitor are: on the website, or in a folder with the files of one edition.

Knows: which pages there are to lead to. Leaves: what stands on them. None: that page is not there, so no link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from ..journeys.watch_parts import RegionKind
from .page import address


class Links(Protocol):
    """The addresses that a page of the monitor may need."""

    def regions(self) -> str | None: ...

    def region(self, code: str) -> str | None: ...

    def indicator(self, code: str, indicator_id: str) -> str | None: ...

    def file(self, code: str, indicator_id: str, form: str) -> str | None:
        """The figures as csv or json, the picture as svg."""
        ...

    def indicators(self) -> str | None: ...

    def on_map(self, indicator_id: str, kind: RegionKind) -> str | None: ...

    def key_figures(self, quarter: str, code: str) -> str | None: ...

    def compare(self, indicator_id: str, codes: Sequence[str]) -> str | None: ...


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The addresses on the website."""

    language: str

    def regions(self) -> str:
        return address(self.language, "regions")

    def region(self, code: str) -> str:
        return address(self.language, "region", code=code)

    def indicator(self, code: str, indicator_id: str) -> str:
        return address(self.language, "region_indicator", code=code, indicator_id=indicator_id)

    def file(self, code: str, indicator_id: str, form: str) -> str:
        return address(self.language, "region_file", code=code, indicator_id=indicator_id, form=form)

    def indicators(self) -> str:
        return address(self.language, "indicators")

    def on_map(self, indicator_id: str, kind: RegionKind) -> str:
        here = address(self.language, "indicator_map", indicator_id=indicator_id)
        return f"{here}?{urlencode({'soort': kind})}"

    def key_figures(self, quarter: str, code: str) -> str:
        return address(self.language, "key_figures", quarter=quarter, code=code)

    def compare(self, indicator_id: str, codes: Sequence[str]) -> str:
        asked = urlencode([("indicator", indicator_id), *(("regio", code) for code in codes)])
        return f"{address(self.language, 'region_compare')}?{asked}"
