"""The files of a workspace themselves: damaged ones, what dead writers left behind, documents that are not what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from ..errors import N_, AizoneError, WorkspaceError
from ..store.damaged import unreadable
from ..store.older_layout import is_older
from ..text.read_files import read_edited, read_file
from . import Workspace
from .commit import JOURNAL
from .layout import layout_problem
from .log_check import BrokenLine
from .paths import Paths
from .removed import check_removed
from .scenarios import read_scenario, scenario_names
from .strays import strays

_BEGIN_AGAIN = N_(
    "Take the folder log/ from a backup; without one, 'aizone log --begin-again' sets aside what is left, and begins the log again with a line that says so."
)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One file, what is wrong with it and what to do; 'Info' when nothing is lost."""

    severity: Literal["Violation", "Info"]
    error: AizoneError


def check_files(workspace: Workspace, slugs: Iterable[str] | None = None) -> Iterator[FileProblem]:
    """Read every file that cannot be derived, and report those that are not as they were written; each once.

    Args:
        workspace: the workspace.
        slugs: the plans whose files are read; None for all.
    """
    told: set[str] = set()
    for problem in _problems(workspace, slugs):
        if problem.severity == "Violation" or problem.error.where not in told:
            yield problem
        told.add(problem.error.where)


def _problems(workspace: Workspace, slugs: Iterable[str] | None) -> Iterator[FileProblem]:
    paths = workspace.paths
    closed = paths.closed_folders()
    yield from (FileProblem("Violation", error) for error in closed.values())
    if paths.plans not in closed:
        for slug in workspace.plan_slugs() if slugs is None else slugs:
            yield from _check_plan(workspace, slug)
        yield from _check_layout(workspace)
    for path in _written_by_people(paths):
        yield from _check_turtle(path)
    yield from _check_others(paths, closed)
    if (paths.root / JOURNAL).exists():
        yield FileProblem("Info", _goes(paths.root / JOURNAL))
    if closed.keys().isdisjoint({paths.plans, paths.sources}):
        yield from (FileProblem("Info", _goes(path)) for path in strays(paths))
    if paths.log not in closed:
        yield from _check_log(workspace)


def damaged_by_hand(where: str, detail: object) -> WorkspaceError:
    """The error for a file of Turtle that people write or decide in; never to be removed, for it cannot be made again."""
    return WorkspaceError(
        where,
        N_("cannot be read ({detail}); what it says does not count until then."),
        N_("Mend that line, or take the file from a backup; do not remove it."),
        detail=detail,
    )


def _check_plan(workspace: Workspace, slug: str) -> Iterator[FileProblem]:
    try:
        stored = workspace.stored_plan(slug)
    except WorkspaceError as error:
        yield FileProblem("Violation", error)
        return
    try:
        path = workspace.source_of(stored) if stored is not None else None
    except WorkspaceError:  # the folder of documents is closed, which is said once
        return
    if path is None or stored is None:
        return
    if _digest(path) != stored.digest:
        changed = WorkspaceError(
            str(path),
            N_("is no longer the document that the plan was read from: its checksum differs."),
            N_("Restore it from a backup, or ingest the plan again."),
        )
        yield FileProblem("Violation", changed)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except OSError:
        return ""


def _check_turtle(path: Path) -> Iterator[FileProblem]:
    try:
        data = read_edited(path)
        for _triple in ox.parse(data, format=ox.RdfFormat.TURTLE):
            pass
    except OSError as error:
        yield FileProblem("Violation", unreadable(path, error))
        return
    except (SyntaxError, ValueError) as error:
        yield FileProblem("Violation", damaged_by_hand(str(path), error))
        return
    if not data.strip():
        empty = WorkspaceError(
            str(path),
            N_("is empty: what it said does not count until then."),
            N_("Take it from a backup; one that is to say nothing has a line that begins with #."),
        )
        yield FileProblem("Violation", empty)


