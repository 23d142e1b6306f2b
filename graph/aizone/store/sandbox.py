"""Runs untrusted queries in a killable child process.

A query cannot be stopped inside its process (PERF: no time-out, signals wait for the native call), so untrusted ones run in
a worker that is killed when it passes its time, and that cannot take more memory than it was given. The worker stays warm
between queries. It speaks one JSON object a line: {"query": …, "max_rows": …} in, {"columns", "rows", …} or {"error"} out.
"""

from __future__ import annotations

import json
import resource
import select
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from ..errors import N_, AizoneError, QueryError, QueryLimitError
from ..settings import Settings
from .source import StoreSource

_START_S = 120.0
"""Loading the workspace is not the query's time, but is bounded as well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: r rows of c terms as N-Triples text (None where unbound); `cut` when there were more rows.

    A CONSTRUCT or DESCRIBE answers with the columns subject, predicate, object; an ASK with one column 'answer'.
    """

    kind: str  # 'select', 'ask' or 'graph'
    columns: tuple[str, ...]
    rows: list[tuple[str | None, ...]]
    cut: bool


class QueryWorker:
    """Runs queries in a child process; safe to share between threads.

    Args:
        source: the graph that is asked.
        settings: how much time, memory and how many rows a query may take.
    """

    def __init__(self, source: StoreSource, settings: Settings) -> None:
        self._source = source
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def run(self, query: str) -> Answer:
        """Run one query.

        Raises:
            QueryError: it does not parse or is not allowed.
            QueryLimitError: it took more time or memory than it may.
        """
        with self._lock:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            request = {"query": query, "max_rows": self._settings.query_max_rows}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], self._settings.query_timeout_s)
            if not ready:
                self._stop()
                raise QueryLimitError(
                    "query",
                    N_("took more than {seconds} seconds and was stopped."),
                    N_("Start from something bound, or add LIMIT."),
                    seconds=f"{self._settings.query_timeout_s:g}",
                )
            line = process.stdout.readline()
            if not line:
                self._stop()
                raise QueryLimitError(
                    "query",
                    N_("was stopped: it needs more memory than it may use, or nests too deeply."),
                    N_("Narrow it down."),
                )
        return _answer(json.loads(line))

    def close(self) -> None:
        """Stop the worker."""
        with self._lock:
            self._stop()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "aizone.store.sandbox", str(self._settings.query_memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            assert self._process.stdin is not None
            self._process.stdin.write(self._source.to_json() + "\n")
            self._process.stdin.flush()
            assert self._process.stdout is not None
            ready, _, _ = select.select([self._process.stdout], [], [], _START_S)
            if not ready or not self._process.stdout.readline():  # it says so when its data are loaded
                self._stop()
                raise QueryError(
                    "query", N_("the query process could not load the workspace."), N_("Run: aizone validate")
                )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


def _answer(reply: dict[str, Any]) -> Answer:
    if "error" in reply:
        where, what, next_step, values = reply["error"]
        raise QueryError(where, what, next_step, **values)
    return Answer(reply["kind"], tuple(reply["columns"]), [tuple(row) for row in reply["rows"]], reply["cut"])


def serve(memory_bytes: int) -> None:
    """The child's loop: load the graph named on the first line, say so, answer queries until standard input closes."""
    store = StoreSource.from_json(sys.stdin.readline()).open()
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    _say({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            _say(_reply(store.run(request["query"]), request["max_rows"]))
        except AizoneError as error:
            values = {name: str(value) for name, value in error.values.items()}
            _say({"error": [error.where, error.what, error.next_step, values]})


def _reply(found: Any, max_rows: int) -> dict[str, Any]:  # noqa: ANN401 - any of the engine's three answers
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        return {"kind": "ask", "columns": ["answer"], "rows": [["true" if found else "false"]], "cut": False}
    rows: list[list[str | None]] = []
    cut = False
    if isinstance(found, ox.QueryTriples):
        kind, columns = "graph", ["subject", "predicate", "object"]
        terms = ([triple.subject, triple.predicate, triple.object] for triple in found)
    else:
        kind, columns = "select", [variable.value for variable in found.variables]
        terms = ([solution[name] for name in columns] for solution in found)
    for row in terms:
        if len(rows) == max_rows:
            cut = True
            break
        rows.append([None if term is None else str(term) for term in row])
    return {"kind": kind, "columns": columns, "rows": rows, "cut": cut}


def _say(reply: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
