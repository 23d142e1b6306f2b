"""Builds the store on disk in a child process, which can be stopped: the engine's loading cannot.

The task and the messages are JSON. A stopped child leaves what is finished, and the next one continues it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, AizoneError, WorkspaceError
from ..processes import ChildEndedError, follow, tell_parent
from .cache import build
from .loaded import GraphFile
from .progress import BuildStep, Tell


def build_apart(cache: Path, revision: str, files: Sequence[GraphFile], *, again: bool, tell: Tell) -> None:
    """Build the store of a revision as `cache.build` does, in a child process.

    Raises:
        WorkspaceError: a file is not RDF, or the store cannot be written; says where.
    """
    named = [[str(path), None if graph is None else graph.value] for path, graph in files]
    task = json.dumps({"cache": str(cache), "revision": revision, "files": named, "again": again})
    try:
        with closing(follow(__name__, task.encode())) as told:
            for message in map(json.loads, told):
                if "error" in message:
                    where, what, next_step, values = message["error"]
                    raise WorkspaceError(where, what, next_step, **values)
                tell(BuildStep(**message))
    except ChildEndedError as error:
        raise WorkspaceError(
            str(cache), N_("cannot be built ({detail})."), N_("Run: aizone rebuild"), detail=error
        ) from error


def _build(task: bytes, send: Callable[[bytes], None]) -> None:
    asked = json.loads(task)
    files = [(Path(path), None if graph is None else ox.NamedNode(graph)) for path, graph in asked["files"]]
    cache = Path(asked["cache"])
    try:
        build(
            cache,
            asked["revision"],
            files,
            again=asked["again"],
            tell=lambda step: send(json.dumps(asdict(step)).encode()),
        )
    except (AizoneError, OSError) as error:
        said = (
            error
            if isinstance(error, AizoneError)
            else WorkspaceError(str(cache), N_("cannot be written ({detail})."), "", detail=error)
        )
        values = {name: str(value) for name, value in said.values.items()}
        send(json.dumps({"error": [said.where, said.what, said.next_step, values]}).encode())


if __name__ == "__main__":
    tell_parent(_build)
