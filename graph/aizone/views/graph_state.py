"""What is on screen in the graph, as a value: each action takes a state and gives a new one, and the old one can come back.

Nothing here knows Streamlit. Positions depend on the actions only, so that the same address draws the same picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from .layout import Place, first_layout, place_new
from .relations import Relation, neighbours_by_relation

if TYPE_CHECKING:
    import networkx as nx

MAX_NODES = 300
"""More nodes than this are not drawn; the page says how many were left out and asks to narrow down."""
GROUP_OVER, GROUP_KEEP = 12, 8
"""When all neighbours are shown and one relation has more than 12, its 8 strongest are drawn and the rest stand behind '+n'."""
ASKED_KEEP = 40
"""When one relation was asked for, so many are drawn before the rest is put behind '+n'."""
_MOST_STEPS_BACK = 60
_PART = "^"


@dataclass(frozen=True, slots=True)
class More:
    """A node that stands for neighbours of one relation which are not drawn: opened on demand."""

    anchor: str
    relation: Relation
    members: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name among the nodes."""
        return _PART.join(("more", self.anchor, *self.relation))


@dataclass(frozen=True, slots=True)
class Picture:
    """One state of the picture.

    `places` are the drawn nodes (px), `More.id`s among them; `steps` are what was expanded since the start, as words that an
    address can hold; `left_out` counts what the last action could not draw because of `MAX_NODES`.
    """

    start: str
    places: Mapping[str, Place]
    more: tuple[More, ...] = ()
    pinned: frozenset[str] = frozenset()
    steps: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def shown(self) -> tuple[str, ...]:
        """The entities that are drawn, in the order in which they came."""
        stand_ins = {more.id for more in self.more}
        return tuple(node for node in self.places if node not in stand_ins)

    @property
    def opened(self) -> tuple[str, ...]:
        """Start and steps, for an address."""
        return (self.start, *self.steps)


@dataclass(frozen=True, slots=True)
class GraphState:
    """The picture now, those before it (oldest first), and those that were undone (next first)."""

    now: Picture
    past: tuple[Picture, ...] = field(default=(), repr=False)
    future: tuple[Picture, ...] = field(default=(), repr=False)

    def then(self, picture: Picture) -> GraphState:
        """A new picture as the next step; the same one changes nothing."""
        if picture == self.now:
            return self
        return GraphState(picture, (*self.past, self.now)[-_MOST_STEPS_BACK:], ())


def step_name(node: str, relation: Relation | None = None) -> str:
    """An expansion as one word, for an address: which node, and by which relation (all of them when None)."""
    return _PART.join((node, *(relation or ())))


def begin(graph: nx.MultiDiGraph[str], node: str) -> Picture:
    """One entity in the middle of its neighbours."""
    return _expanded(graph, Picture(node, MappingProxyType({node: (0.0, 0.0)})), node, None)


def restart(state: GraphState, graph: nx.MultiDiGraph[str], node: str) -> GraphState:
    """Only this entity and its neighbours; what was there comes back with undo."""
    return state.then(begin(graph, node))


def expand(state: GraphState, graph: nx.MultiDiGraph[str], node: str, relation: Relation | None = None) -> GraphState:
    """Show a node's neighbours, of one relation or of all."""
    if node not in state.now.places:
        return state
    name = step_name(node, relation)
    grown = _expanded(graph, state.now, node, relation)
    if grown.places.keys() == state.now.places.keys() and not grown.left_out:
        return state
    return state.then(replace(grown, steps=(*(step for step in state.now.steps if step != name), name)))


def open_more(state: GraphState, graph: nx.MultiDiGraph[str], more_id: str) -> GraphState:
    """Draw what stands behind a '+n'."""
    more = next((more for more in state.now.more if more.id == more_id), None)
    if more is None:
        return state
    picture = replace(state.now, places=_without(state.now.places, [more_id]), more=_others(state.now.more, [more_id]))
    picture = _added(graph, picture, more.members, more.anchor)
    if picture.left_out:
        rest = replace(more, members=tuple(node for node in more.members if node not in picture.places))
        picture = _with_more(picture, rest)
    return state.then(replace(picture, steps=(*picture.steps, more_id)))


def collapse(state: GraphState, graph: nx.MultiDiGraph[str], node: str) -> GraphState:
    """Take away the neighbours of a node that are connected to nothing else on screen."""
    now = state.now
    shown = set(now.shown)
    leaves = {
        other
        for other in _adjacent(graph, node)
        if other in shown - now.pinned - {now.start} and not (_adjacent(graph, other) & shown) - {node, other}
    }
    mores = {more.id for more in now.more if more.anchor == node or more.anchor in leaves}
    steps = tuple(step for step in now.steps if not step.removeprefix(f"more{_PART}").startswith(node))
    return state.then(_cleared(now, leaves | mores, steps))


