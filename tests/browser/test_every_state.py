# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be right about every page in every state: looked at on the one walk through all of them."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import Walk
from .looks import AXE, NOTICE, Look, violations

FAULTY = """<!doctype html><html lang=nl><title>t</title><body style="margin:0"><main><h1>Fouten</h1>
<p style="width:2000px">Te breed</p>
<p style="height:1em;overflow:hidden;line-height:1">Afgesneden<br>tekst</p>
<p style="position:absolute;top:300px">Onder elkaar</p><p style="position:absolute;top:300px">Over elkaar</p>
<a href="#a" style="position:absolute;top:400px">Eerste</a><a href="#b" style="position:absolute;top:400px">Tweede</a>
<select style="width:50px"><option>Een heel lange keuze</option></select>
<p><a href="#c" style="font-size:8px">Klein</a></p>
<p style="color:#ccc;background:#fff">Te licht</p><img src="x.png"></main>"""
"""A page with one of each fault."""

# The only addresses: pages without any answer in them. «op» is a day somebody chose; «v» the version of a file. Only the
# public lists of schemes and of courses can be asked for words and a place, «Wat als?» for another rule, and regions by name.
ADDRESS = re.compile(
    r"/(v1/feiten|static/[\w.-]+\?v=\w+|(en/?)?((werkgever|samenwerking|opleider)/)?"
    r"(|bestaat-niet|vraag|vraag/\d+|overzicht|antwoorden|dag|wis|gewist|over|regels-schrijven|gegevens|privacy|toegankelijkheid"
    r"|wat-als|regelingen(/[a-z0-9-]+)?)(\?(terug=(results|answers)|naar=%2F(en%2F)?(opleidingen|plan)[\w%+-]*|(&?(op|voor|soort|stand)=[\w-]*)+))?"
    r"|(en/)?regelingen\?(&?(op|voor|soort|stand|open|gemeente|zoek)=[\w+-]*)+"
    r"|(en/)?opleidingen(/[\w-]+)?(\?(&?(zoek|soort|begin|prijs|sorteer|pagina|lestaal|plaats|moment|kies)=[\w+-]*)+)?"
    r"|(en/)?plan(/bewaren|/bewaard|/vervangen|/wissen|/gewist|/onbekend|/open/[a-z2-7]{32})?"
    r"|(en/)?regios(\?zoek=\w+|/vergelijk\?(&?(indicator|regio|erbij)=[\w-]*)+|/[\w-]+(/[a-z0-9-]+)?)?"
    r"|(en/)?indicatoren(/[a-z0-9-]+(\?soort=[a-z]+)?)?|(en/)?kerncijfers/\d{4}K[1-4]/[\w-]+"
    r"|(en/)?wat-als/[a-z0-9-]+(\?(&?(op|zonder|per|(bedrag|gebruik|toch-al)-\w+)=[\w-]*)+)?)"
)

Wrong = dict[str, list[str]]


def wrong(walk: Walk, what: Callable[[Look], list[str]]) -> Wrong:
    """The states with something wrong."""
    return {name: found for name, look in walk.looks.items() if (found := what(look))}


def test_the_walk_sees_every_page_in_more_than_forty_states(walk: Walk) -> None:
    seen = Counter(name[:2] for name in walk.looks)

    assert seen["nl"] >= 60
    assert seen["en"] >= 50
    assert len({urlsplit(look.address).path for look in walk.looks.values()}) >= 50


def test_the_walk_sees_every_way_of_asking(walk: Walk, site: str, page: Page) -> None:
    facts = page.request.get(f"{site}/v1/feiten").json()["feiten"]
    types = {fact["type"] for fact in facts if fact["vraag"]}
    assert len(types) >= 7

    assert {kind for kind in types if f"nl question: {kind}" not in walk.looks} == set()


@pytest.mark.parametrize("group", ["yes", "judged", "question", "no", "not_known", "not_in_force"])
def test_the_walk_sees_every_kind_of_answer(walk: Walk, group: str) -> None:
    assert any(f'id="groep-{group}"' in look.body for look in walk.looks.values())


