# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""YAML that remembers on which line everything stands.

Knows: plain YAML (mappings, lists, text, whole numbers, true and false) and where each value was found.
Leaves: what the values mean. Nothing is converted behind a reader's back: 0110 stays the text "0110",
`no` stays the word "no", a date stays text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..basics import Problem, Said, said

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_MAX_DEPTH = 40
_QUOTED = ("'", '"', "|", ">")


@dataclass(slots=True)
class Lines:
    """The line of every value, by its path from the top, e.g. ("versions", 0, "from")."""

    file: str
    at: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def where(self, *path: str | int, shown: str | None = None) -> str:
        """ "scheme.yaml, 12: conditions.leeftijd" for the value at `path`, or its nearest parent's line.

        Without a file (a request) only the path is named.
        """
        line = next((self.at[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.at), None)
        name = shown or ".".join(shown_text(step) for step in path)
        if not self.file:
            return name
        place = f"{self.file}, {line}" if line else self.file
        return f"{place}: {name}" if name else place


def shown_text(value: Any, most: int = 60) -> str:
    """What somebody wrote, safe to show: on one line, not too long, nothing that steers a terminal."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    text = "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in written[: most + 1])
    return f"{text[:most]}…" if len(text) > most else text


class _Loader(yaml.CSafeLoader):
    """A loader that only composes; scalars keep the text that was written."""


_Loader.yaml_implicit_resolvers = {}


def read_yaml(text: str, file: str) -> tuple[Any, Lines, list[Problem]]:
    """The values in `text`, their lines, and what is wrong with the text.

    With a problem in the text itself the value is None; a key given twice keeps its first value.
    """
    lines = Lines(file)
    problems: list[Problem] = []
    try:
        # Looked at first, piece by piece: building what is nested very deeply would take the program down.
        depth, lost = _looked_over(text)
        if depth > _MAX_DEPTH:
            return None, lines, [_too_deep(file)]
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return None, lines, [_broken(file, text, error)]
    except yaml.YAMLError as error:
        return None, lines, [_unreadable(file, str(error))]
    if node is None:
        return None, lines, []
    value = _plain(node, (), lines, problems, set())
    if lost and not problems:
        problems.append(_lost_sign(f"{file}, {lost[0]}" if file else "", lost[1]))
    return value, lines, problems


def _looked_over(text: str) -> tuple[int, tuple[int, str] | None]:
    """How deeply lists and mappings lie in each other, and where a word that begins with & or ! would get lost.

    It stops looking once it is too deep.
    """
    depth = deepest = 0
    lost: tuple[int, str] | None = None
    for event in yaml.parse(text, Loader=_Loader):
        if lost is None and isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.AliasEvent):
            sign = "&" if event.anchor else "!" if getattr(event, "tag", None) else ""
            lost = (event.start_mark.line + 1, sign) if sign and event.start_mark else None
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > _MAX_DEPTH:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest, lost


def _plain(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, problems: list[Problem], seen: set[int]) -> Any:
    lines.at.setdefault(path, node.start_mark.line + 1)
    if id(node) in seen:
        problems.append(_alias(lines.where(*path)))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, n), lines, problems, seen) for n, child in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    values: dict[str, Any] = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(_odd_key(lines.where(*path)))
            continue
        name = str(key.value)
        if name in values:
            problems.append(_twice(lines, path, name, key.start_mark.line + 1))
            continue
        lines.at[(*path, name)] = key.start_mark.line + 1
        values[name] = _plain(child, (*path, name), lines, problems, seen)
    return values


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style in _QUOTED:
        return text
    if text in ("", "~", "null"):
        return None
    if text == "true":
        return True
    if text == "false":
        return False
    # The bound keeps a hostile row of a million digits out of int().
    if len(text) <= 18 and _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return text


def _broken(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = f"{file}, {mark.line + 1}" if mark else file
    tab = mark is not None and "\t" in (text.splitlines()[mark.line : mark.line + 1] or [""])[0]
    if tab:
        return Problem(
            where,
            said("Hier staat een tab.", "There is a tab here."),
            said("spaties om in te springen", "spaces to indent"),
            said("Vervang de tab door spaties.", "Replace the tab with spaces."),
        )
    for part, (what, expected, what_now) in _KNOWN_MISTAKES.items():
        if part in f"{error.context} {error.problem}":
            return Problem(where, what, expected, what_now)
    return Problem(
        where,
        said("Dit is geen geldige YAML of JSON.", "This is not valid YAML or JSON."),
        said("regels als «naam: waarde»", "lines such as «name: value»"),
        said(
            "Kijk op deze regel en de regel erboven: vaak ontbreekt een aanhalingsteken, haakje of spatie.",
            "Look at this line and the one above: often a quote, bracket or space is missing.",
        ),
    )


_QUOTES = said(
    'Zet de tekst tussen aanhalingstekens, zoals: "Let op: bel eerst".',
    'Put the text in quotes, such as: "Note: call first".',
)


def _not_plain(sign: str) -> tuple[Said, Said, Said]:
    return (
        said(f"Een {sign} aan het begin is hier geen gewoon teken.", f"{sign} is not a plain character at the start."),
        said("tekst tussen aanhalingstekens", "text in quotes"),
        _QUOTES,
    )


def _lost_sign(where: str, sign: str) -> Problem:
    return Problem(where, *_not_plain(sign))


_KNOWN_MISTAKES = {
    "undefined alias": (
        said(
            "Een * aan het begin verwijst naar iets wat er niet is.",
            "A * at the start refers to something that is not there.",
        ),
        said("de waarde zelf, of tekst tussen aanhalingstekens", "the value itself, or text in quotes"),
        _QUOTES,
    ),
    "while scanning an alias": _not_plain("*"),
    "while scanning a tag": _not_plain("!"),
    "undefined tag handle": _not_plain("!"),
    "while scanning an anchor": _not_plain("&"),
    "duplicate anchor": _not_plain("&"),
    "cannot start any token": (
        said("Met dit teken kan tekst hier niet beginnen.", "Text cannot start with this character here."),
        said("tekst tussen aanhalingstekens", "text in quotes"),
        _QUOTES,
    ),
    "mapping values are not allowed": (
        said(
            "Hier staat een dubbele punt te veel, of de regel springt verkeerd in.",
            "There is one colon too many here, or the line is indented wrongly.",
        ),
        said("regels als «naam: waarde»", "lines such as «name: value»"),
        _QUOTES,
    ),
    "expected a single document": (
        said("Hier begint een tweede document («---»).", "A second document starts here («---»)."),
        said("één document in een bestand", "one document in a file"),
        said("Haal de regel «---» weg.", "Remove the line «---»."),
    ),
}


def _unreadable(file: str, _: str) -> Problem:
    return Problem(
        file,
        said("In dit bestand staan tekens die niet mogen.", "This file has characters that are not allowed."),
        said("gewone tekst in UTF-8", "plain text in UTF-8"),
        said("Sla het bestand opnieuw op als UTF-8.", "Save the file again as UTF-8."),
    )


def _too_deep(file: str) -> Problem:
    return Problem(
        file,
        said("De gegevens zitten te diep in elkaar.", "The data is nested too deeply."),
        said(f"ten hoogste {_MAX_DEPTH} niveaus", f"at most {_MAX_DEPTH} levels"),
        said("Maak de opbouw eenvoudiger.", "Make the structure simpler."),
    )


def _alias(where: str) -> Problem:
    return Problem(
        where,
        said("Hier staat een verwijzing (*naam) naar een ander deel.", "This is a reference (*name) to another part."),
        said("de waarde zelf", "the value itself"),
        said("Schrijf de waarde uit.", "Write the value out."),
    )


def _odd_key(where: str) -> Problem:
    return Problem(
        where,
        said("De naam van een veld is geen tekst.", "The name of a field is not text."),
        said("een naam in kleine letters", "a name in lower case"),
        said("Geef het veld een gewone naam.", "Give the field a plain name."),
    )


def _twice(lines: Lines, path: tuple[str | int, ...], name: str, line: int) -> Problem:
    first = lines.at[(*path, name)]
    return Problem(
        f"{lines.file}, {line}: {'.'.join(map(shown_text, (*path, name)))}",
        said(
            f"«{shown_text(name)}» staat er twee keer{f': op regel {first} en op regel {line}' * (first != line)}.",
            f"«{shown_text(name)}» is given twice{f': on line {first} and on line {line}' * (first != line)}.",
        ),
        said("elke naam één keer", "each name once"),
        said("Haal een van de twee weg.", "Remove one of the two."),
    )
