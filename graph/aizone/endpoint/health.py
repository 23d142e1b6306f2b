"""The sign of life: is the workspace readable, in which layout, and does its store answer?

It answers without a login, so it names no plan; and it is asked often, so one look serves all who ask within two seconds.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as TooLongError
from pathlib import Path
from typing import Any

from ..errors import AizoneError
from ..store.older_layout import LAYOUT
from ..version import __version__
from ..workspace.layout import read_layout
from .current import CurrentWorkspace
from .veiled import veiled

_HELD_S = 2.0
_PATIENCE_S = 3.0
"""A store that has not answered by then is busy with the queries of others, which is no reason to end the server."""


class Health:
    """Looks after a workspace for a probe; safe to share between threads.

    Args:
        current: the workspace.
    """

    def __init__(self, current: CurrentWorkspace) -> None:
        self._current = current
        self._lock = threading.Lock()
        self._looking = ThreadPoolExecutor(1, "health")
        self._asked: Future[dict[str, Any]] | None = None
        self._at = 0.0

    def look(self) -> tuple[int, dict[str, Any]]:
        """The status of the answer, and what it says.

        Returns:
            200 while the workspace answers, whole ('ok'), without its damaged files ('degraded') or later ('busy'); 503 when it does
            not ('failing').
        """
        with self._lock:
            is_old = time.monotonic() - self._at > _HELD_S
            if self._asked is None or (self._asked.done() and is_old):
                self._asked, self._at = self._looking.submit(self._look), time.monotonic()
            asked = self._asked
        wait([asked], _PATIENCE_S)
        try:
            said = asked.result(timeout=0)
        except TooLongError:
            said = {"status": "busy", "version": __version__}
        return 503 if said["status"] == "failing" else 200, said

    def _look(self) -> dict[str, Any]:
        said: dict[str, Any] = {"status": "failing", "version": __version__, "readable": False, "store_answers": False}
        try:
            opened = self._current.get()
            workspace = opened.workspace
            plans, layout = len(workspace.plan_slugs()), read_layout(workspace.paths)
            said |= {"readable": True, "writable": workspace.can_write(), "layout": layout, "layout_known": LAYOUT}
            said |= {"revision": opened.revision, "plans": plans}
            opened.pool.run(Path(__file__).with_name("alive.rq").read_text("utf-8"), session="health")
            damaged = len(workspace.store.damaged)
            said |= {"status": "degraded" if damaged else "ok", "store_answers": True, "damaged_files": damaged}
        except AizoneError as error:
            told = veiled(error, str)
            said["error"] = told.what.format(**told.values)
        except OSError as error:
            said["error"] = error.strerror or type(error).__name__
        return said
