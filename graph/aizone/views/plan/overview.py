"""One plan at a glance: goals with targets and who stands behind them, areas with tasks and leads, the busiest units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...i18n import Lang
from ...iri import compact, expand
from ...names import lookup
from ...text.collation import sort_key
from ...workspace import Workspace
from .flows import Flow, goal_flows

Row = dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan in the picker and at the top of its page; years are Gregorian, empty texts where the plan says nothing."""

    plan: str
    label: str
    number: str
    issuer: str
    issued: str
    years: str
    tasks: int
    measures: int
    fictional: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal, its targets in words, the task areas that serve it, and the units that lead most for it."""

    goal: str
    label: str
    targets: tuple[str, ...]
    areas: tuple[str, ...]
    leads: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its path, its leads (or, where nobody leads, its owners) and how many measures it has."""

    task: str
    path: str
    label: str
    leads: tuple[tuple[str, str], ...]
    has_lead: bool
    measures: int


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A task area with its tasks; `area` is empty for tasks that stand in no area."""

    area: str
    label: str
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with the number of measures it leads, owns, supports, and has in all."""

    unit: str
    label: str
    leads: int
    responsible: int
    supports: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview page shows of one plan; `named_units` counts the bodies its owner lists name."""

    head: PlanHead
    goals: tuple[GoalLine, ...]
    areas: tuple[AreaLine, ...]
    units: tuple[UnitLine, ...]
    named_units: int
    assignments: int
    entities: int
    without_lead: int
    flows: tuple[Flow, ...]


def list_plans(workspace: Workspace, lang: Lang) -> list[PlanHead]:
    """The plans of a workspace, real ones first."""
    return [
        PlanHead(
            plan=compact(str(row["plan"])),
            label=str(row["plan_label"]),
            number=str(row["number"] or ""),
            issuer=str(row["issuer_label"] or ""),
            issued=str(row["issued"] or ""),
            years="–".join(str(row[key]) for key in ("start", "end") if row[key] is not None),
            tasks=int(row["tasks"] or 0),
            measures=int(row["measures"] or 0),
            fictional=bool(row["fictional"]),
        )
        for row in workspace.select("plans", lang=lang).dicts()
    ]


def build_overview(workspace: Workspace, head: PlanHead, lang: Lang) -> Overview:
    """The overview of one plan, from questions that cost what the plan is worth, not what the workspace is."""
    plan = expand(head.plan)
    assignments = workspace.select("assignments", lang=lang, plan=plan).dicts()
    written = [row for row in assignments if row["group"] is None]
    work = workspace.select("work_items", lang=lang, plan=plan).dicts()
    areas = _areas(work, written, plan.value)
    served = workspace.select("goals_and_areas", lang=lang, plan=plan).dicts()
    flows = goal_flows(served, work, assignments)
    return Overview(
        head=head,
        goals=_goals(workspace, plan, served, flows, lang),
        areas=areas,
        units=_units(assignments, lang),
        named_units=len({row["unit"] for row in written if not str(row["unit_type"]).endswith("#UnitGroup")}),
        assignments=len(written),
        entities=len(workspace.store.select(_ENTITIES, {"plan": plan})),
        without_lead=sum(not task.has_lead for area in areas for task in area.tasks),
        flows=flows,
    )


_ENTITIES = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT DISTINCT ?plan ?entity WHERE { GRAPH ?plan { ?item az:delivers|az:supports|az:reliesOn ?entity } }
"""
_GOALS = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?plan ?goal ?target WHERE {
  GRAPH ?plan { ?goal a az:Goal ; az:position ?position . OPTIONAL { ?goal az:hasTarget ?target } }
} ORDER BY ?position ?target
"""


def _units(assignments: list[Row], lang: Lang) -> tuple[UnitLine, ...]:
    """Each unit's measures by role; members of a collective owner carry its measures too."""
    items: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    labels: dict[str, str] = {}
    for row in assignments:
        unit, role = str(row["unit"]), str(row["role"]).rsplit("/", 1)[-1]
        labels[unit] = str(row["unit_label"])
        items[unit][role].add(str(row["item"]))
    lines = [
        UnitLine(
            unit=compact(unit),
            label=labels[unit],
            leads=len(roles["lead"]),
            responsible=len(roles["responsible"]),
            supports=len(roles["support"]),
            total=len(set().union(*roles.values())),
        )
        for unit, roles in items.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.leads, -line.total, sort_key(line.label, lang), line.unit)))


def _goals(
    workspace: Workspace, plan: ox.NamedNode, served: list[Row], flows: Sequence[Flow], lang: Lang
) -> tuple[GoalLine, ...]:
    store = workspace.store
    targets: dict[str, list[str]] = {}
    for row in store.select(_GOALS, {"plan": plan}).dicts():
        known = targets.setdefault(str(row["goal"]), [])
        if row["target"] is not None:
            known.append(lookup.label(store, ox.NamedNode(str(row["target"])), lang))
    areas: dict[str, list[str]] = defaultdict(list)
    for row in served:
        areas[str(row["goal"])].append(str(row["area_label"]))
    leads: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for flow in flows:
        leads[flow.goal][flow.unit, flow.unit_label] += flow.leads
    return tuple(
        GoalLine(
            compact(goal),
            lookup.label(store, ox.NamedNode(goal), lang),
            tuple(found),
            tuple(areas[goal]),
            tuple((unit, label, count) for (unit, label), count in _most_first(leads[compact(goal)], lang)),
        )
        for goal, found in targets.items()
    )


def _most_first(counts: Counter[tuple[str, str]], lang: Lang) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], sort_key(entry[0][1], lang)))


def _areas(work: list[Row], written: list[Row], plan: str) -> tuple[AreaLine, ...]:
    owners: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in written:
        owners[str(row["task"])].append(
            (compact(str(row["unit"])), str(row["unit_label"]), str(row["role"]).rsplit("/", 1)[-1])
        )
    measures: dict[str, int] = defaultdict(int)
    for row in work:
        if str(row["type"]).endswith("Measure"):
            measures[str(row["parent"])] += 1
    tasks: dict[str, list[TaskLine]] = defaultdict(list)
    for row in work:
        if str(row["type"]).endswith("#Task"):
            task = str(row["item"])
            leads = [(unit, label) for unit, label, role in owners[task] if role == "lead"]
            shown = leads or [(unit, label) for unit, label, _role in owners[task]]
            parent = "" if str(row["parent"]) == plan else str(row["parent"])
            tasks[parent].append(
                TaskLine(
                    task=compact(task),
                    path=str(row["path"] or ""),
                    label=str(row["item_label"]),
                    leads=tuple(dict.fromkeys(shown)),
                    has_lead=bool(leads),
                    measures=measures[task],
                )
            )
    areas = [
        AreaLine(compact(str(row["item"])), str(row["item_label"]), tuple(tasks[str(row["item"])]))
        for row in work
        if str(row["type"]).endswith("TaskArea")
    ]
    return (*areas, AreaLine("", "", tuple(tasks[""]))) if tasks[""] else tuple(areas)
