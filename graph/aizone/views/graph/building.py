"""Choosing the part of the folded graph that is drawn: neighbourhoods, never the whole, with their legend and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ...errors import AizoneError
from ...i18n import Lang, translator
from ...iri import compact, expand
from ...model.kinds import strength
from ...projections.folded import label_of
from ...wording import class_label, role_label, told
from ..look.palette import NODES, ROLES
from .arrangements import NAME_FORMS, Drawn, NameForm, by_kind, in_column, in_layers, layers, routes, scale_of
from .captions import MORE_SIZE, captions, sign_size, widths
from .detours import detours
from .scene import LegendEntry, Scene
from .state import Picture, path_of

if TYPE_CHECKING:
    import networkx as nx

_PLAN_NODES = "id:plan/"
_MIDDLE = (0.0, 0.0)
_LARGE, _CUT_COSTS = 0.8, 0.3
"""A scale beyond which larger letters are worth nothing, and what it costs to cut all names."""
_LEGIBLE, _SMALL_COSTS = 0.64, 3.0
"""A scale below which letters are too small (9.6 px), and how much more that costs than names that are cut."""
_ROLE_ORDER = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour of a node as a row of a list: its relation and its class."""

    node: str
    label: str
    group: str
    relation: str


def captioned(scene: Scene, lang: Lang) -> Scene:
    """The scene with its names where they are least in the way, and its lines around those that are in theirs."""
    names = captions(scene, lang)
    if scene.path:
        return replace(scene, captions=names)
    pairs = list(dict.fromkeys([*scene.graph.edges(), *((more.anchor, more.id) for more in scene.more)]))
    sizes = {node: sign_size(scene, node) if node in scene.graph else MORE_SIZE for node in scene.positions}
    boxes = {node: name.box for node, name in names.items()}
    return replace(scene, captions=names, routes=detours(pairs, scene.positions, sizes, boxes, _MIDDLE))


def visible(
    graph: nx.MultiDiGraph[str],
    groups: Collection[str],
    roles: Collection[str],
    *,
    plans: Collection[str] | None = None,
    always: Collection[str] = (),
    with_invented: bool = True,
) -> nx.MultiDiGraph[str]:
    """The part of a folded graph that the filters let through.

    Args:
        graph: folded.
        groups: classes of the nodes to keep.
        roles: roles of the responsibilities to keep; other relations stay.
        plans: CURIEs of the plans whose goals, areas and tasks to keep; all when None.
        always: nodes to keep even if a filter hides their class.
        with_invented: whether to keep what belongs to invented examples.

    Returns:
        a view: nothing is copied, so a filter costs nothing on a workspace of a thousand plans.
    """
    import networkx as nx

    def keep_node(node: str) -> bool:
        if node in always:
            return True
        data = graph.nodes[node]
        is_kept = with_invented or not data.get("is_invented")
        return is_kept and data["group"] in groups and (plans is None or _is_of(node, plans))

    def keep_edge(source: str, target: str, key: object) -> bool:
        return key not in ROLES or key in roles

    view: nx.MultiDiGraph[str] = nx.subgraph_view(graph, filter_node=keep_node, filter_edge=keep_edge)
    return view


def _is_of(node: str, plans: Collection[str]) -> bool:
    """True for a node of one of some plans, and for one that belongs to no plan (a unit, platform or topic)."""
    return not node.startswith(_PLAN_NODES) or any(node == plan or node.startswith(f"{plan}/") for plan in plans)


def neighbours(graph: nx.MultiDiGraph[str], node: str, lang: Lang) -> list[Neighbour]:
    """The neighbours of a node as a list for screen readers: by relation, then name."""
    _ = translator(lang)
    found: dict[tuple[str, str], Neighbour] = {}
    edges = [(target, key, True) for _s, target, key in graph.out_edges(node, keys=True)]
    edges += [(source, key, False) for source, _t, key in graph.in_edges(node, keys=True)]
    for other, key, forward in edges:
        found[(other, key)] = Neighbour(
            node=other,
            label=label_of(graph, other, lang),
            group=class_label(graph.nodes[other]["group"], _),
            relation=told(key, forward, _),
        )
    order = {key: _ROLE_ORDER.get(key[1], len(_ROLE_ORDER)) for key in found}
    return [found[key] for key in sorted(found, key=lambda key: (order[key], key[1], found[key].label))]


def node_at(graph: nx.MultiDiGraph[str], address: str) -> str | None:
    """The node that an address names by CURIE or IRI; for a measure its task, where measures are drawn; None if there is none."""
    try:
        node = compact(expand(address))
    except (AizoneError, ValueError):  # an unknown prefix; not an IRI
        return None
    if node in graph:
        return node
    parent = node.rpartition("/")[0]
    return parent if parent in graph else None


def _not_drawn(graph: nx.MultiDiGraph[str], part: nx.MultiDiGraph[str], node: str) -> int:
    """The number of neighbours that no line of a part leads to."""
    drawn = {*part.successors(node), *part.predecessors(node)}
    return len({*graph.successors(node), *graph.predecessors(node)} - drawn - {node})


