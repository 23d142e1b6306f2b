"""The commands that read documents and keep what they say: extract, ingest, validate, plans, corrections, rebuild."""

from __future__ import annotations

import datetime
from pathlib import Path

from ...i18n import Translate
from ...verdicts.kinds import ACTS
from .options import TABLE_FORMATS, Commands, Parser, add_command, add_format

EXTRACT_FORMATS = ("json", "jsonl", "turtle", "trig", "csv")


def add_documents(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `extract`, `ingest` and `validate`."""
    extract = add_command(commands, common, "extract", _("read documents and print what they say; stores nothing"), _)
    _files(extract, _)
    _reading(extract, _)
    extract.add_argument("--format", choices=EXTRACT_FORMATS, default=None, help=_("output format (default: json)"))
    extract.add_argument(
        "--explain",
        action="store_true",
        help=_("print instead why everything was read so: the rules that fired, with the words they fired on"),
    )

    ingest = add_command(
        commands, common, "ingest", _("read documents into the workspace; a plan goes in whole or not at all"), _
    )
    _files(ingest, _)
    _reading(ingest, _)
    ingest.add_argument("--dry-run", action="store_true", help=_("show what would change, change nothing"))
    ingest.add_argument(
        "--facts-only", action="store_true", help=_("keep names, numbers and positions, but not the plan's sentences")
    )
    ingest.add_argument("--source", help=_("where the document is from (URL or note)"))
    ingest.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help=_(
            "read the files on the workers of this Dask scheduler, tcp://HOST:PORT; only one you trust (extra: cluster)"
        ),
    )
    ingest.add_argument("--retrieved", type=_day, metavar="YYYY-MM-DD", help=_("the day it was fetched"))
    add_format(ingest, _, ("table", "json"))

    validate = add_command(
        commands,
        common,
        "validate",
        _("check the workspace against the SHACL shapes; exit 0 conforms, 1 does not, 2 could not run"),
        _,
    )
    validate.add_argument("plan", nargs="*", help=_("slugs of the plans to check (default: all)"))
    validate.add_argument(
        "--engine",
        choices=("shacl", "pyshacl"),
        help=_("the SHACL validator: shacl (default where it is installed), or pySHACL, slower, for a second opinion"),
    )
    add_format(validate, _, ("table", "json"))


def add_upkeep(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `plans`, `corrections` and `rebuild`."""
    plans = add_command(
        commands, common, "plans", _("list the plans; show, rename, remove one or bring it back"), _, asks=True
    )
    plans.add_argument(
        "action",
        nargs="?",
        choices=("show", "rename", "remove", "undo"),
        metavar="ACTION",
        help=_("show PLAN, rename PLAN TITLE, remove PLAN, or undo [PLAN], which brings back a plan that was removed"),
    )
    plans.add_argument("plan", nargs="?", metavar="PLAN", help=_("a plan (name or slug)"))
    plans.add_argument("title", nargs="?", metavar="TITLE", help=_("with rename: the new title"))
    plans.add_argument("--yes", action="store_true", help=_("with remove: do not ask"))
    plans.add_argument(
        "--with-decisions",
        action="store_true",
        help=_("with remove: also the corrections of the plan and the verdicts on it, which are kept otherwise"),
    )
    plans.add_argument("--why", help=_("the reason, kept with the decision"))
    plans.add_argument("--by", help=_("who decides (default: the login name)"))
    add_format(plans, _, TABLE_FORMATS)

    corrections = add_command(
        commands, common, "corrections", _("list what people corrected in the reading of plans, or take one back"), _
    )
    corrections.add_argument("plan", nargs="?", metavar="PLAN", help=_("only this plan (slug)"))
    corrections.add_argument(
        "--remove", metavar="ID", help=_("take this one back; it stays in the file, marked as ended")
    )
    for option, words in (
        ("--answers", _("this measure answers for this target or aim; both by address: 3/3/6/m2 2/4/t1")),
        ("--not-answers", _("this measure does not answer for this target or aim")),
    ):
        corrections.add_argument(option, nargs=2, metavar=("MEASURE", "TARGET"), help=words)
    corrections.add_argument(
        "--import",
        dest="imported",
        type=Path,
        metavar="FILE",
        help=_("record what was changed in the sheet of responsibilities of an exported workbook"),
    )
    corrections.add_argument("--dry-run", action="store_true", help=_("with --import: say what would be recorded"))
    corrections.add_argument("--why", help=_("the reason, kept with the decision"))
    corrections.add_argument("--by", help=_("who decides (default: the login name)"))
    add_format(corrections, _, TABLE_FORMATS)

    add_command(
        commands,
        common,
        "rebuild",
        _("bring older plan files up to date, read all plans again whose text is held, and rebuild the store cache"),
        _,
    )

    log = add_command(commands, common, "log", _("list who changed what in the workspace, and when"), _)
    log.add_argument("--act", choices=ACTS, help=_("only writes of this kind"))
    log.add_argument("--who", metavar="NAME", help=_("only writes of this person"))
    log.add_argument("--about", metavar="NAME", help=_("only writes about this plan, question or scenario"))
    log.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help=_("only writes from this day on"))
    log.add_argument("--limit", type=int, metavar="N", help=_("only the newest N"))
    log.add_argument(
        "--check", action="store_true", help=_("check that no line was changed or taken out; exit 1 if one was")
    )
    log.add_argument(
        "--begin-again",
        action="store_true",
        help=_("set a damaged log aside and begin it again, with a line that says so; when no backup has it"),
    )
    add_format(log, _, TABLE_FORMATS)

    backup = add_command(
        commands, common, "backup", _("write all that cannot be derived to one file, and read it back"), _
    )
    backup.add_argument("file", type=Path, metavar="FILE", help=_("the file; one of that name is replaced"))
    add_format(backup, _, ("table", "json"))
    restore = add_command(commands, common, "restore", _("make a workspace from a backup, in a new folder"), _)
    restore.add_argument("file", type=Path, metavar="FILE", help=_("a file that 'aizone backup' wrote"))
    restore.add_argument("--check", action="store_true", help=_("only check that the file is whole"))
    add_format(restore, _, ("table", "json"))


def _files(parser: Parser, _: Translate) -> None:
    parser.add_argument(
        "file",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=_("plan documents; a folder means all documents in it and below, a pattern all that match"),
    )


def _reading(parser: Parser, _: Translate) -> None:
    parser.add_argument("--slug", help=_("name of the plan in IRIs (default: place and years)"))
    parser.add_argument(
        "--order-leads",
        choices=("auto", "always", "never"),
        default="auto",
        help=_(
            "whether the first-listed unit leads when no list names a lead (default: auto, as the document presupposes)"
        ),
    )


def _day(text: str) -> str:
    """An ISO date; ValueError for any other text."""
    return datetime.date.fromisoformat(text).isoformat()
