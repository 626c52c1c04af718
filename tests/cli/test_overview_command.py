# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren overzicht`, `vraag` and `herhaal`, as somebody runs them in a terminal."""

import json
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from doorleren.rules import read_book
from doorleren.rules.book import HERE
from doorleren.rules.cases import Case, read_cases

from .conftest import COMMAND, HOUSE, Run

Write = Callable[[str], Path]
SCHEMES = sorted(path.parent.name for path in (HERE / "schemes").glob("*/cases.yaml"))


def three_cases(name: str) -> list[Case]:
    """Three worked cases that expect different outcomes, as far as there are so many."""
    book, _ = read_book(only=name)
    assert book is not None
    cases, _ = read_cases(HERE / "schemes" / name / "cases.yaml", book.schemes[name], book.facts)
    with_outcome = [case for case in cases if "uitkomst" in case.expected]
    different = list({case.expected["uitkomst"]: case for case in reversed(with_outcome)}.values())
    return [*different, *(case for case in with_outcome if case not in different)][:3]


def as_profile(case: Case) -> str:
    facts = {
        name: sorted(value) if isinstance(value, frozenset) else value if isinstance(value, (bool, int)) else str(value)
        for name, value in case.facts.items()
    }
    return json.dumps({"op": str(case.on), "feiten": facts})


def widest(text: str) -> int:
    """The longest line; an address stays whole, so a line that is only an address does not count."""
    return max(len(line) for line in text.splitlines() if not line.strip().startswith("https://"))


# --- the worked cases through the installed command -----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMES[::8])
def test_three_worked_cases_come_out_the_same_through_the_command(name: str, run: Run):
    """Of one scheme in eight: the cases of all are worked out where the book is checked, and each call takes seconds."""
    cases = three_cases(name)

    assert len(cases) == 3
    for case in cases:
        answer = run("overzicht", "-", "--json", text=as_profile(case))
        # A case about the day before a scheme may name a municipality that is not there yet: that is noted.
        assert answer.code == 0
        assert "problemen" not in answer.err
        found = {one["id"]: one for one in answer.json["regelingen"]}[name]
        assert found["uitkomst"] == case.expected["uitkomst"], case.id
        assert found["bedrag"] == case.expected.get("bedrag", found["bedrag"]), case.id


# --- overzicht ------------------------------------------------------------------------------------------------------


def test_an_overview_is_read_in_a_terminal_of_eighty_columns_without_colour(run: Run, anne: Path):
    answer = run("overzicht", anne)

    assert (answer.code, answer.err) == (0, "")
    assert "1 februari 2020" in answer.out
    assert "JA, DIT IS VOOR U" in answer.out
    assert widest(answer.out) <= 80
    assert "\x1b" not in answer.out
    assert "{" not in answer.out
    assert not [line for line in answer.out.splitlines() if line != line.rstrip()]


def test_an_overview_in_english_is_english(run: Run, anne: Path):
    answer = run("overzicht", anne, "--taal", "en")

    assert "1 February 2020" in answer.out
    assert "YES, THIS IS FOR YOU" in answer.out
    assert widest(answer.out) <= 80
    assert "Wat nu" not in answer.out


def test_what_is_not_there_on_a_day_is_headed_and_named(run: Run, anne: Path):
    answer = run("overzicht", anne)

    assert "\nDIT WETEN WIJ NIET VOOR DEZE DAG\n" in answer.out
    assert "\nDIT WAS ER NIET OP DEZE DAG\n" in answer.out
    assert "\n  - STAP-budget (vanaf 1 maart 2022)\n" in answer.out


def test_the_nearest_schemes_come_with_all_conditions_and_the_rest_on_request(run: Run, anne: Path):
    short, everything = run("overzicht", anne).out, run("overzicht", anne, "--alles").out

    assert len(short.splitlines()) < len(everything.splitlines()) / 2
    assert short.count("SLIM-subsidie") == everything.count("SLIM-subsidie")
    assert "Alle voorwaarden en bronnen ziet u met --alles." in short
    assert "--alles" not in everything


