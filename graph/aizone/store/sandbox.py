"""Runs untrusted queries in a killable child process.

A query cannot be stopped inside its process: the engine has no time limit, and signals wait for the native call to end. So
untrusted queries run in a worker, which stays warm between queries. Messages are JSON: {"query", "max_rows"} is answered with
{"kind", "columns", "rows", "cut"} or {"error"}.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import Any

from ..errors import N_, AizoneError, QueryError, QueryLimitError
from ..processes import ChildEndedError, ChildProcess, ChildTimeoutError, Limits, serve
from ..settings import Settings
from .base import Rows, Store
from .source import StoreSource

_START_S = 120.0
"""Loading the workspace does not count as the query's time, but is bounded as well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: r rows of c terms as N-Triples text (None where unbound); `cut` when there were more rows.

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
        self._child: ChildProcess | None = None

    def run(self, query: str) -> Answer:
        """Run one query.

        Raises:
            QueryError: it does not parse or is not allowed.
            QueryLimitError: it took more time or memory than it may.
        """
        request = json.dumps({"query": query, "max_rows": self._settings.query_max_rows})
        with self._lock:
            child = self._started()
            try:
                reply = child.ask(request.encode())
            except ChildTimeoutError as error:
                raise QueryLimitError(
                    "query",
                    N_("took more than {seconds} seconds and was stopped."),
                    N_("Start from something bound, or add LIMIT."),
                    seconds=f"{self._settings.query_timeout_s:g}",
                ) from error
            except ChildEndedError as error:
                raise QueryLimitError(
                    "query",
                    N_("was stopped: it needs more memory than it may use, or nests too deeply."),
                    N_("Narrow it down."),
                ) from error
        return _answer(json.loads(reply))

    def close(self) -> None:
        """Stop the worker."""
        with self._lock:
            if self._child is not None:
                self._child.close()
                self._child = None

    def _started(self) -> ChildProcess:
        if self._child is None or not self._child.is_alive:
            self._source.prepare()  # building takes as long as it takes
            limits = Limits(self._settings.query_memory_bytes, self._settings.query_timeout_s)
            self._child = ChildProcess(__name__, limits)
            try:
                self._child.ask(self._source.to_json().encode(), timeout_s=_START_S)
            except (ChildTimeoutError, ChildEndedError) as error:
                raise QueryError(
                    "query", N_("the query process could not load the workspace."), N_("Run: aizone validate")
                ) from error
        return self._child


def _answer(reply: dict[str, Any]) -> Answer:
    if "error" in reply:
        where, what, next_step, values = reply["error"]
        raise QueryError(where, what, next_step, **values)
    return Answer(reply["kind"], tuple(reply["columns"]), [tuple(row) for row in reply["rows"]], reply["cut"])


def _main() -> None:
    """The child: load the graph named by the first message, then answer queries."""
    opened: list[Store] = []

    def load(source: bytes) -> None:
        opened.append(StoreSource.from_json(source.decode()).open())

    serve(lambda request: json.dumps(_reply(opened[0], json.loads(request))).encode(), prepare=load)


def _reply(store: Store, request: dict[str, Any]) -> dict[str, Any]:
    try:
        found = store.run(request["query"], max_rows=request["max_rows"])
    except AizoneError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return {"error": [error.where, error.what, error.next_step, values]}
    if isinstance(found, bool):
        return {"kind": "ask", "columns": ["answer"], "rows": [["true" if found else "false"]], "cut": False}
    if isinstance(found, Rows):
        rows = [[None if term is None else str(term) for term in row] for row in found.rows]
        return {"kind": "select", "columns": found.columns, "rows": rows, "cut": found.cut}
    triples = [[str(triple.subject), str(triple.predicate), str(triple.object)] for triple in found.triples]
    return {"kind": "graph", "columns": ["subject", "predicate", "object"], "rows": triples, "cut": found.cut}


if __name__ == "__main__":
    _main()
