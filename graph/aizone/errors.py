"""The errors that aizone raises on purpose, in one tree.

    AizoneError
    ├── UsageError              a call or command that cannot mean anything
    │   ├── UnknownTermError    a vocabulary term that does not exist (also an AttributeError)
    │   ├── UnknownNameError    a unit, task, query or entity that does not exist
    │   └── AmbiguousNameError  a name that fits several
    ├── DocumentError           a file that cannot be read as a plan
    ├── SchedulerError          a cluster that cannot be reached, or cannot go on reading
    ├── RegistryError           a unit registry or gazetteer that contradicts itself
    ├── WorkspaceError          a workspace that cannot be read or written
    │   ├── MeanwhileError      somebody else decided or stored something first; nothing was stored
    │   ├── RefusedError        somebody may not do this; nothing was changed
    │   └── RemoteStoreError    a store at an address that cannot be reached, or does not answer as it should
    ├── QueryError              a SPARQL text that does not parse or is not allowed
    │   └── QueryLimitError     a query stopped by its time or size limit
    ├── SystemRefusedError      the operating system refuses: a full disk, no more open files, no memory
    └── MissingExtraError       a feature whose optional libraries are not installed

An error says where, what, and what to do next; `str(error)` is one line.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Sequence

Translate = Callable[[str], str]

_MOST_OF_NAME = 200
_MOST_CANDIDATES = 8
_FULL_STOPS = ("。", "！", "？")


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where the error is shown."""
    return message


def in_one_line(*sentences: str) -> str:
    """Sentences in one line: a blank between them, which Chinese does not have after its full stop.

    Examples:
        >>> in_one_line("It does not exist.", "Check the path."), in_one_line("文件不存在。", "请检查路径。")
        ('It does not exist. Check the path.', '文件不存在。请检查路径。')
    """
    line = ""
    for sentence in filter(None, (" ".join(one.split()) for one in sentences)):
        line += sentence if not line or line.endswith(_FULL_STOPS) else f" {sentence}"
    return line


class AizoneError(Exception):
    """Base of all deliberate errors.

    Args:
        where: the file, query or argument concerned; may be empty.
        what: what is wrong with it: a message with `{fields}`.
        next_step: what the reader can do about it, likewise; may be empty.
        values: the fields' values.
    """

    def __init__(self, where: str, what: str, next_step: str = "", **values: object) -> None:
        self.where = where
        self.what = what
        self.next_step = next_step
        self.values = values
        super().__init__(where, what, next_step)

    def __str__(self) -> str:
        return self.line(lambda message: message)

    def line(self, translate: Translate) -> str:
        """The error in one line, its messages put through a translator."""
        what, next_step = (
            translate(message).format(**self.values) if message else "" for message in (self.what, self.next_step)
        )
        head = f"{self.where}: {what}" if self.where else what
        return in_one_line(head, next_step)


class UsageError(AizoneError):
    """A call or a command that cannot mean anything."""


class UnknownTermError(UsageError, AttributeError):
    """A term that a closed vocabulary does not define."""


