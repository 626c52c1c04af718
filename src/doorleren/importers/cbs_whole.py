# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why what came is not one whole table: it is not there, it changed, or there are too few or too many rows.

Knows: how that is said. Leaves: noticing it (`cbs_taking`, `cbs_web`, `cbs_v3`).
"""

from typing import Final

from ..basics import Problem, Said, said


class TableNotThere(Exception):
    """This address does not have the table."""


class Moved(Exception):
    """The table is another than when we began, or there are not as many rows as there must be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.nl)
        self.problem = problem


def changed(where: str) -> Problem:
    return Problem(
        where,
        said("De tabel veranderde terwijl wij hem lazen.", "The table changed while we read it."),
        said("één versie, van begin tot eind", "one version, from beginning to end"),
        _LATER,
    )


def other_count(where: str, count: int, seen: int, by: Said) -> Problem:
    """`by`: who says that there must be `count`."""
    off = abs(count - seen)
    one = off == 1
    if seen < count:
        dutch = "Er ontbreekt 1 rij." if one else f"Er ontbreken {off} rijen."
        english = "1 row is missing." if one else f"{off} rows are missing."
    else:
        dutch = "Dat is 1 rij te veel." if one else f"Dat zijn {off} rijen te veel."
        english = f"That is {off} too many."
    return Problem(
        where,
        said(f"Er kwamen {seen} rijen; {by.nl} {count}. {dutch}", f"{seen} rows came; {by.en} {count}. {english}"),
        said(f"{count} rijen", f"{count} rows"),
        _LATER,
    )


def endless(where: str, seen: int) -> Problem:
    return Problem(
        where,
        said(
            f"Na {seen} rijen komt er nog meer: dat is meer dan deze tabel cellen heeft.",
            f"After {seen} rows there is still more: that is more than this table has cells.",
        ),
        said("een tabel met een eind", "a table with an end"),
        _LATER,
    )


BY_INDEX: Final[Said] = said("volgens index.json waren het er", "by index.json there were")
BY_DESCRIPTION: Final[Said] = said("volgens de beschrijving zijn het er", "by the description there are")
BY_COUNTING: Final[Said] = said("de bron telt er", "the source counts")
_LATER: Final[Said] = said(
    "Haal de tabel later opnieuw op; wat er al was, blijft staan.", "Fetch the table again later; what was there stays."
)
