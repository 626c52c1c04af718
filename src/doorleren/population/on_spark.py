# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same counting on a cluster: Spark hands blocks of a Parquet file to `Tally` on its workers, here it is merged.

The rules travel with the question, so no worker can have others. Each task gives back what it counted; Spark passes on
what one successful try of a task gave, so a worker may die without anybody being lost or counted twice.

Knows: how Spark is started, asked, watched and stopped, and how its blocks become ours.
Leaves: reading (`read_blocks`), counting (`tally`), what is said when it does not work (`journeys`).
"""

import hashlib
import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..rules.day import DayRules
from ..rules.facts import FactBook
from ..rules.scheme import Scheme
from .answer_columns import answer_block, answer_schema
from .groups import Grouping, grouping
from .kernel import Kernel
from .read_blocks import BlockReader, Misread
from .read_columns import ColumnLink
from .tally import Counted, Tally

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

OLDEST_JAVA: Final = 17
_MASTER: Final = re.compile(r"local(-cluster)?(\[[^\]]*\])?|(spark|k8s)://\S+|yarn")
_LOCAL: Final = re.compile(r"local(?:\[(\d+|\*)\])?")
_STANDALONE: Final = re.compile(r"spark://(\S+)")
_ANSWER_SECONDS: Final = 5
_TRIES: Final = 4
_BLOCK: Final = 65_536
_PARTS_PER_CORE: Final = 4
"""Parts of the file for each core of the cluster: so many that no core waits long, and progress can be seen."""
_NO_ROW: Final = -1
_GLANCE_SECONDS: Final = 0.2

Tick = Callable[[int, int | None], None]


class Trouble(Enum):
    """Why Spark could not be asked."""

    NO_MASTER = "what was given is no address of a cluster"
    NO_PYSPARK = "pyspark is not installed here"
    NO_JAVA = "there is no Java here that Spark can run on"
    NO_CLUSTER = "the cluster does not answer"
    NO_PACKAGE = "a worker lacks a package"
    OTHER_PROGRAM = "a worker has another version"
    NO_FILE = "a worker cannot find the file"
    UNREADABLE = "Spark cannot read the file"
    FAILED = "Spark gave up"


class SparkTrouble(Exception):
    """Spark could not be asked; `detail` is what it says itself, or the name of what is missing."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble, self.detail = trouble, detail


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every part of the people; everything that a worker has to know."""

    facts: FactBook
    schemes: tuple[Scheme, ...]
    on: date
    links: Mapping[str, ColumnLink]
    by: tuple[str, ...]
    only: Sequence[str] | None
    each: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What a task found: how many people it read, what it counted, and what did not fit."""

    people: int
    counted: Counted
    misread: Misread


class Mistake(Exception):
    """A mistake of ours on a worker: what it was and where, without what it was about."""


@contextmanager
def asked_on_spark(master: str, path: Path, question: Question) -> Iterator["Asking"]:
    """Ask everybody in a Parquet file on a cluster. Raises SparkTrouble; whoever leaves early stops the work."""
    with _session(master) as session:
        asking = Asking(session, path, question)
        try:
            yield asking
        finally:
            asking.close()


