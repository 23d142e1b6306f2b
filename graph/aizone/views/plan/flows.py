"""The Sankey diagram of goals, task areas and lead units, and how it stays readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...analysis.goal_flows import GoalFlow
from ...text.short_names import without_common_begin

_OTHERS = "others"
_LABEL_PX, _NARROW_LABEL_PX, _NARROW_PX = 158, 118, 540
"""The greatest width of a label, so that it ends before the next column; less where the drawing is narrow."""


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


def sankey(flows: Sequence[GoalFlow], *, colors: tuple[str, str, str], ink: str, gap_px: int = 9) -> dict[str, object]:
    """An ECharts option of the flows; goals left, areas in the middle, leads right.

    Args:
        flows: what flows.
        colors: of goals, areas and units, '#rrggbb'.
        ink: colour of the labels.
        gap_px: between nodes, so that labels of several lines do not touch.

    Returns:
        a JSON-ready option. Nodes are named by their CURIE, so that two of one name stay apart; labels are the names.
    """
    layers: tuple[dict[str, str], ...] = ({}, {}, {})
    links: Counter[tuple[str, str]] = Counter()
    counted: set[tuple[str, str]] = set()
    for flow in flows:
        layers[0][flow.goal], layers[1][flow.area], layers[2][flow.unit] = (
            flow.goal_label,
            flow.area_label,
            flow.unit_label,
        )
        links[flow.goal, flow.area] += flow.leads
    for flow in flows:  # an area that serves two goals leads on once
        if (flow.area, flow.unit) not in counted:
            counted.add((flow.area, flow.unit))
            links[flow.area, flow.unit] += flow.leads
    layers = (layers[0], layers[1], without_common_begin(layers[2]))
    nodes: list[dict[str, object]] = [
        {
            "name": node,
            "depth": depth,
            "itemStyle": {"color": colors[depth]},
            "label": {
                "formatter": label.replace("{", "(").replace("}", ")"),
                "position": "right",
            },
        }
        for depth, layer in enumerate(layers)
        for node, label in layer.items()
    ]
    return {
        "baseOption": _drawing(nodes, links, ink, gap_px),
        "media": [
            {
                "query": {"maxWidth": _NARROW_PX},
                "option": {"series": [{"levels": [_level(depth, _NARROW_LABEL_PX) for depth in (0, 1)]}]},
            }
        ],
    }


def _level(depth: int, width_px: int) -> dict[str, object]:
    return {"depth": depth, "label": {"width": width_px}}


def _drawing(
    nodes: list[dict[str, object]], links: Counter[tuple[str, str]], ink: str, gap_px: int
) -> dict[str, object]:
    return {
        "animation": False,
        "series": [
            {
                "type": "sankey",
                "cursor": "default",
                "nodeAlign": "justify",
                "draggable": False,
                "left": 8,
                "right": 168,
                "top": 20,
                "bottom": 24,
                "nodeWidth": 12,
                "nodeGap": gap_px,
                "layoutIterations": 64,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.28, "curveness": 0.5},
                "label": {"color": ink, "fontSize": 12, "lineHeight": 14, "width": _LABEL_PX, "overflow": "break"},
                "levels": [_level(depth, _LABEL_PX) for depth in (0, 1)],
                "data": nodes,
                "links": [{"source": start, "target": end, "value": value} for (start, end), value in links.items()],
            }
        ],
    }