def test_what_is_for_schools_and_alliances_is_only_counted_unless_something_is_told_of_one(
    run: Run, anne: Path, write: Write
):
    alliance = write("op: 2020-02-01\nfeiten: {samenwerking_aanvrager: mbo_instelling}\n")

    assert "Flexibel mbo voor volwassenen" not in run("overzicht", anne).out
    assert "Voor scholen en samenwerkingen zijn er ook regelingen: " in run("overzicht", anne).out
    assert "Flexibel mbo voor volwassenen" in run("overzicht", alliance).out
    assert "Flexibel mbo voor volwassenen" in run("overzicht", anne, "--alles").out


def test_a_file_about_a_partnership_only_shows_what_is_for_partnerships(run: Run):
    """With whom it could apply, and no courses for somebody who is not there."""
    told = " ".join(run("overzicht", "voorbeelden/pps.yaml").out.split())

    assert "Regionaal Investeringsfonds mbo (RIF) (voor een samenwerking)" in told
    assert "LLO-professionalisering opleiders (LLO-Katalysator) (voor een opleider)" in told
    assert "Wat zou helpen: partners: ook Een hogeschool, Een werkgever." in told
    assert "Levenlanglerenkrediet" not in told
    assert "Voor inwoners en werkgevers zijn er ook regelingen: " in told
    assert "Levenlanglerenkrediet" in run("overzicht", "voorbeelden/pps.yaml", "--alles").out


def test_a_partnership_is_asked_about_itself(run: Run, write: Write):
    told = write("op: 2025-01-10\nfeiten: {samenwerking_aantal_partners: 3}\n")

    asked = run("vraag", told, "--json").json["volgendeVraag"]["feit"]

    assert asked.startswith("samenwerking_")
    assert run("overzicht", told, "--json").json["volgendeVraag"]["feit"] == asked
    assert f"({asked})" in run("overzicht", told).out


def test_an_overview_as_json_has_the_shape_of_the_contract(run: Run, anne: Path):
    answer = run("overzicht", anne, "--json").json

    assert set(answer) == {"op", "regelingen", "volgendeVraag", "samen", "inUwRegio"}
    outcomes = [one["uitkomst"] for one in answer["regelingen"] if "uitkomst" in one]
    assert set(outcomes) <= {"ja", "nee", "hangt-af", "niet-van-kracht", "niet-bekend"}
    assert outcomes == sorted(outcomes, key=["ja", "hangt-af", "nee", "niet-bekend", "niet-van-kracht"].index)
    for one in answer["regelingen"]:
        assert {"id", "naam", "soort", "aanvrager", "ontvanger", "voor", "bedrag", "hangtAfVan"} <= set(one)
        assert {"voorwaarden", "watZouHelpen", "watNu", "waarschuwingen", "nietUitgedrukt", "bewijs"} <= set(one)


def test_the_day_on_the_command_line_beats_the_day_in_the_file(run: Run, anne: Path):
    answer = run("overzicht", anne, "--op", "2022-06-01", "--json")

    assert answer.json["op"] == "2022-06-01"
    assert {one["bewijs"]["op"] for one in answer.json["regelingen"]} == {"2022-06-01"}


def test_an_overview_of_today_says_that_it_is_of_today(run: Run):
    answer = run("overzicht", "-", text="feiten: {uren_per_week: 20}")

    assert answer.code == 0
    assert "U noemde geen dag" in answer.out


def test_a_profile_can_be_piped_in(run: Run, anne: Path):
    from_file = run("overzicht", anne, "--json")
    from_pipe = run("overzicht", "-", "--json", text=anne.read_text("utf-8"))

    assert from_pipe == from_file


