"""Registry files to records: Turtle in, units, groups and places out, with what people have decided about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, RegistryError
from ..iri import ID, compact
from ..model.units import Place, Unit, UnitGroup
from ..vocab import AZ, DCTERMS, ORG, OWL, RDF, SKOS
from .names import normalize

_UNIT = f"{ID}unit/"


@dataclass(slots=True)
class RegistryContent:
    """What registry files say; see `UnitRegistry` for the fields."""

    units: dict[ox.NamedNode, Unit] = field(default_factory=dict)
    groups: dict[ox.NamedNode, UnitGroup] = field(default_factory=dict)
    places: dict[ox.NamedNode, Place] = field(default_factory=dict)
    base: frozenset[ox.NamedNode] = frozenset()
    different: frozenset[frozenset[ox.NamedNode]] = frozenset()
    not_named: dict[ox.NamedNode, frozenset[str]] = field(default_factory=dict)
    aliases: dict[str, tuple[ox.NamedNode, ...]] = field(default_factory=dict)
    replaced: dict[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)


class _Statements:
    """The statements about each node, in an order that does not depend on the files'."""

    def __init__(self) -> None:
        self._of: dict[ox.NamedNode, dict[ox.NamedNode, set[ox.NamedNode | ox.Literal]]] = {}

    def read(self, path: Path) -> set[ox.NamedNode]:
        """Take in one file; returns the nodes it gives a type of ours."""
        described: set[ox.NamedNode] = set()
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                node, value = quad.subject, quad.object
                if isinstance(node, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
                    self._of.setdefault(node, {}).setdefault(quad.predicate, set()).add(value)
                    if quad.predicate == RDF.type and value.value.startswith(AZ.base):
                        described.add(node)
        except (SyntaxError, ValueError, OSError) as error:
            raise RegistryError(
                str(path), N_("is not Turtle ({detail})."), N_("Mend the line it names."), detail=error
            ) from error
        return described

    def all_nodes(self) -> list[ox.NamedNode]:
        return sorted(self._of, key=lambda node: node.value)

    def nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        found = self._of.get(node, {}).get(predicate, ())
        return tuple(
            sorted((value for value in found if isinstance(value, ox.NamedNode)), key=lambda value: value.value)
        )

    def node(self, node: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | None:
        return next(iter(self.nodes(node, predicate)), None)

    def texts(self, node: ox.NamedNode, predicate: ox.NamedNode, language: str | None = "zh") -> tuple[str, ...]:
        found = self._of.get(node, {}).get(predicate, ())
        return tuple(
            sorted(value.value for value in found if isinstance(value, ox.Literal) and value.language == language)
        )

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
    content = RegistryContent(base=frozenset(described - own))
    for node in sorted(described, key=lambda node: node.value):
        _describe(node, said, content)
    content.different = frozenset(
        frozenset({node, other}) for node in said.all_nodes() for other in said.nodes(node, OWL.differentFrom)
    )
    content.not_named = {
        node: frozenset(normalize(name) for name in names)
        for node in said.all_nodes()
        if (names := said.texts(node, AZ.notLabel))
    }
    _apply_merges(said, content)
    _read_aliases(said, content)
    return content


def _describe(node: ox.NamedNode, said: _Statements, content: RegistryContent) -> None:
    labels = said.texts(node, SKOS.prefLabel)
    if not labels:
        raise RegistryError(compact(node), N_("has no Chinese skos:prefLabel."), N_("Add one."))
    kinds = [compact(kind) for kind in said.nodes(node, RDF.type) if kind.value.startswith(AZ.base)]
    for one, other in ((kinds[0], kinds[-1]), (labels[0], labels[-1])):
        if one != other:
            raise RegistryError(
                compact(node), N_("is both '{one}' and '{other}'."), N_("Keep it on one."), one=one, other=other
            )
    label, english = labels[0], said.text(node, SKOS.prefLabel, "en")
    names, hidden = said.texts(node, SKOS.altLabel), said.texts(node, SKOS.hiddenLabel)
    place = said.node(node, DCTERMS.spatial)
    if kinds[0] == "az:Place":
        content.places[node] = Place(
            iri=node,
            label=label,
            names=names + hidden,
            level=said.text(node, AZ.level, None) or "",
            fictional=said.flag(node, AZ.fictional),
            parent=said.node(node, AZ.partOf),
            label_en=english,
        )
    elif kinds[0] == "az:UnitGroup":
        members = said.nodes(node, ORG.hasMember)
        relative = said.flag(node, AZ.relative)
        content.groups[node] = UnitGroup(node, label, english, names + hidden, place, members, relative)
    else:
        content.units[node] = Unit(
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


def _read_aliases(said: _Statements, content: RegistryContent) -> None:
    """Names that a decision gives to a body which only plans name so far."""
    for node in said.all_nodes():
        if node not in content.units and node.value.startswith(_UNIT) and node not in content.replaced:
            for name in said.texts(node, SKOS.altLabel):
                key = normalize(name)
                content.aliases[key] = (*content.aliases.get(key, ()), node)


def _apply_merges(said: _Statements, content: RegistryContent) -> None:
    """A unit that another replaces is gone: its names, members' places and subordinates are the other's.

    Either may be a body that only plans name so far; `replaced` then tells the resolver.
    """
    into = {node: other for node in said.all_nodes() if (other := said.node(node, DCTERMS.isReplacedBy)) is not None}
    content.replaced = {node: _last(node, into) for node in into}
    for node, kept in content.replaced.items():
        if kept == node or not kept.value.startswith(_UNIT):
            raise RegistryError(
                compact(node),
                N_("cannot be replaced by {other}."),
                N_("Name the unit that stays."),
                other=compact(kept),
            )
        gone, stays = content.units.pop(node, None), content.units.get(kept)
        if gone is not None and stays is not None:
            names = tuple(sorted({*stays.names, gone.label, *gone.names} - {stays.label}))
            bare = tuple(sorted({*stays.bare_names, *gone.bare_names} - {*names, stays.label}))
            content.units[kept] = replace(stays, names=names, bare_names=bare)
    for unit in list(content.units.values()) if into else ():
        if unit.superior in into:
            content.units[unit.iri] = replace(unit, superior=content.replaced[unit.superior])
    for group in list(content.groups.values()) if into else ():
        members = tuple(dict.fromkeys(content.replaced.get(member, member) for member in group.members))
        content.groups[group.iri] = replace(group, members=members)


def _last(node: ox.NamedNode, into: dict[ox.NamedNode, ox.NamedNode]) -> ox.NamedNode:
    """The unit that stands for another after all merges; itself when the merges go round in a circle."""
    start, seen = node, {node}
    while node in into:
        node = into[node]
        if node in seen:
            return start
        seen.add(node)
    return node
