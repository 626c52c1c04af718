# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An answer can be given again, to the byte, from its receipt alone; or we say that we no longer can."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from doorleren.basics import Problem
from doorleren.journeys import finding_shape, replay
from doorleren.rules import Book, read_book
from doorleren.rules import book as book_module
from doorleren.rules import kept as kept_module
from doorleren.rules.kept import keep

from .invented import dumped, write_facts, write_scheme

DAY = date(2021, 5, 3)
FACTS = """
facts:
  geboortedatum: {type: datum, owner: persoon, min: op - 110 years, max: op}
  gemeente: {type: code, owner: persoon, pattern: "GM[0-9]{4}", known_in: gemeentenaam}
  uren: {type: geheel-getal, owner: persoon, min: 0, max: 80, effort: 3}
  soort: {type: een-van, owner: opleiding, values: [a, b, c], effort: 1, weights: {a: 5}}
  diploma: {type: ladder, owner: persoon, values: [geen, laag, midden, hoog]}
  startkwal: {type: ja-nee, owner: persoon}
  kosten_eurocent: {type: geld, owner: opleiding, min: 0, effort: 2}
  schoenmaat: {type: geheel-getal, owner: persoon, min: 0, max: 60}
derived:
  leeftijd: {type: geheel-getal, formula: "years_between(geboortedatum, op)"}
  regio: {type: code, table: regio, of: gemeente}
impossible:
  - {id: startkwal_zonder_diploma, if: "startkwal and diploma <= laag", source: {document: wet, place: artikel 1}}
"""
TABLES = {
    "gemeentenaam": [["GM0001", "Eén", None, None], ["GM0002", "Twee", None, None]],
    "regio": [["GM0001", "R1", None, None], ["GM0002", "R2", None, None]],
}
SCHEME = """
  checked_on: 2021-01-01
  versions: [{from: 2020-01-01, until: 2022-01-01}, {from: 2022-01-01}]
  not_in_force: [{until: 2020-01-01}]
  amounts:
    grens: [{value: 55}]
    deel: [{value: 60%}]
    wacht: [{value: 18 months}]
    plafond_eurocent: [{value: 100000}]
    plaatsen: [{value: ["GM0001"]}]
  conditions:
    - {id: leeftijd, if: leeftijd < grens}
    - {id: uren, if: uren < 30}
    - {id: streek, if: 'regio in ["R1"] or gemeente in plaatsen'}
    - {id: wacht, if: geboortedatum + wacht <= op}
    - id: soort
      table: {of: soort, rows: {"a, b": diploma >= laag}, otherwise: false}
  pays: {amount: "min(deel * kosten_eurocent, plafond_eurocent)"}
"""
OTHER = """
  conditions:
    - {id: uren, if: 5 <= uren < 12}
    - {id: soort, if: soort = c}
"""
PERSON: dict[str, Any] = {
    "geboortedatum": date(1990, 2, 28),
    "gemeente": "GM0001",
    "uren": 36,
    "soort": "c",
    "startkwal": True,
    "schoenmaat": 43,
}


