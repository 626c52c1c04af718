# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Borders of regions as CBS and PDOK give them: a GeoJSON file with one feature for each region.

Knows: their properties (`statcode`, `statnaam`, `jrstatcode`, `rubriek`), in which coordinates a file is, rings that
cross themselves, and how to say all that is wrong with a file at once.
Leaves: fewer points and paths (region), keeping them.
Not yet tried on a real file of CBS or PDOK: its tests draw small files of their own on the columns as documented.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import orjson

from ..basics import Problem, Said, said
from ..region.boundaries import Boundaries, Outline, geometry, polygons_of, to_rd
from ..region.regions import RegionKind
from .fetching import SourceTrouble, fetch, is_address, without_secrets
from .taken import shown_value

Grid = Literal["rd", "graden"]

_KINDS: Final[dict[str, RegionKind]] = {"PV": "provincie", "AM": "arbeidsmarktregio", "GM": "gemeente", "NL": "land"}
_EPSG_RD: Final = frozenset({"28992"})
_EPSG_DEGREES: Final = frozenset({"CRS84", "4326", "4258"})
_FIRST_YEAR, _LAST_YEAR = 1800, 2200

POINTS_MAX: Final = 1_500_000
"""More than any division of the Netherlands needs; what is read takes some 250 bytes a point while it is read."""

REGIONS_MAX: Final = 1_000
"""There were never more: 342 municipalities now, and 913 in 1970."""

_COMMAS_MAX: Final = 4 * POINTS_MAX
_TEXT_MAX: Final = 60
_RD_WEST, _RD_EAST, _RD_SOUTH, _RD_NORTH = -10_000, 300_000, 285_000, 640_000
_WEST, _EAST, _SOUTH, _NORTH = 2.5, 7.8, 50.2, 54.0


@dataclass(frozen=True, slots=True)
class BordersRead:
    """What was in a file. With a problem there are no boundaries: a region that is missing would look like one without
    a figure. `notes`: what we mended, or what is strange and does no harm."""

    boundaries: Boundaries | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_border_file(source: str, kind: RegionKind, fetched: date, year: int | None = None) -> BordersRead:
    """The borders in a file or at an address. `year`: the one that is wanted; None: the one the file says."""
    try:
        body = fetch(source, "application/geo+json, application/json").body
    except SourceTrouble as trouble:
        expected = said("Een bestand met grenzen (GeoJSON).", "A file with borders (GeoJSON).")
        return BordersRead(None, (Problem(trouble.where, trouble.what, expected, trouble.what_now),), ())
    name = without_secrets(source) if is_address(source) else source.replace("\\", "/").rpartition("/")[2]
    return read_borders(body, name, kind, fetched, year)


def read_borders(body: bytes, name: str, kind: RegionKind, fetched: date, year: int | None = None) -> BordersRead:
    """The borders in the bytes of a file with this name."""
    return _Reading(name, kind, fetched, year).whole(body)


