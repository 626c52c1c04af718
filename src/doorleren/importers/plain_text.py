# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""HTML as plain text."""

import html as entities
import re

import nh3


def plain_text(html: str) -> str:
    """The text of a piece of HTML, without its markup."""
    broken = re.sub(r"(?i)<(?:/p|/div|/h[1-6]|br ?/?)>", "\n", html)
    return entities.unescape(nh3.clean(broken, tags=set())).strip()
