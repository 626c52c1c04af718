# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The XML feed of EDU-DEX: a directory leads to an institute and its programmes, and nowhere else."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from doorleren.catalogue import Course, Offering, Provider, id_of
from doorleren.catalogue.as_json import digest_of, to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note
from doorleren.importers.edudex import EduDex
from doorleren.importers.edudex_reading import EVERY

from .edudex_cases import CASES, course, courses, offering, problems, programme, providers, read, stops, told

NAMES = ["Lasser", "Beginnen met de computer", "Eerste hulp"]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """The feed in a folder of its own, so that it can be broken."""
    shutil.copytree(CASES / "feed", tmp_path / "feed")
    return tmp_path / "feed"


@pytest.fixture
def served(feed: Path) -> Iterator[str]:
    """The feed at an address on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(feed)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def everything(at: Path | str) -> list[Event]:
    return list(EduDex(str(at)).read())


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_directory_leads_to_the_institute_and_every_programme(feed: Path) -> None:
    """Also with line breaks and spaces around an address, with a prefix for its names, and with two programmes in a file."""
    events = everything(feed / "adreslijst.xml")

    assert [one.name for one in providers(events)] == ["Voorbeeldschool Noord"]
    assert [one.name for one in courses(events)] == NAMES
    assert problems(events) == []
    assert stops(events) == []


def test_at_an_address_the_same_is_read(served: str, feed: Path) -> None:
    events = everything(f"{served}/adreslijst.xml?key=geheim")

    assert [one.name for one in courses(events)] == NAMES
    assert stops(events) == []
    assert "geheim" not in repr(events)


def test_an_absolute_address_is_followed(served: str, feed: Path) -> None:
    change(feed / "adreslijst.xml", "opleidingen/lassen.xml", f"{served}/opleidingen/lassen.xml")

    assert [one.name for one in courses(everything(f"{served}/adreslijst.xml"))] == NAMES


def test_xml_says_what_json_says(feed: Path) -> None:
    events = everything(feed / "opleidingen" / "lassen.xml")

    found, run = course(events), offering(events)
    assert (found.kind, found.level.mbo, found.duration_months, found.minutes_per_week) == (
        "mbo_bbl",
        "niveau2",
        18,
        720,
    )
    assert found.about == "U leert lassen.\n\n- MIG\n- TIG"
    assert found.words == ("lassen", "metaal")
    assert (run.price_cents, run.form, run.moments, run.language, run.places) == (
        110_900,
        "deeltijd",
        {"avond"},
        "nl",
        14,
    )
    assert run.rest["endDate"] == {"isFinal": "false"}
    assert found.rest["programClassification"]["programLocation"] == [
        {"id": "hal", "description": "Werkplaats in het noorden"}
    ]


def test_a_folder_is_read_and_each_file_once(feed: Path) -> None:
    (feed / "leesmij.txt").write_text("voor mensen")

    events = everything(feed)

    assert [one.name for one in courses(events)] == NAMES
    assert [(one.where, type(one)) for one in problems(events)] == [(str(feed / "leesmij.txt"), Note)]


def test_json_and_xml_stand_together_in_a_folder(feed: Path) -> None:
    (feed / "aanbod.json").write_text((CASES / "opleiding.json").read_text(encoding="utf-8"), encoding="utf-8")

    assert {one.name for one in courses(everything(feed))} == {*NAMES, "Zorg voor dieren"}


def test_read_twice_is_the_same(feed: Path) -> None:
    first, second = (
        [digest_of(to_text(one)) for one in everything(feed) if isinstance(one, Course | Offering | Provider)]
        for _ in (1, 2)
    )

    assert first == second
    assert len(first) == 7


def test_the_order_of_elements_does_not_matter_and_is_said(feed: Path) -> None:
    """EDU-DEX refuses a file in another order; what it says is clear all the same."""
    before = course(everything(feed / "opleidingen" / "lassen.xml"))
    file = feed / "opleidingen" / "lassen.xml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  <programDescriptions>"), text.index("  <programExternalAcknowledgements>")
    moved = text[start:end]
    file.write_text(
        text[:start] + text[end:].replace("</programSchedule>\n", "</programSchedule>\n" + moved), encoding="utf-8"
    )

    events = everything(file)

    assert course(events) == before
    (note,) = (one for one in problems(events) if one.field != "orgUnitId")
    assert isinstance(note, Note)
    assert (note.field, note.expected.nl) == ("programDescriptions", "eerst programDescriptions, dan programSchedule")
    assert note.where.startswith(f"{file}:")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (">2025-09-01<", ">2025-09-31<", "date"),
        ("<amount>1000.00<", "<amount>duizend<", "amount"),
        (">part-time<", ">soms<", "programForm"),
        ("<nlqfLevel>2<", "<nlqfLevel>hoog<", "nlqfLevel"),
        ('<studyLoad period="week">12<', '<studyLoad period="week">twaalf<', "week"),
        ("<zipcode>9919 AB<", "<zipcode>Loppersum<", "zipcode"),
    ],
)
def test_a_problem_says_on_which_line_it_is(feed: Path, old: str, new: str, field: str) -> None:
    file = feed / "opleidingen" / "lassen.xml"
    change(file, old, new)
    line = next(number for number, text in enumerate(file.read_text().splitlines(), start=1) if new in text)

    (problem,) = (one for one in problems(everything(file)) if one.field != "orgUnitId")

    assert problem.field == field
    assert problem.where.split(" ")[0].endswith(f"lassen.xml:{line}")


@pytest.mark.parametrize(
    "text",
    [
        "<program><programName",
        "",
        "<html><body>Log in</body></html>",
        "<program xmlns='x'/>",
        "{geen json",
        "\x00\x01\x02",
        '<!DOCTYPE program SYSTEM "http://127.0.0.1:9/x.dtd"><program><editor/></program>',
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><program><editor>&x;</editor></program>',
        '<!DOCTYPE p [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(20))
        + "]><program><editor>&v;</editor></program>",
        "<program>" + "<a>" * 100_000 + "</a>" * 100_000 + "</program>",
    ],
)
def test_a_broken_file_is_one_problem_and_the_others_go_on(feed: Path, text: str) -> None:
    """Also a file that would have us fetch something else, or that would fill the memory."""
    (feed / "opleidingen" / "lassen.xml").write_text(text, encoding="utf-8")

    at = feed / "adreslijst.xml"
    events = everything(at)

    assert [one.name for one in courses(events)] == NAMES[1:]
    (problem,) = problems(events)
    assert isinstance(problem, Misread)
    assert problem.record_id == id_of("course", str(at), "voorbeeldschool/LAS-1")
    assert "lassen.xml" in problem.where
    assert stops(events) == []
    assert "root:" not in repr(events)


def test_a_file_that_is_not_there_is_one_problem(served: str, feed: Path) -> None:
    (feed / "opleidingen" / "lassen.xml").unlink()

    for at in (str(feed / "adreslijst.xml"), f"{served}/adreslijst.xml"):
        events = everything(at)

        assert [one.name for one in courses(events)] == NAMES[1:]
        (problem,) = problems(events)
        assert isinstance(problem, Misread)
        assert problem.record_id == id_of("course", at, "voorbeeldschool/LAS-1")


def test_a_broken_institute_leaves_the_provider_that_we_have(feed: Path) -> None:
    (feed / "instituut.xml").write_text("<html/>")

    at = feed / "adreslijst.xml"
    events = everything(at)

    assert providers(events) == []
    assert len(courses(events)) == 3
    (problem,) = problems(events)
    assert isinstance(problem, Misread)
    assert problem.record_id == id_of("provider", str(at), "voorbeeldschool")


def test_a_broken_file_in_a_folder_may_hold_anything_so_nothing_has_disappeared(feed: Path) -> None:
    (feed / "kapot.xml").write_text("<program")

    events = everything(feed)

    assert [one.name for one in courses(events)] == NAMES
    assert len(problems(events)) == 1
    assert len(stops(events)) == 1


@pytest.mark.parametrize("name", ["weg.xml", "leeg/"])
def test_a_source_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "leeg").mkdir()

    events = everything(tmp_path / name)

    assert len(events) == len(stops(events)) == 1


@pytest.mark.parametrize("text", ["<html/>", "geen van beide", "[", "<program", "null", '"hallo"', "[" * 5_000])
def test_a_source_that_is_something_else_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "bron").write_text(text)

    events = everything(tmp_path / "bron")

    assert len(events) == len(stops(events)) == 1


@pytest.mark.parametrize("answer", ['{"error": "token expired"}', '["hallo"]', '[[{"a": 1}]]', "[null]"])
def test_an_answer_that_holds_no_programmes_closes_nothing(tmp_path: Path, answer: str) -> None:
    (tmp_path / "bron.json").write_text(answer)

    events = everything(tmp_path / "bron.json")

    assert len(stops(events)) == 1
    (problem,) = problems(events)
    assert problem.expected.nl == "een opleiding of een instituut van EDU-DEX"


def test_an_address_that_does_not_answer_is_said() -> None:
    events = everything("http://127.0.0.1:9/adreslijst.xml")

    assert len(events) == len(stops(events)) == 1


@pytest.mark.parametrize(
    "reference",
    [
        "../../geheim.xml",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:9/x",
        "http://[::1]:9/x",
        "http://[kapot",
        "gopher://voorbeeld.example/x",
        "",
    ],
)
def test_a_reference_leads_nowhere_else(feed: Path, reference: str) -> None:
    """A provider's file may not have this machine read its own files, or ask around in its own network."""
    (feed.parent.parent / "geheim.xml").write_text((CASES / "feed" / "opleidingen" / "lassen.xml").read_text())
    change(feed / "adreslijst.xml", "opleidingen/lassen.xml", reference)

    events = everything(feed / "adreslijst.xml")

    assert [one.name for one in courses(events)] == NAMES[1:]
    (problem,) = problems(events)
    assert "volgen wij niet" in problem.what.nl


