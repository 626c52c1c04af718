# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set of Eurostat as a table of ours: from the web, a file or a folder, in JSON-stat or SDMX.

Knows: where a data set is asked for, which cells a mapping keeps, NUTS codes as our regions, flags kept apart.
Leaves: the forms (`eurostat_jsonstat`, `eurostat_sdmx`), the mapping's fields (`eurostat_mapping`), keeping (store).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from ..basics import Problem, Said, said
from ..region import BrokenOff, Captured, Code, Dimension, Observations, Table, TableEvent, Unread
from .cbs_notes import Notes
from .eurostat_cube import BREAK, PROVISIONAL, Cell, Cube
from .eurostat_jsonstat import read_jsonstat
from .eurostat_mapping import PROVIDER, EurostatMapping, eurostat_mapping, nuts
from .eurostat_sdmx import Titles, is_structure, read_sdmx_data, read_titles
from .fetching import SourceTrouble, fetch, is_address, without_secrets
from .mapping_file import MappingWrong

ADDRESS: Final = "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data"
_ACCEPT: Final = "application/json, application/vnd.sdmx.structurespecificdata+xml;q=0.9"
_PIECE: Final = 50_000
_FILES_MAX: Final = 500
PROVISIONAL_PERIOD: Final = "Voorlopig"
CONTRADICTING: Final = "tegenstrijdig"
"""The reason of a figure that two files give differently: then there is none."""

_Key = tuple[str, ...]


