# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports run one way (ARCHITECTURE.md). An import inside a function or for types only counts too."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOMS = {"rules", "catalogue", "skills", "ledger", "funds", "region", "programme"}
HALL = {"journeys", "basics"}
MAY_IMPORT = {
    "basics": set[str](),
    **{room: {"basics"} for room in ROOMS},
    "population": {"basics", "rules"},
    "journeys": {"basics", "population", *ROOMS},
    "importers": {"basics", *ROOMS},
    "store": {"basics", "journeys", *ROOMS},
    "portal": HALL,
    "api": HALL,
    "cli": HALL,
}
EVERYTHING = {*MAY_IMPORT, "wiring"}

# A door is handed its wiring. Somebody has to hand it over: the file where a door's program begins.
# It says so inside a function, so that nobody who imports the door brings the whole house along.
# Django begins in its settings and its WSGI file, which have no function to say it in.
WIRED_IN_A_FUNCTION = {"cli/__init__.py", "cli/__main__.py"}
WIRED_ANYWHERE = {"portal/settings.py", "portal/wsgi.py"}

# `python -m doorleren` opens a door, and the package itself only says what it is.
TOP_FILES = {"__init__": set[str](), "__main__": {"cli"}, "wiring": EVERYTHING}

# The web and the database stay outside: a rule can be read, and a journey made, without Django.
ONLY_OUTSIDE = {"django", "ninja", "granian", "whitenoise", "psycopg"}
OUTSIDE = {"store", "portal", "api", "cli", "wiring"}


class Import(NamedTuple):
    file: str
    line: int
    module: str
    in_function: bool


def imports_of(package: Path) -> Iterator[Import]:
    """Every import in the package, as the full name of what is imported."""
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=file)
        here = (package.name, *path.relative_to(package).with_suffix("").parts)
        for node, in_function in nodes_below(tree):
            for module in imported(node, here):
                yield Import(file, getattr(node, "lineno", 0), module, in_function)


def nodes_below(node: ast.AST, in_function: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        yield child, inside
        yield from nodes_below(child, inside)


def imported(node: ast.AST, here: tuple[str, ...]) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            start = ".".join([*(here[:-level] if level else ()), *([module] if module else [])])
            return [f"{start}.{alias.name}" for alias in names]
        case ast.Call(
            func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return [name]
    return []


def room_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


def broken(package: Path) -> list[str]:
    """One sentence for each room that has no name in the table and each import against it."""
    known = {*MAY_IMPORT, *TOP_FILES}
    strange = {room_of(p.relative_to(package).as_posix()) for p in package.rglob("*.py")} - known
    return [
        *(f"{room}: this room is not in the table of rooms" for room in sorted(strange)),
        *(
            f"{found.file}:{found.line}: {room_of(found.file)} may not import {found.module}"
            for found in imports_of(package)
            if room_of(found.file) in known and not allowed(found, package.name)
        ),
    ]


def allowed(found: Import, package: str) -> bool:
    room = room_of(found.file)
    first, _, rest = found.module.partition(".")
    if first != package:
        if room == "basics":
            return first in sys.stdlib_module_names
        return first not in ONLY_OUTSIDE or room in OUTSIDE
    target = rest.split(".")[0]
    if target == room or target.startswith("__"):  # doorleren.__version__ is for everyone
        return True
    if target == "wiring" and room != "__main__":
        return found.file in WIRED_ANYWHERE or (found.file in WIRED_IN_A_FUNCTION and found.in_function)
    return target in {**MAY_IMPORT, **TOP_FILES}[room]


def test_imports_run_one_way(house: Path) -> None:
    package = house / "src/doorleren"
    modules = list(package.rglob("*.py"))
    seen = list(imports_of(package))
    assert len(modules) >= 10
    assert len(seen) >= 30
    assert any(found.module.startswith("doorleren.basics") for found in seen)

    assert broken(package) == []


def a_house(folder: Path, files: dict[str, str]) -> Path:
    package = folder / "doorleren"
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    return package


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rules/amount.py", "from doorleren.ledger import entries"),
        ("rules/amount.py", "from doorleren import ledger"),
        ("rules/amount.py", "from ..ledger import entries"),
        ("rules/amount.py", "from .. import ledger"),
        ("rules/amount.py", "import doorleren.ledger.entries"),
        ("rules/amount.py", "def f():\n    from doorleren.ledger import entries"),
        ("rules/amount.py", "if TYPE_CHECKING:\n    from doorleren.ledger import entries"),
        ("rules/amount.py", "import importlib\nimportlib.import_module('doorleren.ledger')"),
        ("rules/amount.py", "from django.db import models"),
        ("rules/deep/down.py", "from ...population import kernels"),
        ("basics/money.py", "import yaml"),
        ("basics/money.py", "from doorleren import rules"),
        ("population/kernels.py", "from doorleren import catalogue"),
        ("journeys/spend.py", "from doorleren.store import models"),
        ("journeys/spend.py", "from django.db import transaction"),
        ("importers/rio.py", "from doorleren.journeys import bring_in"),
        ("store/models.py", "from doorleren.portal import views"),
        ("portal/views.py", "from doorleren.rules import decide"),
        ("portal/views.py", "def f():\n    from doorleren import wiring"),
        ("cli/__init__.py", "from doorleren import wiring"),
        ("cli/serve.py", "def f():\n    from doorleren.wiring import house"),
        ("__init__.py", "from doorleren import cli"),
        ("__main__.py", "from doorleren import wiring"),
        ("helpers.py", "import math"),
        ("helpers/text.py", ""),
    ],
)
def test_an_import_against_the_table_is_found(tmp_path: Path, file: str, text: str) -> None:
    assert len(broken(a_house(tmp_path, {file: text}))) == 1


def test_imports_that_follow_the_table_are_left_in_peace(tmp_path: Path) -> None:
    package = a_house(
        tmp_path,
        {
            "__init__.py": "__version__ = '1'",
            "__main__.py": "from doorleren.cli import main",
            "basics/money.py": "from decimal import Decimal\nfrom .words import x",
            "rules/__init__.py": "from .decide import decide\nfrom doorleren import __version__",
            "rules/decide.py": "import yaml\nfrom doorleren.basics import Money",
            "population/kernels.py": "from doorleren.rules import decide",
            "journeys/overview.py": "from doorleren import catalogue, population, rules",
            "importers/rio.py": "from doorleren.catalogue import Offering",
            "store/models.py": "from django.db import models\nfrom doorleren.journeys import Keeps",
            "portal/views.py": "from django.http import X\nfrom doorleren.journeys import overview",
            "portal/settings.py": "from doorleren import wiring",
            "cli/__init__.py": "def main():\n    from doorleren.wiring import house",
            "wiring.py": "from doorleren import api, cli, importers, journeys, portal, store",
        },
    )

    assert broken(package) == []
