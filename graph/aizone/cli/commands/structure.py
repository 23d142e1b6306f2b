"""`structure`: groups of units, units that others go through, and what rests on one unit alone."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ...analysis.structure.report import PlanStructure, UnitStructure, plan_structure
from ...i18n import Lang, Translate, translator
from ...iri import expand
from ...names import lookup
from ...projections.clauses import read_clauses
from ...projections.plan_load import read_plan_load
from ...views.desk.structure import ALONE_LISTS, alone_items, alone_words, glosses, score_words
from ...views.look.formats import listed, number
from ...workspace import Workspace
from ..choosing import chosen_plans, chosen_unit
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows, say_if_no_plans
from ..plan_words import plan_heading
from ..tables import Cell


@dataclass(frozen=True, slots=True)
class _Shown:
    """The structure of one plan (CURIE), and the units of it to print."""

    plan: str
    label: str
    found: PlanStructure
    units: tuple[UnitStructure, ...]


def run_structure(options: argparse.Namespace, lang: Lang) -> int:
    """The units of each plan, those that others most go through first."""
    if options.explain:
        return print_measures("communities", "betweenness", "last_owners", fmt=options.format, lang=lang)
    workspace = open_to_ask(options, lang)
    unit = chosen_unit(workspace, options.unit, options.plan, "aizone structure")
    plans = chosen_plans(workspace, options.plan, "aizone structure")
    shown = [_read(workspace, one, unit, options, lang) for one in plans]
    shown = [one for one in shown if one.units or unit is None]
    if options.format == "json":
        print_json([_as_json(one) for one in shown])
    elif options.format != "table":
        print_rows(_FLAT, [_flat(one, row) for one in shown for row in one.units], fmt=options.format)
    else:
        say_if_no_plans(plans, translator(lang))
        for one in shown:
            _print(one, lang, translator(lang))
            if unit is not None:
                _print_alone(workspace, one.units[0], lang)
    return 0


def _read(workspace: Workspace, plan: str, unit: str | None, options: argparse.Namespace, lang: Lang) -> _Shown:
    found = plan_structure(
        workspace.incidence(plan=expand(plan), groups=options.groups, lang=lang),
        read_plan_load(workspace.store, plan, lang, groups=options.groups),
        read_clauses(workspace.store, plan, lang),
        backend=workspace.settings.graph_backend,
    )
    units = tuple(one for one in found.units if unit is None or one.unit == unit)
    return _Shown(plan, plan_heading(workspace, plan, lang), found, units)


def _print(shown: _Shown, lang: Lang, _: Translate) -> None:
    labels, words, says = {one.unit: one.label for one in shown.found.units}, alone_words(_), glosses(_)
    rows: list[tuple[Cell, ...]] = [
        (
            one.label,
            one.measures,
            one.community or "",
            score_words(one, lang),
            *(len(alone_items(one.alone, kind)) or "" for kind in ALONE_LISTS),
        )
        for one in shown.units
    ]
    heads = (
        _("Unit"), _("Measures"), _("Group"), _("Between others"),
        *(_("Alone: {what}").format(what=words[kind]) for kind in ALONE_LISTS),
    )  # fmt: skip
    print_rows(heads, rows, fmt="table", title=shown.label, empty=_("No measure has an owner."))
    groups: list[tuple[Cell, ...]] = [
        (place, listed([labels[unit] for unit in group], lang))
        for place, group in enumerate(shown.found.communities, 1)
    ]
    title = _("Groups (modularity {value})").format(value=number(round(shown.found.modularity, 2), lang))
    print_rows((_("Group"), _("Units")), groups, fmt="table", title=title, empty=_("No two units share a measure."))
    for gloss in says.values():
        print(gloss)
    print()


def _print_alone(workspace: Workspace, one: UnitStructure, lang: Lang) -> None:
    """All that rests on one unit alone, by name."""
    _ = translator(lang)
    for kind, title in alone_words(_).items():
        rows: Sequence[tuple[Cell, ...]] = [
            (lookup.label(workspace.store, expand(node), lang),) for node in alone_items(one.alone, kind)
        ]
        heads = (_("Alone: {what}").format(what=title),)
        print_rows(heads, rows, fmt="table", empty=_("{title}: none").format(title=heads[0]))


_FLAT = ("plan", "unit", "id", "measures", "community", "betweenness", *(f"only_{kind}" for kind in ALONE_LISTS))


def _flat(shown: _Shown, one: UnitStructure) -> tuple[Cell, ...]:
    return (
        shown.plan.removeprefix("id:plan/"), one.label, one.unit, one.measures, one.community, round(one.between, 4),
        *(len(alone_items(one.alone, kind)) for kind in ALONE_LISTS),
    )  # fmt: skip


def _as_json(shown: _Shown) -> dict[str, object]:
    return {
        "plan": shown.plan.removeprefix("id:plan/"),
        "modularity": round(shown.found.modularity, 4),
        "communities": [{"units": group} for group in shown.found.communities],
        "units": [
            {
                "unit": one.label,
                "id": one.unit,
                "measures": one.measures,
                "community": one.community,
                "betweenness": round(one.between, 4),
                "only_owner_of": {key: value for key, value in asdict(one.alone).items() if key != "unit"},
            }
            for one in shown.units
        ],
    }
