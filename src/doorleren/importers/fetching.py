# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Get what is at an address or in a file, patiently and within limits.

Knows: waiting for a slow or busy source, trying again, how much is too much and how long too long, where a source may
send us on to, and how to say what went wrong.
Leaves: what it means to each feed.
"""

import ipaddress
import stat
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, make_headers

from .. import __version__
from ..basics import Said, said

BYTES_MAX: Final = 64_000_000
"""The largest answer or file that is read at once; larger files are read in pieces by who can."""

WAIT_SECONDS_MAX: Final = 60
"""The longest that we wait before one more try; a source that asks for longer is left alone until a next time."""

ANSWER_SECONDS_MAX: Final = 300
"""The longest that one answer may take to come in; a source that sends a byte a minute is not waited for."""

_CONNECT_SECONDS, _READ_SECONDS = 10, 60
_PIECE: Final = 1 << 16
_TRIES, _REDIRECTS = 4, 5
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_SENT_ON: Final = frozenset({301, 302, 303, 307, 308})


class SourceTrouble(Exception):
    """A source could not be read; says what and what to do. `status` is the error that it answered with, if it did."""

    def __init__(self, where: str, what: Said, what_now: Said, status: int | None = None) -> None:
        super().__init__(f"{where}: {what.nl}")
        self.where, self.what, self.what_now, self.status = where, what, what_now, status


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there: its bytes, what it says it is (`application/json`), and where it was found."""

    body: bytes
    media_type: str
    where: str


def is_address(source: str) -> bool:
    """Whether this names something on the web rather than a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def without_secrets(address: str) -> str:
    """An address without name, password and query, so that it may be shown and kept."""
    try:
        parts = urlsplit(address)
    except ValueError:
        # Not an address at all, such as http://[ – what may be a secret in it is left out all the same.
        return address.partition("?")[0].rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", "")) if parts.scheme else address


def fetch(source: str, accept: str = "application/json", headers: dict[str, str] | None = None) -> Fetched:
    """What is at an address or in a file. Raises SourceTrouble."""
    return _from_web(source, accept, headers or {}) if is_address(source) else _from_file(Path(source))


def _from_file(path: Path) -> Fetched:
    try:
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            # A folder; or a pipe or a device, which may never end.
            raise SourceTrouble(str(path), _NO_FILE, said("Kies een bestand.", "Choose a file."))
        if there.st_size > BYTES_MAX:
            raise SourceTrouble(str(path), _TOO_LARGE, _SMALLER)
        return Fetched(path.read_bytes(), "", str(path))
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        what = said("Dit bestand is er niet.", "This file is not there.") if missing else _UNREADABLE
        raise SourceTrouble(str(path), what, said("Controleer de naam.", "Check the name.")) from None


def _from_web(address: str, accept: str, headers: dict[str, str]) -> Fetched:
    """Try a few times, with a pause that grows or that the source asks for."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise SourceTrouble(without_secrets(address), _NO_ADDRESS, _CHECK_ADDRESS)
    for attempt in range(_TRIES):
        try:
            return _once(address, accept, headers)
        except _Busy as busy:
            if attempt == _TRIES - 1:
                raise busy.trouble from None
            seconds = 2**attempt / 2 if busy.seconds is None else busy.seconds
            if seconds > WAIT_SECONDS_MAX:
                raise _asks_to_wait(busy.trouble, seconds) from None
            _pause(seconds)
    raise AssertionError("the last try returns or raises")


class _Busy(Exception):
    """It may go well the next time; after `seconds`, if the source says so."""

    def __init__(self, trouble: SourceTrouble, seconds: float | None = None) -> None:
        self.trouble, self.seconds = trouble, seconds


def _once(address: str, accept: str, headers: dict[str, str]) -> Fetched:
    """Ask once, and go where the source sends us."""
    headers = {"Accept": accept, "User-Agent": f"doorleren/{__version__}", **_of_address(address), **headers}
    for _ in range(_REDIRECTS + 1):
        where = without_secrets(address)
        try:
            with _pool(_proxy_for(address)).request(
                "GET", _without_name(address), headers=headers, preload_content=False, redirect=False, retries=False
            ) as response:
                if response.status in _SENT_ON and (to := response.headers.get("Location")):
                    address, headers = _next(address, to, headers)
                    continue
                return _answer(response, where, accept)
        except urllib3.exceptions.SSLError:
            raise SourceTrouble(where, _NOT_SECURE, _ASK_CERTIFICATE) from None
        except (HTTPError, OSError) as error:
            raise _Busy(SourceTrouble(where, _said(error), _TRY_LATER)) from None
        except ValueError:
            raise SourceTrouble(where, _NO_ADDRESS, _CHECK_ADDRESS) from None
    raise SourceTrouble(without_secrets(address), _ROUND_AND_ROUND, _CHECK_ADDRESS)


def _answer(response: urllib3.BaseHTTPResponse, where: str, accept: str) -> Fetched:
    if response.status in _BUSY:
        trouble = SourceTrouble(where, _answered(response.status), _TRY_LATER, response.status)
        raise _Busy(trouble, _seconds_asked(response))
    if response.status != 200:
        what_now = _ASK_ACCESS if response.status in (401, 403) else _TRY_LATER
        raise SourceTrouble(where, _answered(response.status), what_now, response.status)
    body = bytearray()
    until = time.monotonic() + ANSWER_SECONDS_MAX
    # One read at a time: what was squeezed a million times comes out in pieces, and what comes drop by drop ends.
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > BYTES_MAX:
            raise SourceTrouble(where, _TOO_LARGE, _SMALLER)
        if time.monotonic() > until:
            raise SourceTrouble(where, _TOO_SLOW, _TRY_LATER)
    only_json = "json" in accept and not ("html" in accept or "xml" in accept)
    if only_json and body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise SourceTrouble(where, _A_PAGE, _CHECK_ADDRESS)
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(bytes(body), media_type, where)


