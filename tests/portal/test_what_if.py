# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""«Wat als?»: an analyst changes a scheme and sees who notices, over people who are made up."""

import csv
import html
import io
import json
import re
import shlex
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from doorleren.cli.house import House
from doorleren.cli.main import run
from doorleren.journeys import what_if
from doorleren.journeys.compare_people import Compared
from doorleren.journeys.what_if import Population
from doorleren.population import write_made_up
from doorleren.rules import Book

from .conftest import TODAY, Visitor

PEOPLE = 3_000
CHANGED = "/wat-als/leergeld?op=2026-11-21&bedrag-grens_leeftijd=30&zonder=soort&per=leeftijd&per=werk"
SHARES = "&gebruik-van=30&gebruik-tot=60&toch-al-van=20&toch-al-tot=50"


@pytest.fixture(scope="module")
def small() -> Iterator[Population]:
    """Fewer people than visitors see, so that the tests do not wait; made once."""
    patch = pytest.MonkeyPatch()
    patch.setattr(what_if, "MADE_UP", PEOPLE)
    yield Population()
    patch.undo()


@pytest.fixture(autouse=True)
def people(small: Population, monkeypatch: pytest.MonkeyPatch) -> Population:
    monkeypatch.setattr("doorleren.wiring.middleware.the_population", lambda: small)
    return small


def commands(page: str) -> list[list[str]]:
    """The commands that a page shows."""
    found = re.search(r'<pre class="doorleren-code"><code>(.*?)</code>', page, re.DOTALL)
    assert found
    return [shlex.split(line) for line in html.unescape(found[1]).split("\n") if line]


def without_time(shape: Any) -> Any:
    return {name: value for name, value in shape.items() if name != "seconden"}


def test_who_chooses_sees_each_scheme_with_a_rule_of_the_day(visitor: Visitor) -> None:
    visitor.visit("/wat-als")

    assert "Voorbeeld leergeld" in visitor.text
    assert "Voorbeeldafspraak techniek" not in visitor.text
    assert "Voorbeeld oude regeling" not in visitor.text


def test_a_first_visit_shows_the_rule_as_it_is(visitor: Visitor) -> None:
    visitor.visit("/wat-als/leergeld")

    assert visitor.status == 200
    assert "U hebt nog niets veranderd." in visitor.text
    assert 'name="bedrag-grens_leeftijd" value="57"' in visitor.html
    assert "Nu: € 2.500" in visitor.text
    assert "Door welke verandering?" not in visitor.text


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_page_says_that_nobody_in_it_exists(start: str, visitor: Visitor) -> None:
    visitor.visit(start + CHANGED)

    assert ("Deze mensen zijn verzonnen." if not start else "These people are made up.") in visitor.text
    people = re.search(r'<div class="doorleren-warning doorleren-people">', visitor.html)
    assert people, "what is printed has it too: no print rule hides this part"


def test_the_page_tells_the_figures_of_the_comparison(visitor: Visitor, people: Population, book: Book) -> None:
    asked = Compared("leergeld", "leergeld", TODAY, (("grens_leeftijd", "30"),), ("soort",), ("leeftijd", "werk"))
    with people.on(book, TODAY) as prepared:
        shape, problems = prepared.compare(asked, "nl")
    assert shape is not None, problems

    visitor.visit(CHANGED)

    assert shape["verliest"] + shape["kanWinnen"] + shape["kanVerliezen"] > 0
    for kind, words in (("wint", "Kan het nu wel krijgen"), ("verliest", "Kan het niet meer krijgen")):
        assert f"{words} {shape[kind]:,}".replace(",", ".") in visitor.text
    assert f"van hen: komt er misschien bij {shape['kanWinnen']:,}".replace(",", ".") in visitor.text
    assert f"van hen: valt er misschien af {shape['kanVerliezen']:,}".replace(",", ".") in visitor.text


