"""`unit`: what one unit is responsible for."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from pyoxigraph import NamedNode

from ... import queries
from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Lang, translator
from ...iri import compact
from ...names import lookup
from ...names.resolve import resolve
from ...queries import answers
from ...queries.records import GoalUnit, Partner, Responsibility, UnitAnswer
from ...store import Rows
from ...views.plan.answers import grounds
from ...wording import basis_label
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import cells_of, print_json, print_rows
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
    duties = queries.decode(found, Responsibility)
    roles = Counter(duty.role_label for duty in duties)
    nothing = _("no duties recorded")
    summary = _(", ").join(f"{role} {times}" for role, times in roles.most_common()) or nothing
    print(f"{lookup.label(workspace.store, node, lang)}  {compact(node)}\n{summary}\n")
    rows: list[tuple[Cell, ...]] = [
        (duty.role_label, duty.item_label, duty.as_written, basis_label(duty.basis, _), duty.deadline)
        for duty in duties
    ]
    print_rows(
        [_("Role"), _("Measure"), _("As written"), _("Basis"), _("Deadline")],
        rows,
        fmt="table",
        title=_("Duties"),
        empty=_("None."),
    )
    print_rows(
        [_("Unit"), _("Shared measures")],
        _most_shared(queries.decode(partners, Partner))[:_MAX_SHOWN],
        fmt="table",
        title=_("Partners"),
        empty=_("None."),
    )
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
