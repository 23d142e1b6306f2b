"""The acts of a visitor in the graph, applied to its state and to the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aizone.analysis.shortest_paths import shortest_paths
from aizone.app import resources
from aizone.app.address import Address
from aizone.app.here import Here
from aizone.app.panels import pictures
from aizone.app.panels.graph_source import FIRST_HIDDEN, Graph, GraphSource, hidden_of
from aizone.app.panels.graph_visit import Event, GraphVisit
from aizone.exports import picture_files
from aizone.views.graph import building as network
from aizone.views.graph import state as graph_state
from aizone.views.graph.arrangements import ARRANGEMENTS
from aizone.views.graph.drawing import MORE
from aizone.views.graph.replay import follow
from aizone.views.graph.state import GraphState
from aizone.views.look.palette import NODES, ROLES


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the visitor did in the graph: what, where, with which entity selected."""

    event: Event
    here: Here
    selected: str
    visit: GraphVisit
    source: GraphSource

    @property
    def graph(self) -> Graph[str]:
        """The part of the graph that the picture is made from."""
        return self.source.within(self.selected, self.here.address)

    @property
    def node(self) -> str:
        """The entity it was done to."""
        return str(self.event.get("node"))

    @property
    def nodes(self) -> list[str]:
        """The entities it was done to; a '+n' is none."""
        return [str(node) for node in self.event.get("nodes") or [] if not str(node).startswith(f"{MORE}^")]


Selecting = Callable[[Address], Address]
Acted = tuple[GraphState, Selecting | None]


def apply(events: Sequence[Event], here: Here, visit: GraphVisit, source: GraphSource) -> Address:
    """Apply acts of the component, oldest first, to the state; what the address says after them.

    Args:
        events: the acts; unknown ones change nothing.
        here: where the visitor was.
        visit: takes the new state.
        source: the graph, read with `events`.
    """
    for event in events:
        act = _ACTS.get(str(event.get("act")))
        if act is None or visit.state is None:
            continue
        now = here.address
        selected = network.node_at(source.full, now.id or "") or visit.state.now.start
        visit.is_apart = False
        after, selecting = act(visit.state, Act(event, here, selected, visit, source))
        visit.state = after
        now = selecting(now) if selecting else now
        still = next((one for one in (now.id, after.now.start, *after.now.shown) if one in after.now.places), None)
        if still != now.id:
            now = now.select(still)
        here = here.at(with_opened(now, after, still or after.now.start))
    return here.address


def _pick(state: GraphState, act: Act) -> Acted:
    node, graph = act.node, act.graph
    if node not in graph:
        return state, None
    after = state if node in state.now.places else follow(state, graph, node, state.now.opened, state.now.without)
    return after, lambda now: now.select(node)


def _pick_edge(state: GraphState, act: Act) -> Acted:
    source, key, target = (*str(act.event.get("edge")).split("|"), "", "", "")[:3]
    if not act.graph.has_edge(source, target, key):
        return state, None
    return state, lambda now: now.select_edge(source, key, target)


def _expand(state: GraphState, act: Act) -> Acted:
    node, graph, relation = act.node, act.graph, act.event.get("relation")
    wanted = (str(relation[0]), str(relation[1])) if relation else None
    return graph_state.expand(state, graph, node, wanted), lambda now: now.select(node) if node in graph else now


def _open(state: GraphState, act: Act) -> Acted:
    return graph_state.open_more(state, act.graph, act.node), None


def _collapse(state: GraphState, act: Act) -> Acted:
    for node in act.nodes:
        state = graph_state.collapse(state, act.graph, node)
    return state, None


def _hide(state: GraphState, act: Act) -> Acted:
    gone = set(act.nodes)
    if set(state.now.shown) <= gone:
        return state, None

    def somewhere(now: Address) -> Address:
        """A selection that is still on screen."""
        return now if now.id not in gone else now.select(next(node for node in state.now.shown if node not in gone))

    return graph_state.hide(state, gone), somewhere


