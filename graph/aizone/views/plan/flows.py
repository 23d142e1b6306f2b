"""The Sankey diagram of goals, task areas and lead units: bars and streams with their places, and how it stays readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...analysis.goal_flows import GoalFlow
from ...text.short_names import without_place

_OTHERS = "others"
COLUMNS = (0, 35, 70)
"""The left of each column, in per cent of the width."""
_MEASURE_PX, _GAP_PX = 4.2, 9.0
_WAYS = tuple(step / 16 for step in range(17))
_LABEL_PX, _LINE_PX, _WIDE_PX, _NARROW_PX, _LAST_NARROW = 128.0, 16.0, 13.0, 6.9, 0x2E7F


def biggest(flows: Sequence[GoalFlow], units: int, others: str) -> tuple[GoalFlow, ...]:
    """The flows of the units with most measures; all others are merged into one, so that a picture stays readable.

    Args:
        flows: of one or several plans.
        units: how many units keep their own stream.
        others: the name of the merged stream.
    """
    totals: Counter[str] = Counter()
    for flow in flows:
        totals[flow.unit] += flow.leads
    kept = {unit for unit, _count in sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))[:units]}
    merged: dict[tuple[str, str, str], GoalFlow] = {}
    for flow in flows:
        unit, label = (flow.unit, flow.unit_label) if flow.unit in kept else (_OTHERS, others)
        key = (flow.goal, flow.area, unit)
        leads = flow.leads + (merged[key].leads if key in merged else 0)
        merged[key] = GoalFlow(flow.goal, flow.goal_label, flow.area, flow.area_label, unit, label, leads)
    return tuple(merged.values())


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A goal, area or unit of the picture: its column from 0, the top and height of its bar and of the room of its name (px), its measures.

    `node` is None for what was put together.
    """

    node: str | None
    label: str
    column: int
    top: float
    height: float
    room_top: float
    room: float
    measures: int


@dataclass(frozen=True, slots=True)
class FlowStream:
    """A stream between two bars: its outline (x in per cent of the way, y in px), the column it begins in, and what it says."""

    outline: tuple[tuple[float, float], ...]
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """Bars in columns, with streams between them."""

    height: float
    nodes: tuple[FlowNode, ...]
    streams: tuple[FlowStream, ...]


def flow_picture(flows: Sequence[GoalFlow]) -> FlowPicture:
    """The Sankey diagram of some flows: goals left, areas in the middle, leads right; every name has room for all of its lines."""
    labels: tuple[dict[str, str], ...] = ({}, {}, {})
    links: tuple[Counter[tuple[str, str]], ...] = (Counter(), Counter())
    counted: set[tuple[str, str]] = set()
    for flow in flows:
        labels[0][flow.goal], labels[1][flow.area], labels[2][flow.unit] = (
            flow.goal_label,
            flow.area_label,
            flow.unit_label,
        )
        links[0][flow.goal, flow.area] += flow.leads
        if (flow.area, flow.unit) not in counted:  # an area that serves two goals leads on once
            links[1][flow.area, flow.unit] += flow.leads
        counted.add((flow.area, flow.unit))
    labels = (labels[0], labels[1], without_place(labels[2]))
    sizes = [
        {node: max(sum(out for (one, _to), out in (links[at].items() if at < 2 else ()) if one == node),
                   sum(into for (_from, two), into in (links[at - 1].items() if at else ()) if two == node)) for node in layer}
        for at, layer in enumerate(labels)
    ]  # fmt: skip
    orders = [list(labels[0])]
    for at in (0, 1):
        before = {node: place for place, node in enumerate(orders[at])}
        near = {
            node: [(before[one], value) for (one, two), value in links[at].items() if two == node]
            for node in labels[at + 1]
        }
        mean = {
            node: sum(place * value for place, value in found) / sum(value for _p, value in found)
            for node, found in near.items()
        }
        orders.append(sorted(labels[at + 1], key=lambda node, mean=mean: (node == _OTHERS, mean[node])))  # type: ignore[misc]
    rooms = [
        {node: max(_MEASURE_PX * sizes[at][node], _name_px(labels[at][node])) for node in order}
        for at, order in enumerate(orders)
    ]
    height = max(sum(own.values()) + _GAP_PX * len(own) for own in rooms)
    nodes: dict[tuple[int, str], FlowNode] = {}
    for at, order in enumerate(orders):
        gap = (height - sum(rooms[at].values())) / len(order)
        y = gap / 2
        for node in order:
            room, bar = rooms[at][node], _MEASURE_PX * sizes[at][node]
            known = None if node == _OTHERS else node
            nodes[at, node] = FlowNode(known, labels[at][node], at, y + (room - bar) / 2, bar, y, room, sizes[at][node])
            y += room + gap
    return FlowPicture(height, tuple(nodes.values()), tuple(_streams(links, nodes)))


def _name_px(label: str) -> float:
    """The height of a name in the width that a column leaves for it, with the number after it."""
    words, lines, used = label.split(" "), 1, 0.0
    for word in [*words, "00"]:
        width = sum(_WIDE_PX if ord(char) > _LAST_NARROW else _NARROW_PX for char in word) + _NARROW_PX
        if used and used + width > _LABEL_PX:
            lines, used = lines + 1, 0.0
        lines, used = lines + int((used + width) // _LABEL_PX), (used + width) % _LABEL_PX
    return lines * _LINE_PX


def _streams(
    links: Sequence[Counter[tuple[str, str]]], nodes: Mapping[tuple[int, str], FlowNode]
) -> Iterator[FlowStream]:
    for at, own in enumerate(links):
        left = {one: nodes[at, one].top for one, _two in own}
        right = {two: nodes[at + 1, two].top for _one, two in own}
        starts: dict[tuple[str, str], float] = {}
        for one, two in sorted(own, key=lambda link: (nodes[at, link[0]].top, nodes[at + 1, link[1]].top)):
            starts[one, two] = left[one]
            left[one] += _MEASURE_PX * own[one, two]
        for one, two in sorted(own, key=lambda link: (nodes[at + 1, link[1]].top, nodes[at, link[0]].top)):
            thick, y1, y2 = _MEASURE_PX * own[one, two], starts[one, two], right[two]
            right[two] += thick
            upper = [(100 * way, y1 + (y2 - y1) * way * way * (3 - 2 * way)) for way in _WAYS]
            outline = (*upper, *((x, y + thick) for x, y in reversed(upper)))
            words = f"{nodes[at, one].label} → {nodes[at + 1, two].label}: {own[one, two]}"
            yield FlowStream(outline, at, words)
