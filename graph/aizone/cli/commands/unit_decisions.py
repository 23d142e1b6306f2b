"""What `units alias`, `units merge` and `units not-same` do: check a decision, append it, say which plans it concerns."""

from __future__ import annotations

import argparse
import functools
from pathlib import Path

from pyoxigraph import NamedNode

from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Translate
from ...iri import compact, mint
from ...names import lookup
from ...names.addresses import from_iri
from ...names.folding import fold
from ...names.resolve import resolve
from ...names.units import index_units, unit_named
from ...units import UnitRegistry
from ...verdicts.attribution import login, now
from ...verdicts.names import HEAD, Decision, Verb, check_decision, to_turtle
from ...workspace import Workspace
from ..output import print_json

Row = dict[str, str | int | float | bool | None]


def load_registry(workspace: Workspace, paths: list[Path] | None = None) -> UnitRegistry:
    """The workspace's registries, or those of other paths, with the base registry."""
    return UnitRegistry.load(paths or workspace.paths.shared("units"), workspace.paths.base_units())


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
    when = now()
    decision = Decision(verb, unit, other, options.by or login(), when, options.why)
    check_decision(decision, registry)
    workspace.append_decision(to_turtle(decision), head=HEAD, check=functools.partial(load_registry, workspace))
    plans = _plans_concerned(workspace, decision)
    if options.format == "json":
        print_json(
            {
                "decision": verb,
                "unit": compact(unit),
                "other": other if isinstance(other, str) else compact(other),
                "by": decision.by,
                "when": when,
                "why": decision.why,
                "file": str(workspace.paths.decisions),
                "plans": plans,
            }
        )
        return 0
    print(_said(workspace, registry, decision, _))
    print(_("Recorded in {file}.").format(file=workspace.paths.decisions))
    held = [slug for slug in plans if workspace.sources(slug)]
    if held:
        print(_("'aizone rebuild' applies it to: {plans}.").format(plans=_(", ").join(held)))
    rest = [slug for slug in plans if slug not in held]
    if rest:
        print(_("Ingest again, for their text is not held: {plans}.").format(plans=_(", ").join(rest)))
    return 0


def _said(workspace: Workspace, registry: UnitRegistry, decision: Decision, _: Translate) -> str:
    """The decision in words with the unit in full: 市科技局 may have been that of another city than was meant."""

    def named(iri: NamedNode) -> str:
        known = registry.units.get(iri)
        label = known.label if known is not None else lookup.label(workspace.store, iri, "zh")
        return f"{label} ({compact(iri)})"

    subject, other = named(decision.subject), decision.object
    if decision.verb == "merge":
        assert not isinstance(other, str)
        return _("{unit} is one with {other}, which stays.").format(unit=subject, other=named(other))
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
    raise UsageError(where, N_("'{name}' is no unit, but a group or an unresolved name."), name=text)


def _unit_or_name(workspace: Workspace, registry: UnitRegistry, text: str) -> NamedNode | str:
    """A unit; any other text is a written name, which needs to mean nobody yet."""
    try:
        return _unit(workspace, registry, text, "aizone units not-same")
    except UnknownNameError:
        return text
    except UsageError:
        if "://" in text or text.startswith("id:"):
            raise
        return text


def _plans_concerned(workspace: Workspace, decision: Decision) -> list[str]:
    """Plans that write the name, or name the unit that goes."""
    rows = workspace.store.select(_WRITTEN_IN).dicts()
    if isinstance(decision.object, str):
        name = fold(decision.object)
        return sorted({_slug(row) for row in rows if fold(str(row["written"])) == name})
    return (
        sorted({_slug(row) for row in rows if row["unit"] == decision.subject.value})
        if decision.verb == "merge"
        else []
    )


def _slug(row: Row) -> str:
    return str(row["plan"]).rsplit("/", 1)[-1]


_WRITTEN_IN = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT DISTINCT ?plan ?unit ?written WHERE {
  GRAPH ?plan { ?assignment az:unit ?unit ; az:asWritten ?written }
} ORDER BY ?plan ?written
"""
