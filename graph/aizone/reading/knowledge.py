"""The knowledge that plans are read with: the registries, gazetteers and schemes of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ..extract import Gazetteer, Knowledge
from ..extract.owners.assignments import OrderRule
from ..units import UnitRegistry
from ..verdicts.names import Decision
from ..workspace import Workspace
from ..workspace.files import names_decided

_State = tuple[Path, int, int, int]
"""A file as it is: another record after every change, also one of the same size within the same moment by another file."""


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto", explain: bool = False) -> Knowledge:
    """The registries, gazetteers and schemes of a workspace, and the topics of the ontology.

    While the files stay as they are, they are read once, and what was made of them for earlier plans serves again.
    """
    decided = names_decided(workspace.paths)  # before they are read: what is decided meanwhile must be noticed
    paths = workspace.paths
    registry, topics, entities = _read(
        _states(paths.shared("units")),
        _states(paths.base_units()),
        _states([paths.ontology / "schemes.ttl"]),
        _states(paths.shared("schemes")),
        _states(paths.shared("entities")),
    )
    return Knowledge(
        registry=registry,
        topics=topics,
        entities=entities,
        order_rule=order_rule,
        explain=explain,
        decided=decided,
    )


def _states(paths: Iterable[Path]) -> tuple[_State, ...]:
    """The files as they are now; what cannot be looked at is told by those who read it."""
    states = []
    for path in paths:
        try:
            known = path.stat()
        except OSError:
            states.append((path, 0, 0, 0))
        else:
            states.append((path, known.st_ino, known.st_mtime_ns, known.st_size))
    return tuple(states)


@lru_cache(maxsize=2)  # the workspace at work, and another beside it
def _read(
    units: tuple[_State, ...],
    base_units: tuple[_State, ...],
    topics: tuple[_State, ...],
    schemes: tuple[_State, ...],
    entities: tuple[_State, ...],
) -> tuple[UnitRegistry, Gazetteer, Gazetteer]:
    """The registry, the topics and the things of some files; none of them is changed by those who use it."""
    named = Gazetteer.from_turtle([path for path, *_ in topics], types=("Technology", "ApplicationField"))
    return (
        UnitRegistry.load([path for path, *_ in units], [path for path, *_ in base_units]),
        Gazetteer.from_schemes([path for path, *_ in schemes], after=named),
        Gazetteer.from_turtle([path for path, *_ in entities]),
    )


def draft_knowledge(workspace: Workspace, decisions: Sequence[Decision]) -> Knowledge:
    """The workspace's knowledge as it will be with more decisions about names; what it reads says why, for a person checks it.

    Raises:
        UsageError: one contradicts an earlier one.
        RegistryError: one contradicts the registries.
    """
    knowledge = load_knowledge(workspace, explain=True)
    if not decisions:
        return knowledge
    return replace(knowledge, registry=workspace.name_ledger().registry_with(decisions, knowledge.registry))
