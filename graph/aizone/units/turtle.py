"""Registry files to records: Turtle in; units, groups, places, and what people decided about them out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, RegistryError
from ..iri import ID, compact
from ..model.units import Place, Unit, UnitGroup
from ..vocab import AZ, DCTERMS, ORG, OWL, RDF, SKOS
from .names import normalize

_UNIT = f"{ID}unit/"


@dataclass(frozen=True, slots=True)
class RegistryContent:
    """The content of registry files; see `UnitRegistry` for the fields."""

    units: dict[ox.NamedNode, Unit]
    groups: dict[ox.NamedNode, UnitGroup]
    places: dict[ox.NamedNode, Place]
    base: frozenset[ox.NamedNode]
    different: frozenset[frozenset[ox.NamedNode]]
    not_named: dict[ox.NamedNode, frozenset[str]]
    aliases: dict[str, tuple[ox.NamedNode, ...]]
    replaced: dict[ox.NamedNode, ox.NamedNode]


class _Statements:
    """The statements about each node, in an order that does not depend on that of the files."""

    def __init__(self) -> None:
        self._of: dict[ox.NamedNode, dict[ox.NamedNode, set[ox.NamedNode | ox.Literal]]] = {}

    def read(self, path: Path) -> set[ox.NamedNode]:
        """Add the statements of one file; returns the nodes that it gives a type of ours."""
        described: set[ox.NamedNode] = set()
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                node, value = quad.subject, quad.object
                if isinstance(node, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
                    predicate = quad.predicate
                    self._of.setdefault(node, {}).setdefault(predicate, set()).add(value)
                    if predicate == RDF.type and value.value.startswith(AZ.base):
                        described.add(node)
        except (SyntaxError, ValueError, OSError) as error:
            raise RegistryError(
                str(path), N_("is not Turtle ({detail})."), N_("Fix the line it names."), detail=error
            ) from error
        return described

    def all_nodes(self) -> list[ox.NamedNode]:
        return sorted(self._of, key=lambda node: node.value)

    def nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        found = self._of.get(node, {}).get(predicate)
        if not found:
            return ()
        nodes = [value for value in found if isinstance(value, ox.NamedNode)]
        return tuple(sorted(nodes, key=lambda value: value.value) if len(nodes) > 1 else nodes)

    def node(self, node: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | None:
        return next(iter(self.nodes(node, predicate)), None)

    def texts(self, node: ox.NamedNode, predicate: ox.NamedNode, language: str | None = "zh") -> tuple[str, ...]:
        found = self._of.get(node, {}).get(predicate)
        if not found:
            return ()
        texts = [value.value for value in found if isinstance(value, ox.Literal) and value.language == language]
        return tuple(sorted(texts) if len(texts) > 1 else texts)

    def text(self, node: ox.NamedNode, predicate: ox.NamedNode, language: str | None) -> str | None:
        return next(iter(self.texts(node, predicate, language)), None)

    def flag(self, node: ox.NamedNode, predicate: ox.NamedNode) -> bool:
        return self.text(node, predicate, None) == "true"


def read_registry(paths: Iterable[Path], base: Iterable[Path] = ()) -> RegistryContent:
    """Read and merge registry files.

    Args:
        paths: registries of the workspace.
        base: the base registry, whose nodes are listed in the result's `base` when no other file describes them.

    Raises:
        RegistryError: a file is not Turtle, a node has no Chinese name, or two files describe it differently.
    """
    said = _Statements()
    own: set[ox.NamedNode] = set()
    for path in sorted(paths):
        own |= said.read(path)
    described = set(own)
    for path in sorted(base):
        described |= said.read(path)
    records = {node: _record(node, said) for node in sorted(described, key=lambda node: node.value)}
    units = {node: record for node, record in records.items() if isinstance(record, Unit)}
    groups = {node: record for node, record in records.items() if isinstance(record, UnitGroup)}
    replaced = _replaced(said)
    units, groups = _merged(units, groups, replaced)
    return RegistryContent(
        units=units,
        groups=groups,
        places={node: record for node, record in records.items() if isinstance(record, Place)},
        base=frozenset(described - own),
        different=frozenset(
            frozenset({node, other}) for node in said.all_nodes() for other in said.nodes(node, OWL.differentFrom)
        ),
        not_named={
            node: frozenset(normalize(name) for name in names)
            for node in said.all_nodes()
            if (names := said.texts(node, AZ.notLabel))
        },
        aliases=_aliases(said, units, replaced),
        replaced=replaced,
    )


def _record(node: ox.NamedNode, said: _Statements) -> Unit | UnitGroup | Place:
    labels = said.texts(node, SKOS.prefLabel)
    if not labels:
        raise RegistryError(compact(node), N_("has no Chinese skos:prefLabel."), N_("Add one."))
    kinds = [_class_name(kind) for kind in said.nodes(node, RDF.type) if kind.value.startswith(AZ.base)]
    for one, other in ((kinds[0], kinds[-1]), (labels[0], labels[-1])):
        if one != other:
            raise RegistryError(
                compact(node), N_("is both '{one}' and '{other}'."), N_("Keep it on one."), one=one, other=other
            )
    label, english = labels[0], said.text(node, SKOS.prefLabel, "en")
    names, hidden = said.texts(node, SKOS.altLabel), said.texts(node, SKOS.hiddenLabel)
    if kinds[0] == "az:Place":
        return Place(
            iri=node,
            label=label,
            names=names + hidden,
            level=said.text(node, AZ.level, None) or "",
            fictional=said.flag(node, AZ.fictional),
            parent=said.node(node, AZ.partOf),
            label_en=english,
        )
    place = said.node(node, DCTERMS.spatial)
    if kinds[0] == "az:UnitGroup":
        members = said.nodes(node, ORG.hasMember)
        return UnitGroup(node, label, english, names + hidden, place, members, said.flag(node, AZ.relative))
    return Unit(
        iri=node,
        label=label,
        label_en=english,
        names=names,
        kind=kinds[0].removeprefix("az:"),
        place=place,
        superior=said.node(node, ORG.subOrganizationOf) or said.node(node, AZ.superior),
        bare_names=hidden,
        classification=said.node(node, ORG.classification),
    )


@functools.cache
def _class_name(kind: ox.NamedNode) -> str:
    return compact(kind)


def _aliases(
    said: _Statements, units: Mapping[ox.NamedNode, Unit], replaced: Mapping[ox.NamedNode, ox.NamedNode]
) -> dict[str, tuple[ox.NamedNode, ...]]:
    """Names that a decision gives to bodies which only plans name so far, in normal form."""
    aliases: dict[str, tuple[ox.NamedNode, ...]] = {}
    for node in said.all_nodes():
        if node not in units and node.value.startswith(_UNIT) and node not in replaced:
            for name in said.texts(node, SKOS.altLabel):
                key = normalize(name)
                aliases[key] = (*aliases.get(key, ()), node)
    return aliases


def _replaced(said: _Statements) -> dict[ox.NamedNode, ox.NamedNode]:
    """Units that decisions merged into another, and the one that stays; either may be a body that only plans name so far."""
    into = {node: other for node in said.all_nodes() if (other := said.node(node, DCTERMS.isReplacedBy)) is not None}
    replaced = {node: _last(node, into) for node in into}
    for node, kept in replaced.items():
        if kept == node or not kept.value.startswith(_UNIT):
            raise RegistryError(
                compact(node),
                N_("cannot be replaced by {other}."),
                N_("Name the unit that stays."),
                other=compact(kept),
            )
    return replaced


def _merged(
    units: Mapping[ox.NamedNode, Unit],
    groups: Mapping[ox.NamedNode, UnitGroup],
    replaced: Mapping[ox.NamedNode, ox.NamedNode],
) -> tuple[dict[ox.NamedNode, Unit], dict[ox.NamedNode, UnitGroup]]:
    """The units without those that another replaces, which takes over their names, memberships and subordinates."""
    left = {node: unit for node, unit in units.items() if node not in replaced}
    for node, kept in replaced.items():
        if (gone := units.get(node)) is not None and (stays := left.get(kept)) is not None:
            names = tuple(sorted({*stays.names, gone.label, *gone.names} - {stays.label}))
            bare = tuple(sorted({*stays.bare_names, *gone.bare_names} - {*names, stays.label}))
            left[kept] = replace(stays, names=names, bare_names=bare)
    if not replaced:
        return left, dict(groups)
    moved = {
        node: replace(unit, superior=replaced.get(unit.superior, unit.superior)) if unit.superior else unit
        for node, unit in left.items()
    }
    regrouped = {
        node: replace(group, members=tuple(dict.fromkeys(replaced.get(member, member) for member in group.members)))
        for node, group in groups.items()
    }
    return moved, regrouped


def _last(node: ox.NamedNode, into: Mapping[ox.NamedNode, ox.NamedNode]) -> ox.NamedNode:
    """The unit that stays after all merges of a unit; the unit itself when the merges go round in a circle."""
    start, seen = node, {node}
    while node in into:
        node = into[node]
        if node in seen:
            return start
        seen.add(node)
    return node
