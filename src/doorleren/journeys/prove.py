# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prove a book of schemes: proofs for everybody, cases that cover every part of a rule, mistakes that are caught."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from ..basics import Problem
from ..rules import Book, read_book
from ..rules.book import HERE
from ..rules.cases import read_cases, try_case
from ..rules.coverage import Covered, covered
from ..rules.mutants import Fate, Tried, try_mutants
from ..rules.proofs import Proof, Prover, Verdict, prove_scheme
from ..rules.reasons import Reasons, read_reasons
from ..rules.scheme import Scheme, SchemeKind
from .shapes import facts_shape

_FOR_A_MUTANT: Final = 40_000_000
"""How many steps the solver may take to find somebody to whom one mutant makes a difference."""


@dataclass(slots=True)
class ProvedScheme:
    """All that was proved and tried of one scheme, with the reasons for what stays open."""

    scheme: Scheme
    cases: int
    proofs: list[Proof]
    atoms: list[Covered]
    mutants: list[Tried]
    reasons: Reasons

    def reason(self, about: str, name: str) -> str | None:
        """The written reason for something that stays open."""
        return self.reasons.why.get((about, name))

    @property
    def open_proofs(self) -> list[Proof]:
        """What was not proved."""
        return [one for one in self.proofs if one.verdict is not Verdict.CLOSED]

    @property
    def open_atoms(self) -> list[Covered]:
        """What no pair of cases shows to matter."""
        return [one for one in self.atoms if not one.done]

    @property
    def survivors(self) -> list[Tried]:
        """The mistakes that nothing notices."""
        return [one for one in self.mutants if one.fate is Fate.SURVIVED]

    @property
    def unexplained(self) -> int:
        """How many things stay open without a reason."""
        return sum(self.reason(about, name) is None for about, name in self.open_things)

    @property
    def open_things(self) -> list[tuple[str, str]]:
        """Everything that stays open, as reasons name it."""
        found = [("proof", one.id) for one in self.open_proofs]
        found += [("atom", one.id) for one in self.open_atoms]
        return found + [("mutant", one.mutant) for one in self.survivors]


