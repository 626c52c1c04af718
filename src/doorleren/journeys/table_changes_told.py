# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a table, in sentences and as JSON.

Knows: the sentences and the fields. Leaves: what changed (`table_changes`).
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..basics import Said, said
from ..region import Table
from .say_figure import figure_text
from .table_changes import Changes, Key, Named, Other, Revised, RowChange, Rows

_MOST_NAMES: Final = 8

_ABOUT: Final = {
    "titel": said(
        "De naam van {name} is nu «{after}». Dat was «{before}».", "{name} is now called «{after}». It was «{before}»."
    ),
    "eenheid": said(
        "De eenheid van {name} is nu «{after}». Dat was «{before}».",
        "The unit of {name} is now «{after}». It was «{before}».",
    ),
    "decimalen": said(
        "{name} heeft nu {after} cijfers achter de komma. Dat waren er {before}.",
        "{name} now has {after} decimals. There were {before}.",
    ),
    "uitleg": said("De uitleg bij {name} is veranderd.", "The explanation of {name} has changed."),
    "groep": said("{name} staat nu in een andere groep.", "{name} is now in another group."),
    "status": said("{name} is nu «{after}». Dat was «{before}».", "{name} is now «{after}». It was «{before}»."),
}


_COUNTED: Final = {
    "revised": (
        said("{n} cijfer is herzien", "{n} figure was revised"),
        said("{n} cijfers zijn herzien", "{n} figures were revised"),
    ),
    "lost": (
        said("{n} cijfer is weggevallen", "{n} figure is no longer there"),
        said("{n} cijfers zijn weggevallen", "{n} figures are no longer there"),
    ),
    "found": (
        said("Er kwam {n} cijfer waar er geen was", "{n} figure came where there was none"),
        said("Er kwamen {n} cijfers waar er geen waren", "{n} figures came where there were none"),
    ),
    "reasons": (
        said("Bij {n} rij zegt de bron nu iets anders", "Of {n} row the source now says something else"),
        said("Bij {n} rijen zegt de bron nu iets anders", "Of {n} rows the source now says something else"),
    ),
    "texts": (
        said("{n} tekst is veranderd", "{n} text has changed"),
        said("{n} teksten zijn veranderd", "{n} texts have changed"),
    ),
    "gone": (said("{n} rij is weg", "{n} row is gone"), said("{n} rijen zijn weg", "{n} rows are gone")),
    "new": (said("{n} rij is nieuw", "{n} row is new"), said("{n} rijen zijn nieuw", "{n} rows are new")),
}


def changes_told(changes: Changes, old: Table, new: Table) -> list[Said]:
    """The sentences: first what the table is about, then its figures; none where nothing changed."""
    return [
        *_described(changes),
        *(_rows(changes.rows, old, new) if changes.rows is not None else [_not_compared(changes)]),
    ]


def _described(changes: Changes) -> Iterator[Said]:
    for one in changes.dimensions_new:
        yield said(
            f"De tabel is nu ook verdeeld naar «{one.title}».", f"The table is now also divided by «{one.title}»."
        )
    for one in changes.dimensions_gone:
        yield said(
            f"De tabel is niet meer verdeeld naar «{one.title}».", f"The table is no longer divided by «{one.title}»."
        )
    for of, names in _together(changes.gone):
        yield said(
            f"Weg uit {_where_nl(of)}: {_listed(names, 'nl')}.", f"Gone from {_where_en(of)}: {_listed(names, 'en')}."
        )
    for of, names in _together(changes.new):
        yield said(
            f"Nieuw in {_where_nl(of)}: {_listed(names, 'nl')}.", f"New in {_where_en(of)}: {_listed(names, 'en')}."
        )
    yield from _others(changes.other)


