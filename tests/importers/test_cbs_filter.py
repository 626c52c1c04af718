# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of StatLine is exactly what was chosen, in however many questions."""

from itertools import product
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from doorleren.importers.cbs_filter import LONGEST, Query

from .statline import filtered

CODES = st.text(alphabet="AB01 '&#%+()é/?=", min_size=1, max_size=8)
PARTS = st.dictionaries(
    st.sampled_from(["RegioS", "Perioden", "Measure"]),
    st.lists(CODES, min_size=1, max_size=60, unique=True),
    min_size=1,
)


def cells(query: Query) -> list[tuple[str, ...]]:
    return list(product(*(codes for _, codes in query.parts)))


@given(PARTS)
def test_all_questions_together_ask_for_each_cell_once(parts: dict[str, list[str]]):
    query = Query(tuple((name, tuple(codes)) for name, codes in parts.items()))

    pieces = list(query.fitting())

    asked = [cell for piece in pieces for cell in cells(piece)]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(cells(query))
    assert all(len(piece.escaped) <= LONGEST or piece.halves() is None for piece in pieces)


@given(st.lists(CODES, min_size=1, max_size=5, unique=True))
def test_a_filter_is_read_by_the_source_as_it_was_meant(codes: list[str]):
    rows = [{"RegioS": code} for code in [*codes, "elders"]]
    query = Query((("RegioS", tuple(codes)),))

    assert filtered(rows, unquote(query.escaped)) == rows[:-1]


def test_nothing_that_means_something_in_an_address_stands_in_a_filter():
    escaped = Query((("RegioS", ("a&b", "c#d", "e+f", "g h", "i'j", "k%20l")),)).escaped

    assert not set(escaped) & set("&#+ '?=")
    assert "%252" in escaped


def test_one_code_cannot_be_halved():
    assert Query((("RegioS", ("x" * 2_000,)),)).halves() is None
    assert Query().halves() is None
    assert list(Query().fitting()) == [Query()]
