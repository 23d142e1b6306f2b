"""A pool of query workers over one state of a graph."""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Self, cast

from ...errors import N_, QueryError, QueryLimitError
from ...processes import ChildEndedError, ChildTimeoutError, Forks, Nursery, Spawns, Worker, Workers
from ...settings import Settings
from ..base import Dataset, Source
from ..source import StoreSource
from .answers import Answer
from .replying import Answering, work_on
from .requests import QueryLimits, QueryRequest
from .running import Cancellation, RunningQuery
from .turns import NoTurnError, Turns

CAN_FORK = hasattr(os, "fork")
_START_S = 120.0
"""Loading the workspace does not count as the query's time, but is bounded as well."""
_MOST_ANSWERS = 200
"""A worker is replaced after so many: what the engine leaves behind counts against its limit of memory."""


class QueryPool:
    """Answers queries in workers that stay warm; safe to share between threads.

    Nothing is started before the first query. Workers share the memory of the loaded graph.

    Args:
        source: the graph that is asked.
        settings: how far a query may go, and how many run at once.
        start: starts what makes workers; a process that loads the graph and forks them when None.
    """

    def __init__(self, source: Source, settings: Settings, *, start: Callable[[], Workers] | None = None) -> None:
        self.limits = QueryLimits.of(settings)
        self._source = source
        self._settings = settings
        self._start = start or self._start_apart
        self._turns = Turns(settings.query_workers)
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._idle: list[tuple[Worker, int]] = []
        self._ending: weakref.finalize[[Workers], QueryPool] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> str:
        """The state of the graph that is asked."""
        return self._source.revision

    def run(
        self,
        query: str,
        *,
        session: str = "",
        limits: QueryLimits | None = None,
        cancellation: Cancellation | None = None,
        dataset: Dataset | None = None,
    ) -> Answer:
        """Answer a query whole.

        Args:
            query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            session: who asks, for fairness between those who do.
            limits: those of the pool when None.
            cancellation: stops it from another thread.
            dataset: the graphs to ask instead of those that the query names; None to leave it to the query.

        Returns:
            the answer; where a limit was reached, the rows found until then.

        Raises:
            QueryError: the query does not parse or is not allowed.
            QueryLimitError: it reached a limit before anything of its answer was there, or waited too long for its turn.
            CancelledError: it was cancelled.
        """
        request = QueryRequest(query, limits or self.limits, dataset=dataset)
        return self.whole(self.start(request, session=session, cancellation=cancellation))

    @staticmethod
    def whole(running: RunningQuery) -> Answer:
        """The whole answer of a query that was begun; triples are sorted, each once.

        Raises:
            QueryError: the engine failed in the middle.
            CancelledError: it was cancelled.
        """
        answer = running.whole()
        return replace(answer, rows=sorted(set(answer.rows), key=str)) if answer.kind == "graph" else answer

    def start(
        self, request: QueryRequest, *, session: str = "", cancellation: Cancellation | None = None
    ) -> RunningQuery:
        """Begin to answer a query; returns when the first piece of the answer is there.

        Args:
            request: what is asked.
            session: who asks.
            cancellation: stops it from another thread.

        Raises:
            QueryError: the query does not parse or is not allowed.
            QueryLimitError: it reached a limit before anything of its answer was there, or waited too long for its turn.
            CancelledError: it was cancelled.
        """
        try:
            self._turns.take(session, self._settings.query_wait_s)
        except NoTurnError as error:
            raise QueryLimitError(
                "query",
                N_("waited {seconds} seconds for its turn: too many others are running."),
                N_("Try again in a moment."),
                seconds=f"{self._settings.query_wait_s:g}",
            ) from error
        try:
            worker, answered = self._free_worker()
        except BaseException:
            self._turns.give_back(session)
            raise

        is_beside = False

        def long() -> None:
            nonlocal is_beside
            is_beside = self._turns.lengthen(session)

        def done(is_usable: bool) -> None:
            with self._lock:
                keeps = is_usable and self._workers is not None and answered + 1 < _MOST_ANSWERS
                if keeps:
                    self._idle.append((worker, answered + 1))
            if is_usable and not keeps:
                _end(worker)
            self._turns.give_back(session, beside=is_beside)

        running = RunningQuery(worker, request, done, long)
        if cancellation is not None:
            cancellation.watch(running)
        return running.begin()

    def warm(self, workers: int = 1) -> None:
        """Have workers ready before the first query.

        Args:
            workers: how many.

        Raises:
            QueryError: the workspace cannot be loaded.
        """
        ready = [self._free_worker() for _ in range(workers)]
        with self._lock:
            self._idle += ready

    def close(self) -> None:
        """End all workers; queries that run end with an error. A later query starts again."""
        with self._lock:
            workers, self._workers = self._workers, None
            self._idle.clear()
        if workers is not None:
            workers.close()

    def _free_worker(self) -> tuple[Worker, int]:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            for attempt in (1, 2):
                try:
                    if self._workers is None:
                        self._source.prepare()  # building takes as long as it takes
                        self._workers = self._start()
                        self._ending = weakref.finalize(self, _close, self._workers)
                    return self._workers.start(), 0
                except (ChildTimeoutError, ChildEndedError) as error:
                    if self._workers is None or attempt == 2:
                        raise QueryError(
                            "query", N_("the query process could not load the workspace."), N_("Run: aizone validate")
                        ) from error
                    self._workers = None  # what made workers was killed: another one is started
                    self._idle.clear()
        raise AssertionError

    def _start_apart(self) -> Workers:
        task = f"{self._settings.query_memory_bytes}\n{','.join(self._settings.service_hosts)}\n".encode()
        task += self._source.to_json().encode()
        kind = Nursery if CAN_FORK else Spawns
        return kind("aizone.store.sandbox.process", task, start_s=_START_S)


def pool_here(source: Source, settings: Settings) -> QueryPool:
    """A pool whose workers are forked from this process, for a program that answers one query and ends.

    It starts sooner than one with a process of its own for the graph. A process with several threads must not be forked, and
    gets that one.

    Args:
        source: the graph that is asked.
        settings: how far a query may go.
    """
    if not CAN_FORK or threading.active_count() > 1:
        return QueryPool(source, settings)

    def start() -> Workers:
        return Forks(work_on(_opener(source, settings), settings.query_memory_bytes))

    return QueryPool(source, settings, start=start)


def load(task: bytes) -> Callable[..., None]:
    """The work of a worker, from the first message of its process."""
    memory, hosts, source = task.decode().split("\n", 2)
    settings = Settings(service_hosts=tuple(host for host in hosts.split(",") if host))
    return work_on(_opener(_source_of(source), settings), int(memory))


def _source_of(line: str) -> Source:
    """The source of a task: a server is written as an object, files as a list."""
    if not line.startswith("{"):
        return StoreSource.from_json(line)
    from ..remote import RemoteSource  # not at the top: files need no web library

    return RemoteSource.from_json(line)


def _opener(source: Source, settings: Settings) -> Callable[[], Answering]:
    """Gives the store to a worker: one in memory is loaded here and shared; others are opened by each."""

    def open_store() -> Answering:
        store = cast("Answering", source.open())
        store.service_hosts = settings.service_hosts
        return store

    if not source.is_shared:
        return open_store
    loaded = open_store()
    return lambda: loaded


def _close(workers: Workers) -> None:
    workers.close()


def _end(worker: Worker) -> None:
    with contextlib.suppress(ChildEndedError):  # its nursery is gone, and it with it
        worker.kill()