def _next(address: str, to: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Where the source sends us; a key goes along to the same house only."""
    there = urljoin(address, to)  # a ValueError for what is no address is caught by who asks
    old, new = urlsplit(address), urlsplit(there)
    outside = new.scheme not in ("http", "https") or (old.scheme == "https" and new.scheme == "http")
    if outside or (is_inside(new.hostname or "") and not is_inside(old.hostname or "")):
        raise SourceTrouble(without_secrets(address), _UNSAFE, _CHECK_ADDRESS)
    if (old.scheme, old.hostname, old.port) != (new.scheme, new.hostname, new.port):
        headers = {name: value for name, value in headers.items() if name.lower() not in ("authorization", "cookie")}
    return there, headers


def _seconds_asked(response: urllib3.BaseHTTPResponse) -> float | None:
    """How long the source asks us to wait: a number of seconds, or a moment beside its own clock."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _of_address(address: str) -> dict[str, str]:
    """A name and password that stand in an address, as a header."""
    parts = urlsplit(address)
    if not parts.username:
        return {}
    written = make_headers(basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
    return {"Authorization": written["authorization"]}


def _without_name(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def is_inside(host: str) -> bool:
    """Whether this is written as a machine of an own network, which a stranger has no business to send us to."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.lower().rstrip(".").endswith((".localhost", ".local", ".internal"))


def _proxy_for(address: str) -> str | None:
    """The proxy that this machine is set to use for this address (`https_proxy`, `no_proxy`), if there is one."""
    parts, known = urlsplit(address), getproxies()
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return None
    return known.get(parts.scheme) or known.get("all")


@cache
def _pool(proxy: str | None) -> urllib3.PoolManager:
    patience = Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    if proxy is None:
        return urllib3.PoolManager(timeout=patience)
    address = proxy if "://" in proxy else f"http://{proxy}"
    parts = urlsplit(address)
    name = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
    headers = make_headers(proxy_basic_auth=name) if name else None
    return urllib3.ProxyManager(_without_name(address), proxy_headers=headers, timeout=patience)


def _pause(seconds: float) -> None:
    time.sleep(seconds)


def _asks_to_wait(trouble: SourceTrouble, seconds: float) -> SourceTrouble:
    minutes = f"{min(seconds, 1e6) / 60:.0f}"
    return SourceTrouble(
        trouble.where,
        said(
            f"De bron is te druk. Zij vraagt ons {minutes} minuten te wachten.",
            f"The source is too busy. It asks us to wait {minutes} minutes.",
        ),
        said("Probeer het daarna opnieuw; wat er al was, blijft staan.", "Try again after that; what was there stays."),
        trouble.status,
    )


def _answered(status: int) -> Said:
    if status == 429:
        return said("De bron is te druk (fout 429).", "The source is too busy (error 429).")
    if status == 404:
        return said("De bron heeft dit niet (fout 404).", "The source does not have this (error 404).")
    return said(f"De bron antwoordt met fout {status}.", f"The source answers with error {status}.")


def _said(error: BaseException) -> Said:
    if isinstance(error, urllib3.exceptions.ProxyError):
        return said("De proxy van uw netwerk antwoordt niet.", "The proxy of your network does not answer.")
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return said("Deze site is niet te vinden.", "This site cannot be found.")
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return _GONE
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return said("De bron antwoordt niet op tijd.", "The source does not answer in time.")
    if isinstance(error, urllib3.exceptions.ProtocolError | urllib3.exceptions.DecodeError):
        return said("Het antwoord van de bron brak af.", "The answer of the source broke off.")
    return _GONE


_GONE: Final = said("De bron is niet te bereiken.", "The source cannot be reached.")
_UNREADABLE: Final = said("Dit bestand kan niet gelezen worden.", "This file cannot be read.")
_NO_FILE: Final = said("Dit is geen gewoon bestand.", "This is no plain file.")
_NOT_SECURE: Final = said(
    "Er is geen veilige verbinding met de bron te maken.", "No safe connection to the source can be made."
)
_ASK_CERTIFICATE: Final = said(
    "Controleer het adres, en het certificaat van de bron.", "Check the address, and the certificate of the source."
)
_TOO_LARGE: Final = said(
    f"Dit is meer dan {BYTES_MAX // 1_000_000} MB in één keer.",
    f"This is more than {BYTES_MAX // 1_000_000} MB at once.",
)
_SMALLER: Final = said("Vraag de bron om kleinere delen.", "Ask the source for smaller parts.")
_TRY_LATER: Final = said(
    "Probeer het later opnieuw; wat er al was, blijft staan.", "Try again later; what was there stays."
)
_TOO_SLOW: Final = said("De bron antwoordt te langzaam.", "The source answers too slowly.")
_A_PAGE: Final = said("Hier staat een webpagina en geen JSON.", "This is a web page and no JSON.")
_UNSAFE: Final = said(
    "De bron stuurt ons door naar een adres dat niet veilig is.",
    "The source sends us on to an address that is not safe.",
)
_ROUND_AND_ROUND: Final = said("De bron stuurt ons steeds door.", "The source keeps sending us on.")
_NO_ADDRESS: Final = said("Dit is geen adres op het web.", "This is no address on the web.")
_CHECK_ADDRESS: Final = said("Controleer het adres.", "Check the address.")
_ASK_ACCESS: Final = said("Vraag de bron om toegang.", "Ask the source for access.")