@pytest.mark.parametrize(
    "environment", [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}]
)
def test_a_terminal_without_utf_8_shows_the_same_answer(run: Run, anne: Path, environment: dict[str, str]):
    usual = run("overzicht", anne, LC_ALL="C.UTF-8")

    plain = run("overzicht", anne, **environment)

    assert plain == usual
    assert "€" in plain.out


def test_a_byte_order_mark_before_a_profile_does_no_harm(run: Run):
    answer = run("overzicht", "-", "--json", text="\ufefffeiten: {uren_per_week: 20}\n")

    assert (answer.code, answer.err) == (0, "")


def test_the_same_question_gives_the_same_bytes(run: Run, anne: Path):
    assert run("overzicht", anne, "--json", PYTHONHASHSEED="1") == run("overzicht", anne, "--json", PYTHONHASHSEED="2")


# --- bad input ------------------------------------------------------------------------------------------------------


def test_all_problems_in_a_profile_come_at_once_on_standard_error(run: Run, write: Write):
    path = write("op: 2020-02-01\nfeiten:\n  uren_per_week: 90\n  geslacht: v\n  contract: vast\n")

    answer = run("overzicht", path)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "ik.yaml, 3: feiten.uren_per_week\n"
        "  Dit kan niet bij «uren_per_week»: «90».\n"
        "  Verwacht: een heel getal, van 0 tot en met 80\n"
        "  Doe dit: Verbeter de waarde.\n"
        "ik.yaml, 4: feiten.geslacht\n"
        "  Het feit «geslacht» kennen we niet.\n"
        "  Verwacht: een naam uit de lijst van feiten (GET /v1/feiten)\n"
        "  Doe dit: Verbeter de naam of haal deze weg.\n"
    )


@pytest.mark.parametrize("command", ["overzicht", "vraag"])
def test_problems_are_json_on_standard_error_when_json_was_asked_for(run: Run, write: Write, command: str):
    answer = run(command, write("feiten: {uren_per_week: 90}"), "--json", "--taal", "en")

    assert (answer.code, answer.out) == (2, "")
    assert json.loads(answer.err) == {
        "problemen": [
            {
                "waar": "ik.yaml, 1: feiten.uren_per_week",
                "wat": "This is not possible for «uren_per_week»: «90».",
                "verwacht": "a whole number, from 0 to 80",
                "watNu": "Correct the value.",
            }
        ]
    }


def test_a_file_that_does_not_exist_is_told(run: Run):
    answer = run("overzicht", "bestaat-niet.yaml")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "bestaat-niet.yaml\n"
        "  Dit bestand bestaat niet.\n"
        "  Verwacht: een tekstbestand in UTF-8 van ten hoogste 1 MB\n"
        "  Doe dit: Controleer de naam en de inhoud van het bestand.\n"
    )


def test_a_file_that_does_not_exist_is_told_in_json_and_in_english_too(run: Run):
    answer = run("overzicht", "bestaat-niet.yaml", "--json", "--taal", "en")

    assert (answer.code, answer.out) == (2, "")
    assert [one["wat"] for one in json.loads(answer.err)["problemen"]] == ["This file does not exist."]