class Asking:
    """One question that is being asked on a cluster."""

    def __init__(self, session: "SparkSession", path: Path, question: Question) -> None:
        file = pq.ParquetFile(path)
        self._rows, self._each = file.metadata.num_rows, question.each
        self._context = session.sparkContext
        self._group = f"doorleren-{os.getpid()}-{id(self)}"
        columns = list(dict.fromkeys(link.column for link in question.links.values()))
        types = {name: file.schema_arrow.field(name).type for name in columns}
        sent = _packed((_edition(), types, question))
        self._frame: Any = _plainly(lambda: _frame(session, path, columns, sent))

    def parts(self, tick: Tick | None = None) -> Iterator[Part]:
        """What each task found; `tick` is told how far they are."""
        for row in self._aside(self._told, tick):
            found = _unpacked(row["told"])
            if isinstance(found, Trouble):
                raise SparkTrouble(found)
            if isinstance(found, Mistake):
                raise found
            yield found

    def answers(self) -> Iterator[pa.RecordBatch]:
        """The answers of each person, in the order of the file."""
        done = 0
        rows = self._aside(self._in_order)
        while (row := self._aside(lambda: next(rows, None))) is not None:
            for block in pa.ipc.open_stream(bytes(row["told"])):
                assert row["row"] == done, f"row {row['row']} came after row {done}"
                done += block.num_rows
                yield block
        assert done == self._rows, f"{done} answers for {self._rows} people"

    def close(self) -> None:
        """Stop what still runs, and throw away what was kept."""
        with suppress(Exception):
            self._context.cancelJobGroup(self._group)
        with suppress(Exception):
            self._frame.unpersist()

    def _told(self) -> list[Any]:
        from pyspark import StorageLevel

        if self._each:
            # The answers of each person are kept where they were worked out until they are asked for, in order.
            self._frame = self._frame.persist(StorageLevel.DISK_ONLY)
        told: list[Any] = self._frame.where(f"row = {_NO_ROW}").collect()
        return told

    def _in_order(self) -> Iterator[Any]:
        ordered = self._frame.where(f"row <> {_NO_ROW}").orderBy("row")
        rows: Iterator[Any] = ordered.toLocalIterator(prefetchPartitions=True)
        return rows

    def _aside(self, work: Callable[[], Any], tick: Tick | None = None) -> Any:
        """Ask Spark something in a thread of its own, so that whoever waits can be interrupted; Spark cannot."""
        found: list[Any] = []
        failed: list[BaseException] = []
        seen: list[int] = []

        def run() -> None:
            self._context.setJobGroup(self._group, "doorleren", interruptOnCancel=True)
            try:
                found.append(_plainly(work))
            except BaseException as error:
                failed.append(error)

        def watch() -> None:
            with suppress(Exception):
                while asking.is_alive():
                    seen.append(self._done())
                    asking.join(_GLANCE_SECONDS)

        asking = threading.Thread(target=run, name="doorleren-spark", daemon=True)
        asking.start()
        if tick is not None:
            threading.Thread(target=watch, name="doorleren-spark-watch", daemon=True).start()
        while asking.is_alive():
            asking.join(_GLANCE_SECONDS)
            if tick is not None and seen:
                tick(seen[-1], self._rows)
        if failed:
            raise failed[0]
        return found[0]

    def _done(self) -> int:
        """How many people are done, by the share of the tasks that are."""
        tracker = self._context.statusTracker()
        done = total = 0
        for job in tracker.getJobIdsForGroup(self._group):
            for stage in getattr(tracker.getJobInfo(job), "stageIds", ()):
                info = tracker.getStageInfo(stage)
                if info is not None:
                    done, total = done + info.numCompletedTasks, total + info.numTasks
        return self._rows * done // total if total else 0


def _frame(session: "SparkSession", path: Path, columns: list[str], sent: bytes) -> "DataFrame":
    """The rows that the tasks give: with _NO_ROW what a task found, with the row of the first person their answers."""
    from pyspark.sql.functions import col

    # Spark reads the name as a pattern.
    name = re.sub(r"([\\*?\[\]{}])", r"\\\1", str(path.resolve()))
    people = session.read.parquet(f"file://{name}")
    quoted = [col("`" + one.replace("`", "``") + "`").alias(f"c{n}") for n, one in enumerate(columns)]
    row = col("_metadata.row_index").alias("row")
    return people.select(*quoted, row).mapInArrow(partial(_answered, sent, tuple(columns)), "row long, told binary")


# --- on a worker ----------------------------------------------------------------------------------------------------


