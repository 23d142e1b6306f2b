"""A plan's work as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..iri import compact
from ..store import Rows

if TYPE_CHECKING:
    import networkx as nx


def project_work_breakdown(work_items: Rows) -> nx.DiGraph[str]:
    """Project the work items of one plan onto a tree.

    Args:
        work_items: answer of the question 'work_items' for one plan.

    Returns:
        A rooted tree, edges from whole to part. Node: a CURIE with `label`, `type` ('az:Plan', 'az:TaskArea', 'az:Task'
        or 'az:Measure'), `path` (numbering as printed, '' for a plan or measure) and `position` (document order). Edge:
        `az:partOf`, read downwards; it has no weight.
    """
    import networkx as nx

    tree: nx.DiGraph[str] = nx.DiGraph()
    for row in work_items.dicts():
        plan, item, parent = (compact(str(row[key])) for key in ("plan", "item", "parent"))
        tree.add_node(plan, label="", type="az:Plan", path="", position=0)
        tree.add_node(
            item,
            label=row["item_label"] or "",
            type=compact(str(row["type"])),
            path=row["path"] or "",
            position=row["position"],
        )
        tree.add_edge(parent, item)
    return tree
