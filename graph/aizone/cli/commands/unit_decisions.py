"""`units alias`, `merge`, `not-same`: check a decision and append it; `units decisions` lists them and takes one back."""

from __future__ import annotations

import argparse

from pyoxigraph import NamedNode

from ... import queries
from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Translate
from ...iri import compact, mint
from ...names import lookup
from ...names.addresses import from_iri
from ...names.folding import key
from ...names.resolve import resolve
from ...names.units import index_units, unit_named
from ...queries.records import WrittenName
from ...reading.knowledge import load_knowledge
from ...units import UnitRegistry
from ...verdicts.names import Decision, Verb, check_decision
from ...workspace import Workspace
from ..output import print_json, print_rows
from ..tables import Cell
from .decisions import attribution, print_next_steps, the_one


def load_registry(workspace: Workspace) -> UnitRegistry:
    """The workspace's registries with the base registry."""
    return load_knowledge(workspace).registry


def decide(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    """Record one decision; nothing is written when it contradicts an earlier one or the registries."""
    verb: Verb = options.action
    registry = load_registry(workspace)
    unit = _unit(workspace, registry, options.unit, f"aizone units {verb}")
    other: NamedNode | str
    if verb == "alias":
        other = options.written
    elif verb == "merge":
        other = _unit(workspace, registry, options.other, "aizone units merge")
    else:
        other = _unit_or_name(workspace, registry, options.other)
    decision = Decision(verb, unit, other, attribution(options))
    check_decision(decision, registry)
    workspace.record(workspace.name_ledger(), [decision])
    plans = _plans_concerned(workspace, decision)
    if options.format == "json":
        print_json({**_as_json(decision), "file": str(workspace.paths.decisions), "plans": plans})
        return 0
    print(_said(workspace, registry, decision, _))
    print(_("Recorded in {file}.").format(file=workspace.paths.decisions))
    print_next_steps(workspace, plans, _)
    return 0


def list_decisions(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    """List the decisions in force, or take one back; it stays in the file, marked as ended."""
    ledger = workspace.name_ledger()
    listed = ledger.read()
    registry = load_registry(workspace)
    if options.remove is None:
        if options.format == "json":
            print_json([_as_json(one) for one in listed])
            return 0
        rows: list[list[Cell]] = [
            [one.id, _said(workspace, registry, one, _), one.made.signed, one.made.when, one.made.why or ""]
            for one in listed
        ]
        columns = [_("ID"), _("Decision"), _("By"), _("When"), _("Reason")]
        title, empty = _("Decisions about names"), _("No decision is recorded.")
        print_rows(columns, rows, fmt=options.format, title=title, empty=empty)
        return 0
    decision = the_one([(one.id, one) for one in listed], options.remove, "aizone units decisions")
    made = attribution(options)
    plans = _plans_concerned(workspace, decision)
    workspace.record(ledger, ended={decision.id: made})
    if options.format == "json":
        print_json({**_as_json(decision), "removed_by": made.by, "removed_when": made.when, "plans": plans})
        return 0
    print(_("Taken back in {file}.").format(file=ledger.path))
    print_next_steps(workspace, plans, _)
    return 0


def _as_json(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id,
        "decision": decision.verb,
        "unit": compact(decision.subject),
        "other": decision.object if isinstance(decision.object, str) else compact(decision.object),
        "by": decision.made.by,
        "account": decision.made.account,
        "when": decision.made.when,
        "why": decision.made.why,
    }


def _said(workspace: Workspace, registry: UnitRegistry, decision: Decision, _: Translate) -> str:
    """The decision in words with the unit in full, because a 市科技局 may be that of another city than was meant."""

    def named(iri: NamedNode) -> str:
        known = registry.units.get(iri)
        label = known.label if known is not None else lookup.label(workspace.store, iri, "zh")
        return f"{label} ({compact(iri)})"

    subject, other = named(decision.subject), decision.object
    if decision.verb == "merge":
        assert not isinstance(other, str)
        return _("{unit} is the same as {other}, which stays.").format(unit=subject, other=named(other))
    if decision.verb in {"unit", "place"}:
        return _("There is a unit or place {unit}.").format(unit=f"{other} ({compact(decision.subject)})")
    words = other if isinstance(other, str) else named(other)
    said = _("'{name}' means {unit}.") if decision.verb == "alias" else _("'{name}' does not mean {unit}.")
    return said.format(name=words, unit=subject)


def _unit(workspace: Workspace, registry: UnitRegistry, text: str, where: str) -> NamedNode:
    """A unit of the graph, or of the base registry, which the graph holds only where a plan names it."""
    try:
        found = resolve(workspace.names, text, "az:Unit", where=where)
    except UnknownNameError:
        addressed = from_iri(text)
        registered = (
            addressed if addressed in registry.units else unit_named(index_units(registry, workspace.names), text)
        )
        if registered is None:
            raise
        return registered
    if found.value.startswith(mint("unit").value + "/"):
        return found
    raise UsageError(where, N_("'{name}' is not a unit, but a group or an unresolved name."), name=text)


def _unit_or_name(workspace: Workspace, registry: UnitRegistry, text: str) -> NamedNode | str:
    """A unit; any other text is a written name, which need not mean any unit yet."""
    try:
        return _unit(workspace, registry, text, "aizone units not-same")
    except UnknownNameError:
        return text
    except UsageError:
        if "://" in text or text.startswith("id:"):
            raise
        return text


def _plans_concerned(workspace: Workspace, decision: Decision) -> list[str]:
    """The slugs of the plans that write the name, or name the unit that is merged away."""
    rows = queries.answers(workspace.store, "written_names", WrittenName)
    if isinstance(decision.object, str):
        name = key(decision.object)
        concerned = {row.plan for row in rows if key(row.as_written) == name}
    elif decision.verb == "merge":
        concerned = {row.plan for row in rows if row.unit == compact(decision.subject)}
    else:
        concerned = set()
    return sorted(plan.removeprefix("id:plan/") for plan in concerned)