def test_from_the_web_a_reference_leads_to_no_file(served: str, feed: Path) -> None:
    change(feed / "adreslijst.xml", "opleidingen/lassen.xml", "file:///etc/passwd")

    (problem,) = problems(everything(f"{served}/adreslijst.xml"))

    assert "volgen wij niet" in problem.what.nl


def directory_of(name: str, *below: str) -> str:
    inner = "".join(
        f"<subDirectory><orgUnitId>x</orgUnitId><directoryUrl>{one}</directoryUrl></subDirectory>" for one in below
    )
    return f"<edudexDirectory><editor>{name}</editor><orgUnitId>x</orgUnitId>{inner}</edudexDirectory>"


def test_a_directory_of_directories_is_read_and_going_in_circles_ends(feed: Path) -> None:
    (feed / "boven.xml").write_text(directory_of("boven", "adreslijst.xml", "boven.xml"))

    events = everything(feed / "boven.xml")

    assert [one.name for one in courses(events)] == NAMES
    assert ["al gelezen" in one.what.nl for one in problems(events)] == [True]


def test_a_directory_below_that_cannot_be_read_may_hold_anything(feed: Path) -> None:
    (feed / "boven.xml").write_text(directory_of("boven", "weg.xml", "adreslijst.xml"))

    events = everything(feed / "boven.xml")

    assert [one.name for one in courses(events)] == NAMES
    assert len(stops(events)) == 1


