"""`findings --import`: a filled-in work list read back, row by row; all of it is recorded, or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ...errors import N_, UsageError
from ...i18n import Lang, translator
from ...verdicts.attribution import login, now
from ...verdicts.filled_rows import FilledRow, RowsRead, read_rows
from ...workspace import Workspace
from ..choosing import chosen_slugs
from ..input_files import read_file
from ..opening import open_workspace


def run_import(options: argparse.Namespace, lang: Lang) -> int:
    """Record the verdicts of a file, or say which of its rows have to be mended; exit 1 when some have to."""
    from ...exports.papers.worklist import read_worklist

    if options.format != "table":
        raise UsageError("aizone findings --import", N_("prints words only."), N_("Leave out --format."))
    _ = translator(lang)
    workspace = open_workspace(options.workspace, lang)
    rows = read_worklist(read_file(options.imported), str(options.imported))
    read = _read_by_plan(workspace, rows, options)
    problems = sorted((one for part in read.values() for one in part.problems), key=lambda one: one.number)
    for one in problems:
        words = _("{file}, row {number}: ").format(file=options.imported, number=one.number)
        print(words + _(one.message).format(value=one.value), file=sys.stderr)
    if problems:
        print(_("Nothing was recorded. Mend these rows and read the file again."), file=sys.stderr)
        return 1
    if not options.dry_run:
        workspace.record_together(
            [(workspace.verdict_ledger(slug), part.new, part.ended) for slug, part in read.items() if part.new]
        )
    _tell(tuple(read.values()), options, lang)
    return 0


def _read_by_plan(workspace: Workspace, rows: Sequence[FilledRow], options: argparse.Namespace) -> dict[str, RowsRead]:
    """The rows read against the work list of the plan whose findings they name; unknown ones count for the first plan."""
    slugs = chosen_slugs(workspace, options.plan, "aizone findings")
    works = {slug: workspace.worklist(slug) for slug in slugs}
    known = {entry.finding.id: slug for slug, work in works.items() for entry in work.entries}
    moment, person = now(), options.by or login()
    return {
        slug: read_rows(
            work,
            [row for row in rows if known.get(row.finding, slugs[0]) == slug],
            workspace.verdict_ledger(slug).taken_back(),
            by=person,
            now=moment,
        )
        for slug, work in works.items()
    }


def _tell(read: Sequence[RowsRead], options: argparse.Namespace, lang: Lang) -> None:
    _ = translator(lang)
    said = _("Verdicts that would be recorded: {count}.") if options.dry_run else _("Verdicts recorded: {count}.")
    print(said.format(count=sum(len(part.new) for part in read)))
    counts = (
        (sum(len(part.ended) for part in read), _("Verdicts of the same person that they replace: {count}.")),
        (sum(part.known for part in read), _("Rows that say what is recorded already: {count}.")),
        (sum(part.older for part in read), _("Rows older than what the same person decided or took back since: {count}.")),
        (sum(part.empty for part in read), _("Rows without a decision: {count}.")),
    )  # fmt: skip
    for count, words in counts:
        if count:
            print(words.format(count=count))
