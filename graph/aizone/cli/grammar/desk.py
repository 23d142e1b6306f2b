"""The commands of the coordinator: overlaps, load, due, structure, gaps, findings, verdict, meeting, what-if, compare."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path

from ...analysis.findings.records import FINDING_CLASSES, RULE_IDS
from ...i18n import Translate
from ...verdicts.kinds import VERDICT_KINDS, WORK_STATES
from .options import TABLE_FORMATS, Commands, Parser, add_command, add_counting, add_explained, add_format


def add_desk(commands: Commands, common: Parser, _: Translate) -> None:
    """Add all of them."""
    overlaps = add_command(
        commands,
        common,
        "overlaps",
        _("list pairs or groups of units that share measures, with what chance explains"),
        _,
        asks=True,
    )
    overlaps.add_argument("--unit", help=_("only pairs (groups) with this unit (name, slug or IRI)"))
    overlaps.add_argument(
        "--plan", help=_("only this plan (name or slug); the unit's name then means what it means there")
    )
    overlaps.add_argument("--min", type=int, default=2, metavar="N", help=_("at least N shared measures (default: 2)"))
    overlaps.add_argument(
        "--larger", action="store_true", help=_("list groups of three or more units instead of pairs")
    )
    add_counting(overlaps, _)
    add_explained(overlaps, _)
    add_format(overlaps, _, TABLE_FORMATS)

    load = add_command(
        commands, common, "load", _("list what each unit of a plan carries, and how leads are spread"), _, asks=True
    )
    load.add_argument(
        "--unit", help=_("only this unit (name, slug or IRI), with its task areas, partners and deadlines")
    )
    load.add_argument("--plan", help=_("only this plan (name or slug); the unit's name then means what it means there"))
    load.add_argument(
        "--together", action="store_true", help=_("add up the plans; with --unit, list what it carries in each")
    )
    add_counting(load, _)
    add_explained(load, _)
    add_format(load, _, TABLE_FORMATS)
    due = add_command(
        commands,
        common,
        "due",
        _("list what is overdue or due soon, stage by stage, and how dates crowd into quarters"),
        _,
        asks=True,
    )
    due.add_argument("--unit", help=_("only what this unit (name, slug or IRI) answers for"))
    due.add_argument("--plan", help=_("only this plan (name or slug); the unit's name then means what it means there"))
    due.add_argument(
        "--on",
        type=datetime.date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=_("the day to look from (default: today)"),
    )
    due.add_argument(
        "--days",
        type=int,
        metavar="N",
        help=_("due soon means within N days of it (default: 90)"),
    )
    due.add_argument("--all", action="store_true", help=_("list all dates, later ones too"))
    add_counting(due, _)
    add_explained(due, _)
    add_format(due, _, (*TABLE_FORMATS, "ics"))
    due.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=_("with --format ics: the file (default: standard output)")
    )
    structure = add_command(
        commands,
        common,
        "structure",
        _("list groups of units, units that others go through, and what depends on one unit alone"),
        _,
        asks=True,
    )
    structure.add_argument("--unit", help=_("only this unit (name, slug or IRI), with what rests on it alone"))
    structure.add_argument(
        "--plan", help=_("only this plan (name or slug); the unit's name then means what it means there")
    )
    add_counting(structure, _)
    add_explained(structure, _)
    add_format(structure, _, TABLE_FORMATS)
    meeting = add_command(
        commands, common, "meeting", _("list the units that must be in the room for some measures"), _, asks=True
    )
    meeting.add_argument(
        "name", nargs="*", metavar="NAME", help=_("measures or tasks (by path), goals, platforms, topics, units …")
    )
    meeting.add_argument("--plan", help=_("only this plan (name or slug); names then mean what they mean there"))
    meeting.add_argument(
        "--present", type=int, default=1, metavar="N", help=_("owners of each measure in the room (default: 1)")
    )
    add_counting(meeting, _)
    add_explained(meeting, _)
    add_format(meeting, _, ("table", "json"))

    gaps = add_command(
        commands, common, "gaps", _("list where plans leave responsibility open or unclear, with a score"), _, asks=True
    )
    gaps.add_argument("--plan", help=_("only this plan (name or slug)"))
    gaps.add_argument(
        "--rule",
        action="append",
        metavar="RULE",
        help=_("only what this rule finds (no-lead, self-supervision …; --explain lists all); may be given again"),
    )
    gaps.add_argument(
        "--severity",
        choices=("Violation", "Warning", "Info"),
        default="Info",
        help=_("only gaps at least as bad as this (default: Info, all)"),
    )
    add_explained(gaps, _)
    add_format(gaps, _, TABLE_FORMATS)
    add_findings(commands, common, _)
    add_what_if(commands, common, _)
    compare = add_command(
        commands, common, "compare", _("list what became of an earlier plan in a later one"), _, asks=True
    )
    compare.add_argument("earlier", nargs="?", metavar="EARLIER", help=_("a plan (name or slug)"))
    compare.add_argument("later", nargs="?", metavar="LATER", help=_("a later plan (name or slug)"))
    for flag, summary in (
        ("--same", _("record that a measure (target) of the later plan carries on this one of the earlier plan")),
        ("--other", _("record that it does not")),
        ("--withdraw", _("take back what was decided about the two; it stays in the file, marked as ended")),
    ):
        compare.add_argument(
            flag, nargs=2, metavar=("ONE", "OTHER"), action=_KeepOrder, dest="decided", default=[], help=summary
        )
    compare.add_argument("--reason", help=_("the reason, kept with the decision"))
    compare.add_argument("--by", help=_("who decides (default: the login name)"))
    add_explained(compare, _)
    add_format(compare, _, ("table", "json"))


def add_findings(commands: Commands, common: Parser, _: Translate) -> None:
    """The commands `findings` and `verdict`: the coordinator's work list."""
    findings = add_command(
        commands,
        common,
        "findings",
        _("list measures under different leads that touch the same thing, topic or words, with what was decided"),
        _,
        asks=True,
    )
    findings.add_argument("finding", nargs="?", metavar="FINDING", help=_("show this one in full (its ID or IRI)"))
    findings.add_argument("--plan", help=_("only this plan (name or slug)"))
    findings.add_argument("--unit", help=_("only findings with measures of this unit (name, slug or IRI)"))
    findings.add_argument("--class", dest="classed", choices=FINDING_CLASSES, help=_("only findings of this class"))
    findings.add_argument("--rule", choices=RULE_IDS, help=_("only findings of this rule"))
    findings.add_argument("--kind", choices=VERDICT_KINDS, help=_("only findings with a verdict of this kind"))
    findings.add_argument("--state", choices=WORK_STATES, help=_("only findings in this state"))
    findings.add_argument("--undecided", action="store_true", help=_("only findings that still need a decision"))
    findings.add_argument(
        "--import",
        dest="imported",
        type=Path,
        metavar="FILE.xlsx",
        help=_(
            "record the verdicts of a work list (export --paper worklist) that people filled in; all of them, or none"
        ),
    )
    findings.add_argument("--dry-run", action="store_true", help=_("show what would be recorded, record nothing"))
    findings.add_argument("--by", help=_("who decided, where a row of the file does not say (default: the login name)"))
    add_explained(findings, _)
    add_format(findings, _, (*TABLE_FORMATS, "turtle"))

    verdict = add_command(commands, common, "verdict", _("record what you decide about a finding, or take it back"), _)
    verdict.add_argument("finding", metavar="FINDING", help=_("its ID (or the beginning of it) or IRI"))
    verdict.add_argument("kind", nargs="?", choices=VERDICT_KINDS, metavar="KIND", help=", ".join(VERDICT_KINDS))
    verdict.add_argument(
        "--withdraw", action="store_true", help=_("take the verdict back; it stays in the file, marked as ended")
    )
    verdict.add_argument("--reason", help=_("the reason, kept with the decision"))
    verdict.add_argument("--by", help=_("who decides (default: the login name)"))
    verdict.add_argument("--plan", help=_("only this plan (name or slug)"))
    add_format(verdict, _, ("table", "json"))


