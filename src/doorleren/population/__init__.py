# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same rules over many people at once: columns in, outcomes and amounts out, with bounds for what is missing.

Knows: how people stand in columns, and how the rules of a day are read over them.
Leaves: what a rule means (`rules`), what an analyst asks for (`journeys`).
"""

from .columns import Column, People, people_of
from .kernel import Kernel, SchemeAnswers

__all__ = ["Column", "Kernel", "People", "SchemeAnswers", "people_of"]
