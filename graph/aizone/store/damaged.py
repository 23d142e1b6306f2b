"""Files that cannot be loaded: the error that names each and its cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..errors import N_, WorkspaceError


class DamagedFilesError(WorkspaceError):
    """Files that cannot be loaded; as one error it is about the first of them.

    Args:
        errors: the error of each file.
    """

    def __init__(self, errors: Mapping[Path, WorkspaceError]) -> None:
        self.errors = dict(errors)
        first = next(iter(self.errors.values()))
        super().__init__(first.where, first.what, first.next_step, **first.values)


def unreadable(path: Path, error: OSError) -> WorkspaceError:
    """The error for a file that is there and cannot be opened: it may be whole."""
    return WorkspaceError(
        str(path),
        N_("cannot be read ({detail}); what it says does not count until then."),
        N_("Check who may read it, or take it from a backup; do not remove it."),
        detail=error.strerror or error,
    )


@contextmanager
def damaged(path: Path) -> Iterator[None]:
    """Turn what a parser says of a file into a `WorkspaceError` that names the file and the cure.

    The cure is never to remove a file in which people wrote or decided something: it cannot be made again.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
    except (SyntaxError, ValueError) as error:
        raise WorkspaceError(
            str(path),
            N_("is damaged ({detail}) and does not count until it is mended."),
            N_("Run 'aizone rebuild', which reads its document again; or restore it from a backup.")
            if path.suffix == ".nq"
            else N_("Mend that line, or take the file from a backup; do not remove it."),
            detail=error,
        ) from error
