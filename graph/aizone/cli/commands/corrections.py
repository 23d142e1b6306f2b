"""`corrections`: what people corrected in the reading of plans; takes one back."""

from __future__ import annotations

import argparse

from ... import workspace as workspaces
from ...errors import N_, UnknownNameError, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...verdicts.attribution import login, now
from ...verdicts.readings import Correction
from ...verdicts.turtle import withdrawal_turtle
from ...views.intake.preview import told
from ...workspace import Workspace
from ..output import Cell, print_json, print_rows


def run_corrections(options: argparse.Namespace, lang: Lang) -> int:
    """List corrections, or take one back."""
    workspace = workspaces.open_workspace(options.workspace)
    _ = translator(lang)
    slugs = workspace.paths.correction_slugs()
    if options.plan is not None:
        known = sorted({*slugs, *workspace.plan_slugs()})
        if options.plan not in known:
            raise UnknownNameError("aizone corrections", options.plan, [one for one in known if options.plan in one])
        slugs = [options.plan]
    listed = [(slug, correction) for slug in slugs for correction in workspace.corrections(slug)]
    if options.remove is not None:
        return _remove(workspace, listed, options, _)
    if options.format == "json":
        print_json([_as_json(slug, correction) for slug, correction in listed])
        return 0
    rows: list[list[Cell]] = [_row(slug, correction, _) for slug, correction in listed]
    columns = [_("Plan"), _("ID"), _("Name"), _("Correction"), _("Owner list"), _("By"), _("When"), _("Why")]
    print_rows(columns, rows, fmt=options.format, title=_("Corrections"), empty=_("Nothing was corrected."))
    return 0


def _remove(
    workspace: Workspace, listed: list[tuple[str, Correction]], options: argparse.Namespace, _: Translate
) -> int:
    """Take back the one correction whose ID begins so; it stays in the file, marked as ended."""
    found = [(slug, one) for slug, one in listed if options.remove and one.id.startswith(options.remove)]
    if len(found) != 1:
        raise UsageError(
            "aizone corrections --remove",
            N_("{count} corrections have the ID '{id}'."),
            N_("'aizone corrections' lists them."),
            count=len(found),
            id=options.remove,
        )
    slug, correction = found[0]
    by, when = options.by or login(), now()
    workspace.append_corrections(slug, withdrawal_turtle(slug, correction.id, by=by, when=when, why=options.why))
    if options.format == "json":
        print_json({**_as_json(slug, correction), "removed_by": by, "removed_when": when})
        return 0
    print(_("Taken back in {file}.").format(file=workspace.paths.corrections(slug)))
    if workspace.sources(slug):
        print(_("'aizone rebuild' applies it to: {plans}.").format(plans=slug))
    else:
        print(_("Ingest again, for their text is not held: {plans}.").format(plans=slug))
    return 0


def _row(slug: str, correction: Correction, _: Translate) -> list[Cell]:
    quote = correction.quote.exact or f"…{correction.quote.prefix}"
    return [
        slug,
        correction.id,
        correction.written,
        told(correction, {}, _),
        quote if len(quote) <= 40 else f"{quote[:40]}…",
        correction.by,
        correction.when,
        correction.why or "",
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
        "by": correction.by,
        "when": correction.when,
        "why": correction.why,
    }