def test_what_looks_for_faults_finds_them(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(FAULTY)
    page.evaluate(AXE)

    drawn, found = page.evaluate(NOTICE), " ".join(violations(page))

    assert drawn["scroll_width"] > drawn["width"]
    assert any("Te breed" in one for one in drawn["sticking_out"])
    assert any("Afgesneden" in one for one in drawn["cut_off"])
    assert any("select" in one for one in drawn["cut_off"])
    assert any("Over elkaar" in one for one in drawn["text_over_text"])
    assert any("Tweede" in one for one in drawn["controls_overlap"])
    assert any("Klein" in one["name"] and one["high"] < 24 for one in drawn["targets"])
    assert "color-contrast" in found
    assert "image-alt" in found


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing(walk: Walk, size: str) -> None:
    """Every state on a phone, in both languages, of the schemes those with a part that none before had; on a desk every
    state in Dutch, of the schemes one."""
    not_looked = {name for name, look in walk.looks.items() if size not in look.axe}
    left_out = ("nl scheme: ",) if size == "phone" else ("en ", "nl scheme: ")
    assert {name for name in not_looked if not name.startswith(left_out)} == set()
    of_schemes = [name for name in walk.looks.keys() - not_looked if name.startswith("nl scheme: ")]
    assert len(of_schemes) >= (5 if size == "phone" else 1)

    assert wrong(walk, lambda look: look.axe.get(size, [])) == {}


@pytest.mark.parametrize("size", ["narrow", "phone", "desk", "large letters"])
def test_nothing_sticks_out_or_has_to_be_moved_sideways(walk: Walk, size: str) -> None:
    def too_wide(look: Look) -> list[str]:
        drawn = look.drawn[size]
        scrolls = [f"{drawn['scroll_width']} px of {drawn['width']}"] if drawn["scroll_width"] > drawn["width"] else []
        return [*drawn["sticking_out"], *scrolls]

    assert {look.drawn["narrow"]["width"] for look in walk.looks.values()} == {320}
    assert wrong(walk, too_wide) == {}


@pytest.mark.parametrize("size", ["narrow", "phone", "desk", "large letters"])
def test_nothing_is_cut_off_or_lies_over_something_else(walk: Walk, size: str) -> None:
    assert {look.drawn["large letters"]["root_font"] for look in walk.looks.values()} == {"32px"}
    for fault in ("cut_off", "text_over_text", "controls_overlap"):
        assert wrong(walk, lambda look, fault=fault: look.drawn[size][fault]) == {}, fault


def test_whatever_can_be_pressed_is_large_enough(walk: Walk) -> None:
    """44 pixels high for buttons, fields and links that stand alone in a menu; 24 for sources, more than one a line."""

    def too_small(look: Look) -> list[str]:
        return [
            f"{one['name']} {one['wide']:.0f} × {one['high']:.0f}"
            for one in look.drawn["phone"]["targets"]
            if not one["inside"] and (one["high"] < (24 if one["name"].startswith("a.") else 44) or one["wide"] < 24)
        ]

    assert sum(len(look.drawn["phone"]["targets"]) for look in walk.looks.values()) > 1_000
    assert wrong(walk, too_small) == {}


def test_every_page_says_its_language(walk: Walk) -> None:
    for name, look in walk.looks.items():
        english = name.startswith("en ") and not name.endswith("404")

        assert look.language == ("en" if english or look.address.startswith("/en/") else "nl"), name


def test_every_page_has_a_title_of_its_own(walk: Walk) -> None:
    """The same page behind several doors may share one; a question is a page for each thing it asks."""
    pages: dict[tuple[str, str], set[str]] = {}
    for name, look in walk.looks.items():
        path = re.sub(r"/(werkgever|samenwerking|opleider)\b|^/en\b|/\d+$", "", urlsplit(look.address).path)
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", look.body, re.DOTALL)
        assert heading, name
        asked = re.sub(r"<[^>]+>", "", heading[1])
        kind = asked if "refused" in name or path == "/vraag" else path
        pages.setdefault((look.language, re.sub(r"^(Fout|Error): ", "", look.title)), set()).add(kind)

    assert {title: kinds for title, kinds in pages.items() if len(kinds) > 1} == {}


def test_the_title_says_first_that_something_is_wrong(walk: Walk) -> None:
    for name, look in walk.looks.items():
        start = "Error: " if look.language == "en" else "Fout: "

        assert look.title.startswith(start) == ("mistake" in name), f"{name}: {look.title}"


def test_headings_go_down_one_step_at_a_time(walk: Walk) -> None:
    def jumps(look: Look) -> list[str]:
        levels = look.headings
        steps = [f"{a} → {b}" for a, b in pairwise(levels) if b > a + 1]
        return [*steps, *([] if levels.count(1) == 1 else [f"{levels.count(1)} main headings"])]

    assert wrong(walk, jumps) == {}


def test_the_browser_asks_nobody_else_for_anything(walk: Walk, site: str) -> None:
    assert len(walk.requests) > 500

    assert {address for address, _ in walk.requests if not address.startswith(f"{site}/")} == set()


def test_the_browser_has_nothing_to_complain_about(walk: Walk) -> None:
    assert walk.complaints == []


def test_no_answer_stands_in_an_address(walk: Walk, site: str) -> None:
    asked = {address.removeprefix(site) for address, _ in walk.requests}
    asked |= {came_from.removeprefix(site) for _, came_from in walk.requests if came_from}

    assert {address for address in asked if not ADDRESS.fullmatch(address)} == set()


def test_no_page_was_reached_from_the_address_of_a_secret(walk: Walk) -> None:
    assert sum("/plan/open/" in address for address, _ in walk.requests) >= 4

    assert [came_from for _, came_from in walk.requests if "/plan/open/" in came_from] == []


def test_the_browser_keeps_one_number_that_scripts_cannot_read(walk: Walk) -> None:
    for name, look in walk.looks.items():
        assert look.kept_in_browser == [], name
        assert [cookie["name"] for cookie in look.cookies] in ([], ["bezoek"]), name
        assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in look.cookies), name
        assert all(cookie["expires"] == -1 for cookie in look.cookies), name

    for reading in ("home", "about", "privacy", "schemes"):
        assert walk.looks[f"nl {reading}"].cookies == []
