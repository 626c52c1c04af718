# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same search with SQLite's FTS5, as well as it can: what ours is measured beside.

Knows: tables, indexes and queries for the same rows and filters.
Leaves: the measuring (search).
"""

import math
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from doorleren.catalogue.search import Row, Wanted
from doorleren.catalogue.search.lexicon import lexicon
from doorleren.catalogue.search.words import tokens

FACETS = ("kind", "form", "way", "language", "level", "recognised", "town")
LISTS = {"kinds": "kind", "forms": "form", "ways": "way", "languages": "language", "levels": "level"}


class Fts5:
    def __init__(self, path: Path, rows: Iterable[Row]) -> None:
        self._db = sqlite3.connect(path)
        self._db.create_function("haversine", 4, _km, deterministic=True)
        self._db.executescript("""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;
            CREATE VIRTUAL TABLE texts USING fts5(name, words, about, provider,
                tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
            CREATE TABLE course(n INTEGER PRIMARY KEY, id TEXT, kind TEXT, level TEXT, recognised INT, subjects TEXT);
            CREATE TABLE offering(n INTEGER PRIMARY KEY, course INT, id TEXT, start TEXT, any_day INT, form TEXT,
                way TEXT, moments TEXT, language TEXT, town TEXT, latitude REAL, longitude REAL, price INT);
        """)
        self._fill(rows)
        self._db.executescript("""
            CREATE INDEX by_course ON offering(course); CREATE INDEX by_town ON offering(town, course);
            INSERT INTO texts(texts) VALUES ('optimize'); ANALYZE;
        """)

    def _fill(self, rows: Iterable[Row]) -> None:
        numbers: dict[str, int] = {}
        for row in rows:
            course, one, place = row.course, row.offering, row.offering.place
            if course.id not in numbers:
                n = numbers[course.id] = len(numbers) + 1
                by = course.recognised_by | (row.provider.recognised_by if row.provider else frozenset())
                texts = course.name, " ".join(course.words), course.about, row.provider.name if row.provider else ""
                self._db.execute(
                    "INSERT INTO texts(rowid, name, words, about, provider) VALUES (?,?,?,?,?)", (n, *texts)
                )
                known = course.kind, course.level.nlqf, bool(by - {"STAP"}), f",{','.join(course.subjects)},"
                self._db.execute("INSERT INTO course VALUES (?,?,?,?,?,?)", (n, course.id, *known))
            self._db.execute(
                "INSERT INTO offering VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    numbers[course.id], one.id, one.start and one.start.isoformat(), one.any_day, one.form, one.way,
                    f",{','.join(one.moments)},", one.language, place and place.town, place and place.latitude,
                    place and place.longitude, one.price_cents,
                ),
            )  # fmt: skip
        self._db.commit()

    def find(self, wanted: Wanted) -> int:
        self.page(wanted)
        where, values = _where(wanted)
        return int(self._db.execute(f"SELECT COUNT(DISTINCT o.course) {where}", values).fetchone()[0])

    def page(self, wanted: Wanted) -> list[str]:
        where, values = _where(wanted)
        order = {"fit": "rank", "price": "MIN(o.price)", "start": "MIN(o.start)", "near": "MIN(o.n)"}[wanted.sort]
        if wanted.sort == "near" and wanted.near:
            order = f"MIN(haversine(o.latitude, o.longitude, {wanted.near[0]}, {wanted.near[1]}))"
        match = "texts MATCH" in where
        rank = ", MIN(rank) AS rank" if match else ", 0 AS rank"
        sql = f"SELECT c.id{rank} {where} GROUP BY o.course ORDER BY {order}, c.id LIMIT {wanted.limit}"
        return [one[0] for one in self._db.execute(sql, values)]

    def find_with_facets(self, wanted: Wanted) -> int:
        found = self.find(wanted)
        where, values = _where(wanted)
        self._db.execute("DROP TABLE IF EXISTS temp.found")
        columns = (
            "o.course, c.kind, o.form, o.way, o.language, c.level, c.recognised, o.town, o.moments, c.subjects, o.price"
        )
        self._db.execute(f"CREATE TEMP TABLE found AS SELECT {columns} {where}", values)
        for facet in FACETS:
            self._db.execute(f"SELECT {facet}, COUNT(DISTINCT course) FROM found GROUP BY 1").fetchall()
        for sql in ("moments LIKE '%,avond,%'", "subjects LIKE '%,zorg,%'", "price <= 25000"):
            self._db.execute(f"SELECT COUNT(DISTINCT course) FROM found WHERE {sql}").fetchone()
        return found


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    said = lexicon()
    telling = [word for word in tokens(wanted.words) if not said.says_little(word)] or [
        word for word in tokens(wanted.words) if word not in said.nothing
    ]
    source = "FROM offering o JOIN course c ON c.n = o.course"
    tests, values = ["(o.start >= ? OR o.start IS NULL OR o.any_day)"], [wanted.after.isoformat()]
    if telling:
        source = "FROM texts CROSS JOIN offering o ON o.course = texts.rowid JOIN course c ON c.n = o.course"
        tests.append("texts MATCH ?")
        values.append(" ".join(f'"{word}"*' for word in telling))
    for name, column in LISTS.items():
        if chosen := sorted(getattr(wanted, name)):
            tests.append(f"{column} IN ({','.join('?' * len(chosen))})")
            values += chosen
    for column, chosen in (("moments", wanted.moments), ("subjects", wanted.subjects)):
        if chosen:
            tests.append("(" + " OR ".join(f"{column} LIKE ?" for _ in chosen) + ")")
            values += [f"%,{one},%" for one in sorted(chosen)]
    if wanted.town:
        tests.append("o.town = ?")
        values.append(wanted.town)
    if wanted.price_max_cents is not None:
        tests.append("o.price <= ?")
        values.append(str(wanted.price_max_cents))
    if wanted.recognised:
        tests.append("c.recognised")
    if wanted.start_before:
        tests.append("(o.start < ? OR o.any_day)")
        values.append(wanted.start_before.isoformat())
    if wanted.near and wanted.within_km is not None:
        tests.append(f"haversine(o.latitude, o.longitude, {wanted.near[0]}, {wanted.near[1]}) <= {wanted.within_km}")
    return f"{source} WHERE {' AND '.join(tests)}", values


def _km(a: float | None, b: float | None, c: float, d: float) -> float | None:
    if a is None or b is None:
        return None
    one, two = math.radians(a), math.radians(c)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(math.radians(d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))
