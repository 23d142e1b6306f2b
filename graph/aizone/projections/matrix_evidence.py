"""The evidence of a responsibility matrix: what its filled cells are drawn from, with the words."""

from __future__ import annotations

from dataclasses import dataclass

from ..iri import expand
from ..queries import answers
from ..queries.records import QuotedResponsibility
from ..store import Store
from .responsibility_matrix import Matrix


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """One responsibility of a filled cell; `item` is the row it belongs to (a task, or the measure itself)."""

    item: str
    found: QuotedResponsibility


def read_matrix_evidence(store: Store, matrix: Matrix) -> list[CellEvidence]:
    """The responsibilities of the filled cells, in document order, plan by plan.

    Args:
        store: the graph.
        matrix: any part of a matrix of it; only the roles its cells hold are read.
    """
    items = {row.item for row in matrix.rows}
    evidence = []
    for plan in dict.fromkeys(row.plan for row in matrix.rows):
        for found in answers(store, "responsibilities_of_plan", QuotedResponsibility, plan=expand(plan)):
            item = found.measure if found.measure in items else found.task
            cell = matrix.cells.get((item, found.unit))
            if cell is not None and found.role in dict(cell.roles):
                evidence.append(CellEvidence(item, found))
    return evidence
