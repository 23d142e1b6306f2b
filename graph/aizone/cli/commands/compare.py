"""`compare`: lists what became of an earlier plan in a later one, and records what people decide about uncertain matches."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Sequence

from ...analysis.lineage.measures import FATES, Lineage
from ...analysis.lineage.targets import TargetLineage
from ...analysis.lineage.things import ThingLineage
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact, expand, last_segment
from ...names.resolve import resolve
from ...projections.agenda import read_agenda
from ...projections.clauses import WorkClause
from ...projections.plan_pair import PlanPair, read_plan_pair
from ...queries.records import PlannedTarget
from ...verdicts.attribution import Attribution, login, now
from ...verdicts.comparison import ComparedPlans, DecidedMatch, compare_plans, sides_of
from ...verdicts.kinds import MatchKind
from ...verdicts.matches import MatchVerdict
from ...views.desk.lineage import decision_words, fate_words, match_words, side_labels, target_fate_words, value_words
from ...views.look.formats import listed
from ...workspace import Workspace
from ...workspace.people import local_person
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell

_WHERE = "aizone compare"


def run_compare(options: argparse.Namespace, lang: Lang) -> int:
    """Print what became of an earlier plan in a later one."""
    if options.explain:
        return print_measures("trace_measures", "trace_targets", "trace_things", fmt=options.format, lang=lang)
    if not options.earlier or not options.later:
        raise UsageError(_WHERE, N_("needs two plans."), N_("Name the earlier one, then the later one."))
    workspace = open_to_ask(options, lang)
    earlier = workspace.plan_named(options.earlier, _WHERE)
    later = workspace.plan_named(options.later, _WHERE)
    assert earlier is not None
    assert later is not None
    if earlier == later:
        raise UsageError(_WHERE, N_("was given the same plan twice."), N_("Name two plans."))
    pair = read_plan_pair(workspace.store, compact(earlier), compact(later), lang)
    if options.decided:
        _decide(workspace, pair, options, lang)
    found = compare_plans(pair, workspace.match_ledger(last_segment(later)).read())
    if options.format == "json":
        print_json(_as_json(found))
        return 0
    _print(found.measures, found.targets, found.things, pair, lang)
    _print_questions(found, lang)
    _print_decisions(found, lang)
    return 0


_KINDS: dict[str, MatchKind | None] = {"same": "same-work", "other": "other-work", "withdraw": None}


def _decide(workspace: Workspace, pair: PlanPair, options: argparse.Namespace, lang: Lang) -> None:
    """Record the decisions given as options, all of them or none; an earlier one about the same pair ends."""
    _, sides = translator(lang), sides_of(pair)
    ledger = workspace.match_ledger(pair.later.plan.rpartition("/")[2])
    made = local_person().signing(Attribution(options.by or login(), now(), options.reason))
    held = ledger.read()
    new: list[MatchVerdict] = []
    ended: dict[str, Attribution] = {}
    for flag, one, other in options.decided:
        where = f"{_WHERE} --{flag}"
        item = _named(workspace, pair.earlier.plan, pair.earlier_targets, one, sides, where)
        later = _named(workspace, pair.later.plan, pair.later_targets, other, sides, where)
        before = [verdict for verdict in held if verdict.pair == (item, later)]
        kind = _KINDS[flag]
        if kind is None and not before:
            raise UsageError(where, N_("nothing was decided about this pair."), N_("'aizone compare' lists what was."))
        if _is_target(item, pair) != _is_target(later, pair):
            raise UsageError(where, N_("names a measure and a target."), N_("Name two measures or two targets."))
        ended |= {verdict.id: made for verdict in before}
        if kind is not None:
            new.append(MatchVerdict(sides[item], sides[later], kind, made))
    workspace.record(ledger, new, ended=ended)
    if options.format != "json":
        print(_("Recorded in {file}.").format(file=ledger.path))


def _is_target(node: str, pair: PlanPair) -> bool:
    return any(node == target.target for target in (*pair.earlier_targets, *pair.later_targets))


def _named(
    workspace: Workspace, plan: str, targets: Sequence[PlannedTarget], name: str, sides: Collection[str], where: str
) -> str:
    """The measure or target that a name means: a CURIE, its end ('3/1/1/m1'), a place, a name or a metric.

    Raises:
        UsageError: it means none, or several measures.
    """
    exact = [one for one in (name, f"{plan}/{name}") if one in sides and one.startswith(f"{plan}/")]
    exact += [one.target for one in targets if name in (one.metric, f"{one.scope}{one.metric}")]
    if exact:
        return exact[0]
    node = compact(resolve(workspace.names, name, "az:WorkItem", expand(plan), where=where))
    measures = read_agenda(workspace.store, [node], plan)
    if len(measures) != 1:
        raise UsageError(
            where,
            N_("'{name}' means {count} measures."),
            N_("Name one of them: {measures}"),
            name=name,
            count=len(measures),
            measures=" ".join(one.removeprefix(f"{plan}/") for one in measures[:6]),
        )
    return measures[0]


def _as_json(found: ComparedPlans) -> dict[str, object]:
    pair = found.pair
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
                "is_decided": bool(one.decided),
            }
            for one in found.measures
        ],
        "targets": [
            {
                "fate": one.fate,
                "earlier": _target(one.earlier),
                "later": _target(one.later),
                "is_decided": one.is_decided,
            }
            for one in found.targets
        ],
        "things": [
            {
                "thing": one.thing,
                "label": pair.labels.get(one.thing, one.label),
                "is_reassigned": one.is_reassigned,
                "leads_before": list(one.leads_before),
                "leads_after": list(one.leads_after),
            }
            for one in found.things
        ],
        "asked": [{"earlier": one, "later": other} for one, other in found.asked],
        "decisions": [_decision(one) for one in found.decisions],
    }


def _decision(one: DecidedMatch) -> dict[str, object]:
    verdict = one.verdict
    return {
        "id": verdict.id,
        "kind": verdict.kind,
        "earlier": verdict.earlier.item,
        "later": verdict.later.item,
        "changed": one.changed,
        "reason": verdict.made.why,
        "by": verdict.made.by,
        "account": verdict.made.account,
        "when": verdict.made.when,
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
                " / ".join(dict.fromkeys(pair.labels[side.target] for side in (one.earlier, one.later) if side)),
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


def _print_questions(found: ComparedPlans, lang: Lang) -> None:
    """The pairs that a person should decide about, named as `--same` and `--other` take them."""
    if not found.asked:
        return
    _, labels = translator(lang), side_labels(found.pair)
    rows: list[tuple[Cell, ...]] = [
        (_local(one, found.pair), labels[one], _local(other, found.pair), labels[other]) for one, other in found.asked
    ]
    heads = (_("Earlier"), "", _("Later"), "")
    print_rows(heads, rows, fmt="table", title=_("Is this the same? Decide with --same or --other EARLIER LATER"))


def _print_decisions(found: ComparedPlans, lang: Lang) -> None:
    if not found.decisions:
        return
    _, labels = translator(lang), side_labels(found.pair)
    rows: list[tuple[Cell, ...]] = [
        (
            match_words(_)[one.verdict.kind],
            f"{_local(one.verdict.earlier.item, found.pair)} {labels.get(one.verdict.earlier.item, '')}",
            f"{_local(one.verdict.later.item, found.pair)} {labels.get(one.verdict.later.item, '')}",
            decision_words(one, _),
        )
        for one in found.decisions
    ]
    print_rows((_("Verdict"), _("Earlier"), _("Later"), _("Decided")), rows, fmt="table", title=_("Decisions"))


def _local(node: str, pair: PlanPair) -> str:
    return node.removeprefix(f"{pair.earlier.plan}/").removeprefix(f"{pair.later.plan}/")
