"""The knowledge that plans are read with: the registries, gazetteers and schemes of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..extract import Gazetteer, Knowledge
from ..extract.owners.assignments import OrderRule
from ..units import UnitRegistry
from ..units.file_states import FileState, states_of
from ..verdicts.names import Decision
from ..workspace import Workspace
from ..workspace.files import names_decided


@dataclass(frozen=True, slots=True)
class KnowledgeFiles:
    """The files that knowledge is read from: registries, base registries, topics of the ontology, schemes, gazetteers."""

    units: tuple[Path, ...]
    base_units: tuple[Path, ...]
    topics: tuple[Path, ...]
    schemes: tuple[Path, ...]
    entities: tuple[Path, ...]

    @classmethod
    def of(cls, workspace: Workspace) -> KnowledgeFiles:
        """Those of a workspace, with the shipped ones that it does not replace."""
        paths = workspace.paths
        return cls(
            units=tuple(paths.shared("units")),
            base_units=tuple(paths.base_units()),
            topics=(paths.ontology / "schemes.ttl",),
            schemes=tuple(paths.shared("schemes")),
            entities=tuple(paths.shared("entities")),
        )

    def read(self, *, decided: str, order_rule: OrderRule = "auto", explain: bool = False) -> Knowledge:
        """The knowledge that they hold.

        While the files stay as they are, they are read once, and what was made of them for earlier plans serves again.

        Args:
            decided: the state of the decisions about names that are among them, taken before.
            order_rule: whether first-listed units lead.
            explain: whether facts name the rules they were read by.
        """
        topics, entities = _read_gazetteers(states_of(self.topics), states_of(self.schemes), states_of(self.entities))
        return Knowledge(
            registry=_read_registry(states_of(self.units), states_of(self.base_units)),
            topics=topics,
            entities=entities,
            order_rule=order_rule,
            explain=explain,
            decided=decided,
        )


def load_knowledge(workspace: Workspace, *, order_rule: OrderRule = "auto", explain: bool = False) -> Knowledge:
    """The registries, gazetteers and schemes of a workspace, and the topics of the ontology; see `KnowledgeFiles.read`."""
    decided = names_decided(workspace.paths)  # before they are read: what is decided meanwhile must be noticed
    return KnowledgeFiles.of(workspace).read(decided=decided, order_rule=order_rule, explain=explain)


@lru_cache(maxsize=2)  # the workspace at work, and another beside it
def _read_registry(units: tuple[FileState, ...], base_units: tuple[FileState, ...]) -> UnitRegistry:
    """The registry of some files, which those who use it do not change."""
    return UnitRegistry.load([path for path, *_ in units], [path for path, *_ in base_units])


@lru_cache(maxsize=2)
def _read_gazetteers(
    topics: tuple[FileState, ...], schemes: tuple[FileState, ...], entities: tuple[FileState, ...]
) -> tuple[Gazetteer, Gazetteer]:
    """The topics and the things of some files, which those who use them do not change."""
    named = Gazetteer.from_turtle([path for path, *_ in topics], types=("Technology", "ApplicationField"))
    return (
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
