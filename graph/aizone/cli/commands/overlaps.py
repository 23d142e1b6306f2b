"""`overlaps`: the pairs and groups of units that share measures."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from ...analysis.chance import ChanceReport, pair_chances
from ...analysis.overlaps import Overlap, find_overlaps
from ...analysis.owner_groups import OwnerGroup, find_groups
from ...errors import in_one_line
from ...i18n import Lang, translator
from ...iri import compact, expand
from ...names import lookup
from ...projections.incidence import Incidence
from ...projections.item_paths import read_item_paths
from ...views.desk.chance import chance_words
from ...views.desk.overlaps import nothing_shared
from ...views.look.formats import listed
from ..choosing import chosen_unit
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows, say_if_no_plans
from ..plan_words import counted_plans
from ..tables import Cell

Places = Mapping[str, str]
_PAIR_KEYS = (
    "unit",
    "other",
    "shared",
    "expected",
    "jaccard",
    "coefficient",
    "newman",
    "both_lead",
    "unit_leads",
    "other_leads",
    "neither_leads",
    "unit_first",
    "other_first",
    "alone",
    "reversed",
    "hypergeometric",
    "degree_sequence",
    "stands_out",
    "items",
)


def run_overlaps(options: argparse.Namespace, lang: Lang) -> int:
    """Pairs, or groups, of units that share measures, most first."""
    if options.explain:
        pairs = ("overlaps", "expected_shared", "jaccard", "overlap_coefficient", "pair_chances", "pair_counts")
        return print_measures(*(("owner_groups",) if options.larger else pairs), fmt=options.format, lang=lang)
    workspace = open_to_ask(options, lang)
    plan = workspace.plan_named(options.plan, "aizone overlaps --plan")
    incidence = workspace.incidence(plan=plan, groups=options.groups, lang=lang)
    unit = chosen_unit(workspace, options.unit, options.plan, "aizone overlaps")
    places = {}
    if options.format == "table":
        places = read_item_paths(workspace.store, None if plan is None else compact(plan))
    if options.format == "table" and not workspace.plan_slugs():
        say_if_no_plans((), translator(lang))
        return 0
    label = "" if unit is None else lookup.label(workspace.store, expand(unit), lang)
    empty = _nothing(options.min, label, incidence, is_larger=options.larger, lang=lang)
    if options.larger:
        _print_groups(find_groups(incidence, min_shared=options.min), unit, places, options.format, empty, lang)
    else:
        _print_pairs(incidence, unit, options.min, places, options.format, empty, lang)
    if options.format == "table":
        print(counted_plans(workspace, plan, lang))
    return 0


def _nothing(least: int, unit: str, incidence: Incidence, *, is_larger: bool, lang: Lang) -> str:
    """The line instead of an empty table."""
    _ = translator(lang)
    why = nothing_shared(least, unit, has_owners=bool(incidence.units), is_larger=is_larger, _=_)
    return in_one_line(why, _("Try a smaller --min.") if incidence.units and least > 1 else "")


def _print_pairs(
    incidence: Incidence, unit: str | None, least: int, places: Places, fmt: str, empty: str, lang: Lang
) -> None:
    _ = translator(lang)
    owns = unit is None or unit in incidence.units
    pairs = find_overlaps(incidence, min_shared=least, unit=unit) if owns else []
    report = pair_chances(incidence) if len({*incidence.plans}) == 1 else None
    if fmt == "json":
        print_json([_pair_json(row) for row in _pair_rows(pairs, report)])
        return
    if fmt != "table":
        print_rows(_PAIR_KEYS, _pair_rows(pairs, report), fmt=fmt)
        return
    print_rows(
        [
            _("Unit"),
            _("Other unit"),
            _("Shared measures"),
            _("Expected"),
            _("Leads"),
            _("Named first"),
            _("Measures"),
        ],
        [
            (
                pair.unit_label,
                pair.other_label,
                pair.shared,
                round(pair.expected, 1),
                f"{pair.roles.unit_leads}:{pair.roles.other_leads}",
                f"{pair.unit_first}:{pair.other_first}",
                _placed(pair.items, places),
            )
            for pair in pairs
        ],
        fmt="table",
        empty=empty,
    )
    if pairs and report is not None:
        print(chance_words(report, _))


def _pair_rows(pairs: Sequence[Overlap], report: ChanceReport | None) -> list[tuple[Cell, ...]]:
    tested = {frozenset((found.unit, found.other)): found for found in (report.pairs if report else ())}
    rows: list[tuple[Cell, ...]] = []
    for pair in pairs:
        chance = tested.get(frozenset((pair.unit, pair.other)))
        rows.append(
            (
                pair.unit_label,
                pair.other_label,
                pair.shared,
                round(pair.expected, 2),
                round(pair.jaccard, 3),
                round(pair.coefficient, 3),
                round(pair.newman, 2),
                pair.roles.both_lead,
                pair.roles.unit_leads,
                pair.roles.other_leads,
                pair.roles.neither_leads,
                pair.unit_first,
                pair.other_first,
                " ".join(pair.alone),
                " ".join(f"{one}|{two}" for one, two in pair.reversed),
                None if chance is None else chance.hypergeometric,
                None if chance is None else chance.degree_sequence,
                None if chance is None else chance.stands_out,
                " ".join(pair.items),
            )
        )
    return rows


def _pair_json(row: Sequence[Cell]) -> dict[str, object]:
    """A row of `_pair_rows` with its lists as lists."""
    found: dict[str, object] = dict(zip(_PAIR_KEYS, row, strict=True))
    for key in ("alone", "items"):
        found[key] = str(found[key]).split()
    found["reversed"] = [
        dict(zip(("item", "next"), pair.split("|"), strict=True))
        for pair in str(row[_PAIR_KEYS.index("reversed")]).split()
    ]
    return found


def _print_groups(
    groups: Sequence[OwnerGroup], unit: str | None, places: Places, fmt: str, empty: str, lang: Lang
) -> None:
    _ = translator(lang)
    groups = [group for group in groups if unit is None or unit in group.units]
    if fmt == "json":
        print_json(
            [
                {
                    "units": [
                        {"unit": label, "leads": leads, "first": first}
                        for label, leads, first in zip(group.labels, group.leads, group.first, strict=True)
                    ],
                    "shared": group.shared,
                    "expected": round(group.expected, 2),
                    "jaccard": round(group.jaccard, 3),
                    "coefficient": round(group.coefficient, 3),
                    "newman": round(group.newman, 2),
                    "alone": list(group.alone),
                    "items": list(group.items),
                }
                for group in groups
            ]
        )
        return
    rows: list[tuple[Cell, ...]] = [
        (
            listed(group.labels, lang),
            group.shared,
            round(group.expected, 1),
            len(group.alone),
            ":".join(map(str, group.leads)),
            ":".join(map(str, group.first)),
            _placed(group.items, places) if fmt == "table" else " ".join(group.items),
        )
        for group in groups
    ]
    columns = (
        _("Units"), _("Shared measures"), _("Expected"), _("Only they"), _("Leads"), _("Named first"), _("Measures")
    )  # fmt: skip
    print_rows(
        columns if fmt == "table" else ("units", "shared", "expected", "alone", "leads", "first", "items"),
        rows,
        fmt=fmt,
        empty=empty,
    )


def _placed(items: Sequence[str], places: Places) -> str:
    """Measures by their places: '三/(一)/1 三/(五)/2 m4'; with several plans those of each are a line that begins with its slug."""
    of_plan: dict[str, list[str]] = {}
    for item in items:
        of_plan.setdefault(item.removeprefix("id:plan/").partition("/")[0], []).append(places.get(item, item))
    if len(of_plan) == 1:
        return " ".join(*of_plan.values())
    return "\n".join(f"{slug}: {' '.join(found)}" for slug, found in of_plan.items())