def _others(others: Sequence[Other]) -> Iterator[Said]:
    """Periods that got one status together; the rest one by one, as far as there are not too many."""
    statuses: dict[tuple[str, str], list[str]] = {}
    rest = []
    for one in others:
        if one.about == "status":
            statuses.setdefault((one.before, one.after), []).append(one.title)
        else:
            rest.append(one)
    for (before, after), titles in statuses.items():
        yield said(
            f"Nu «{after or 'zonder status'}», en eerst «{before or 'zonder status'}»: {_titles(titles, 'nl')}.",
            f"Now «{after or 'without a status'}», before «{before or 'without a status'}»: {_titles(titles, 'en')}.",
        )
    by_kind: dict[tuple[str, str], list[Other]] = {}
    for one in rest:
        by_kind.setdefault((one.of, one.about), []).append(one)
    for (of, about), some in by_kind.items():
        for one in some[:_MOST_NAMES]:
            told = _ABOUT[about]
            parts = {"before": one.before, "after": one.after}
            name = f"«{one.before or one.id}»" if about == "titel" else f"«{one.title}»"
            yield said(
                told.nl.format(name=f"{name} ({one.id})", **parts), told.en.format(name=f"{name} ({one.id})", **parts)
            )
        if (more := len(some) - _MOST_NAMES) > 0:
            yield said(
                f"Zo zijn er nog {more} in {_where_nl(of)}.", f"There are {more} more like this in {_where_en(of)}."
            )


def _rows(rows: Rows, old: Table, new: Table) -> Iterator[Said]:
    if rows.revised:
        yield _dot(_counted("revised", rows.revised_count))
    for one in rows.revised[:_MOST_NAMES]:
        yield _largest(one, new)
    if (more := len(rows.revised) - _MOST_NAMES) > 0:
        yield said(f"Zo zijn er nog {more} metingen.", f"There are {more} more measures like this.")
    if rows.lost:
        yield _with_example("lost", rows.lost, rows.some_lost[0], new)
    if rows.found:
        yield _with_example("found", rows.found, rows.some_found[0], new)
    if rows.reasons:
        yield _with_example("reasons", rows.reasons, rows.some_reasons[0], new)
    if rows.texts:
        yield _dot(_counted("texts", rows.texts))
    if rows.gone:
        yield _with_row("gone", rows.gone, rows.some_gone[0], old)
    if rows.new:
        yield _with_row("new", rows.new, rows.some_new[0], new)


def _largest(one: Revised, table: Table) -> Said:
    measure = table.measure(one.measure)
    title = measure.title if measure else one.measure
    texts = {}
    for language in ("nl", "en"):
        before, after = (figure_text(value, measure, language) for value in (one.largest.before, one.largest.after))
        texts[language] = row_name(one.largest.key, table, language, measure_too=False), before, after
    (where_nl, was_nl, is_nl), (where_en, was_en, is_en) = texts["nl"], texts["en"]
    if one.count == 1:
        return said(
            f"«{title}»: {where_nl} was {was_nl} en is nu {is_nl}.",
            f"«{title}»: {where_en} was {was_en} and is now {is_en}.",
        )
    return said(
        f"«{title}»: {_whole(one.count, 'nl')} keer. Het grootste verschil: {where_nl} was {was_nl} en is nu {is_nl}.",
        f"«{title}»: {_whole(one.count, 'en')} times. The largest difference: {where_en} was {was_en}, now {is_en}.",
    )


def _with_example(kind: str, count: int, one: RowChange, table: Table) -> Said:
    told = _counted(kind, count)
    measure = table.measure(dict(one.key)["Measure"])
    sides = {
        language: [
            _side(value, reason, figure_text(value, measure, language), language)
            for value, reason in ((one.before, one.reason_before), (one.after, one.reason_after))
        ]
        for language in ("nl", "en")
    }
    such = (": ", ": ") if count == 1 else (", zoals ", ", such as ")
    return said(
        f"{told.nl}{such[0]}{row_name(one.key, table, 'nl')} was {sides['nl'][0]} en is nu {sides['nl'][1]}.",
        f"{told.en}{such[1]}{row_name(one.key, table, 'en')} was {sides['en'][0]} and is now {sides['en'][1]}.",
    )


def _with_row(kind: str, count: int, key: Key, table: Table) -> Said:
    told, such = _counted(kind, count), (": ", ": ") if count == 1 else (", zoals ", ", such as ")
    return said(f"{told.nl}{such[0]}{row_name(key, table, 'nl')}.", f"{told.en}{such[1]}{row_name(key, table, 'en')}.")


def _side(value: float | None, reason: str | None, text: str, language: str) -> str:
    nothing = "geen cijfer" if language == "nl" else "no figure"
    shown = text if value is not None else nothing
    return f"{shown} («{reason}»)" if reason else shown


