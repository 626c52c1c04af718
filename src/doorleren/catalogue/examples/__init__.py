# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented offer to show what Doorleren does where no provider has joined yet.

Knows: some 150 courses at invented providers in the north, each year again; every record says that it is an example.
Leaves: keeping, showing and removing them.
"""

from .offered import SOURCE
from .read_examples import FIRST_YEAR, examples

__all__ = ["FIRST_YEAR", "SOURCE", "examples"]
