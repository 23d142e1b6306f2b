"""A change of several files of a workspace that happens whole or not at all, whatever dies when.

The new files are written beside the old ones first, and the disk is asked to keep them. Then a journal names them, they are
renamed one by one, a line is added to the log of writes, and the journal goes. A process that dies before the journal is there has
changed nothing; one that dies after it leaves a journal, and the next one that opens or writes the workspace finishes the work
(`finish`). When a step fails instead, what was renamed gets its old content back, so that a write that says it failed did not
happen, and a change whose line cannot be written does not happen either. Where that fails as well (the disk is gone, and stays so),
that cannot be promised, and the error says so.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..store import disk
from ..store.atomic import held, put_back, write_atomically

JOURNAL = ".journal"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line for the end of a log: the file, its length before, and the line with its break."""

    path: Path
    size: int
    data: bytes


class UnfinishedError(OSError):
    """A change that a disk stopped in the middle and that cannot be taken back: the next one who can write the workspace finishes it."""


def commit(
    root: Path, puts: Mapping[Path, bytes | None], gone: Collection[Path] = (), line: LogLine | None = None
) -> None:
    """Give files new content, or remove them, then say so in the log; the caller holds the workspace's lock.

    Args:
        root: the workspace's folder.
        puts: the new content of each file, in the order in which they change; None removes one. Their folders exist.
        gone: files that are of no use after that. One that cannot be removed stays, and the next write removes it.
        line: what the log says about it.

    Raises:
        OSError: the folder cannot be written, or the disk is full; all files are then as they were.
        UnfinishedError: it cannot be written any more, and files are not as they were.
    """
    if not puts and not gone:
        return
    before = {path: held(path) for path in puts}
    staged: dict[Path, Path | None] = {}
    journal = root / JOURNAL
    try:
        for path, data in puts.items():
            staged[path] = None if data is None else disk.stage(path, data)
        write_atomically(journal, _listed(root, staged, gone, line))
        _rename(staged)
        if line is not None:
            disk.append(line.path, line.size, line.data)
    except BaseException as failed:
        try:
            _undo(root, journal, staged, before, line)
        except OSError as again:
            if isinstance(failed, OSError) and journal.exists():
                raise UnfinishedError(failed.errno or 0, failed.strerror) from again
        raise
    with contextlib.suppress(OSError):  # it has happened: what cannot be tidied now is tidied by the next write
        _remove(gone)
        disk.remove(journal)


def finish(root: Path) -> None:
    """Finish the change that a process left unfinished; the caller holds the workspace's lock.

    Raises:
        OSError: the folder cannot be written.
    """
    journal = root / JOURNAL
    text = held(journal)
    if text is None:
        return
    try:
        said = json.loads(text)
        staged = {_inside(root, path): _inside(root, name) if name is not None else None for path, name in said["puts"]}
        gone = [_inside(root, path) for path in said["gone"]]
        line = _line(root, said.get("line"))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):  # it is not one of ours
        disk.remove(journal)
        return
    _rename({path: name for path, name in staged.items() if name is None or name.exists()})
    if line is not None:
        disk.append(line.path, line.size, line.data)
    _remove(gone)
    disk.remove(journal)


def left_over(root: Path, folders: Iterable[Path]) -> list[Path]:
    """The new files of writers that died; those of one that is writing now, while somebody holds the lock.

    Args:
        root: the workspace's folder.
        folders: those in which files are written.
    """
    return [path for folder in (root, *folders) for path in sorted(folder.glob(f"{disk.STAGED}*"))]


def _listed(root: Path, staged: Mapping[Path, Path | None], gone: Collection[Path], line: LogLine | None) -> bytes:
    at = _plain(root)  # the staged names are absolute, the root is as it was given: 'data', 'a/../b'

    def below(path: Path) -> str:
        return str(_plain(path).relative_to(at))

    puts = [[below(path), below(name) if name is not None else None] for path, name in staged.items()]
    said: dict[str, Any] = {"puts": puts, "gone": [below(path) for path in gone]}
    if line is not None:
        said["line"] = [below(line.path), line.size, line.data.decode()]
    return json.dumps(said).encode()


def _line(root: Path, said: Any) -> LogLine | None:  # noqa: ANN401 - what the journal holds
    return None if said is None else LogLine(_inside(root, said[0]), int(said[1]), str(said[2]).encode())


def _inside(root: Path, name: str) -> Path:
    """A path that a journal names; a folder from elsewhere may hold a journal that names others.

    Raises:
        ValueError: it leads out of the workspace.
    """
    path = root / name
    if not is_inside(path, root):
        raise ValueError(name)
    return path


def is_inside(path: Path, root: Path) -> bool:
    """True if a path leads to a file below a folder, also through links; a link to itself leads nowhere, and is where it is."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _plain(path: Path) -> Path:
    """A path from the root of the file system without '..', as the names of staged files are."""
    return Path(os.path.normpath(path.absolute()))


def _rename(staged: Mapping[Path, Path | None]) -> None:
    for path, name in staged.items():
        if name is None:
            disk.remove(path)
        else:
            disk.rename(name, path)
    for folder in dict.fromkeys(path.parent for path in staged):
        disk.sync_folder(folder)


def _remove(gone: Iterable[Path]) -> None:
    for path in gone:
        disk.remove(path)


def _undo(
    root: Path,
    journal: Path,
    staged: Mapping[Path, Path | None],
    before: Mapping[Path, bytes | None],
    line: LogLine | None,
) -> None:
    """Give files their old content back: by a journal of their own, so that dying meanwhile leaves no mixture."""
    changed = [path for path in staged if held(path) != before[path]]
    if line is not None and line.path.exists() and line.path.stat().st_size > line.size:
        disk.append(line.path, line.size, b"")
    if changed and journal.exists():
        again = {path: None if (data := before[path]) is None else disk.stage(path, data) for path in changed}
        write_atomically(journal, _listed(root, again, (), None))
        with contextlib.suppress(OSError):  # the disk that failed may fail to sync again; each file is looked at below
            _rename(again)
    for path in changed:
        put_back(path, before[path])
    disk.remove(journal)
    for name in staged.values():
        if name is not None:
            name.unlink(missing_ok=True)
