# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One edition as files: complete, the same when made again, and readable without a server."""

import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from doorleren.journeys.watch_parts import read_span
from doorleren.wiring.edition import MANIFEST, write_edition

from .fake_figures import GRONINGEN, FakeFigures

QUARTER = read_span("2026K3")


class _Page(HTMLParser):
    """The addresses, the ids and the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.addresses.append(value)
            if name == "id" and value is not None:
                self.ids.add(value)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The third quarter of Groningen with what lies in it."""
    write_edition(tmp_path / "uitgave", QUARTER, GRONINGEN, FakeFigures())
    return tmp_path / "uitgave"


def test_a_region_and_all_its_parts_have_their_pages_and_files(edition: Path) -> None:
    there = contents(edition)

    for code in ("PV20", "AM01", "GM1979"):
        assert {f"{code}/index.html", f"{code}/kerncijfers.html"} <= there.keys()
    assert {f"PV20/arbeidsdeelname.{form}" for form in ("html", "csv", "json", "svg")} <= there.keys()
    assert {"index.html", "indicatoren.html", "look.css", "layout.css", MANIFEST} <= there.keys()
    assert "PV20/inkomen.html" not in there


def test_made_again_it_is_the_same_byte_for_byte(edition: Path, tmp_path: Path) -> None:
    write_edition(tmp_path / "again", QUARTER, GRONINGEN, FakeFigures())
    write_edition(edition, QUARTER, GRONINGEN, FakeFigures())

    assert len(contents(edition)) > 20
    assert contents(tmp_path / "again") == contents(edition)


def test_each_link_leads_to_a_file_of_the_edition(edition: Path) -> None:
    """Also from file://, where an address that begins with a slash is another place altogether."""
    there = contents(edition)
    pages = {name: _Page(text.decode()) for name, text in there.items() if name.endswith(".html")}
    assert len(pages) > 8

    wrong = []
    for name, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme == "https", address
                continue
            path = (edition / name).parent / unquote(parts.path) if parts.path else edition / name
            target = path.resolve().relative_to(edition.resolve()).as_posix()
            if (
                address.startswith("/")
                or target not in there
                or (parts.fragment and parts.fragment not in pages[target].ids)
            ):
                wrong.append((name, address))
    assert wrong == []


def test_there_is_no_form_no_script_and_no_visit_in_it(edition: Path) -> None:
    for name, text in contents(edition).items():
        if name.endswith(".html"):
            assert not _Page(text.decode()).tags & {"form", "input", "script", "style", "iframe"}, name
            assert b"csrf" not in text


def test_the_manifest_names_every_file_and_what_brought_the_figures(edition: Path) -> None:
    there = contents(edition)
    manifest = json.loads(there.pop(MANIFEST))

    assert manifest["bestanden"] == {name: hashlib.sha256(text).hexdigest() for name, text in there.items()}
    assert manifest["kwartaal"] == "2026K3"
    assert {one["tabel"] for one in manifest["downloads"]} == {"80590voorbeeld", "spanning", "werkzoekenden"}
    assert {one["kenmerk"] for one in manifest["downloads"]} == {"ab12"}
    assert manifest["voorbeeld"] is False


def test_an_earlier_edition_makes_room_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_edition(tmp_path / "map", QUARTER, GRONINGEN, FakeFigures())
    other = FakeFigures()
    other.indicators = other.indicators[:1]

    write_edition(tmp_path / "map", QUARTER, GRONINGEN, other)

    assert (tmp_path / "map/PV20/arbeidsdeelname.html").exists()
    assert not (tmp_path / "map/PV20/spanning.html").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij")

    with pytest.raises(OSError, match="not empty"):
        write_edition(tmp_path, QUARTER, GRONINGEN, FakeFigures())

    assert contents(tmp_path) == {"brief.txt": b"van mij"}


def test_without_a_region_the_country_comes_with_its_larger_parts(tmp_path: Path) -> None:
    write_edition(tmp_path, QUARTER, None, FakeFigures())
    there = contents(tmp_path)

    assert {"NL01/index.html", "PV22/index.html", "noord-nederland/index.html"} <= there.keys()
    assert {"indicatoren/arbeidsdeelname-provincie.html"} <= there.keys()
    assert not any(name.startswith("GM") for name in there)
    assert "Gemeenten staan in de uitgave van hun provincie." in there["index.html"].decode()


def test_an_edition_of_example_figures_says_so_on_every_page(tmp_path: Path) -> None:
    write_edition(tmp_path, QUARTER, GRONINGEN, FakeFigures(made_up=True), language="en")

    pages = {name: text.decode() for name, text in contents(tmp_path).items() if name.endswith(".html")}
    assert {name for name, text in pages.items() if "These are example figures" not in text} == {"indicatoren.html"}
    assert all(re.search(r'<html lang="en"', text) for text in pages.values())
    assert json.loads((tmp_path / MANIFEST).read_text())["voorbeeld"] is True


def test_it_is_made_without_a_website_or_a_database(tmp_path: Path) -> None:
    """As the command does it: in a process in which nobody set Django up."""
    program = (
        "import sys; sys.path.insert(0, 'tests/portal'); from pathlib import Path; from fake_figures import *;"
        "from doorleren.wiring.edition import write_edition;"
        f"print(write_edition(Path({str(tmp_path / 'map')!r}), read_span('2026K3'), DRENTHE, FakeFigures()))"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(contents(tmp_path / "map"))
