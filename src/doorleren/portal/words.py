# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything the pages say that is not said by a fact or a scheme, from words.nl.yaml and words.en.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


class WordIsMissing(Exception):
    """A page asks for words that the file does not have: a mistake of ours."""


class Words(dict[str, Any]):
    """Words by name. A name that is missing is never shown as nothing."""

    def __missing__(self, name: str) -> Any:
        raise WordIsMissing(name)

    def get_or(self, name: str, otherwise: str) -> Any:
        """The words under `name`, or else those under `otherwise`."""
        return self[name] if name in self else self[otherwise]


@cache
def words_in(language: str) -> Words:
    """All words in a language."""
    text = (Path(__file__).parent / f"words.{language}.yaml").read_text("utf-8")
    found = _wrapped(yaml.safe_load(text))
    assert isinstance(found, Words)
    return found


def _wrapped(value: Any) -> Any:
    if isinstance(value, dict):
        return Words({str(name): _wrapped(inside) for name, inside in value.items()})
    return value