def _answered(sent: bytes, columns: tuple[str, ...], blocks: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Ask the people that one task gets; the answers of each of them if wanted, and in the end what was counted."""
    try:
        prepared = _prepared(sent)
        if prepared is None:
            yield _row(_NO_ROW, _packed(Trouble.OTHER_PROGRAM))
            _leave(blocks)
            return
        types, question, kernel = prepared
        reader = BlockReader(question.facts, question.links, question.on)
        groupings = [one for name in question.by if isinstance(one := _grouping(name, question), Grouping)]
        tally = Tally(kernel, groupings, question.only, each=question.each)
        schema, read = answer_schema(kernel.asked(question.only)), 0
        for block in blocks:
            read += block.num_rows
            for first_row, some in _runs(block):
                people = reader.people(_as_in_file(some, columns, types), first_row)
                if people is not None:
                    answers = tally.add(people)
                    if question.each:
                        yield _row(first_row, _written(answer_block(answers, schema)))
        yield _row(_NO_ROW, _packed(Part(read, tally.counted(), reader.misread)))
    except (MemoryError, OSError, ImportError):
        # Another worker may have more room.
        raise
    except Exception as error:
        # A mistake of ours; trying again would not help. What it says may hold something of a person, and where it
        # was raised does not.
        where = ", ".join(f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__))
        yield _row(_NO_ROW, _packed(Mistake(f"{type(error).__name__} at {where}")))
        _leave(blocks)


def _leave(blocks: Iterator[pa.RecordBatch]) -> None:
    """Take the rest without looking: Spark waits long for a worker that takes no more."""
    for _ in blocks:
        pass


@lru_cache(maxsize=1)
def _prepared(sent: bytes) -> tuple[Mapping[str, pa.DataType], Question, Kernel] | None:
    """The question and its rules, ready to be asked; None if another program asks.

    Once for each worker, as it is kept between tasks.
    """
    edition, types, question = _unpacked(sent)
    if edition != _edition():
        return None
    return types, question, Kernel(DayRules(question.facts, question.schemes, question.on))


def _grouping(name: str, question: Question) -> Any:
    return grouping(name, question.facts, question.on)


def _runs(block: pa.RecordBatch) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The parts of a block in which the rows follow each other in the file, each with its first row."""
    if not block.num_rows:
        return
    rows = block.column("row").to_numpy()
    starts = [0, *(np.flatnonzero(np.diff(rows) != 1) + 1).tolist(), block.num_rows]
    for start, end in pairwise(starts):
        yield int(rows[start]), block.slice(start, end - start)


def _as_in_file(block: pa.RecordBatch, columns: tuple[str, ...], types: Mapping[str, pa.DataType]) -> pa.RecordBatch:
    """The columns under their own names, and with the types that the file gives them: Spark has fewer types."""
    arrays = [_as_type(block.column(f"c{n}"), types[name]) for n, name in enumerate(columns)]
    if not arrays:
        return block
    return pa.record_batch(arrays, names=list(columns))


def _as_type(values: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_null(kind):
        return pa.nulls(len(values))
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return values if values.type == kind else values.cast(kind)


def _row(row: int, told: bytes) -> pa.RecordBatch:
    return pa.record_batch([pa.array([row], pa.int64()), pa.array([told], pa.binary())], names=["row", "told"])


def _packed(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value), 1)


def _unpacked(sent: bytes) -> Any:
    """What we sent to a worker or a worker to us, over the connection through which Spark sends its programs."""
    return pickle.loads(zlib.decompress(sent))  # noqa: S301


def _written(block: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, block.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(block)
    return bytes(sink.getvalue())


@cache
def _edition() -> str:
    """The program text of rules and population, in short: two machines must not count with two of them."""
    text = hashlib.sha256()
    here = Path(__file__).parent
    for folder in (here, here.parent / "rules", here.parent / "basics"):
        for file in sorted(folder.glob("*.py")):
            text.update(file.name.encode() + file.read_bytes())
    return text.hexdigest()


# --- starting and stopping ------------------------------------------------------------------------------------------


@contextmanager
def _session(master: str) -> Iterator["SparkSession"]:
    """A session on this cluster: the one that there is, or a new one that is stopped afterwards."""
    if not _MASTER.fullmatch(master):
        raise SparkTrouble(Trouble.NO_MASTER, master)
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkTrouble(Trouble.NO_PYSPARK) from error
    running = SparkSession.getActiveSession()
    if running is not None:
        yield _settled(running)
        return
    _look_for_java()
    _look_for_master(master)
    with started(master) as session:
        yield _settled(session)


@contextmanager
def started(master: str) -> Iterator["SparkSession"]:
    """Start a session on this cluster, and stop it afterwards. Raises SparkTrouble."""
    from pyspark.sql import SparkSession

    here = master.startswith("local")
    # Nothing listens beyond this machine if all work is done on it; and each worker has the Python that runs here.
    settings = {"PYSPARK_PYTHON": sys.executable, **({"SPARK_LOCAL_IP": "127.0.0.1"} if here else {})}
    with _environment(settings), tempfile.TemporaryDirectory() as folder:
        chatter = Path(folder) / "chatter"
        builder = SparkSession.builder.master(_with_more_tries(master)).appName("doorleren")
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        with _chatting_to(chatter), _interrupts_as_they_were():
            session = _plainly(builder.getOrCreate, Trouble.NO_CLUSTER)
        try:
            yield session
        finally:
            with suppress(Exception):
                session.stop()


_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # What workers keep on their disks for a while cannot be read by others.
    "spark.io.encryption.enabled": "true",
    "spark.sql.catalogImplementation": "in-memory",
}


@contextmanager
def _chatting_to(file: Path) -> Iterator[None]:
    """What programs that start meanwhile say aside goes to a file, as long as they live."""
    try:
        before = os.dup(2)
    except OSError:
        # Somebody closed it, so nobody hears them.
        yield
        return
    try:
        with file.open("wb") as aside:
            os.dup2(aside.fileno(), 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)


def _settled(session: "SparkSession") -> "SparkSession":
    """The same cluster, with our way of reading files, which leaves that of others as it is."""
    ours = session.newSession()
    parts = str(_PARTS_PER_CORE * max(ours.sparkContext.defaultParallelism, 1))
    for name, value in {
        "spark.sql.caseSensitive": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.legacy.parquet.nanosAsLong": "true",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BLOCK),
        "spark.sql.shuffle.partitions": parts,
        "spark.sql.files.minPartitionNum": parts,
        "spark.sql.files.openCostInBytes": "0",
        "spark.sql.files.ignoreCorruptFiles": "false",
        "spark.sql.files.ignoreMissingFiles": "false",
    }.items():
        ours.conf.set(name, value)
    return ours


def _with_more_tries(master: str) -> str:
    """On this machine alone Spark tries a task once, unless it is told otherwise; a cluster tries four times."""
    found = _LOCAL.fullmatch(master)
    return f"local[{found[1] or 1},{_TRIES}]" if found else master


def _look_for_java() -> None:
    """Raises SparkTrouble if Spark would not find a Java that is new enough: that of JAVA_HOME, or on the path."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if java is None:
        raise SparkTrouble(Trouble.NO_JAVA)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise SparkTrouble(Trouble.NO_JAVA, version[1] if version else "")


def _look_for_master(master: str) -> None:
    """Raises SparkTrouble if nobody answers at the address of a cluster; Spark itself would try for a minute."""
    found = _STANDALONE.fullmatch(master)
    if found is None:
        return
    for one in found[1].split(","):
        name, _, port = one.rpartition(":")
        try:
            socket.create_connection((name or one, int(port) if name else 7077), _ANSWER_SECONDS).close()
        except (OSError, ValueError) as error:
            trouble = error
        else:
            return
    raise SparkTrouble(Trouble.NO_CLUSTER, str(trouble))


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """These variables for a while, where they are not set already."""
    added = [name for name in settings if name not in os.environ]
    os.environ.update({name: settings[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


@contextmanager
def _interrupts_as_they_were() -> Iterator[None]:
    """Spark answers Ctrl-C in its own way, and goes on doing so when it has stopped."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


# --- what Spark says ------------------------------------------------------------------------------------------------

_SIGNS: Final = (
    (r"ModuleNotFoundError: No module named '([\w.]+)'", Trouble.NO_PACKAGE),
    (r"\[(?:PACKAGE_NOT_INSTALLED|UNSUPPORTED_PACKAGE_VERSION)\] (\w+)", Trouble.NO_PACKAGE),
    (r"PYTHON_VERSION_MISMATCH()", Trouble.OTHER_PROGRAM),
    (r"FileNotFoundException|FAILED_READ_FILE\.FILE_NOT_EXIST|PATH_NOT_FOUND()", Trouble.NO_FILE),
    (r"(?:FAILED_READ_FILE|CANNOT_READ|Illegal Parquet type|PARQUET_TYPE|ParquetDecoding)()", Trouble.UNREADABLE),
)


def _plainly(work: Callable[[], Any], otherwise: Trouble = Trouble.FAILED) -> Any:
    """Do it, and say in our words what Spark has against it."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped,unused-ignore]
    from pyspark.errors import PySparkException

    try:
        return work()
    except (Py4JError, PySparkException, OSError) as error:
        text = str(error)
        for sign, trouble in _SIGNS:
            if found := re.search(sign, text):
                raise SparkTrouble(trouble, next(iter(found.groups()), "") or _first_line(text)) from error
        raise SparkTrouble(otherwise, _first_line(text)) from error


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