class _Reading:
    """One file, with what was found wrong in it so far."""

    def __init__(self, name: str, kind: RegionKind, fetched: date, year: int | None) -> None:
        self._name, self._kind, self._fetched, self._year = name, kind, fetched, year
        self._grid: Grid | None = None
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []

    def whole(self, body: bytes) -> BordersRead:
        features = self._features(body)
        if features is None:
            return self._done(None)
        found, grid = features, self._grid
        years = Counter(year for one in found if (year := _year(_text(one, "jrstatcode"))) is not None)
        year = self._one_year(years)
        outlines = [one for number, feature in enumerate(found) if (one := self._outline(number, feature, grid))]
        self._each_once(outlines)
        if self._problems or year is None:
            return self._done(None)
        outlines.sort(key=lambda one: one.code)
        self._side_by_side(outlines)
        return self._done(Boundaries(self._kind, year, tuple(outlines), self._name, self._fetched))

    def _done(self, boundaries: Boundaries | None) -> BordersRead:
        return BordersRead(boundaries, tuple(self._problems), tuple(self._notes))

    # --- the file as a whole ---

    def _features(self, body: bytes) -> list[dict[str, Any]] | None:
        if body.count(b"[") > POINTS_MAX or body.count(b"{") > POINTS_MAX or body.count(b",") > _COMMAS_MAX:
            # Counted before it is read: a small file of nothing but brackets takes fifty times its size.
            self._wrong(
                "coordinates",
                said("Dit bestand heeft te veel punten.", "This file has too many points."),
                said("Ten hoogste 1,5 miljoen punten.", "At most 1.5 million points."),
                said(
                    "Kies de vereenvoudigde grenzen («gegeneraliseerd»).",
                    'Choose the simplified borders ("gegeneraliseerd").',
                ),
            )
            return None
        try:
            found = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as trouble:
            self._wrong(
                f"regel {trouble.lineno}",
                said("Dit is geen JSON.", "This is not JSON."),
                said("Een GeoJSON-bestand met grenzen.", "A GeoJSON file with borders."),
                said("Haal het bestand opnieuw op; is het misschien maar half?", "Fetch it again; is it cut short?"),
            )
            return None
        listed = found.get("features") if isinstance(found, dict) else None
        if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not isinstance(listed, list):
            self._wrong(
                "type",
                said("Dit is geen lijst van gebieden.", "This is no list of regions."),
                said("Een «FeatureCollection» met «features».", 'A "FeatureCollection" with "features".'),
                said("Kies bij het ophalen als vorm GeoJSON.", "Choose GeoJSON when you download it."),
            )
            return None
        if not listed:
            self._wrong(
                "features",
                said("Er staat geen enkel gebied in.", "There is not one region in it."),
                said("Ten minste één gebied.", "At least one region."),
                said("Kijk of u het goede jaar en de goede indeling koos.", "Check the year and the kind of region."),
            )
            return None
        if len(listed) > REGIONS_MAX:
            self._wrong(
                "features",
                said(f"Er staan {len(listed)} gebieden in.", f"There are {len(listed)} regions in it."),
                said(f"Ten hoogste {REGIONS_MAX} gebieden.", f"At most {REGIONS_MAX} regions."),
                said("Haal een grotere indeling op: geen wijken of buurten.", "Fetch a larger kind of region."),
            )
            return None
        if _goes_on(found, len(listed)):
            self._wrong(
                "features",
                said(
                    f"Dit is maar een deel: {len(listed)} gebieden, en er zijn er meer.",
                    f"This is a part only: {len(listed)} regions, and there are more.",
                ),
                said("Alle gebieden in één bestand.", "All regions in one file."),
                said("Vraag om meer tegelijk, zoals met «limit=1000».", 'Ask for more at once: "limit=1000".'),
            )
            return None
        features = [one if isinstance(one, dict) else {} for one in listed]
        self._grid = self._which_grid(found.get("crs"), features)
        return None if self._grid is None else features

    def _which_grid(self, crs: Any, features: list[dict[str, Any]]) -> Grid | None:
        """In which coordinates a file is: as its `crs` says, and as its numbers show; both must agree."""
        told = _told_grid(crs)
        if told == "anders":
            self._wrong(
                "crs",
                said(
                    f"De coördinaten zijn in een stelsel dat wij niet lezen: {_name_of(crs)}.",
                    f"The coordinates are in a system that we do not read: {_name_of(crs)}.",
                ),
                said("RD (EPSG:28992) of WGS84 (EPSG:4326).", "RD (EPSG:28992) or WGS84 (EPSG:4326)."),
                said("Kies bij het ophalen een van die twee.", "Choose one of those two when you download it."),
            )
            return None
        points = [point for one in features for point in _points(one.get("geometry"))]
        if not points:
            return "graden" if told == "graden" else "rd"
        seen = _seen_grid(points)
        grid: Grid | None = "rd" if seen == "rd" else "graden" if seen == "graden" else None
        if grid and told in (grid, None):
            return grid
        x, y = points[0]
        shown = f"{x:g}, {y:g}"
        if seen in ("rd-omgekeerd", "graden-omgekeerd"):
            self._wrong(
                "coordinates",
                said(
                    f"De twee getallen van een punt staan verwisseld, zoals {shown}.",
                    f"The two numbers of a point stand the wrong way round, as in {shown}.",
                ),
                said("Eerst oost (x, lengte), dan noord (y, breedte).", "First east (x), then north (y)."),
                said("Laat ze omdraaien door wie het bestand maakte.", "Ask who made the file to turn them round."),
            )
        elif seen == "anders":
            self._wrong(
                "coordinates",
                said(
                    f"Er liggen punten buiten Nederland, zoals {_farthest(points)}.",
                    f"Some points lie outside the Netherlands, such as {_farthest(points)}.",
                ),
                said(
                    "Punten in RD (meters) of WGS84 (graden), in Nederland.",
                    "Points in RD or WGS84, in the Netherlands.",
                ),
                said("Kijk in welk stelsel het bestand is gemaakt.", "Check in which system the file was made."),
            )
        else:
            self._wrong(
                "crs",
                said(
                    f"Het bestand zegt {_called(told)}, maar de getallen zijn {_called(seen)}, zoals {shown}.",
                    f"The file says {_called(told)}, and its numbers are {_called(seen)}, such as {shown}.",
                ),
                said("Getallen in het stelsel dat het bestand noemt.", "Numbers in the system that the file names."),
                said("Verbeter «crs», of haal het bestand opnieuw op.", 'Mend "crs", or fetch the file again.'),
            )
        return None

    def _one_year(self, years: Counter[int]) -> int | None:
        wanted = self._year
        if len(years) > 1:
            listed = ", ".join(map(str, sorted(years)))
            self._wrong(
                "jrstatcode",
                said(
                    f"Er staan grenzen van meer jaren in: {listed}.", f"There are borders of several years: {listed}."
                ),
                said("Eén jaar in een bestand.", "One year in a file."),
                said("Haal elk jaar apart op.", "Fetch each year by itself."),
            )
            return None
        there = next(iter(years), None)
        if there is not None and wanted is not None and there != wanted:
            self._wrong(
                "jrstatcode",
                said(
                    f"De grenzen zijn van {there}, niet van {wanted}.", f"The borders are of {there}, not of {wanted}."
                ),
                said(f"Grenzen van {wanted}.", f"Borders of {wanted}."),
                said(
                    f"Haal die van {wanted} op, of vraag om {there}.", f"Fetch those of {wanted}, or ask for {there}."
                ),
            )
            return None
        if there is None and wanted is None:
            self._wrong(
                "jrstatcode",
                said(
                    "Het bestand zegt niet van welk jaar de grenzen zijn.", "The file does not say of which year it is."
                ),
                said("Een jaar voor de code, zoals «2026AM01».", 'A year before the code, such as "2026AM01".'),
                said(
                    "Geef het jaar erbij als u zeker weet welk het is.", "Name the year, if you are sure which it is."
                ),
            )
        return wanted if there is None else there

    def _each_once(self, outlines: list[Outline]) -> None:
        for code, times in sorted(Counter(one.code for one in outlines).items()):
            if times > 1:
                self._wrong(
                    f"statcode {code}",
                    said(f"Dit gebied staat er {times} keer in.", f"This region stands in it {times} times."),
                    said("Elk gebied één keer, met al zijn delen.", "Each region once, with all its parts."),
                    said("Voeg de delen samen, of haal er een weg.", "Join the parts, or take one away."),
                )

    def _side_by_side(self, outlines: list[Outline]) -> None:
        """Borders that overlap or do not quite touch can be drawn; who looks closely may see a slit."""
        import shapely

        if not shapely.coverage_is_valid([geometry(one) for one in outlines]):
            self._note(
                "coordinates",
                said(
                    "Grenzen van buren vallen niet overal samen.", "Borders of neighbours are not the same everywhere."
                ),
                said("Buren die precies aan elkaar passen.", "Neighbours that fit exactly."),
                said("De kaart wordt gemaakt; er kan een spleet te zien zijn.", "The map is made; it may show a slit."),
            )

    # --- one region ---

    def _outline(self, number: int, feature: dict[str, Any], grid: Grid | None) -> Outline | None:
        code, label = _text(feature, "statcode"), _text(feature, "statnaam")
        where = f"features[{number}]" + (f" {_cut(code)}" if code else "")
        if code is None:
            self._wrong(
                f"{where}: statcode",
                said("Een gebied heeft geen code.", "A region has no code.")
                if label is None
                else said(f"{_cut(label)} heeft geen code.", f"{_cut(label)} has no code."),
                said("Een code van CBS, zoals «AM01».", 'A code of CBS, such as "AM01".'),
                said("Vul de code in.", "Fill in the code."),
            )
        elif not self._right_kind(where, code, _text(feature, "rubriek")):
            return None
        polygons = self._area(where, feature.get("geometry"), grid)
        return Outline(code, _cut(label or code), polygons) if code is not None and polygons else None

    def _right_kind(self, where: str, code: str, rubric: str | None) -> bool:
        kind = _KINDS.get(code[:2].upper())
        asked = self._kind
        by_rubric = rubric is None or rubric.casefold().replace("-", "") == asked
        if kind == asked and by_rubric and re.fullmatch(r"[A-Z]{2}\d{2,4}", code, re.ASCII):
            return True
        told = f"{_cut(code)}" + (f" ({_cut(rubric)})" if rubric and not by_rubric else "")
        self._wrong(
            f"{where}: {'statcode' if kind != asked or by_rubric else 'rubriek'}",
            said(f"{told} is geen code van een {asked}.", f"{told} is no code of a {asked}."),
            said(f"Alleen gebieden van de soort {asked}.", f"Only regions of the kind {asked}."),
            said("Haal de goede indeling op.", "Fetch the right kind of region."),
        )
        return False

    def _area(self, where: str, found: Any, grid: Grid | None) -> tuple[Any, ...]:
        import shapely

        named = found.get("type") if isinstance(found, dict) else None
        if named not in ("Polygon", "MultiPolygon"):
            what = shown_value(named) if isinstance(named, str | int | float) else None
            self._wrong(
                f"{where}: geometry",
                said(f"Dit is geen vlak, maar {what}.", f"This is no area, but {what}.")
                if what
                else said("Dit gebied heeft geen grens.", "This region has no border."),
                said("«Polygon» of «MultiPolygon».", '"Polygon" or "MultiPolygon".'),
                said("Haal het bestand met vlakken op, niet dat met punten.", "Fetch the file with areas, not points."),
            )
            return ()
        parts = found.get("coordinates")
        try:
            listed = [parts] if named == "Polygon" else parts
            rings = [[[_place(point, grid) for point in ring] for ring in one] for one in listed]
            shape = shapely.MultiPolygon([(one[0], one[1:]) for one in rings])
        except (TypeError, ValueError, IndexError, shapely.errors.GEOSException):
            self._wrong(
                f"{where}: coordinates",
                said("Een grens is niet te lezen.", "A border cannot be read."),
                said(
                    "Ringen van ten minste vier punten met twee getallen.",
                    "Rings of four points or more, two numbers each.",
                ),
                said("Haal het bestand opnieuw op.", "Fetch the file again."),
            )
            return ()
        if not shape.is_valid:
            why = shapely.is_valid_reason(shape).partition("[")[0].strip()
            shape = shapely.make_valid(shape)
            self._note(
                f"{where}: coordinates",
                said(f"Een grens kruist zichzelf ({why}).", f"A border crosses itself ({why})."),
                said("Een grens die rondloopt zonder kruising.", "A border that goes round without crossing."),
                said(
                    "Wij hebben dat hersteld. Kijk of het gebied klopt.",
                    "We mended it. Check that the region is right.",
                ),
            )
        polygons = polygons_of(shape)
        if not polygons:
            self._wrong(
                f"{where}: coordinates",
                said("Dit gebied heeft geen oppervlakte.", "This region has no area."),
                said("Een vlak.", "An area."),
                said("Haal het bestand opnieuw op.", "Fetch the file again."),
            )
        return polygons

    def _wrong(self, where: str, what: Said, expected: Said, what_now: Said) -> None:
        self._problems.append(Problem(f"{self._name}, {where}", what, expected, what_now))

    def _note(self, where: str, what: Said, expected: Said, what_now: Said) -> None:
        self._notes.append(Problem(f"{self._name}, {where}", what, expected, what_now))


