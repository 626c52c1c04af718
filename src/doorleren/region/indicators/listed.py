# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of indicators as a page of the documentation.

Knows: the order and the words of that page. Leaves: where it stands (docs), what the portal shows.
"""

from collections.abc import Iterable, Sequence
from textwrap import fill

from ..regions import RegionKind
from .record import Indicator, SeriesSource

_TOP = """\
# Indicators

This page is made of the files in `src/doorleren/region/indicators/`, one per indicator, by
`doorleren.region.indicators.listed`; a test compares the two.

- A code that starts with `titel:` is looked up by its title in the table, because no document showed us the code.
- An id of a dimension between brackets was not shown by any document either; it is made of the title, as StatLine makes
  its ids. When it is not there, the series is absent and says so.
- «tried» means: read from real recorded answers of that table. All others are **not yet tried on the real table**.
- A change counts as relevant from the size named here. That size is our own judgement, and each file says why.
"""

_NAMES = """\
## Names that are ours

Sheets of UWV and tables of Eurostat have no names of StatLine. These are the names that an importer gives them:

| table | dimensions | measure |
|---|---|---|
| `uwv/spanningsindicator` | `Regio` (`AM01`…, `NL01`), `Periode` (quarters) | `spanningsindicator` |
| `uwv/gwu` | `Regio` (also `PV…`, `GM…`), `Periode` (months), `Dienstverband` (`zonder`, `met`) | `werkzoekenden` |
| `eurostat/isoc_r_iuse_i` | `geo` (NUTS 2, made `PV20`–`PV31`, `NL01`), `time`, `indic_is`, `unit` | `isoc_r_iuse_i` |
| `rivm/50120NED` | as StatLine has them (`dataderden.cbs.nl`, version 3) | by title |
"""

_LOOKED = """\
## Where we looked, and what we left aside

- Stored copies of public pages (`cbs.nl/nl-nl/cijfers/detail/…`), of `data.overheid.nl`, of reports of UWV and of
  public programs that read StatLine; no live page was read.
- Sampling errors: CBS gives 95 % margins with `85554NED`, and RIVM with `50120NED`, for each figure (dimension
  `Marges`), which one number per table cannot hold. With `80590ned`, `85268NED` and `86088NED` we saw none. So
  `sampling_error` is absent everywhere.
- Eurostat `lfst_r_lfe2emprtn` gives employment by province too. We saw it for ages 15 to 64, where net participation
  here is of 15 to 74, so it is not a source of it.
- Health: CBS `85012NED`, `85563NED` and `86137NED` are a table for each year and make no series; RIVM `50120NED` does.
- Tension of Statistics Netherlands (vacancies per 100 unemployed) needs two tables and is given for the country only.
- The regional forecast `85173NED` is of 2023; a newer one was announced for 2025, and its table id we did not find.
"""


def as_page(indicators: Sequence[Indicator]) -> str:
    """The whole page. The same indicators give the same text."""
    sections = (_section(one) for one in indicators)
    parts = [_TOP, *_coverage(indicators), *_without(indicators), "## All indicators\n", *sections, _NAMES, _LOOKED]
    return "\n".join(parts)


def _coverage(indicators: Sequence[Indicator]) -> Iterable[str]:
    """Which kind of period there is for which kind of region: that of the first source that covers it."""
    kinds: tuple[RegionKind, ...] = ("land", "provincie", "arbeidsmarktregio", "gemeente")
    yield "## Which figure for which regions\n"
    yield f"| indicator | {' | '.join(kinds)} |"
    yield f"|---|{'---|' * len(kinds)}"
    for one in indicators:
        cells = [next((s.period_kind for s in one.sources if kind in s.covers), "–") for kind in kinds]
        yield f"| `{one.id}` | {' | '.join(cells)} |"
    yield ""


def _without(indicators: Sequence[Indicator]) -> Iterable[str]:
    yield "## No open regional source found\n"
    for one in indicators:
        why = one.nowhere or one.regional_nowhere
        if why is not None:
            scope = "no source at all" if one.nowhere else "for the country only"
            yield fill(f"- **{one.name.en}** (`{one.id}`), {scope}. {why.en}", 118, subsequent_indent="  ") + "\n"


def _section(one: Indicator) -> str:
    change = f"{one.relevant:g} {'percent' if one.log else 'points'}"
    head = [
        f"### {one.order}. {one.name.en}\n",
        f"`{one.id}` · {one.name.nl}\n",
        f"{one.theme} · {one.unit.en} · relevant from {change}{' · a forecast' if one.forecast else ''}\n",
        fill(one.definition.en, 118) + "\n",
    ]
    for doc in one.goals:
        head.append(fill(f"- asked for: {doc.document}, {doc.place}", 118, subsequent_indent="  "))
    head.extend(_line(source) for source in one.sources)
    for broken in one.breaks:
        how = "mended" if broken.mended else "broken"
        since = f" from {broken.mended_from}" if broken.mended_from else ""
        tables = f" ({', '.join(broken.tables)})" if broken.tables else ""
        text = f"- {broken.on}, {how}{since}{tables}: {broken.why.en} Source: {broken.document.document}."
        head.append(fill(text, 118, subsequent_indent="  ", break_on_hyphens=False))
    if one.classes:
        bounds = "; ".join(f"{c.name.nl} ({_bounds(c.above, c.up_to)})" for c in one.classes)
        head.append(
            fill(f"- classes: {bounds}. Source: {one.classes[0].document.document}.", 118, subsequent_indent="  ")
        )
    head.extend(fill(f"- does not say: {text.en}", 118, subsequent_indent="  ") for text in one.says_not)
    return "\n".join(head) + "\n"


def _line(source: SeriesSource) -> str:
    """One source: table, kind of period, regions, dimensions and selection."""
    region = f"`{source.only_region}` only" if source.only_region else _id(source, source.region_dimension or "")
    chosen = ", ".join(f"{_id(source, key)} = `{code}`" for key, code in source.select.items())
    per = ""
    if source.calculation is not None:
        divided = ", ".join(f"{key} = `{code}`" for key, code in source.calculation.per.items())
        per = f"; {source.calculation.times:g} × this ÷ ({divided})"
    seasons = "adjusted" if source.adjusted else "not adjusted"
    state = "tried" if source.tried else "not tried"
    text = (
        f"- **{source.provider}/{source.table}** ({state}; {source.period_kind}, {seasons}; "
        f"{', '.join(source.covers)}): region {region}, period {_id(source, source.period_dimension)}, {chosen}{per}. "
        f"Source: {source.document.document}; {source.document.place}."
    )
    return fill(text, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _id(source: SeriesSource, dimension: str) -> str:
    return f"[`{dimension}`]" if dimension in source.derived else f"`{dimension}`"


def _bounds(above: float | None, up_to: float | None) -> str:
    low = "" if above is None else f"above {above:g}"
    high = "" if up_to is None else f"up to {up_to:g}"
    return " ".join(part for part in (low, high) if part)
