# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file with people goes in, counts and cost come out; what does not fit is told, with how often."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from doorleren.journeys.simulate import Asked, Simulation, simulate, simulation_shape
from doorleren.population import files
from doorleren.rules import Book, read_book

DAY = date(2020, 2, 1)
ANNE = {
    "geboortedatum": date(1984, 6, 15), "gemeente": "GM0024", "werk": ["werknemer"], "uitkering": [],
    "moeite_met": ["digitaal"], "inburgeringsplichtig": False, "verblijf": "nederlander", "startkwalificatie": True,
}  # fmt: skip
STUDENT = {**ANNE, "geboortedatum": date(2001, 1, 31), "werk": ["student"], "moeite_met": []}
NOBODY_KNOWS = dict.fromkeys(ANNE)


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(people: Sequence[dict[str, Any]], name: str = "mensen.parquet") -> Path:
        path = tmp_path / name
        table = pa.Table.from_pylist(list(people))
        if name.endswith(".parquet"):
            pq.write_table(table, path)
        else:
            with pa.ipc.new_file(path, table.schema) as writer:
                writer.write_table(table)
        return path

    return write


def answered(book: Book, path: Path, **more: Any) -> Simulation:
    found, problems = simulate(book, Asked(path, DAY, **more))
    assert problems == []
    assert found is not None
    return found


def told(book: Book, path: Path, on: date = DAY, **more: Any) -> list[tuple[str, str]]:
    """Where and what is wrong."""
    found, problems = simulate(book, Asked(path, on, **more))
    assert found is None
    return [(one.where, one.what.nl) for one in problems]


def one_scheme(found: Simulation, name: str) -> dict[str, Any]:
    shape = simulation_shape(found, sorted(found.count.schemes))
    return next(one for one in shape["regelingen"] if one["id"] == name)


# --- counts ---------------------------------------------------------------------------------------------------------


def test_certain_possible_and_not_reached_add_up_to_everybody(book: Book, file: Callable[..., Path]):
    """Adult education: Anne has it for certain, the student does not, and of somebody unknown it is not known."""
    found = answered(book, file([ANNE, STUDENT, NOBODY_KNOWS]))

    counts = one_scheme(found, "volwasseneneducatie")
    assert (counts["zeker"], counts["mogelijk"], counts["niet"]) == (1, 1, 1)
    for scheme in simulation_shape(found, sorted(found.count.schemes))["regelingen"]:
        assert scheme["zeker"] + scheme["mogelijk"] + scheme["niet"] + scheme["tegenstrijdig"] == 3


def test_cost_lies_between_the_certain_at_their_lowest_and_the_possible_at_their_highest(
    book: Book, file: Callable[..., Path]
):
    """Three people: the sums per person of the same file, added by hand."""
    path = file([{**ANNE, "opleiding_kosten_eurocent": cents} for cents in (100_000, 250_000, None)])
    out = path.with_name("uit.parquet")

    found = answered(book, path, persons=out)

    table = pq.read_table(out).to_pydict()
    for scheme in simulation_shape(found, sorted(found.count.schemes))["regelingen"]:
        name = scheme["id"]
        rows = list(zip(*(table[f"{name}.{part}"] for part in ("uitkomst", "bedrag_min", "bedrag_max")), strict=True))
        if scheme["kosten"] is None:
            assert {(low, high) for _, low, high in rows} == {(None, None)}
            continue
        may = [(outcome, low, high) for outcome, low, high in rows if outcome in ("ja", "hangt-af")]
        assert scheme["kosten"]["min"] == sum(low for outcome, low, _ in may if outcome == "ja")
        endless = any(high is None for _, _, high in may)
        assert scheme["kosten"]["max"] == (None if endless else sum(high for _, _, high in may))


def test_somebody_of_whom_not_all_can_be_true_is_counted_apart(book: Book, file: Callable[..., Path]):
    found = answered(book, file([ANNE, {**ANNE, "werk": ["geen", "werknemer"]}]))

    counts = one_scheme(found, "volwasseneneducatie")
    assert (counts["zeker"], counts["tegenstrijdig"]) == (1, 1)


