# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts that can be asked and the schemes in the book, so that a stranger can read them.

Knows: every threshold that rules use on a day (`grenzen`) and what cannot go together (`nietSamen`): with those,
every completion of a profile can be enumerated.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from ..basics import said
from ..rules import Book
from ..rules.answers import about_policy, say_amount
from ..rules.cells import NO_CEILING, FactCells, domain_of
from ..rules.expression import Node, spell_value
from ..rules.facts import Fact, Kind
from ..rules.meaning import facts_in
from ..rules.scheme import AmountValue, ConditionKind, Scheme, Span, holds_on, of_day
from ..rules.sum_caps import say_cap, say_limit
from .applying_and_paying import timing_shapes
from .open_on import door_on, door_shape
from .shapes import fact_value_shape, source_shape

CHECKED_FOR: Final = timedelta(days=180)
"""How long a comparison with the sources is good for."""


def thresholds_day(book: Book, on: date, language: str) -> dict[str, Any]:
    """All facts with their thresholds on a day, and the combinations that cannot be."""
    return {
        "op": on.isoformat(),
        "feiten": fact_shapes(book, on, language),
        "nietSamen": _impossible(book, on, language),
    }


def fact_shapes(book: Book, on: date, language: str) -> list[dict[str, Any]]:
    """Each fact as `{naam, type, eigenaar, waarden | min, max, …, grenzen, vraag, uitleg}`; derived facts last."""
    rules = book.on(on)
    shapes = [_fact(fact, rules.cells[n], on, language) for n, fact in enumerate(book.facts.facts.values())]
    for name, derived in book.facts.derived.items():
        shapes.append(
            {
                "naam": name,
                "type": derived.kind.value,
                "eigenaar": book.facts.facts[derived.of].owner,
                "grenzen": [],
                "afgeleidVan": [derived.of],
                "veranderbaar": False,
                "gevoelig": book.facts.facts[derived.of].sensitive,
                "vraag": None,
                "uitleg": f"{derived.formula}" if derived.formula is not None else f"tabel {derived.table}",
            }
        )
    return shapes


def _fact(fact: Fact, cells: FactCells, on: date, language: str) -> dict[str, Any]:
    shape: dict[str, Any] = {"naam": fact.name, "type": fact.kind.value, "eigenaar": fact.owner}
    if fact.values:
        shape["waarden"] = list(fact.values)
    elif fact.kind.ordered:
        low, high = domain_of(fact, on)
        shape["min"] = fact_value_shape(fact.given(low))
        shape["max"] = fact_value_shape(fact.given(high)) if high < NO_CEILING else None
    if fact.kind is Kind.VERZAMELING:
        shape["magLeegZijn"] = fact.may_be_empty
    if fact.pattern:
        shape["patroon"] = fact.pattern
    assert fact.words is not None
    words = fact.words[language]
    return {
        **shape,
        "eenheid": fact.unit,
        "grenzen": _thresholds(cells),
        "afgeleidVan": [],
        "veranderbaar": fact.effort is not None,
        "gevoelig": fact.sensitive,
        "vraag": words.question,
        "uitleg": words.help,
        "waarom": words.why,
        "label": words.label,
        "labels": dict(words.options),
    }


def _thresholds(cells: FactCells) -> list[Any]:
    """Where the rules cut this fact: the first value of each interval, or one value of every kind they tell apart."""
    fact = cells.fact
    if fact.kind.ordered:
        return [fact_value_shape(fact.given(low)) for low, _ in cells.intervals]
    if fact.kind is Kind.CODE:
        return [value for value in cells.representatives if isinstance(value, str) and value.isascii()]
    return [fact_value_shape(fact.given(value)) for value in cells.representatives]


def _impossible(book: Book, on: date, language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "feiten": sorted(one.facts),
            "als": str(one.condition),
            "alle": [_atom_shape(leaf, book) for leaf in _all_of(one.condition)],
            "zin": one.sentence.in_language(language),
            "bron": source_shape(one.source),
        }
        for one in book.facts.impossible
    ]


def _all_of(node: Node) -> Iterable[Node]:
    return node.args if node.op == "and" else (node,)


def _atom_shape(leaf: Node, book: Book) -> dict[str, Any]:
    """One part of what cannot be, so that a program can test it: the fact, how it is compared, with what."""
    negated = leaf.op == "not"
    inner = leaf.args[0] if negated else leaf
    name = next(iter(facts_in(leaf)))
    fact = book.facts.facts[name]
    if inner.op == "fact":
        return {"feit": name, "bewerking": "=", "waarde": not negated}
    value: Any = inner.args[1].value if len(inner.args) > 1 else None
    if fact.kind is Kind.LADDER:
        value = [fact.values[v] for v in value] if isinstance(value, tuple) else fact.values[value]
    elif isinstance(value, tuple):
        value = list(value)
    return {"feit": name, "bewerking": f"not {inner.op}" if negated else inner.op, "waarde": value}


