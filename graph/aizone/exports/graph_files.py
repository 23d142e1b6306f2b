"""The whole graph for graph programs: GraphML, GEXF, and two tables that Gephi imports (nodes, edges).

Every edge has an id of its own, the same in every format and at every export, and names its relation; every node has a label, a
class, the colour of its class and a place. No text holds a character that XML does not allow.
"""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..i18n import Lang, translator
from ..model.kinds import group_of
from ..text.csv_cells import guarded
from ..views.graph.layout import Place
from ..views.graph.spread import spread_layout
from ..views.look.palette import NODES, OTHER, ROLES
from ..wording import edge_label
from .statement import ExportStatement

if TYPE_CHECKING:
    import networkx as nx

_GEXF = "http://www.gexf.net/1.2draft"
_MANY = 2_000
"""Nodes of a graph that is laid out in one piece; a larger one plan by plan."""
_SMALL = 12
_NODE_COLUMNS = ("Id", "Label", "type", "label_zh", "label_en", "plan")
_EDGE_COLUMNS = ("Source", "Target", "Type", "Id", "Label", "relation", "role", "basis", "rank")


def drawn_graph(graph: nx.MultiDiGraph[str], lang: Lang) -> nx.MultiDiGraph[str]:
    """The graph with what a graph program shows.

    Args:
        graph: `projections.graph.project_graph`, or a part of it.
        lang: language of `label`.

    Returns:
        A new graph. Node: `label` in the language, `color` (#rrggbb of its class), `size`, `x` and `y` (y points up) beside what
        it has. Edge: its `id` as key; `label`, the relation in words, beside what it has; all values are texts or numbers.
    """
    import networkx as nx

    _ = translator(lang)
    first, second = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    places = _places(graph)
    for node, data in graph.nodes(data=True):
        style = NODES.get(group_of(data["type"]) or "")
        color, size = (style.color, style.size) if style else (OTHER.color.light, _SMALL)
        x, y = places[node]
        label = data[first] or data[second] or data["label"]
        drawn.add_node(node, **{**data, "label": label, "color": color, "size": float(size), "x": x, "y": -y})
    for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        words = edge_label(data.get("role") or key, _)
        told = {name: value for name, value in data.items() if value is not None and name != "id"}
        drawn.add_edge(source, target, key=data["id"], **told, label=words)
    return drawn


def _places(graph: nx.MultiDiGraph[str]) -> dict[str, Place]:
    """A place for every node: in one piece, or a large graph plan by plan with what plans share between their plans."""
    import networkx as nx

    if not len(graph):
        return {}
    grouped: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    grouped.add_nodes_from((node, {"group": group_of(data["type"]) or ""}) for node, data in graph.nodes(data=True))
    grouped.add_edges_from((source, target, data.get("role") or key) for source, target, key, data in graph.edges(keys=True, data=True))  # fmt: skip

    def by_degree(nodes: list[str]) -> list[str]:
        return sorted(nodes, key=lambda node: (-grouped.degree(node), node))

    if len(graph) <= _MANY:
        return spread_layout(grouped, by_degree(list(grouped)))
    parts: dict[str, list[str]] = defaultdict(list)
    for node in grouped:
        parts[_plan_of(node)].append(node)
    placed: dict[str, Place] = {}
    corner, shelf = (0.0, 0.0), 0.0
    width = 4_000.0 * max(1.0, len(parts) ** 0.5)
    for plan in sorted(parts):
        for start in range(0, len(parts[plan]), _MANY):
            own = by_degree(parts[plan])[start : start + _MANY]
            found = spread_layout(grouped.subgraph(own), own)
            left, top = min(x for x, _y in found.values()), min(y for _x, y in found.values())
            for node, (x, y) in found.items():
                placed[node] = (round(x - left + corner[0], 1), round(y - top + corner[1], 1))
            right = max(placed[node][0] for node in own) + 400
            shelf = max(shelf, max(placed[node][1] for node in own) + 400)
            corner = (right, corner[1]) if right < width else (0.0, shelf)
    return placed