def test_a_folder_is_no_profile(run: Run, tmp_path: Path):
    answer = run("overzicht", tmp_path)

    assert (answer.code, answer.out) == (2, "")
    assert "Dit is een map." in answer.err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "Dit is geen tekst in UTF-8."),
        (b"feiten: {}\n" + b"# meer\n" * 200_000, "Dit bestand is te groot."),
        (b"[" * 900_000, "De gegevens zitten te diep in elkaar."),
        (b"", "Dit bestand is leeg."),
        (b" \r\n\t\n", "Dit bestand is leeg."),
        (b"\xef\xbb\xbf", "Dit bestand is leeg."),
        (b"# niets\n", "Hier staan geen gegevens met een naam."),
        ("feiten: {}".encode("utf-16"), "Dit bestand is opgeslagen als UTF-16"),
        ("feiten: {}".encode("utf-16-be"), "Dit bestand is opgeslagen als UTF-16"),
        ("feiten: {}".encode("utf-16-le"), "Dit bestand is opgeslagen als UTF-16"),
        ("feiten: {contract: oké}".encode("latin-1"), "Sla het bestand op als tekst in UTF-8."),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x9c", "Sla het bestand op als tekst in UTF-8."),
        (b"feiten:\n  contract: va\x00st\n", "In dit bestand staan tekens die niet mogen."),
    ],
)
def test_what_is_no_profile_at_all_is_told_and_takes_nothing_down(run: Run, given: bytes, message: str):
    answer = run("overzicht", "-", text=given)

    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_a_profile_from_another_system_is_read(run: Run, ends: str):
    text = ends.join(["op: 2020-02-01", "feiten:", "  contract: vast", "  uren_per_week: 20", ""])

    answer = run("overzicht", "-", "--json", text=b"\xef\xbb\xbf" + text.encode())

    assert (answer.code, answer.err) == (0, "")
    assert answer.json["op"] == "2020-02-01"


def test_a_mistake_in_a_file_from_another_system_is_told_at_its_line(run: Run):
    answer = run("overzicht", "-", text=b"op: 2020-02-01\r\nfeiten:\r\n  uren_per_week: 90\r\n")

    assert answer.err.startswith("invoer, 3: feiten.uren_per_week\n")


# --- a municipality of another day ----------------------------------------------------------------------------------


def test_a_municipality_that_was_there_once_is_mentioned_with_the_answer(run: Run):
    answer = run("overzicht", "-", "--taal", "en", text="op: 2026-03-01\nfeiten: {gemeente: GM0024}")

    assert (answer.code, answer.err) == (0, "")
    said = " ".join(answer.out.split())
    assert "Note: The municipality Loppersum (GM0024) existed until 1 January 2021, so not on 1 March 2026." in said


def test_a_municipality_of_later_is_mentioned_beside_the_json(run: Run):
    answer = run("overzicht", "-", "--json", text="op: 2020-03-01\nfeiten: {gemeente: GM1979}")

    assert answer.code == 0
    assert set(answer.json) == {"op", "regelingen", "volgendeVraag", "samen", "inUwRegio"}
    (note,) = json.loads(answer.err)["waarschuwingen"]
    assert note.startswith("De gemeente Eemsdelta (GM1979) is er vanaf 1 januari 2021, dus niet op 1 maart 2020.")


def test_a_municipality_of_that_day_needs_no_mention(run: Run):
    for op, code in (("2020-12-31", "GM0024"), ("2021-01-01", "GM1979")):
        assert run("vraag", "-", text=f"op: {op}\nfeiten: {{gemeente: {code}}}").err == ""


@pytest.mark.parametrize(
    ("redirected", "code", "heard"),
    [
        ("<&-", 2, "Er is geen invoer."),
        (">&- <voorbeelden/anne.yaml", 0, ""),
        (">/dev/full <voorbeelden/anne.yaml", 2, "het antwoord kon niet geschreven worden"),
        ("2>/dev/full </dev/null", 2, ""),
        ("2>&- </dev/null", 2, ""),
    ],
)
def test_a_stream_that_is_closed_or_full_takes_nothing_down(redirected: str, code: int, heard: str):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = f"{shlex.join(COMMAND)} overzicht - {redirected}"

    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE / "src")},
    )

    assert done.returncode == code
    assert heard in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("arguments", [["overzicht", ""], ["herhaal", ""], ["regelingen", "toets", ""]])