def municipalities(book: Book, on: date) -> list[tuple[str, str]]:
    """The municipalities on a day, as (code, name) by name."""
    table = book.facts.tables["gemeentenaam"]
    found = [(code, name) for code in table.rows if (name := table.on(code, on))]
    return sorted(found, key=lambda pair: pair[1])


def say_amount_of(book: Book, name: str, part: AmountValue, language: str) -> str:
    """An amount as people read it: € 2.500, 5 jaar; of municipalities their names, not their codes."""
    return ", ".join(municipality_names(book, part)) or say_amount(name, part.value, language)


def municipality_names(book: Book, part: AmountValue) -> list[str]:
    """The names of the municipalities of an amount, as they were called on its first day; of other amounts none."""
    table = book.facts.tables["gemeentenaam"]
    codes = part.value if isinstance(part.value, tuple) else ()
    if not all(code in table.rows for code in codes):
        return []
    return sorted((part.first and table.on(code, part.first)) or table.rows[code][-1][2] for code in codes)


def labour_market_region(book: Book, municipality: str, on: date) -> str | None:
    """The name of the labour-market region of a municipality on a day; None where no source says it."""
    region = book.facts.tables["arbeidsmarktregio"].on(municipality, on)
    return book.facts.tables["arbeidsmarktregionaam"].on(region, on) if region else None


def region_names(book: Book, on: date) -> dict[str, str]:
    """The labour-market regions that have a name on a day, by their code."""
    table = book.facts.tables["arbeidsmarktregionaam"]
    return {code: name for code in table.rows if (name := table.on(code, on))}


def scheme_shapes(book: Book, language: str, on: date) -> list[dict[str, Any]]:
    """Every scheme in one line: what it is, for whom, and whether it holds on a day."""
    return [_scheme_line(book, scheme, language, on) for scheme in book.schemes.values()]


def not_checked_since(line: Mapping[str, Any], day: date) -> bool:
    """Whether nobody compared a scheme with its sources on this day or later; never is not since either."""
    return line["nagekekenOp"] is None or line["nagekekenOp"] < day.isoformat()


def too_long_ago(day: date) -> date:
    """The day since which a scheme must have been compared with its sources, to be relied on."""
    return day - CHECKED_FOR


def _scheme_line(book: Book, scheme: Scheme, language: str, on: date) -> dict[str, Any]:
    words = scheme.words[language]
    holds = "van-kracht" if scheme.version_on(on) else "niet-van-kracht" if scheme.absent_on(on) else "niet-bekend"
    return {
        "id": scheme.id,
        "naam": words.name,
        "soort": scheme.kind.value,
        "aanvrager": scheme.applicant.value,
        "ontvanger": scheme.recipient.value,
        "voor": scheme.audience.value,
        "samenvatting": words.summary,
        "opDezeDag": holds,
        "aanvraag": door_shape(door_on(book, scheme.id, on)),
        "aanvraagtijdvak": _window(scheme, on),
        "hash": book.hashes[scheme.id],
        "nagekekenOp": str(scheme.checked_on) if scheme.checked_on else None,
    }


def _windows(scheme: Scheme) -> list[Span]:
    """Every application window of every version, in the order of time."""
    windows = [w for c in scheme.conditions if c.kind is ConditionKind.WINDOW for w in c.windows]
    return sorted(dict.fromkeys(windows), key=lambda window: window.first or date.min)


def _gaps(scheme: Scheme) -> list[dict[str, Any]]:
    """The days of which nothing is said: before, between and after what we know; and why, where somebody looked."""
    gaps: list[dict[str, Any]] = []
    known: date | None = date.min
    for span in sorted([*scheme.versions, *scheme.not_in_force], key=lambda span: span.first or date.min):
        if known is not None and span.first and span.first > known:
            gaps.append(_gap(scheme, None if known == date.min else known, span.first))
        known = None if known is None or span.until is None else max(known, span.until)
    if known is not None:
        gaps.append(_gap(scheme, None if known == date.min else known, None))
    return gaps


def _gap(scheme: Scheme, first: date | None, until: date | None) -> dict[str, Any]:
    why = next((one.why for one in scheme.not_known if (one.first, one.until) == (first, until)), None)
    return {"van": str(first) if first else None, "tot": str(until) if until else None, "waarom": why}


def _window(scheme: Scheme, on: date) -> dict[str, Any] | None:
    """Whether one can apply on a day, and when the next window opens; None for a scheme without windows."""
    every = [c for c in scheme.conditions if c.kind is ConditionKind.WINDOW]
    # A version that drops its windows can be asked for on any day.
    today = of_day(every, on) if scheme.version_on(on) else every
    if not today:
        return None
    opens = min((w.first for c in every for w in c.windows if w.first and w.first > on), default=None)
    is_open = any(holds_on(w, on) for c in today for w in c.windows)
    return {"open": is_open, "volgende": str(opens) if opens else None}