def _plan_of(node: str) -> str:
    """The plan that a node belongs to, '' for what plans share."""
    if not node.startswith("id:plan/"):
        return ""
    return "/".join(node.split("/")[:2])


def to_graphml(graph: nx.MultiDiGraph[str], statement: ExportStatement, lang: Lang) -> bytes:
    """The graph as GraphML; the statement is data of the graph."""
    import networkx as nx

    drawn = drawn_graph(graph, lang)
    drawn.graph["statement"] = "\n".join(statement.lines(lang))
    drawn.graph |= {name: _joined(value) for name, value in statement.values().items()}
    buffer = io.BytesIO()
    nx.write_graphml(drawn, buffer, encoding="utf-8")
    return buffer.getvalue()


def to_gexf(graph: nx.MultiDiGraph[str], statement: ExportStatement, lang: Lang) -> bytes:
    """The graph as GEXF with colours, sizes and places; the statement is its description."""
    import networkx as nx

    drawn = drawn_graph(graph, lang)
    shown: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in drawn.nodes(data=True):
        data: dict[str, Any] = dict(attributes)
        place = {"x": data.pop("x"), "y": data.pop("y"), "z": 0.0}
        data["viz"] = {"color": _rgb(data.pop("color")), "size": data.pop("size"), "position": place}
        data["kind"] = data.pop("type")  # GEXF gives 'type' a meaning of its own
        shown.add_node(node, **data)
    for source, target, key, data in drawn.edges(keys=True, data=True):
        style = ROLES.get(data.get("role", ""), OTHER)
        look = {"color": _rgb(style.color.light), "thickness": style.width}
        shown.add_edge(source, target, key=key, **data, id=key, viz=look)
    buffer = io.BytesIO()
    nx.write_gexf(shown, buffer, encoding="utf-8")
    return _described(buffer.getvalue(), "\n".join(statement.lines(lang)))


def _described(gexf: bytes, words: str) -> bytes:
    """A GEXF file whose head says what it holds, and not when it was written, so that the same data give the same bytes."""
    ET.register_namespace("", _GEXF)
    ET.register_namespace("viz", f"{_GEXF}/viz")
    tree = ET.fromstring(gexf)
    meta = tree.find(f"{{{_GEXF}}}meta")
    assert meta is not None
    meta.attrib.clear()
    ET.SubElement(meta, f"{{{_GEXF}}}description").text = words
    return bytes(ET.tostring(tree, encoding="utf-8", xml_declaration=True))


def _rgb(color: str) -> dict[str, Any]:
    red, green, blue = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _joined(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def to_node_csv(graph: nx.MultiDiGraph[str], lang: Lang) -> bytes:
    """The nodes as a table that Gephi's and Cytoscape's import knows by its heads, with a byte order mark for spreadsheets."""
    first, second = ("label_zh", "label_en") if lang == "zh" else ("label_en", "label_zh")
    rows = []
    for node in sorted(graph):
        data = graph.nodes[node]
        label = data[first] or data[second] or data["label"]
        rows.append((node, label, data["type"], data["label_zh"], data["label_en"], _plan_of(node)))
    return _table(_NODE_COLUMNS, rows)


def to_edge_csv(graph: nx.MultiDiGraph[str], lang: Lang) -> bytes:
    """The edges as a table, ids as in the other graph formats."""
    _ = translator(lang)
    rows = (
        (source, target, "Directed", data["id"], edge_label(data.get("role") or key, _), data["relation"],
         data.get("role") or "", data.get("basis") or "", data.get("rank") or "")
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    )  # fmt: skip
    return _table(_EDGE_COLUMNS, rows)


def _table(columns: tuple[str, ...], rows: Any) -> bytes:  # noqa: ANN401 - any rows of texts and numbers
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