class _KeepOrder(argparse.Action):
    """Collects options of several kinds in the order in which they were given, each with its name first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[str] | None,
        option_string: str | None = None,
    ) -> None:
        words = [values] if isinstance(values, str) else list(values or ())
        kept = getattr(namespace, self.dest, None) or []
        setattr(namespace, self.dest, [*kept, [str(option_string).lstrip("-"), *words]])


def add_what_if(commands: Commands, common: Parser, _: Translate) -> None:
    """The command `what-if`: it supposes changes, and keeps, lists and discards them by name."""
    what_if = add_command(
        commands,
        common,
        "what-if",
        _("compare a plan with what it would be if owners changed; the plan itself stays as it is"),
        _,
        asks=True,
    )
    what_if.add_argument("name", nargs="?", metavar="SCENARIO", help=_("a scenario kept with --save"))
    what_if.add_argument("--plan", help=_("the plan (name or slug); needed where there are several"))
    changes = (
        ("--merge", 2, ("A", "B"), _("unit A is merged into B, which the plan need not name")),
        ("--split", "+", "WORD", _("UNIT NEW MEASURE...: NEW takes over these measures of UNIT")),
        ("--rename", 2, ("A", "NAME"), _("unit A gets another name")),
        ("--drop", None, "A", _("unit A is dissolved")),
        ("--move-lead", 2, ("MEASURE", "UNIT"), _("another unit leads the measure")),
    )
    for flag, count, metavar, summary in changes:
        what_if.add_argument(flag, nargs=count, metavar=metavar, action=_KeepOrder, dest="changes", help=summary)
    what_if.add_argument("--save", metavar="NAME", help=_("keep the changes under this name"))
    what_if.add_argument("--list", action="store_true", help=_("list the scenarios that are kept"))
    what_if.add_argument("--discard", metavar="NAME", help=_("remove a scenario"))
    add_explained(what_if, _)
    add_format(what_if, _, ("table", "json", "turtle"))
