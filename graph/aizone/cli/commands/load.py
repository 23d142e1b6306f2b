"""`load`: what each unit of a plan carries, and how leads are spread over them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from ...analysis.load import LoadOverPlans, loads_over_plans
from ...analysis.load_profiles import LoadProfile, load_profiles
from ...i18n import Lang, Translate, translator
from ...iri import expand
from ...names import lookup
from ...projections.plan_load import read_loads_over_plans, read_plan_load
from ...views.desk.load import LoadReport, load_report, quarter_lines
from ...views.look.formats import number, percent
from ...workspace import Workspace
from ..choosing import chosen_plans, chosen_unit
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows, say_if_no_plans
from ..plan_words import plan_heading
from ..tables import Cell


@dataclass(frozen=True, slots=True)
class _Loads:
    """The units of one plan (CURIE): those to print, and the report on all of them."""

    plan: str
    label: str
    shown: tuple[LoadProfile, ...]
    report: LoadReport


def run_load(options: argparse.Namespace, lang: Lang) -> int:
    """The units of each plan, most leads first."""
    if options.explain:
        return print_measures(
            "load_profiles", "top_share", "herfindahl", "gini", "loads_over_plans", fmt=options.format, lang=lang
        )
    _ = translator(lang)
    workspace = open_to_ask(options, lang)
    unit = chosen_unit(workspace, options.unit, options.plan, "aizone load")
    plans = chosen_plans(workspace, options.plan, "aizone load")
    if options.together:
        return _run_together(workspace, plans, unit, options, lang)
    loads = [_read(workspace, one, unit, options, lang) for one in plans]
    loads = [one for one in loads if one.shown or unit is None]
    if options.format == "json":
        print_json([_as_json(one) for one in loads])
    elif options.format != "table":
        print_rows(_FLAT, [row for one in loads for row in _flat_rows(one)], fmt=options.format)
    elif not plans:
        say_if_no_plans(plans, _)
    elif not loads:
        print(_("No measure has an owner."))
    else:
        for one in loads:
            _print_loads(one, lang)
            if unit is not None:
                _print_unit(workspace, one.shown[0], lang)
    return 0


def _run_together(
    workspace: Workspace, plans: Sequence[str], unit: str | None, options: argparse.Namespace, lang: Lang
) -> int:
    """The units over the plans; of one unit, each plan as well."""
    _, wanted = translator(lang), frozenset(plans)
    rows = read_loads_over_plans(workspace.store, lang, unit=unit, groups=options.groups)
    found = loads_over_plans((row for row in rows if row.plan in wanted), lang)
    if options.format == "json":
        print_json([_together_as_json(one) for one in found])
        return 0
    if options.format != "table":
        flat = [(one.unit, one.label, one.kind, len(one.plans), *_sums(one)) for one in found]
        print_rows(
            ("id", "unit", "kind", "plans", "led", "responsible", "supported", "supervised", "owned"),
            flat,
            fmt=options.format,
        )
        return 0
    heads = (_("Plans"), _("Leads"), _("Responsible"), _("Supports"), _("Supervises"), _("Measures"))
    if unit is None or not found:
        lines: list[tuple[Cell, ...]] = [(one.label, len(one.plans), *_sums(one)) for one in found]
        print_rows((_("Unit"), *heads), lines, fmt="table", empty=_("No measure has an owner."))
        return 0
    (one,) = found
    labels = {row.plan: lookup.label(workspace.store, expand(row.plan), lang) for row in one.plans}
    lines = [
        (labels[row.plan], row.leads, row.responsible, row.supports, row.supervises, row.total) for row in one.plans
    ]
    print_rows((_("Plan"), *heads[1:]), [*lines, (_("Together"), *_sums(one))], fmt="table", title=one.label)
    return 0


def _sums(one: LoadOverPlans) -> tuple[int, int, int, int, int]:
    return one.leads, one.responsible, one.supports, one.supervises, one.total


def _together_as_json(one: LoadOverPlans) -> dict[str, object]:
    names = ("led", "responsible", "supported", "supervised", "owned")
    return {
        "unit": one.label,
        "id": one.unit,
        "kind": one.kind,
        **dict(zip(names, _sums(one), strict=True)),
        "plans": [
            {
                "plan": row.plan.removeprefix("id:plan/"),
                **dict(zip(names, (row.leads, row.responsible, row.supports, row.supervises, row.total), strict=True)),
            }
            for row in one.plans
        ],
    }


def _read(workspace: Workspace, plan: str, unit: str | None, options: argparse.Namespace, lang: Lang) -> _Loads:
    every = load_profiles(read_plan_load(workspace.store, plan, lang, groups=options.groups), lang)
    shown = tuple(one for one in every if unit is None or one.unit == unit)
    return _Loads(plan, plan_heading(workspace, plan, lang), shown, load_report(every))


def _print_loads(loads: _Loads, lang: Lang) -> None:
    _ = translator(lang)
    columns = (
        _("Unit"),
        _("Leads"),
        _("of these inferred"),
        _("Responsible"),
        _("Supports"),
        _("Measures"),
        _("Only owner"),
        _("Partners"),
        _("Joint per partner"),
        _("Usual"),
    )
    print_rows(
        columns, [_row(one) for one in loads.shown], fmt="table", title=loads.label, empty=_("No measure has an owner.")
    )
    print(_spread_words(loads, lang, _), end="\n\n")
    quarters: list[tuple[Cell, ...]] = [
        (line.name, len(line.items), _(", ").join(f"{label} {count}" for _unit, label, count in line.units[:3]))
        for line in quarter_lines(loads.report)
    ]
    if quarters and len(loads.shown) == len(loads.report.units):
        heads = (_("Quarter"), _("Measures"), _("Units"))
        print_rows(heads, quarters, fmt="table", title=_("Deadlines per quarter"))
        print()


def _row(one: LoadProfile) -> tuple[Cell, ...]:
    return (
        one.label,
        len(one.led),
        len(one.inferred),
        len(one.responsible),
        len(one.supported),
        len(one.owned),
        len(one.sole),
        len(one.partners),
        round(one.depth, 2),
        one.usual,
    )


def _spread_words(loads: _Loads, lang: Lang, _: Translate) -> str:
    return _(
        "{leads} of {measures} measures have a lead ({inferred} inferred); the three units with most lead {share} of them (Herfindahl {herfindahl}, Gini {gini})."
    ).format(
        leads=loads.report.leads,
        measures=loads.report.measures,
        inferred=loads.report.inferred,
        share=percent(loads.report.top3, lang),
        herfindahl=number(loads.report.herfindahl, lang),
        gini=number(loads.report.gini, lang),
    )


def _print_unit(workspace: Workspace, one: LoadProfile, lang: Lang) -> None:
    """The rest of one unit: its task areas, partners, goals and deadlines."""
    _ = translator(lang)

    def names(nodes: Sequence[str]) -> list[str]:
        return [lookup.label(workspace.store, expand(node), lang) for node in nodes]

    none = _("None.")
    areas: list[tuple[Cell, ...]] = [
        (area.label or _("outside the task areas"), len(area.led), area.all_led, len(area.owned), area.all_owned)
        for area in one.areas
    ]
    heads = (_("Task area"), _("Leads"), _("of all leads"), _("Measures"), _("of all measures"))
    print_rows(heads, areas, fmt="table", title=_("By task area"), empty=none)
    partners = [
        (label, shared)
        for label, (_unit, shared) in zip(names([unit for unit, _n in one.partners]), one.partners, strict=True)
    ]
    print_rows((_("Unit"), _("Shared measures")), partners, fmt="table", title=_("Partners"), empty=none)
    print_rows((_("Goal"),), [(name,) for name in names(one.goals)], fmt="table", title=_("Goals served"), empty=none)
    print_rows((_("Target"),), [(name,) for name in names(one.targets)], fmt="table", title=_("Targets"), empty=none)
    due = [(name, len(items)) for name, items in one.due.items()]
    print_rows((_("Quarter"), _("Measures")), due, fmt="table", title=_("Deadlines"), empty=none)


_FLAT = (
    "plan", "unit", "id", "kind", "led", "inferred", "responsible", "supported", "supervised", "owned", "sole",
    "partners", "depth", "goals", "targets", "peers", "usual",
)  # fmt: skip


def _flat_rows(loads: _Loads) -> list[tuple[Cell, ...]]:
    return [
        (
            loads.plan.removeprefix("id:plan/"), one.label, one.unit, one.kind, len(one.led), len(one.inferred),
            len(one.responsible), len(one.supported), len(one.supervised), len(one.owned), len(one.sole),
            len(one.partners), round(one.depth, 3), len(one.goals), len(one.targets), one.peers, one.usual,
        )
        for one in loads.shown
    ]  # fmt: skip


def _as_json(loads: _Loads) -> dict[str, object]:
    return {
        "plan": loads.plan.removeprefix("id:plan/"),
        "measures": loads.report.measures,
        "leads": loads.report.leads,
        "inferred_leads": loads.report.inferred,
        "top3_share": round(loads.report.top3, 3),
        "herfindahl": round(loads.report.herfindahl, 3),
        "gini": round(loads.report.gini, 3),
        "quarters": [{"quarter": line.name, "items": line.items} for line in quarter_lines(loads.report)],
        "units": [
            {
                "unit": one.label,
                "id": one.unit,
                "kind": one.kind,
                "led": one.led,
                "inferred": one.inferred,
                "responsible": one.responsible,
                "supported": one.supported,
                "supervised": one.supervised,
                "owned": one.owned,
                "sole": one.sole,
                "partners": [{"unit": unit, "shared": shared} for unit, shared in one.partners],
                "depth": round(one.depth, 3),
                "areas": [
                    {
                        "area": area.area,
                        "label": area.label,
                        "led": len(area.led),
                        "owned": len(area.owned),
                        "all_led": area.all_led,
                        "all_owned": area.all_owned,
                    }
                    for area in one.areas
                ],
                "goals": one.goals,
                "targets": one.targets,
                "due": [{"quarter": name, "items": items} for name, items in one.due.items()],
                "peers": one.peers,
                "usual": one.usual,
            }
            for one in loads.shown
        ],
    }