def _text(feature: dict[str, Any], name: str) -> str | None:
    """A property without blanks around it; None where it is absent, empty or no text."""
    properties = feature.get("properties")
    value = properties.get(name) if isinstance(properties, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _cut(text: str) -> str:
    """Somebody else's text on one line of a message."""
    return text if len(text) <= _TEXT_MAX else f"{text[: _TEXT_MAX - 1]}…"


def _goes_on(found: dict[str, Any], there: int) -> bool:
    """Whether a server says that this is one page of several (OGC API, WFS)."""
    matched = found.get("numberMatched")
    if isinstance(matched, int) and not isinstance(matched, bool) and matched > there:
        return True
    links = found.get("links")
    return isinstance(links, list) and any(isinstance(one, dict) and one.get("rel") == "next" for one in links)


def _year(label: str | None) -> int | None:
    """The year before a code: 2026 of "2026AM01"; None where there is no year that can be."""
    year = int(label[:4]) if label is not None and re.fullmatch(r"\d{4}", label[:4], re.ASCII) else None
    return year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None


def _told_grid(crs: Any) -> str | None:
    """What the `crs` member says; None where there is none."""
    if crs is None:
        return None
    code = _crs_name(crs).replace("/", ":").rstrip(":").rpartition(":")[2].upper()
    return "rd" if code in _EPSG_RD else "graden" if code in _EPSG_DEGREES else "anders"


def _crs_name(crs: Any) -> str:
    """The name in a `crs` member; empty where there is none."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _name_of(crs: Any) -> str:
    return shown_value(_cut(_crs_name(crs)) or None)


def _seen_grid(points: list[tuple[float, float]]) -> str:
    """What the numbers are: each of them must lie in the Netherlands."""
    for name, (west, east, south, north) in (
        ("rd", (_RD_WEST, _RD_EAST, _RD_SOUTH, _RD_NORTH)),
        ("graden", (_WEST, _EAST, _SOUTH, _NORTH)),
    ):
        if all(west <= x <= east and south <= y <= north for x, y in points):
            return name
        if all(west <= y <= east and south <= x <= north for x, y in points):
            return f"{name}-omgekeerd"
    return "anders"


def _farthest(points: list[tuple[float, float]]) -> str:
    """The point that lies the farthest from the others."""
    middle = [sorted(values)[len(points) // 2] for values in zip(*points, strict=True)]
    x, y = max(points, key=lambda point: math.dist(point, middle))
    return f"{x:g}, {y:g}"


def _called(grid: str | None) -> str:
    return {"rd": "RD (EPSG:28992)", "graden": "WGS84 (EPSG:4326)"}.get(grid or "", "")


def _points(found: Any) -> Iterator[tuple[float, float]]:
    """Every pair of numbers in a geometry, however deep it lies; what is no number is told with its region."""
    waiting = [found.get("coordinates")] if isinstance(found, dict) else []
    while waiting:
        one = waiting.pop()
        if not isinstance(one, list):
            continue
        if len(one) >= 2 and all(_is_number(value) for value in one[:2]):
            yield float(one[0]), float(one[1])
        else:
            waiting.extend(reversed(one))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _place(point: Any, grid: Grid | None) -> tuple[float, float]:
    """A point in metres of RD; a height is left out."""
    if not isinstance(point, list) or len(point) < 2 or not all(_is_number(value) for value in point[:2]):
        raise ValueError(point)
    x, y = float(point[0]), float(point[1])
    return to_rd(y, x) if grid == "graden" else (x, y)
