# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example people of voorbeelden/, as they would fill in the forms."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from .visitor import Answer

FOLDER = Path(__file__).resolve().parents[2] / "voorbeelden"
NAMES = {"GM0024": "Loppersum", "GM0047": "Veendam", "GM0014": "Groningen"}


def answers_of(example: str) -> dict[str, Answer]:
    """What this person answers, to what the story tells and to what is assumed beside it."""
    profile = yaml.safe_load((FOLDER / f"{example}.yaml").read_text("utf-8"))
    facts = {**profile["feiten"], **profile.get("aangenomen", {})}
    return {name: _typed(name, value) for name, value in facts.items()}


def _typed(name: str, value: Any) -> Answer:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value in ("ja", "nee"):
        return str(value)
    if isinstance(value, list):
        return [str(one) for one in value] or ["-"]
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    if name.endswith("_eurocent"):
        return f"{int(value) / 100:.2f}".replace(".", ",")
    return NAMES.get(str(value), str(value))
