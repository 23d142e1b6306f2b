"""The paths of goals, measures, tasks and areas in their plan, as the plan prints them."""

from __future__ import annotations

from collections import Counter

from ..iri import expand
from ..queries import answers
from ..queries.records import ExportedGoal, Work
from ..store import Store


def read_item_paths(store: Store, plan: str | None = None) -> dict[str, str]:
    """Each goal and work item (CURIE) with its path as printed.

    '二/(一)' is a goal's, '三/(三)/4' a task's, '三/(三)/4 m2' a measure's, which has its task's where it is the only one.

    Args:
        store: the graph.
        plan: CURIE; all plans when None.
    """
    work = answers(store, "work_items", Work) if plan is None else answers(store, "work_items", Work, plan=expand(plan))
    goals = (
        answers(store, "table_goals", ExportedGoal)
        if plan is None
        else answers(store, "table_goals", ExportedGoal, plan=expand(plan))
    )
    paths = {row.item: row.path for row in work}
    siblings = Counter(row.parent for row in work)
    found = {row.goal: row.path for row in goals if row.path}
    for row in work:
        task, own = paths.get(row.parent, ""), row.item.rsplit("/", 1)[-1]
        found[row.item] = row.path or (task if task and siblings[row.parent] == 1 else f"{task} {own}".strip())
    return found
