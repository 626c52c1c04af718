# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a condition or an amount stands: a document, a place in it, an address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one document, e.g. "Wet studiefinanciering 2000", "artikel 3.16c, lid 2"."""

    document: str
    place: str
    url: str | None = None
