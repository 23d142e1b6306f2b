"""The command line's grammar: commands, options and their help, in the reader's language."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ..analysis.findings.records import FINDING_CLASSES, RULE_IDS
from ..errors import N_, UsageError
from ..exports.papers.kinds import ALL_PAPER_FORMATS, PAPER_KINDS, PAPER_ORDERS
from ..i18n import LANGUAGES, Translate
from ..verdicts.kinds import VERDICT_KINDS, WORK_STATES

TABLE_FORMATS = ("table", "json", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")
EXPORT_FORMATS = ("turtle", "trig", "jsonld", "nquads", "graphml", "gexf", "csv")
EVIDENCE_FORMS = ("lean", "annotations")
EXTRACT_FORMATS = ("json", "jsonl", "turtle", "trig", "csv")


class Parser(argparse.ArgumentParser):
    """A parser that raises one line about what is wrong, with where to find help, instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting, so that `main` prints every error alike."""
        help_is = N_("'{prog} --help' shows the usage.")
        for pattern, what in _REFUSALS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                raise UsageError(self.prog, what, help_is, **found.groupdict(), prog=self.prog)
        raise UsageError(self.prog, "{message}.", help_is, message=message, prog=self.prog)


# 'argument --limit: invalid int value: 'x'': what argparse says, in English only, and our message for it
_REFUSALS = (
    (r"the following arguments are required: (?P<names>.+)", N_("these arguments are missing: {names}.")),
    (r"unrecognized arguments: (?P<names>.+)", N_("these arguments are not known: {names}.")),
    (r"argument (?P<name>\S+): expected .+", N_("{name} needs a value.")),
    (
        r"argument (?P<name>\S+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
        N_("{name} cannot be {value}; it is one of: {choices}."),
    ),
    (
        r"argument (?P<name>\S+): invalid _day value: (?P<value>.+)",
        N_("{name} is not a valid date: {value}; write YYYY-MM-DD."),
    ),
    (r"argument (?P<name>\S+): invalid \w+ value: (?P<value>.+)", N_("{name} is not a number: {value}.")),
)


def _day(text: str) -> str:
    """An ISO date; ValueError for any other text."""
    return datetime.date.fromisoformat(text).isoformat()


def build_parser(_: Translate, version: str) -> Parser:
    """The whole command line; messages go through `_`."""
    parser = Parser(
        prog="aizone",
        add_help=False,
        description=_(
            "Turns government action plans into a knowledge graph: who does what, with whom, for which goal."
        ),
        epilog=_("Start with 'aizone app', or 'aizone unit 市科技局'. Every command has its own --help."),
    )
    parser.add_argument("--version", action="version", version=f"aizone {version}", help=_("show the version"))
    _speak(parser, _)
    _shared_options(parser, _)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True, title=_("commands"))
    common = _common(_)

    app = _command(commands, common, "app", _("open the explorer in the browser"), _)
    app.add_argument(
        "--port", type=int, default=None, help=_("port to listen on (default: 8501, or the next free one)")
    )
    app.add_argument(
        "--host",
        default="127.0.0.1",
        help=_("address to listen on (default: this machine only); there is no login, so protect any other address"),
    )
    app.add_argument("--no-browser", action="store_true", help=_("do not open a browser window"))

    extract = _command(commands, common, "extract", _("read documents and print what they say; stores nothing"), _)
    _files(extract, _)
    _reading(extract, _)
    extract.add_argument("--format", choices=EXTRACT_FORMATS, default=None, help=_("output format (default: json)"))
    extract.add_argument(
        "--explain",
        action="store_true",
        help=_("print instead why everything was read so: the rules that fired, with the words they fired on"),
    )

    ingest = _command(
        commands, common, "ingest", _("read documents into the workspace; a plan goes in whole or not at all"), _
    )
    _files(ingest, _)
    _reading(ingest, _)
    ingest.add_argument("--dry-run", action="store_true", help=_("show what would change, change nothing"))
    ingest.add_argument(
        "--facts-only", action="store_true", help=_("keep names, numbers and positions, but not the plan's sentences")
    )
    ingest.add_argument("--source", help=_("where the document is from (URL or note)"))
    ingest.add_argument("--retrieved", type=_day, metavar="YYYY-MM-DD", help=_("the day it was fetched"))
    _format(ingest, _, ("table", "json"))

    validate = _command(
        commands,
        common,
        "validate",
        _("check the workspace against the SHACL shapes; exit 0 conforms, 1 does not, 2 could not run"),
        _,
    )
    validate.add_argument("plan", nargs="*", help=_("slugs of the plans to check (default: all)"))
    _format(validate, _, ("table", "json"))

    query = _command(commands, common, "query", _("answer a question of the library, or your own SPARQL"), _)
    query.add_argument(
        "what",
        nargs="?",
        metavar="NAME|FILE.rq",
        help=_("a question of the library ('aizone queries' lists them), or a file"),
    )
    query.add_argument(
        "param", nargs="*", metavar="PARAM=VALUE", help=_("parameters of the question, e.g. unit=市科技局")
    )
    query.add_argument("-e", "--execute", metavar="SPARQL", help=_("the query text itself"))
    query.add_argument(
        "--timeout", type=float, default=None, metavar="SECONDS", help=_("stop after this many seconds (default: 10)")
    )
    _format(query, _, TABLE_FORMATS + GRAPH_FORMATS)

    queries = _command(commands, common, "queries", _("list the question library with its parameters"), _)
    queries.add_argument("name", nargs="?", help=_("show one question with its SPARQL"))
    _format(queries, _, ("table", "json"))

    unit = _command(commands, common, "unit", _("show one unit's duties, partners and goals"), _)
    unit.add_argument("name", metavar="NAME", help=_("full or short name, slug or IRI"))
    unit.add_argument("--plan", help=_("only this plan (name or slug); NAME then means what it means there"))
    _format(unit, _, ("table", "json"))

    _units(commands, common, _)

    overlaps = _command(
        commands,
        common,
        "overlaps",
        _("list pairs or groups of units that share measures, with what chance explains"),
        _,
    )
    overlaps.add_argument("--unit", help=_("only pairs (groups) with this unit (name, slug or IRI)"))
    overlaps.add_argument(
        "--plan", help=_("only this plan (name or slug); the unit's name then means what it means there")
    )
    overlaps.add_argument("--min", type=int, default=2, metavar="N", help=_("at least N shared measures (default: 2)"))
    overlaps.add_argument(
        "--larger", action="store_true", help=_("list groups of three or more units instead of pairs")
    )
    _counting(overlaps, _)
    _explained(overlaps, _)
    _format(overlaps, _, TABLE_FORMATS)

    load = _command(commands, common, "load", _("list what each unit of a plan carries, and how leads are spread"), _)
    load.add_argument(
        "--unit", help=_("only this unit (name, slug or IRI), with its task areas, partners and deadlines")
    )
    load.add_argument("--plan", help=_("only this plan (name or slug); the unit's name then means what it means there"))
    _counting(load, _)
    _explained(load, _)
    _format(load, _, TABLE_FORMATS)
    meeting = _command(commands, common, "meeting", _("list the units that must be in the room for some measures"), _)
    meeting.add_argument(
        "name", nargs="*", metavar="NAME", help=_("measures or tasks (by path), goals, platforms, topics, units …")
    )
    meeting.add_argument("--plan", help=_("only this plan (name or slug); names then mean what they mean there"))
    meeting.add_argument(
        "--present", type=int, default=1, metavar="N", help=_("owners of each measure in the room (default: 1)")
    )
    _counting(meeting, _)
    _explained(meeting, _)
    _format(meeting, _, ("table", "json"))

    gaps = _command(
        commands, common, "gaps", _("list where plans leave responsibility open or unclear, with a score"), _
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
    _explained(gaps, _)
    _format(gaps, _, TABLE_FORMATS)
    _findings(commands, common, _)
    _what_if(commands, common, _)
    compare = _command(commands, common, "compare", _("list what became of an earlier plan in a later one"), _)
    compare.add_argument("earlier", nargs="?", metavar="EARLIER", help=_("a plan (name or slug)"))
    compare.add_argument("later", nargs="?", metavar="LATER", help=_("a later plan (name or slug)"))
    _explained(compare, _)
    _format(compare, _, ("table", "json"))

    export = _command(
        commands,
        common,
        "export",
        _("write the graph to a file for other programs, or a paper that offices send around"),
        _,
    )
    export.add_argument(
        "--format",
        choices=(*EXPORT_FORMATS, *ALL_PAPER_FORMATS),
        help=_("output format (default: trig; of a paper docx, of the work list xlsx)"),
    )
    export.add_argument(
        "--paper",
        choices=PAPER_KINDS,
        help=_(
            "a paper: the plan's table of responsibilities, a brief for each unit, or the findings with what was decided"
        ),
    )
    export.add_argument(
        "--evidence",
        choices=EVIDENCE_FORMS,
        default="lean",
        help=_("evidence in RDF: one node of at most five triples (lean), or Web Annotations (default: lean)"),
    )
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("file to write (default: standard output)"))
    export.add_argument("--plan", help=_("only this plan (name or slug)"))
    export.add_argument(
        "--by", choices=PAPER_ORDERS, help=_("the breakdown by task area, or a page for each unit (default: area)")
    )
    export.add_argument(
        "--unit", metavar="UNIT", help=_("in a paper: only what concerns this unit (name, slug or IRI)")
    )

    corrections = _command(
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
    corrections.add_argument("--why", help=_("the reason, kept with the decision"))
    corrections.add_argument("--by", help=_("who decides (default: the login name)"))
    _format(corrections, _, TABLE_FORMATS)

    _command(
        commands,
        common,
        "rebuild",
        _("bring older plan files up to date, read all plans again whose text is held, and rebuild the store cache"),
        _,
    )
    return parser


def _findings(commands: argparse._SubParsersAction[Parser], common: Parser, _: Translate) -> None:
    """The commands `findings` and `verdict`: the coordinator's work list."""
    findings = _command(
        commands,
        common,
        "findings",
        _("list measures under different leads that touch the same thing, topic or words, with what was decided"),
        _,
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
    _explained(findings, _)
    _format(findings, _, (*TABLE_FORMATS, "turtle"))

    verdict = _command(commands, common, "verdict", _("record what you decide about a finding, or take it back"), _)
    verdict.add_argument("finding", metavar="FINDING", help=_("its ID (or the beginning of it) or IRI"))
    verdict.add_argument("kind", nargs="?", choices=VERDICT_KINDS, metavar="KIND", help=", ".join(VERDICT_KINDS))
    verdict.add_argument(
        "--withdraw", action="store_true", help=_("take the verdict back; it stays in the file, marked as ended")
    )
    verdict.add_argument("--reason", help=_("the reason, kept with the decision"))
    verdict.add_argument("--by", help=_("who decides (default: the login name)"))
    verdict.add_argument("--plan", help=_("only this plan (name or slug)"))
    _format(verdict, _, ("table", "json"))


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


def _what_if(commands: argparse._SubParsersAction[Parser], common: Parser, _: Translate) -> None:
    """The command `what-if`: it supposes changes, and keeps, lists and discards them by name."""
    what_if = _command(
        commands,
        common,
        "what-if",
        _("compare a plan with what it would be if owners changed; the plan itself stays as it is"),
        _,
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
    _explained(what_if, _)
    _format(what_if, _, ("table", "json"))


def _units(commands: argparse._SubParsersAction[Parser], common: Parser, _: Translate) -> None:
    """The command `units`: it lists, searches and records decisions."""
    units = _command(commands, common, "units", _("list units, find them, and record decisions about their names"), _)
    units.add_argument("--place", help=_("only units of this place (full or short name, pinyin, slug)"))
    units.add_argument("--kind", metavar="CLASS", help=_("only units of this class, e.g. PartyUnit"))
    units.add_argument("--plan", help=_("only units that this plan (name or slug) names"))
    units.add_argument("--provisional", action="store_true", help=_("only units that no registry describes"))
    units.add_argument(
        "--unresolved",
        action="store_true",
        help=_("list names that are not recognised, with proposals, instead of units"),
    )
    _format(units, _, TABLE_FORMATS)
    actions = units.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("actions"), help=_("without one, units are listed")
    )
    search = _command(
        actions, common, "search", _("find units by full or short name, pinyin, initials, traditional characters"), _
    )
    search.add_argument("text", metavar="TEXT", help=_("the part of the name that you know, e.g. kjj"))
    search.add_argument("--limit", type=int, default=30, metavar="N", help=_("at most N units (default: 30)"))
    _format(search, _, TABLE_FORMATS)
    alias = _command(actions, common, "alias", _("record that a written name means a unit"), _)
    alias.add_argument("written", metavar="NAME", help=_("the name as plans write it"))
    alias.add_argument("unit", metavar="UNIT", help=_("full or short name, slug or IRI"))
    merge = _command(actions, common, "merge", _("record that two units are one; the second stays"), _)
    merge.add_argument("unit", metavar="A", help=_("the unit that goes"))
    merge.add_argument("other", metavar="B", help=_("the unit that stays"))
    differ = _command(
        actions, common, "not-same", _("record that two units are two, or that a name does not mean a unit"), _
    )
    differ.add_argument("other", metavar="A", help=_("a unit, or a name as plans write it"))
    differ.add_argument("unit", metavar="B", help=_("a unit"))
    decisions = _command(actions, common, "decisions", _("list what was decided about names; take a decision back"), _)
    decisions.add_argument(
        "--remove", metavar="ID", help=_("take this one back; it stays in the file, marked as ended")
    )
    _format(decisions, _, TABLE_FORMATS)
    for action in (alias, merge, differ, decisions):
        action.add_argument("--why", help=_("the reason, kept with the decision"))
        action.add_argument("--by", help=_("who decides (default: the login name)"))
    for action in (alias, merge, differ):
        _format(action, _, ("table", "json"))


def _common(_: Translate) -> Parser:
    """The options every command takes; a value given before the command holds too, so these have no default."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _shared_options(common, _)
    return common


def _shared_options(parser: Parser, _: Translate) -> None:
    group = parser.add_argument_group(_("common options"))
    group.add_argument(
        "--workspace", type=Path, metavar="DIR", help=_("folder with the data (default: the shipped data)")
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("language of the output"))


def _command(
    commands: argparse._SubParsersAction[Parser], common: Parser, name: str, summary: str, _: Translate
) -> Parser:
    """A command with the common options."""
    parser = commands.add_parser(name, parents=[common], help=summary, description=summary, add_help=False)
    _speak(parser, _)
    return parser


def _speak(parser: Parser, _: Translate) -> None:
    """Put the words that argparse adds by itself into the reader's language."""
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))
    parser._positionals.title = _("arguments")
    parser._optionals.title = _("options")


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


def _counting(parser: Parser, _: Translate) -> None:
    parser.add_argument(
        "--groups",
        choices=("one", "expand"),
        default="one",
        help=_("count a collective owner as one, or as its members (default: one)"),
    )


def _explained(parser: Parser, _: Translate) -> None:
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("print instead how the numbers are computed: formula, unit, source, cost"),
    )


def _format(parser: Parser, _: Translate, choices: Sequence[str]) -> None:
    parser.add_argument("--format", choices=choices, default="table", help=_("output format (default: table)"))