def test_groups_together_are_everybody(book: Book, file: Callable[..., Path]):
    found = answered(book, file([ANNE, STUDENT, NOBODY_KNOWS]), by=("leeftijd", "arbeidsmarktregio", "werk"))

    shape = simulation_shape(found, ["volwasseneneducatie"])["perGroep"]
    assert [(one["groep"], one["personen"]) for one in shape["leeftijd"]] == [
        ("18-24", 1), ("35-44", 1), ("onbekend", 1),
    ]  # fmt: skip
    assert [one["groep"] for one in shape["werk"]] == ["student", "werknemer", "onbekend"]
    assert sum(one["personen"] for one in shape["arbeidsmarktregio"]) == 3
    certain = {one["groep"]: one["regelingen"][0]["zeker"] for one in shape["leeftijd"]}
    assert certain == {"18-24": 0, "35-44": 1, "onbekend": 0}


def test_what_the_answer_waits_for_most_is_named(book: Book, file: Callable[..., Path]):
    found = answered(book, file([{**ANNE, "moeite_met": None}] * 3 + [ANNE]))

    assert one_scheme(found, "volwasseneneducatie")["hangtVooralAfVan"] == {"naam": "moeite_met", "personen": 3}


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_larger_than_a_block_gives_the_same_as_one_block(
    book: Book, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
):
    path = file([ANNE, STUDENT, NOBODY_KNOWS] * 7)
    whole = simulation_shape(answered(book, path, by=("werk",)), ["slim", "volwasseneneducatie"])

    monkeypatch.setattr(files.PeopleFile.blocks, "__defaults__", (4,))
    parts = simulation_shape(answered(book, path, by=("werk",)), ["slim", "volwasseneneducatie"])

    for shape in (whole, parts):
        del shape["seconden"]
    assert parts == whole


def test_parquet_arrow_and_csv_give_the_same(book: Book, file: Callable[..., Path], tmp_path: Path):
    people = [ANNE, STUDENT, NOBODY_KNOWS]
    texts = [
        {name: "|".join(value) or "-" if isinstance(value, list) else value for name, value in one.items()}
        for one in people
    ]
    pa.csv.write_csv(pa.Table.from_pylist(texts), tmp_path / "mensen.csv")

    paths = [file(people), file(people, "mensen.arrow"), tmp_path / "mensen.csv"]
    counts = [one_scheme(answered(book, path), "volwasseneneducatie") for path in paths]

    assert counts[0] == counts[1] == counts[2]


def test_a_link_file_says_which_column_is_which_fact(book: Book, tmp_path: Path):
    (tmp_path / "mensen.csv").write_text(
        "NR;GEB;DIGI;SOORT;INB\n1;15061984;1;W;N\n2;31012001;0;S;N\n3;;9;;\n", encoding="utf-8"
    )
    links = """
kolommen:
  geboortedatum: {kolom: GEB, dagvorm: "%d%m%Y"}
  moeite_met: {kolom: DIGI, waarden: {"1": digitaal}, onbekend: ["9", "0"]}
  werk: {kolom: SOORT, waarden: {W: werknemer, S: student}}
  inburgeringsplichtig: {kolom: INB, waarden: {J: ja, N: nee}}
overslaan: [NR]
"""

    found = answered(book, tmp_path / "mensen.csv", links=(links, "koppeling.yaml"), by=("werk", "leeftijd"))

    shape = simulation_shape(found, ["volwasseneneducatie"])
    assert [one["groep"] for one in shape["perGroep"]["werk"]] == ["student", "werknemer", "onbekend"]
    assert [one["groep"] for one in shape["perGroep"]["leeftijd"]] == ["18-24", "35-44", "onbekend"]


# --- what is wrong --------------------------------------------------------------------------------------------------


def test_values_that_do_not_fit_are_counted_with_an_example(book: Book, file: Callable[..., Path]):
    people = [{"uren_per_week": hours, "inkomen_per_jaar_eurocent": cents} for hours, cents in
              ((36, 100), (900, -5), (float("nan"), 1), (20.5, 2))]  # fmt: skip

    assert told(book, file(people)) == [
        ("kolom: uren_per_week", "3 waarden passen niet bij «uren_per_week». De eerste staat in rij 2: «900.0»."),
        (
            "kolom: inkomen_per_jaar_eurocent",
            "1 waarde past niet bij «inkomen_per_jaar_eurocent». De eerste staat in rij 2: «-5».",
        ),
    ]


