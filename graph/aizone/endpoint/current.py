"""The workspace as its files are now, for a server that runs while plans are added."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..settings import Settings
from ..store.sandbox import QueryPool
from ..workspace import Workspace, workspace_of

_LOOK_S = 1.0
"""A change is seen after so many seconds at most: looking at the times of a thousand files takes some milliseconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace at one revision, with the pool that answers queries about it."""

    workspace: Workspace
    revision: str
    pool: QueryPool


class CurrentWorkspace:
    """Opens the workspace again when its files have changed; safe to share between threads.

    A pool that is no longer current answers the queries it has begun; it is closed at the next change but one.

    Args:
        settings: where the workspace is, and how far queries go.
        clock: seconds that pass.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._before: Opened | None = None
        self._looked = 0.0

    @property
    def recent(self) -> Opened | None:
        """The workspace as it was a second ago at most; None when its files have to be looked at."""
        return self._opened if self._clock() - self._looked < _LOOK_S else None

    def get(self) -> Opened:
        """The workspace as it is now, or was a second ago.

        Raises:
            WorkspaceError: it cannot be opened.
        """
        opened, now = self.recent, self._clock()
        if opened is not None:
            return opened
        with self._lock:
            self._looked = now
            workspace = workspace_of(self._settings)
            revision = workspace.revision
            if self._opened is None or self._opened.revision != revision:
                if self._before is not None:
                    self._before.pool.close()
                self._before = self._opened
                self._opened = Opened(workspace, revision, QueryPool(workspace.source, self._settings))
            return self._opened

    def close(self) -> None:
        """End its processes."""
        with self._lock:
            for one in (self._before, self._opened):
                if one is not None:
                    one.pool.close()
            self._before = self._opened = None
