"""`units`: lists units, finds them by what somebody knows of a name, and records decisions about names."""

from __future__ import annotations

import argparse
import datetime
import functools
import getpass
from collections import defaultdict
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ... import lookup
from ... import workspace as workspaces
from ...bodies import Place
from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact, mint
from ...model import OwnerKind
from ...name_search import NameIndex, fold
from ...units import Resolver, UnitRegistry
from ...units.decisions import HEAD, Decision, Verb, check_decision, to_turtle
from ...workspace import Workspace
from ..output import Cell, print_json, print_rows

Row = dict[str, str | int | float | bool | None]


def run_units(options: argparse.Namespace, lang: Lang) -> int:
    """List units or unresolved names, search, or record a decision."""
    workspace = workspaces.open_workspace(options.workspace)
    _ = translator(lang)
    if options.action == "search":
        return _search(workspace, options, lang, _)
    if options.action is not None:
        return _decide(workspace, options, lang, _)
    return (_list_unresolved if options.unresolved else _list)(workspace, options, lang, _)


def _registry(workspace: Workspace, paths: list[Path] | None = None) -> UnitRegistry:
    return UnitRegistry.load(paths or workspace.paths.shared("units"), workspace.paths.base_units())


# --- listing


def _list(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    rows = [row for row in workspace.select("known_units", lang=lang).dicts() if _is_wanted(row, options)]
    if options.plan is not None:
        named = {row["unit"] for row in workspace.select("units", lang=lang, plan=options.plan).dicts()}
        rows = [row for row in rows if row["unit"] in named]
    if options.format == "json":
        print_json([_as_json(row) for row in rows])
        return 0
    words = _class_words(workspace, lang)
    columns = [_("Unit"), _("Class"), _("Place"), _("Registered"), _("Plans"), _("Assignments"), _("IRI")]
    table: list[list[Cell]] = [
        [
            row["unit_label"],
            words[_local(str(row["type"]))],
            row["place_label"],
            _("provisional") if row["provisional"] else _("registered"),
            row["plans"],
            row["assignments"],
            compact(str(row["unit"])),
        ]
        for row in rows
    ]
    print_rows(columns, table, fmt=options.format, title=_("Units"), empty=_("None fits."))
    return 0


def _is_wanted(row: Row, options: argparse.Namespace) -> bool:
    if options.provisional and not row["provisional"]:
        return False
    if options.kind is not None and _local(str(row["type"])).lower() != options.kind.removeprefix("az:").lower():
        return False
    if options.place is None:
        return True
    wanted, label = fold(options.place), fold(str(row["place_label"] or ""))
    return wanted == label or label.startswith(wanted) or str(row["place"]).endswith(f"/place/{options.place}")


def _as_json(row: Row) -> Row:
    return {
        **row,
        "unit": compact(str(row["unit"])),
        "type": _local(str(row["type"])),
        "place": compact(str(row["place"])) if row["place"] else None,
    }


def _class_words(workspace: Workspace, lang: Lang) -> dict[str, str]:
    """What the ontology calls each class of unit, by local name."""
    rows = workspace.store.select(_CLASSES, {"lang": Literal(lang)}).dicts()
    return {_local(str(row["class"])): str(row["label"]) for row in rows}


_CLASSES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?label ?lang WHERE { ?class rdfs:subClassOf* az:Unit ; rdfs:label ?label FILTER(LANG(?label) = ?lang) }
"""


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _list_unresolved(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    """Names over all plans, the most frequent first, with whom they may mean."""
    plan = {"plan": options.plan} if options.plan else {}
    registry = _registry(workspace)
    resolvers: dict[str, Resolver] = {}
    times: dict[str, int] = defaultdict(int)
    plans: dict[str, list[str]] = defaultdict(list)
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    solved: set[str] = set()
    for row in workspace.select("unresolved_names", **plan).dicts():
        name, where = str(row["as_written"]), str(row["plan"])
        times[name] += int(str(row["times"]))
        plans[name].append(where.rsplit("/", 1)[-1])
        if where not in resolvers:
            place = _place_of(workspace, where)
            here = registry if place is None or place.iri in registry.places else registry.with_place(place)
            resolvers[where] = Resolver(here, place.iri if place else None)
        found = resolvers[where].resolve(name)
        resolved: OwnerKind = "unknown"
        if found.kind != resolved:
            solved.add(name)
        meant[name].update(dict.fromkeys((found.label,) if found.label else found.candidates or found.proposals))
    rows = [
        (name, times[name], plans[name], list(meant[name]), name in solved)
        for name in sorted(times, key=lambda name: (-times[name], name))
    ]
    if options.format == "json":
        keys = ("name", "times", "plans", "proposals", "resolves_now")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return 0
    table: list[list[Cell]] = [
        [name, count, _(", ").join(where), _(", ").join(near), _("yes: run 'aizone rebuild'") if now else ""]
        for name, count, where, near, now in rows
    ]
    columns = [_("Name"), _("Times"), _("Plans"), _("May mean"), _("Resolves now")]
    print_rows(columns, table, fmt=options.format, title=_("Unresolved names"), empty=_("Every name is resolved."))
    return 0


def _place_of(workspace: Workspace, plan: str) -> Place | None:
    """A plan's place as the graph has it, which may be one that only its plans name."""
    for row in workspace.store.select(_PLACE, {"plan": NamedNode(plan)}).dicts():
        parent = NamedNode(str(row["parent"])) if row["parent"] else None
        return Place(NamedNode(str(row["place"])), str(row["label"]), (), str(row["level"]), False, parent)
    return None


_PLACE = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?plan ?place ?label ?level ?parent WHERE {
  ?plan dcterms:spatial ?place . ?place skos:prefLabel ?label ; az:level ?level FILTER(LANG(?label) = "zh")
  OPTIONAL { ?place az:partOf ?parent }
}
"""

# --- searching


def _search(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    labels, kinds, index = _index(workspace)
    if options.limit < 1:
        raise UsageError("aizone units search --limit", N_("must be 1 or more."))
    found = index.search(options.text, limit=options.limit)
    words = {
        "exact": _("the whole name"),
        "prefix": _("beginning of the name"),
        "part": _("part of the name"),
        "pinyin": _("pinyin"),
        "initials": _("initials"),
    }
    if options.format == "json":
        print_json(
            [
                {
                    "unit": compact(match.id),
                    "label": labels[match.id],
                    "type": kinds[match.id],
                    "name": match.name,
                    "name_kind": match.kind,
                    "why": match.why,
                    "converted": match.converted,
                }
                for match in found
            ]
        )
        return 0
    classes = _class_words(workspace, lang)
    table: list[list[Cell]] = [
        [
            labels[match.id],
            classes[kinds[match.id]],
            "" if match.name == labels[match.id] else match.name,
            words[match.why] + (_(" (traditional characters)") if match.converted else ""),
            compact(match.id),
        ]
        for match in found
    ]
    columns = [_("Unit"), _("Class"), _("Found by the name"), _("Why"), _("IRI")]
    print_rows(columns, table, fmt=options.format, title=_("Units found"), empty=_("No unit is called so."))
    return 0


def _index(workspace: Workspace) -> tuple[dict[str, str], dict[str, str], NameIndex]:
    """All units: those of the registries, and those that only plans name."""
    registry = _registry(workspace)
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for unit in registry.units.values():
        labels[unit.iri.value], kinds[unit.iri.value] = unit.label, unit.kind
        for name in (*unit.names, *unit.bare_names):
            names[unit.iri.value, name] = "alias"
        names[unit.iri.value, unit.label] = "label"
    for row in workspace.store.select(_PROVISIONAL_NAMES).dicts():
        iri, name = str(row["unit"]), str(row["name"])
        kind = "label" if str(row["term"]).endswith("prefLabel") else "alias"
        if kind == "label":
            labels[iri] = name
        kinds[iri] = _local(str(row["type"]))
        names[iri, name] = kind
    return (
        labels,
        kinds,
        NameIndex(((iri, name, kind) for (iri, name), kind in names.items()), kinds=("label", "alias")),
    )


_PROVISIONAL_NAMES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?unit ?type ?term ?name WHERE {
  VALUES ?term { skos:prefLabel skos:altLabel }
  ?unit az:provisional true ; a ?type ; ?term ?name .
  FILTER(?type != az:Place) FILTER NOT EXISTS { ?unit dcterms:isReplacedBy ?other }
} ORDER BY ?unit ?term ?name
"""

# --- deciding


def _decide(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    verb: Verb = options.action
    registry = _registry(workspace)
    unit = _unit(workspace, registry, options.unit, f"aizone units {verb}")
    other: NamedNode | str
    if verb == "alias":
        other = options.written
    elif verb == "merge":
        other = _unit(workspace, registry, options.other, "aizone units merge")
    else:
        other = _unit_or_name(workspace, registry, options.other)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    decision = Decision(verb, unit, other, options.by or _login(), now, options.why)
    check_decision(decision, registry)
    workspace.append_decision(to_turtle(decision), head=HEAD, check=functools.partial(_registry, workspace))
    plans = _plans_concerned(workspace, decision)
    if options.format == "json":
        print_json(
            {
                "decision": verb,
                "unit": compact(unit),
                "other": other if isinstance(other, str) else compact(other),
                "by": decision.by,
                "when": now,
                "why": decision.why,
                "file": str(workspace.paths.decisions),
                "plans": plans,
            }
        )
        return 0
    print(_("Recorded in {file}.").format(file=workspace.paths.decisions))
    held = [slug for slug in plans if workspace.sources(slug)]
    if held:
        print(_("'aizone rebuild' applies it to: {plans}.").format(plans=_(", ").join(held)))
    rest = [slug for slug in plans if slug not in held]
    if rest:
        print(_("Ingest again, for their text is not held: {plans}.").format(plans=_(", ").join(rest)))
    return 0


def _unit(workspace: Workspace, registry: UnitRegistry, text: str, where: str) -> NamedNode:
    """A unit of the graph, or of the base registry, which the graph holds only where a plan names it."""
    try:
        found = lookup.one(workspace.store, text, "az:Unit", where)
    except UnknownNameError:
        wanted = fold(text)
        found_there = [
            unit.iri
            for unit in registry.units.values()
            if wanted in {fold(unit.iri.value), fold(compact(unit.iri)), *map(fold, (unit.label, *unit.names))}
        ]
        if len(found_there) != 1:
            raise
        return found_there[0]
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


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


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
