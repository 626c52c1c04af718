# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new scheme's folder, to be filled in: it can be read and checked from the first minute, and its holes are marked.

Knows: what a new folder holds, what a hole looks like, and where holes are left.
Leaves: what a scheme must hold (`read`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ..basics import Problem, said
from .lined_yaml import shown_text
from .read import SCHEME_ID
from .scheme import SchemeKind

_LONGEST_NAME: Final = 60
_HOLE: Final = re.compile(r"(?:VUL IN|FILL IN)\b:?[ ]*([^\"}\]]*)|\bid: (vul_in)\b")
_FILES: Final = ("scheme.yaml", "words.nl.yaml", "words.en.yaml", "cases.yaml", "README.md")

_SOURCE: Final = '{document: bron, place: "VUL IN: het artikel"}'
_TOP: Final = """\
# What every field means: docs/rule-form.md. Take out this line and everything that says VUL IN.
id: NAME
kind: KIND
PARTIESaudience: inwoner                  # whom it is for: inwoner werkgever aanbieder samenwerking
# checked_on: DAY              # put this in once everything was compared with the sources
documents:
  bron: {title: "VUL IN: de naam van het document", url: "https://example.org/vul-in"}
versions:
  - {from: YEAR-01-01, source: SOURCE}
"""
_PARTIES: Final = """\
applicant: inwoner                 # who asks: inwoner werkgever aanbieder samenwerking
recipient: inwoner                 # who gets the money
"""
_RULE: Final = """\
# amounts:                         # each number of the source gets a name, dates and a source
#   leeftijd_min: [{value: 18, source: SOURCE}]
conditions:
  - id: vul_in                     # one for each condition in the source, for instance `if: leeftijd >= leeftijd_min`
    not_expressed: true
    source: SOURCE
pays:
  in_kind: true                    # or `amount: min(deel * opleiding_kosten_eurocent, maximum_eurocent)`
  source: SOURCE
"""
_POLICY: Final = """\
# belongs_to: []                   # ids of the schemes that it goes with
sources: [SOURCE]
"""
_WORDS_NL: Final = """\
name: "VUL IN: de naam"
summary: "VUL IN: in één korte zin wat het is."
EXTRAurl: https://example.org/vul-in
desk: "VUL IN: wie helpt"
"""
_NEXT_NL: Final = """\
next:
  yes: "VUL IN: wat iemand nu moet doen."
conditions:
  vul_in:
    rule: "VUL IN: wat er gevraagd wordt."
"""
_WORDS_EN: Final = """\
name: "FILL IN: the name"
summary: "FILL IN: in one short sentence what it is."
EXTRAurl: https://example.org/vul-in
desk: "FILL IN: who helps"
"""
_NEXT_EN: Final = """\
next:
  yes: "FILL IN: what somebody must do now."
conditions:
  vul_in:
    rule: "FILL IN: what is asked."
"""
_CASES: Final = """\
# People worked out by hand from the source, never from what the program says.
cases:
  - id: vul_in
    says: "VUL IN: wat de bron zegt."
    source: SOURCE
    op: YEAR-01-01
    facts: {}
    expect: {uitkomst: hangt-af, hangtAfVan: [vul_in]}
"""
_README: Final = """\
# NAME

VUL IN: waar de bronnen zwijgen of verschillen, en wat niet als regel te schrijven was.
"""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a scheme's folder that is still to be filled in."""

    where: str
    text: str


def write_new(folder: Path, name: str, kind: SchemeKind, day: date) -> tuple[list[Path], list[Problem]]:
    """A new folder `name` in `folder`; nothing that stands there already is touched."""
    wrong = _wrong_name(name) or _wrong_place(folder, name)
    if wrong is not None:
        return [], [wrong]
    written = []
    target = folder / name
    try:
        target.mkdir(exist_ok=True)
        for file, text in new_files(name, kind, day).items():
            with (target / file).open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
            written.append(target / file)
    except OSError as error:
        return written, [_not_written(target, error)]
    return written, []


def new_files(name: str, kind: SchemeKind, day: date) -> dict[str, str]:
    """The files of a new scheme, with their holes."""
    policy = kind is SchemeKind.BELEID
    about_nl, about_en = (
        f'about: "{text}"\n' for text in ("VUL IN: wat het was en van wie.", "FILL IN: what it was and who made it.")
    )
    texts = {
        "scheme.yaml": _TOP.replace("PARTIES", "" if policy else _PARTIES) + (_POLICY if policy else _RULE),
        "words.nl.yaml": _WORDS_NL.replace("EXTRA", about_nl if policy else "") + ("" if policy else _NEXT_NL),
        "words.en.yaml": _WORDS_EN.replace("EXTRA", about_en if policy else "") + ("" if policy else _NEXT_EN),
        "README.md": _README,
    }
    if not policy:
        texts["cases.yaml"] = _CASES
    filled = {"NAME": name, "KIND": kind.value, "DAY": day.isoformat(), "YEAR": f"{day.year}", "SOURCE": _SOURCE}
    words = re.compile("|".join(rf"\b{word}\b" for word in filled))
    return {file: words.sub(lambda match: filled[match[0]], text) for file, text in texts.items()}


def holes_in(folder: Path) -> Iterator[Hole]:
    """Each place in a scheme's files that is still to be filled in, one per line."""
    for file in _FILES:
        try:
            lines = (folder / file).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            found = None if line.lstrip().startswith("#") and file != "README.md" else _HOLE.search(line)
            if found:
                yield Hole(f"{folder.name}/{file}, {number}", shown_text((found[1] or found[2] or "").strip(), 120))


def _wrong_name(name: str) -> Problem | None:
    if SCHEME_ID.fullmatch(name) and len(name) <= _LONGEST_NAME:
        return None
    shown = shown_text(name)
    proper = re.sub(r"[^a-z0-9]+", "-", name.lower()[:_LONGEST_NAME]).strip("-")
    hint = said(f", zoals «{proper}»", f", such as «{proper}»") if proper else said("", "")
    return Problem(
        "NAAM",
        said(f"«{shown}» kan geen naam van een map zijn.", f"«{shown}» cannot be the name of a folder."),
        said(
            f"kleine letters, cijfers en streepjes, hoogstens {_LONGEST_NAME}{hint.nl}",
            f"lower case letters, digits and hyphens, at most {_LONGEST_NAME}{hint.en}",
        ),
        said("Kies een andere naam.", "Choose another name."),
    )


def _wrong_place(folder: Path, name: str) -> Problem | None:
    if not folder.is_dir():
        return Problem(
            "--in",
            said(f"De map «{shown_text(folder)}» bestaat niet.", f"The folder «{shown_text(folder)}» does not exist."),
            said("een map waarin de nieuwe map komt", "a folder that the new one comes in"),
            said("Maak de map, of noem een andere.", "Make the folder, or name another."),
        )
    target = folder / name
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        return Problem(
            str(target),
            said("Dit bestaat al, en wij schrijven nergens overheen.", "This exists, and we write over nothing."),
            said("een naam die nog vrij is", "a name that is still free"),
            said("Kies een andere naam.", "Choose another name."),
        )
    return None


def _not_written(target: Path, error: OSError) -> Problem:
    why = error.strerror or "?"
    return Problem(
        str(target),
        said(f"Hier kon niet geschreven worden ({why}).", f"Nothing could be written here ({why})."),
        said("een map waarin u mag schrijven", "a folder in which you may write"),
        said("Kies een andere map met --in.", "Choose another folder with --in."),
    )
