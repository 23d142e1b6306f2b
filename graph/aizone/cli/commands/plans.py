"""`plans`: lists the plans of a workspace, shows one, gives it another title, removes it, or brings a removed one back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ...errors import N_, UnknownNameError, UsageError, WorkspaceError
from ...i18n import Lang, Translate, translator
from ...iri import last_segment
from ...projections.plans import count_issues, read_plans, read_source
from ...queries.records import PlanSummary
from ...views.plan.overview import marked
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell
from .decisions import attribution

_KEYS = ("plan", "title", "issuer", "number", "issued", "start", "end", "tasks", "measures", "invented")


def run_plans(options: argparse.Namespace, lang: Lang) -> int:
    """List the plans, or do one thing with one of them."""
    workspace = open_to_ask(options, lang)
    _ = translator(lang)
    match options.action:
        case None:
            return _list(workspace, options, lang, _)
        case "undo":
            return _undo(workspace, options, _)
        case action if not options.plan:
            raise UsageError(
                f"aizone plans {action}", N_("needs a plan."), N_("Name it by its slug; 'aizone plans' lists them.")
            )
        case "show":
            return _show(workspace, options, lang, _)
        case "rename":
            return _rename(workspace, options, _)
    return _remove(workspace, options, _)


def _slug(workspace: Workspace, options: argparse.Namespace) -> str:
    """The slug of the plan that was named; a plan whose file is damaged is found by its slug."""
    if options.plan in workspace.plan_slugs():
        return str(options.plan)
    node = workspace.plan_named(options.plan, f"aizone plans {options.action}")
    assert node is not None
    return last_segment(node)


def _summaries(workspace: Workspace, lang: Lang) -> dict[str, PlanSummary]:
    return {row.plan.removeprefix("id:plan/"): row for row in read_plans(workspace.store, lang)}


def _list(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    summaries = _summaries(workspace, lang)
    rows = [_row(slug, one) for slug, one in summaries.items()]
    rows += [_empty_row(workspace, slug) for slug in workspace.plan_slugs() if slug not in summaries]
    if options.format == "table":
        rows = [[row[0], marked(str(row[1]), _) if row[-1] else row[1], *row[2:-1]] for row in rows]
        columns = [_("Plan"), _("Title"), _("Issuer"), _("Document number"), _("Date of issue"), _("First year")]
        columns += [_("Last year"), _("Tasks"), _("Measures")]
        print_rows(columns, rows, fmt="table", empty=_("This workspace holds no plan."))
    else:
        print_rows(_KEYS, rows, fmt=options.format)
    return 0


def _empty_row(workspace: Workspace, slug: str) -> list[Cell]:
    """A plan without measures, or one whose file is damaged: it can be removed like any other."""
    try:
        stored = workspace.stored_plan(slug)
    except WorkspaceError:
        stored = None
    return [slug, stored.title if stored is not None else None, *[None] * 5, 0, 0, False]


def _row(slug: str, one: PlanSummary) -> list[Cell]:
    said: list[Cell] = [slug, one.plan_label, one.issuer_label or None, one.number or None, one.issued or None]
    return [*said, one.start, one.end, one.tasks, one.measures, one.fictional]


def _show(workspace: Workspace, options: argparse.Namespace, lang: Lang, _: Translate) -> int:
    """One plan: its head, what it holds, where it was read from, and how much people decided about it."""
    slug = _slug(workspace, options)
    one = _summaries(workspace, lang).get(slug)
    source, issues = read_source(workspace.store, f"id:plan/{slug}"), count_issues(workspace.store, f"id:plan/{slug}")
    said: dict[str, Cell] = dict(zip(_KEYS, _row(slug, one), strict=True)) if one is not None else {"plan": slug}
    said |= {
        "document": source.name if source is not None else None,
        "text_held": source.text_held if source is not None else False,
        "issues": issues,
        "decisions": workspace.count_decisions(slug),
    }
    if options.format == "json":
        print_json(said)
        return 0
    words = {
        "plan": _("Plan"), "title": _("Title"), "issuer": _("Issuer"), "number": _("Document number"),
        "issued": _("Date of issue"), "start": _("First year"), "end": _("Last year"), "tasks": _("Tasks"),
        "measures": _("Measures"), "invented": _("Invented"), "document": _("Document"), "text_held": _("Its text is held"),
        "issues": _("Reading issues"), "decisions": _("Decisions about it"),
    }  # fmt: skip
    shown: Sequence[tuple[str, Cell]] = [
        (words[key], (_("yes") if cell else _("no")) if isinstance(cell, bool) else cell) for key, cell in said.items()
    ]
    print_rows([_("What"), _("Value")], shown, fmt=options.format)
    return 0


def _rename(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    from ...reading.renaming import rename_plan

    if not options.title:
        raise UsageError("aizone plans rename", N_("needs the new title."), N_("Write it in quotes after the plan."))
    slug = _slug(workspace, options)
    renamed = rename_plan(workspace, slug, options.title, attribution(options))
    if options.format == "json":
        print_json({"plan": slug, "title": options.title, "renamed": renamed})
    elif renamed:
        print(_("{plan} is now called: {title}").format(plan=slug, title=options.title))
        print(
            _("The title is kept as a correction; 'aizone corrections {plan}' lists it and takes it back.").format(
                plan=slug
            )
        )
    else:
        print(_("{plan} has that title already.").format(plan=slug))
    return 0


def _remove(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    slug = _slug(workspace, options)
    try:
        decided = workspace.count_decisions(slug)
    except WorkspaceError:  # a damaged file of decisions does not keep a plan from being removed
        decided = 0
    if not options.yes and not _agreed(slug, decided, options, _):
        print(_("Nothing was removed."))
        return 1
    workspace.remove_plan(slug, with_decisions=options.with_decisions)
    if options.format == "json":
        print_json({"plan": slug, "removed": True, "decisions_kept": 0 if options.with_decisions else decided})
        return 0
    print(_("{plan} was removed; 'aizone plans undo {plan}' brings it back.").format(plan=slug))
    if decided and not options.with_decisions:
        print(_("Decisions about it that are kept, for when it is read again: {count}.").format(count=decided))
    return 0


def _agreed(slug: str, decided: int, options: argparse.Namespace, _: Translate) -> bool:
    """Ask before a plan is removed.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "aizone plans remove",
            N_("asks first, and there is no terminal to answer on."),
            N_("Add --yes to remove the plan."),
        )
    words = _("Remove {plan}?").format(plan=slug)
    if decided and options.with_decisions:
        words = _("Remove {plan} with {count} decisions about it?").format(plan=slug, count=decided)
    return input(f"{words} [y/N] ").strip().lower() in {"y", "yes", "是"}


def _undo(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    found = workspace.removed_plans()
    wanted = next((one for one in found if options.plan in {None, one.slug, one.title}), None)
    if wanted is None and options.plan is not None:
        raise UnknownNameError("aizone plans undo", options.plan, list(dict.fromkeys(one.slug for one in found)))
    if wanted is None:
        raise UsageError("aizone plans undo", N_("no plan was removed."), N_("'aizone plans' lists those there are."))
    workspace.bring_back(wanted)
    if options.format == "json":
        print_json({"plan": wanted.slug, "title": wanted.title, "removed_when": wanted.when})
    else:
        print(_("{plan} is back: {title}").format(plan=wanted.slug, title=wanted.title))
    return 0
