"""One plan at a glance: goals with targets and who stands behind them, areas with tasks and leads, the busiest units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..i18n import Lang
from ..iri import compact, expand
from ..workspace import Workspace

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
    """The overview of one plan."""
    plan = expand(head.plan)
    assignments = workspace.select("assignments", lang=lang, plan=plan).dicts()
    written = [row for row in assignments if row["group"] is None]
    work = workspace.select("work_items", lang=lang, plan=plan).dicts()
    areas = _areas(work, written, plan.value)
    return Overview(
        head=head,
        goals=_goals(workspace, plan.value, lang),
        areas=areas,
        units=tuple(
            UnitLine(
                unit=compact(str(row["unit"])),
                label=str(row["unit_label"]),
                leads=int(row["leads"] or 0),
                responsible=int(row["responsible"] or 0),
                supports=int(row["supports"] or 0),
                total=int(row["total"] or 0),
            )
            for row in workspace.select("units", lang=lang, plan=plan).dicts()
        ),
        named_units=len({row["unit"] for row in written if not str(row["unit_type"]).endswith("#UnitGroup")}),
        assignments=len(written),
        entities=_count_entities(workspace, plan.value),
        without_lead=len(workspace.select("tasks_without_lead", lang=lang, plan=plan)),
    )


def _count_entities(workspace: Workspace, plan: str) -> int:
    query = f"""
    PREFIX az: <https://w3id.org/aizone/ontology#>
    SELECT (COUNT(DISTINCT ?entity) AS ?n) WHERE {{
      GRAPH <{plan}> {{ ?item az:delivers|az:supports|az:reliesOn ?entity }}
    }}
    """
    return int(workspace.store.select(query).values()[0][0] or 0)


def _goals(workspace: Workspace, plan: str, lang: Lang) -> tuple[GoalLine, ...]:
    query = f"""
    PREFIX az: <https://w3id.org/aizone/ontology#>
    SELECT ?goal WHERE {{ GRAPH <{plan}> {{ ?goal a az:Goal ; az:position ?position }} }} ORDER BY ?position
    """
    node = expand(plan)
    labels = {str(row[0]): "" for row in workspace.store.select(query).values()}
    targets: dict[str, dict[str, None]] = defaultdict(dict)
    for row in workspace.select("targets_with_units", lang=lang, plan=node).dicts():
        labels[str(row["goal"])] = str(row["goal_label"])
        targets[str(row["goal"])].setdefault(str(row["target_label"]))
    areas: dict[str, list[str]] = defaultdict(list)
    for row in workspace.select("goals_and_areas", lang=lang, plan=node).dicts():
        labels[str(row["goal"])] = str(row["goal_label"])
        areas[str(row["goal"])].append(str(row["area_label"]))
    leads: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for row in workspace.select("units_per_goal", lang=lang, plan=node).dicts():
        if row["leads"]:
            leads[str(row["goal"])].append((compact(str(row["unit"])), str(row["unit_label"]), int(row["leads"] or 0)))
    return tuple(
        GoalLine(compact(goal), label, tuple(targets[goal]), tuple(areas[goal]), tuple(leads[goal]))
        for goal, label in labels.items()
    )


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
