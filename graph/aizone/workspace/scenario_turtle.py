"""Scenarios as RDF (`az:Scenario`): the supposed changes in order, and the assignments that come and go by them.

Changes of units are change events of the W3C organization ontology, a moved lead is an activity; `dcterms:type` says which. The
assignments follow from the changes and are written for those who read the file as RDF; reading it back takes the changes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..analysis.what_if.changes import Change, DropUnit, MergeUnit, MoveLead, NewOwner, RenameUnit, SplitUnit
from ..iri import compact, expand, mint
from ..projections.assignment_nodes import AssignmentNodes
from ..projections.clauses import ClauseOwner, PlanClauses
from ..verdicts.turtle import Part, Says, Shorthand, Statements
from ..vocab import AZ, AZBASIS, AZROLE, DCTERMS, ORG, PROV, RDF, SCHEMA, SKOS, XSD

_SHORTHAND = Shorthand(("az", "azbasis", "azrole", "dcterms", "org", "prov", "rdf", "schema", "skos", "xsd"))
_COMMENT = """# A scenario: supposed changes to who owns what, for comparison; the plan itself stays as it is.
# 'aizone what-if NAME' compares it with the plan; the changes are read back from here.
"""


@dataclass(frozen=True, slots=True)
class Supposition:
    """A plan before and after the changes of a scenario, and the nodes of its assignments."""

    before: PlanClauses
    after: PlanClauses
    nodes: AssignmentNodes


def scenario_iri(name: str) -> NamedNode:
    """The IRI of a scenario."""
    return mint("scenario", name)


def to_turtle(name: str, plan: str, changes: tuple[Change, ...], supposition: Supposition) -> str:
    """A scenario as Turtle.

    Args:
        name: of the scenario.
        plan: CURIE of the plan it starts from.
        changes: in the order in which they are made.
        supposition: what follows from them.
    """
    node = scenario_iri(name)
    steps = [NamedNode(f"{node.value}#change{number}") for number in range(1, len(changes) + 1)]
    come = list(_come(node, supposition))
    said: Says = [
        (RDF.type, AZ.Scenario),
        (SKOS.prefLabel, Literal(name, language="zh")),
        (PROV.wasDerivedFrom, expand(plan)),
        *((PROV.wasGeneratedBy, step) for step in steps),
        *((AZ.supposes, one) for one, _says in come),
        *((AZ.setsAside, one) for one in _gone(supposition)),
    ]
    parts: list[Part] = [(node, said)]
    for number, (step, change) in enumerate(zip(steps, changes, strict=True), 1):
        parts += _change_parts(step, number, change)
    parts += come
    return _COMMENT + _SHORTHAND.declarations + "".join(f"\n{_SHORTHAND.statements(part)}\n" for part in parts)


def from_turtle(text: str, path: Path) -> tuple[str, tuple[Change, ...]]:
    """The plan (a CURIE) and the changes of such a file.

    Raises:
        WorkspaceError: it is not Turtle.
        ValueError: it holds no scenario, or a change that is incomplete.
    """
    said = Statements(text, path)
    node = next(said.of_type(AZ.Scenario), None)
    plan = said.node(node, PROV.wasDerivedFrom) if node is not None else None
    if node is None or plan is None:
        raise ValueError("az:Scenario, prov:wasDerivedFrom")
    steps = [step for step in said.values(node, PROV.wasGeneratedBy) if isinstance(step, NamedNode)]
    ordered = sorted(steps, key=lambda step: int(said.words(step, SCHEMA.position) or 0))
    return compact(plan), tuple(_change(step, said) for step in ordered)


# --- changes


def _change_parts(node: NamedNode, number: int, change: Change) -> Iterator[Part]:
    position = Literal(str(number), datatype=XSD.integer)
    kind = {MergeUnit: "merge", SplitUnit: "split", RenameUnit: "rename", DropUnit: "drop", MoveLead: "move_lead"}
    activity = PROV.Activity if isinstance(change, MoveLead) else ORG.ChangeEvent
    head: Says = [(RDF.type, activity), (DCTERMS.type, Literal(kind[type(change)])), (SCHEMA.position, position)]
    match change:
        case MergeUnit(unit, into):
            ends = [(ORG.originalOrganization, expand(unit)), (ORG.resultingOrganization, expand(into.unit))]
            owner: NewOwner | None = into
        case SplitUnit(unit, part, items):
            ends = [(ORG.originalOrganization, expand(unit)), (ORG.resultingOrganization, expand(part.unit))]
            ends += [(PROV.used, expand(item)) for item in items]
            owner = part
        case RenameUnit(unit, label):
            yield node, [*head, (ORG.originalOrganization, expand(unit)), (DCTERMS.title, Literal(label))]
            return
        case DropUnit(unit):
            ends, owner = [(ORG.originalOrganization, expand(unit))], None
        case MoveLead(item, to):
            ends = [(PROV.used, expand(item)), (PROV.wasAssociatedWith, expand(to.unit))]
            owner = to
    yield node, [*head, *ends]
    if owner is not None:
        yield expand(owner.unit), [(RDF.type, expand(owner.type)), (SKOS.prefLabel, Literal(owner.label))]


def _change(node: NamedNode, said: Statements) -> Change:
    kind = said.words(node, DCTERMS.type)
    unit, item = said.node(node, ORG.originalOrganization), said.node(node, PROV.used)
    match kind:
        case "merge" if unit is not None:
            return MergeUnit(compact(unit), _owner(said.node(node, ORG.resultingOrganization), said))
        case "split" if unit is not None:
            items = (compact(one) for one in said.values(node, PROV.used) if isinstance(one, NamedNode))
            return SplitUnit(compact(unit), _owner(said.node(node, ORG.resultingOrganization), said), tuple(items))
        case "rename" if unit is not None and (label := said.words(node, DCTERMS.title)):
            return RenameUnit(compact(unit), label)
        case "drop" if unit is not None:
            return DropUnit(compact(unit))
        case "move_lead" if item is not None:
            return MoveLead(compact(item), _owner(said.node(node, PROV.wasAssociatedWith), said))
    raise ValueError(f"{compact(node)}: {kind}")


def _owner(node: NamedNode | None, said: Statements) -> NewOwner:
    label = said.words(node, SKOS.prefLabel) if node is not None else None
    type_ = said.node(node, RDF.type) if node is not None else None
    if node is None or label is None:
        raise ValueError("skos:prefLabel")
    return NewOwner(compact(node), label, compact(type_) if type_ is not None else "az:Unit")


# --- assignments


def _come(node: NamedNode, supposition: Supposition) -> Iterator[Part]:
    """The assignments that hold after the changes and did not before."""
    before = _owners(supposition.before)
    for (item, unit, role), (rank, owner) in _owners(supposition.after).items():
        if (item, unit, role) not in before:
            place = f"{item.rpartition('/plan/')[2]}-{unit.rpartition('/')[2]}-{role}".removeprefix("id:plan/")
            yield (
                NamedNode(f"{node.value}#{place.replace('/', '-')}"),
                [
                    (RDF.type, AZ.Assignment),
                    (AZ.workItem, expand(item)),
                    (AZ.unit, expand(unit)),
                    (AZ.role, AZROLE[role]),
                    (AZ.basis, AZBASIS.decision),
                    (AZ.rank, Literal(str(rank), datatype=XSD.integer)),
                    (AZ.asWritten, Literal(owner.label)),
                    (AZ.evidence, expand(supposition.nodes.passages[item])),
                ],
            )


def _gone(supposition: Supposition) -> Iterator[NamedNode]:
    """The assignments of the plan that do not hold after the changes."""
    after = _owners(supposition.after)
    for key in _owners(supposition.before):
        if key not in after and key in supposition.nodes.nodes:
            yield expand(supposition.nodes.nodes[key])


def _owners(plan: PlanClauses) -> Mapping[tuple[str, str, str], tuple[int, ClauseOwner]]:
    return {
        (clause.item, owner.unit, owner.role): (rank, owner)
        for clause in plan.clauses
        for rank, owner in enumerate(clause.owners, 1)
    }
