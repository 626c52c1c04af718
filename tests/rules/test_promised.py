# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every row of the founding documents has a scheme, a policy or a reason: nothing is missing silently."""

from dataclasses import replace
from pathlib import Path

import pytest

from doorleren.journeys import rows_table
from doorleren.rules import Book, read_book
from doorleren.rules.promised import read_rows, unanswered

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


def test_every_row_is_answered_or_has_a_reason(book: Book):
    assert [problem.what.en for problem in rows_table(book)[1]] == []


def test_the_page_in_the_docs_is_what_the_book_says(book: Book):
    """Renew it with: doorleren regelingen rijen > docs/sources-to-schemes.md"""
    assert (HOUSE / "docs" / "sources-to-schemes.md").read_text("utf-8") == rows_table(book)[0]


def test_the_annex_of_the_letter_is_there_row_by_row():
    ids = [row.id for row in read_rows()[0]]

    assert len(ids) == len(set(ids)) >= 70
    assert sum(one.startswith("s3-gen-") for one in ids) == 18
    assert sum(one.startswith("s3-spec-") for one in ids) == 18


def test_a_row_that_nothing_answers_is_told_and_so_is_a_row_that_is_not_there(book: Book):
    rows, _ = read_rows()
    without_slim = [scheme for scheme in book.schemes.values() if scheme.id != "slim"]
    strange = [*without_slim, replace(book.schemes["slim"], rows=("s9-anders",))]

    assert [p.where for p in unanswered(rows, without_slim)] == ["rows.yaml: s4-slim"]
    assert [p.where for p in unanswered(rows, strange)] == ["rows.yaml: s4-slim", "slim/scheme.yaml: rows"]
    assert unanswered([replace(row, none="A reason.") for row in rows], without_slim) == []
