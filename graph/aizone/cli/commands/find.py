"""`find`: everything that some words find: names, clause and goal numbers, words of the plans, and what two names share."""

from __future__ import annotations

import argparse

from ...errors import N_, UsageError
from ...i18n import Lang, translator
from ...iri import compact
from ...projections.item_paths import read_item_paths
from ...projections.labels import read_labels
from ...projections.plans import read_plans
from ...projections.search.everything import find_everything
from ...projections.search.passages import read_passages
from ...views.find.lines import FoundGroup, Most, found_groups, nodes_of, plans_of
from ...views.plan.overview import list_plans
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell


def run_find(options: argparse.Namespace, lang: Lang) -> int:
    """Print what is found, by sort."""
    if options.limit < 1:
        raise UsageError("aizone find --limit", N_("must be 1 or more."))
    workspace, _ = open_to_ask(options, lang), translator(lang)
    plan = workspace.plan_named(options.plan, "aizone find --plan")
    text, store = " ".join(options.text), workspace.store
    found = find_everything(
        store,
        workspace.names,
        read_passages(store),
        text,
        lang,
        plans=[compact(plan)] if plan else [],
        limit=options.limit,
    )
    most = Most(options.limit, options.limit, options.limit, options.limit, options.limit)
    labels = read_labels(store, list(dict.fromkeys(nodes_of(found))), lang)
    labels |= {head.plan: head.named for head in list_plans(read_plans(store, lang), lang) if head.plan in labels}
    places: dict[str, str] = {}
    for one in sorted(plans_of(found, most)):
        places |= read_item_paths(store, one)
    groups = found_groups(found, labels, places, lang, most)
    if options.format == "json":
        print_json({"text": text, "groups": [_as_json(group) for group in groups]})
    elif options.format != "table":
        print_rows(_FLAT, [row for group in groups for row in _flat_rows(group)], fmt=options.format)
    elif not groups:
        print(_("Nothing is found for “{words}”.").format(words=text))
    else:
        for group in groups:
            rows: list[tuple[Cell, ...]] = [
                (f"  {line.title}" if line.is_sub else line.title, line.why, f"{line.before}{line.match}{line.after}")
                for line in group.lines
            ]
            has_words = any(row[2] for row in rows)
            heads = (_("Found"), _("Why"), _("Words"))
            shown = rows if has_words else [row[:2] for row in rows]
            print_rows(heads if has_words else heads[:2], shown, fmt="table", title=group.title or _("Answers"))
    return 0


_FLAT = ("sort", "node", "title", "why", "plan", "words")


def _flat_rows(group: FoundGroup) -> list[tuple[Cell, ...]]:
    return [
        (group.sort, line.node, line.title, line.why, line.plan, f"{line.before}{line.match}{line.after}")
        for line in group.lines
    ]


def _as_json(group: FoundGroup) -> dict[str, object]:
    return {
        "sort": group.sort,
        "more": group.has_more,
        "lines": [
            {
                "node": line.node,
                "title": line.title,
                "why": line.why,
                "plan": line.plan or None,
                "other": line.pair[1] if line.pair else None,
                "under_question": line.is_sub,
                "before": line.before,
                "match": line.match,
                "after": line.after,
            }
            for line in group.lines
        ],
    }
