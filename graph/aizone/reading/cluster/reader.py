"""Files read by the workers of a cluster, their results in the order of the files.

So many files are under way that no worker waits, and their bytes are bounded. When workers die, Dask gives what they had to others,
and blames every file that was with them. A file that is blamed too often is read once more with nothing else under way: then only a
file that does kill workers is blamed again, and is reported as one that cannot be read.
"""

from __future__ import annotations

import hashlib
import pickle
import uuid
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...documents import file_bytes
from ...errors import N_, AizoneError, DocumentError
from ...extract import Knowledge
from ...workspace import Workspace
from ..files import FileRead
from .connection import Cluster
from .knowledge import PackedKnowledge, pack
from .task import FileReply, FileTask, held, read_file, with_document

if TYPE_CHECKING:
    from distributed import Future

MOST_BYTES = 256 * 2**20
"""Bytes of files that are under way at once: the scheduler keeps those of every task in its memory."""
_TRIES = 5
"""Times that a file is sent because the scheduler was lost and came back."""


@dataclass(slots=True)
class _Sent:
    """A file that is under way, or that needs not be sent; `outcome` is set then."""

    path: Path
    task: FileTask | None = None
    digest: str = ""
    decided: str = ""
    future: Future | None = None
    outcome: FileRead | None = None


class ClusterReader:
    """Reads files on a cluster.

    Args:
        cluster: the connection.
        workspace: whose registries and gazetteers are read with.
    """

    def __init__(self, cluster: Cluster, workspace: Workspace) -> None:
        self._cluster = cluster
        self._workspace = workspace
        self._run = uuid.uuid4().hex
        self._count = 0
        self._shared: PackedKnowledge | None = None
        self._held: Future | None = None

    def read_files(
        self,
        paths: Sequence[Path],
        knowledge: Callable[[], Knowledge],
        *,
        source: str | None = None,
        retrieved: str | None = None,
        progress: Callable[[Path], None] | None = None,
    ) -> Iterator[FileRead]:
        """See `FileReader.read_files`.

        Raises:
            SchedulerError: the scheduler is lost, has no workers for long, or a worker has another aizone.
        """
        seen: dict[str, Path] = {}
        waiting: deque[_Sent] = deque()
        coming = iter(paths)
        try:
            while True:
                self._fill(waiting, coming, seen, knowledge, source, retrieved)
                if not waiting:
                    return
                first = waiting[0]
                if progress is not None:
                    progress(first.path)
                outcome = first.outcome or self._outcome(first, waiting)
                waiting.popleft()
                if outcome.document is not None:
                    earlier = seen.setdefault(first.digest, first.path)
                    if earlier != first.path:
                        outcome = FileRead(first.path, same_as=earlier)
                yield outcome
        finally:
            self._cluster.cancel([sent.future for sent in waiting if sent.future is not None])

    def _fill(
        self,
        waiting: deque[_Sent],
        coming: Iterator[Path],
        seen: dict[str, Path],
        knowledge: Callable[[], Knowledge],
        source: str | None,
        retrieved: str | None,
    ) -> None:
        """Send files until enough are under way."""
        room = self._cluster.room()
        while len(waiting) < room and sum(len(sent.task.data) for sent in waiting if sent.task) < MOST_BYTES:
            path = next(coming, None)
            if path is None:
                return
            try:
                data = file_bytes(path)
            except AizoneError as error:
                waiting.append(_Sent(path, outcome=FileRead(path, error=error)))
                continue
            digest = hashlib.sha256(data).hexdigest()
            if (earlier := seen.get(digest)) is not None:
                waiting.append(_Sent(path, outcome=FileRead(path, same_as=earlier)))
                continue
            sent = _Sent(path, FileTask(str(path), data, source, retrieved), digest)
            self._send(sent, knowledge())
            waiting.append(sent)

    def _send(self, sent: _Sent, knowledge: Knowledge | None = None) -> None:
        """Give a file to the scheduler; with the knowledge that was packed last, when it is not given or has not changed."""
        if self._shared is None or (knowledge is not None and knowledge.decided != self._shared.decided):
            order_rule = knowledge.order_rule if knowledge is not None else "auto"
            self._shared, self._held = pack(self._workspace, order_rule), None
        if self._held is None or self._held.status in {"error", "cancelled", "lost"}:
            self._held = self._cluster.submit(held, self._shared, key=self._key("knowledge"))
        sent.decided = self._shared.decided
        sent.future = self._cluster.submit(read_file, sent.task, self._held, key=self._key("read"))

    def _key(self, kind: str) -> str:
        """A name for a task that no other task has, in whatever run."""
        self._count += 1
        return f"aizone-{kind}-{self._run}-{self._count}"

    def _outcome(self, sent: _Sent, waiting: deque[_Sent]) -> FileRead:
        """The outcome for a file, when it has come back."""
        from distributed import KilledWorker

        is_alone = False
        lost = 0
        while True:
            future = sent.future
            assert future is not None
            self._cluster.wait(future)
            if future.status == "cancelled":  # the scheduler was lost, and what it had to do with it
                lost += 1
                self._cluster.wait_for_scheduler()
                if lost >= _TRIES:
                    raise self._cluster.lost()
                self._send(sent)
                continue
            try:
                return self._read(sent, pickle.loads(future.result()))
            except CancelledError:
                continue
            except KilledWorker as killed:
                error: Exception = killed
            except AizoneError:
                raise
            except Exception as failed:
                error = failed
            if not isinstance(error, KilledWorker):
                return _failed(
                    sent,
                    N_("cannot be read: the worker failed ({detail})."),
                    N_("Please report it with the document."),
                    f"{type(error).__name__}: {error}"[:200],
                )
            if is_alone:
                return _failed(
                    sent,
                    N_(
                        "cannot be read: {detail} workers of the cluster ended while they read it alone, one after the other."
                    ),
                    N_("Read it without --scheduler, or give workers more memory."),
                    str(error.allowed_failures + 1),
                )
            for other in waiting:
                if other is not sent and other.future is not None:
                    self._cluster.wait(other.future)
            is_alone = True
            self._send(sent)

    def _read(self, sent: _Sent, reply: FileReply) -> FileRead:
        assert sent.task is not None
        if reply.failure is not None:
            if reply.failure.extra:
                return _failed(
                    sent,
                    N_("cannot be read: a worker of the cluster has no libraries for this format."),
                    N_("Install them there: pip install 'aizone-graph[{detail}]'"),
                    reply.failure.extra,
                )
            return FileRead(sent.path, error=reply.failure.error())
        if reply.document is None:
            raise self._cluster.other_version(reply.worker, reply.version)
        document = replace(reply.document, data=sent.task.data)
        return FileRead(sent.path, document, with_document(reply.readings, document), sent.decided)


def _failed(sent: _Sent, what: str, next_step: str, detail: str) -> FileRead:
    return FileRead(sent.path, error=DocumentError(str(sent.path), what, next_step, detail=detail))
