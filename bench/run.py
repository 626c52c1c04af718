# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure Doorleren beside what it is compared with, in one run; CPU time, medians, ratios.

usage: make bench. The ten benchmark rules are ours (bench/ten_rules) and, as an openfisca-core system with the seeded
people, those of the folder DOORLEREN_BENCH; without that folder only our own side is measured, and the run says so.
Timings differ between machines and moments: read the ratios.
"""

import copy
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
PEER = Path(os.environ.get("DOORLEREN_BENCH", "/nowhere"))
HAS_PEER = (PEER / "inputs.py").exists()
if HAS_PEER:
    sys.path.append(str(PEER))

from book_of_ten import RULES, book_of_ten, facts_of
from figures import OBSERVATIONS, figures
from many_people import everybody, ten_rules
from price import prices
from search import OFFERINGS, search
from tables import cpu_ms, row, title

from doorleren.journeys import check_folder
from doorleren.rules import Book, read_book
from doorleren.rules.checks import CAN_HOLD, EITHER
from doorleren.rules.questions import Aim, Asker, Sample
from region import region

DAY = date(2026, 1, 1)
MINE = {
    "age": 41, "education": "mbo2", "employment": "employee", "contract": "temporary", "income_eurocent": 2800000,
    "sector": "s08", "region": "r13", "months_unemployed": 0, "start_qualification": True, "receives_ww": False,
    "receives_bijstand": False, "weekly_hours": 24, "course_cost_eurocent": 180000, "course_level": "mbo",
    "employer_size": 60,
}  # fmt: skip


# --- one person -----------------------------------------------------------------------------------------------------


def one_person(book: Book, people: list[dict[str, Any]]) -> tuple[float, float]:
    """Decide only, and with explanation and amounts: ten rules, another person each time."""
    rules = book.on(DAY)

    def decide(n: int) -> None:
        states, _ = rules.know(people[n % len(people)])
        for scheme in rules.schemes:
            scheme.outcome(states, scheme.truths(states))

    def explain(n: int) -> None:
        book.findings(people[n % len(people)], DAY, "nl", help_too=False)

    return cpu_ms(decide, 2000), cpu_ms(explain, 2000)


def peer_person() -> tuple[float, float]:
    """OpenFisca: the same ten rules for one person from a JSON-shaped dict, without and with its trace."""
    import bench_single as peer
    from openfisca_core.simulations import SimulationBuilder

    system = peer.CountryTaxBenefitSystem()

    def run(trace: bool) -> Callable[[int], None]:
        def once(_: int) -> None:
            simulation = SimulationBuilder().build_from_entities(system, copy.deepcopy(peer.SITUATION))
            simulation.trace = trace
            for output in peer.OUT:
                simulation.calculate(output, "2026")

        return once

    return cpu_ms(run(False), 300), cpu_ms(run(True), 300)


def equal_results(book: Book, count: int = 2000) -> int:
    """The number of outcomes and amounts in which ours differs from the reference; amounts to the cent."""
    import inputs
    import rules_numpy

    population = inputs.population(count, seed=3)
    wanted = rules_numpy.evaluate(population)
    differ = 0
    for n in range(count):
        facts = facts_of({name: column[n] for name, column in population.items()})
        for finding in book.findings(facts, DAY, "nl", help_too=False):
            yes, amount = wanted[finding.scheme]
            said_yes = finding.outcome is not None and finding.outcome.value == "ja"
            differ += said_yes != bool(yes[n])
            if said_yes and finding.amount is not None:
                # The reference works in float32 euros; a cent and a millionth is what that can tell.
                differ += abs(finding.amount.lowest / 100 - float(amount[n])) > 0.011 + 1e-6 * float(amount[n])
    return differ


# --- requests -------------------------------------------------------------------------------------------------------


def wsgi_call(application: Any, path: str, body: bytes) -> bytes:
    """One POST through a WSGI application, without a network."""
    from io import BytesIO

    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": "", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "HTTP_HOST": "localhost",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "SCRIPT_NAME": "", "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    parts = application(environ, lambda given, headers, *_: status.append(given))
    answer = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    if not status[0].startswith("200"):
        raise RuntimeError(f"{path}: {status[0]} {answer[:300]!r}")
    return answer


def our_requests(book: Book, people: list[dict[str, Any]]) -> float:
    """CPU time of POST /v1/overzichten with explanations, the real web application with another book."""
    import tempfile

    from doorleren.journeys.shapes import facts_shape

    os.environ.setdefault("DOORLEREN_DATA", tempfile.mkdtemp())
    from doorleren.wiring import use_book
    from doorleren.wiring.wsgi import application

    bodies = [json.dumps({"op": DAY.isoformat(), "feiten": facts_shape(p)}).encode() for p in people]
    with use_book(book):
        return cpu_ms(lambda n: wsgi_call(application, "/v1/overzichten", bodies[n % len(bodies)]), 2000)


def peer_requests() -> float:
    """CPU time of OpenFisca's POST /trace for the same ten rules, one person."""
    import bench_single as peer
    from openfisca_web_api.app import create_app

    situation = copy.deepcopy(peer.SITUATION)
    for output in peer.OUT:
        situation["persons"]["p"][output] = {"2026": None}
    application = create_app(peer.CountryTaxBenefitSystem())
    body = json.dumps(situation).encode()
    return cpu_ms(lambda _: wsgi_call(application, "/trace", body), 200, warm=10)


