"""Decisions about names: a name means a unit, two units are one, or they are not the same.

`units/decisions.ttl` of a workspace holds these decisions, one block each: a plain statement for the registry, then who decided
it, when and why (PROV). The registry and the graph read the statement like that of any registry file.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from ..errors import N_, UsageError, WorkspaceError
from ..iri import mint
from ..units.names import normalize
from ..units.registry import UnitRegistry
from ..vocab import AZ, DCTERMS, OWL, PROV, RDF, SKOS, XSD
from .attribution import Attribution
from .ledger import Ledger, attributed, reason
from .turtle import Part, Says, Shorthand, Statements

Verb = OneOf["alias", "merge", "not-same"]

_LONGEST_NAME = 80
_IN_FULL = Shorthand()
_VERBS: dict[NamedNode, Verb] = {
    SKOS.altLabel: "alias",
    AZ.notLabel: "not-same",
    DCTERMS.isReplacedBy: "merge",
    OWL.differentFrom: "not-same",
}
"""The property that a decision adds to the registry, and the decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `subject` is the unit it is about, `object` another unit or a written name.

    'alias': the name means the unit. 'merge': the subject is the object. 'not-same': they are two, or the name does not mean
    the unit.
    """

    verb: Verb
    subject: NamedNode
    object: NamedNode | str
    made: Attribution

    @property
    def statement(self) -> Part:
        """The triple that the registry gets."""
        if isinstance(self.object, str):
            term = SKOS.altLabel if self.verb == "alias" else AZ.notLabel
            return self.subject, [(term, Literal(normalize(self.object), language="zh"))]
        return self.subject, [(DCTERMS.isReplacedBy if self.verb == "merge" else OWL.differentFrom, self.object)]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from what is decided and when."""
        return _digest(_IN_FULL.statements(self.statement), self.made.when)


def _digest(statement: str, when: str) -> str:
    return hashlib.sha256(f"{statement}\n{when}".encode()).hexdigest()[:12]


class NameLedger(Ledger[Decision]):
    """The decisions about names of one workspace.

    Args:
        path: their file.
        registries: the other registry files of the workspace.
        base: the files of the base registry.
    """

    comment = """# Decisions about the names of units, recorded by `aizone units`; comments and lines of your own are kept.
"""
    shorthand = _IN_FULL
    node_class = PROV.Activity

    def __init__(self, path: Path, registries: Sequence[Path], base: Sequence[Path]) -> None:
        super().__init__(path)
        self._registries = registries
        self._base = base

    def node(self, verdict: Decision) -> NamedNode:
        """The IRI of a new decision."""
        return mint("decision", verdict.id)

    def title(self, verdict: Decision) -> str:
        """The verb."""
        return verdict.verb

    def parts(self, verdict: Decision) -> list[Part]:
        """The triple that the registry gets, and the record of the decision."""
        said: Says = [
            (RDF.type, PROV.Activity),
            (DCTERMS.created, Literal(verdict.made.when, datatype=XSD.dateTime)),
            (DCTERMS.creator, Literal(verdict.made.by)),
            *reason(verdict.made),
            (PROV.used, verdict.subject),
        ]
        return [verdict.statement, (self.node(verdict), said)]

    def decode(self, node: NamedNode, said: Statements) -> Decision | None:
        """The decision of a node; None for other activities, and when its statement was changed or removed by hand.

        Block and statement belong together by the digest in the node's IRI.
        """
        made, unit = attributed(said, node), said.node(node, PROV.used)
        if made is None or unit is None:
            return None
        for term, verb in _VERBS.items():
            for value in said.values(unit, term):
                other = value if isinstance(value, NamedNode) else value.value
                if node == mint("decision", _digest(_IN_FULL.statements((unit, [(term, value)])), made.when)):
                    return Decision(verb, unit, other, made)
        return None

    def without_effect(self, text: str, node: NamedNode, verdict: Decision) -> str:
        """The text with the decision's statement commented out, so that it no longer counts for registry and graph.

        Raises:
            WorkspaceError: somebody edited the block, so that the statement is not found above it.
        """
        statement = _IN_FULL.statements(verdict.statement)
        before, found, after = text.partition(f"\n{statement}\n{node} ")
        if not found:
            raise WorkspaceError(
                str(self.path),
                N_("the statement of decision {id} is not the line above its block."),
                N_("Take it out by hand: {statement}"),
                id=verdict.id,
                statement=statement,
            )
        return f"{before}\n# taken back: {statement}\n{node} {after}"

    def check(self, text: str) -> UnitRegistry:
        """Refuse a changed file that contradicts the registries; returns them as they would be with it.

        Raises:
            RegistryError: says why.
        """
        with tempfile.TemporaryDirectory() as folder:
            candidate = Path(folder) / self.path.name
            candidate.write_text(text, "utf-8")
            return UnitRegistry.load([*self._registries, candidate], self._base)

    def registry_with(self, decisions: Sequence[Decision], registry: UnitRegistry) -> UnitRegistry:
        """The registries as they will be with more decisions.

        Args:
            decisions: in the order in which they were made.
            registry: the registries as they are.

        Raises:
            UsageError: a decision contradicts an earlier one.
            RegistryError: a decision contradicts the registries.
        """
        text = self.path.read_text("utf-8") if self.path.exists() else None
        for count, decision in enumerate(decisions, start=1):
            check_decision(decision, registry)
            registry = self.check(self.changed(text, decisions[:count], {}))
        return registry


def check_decision(decision: Decision, registry: UnitRegistry) -> None:
    """Refuse a decision that contradicts an earlier one or means nothing.

    Raises:
        UsageError: it does; says why.
    """
    subject, other = decision.subject, decision.object
    where = f"aizone units {decision.verb}"
    take_back = N_("Take that back first: 'aizone units decisions' lists what was decided.")
    if isinstance(other, str):
        name = normalize(other)
        if not name or len(name) > _LONGEST_NAME:
            raise UsageError(
                where, N_("'{name}' is not a valid name."), N_("Write it as the plan does."), name=other[:40]
            )
        if decision.verb == "alias" and name in registry.not_named.get(subject, frozenset()):
            raise UsageError(where, N_("it is recorded that '{name}' does not mean this unit."), take_back, name=name)
    elif other == subject:
        raise UsageError(where, N_("both names mean the same unit."), N_("Name two."))
    elif decision.verb == "merge" and registry.are_different(subject, other):
        raise UsageError(where, N_("it is recorded that these are two units."), take_back)
    elif decision.verb == "not-same" and other in {registry.replaced.get(subject), subject}:
        raise UsageError(where, N_("it is recorded that these are one unit."), take_back)
