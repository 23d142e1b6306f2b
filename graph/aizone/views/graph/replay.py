"""The picture an address describes: the one already there, or the address's steps applied again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...analysis.relations import adjacent
from .state import (
    PART,
    GraphState,
    Picture,
    add,
    begin,
    collapse,
    expand,
    hide,
    keep_only,
    only_path,
    open_more,
    path_of,
    restart,
    toggle_pin,
)

if TYPE_CHECKING:
    import networkx as nx


_ABOUT_SHOWN = frozenset({"hide", "keep", "less", "pin"})


def named(opened: Sequence[str]) -> set[str]:
    """The entities that steps name: the start and those added later."""
    added = (step.split(PART)[1:] for step in opened[1:] if step.startswith((f"add{PART}", f"path{PART}")))
    return {*opened[:1], *(node for nodes in added for node in nodes)}


def needed(opened: Sequence[str]) -> set[str]:
    """The entities whose neighbourhoods are needed to apply the steps."""
    found: set[str] = set()
    for step in opened:
        first, *rest = step.split(PART)
        found |= {"more": {*rest[:1]}, "add": {*rest}, "path": {*rest}}.get(
            first, set() if first in _ABOUT_SHOWN else {first}
        )
    return found


def follow(
    state: GraphState | None,
    graph: nx.MultiDiGraph[str],
    node: str,
    opened: Sequence[str],
    without: frozenset[str] = frozenset(),
) -> GraphState:
    """The state that an address describes.

    Args:
        state: of this visit so far; None at the first visit.
        graph: folded and filtered.
        node: what is selected.
        opened: start and steps; empty when the picture is that of `node` alone.
        without: classes that `graph` is without.

    Returns:
        the same state when it already shows this; the picture rebuilt when the steps or the classes differ (a step back of the browser, a link
        from elsewhere), with nodes that stay left where they are; a node that is connected with what is there is added to it;
        any other one begins a picture of its own.
    """
    asked = tuple(opened) if opened and opened[0] in graph else (node,)
    if state is None or (state.now.opened, state.now.without) != (asked, without):
        rebuilt = replace(_rebuilt(graph, asked, state), without=without)
        state = GraphState(rebuilt) if state is None else state.then(rebuilt)
    if node in state.now.places:
        return state
    if adjacent(graph, node) & set(state.now.shown):
        return add(state, graph, [node])
    return restart(state, graph, node)


def _rebuilt(graph: nx.MultiDiGraph[str], opened: Sequence[str], state: GraphState | None) -> Picture:
    fresh = GraphState(begin(graph, opened[0]))
    for step in opened[1:]:
        fresh = _done_again(fresh, graph, step)
    picture = replace(fresh.now, steps=tuple(opened[1:]))
    if state is None or state.now.start != picture.start or path_of(picture.steps) or path_of(state.now.steps):
        return picture
    before = state.now.places
    return replace(
        picture, places=MappingProxyType({node: before.get(node, place) for node, place in picture.places.items()})
    )


def _done_again(state: GraphState, graph: nx.MultiDiGraph[str], step: str) -> GraphState:
    """One step of an address; a step that is no longer possible changes nothing."""
    first, *rest = step.split(PART)
    match first:
        case "more":
            return open_more(state, graph, step)
        case "add":
            return add(state, graph, rest) if state.now.shown else state
        case "hide" if not set(state.now.shown) <= set(rest):
            return hide(state, rest)
        case "keep" if set(rest) & set(state.now.shown):
            return keep_only(state, rest)
        case "path":
            return only_path(state, graph, rest)
        case "pin":
            return toggle_pin(state, rest)
        case "less" if rest:
            return collapse(state, graph, rest[0])
    return expand(state, graph, first, (rest[0], rest[1]) if len(rest) == 2 else None)
