# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code of a region as a table writes it, made plain.

Knows: the blanks and the year that stand around it. Leaves: which region that is (`regions`).
"""

import re
from typing import Final

_WITH_YEAR: Final = re.compile(r"(\d{4})([A-Z]{2}\d{2,4})")


def plain_code(code: str) -> str:
    """A code of a region without blanks and without the year of its borders: "2025AM13 " is AM13."""
    code = code.strip()
    found = _WITH_YEAR.fullmatch(code)
    return found[2] if found else code