def hide(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Take nodes off the picture."""
    gone = {*nodes, *(more.id for more in state.now.more if more.anchor in nodes)} & state.now.places.keys()
    return state.then(_cleared(state.now, gone, state.now.steps)) if gone else state


def keep_only(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Take everything off the picture but these nodes and the pinned ones."""
    return hide(state, set(state.now.places) - set(nodes) - state.now.pinned)


def toggle_pin(state: GraphState, nodes: Collection[str]) -> GraphState:
    """Pin nodes, or let them go when all of them are pinned; a pinned node is not taken away by collapsing or keeping others."""
    wanted = frozenset(nodes) & frozenset(state.now.shown)
    pinned = state.now.pinned - wanted if wanted <= state.now.pinned else state.now.pinned | wanted
    return state.then(replace(state.now, pinned=pinned))


def add(state: GraphState, graph: nx.MultiDiGraph[str], nodes: Sequence[str]) -> GraphState:
    """Draw further nodes, each beside the first node on screen that it is connected with."""
    picture = replace(state.now, left_out=0)
    for node in nodes:
        if node not in picture.places:
            near = next((other for other in picture.shown if other in _adjacent(graph, node)), picture.shown[-1])
            picture = _added(graph, picture, [node], near)
    return state.then(picture)


def move(state: GraphState, places: Mapping[str, Place]) -> GraphState:
    """The visitor dragged nodes."""
    known = {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items() if node in state.now.places}
    return state.then(replace(state.now, places=MappingProxyType({**state.now.places, **known})))


def undo(state: GraphState) -> GraphState:
    """The picture before; nothing changes at the first one."""
    if not state.past:
        return state
    return GraphState(state.past[-1], state.past[:-1], (state.now, *state.future))


def redo(state: GraphState) -> GraphState:
    """The picture that was undone last."""
    if not state.future:
        return state
    return GraphState(state.future[0], (*state.past, state.now), state.future[1:])


def follow(state: GraphState | None, graph: nx.MultiDiGraph[str], node: str, opened: Sequence[str]) -> GraphState:
    """The state for what an address says.

    Args:
        state: of this visit so far; None at the first visit.
        graph: folded and filtered.
        node: what is selected.
        opened: start and steps; empty when the address leaves the picture open.

    Returns:
        the same state when it already shows this; the picture rebuilt when the steps differ (a step back of the browser, a link
        from elsewhere), with nodes that stay left where they are; a node that is connected with what is there is added to it;
        any other one begins a picture of its own.
    """
    if opened and opened[0] in graph:
        if state is None or state.now.opened != tuple(opened):
            rebuilt = _rebuilt(graph, opened, state)
            state = GraphState(rebuilt) if state is None else state.then(rebuilt)
    elif state is None:
        return GraphState(begin(graph, node))
    if node in state.now.places:
        return state
    if _adjacent(graph, node) & set(state.now.shown):
        return add(state, graph, [node])
    return restart(state, graph, node)


def _rebuilt(graph: nx.MultiDiGraph[str], opened: Sequence[str], state: GraphState | None) -> Picture:
    fresh = GraphState(begin(graph, opened[0]))
    for step in opened[1:]:
        node, *relation = step.removeprefix(f"more{_PART}").split(_PART)
        if step.startswith(f"more{_PART}"):
            fresh = open_more(fresh, graph, step)
        else:
            fresh = expand(fresh, graph, node, (relation[0], relation[1]) if len(relation) == 2 else None)
    picture = replace(fresh.now, steps=tuple(opened[1:]))
    if state is None or state.now.start != picture.start:
        return picture
    before = state.now.places
    return replace(
        picture,
        places=MappingProxyType({node: before.get(node, place) for node, place in picture.places.items()}),
        pinned=state.now.pinned & picture.places.keys(),
    )


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
        names = [more.id for more in rests]
        picture = replace(picture, places=_with_stand_ins(graph, order, names), left_out=max(0, len(fresh) - room))
        picture = replace(picture, more=tuple(rests))
    else:
        picture = _added(graph, picture, fresh, node)
        for rest in rests:
            picture = _with_more(picture, rest)
    return picture


def _with_stand_ins(graph: nx.MultiDiGraph[str], order: list[str], names: list[str]) -> Mapping[str, Place]:
    """The first layout, with the '+n's on the rings as the last ones."""
    import networkx as nx

    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph.subgraph(order))
    for name in names:
        part.add_node(name, group="~")
        part.add_edge(order[0], name, "~")
    return MappingProxyType(first_layout(part, [*order, *names]))


def _added(graph: nx.MultiDiGraph[str], picture: Picture, nodes: Sequence[str], anchor: str) -> Picture:
    fresh = [node for node in dict.fromkeys(nodes) if node not in picture.places and node in graph]
    room = max(0, MAX_NODES - len(picture.shown))
    around = picture.places.get(anchor, (0.0, 0.0))
    found = place_new(picture.places, fresh[:room], around)
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


def _cleared(picture: Picture, gone: Collection[str], steps: tuple[str, ...]) -> Picture:
    return replace(
        picture,
        places=_without(picture.places, gone),
        more=_others(picture.more, gone),
        pinned=picture.pinned - frozenset(gone),
        steps=steps,
        left_out=0,
    )


def _without(places: Mapping[str, Place], gone: Collection[str]) -> Mapping[str, Place]:
    return MappingProxyType({node: place for node, place in places.items() if node not in gone})


def _others(mores: Iterable[More], gone: Collection[str]) -> tuple[More, ...]:
    return tuple(more for more in mores if more.id not in gone)


def _adjacent(graph: nx.MultiDiGraph[str], node: str) -> set[str]:
    return {*graph.successors(node), *graph.predecessors(node)} - {node} if node in graph else set()
