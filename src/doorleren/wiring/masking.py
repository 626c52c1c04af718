# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keep the secret link of a plan out of every log line.

Knows: what a secret looks like, in an address and by itself, and where a log record can hold it: its message, its
traceback, the request that Django hangs on it. Leaves: what is logged at all (settings).
"""

import logging
import logging.config
import re
from contextlib import suppress
from typing import Any, Final

from ..journeys.kept_plans import OPENING

MASK: Final = "[geheim]"

_AFTER_OPENING: Final = re.compile(rf"({re.escape(OPENING)})[^\s'\"<>?#]+")
_BY_ITSELF: Final = re.compile(r"[a-z2-7]{32,}", re.IGNORECASE)
"""Also with letters before or after it, as in %2Fabc…; a word of 32 letters is masked too, and that harms nobody."""


def set_up_logging(settings: dict[str, Any]) -> None:
    """Set logging up as Django's settings say. From here on every record in this process is masked when it is made,
    whoever writes it and wherever it goes."""
    logging.setLogRecordFactory(_MaskedRecord)
    logging.config.dictConfig(settings)


def masked(text: str) -> str:
    """The text without the secrets in it."""
    return _BY_ITSELF.sub(MASK, _AFTER_OPENING.sub(rf"\1{MASK}", text))


class NoSecrets(logging.Filter):
    """Masks a record, and takes the request off it, which Django adds only after the record was made."""

    def filter(self, record: logging.LogRecord) -> bool:
        _mask(record)
        record.__dict__.pop("request", None)
        return True


class _MaskedRecord(logging.LogRecord):
    """A record that never held a secret."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _mask(self)


def _mask(record: logging.LogRecord) -> None:
    """Mask what a record says; one without secrets stays as it is, for handlers that look at its parts."""
    said = _said(record)
    if masked(said) != said:
        record.msg, record.args = masked(said), None
    if record.exc_info:
        trace = record.exc_text or logging.Formatter().formatException(record.exc_info)
        if masked(trace) != trace:
            record.exc_info, record.exc_text = None, masked(trace)
    if record.stack_info:
        record.stack_info = masked(record.stack_info)


def _said(record: logging.LogRecord) -> str:
    """What a record says. A line whose values do not fit is its parts, which Python prints when it complains about it;
    a line never breaks whoever writes it."""
    for say in (record.getMessage, lambda: f"{record.msg} {record.args}"):
        with suppress(Exception):
            return say()
    return ""
