"""`log`: the log of writes, as a list or to be checked."""

from __future__ import annotations

import argparse

from ...i18n import Lang, Translate, translator
from ...workspace.write_log import LoggedWrite, WriteLog, entry_as_json
from ..opening import open_workspace
from ..output import Cell, print_json, print_rows


def run_log(options: argparse.Namespace, lang: Lang) -> int:
    """List the writes, or check the log; exit 1 when it is not as it was written."""
    log, _ = open_workspace(options.workspace, lang).log, translator(lang)
    if options.check:
        return _check(log, options.format, _)
    found = [one for one in log.writes() if _is_asked(one, options)]
    if options.limit is not None:
        found = found[len(found) - options.limit :] if 0 <= options.limit < len(found) else found
    if options.format == "json":
        print_json([entry_as_json(one) for one in found])
        return 0
    columns = [_("No."), _("When"), _("Who"), _("Write"), _("About"), _("Change"), _("Files")]
    rows = [_row(one) for one in found]
    print_rows(columns, rows, fmt=options.format, title=_("Log of writes"), empty=_("Nothing was written."))
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


def _check(log: WriteLog, fmt: str, _: Translate) -> int:
    broken = log.check()
    if fmt == "json":
        print_json({"whole": not broken, "broken": [{"file": str(one.file), "line": one.line} for one in broken]})
        return 1 if broken else 0
    for one in broken:
        print(_("{file}, line {line}: does not follow on the line before it.").format(file=one.file, line=one.line))
    if not broken:
        print(_("Every line of the log follows on the one before it."))
    return 1 if broken else 0
