"""What plans are read with: the registries, gazetteers and schemes of a workspace."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..extract import Gazetteer, Knowledge
from ..extract.owners.assignments import OrderRule
from ..units import UnitRegistry
from ..verdicts.names import HEAD, Decision, check_decision
from ..verdicts.names import to_turtle as decision_turtle
from ..workspace import Workspace


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto") -> Knowledge:
    """The registries, gazetteers and schemes of a workspace, and the topics of the ontology."""
    topics = Gazetteer.from_turtle([workspace.paths.ontology / "schemes.ttl"], types=("Technology", "ApplicationField"))
    return Knowledge(
        registry=UnitRegistry.load(workspace.paths.shared("units"), workspace.paths.base_units()),
        topics=Gazetteer.from_schemes(workspace.paths.shared("schemes"), after=topics),
        entities=Gazetteer.from_turtle(workspace.paths.shared("entities")),
        order_rule=order_rule,
    )


def draft_knowledge(workspace: Workspace, decisions: Sequence[Decision]) -> Knowledge:
    """The workspace's knowledge as it will be with more decisions about names.

    Raises:
        UsageError: one contradicts an earlier one.
        RegistryError: one contradicts the registries.
    """
    knowledge = load_knowledge(workspace)
    known = knowledge.registry
    for count, decision in enumerate(decisions, start=1):
        check_decision(decision, known)
        known = _registry_with(workspace, decisions[:count])
    return replace(knowledge, registry=known)


def _registry_with(workspace: Workspace, decisions: Sequence[Decision]) -> UnitRegistry:
    shared = workspace.paths.shared("units")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.ttl"
        path.write_text(HEAD + "".join(map(decision_turtle, decisions)), "utf-8")
        return UnitRegistry.load([*shared, path], workspace.paths.base_units())
