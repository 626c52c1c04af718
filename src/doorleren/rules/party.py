# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may ask for a scheme, be helped by it or receive its money.

Knows: the four parties.
Leaves: which of them a scheme names, and where (`scheme`, `timing`).
"""

from enum import StrEnum


class Party(StrEnum):
    """Who may ask, receive or be helped."""

    INWONER = "inwoner"
    WERKGEVER = "werkgever"
    AANBIEDER = "aanbieder"
    SAMENWERKING = "samenwerking"
