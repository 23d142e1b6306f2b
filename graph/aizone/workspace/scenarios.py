"""Named scenarios of a workspace: supposed changes kept in a file each, apart from the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert

from ..analysis.what_if.changes import Change, DropUnit, MergeUnit, MoveLead, RenameUnit, SplitUnit
from ..errors import N_, UnknownNameError, UsageError, WorkspaceError
from .files import one_writer
from .paths import Paths

# '并入发改委', 'merge-2': a name that is a file's name on any system and leads into no other folder
_NAME = re.compile(r"\w[\w -]{0,59}")
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
    """The names of all scenarios, sorted."""
    return sorted(path.stem for path in _folder(paths).glob("*.json"))


def read_scenario(paths: Paths, name: str) -> Scenario:
    """Read a scenario.

    Raises:
        UnknownNameError: there is none of this name.
        WorkspaceError: its file is damaged.
    """
    path = _path(paths, name)
    if not path.exists():
        raise UnknownNameError("scenario", name, scenario_names(paths)[:3])
    try:
        found = json.loads(path.read_text("utf-8"))
        return Scenario(name, found["plan"], tuple(map(_change, found["changes"])))
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise WorkspaceError(
            str(path), N_("holds no scenario ({detail})."), N_("Correct the file or remove it."), detail=error
        ) from error


def write_scenario(paths: Paths, scenario: Scenario) -> Path:
    """Keep a scenario; one of the same name is replaced. Returns its file.

    Raises:
        UsageError: the name cannot be a file's name.
        WorkspaceError: the folder cannot be written.
    """
    from ..store.atomic import write_atomically

    path = _path(paths, scenario.name)
    with one_writer(paths):
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, (json.dumps(as_json(scenario), ensure_ascii=False, indent=2) + "\n").encode())
    return path


def discard_scenario(paths: Paths, name: str) -> None:
    """Remove a scenario.

    Raises:
        UnknownNameError: there is none of this name.
        WorkspaceError: the folder cannot be written.
    """
    path = _path(paths, name)
    with one_writer(paths):
        if not path.exists():
            raise UnknownNameError("scenario", name, scenario_names(paths)[:3])
        path.unlink()


def as_json(scenario: Scenario) -> dict[str, object]:
    """A scenario as its file holds it."""
    return {"plan": scenario.plan, "changes": changes_as_json(scenario.changes)}


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


def _folder(paths: Paths) -> Path:
    return paths.root / "scenarios"


def _path(paths: Paths, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}'",
            N_("cannot name a scenario."),
            N_("Use up to 60 letters, digits, blanks, hyphens and underscores."),
        )
    return _folder(paths) / f"{name}.json"
