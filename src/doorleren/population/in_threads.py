# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blocks of one file counted by several threads of one machine; each counts apart, and the parts are put together.

Knows: how blocks are handed out, no more than are needed at a time, and how an error or Ctrl-C ends all threads.
Leaves: what is counted (`tally`), what is read (`read_blocks`).
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import Final

import pyarrow as pa

from .read_blocks import BlockReader, Misread
from .tally import Counted, Tally

_Block = tuple[pa.RecordBatch, int]
_LOOKS_UP: Final = 0.1
"""Seconds after which who waits looks whether something went wrong elsewhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one thread counted, and what did not fit there."""

    misread: Misread
    counted: Counted


def cores() -> int:
    """How many threads can really work side by side here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def counted_in_threads(
    threads: int,
    blocks: Iterable[_Block],
    reader: Callable[[], BlockReader],
    tally: Callable[[], Tally],
) -> Iterator[Part]:
    """Hand out blocks (with the row of their first person, from 0) to so many threads; gives what each counted.

    Each thread has a reader and a tally of its own. What goes wrong in a thread is raised here.
    """
    waiting: Queue[_Block | None] = Queue(maxsize=threads)
    stop = threading.Event()

    def work() -> Part:
        read, count = reader(), tally()
        try:
            while (block := _next(waiting, stop)) is not None:
                people = read.people(*block)
                if people is not None:
                    count.add(people)
            return Part(read.misread, count.counted())
        except BaseException:
            stop.set()
            raise

    with ThreadPoolExecutor(threads) as pool:
        working = [pool.submit(work) for _ in range(threads)]
        try:
            for block in blocks:
                _hand_out(block, waiting, stop)
            for _ in working:
                _hand_out(None, waiting, stop)
            yield from [one.result() for one in working]
        finally:
            stop.set()


def _hand_out(block: _Block | None, waiting: Queue[_Block | None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            waiting.put(block, timeout=_LOOKS_UP)
            return
        except Full:
            continue


def _next(waiting: Queue[_Block | None], stop: threading.Event) -> _Block | None:
    while not stop.is_set():
        try:
            return waiting.get(timeout=_LOOKS_UP)
        except Empty:
            continue
    return None
