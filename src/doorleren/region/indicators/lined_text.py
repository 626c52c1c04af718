# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""YAML of which every word stays the word that was written, with the line on which it stands.

Knows: mappings, lists and text, and where each of them was found. Leaves: what they mean (`fields`).
A code such as 0110 or 52052 stays text, and so does a day.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from ...basics import Problem, said

Path = tuple[str | int, ...]
_MAX_DEPTH = 12


@dataclass(slots=True)
class Lines:
    """The line of every value, by its path from the top: ("sources", 0, "table")."""

    file: str
    at: dict[Path, int] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """ "vacatures.yaml, regel 12: sources.1.table" for the value at `path`, or its nearest parent's line."""
        line = next((self.at[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.at), 1)
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        return f"{self.file}, regel {line}: {name}" if name else f"{self.file}, regel {line}"


class _Loader(yaml.CSafeLoader):
    """A loader that only composes; nothing is made a number or a day."""


_Loader.yaml_implicit_resolvers = {}


def read_lined(text: str, file: str) -> tuple[Any, Lines, list[Problem]]:
    """What stands in `text`, the lines, and what is wrong with the text. Of a key given twice the first counts."""
    lines = Lines(file)
    problems: list[Problem] = []
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        return None, lines, [_broken(file, error)]
    if node is None:
        return None, lines, []
    return _plain(node, (), lines, problems), lines, problems


def _plain(node: yaml.Node, path: Path, lines: Lines, problems: list[Problem]) -> Any:
    """One value with all that lies in it; deeper than any indicator goes is said, and left out."""
    lines.at[path] = node.start_mark.line + 1
    if len(path) > _MAX_DEPTH:
        problems.append(_too_deep(lines.where(path[:3])))
        return None
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, n), lines, problems) for n, child in enumerate(node.value)]
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in values:
            problems.append(_twice(f"{lines.file}, regel {key.start_mark.line + 1}: {name}"))
            continue
        values[name] = _plain(value, (*path, name), lines, problems)
    return values


def _broken(file: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    return Problem(
        f"{file}, regel {mark.line + 1}" if mark else file,
        said("dit bestand is niet te lezen als YAML", "this file cannot be read as YAML"),
        said("regels als «naam: waarde»", "lines such as «name: value»"),
        said(
            "Kijk naar deze regel en die erboven: vaak ontbreekt een aanhalingsteken, een haakje of een spatie.",
            "Look at this line and the one above: often a quote, a bracket or a space is missing.",
        ),
    )


def _twice(where: str) -> Problem:
    return Problem(
        where,
        said("deze naam staat twee keer op dezelfde plek", "this name stands twice in the same place"),
        said("elke naam één keer", "each name once"),
        said("Haal er één weg.", "Remove one of them."),
    )


def _too_deep(where: str) -> Problem:
    return Problem(
        where,
        said("hier liggen te veel lijsten in elkaar", "too many lists lie in each other here"),
        said("de vorm van een indicator", "the shape of an indicator"),
        said("Neem een bestand dat er al is als voorbeeld.", "Take a file that is there as an example."),
    )
