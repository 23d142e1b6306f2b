"""A change of several files of a workspace that happens whole or not at all, whatever dies when.

The new files are written beside the old ones first, and the disk is asked to keep them. Then a journal names them, they are
renamed one by one, and the journal goes. A process that dies before the journal is there has changed nothing; one that dies
after it leaves a journal, and the next one that opens or writes the workspace finishes the work (`finish`). When a step fails
instead, what was renamed gets its old content back, so that a write that says it failed did not happen.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from ..store import disk
from ..store.atomic import held, put_back, write_atomically

JOURNAL = ".journal"


def commit(root: Path, puts: Mapping[Path, bytes], gone: Collection[Path] = ()) -> None:
    """Give files new content, then remove others; the caller holds the workspace's lock.

    Args:
        root: the workspace's folder.
        puts: the new content of each file, in the order in which they change; their folders exist.
        gone: files that are of no use after that. One that cannot be removed stays, and the next write removes it.

    Raises:
        OSError: the folder cannot be written, or the disk is full; all files are then as they were.
    """
    if not puts and not gone:
        return
    if len(puts) == 1 and not gone:
        ((path, data),) = puts.items()
        write_atomically(path, data)
        return
    before = {path: held(path) for path in puts}
    staged: dict[Path, Path] = {}
    journal = root / JOURNAL
    try:
        for path, data in puts.items():
            staged[path] = disk.stage(path, data)
        write_atomically(journal, _listed(root, staged, gone))
        _rename(staged)
    except BaseException:
        with contextlib.suppress(OSError):
            _undo(root, journal, staged, before)
        raise
    with contextlib.suppress(OSError):  # it has happened: what cannot be tidied now is tidied by the next write
        _remove(gone)
        disk.remove(journal)


def remove_together(root: Path, gone: Sequence[Path]) -> None:
    """Remove files, all or none; the caller holds the workspace's lock.

    Args:
        root: the workspace's folder.
        gone: the files, the most important one first.

    Raises:
        OSError: the first cannot be removed; nothing was.
    """
    journal = root / JOURNAL
    write_atomically(journal, _listed(root, {}, gone))
    try:
        disk.remove(gone[0])
        disk.sync_folder(gone[0].parent)
    except OSError:
        if gone[0].exists():
            with contextlib.suppress(OSError):
                disk.remove(journal)
        raise
    with contextlib.suppress(OSError):  # it has happened: the next write removes what is left
        _remove(gone[1:])
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
        staged = {root / path: root / name for path, name in said["puts"]}
        gone = [root / path for path in said["gone"]]
    except (ValueError, KeyError, TypeError):  # cannot happen: it is written whole
        disk.remove(journal)
        return
    _rename({path: name for path, name in staged.items() if name.exists()})
    _remove(gone)
    disk.remove(journal)


def left_over(root: Path, folders: Iterable[Path]) -> list[Path]:
    """The new files of writers that died; those of one that is writing now, while somebody holds the lock.

    Args:
        root: the workspace's folder.
        folders: those in which files are written.
    """
    return [path for folder in (root, *folders) for path in sorted(folder.glob(f"{disk.STAGED}*"))]


def _listed(root: Path, staged: Mapping[Path, Path], gone: Collection[Path]) -> bytes:
    at = root.absolute()  # the staged names are absolute, the root is as it was given

    def below(path: Path) -> str:
        return str(path.absolute().relative_to(at))

    puts = [[below(path), below(name)] for path, name in staged.items()]
    return json.dumps({"puts": puts, "gone": [below(path) for path in gone]}).encode()


def _rename(staged: Mapping[Path, Path]) -> None:
    for path, name in staged.items():
        disk.rename(name, path)
    for folder in dict.fromkeys(path.parent for path in staged):
        disk.sync_folder(folder)


def _remove(gone: Iterable[Path]) -> None:
    for path in gone:
        disk.remove(path)


def _undo(root: Path, journal: Path, staged: Mapping[Path, Path], before: Mapping[Path, bytes | None]) -> None:
    """Give files their old content back: by a journal of their own, so that dying meanwhile leaves no mixture."""
    changed = [path for path in staged if held(path) != before[path]]
    if changed and journal.exists():
        again = {path: disk.stage(path, data) for path in changed if (data := before[path]) is not None}
        write_atomically(journal, _listed(root, again, [path for path in changed if before[path] is None]))
        _rename(again)
        _remove(path for path in changed if before[path] is None)
    for path in changed:
        put_back(path, before[path])
    disk.remove(journal)
    for name in staged.values():
        name.unlink(missing_ok=True)
