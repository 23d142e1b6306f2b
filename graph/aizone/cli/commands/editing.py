"""`corrections --import`: the sheet of responsibilities that was edited in a spreadsheet; all of it is recorded, or nothing."""

from __future__ import annotations

import argparse
import sys

from ...errors import N_, UsageError
from ...exports.tables.edited_workbook import read_edited
from ...i18n import Translate
from ...iri import last_segment
from ...reading.edited_table import EditedRow, TableEdits, plan_of, read_edits
from ...reading.knowledge import load_knowledge
from ...reading.rebuild import read_stored
from ...workspace import Workspace
from ..input_files import read_file
from .decisions import attribution, print_next_steps


def import_edits(workspace: Workspace, options: argparse.Namespace, _: Translate) -> int:
    """Record what a sheet changes as corrections, or say which of its rows have to be mended; exit 1 when some have to."""
    rows = read_edited(read_file(options.imported), str(options.imported))
    read = {slug: _compared(workspace, slug, own, options) for slug, own in _by_plan(workspace, rows, options).items()}
    problems = sorted((one for edits in read.values() for one in edits.problems), key=lambda one: one.number)
    for one in problems:
        place = _("{file}, row {number}: ").format(file=options.imported, number=one.number)
        print(place + _(one.message).format(**one.values), file=sys.stderr)
    if problems:
        print(_("Nothing was recorded. Mend these rows and read the file again."), file=sys.stderr)
        return 1
    count = sum(len(edits.new) for edits in read.values())
    if options.dry_run:
        print(_("Corrections that would be recorded: {count}.").format(count=count))
    else:
        workspace.record_together(
            [(workspace.correction_ledger(slug), edits.new, {}) for slug, edits in read.items() if edits.new]
        )
        print(_("Corrections recorded: {count}.").format(count=count))
    print(_("Rows that say what is known: {count}.").format(count=sum(edits.unchanged for edits in read.values())))
    if count and not options.dry_run:
        print_next_steps(workspace, [slug for slug, edits in read.items() if edits.new], _)
    return 0


def _by_plan(
    workspace: Workspace, rows: tuple[EditedRow, ...], options: argparse.Namespace
) -> dict[str, list[EditedRow]]:
    """The rows of each plan; a row without an address belongs to the one that is named.

    Raises:
        UsageError: a row is about no plan of this workspace.
    """
    found: dict[str, list[EditedRow]] = {}
    for row in rows:
        plan = plan_of(row)
        slug = options.plan if plan is None else last_segment(plan)
        if slug not in workspace.plan_slugs():
            raise UsageError(
                f"{options.imported}, {row.number}",
                N_("is not about a plan of this workspace ({plan})."),
                N_("New rows need the address of their measure. It has: {slugs}."),
                plan=slug or "—",
                slugs=", ".join(workspace.plan_slugs()) or "—",
            )
        if options.plan in (None, slug):
            found.setdefault(slug, []).append(row)
    return found


def _compared(workspace: Workspace, slug: str, rows: list[EditedRow], options: argparse.Namespace) -> TableEdits:
    plan = read_stored(workspace, slug, load_knowledge(workspace))
    if plan is None:
        raise UsageError(
            slug,
            N_("cannot be corrected here: its text is not held."),
            N_("Ingest the document of the plan, then read the file again."),
        )
    return read_edits(workspace, plan, rows, attribution(options))