def test_who_asks_for_it_gets_misfits_counted_as_unknown(book: Book, file: Callable[..., Path]):
    found = answered(book, file([{**ANNE, "verblijf": "maan"}, ANNE]), misfit_is_unknown=True)

    assert [one.where for one in found.misfits] == ["kolom: verblijf"]
    assert one_scheme(found, "volwasseneneducatie")["zeker"] >= 1


def test_a_misspelled_column_is_told_with_what_was_meant(book: Book, file: Callable[..., Path]):
    _, problems = simulate(book, Asked(file([{"geboortedatm": date(1984, 6, 15), "leeftijd": 35}]), DAY))

    assert [one.where for one in problems] == ["kolom: geboortedatm", "kolom: leeftijd"]
    assert "Bedoelt u «geboortedatum»?" in problems[0].what_now.nl
    assert "uit «geboortedatum»" in problems[1].what.nl


def test_a_column_of_the_wrong_type_is_told_once(book: Book, file: Callable[..., Path]):
    problems = told(book, file([{"geboortedatum": True, "startkwalificatie": 3}] * 5))

    assert [where for where, _ in problems] == ["kolom: geboortedatum", "kolom: startkwalificatie"]


def test_a_link_to_a_column_or_fact_that_is_not_there_is_told(book: Book, file: Callable[..., Path]):
    links = "kolommen:\n  uren: {kolom: U}\n  uren_per_week: {kolom: UUR}\n  geboortedatum: {kolom: U, euro: true}\n"

    problems = told(book, file([{"U": 3}]), links=(links, "koppeling.yaml"))

    assert [what for _, what in problems][:3] == [
        "Het feit «uren» kennen we niet.",
        "Het bestand heeft geen kolom «UUR».",
        "«geboortedatum» is geen geld.",
    ]
    assert [where.partition(":")[0] for where, _ in problems] == ["koppeling.yaml, 2", "koppeling.yaml, 3", "koppeling.yaml, 4"]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PAR1 this is no Parquet", b"PAR1"])
def test_a_broken_file_is_told_plainly(book: Book, tmp_path: Path, content: bytes):
    path = tmp_path / "kapot.parquet"
    path.write_bytes(content)

    ((where, what),) = told(book, path)

    assert where == "kapot.parquet"
    assert "niet goed te lezen" in what


def test_a_file_that_was_cut_off_is_told_plainly(book: Book, file: Callable[..., Path]):
    path = file([ANNE] * 1000)
    path.write_bytes(path.read_bytes()[:-100])

    ((_, what),) = told(book, path)

    assert "niet goed te lezen" in what


def test_a_file_with_nobody_is_told(book: Book, tmp_path: Path):
    (tmp_path / "leeg.csv").write_text("geboortedatum\n", encoding="utf-8")

    assert told(book, tmp_path / "leeg.csv") == [("leeg.csv", "In dit bestand staat niemand.")]


def test_no_half_file_of_answers_is_left(book: Book, file: Callable[..., Path]):
    path = file([{**ANNE, "verblijf": "maan"}])
    out = path.with_name("uit.parquet")

    told(book, path, persons=out)

    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_ctrl_c_leaves_no_half_file(book: Book, file: Callable[..., Path]):
    """Somebody stops it after the first block, while its answers are being written."""
    path = file([ANNE] * 10)
    out = path.with_name("uit.parquet")

    def stopped(done: int, total: int | None) -> None:
        assert [one for one in path.parent.iterdir() if one.name.startswith(".uit.parquet.")]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(book, Asked(path, DAY, persons=out), stopped)

    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_grouping_that_is_not_there_is_told(book: Book, file: Callable[..., Path]):
    assert told(book, file([ANNE]), by=("schoenmaat",)) == [("--per schoenmaat", "Op «schoenmaat» kunnen wij niet indelen.")]  # fmt: skip
