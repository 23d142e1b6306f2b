"""`unit`: what one unit is responsible for."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from pyoxigraph import NamedNode

from ... import queries
from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...names import lookup
from ...names.resolve import resolve
from ...projections.plans import read_plans
from ...queries import answers
from ...queries.records import GoalUnit, Partner, Responsibility, UnitAnswer
from ...store import Rows
from ...views.plan.answers import grounds
from ...wording import basis_label
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import cells_of, print_json, print_rows
from ..plan_words import plan_heading
from ..tables import Cell

_MAX_SHOWN = 12


def run_unit(options: argparse.Namespace, lang: Lang) -> int:
    """One unit's duties, partners and goals, and the targets it answers for."""
    _ = translator(lang)
    workspace = open_to_ask(options, lang)
    in_plan = workspace.plan_named(options.plan, "aizone unit --plan")
    node = _node(workspace, options.name, in_plan)
    plan = {"plan": in_plan} if in_plan else {}
    found = workspace.select("duties_of_unit", lang=lang, unit=node, **plan)
    partners = workspace.select("partners_of_unit", lang=lang, unit=node, **plan)
    goals = workspace.select("units_per_goal", lang=lang, **plan)
    answered = [
        row
        for row in answers(workspace.store, "answers_of_unit", UnitAnswer, lang=lang, unit=node)
        if in_plan is None or row.plan == compact(in_plan)
    ]
    if options.format == "json":
        served = [row for row in _records(goals) if row["unit"] == compact(node)]
        said = {"unit": compact(node), "duties": _records(found), "partners": _records(partners)}
        print_json({**said, "goals": served, "targets": [asdict(row) for row in answered]})
        return 0
    every = {row.plan: row.fictional for row in read_plans(workspace.store, lang)}
    duties = sorted(
        queries.decode(found, Responsibility), key=lambda duty: every.get(duty.plan, False)
    )  # real plans first
    plans = {one: plan_heading(workspace, one, lang) for one in dict.fromkeys(duty.plan for duty in duties)}
    invented = {plan for plan in plans if every.get(plan)}
    print(f"{lookup.label(workspace.store, node, lang)}  {compact(node)}")
    _print_roles(duties, plans, invented, _)
    several = len(plans) > 1
    rows: list[tuple[Cell, ...]] = [
        (
            *([plans[duty.plan]] if several else []),
            *(duty.role_label, duty.item_label, duty.as_written, basis_label(duty.basis, _), duty.deadline),
        )
        for duty in duties
    ]
    print_rows(
        [*([_("Plan")] if several else []), _("Role"), _("Measure"), _("As written"), _("Basis"), _("Deadline")],
        rows,
        fmt="table",
        title=_("Duties"),
        empty=_("None."),
    )
    _print_partners(queries.decode(partners, Partner), invented, _)
    print_rows(
        [_("Goal"), _("Measures"), _("Leads")],
        [
            (row.goal_label, row.measures, row.leads)
            for row in queries.decode(goals, GoalUnit)
            if row.unit == compact(node)
        ],
        fmt="table",
        title=_("Goals served"),
        empty=_("None."),
    )
    print_rows(
        [_("Target"), _("By this work"), _("How it is known")],
        [
            (row.served_label, row.item_label, grounds(row.basis, row.score, _, through_goal=row.through_goal))
            for row in answered
        ],
        fmt="table",
        title=_("Targets it answers for"),
        empty=_("None."),
    )
    return 0


def _records(rows: Rows) -> list[dict[str, Cell]]:
    """Rows as dictionaries."""
    return [dict(zip(rows.columns, row, strict=True)) for row in cells_of(rows)]


def _print_roles(
    duties: Sequence[Responsibility], plans: Mapping[str, str], invented: Collection[str], _: Translate
) -> None:
    """How often the unit has each role: in all, and in each plan where there are several; real and invented ones do not add up."""

    def counted(some: Iterable[Responsibility]) -> str:
        roles = Counter(duty.role_label for duty in some)
        return _(", ").join(f"{role} {times}" for role, times in roles.most_common())

    if not plans or set(plans) <= set(invented) or not set(plans) & set(invented):
        print(counted(duties) or _("no duties recorded"))
    if len(plans) > 1:
        for plan, heading in plans.items():
            print(f"  {heading}  {counted(duty for duty in duties if duty.plan == plan)}")
    print()


def _print_partners(partners: Sequence[Partner], invented: Collection[str], _: Translate) -> None:
    """The units it shares most measures with: over all plans, those of invented examples apart from the others."""
    parts = [row for row in partners if row.plan not in invented], [row for row in partners if row.plan in invented]
    titles = (_("Partners"), _("Partners in invented examples") if parts[0] else _("Partners"))
    for part, title, is_shown in zip(parts, titles, (parts[0] or not parts[1], parts[1]), strict=True):
        if is_shown:
            print_rows(
                [_("Unit"), _("Shared measures")],
                _most_shared(part)[:_MAX_SHOWN],
                fmt="table",
                title=title,
                empty=_("None."),
            )


def _most_shared(partners: Sequence[Partner]) -> list[tuple[Cell, ...]]:
    """Partners with the measures shared over all the plans asked about, most first."""
    labels = {row.other: row.other_label for row in partners}
    shared: Counter[str] = Counter()
    for row in partners:
        shared[row.other] += row.shared
    return [(labels[unit], count) for unit, count in shared.most_common()]


def _node(workspace: Workspace, name: str, plan: NamedNode | None) -> NamedNode:
    """The unit of a name, or the one it was merged into; for one that only the registries know, the error says that no plan names it."""
    try:
        return lookup.successor(workspace.store, resolve(workspace.names, name, "az:Unit", plan, where="aizone unit"))
    except UnknownNameError as error:
        from ...names.units import index_units, search_units
        from .unit_decisions import load_registry

        known = index_units(load_registry(workspace), workspace.names)
        match = next(iter(search_units(known, name, limit=1)), None)
        if match is None or match.why != "exact":
            raise
        raise UsageError(
            "aizone unit",
            N_("'{name}' is {label}, which no plan of this workspace names."),
            N_("'aizone units' lists the units that plans name."),
            name=name,
            label=known.labels[match.id],
        ) from error
