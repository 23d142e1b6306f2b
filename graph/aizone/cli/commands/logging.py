"""`log`: the log of writes, as a list or to be checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...workspace import Workspace
from ...workspace.write_log import LoggedWrite, WriteLog, entry_as_json
from ..opening import open_workspace
from ..output import print_json, print_rows
from ..tables import Cell


def run_log(options: argparse.Namespace, lang: Lang) -> int:
    """List the writes, or check the log; exit 1 when it is not as it was written."""
    workspace, _ = open_workspace(options.workspace, lang), translator(lang)
    log, root = workspace.log, workspace.paths.root
    if options.begin_again:
        return _begin_again(workspace, _)
    if options.check:
        return _check(log, root, options.format, _)
    broken = len(log.check())
    if broken:
        print(
            _("aizone: {count} lines of the log are damaged; 'aizone log --check' names them.").format(count=broken),
            file=sys.stderr,
        )
    found = [one for one in log.writes() if _is_asked(one, options)]
    if options.limit is not None:
        found = found[len(found) - options.limit :] if 0 <= options.limit < len(found) else found
    if options.format == "json":
        print_json([entry_as_json(one) for one in found])
        return 1 if broken else 0
    columns = [_("No."), _("When"), _("Done by"), _("Write"), _("About"), _("Change"), _("Files")]
    rows = [_row(one) for one in found]
    print_rows(columns, rows, fmt=options.format, title=_("Log of writes"), empty=_("Nothing was written."))
    return 1 if broken else 0


def _begin_again(workspace: Workspace, _: Translate) -> int:
    """Begin a log again that is not as it was written; a whole one stays."""
    log = workspace.log
    if not log.check() and not log.differing(workspace.paths.root):
        raise UsageError(str(log.folder), N_("is whole: it goes on."), N_("Only a log that is damaged is begun again."))
    workspace.writer.begin_log_again()
    print(
        _("The log begins again; what was left of the one before is set aside in {folder}.").format(folder=log.folder)
    )
    return 0


def _is_asked(one: LoggedWrite, options: argparse.Namespace) -> bool:
    return (
        options.act in (None, one.act)
        and options.who in (None, one.who)
        and (options.about is None or options.about in one.about)
        and (options.since is None or one.time >= options.since)
    )


def _row(one: LoggedWrite) -> list[Cell]:
    change = [*(f"- {words}" for words in one.before), *(f"+ {words}" for words in one.after)]
    files = [file for file, _before, _after in one.files]
    texts = ("\n".join(words) for words in (one.about, change, files))
    return [one.number, one.time, one.who, one.act, *texts]


def _check(log: WriteLog, root: Path, fmt: str, _: Translate) -> int:
    broken, differing = log.check(), log.differing(root)
    is_whole = not (broken or differing)
    if fmt == "json":
        lines = [{"file": str(one.file), "line": one.line} for one in broken]
        print_json({"whole": is_whole, "broken": lines, "differing": [str(one.file) for one in differing]})
        return 0 if is_whole else 1
    for one in broken:
        words = {
            "beginning": _("{file}: the line that the log begins with is not in it: the log or its beginning is gone."),
            "end": _("{file}: the last line of the log is not in it: the log or its end is gone."),
            "line": _("{file}, line {line}: was changed or cut, or does not follow on the line before it."),
        }
        print(words[one.loss].format(file=one.file, line=one.line))
    for other in differing:
        print(_("{file}: is not as the last line about it says.").format(file=other.file))
    if is_whole:
        print(_("Every line of the log follows on the one before it, and the files are as it says."))
    return 0 if is_whole else 1
