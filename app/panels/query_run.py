"""A query that a visitor runs: in a thread of its own, so that the page stays and it can be cancelled; its answer stays for the visit."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import streamlit as st

from aizone.app import visitor
from aizone.errors import AizoneError, QueryError
from aizone.queries.cautions import cautions
from aizone.queries.empty_answers import EmptyReason, reasons_for_no_rows
from aizone.queries.mistake import Mistake
from aizone.queries.mistakes import find_mistakes
from aizone.store.base import Dataset, Store
from aizone.store.sandbox import Answer, Cancellation, CancelledError, QueryPool

_KEY = "query-run"
_AT_ONCE_S = 0.6
"""Most answers are there so soon that the page need not say that it waits."""


@dataclass
class QueryRun:
    """One run: its text, and when it is done its answer, or why there is none; whether invented examples were left out."""

    text: str
    started: float
    thread: threading.Thread | None = None
    cancellation: Cancellation = field(default_factory=Cancellation)
    answer: Answer | None = None
    error: AizoneError | None = None
    mistakes: tuple[Mistake, ...] = ()
    reasons: tuple[EmptyReason, ...] = ()
    is_real_only: bool = False

    @property
    def is_running(self) -> bool:
        """True until the answer or the error is there."""
        return self.thread is not None and self.thread.is_alive()

    @property
    def waited(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.started


def last_run() -> QueryRun | None:
    """The run of this visit, if there was one."""
    found: QueryRun | None = st.session_state.get(_KEY)
    return found


def forget() -> None:
    """Leave the last answer behind."""
    st.session_state.pop(_KEY, None)


def start(text: str, pool: QueryPool, session: str, store: Store, dataset: Dataset | None = None) -> QueryRun:
    """Run a query; one that still runs is cancelled. Waits a moment, so that quick answers come at once.

    Args:
        text: the query.
        pool: the workers.
        session: who asks.
        store: where the addresses of a query without an answer are looked up.
        dataset: the graphs to ask; None to leave it to the query, which asks all of them where it names none.
    """
    before = last_run()
    if before is not None and before.is_running:
        before.cancellation.cancel()
    run = QueryRun(text, time.monotonic(), is_real_only=dataset is not None)

    counted = visitor.queries_at_once()

    def work() -> None:
        try:
            with counted.one_more(session):
                run.answer = pool.run(text, session=session, cancellation=run.cancellation, dataset=dataset)
            run.mistakes = tuple(cautions(text))
            if run.answer.found_nothing:
                run.reasons = tuple(reasons_for_no_rows(text, store, dataset))
        except QueryError as error:
            run.error = error
            run.mistakes = tuple(find_mistakes(text, error))
        except (AizoneError, CancelledError) as error:
            run.error = error

    run.thread = threading.Thread(target=work, daemon=True)
    run.thread.start()
    st.session_state[_KEY] = run
    run.thread.join(_AT_ONCE_S)
    return run
