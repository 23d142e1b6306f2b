"""A workspace in one file, and back: everything that cannot be derived, each file with its SHA-256, checked on both ways.

The file is a zip archive whose first member, `manifest.json`, lists the others. The store on disk is left out: it is built again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import N_, WorkspaceError
from ..settings import settings_from
from ..store import disk
from ..store.atomic import write_atomically
from ..store.damaged import unreadable
from ..text.read_files import read_file
from ..version import __version__
from . import Workspace
from .lock import can_write, one_writer
from .people import local_person
from .write_log import Deed, WriteLog

_FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the number of its files and their bytes together, and those of its plans; and the files that it could not take."""

    files: int
    bytes: int
    plans: int
    left_out: tuple[WorkspaceError, ...] = ()


def write_backup(workspace: Workspace, path: Path) -> Backup:
    """Write a workspace to one file, whole or not at all, and read it back to check it.

    Args:
        workspace: no other process writes to it meanwhile.
        path: the file; one of that name is replaced.

    Returns:
        what it holds; files and folders of the workspace that cannot be read are left out and named.

    Raises:
        WorkspaceError: the file is inside the workspace or cannot be written, or what was written does not read back.
    """
    root = workspace.paths.root
    if path.resolve().is_relative_to(root.resolve()):
        raise WorkspaceError(
            str(path),
            N_("is inside the workspace, and would be lost with it."),
            N_("Name a file in another folder, best on another disk."),
        )
    lock: AbstractContextManager[None] = one_writer(workspace.paths) if can_write(workspace.paths) else nullcontext()
    try:
        beginning = f"{disk.STAGED}{path.name}-"
        _remove_left(path.absolute().parent, beginning)
        disk.announce("write", path)
        handle, name = tempfile.mkstemp(prefix=beginning, dir=path.absolute().parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    staged = Path(name)
    try:
        with lock, os.fdopen(handle, "wb") as stream:
            try:
                left_out = _write(root, stream)
                stream.flush()
                disk.announce("sync", staged)
                os.fsync(stream.fileno())
            except OSError as error:  # of the backup, not of the workspace that is held
                raise _cannot_write(path, error) from error
        found = check_backup(staged)
        disk.rename(staged, path)
        disk.sync_folder(path.absolute().parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        staged.unlink(missing_ok=True)
    return replace(found, left_out=left_out)


def check_backup(path: Path) -> Backup:
    """Read every file of a backup and compare it with its checksum.

    Raises:
        WorkspaceError: it is not a backup, or damaged; says where.
    """
    with _opened(path) as (archive, listed):
        for name, said in listed.items():
            _copy(archive, name, said, None, path)
        return _summary(listed)


def restore_backup(path: Path, root: Path) -> Backup:
    """Make a workspace from a backup, whole or not at all.

    Args:
        path: the backup.
        root: a folder that does not exist or is empty.

    Raises:
        WorkspaceError: the folder holds something, cannot be written, or the backup is damaged.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise WorkspaceError(
            str(root),
            N_("holds something already; a backup is restored into a new folder."),
            N_("Name another one with --workspace, or move this one away."),
        )
    making: Path | None = None
    try:
        root.absolute().parent.mkdir(parents=True, exist_ok=True)
        beginning = f".restoring-{root.name}-"
        _remove_left(root.absolute().parent, beginning)
        making = Path(tempfile.mkdtemp(prefix=beginning, dir=root.absolute().parent))
        with _opened(path) as (archive, listed):
            for name, said in listed.items():
                target = making / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(archive, name, said, target, path)
        _log_restored(making, path)
        for folder in {making, *(place.parent for place in making.rglob("*"))}:
            disk.sync_folder(folder)
        making.chmod(0o755)
        if root.exists():
            root.rmdir()
        disk.rename(making, root)
        try:
            disk.sync_folder(root.absolute().parent)
        except OSError:  # what says that it failed did not happen
            shutil.rmtree(root, ignore_errors=True)
            raise
        return _summary(listed)
    except OSError as error:
        raise _cannot_write(root, error) from error
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)


def _log_restored(root: Path, backup: Path) -> None:
    """Have the log of writes say that the workspace was made from a backup."""
    settings = settings_from(os.environ)
    log = WriteLog(root / "log", most_bytes=settings.log_bytes, most_files=settings.log_files)
    line = log.prepare(root, Deed("restore", (backup.name,)), local_person(), {})
    for path, data in log.notes(line, {}).items():
        write_atomically(path, data)
    disk.append(line.path, line.size, line.data)


def _write(root: Path, stream: Any) -> tuple[WorkspaceError, ...]:  # noqa: ANN401 - any binary stream
    """Write the files of a workspace, with their list before them; returns what could not be read."""
    listed: dict[str, dict[str, Any]] = {}
    names, left_out = _files_below(root)
    for path in names:
        try:
            data = read_file(path)
        except OSError as error:
            left_out.append(unreadable(path, error))
            continue
        listed[path.relative_to(root).as_posix()] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = {"format": _FORMAT, "aizone": __version__, "files": listed}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        for name in listed:
            archive.write(root / name, f"workspace/{name}")
    return tuple(left_out)


def _files_below(root: Path) -> tuple[list[Path], list[WorkspaceError]]:
    """The files of a workspace that cannot be derived (not the cache, the lock, nor what is being written), and the closed folders.

    Folders that are links count like others, each place once: plans on another disk are read like those in the folder.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for folder, names, files in os.walk(root, onerror=closed.append, followlinks=True):
        at = Path(folder)
        state = at.stat()
        if (state.st_dev, state.st_ino) in seen:
            names.clear()
            continue
        seen.add((state.st_dev, state.st_ino))
        names[:] = [name for name in names if not name.startswith(".")]
        found += [at / name for name in files if not name.startswith(".") and _is_file(at / name)]
    return sorted(found), [unreadable(Path(error.filename), error) for error in closed]


def _is_file(path: Path) -> bool:
    """False for a pipe, a device or a link to nothing; True for a file out of reach, which is then named."""
    try:
        return path.is_file()
    except OSError:
        return True


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, dict[str, Any]]]]:
    """A backup with its list of files, each name checked to lead into the workspace."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            listed = manifest["files"]
            if manifest["format"] != _FORMAT:
                raise WorkspaceError(
                    str(path), N_("is a backup of a newer version."), N_("Install the newer aizone that wrote it.")
                )
            for name in listed:
                parts = PurePosixPath(name).parts
                is_hidden = any(part.startswith(".") for part in parts)  # '..', and '.journal', which we would finish
                if not parts or is_hidden or name.startswith("/") or "\\" in name or ":" in name:
                    raise _damaged(path, name)
            yield archive, listed
    except FileNotFoundError as error:
        raise WorkspaceError(str(path), N_("does not exist."), N_("Check the path.")) from error
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise _damaged(path, str(error)) from error


def _copy(archive: zipfile.ZipFile, name: str, said: dict[str, Any], target: Path | None, path: Path) -> None:
    """Read a file of a backup, compare it with what the list says, and write it where a target is given."""
    digest, left = hashlib.sha256(), int(said["bytes"])
    try:
        with archive.open(f"workspace/{name}") as source, contextlib.ExitStack() as stack:
            if target is not None:
                disk.announce("write", target)
            stream = stack.enter_context(target.open("wb")) if target is not None else None
            while piece := source.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _damaged(path, name)
                digest.update(piece)
                if stream is not None:
                    stream.write(piece)
            if stream is not None:
                stream.flush()
                os.fsync(stream.fileno())
    except zlib.error as error:
        raise _damaged(path, name) from error
    if left or digest.hexdigest() != said["sha256"]:
        raise _damaged(path, name)


def _remove_left(folder: Path, beginning: str) -> None:
    """Remove what an earlier try for the same place left in its folder when it died."""
    for left in folder.iterdir():
        if left.name.startswith(beginning):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def _summary(listed: dict[str, dict[str, Any]]) -> Backup:
    plans = sum(name.startswith("plans/") and name.endswith(".nq") for name in listed)
    return Backup(len(listed), sum(int(said["bytes"]) for said in listed.values()), plans)


def _damaged(path: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(
        str(path), N_("is not a whole backup ({detail})."), N_("Use an earlier one."), detail=detail[:200]
    )


def _cannot_write(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        str(path),
        N_("cannot be written ({detail})."),
        N_("Check the path and the room on the disk."),
        detail=error.strerror,
    )