def test_what_is_for_one_client_is_not_read(feed: Path) -> None:
    change(
        feed / "adreslijst.xml",
        "<d:programId>LAS-1</d:programId>",
        "<d:clientId>klant</d:clientId><d:programId>LAS-1</d:programId>",
    )

    events = everything(feed / "adreslijst.xml")

    assert [one.name for one in courses(events)] == NAMES[1:]
    assert ["alleen voor één klant" in one.what.nl for one in problems(events)] == [True]


def test_reading_goes_on_after_each_bookmark(feed: Path) -> None:
    """After a break nothing is missing, and nothing comes before the bookmark but the institute."""
    for at in (feed, feed / "adreslijst.xml", feed / "opleidingen" / "twee samen.xml"):
        whole = everything(at)
        marks = [number for number, one in enumerate(whole) if isinstance(one, Bookmark)]
        assert marks
        for number in marks:
            mark = whole[number]
            assert isinstance(mark, Bookmark)
            rest = list(EduDex(str(at)).read(mark.token))
            kept = [one for one in rest if not isinstance(one, Provider)]
            assert [one for one in kept if not isinstance(one, Note)] == [
                one for one in whole[number + 1 :] if not isinstance(one, Provider | Note)
            ]


def test_a_long_list_can_be_taken_up_in_the_middle(tmp_path: Path) -> None:
    bodies = [programme(programClassification__programId=f"P{number}") for number in range(EVERY + 20)]

    events = read(tmp_path, *bodies)

    first, last = (one for one in events if isinstance(one, Bookmark))
    assert (first.total, last.seen) == (EVERY + 20, EVERY + 20)
    again = list(EduDex(str(tmp_path / "aanbod.json")).read(first.token))
    assert len(courses(again)) == EVERY + 20 - first.seen
    assert len(providers(again)) == 1


