# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lock a plan so that several secret links open it.

Knows: the plan is locked with a key of its own; for each link that key lies in an envelope, which opens with the link
and the secret of the house together. Leaves: where links and envelopes are kept (plans).
"""

import json
import os
import secrets
from base64 import b32encode
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_LINK_BYTES: Final = 20
_KEY_BITS: Final = 256
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16

NO_ENVELOPE: Final = bytes(_NONCE_BYTES + _KEY_BITS // 8 + _TAG_BYTES)
"""Opens with nothing; trying takes as long as with a real one."""


def new_link() -> str:
    """A secret of 160 bits in 32 lower-case letters and digits: it survives mail, paper and being read aloud."""
    return b32encode(secrets.token_bytes(_LINK_BYTES)).decode().lower()


def new_key() -> bytes:
    """A key for one plan."""
    return AESGCM.generate_key(_KEY_BITS)


def into_envelope(key: bytes, house: str, link: str, role: str) -> bytes:
    """Lock the key of a plan with a link and the secret of the house; it opens again for this role only."""
    return _lock(key, _envelope_key(house, link, role))


def out_of_envelope(envelope: bytes, house: str, link: str, role: str) -> bytes | None:
    """The key of the plan; None where link, house or role is not the one it was locked with."""
    return _unlock(envelope, _envelope_key(house, link, role))


def lock_plan(values: dict[str, Any], key: bytes) -> bytes:
    return _lock(as_bytes(values), key)


def unlock_plan(sealed: bytes, key: bytes) -> dict[str, Any] | None:
    """The values; None where the key does not fit or somebody changed what was locked."""
    text = _unlock(sealed, key)
    if text is None:
        return None
    values: dict[str, Any] = json.loads(text)
    return values


def as_bytes(values: Any) -> bytes:
    """JSON as it is locked, and as its size is counted."""
    text = json.dumps(values, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    # A text may come from a form with half a character in it; JSON reads it back as it was.
    return text.encode("utf-8", "surrogatepass")


def _envelope_key(house: str, link: str, role: str) -> bytes:
    return HKDF(SHA256(), _KEY_BITS // 8, house.encode(), f"doorleren plan {role}".encode()).derive(link.encode())


def _lock(text: bytes, key: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, None)


def _unlock(locked: bytes, key: bytes) -> bytes | None:
    if len(locked) < _NONCE_BYTES + _TAG_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], None)
    except InvalidTag:
        return None
