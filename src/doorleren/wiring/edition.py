# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One edition of the monitor as files: a small website that opens from a folder and is the same when made again.

Knows: how the files come in the folder, what of an earlier edition goes, and what the manifest says.
Leaves: the pages (portal), the figures (journeys).
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .. import __version__

if TYPE_CHECKING:
    from ..journeys.map_shapes import Maps
    from ..journeys.watch_parts import Region, RegionalFigures, TimeSpan
    from ..portal.region_edition import Edition, Progress

MANIFEST: Final = "uitgave.json"
_LOOK: Final = ("look.css", "layout.css", "logo.svg")


def write_edition(
    folder: Path,
    quarter: "TimeSpan",
    region: "Region | None",
    figures: "RegionalFigures",
    maps: "Maps | None" = None,
    as_of: datetime | None = None,
    language: str = "nl",
    progress: "Progress | None" = None,
) -> int:
    """Write the edition of a quarter; how many files that are. Without a region: the country and its larger parts;
    without `maps`: maps in tiles.

    The folder is new, empty, or holds an earlier edition, of which nothing is left. Raises OSError otherwise.
    """
    _django()
    from ..journeys.map_shapes import TilesOnly
    from ..portal.region_edition import Edition

    earlier = _earlier(folder)
    edition = Edition(quarter, region, figures, as_of, language, maps or TilesOnly())
    written: dict[str, str] = {}
    for name, content in _all_files(edition, progress):
        _write(folder, name, content)
        written[name] = hashlib.sha256(content).hexdigest()
    for name in sorted(earlier - written.keys()):
        (folder / name).unlink(missing_ok=True)
    manifest = json.dumps(_manifest(edition, written), ensure_ascii=False, indent=1) + "\n"
    _write(folder, MANIFEST, manifest.encode())
    return len(written) + 1


def _all_files(edition: "Edition", progress: "Progress | None") -> Iterator[tuple[str, bytes]]:
    from .. import portal

    look = Path(portal.__file__).parent / "static"
    for name in _LOOK:
        yield name, (look / name).read_bytes()
    yield from edition.files(progress)


def _manifest(edition: "Edition", written: dict[str, str]) -> dict[str, Any]:
    """What it takes to make the same edition again, and how one sees that it is the same."""
    from ..journeys.download_shape import moment
    from ..journeys.region_shapes import origin_shape
    from ..portal.region_page import quarter_code

    downloads = [edition.downloads[key] for key in sorted(edition.downloads)]
    return {
        "soort": "doorleren-uitgave",
        "kwartaal": quarter_code(edition.quarter),
        "regio": edition.region.code if edition.region is not None else None,
        "tot": edition.on.isoformat(),
        "stand": moment(edition.as_of) if edition.as_of is not None else None,
        "taal": edition.language,
        "programma": __version__,
        "voorbeeld": any(one.made_up for one in downloads),
        "downloads": [origin_shape(one) for one in downloads],
        "grenzen": [{"soort": kind, "jaar": year} for kind, year in sorted(edition.borders)],
        "bestanden": dict(sorted(written.items())),
    }


def _earlier(folder: Path) -> set[str]:
    """The files of the edition that was here. Raises OSError where something else is in the folder."""
    if not folder.exists():
        folder.mkdir(parents=True)
        return set()
    if not any(folder.iterdir()):
        return set()
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        names = set(manifest["bestanden"]) if manifest["soort"] == "doorleren-uitgave" else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        names = None
    if names is None:
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(folder))
    return {name for name in names if isinstance(name, str) and _inside(folder, name)}


def _inside(folder: Path, name: str) -> bool:
    """A manifest that somebody changed must not lead us out of the folder."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _django() -> None:
    """Templates need Django, and nothing else of it: no database, no secret."""
    import django
    from django.conf import settings

    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(
            INSTALLED_APPS=["django.contrib.staticfiles", "doorleren.portal.apps.PortalConfig"],
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
            STATIC_URL="/static/",
            LANGUAGE_CODE="nl",
            USE_I18N=False,
            USE_TZ=True,
            TIME_ZONE="Europe/Amsterdam",
        )
    django.setup()