def row_name(key: Key, table: Table, language: str, *, measure_too: bool = True) -> str:
    """Which row, with titles: «Nettoparticipatie», Totaal, 2026 juni."""
    parts = []
    for of, code in key:
        if of == "Measure":
            measure = table.measure(code)
            parts += [f"«{measure.title if measure else code}»"] if measure_too else []
            continue
        dimension = table.dimension(of)
        found = dimension.code(code) if dimension else None
        parts.append(found.title if found else code)
    return ", ".join(parts) or ("de rij" if language == "nl" else "the row")


def _not_compared(changes: Changes) -> Said:
    if changes.before.filter != changes.after.filter:
        return said(
            "De cijfers zijn niet vergeleken: dit is een ander deel van de tabel.",
            "The figures were not compared: this is another part of the table.",
        )
    return said(
        "De cijfers zijn niet vergeleken: de tabel is nu anders verdeeld.",
        "The figures were not compared: the table is divided otherwise now.",
    )


def _counted(kind: str, count: int) -> Said:
    one, more = _COUNTED[kind]
    told = one if count == 1 else more
    return said(told.nl.format(n=_whole(count, "nl")), told.en.format(n=_whole(count, "en")))


def _dot(sentence: Said) -> Said:
    return said(f"{sentence.nl}.", f"{sentence.en}.")


def _whole(count: int, language: str) -> str:
    text = f"{count:,}"
    return text.replace(",", ".") if language == "nl" else text


def _where_nl(of: str) -> str:
    return "de metingen" if of == "Measure" else f"«{of}»"


def _where_en(of: str) -> str:
    return "the measures" if of == "Measure" else f"«{of}»"


def _together(some: Sequence[Named]) -> Iterator[tuple[str, list[Named]]]:
    found: dict[str, list[Named]] = {}
    for one in some:
        found.setdefault(one.of, []).append(one)
    yield from found.items()


def _listed(some: Sequence[Named], language: str) -> str:
    return _titles([f"{one.title} ({one.id})" for one in some], language)


def _titles(titles: Sequence[str], language: str) -> str:
    shown = ", ".join(titles[:_MOST_NAMES])
    if (more := len(titles) - _MOST_NAMES) > 0:
        shown += f" en nog {more}" if language == "nl" else f" and {more} more"
    return shown


# --- JSON -----------------------------------------------------------------------------------------------------------


def changes_shape(changes: Changes, old: Table, new: Table, language: str) -> dict[str, Any]:
    """The same with every code, and of the rows how many and some of them."""
    rows = changes.rows
    return {
        "van": changes.before.key,
        "naar": changes.after.key,
        "veranderd": bool(changes),
        "zinnen": [one.in_language(language) for one in changes_told(changes, old, new)],
        "dimensiesNieuw": [one.id for one in changes.dimensions_new],
        "dimensiesWeg": [one.id for one in changes.dimensions_gone],
        "nieuw": [_named(one) for one in changes.new],
        "weg": [_named(one) for one in changes.gone],
        "anders": [
            {"van": one.of, "code": one.id, "titel": one.title, "wat": one.about, "was": one.before, "is": one.after}
            for one in changes.other
        ],
        "rijen": None
        if rows is None
        else {
            "herzien": {
                "aantal": rows.revised_count,
                "perMeting": [
                    {"Measure": one.measure, "aantal": one.count, "grootste": _row(one.largest)} for one in rows.revised
                ],
            },
            "geenCijferMeer": {"aantal": rows.lost, "voorbeelden": [_row(one) for one in rows.some_lost]},
            "nuEenCijfer": {"aantal": rows.found, "voorbeelden": [_row(one) for one in rows.some_found]},
            "andereReden": {"aantal": rows.reasons, "voorbeelden": [_row(one) for one in rows.some_reasons]},
            "andereTekst": {"aantal": rows.texts},
            "nieuw": {"aantal": rows.new, "voorbeelden": [dict(one) for one in rows.some_new]},
            "weg": {"aantal": rows.gone, "voorbeelden": [dict(one) for one in rows.some_gone]},
        },
    }


def _named(one: Named) -> dict[str, str]:
    return {"van": one.of, "code": one.id, "titel": one.title}


def _row(one: RowChange) -> dict[str, Any]:
    return {
        **dict(one.key),
        "was": one.before,
        "is": one.after,
        "redenWas": one.reason_before,
        "redenIs": one.reason_after,
    }
