# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same rules over many people at once: columns in, outcomes and amounts out, with bounds for what is missing.

Knows: how people stand in columns, made-up ones to start with, and how the rules of a day are read over them.
Leaves: what a rule means (`rules`), what an analyst asks for (`journeys`).
"""

from .columns import Column, People, people_of
from .kernel import Kernel, SchemeAnswers
from .made_up import made_up_people
from .made_up_file import Label, Made, label_of, write_made_up

__all__ = [
    "Column",
    "Kernel",
    "Label",
    "Made",
    "People",
    "SchemeAnswers",
    "label_of",
    "made_up_people",
    "people_of",
    "write_made_up",
]
