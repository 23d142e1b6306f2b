"""The knowledge that plans are read with: the registries, gazetteers and schemes of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..extract import Gazetteer, Knowledge
from ..extract.owners.assignments import OrderRule
from ..units import UnitRegistry
from ..verdicts.names import Decision
from ..workspace import Workspace
from ..workspace.files import names_decided


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto", explain: bool = False) -> Knowledge:
    """The registries, gazetteers and schemes of a workspace, and the topics of the ontology."""
    decided = names_decided(workspace.paths)  # before they are read: what is decided meanwhile must be noticed
    topics = Gazetteer.from_turtle([workspace.paths.ontology / "schemes.ttl"], types=("Technology", "ApplicationField"))
    return Knowledge(
        registry=UnitRegistry.load(workspace.paths.shared("units"), workspace.paths.base_units()),
        topics=Gazetteer.from_schemes(workspace.paths.shared("schemes"), after=topics),
        entities=Gazetteer.from_turtle(workspace.paths.shared("entities")),
        order_rule=order_rule,
        explain=explain,
        decided=decided,
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