def _keep(state: GraphState, act: Act) -> Acted:
    return graph_state.keep_only(state, act.nodes), None


def _restart(state: GraphState, act: Act) -> Acted:
    node, graph = act.node, act.graph
    return (graph_state.restart(state, graph, node) if node in graph else state), lambda now: now.select(node)


def _pin(state: GraphState, act: Act) -> Acted:
    return graph_state.toggle_pin(state, act.nodes), None


def _move(state: GraphState, act: Act) -> Acted:
    if act.here.address.arrangement != "around":
        return state, None
    places = {str(node): (float(x), float(y)) for node, (x, y) in dict(act.event.get("places") or {}).items()}
    return graph_state.move(state, places), None


def _undo(state: GraphState, act: Act) -> Acted:
    return graph_state.undo(state), None


def _redo(state: GraphState, act: Act) -> Acted:
    return graph_state.redo(state), None


def _filter(state: GraphState, act: Act) -> Acted:
    key = str(act.event.get("key"))
    if key not in NODES and key not in ROLES:
        return state, None

    def switched(now: Address) -> Address:
        hidden = hidden_of(now) ^ {key}
        return replace(now, hidden=None if hidden == FIRST_HIDDEN else tuple(sorted(hidden)))

    return state, switched


def _arrange(state: GraphState, act: Act) -> Acted:
    wanted = next((one for one in ARRANGEMENTS if one == act.event.get("key")), None)
    return state, (lambda now: replace(now, arrangement=wanted)) if wanted else None


def _find_path(state: GraphState, act: Act) -> Acted:
    if len(act.nodes) != 2:
        return state, None
    one, two = act.nodes
    return _connected(state, act, one, two), lambda now: replace(now.select(one), arrangement=ARRANGEMENTS[0])


def _connect(state: GraphState, act: Act) -> Acted:
    """Tell how the selected entity is connected with any other one, on screen or not."""
    one, two = act.nodes
    if one not in act.graph:
        return state, None
    return _connected(state, act, one, two), lambda now: replace(now, arrangement=ARRANGEMENTS[0])


def _connected(state: GraphState, act: Act, one: str, two: str) -> GraphState:
    """Find how two entities are connected, and draw the first way alone."""
    graph = act.source.drawn(one, act.here.address)
    found = shortest_paths(graph, one, two, limit=1)
    act.visit.is_apart = not found
    return graph_state.only_path(state, graph, found[0].nodes) if found else state


def _export(state: GraphState, act: Act) -> Acted:
    here, workspace = act.here, resources.workspace()
    scene = network.build_scene(
        act.source.drawn(act.selected, here.address), state.now, here.lang, arrangement=here.address.arrangement
    )
    card = resources.entity_card(workspace.store.revision, act.selected, here.lang, workspace)
    source = pictures.source_of(here, scene.graph)
    saved = picture_files.export(
        str(act.event.get("format")), scene, card, here.lang, selected=act.selected, source=source
    )
    if saved is not None:
        name, mime, text = saved
        act.visit.file = {"name": name, "mime": mime, "text": text, "at": act.event.get("at")}
    return state, None


_ACTS: dict[str, Callable[[GraphState, Act], Acted]] = {
    "pick": _pick,
    "edge": _pick_edge,
    "expand": _expand,
    "open": _open,
    "collapse": _collapse,
    "hide": _hide,
    "keep": _keep,
    "restart": _restart,
    "pin": _pin,
    "move": _move,
    "undo": _undo,
    "redo": _redo,
    "filter": _filter,
    "arrange": _arrange,
    "path": _find_path,
    "connect": _connect,
    "export": _export,
}


def with_opened(now: Address, state: GraphState, node: str) -> Address:
    """The address with what is needed to draw this picture again."""
    opened = state.now.opened
    return replace(now, opened=() if opened == (node,) else opened)
