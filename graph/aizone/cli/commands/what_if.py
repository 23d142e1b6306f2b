"""`what-if`: compares a plan with what it would be after supposed changes to who owns what; the plan stays as it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pyoxigraph import NamedNode

from ...analysis.findings.records import Finding
from ...analysis.what_if.changes import (
    Change,
    DropUnit,
    MergeUnit,
    MoveLead,
    NewOwner,
    RenameUnit,
    SplitUnit,
    new_owner,
)
from ...analysis.what_if.consequences import Consequences, consequences
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact, expand
from ...names import lookup
from ...names.bodies import body_named
from ...names.resolve import resolve
from ...projections.agenda import read_agenda
from ...projections.clauses import PlanClauses
from ...views.desk.what_if import counted
from ...workspace import Workspace
from ...workspace.scenario_turtle import Supposition, to_turtle
from ...workspace.scenarios import (
    Scenario,
    changes_as_json,
    discard_scenario,
    read_scenario,
    scenario_names,
    suppose,
    write_scenario,
)
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell
from .unit_decisions import load_registry

_WHERE = "aizone what-if"


def run_what_if(options: argparse.Namespace, lang: Lang) -> int:
    """Compare a plan with what it would be, or list, keep and discard scenarios."""
    _ = translator(lang)
    if options.explain:
        return print_measures("consequences", fmt=options.format, lang=lang)
    workspace = open_to_ask(options, lang)
    if options.list:
        return _list(workspace, options.format, _)
    if options.discard:
        discard_scenario(workspace.writer, options.discard)
        print(_("Discarded '{name}'.").format(name=options.discard))
        return 0
    scenario = _scenario(workspace, options, lang)
    try:
        supposition = suppose(workspace.store, scenario.plan, scenario.changes, lang)
    except KeyError as error:
        label = lookup.label(workspace.store, expand(str(error.args[0])), lang)
        raise UsageError(
            _WHERE, N_("'{name}' owns nothing there (any more)."), N_("Look at 'aizone load'."), name=label
        ) from error
    before, found = supposition.before, consequences(supposition.before, supposition.after)
    if options.save:
        kept = Scenario(options.save, scenario.plan, scenario.changes)
        path = write_scenario(workspace.writer, kept, _in_chinese(workspace, kept, supposition, lang))
    if options.format == "turtle":
        name = options.save or scenario.name or "scenario"
        chinese = _in_chinese(workspace, scenario, supposition, lang)
        print(to_turtle(name, scenario.plan, scenario.changes, chinese), end="")
        return 0
    if options.format == "json":
        print_json(_as_json(scenario, found))
        return 0
    _print(found, before, _)
    if options.save:
        print(_("Kept as '{name}' in {file}.").format(name=options.save, file=path))
    return 0


def _in_chinese(workspace: Workspace, scenario: Scenario, supposition: Supposition, lang: Lang) -> Supposition:
    """The same with Chinese labels, as files hold them."""
    return supposition if lang == "zh" else suppose(workspace.store, scenario.plan, scenario.changes, "zh")


def _scenario(workspace: Workspace, options: argparse.Namespace, lang: Lang) -> Scenario:
    kept = read_scenario(workspace.paths, options.name) if options.name else None
    plan = workspace.plan_named(options.plan, f"{_WHERE} --plan") or (expand(kept.plan) if kept else _only(workspace))
    new = tuple(_change(workspace, plan, words, lang) for words in options.changes or ())
    changes = (*(kept.changes if kept else ()), *new)
    if not changes:
        raise UsageError(_WHERE, N_("no change is given."), N_("Try --merge A B, --drop A or --move-lead ITEM UNIT."))
    return Scenario(options.name or "", compact(plan), changes)


def _only(workspace: Workspace) -> NamedNode:
    slugs = workspace.plan_slugs()
    if not slugs:
        raise UsageError(_WHERE, N_("this workspace holds no plan."), N_("Read one into it: aizone ingest FILE"))
    if len(slugs) != 1:
        raise UsageError(f"{_WHERE} --plan", N_("is missing: there are several plans."), N_("Name one: --plan PLAN."))
    plan = workspace.plan_named(slugs[0], _WHERE)
    assert plan is not None
    return plan


def _change(workspace: Workspace, plan: NamedNode, words: Sequence[str], lang: Lang) -> Change:
    kind, first, *others = words

    def owner(name: str) -> NewOwner:
        return _owner(workspace, plan, name, f"{_WHERE} --{kind}", lang)

    def item(name: str) -> str:
        return compact(resolve(workspace.names, name, "az:WorkItem", plan, where=f"{_WHERE} --{kind}"))

    match kind:
        case "merge":
            return MergeUnit(owner(first).unit, owner(others[0]))
        case "drop":
            return DropUnit(owner(first).unit)
        case "rename":
            return RenameUnit(owner(first).unit, others[0])
        case "split":
            if len(others) < 2:
                raise UsageError(f"{_WHERE} --split", N_("needs UNIT, NEW and one or more measures."))
            measures = [one for name in others[1:] for one in _measures(workspace, plan, item(name))]
            return SplitUnit(owner(first).unit, owner(others[0]), tuple(dict.fromkeys(measures)))
        case _:
            return MoveLead(_measures(workspace, plan, item(first))[0], owner(others[0]))


def _measures(workspace: Workspace, plan: NamedNode, item: str) -> list[str]:
    """The measures of a work item; for a measure, itself."""
    return list(read_agenda(workspace.store, [item], compact(plan)))


def _owner(workspace: Workspace, plan: NamedNode, name: str, where: str, lang: Lang) -> NewOwner:
    """The unit of a name: one that plans name, one that only a registry knows, or (marked with '+') a new one."""
    if name.startswith("+"):
        label = name[1:].strip()
        if not label:
            raise UsageError(where, N_("the new unit has no name."), N_("Write it after the plus: +市数据局."))
        return new_owner(label)
    found = body_named(workspace.names, load_registry(workspace), name, compact(plan), lang)
    if found is not None:
        return NewOwner(found.unit, found.label, found.type)
    node = resolve(workspace.names, name, "az:Unit", plan, where=where)
    return NewOwner(compact(node), lookup.label(workspace.store, node, lang))


def _list(workspace: Workspace, fmt: str, _: Translate) -> int:
    found = [read_scenario(workspace.paths, name) for name in scenario_names(workspace.paths)]
    rows: list[tuple[Cell, ...]] = [(one.name, one.plan, len(one.changes)) for one in found]
    columns = (_("Scenario"), _("Plan"), _("Changes")) if fmt == "table" else ("name", "plan", "changes")
    print_rows(columns, rows, fmt=fmt, empty=_("No scenario is kept. Keep one with --save NAME."))
    return 0


def _as_json(scenario: Scenario, found: Consequences) -> dict[str, object]:
    return {
        "plan": scenario.plan,
        "groups": "one",
        "changes": changes_as_json(scenario.changes),
        "ownerless": list(found.ownerless),
        "leadless": list(found.leadless),
        "single": list(found.single),
        "shifts": [asdict(shift) for shift in found.shifts],
        "pairs": [asdict(pair) for pair in found.pairs],
        "gained": [_finding(one) for one in found.gained],
        "resolved": [_finding(one) for one in found.resolved],
    }


def _finding(found: Finding) -> dict[str, object]:
    return {"id": found.id, "rule": found.rule, "class": found.finding_class, "items": list(found.items)}


def _print(found: Consequences, before: PlanClauses, _: Translate) -> None:
    labels = {clause.item: f"{clause.path}  {clause.label}".strip() for clause in before.clauses}
    for title, items in _lists(found, _):
        print_rows(
            (title,), [(labels[item],) for item in items], fmt="table", empty=_("{title}: none").format(title=title)
        )
    shifts: list[tuple[Cell, ...]] = [
        (one.label, f"{one.leads_before} → {one.leads_after}", f"{one.owns_before} → {one.owns_after}")
        for one in found.shifts
    ]
    print_rows((_("Unit"), _("Leads"), _("Owns")), shifts, fmt="table", title=_("Load"), empty=_("None."))
    pairs: list[tuple[Cell, ...]] = [
        (one.unit_label, one.other_label, f"{one.before} → {one.after}") for one in found.pairs
    ]
    print_rows(
        (_("Unit"), _("Other unit"), _("Shared measures")), pairs, fmt="table", title=_("Overlaps"), empty=_("None.")
    )
    for title, findings in ((_("Findings gained"), found.gained), (_("Findings resolved"), found.resolved)):
        rows: list[tuple[Cell, ...]] = [(one.id, " ".join(labels[item] for item in one.items)) for one in findings]
        print_rows((_("Finding"), _("Measures")), rows, fmt="table", title=title, empty=_("None."))
    print(counted(_))


def _lists(found: Consequences, _: Translate) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _("Left without an owner"), found.ownerless
    yield _("Left without a lead"), found.leadless
    yield _("Left to one owner"), found.single