def scheme_shape(book: Book, name: str, language: str, on: date) -> dict[str, Any] | None:
    """One scheme with its versions, conditions, amounts and sources; None if there is no such scheme."""
    scheme = book.schemes.get(name)
    if scheme is None:
        return None
    words = scheme.words[language]
    day = _day_of_nearest_version(scheme, on)
    amounts = {key: say_amount(key, value, language) for key, value in scheme.amounts_on(day).items()}

    def fill(text: str) -> str:
        for key, value in amounts.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    return {
        **_scheme_line(book, scheme, language, on),
        "getoondVoor": day.isoformat(),
        "bedragZin": fill(words.amount) if words.amount else None,
        "watNu": {
            "zin": fill(words.next_steps["yes"]) if words.about is None else about_policy(scheme, day, language),
            "url": words.url,
            "loket": words.desk,
        },
        "versies": [_span(span) for span in scheme.versions],
        "nietVanKracht": [_span(span) for span in scheme.not_in_force],
        "nietBekend": _gaps(scheme),
        "aanvraagtijdvakken": [_span(window) for window in _windows(scheme)],
        "voorwaarden": [
            {
                "id": condition.id,
                "soort": condition.kind.value,
                "zin": fill(words.conditions[condition.id].rule),
                "regel": str(condition.node) if condition.kind is ConditionKind.RULE else None,
                "beslist": condition.judge,
                "tijdvakken": [_span(window) for window in condition.windows],
                "bron": source_shape(condition.source),
            }
            for condition in of_day(scheme.conditions, day)
        ],
        "bedragen": [
            {
                "naam": key,
                "waarde": _raw(part.value),
                "tekst": say_amount_of(book, key, part, language),
                "gemeenten": municipality_names(book, part),
                **_days(part),
                "bron": source_shape(part.source),
            }
            for key, parts in scheme.amounts.items()
            for part in parts
        ],
        "betaling": [
            {
                "bedrag": [
                    {"als": str(when) if when is not None else None, "som": str(total)} for when, total in payment.cases
                ],
                "hoogstens": payment.at_most,
                "per": payment.per,
                **_days(payment),
                "bron": source_shape(payment.source),
            }
            for payment in scheme.payments
        ],
        "waarschuwingen": [
            {"zin": fill(words.warnings[w.id]), "bron": source_shape(w.source)} for w in of_day(scheme.warnings, day)
        ],
        "verhoudingen": _relations(book, scheme, language, day),
        "aanvragenEnBetalen": timing_shapes(scheme, language, day),
        "hoortBij": list(scheme.belongs_to),
        "bronnen": [source_shape(source) for source in scheme.sources],
        "rijen": list(scheme.rows),
    }


def _relations(book: Book, scheme: Scheme, language: str, day: date) -> list[dict[str, Any]]:
    """How a scheme goes with others: what it excludes, what it follows, and what they pay together at most that day."""
    names = {name: one.words[language].name for name, one in book.schemes.items()}
    found = [
        {
            "soort": one.kind,
            "regeling": one.scheme,
            "samenMet": [one.scheme],
            "zin": _RELATION[one.kind].in_language(language).format(name=names.get(one.scheme, one.scheme)),
            "bron": source_shape(one.source),
        }
        for one in of_day(scheme.relations, day)
    ]
    return found + [
        {
            "soort": "together_at_most",
            "regeling": cap.beside[0] if len(cap.beside) == 1 else None,
            "samenMet": list(cap.beside),
            "zin": say_cap(cap, names, say_limit(cap, scheme, book.facts, day), language),
            "bron": source_shape(cap.source),
        }
        for cap in of_day(scheme.caps, day)
    ]


_RELATION: Final = {
    "excludes": said("Niet samen met {name}.", "Not together with {name}."),
    "follows": said("Komt na {name}.", "Comes after {name}."),
}


def _day_of_nearest_version(scheme: Scheme, on: date) -> date:
    """The day itself if a version holds on it; else the first day of the version that lies nearest."""
    if scheme.version_on(on):
        return on
    nearest = min(scheme.versions, key=lambda version: _away(version, on), default=None)
    return nearest.first if nearest and nearest.first else on


def _away(span: Span, on: date) -> timedelta:
    """How far a day lies from a span that does not hold on it."""
    ends = [abs(end - on) for end in (span.first, span.until) if end]
    return min(ends, default=timedelta.max)


def _span(span: Span) -> dict[str, Any]:
    return {**_days(span), "bron": source_shape(span.source)}


def _days(part: Any) -> dict[str, Any]:
    return {"van": str(part.first) if part.first else None, "tot": str(part.until) if part.until else None}


def _raw(value: Any) -> Any:
    return value if isinstance(value, int) else list(value) if isinstance(value, tuple) else spell_value(value)
