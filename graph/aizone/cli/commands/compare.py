"""`compare`: lists what became of an earlier plan's measures, targets and things in a later one."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from ...analysis.lineage.measures import FATES, Lineage, trace_measures
from ...analysis.lineage.targets import TargetLineage, trace_targets
from ...analysis.lineage.things import ThingLineage, trace_things
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...projections.clauses import WorkClause
from ...projections.plan_pair import PlanPair, read_plan_pair
from ...queries.records import PlannedTarget
from ...views.desk.lineage import fate_words, target_fate_words, value_words
from ...views.look.formats import listed
from ..measures import print_measures
from ..opening import open_workspace
from ..output import Cell, print_json, print_rows

_WHERE = "aizone compare"


def run_compare(options: argparse.Namespace, lang: Lang) -> int:
    """Print what became of an earlier plan in a later one."""
    if options.explain:
        return print_measures("trace_measures", "trace_targets", "trace_things", fmt=options.format, lang=lang)
    if not options.earlier or not options.later:
        raise UsageError(_WHERE, N_("needs two plans."), N_("Name the earlier one, then the later one."))
    workspace = open_workspace(options.workspace, lang)
    earlier = workspace.plan_named(options.earlier, _WHERE)
    later = workspace.plan_named(options.later, _WHERE)
    assert earlier is not None
    assert later is not None
    if earlier == later:
        raise UsageError(_WHERE, N_("was given the same plan twice."), N_("Name two plans."))
    pair = read_plan_pair(workspace.store, compact(earlier), compact(later), lang)
    measures = trace_measures(pair.earlier, pair.later)
    targets = trace_targets(pair.earlier_targets, pair.later_targets)
    things = trace_things(pair.earlier, pair.later)
    if options.format == "json":
        print_json(_as_json(measures, targets, things, pair))
        return 0
    _print(measures, targets, things, pair, lang)
    return 0


def _as_json(
    measures: Sequence[Lineage], targets: Sequence[TargetLineage], things: Sequence[ThingLineage], pair: PlanPair
) -> dict[str, object]:
    return {
        "earlier": pair.earlier.plan,
        "later": pair.later.plan,
        "measures": [
            {
                "fate": one.fate,
                "earlier": [_side(clause, pair) for clause in one.earlier],
                "later": [_side(clause, pair) for clause in one.later],
                "likeness": round(one.likeness[0].score, 3) if one.likeness else None,
                "is_reowned": one.is_reowned,
                "leads_left": list(one.leads_left),
                "leads_joined": list(one.leads_joined),
                "owners_left": list(one.owners_left),
                "owners_joined": list(one.owners_joined),
            }
            for one in measures
        ],
        "targets": [
            {"fate": one.fate, "earlier": _target(one.earlier), "later": _target(one.later)} for one in targets
        ],
        "things": [
            {
                "thing": one.thing,
                "label": pair.labels.get(one.thing, one.label),
                "is_reassigned": one.is_reassigned,
                "leads_before": list(one.leads_before),
                "leads_after": list(one.leads_after),
            }
            for one in things
        ],
    }


def _side(clause: WorkClause, pair: PlanPair) -> dict[str, object]:
    return {
        "item": clause.item,
        "label": pair.labels[clause.item],
        "place": clause.path,
        "text": clause.text,
        "owner_list": clause.owner_list,
        "start": clause.start,
        "end": clause.end,
    }


def _target(target: PlannedTarget | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {
        "target": target.target,
        "metric": f"{target.scope}{target.metric}",
        "min": target.minimum,
        "max": target.maximum,
        "unit": target.unit_text,
        "period": target.period,
        "deadline": target.deadline,
    }


def _print(
    measures: Sequence[Lineage],
    targets: Sequence[TargetLineage],
    things: Sequence[ThingLineage],
    pair: PlanPair,
    lang: Lang,
) -> None:
    _ = translator(lang)
    fates, counts = fate_words(_), Counter(one.fate for one in measures)
    print(_(", ").join(f"{fates[fate]} {counts[fate]}" for fate in FATES if counts[fate]))
    rows: list[tuple[Cell, ...]] = [
        (
            fates[one.fate],
            listed([pair.labels[clause.item] for clause in one.earlier], lang),
            listed([pair.labels[clause.item] for clause in one.later], lang),
            _leads(one, pair, _, lang),
        )
        for one in measures
    ]
    print_rows((_("What became of it"), _("Earlier"), _("Later"), _("Leads")), rows, fmt="table", title=_("Measures"))
    words = target_fate_words(_)
    print_rows(
        (_("What became of it"), _("Target"), _("Earlier"), _("Later")),
        [
            (
                words[one.fate],
                " / ".join(dict.fromkeys(f"{side.scope}{side.metric}" for side in (one.earlier, one.later) if side)),
                value_words(one.earlier, _, lang) if one.earlier else "",
                value_words(one.later, _, lang) if one.later else "",
            )
            for one in targets
        ],
        fmt="table",
        title=_("Targets"),
        empty=_("None."),
    )
    names = pair.labels
    print_rows(
        (_("Platform, park or project"), _("Led earlier by"), _("Led later by")),
        [
            (
                names.get(one.thing, one.label),
                listed([names[unit] for unit in one.leads_before], lang),
                listed([names[unit] for unit in one.leads_after], lang),
            )
            for one in things
            if one.is_reassigned
        ],
        fmt="table",
        title=_("Things whose leads have all changed"),
        empty=_("None."),
    )


def _leads(one: Lineage, pair: PlanPair, _: Translate, lang: Lang) -> str:
    if not one.is_reowned:
        return ""
    left, joined = ([pair.labels[unit] for unit in units] for units in (one.leads_left, one.leads_joined))
    return f"{listed(left, lang) or '—'} → {listed(joined, lang) or '—'}"
