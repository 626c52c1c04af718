# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A border file that somebody made to do harm, or that is only very large, ends in borders or in a reason, soon."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doorleren.importers import fetching
from doorleren.importers.boundaries import POINTS_MAX, BordersRead, read_border_file, read_borders

from ..region.drawn_borders import as_file, winding_of

DAY = date(2026, 11, 21)
RING = [[230_000, 570_000], [250_000, 570_000], [250_000, 590_000], [230_000, 570_000]]


def document(
    coordinates: Any = None, crs: Any = None, code: str = "AM01", name: str = "Groningen", **more: Any
) -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": name, "jrstatcode": f"2026{code}"},
        "geometry": {"type": "Polygon", "coordinates": [RING] if coordinates is None else coordinates},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature], "crs": crs} | more).encode()


def nested(depth: int) -> Any:
    found: Any = []
    for _ in range(depth):
        found = [found]
    return found


def read(body: bytes) -> BordersRead:
    return read_borders(body, "grenzen.json", "arbeidsmarktregio", DAY)


def only(found: BordersRead) -> str:
    assert found.boundaries is None
    (problem,) = found.problems
    return problem.what.nl


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(document(nested(900)), id="in the points"),
        pytest.param(document(crs={"type": "name", "properties": {"name": nested(900)}}), id="in the name of the grid"),
        pytest.param(document(crs=nested(900)), id="in the grid"),
        pytest.param(document().replace(b'"Polygon"', json.dumps(nested(900)).encode()), id="in the kind of area"),
        pytest.param(b"[" * 200_000, id="and nothing else"),
        pytest.param(b"[" * 200_000 + b"]" * 200_000, id="and whole"),
    ],
)
def test_brackets_within_brackets_are_a_problem_and_not_a_crash(body: bytes) -> None:
    only(read(body))


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"1" + b"0" * 400])
def test_what_is_no_number_is_no_point(number: bytes) -> None:
    assert only(read(document().replace(b"230000", number))) == "Dit is geen JSON."


@pytest.mark.parametrize("number", [b"1e300", b"-1e300", b"99999999999999999999"])
def test_a_point_at_the_end_of_the_world_lies_outside_the_netherlands(number: bytes) -> None:
    assert only(read(document().replace(b"230000", number))).startswith("Er liggen punten buiten Nederland")


@pytest.mark.parametrize(
    ("coordinates", "told"),
    [
        ([RING[:2]], "Een grens is niet te lezen."),
        ([RING[:1] * 4], "Dit gebied heeft geen oppervlakte."),
        ([[]], "Dit gebied heeft geen oppervlakte."),
        ([], "Een grens is niet te lezen."),
        ([{}], "Dit gebied heeft geen oppervlakte."),
        ("abc", "Een grens is niet te lezen."),
        ([[["230000", "570000"]] * 4], "Een grens is niet te lezen."),
    ],
)
def test_what_goes_nowhere_round_is_no_border(coordinates: Any, told: str) -> None:
    assert only(read(document(coordinates))) == told


def test_html_in_a_code_is_no_code_and_in_a_name_is_a_name() -> None:
    assert only(read(document(code="AM<script>"))) == "AM<script> is geen code van een arbeidsmarktregio."

    found = read(document(name="<b onclick=x>Groningen</b>")).boundaries

    assert found is not None
    assert found.outlines[0].name == "<b onclick=x>Groningen</b>"


def test_a_text_without_an_end_does_not_become_a_message_without_an_end() -> None:
    found = read(document(code="AM" + "1" * 1_000_000, name="x" * 1_000_000))

    assert len(only(found)) < 200
    assert len(found.problems[0].where) < 200


def test_more_points_than_any_division_needs_are_not_even_read() -> None:
    body = b'{"type":"FeatureCollection","features":[' + b"[]," * POINTS_MAX + b"[]]}"

    assert only(read(body)) == "Dit bestand heeft te veel punten."


def test_more_regions_than_there_ever_were_are_told_in_one_message() -> None:
    body = b'{"type":"FeatureCollection","features":[' + b"{}," * 5_000 + b"{}]}"

    assert only(read(body)) == "Er staan 5001 gebieden in."


@pytest.mark.parametrize("more", [{"numberMatched": 35}, {"links": [{"rel": "self"}, {"rel": "next", "href": "x"}]}])
def test_one_page_of_several_is_not_taken_for_the_whole(more: dict[str, Any]) -> None:
    """A server of PDOK gives ten regions at once, unless it is asked for more."""
    assert only(read(document(**more))) == "Dit is maar een deel: er zijn meer gebieden (hier 1)."


def test_a_mark_at_the_beginning_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + document()).boundaries is not None


def test_a_file_larger_than_we_fetch_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "grenzen.json"
    with file.open("wb") as writing:
        writing.truncate(fetching.BYTES_MAX + 1)  # without a byte on the disk

    found = read_border_file(str(file), "arbeidsmarktregio", DAY)

    assert only(found) == "Dit is meer dan 64 MB in één keer."


_MEASURED = """
import json, sys, time
from datetime import date
from pathlib import Path
from doorleren.importers.boundaries import read_border_file
from doorleren.region.boundaries import as_shapes
from doorleren.region.boundaries_kept import keep_boundaries, read_boundaries

found = read_border_file(sys.argv[1], "gemeente", date(2026, 11, 21))
keep_boundaries(Path(sys.argv[2]), found.boundaries)
brought = time.process_time()
shapes = as_shapes(read_boundaries(Path(sys.argv[2]), "gemeente", 2026))
print(json.dumps({
    "regions": len(shapes.shapes),
    "brought": brought,
    "drawn": time.process_time() - brought,
    "megabytes": int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024,
    "paths": shapes.bytes_of_paths,
}))
"""


@pytest.mark.slow
def test_all_municipalities_with_twelve_hundred_points_each_take_little_room(tmp_path: Path) -> None:
    file = tmp_path / "gemeenten.json"
    file.write_bytes(as_file(winding_of("gemeente", [f"GM{number:04d}" for number in range(342)], 300)))
    assert file.stat().st_size > 9_000_000

    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(file), str(tmp_path)], capture_output=True, check=True, text=True
    )

    measured = json.loads(done.stdout)
    assert measured["regions"] == 342
    assert measured["megabytes"] < 500
    assert measured["paths"] <= 60_000
