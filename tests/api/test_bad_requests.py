# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every bad request is told what is wrong: one message per problem, all of them, in Dutch or English, never a trace.

Each case holds all that a caller sees of a problem: where, what, what was expected, what to do.
"""

from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from .conftest import Stranger


class Bad(NamedTuple):
    """A bad body, and everything said about it: (waar, wat, verwacht, watNu) per problem and language."""

    body: bytes
    dutch: list[tuple[str, str, str, str]]
    english: list[tuple[str, str, str, str]]


EXAMPLE = '{"feiten": {"gemeente": "GM0024"}}'
BROKEN_NL = "Kijk op die plek: vaak ontbreekt een aanhalingsteken, komma of haakje, of staat er een te veel."
BROKEN_EN = "Look at that place: often a quote, comma or bracket is missing, or there is one too many."
MEND_NL = "Verbeter de waarde, of laat het feit weg als u het niet weet."
MEND_EN = "Correct the value, or leave the fact out if you do not know it."
DIGITS_NL, DIGITS_EN = "een getal van ten hoogste 18 cijfers", "a number of at most 18 digits"


def broken(line: int, at: int) -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str, str, str]]]:
    where = f"body, {line}:{at}"
    dutch = f"Dit is geen geldige JSON: op regel {line} gaat het mis bij teken {at}."
    english = f"This is not valid JSON: on line {line} it goes wrong at character {at}."
    return [(where, dutch, EXAMPLE, BROKEN_NL)], [(where, english, EXAMPLE, BROKEN_EN)]


def odd(
    where: str, dutch: str, english: str
) -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str, str, str]]]:
    return [(where, dutch, DIGITS_NL, MEND_NL)], [(where, english, DIGITS_EN, MEND_EN)]


def no_names() -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str, str, str]]]:
    dutch = (
        "body",
        "Hier staan geen gegevens met een naam.",
        "«feiten» met daaronder de antwoorden",
        "Begin met «feiten:».",
    )
    english = ("body", "There are no named values here.", "«feiten» with the answers below it", "Start with «feiten:».")
    return [dutch], [english]


DEEP = (
    [("body", "De gegevens zitten te diep in elkaar.", "ten hoogste 40 niveaus", "Maak de opbouw eenvoudiger.")],
    [("body", "The data is nested too deeply.", "at most 40 levels", "Make the structure simpler.")],
)

BODIES = {
    "nothing": Bad(
        b"",
        [("body", "De aanvraag heeft geen inhoud.", EXAMPLE, "Stuur de feiten mee als JSON.")],
        [("body", "The request has no content.", EXAMPLE, "Send the facts along as JSON.")],
    ),
    "only spaces": Bad(
        b" \n ",
        [("body", "De aanvraag heeft geen inhoud.", EXAMPLE, "Stuur de feiten mee als JSON.")],
        [("body", "The request has no content.", EXAMPLE, "Send the facts along as JSON.")],
    ),
    "no JSON": Bad(b"feiten: {}", *broken(1, 1)),
    "cut off": Bad(b'{"feiten": {', *broken(1, 13)),
    "a quote forgotten": Bad(b'{\n"feiten": {werk": []}}', *broken(2, 12)),
    "two values": Bad(b"{} {}", *broken(1, 4)),
    "single quotes": Bad(b"{'feiten': {}}", *broken(1, 2)),
    "not UTF-8": Bad(
        b'{"feiten": {"gemeente": "\xff"}}',
        [("body", "Byte 26 is geen UTF-8.", "tekst in UTF-8", "Sla de tekst op als UTF-8 en stuur haar opnieuw.")],
        [("body", "Byte 26 is not UTF-8.", "text in UTF-8", "Save the text as UTF-8 and send it again.")],
    ),
    "UTF-16": Bad(
        '{"feiten": {}}'.encode("utf-16"),
        [("body", "Byte 1 is geen UTF-8.", "tekst in UTF-8", "Sla de tekst op als UTF-8 en stuur haar opnieuw.")],
        [("body", "Byte 1 is not UTF-8.", "text in UTF-8", "Save the text as UTF-8 and send it again.")],
    ),
    "a name twice": Bad(
        b'{"feiten": {"uren_per_week": 24, "uren_per_week": 32}}',
        [
            (
                "feiten.uren_per_week",
                "«uren_per_week» staat er twee keer.",
                "elke naam één keer",
                "Laat er een staan en haal de rest weg.",
            )
        ],
        [
            (
                "feiten.uren_per_week",
                "«uren_per_week» is given twice.",
                "each name once",
                "Keep one and remove the rest.",
            )
        ],
    ),
    "a name three times at the top": Bad(
        b'{"feiten": {}, "feiten": {}, "feiten": {}}',
        [("feiten", "«feiten» staat er 3 keer.", "elke naam één keer", "Laat er een staan en haal de rest weg.")],
        [("feiten", "«feiten» is given 3 times.", "each name once", "Keep one and remove the rest.")],
    ),
    "NaN": Bad(
        b'{"feiten": {"uren_per_week": NaN}}',
        *odd("feiten.uren_per_week", "«NaN» is in JSON geen getal.", "«NaN» is not a number in JSON."),
    ),
    "infinity": Bad(
        b'{"feiten": {"uren_per_week": -Infinity}}',
        *odd("feiten.uren_per_week", "«-Infinity» is in JSON geen getal.", "«-Infinity» is not a number in JSON."),
    ),
    "NaN and nothing else": Bad(b"NaN", *odd("body", "«NaN» is in JSON geen getal.", "«NaN» is not a number in JSON.")),
    "a power of ten beyond any number": Bad(
        b'{"feiten": {"uren_per_week": 1e999}}',
        *odd("feiten.uren_per_week", "Het getal «1e999» is te groot.", "The number «1e999» is too large."),
    ),
    "a number of five thousand digits": Bad(
        b'{"feiten": {"opleiding_kosten_eurocent": ' + b"9" * 5000 + b"}}",
        *odd(
            "feiten.opleiding_kosten_eurocent",
            f"Het getal «{'9' * 60}…» is te groot.",
            f"The number «{'9' * 60}…» is too large.",
        ),
    ),
    "half a character": Bad(
        b'{"feiten": {"gemeente": "\\ud800"}}',
        [
            (
                "feiten.gemeente",
                "Hier staat een half teken (\\ud800 tot en met \\udfff).",
                "hele tekens",
                "Schrijf het teken voluit in UTF-8.",
            )
        ],
        [
            (
                "feiten.gemeente",
                "Here is half a character (\\ud800 to \\udfff).",
                "whole characters",
                "Write the character itself, in UTF-8.",
            )
        ],
    ),
    "half a character in a name": Bad(
        b'{"feiten": {"a\\udc00": 1}}',
        [
            (
                "feiten.a\N{REPLACEMENT CHARACTER}",
                "Hier staat een half teken (\\ud800 tot en met \\udfff).",
                "hele tekens",
                "Schrijf het teken voluit in UTF-8.",
            )
        ],
        [
            (
                "feiten.a\N{REPLACEMENT CHARACTER}",
                "Here is half a character (\\ud800 to \\udfff).",
                "whole characters",
                "Write the character itself, in UTF-8.",
            )
        ],
    ),
    "nested a little too deep": Bad(b'{"feiten": {"werk": ' + b"[" * 41 + b"]" * 41 + b"}}", *DEEP),
    "nested very deep": Bad(b'{"feiten": ' + b'{"a": ' * 20_000 + b"1" + b"}" * 20_001, *DEEP),
    "nested too deep to end": Bad(b"[" * 100_000, *DEEP),
    "a list": Bad(b"[]", *no_names()),
    "a text": Bad(b'"feiten"', *no_names()),
    "a number": Bad(b"1", *no_names()),
    "null": Bad(b"null", *no_names()),
    "yes": Bad(b"true", *no_names()),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_body_is_told_what_is_wrong_in_dutch_and_english(stranger: Stranger, name: str) -> None:
    bad = BODIES[name]

    for language, wanted in (("nl", bad.dutch), ("en", bad.english)):
        answer = stranger.send(bad.body, f"/v1/overzichten?taal={language}")

        assert answer.status == 400
        assert [tuple(problem.values()) for problem in answer.problems] == wanted
        assert answer.headers["Content-Language"] == language


def test_a_mark_at_the_start_that_editors_add_is_no_problem(stranger: Stranger) -> None:
    assert stranger.send(b'\xef\xbb\xbf{"feiten": {}}').status == 200


# --- what the values mean -------------------------------------------------------------------------------------------

# The full messages about values are held by tests/rules; here it matters that they arrive, each at its place.
VALUES: list[tuple[Any, str, str]] = [
    ({"feiten": {}, "aangenomen": {}}, "aangenomen", "aangenomen"),
    ({"feiten": {}, "naam": "Anne"}, "naam", "naam"),
    ({"feiten": []}, "feiten", ""),
    ({"feiten": "ww"}, "feiten", "ww"),
    ({"op": "gisteren", "feiten": {}}, "op", "gisteren"),
    ({"op": "2020-02-30", "feiten": {}}, "op", "2020-02-30"),
    ({"op": "1789-07-14", "feiten": {}}, "op", "1789-07-14"),
    ({"op": 20200201, "feiten": {}}, "op", "20200201"),
    ({"feiten": {"leeftijd": 35}}, "feiten.leeftijd", "leeftijd"),
    ({"feiten": {"gemeent": "GM0024"}}, "feiten.gemeent", "gemeent"),
    ({"feiten": {"gemeente": "GM9999"}}, "feiten.gemeente", "GM9999"),
    ({"feiten": {"uren_per_week": 12.5}}, "feiten.uren_per_week", "12.5"),
    ({"feiten": {"uren_per_week": "12"}}, "feiten.uren_per_week", "12"),
    ({"feiten": {"uren_per_week": True}}, "feiten.uren_per_week", "true"),
    ({"feiten": {"uren_per_week": -1}}, "feiten.uren_per_week", "-1"),
    ({"feiten": {"uren_per_week": 10**30}}, "feiten.uren_per_week", "1000000"),
    ({"feiten": {"werk": []}}, "feiten.werk", "werk"),
    ({"feiten": {"werk": ["baas"]}}, "feiten.werk", "baas"),
    ({"feiten": {"werk": "werknemer"}}, "feiten.werk", "werknemer"),
    ({"feiten": {"geboortedatum": "2031-01-01"}, "op": "2020-01-01"}, "feiten.geboortedatum", "2031-01-01"),
    (
        {"feiten": {"startkwalificatie": True, "hoogste_diploma": "vmbo"}},
        "feiten: hoogste_diploma, startkwalificatie",
        "startkwalificatie",
    ),
]


@pytest.mark.parametrize(("body", "where", "about"), VALUES)
def test_a_wrong_value_is_told_where_it_stands(stranger: Stranger, body: Any, where: str, about: str) -> None:
    answer = stranger.send(body)

    (problem,) = answer.problems
    assert answer.status == 400
    assert problem["waar"] == where
    assert about in problem["wat"]


@pytest.mark.parametrize(("body", "where", "about"), VALUES)
def test_a_wrong_value_is_told_in_english_too(stranger: Stranger, body: Any, where: str, about: str) -> None:
    dutch = stranger.send(body)

    english = stranger.send(body, **{"Accept-Language": "en-GB"})

    (problem,) = english.problems
    assert english.headers["Content-Language"] == "en"
    assert problem["waar"] == where
    assert problem["wat"] != dutch.problems[0]["wat"]
    assert problem["watNu"] != dutch.problems[0]["watNu"]


def test_everything_that_is_wrong_is_told_at_once(stranger: Stranger) -> None:
    """In the address, in the JSON and in the values; what is right is not complained about."""
    body = b'{"op": "x", "feiten": {"werk": ["baas"], "leeftijd": 3, "uitkering": [], "uren_per_week": NaN, "a": 1, "a": 2}}'

    answer = stranger.send(body, "/v1/overzichten?taal=fr&op=2020-01-01")

    assert answer.status == 400
    assert [problem["waar"] for problem in answer.problems] == [
        "query: op", "query: taal", "feiten.uren_per_week", "feiten.a", "op", "feiten.werk", "feiten.leeftijd", "feiten.a",
    ]  # fmt: skip
    assert answer.json["title"] == "Deze aanvraag klopt niet"
    assert answer.json["detail"] == "Er zijn 8 problemen. Verbeter ze en vraag het opnieuw."


# --- the wrapping ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("text/plain", "«text/plain»"),
        ("application/x-www-form-urlencoded", "«application/x-www-form-urlencoded»"),
        ("application/jsonp", "«application/jsonp»"),
        ("multipart/form-data; boundary=x", "«multipart/form-data; boundary=x»"),
        ("application/json; charset=iso-8859-1", "«application/json; charset=iso-8859-1»"),
    ],
)
def test_only_json_in_utf_8_is_read(stranger: Stranger, kind: str, shown: str) -> None:
    answer = stranger.send(b'{"feiten": {}}', kind=kind)

    assert answer.status == 415
    assert answer.problems == [
        {
            "waar": "header: Content-Type",
            "wat": f"Hier staat {shown}.",
            "verwacht": "application/json in UTF-8",
            "watNu": "Zet «Content-Type: application/json» erbij.",
        }
    ]


def test_a_request_without_a_content_type_is_told_so_in_english(stranger: Stranger) -> None:
    answer = stranger.send(b'{"feiten": {}}', "/v1/overzichten?taal=en", kind="")

    assert answer.status == 415
    assert answer.json["title"] == "This request is not JSON"
    assert answer.problems[0]["wat"] == "It is not said what this is."


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json;"]
)
def test_the_same_content_type_may_be_written_in_other_ways(stranger: Stranger, kind: str) -> None:
    assert stranger.send(b'{"feiten": {}}', kind=kind).status == 200


def test_a_packed_body_is_not_unpacked(stranger: Stranger) -> None:
    """A few bytes that unpack to gigabytes must not be a way in."""
    answer = stranger.send(b"\x1f\x8b", **{"Content-Encoding": "gzip"})

    assert answer.status == 415
    assert answer.problems[0]["waar"] == "header: Content-Encoding"
    assert answer.problems[0]["watNu"] == "Stuur de JSON zonder Content-Encoding."


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_a_body_of_more_than_one_megabyte_is_turned_away(stranger: Stranger, size: int) -> None:
    answer = stranger.send(b"[" * size)

    assert answer.status == 413
    assert answer.problems == [
        {
            "waar": "body",
            "wat": "De aanvraag is groter dan 1 MB.",
            "verwacht": "ten hoogste 1000000 bytes",
            "watNu": "Stuur één profiel per aanvraag.",
        }
    ]


def test_a_body_of_exactly_one_megabyte_is_read(stranger: Stranger) -> None:
    assert stranger.send(b'{"feiten": {}}'.ljust(1_000_000)).status == 200


def test_a_body_without_a_length_is_asked_for_its_length(stranger: Stranger) -> None:
    """A body in pieces has no length that we could hold against the limit."""
    answer = stranger.ask(
        "POST", "/v1/overzichten", **{"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    )

    assert answer.status == 411
    assert answer.problems[0]["watNu"] == "Stuur de aanvraag in één stuk, met Content-Length."


# --- the address ----------------------------------------------------------------------------------------------------

QUERIES = [
    ("/v1/feiten?op=x", "query: op", "Hier staat «x».", "een bestaande dag, zoals 2020-02-01"),
    ("/v1/feiten?op=", "query: op", "Hier staat «».", "een bestaande dag, zoals 2020-02-01"),
    ("/v1/feiten?op=1789-07-14", "query: op", "De dag 1789-07-14 valt buiten wat wij kennen.", "een dag van 1990-01-01 tot en met 2100-12-31"),
    ("/v1/feiten?taal=de", "query: taal", "Hier staat «de».", "een van: nl, en"),
    ("/v1/feiten?dag=2020-01-01", "query: dag", "De parameter «dag» kennen we hier niet.", "een van: taal, op"),
    ("/v1/feiten?op=2020-01-01&op=2021-01-01", "query: op", "«op» staat er meer dan één keer.", "elke parameter één keer"),
    ("/v1/regelingen?voor=burger", "query: voor", "Hier staat «burger».", "een van: inwoner, werkgever, aanbieder, samenwerking"),
    ("/v1/regelingen?soort=gift", "query: soort", "Hier staat «gift».", "een van: subsidie, vergoeding, lening, fiscaal, in-natura, recht, beleid"),
    ("/v1/regelingen?page=0", "query: page", "Hier staat «0».", "een heel getal van 1 tot en met 999999"),
    ("/v1/regelingen?page=9", "query: page", "Hier staat «9».", "een bladzijde van 1 tot en met 1"),
    ("/v1/regelingen?page=%D9%A1", "query: page", "Hier staat «١».", "een heel getal van 1 tot en met 999999"),
    ("/v1/regelingen?pageSize=101", "query: pageSize", "Hier staat «101».", "een heel getal van 1 tot en met 100"),
    ("/v1/regelingen?page=99999999999999999999", "query: page", "Hier staat «99999999999999999999».", "een heel getal van 1 tot en met 999999"),
    ("/v1/regelingen/uwv-helpt?page=1", "query: page", "De parameter «page» kennen we hier niet.", "een van: taal, op"),
    ("/v1/openapi.json?taal=fy", "query: taal", "Hier staat «fy».", "een van: nl, en"),
    ("/v1/feiten?" + "a=1&" * 60, "query", "Er staan meer dan 50 parameters.", "een paar parameters"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "where", "what", "expected"), QUERIES)
def test_a_wrong_parameter_is_told(stranger: Stranger, path: str, where: str, what: str, expected: str) -> None:
    answer = stranger.get(path)

    assert answer.status == 400
    assert [(p["waar"], p["wat"], p["verwacht"]) for p in answer.problems] == [(where, what, expected)]


def test_a_parameter_that_is_nearly_right_is_recognised(stranger: Stranger) -> None:
    answer = stranger.get("/v1/regelingen?pagesize=3&taal=en")

    assert answer.problems[0]["watNu"] == "Do you mean «pageSize»? Correct the name or remove it."


def test_all_wrong_parameters_are_told_at_once(stranger: Stranger) -> None:
    answer = stranger.get("/v1/regelingen?op=x&voor=y&soort=z&page=0&pageSize=0&taal=de&meer=1")

    assert [problem["waar"].removeprefix("query: ") for problem in answer.problems] == [
        "meer", "taal", "op", "voor", "soort", "pageSize", "page",
    ]  # fmt: skip


# --- hostile text ---------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE regelingen; --",
    "\x00\x1b[31m\u202eomgekeerd\u2028",
    "../../../etc/passwd",
    "{{7*7}}${7*7}%s%n",
    "\N{PILE OF POO}" * 1000,
    "٣",
    "__proto__",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text_wherever_it_stands(stranger: Stranger, text: str) -> None:
    """It comes back short, on one line, without anything that steers a terminal, and as JSON that no browser runs."""
    bodies: list[Any] = [
        {"op": text},
        {text: 1},
        {"feiten": text},
        {"feiten": {text: 1}},
        {"feiten": {"gemeente": text, "werk": [text], "geboortedatum": text, "uren_per_week": text}},
        {"feiten": {"werk": {text: [text]}}},
    ]
    answers = [stranger.send(body) for body in bodies]
    answers += [stranger.get(f"/v1/{path}{quote(text)}") for path in ("", "regelingen/", "feiten?op=", "feiten?")]
    answers.append(stranger.send({"feiten": {}}, kind=f"text/{quote(text)}"))

    for answer in answers:
        assert answer.status in (400, 404, 415)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for problem in answer.problems:
            assert all(value.isprintable() and len(value) < 400 for value in problem.values())
