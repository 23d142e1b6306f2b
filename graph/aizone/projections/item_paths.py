"""The paths of measures, tasks and areas in their plan, as the plan prints them."""

from __future__ import annotations

from collections import Counter

from ..iri import expand
from ..queries import answers
from ..queries.records import Work
from ..store import Store


def read_item_paths(store: Store, plan: str | None = None) -> dict[str, str]:
    """Each work item (CURIE) with its path as printed: '三/(三)/4' of a task, '三/(三)/4 m2' of a measure, and its task's where it is the only one.

    Args:
        store: the graph.
        plan: CURIE; all plans when None.
    """
    work = answers(store, "work_items", Work) if plan is None else answers(store, "work_items", Work, plan=expand(plan))
    paths = {row.item: row.path for row in work}
    siblings = Counter(row.parent for row in work)
    found = {}
    for row in work:
        task, own = paths.get(row.parent, ""), row.item.rsplit("/", 1)[-1]
        found[row.item] = row.path or (task if task and siblings[row.parent] == 1 else f"{task} {own}".strip())
    return found
