"""`backup` and `restore`: a workspace in one file, and back."""

from __future__ import annotations

import argparse
import sys

from ...errors import N_, UsageError
from ...i18n import Lang, translator
from ...workspace.backup import Backup, check_backup, restore_backup, write_backup
from ...workspace.check import check_files
from ..opening import open_workspace
from ..output import print_json, say_if_no_plans


def run_backup(options: argparse.Namespace, lang: Lang) -> int:
    """Write the workspace to one file and check it.

    Returns:
        1 when the backup is whole but files of the workspace are damaged, so that an earlier backup should be kept.
    """
    _ = translator(lang)
    workspace = open_workspace(options.workspace, lang)
    damaged = {one.error.where: one.error for one in check_files(workspace) if one.severity == "Violation"}
    made = write_backup(workspace, options.file)
    damaged |= {error.where: error for error in made.left_out}
    for error in damaged.values():
        print(f"aizone: {error.line(_)}", file=sys.stderr)
    _tell(made, _("{file}: {files} files of {plans} plans, {size} bytes; read back and whole."), options, lang)
    if not damaged:
        say_if_no_plans(workspace.plan_slugs(), _, out=sys.stderr)
    if damaged:
        print(_("Some files of the workspace are damaged: keep the previous backup."), file=sys.stderr)
    return 1 if damaged else 0


def run_restore(options: argparse.Namespace, lang: Lang) -> int:
    """Make a workspace from a backup, or only check it."""
    _ = translator(lang)
    if options.check:
        _tell(
            check_backup(options.file), _("{file}: {files} files of {plans} plans, {size} bytes; whole."), options, lang
        )
        return 0
    if options.workspace is None:
        raise UsageError(
            "aizone restore", N_("needs a new folder."), N_("Name it: aizone restore FILE --workspace DIR")
        )
    made = restore_backup(options.file, options.workspace)
    _tell(made, _("{file}: {files} files of {plans} plans, {size} bytes; restored into {folder}."), options, lang)
    return 0


def _tell(made: Backup, words: str, options: argparse.Namespace, lang: Lang) -> None:
    if options.format == "json":
        print_json({"file": str(options.file), "files": made.files, "plans": made.plans, "bytes": made.bytes})
        return
    print(
        words.format(
            file=options.file, files=made.files, plans=made.plans, size=f"{made.bytes:,}", folder=options.workspace
        )
    )
