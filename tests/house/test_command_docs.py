# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the documentation shows of the command `doorleren` and of scheme folders is what really happens.

A page is followed as a reader would: files are written, changes made, commands given, answers compared. In a shown
answer a line `…` stands for any number of lines.
"""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from doorleren.cli import main
from doorleren.cli.house import House
from doorleren.cli.main import _parser, run
from doorleren.rules import read_book
from doorleren.rules.book import HERE
from doorleren.rules.read import read_scheme
from doorleren.rules.read_facts import read_fact_book
from doorleren.wiring.offer import offer_for_commands, the_offer

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEME_FILES = ("scheme.yaml", "words.nl.yaml", "words.en.yaml", "cases.yaml", "README.md")
NEW = "src/doorleren/rules/schemes/leerfonds-voorbeeld"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block on a page, with the line on which it begins."""

    language: str
    text: str
    line: int


def blocks(page: Path, language: str = "") -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = [Block(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in BLOCK.finditer(text)]
    return [block for block in found if not language or block.language == language]


def sessions(block: Block) -> Iterator[tuple[list[str], list[str]]]:
    """Each command in a block of a terminal, with the lines shown below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield shlex.split(command), shown


def differs(shown: list[str], said: str) -> str:
    """Where what is shown is not what was said; empty if it is."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"\n" for line in shown)
    real = "".join(f"{line.rstrip()}\n" for line in said.splitlines())
    if re.fullmatch(pattern, real):
        return ""
    return "\n".join(["the page shows:", *shown, "", "but it is:", real])


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """The commands that a parser knows, those within a command too."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        yield before.strip()
    for action in inner:
        for name, one in action.choices.items():
            yield from commands(one, f"{before} {name}")


# --- commands -------------------------------------------------------------------------------------------------------


def test_the_page_of_commands_has_every_command_and_no_other(house: Path) -> None:
    page = (house / "docs" / "cli.md").read_text(encoding="utf-8")

    assert re.findall(r"^## `(.+)`$", page, re.MULTILINE) == list(commands(_parser()))


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """A data folder for the commands about the offer, which else would open that of this checkout."""
    monkeypatch.setenv("DOORLEREN_DATA", str(tmp_path / ".data"))
    offer_for_commands.cache_clear()
    yield
    offer_for_commands.cache_clear()


@pytest.mark.usefixtures("own_data")
@pytest.mark.parametrize("page", ["docs/cli.md", "docs/population.md", "README.md"])
def test_the_answers_on_a_page_are_what_the_commands_say(
    page: str, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands in one block of a page come after each other, so a file that one makes is there for the next."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voorbeelden").symlink_to(house / "voorbeelden")
    (tmp_path / "src").symlink_to(house / "src")
    wrong, tried = [], 0
    for block in blocks(house / page, "console"):
        for command, shown in sessions(block):
            elsewhere = "serve" in command or any(part.startswith("https://") for part in command)
            if Path(command[0]).name != "doorleren" or elsewhere or "bewaar" in command:
                continue
            tried += 1
            arguments, file = (command[1:], None) if ">" not in command else (command[1:-2], command[-1])
            said = spoken(arguments, capsys)
            if file:
                (tmp_path / file).write_text(said, encoding="utf-8")
            elif shown and (difference := differs(shown, said)):
                wrong.append(f"{page}, {block.line}: {shlex.join(command)}\n{difference}")

    assert tried
    assert not wrong, "\n\n".join(wrong)


def spoken(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says: its answer, and below it what is wrong."""
    with suppress(SystemExit):
        main(arguments)
    said = capsys.readouterr()
    return said.out + said.err


# --- scheme folders -------------------------------------------------------------------------------------------------


def test_the_example_of_the_rule_form_can_be_read(house: Path) -> None:
    scheme, policy, words, cases = (block.text for block in blocks(house / "docs" / "rule-form.md", "yaml"))
    facts, problems = read_fact_book(HERE)
    assert facts is not None, problems
    assert cases.startswith("cases:")

    found, problems = read_scheme({"scheme.yaml": scheme, "words.nl.yaml": words, "words.en.yaml": words}, facts)

    assert [f"{p.where}: {p.what.en}" for p in problems] == []
    assert found is not None
    assert found.id == "voorbeeldregeling"

    told = "{name: Voorbeeld, summary: Kort., about: Dit is een voorbeeld., url: https://example.org, desk: Loket}"
    found, problems = read_scheme({"scheme.yaml": policy, "words.nl.yaml": told, "words.en.yaml": told}, facts)

    assert [f"{p.where}: {p.what.en}" for p in problems] == []
    assert found is not None
    assert found.belongs_to == ("slim",)


def test_a_newcomer_can_follow_the_page_about_a_new_scheme(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file, change, command and answer on the page, in its order; every change is taken back afterwards."""
    page = house / "docs" / "tasks" / "add-a-scheme.md"
    folder = tmp_path / NEW
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    written: dict[str, str] = {}
    changed, wrong, tried = 0, [], 0
    for block in blocks(page):
        if block.language in ("yaml", "markdown"):
            first, _, text = block.text.partition("\n")
            name = first.removeprefix("# ").removeprefix("<!-- ").removesuffix(" -->")
            written[name] = text
            ((folder if name in (*SCHEME_FILES, "README.md") else tmp_path) / name).write_text(text, encoding="utf-8")
        if block.language == "diff":
            changed += 1
            change(folder / "scheme.yaml", block.text)
        if block.language == "console":
            for command, shown in sessions(block):
                if command[0] != "doorleren":
                    continue
                tried += 1
                book, _ = read_book(folder.parent)
                assert book is not None
                run(command[1:], House(lambda book=book: book, the_offer=no_offer))
                said = capsys.readouterr()
                if difference := differs(shown, said.out + said.err):
                    wrong.append(f"{page.name}, {block.line}: {difference}")
            if "scheme.yaml" in written:
                (folder / "scheme.yaml").write_text(written["scheme.yaml"], encoding="utf-8")

    assert set(SCHEME_FILES) < set(written)
    assert (changed, tried) >= (3, 5)
    assert not wrong, "\n\n".join(wrong)


def no_offer() -> Any:
    raise AssertionError("no command on this page is about the offer")


def change(file: Path, difference: str) -> None:
    """Replace the line that begins with - by the line that begins with +."""
    old, new = (line[1:] for line in difference.splitlines())
    text = file.read_text(encoding="utf-8")
    assert text.count(f"{old}\n") == 1, old
    file.write_text(text.replace(f"{old}\n", f"{new}\n"), encoding="utf-8")


# --- the API --------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_offer(own_data: None) -> Iterator[None]:
    """Our examples, as a new house has them, for the requests about what there is to learn."""
    offer_for_commands()
    the_offer.cache_clear()
    yield
    the_offer.cache_clear()


@pytest.mark.usefixtures("own_offer")
def test_the_requests_on_the_page_of_the_api_get_the_answers_that_it_shows(house: Path) -> None:
    """Each request in a block of a terminal, with the answer in the block below it; `…` stands for anything else."""
    page = house / "docs" / "api.md"
    wrong, tried = [], 0
    found = blocks(page)
    for n, block in enumerate(found):
        if block.language != "console":
            continue
        for command in re.findall(r"^\$ (curl (?:.*\\\n)*.*)$", block.text, re.MULTILINE):
            tried += 1
            status, real = asked(shlex.split(command.replace("\\\n", " ")))
            answer = found[n + 1] if n + 1 < len(found) and found[n + 1].language == "json" else None
            shown = json.loads(answer.text) if answer else {"…": "…"}
            if status != shown.get("status", 200) or not within(shown, real):
                wrong.append(f"{page.name}, {block.line}: {status} {json.dumps(real, ensure_ascii=False)[:3000]}")

    assert tried >= 4
    assert not wrong, "\n\n".join(wrong)


def asked(words: list[str]) -> tuple[int, Any]:
    """What the API answers to the words of a curl command."""
    address = next(word for word in words if word.startswith("http://localhost:8000"))
    path = address.removeprefix("http://localhost:8000")
    if "-d" in words:
        body = words[words.index("-d") + 1]
        answer = Client().post(path, body, content_type="application/json")
    else:
        answer = Client().get(path)
    return answer.status_code, json.loads(answer.content)


def within(shown: Any, real: Any) -> bool:
    """Whether what is shown is what was said; `…` in a list or a mapping leaves room for more."""
    if isinstance(shown, dict):
        rest = {name: value for name, value in shown.items() if name != "…"}
        same = "…" in shown or "status" in shown or set(rest) == set(real)
        return same and all(name in real and within(value, real[name]) for name, value in rest.items())
    if isinstance(shown, list):
        if "…" not in shown:
            return len(shown) == len(real) and all(map(within, shown, real))
        places = iter(real)
        return all(any(within(value, place) for place in places) for value in shown if value != "…")
    return bool(shown == real)


# --- examples of style ----------------------------------------------------------------------------------------------


def test_the_code_that_shows_how_we_write_is_code_that_we_wrote(house: Path, own_files: list[Path]) -> None:
    """An example of style in CONTRIBUTING.md stands, word for word, in a file of ours."""
    code = [file.read_text(encoding="utf-8") for file in own_files if file.suffix == ".py"]
    shown = blocks(house / "CONTRIBUTING.md", "python")
    assert len(shown) >= 3

    assert [block.line for block in shown if not any(block.text in text for text in code)] == []


# --- links ----------------------------------------------------------------------------------------------------------


def test_a_link_to_a_heading_leads_to_a_heading(own_files: list[Path], house: Path) -> None:
    """Links to files are looked at in `test_docs.py`; here the part after the # is."""
    pages = {file: file.read_text(encoding="utf-8") for file in own_files if file.suffix == ".md"}
    assert len(pages) >= 8
    dead = []
    for page, text in pages.items():
        for target, place in re.findall(r"\]\(([^)\s:#]*)#([^)\s]+)\)", text):
            other = (page.parent / target).resolve() if target else page
            headings = re.findall(r"^#+ (.+)$", pages.get(other, ""), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
            if place not in slugs:
                dead.append(f"{page.relative_to(house)}: {target}#{place}")

    assert dead == []
