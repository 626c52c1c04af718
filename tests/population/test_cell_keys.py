# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks once or often cannot find one person in what is told of a register."""

from pathlib import Path

import numpy as np
import pytest

from doorleren.population.cell_keys import Cell, keys_of, rounded, secret_of

SECRETS = range(4_000)


def told(people: int, secret: int) -> int:
    """What is told of the first so many people of a file."""
    return rounded(people, int(keys_of(secret, 0, people).sum()), 5)


def test_a_figure_is_a_multiple_beside_the_number_and_right_on_the_average():
    figures = [told(7, secret) for secret in SECRETS]

    assert set(figures) == {5, 10}
    assert np.mean(figures) == pytest.approx(7, abs=0.15)
    assert {told(people, 1) for people in (0, 5, 40)} == {0, 5, 40}


def test_one_person_more_moves_a_figure_either_way_so_a_difference_tells_nothing():
    changes = [told(13, secret) - told(12, secret) for secret in SECRETS]

    assert set(changes) == {-5, 0, 5}
    assert 0.12 < changes.count(-5) / len(changes) < 0.20
    assert 0.32 < changes.count(5) / len(changes) < 0.40


def test_the_same_people_have_the_same_key_wherever_they_are_counted():
    whole = keys_of(3, 0, 1_000)

    assert (np.concatenate([keys_of(3, 0, 400), keys_of(3, 400, 600)]) == whole).all()
    assert (keys_of(4, 0, 1_000) != whole).mean() > 0.99
    assert Cell(2, 5) + Cell(3, 7) == Cell(5, 12)


def test_keys_are_spread_evenly():
    counts = np.bincount(keys_of(2**63 + 11, 0, 160_000) >> 12, minlength=16)

    assert counts.size == 16
    assert (abs(counts - 10_000) < 500).all()


def test_the_secret_goes_with_what_is_in_the_file_and_not_with_its_name(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"people" * 500_000)
    (tmp_path / "b").write_bytes(b"people" * 500_000)
    (tmp_path / "c").write_bytes(b"people" * 499_999 + b"peoplE")

    assert secret_of(tmp_path / "a") == secret_of(tmp_path / "b") != secret_of(tmp_path / "c")
