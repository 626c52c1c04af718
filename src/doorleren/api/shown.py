# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How what somebody sent is shown back to them: on one line, not too long, nothing that steers a terminal."""

_LENGTH_MAX = 60


def shown(text: str) -> str:
    """A piece of what was sent, safe to show."""
    safe = "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text[:_LENGTH_MAX])
    return f"{safe}…" if len(text) > _LENGTH_MAX else safe


def place(*path: str | int) -> str:
    """Where something stands in a body, such as `feiten.gemeente`; `body` is the whole."""
    return ".".join(shown(str(step)) for step in path) or "body"
