# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long the shortest route to a diploma takes, beside Z3 on the same questions: python bench/stacking.py [--z3]

Made-up diplomas of 20 parts and 60 courses, of seven kinds that are hard in different ways; each line gives the median
and the longest of ten, the cheapest and the quickest route together.
"""

import argparse
import random
import statistics
import time
from itertools import combinations

import z3

from doorleren.catalogue.records import Diploma, Origin, Part
from doorleren.catalogue.stacking import Way, shortest_routes

HERE = Origin("bench", "d", example=True)


def question(kind: str, seed: int) -> tuple[Diploma, list[Way]]:
    """A diploma and the courses that there are."""
    chance = random.Random(f"{kind} {seed}")
    certificates = [f"c{index:02}" for index in range({"keuze": 40, "ruim": 26}.get(kind, 20))]
    parts = []
    for index in range(20):
        fits = {certificates[index]}
        if kind == "keuze":
            fits |= {certificates[index + 20]}
        if kind in ("schuift", "ruim"):
            fits |= {*chance.sample(certificates, 2)}
        parts.append(Part(f"deel {index:02}", frozenset(fits)))
    ways = []
    pairs = [*combinations(certificates[:20], 2)]
    for index in range(60):
        if kind == "paren":
            gives = set(chance.choice(pairs))
        else:
            gives = set(chance.sample(certificates, chance.choice((1, 1, 2, 3) if kind != "breed" else (3, 4, 5))))
        if index < 20:
            gives.add(certificates[index])
        price = 10000 + chance.randrange(10) * 100 if kind in ("paren", "gelijk") else chance.randrange(0, 200000)
        if kind == "gelijk":
            price = 10000
        ways.append(Way(f"o{index:02}", frozenset(gives), price, chance.randrange(1, 13)))
    return Diploma("d", "d", HERE, tuple(parts)), ways


def with_z3(diploma: Diploma, ways: list[Way], patience_ms: int) -> int | None:
    """The lowest price, by Z3's own optimiser: a certificate sits in one part at most, if a course gives it."""
    solver = z3.Optimize()
    solver.set("timeout", patience_ms)
    taken = [z3.Bool(way.course_id) for way in ways]
    sits: dict[str, list[z3.BoolRef]] = {}
    for index, part in enumerate(diploma.parts):
        here = []
        for certificate in sorted(part.certificates):
            seat = z3.Bool(f"{certificate}@{index}")
            here.append(seat)
            sits.setdefault(certificate, []).append(seat)
            solver.add(
                z3.Implies(seat, z3.Or(*(t for t, w in zip(taken, ways, strict=True) if certificate in w.gives)))
            )
        solver.add(z3.Or(*here))
    for seats in sits.values():
        if len(seats) > 1:
            solver.add(z3.AtMost(*seats, 1))
    price = z3.Sum(*(z3.If(t, w.price_cents, 0) for t, w in zip(taken, ways, strict=True)))
    solver.minimize(price)
    return solver.model().eval(price).as_long() if solver.check() == z3.sat else None


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--z3", action="store_true", help="also ask Z3, price only, at most 5 seconds each")
    asked.add_argument("--times", type=int, default=10)
    given = asked.parse_args()
    for kind in ("los", "keuze", "schuift", "ruim", "breed", "paren", "gelijk"):
        ours, theirs, unproved, unfinished = [], [], 0, 0
        for seed in range(given.times):
            diploma, ways = question(kind, seed)
            start = time.process_time()
            found = shortest_routes(diploma, frozenset(), ways=ways)
            ours.append(time.process_time() - start)
            assert found.cheapest is not None
            assert found.quickest is not None
            unproved += (not found.cheapest.proved) + (not found.quickest.proved)
            if given.z3:
                start = time.process_time()
                price = with_z3(diploma, ways, 5_000) if not found.unobtainable else None
                theirs.append(time.process_time() - start)
                unfinished += price is None
                assert price is None or not found.cheapest.proved or price == found.cheapest.price_cents_min
        line = f"{kind:8} ours {statistics.median(ours) * 1000:7.0f} ms, longest {max(ours) * 1000:7.0f} ms"
        line += f", {unproved} of {2 * given.times} not proved"
        if theirs:
            line += f" | Z3 {statistics.median(theirs) * 1000:7.0f} ms, longest {max(theirs) * 1000:7.0f} ms"
            line += f", {unfinished} without an answer"
        print(line, flush=True)


if __name__ == "__main__":
    main()
