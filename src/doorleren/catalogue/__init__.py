# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What there is to learn.

Knows: providers, courses, offerings, certificates that stack, and how one is found among many.
Leaves: reading feeds (importers), keeping them (store), what somebody pays (journeys, rules).
"""

from .records import (
    Certificate,
    Code,
    Course,
    Diploma,
    Level,
    Offering,
    Origin,
    Part,
    Place,
    Provider,
    Record,
    id_of,
)

__all__ = [
    "Certificate",
    "Code",
    "Course",
    "Diploma",
    "Level",
    "Offering",
    "Origin",
    "Part",
    "Place",
    "Provider",
    "Record",
    "id_of",
]
