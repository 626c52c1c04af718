# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lock and unlock what a visitor told us.

Each visit has a lock of its own, made from the secret of the house and the number in the visitor's cookie. Who takes
the database and the secret still cannot read an answer: the number itself is kept nowhere but with the visitor.
"""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def place_of(number: str) -> str:
    """Where the visit with this number is kept."""
    return hashlib.sha256(number.encode()).hexdigest()


def seal(values: dict[str, Any], secret: str, number: str) -> bytes:
    """Lock these values."""
    return _lock(secret, number).encrypt(json.dumps(values, separators=(",", ":")).encode())


def unseal(sealed: bytes, secret: str, number: str, longest: timedelta) -> dict[str, Any] | None:
    """The values; None where the lock does not fit or was closed longer ago than `longest`."""
    try:
        text = _lock(secret, number).decrypt(sealed, ttl=int(longest.total_seconds()))
    except InvalidToken:
        return None
    values: dict[str, Any] = json.loads(text)
    return values


def _lock(secret: str, number: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"doorleren visit " + number.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
