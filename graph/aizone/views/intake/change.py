"""The difference between a plan as stored and as read again, counted in things a planner knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ...i18n import Translate
from ...vocab import AZ, RDF, SKOS

_COUNTED = ("Goal", "Target", "TaskArea", "Task", "Measure", "Assignment")
_PLACES = frozenset({AZ.evidence, AZ.ownerListEvidence, AZ.position})
"""Properties that say where a thing is written; words that only moved are not a change."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class KindChange:
    """Things of one class (local name): how many are new, changed and gone, and the names of some."""

    kind: str
    new: int
    changed: int
    gone: int
    names: tuple[str, ...]


def plan_change(before: Collection[Quad], after: Collection[Quad]) -> tuple[KindChange, ...]:
    """Compare a plan as stored with the plan as read; classes without any difference are left out.

    Args:
        before: the quads as stored; none for a new plan.
        after: the quads as read.
    """
    old, new = _things(before), _things(after)
    changes = []
    for kind in _COUNTED:
        was, now = old.get(kind, {}), new.get(kind, {})
        added, gone = now.keys() - was.keys(), was.keys() - now.keys()
        changed = {node for node in now.keys() & was.keys() if now[node] != was[node]}
        if added or gone or changed:
            touched = sorted((added | changed if added or changed else gone), key=lambda node: node.value)
            names = dict.fromkeys(filter(None, (_name({**was, **now}[node]) for node in touched)))
            changes.append(KindChange(kind, len(added), len(changed), len(gone), tuple(names)[:_MOST_NAMED]))
    return tuple(changes)


def change_label(change: KindChange, _: Translate) -> str:
    """One class of things and its changes, in words."""
    kind = {
        "Goal": _("Goals"),
        "Target": _("Targets"),
        "TaskArea": _("Task areas"),
        "Task": _("Tasks"),
        "Measure": _("Measures"),
        "Assignment": _("Assignments"),
    }[change.kind]
    parts = [
        (change.new, _("{count} new")),
        (change.changed, _("{count} changed")),
        (change.gone, _("{count} gone")),
    ]
    said = _(", ").join(words.format(count=count) for count, words in parts if count)
    return _("{kind}: {changes}").format(kind=kind, changes=said)


Thing = frozenset[tuple[NamedNode, object]]


def _things(quads: Collection[Quad]) -> dict[str, dict[NamedNode, Thing]]:
    """The statements about each node that is counted, by its class and IRI."""
    said: dict[NamedNode, set[tuple[NamedNode, object]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.predicate not in _PLACES:
            said.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    kinds: dict[str, dict[NamedNode, Thing]] = {}
    for kind in _COUNTED:
        sign = (RDF.type, AZ[kind])
        kinds[kind] = {node: frozenset(says) for node, says in said.items() if sign in says}
    return kinds


def _name(thing: Thing) -> str:
    """The Chinese name of a thing; for an assignment the words as written."""
    words = {term: value.value for term, value in thing if isinstance(value, Literal)}
    return words.get(SKOS.prefLabel) or words.get(AZ.asWritten) or ""
