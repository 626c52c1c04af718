# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two downloads beside each other give the same as comparing them row by row, whatever is in them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.journeys import table_changes_rows
from doorleren.journeys.table_changes_rows import compare_rows
from doorleren.region import Observations

_cell = st.tuples(st.none() | st.sampled_from([0.0, 1.0, 2.0]), st.none() | st.sampled_from(["Impossible", "x"]))
_rows = st.dictionaries(st.tuples(*[st.sampled_from("abc")] * 3), _cell, max_size=20)


def observations(rows: dict[tuple[str, str, str], tuple[float | None, str | None]]) -> Observations:
    return Observations(
        [key[0] for key in rows],
        {"A": [key[1] for key in rows], "B": [key[2] for key in rows]},
        [value for value, _ in rows.values()],
        [reason for _, reason in rows.values()],
        [None] * len(rows),
    )


@settings(max_examples=80, deadline=None)
@given(_rows, _rows, st.booleans())
def test_each_change_is_counted_once(before, after, many_codes: bool) -> None:
    """Also where there are so many codes that a row has no single number at once."""
    most = table_changes_rows._MOST_KEYS
    table_changes_rows._MOST_KEYS = 4 if many_codes else most
    try:
        found = compare_rows(observations(before), observations(after), ["A", "B"])
    finally:
        table_changes_rows._MOST_KEYS = most

    both = [(before[key], after[key]) for key in before.keys() & after.keys()]
    assert found.gone == len(before.keys() - after.keys())
    assert found.new == len(after.keys() - before.keys())
    assert found.revised_count == sum(
        one[0] is not None and two[0] is not None and one[0] != two[0] for one, two in both
    )
    assert found.lost == sum(one[0] is not None and two[0] is None for one, two in both)
    assert found.found == sum(one[0] is None and two[0] is not None for one, two in both)
    assert found.reasons == sum(one[1] != two[1] and (one[0] is None) == (two[0] is None) for one, two in both)
    for one in found.revised:
        apart = [
            abs(after[key][0] - before[key][0])
            for key in before.keys() & after.keys()
            if key[0] == one.measure and before[key][0] is not None and after[key][0] is not None
        ]
        assert abs(one.largest.after - one.largest.before) == max(apart)
