"""`corrections`: lists what people corrected in the reading of plans, says who answers for a target, takes a correction back."""

from __future__ import annotations

import argparse

from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...reading.answers import answer_correction
from ...reading.knowledge import load_knowledge
from ...reading.rebuild import read_stored
from ...verdicts.readings import Correction, CorrectionKind
from ...views.intake.preview import told
from ...workspace import Workspace
from ..opening import open_workspace
from ..output import print_json, print_rows
from ..tables import Cell
from .decisions import attribution, print_next_steps, the_one


def run_corrections(options: argparse.Namespace, lang: Lang) -> int:
    """List corrections, or take one back."""
    workspace = open_workspace(options.workspace, lang)
    _ = translator(lang)
    slugs = workspace.paths.correction_slugs()
    if options.plan is not None:
        known = sorted({*slugs, *workspace.plan_slugs()})
        if options.plan not in known:
            raise UnknownNameError("aizone corrections", options.plan, [one for one in known if options.plan in one])
        slugs = [options.plan]
    listed = [(slug, correction) for slug in slugs for correction in workspace.corrections(slug)]
    if options.imported is not None:
        from .editing import import_edits

        return import_edits(workspace, options, _)
    if options.answers or options.not_answers:
        return _decide(workspace, options, _)
    if options.remove is not None:
        return _remove(workspace, listed, options, _)
    if options.format == "json":
        print_json([_as_json(slug, correction) for slug, correction in listed])
        return 0
    rows: list[list[Cell]] = [_row(slug, correction, _) for slug, correction in listed]
    columns = [_("Plan"), _("ID"), _("Name"), _("Correction"), _("Owner list"), _("By"), _("When"), _("Reason")]
    print_rows(columns, rows, fmt=options.format, title=_("Corrections"), empty=_("Nothing was corrected."))
    return 0


def _remove(
    workspace: Workspace, listed: list[tuple[str, Correction]], options: argparse.Namespace, _: Translate
) -> int:
    """Take one correction back; it stays in the file, marked as ended."""
    slug, correction = the_one([(one.id, (slug, one)) for slug, one in listed], options.remove, "aizone corrections")
    made = attribution(options)
    workspace.record(workspace.correction_ledger(slug), ended={correction.id: made})
    if options.format == "json":
        print_json({**_as_json(slug, correction), "removed_by": made.by, "removed_when": made.when})
        return 0
    print(_("Taken back in {file}.").format(file=workspace.paths.corrections(slug)))
    print_next_steps(workspace, [slug], _)
    return 0


def _decide(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    """Record that a measure answers for a target, or does not; the plan's text is read to quote the measure."""
    kind: CorrectionKind = "answers" if options.answers else "not-answers"
    plan = read_stored(workspace, options.plan, load_knowledge(workspace)) if options.plan is not None else None
    if plan is None:
        raise UsageError(
            f"aizone corrections --{kind}",
            N_("needs a plan whose text is held."),
            N_("Name the plan by its slug; 'aizone plans' lists them."),
        )
    measure, target = options.answers or options.not_answers
    correction = answer_correction(plan, kind, measure, target, attribution(options))
    workspace.record(workspace.correction_ledger(options.plan), [correction])
    if options.format == "json":
        print_json(_as_json(options.plan, correction))
        return 0
    print(_("Recorded in {file}.").format(file=workspace.paths.corrections(options.plan)))
    print_next_steps(workspace, [options.plan], _)
    return 0


def _row(slug: str, correction: Correction, _: Translate) -> list[Cell]:
    quote = correction.quote.exact or f"…{correction.quote.prefix}"
    return [
        slug,
        correction.id,
        correction.written,
        told(correction, {}, _),
        quote if len(quote) <= 40 else f"{quote[:40]}…",
        correction.made.signed,
        correction.made.when,
        correction.made.why or "",
    ]


def _as_json(slug: str, correction: Correction) -> dict[str, object]:
    return {
        "plan": slug,
        "id": correction.id,
        "kind": correction.kind,
        "written": correction.written,
        "role": correction.role,
        "unit": compact(correction.unit) if correction.unit else None,
        "owner_list": correction.quote.exact,
        "prefix": correction.quote.prefix,
        "suffix": correction.quote.suffix,
        "by": correction.made.by,
        "account": correction.made.account,
        "when": correction.made.when,
        "why": correction.made.why,
    }
