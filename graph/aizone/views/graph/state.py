"""The graph picture as a value: each action takes a state and returns a new one, so that the old one can come back.

Nothing here knows Streamlit. Positions depend on the actions only, so that the same address draws the same picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...analysis.relations import Relation, adjacent, neighbours_by_relation
from .layout import Place, first_layout, place_new

if TYPE_CHECKING:
    import networkx as nx

MAX_NODES = 300
"""At most so many nodes are drawn; the page says how many were left out and suggests narrowing down."""
GROUP_OVER, GROUP_KEEP = 12, 8
"""When all neighbours are shown and one relation has more than 12, its 8 strongest are drawn and the rest are folded into '+n'."""
ASKED_KEEP = 40
"""When one relation was asked for, so many are drawn before the rest is folded into '+n'."""
PATH_PX = 230.0
"""Between two nodes of a path that is drawn alone: room for the words of the line."""
_MOST_STEPS_BACK = 60
MOST_OPENED = 100
"""At most so many steps of a picture's history go into an address; later ones are missing from a copied link."""
PART = "^"
"""Separates the words of a step."""
_MERGED = frozenset({"add", "hide"})


@dataclass(frozen=True, slots=True)
class More:
    """A '+n' node: neighbours of one relation that are not drawn, opened on demand."""

    anchor: str
    relation: Relation
    members: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name among the nodes."""
        return PART.join(("more", self.anchor, *self.relation))


@dataclass(frozen=True, slots=True)
class Picture:
    """One state of the picture.

    `places` are the drawn nodes (px), `More.id`s among them; `steps` are what was done since the start, as words that an address
    can hold (dragging is not among them); `left_out` counts what the last action could not draw because of `MAX_NODES`; `without`
    are the classes that the picture was made without.
    """

    start: str
    places: Mapping[str, Place]
    more: tuple[More, ...] = ()
    pinned: frozenset[str] = frozenset()
    steps: tuple[str, ...] = ()
    left_out: int = 0
    without: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[str, ...]:
        """The entities drawn, in the order in which they were added."""
        stand_ins = {more.id for more in self.more}
        return tuple(node for node in self.places if node not in stand_ins)

    @property
    def opened(self) -> tuple[str, ...]:
        """The start and the steps, for an address."""
        return (self.start, *self.steps)[:MOST_OPENED]

    def noted(self, step: str) -> Picture:
        """The same picture with one more step; additions (or removals) in a row are one step."""
        verb, _, nodes = step.partition(PART)
        if verb in _MERGED and self.steps and self.steps[-1].startswith(f"{verb}{PART}"):
            return replace(self, steps=(*self.steps[:-1], f"{self.steps[-1]}{PART}{nodes}"))
        return replace(self, steps=(*self.steps, step))


@dataclass(frozen=True, slots=True)
class GraphState:
    """The current picture, the earlier ones (oldest first), and the undone ones (next first)."""

    now: Picture
    past: tuple[Picture, ...] = field(default=(), repr=False)
    future: tuple[Picture, ...] = field(default=(), repr=False)

    def then(self, picture: Picture) -> GraphState:
        """A new picture as the next step; the same one changes nothing."""
        if picture == self.now:
            return self
        return GraphState(picture, (*self.past, self.now)[-_MOST_STEPS_BACK:], ())


def _step(*parts: str) -> str:
    """An action as one word of an address: a node and its relation for an expansion, else a verb and the nodes."""
    return PART.join(parts)


def begin(graph: nx.MultiDiGraph[str], node: str) -> Picture:
    """One entity among its neighbours, and those of its only neighbour, because two nodes say little."""
    picture = _expanded(graph, Picture(node, MappingProxyType({node: (0.0, 0.0)})), node, None)
    if len(picture.shown) == 2:
        picture = _expanded(graph, picture, picture.shown[1], None)
        links = [(more.anchor, more.id) for more in picture.more]
        picture = replace(picture, places=_first_places(graph, picture.shown, links))
    return picture


def restart(state: GraphState, graph: nx.MultiDiGraph[str], node: str) -> GraphState:
    """Only this entity and its neighbours; undo brings the rest back."""
    return state.then(replace(begin(graph, node), without=state.now.without))


def expand(state: GraphState, graph: nx.MultiDiGraph[str], node: str, relation: Relation | None = None) -> GraphState:
    """Show a node's neighbours, of one relation or of all."""
    if node not in state.now.places:
        return state
    grown = _expanded(graph, state.now, node, relation)
    if grown.places.keys() == state.now.places.keys() and not grown.left_out:
        return state
    return state.then(grown.noted(_step(node, *(relation or ()))))


