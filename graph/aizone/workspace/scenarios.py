"""Named scenarios of a workspace: supposed changes kept in a file each, apart from the graph.

`scenarios/<name>.ttl` is RDF (`scenario_turtle`); the `.json` that earlier versions wrote is read as well, and replaced when its
scenario is kept again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert

from ..analysis.what_if.changes import Change, DropUnit, MergeUnit, MoveLead, RenameUnit, SplitUnit, supposed
from ..errors import N_, MeanwhileError, UnknownNameError, UsageError, WorkspaceError
from ..i18n import Lang
from ..projections.assignment_nodes import read_assignment_nodes
from ..projections.clauses import read_clauses
from ..store import Store
from ..text.read_files import read_edited
from .paths import Paths, listed
from .scenario_turtle import Supposition, from_turtle, to_turtle
from .write_log import Deed
from .writer import Writer

# '并入发改委', 'merge-2': a name that is a file's name on any system and leads into no other folder
_NAME = re.compile(r"\w[\w -]{0,59}")
_SUFFIXES = (".ttl", ".json")
_KINDS: Mapping[str, type[Change]] = {
    "merge": MergeUnit,
    "split": SplitUnit,
    "rename": RenameUnit,
    "drop": DropUnit,
    "move_lead": MoveLead,
}
_KIND_OF = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Supposed changes to a plan (its CURIE), in the order in which they are made."""

    name: str
    plan: str
    changes: tuple[Change, ...]


def scenario_names(paths: Paths) -> list[str]:
    """The names of all scenarios, sorted.

    Raises:
        WorkspaceError: their folder cannot be looked into.
    """
    return sorted({path.stem for suffix in _SUFFIXES for path in listed(paths.scenarios, f"*{suffix}")})


def read_scenario(paths: Paths, name: str) -> Scenario:
    """Read a scenario.

    Raises:
        UnknownNameError: there is none of this name.
        WorkspaceError: its file is damaged.
    """
    path = _file(paths, name)
    try:
        text = read_edited(path).decode().replace("\r\n", "\n")
        if path.suffix == ".json":
            found = json.loads(text)
            return Scenario(name, found["plan"], tuple(map(_change, found["changes"])))
        return Scenario(name, *from_turtle(text, path))
    except (OSError, ValueError, KeyError, TypeError, ValidationError, RecursionError) as error:
        raise WorkspaceError(
            str(path),
            N_("holds no scenario ({detail})."),
            N_("Correct the file, or take it from a backup."),
            detail=error,
        ) from error


def suppose(store: Store, plan: str, changes: Iterable[Change], lang: Lang) -> Supposition:
    """A plan before and after some changes.

    Args:
        store: the graph.
        plan: its CURIE.
        changes: in the order in which they are made.
        lang: language of labels.

    Raises:
        KeyError: a change names a unit that owns nothing by then, or a measure that is not in the plan.
    """
    before = read_clauses(store, plan, lang)
    return Supposition(before, supposed(before, changes), read_assignment_nodes(store, plan))


def write_scenario(
    writer: Writer, scenario: Scenario, supposition: Supposition, *, instead_of: Collection[Scenario] | None = None
) -> Path:
    """Keep a scenario; one of the same name is replaced. Returns its file.

    Args:
        writer: of the workspace.
        scenario: what is supposed.
        supposition: what follows from it, with Chinese labels.
        instead_of: the scenarios that may be replaced, those that the person has seen; None for any.

    Raises:
        MeanwhileError: another scenario has this name.
        UsageError: the name cannot be a file's name.
        RefusedError: the person may not keep any.
        WorkspaceError: the folder cannot be written.
    """
    path = _path(writer.paths, scenario.name)
    text = to_turtle(scenario.name, scenario.plan, scenario.changes, supposition)
    after = changes_to_text(scenario.changes)
    with writer.hold() as person:
        path.parent.mkdir(exist_ok=True)
        _check_replaces(writer.paths, scenario, instead_of)
        old = [other for other in [path.with_suffix(".json")] if other.exists()]
        writer.commit(person, Deed("scenario", (scenario.name,), after=(after,)), {path: text.encode()}, old)
    return path


def _check_replaces(paths: Paths, scenario: Scenario, instead_of: Collection[Scenario] | None) -> None:
    if instead_of is None or scenario.name not in scenario_names(paths):
        return
    if read_scenario(paths, scenario.name) not in (scenario, *instead_of):
        raise MeanwhileError(
            f"'{scenario.name}'",
            N_("is the name of another scenario that is kept; nothing was kept."),
            N_("Choose another name, or open that scenario first."),
        )


def discard_scenario(writer: Writer, name: str) -> None:
    """Remove a scenario.

    Raises:
        UnknownNameError: there is none of this name.
        WorkspaceError: the folder cannot be written.
    """
    with writer.hold() as person:
        path = _file(writer.paths, name)
        kept = [path.with_suffix(suffix) for suffix in _SUFFIXES]
        writer.commit(person, Deed("scenario", (name,)), {one: None for one in kept if one.exists()})


def changes_as_json(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Changes as plain values; `change` is 'merge', 'split', 'rename', 'drop' or 'move_lead'."""
    return [{"change": _KIND_OF[type(change)], **asdict(change)} for change in changes]


def changes_to_text(changes: Iterable[Change]) -> str:
    """Changes in one line of text, as an address holds them."""
    return json.dumps(changes_as_json(changes), ensure_ascii=False, separators=(",", ":"))


def changes_from_text(text: str) -> tuple[Change, ...]:
    """The changes of such a line; none when it is not one."""
    try:
        return tuple(map(_change, json.loads(text or "[]")))
    except (ValueError, KeyError, TypeError, ValidationError):
        return ()


def _change(found: Mapping[str, Any]) -> Change:
    kind = _KINDS[found["change"]]
    return convert({key: value for key, value in found.items() if key != "change"}, kind)


def _file(paths: Paths, name: str) -> Path:
    """The file that holds a scenario.

    Raises:
        UnknownNameError: there is none of this name.
    """
    found = next((path for suffix in _SUFFIXES if os.path.lexists(path := _path(paths, name, suffix))), None)
    if found is None:
        raise UnknownNameError("scenario", name, scenario_names(paths)[:3])
    return found


def _path(paths: Paths, name: str, suffix: str = _SUFFIXES[0]) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}'",
            N_("cannot name a scenario."),
            N_("Use up to 60 letters, digits, blanks, hyphens and underscores."),
        )
    return paths.scenarios / f"{name}{suffix}"
