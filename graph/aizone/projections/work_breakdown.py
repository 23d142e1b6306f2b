"""A plan's work as a tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..queries.records import Work
from ..text.characters import without_illegal

if TYPE_CHECKING:
    import networkx as nx


def project_work_breakdown(work_items: Iterable[Work]) -> nx.DiGraph[str]:
    """Project the work items of one plan onto a tree.

    Args:
        work_items: answers of the question 'work_items' for one plan.

    Returns:
        A rooted tree, edges from whole to part. Node: a CURIE with `label`, `type` ('az:Plan', 'az:TaskArea', 'az:Task'
        or 'az:Measure'), `path` (numbering as printed, '' for a plan or measure) and `position` (document order). Edge:
        `az:partOf`, read downwards; it has no weight.
    """
    import networkx as nx

    tree: nx.DiGraph[str] = nx.DiGraph()
    for row in work_items:
        tree.add_node(row.plan, label="", type="az:Plan", path="", position=0)
        tree.add_node(
            row.item, label=without_illegal(row.item_label), type=f"az:{row.type}", path=row.path, position=row.position
        )
        tree.add_edge(row.parent, row.item)
    return tree
