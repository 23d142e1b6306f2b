"""`units`: lists units and finds them by what somebody knows of a name; `unit_decisions` records decisions."""

from __future__ import annotations

import argparse
from collections import defaultdict

from pyoxigraph import Literal, NamedNode

from ... import workspace as workspaces
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...model import OwnerKind
from ...model.units import Place
from ...names.places import places_named
from ...names.units import index_units, name_found, search_units
from ...units import Resolver
from ...workspace import Workspace
from ..output import Cell, print_json, print_rows
from .unit_decisions import decide, list_decisions, load_registry

Row = dict[str, str | int | float | bool | None]


def run_units(options: argparse.Namespace, lang: Lang) -> int:
    """List units or unresolved names, search, or record a decision."""
    workspace = workspaces.open_workspace(options.workspace)
    _ = translator(lang)
    if options.action == "search":
        return _search(workspace, options, lang, _)
    if options.action == "decisions":
        return list_decisions(workspace, options, _)
    if options.action is not None:
        return decide(workspace, options, _)
    return (_list_unresolved if options.unresolved else _list)(workspace, options, lang, _)


# --- listing


def _list(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    places = places_named(workspace.names, options.place) if options.place is not None else None
    known = workspace.select("known_units", lang=lang).dicts()
    rows = [row for row in known if _is_wanted(row, options, places)]
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


def _is_wanted(row: Row, options: argparse.Namespace, places: frozenset[str] | None) -> bool:
    if options.provisional and not row["provisional"]:
        return False
    if options.kind is not None and _local(str(row["type"])).lower() != options.kind.removeprefix("az:").lower():
        return False
    return places is None or (row["place"] is not None and compact(str(row["place"])) in places)


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
    registry = load_registry(workspace)
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
    known = index_units(load_registry(workspace), workspace.names)
    labels, kinds = known.labels, known.kinds
    if options.limit < 1:
        raise UsageError("aizone units search --limit", N_("must be 1 or more."))
    found = search_units(known, options.text, limit=options.limit)
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
                    "name": name_found(known, match) or labels[match.id],
                    "name_kind": match.kind.rpartition("/")[2],
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
            name_found(known, match),
            words[match.why] + (_(" (traditional characters)") if match.converted else ""),
            compact(match.id),
        ]
        for match in found
    ]
    columns = [_("Unit"), _("Class"), _("Found by the name"), _("Why"), _("IRI")]
    print_rows(columns, table, fmt=options.format, title=_("Units found"), empty=_("No unit is called so."))
    return 0