@dataclass(slots=True)
class ProvedBook:
    """All that was proved of a book."""

    schemes: list[ProvedScheme] = field(default_factory=list)
    policies: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing stays open without a reason."""
        return not self.problems and not any(one.unexplained for one in self.schemes)


def prove(
    root: Path | None = None,
    only: Sequence[str] = (),
    *,
    mutants: bool = True,
    workers: int = 1,
    seen: Callable[[str, int, int], None] | None = None,
) -> ProvedBook:
    """Prove the book in `root` (by default the one that comes with the program), or the schemes named in `only`.

    `workers`: how many processes share the work. `seen` is told the name of each scheme that is done, how many are
    done and how many there are.
    """
    folder = root or HERE / "schemes"
    book, problems = read_book(folder)
    result = ProvedBook(problems=problems)
    if book is None:
        return result
    wanted = [scheme for scheme in book.schemes.values() if not only or scheme.id in only]
    result.policies = sum(scheme.kind is SchemeKind.BELEID for scheme in wanted)
    deciding = [scheme.id for scheme in wanted if scheme.kind is not SchemeKind.BELEID]
    done = {}
    for name, proved, wrong in _each(OneByOne(folder, book, mutants), deciding, workers):
        done[name] = proved
        result.problems += wrong
        if seen is not None:
            seen(name, len(done), len(deciding))
    result.schemes = [done[name] for name in deciding]
    return result


_Proved = tuple[str, ProvedScheme, list[Problem]]


class OneByOne:
    """Proves the schemes of a book, each on its own."""

    def __init__(self, folder: Path, book: Book, mutants: bool) -> None:
        self._folder, self.book = folder, book
        self._prover = Prover(book.facts)
        self._quick = Prover(book.facts, _FOR_A_MUTANT) if mutants else None

    def __call__(self, name: str) -> _Proved:
        return (
            name,
            *_prove_one(self.book, self.book.schemes[name], self._folder / name, self._prover, self._quick),
        )

    def work(self, name: str) -> int:
        """About how much work a scheme is."""
        return sum((self._folder / name / file).stat().st_size for file in ("scheme.yaml", "cases.yaml"))


def _each(one_by_one: OneByOne, names: Sequence[str], workers: int) -> Iterator[_Proved]:
    """Every scheme proved, as they get done; what is most work begins first."""
    if workers < 2 or len(names) < 2:
        yield from map(one_by_one, names)
        return
    with ProcessPoolExecutor(workers, get_context("fork"), initializer=_begin, initargs=(one_by_one,)) as pool:
        most_first = sorted(names, key=one_by_one.work, reverse=True)
        yield from (job.result() for job in as_completed([pool.submit(_work, name) for name in most_first]))


_here: OneByOne


def _begin(one_by_one: OneByOne) -> None:
    global _here
    _here = one_by_one


def _work(name: str) -> _Proved:
    return _here(name)


def _prove_one(
    book: Book, scheme: Scheme, folder: Path, prover: Prover, for_mutants: Prover | None
) -> tuple[ProvedScheme, list[Problem]]:
    cases, problems = read_cases(folder / "cases.yaml", scheme, book.facts)
    problems += [problem for case in cases for problem in try_case(book, case)]
    reasons, wrong = read_reasons(folder)
    found = ProvedScheme(
        scheme=scheme,
        cases=len(cases),
        proofs=list(prove_scheme(prover, book, scheme)),
        atoms=covered(scheme, cases, book),
        mutants=try_mutants(scheme, cases, book, for_mutants) if for_mutants else [],
        reasons=reasons,
    )
    unused = reasons.unused(found.open_things) if for_mutants else []
    return found, problems + wrong + unused


def proved_shape(found: ProvedBook) -> dict[str, Any]:
    """What was proved, in numbers, with everything that stays open by name."""
    proofs = [(one, proof) for one in found.schemes for proof in one.proofs]
    tried = [(one, mutant) for one in found.schemes for mutant in one.mutants]
    explained = sum(one.reason("proof", p.id) is not None for one, p in proofs if p.verdict is not Verdict.CLOSED)
    left = [p for one, p in proofs if p.verdict is not Verdict.CLOSED and one.reason("proof", p.id) is None]
    return {
        "regelingen": len(found.schemes),
        "beleid": found.policies,
        "versies": sum(len(one.scheme.versions) for one in found.schemes),
        "voorwaarden": sum(len(one.scheme.conditions) for one in found.schemes),
        "bedragen": sum(len(one.scheme.amounts) for one in found.schemes),
        "gevallen": sum(one.cases for one in found.schemes),
        "mcdc": {
            "gedekt": sum(atom.done for one in found.schemes for atom in one.atoms),
            "totaal": sum(len(one.atoms) for one in found.schemes),
        },
        "mutanten": {
            "gevangen": sum(m.fate is Fate.CAUGHT for _, m in tried),
            "gelijkwaardig": sum(m.fate is Fate.SAME for _, m in tried),
            "overleefd": sum(m.fate is Fate.SURVIVED for _, m in tried),
            "totaal": len(tried),
        },
        "bewijzen": {
            "gesloten": sum(p.verdict is Verdict.CLOSED for _, p in proofs),
            "openMetReden": explained,
            "open": sum(p.verdict is Verdict.OPEN for p in left),
            "weerlegd": sum(p.verdict is Verdict.REFUTED for p in left),
        },
        "perRegeling": [_scheme_shape(one) for one in found.schemes],
    }


def _scheme_shape(one: ProvedScheme) -> dict[str, Any]:
    witness = next((p.somebody for p in reversed(one.proofs) if p.of == "te-krijgen" and p.somebody), None)
    return {
        "id": one.scheme.id,
        "gevallen": one.cases,
        "mcdc": {"gedekt": sum(atom.done for atom in one.atoms), "totaal": len(one.atoms)},
        "mutanten": {fate.value: sum(m.fate is fate for m in one.mutants) for fate in Fate},
        "bewijzen": {verdict.value: sum(p.verdict is verdict for p in one.proofs) for verdict in Verdict},
        "getuige": _somebody(witness),
        "open": [
            *(
                {
                    "soort": "bewijs",
                    "wat": p.id,
                    "waarom": p.why,
                    "wie": _somebody(p.somebody),
                    "reden": one.reason("proof", p.id),
                }
                for p in one.open_proofs
            ),
            *(
                {"soort": "mcdc", "wat": a.id, "wel": a.holds, "niet": a.fails, "reden": one.reason("atom", a.id)}
                for a in one.open_atoms
            ),
            *(
                {
                    "soort": "mutant",
                    "wat": m.mutant,
                    "waarom": m.why,
                    "wie": _somebody(m.somebody),
                    "reden": one.reason("mutant", m.mutant),
                }
                for m in one.survivors
            ),
        ],
    }


def _somebody(found: Any) -> dict[str, Any] | None:
    return None if found is None else {"op": found.on.isoformat(), "feiten": facts_shape(found.facts)}
