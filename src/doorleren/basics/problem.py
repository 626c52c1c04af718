# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with something a person gave us, said so that they can mend it.

A problem is a value: problems are gathered and shown together. An exception is for a mistake of ours.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Said(NamedTuple):
    """One sentence in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.nl


def said(nl: str, en: str) -> Said:
    """Put the same sentence in Dutch and in English side by side."""
    return Said(nl, en)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where it is, what it is, what was expected there, what to do now.

    `where` names a file, line and field, or the place in a request, e.g. "anne.yaml, regel 4: feiten.gemeente".
    """

    where: str
    what: Said
    expected: Said
    what_now: Said

    def in_language(self, language: str) -> dict[str, str]:
        """The problem as `{waar, wat, verwacht, watNu}`, in the language asked for."""
        return {
            "waar": self.where,
            "wat": self.what.in_language(language),
            "verwacht": self.expected.in_language(language),
            "watNu": self.what_now.in_language(language),
        }
