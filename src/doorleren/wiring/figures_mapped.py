# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The importers that need a mapping, and the names of regions that they are handed.

Knows: which importer reads which provider. Leaves: keeping what they read (`figures`).
"""

from collections.abc import Collection

from ..region import TableFeed


def mappings_of(provider: str) -> tuple[str, ...]:
    from ..importers.mapping_file import names_of

    return names_of(provider)


def mapped_feed(provider: str, mapping: str, source: str | None) -> TableFeed:
    """The reader of a provider's tables. What is wrong with the mapping or the source comes out when it is read."""
    if provider == "eurostat":
        from ..importers.eurostat import Eurostat

        return Eurostat(None, source, mapping=mapping)
    from ..importers.sheets import Sheets

    return Sheets(None, source, mapping=mapping, provider=provider, codes_of_region=_codes_of_region)


def _codes_of_region(name: str) -> Collection[str]:
    """All our regions that a name may mean, those that are no more as well: an old sheet has the old names."""
    from .regions import the_regions

    return tuple(one.code for one in the_regions().find(name) if one.kind != "groep")