# --- questions ------------------------------------------------------------------------------------------------------


def questions(book: Book) -> None:
    """How many questions settle all ten rules, and how many give the first certain yes: 400 seeded people."""
    import inputs

    rules = book.on(DAY)
    size = len(rules.names)

    def states_of(population: dict[str, Any], n: int) -> list[int]:
        return rules.know(facts_of({name: column[n] for name, column in population.items()}))[0]

    earlier, asked = inputs.population(20000, seed=1), inputs.population(400, seed=2)
    expectation = Sample(rules.cells, [states_of(earlier, n)[:size] for n in range(2000)])
    people = [states_of(asked, n) for n in range(400)]
    form = [rules.index[n if n in rules.index else f"{n}_eurocent"] for n in inputs.COLUMNS]
    asker = Asker(rules, expectation=expectation)

    def wanted(states: list[int]) -> dict[int, int]:
        counts: dict[int, int] = {}
        for scheme in rules.schemes:
            if scheme.rule.reach(states) == EITHER:
                for place in scheme.rule.matter(states):
                    counts[place] = counts.get(place, 0) + 1
        return counts

    def form_order(states: list[int]) -> int | None:
        missing = wanted(states)
        return next((place for place in form if place in missing), None)

    def most_missed(states: list[int]) -> int | None:
        missing = wanted(states)
        return max(missing, key=lambda place: (missing[place], -form.index(place))) if missing else None

    def ours(aim: Aim) -> Callable[[list[int]], int | None]:
        def choose(states: list[int]) -> int | None:
            name = asker.next(states, aim)
            return rules.index[name] if name else None

        return choose

    results = {}
    ways = {
        "form order": form_order,
        "most missed first": most_missed,
        "ours, to settle all": ours(Aim.ALL),
        "ours, to a first yes": ours(Aim.FIRST_YES),
    }
    for name, choose in ways.items():
        counts, firsts = [], []
        for person in people:
            states, count, first = [0] * len(person), 0, None
            while (place := choose(states)) is not None:
                states[place] = person[place]
                count += 1
                if first is None and any(s.rule.reach(states) == CAN_HOLD for s in rules.schemes):
                    first = count
            counts.append(count)
            firsts += [first] if first is not None else []
        results[name] = statistics.mean(counts)
        row(name, f"{statistics.mean(counts):.2f}", f"first certain yes after {statistics.mean(firsts):.2f}")
    fewer = 1 - results["ours, to settle all"] / results["most missed first"]
    row("fewer than most missed first", f"{fewer:.1%}", "bar: 5%")


# --- the real book --------------------------------------------------------------------------------------------------

COMPLETE = {
    "geboortedatum": date(1985, 3, 1), "gemeente": "GM0024", "werk": frozenset({"werknemer"}), "contract": "vast",
    "uren_per_week": 32, "sector": "38", "beroep": "9612", "uitkering": frozenset[str](),
    "inkomen_per_jaar_eurocent": 2600000, "hoogste_diploma": "vmbo", "behaalde_graden": frozenset[str](),
    "startkwalificatie": False, "moeite_met": frozenset({"digitaal"}), "inburgeringsplichtig": False,
    "verblijf": "nederlander", "studiefinanciering": False, "werkgever_aantal_werknemers": 40,
    "werkgever_betaalt_mee": False, "opleiding_soort": "basisvaardigheden", "opleiding_vorm": "deeltijd",
    "opleiding_kosten_eurocent": 45000, "opleiding_start": date(2020, 4, 1), "opleiding_erkend": True,
    "opleiding_doel": "ander_werk", "opleiding_onderwerp": frozenset({"digitaal"}),
}  # fmt: skip
STORY = {
    "gemeente": "GM0024", "werk": frozenset({"werknemer"}), "moeite_met": frozenset({"digitaal"}),
    "werkgever_betaalt_mee": False, "opleiding_onderwerp": frozenset({"digitaal"}),
}  # fmt: skip


