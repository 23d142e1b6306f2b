"""The graph around the selection, from which the picture is made: read once per run, and each filter of it made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import networkx as nx

from aizone.app import resources
from aizone.app.address import Address
from aizone.app.panels.graph_visit import Event, GraphVisit
from aizone.views.graph import building
from aizone.views.graph.replay import named, needed
from aizone.views.graph.state import GraphState
from aizone.views.look.palette import NODES, ROLES

FIRST_HIDDEN = frozenset({"Topic", "Target", "Plan"})
"""Classes that the legend switches off at first, because they have very many neighbours."""
_SELECTING = frozenset({"pick", "expand", "path"})

Graph = nx.MultiDiGraph


class GraphSource:
    """The folded graph around what is selected, drawn and asked for, with what the filters of an address let through.

    Attributes:
        full: everything; never changed.
    """

    def __init__(self, full: Graph[str], visit: GraphVisit) -> None:
        self.full = full
        self._visit = visit
        self._filtered: dict[tuple[frozenset[str], tuple[str, ...], tuple[str, ...], bool], Graph[str]] = {}

    def within(self, node: str, now: Address) -> Graph[str]:
        """The part that the picture is made from."""
        return self._filter(node, now, left_out(now))

    def drawn(self, node: str, now: Address) -> Graph[str]:
        """The part that the legend lets through."""
        return self._filter(node, now, hidden_of(now))

    def _filter(self, node: str, now: Address, hidden: frozenset[str]) -> Graph[str]:
        # what was asked for is drawn, whatever its class
        wanted = {node, *named(now.opened), *self._visit.ends}
        own = tuple(sorted(one for one in wanted if one in self.full and self.full.nodes[one]["group"] in hidden))
        with_invented = bool(now.plans) or any(self._is_of_invented(one) for one in wanted)
        key = (hidden, now.plans, own, with_invented)
        if key not in self._filtered:
            self._filtered[key] = building.visible(
                self.full,
                set(NODES) - hidden,
                set(ROLES) - hidden,
                plans=now.plans or None,
                always=own,
                with_invented=with_invented,
            )
        return self._filtered[key]

    def _is_of_invented(self, node: str) -> bool:
        """Tell whether a node belongs to invented examples, or only they speak of it: then they are drawn without being chosen."""
        if node not in self.full:
            return False
        near = {*self.full.successors(node), *self.full.predecessors(node)}
        return self.full.nodes[node].get("is_invented", False) or bool(
            near and all(self.full.nodes[other].get("is_invented") for other in near)
        )


def read_graph(now: Address, visit: GraphVisit, events: Sequence[Event] = ()) -> GraphSource:
    """The graph for this run.

    Args:
        now: the selection.
        visit: the picture so far.
        events: acts that are about to be applied; what they lead to is read with it, so that once is enough.
    """
    workspace = resources.workspace()
    around = _around(now) if not events else set[str]().union(*(_after(now, visit.state, event) for event in events))
    full = resources.folded_graph(workspace.store.revision, workspace, tuple(sorted({*around, *visit.ends})))
    return GraphSource(full, visit)


def _around(now: Address) -> set[str]:
    """The entities whose surroundings the picture of an address needs."""
    return {*([now.id] if now.id else []), *needed(now.opened)}


def _after(now: Address, state: GraphState | None, event: Event) -> set[str]:
    """The entities whose surroundings are needed to apply an act and to draw what it leads to."""
    act = event.get("act")
    node = str(event.get("node") or next(iter(event.get("nodes") or ()), ""))
    opened = now.opened or tuple(filter(None, [now.id]))
    match act:
        case "restart":
            return {node}
        case "undo" if state and state.past:
            opened = state.past[-1].opened
        case "redo" if state and state.future:
            opened = state.future[0].opened
    return _around(replace(now, id=node if act in _SELECTING and node else now.id, opened=opened))


def hidden_of(now: Address) -> frozenset[str]:
    """The classes and roles that the legend switches off."""
    return FIRST_HIDDEN if now.hidden is None else frozenset(now.hidden) & {*NODES, *ROLES}


def left_out(now: Address) -> frozenset[str]:
    """The classes that the picture is made without: those with many neighbours, not asked for. Others are only not drawn."""
    return hidden_of(now) & FIRST_HIDDEN
