# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small workbooks of our own making, as Excel and LibreOffice write them."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Raw(str):
    """A cell as XML, without its place: `<f>1+1</f>`; `t="e"` goes before a bar: `t="e"|<v>#REF!</v>`."""


Cell = str | float | int | date | Raw | None
Rows = Sequence[Sequence[Cell]]


def letters(column: int) -> str:
    text, left = "", column + 1
    while left:
        left, at = divmod(left - 1, 26)
        text = chr(65 + at) + text
    return text


def cell_xml(row: int, column: int, value: Cell) -> str:
    place = f'r="{letters(column)}{row + 1}"'
    if value is None:
        return ""
    if isinstance(value, Raw):
        attributes, _, inner = value.rpartition("|")
        return f"<c {place} {attributes}>{inner}</c>"
    if isinstance(value, date):
        return f'<c {place} s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"


def sheet_xml(rows: Rows, merged: Sequence[str] = (), more: str = "") -> str:
    body = "".join(
        f'<row r="{n + 1}">{"".join(cell_xml(n, at, one) for at, one in enumerate(row))}</row>'
        for n, row in enumerate(rows)
    )
    joined = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    joined = f'<mergeCells count="{len(merged)}">{joined}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}{more}</sheetData>{joined}</worksheet>'


def xlsx(sheets: Mapping[str, str], extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of these sheets: name → its XML (`sheet_xml`)."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        listed = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
        )
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        links += f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/>'
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELS}">{links}</Relationships>')
        book.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        for n, text in enumerate(sheets.values(), 1):
            book.writestr(f"xl/worksheets/sheet{n}.xml", text)
        for name, what in (extra or {}).items():
            book.writestr(name, what)
    return packed.getvalue()


def saved(folder: Path, rows: Rows, name: str = "tabel.xlsx", sheet: str = "Tabel", merged: Sequence[str] = ()) -> Path:
    """A workbook with one sheet, in a folder."""
    file = folder / name
    file.write_bytes(xlsx({sheet: sheet_xml(rows, merged)}))
    return file


def ods(rows: str, name: str = "Tabel") -> bytes:
    """A sheet of LibreOffice; `rows` as its own XML."""
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="{name}">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return packed.getvalue()


def ods_row(*values: str | float, times: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(one)}</text:p></table:table-cell>'
        if isinstance(one, str)
        else f'<table:table-cell office:value-type="float" office:value="{one}"><text:p>{one}</text:p></table:table-cell>'
        for one in values
    )
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{cells}</table:table-row>"
