# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table and a download as canonical JSON: the same value always gives the same bytes.

Knows: their fields. Leaves: where they stand, and whether they are as they were written (`figures_disk`).
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from ..region import Code, Dimension, Download, Measure, Table

FORM: Final = 1
"""The form of a kept download. Another form is told as such, never read as if it were this one."""


def to_bytes(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def table_shape(table: Table) -> dict[str, Any]:
    return {
        "form": FORM,
        "provider": table.provider,
        "id": table.id,
        "title": table.title,
        "version": table.version,
        "changed_on": table.changed_on,
        "summary": table.summary,
        "licence": table.licence,
        "expected_rows": table.expected_rows,
        "measures": [
            {
                "id": one.id,
                "title": one.title,
                "unit": one.unit,
                "decimals": one.decimals,
                "path": list(one.path),
                "about": one.about,
            }
            for one in table.measures
        ],
        "dimensions": [
            {
                "id": one.id,
                "title": one.title,
                "kind": one.kind,
                "groups": dict(one.groups),
                "codes": [
                    {
                        "id": code.id,
                        "title": code.title,
                        "group": code.group,
                        "about": code.about,
                        "status": code.status,
                    }
                    for code in one.codes
                ],
            }
            for one in table.dimensions
        ],
    }


def read_table(shape: Any) -> Table:
    """Raises LookupError, TypeError or ValueError for what is no table of this form."""
    if shape["form"] != FORM:
        raise ValueError(f"form {shape['form']}")
    return Table(
        provider=shape["provider"],
        id=shape["id"],
        title=shape["title"],
        version=shape["version"],
        changed_on=shape["changed_on"],
        summary=shape["summary"],
        licence=shape["licence"],
        expected_rows=shape["expected_rows"],
        measures=tuple(Measure(**{**one, "path": tuple(one["path"])}) for one in shape["measures"]),
        dimensions=tuple(
            Dimension(one["id"], one["title"], one["kind"], tuple(Code(**code) for code in one["codes"]), one["groups"])
            for one in shape["dimensions"]
        ),
    )


def download_shape(download: Download, files: dict[str, str]) -> dict[str, Any]:
    """`files`: each other file of the download → the digest of its bytes. `seal`: of all the rest of this one."""
    shape: dict[str, Any] = {
        "form": FORM,
        "provider": download.provider,
        "table": download.table,
        "fetched": moment(download.fetched),
        "digest": download.digest,
        "rows": download.rows,
        "source": download.source,
        "version": download.version,
        "filter": download.filter,
        "made_up": download.made_up,
        "files": files,
    }
    return {**shape, "seal": digest_of(to_bytes(shape))}


def read_download(data: bytes, key: str) -> tuple[Download, dict[str, str]]:
    """Raises LookupError, TypeError or ValueError for what is no download of this form, or was changed."""
    shape = json.loads(data)
    seal = shape.pop("seal")
    if shape["form"] != FORM or seal != digest_of(to_bytes(shape)):
        raise ValueError("seal")
    download = Download(
        provider=shape["provider"],
        table=shape["table"],
        key=key,
        fetched=datetime.fromisoformat(shape["fetched"]),
        digest=shape["digest"],
        rows=shape["rows"],
        source=shape["source"],
        version=shape["version"],
        filter=shape["filter"],
        made_up=shape["made_up"],
    )
    return download, shape["files"]


def moment(at: datetime) -> str:
    """2026-07-17T16:30:06Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
