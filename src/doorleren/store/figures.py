# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures in folders: each download of a table whole, with its date, and never changed afterwards.

Knows: which downloads there are, and when one is the same as the last. Leaves: how one is written and read
(`figures_disk`), what its rows are (`figures_columns`, `figures_parquet`).

`<folder>/<provider>/<table>/<moment>-<digest>/`: `observations.parquet`, `table.json`, `download.json`.
"""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..basics import Problem, said
from ..journeys.figures_house import FiguresTrouble
from ..region import Download, Observations, Table
from . import figures_disk as disk
from .figures_json import moment
from .figures_names import key_of, provider_folder, read_key, table_folder, table_of

_SEEN: Final = ".seen"


class KeptFigures:
    """Dated downloads in a folder; is a `FiguresShelf`. Reading never writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def edition(self) -> str:
        names = [
            f"{provider}/{table}/{key}" for provider, table in self.tables() for key in self._keys(provider, table)
        ]
        return sha256("\n".join(names).encode()).hexdigest()[:16]

    def tables(self) -> Sequence[tuple[str, str]]:
        found = []
        for provider in _folders(self._folder):
            with suppress(FiguresTrouble):
                provider_folder(provider)
                names = (table_of(name) for name in _folders(self._folder / provider))
                found += [(provider, name) for name in names if name is not None and self._keys(provider, name)]
        return sorted(found)

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        """Raises FiguresTrouble if one of them is damaged: leaving it out would show an older one as the last."""
        folder = self._of(provider, table)
        found = [disk.download_in(folder / key) for key in self._keys(provider, table)]
        for one in found:
            if (one.provider, one.table, key_of(one.fetched, one.digest)) != (provider, table, one.key):
                raise _elsewhere(one)
        return found

    def table(self, download: Download) -> Table:
        """Raises FiguresTrouble for what is damaged."""
        return disk.table_in(self._of(download.provider, download.table) / download.key)

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        """Raises FiguresTrouble for what is damaged, and KeyError for a dimension that the table does not have."""
        return disk.observations_in(self._of(download.provider, download.table) / download.key, select)

    def keep(
        self,
        table: Table,
        rows: Iterable[Observations],
        *,
        fetched: datetime,
        source: str,
        filter: str | None,
        made_up: bool = False,
    ) -> Download:
        """Keep a whole download, or nothing of it. One with the same contents as the last before it is not kept
        twice: that one is given back, and when it was seen again is noted beside it. A row that is there twice is kept
        once.

        Raises OSError, and FiguresTrouble for rows that cannot be kept.
        """
        from .figures_columns import Contradiction, Unkeepable, gather

        fetched = fetched.astimezone(UTC).replace(microsecond=0)
        folder = self._of(table.provider, table.id)
        try:
            gathered = gather(table, rows, filter)
        except Contradiction as error:
            raise _contradiction(table, str(error)) from error
        except Unkeepable as error:
            raise _unkeepable(table, str(error)) from error
        key = key_of(fetched, gathered.digest)
        download = Download(
            provider=table.provider,
            table=table.id,
            key=key,
            fetched=fetched,
            digest=gathered.digest,
            rows=len(gathered.columns),
            source=source,
            version=table.version,
            filter=filter,
            made_up=made_up,
        )
        folder.mkdir(parents=True, exist_ok=True)
        with disk.alone(folder):
            disk.clean(folder)
            if (there := self._same(download)) is not None:
                return there
        with disk.aside(folder) as half:
            disk.write(half, gathered, table, download)
            with disk.alone(folder):
                # Somebody else may have kept the same meanwhile.
                if (there := self._same(download)) is not None:
                    return there
                half.rename(folder / key)
                disk.settle(folder)
        return download

    def seen_again(self, download: Download) -> datetime | None:
        """When the source was last seen with the same contents, after the download itself."""
        path = self._of(download.provider, download.table) / f"{download.key}{_SEEN}"
        try:
            return datetime.fromisoformat(path.read_text("ascii").strip())
        except (OSError, ValueError):
            return None

    def _same(self, download: Download) -> Download | None:
        """The one that is there already with these contents: the last before it, or itself."""
        there = [one for one in self.downloads(download.provider, download.table) if one.fetched <= download.fetched]
        same = next((one for one in there if one.key == download.key), None)
        if same is None and there and (there[-1].digest, there[-1].made_up) == (download.digest, download.made_up):
            same = there[-1]
        if same is not None and download.fetched > max(same.fetched, self.seen_again(same) or same.fetched):
            self._note(same, download.fetched)
        return same

    def _note(self, download: Download, at: datetime) -> None:
        path = self._of(download.provider, download.table) / f"{download.key}{_SEEN}"
        new = path.with_name(f".{path.name}.new")
        new.write_text(f"{moment(at)}\n", "ascii")
        os.replace(new, path)

    def _keys(self, provider: str, table: str) -> list[str]:
        return sorted(name for name in _folders(self._of(provider, table)) if read_key(name) is not None)

    def _of(self, provider: str, table: str) -> Path:
        return self._folder / provider_folder(provider) / table_folder(table)


def _folders(folder: Path) -> list[str]:
    """The folders in a folder, in order; none where it is not there."""
    try:
        with os.scandir(folder) as found:
            return sorted(one.name for one in found if one.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _elsewhere(download: Download) -> FiguresTrouble:
    return FiguresTrouble(
        Problem(
            download.key,
            said(
                "Deze map heet anders dan wat erin staat. Wij gebruiken de cijfers niet.",
                "This folder is called otherwise than what is in it. We do not use the figures.",
            ),
            said(
                f"{download.provider}/{download.table}, {moment(download.fetched)}",
                f"{download.provider}/{download.table}, {moment(download.fetched)}",
            ),
            said("Zet de map terug waar zij stond.", "Put the folder back where it was."),
        )
    )


def _unkeepable(table: Table, why: str) -> FiguresTrouble:
    return FiguresTrouble(
        Problem(
            f"{table.provider}/{table.id}",
            said(f"Deze rijen kunnen wij niet bewaren ({why}).", f"We cannot keep these rows ({why})."),
            said(
                "elke rij met een meting, een code per dimensie en een gewoon getal of geen",
                "each row with a measure, a code per dimension and a plain number or none",
            ),
            said(
                "Meld het ons, met de bron erbij. Wat er al was, blijft staan.",
                "Tell us, with the source. What was there stays.",
            ),
        )
    )


def _contradiction(table: Table, row: str) -> FiguresTrouble:
    return FiguresTrouble(
        Problem(
            f"{table.provider}/{table.id}, {row}",
            said(
                "Deze rij staat er twee keer, met verschillende cijfers. Wij weten niet welk cijfer klopt.",
                "This row is there twice, with different figures. We do not know which one is right.",
            ),
            said("één rij voor elke meting en elke code", "one row for each measure and each code"),
            said(
                "Haal de tabel opnieuw. Blijft het zo? Meld het dan bij de bron. Wat er al was, blijft staan.",
                "Fetch the table again. Does it stay? Then tell the source. What was there stays.",
            ),
        )
    )
