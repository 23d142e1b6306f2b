"""The assignments of a plan as nodes: the IRI of each, and the passage of its measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..iri import expand
from ..queries import answers
from ..queries.records import AssignmentNode
from ..store import Store


@dataclass(frozen=True, slots=True)
class AssignmentNodes:
    """The assignments of a plan by measure, unit and role, and the passage of each measure; all CURIEs."""

    nodes: Mapping[tuple[str, str, str], str]
    passages: Mapping[str, str]


def read_assignment_nodes(store: Store, plan: str) -> AssignmentNodes:
    """Read the assignments that owner lists write; members of collective owners are left out.

    Args:
        store: the graph.
        plan: its CURIE.
    """
    rows = answers(store, "assignments_as_nodes", AssignmentNode, plan=expand(plan))
    return AssignmentNodes(
        {(row.item, row.unit, row.role): row.assignment for row in rows if row.assignment and row.unit and row.role},
        {row.item: row.passage for row in rows},
    )
