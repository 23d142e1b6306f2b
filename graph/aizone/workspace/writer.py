"""The one way into the files of a workspace: a person who may not is refused, one process writes at a time, and each write is logged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .commit import commit
from .lock import one_writer
from .paths import Paths
from .people import Access, Person
from .write_log import Deed, WriteLog

_commits = 0


def commits_made() -> int:
    """How many changes this process has made to workspaces: while it stays the same, what was read of one before holds as far as this process goes."""
    return _commits


def _count_commit() -> None:
    global _commits
    _commits += 1


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to a workspace in the name of somebody.

    Args:
        paths: of the workspace.
        who: says who it is, at the time of the write.
        log: gets a line for each write.
    """

    paths: Paths
    who: Callable[[], Person]
    log: WriteLog

    @contextmanager
    def hold(self, least: Access = "review") -> Iterator[Person]:
        """Hold the workspace for one writer, who may do what needs `least`; yields them.

        Raises:
            RefusedError: they may not.
            WorkspaceError: another process is writing, or the folder cannot be written.
        """
        person = self.who()
        person.check(least)
        with one_writer(self.paths):
            yield person

    def commit(
        self, person: Person, deed: Deed, puts: Mapping[Path, bytes | None], gone: Collection[Path] = ()
    ) -> None:
        """Change files and log it, all or nothing; inside `hold`.

        Args:
            person: as `hold` gives them.
            deed: what is done.
            puts: the new content of each file; None removes one.
            gone: files that are of no use after that; they go as soon as possible.

        Raises:
            OSError: a file or the log cannot be written; nothing was changed.
        """
        if not puts:
            return
        line = self.log.prepare(self.paths.root, deed, person, {**puts, **dict.fromkeys(gone)})
        try:
            commit(self.paths.root, {**puts, **self.log.notes(line, puts)}, gone, line)
        finally:
            _count_commit()

    def begin_log_again(self) -> None:
        """Set aside what is left of a damaged log, and begin it again with a line that says so.

        Raises:
            RefusedError: the person is not an administrator.
            WorkspaceError: another process is writing, or the folder cannot be written.
        """
        with self.hold("admin") as person:
            self.log.begin_again(self.paths.root, person)
