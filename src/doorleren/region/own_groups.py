# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions that people work in and no law drew: an alliance, the north. One file each, ours or of whoever uses this.

Knows: the form of such a file, and what is wrong with one; a file with a problem is left out whole, because a group
with a member less would be another region.
Leaves: whether its members cover each other (`known_regions`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ..basics import Problem, Said, said
from .borders import PLACES, Lies

OUR_GROUPS: Final = PLACES / "groups"

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS: Final = ("name", "source", "members", "part_of", "from", "until")
_LARGEST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `members`: codes of provinces, labour-market regions or municipalities, with the days that they were in
    it."""

    id: str
    name: Said
    source: str
    members: tuple[Lies, ...]
    part_of: str | None = None
    first: date | None = None
    until: date | None = None


def read_groups(
    folders: Collection[Path], is_known: Callable[[str], bool]
) -> tuple[dict[str, Group], tuple[Problem, ...]]:
    """The groups in these folders, by id, and what is wrong with the rest. `is_known`: is there a region with this
    code?"""
    groups: dict[str, Group] = {}
    problems: list[Problem] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(_no_folder(folder))
            continue
        for path in sorted(folder.glob("*.yaml")):
            read = _Reader(path, is_known, groups)
            group = read.group()
            problems.extend(read.problems)
            if group is not None and not read.problems:
                groups[group.id] = group
    return _with_their_whole(groups, problems), tuple(problems)


def _with_their_whole(groups: dict[str, Group], problems: list[Problem]) -> dict[str, Group]:
    """Without those that say they are part of a group that is not there, until nothing of the kind is left."""
    while lost := [one for one in groups.values() if one.part_of is not None and one.part_of not in groups]:
        for group in lost:
            problems.append(
                Problem(
                    f"{group.id}.yaml: part_of",
                    said(f"De groep «{group.part_of}» is er niet.", f"There is no group «{group.part_of}»."),
                    said("de naam van het bestand van een andere groep", "the file name of another group"),
                    said("Verbeter de naam, of haal de regel weg.", "Correct the name, or remove the line."),
                )
            )
            del groups[group.id]
    return groups


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, path: Path, is_known: Callable[[str], bool], there: Mapping[str, Group]) -> None:
        self.path = path
        self.is_known = is_known
        self.there = there
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def group(self) -> Group | None:
        id = self.path.stem
        if not _ID.fullmatch(id):
            self._wrong("", *_BAD_ID)
        elif id in self.there:
            self._wrong("", *_THERE_ALREADY)
        raw = self._mapping()
        if raw is None:
            return None
        for key in raw:
            if key not in _KEYS:
                self._wrong(str(key), *_UNKNOWN_KEY)
        name, source = self._name(raw.get("name")), self._source(raw.get("source"))
        members = self._members(raw.get("members"))
        part_of = raw.get("part_of")
        if part_of is not None and (not isinstance(part_of, str) or part_of == id):
            self._wrong("part_of", *_BAD_PART_OF)
            return None
        first, until = self._days(raw, "")
        if name is None or source is None:
            return None
        return Group(id, name, source, members, part_of, first, until)

    def _mapping(self) -> dict[Any, Any] | None:
        import yaml

        try:
            if self.path.stat().st_size > _LARGEST_BYTES:
                self._wrong("", *_TOO_LARGE)
                return None
            text = self.path.read_text("utf-8")
            node = yaml.compose(text, yaml.CSafeLoader)
            raw = yaml.load(text, yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError):
            self._wrong("", *_UNREADABLE)
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._wrong("", *_NO_YAML, line=mark.line + 1 if mark else None)
            return None
        except (yaml.YAMLError, ValueError, RecursionError):
            self._wrong("", *_NO_YAML)
            return None
        if not isinstance(raw, dict) or not isinstance(node, yaml.MappingNode):
            self._wrong("", *_NO_MAPPING)
            return None
        for key, value in node.value:
            self.lines[str(key.value)] = key.start_mark.line + 1
            if key.value == "members" and isinstance(value, yaml.SequenceNode):
                for n, member in enumerate(value.value):
                    self.lines[f"members.{n + 1}"] = member.start_mark.line + 1
        return raw

    def _name(self, raw: object) -> Said | None:
        if isinstance(raw, dict) and set(raw) == {"nl", "en"} and all(_is_text(word) for word in raw.values()):
            return Said(raw["nl"].strip(), raw["en"].strip())
        self._wrong("name", *_BAD_NAME)
        return None

    def _source(self, raw: object) -> str | None:
        if not isinstance(raw, dict) or not all(_is_text(raw.get(key)) for key in ("document", "place")):
            self._wrong("source", *_BAD_SOURCE)
            return None
        url = raw.get("url")
        return f"{raw['document']}, {raw['place']}" + (f" ({url})" if _is_text(url) else "")

    def _members(self, raw: object) -> tuple[Lies, ...]:
        if not isinstance(raw, list) or not raw:
            self._wrong("members", *_NO_MEMBERS)
            return ()
        found = []
        for n, entry in enumerate(raw, start=1):
            row = entry if isinstance(entry, dict) else {"code": entry}
            code = row.get("code")
            if not isinstance(code, str) or set(row) - {"code", "from", "until"}:
                self._wrong(f"members.{n}", *_BAD_MEMBER)
            elif not self.is_known(code):
                self._wrong(f"members.{n}", *_unknown_member(code))
            else:
                found.append(Lies(code, *self._days(row, f"members.{n}")))
        for code in sorted({one.inside for one in found}):
            rows = sorted((one.first or date.min, one.until or date.max) for one in found if one.inside == code)
            if any(earlier[1] > later[0] for earlier, later in pairwise(rows)):
                self._wrong("members", *_twice(code))
        return tuple(found)

    def _days(self, raw: Mapping[Any, Any], place: str) -> tuple[date | None, date | None]:
        days: list[date | None] = []
        for key in ("from", "until"):
            value = raw.get(key)
            # A moment (with a clock time) is a date to Python, and no day.
            if value is not None and type(value) is not date:
                self._wrong(place or key, *_BAD_DAY)
                value = None
            days.append(value)
        if days[0] is not None and days[1] is not None and days[0] >= days[1]:
            self._wrong(place or "until", *_ENDS_BEFORE)
        return days[0], days[1]

    def _wrong(self, place: str, what: Said, expected: Said, what_now: Said, line: int | None = None) -> None:
        number = line or self.lines.get(place)
        where = self.path.name + (f", {number}" if number else "") + (f": {place}" if place else "")
        self.problems.append(Problem(where, what, expected, what_now))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_Words = tuple[Said, Said, Said]

_BAD_ID: Final[_Words] = (
    said("Zo kan een groep niet heten.", "A group cannot be called this."),
    said("kleine letters, cijfers en streepjes: «mijn-regio.yaml»", "small letters, digits, dashes: «my-region.yaml»"),
    said("Geef het bestand een andere naam.", "Give the file another name."),
)
_THERE_ALREADY: Final[_Words] = (
    said("Er is al een groep met deze naam.", "There is a group with this name already."),
    said("een naam die nog vrij is", "a name that is still free"),
    said("Geef het bestand een andere naam.", "Give the file another name."),
)
_UNKNOWN_KEY: Final[_Words] = (
    said("Dit veld kennen we niet.", "We do not know this field."),
    said(", ".join(_KEYS), ", ".join(_KEYS)),
    said("Verbeter de naam van het veld, of haal het weg.", "Correct the name of the field, or remove it."),
)
_BAD_PART_OF: Final[_Words] = (
    said("Dit is geen andere groep.", "This is not another group."),
    said("de naam van het bestand van een andere groep", "the file name of another group"),
    said("Verbeter de naam, of haal de regel weg.", "Correct the name, or remove the line."),
)
_TOO_LARGE: Final[_Words] = (
    said("Dit bestand is groter dan 1 megabyte.", "This file is larger than 1 megabyte."),
    said("een lijst van gemeenten of provincies", "a list of municipalities or provinces"),
    said("Kijk of dit het goede bestand is.", "See whether this is the right file."),
)
_UNREADABLE: Final[_Words] = (
    said("Dit bestand kunnen we niet lezen.", "We cannot read this file."),
    said("tekst in UTF-8", "text in UTF-8"),
    said("Sla het op als tekst in UTF-8.", "Save it as text in UTF-8."),
)
_NO_YAML: Final[_Words] = (
    said("Dit is geen geldige YAML.", "This is not valid YAML."),
    said("regels als «name: …»", "lines such as «name: …»"),
    said("Kijk op deze regel en de regel erboven.", "Look at this line and the one above."),
)
_NO_MAPPING: Final[_Words] = (
    said("Hier staat geen groep in.", "There is no group in this."),
    said("regels met name, source en members", "lines with name, source and members"),
    said("Begin met een kopie van een groep die er al is.", "Begin with a copy of a group that is there."),
)
_BAD_NAME: Final[_Words] = (
    said("De naam ontbreekt in het Nederlands of het Engels.", "The name lacks in Dutch or in English."),
    said("{nl: Mijn regio, en: My region}", "{nl: Mijn regio, en: My region}"),
    said("Schrijf de naam in beide talen.", "Write the name in both languages."),
)
_BAD_SOURCE: Final[_Words] = (
    said("Er staat niet bij waar dit vandaan komt.", "It does not say where this comes from."),
    said("{document: …, place: …, url: …}", "{document: …, place: …, url: …}"),
    said("Noem het document en de plaats daarin.", "Name the document and the place in it."),
)
_NO_MEMBERS: Final[_Words] = (
    said("Er staat niet in wie erbij horen.", "It does not say who belong to it."),
    said("een lijst van codes: [PV20, GM1680]", "a list of codes: [PV20, GM1680]"),
    said("Zet de codes van gemeenten of provincies erin.", "Put in the codes of municipalities or provinces."),
)
_BAD_MEMBER: Final[_Words] = (
    said("Dit is geen lid van een groep.", "This is no member of a group."),
    said("GM1979, of {code: GM1979, from: 2021-01-01}", "GM1979, or {code: GM1979, from: 2021-01-01}"),
    said("Schrijf de code, en zo nodig de dagen.", "Write the code, and the days if needed."),
)
_BAD_DAY: Final[_Words] = (
    said("Dit is geen dag.", "This is not a day."),
    said("een dag als 2021-01-01", "a day such as 2021-01-01"),
    said("Schrijf jaar, maand en dag.", "Write year, month and day."),
)
_ENDS_BEFORE: Final[_Words] = (
    said("De laatste dag ligt niet na de eerste.", "The last day does not lie after the first."),
    said("«until» is de eerste dag dat het niet meer zo is", "«until» is the first day that it is no longer so"),
    said("Verbeter een van beide dagen.", "Correct one of the two days."),
)


def _unknown_member(code: str) -> _Words:
    shown = "".join(ch for ch in code[:40] if ch.isprintable())
    return (
        said(f"De code «{shown}» kennen we niet.", f"We do not know the code «{shown}»."),
        said(
            "een provincie (PV20), arbeidsmarktregio (AM01) of gemeente (GM1979)",
            "a province (PV20), labour-market region (AM01) or municipality (GM1979)",
        ),
        said("Zoek de code op met «doorleren regio toon».", "Look the code up with «doorleren regio toon»."),
    )


def _twice(code: str) -> _Words:
    return (
        said(f"{code} staat er twee keer in op dezelfde dag.", f"{code} stands in it twice on the same day."),
        said("ieder lid één keer per dag", "each member once a day"),
        said(
            "Haal er een weg, of geef ze dagen die op elkaar aansluiten.", "Remove one, or give them days that follow."
        ),
    )


def _no_folder(folder: Path) -> Problem:
    return Problem(
        folder.name,
        said("Deze map is er niet.", "This folder is not there."),
        said("een map met een bestand per groep", "a folder with a file for each group"),
        said("Maak de map, of noem een andere.", "Make the folder, or name another."),
    )