class UnknownNameError(UsageError):
    """A written name that nothing in the workspace has.

    Args:
        where: the argument that held the name.
        name: the name as written.
        nearest: the closest known names, best first.
    """

    def __init__(self, where: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        hint = N_("Did you mean {nearest}?") if self.nearest else ""
        shown = name if len(name) <= _MOST_OF_NAME else f"{name[: _MOST_OF_NAME - 1]}…"
        super().__init__(where, N_("nothing is called '{name}'."), hint, name=shown, nearest=", ".join(self.nearest))


class AmbiguousNameError(UsageError):
    """A written name that fits several things.

    Args:
        where: the argument that held the name.
        name: the name as written.
        candidates: the full names it may mean.
    """

    def __init__(self, where: str, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        several = ", ".join(self.candidates[:_MOST_CANDIDATES])
        more = len(self.candidates) - _MOST_CANDIDATES
        super().__init__(
            where,
            N_("'{name}' may be {several}.") if more <= 0 else N_("'{name}' may be {several} and {more} more."),
            N_("Write the full name, or the address in brackets."),
            name=name,
            several=several,
            more=more,
        )


class DocumentError(AizoneError):
    """A file that cannot be read as a plan."""


class SchedulerError(AizoneError):
    """A cluster that cannot be reached, has no workers that fit, or was lost."""


class RegistryError(AizoneError):
    """A unit registry or a gazetteer that cannot be used."""

    @classmethod
    def unreadable(cls, path: object, error: OSError) -> RegistryError:
        """The error for one that is there and cannot be opened: it may be whole."""
        return cls(
            str(path),
            N_("cannot be read ({detail})."),
            N_("Check who may read it, or take it from a backup; do not remove it."),
            detail=error.strerror or error,
        )


class WorkspaceError(AizoneError):
    """A workspace that cannot be read or written."""


class MeanwhileError(WorkspaceError):
    """Somebody else decided or stored something since the caller looked; nothing was stored."""


class RefusedError(WorkspaceError):
    """Somebody may not do this here; nothing was changed."""


class RemoteStoreError(WorkspaceError):
    """A store at an address that cannot be reached, or does not answer as it should."""


class QueryError(AizoneError):
    """A SPARQL text that does not parse or asks for what is not allowed."""


class QueryLimitError(QueryError):
    """A query stopped because it passed its time or size limit."""


class QueryCutWarning(UserWarning):
    """An answer that ends at a limit; the rows found until then are there.

    Args:
        limit: 'seconds', 'bytes' or 'memory'.
        rows: how many there are.
    """

    def __init__(self, limit: str, rows: int) -> None:
        self.limit = limit
        self.rows = rows
        super().__init__(f"the answer was cut off at its limit of {limit}; it has the {rows} rows found until then")


class SystemRefusedError(AizoneError):
    """The operating system refuses what any program needs: room on the disk, open files, memory.

    Args:
        error: what it says.
        where: what was done; a file that the system names counts more.
    """

    def __init__(self, error: OSError | MemoryError, where: str = "") -> None:
        code = errno.ENOMEM if isinstance(error, MemoryError) else error.errno
        named = error.filename if isinstance(error, OSError) else None
        name = where if named is None else os.fsdecode(named) if isinstance(named, str | bytes) else str(named)
        what, next_step = _REFUSALS.get(
            code or 0,
            (
                N_("cannot be read or written ({detail})."),
                N_("Check that it is a file, who may read and write it, and the room on the disk."),
            ),
        )
        folder, detail = tempfile.gettempdir(), os.strerror(code) if code else str(error)
        super().__init__(name, what, next_step, detail=detail, folder=folder)


_NO_ROOM = (
    N_("finds no more room on a disk ({detail})."),
    N_("Make room, also in {folder}, where files are kept for a moment; the variable TMPDIR names another folder."),
)
_NO_FILES = (
    N_("may not open more files ({detail})."),
    N_("Close other programs, or allow more: ulimit -n."),
)
_NO_MEMORY = (
    N_("gets no more memory ({detail})."),
    N_("Close other programs, or do it on a machine that has more."),
)
_REFUSALS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _NO_ROOM),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), _NO_FILES),
    **dict.fromkeys((errno.ENOMEM, errno.EAGAIN), _NO_MEMORY),
}


REFUSALS = (AizoneError, OSError, MemoryError)
"""What stops one file of several, and not the others."""


def deliberate(error: AizoneError | OSError | MemoryError, where: str = "") -> AizoneError:
    """The error as one of ours, for what goes on with the next file or page after it."""
    return error if isinstance(error, AizoneError) else SystemRefusedError(error, where)


class MissingExtraError(AizoneError):
    """A feature whose optional libraries are not installed.

    Args:
        feature: what was asked for.
        extra: the extra of the distribution that carries it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            feature,
            N_("needs libraries that are not installed."),
            N_("Run: pip install 'aizone-graph[{extra}]'"),
            extra=extra,
        )