@pytest.mark.parametrize("token", ["0123456789abcdef:-1:4", "onzin", "", "a:b:c"])
def test_a_bookmark_that_says_nothing_any_more_begins_again(feed: Path, token: str) -> None:
    events = list(EduDex(str(feed / "adreslijst.xml")).read(token))

    assert [one.name for one in courses(events)] == NAMES


def test_an_answer_with_many_programmes(tmp_path: Path) -> None:
    """The answer to a question for many: some of them are not there."""
    answer = {
        "programs": [
            {"orgUnitId": "voorbeeldschool", "programId": "Z-4", "clientId": "public", "data": programme()},
            {"orgUnitId": "voorbeeldschool", "programId": "weg", "clientId": "public", "error": "not found"},
        ]
    }

    events = read(tmp_path, answer)

    assert course(events).name == "Zorg voor dieren"
    (problem,) = (one for one in problems(events) if isinstance(one, Misread))
    assert problem.what.nl == "Van opleiding voorbeeldschool/weg is alleen het nummer er: not found."
    assert problem.record_id == id_of("course", str(tmp_path / "aanbod.json"), "voorbeeldschool/weg")


def test_suppliers_are_providers(tmp_path: Path) -> None:
    answer = {
        "suppliers": [{"id": "twee", "name": {"nl": "School Twee"}, "vatExempt": True, "lastMetadataChange": "x"}]
    }

    found = providers(read(tmp_path, answer))

    assert [(one.name, one.origin.key) for one in found] == [
        ("Voorbeeldschool", "voorbeeldschool"),
        ("School Twee", "twee"),
    ]
    assert found[1].rest == {"vatExempt": True, "lastMetadataChange": "x"}


def test_discounts_for_a_client_are_nobody_elses(tmp_path: Path) -> None:
    body = {"orgUnitId": "voorbeeldschool", "clientId": "klant", "discount": [{"amount": "5.00", "costType": "lunch"}]}

    (note,) = problems(read(tmp_path, body))

    assert "alleen voor één klant: «klant»" in note.what.nl


def test_a_provider_without_a_body_has_the_name_that_its_programmes_call_it_by(tmp_path: Path) -> None:
    events = read(tmp_path, programme(programClassification__orgUnitId="onbekend"))

    assert [one.name for one in providers(events)] == ["Voorbeeldschool", "onbekend"]
    assert (
        "orgUnitId",
        "De naam van de aanbieder staat er niet bij. Wij tonen «onbekend».",
        "de gegevens van het instituut",
    ) in told(events)