class Eurostat:
    """One data set. `source`: a file, a folder of files, an address (with its query, or of an API), or None for
    Eurostat itself. `mapping`: a name of ours or a file; without it the one with the table's name."""

    def __init__(
        self,
        table: str | None = None,
        source: str | None = None,
        *,
        mapping: str | None = None,
        select: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._name = mapping or table or ""
        self._table = table
        self._source = source
        self._select = select

    @property
    def source(self) -> str:
        if self._source is None:
            return f"{ADDRESS}/{self._table or self._name}"
        return without_secrets(self._source) if is_address(self._source) else str(Path(self._source).resolve())

    def read(self) -> Iterator[TableEvent]:
        """The table, when and which part, what could not be used, and the figures; or why there are none."""
        notes = Notes()
        try:
            mapping = self._mapping()
            cubes = self._cubes(mapping, notes)
            kept = _Kept(mapping, cubes, notes)
        except MappingWrong as wrong:
            yield from map(Unread, wrong.problems[:-1])
            yield BrokenOff(wrong.problems[-1])
            return
        except SourceTrouble as trouble:
            yield from map(Unread, notes)
            yield BrokenOff(Problem(trouble.where, trouble.what, _AN_ANSWER, trouble.what_now))
            return
        yield kept.table()
        prepared = {one.prepared for one in cubes if one.prepared is not None and one.prepared.tzinfo is not None}
        recorded = self._source is not None and not is_address(self._source)
        yield Captured(max(prepared) if recorded and prepared else None, mapping.filter)
        yield from map(Unread, notes)
        yield from kept.observations()

    def _mapping(self) -> EurostatMapping:
        if self._select:
            raise MappingWrong([_selected(self.source)])
        mapping = eurostat_mapping(self._name)
        if self._table is not None and self._table != mapping.about.table:
            raise MappingWrong([_other_table(self._name, self._table, mapping.about.table)])
        self._table = mapping.about.table
        return mapping

    def _cubes(self, mapping: EurostatMapping, notes: Notes) -> tuple[Cube, ...]:
        """All that was read, of each file. Raises SourceTrouble."""
        bodies = list(self._bodies(mapping))
        titles: Titles = {}
        for where, body in bodies:
            if is_structure(body):
                titles = {**titles, **read_titles(body, where)}
        cubes = []
        for where, body in bodies:
            start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
            if not start.startswith(b"<"):
                cubes.append(read_jsonstat(body, where, notes))
            elif not is_structure(body):
                cubes.append(read_sdmx_data(body, where, notes, titles))
        if not cubes:
            raise SourceTrouble(self.source, _NO_FIGURES, _ADD_DATA)
        return tuple(cubes)

    def _bodies(self, mapping: EurostatMapping) -> Iterator[tuple[str, bytes]]:
        source = self._source
        if source is None or is_address(source):
            got = fetch(_address(source, mapping), accept=_ACCEPT)
            yield got.where, got.body
            return
        for file in _files(Path(source)):
            yield str(file), fetch(str(file)).body


def _address(source: str | None, mapping: EurostatMapping) -> str:
    """The whole address to ask. One that carries a question is asked as it is."""
    if source is not None and urlsplit(source).query:
        return source
    query = [("format", "JSON"), ("lang", "EN")]
    query += [(name, code) for name, codes in sorted(mapping.select.items()) for code in codes]
    return f"{(source or ADDRESS).rstrip('/')}/{mapping.about.table}?{urlencode(query)}"


def _files(source: Path) -> Sequence[Path]:
    """The file, or those in a folder, by name."""
    try:
        if not source.is_dir():
            return [source]
        files = sorted(file for file in source.iterdir() if file.suffix.lower() in (".json", ".xml"))
    except (OSError, ValueError):
        raise SourceTrouble(str(source), _NOT_READ, said("Controleer de naam.", "Check the name.")) from None
    if not files:
        raise SourceTrouble(str(source), _NO_FIGURES, _ADD_DATA)
    if len(files) > _FILES_MAX:
        what = said(f"Hier staan meer dan {_FILES_MAX} bestanden.", f"There are more than {_FILES_MAX} files here.")
        raise SourceTrouble(str(source), what, said("Kies een kleinere map.", "Choose a smaller folder."))
    return files


class _Kept:
    """What the mapping keeps of the data sets, each cell once. Raises SourceTrouble where they are not its table."""

    def __init__(self, mapping: EurostatMapping, cubes: Sequence[Cube], notes: Notes) -> None:
        self._mapping, self._notes, self._cubes = mapping, notes, cubes
        self._names = tuple(one.id for one in cubes[0].dimensions)
        self._cells: dict[_Key, tuple[float | None, str | None]] = {}
        self._strange: set[str] = set()
        for cube in cubes:
            self._fits(cube)
        self._all_chosen()
        for cube in cubes:
            self._add(cube)
        self._breaks = self._told_breaks()

    def _fits(self, cube: Cube) -> None:
        names = {one.id for one in cube.dimensions}
        needed = {self._mapping.region, self._mapping.period, *self._mapping.select}
        if lacking := sorted(needed - names):
            raise SourceTrouble(cube.where, _lacks_dimension(lacking[0]), _CHANGE_MAPPING)
        if names != set(self._names):
            raise SourceTrouble(cube.where, _OTHER_DIMENSIONS, _ONE_TABLE)

    def _all_chosen(self) -> None:
        """A code that is gone is a changed table: figures would seem to be withdrawn."""
        for name, codes in sorted(self._mapping.select.items()):
            there = {code for cube in self._cubes for one in cube.dimensions if one.id == name for code in one.codes}
            if lacking := [code for code in codes if code not in there]:
                raise SourceTrouble(self._cubes[0].where, _lacks_code(name, lacking[0]), _CHANGE_MAPPING)

    def _add(self, cube: Cube) -> None:
        order = [next(at for at, one in enumerate(cube.dimensions) if one.id == name) for name in self._names]
        wanted = [self._mapping.select.get(name) for name in self._names]
        region = self._names.index(self._mapping.region)
        for cell in cube.cells:
            codes = [cell.codes[at] for at in order]
            if any(some is not None and code not in some for some, code in zip(wanted, codes, strict=True)):
                continue
            match nuts().kind(codes[region]):
                case "ours":
                    codes[region] = nuts().regions[codes[region]][0]
                    self._put(tuple(codes), cell, cube.where)
                case "unknown" | "no region":
                    if codes[region] not in self._strange:
                        self._strange.add(codes[region])
                        self._notes.add("nuts", _no_region_of_ours(cube.where, codes[region]))
                case _:
                    pass  # another country or another level: outside the part that `filter` names

    def _put(self, key: _Key, cell: Cell, where: str) -> None:
        new = (cell.value, cell.flags)
        if (old := self._cells.setdefault(key, new)) != new and old != (None, CONTRADICTING):
            self._cells[key] = (None, CONTRADICTING)
            self._notes.add("contradiction", _contradiction(where, key, old[0], new[0]))

    def _told_breaks(self) -> dict[str, str]:
        """Period → in which regions the source marks a break; told, so that an indicator's file can name it."""
        region, period = self._names.index(self._mapping.region), self._names.index(self._mapping.period)
        where: dict[str, set[str]] = {}
        for key, (_, flags) in self._cells.items():
            if BREAK in _flags_of(flags):
                where.setdefault(key[period], set()).add(key[region])
        for span, regions in sorted(where.items()):
            self._notes.add("break", _break(self._mapping.about.table, span, sorted(regions)))
        return {span: f"breuk (b): {', '.join(sorted(regions))}" for span, regions in where.items()}

    def table(self) -> Table:
        mapping = self._mapping
        updated = max((cube.updated for cube in self._cubes), default="")
        return Table(
            provider=PROVIDER,
            id=mapping.about.table,
            title=mapping.about.title,
            dimensions=tuple(self._dimension(at, name) for at, name in enumerate(self._names)),
            measures=(mapping.measure,),
            version=updated,
            changed_on=updated,
            summary=" ".join([mapping.about.summary, *(one.title for one in self._cubes[:1])]).strip(),
            licence=mapping.about.licence,
        )

    def _dimension(self, at: int, name: str) -> Dimension:
        used = {key[at] for key in self._cells}
        titles: dict[str, str] = {}
        own = name
        for cube in self._cubes:
            found = next(one for one in cube.dimensions if one.id == name)
            own = found.title
            titles.update(found.codes)
        if name == self._mapping.region:
            codes = tuple(Code(code, title) for code, title in nuts().regions.values() if code in used)
            return Dimension(name, own, "regio", codes)
        if name == self._mapping.period:
            statuses = self._statuses(at)
            periods = [
                Code(code, titles.get(code, code), about=self._breaks.get(code, ""), status=statuses.get(code))
                for code in sorted(used)
            ]
            return Dimension(name, own, "periode", tuple(periods))
        return Dimension(name, own, "gewoon", tuple(Code(code, titles[code]) for code in titles if code in used))

    def _statuses(self, at: int) -> dict[str, str]:
        """A period of which every figure is provisional is provisional itself."""
        seen: dict[str, bool] = {}
        for key, (value, flags) in self._cells.items():
            if value is not None:
                seen[key[at]] = seen.get(key[at], True) and PROVISIONAL in _flags_of(flags)
        return {code: PROVISIONAL_PERIOD for code, provisional in seen.items() if provisional}

    def observations(self) -> Iterator[Observations]:
        rows = sorted(self._cells.items())
        for first in range(0, len(rows), _PIECE):
            some = rows[first : first + _PIECE]
            yield Observations(
                measures=[self._mapping.measure.id] * len(some),
                codes={name: [key[at] for key, _ in some] for at, name in enumerate(self._names)},
                values=[value for _, (value, _) in some],
                reasons=[flags for _, (_, flags) in some],
                texts=[None] * len(some),
            )


def _flags_of(written: str | None) -> set[str]:
    """The flags in what was written: "b", "bp", "p C"; our own words are no flags."""
    return set() if written is None or written == CONTRADICTING else set(written) - {" "}


# --- what is told ---------------------------------------------------------------------------------------------------


def _selected(where: str) -> Problem:
    return Problem(
        where,
        said("Bij Eurostat kiest de koppeling wat wij bewaren.", "With Eurostat the mapping chooses what we keep."),
        said("een koppeling met «select»", "a mapping with «select»"),
        said("Laat de selectie weg, of pas de koppeling aan.", "Leave the selection out, or change the mapping."),
    )


def _other_table(mapping: str, asked: str, its: str) -> Problem:
    return Problem(
        mapping,
        said(f"Deze koppeling is van tabel {its}.", f"This mapping is of table {its}."),
        said(f"een koppeling van {asked}", f"a mapping of {asked}"),
        said("Kies de koppeling van deze tabel.", "Choose the mapping of this table."),
    )


def _lacks_dimension(name: str) -> Said:
    return said(f"Deze tabel is niet verdeeld naar «{name}».", f"This data set is not divided by «{name}».")


def _lacks_code(name: str, code: str) -> Said:
    return said(f"Deze tabel heeft bij «{name}» geen code {code}.", f"This data set has no code {code} in «{name}».")


def _no_region_of_ours(where: str, code: str) -> Problem:
    return Problem(
        f"{where}: {code[:20]}",
        said(
            f"Bij NUTS-code {code[:20]} kennen wij geen regio. Die cijfers zijn niet gelezen.",
            f"We know no region with NUTS code {code[:20]}. Those figures were not read.",
        ),
        said("een code uit nuts.yaml", "a code of nuts.yaml"),
        said("Voeg de code toe aan nuts.yaml, met de bron.", "Add the code to nuts.yaml, with its source."),
    )


def _contradiction(where: str, key: _Key, old: float | None, new: float | None) -> Problem:
    return Problem(
        f"{where}: {', '.join(key)}",
        said(
            f"Dit cijfer staat er twee keer en verschilt: {_shown(old).nl} en {_shown(new).nl}. Wij bewaren geen "
            "van beide.",
            f"This figure is there twice and differs: {_shown(old).en} and {_shown(new).en}. We keep neither.",
        ),
        said("elk cijfer één keer, of twee keer hetzelfde", "each figure once, or twice the same"),
        said("Haal het oude bestand uit de map.", "Take the old file out of the folder."),
    )


def _shown(value: float | None) -> Said:
    return said("geen cijfer", "no figure") if value is None else said(f"{value:g}".replace(".", ","), f"{value:g}")


def _break(table: str, span: str, regions: Sequence[str]) -> Problem:
    few = ", ".join(regions[:5]) + (" …" if len(regions) > 5 else "")
    return Problem(
        f"{PROVIDER}/{table}: {span}",
        said(
            f"Eurostat meldt bij {span} een breuk in de reeks ({few}).",
            f"Eurostat marks a break in the series at {span} ({few}).",
        ),
        said("de breuk staat bij de indicator", "the break is named with the indicator"),
        said(
            "Zet deze breuk bij «breaks» in het bestand van de indicator.",
            "Put this break under «breaks» in the indicator's file.",
        ),
    )


_AN_ANSWER: Final[Said] = said(
    "een tabel van Eurostat in JSON-stat of SDMX", "a data set of Eurostat in JSON-stat or SDMX"
)
_NO_FIGURES: Final[Said] = said("Hier staat geen tabel van Eurostat.", "There is no data set of Eurostat here.")
_ADD_DATA: Final[Said] = said("Zet er een .json of .xml met cijfers bij.", "Add a .json or .xml with figures.")
_NOT_READ: Final[Said] = said("Deze map kan niet gelezen worden.", "This folder cannot be read.")
_OTHER_DIMENSIONS: Final[Said] = said(
    "Dit bestand is anders ingedeeld dan de andere.", "This file has other dimensions than the others."
)
_ONE_TABLE: Final[Said] = said("Zet bestanden van één tabel bij elkaar.", "Put files of one data set together.")
_CHANGE_MAPPING: Final[Said] = said(
    "Is dit de goede tabel? Pas anders de koppeling aan. Wat er al was, blijft staan.",
    "Is this the right data set? If so, change the mapping. What was there stays.",
)