def build_scene(
    graph: nx.MultiDiGraph[str],
    picture: Picture,
    lang: Lang,
    *,
    groups: Collection[str] = tuple(NODES),
    roles: Collection[str] = tuple(ROLES),
    arrangement: Drawn = "around",
) -> Scene:
    """The scene of a picture.

    Args:
        graph: folded and filtered; nodes of the picture that the filter hides are not drawn.
        picture: nodes and their positions.
        lang: language of the legend.
        groups: classes that the filter lets through, for the legend.
        roles: roles that the filter lets through, for the legend.
        arrangement: where things stand; 'around' is where the picture has them.
    """
    kept = [node for node in picture.shown if node in graph]
    path = tuple(node for node in path_of(picture.steps) if node in graph)
    part = _chain(graph, path) if len(path) > 1 else graph.subgraph(kept)
    more = tuple(more for more in picture.more if more.anchor in part)
    positions = {node: picture.places[node] for node in (*kept, *(one.id for one in more))}
    folded_away: Counter[str] = Counter()
    for one in more:
        folded_away[one.anchor] += len(one.members)
    hidden = {node: max(0, _not_drawn(graph, part, node) - folded_away[node]) for node in kept}
    legend = _legend(part, groups, roles, lang)
    own = {node: str(part.nodes[node]["group"]) for node in kept}
    own |= {one.id: str(graph.nodes[one.members[0]]["group"]) for one in more if one.members[0] in graph}
    pinned = picture.pinned & part.nodes
    scene = Scene(part, positions, more, legend, picture.left_out, hidden, pinned, arrangement, own, path=path)
    return captioned(_arranged(scene, lang), lang) if arrangement != "layers" else _routed(_arranged(scene, lang), lang)


def _chain(graph: nx.MultiDiGraph[str], path: Sequence[str]) -> nx.MultiDiGraph[str]:
    """The nodes of a path with one edge between each two neighbours: the one that says most."""
    import networkx as nx

    chain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    chain.add_nodes_from((node, graph.nodes[node]) for node in path)
    for one, two in pairwise(path):
        keys = [(strength(key), key, one, two) for key in graph.succ[one].get(two, ())]
        keys += [(strength(key), key, two, one) for key in graph.succ[two].get(one, ())]
        for _strength, key, source, target in sorted(keys)[:1]:
            chain.add_edge(source, target, key, **graph.edges[source, target, key])
    return chain


def _arranged(scene: Scene, lang: Lang) -> Scene:
    """The scene with its places, which only the arrangement around an entity takes from the picture."""
    links = [(more.anchor, more.id) for more in scene.more]
    match scene.arrangement:
        case "column":
            places = in_column(list(scene.positions), scene.path)
        case "kinds":
            places = by_kind(scene.groups)
        case "layers":
            scene, own = _in_best_form(scene, lang)
            assert scene.form is not None
            places = in_layers(scene.graph, scene.groups, own, links, scene.form)
        case "around":
            places = scene.positions
    return replace(scene, positions=places)


def _in_best_form(scene: Scene, lang: Lang) -> tuple[Scene, dict[str, float]]:
    """The scene with the form of its names in layers, and their widths: large letters count most, then names that are whole."""
    columns = layers(scene.groups)

    def tried(form: NameForm) -> tuple[float, Scene, dict[str, float]]:
        written = replace(scene, form=form)
        own, cut = widths(written, lang)
        scale = scale_of(columns, own, form)
        worth = min(scale, _LARGE) - _SMALL_COSTS * max(0.0, _LEGIBLE - scale) - _CUT_COSTS * cut
        return worth, written, own

    _worth, written, own = max(map(tried, NAME_FORMS), key=lambda found: found[0])
    return written, own


def _routed(scene: Scene, lang: Lang) -> Scene:
    """The scene with its names and the lines between its layers."""
    names = captions(scene, lang)
    pairs = [*scene.graph.edges(), *((more.anchor, more.id) for more in scene.more)]
    return replace(scene, captions=names, routes=routes(dict.fromkeys(pairs), scene.positions, names))


def _legend(
    part: nx.MultiDiGraph[str], shown_groups: Collection[str], shown_roles: Collection[str], lang: Lang
) -> tuple[LegendEntry, ...]:
    """Every class and role that is drawn or hidden by the filter."""
    _ = translator(lang)
    groups = Counter(data["group"] for _n, data in part.nodes(data=True))
    roles = Counter(key for _s, _t, key in part.edges(keys=True) if key in ROLES)
    entries = [
        LegendEntry(group, class_label(group, _), groups[group], group in shown_groups)
        for group in NODES
        if groups[group] or group not in shown_groups
    ]
    entries += [
        LegendEntry(role, role_label(role, _), roles[role], role in shown_roles)
        for role in ROLES
        if roles[role] or role not in shown_roles
    ]
    return tuple(entries)
