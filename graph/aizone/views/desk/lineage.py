"""The fates of an earlier plan's measures and targets in a later one, in words."""

from __future__ import annotations

from ...analysis.lineage.measures import Fate
from ...analysis.lineage.targets import TargetFate
from ...i18n import Lang, Translate
from ...projections.plan_pair import PlanPair
from ...queries.records import PlannedTarget
from ...verdicts.comparison import DecidedMatch
from ...verdicts.kinds import MatchKind
from ..look.formats import quantity


def fate_words(_: Translate) -> dict[Fate, str]:
    """The names of what becomes of measures."""
    return {
        "kept": _("continued"),
        "split": _("split up"),
        "merged": _("merged"),
        "regrouped": _("regrouped"),
        "uncertain": _("perhaps continued"),
        "dropped": _("dropped"),
        "new": _("new"),
    }


def target_fate_words(_: Translate) -> dict[TargetFate, str]:
    """The names of what becomes of targets."""
    return {
        "raised": _("raised"),
        "lowered": _("lowered"),
        "kept": _("continued"),
        "uncertain": _("perhaps the same"),
        "dropped": _("dropped"),
        "new": _("new"),
    }


def value_words(target: PlannedTarget, _: Translate, lang: Lang) -> str:
    """The value of a target with its unit: '≥600 个', '6–8 项 a year'."""
    low, high = target.minimum, target.maximum
    values = [value for value in (low, high) if value is not None]
    if not values:
        return ""
    sign = "" if len(values) > 1 else "≥" if high is None else "≤"
    value = quantity(values, target.unit_text, lang, sign)
    return _("{value} a year").format(value=value) if target.period == "year" else value


def match_words(_: Translate) -> dict[MatchKind, str]:
    """The decisions about a pair, by name."""
    return {"same-work": _("carried on"), "other-work": _("not carried on")}


def match_meanings(_: Translate) -> dict[MatchKind, str]:
    """The decisions about a pair, explained."""
    return {
        "same-work": _("The later one carries on the earlier one, with whatever owners."),
        "other-work": _("They are different work; what they have in common does not connect them."),
    }


def decision_words(one: DecidedMatch, _: Translate) -> str:
    """A decision in words: by whom, when and why, and whether something has changed since."""
    made = one.verdict.made
    told = _("{by}, {when}").format(by=made.signed, when=made.when[: len("2026-11-29")])
    if made.why:
        told += _(": {why}").format(why=made.why)
    return _("{decision} (its words have changed since)").format(decision=told) if one.changed else told


def side_labels(pair: PlanPair) -> dict[str, str]:
    """The names of the measures and targets of two plans, by CURIE; targets by what they count."""
    targets = {node: pair.labels[node] for one in (*pair.earlier_targets, *pair.later_targets) for node in [one.target]}
    clauses = (clause for plan in (pair.earlier, pair.later) for clause in plan.clauses)
    return {clause.item: pair.labels[clause.item] for clause in clauses} | targets