def real_book() -> Book:
    """The book of schemes that comes with the program, for the story of Anne and for a fuller profile."""
    started = time.process_time()
    book, problems = read_book()
    loaded = time.process_time() - started
    if book is None or problems:
        raise SystemExit(f"the book has problems: {problems[:3]}")
    day = date(2020, 2, 1)
    row(f"read and check the book ({len(book.schemes)} schemes)", f"{loaded:.2f} s", "bar: < 1 s")
    started = time.process_time()
    worked_out = check_folder()
    row(f"the same with {sum(worked_out.counts.values())} worked cases", f"{time.process_time() - started:.2f} s")
    started = time.process_time()
    book.spoken(day, "nl")
    row("prepare one day", f"{(time.process_time() - started) * 1e3:.1f} ms")
    for name, facts in (("Anne's story", STORY), ("a fuller profile", COMPLETE)):
        rules = book.on(day)
        states, values = rules.know(facts)
        plain = cpu_ms(lambda _, f=facts: book.findings(f, day, "nl", help_too=False), 1000)
        helped = cpu_ms(lambda _, f=facts: book.findings(f, day, "nl"), 200, warm=3)
        asked = cpu_ms(lambda _, r=rules, s=states: Asker(r).next(s), 50, warm=3)
        bounds = cpu_ms(lambda _, r=rules, s=states, v=values: [x.paid.bounds(s, v) for x in r.schemes], 500)
        row(f"{name}: decide and explain all", f"{plain:.3f} ms", "bar: < 1 ms")
        row(f"{name}: the same with what would help", f"{helped:.3f} ms")
        row(f"{name}: next question", f"{asked:.3f} ms")
        row(f"{name}: bounds of all amounts", f"{bounds:.3f} ms")
    return book


def people_of(population: Iterable[int]) -> list[dict[str, Any]]:
    if not HAS_PEER:
        return [MINE]
    import inputs

    columns = inputs.population(500, seed=5)
    return [facts_of({name: column[n] for name, column in columns.items()}) for n in population]


def main() -> None:
    book = book_of_ten()
    people = people_of(range(500))
    if not HAS_PEER:
        print("The peer's rules are not here (set DOORLEREN_BENCH); only our own side is measured.")
    title(f"The {len(RULES)} benchmark rules, one person, in process (median CPU time)")
    decide, explain = one_person(book, people)
    if HAS_PEER:
        row("differences with the reference (2,000 people)", str(equal_results(book)), "must be 0")
        calc, trace = peer_person()
        row("openfisca-core: calculate", f"{calc:.3f} ms")
        row("openfisca-core: calculate with trace", f"{trace:.3f} ms")
        row("Doorleren: decide", f"{decide:.3f} ms", f"{calc / decide:.0f} x")
        row("Doorleren: decide, amounts and explain", f"{explain:.3f} ms", f"{trace / explain:.0f} x (beside trace)")
    else:
        row("Doorleren: decide", f"{decide:.3f} ms")
        row("Doorleren: decide, amounts and explain", f"{explain:.3f} ms")
    title("Requests, one worker, complete profile (CPU time of the WSGI application)")
    ours = our_requests(book, people)
    if HAS_PEER:
        theirs = peer_requests()
        row("openfisca web api: POST /trace", f"{1e3 / theirs:.0f} /core-s", f"{theirs:.3f} ms")
        row(
            "Doorleren: POST /v1/overzichten",
            f"{1e3 / ours:.0f} /core-s",
            f"{ours:.3f} ms; {theirs / ours:.1f} x (bar 5, aim 10)",
        )
    else:
        row("Doorleren: POST /v1/overzichten", f"{1e3 / ours:.0f} /core-s", f"{ours:.3f} ms")
    if HAS_PEER:
        title("Questions to settle ten rules of fifteen facts (400 people)")
        questions(book)
        for size in (1_000_000, 10_000_000):
            title(f"The ten rules over {size:,} people, one thread (CPU time, median of 5)")
            ten_rules(book, DAY, size, PEER)
    title("The scheme book (median CPU time)")
    prices(real_book())
    search(int(os.environ.get("DOORLEREN_BENCH_OFFERINGS", str(OFFERINGS))))
    figures(int(os.environ.get("DOORLEREN_BENCH_OBSERVATIONS", str(OBSERVATIONS))))
    region()
    size = int(os.environ.get("DOORLEREN_BENCH_PEOPLE", "18000000"))
    title(f"The scheme book over {size:,} made-up people")
    everybody(size)


if __name__ == "__main__":
    main()
