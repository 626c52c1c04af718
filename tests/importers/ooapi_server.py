# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server in a thread that plays an OOAPI endpoint: as it should be, or with a habit that real ones have."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Answer:
    """What is sent back; `cut` breaks off after so many bytes, `drip` waits so many seconds before each byte."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0


Habit = Callable[[int, dict[str, str]], Answer | None]
"""What a path does on its n-th request, counted from 1, with this query; None: as it should."""


@dataclass
class Endpoint:
    """What the endpoint holds, how it pages, and what it was asked. `paging` is full, without_next, total, bare (a list
    without anything around it) or deaf (always the first page)."""

    lists: dict[str, list[Any]]
    paging: str = "full"
    page_size: int = 100
    habits: dict[str, Habit] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str, query: dict[str, str]) -> Answer:
        self.asked.append(path + (f"?page={query['pageNumber']}" if "pageNumber" in query else ""))
        times = sum(one.partition("?")[0] == path for one in self.asked)
        if (habit := self.habits.get(path)) and (found := habit(times, query)):
            return found
        if path not in self.lists:
            return Answer(404, b'{"status": "404", "title": "Not found"}')
        return as_json(self.page(self.lists[path], query))

    def page(self, bodies: list[Any], query: dict[str, str]) -> Any:
        size = min(self.page_size, int(query.get("pageSize", "10")))
        number = 1 if self.paging in ("deaf", "bare") else int(query.get("pageNumber", "1"))
        items = bodies if self.paging == "bare" else bodies[(number - 1) * size : number * size]
        pages = -(-len(bodies) // size)
        shape: dict[str, Any] = {"pageSize": size, "pageNumber": number, "items": items}
        if self.paging == "bare":
            return items
        if self.paging == "total":
            return shape | {"totalPages": pages}
        if self.paging in ("without_next", "deaf"):
            return shape
        return shape | {"hasPreviousPage": number > 1, "hasNextPage": number < pages, "totalPages": pages}


def as_json(value: Any, **headers: str) -> Answer:
    return Answer(200, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


def as_html() -> Answer:
    return Answer(200, b"<!doctype html><title>Inloggen</title>", {"Content-Type": "text/html"})


def squeezed(size: int) -> Answer:
    """A small answer that is large when it is unpacked."""
    return Answer(200, gzip.compress(b"[" + b" " * size + b"]"), {"Content-Encoding": "gzip"})


@contextmanager
def playing(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The endpoint on an address of this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            endpoint.headers.append(dict(self.headers))
            answer = endpoint.answer(parts.path.lstrip("/"), dict(parse_qsl(parts.query)))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            body = answer.body if answer.cut is None else answer.body[: answer.cut]
            try:
                for one in [body] if not answer.drip else [bytes([byte]) for byte in body]:
                    time.sleep(answer.drip)
                    self.wfile.write(one)
                    self.wfile.flush()
            except OSError:
                return
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    endpoint.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