def test_the_commands_on_the_page_make_the_same_figures_again(
    visitor: Visitor, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    visitor.visit(CHANGED + SHARES)
    shown = commands(visitor.html)
    assert [line[:3] for line in shown] == [["doorleren", "bevolking", "maak"], ["doorleren", "vergelijk", "leergeld"]]
    downloaded = json.loads(Client().get(CHANGED.replace("?", "/cijfers.json?") + SHARES).content)

    for line in shown:
        capsys.readouterr()
        assert run(line[1:], House(lambda: book)) == 0

    assert without_time(json.loads(capsys.readouterr().out)) == without_time(downloaded)
    assert downloaded["aannamen"]["gebruik"] == [30, 60]
    assert downloaded["naar"]["wijzig"] == {"grens_leeftijd": "30"}


def test_a_download_says_that_the_people_are_made_up() -> None:
    answers = {form: Client().get(CHANGED.replace("?", f"/cijfers.{form}?")) for form in ("json", "csv")}

    assert json.loads(answers["json"].content)["synthetisch"] is True
    rows = list(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 100
    assert {row["synthetisch"] for row in rows} == {"ja"}
    assert all("verzonnen-mensen" in one.headers["Content-Disposition"] for one in answers.values())


def test_a_table_has_the_figures_of_the_json() -> None:
    shape = json.loads(Client().get(CHANGED.replace("?", "/cijfers.json?")).content)
    text = Client().get(CHANGED.replace("?", "/cijfers.csv?")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    found = {(row["deel"], row["groep"], row["cijfer"], row["versie"]): row["waarde"] for row in rows}

    assert len(found) == len(rows)
    assert found["iedereen", "", "verliest", ""] == str(shape["verliest"])
    assert found["kosten", "", "eurocent_max", "wordt"] == str(shape["kosten"]["wordt"]["max"])
    for group in shape["perGroep"]["werk"]:
        assert found["werk", group["groep"], "kanWinnen", ""] == str(group["kanWinnen"])


def test_everything_that_is_wrong_is_told_at_once_at_its_field(visitor: Visitor) -> None:
    visitor.visit(
        "/wat-als/leergeld?bedrag-grens_leeftijd=veel&bedrag-maximum_eurocent=-3&bedrag-deel=101&zonder=haar"
        "&per=schoenmaat&gebruik-van=70&gebruik-tot=20&toch-al-van=9&raar=1&op=gisteren"
    )

    assert visitor.status == 400
    for sentence in (
        "‘veel’ is geen getal.",
        "‘-3’ kan niet. Vul een getal in van 0 tot en met 1000000000.",
        "‘101’ kan niet. Vul een getal in van 0 tot en met 100.",
        "De voorwaarde ‘haar’ kennen wij niet.",
        "De groep ‘schoenmaat’ kennen wij niet.",
        "70 is meer dan 20.",
        "Vul het laagste en het hoogste in, of geen van beide.",
        "‘raar’ in het adres kennen wij niet.",
        "‘gisteren’ is geen dag die wij kennen.",
    ):
        assert visitor.text.count(sentence) >= 1, sentence
    assert 'name="bedrag-grens_leeftijd" value="veel"' in visitor.html
    assert 'name="gebruik-van" value="70"' in visitor.html
    assert "Het antwoord" not in visitor.text
    for field in re.findall(r'href="#([^"]+)"', visitor.html):
        assert f'id="{field}"' in visitor.html


@pytest.mark.parametrize(
    ("typed", "means"),
    [("2.500,50", "250050"), ("€ 3000", "300000"), ("1250.5", "125050"), ("0", "0"), ("", None), ("2500", None)],
)
def test_an_amount_is_read_as_people_write_it(typed: str, means: str | None) -> None:
    answer = Client().get("/wat-als/leergeld/cijfers.json", {"op": "2026-11-21", "bedrag-maximum_eurocent": typed})

    assert json.loads(answer.content)["naar"]["wijzig"] == ({} if means is None else {"maximum_eurocent": means})


@pytest.mark.parametrize("address", ["/wat-als/bestaat-niet", "/wat-als/afspraak-techniek", "/wat-als/x/cijfers.json"])
def test_what_has_no_rule_has_no_page(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_on_a_day_without_a_rule_another_day_can_be_chosen(visitor: Visitor) -> None:
    visitor.visit("/wat-als/oude-regeling?op=2026-11-21")

    assert visitor.status == 400
    assert "Op 21 november 2026 kennen wij geen regels van deze regeling." in visitor.text
    assert 'name="op" value="2026-11-21"' in visitor.html


def test_an_address_with_hostile_text_shows_it_as_text() -> None:
    hostile = '"><script>alert(1)</script>'
    fields = ("op", "bedrag-grens_leeftijd", "zonder", "per", "gebruik-van", hostile)

    answer = Client().get("/wat-als/leergeld", dict.fromkeys(fields, hostile))

    assert answer.status_code == 400
    assert "<script" not in answer.content.decode()


def test_the_page_has_no_script_and_no_style_of_its_own_and_no_cookie(visitor: Visitor) -> None:
    visitor.visit(CHANGED)

    assert "<svg" in visitor.html
    for never in ("<script", "<style", " style="):
        assert never not in visitor.html
    assert "default-src 'none'" in visitor.responses[0].headers["Content-Security-Policy"]
    assert not visitor.responses[0].cookies


def test_an_example_tells_the_deciding_facts_only_and_many_are_like_that(visitor: Visitor) -> None:
    shape = json.loads(Client().get(CHANGED.replace("?", "/cijfers.json?")).content)

    assert shape["voorbeelden"]
    for one in shape["voorbeelden"]:
        assert one["gedeeldDoor"] >= 10
        assert set(one["feiten"]) <= {"geboortedatum", "opleiding_soort"}


def test_bars_stay_within_their_drawing_and_have_one_scale(visitor: Visitor) -> None:
    visitor.visit(CHANGED)

    bars = re.findall(
        r'<rect class="doorleren-bar doorleren-bar--[\w-]+" x="([\d.]+)%" y="3" width="([\d.]+)%"', visitor.html
    )

    assert len(bars) > 5
    assert all(float(x) >= -0.5 and float(x) + float(width) <= 100.5 for x, width in bars)
    assert len(set(re.findall(r'x1="(\d+%)" x2', visitor.html))) == 1


def test_a_third_question_at_once_is_asked_to_come_back(people: Population, book: Book, visitor: Visitor) -> None:
    """Who studies policy must not keep residents waiting."""
    with people.on(book, TODAY), people.on(book, TODAY):
        visitor.visit("/wat-als/leergeld")

    assert visitor.status == 503
    assert visitor.responses[0].headers["Retry-After"] == "3"
    assert "Het is nu druk" in visitor.text
    assert visitor.visit("/wat-als/leergeld").status == 200


def test_many_can_ask_at_the_same_time(people: Population, book: Book) -> None:
    asked = [
        Compared("leergeld", "leergeld", TODAY, (("grens_leeftijd", str(30 + n)),), by=("leeftijd", "sector"))
        for n in range(8)
    ]
    with people.on(book, TODAY) as prepared:
        first = [without_time(prepared.compare(one, "nl")[0]) for one in asked]
        prepared._answers.clear()
        prepared._groupings.clear()
        found: dict[int, Any] = {}

        def ask(n: int) -> None:
            found[n] = without_time(prepared.compare(asked[n], "nl")[0])

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [found[n] for n in range(8)] == first


# --- people from a file ---------------------------------------------------------------------------------------------


@pytest.fixture
def own_file(tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch) -> Path:
    """People of whom the file does not say that they are made up."""
    path = tmp_path / "register.parquet"
    write_made_up(path, 2_000, 5, date(2026, 11, 1), book.facts)
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({}), path)
    population = Population(path)
    monkeypatch.setattr("doorleren.wiring.middleware.the_population", lambda: population)
    return path


def test_counts_of_people_who_may_be_real_are_rounded_and_the_page_says_so(own_file: Path, visitor: Visitor) -> None:
    visitor.visit(CHANGED)
    shape = json.loads(Client().get(CHANGED.replace("?", "/cijfers.json?")).content)

    assert "Aantallen zijn afgerond." in visitor.text
    assert "verzonnen mensen van 15" not in visitor.text
    assert (shape["synthetisch"], shape["afgerond"]) == (False, True)
    assert {one[kind] % 5 for one in (shape, *shape["perGroep"]["leeftijd"]) for kind in ("wint", "nietZeker")} == {0}
    assert str(own_file.parent) not in visitor.html
    assert commands(visitor.html)[0][:5] == ["doorleren", "vergelijk", "leergeld", "leergeld", "--bevolking"]


def test_the_command_for_a_file_makes_the_same_figures(
    own_file: Path, visitor: Visitor, book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(own_file.parent)
    (command,) = commands(visitor.visit(CHANGED).html)
    downloaded = json.loads(Client().get(CHANGED.replace("?", "/cijfers.json?")).content)
    capsys.readouterr()

    assert run(command[1:], House(lambda: book)) == 0

    assert without_time(json.loads(capsys.readouterr().out)) == without_time(downloaded)


def test_a_file_with_mistakes_gives_no_figures_and_shows_nothing_of_its_rows(
    tmp_path: Path, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mensen.csv"
    path.write_text("geboortedatum,werk\n1980-01-01,werknemer\n1975-02-03,tovenaar\n", "utf-8")
    monkeypatch.setattr("doorleren.wiring.middleware.the_population", lambda: Population(path))

    visitor.visit("/wat-als/leergeld")

    assert visitor.status == 503
    assert "Het bestand met mensen klopt niet" in visitor.text
    assert "tovenaar" not in visitor.html
    assert "tovenaar" in capsys.readouterr().err


def test_the_day_of_a_made_up_file_is_the_day_of_the_question(
    tmp_path: Path, book: Book, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mensen.parquet"
    write_made_up(path, 500, 1, date(2025, 3, 4), book.facts)
    monkeypatch.setattr("doorleren.wiring.middleware.the_population", lambda: Population(path))

    visitor.visit("/wat-als/leergeld")

    assert 'name="op" value="2025-03-04"' in visitor.html
    assert "Deze mensen zijn verzonnen." in visitor.text
