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
from ..text.read_files import read_edited
from ..vocab import AZ, DCTERMS, ORG, OWL, RDF, SKOS
from .file_states import FileState, states_of
from .names import normalize

_UNIT = f"{ID}unit/"
_TYPE, _LABEL, _NAME, _HIDDEN = RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel
_LEVEL, _PART_OF, _PLACE = AZ.level, AZ.partOf, DCTERMS.spatial
"""What is asked about each of thousands of counties: looked up once."""


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


_Values = set[ox.NamedNode | ox.Literal]
_Facts = Mapping[ox.NamedNode, _Values]
"""The statements about one node: the values by property."""
_NO_FACTS: _Facts = {}
_Record = Unit | UnitGroup | Place


class _Statements:
    """The statements about each node, in an order that does not depend on that of the files."""

    def __init__(self, before: _Statements | None = None) -> None:
        """Begin with nothing.

        Args:
            before: statements of other files that count as well; they stay as they are.
        """
        self._of: dict[ox.NamedNode, dict[ox.NamedNode, _Values]] = {}
        self._before = before

    def read(self, path: Path) -> set[ox.NamedNode]:
        """Add the statements of one file; returns the nodes that it gives a type of ours."""
        described: set[ox.NamedNode] = set()
        known, is_type, ours = self._of, RDF.type, AZ.base
        try:
            data = read_edited(path)
            for node, predicate, value, _graph in ox.parse(data, format=ox.RdfFormat.TURTLE):
                if not isinstance(node, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
                    continue
                facts = known.get(node)
                if facts is None:
                    facts = known[node] = {}
                values = facts.get(predicate)
                if values is None:
                    facts[predicate] = {value}
                else:
                    values.add(value)
                if predicate == is_type and value.value.startswith(ours):
                    described.add(node)
        except OSError as error:
            raise RegistryError.unreadable(path, error) from error
        except (SyntaxError, ValueError) as error:
            raise RegistryError(
                str(path), N_("is not Turtle ({detail})."), N_("Fix the line it names."), detail=error
            ) from error
        return described

    def __contains__(self, node: ox.NamedNode) -> bool:
        return node in self._of

    def about(self, node: ox.NamedNode) -> _Facts:
        """All that is said about a node, also before."""
        said: _Facts = self._of.get(node, _NO_FACTS)
        before = self._before.about(node) if self._before is not None else _NO_FACTS
        if not said or not before:
            return said or before
        return {one: said.get(one, set()) | before.get(one, set()) for one in {*said, *before}}

    def having(self, predicate: ox.NamedNode) -> list[tuple[ox.NamedNode, _Facts]]:
        """The nodes with a property, sorted, each with all that is said about it."""
        nodes = self._having(predicate)
        if self._before is not None:
            nodes = nodes | self._before._having(predicate)
        return [(node, self.about(node)) for node in sorted(nodes, key=lambda one: one.value)]

    def _having(self, predicate: ox.NamedNode) -> set[ox.NamedNode]:
        return {node for node, facts in self._of.items() if predicate in facts}


@dataclass(frozen=True, slots=True)
class _Base:
    """The base registry, which many registries share: its statements, and the record of each node it describes."""

    said: _Statements
    records: Mapping[ox.NamedNode, _Record]


@functools.lru_cache(maxsize=1)
def _read_base(files: tuple[FileState, ...]) -> _Base:
    said, described = _Statements(), set[ox.NamedNode]()
    for path, *_state in files:
        described |= said.read(path)
    return _Base(said, {node: _record(node, said.about(node)) for node in described})


def _nodes(facts: _Facts, predicate: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    found = facts.get(predicate)
    if found is None:
        return ()
    nodes = [value for value in found if isinstance(value, ox.NamedNode)]
    return tuple(sorted(nodes, key=lambda value: value.value) if len(nodes) > 1 else nodes)


def _node(facts: _Facts, predicate: ox.NamedNode) -> ox.NamedNode | None:
    found = _nodes(facts, predicate)
    return found[0] if found else None


def _texts(facts: _Facts, predicate: ox.NamedNode, language: str | None = "zh") -> tuple[str, ...]:
    found = facts.get(predicate)
    if found is None:
        return ()
    texts = [value.value for value in found if isinstance(value, ox.Literal) and value.language == language]
    return tuple(sorted(texts) if len(texts) > 1 else texts)


def _text(facts: _Facts, predicate: ox.NamedNode, language: str | None) -> str | None:
    found = _texts(facts, predicate, language)
    return found[0] if found else None


def _flag(facts: _Facts, predicate: ox.NamedNode) -> bool:
    return _text(facts, predicate, None) == "true"


def read_registry(paths: Iterable[Path], base: Iterable[Path] = ()) -> RegistryContent:
    """Read and merge registry files.

    Args:
        paths: registries of the workspace.
        base: the base registry, whose nodes are listed in the result's `base` when no other file describes them.

    Raises:
        RegistryError: a file is not Turtle, a node has no Chinese name, or two files describe it differently.
    """
    shared = _read_base(states_of(sorted(base)))
    said = _Statements(shared.said)
    own: set[ox.NamedNode] = set()
    for path in sorted(paths):
        own |= said.read(path)
    records = {
        node: shared.records[node] if node in shared.records and node not in said else _record(node, said.about(node))
        for node in sorted(own | shared.records.keys(), key=lambda node: node.value)
    }
    units = {node: record for node, record in records.items() if isinstance(record, Unit)}
    groups = {node: record for node, record in records.items() if isinstance(record, UnitGroup)}
    replaced = _replaced(said)
    units, groups = _merged(units, groups, replaced)
    return RegistryContent(
        units=units,
        groups=groups,
        places={node: record for node, record in records.items() if isinstance(record, Place)},
        base=frozenset(shared.records.keys() - own),
        different=frozenset(
            frozenset({node, other})
            for node, facts in said.having(OWL.differentFrom)
            for other in _nodes(facts, OWL.differentFrom)
        ),
        not_named={
            node: frozenset(normalize(name) for name in names)
            for node, facts in said.having(AZ.notLabel)
            if (names := _texts(facts, AZ.notLabel))
        },
        aliases=_aliases(said, units, replaced),
        replaced=replaced,
    )


def _record(node: ox.NamedNode, facts: _Facts) -> _Record:
    labels = _texts(facts, _LABEL)
    if not labels:
        raise RegistryError(compact(node), N_("has no Chinese skos:prefLabel."), N_("Add one."))
    kinds = [name for kind in _nodes(facts, _TYPE) if (name := _class_name(kind)).startswith("az:")]
    for one, other in ((kinds[0], kinds[-1]), (labels[0], labels[-1])):
        if one != other:
            raise RegistryError(
                compact(node), N_("is both '{one}' and '{other}'."), N_("Keep it on one."), one=one, other=other
            )
    label, english = labels[0], _text(facts, _LABEL, "en")
    names, hidden = _texts(facts, _NAME), _texts(facts, _HIDDEN)
    if kinds[0] == "az:Place":
        return Place(
            iri=node,
            label=label,
            names=names + hidden,
            level=_text(facts, _LEVEL, None) or "",
            fictional=_flag(facts, AZ.fictional),
            parent=_node(facts, _PART_OF),
            label_en=english,
        )
    place = _node(facts, _PLACE)
    if kinds[0] == "az:UnitGroup":
        members = _nodes(facts, ORG.hasMember)
        return UnitGroup(node, label, english, names + hidden, place, members, _flag(facts, AZ.relative))
    return Unit(
        iri=node,
        label=label,
        label_en=english,
        names=names,
        kind=kinds[0].removeprefix("az:"),
        place=place,
        superior=_node(facts, ORG.subOrganizationOf) or _node(facts, AZ.superior),
        bare_names=hidden,
        classification=_node(facts, ORG.classification),
    )


@functools.cache
def _class_name(kind: ox.NamedNode) -> str:
    return compact(kind)


def _aliases(
    said: _Statements, units: Mapping[ox.NamedNode, Unit], replaced: Mapping[ox.NamedNode, ox.NamedNode]
) -> dict[str, tuple[ox.NamedNode, ...]]:
    """Names that a decision gives to bodies which only plans name so far, in normal form."""
    aliases: dict[str, tuple[ox.NamedNode, ...]] = {}
    for node, facts in said.having(_NAME):
        if node not in units and node.value.startswith(_UNIT) and node not in replaced:
            for name in _texts(facts, _NAME):
                key = normalize(name)
                aliases[key] = (*aliases.get(key, ()), node)
    return aliases


def _replaced(said: _Statements) -> dict[ox.NamedNode, ox.NamedNode]:
    """Units that decisions merged into another, and the one that stays; either may be a body that only plans name so far."""
    into = {
        node: other
        for node, facts in said.having(DCTERMS.isReplacedBy)
        if (other := _node(facts, DCTERMS.isReplacedBy)) is not None
    }
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
