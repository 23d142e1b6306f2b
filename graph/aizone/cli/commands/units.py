"""`units`: lists units and finds them by a part of their name; `unit_decisions` records decisions."""

from __future__ import annotations

import argparse
from collections import defaultdict

from ... import queries
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact, expand
from ...model import OwnerKind
from ...model.units import Place
from ...names.places import places_named
from ...names.units import index_units, name_found, search_units
from ...queries.records import ClassLabel, KnownUnit, PlanPlace, UnitRoles, UnresolvedName
from ...units import Resolver
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell
from .unit_decisions import decide, list_decisions, load_registry


def run_units(options: argparse.Namespace, lang: Lang) -> int:
    """List units or unresolved names, search, or record a decision."""
    workspace = open_to_ask(options, lang)
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
    known = queries.answers(workspace.store, "known_units", KnownUnit, lang=lang)
    rows = [row for row in known if _is_wanted(row, options, places)]
    if options.plan is not None:
        in_plan = queries.decode(workspace.select("units", lang=lang, plan=options.plan), UnitRoles)
        named = {row.unit for row in in_plan}
        rows = [row for row in rows if row.unit in named]
    if options.format == "json":
        print_json([_as_json(row) for row in rows])
        return 0
    words = _class_words(workspace, lang)
    columns = [_("Unit"), _("Class"), _("Place"), _("Registered"), _("Plans"), _("Assignments"), _("IRI")]
    table: list[list[Cell]] = [
        [
            row.unit_label,
            words[_local(row.type)],
            row.place_label,
            _("provisional") if row.provisional else _("registered"),
            row.plans,
            row.assignments,
            row.unit,
        ]
        for row in rows
    ]
    print_rows(columns, table, fmt=options.format, title=_("Units"), empty=_("None fits."))
    return 0


def _is_wanted(row: KnownUnit, options: argparse.Namespace, places: frozenset[str] | None) -> bool:
    if options.provisional and not row.provisional:
        return False
    if options.kind is not None and _local(row.type).lower() != options.kind.removeprefix("az:").lower():
        return False
    return places is None or row.place in places


def _as_json(row: KnownUnit) -> dict[str, Cell]:
    return {
        "unit": row.unit,
        "unit_label": row.unit_label,
        "type": _local(row.type),
        "place": row.place,
        "place_label": row.place_label or None,
        "provisional": row.provisional,
        "plans": row.plans,
        "assignments": row.assignments,
    }


def _class_words(workspace: Workspace, lang: Lang) -> dict[str, str]:
    """The ontology's names of the classes of units, by local name."""
    return {row.type: row.label for row in queries.answers(workspace.store, "unit_classes", ClassLabel, lang=lang)}


def _local(curie: str) -> str:
    return curie.removeprefix("az:")


def _list_unresolved(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    """Names over all plans, the most frequent first, with whom they may mean."""
    plan = {"plan": options.plan} if options.plan else {}
    registry = load_registry(workspace)
    resolvers: dict[str, Resolver] = {}
    times: dict[str, int] = defaultdict(int)
    plans: dict[str, list[str]] = defaultdict(list)
    meant: dict[str, dict[str, None]] = defaultdict(dict)
    solved: set[str] = set()
    for row in queries.decode(workspace.select("unresolved_names", **plan), UnresolvedName):
        name, where = row.as_written, row.plan
        times[name] += row.times
        plans[name].append(where.removeprefix("id:plan/"))
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
    for row in queries.answers(workspace.store, "place_of_plan", PlanPlace, plan=expand(plan)):
        parent = expand(row.parent) if row.parent is not None else None
        return Place(expand(row.place), row.label, (), row.level, False, parent)
    return None


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
    print_rows(columns, table, fmt=options.format, title=_("Units found"), empty=_("No unit has that name."))
    return 0
