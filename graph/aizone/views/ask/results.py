"""Answers as a table that is sorted as its values are, as a graph, and as what a chart draws."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...i18n import Translate
from ...projections.tables import AnswerTable, NodeValue, TableValue
from ...text.short_names import without_place
from ..look.palette import NODES

if TYPE_CHECKING:
    import networkx as nx


def sorted_answer(table: AnswerTable, column: str, *, descending: bool = False) -> AnswerTable:
    """The rows by one column: numbers as numbers, texts as texts, missing values last; rows that are equal keep their order.

    Args:
        table: an answer.
        column: by which.
        descending: the largest first.
    """
    place = table.columns.index(column)
    present = [row for row in table.rows if not _is_missing(row[place])]
    missing = [row for row in table.rows if _is_missing(row[place])]
    present.sort(key=lambda row: _key(row[place]), reverse=descending)
    return AnswerTable(table.columns, (*present, *missing))


def _is_missing(value: TableValue) -> bool:
    """True for nothing, and for what is not a number ('NaN'^^xsd:double), which is neither more nor less than one."""
    return value is None or value != value


def _key(value: TableValue) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 0, float(value), ""
    if isinstance(value, (int, float)):
        return 1, float(value), ""
    return 2, 0.0, value.node if isinstance(value, NodeValue) else str(value)


def node_columns(table: AnswerTable) -> tuple[str, ...]:
    """The columns that hold nodes."""
    return tuple(
        column
        for place, column in enumerate(table.columns)
        if any(isinstance(row[place], NodeValue) for row in table.rows[:2_000])
    )


def number_columns(table: AnswerTable) -> tuple[str, ...]:
    """The columns that hold nothing but numbers."""

    def is_number(value: TableValue) -> bool:
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    found = []
    for place, column in enumerate(table.columns):
        values = [row[place] for row in table.rows if row[place] is not None]
        if values and all(map(is_number, values)):
            found.append(column)
    return tuple(found)


def nodes_of(table: AnswerTable) -> tuple[str, ...]:
    """Every node of an answer, once, in order."""
    return tuple(dict.fromkeys(value.node for row in table.rows for value in row if isinstance(value, NodeValue)))


def answer_graph(
    table: AnswerTable, labels: Mapping[str, str], groups: Mapping[str, str], *, most: int
) -> tuple[nx.MultiDiGraph[str], int]:
    """An answer as a graph: triples as they are, a row of several nodes as edges from its first one to the others.

    Args:
        table: columns subject, predicate and object, or any others.
        labels: names of nodes.
        groups: the class that each node is shown as.
        most: nodes at most, in the order of the rows.

    Returns:
        A graph in the form that the explorer draws (`group`, `label_zh`, `label_en`, `type`), and how many nodes it leaves out.
    """
    import networkx as nx

    links = list(dict.fromkeys(_links(table)))
    order = list(dict.fromkeys(node for source, _key, target in links for node in (source, target)))
    alone = [node for node in nodes_of(table) if node not in set(order)] if not links else []
    kept = dict.fromkeys([*order, *alone][:most])
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in kept:
        label = labels.get(node) or node.rpartition("/")[2]
        group = groups.get(node) or "Topic"
        graph.add_node(node, group=group, type=f"az:{group}", label=label, label_zh=label, label_en=label)
    for source, key, target in links:
        if source in kept and target in kept:
            graph.add_edge(source, target, key, count=1, basis=None)
    return graph, len(order) + len(alone) - len(kept)


def _links(table: AnswerTable) -> Iterable[tuple[str, str, str]]:
    if table.columns == ("subject", "predicate", "object"):
        for subject, predicate, object_ in table.rows:
            is_link = isinstance(subject, NodeValue) and isinstance(predicate, NodeValue)
            if is_link and isinstance(object_, NodeValue) and predicate.node != "rdf:type":  # type: ignore[union-attr]
                yield subject.node, predicate.node, object_.node  # type: ignore[union-attr]
        return
    role = next((place for place, column in enumerate(table.columns) if column in {"role", "relation"}), None)
    for row in table.rows:
        nodes = [
            (column, value.node)
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True))
            if isinstance(value, NodeValue) and place != role and value.node.startswith("id:")
        ]
        said = row[role] if role is not None else None
        for column, node in nodes[1:]:
            key = said.node.rpartition(":")[2] if isinstance(said, NodeValue) and len(nodes) == 2 else column
            yield nodes[0][1], key, node


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """A chart: 'bar', 'line' or 'matrix'; `x` and `y` are columns, `value` the column of numbers ('' counts rows)."""

    kind: str
    x: str
    y: str = ""
    value: str = ""


CHART_KINDS = ("bar", "line", "matrix")
VIEW_KINDS = (*CHART_KINDS, "table", "graph", "raw")
# '#view:matrix x=unit y=goal', '# View: bar x=?area', '#view:' that is still being written
_VIEW = re.compile(r"^[ \t]*#[ \t]*view[ \t]*[:：][ \t]*(?P<words>\S.*)$", re.IGNORECASE | re.MULTILINE)
_INK = NODES["Unit"].color
# '2024', '2024-06', '2024-06-30', '2024-06-30T09:00:00Z'
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\S*)?)?)?")


def chosen_view(text: str) -> dict[str, str]:
    r"""The view that a query asks for in a comment: '#view:matrix x=unit y=goal'.

    Args:
        text: the query.

    Returns:
        'kind' and the words after it by name; empty when there is none.

    Examples:
        >>> chosen_view("#view:matrix x=unit y=goal\nSELECT …")
        {'kind': 'matrix', 'x': 'unit', 'y': 'goal'}
    """
    found = _VIEW.search(text)
    kind, *words = found["words"].replace("＝", "=").split() if found else [""]
    if not kind:
        return {}
    parts = (word.split("=", 1) for word in words if "=" in word)
    return {"kind": kind.lower(), **{name.lower(): value.lstrip("?") for name, value in parts}}


def view_mistakes(asked: Mapping[str, str], table: AnswerTable, _: Translate) -> list[str]:
    """Words about a view that a query asks for and cannot have: one that there is not, or of columns that the answer does not have.

    Args:
        asked: see `chosen_view`.
        table: the answer.
        _: the translator.
    """
    if not asked:
        return []
    if asked["kind"] not in VIEW_KINDS:
        kinds = ", ".join(VIEW_KINDS)
        return [_("#view: there is no view “{kind}”; there are {kinds}.").format(kind=asked["kind"], kinds=kinds)]
    lost = [asked[part] for part in ("x", "y", "value") if asked.get(part) and not _column(asked[part], table)]
    columns = ", ".join(table.columns)
    said = _("#view: the answer has no column “{column}”; it has {columns}.")
    return [said.format(column=column, columns=columns) for column in lost]


def usual_chart(table: AnswerTable, asked: Mapping[str, str]) -> ChartChoice | None:
    """The chart that a query asks for, else one that fits: a heat matrix for two columns of names, bars for one.

    Where all columns are numbers, the first names the bars ('2024', measures due in it). None for one row or several that say the same.

    Args:
        table: the answer.
        asked: see `chosen_view`.
    """
    numbers = number_columns(table)
    names = [column for column in readable_columns(table) if column not in numbers]
    value = asked.get("value") if asked.get("value") in table.columns else (numbers[-1] if numbers else "")
    named = {part: _column(asked.get(part, ""), table) for part in ("x", "y")}
    kind = asked.get("kind", "")
    if kind in CHART_KINDS and named["x"]:
        return ChartChoice(kind, named["x"], named["y"], value or "")
    if len(names) >= 2 and (numbers or len(names) == 2):
        return ChartChoice("matrix", names[-1], names[0], value or "")
    if names:
        return ChartChoice("bar", names[0], "", value or "")
    telling = [column for column in readable_columns(table) if column in numbers]
    if not telling or len(table.rows) < 2:
        return None
    first = next((column for column in telling if column != value), telling[0])
    return ChartChoice("bar", first, "", value if value and value != first else "")


def readable_columns(table: AnswerTable) -> tuple[str, ...]:
    """The columns without nodes that have their label in another column, and without those that are the same in every row."""
    labelled = {column.removesuffix("_label") for column in table.columns if column.endswith("_label")}
    kept = []
    for place, column in enumerate(table.columns):
        values = {row[place] for row in table.rows[:5_000]}
        if column not in labelled and (len(values) > 1 or len(table.rows) < 2):
            kept.append(column)
    return tuple(kept)


def _column(name: str, table: AnswerTable) -> str:
    """A column by its name, with or without '_label'; the label where there is one."""
    plain = name.lstrip("?")
    return next((one for one in (f"{plain}_label", plain) if one in table.columns), "")


def cells(
    table: AnswerTable, chart: ChartChoice, labels: Mapping[str, str], *, across: int, down: int
) -> tuple[list[dict[str, str | float]], tuple[int, int]]:
    """The values that a chart draws: sums of `value` (or counts of rows) for each x, or each x and y.

    Args:
        table: the answer.
        chart: which.
        labels: names of nodes.
        across: at most so many names of `x`, those with the largest sums.
        down: likewise of `y`.

    Returns:
        The values in the order of the rows, and how many names of `x` and of `y` were left out.
    """
    x = table.columns.index(chart.x)
    y = table.columns.index(chart.y) if chart.y else None
    value = table.columns.index(chart.value) if chart.value else None
    sums: Counter[tuple[str, str]] = Counter()
    for row in _in_time(table.rows, x) if chart.kind == "line" else table.rows:
        held = 1.0 if value is None else row[value]
        if isinstance(held, (int, float)) and math.isfinite(held):
            sums[_named(row[x], labels), "" if y is None else _named(row[y], labels)] += held  # type: ignore[assignment]
    kept = [_largest(sums, part, most) for part, most in ((0, across), (1, down))]
    drawn: list[dict[str, str | float]] = [
        {"x": one, "y": other, "value": round(float(held), 6)}
        for (one, other), held in sums.items()
        if one in kept[0] and other in kept[1]
    ]
    names = [{key[part] for key in sums} for part in (0, 1)]
    return drawn, (len(names[0] - kept[0]), len(names[1] - kept[1]))


def _in_time(rows: Sequence[Sequence[TableValue]], place: int) -> Sequence[Sequence[TableValue]]:
    """Rows by a column of numbers or dates, over which a line runs from left to right; as they are by any other."""
    values = [row[place] for row in rows]
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return sorted(rows, key=lambda row: float(row[place]))  # type: ignore[arg-type]
    if all(isinstance(value, str) and _DATE.fullmatch(value) for value in values):
        return sorted(rows, key=lambda row: str(row[place]))
    return rows


def _largest(sums: Mapping[tuple[str, str], float], part: int, most: int) -> set[str]:
    totals: Counter[str] = Counter()
    for key, held in sums.items():
        totals[key[part]] += held  # type: ignore[assignment]
    return {name for name, _held in totals.most_common(most)}


def _named(value: TableValue, labels: Mapping[str, str]) -> str:
    if isinstance(value, NodeValue):
        return labels.get(value.node) or value.node
    return "—" if value is None else str(value)


def chart_spec(
    data: Sequence[Mapping[str, str | float]], chart: ChartChoice, titles: Mapping[str, str]
) -> dict[str, object]:
    """A chart as Vega-Lite draws it; names keep the order of the data.

    Args:
        data: see `cells`.
        chart: which.
        titles: headings of 'x', 'y' and 'value'.
    """
    xs = list(dict.fromkeys(str(one["x"]) for one in data))
    ys = list(dict.fromkeys(str(one["y"]) for one in data))
    x: dict[str, object] = {
        "field": "x",
        "type": "nominal",
        "sort": xs,
        "title": titles["x"],
        "axis": {"labelLimit": 220},
    }
    y: dict[str, object] = {
        "field": "y",
        "type": "nominal",
        "sort": ys,
        "title": titles["y"],
        "axis": {"labelLimit": 260, "maxExtent": 320, **_short_names(ys)},
    }
    names = _short_names(xs)
    value = {"field": "value", "type": "quantitative", "title": titles["value"]}
    tooltip = [{"field": "x", "title": titles["x"]}, *([{"field": "y", "title": titles["y"]}] if chart.y else []), {"field": "value", "title": titles["value"]}]  # fmt: skip
    base: dict[str, object] = {"data": {"values": list(data)}, "width": "container"}
    if chart.kind == "matrix":
        across = {
            **x,
            "axis": {
                **names,
                "labelAngle": -60,
                "labelLimit": 260,
                "maxExtent": 260,
                "labelOverlap": False,
                "orient": "top",
            },
        }
        marks = {
            "mark": {"type": "rect", "cornerRadius": 2},
            "encoding": {
                "color": {
                    **value,
                    "scale": {"scheme": "blues"},
                    "legend": {"orient": "bottom", "direction": "horizontal"},
                }
            },
        }
        figures = {"mark": {"type": "text", "fontSize": 11}, "encoding": {
            "text": {"field": "value", "type": "quantitative"},
            "color": {"condition": {"test": f"datum.value > {0.55 * max((float(one['value']) for one in data), default=0)}", "value": "white"}, "value": "#1c2733"}}}  # fmt: skip
        layers = [marks, figures] if len(data) <= 600 else [marks]
        return {**base, "height": {"step": 24}, "encoding": {"x": across, "y": y, "tooltip": tooltip}, "layer": layers}
    if chart.kind == "line":
        by_name = {"color": {"field": "y", "type": "nominal", "title": titles["y"]}} if chart.y else {}
        return {**base, "height": 380, "mark": {"type": "line", "point": True}, "encoding": {"x": {**x, "sort": None}, "y": value, **by_name, "tooltip": tooltip}}  # fmt: skip
    hue: dict[str, object] = {"field": "y", "type": "nominal", "title": titles["y"], "sort": ys}
    color = {"color": hue} if chart.y else {}
    up = {**x, "axis": {**names, "labelLimit": 320, "maxExtent": 380}}
    return {**base, "height": {"step": 22}, "mark": {"type": "bar", "cornerRadiusEnd": 3, "color": _INK}, "encoding": {"y": up, "x": value, **color, "tooltip": tooltip}}  # fmt: skip


def _short_names(names: Sequence[str]) -> dict[str, str]:
    """An axis whose names leave out what many of them begin with ('Hefei Municipal'): it is cut at their end, where they differ."""
    shorter = {name: short for name, short in without_place({one: one for one in names}).items() if short != name}
    return {"labelExpr": f"({json.dumps(shorter)})[datum.label] || datum.label"} if shorter else {}
