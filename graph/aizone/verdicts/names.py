"""Decisions about names: a name means a unit, two units are one, they are not the same, or there is a unit that no registry has.

`units/decisions.ttl` of a workspace holds these decisions, one block each: a plain statement for the registry, then who decided
it, when and why (PROV). The registry and the graph read the statement like that of any registry file.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from ..errors import N_, UsageError, WorkspaceError
from ..iri import compact, mint
from ..model.units import Place
from ..text.read_files import read_edited
from ..units.names import full_form, normalize
from ..units.places import read_off, slug
from ..units.registry import UnitRegistry
from ..vocab import AZ, DCTERMS, OWL, PROV, RDF, SKOS, XSD
from .attribution import Attribution
from .ledger import Ledger, attributed, reason
from .turtle import Part, Says, Shorthand, Statements

Verb = OneOf["alias", "merge", "not-same", "unit", "place"]

_LONGEST_NAME = 80
_DESCRIBING = frozenset({"unit", "place"})
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
    the unit. 'unit': the subject is a unit of that full name, of the class `kind`, in the place `place`. 'place': it is a place of that
    full name, on the level `kind`, in `place` (None where that is not known).
    """

    verb: Verb
    subject: NamedNode
    object: NamedNode | str
    made: Attribution
    kind: str = ""
    place: NamedNode | None = None

    @property
    def statement(self) -> Part:
        """The statement that the registry gets."""
        if self.verb in _DESCRIBING:
            return self.subject, self._described()
        if isinstance(self.object, str):
            term = SKOS.altLabel if self.verb == "alias" else AZ.notLabel
            return self.subject, [(term, Literal(normalize(self.object), language="zh"))]
        return self.subject, [(DCTERMS.isReplacedBy if self.verb == "merge" else OWL.differentFrom, self.object)]

    def _described(self) -> Says:
        """A unit or a place that no registry has, as a registry describes it."""
        label = str(self.object)
        says: list[tuple[NamedNode, NamedNode | Literal]] = [(SKOS.prefLabel, Literal(label, language="zh"))]
        if self.verb == "unit":
            says.insert(0, (RDF.type, AZ[self.kind]))
            return [*says, *([(DCTERMS.spatial, self.place)] if self.place is not None else [])]
        says.insert(0, (RDF.type, AZ.Place))
        says += [(SKOS.altLabel, Literal(name, language="zh")) for name in read_off(label, None).names]
        says.append((AZ.level, Literal(self.kind)))
        return [*says, *([(AZ.partOf, self.place)] if self.place is not None else [])]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from what is decided and when."""
        return _digest(_IN_FULL.statements(self.statement), self.made.when)


def _descriptions(said: Statements, node: NamedNode, made: Attribution) -> Iterator[Decision]:
    """The decisions that may have described a unit or a place as a file does."""
    for label in said.values(node, SKOS.prefLabel):
        for kind in said.values(node, RDF.type):
            if not isinstance(kind, NamedNode) or not compact(kind).startswith("az:"):
                continue
            if kind == AZ.Place:
                level = said.words(node, AZ.level) or ""
                yield Decision("place", node, label.value, made, level, said.node(node, AZ.partOf))
            else:
                name = compact(kind).removeprefix("az:")
                yield Decision("unit", node, label.value, made, name, said.node(node, DCTERMS.spatial))


def described_by(decisions: Iterable[Decision]) -> bytes:
    """The units and places that decisions make, as N-Quads."""
    parts = (one.statement for one in decisions if one.verb in _DESCRIBING)
    return "".join(f"{node} {term} {value} .\n" for node, says in parts for term, value in says).encode()


def new_unit(label: str, kind: str, place: Place, registry: UnitRegistry, made: Attribution) -> tuple[Decision, ...]:
    """The decisions that make a unit which no registry has, and its place where no registry has that either.

    Args:
        label: its full name.
        kind: its class, such as 'GovernmentUnit'.
        place: where it is.
        registry: the registries as they are.
        made: who decides, when and why.
    """
    name = normalize(label)
    unit = Decision("unit", mint("unit", slug(place), name), name, made, kind, place.iri)
    if place.iri in registry.places and not registry.places[place.iri].provisional:
        return (unit,)
    return (Decision("place", place.iri, place.label, made, place.level, place.parent), unit)


def _digest(statement: str, when: str) -> str:
    return hashlib.sha256(f"{statement}\n{when}".encode()).hexdigest()[:12]


class NameLedger(Ledger[Decision]):
    """The decisions about names of one workspace.

    Args:
        path: their file.
        registries: the other registry files of the workspace.
        base: the files of the base registry.
    """

    act = "name"
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
        for described in _descriptions(said, unit, made):
            if node == self.node(described):
                return described
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
        commented = statement.replace("\n", "\n# ")
        return f"{before}\n# taken back: {commented}\n{node} {after}"

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
        text = read_edited(self.path).decode() if self.path.exists() else None
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
        if decision.verb == "unit" and (decision.place, full_form(name)) in registry.by_place_and_name:
            raise UsageError(where, N_("'{name}' is known already."), N_("Search for it and choose it."), name=name)
        if decision.verb == "alias" and name in registry.not_named.get(subject, frozenset()):
            raise UsageError(where, N_("it is recorded that '{name}' does not mean this unit."), take_back, name=name)
    elif other == subject:
        raise UsageError(where, N_("both names mean the same unit."), N_("Name two."))
    elif decision.verb == "merge" and registry.are_different(subject, other):
        raise UsageError(where, N_("it is recorded that these are two units."), take_back)
    elif decision.verb == "not-same" and other in {registry.replaced.get(subject), subject}:
        raise UsageError(where, N_("it is recorded that these are one unit."), take_back)
