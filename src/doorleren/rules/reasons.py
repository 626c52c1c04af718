# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why something about a scheme stays unproved: written by a person, in `reasons.yaml` beside the scheme.

Knows: that file, and that a reason belongs to something that really is open.
Leaves: what is open (`proofs`, `coverage`, `mutants`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..basics import Problem, said
from .field import Field
from .lined_yaml import read_yaml
from .read import unreadable

ABOUT = ("mutant", "atom", "proof")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of one scheme, by what they are about, with their places in the file."""

    why: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, str], str]

    def unused(self, open_things: Collection[tuple[str, str]]) -> list[Problem]:
        """Reasons for something that is not, or is no longer, open."""
        return [_unused(self.places[key], key[1]) for key in self.why if key not in open_things]


def read_reasons(folder: Path) -> tuple[Reasons, list[Problem]]:
    """The reasons in a scheme's folder; none where there is no file."""
    path = folder / "reasons.yaml"
    file = f"{folder.name}/{path.name}"
    if not path.exists():
        return Reasons({}, {}), []
    try:
        text = path.read_text("utf-8")
    except (UnicodeDecodeError, OSError):
        return Reasons({}, {}), [unreadable(file)]
    value, lines, problems = read_yaml(text, file)
    why: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, str], str] = {}
    for field in Field(value, (), lines, problems).only("reasons").need("reasons").list():
        field.only("about", "id", "ids", "why")
        about = field.need("about").choice(*ABOUT)
        ids = [inside.text() for inside in field.get("ids").list()] if field.get("ids") else [field.need("id").text()]
        reason = field.need("why").text()
        for name in ids:
            if about and name and reason:
                why[about, name] = reason
                places[about, name] = lines.where(*field.path)
    return Reasons(why, places), problems


def _unused(where: str, name: str) -> Problem:
    return Problem(
        where,
        said(
            f"Deze reden gaat over «{name}», en dat staat niet open.",
            f"This reason is about «{name}», which is not open.",
        ),
        said("iets wat «doorleren regelingen bewijs» noemt", "something that «doorleren regelingen bewijs» names"),
        said("Haal de reden weg, of verbeter de naam.", "Remove the reason, or correct the name."),
    )