@dataclass
class Folder:
    """A book on disk that can be changed and read again, with its own place for kept rules."""

    path: Path

    def write(self, scheme: str = SCHEME, facts: str = FACTS, tables: Mapping[str, Any] = TABLES) -> "Folder":
        shutil.rmtree(self.path / "regelingen", ignore_errors=True)
        write_facts(self.path / "feiten", facts, tables)
        write_scheme(self.path / "regelingen", "geld", scheme)
        write_scheme(self.path / "regelingen", "anders", OTHER)
        return self

    def book(self) -> Book:
        found, problems = read_book(self.path / "regelingen", self.path / "feiten")
        assert found is not None
        assert [f"{p.where} {p.what.nl}" for p in problems] == []
        return found

    def edit(self, file: str, change: Callable[[str], str]) -> None:
        path = self.path / file
        before = path.read_text("utf-8")
        path.write_text(change(before), "utf-8")
        assert path.read_text("utf-8") != before


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A fresh book; rules are kept beside it, not in the program."""
    monkeypatch.setattr(kept_module.book_with, "__defaults__", (tmp_path / "bewaard",))
    return Folder(tmp_path).write()


def answer(book: Book, facts: Mapping[str, Any] = PERSON, on: date = DAY, language: str = "nl") -> dict[str, Any]:
    (found,) = book.findings(facts, on, language, only=["geld"])
    return finding_shape(found)


def as_bytes(shape: Any) -> bytes:
    return json.dumps(shape, ensure_ascii=False, indent=2).encode()


def replayed(book: Book, receipt: Any) -> tuple[list[bytes], list[Problem]]:
    found, problems = replay(book, json.loads(json.dumps(receipt)))
    return [as_bytes(finding_shape(one.finding)) for one in found], problems


# --- the same answer again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("on", [date(2019, 5, 1), date(2020, 1, 1), DAY, date(2023, 12, 31)])
@pytest.mark.parametrize("forget", [[], ["uren"], ["geboortedatum", "gemeente"], list(PERSON)])
def test_a_receipt_gives_the_same_bytes_again(folder: Folder, language: str, on: date, forget: list[str]):
    book = folder.book()
    given = {name: value for name, value in PERSON.items() if name not in forget}
    first = answer(book, given, on, language)

    again, problems = replayed(folder.book(), first["bewijs"])

    assert problems == []
    assert again == [as_bytes(first)]


def test_a_whole_overview_can_be_replayed_at_once(folder: Folder):
    book = folder.book()
    shapes = [finding_shape(found) for found in book.findings(PERSON, DAY, "nl")]

    again, problems = replayed(book, {"op": "2021-05-03", "regelingen": shapes})

    assert problems == []
    assert again == [as_bytes(shape) for shape in shapes]


@pytest.mark.parametrize("on", [date(2019, 5, 1), DAY, date(2023, 12, 31)])
@pytest.mark.parametrize("forget", [[], ["uren"], ["soort", "startkwal"], list(PERSON)])
def test_a_kept_rule_gives_the_same_bytes_after_the_book_has_changed(folder: Folder, on: date, forget: list[str]):
    """The old limit counts for the old answer, and facts, tables and other schemes may have changed as well."""
    given = {name: value for name, value in PERSON.items() if name not in forget}
    old = folder.book()
    first = answer(old, given, on)
    keep(old, folder.path / "bewaard")
    later = SCHEME.replace("value: 55", "value: 30").replace("100000", "1")
    facts = FACTS.replace("facts:", "facts:\n  eerst_dit: {type: ja-nee, owner: persoon}").replace("max: 80", "max: 60")
    folder.write(later, facts, {**TABLES, "regio": [["GM0001", "R9", None, None]]})

    again, problems = replayed(folder.book(), first["bewijs"])

    assert problems == []
    assert again == [as_bytes(first)]
    assert answer(folder.book(), given, on)["bewijs"]["hash"] != first["bewijs"]["hash"]


def test_kept_words_are_used_with_the_rule_that_still_holds(folder: Folder):
    old = folder.book()
    first = answer(old)
    keep(old, folder.path / "bewaard")
    folder.edit("regelingen/geld/words.nl.yaml", lambda text: text.replace("Dit moet.", "Anders gezegd."))

    again, problems = replayed(folder.book(), first["bewijs"])

    assert problems == []
    assert again == [as_bytes(first)]


def test_the_general_way_out_belongs_to_the_words_of_an_answer(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    """Another sentence for everybody who hears no: the old answer keeps the old one."""
    old = folder.book()
    first = answer(old, on=date(2019, 5, 1))
    keep(old, folder.path / "bewaard")
    general, problems = book_module.general_words()
    other = {**general["nl"].raw, "way_out": "Ga naar huis.", "absent": "Bestond niet op {dag}."}
    changed = {**general, "nl": book_module.general_of(other)}
    monkeypatch.setattr(book_module, "general_words", lambda: (changed, problems))

    again, problems = replayed(folder.book(), first["bewijs"])

    assert problems == []
    assert again == [as_bytes(first)]
    assert answer(folder.book(), on=date(2019, 5, 1))["watNu"]["zin"] == "Ga naar huis."


def test_keeping_twice_writes_nothing_new(folder: Folder):
    first = keep(folder.book(), folder.path / "bewaard")
    second = keep(folder.book(), folder.path / "bewaard")

    assert len(first) >= 4
    assert second == []


# --- what the hash covers -------------------------------------------------------------------------------------------


def hash_after(folder: Folder, file: str, change: Callable[[str], str]) -> str:
    folder.edit(file, change)
    return folder.book().hashes["geld"]


def reordered(text: str) -> str:
    """The same fields, the last first."""
    blocks: list[str] = []
    for line in text.splitlines():
        if line.startswith((" ", "-")) and blocks:
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line)
    return "\n".join(reversed(blocks)) + "\n"


def with_timing(text: str, paid: str) -> str:
    """The scheme with what a guide says of paying; nothing else leans on that guide."""
    raw = yaml.load(text, Loader=yaml.BaseLoader)
    raw["documents"]["gids"] = {"title": "Gids"}
    raw["timing"] = [{"paid": paid, "to": "inwoner", "source": {"document": "gids", "place": "bladzijde 2"}}]
    return dumped(raw)


SAME = {
    "a comment": ("regelingen/geld/scheme.yaml", lambda text: f"# Een toelichting.\n{text}"),
    "the order of fields": ("regelingen/geld/scheme.yaml", reordered),
    "the spelling of a rule": (
        "regelingen/geld/scheme.yaml",
        lambda t: t.replace("leeftijd < grens", " leeftijd<(grens) "),
    ),
    "the spelling of a period": ("regelingen/geld/scheme.yaml", lambda t: t.replace("<= op", "<=  op")),
    "the spelling in a row of a table": (
        "regelingen/geld/scheme.yaml",
        lambda text: text.replace("diploma >= laag", "( diploma>=laag )"),
    ),
    "the order of values in a row": ("regelingen/geld/scheme.yaml", lambda text: text.replace('"a, b"', '"b,a"')),
    "the spelling of a sum": (
        "regelingen/geld/scheme.yaml",
        lambda text: text.replace("min(deel * kosten_eurocent, ", "min((deel*kosten_eurocent),"),
    ),
    "the day somebody checked it": (
        "regelingen/geld/scheme.yaml",
        lambda text: text.replace("2021-01-01", "2024-06-06"),
    ),
    "what is said of paying, with a document of its own": (
        "regelingen/geld/scheme.yaml",
        lambda text: with_timing(text, "afterwards"),
    ),
    "a wording": ("regelingen/geld/words.nl.yaml", lambda text: text.replace("Dit moet.", "Anders gezegd.")),
    "how a fact is asked": ("feiten/facts.nl.yaml", lambda text: text.replace("uren?", "Hoeveel uur?")),
    "what we expect people to answer": ("feiten/facts.yaml", lambda text: text.replace("{a: 5}", "{a: 50}")),
    "a fact that it does not use": ("feiten/facts.yaml", lambda text: text.replace("max: 60", "max: 65")),
    "a comment in the facts": ("feiten/facts.yaml", lambda text: f"# Feiten.\n{text}"),
    "another scheme": ("regelingen/anders/scheme.yaml", lambda text: text.replace("uren < 12", "uren < 13")),
}
OTHERWISE = {
    "a limit": ("regelingen/geld/scheme.yaml", lambda text: text.replace("55", "56")),
    "an amount": ("regelingen/geld/scheme.yaml", lambda text: text.replace("100000", "100001")),
    "a share": ("regelingen/geld/scheme.yaml", lambda text: text.replace("60%", "60.0001%")),
    "a period": ("regelingen/geld/scheme.yaml", lambda text: text.replace("18 months", "19 months")),
    "a first day": ("regelingen/geld/scheme.yaml", lambda text: text.replace("2022-01-01", "2022-01-02")),
    "a number in a rule": ("regelingen/geld/scheme.yaml", lambda text: text.replace("uren < 30", "uren < 31")),
    "a comparison": ("regelingen/geld/scheme.yaml", lambda text: text.replace("uren < 30", "uren <= 30")),
    "a code in a list": ("regelingen/geld/scheme.yaml", lambda text: text.replace('"GM0001"', '"GM0002"')),
    "a row of a table in the rule": ("regelingen/geld/scheme.yaml", lambda text: text.replace('"a, b"', '"a"')),
    "the place in the source": ("regelingen/geld/scheme.yaml", lambda text: text.replace("artikel 1", "artikel 2")),
    "a table": ("feiten/tables/regio.yaml", lambda text: text.replace("R2", "R1")),
    "the municipalities": ("feiten/tables/gemeentenaam.yaml", lambda text: text.replace("GM0002", "GM0003")),
    "a derived formula": (
        "feiten/facts.yaml",
        lambda t: t.replace("geboortedatum, op)", "geboortedatum, start_of_year(op))"),
    ),
    "the domain of a fact": ("feiten/facts.yaml", lambda text: text.replace("max: 80", "max: 70")),
    "the steps of a ladder": ("feiten/facts.yaml", lambda text: text.replace("laag, midden", "midden, laag")),
    "what cannot go together": ("feiten/facts.yaml", lambda text: text.replace("diploma <= laag", "diploma < laag")),
    "what a change costs": ("feiten/facts.yaml", lambda text: text.replace("effort: 3", "effort: 4")),
}


@pytest.mark.parametrize("what", SAME)
def test_the_hash_stays_the_same_with_another(what: str, folder: Folder):
    """What does not change an answer does not make an old receipt worthless."""
    before = folder.book().hashes["geld"]

    after = hash_after(folder, *SAME[what])

    assert after == before


@pytest.mark.parametrize("what", OTHERWISE)
def test_the_hash_changes_with(what: str, folder: Folder):
    """One hash, one answer: whatever can change an answer changes the hash."""
    before = folder.book().hashes["geld"]

    after = hash_after(folder, *OTHERWISE[what])

    assert after != before


def test_words_have_a_hash_of_their_own(folder: Folder):
    before = answer(folder.book())["bewijs"]
    folder.edit("regelingen/geld/words.nl.yaml", lambda text: text.replace("Dit moet.", "Anders gezegd."))

    after = answer(folder.book())["bewijs"]

    assert after["hash"] == before["hash"]
    assert after["woordenHash"] != before["woordenHash"]


# --- what a receipt holds -------------------------------------------------------------------------------------------


def test_a_receipt_holds_only_the_facts_that_bear_on_the_scheme(folder: Folder):
    """Who hands in one receipt does not hand over everything they told."""
    receipt = answer(folder.book())["bewijs"]

    assert set(receipt["feiten"]) == set(PERSON) - {"schoenmaat"}
    assert (receipt["op"], receipt["taal"], receipt["versie"]) == ("2021-05-03", "nl", "geld@2020-01-01")


def test_a_fact_that_counts_by_way_of_another_is_in_the_receipt(folder: Folder):
    """The rule asks for a diploma; that somebody has a start qualification says something about it."""
    with_it = answer(folder.book(), {"startkwal": True, "soort": "a"})
    without = answer(folder.book(), {"soort": "a"})

    assert "startkwal" in with_it["bewijs"]["feiten"]
    assert {one["id"]: one["uitkomst"] for one in with_it["voorwaarden"]}["soort"] == "ja"
    assert {one["id"]: one["uitkomst"] for one in without["voorwaarden"]}["soort"] == "open"


# --- what cannot be replayed ----------------------------------------------------------------------------------------


def receipt_with(folder: Folder, **changes: Any) -> dict[str, Any]:
    return {**answer(folder.book())["bewijs"], **changes}


def test_a_rule_that_we_no_longer_have_is_said_and_never_replaced(folder: Folder):
    """The nearest rule is another rule."""
    receipt = receipt_with(folder, hash="0" * 64)

    answers, problems = replayed(folder.book(), receipt)

    assert answers == []
    assert [problem.what.nl for problem in problems] == [
        f"De regel of de woorden achter «geld@2020-01-01» (hash {'0' * 64}) hebben wij niet meer."
    ]
    assert "Vraag het antwoord opnieuw aan" in problems[0].what_now.nl


@pytest.mark.parametrize(
    "changes",
    [
        {"woordenHash": "f" * 64},
        {"hash": "../../../etc/passwd"},
        {"woordenHash": "../words"},
        {"hash": ""},
        {"hash": None},
        {"hash": ["a"]},
        {"versie": "anders@2020-01-01"},
        {"versie": "bestaat-niet@2020-01-01"},
        {"versie": 3},
    ],
)
def test_a_receipt_that_names_something_else_gives_no_answer(folder: Folder, changes: dict[str, Any]):
    keep(folder.book(), folder.path / "bewaard")
    receipt = receipt_with(folder, **changes)

    answers, problems = replayed(folder.book(), receipt)

    assert (answers, len(problems)) == ([], 1)


@pytest.mark.parametrize("op", ["0001-01-01", "9999-12-31", "2021-02-30", "vandaag", None, 20210503])
def test_a_receipt_for_a_day_we_do_not_know_gives_no_answer(folder: Folder, op: Any):
    answers, problems = replayed(folder.book(), receipt_with(folder, op=op))

    assert (answers, len(problems)) == ([], 1)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"uren": 99}, "uren"),
        ({"gewicht": 70}, "gewicht"),
        ({"leeftijd": 35}, "leeftijd"),
        ({"geboortedatum": "2021-05-04"}, "geboortedatum"),
        ({"startkwal": True, "diploma": "geen"}, "Niet samen"),
        ({"uren": {"a": [1]}}, "uren"),
    ],
)
def test_facts_that_were_tampered_with_into_nonsense_are_told(folder: Folder, facts: dict[str, Any], word: str):
    answers, problems = replayed(folder.book(), receipt_with(folder, feiten=facts))

    assert answers == []
    assert any(word in problem.what.nl for problem in problems)


@pytest.mark.parametrize("value", [None, [], "bewijs", {}, {"bewijs": 3}, {"regelingen": []}, {"regelingen": [3]}])
def test_what_is_no_receipt_is_told(folder: Folder, value: Any):
    answers, problems = replayed(folder.book(), value)

    assert answers == []
    assert [problem.what.nl for problem in problems] == ["Dit is geen bewijs van Doorleren."]


@pytest.mark.parametrize("part", ["versie", "hash", "woordenHash", "op", "taal", "feiten"])
def test_a_receipt_that_lacks_a_part_says_which(folder: Folder, part: str):
    receipt = receipt_with(folder)
    del receipt[part]

    answers, problems = replayed(folder.book(), receipt)

    assert answers == []
    # Without a hash nothing shows that it was a receipt at all.
    assert problems[0].what.nl == (
        "Dit is geen bewijs van Doorleren." if part == "hash" else f"«{part}» ontbreekt in het bewijs."
    )


@pytest.mark.parametrize("kind", ["rules", "words"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b'{"scheme": {}}', b"\xff\xfe", b"[" * 100_000])
def test_a_kept_file_with_another_content_is_refused(folder: Folder, kind: str, content: bytes):
    """The name of a kept file is the hash of what is in it; what does not fit is not used."""
    old = folder.book()
    first = answer(old)
    keep(old, folder.path / "bewaard")
    for path in (folder.path / "bewaard" / kind).iterdir():
        path.write_bytes(content)
    folder.write(SCHEME.replace("value: 55", "value: 30"))
    folder.edit("regelingen/geld/words.nl.yaml", lambda text: text.replace("Dit moet.", "Anders gezegd."))

    answers, problems = replayed(folder.book(), first["bewijs"])

    assert (answers, len(problems)) == ([], 1)


def test_a_kept_rule_that_somebody_bent_is_refused(folder: Folder):
    """Raising the limit in the kept file does not give an old answer with a new limit."""
    old = folder.book()
    first = answer(old)
    keep(old, folder.path / "bewaard")
    rule = folder.path / "bewaard" / "rules" / f"{first['bewijs']['hash']}.json"
    rule.write_text(rule.read_text("utf-8").replace('"55"', '"99"').replace("55", "99"), "utf-8")
    folder.write(SCHEME.replace("value: 55", "value: 30"))

    answers, problems = replayed(folder.book(), first["bewijs"])

    assert (answers, len(problems)) == ([], 1)