def open_more(state: GraphState, graph: nx.MultiDiGraph[str], more_id: str) -> GraphState:
    """Draw the nodes folded into a '+n'."""
    more = next((more for more in state.now.more if more.id == more_id), None)
    if more is None:
        return state
    picture = replace(state.now, places=_without(state.now.places, [more_id]), more=_others(state.now.more, [more_id]))
    picture = _added(graph, picture, more.members, more.anchor)
    if picture.left_out:
        rest = replace(more, members=tuple(node for node in more.members if node not in picture.places))
        picture = _with_more(picture, rest)
    return state.then(picture.noted(more_id))


def collapse(state: GraphState, graph: nx.MultiDiGraph[str], node: str) -> GraphState:
    """Remove the neighbours of a node that are connected to nothing else on screen."""
    now = state.now
    shown = set(now.shown)
    if node not in shown:
        return state
    leaves = {
        other
        for other in adjacent(graph, node)
        if other in shown - now.pinned - {now.start} and not (adjacent(graph, other) & shown) - {node, other}
    }
    mores = {more.id for more in now.more if more.anchor == node or more.anchor in leaves}
    gone = leaves | mores
    return state.then(_cleared(now, gone).noted(_step("less", node))) if gone else state


def hide(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Remove nodes from the picture."""
    gone = [node for node in state.now.shown if node in nodes]
    return state.then(_hidden(state.now, gone).noted(_step("hide", *gone))) if gone else state


def keep_only(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Remove everything except these nodes and the pinned ones."""
    kept = [node for node in state.now.shown if node in nodes]
    gone = set(state.now.places) - set(kept) - state.now.pinned
    return state.then(_hidden(state.now, gone).noted(_step("keep", *kept))) if gone else state


def toggle_pin(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Pin nodes, or unpin them when all are pinned; collapsing or keeping others does not remove a pinned node."""
    wanted = [node for node in state.now.shown if node in nodes]
    if not wanted:
        return state
    are_pinned = state.now.pinned.issuperset(wanted)
    pinned = state.now.pinned.difference(wanted) if are_pinned else state.now.pinned.union(wanted)
    return state.then(replace(state.now, pinned=pinned).noted(_step("pin", *wanted)))


def add(state: GraphState, graph: nx.MultiDiGraph[str], nodes: Sequence[str]) -> GraphState:
    """Draw more nodes, each beside the first node on screen that it is connected with."""
    picture = replace(state.now, left_out=0)
    fresh = [node for node in dict.fromkeys(nodes) if node not in picture.places and node in graph]
    for node in fresh:
        near = next((other for other in picture.shown if other in adjacent(graph, node)), picture.shown[-1])
        picture = _added(graph, picture, [node], near)
    return state.then(picture.noted(_step("add", *fresh))) if fresh else state


def only_path(state: GraphState, graph: nx.MultiDiGraph[str], nodes: Sequence[str]) -> GraphState:
    """Draw a chain of nodes alone, from left to right; undo brings the rest back."""
    chain = [node for node in dict.fromkeys(nodes) if node in graph]
    if not chain:
        return state
    places = {node: (PATH_PX * (at - (len(chain) - 1) / 2), 0.0) for at, node in enumerate(chain)}
    picture = Picture(chain[0], MappingProxyType(places), without=state.now.without)
    return state.then(picture.noted(_step("path", *chain)))


def path_of(steps: Sequence[str]) -> tuple[str, ...]:
    """The chain that is drawn alone after these steps; () when something else is drawn."""
    verb, *nodes = steps[-1].split(PART) if steps else [""]
    return tuple(nodes) if verb == "path" else ()


def move(state: GraphState, places: Mapping[str, Place]) -> GraphState:
    """Move nodes that the visitor dragged."""
    known = {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items() if node in state.now.places}
    return state.then(replace(state.now, places=MappingProxyType({**state.now.places, **known})))


def undo(state: GraphState) -> GraphState:
    """Undo: the picture before; nothing changes at the first one."""
    if not state.past:
        return state
    return GraphState(state.past[-1], state.past[:-1], (state.now, *state.future))


def redo(state: GraphState) -> GraphState:
    """Redo: the picture that was undone last."""
    if not state.future:
        return state
    return GraphState(state.future[0], (*state.past, state.now), state.future[1:])


def _expanded(graph: nx.MultiDiGraph[str], picture: Picture, node: str, wanted: Relation | None) -> Picture:
    picture = replace(picture, left_out=0)
    first = len(picture.places) == 1
    fresh: list[str] = []
    rests: list[More] = []
    for relation, others in neighbours_by_relation(graph, node).items():
        if wanted is not None and relation != wanted:
            continue
        stand_in = More(node, relation, ()).id
        new = [other for other in others if other not in picture.places and other not in fresh]
        if stand_in in picture.places and wanted is None:
            continue
        over, keep = (GROUP_OVER, GROUP_KEEP) if wanted is None else (ASKED_KEEP, ASKED_KEEP)
        picture = replace(picture, places=_without(picture.places, [stand_in]), more=_others(picture.more, [stand_in]))
        if len(new) > over:
            rests.append(More(node, relation, tuple(new[keep:])))
            new = new[:keep]
        fresh += new
    if first:
        room = MAX_NODES - 1
        order = [node, *fresh[:room]]
        links = [(node, more.id) for more in rests]
        picture = replace(picture, places=_first_places(graph, order, links), left_out=max(0, len(fresh) - room))
        picture = replace(picture, more=tuple(rests))
    else:
        picture = _added(graph, picture, fresh, node)
        for rest in rests:
            picture = _with_more(picture, rest)
    return picture


def _first_places(
    graph: nx.MultiDiGraph[str], order: Sequence[str], links: Sequence[tuple[str, str]]
) -> Mapping[str, Place]:
    """The first layout, the '+n's after the others."""
    import networkx as nx

    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph.subgraph(order))
    for anchor, name in links:
        part.add_node(name, group="~")
        part.add_edge(anchor, name, "~")
    return MappingProxyType(first_layout(part, [*order, *(name for _anchor, name in links)]))


def _added(graph: nx.MultiDiGraph[str], picture: Picture, nodes: Sequence[str], anchor: str) -> Picture:
    fresh = [node for node in dict.fromkeys(nodes) if node not in picture.places and node in graph]
    room = max(0, MAX_NODES - len(picture.shown))
    around = picture.places.get(anchor, (0.0, 0.0))
    found = place_new(picture.places, fresh[:room], around, graph)
    more = tuple(
        replace(more, members=tuple(node for node in more.members if node not in found)) for more in picture.more
    )
    emptied = [group.id for group in more if not group.members]
    return replace(
        picture,
        places=_without({**picture.places, **found}, emptied),
        more=_others(more, emptied),
        left_out=picture.left_out + max(0, len(fresh) - room),
    )


def _with_more(picture: Picture, more: More) -> Picture:
    if not more.members:
        return picture
    found = place_new(picture.places, [more.id], picture.places.get(more.anchor, (0.0, 0.0)))
    return replace(picture, places=MappingProxyType({**picture.places, **found}), more=(*picture.more, more))


def _hidden(picture: Picture, nodes: Collection[str]) -> Picture:
    return _cleared(picture, {*nodes, *(more.id for more in picture.more if more.anchor in nodes)})


def _cleared(picture: Picture, gone: Collection[str]) -> Picture:
    return replace(
        picture,
        places=_without(picture.places, gone),
        more=_others(picture.more, gone),
        pinned=picture.pinned - frozenset(gone),
        left_out=0,
    )


def _without(places: Mapping[str, Place], gone: Collection[str]) -> Mapping[str, Place]:
    return MappingProxyType({node: place for node, place in places.items() if node not in gone})


def _others(mores: Iterable[More], gone: Collection[str]) -> tuple[More, ...]:
    return tuple(more for more in mores if more.id not in gone)
