# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Find what a person means, among all that there is to learn.

Knows: Dutch words (stems, compounds, mistakes, synonyms), filters, counts beside each choice, and what to loosen.
Leaves: what a course costs this person (journeys, rules), how a page shows it (portal).
"""

from .asking import Found, Hit, Loosen, ReadAs, Row, Wanted
from .index import SearchIndex, build
from .keeping import BrokenIndexError

__all__ = ["BrokenIndexError", "Found", "Hit", "Loosen", "ReadAs", "Row", "SearchIndex", "Wanted", "build"]