def _check_others(paths: Paths, closed: Collection[Path]) -> Iterator[FileProblem]:
    """Scenarios, saved questions and removed plans: each is left out of its list when it is damaged, so it is named here."""
    for name in scenario_names(paths) if paths.scenarios not in closed else ():
        try:
            read_scenario(paths, name)
        except AizoneError as error:  # also a name that nothing of ours gave
            yield FileProblem("Violation", error)
    for path in sorted(paths.questions.glob("*.rq")):
        try:
            read_edited(path).decode()
        except (OSError, UnicodeDecodeError) as error:
            yield FileProblem("Violation", _not_a_question(path, error))
    for path in sorted(paths.removed.glob("*.zip")):
        try:
            check_removed(path)
        except WorkspaceError as error:
            yield FileProblem("Violation", error)


def _not_a_question(path: Path, detail: Exception) -> WorkspaceError:
    return WorkspaceError(
        str(path), N_("is not a saved question ({detail})."), N_("Mend it, or take it from a backup."), detail=detail
    )


def _check_layout(workspace: Workspace) -> Iterator[FileProblem]:
    """The file that says how plan files are written, and notes the last write: damaged, or gone."""
    paths = workspace.paths
    reason = layout_problem(paths)
    if reason is not None:
        damaged = WorkspaceError(
            str(paths.layout),
            N_("does not say how the plan files are written ({detail})."),
            N_("Take it from a backup; 'aizone rebuild' writes it again without what it noted of the log of writes."),
            detail=reason,
        )
        yield FileProblem("Violation", damaged)
    elif not paths.layout.exists() and paths.plan_slugs() and not any(map(_may_be_older, _plan_files(paths))):
        gone = WorkspaceError(
            str(paths.layout),
            N_("is gone: it said how the plan files are written, and noted the last line of the log of writes."),
            N_("Take it from a backup; 'aizone rebuild' writes it again without what it noted of the log of writes."),
        )
        yield FileProblem("Violation", gone)


def _plan_files(paths: Paths) -> Iterator[Path]:
    return (paths.plan(slug) for slug in paths.plan_slugs())


def _may_be_older(path: Path) -> bool:
    """True for a plan file of an older layout, and for one that cannot be read."""
    try:
        data = read_file(path)
    except OSError:
        return True
    return is_older(data)


def _check_log(workspace: Workspace) -> Iterator[FileProblem]:
    """Places where the log of writes is damaged, and files that it does not account for."""
    try:
        broken = workspace.log.check()
        differing = workspace.log.differing(workspace.paths.root)
    except WorkspaceError as error:
        yield FileProblem("Violation", error)
        return
    for one in broken:
        if one.loss != "line":
            yield FileProblem("Violation", _log_is_gone(one))
            continue
        damaged = WorkspaceError(
            str(one.file),
            N_("line {number} of the log of writes was changed or cut, or does not follow on the one before it."),
            _BEGIN_AGAIN,
            number=one.line,
        )
        yield FileProblem("Violation", damaged)
    for other in differing:
        if other.is_lost:
            yield FileProblem("Violation", _is_lost(other.file))
            continue
        told = WorkspaceError(
            str(other.file),
            N_("is not as the log of writes left it."),
            N_("It was changed outside aizone, or the last lines of the log are gone: a backup of the log has them."),
        )
        yield FileProblem("Info", told)


def _log_is_gone(one: BrokenLine) -> WorkspaceError:
    if one.loss == "beginning":
        what = N_("is to name the line that the log of writes begins with: the log or its beginning is gone.")
    else:
        what = N_("names the last line of the log of writes, which is not in the log: the log or its end is gone.")
    return WorkspaceError(str(one.file), what, _BEGIN_AGAIN)


def _is_lost(path: Path) -> WorkspaceError:
    return WorkspaceError(
        str(path),
        N_("is gone or empty, though the log of writes says what was in it."),
        N_(
            "Take it from a backup; if somebody removed it on purpose, 'aizone log --begin-again' has the log forget it and says so there."
        ),
    )


def _written_by_people(paths: Paths) -> list[Path]:
    folders = ("units", "entities", "schemes", "corrections", "verdicts", "matches", "plans")
    return [path for name in folders for path in sorted((paths.root / name).glob("*.ttl"))]


def _goes(path: Path) -> WorkspaceError:
    return WorkspaceError(str(path), N_("was left behind by a process that died."), N_("The next write removes it."))
