# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many people at once, as columns.

Knows: the form of a population, and a made-up one to start with. Leaves: the rules, and who asks.
"""

from .made_up import made_up_people
from .made_up_file import Label, Made, label_of, write_made_up

__all__ = ["Label", "Made", "label_of", "made_up_people", "write_made_up"]
