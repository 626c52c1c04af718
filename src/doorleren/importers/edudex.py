# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A feed of EDU-DEX: JSON of its Data API, or its XML feed of a directory, an institute and programmes.

Knows: what may be handed in, and that a bookmark of a file that has gone says nothing.
Leaves: the files and their order (`edudex_reading`), the fields (`edudex_programme`, `edudex_institute`).

Built on the published schema of the Data API and on what is public about the XML. Not yet tried on a real file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalogue.feed import Event
from .edudex_reading import Mark, Reading
from .fetching import is_address, without_secrets


@dataclass(frozen=True, slots=True)
class EduDex:
    """EDU-DEX at an address, in a file or in a folder.

    `schema` is the OpenAPI document of the Data API; with it each JSON body is held against it, and what deviates is
    noted. `day` is what programmes and labels with a last day are held against; without it that is, for labels, the day
    of a programme's last edit.
    """

    at: str = field(repr=False)
    schema: Mapping[str, Any] | None = field(default=None, repr=False, hash=False)
    day: date | None = None

    @property
    def source(self) -> str:
        """The address or path, without a key that stood in it."""
        return without_secrets(self.at) if is_address(self.at) else self.at

    def read(self, after: str | None = None) -> Iterator[Event]:
        """Give what is in it, from the beginning or after a bookmark."""
        reading = Reading(self, Mark.of(after))
        yield from reading.events()
        if reading.before is not None:
            # The file of the bookmark is not there any more, so there is nothing to go on from.
            yield from Reading(self, None).events()
