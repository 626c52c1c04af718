# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much each of a few may pay, so that no sum is above its limit and together it is as much as can be. Exact.

Limits may cross (a with b, b with c, a with c), so filling up one after the other is not always best: three of them
of 10 leave 15, half a limit each, where whoever goes first takes 10. The best is found by trying: the relaxed
question, in which cents may be split, has an exact answer (simplex over fractions) that no whole answer is above.
Where it splits a cent, the whole cent below and the one above are tried.

Knows: whole numbers, limits on sums of some of them.
Leaves: what they stand for (`together`).
"""

from collections.abc import Sequence
from fractions import Fraction

Limit = tuple[frozenset[int], int]
"""These (by number) are together never more than this."""


def most_within(most: Sequence[int], limits: Sequence[Limit]) -> tuple[int, ...]:
    """Whole numbers, none above its own `most`, no sum above its limit (never below 0), with the greatest total."""
    best = _one_by_one(most, limits)
    # Two alone have no limits that cross, so who goes first takes nothing away from the total.
    to_try = [((0,) * len(most), tuple(most))] if len(most) > 2 else []
    while to_try:
        low, high = to_try.pop()
        rest = [(group, limit - sum(low[n] for n in group)) for group, limit in limits]
        if any(limit < 0 for _, limit in rest):
            continue
        room = [above - below for below, above in zip(low, high, strict=True)]
        relaxed = _relaxed([*rest, *((frozenset([n]), one) for n, one in enumerate(room))], len(most))
        if sum(low) + int(sum(relaxed)) <= sum(best):
            continue
        split = next((n for n, one in enumerate(relaxed) if one.denominator != 1), None)
        if split is None:
            best = tuple(below + int(one) for below, one in zip(low, relaxed, strict=True))
            continue
        cut = low[split] + int(relaxed[split])
        to_try += [(_with(low, split, cut + 1), high), (low, _with(high, split, cut))]
    return best


def _one_by_one(most: Sequence[int], limits: Sequence[Limit]) -> tuple[int, ...]:
    """Each takes what those before it left."""
    taken: list[int] = []
    for n, own in enumerate(most):
        left = (limit - sum(taken[m] for m in group if m < n) for group, limit in limits if n in group)
        taken.append(max(0, min((own, *left))))
    return tuple(taken)


def _with(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _relaxed(limits: Sequence[Limit], count: int) -> list[Fraction]:
    """The greatest total if anything may be split. Simplex; Bland's choice (the first that helps) never goes round."""
    rows = [[Fraction(n in group) for n in range(count)] for group, _ in limits]
    for n, row in enumerate(rows):
        row += [Fraction(m == n) for m in range(len(rows))] + [Fraction(limits[n][1])]
    gain = [Fraction(1)] * count + [Fraction(0)] * (len(rows) + 1)
    stands = list(range(count, count + len(rows)))
    while (enters := next((n for n, one in enumerate(gain[:-1]) if one > 0), None)) is not None:
        _, _, leaves = min((row[-1] / row[enters], stands[n], n) for n, row in enumerate(rows) if row[enters] > 0)
        pivot = rows[leaves] = [one / rows[leaves][enters] for one in rows[leaves]]
        for n, row in enumerate(rows):
            if n != leaves:
                rows[n] = [one - row[enters] * of for one, of in zip(row, pivot, strict=True)]
        gain = [one - gain[enters] * of for one, of in zip(gain, pivot, strict=True)]
        stands[leaves] = enters
    found = {stands[n]: row[-1] for n, row in enumerate(rows)}
    return [found.get(n, Fraction(0)) for n in range(count)]
