"""`gaps`: the cases that the rules about responsibility find in each plan, and its score."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby

from ...analysis.gaps.lint import SEVERITIES, gap_score, lint
from ...analysis.gaps.rules import RULES
from ...errors import UnknownNameError
from ...i18n import Lang, translator
from ...projections.gap_facts import read_gap_facts
from ...projections.item_paths import read_item_paths
from ...projections.labels import read_labels
from ...views.desk.gaps import GapGroup, GapLine, gap_groups, habit_words, nodes_of
from ...views.look.formats import listed, number
from ...workspace import Workspace
from ..choosing import chosen_plans
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json_list, print_rows, say_if_no_plans, severity_words
from ..plan_words import plan_heading
from ..tables import Cell

_KEYS = ("plan", "rule", "severity", "node", "label", "message", "others", "fix")
_SHOWN = 6


def run_gaps(options: argparse.Namespace, lang: Lang) -> int:
    """The gaps of each plan, the worst first; always exits 0, because a gap in a plan is not an error of the command."""
    wanted = _rules(options.rule)
    if options.explain:
        return print_measures("gap_score", *wanted, fmt=options.format, lang=lang)
    workspace = open_to_ask(options, lang)
    plans = chosen_plans(workspace, options.plan, "aizone gaps")
    found = ((one, *_read(workspace, one, lang)) for one in plans)
    chosen = (
        (one, score, [group for group in groups if group.rule in wanted and _is_shown(group, options.severity)])
        for one, score, groups in found
    )
    if options.format == "json":
        print_json_list(_as_json(one, score, groups) for one, score, groups in chosen)
    elif options.format != "table":
        print_rows(_KEYS, [row for one, _score, groups in chosen for row in _rows(one, groups)], fmt=options.format)
    else:
        say_if_no_plans(plans, translator(lang))
        for one, score, groups in chosen:
            _print_plan(workspace, one, score, groups, lang)
    return 0


def _rules(names: Sequence[str] | None) -> tuple[str, ...]:
    """The ids of the rules asked for; all of them when none is."""
    known = tuple(rule.id for rule in RULES)
    for name in names or ():
        if name not in known:
            from difflib import get_close_matches

            raise UnknownNameError(
                "aizone gaps --rule", name, get_close_matches(name, known, cutoff=0.4) or list(known)
            )
    return tuple(names) if names else known


def _is_shown(group: GapGroup, least: str) -> bool:
    return SEVERITIES.index(group.severity) <= SEVERITIES.index(least)


def _read(workspace: Workspace, plan: str, lang: Lang) -> tuple[float, tuple[GapGroup, ...]]:
    results = lint(read_gap_facts(workspace.store, plan))
    labels = read_labels(workspace.store, nodes_of(results), lang)
    return gap_score(results), gap_groups(results, labels, lang)


def _print_plan(workspace: Workspace, plan: str, score: float, groups: Sequence[GapGroup], lang: Lang) -> None:
    _ = translator(lang)
    severities = severity_words(_)
    count = sum(group.count for group in groups)
    is_alone = sum(bool(group.lines) for group in groups) == 1
    places = read_item_paths(workspace.store, plan)
    print(plan_heading(workspace, plan, lang))
    print(_("{count} gaps; score {score} of 100").format(count=count, score=number(round(score, 1), lang)), end="\n\n")
    for group in groups:
        if not group.lines:
            continue
        of = _("{count} of {checked}").format(count=group.count, checked=group.checked)
        print(f"{severities[group.severity].strip()}  {group.title}  {of}  [{group.rule}]")
        is_one = group.is_habit and not is_alone
        if is_one:
            print(f"  {habit_words(_)}")
            print(f"  aizone gaps --rule {group.rule} --plan {plan.removeprefix('id:plan/')}")
        for words, lines in groupby(() if is_one else group.lines, key=lambda line: line.words):
            print(f"  {words}")
            for line in lines:
                about = f" · {_named(line, lang)}" if line.others else ""
                print(f"    {places.get(line.node, _local(line.node))}  {line.label}{about}")
        print(f"  → {group.fix}", end="\n\n")


def _named(line: GapLine, lang: Lang) -> str:
    names = [name for _node, name in line.others[:_SHOWN]]
    return listed(names, lang) if len(line.others) <= _SHOWN else f"{listed(names, lang)} …"


def _rows(plan: str, groups: Sequence[GapGroup]) -> list[tuple[Cell, ...]]:
    return [
        (
            plan.removeprefix("id:plan/"), group.rule, group.severity, line.node, line.label, line.words,
            " ".join(node for node, _label in line.others), group.fix,
        )
        for group in groups
        for line in group.lines
    ]  # fmt: skip


def _as_json(plan: str, score: float, groups: Sequence[GapGroup]) -> dict[str, object]:
    return {
        "plan": plan.removeprefix("id:plan/"),
        "score": round(score, 1),
        "rules": [
            {
                "rule": group.rule,
                "severity": group.severity,
                "title": group.title,
                "fix": group.fix,
                "checked": group.checked,
                "count": group.count,
                "whole_plan": group.is_habit,
                "gaps": [
                    {
                        "node": line.node,
                        "label": line.label,
                        "message": line.words,
                        "others": [{"node": node, "label": label} for node, label in line.others],
                    }
                    for line in group.lines
                ],
            }
            for group in groups
        ],
    }


def _local(node: str) -> str:
    """A node's path within its plan: '3/1/1/m1'; the CURIE of one that is not of a plan."""
    path = node.removeprefix("id:plan/").partition("/")[2]
    return path if node.startswith("id:plan/") and path else node
