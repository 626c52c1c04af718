# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings as a browser shows them, on a phone and on a wide screen: no word is cut off or covers another."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import sync_playwright

from doorleren.portal.charts import Cut, Mark, spark, trends
from doorleren.portal.region_map import RegionValue, region_map
from doorleren.region.boundaries import as_shapes
from doorleren.region.regions import RegionKind
from doorleren.region.tiles import tile_maps, tiles_for

from ..region.drawn_borders import winding_of
from .chart_series import PEOPLE, PERCENT, fan, marks, wave

STATIC = Path(__file__).parents[2] / "src/doorleren/portal/static"
TODAY = date(2026, 11, 21)
LONG = "Stedendriehoek en Noordwest Veluwe, met alle gemeenten die er sinds vorig jaar bij horen"
BREAKS = (Cut(date(2021, 1, 1), "Het CBS vraagt anders naar werk."), Cut(date(2021, 4, 1), "Nog een keer anders."))
SERIES: dict[str, tuple[Mark, ...]] = {
    "alles": marks([*wave(9), None, None, 5.0, *wave(14)], provisional=3),
    "één punt": marks([5.1]),
    "gelijk": marks([4.2] * 12),
    "onder nul": marks([40.5 * one - 250 for one in wave(24)]),
    "groot": marks([9_412_000.0 + n * 120_345 for n in range(14)], 2008, 1),
    "heel groot": marks([8.1e11 + n * 1.2e10 for n in range(14)], 2008, 1),
    "lang": marks(wave(282), 2003, 12, provisional=4),
}
BORDERS: tuple[tuple[RegionKind, int, int], ...] = (
    ("provincie", 12, 60),
    ("arbeidsmarktregio", 35, 60),
    ("gemeente", 342, 20),
)

WRONG = """() => {
  const wrong = [];
  let seen = 0;
  for (const drawing of document.querySelectorAll('svg.doorleren-drawing')) {
    const box = drawing.getBoundingClientRect();
    if (!box.width) continue;
    const name = drawing.querySelector('title').textContent;
    const words = [...drawing.querySelectorAll('text:not(.doorleren-drawing__watermark)')].map(
      (one) => [one.textContent, one.getBoundingClientRect()]);
    seen += words.length;
    words.forEach(([said, one], number) => {
      if (one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1 || one.bottom > box.bottom + 1)
        wrong.push(`${name}: "${said}" is cut off`);
      if (one.height < 11) wrong.push(`${name}: "${said}" is too small`);
      for (const [other, there] of words.slice(number + 1)) {
        const wide = Math.min(one.right, there.right) - Math.max(one.left, there.left);
        const high = Math.min(one.bottom, there.bottom) - Math.max(one.top, there.top);
        if (wide > 1 && high > 5) wrong.push(`${name}: "${said}" and "${other}" overlap`);
      }
    });
  }
  return [seen, wrong];
}"""


def page() -> str:
    """Every drawing with every series."""
    parts = []
    for number, (name, series) in enumerate(SERIES.items()):
        beside = [Mark(one.first, one.until, one.value and one.value * 0.97, one.when) for one in series]
        unit = PERCENT if number < 3 else PEOPLE
        more = {"cuts": BREAKS, "fan": fan(series, 6.5), "made_up": True} if number == 0 else {}
        line = spark(series, id=f"s{number}", title=name, unit=unit)
        parts.append(render_to_string("portal/chart_spark.html", {"spark": line}))
        for one in trends(series, id=f"t{number}", title=name, region=LONG, unit=unit, country=beside, **more):  # type: ignore[arg-type]
            parts.append(render_to_string("portal/chart_trend.html", {"chart": one}))
    for one in tile_maps():
        shapes = tiles_for(one.kind, one.codes, TODAY)
        assert shapes is not None
        figures = [RegionValue(code, code, None if n % 9 == 4 else 1.5 * n) for n, code in enumerate(sorted(one.codes))]
        found = region_map(shapes, figures, lambda code: f"/{code}", id=f"k-{one.kind}", title=one.kind, unit=PERCENT)
        parts.append(render_to_string("portal/map_region.html", {"map": found}))
    for kind, number, side in BORDERS:
        codes = [f"X{n:04d}" for n in range(number)]
        figures = [RegionValue(code, code, None if n % 9 == 4 else 1.5 * n) for n, code in enumerate(codes)]
        drawn = as_shapes(winding_of(kind, codes, side))
        found = region_map(
            drawn, figures, lambda code: f"/{code}", id=f"g-{kind}", title=f"grenzen {kind}", unit=PERCENT
        )
        parts.append(render_to_string("portal/map_region.html", {"map": found}))
    look = "".join((STATIC / name).read_text("utf-8") for name in ("look.css", "layout.css"))
    return f"<!doctype html><html lang=nl><meta charset=utf-8><title>t</title><style>{look} main {{ padding: 16px }}</style><body><main><h1>t</h1>{''.join(parts)}</main>"


def seen_at(width: int, markup: str) -> tuple[int, list[str], int, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        screen = browser.new_page(viewport={"width": width, "height": 800})
        screen.set_content(markup)
        seen, wrong = screen.evaluate(WRONG)
        wide = screen.evaluate("document.documentElement.scrollWidth")
        findings = Axe().run(screen).response
        browser.close()
    return seen, wrong, wide, findings


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1200])
def test_no_word_is_cut_off_or_covers_another(width: int) -> None:
    # The tests of the portal keep a browser open in this thread; a second one needs a thread of its own.
    with ThreadPoolExecutor(1) as aside:
        seen, wrong, wide, findings = aside.submit(seen_at, width, page()).result()

    assert seen > 300
    assert wrong == []
    assert wide <= width
    assert [one["id"] for one in findings["violations"]] == []