def test_an_empty_name_is_told_and_never_taken_for_something_else(run: Run, arguments: list[str]):
    """A script with an empty variable must not check the whole book and hear that all is well."""
    answer = run(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert "Hier staat geen naam." in answer.err


@pytest.mark.parametrize("day", ["2020-02-30", "morgen", "1875-01-01", "2020-2-1", ""])
def test_a_day_that_we_do_not_know_is_told(run: Run, anne: Path, day: str):
    answer = run("overzicht", anne, "--op", day)

    assert (answer.code, answer.out) == (2, "")
    assert "geen dag die wij kennen" in answer.err


def test_what_cannot_go_together_is_told_with_the_reason(run: Run, write: Write):
    path = write("op: 2020-02-01\nfeiten: {startkwalificatie: ja, hoogste_diploma: vmbo}")

    answer = run("overzicht", path)

    assert (answer.code, answer.out) == (2, "")
    assert "Met dit diploma hebt u geen startkwalificatie." in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["overzichten"], "«overzichten» kan niet"),
        ([], "Dit ontbreekt nog: OPDRACHT"),
        (["overzicht"], "Dit ontbreekt nog: PROFIEL"),
        (["overzicht", "-", "--kleur"], "Dit kennen we niet: --kleur"),
        (["overzicht", "-", "--taal", "fr"], "«fr» kan niet bij --taal"),
        (["overzicht", "-", "--op"], "Na --op ontbreekt een waarde"),
        (["regelingen", "verbouw"], "«verbouw» kan niet"),
        (["serve", "--poort", "tachtig"], "«tachtig» is geen heel getal"),
    ],
)
def test_a_command_that_does_not_exist_is_told_in_dutch(run: Run, arguments: list[str], message: str):
    answer = run(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert answer.err.startswith("gebruik: doorleren")
    assert "Zie «doorleren" in answer.err
    assert not any(word in answer.err for word in ("usage", "error", "invalid", "choose", "required", "Traceback"))


@pytest.mark.parametrize(
    ("arguments", "usage", "message"),
    [
        (["overzichten", "--taal", "en"], "usage: doorleren [-h]", "Do you mean «overzicht»?"),
        (["overzicht", "--taal=en"], "usage: doorleren overzicht [-h]", "This is still missing: PROFIEL."),
        (["overzicht", "-", "--taal", "en", "--kleur"], "usage: doorleren overzicht", "We do not know this: --kleur."),
        (["regelingen", "toon", "slim", "--taal", "en", "--opp", "x"], "usage: doorleren regelingen toon", "«--op»"),
        (["herhaal", "-", "--taal", "en", "--json=nee"], "usage: doorleren herhaal", "--json stands alone"),
        (["vraag", "-", "--taal", "en", "--op"], "usage: doorleren vraag", "--op needs a value after it."),
    ],
)
def test_a_command_is_corrected_in_the_language_asked_for_with_its_own_usage(
    run: Run, arguments: list[str], usage: str, message: str
):
    answer = run(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(usage)
    assert message in answer.err
    assert "See «doorleren" in answer.err
    assert not any(word in answer.err for word in ("gebruik", "Zie", "kennen", "ontbreekt"))


@pytest.mark.parametrize(
    "arguments", [["overzicht", "--json"], ["regelingen", "toon", "slim", "--json", "--kleur"], ["--json", "vraag"]]
)
def test_a_command_given_wrongly_is_a_problem_in_json_when_json_was_asked_for(run: Run, arguments: list[str]):
    answer = run(*arguments, "--taal", "en")

    assert (answer.code, answer.out) == (2, "")
    (problem,) = json.loads(answer.err)["problemen"]
    assert set(problem) == {"waar", "wat", "verwacht", "watNu"}
    assert problem["verwacht"].startswith("usage: doorleren")


def test_what_is_typed_cannot_steer_the_terminal(run: Run):
    for arguments in (
        ["overzicht", "-", "--\x1b[31mrood"],
        ["regelingen", "toon", "\x1b[31m"],
        ["vraag", "\x1b[31m.yaml"],
    ):
        assert "\x1b" not in run(*arguments).err


@pytest.mark.parametrize("arguments", [["--help"], ["overzicht", "--help"], ["regelingen", "--help"]])
def test_help_is_dutch(run: Run, arguments: list[str]):
    answer = run(*arguments)

    assert (answer.code, answer.err) == (0, "")
    assert "gebruik:" in answer.out
    assert not any(word in answer.out for word in ("usage", "options", "positional", "show this", "optional arguments"))


# --- vraag ----------------------------------------------------------------------------------------------------------


def test_the_next_question_and_its_reason_are_asked_in_words(run: Run):
    in_words = run("vraag", "-", text="op: 2020-02-01\nfeiten: {}")
    in_json = run("vraag", "-", "--json", text="op: 2020-02-01\nfeiten: {}").json

    assert in_json["op"] == "2020-02-01"
    assert in_json["volgendeVraag"]["vraag"] in " ".join(in_words.out.split())
    assert in_json["volgendeVraag"]["feit"] in in_words.out


def test_the_question_of_the_overview_is_the_question_of_vraag(run: Run, anne: Path):
    overview, question = run("overzicht", anne, "--json").json, run("vraag", anne, "--json").json

    assert overview["volgendeVraag"] == question["volgendeVraag"]


def test_a_quick_first_yes_can_be_asked_for(run: Run, anne: Path):
    answer = run("vraag", anne, "--doel", "eerste-ja", "--json", "--taal", "en")

    assert answer.code == 0
    assert answer.json["volgendeVraag"] is None or answer.json["volgendeVraag"]["vraag"].endswith("?")


# --- herhaal --------------------------------------------------------------------------------------------------------


def test_a_receipt_gives_the_same_answer_again(run: Run, anne: Path, tmp_path: Path):
    overview = run("overzicht", anne, "--json").json
    first = overview["regelingen"][0]
    path = tmp_path / "bewijs.json"
    path.write_text(json.dumps(first["bewijs"]), "utf-8")

    again, once_more = run("herhaal", path), run("herhaal", path, PYTHONHASHSEED="5")

    assert (again.code, again.err) == (0, "")
    assert again.json == first
    assert again.out == json.dumps(first, ensure_ascii=False, indent=2) + "\n"
    assert once_more == again


def test_a_whole_overview_is_replayed_from_the_pipe(run: Run, anne: Path):
    overview = run("overzicht", anne, "--json")

    again = run("herhaal", "-", text=overview.out)

    assert (again.code, again.err) == (0, "")
    assert again.json == overview.json["regelingen"]


def test_an_unknown_hash_is_said_and_never_approximated(run: Run, anne: Path):
    receipt = run("overzicht", anne, "--json").json["regelingen"][0]["bewijs"]

    answer = run("herhaal", "-", text=json.dumps({**receipt, "hash": "0" * 64}))

    assert (answer.code, answer.out) == (2, "")
    assert f"(hash {'0' * 64}) hebben wij niet meer." in " ".join(answer.err.split())


def test_another_version_of_the_program_is_mentioned_beside_the_answer(run: Run, anne: Path):
    receipt = run("overzicht", anne, "--json").json["regelingen"][0]["bewijs"]

    answer = run("herhaal", "-", text=json.dumps({**receipt, "programma": "doorleren 0.0.1"}))

    assert answer.code == 0
    assert answer.json["bewijs"]["hash"] == receipt["hash"]
    now = receipt["programma"]
    assert answer.err == f"Let op: dit antwoord kwam van doorleren 0.0.1, dit is {now}.\n"


@pytest.mark.parametrize("text", ["{", "", "[]", "null", '{"op": "2020-02-01"}', "[" * 200_000])
def test_what_is_no_receipt_is_told(run: Run, text: str):
    answer = run("herhaal", "-", text=text)

    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert "Doe dit:" in answer.err


def test_an_answer_of_its_own_can_be_replayed_again(run: Run, anne: Path):
    once = run("herhaal", "-", text=run("overzicht", anne, "--json").out)

    twice = run("herhaal", "-", text=once.out)

    assert twice == once
    assert len(twice.json) > 5


def test_each_bad_receipt_of_many_is_told_by_its_number(run: Run, anne: Path):
    overview = run("overzicht", anne, "--json").json
    items = overview["regelingen"]
    items[0]["bewijs"]["programma"] = "doorleren 0.0.1"
    items[1]["bewijs"]["feiten"] = {"geslacht": "v"}
    items[2]["bewijs"] = None
    del items[3]["bewijs"]
    items[4]["bewijs"]["hash"] = "0" * 64

    answer = run("herhaal", "-", "--taal", "en", "--json", text=json.dumps(overview))

    assert (answer.code, answer.out) == (2, "")
    told = json.loads(answer.err)
    names = [one["id"] for one in items]
    assert [one["waar"] for one in told["problemen"]] == [
        f"bewijs 2 ({names[1]}): feiten.geslacht",
        f"bewijs 3 ({names[2]})",
        f"bewijs 4 ({names[3]})",
        f"bewijs 5 ({names[4]})",
    ]
    assert told["problemen"][1]["wat"] == "The receipt is missing here."
    assert told["waarschuwingen"][0].startswith("bewijs 1: this answer came from doorleren 0.0.1;")


def test_what_differs_for_many_receipts_is_said_once(run: Run, anne: Path):
    overview = run("overzicht", anne, "--json").json
    for one in overview["regelingen"]:
        one["bewijs"]["programma"] = "doorleren 0.0.1"

    answer = run("herhaal", "-", text=json.dumps(overview))

    assert answer.code == 0
    assert len(answer.err.splitlines()) == 1


def test_a_receipt_that_names_another_version_is_mentioned(run: Run, anne: Path):
    receipt = run("overzicht", anne, "--json").json["regelingen"][0]["bewijs"]
    name, _, day = receipt["versie"].partition("@")

    answer = run("herhaal", "-", "--taal", "en", text=json.dumps({**receipt, "versie": f"{name}@1999-01-01"}))

    assert answer.code == 0
    assert f"names version «{name}@1999-01-01», but on that day this rule has version «{name}@{day}»" in answer.err


def test_the_help_of_herhaal_names_its_options(run: Run):
    answer = run("herhaal", "--help")

    assert "--json" in answer.out
    assert "--taal" in answer.out


@pytest.mark.parametrize(
    "text", ['[{"hash": []}]', '{"regelingen": [3, null, []]}', "[" * 900 + "]" * 900, '{"bewijs": {"bewijs": 1}}']
)
def test_a_receipt_of_another_shape_takes_nothing_down(run: Run, text: str):
    answer = run("herhaal", "-", text=text)

    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err


def test_a_profile_that_comes_in_pieces_is_waited_for():
    """A program that writes slowly is heard out before we answer."""
    command = f"(printf 'op: 2020-02-01\\nfei'; sleep 1; printf 'ten: {{uren_per_week: 90}}\\n') | {shlex.join(COMMAND)} vraag -"
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=HOUSE, env=environment)

    assert done.returncode == 2
    assert done.stderr.startswith("invoer, 2: feiten.uren_per_week\n")


def test_a_combination_says_why_others_are_left_out(run: Run):
    """Joris: STAP pays € 1.000 of his course of € 1.400; most other schemes are not for him."""
    told = run("overzicht", "voorbeelden/zzp.yaml")

    together = " ".join(told.out.partition("SAMEN VOOR DEZE OPLEIDING")[2].split())
    assert together.startswith("STAP-budget: € 1.000 Van € 1.400 betaalt u zelf € 400.")
    assert "Niet gebruikt: " in together
    assert "Dit is nu niet voor u." in together
    # A web address stays whole, so that it can be clicked on.
    assert max(len(line) for line in told.out.splitlines() if "https://" not in line) <= 80


def test_an_amount_that_is_a_range_says_what_decides_how_much(run: Run):
    in_words = " ".join(run("overzicht", "voorbeelden/bol_student_31.yaml").out.split())

    assert "Hoeveel het is, hangt nog af van: inkomen per jaar." in in_words
