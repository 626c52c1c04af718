# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan on paper: one tagged A4 (PDF/UA-1) that a screen reader can read as well.

Knows: that nothing is fetched from anywhere, and that a long plan gets smaller letters and fewer reasons before it
gets a second sheet.
Leaves: what stands on it (`plan_page`, plan_paper.html).
"""

from contextlib import suppress
from typing import Any, Final

from django.template.loader import render_to_string

_SIZES: Final = ((11.0, True), (10.0, True), (10.0, False))
"""Letters in points and whether the steps say why, the first that fits. Nothing is smaller than ten points."""


class NoPaper(Exception):
    """This machine has not the parts that make a PDF."""


def paper_of(values: dict[str, Any]) -> bytes:
    """The plan as PDF. Raises NoPaper."""
    try:
        # Pango may be missing on a machine, and then only this fails. It takes a while to load, too.
        from weasyprint import HTML  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise NoPaper from error
    for size, whole in _SIZES:
        html = render_to_string("portal/plan_paper.html", {**values, "size": f"{size}pt", "whole": whole})
        document = HTML(string=html, url_fetcher=_nothing).render(pdf_variant="pdf/ua-1", pdf_tags=True)
        if len(document.pages) == 1:
            break
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def warm_up() -> None:
    """Load what draws a page, which takes a second or two the first time; a machine without it is told when asked."""
    with suppress(ImportError, OSError):
        from weasyprint import HTML

        HTML(string='<html lang="nl"><title>Doorleren</title><p>Doorleren', url_fetcher=_nothing).write_pdf(
            pdf_variant="pdf/ua-1", pdf_tags=True
        )


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    """Whatever a text asks for from outside is not fetched."""
    raise ValueError("A plan on paper fetches nothing.")
