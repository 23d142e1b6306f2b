"""The commands that answer questions: query, queries, find, unit, units."""

from __future__ import annotations

from ...i18n import Translate
from .options import TABLE_FORMATS, Commands, Parser, add_command, add_format

GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")


def add_questions(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `query`, `queries`, `find` and `unit`."""
    query = add_command(
        commands, common, "query", _("answer a question of the library, or your own SPARQL"), _, asks=True
    )
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
    query.add_argument(
        "--limit", type=int, default=None, metavar="N", help=_("at most the first N rows (default: all)")
    )
    add_format(query, _, TABLE_FORMATS + GRAPH_FORMATS)

    queries = add_command(commands, common, "queries", _("list the question library with its parameters"), _)
    queries.add_argument("name", nargs="?", help=_("show one question with its SPARQL"))
    add_format(queries, _, ("table", "json"))

    find = add_command(
        commands,
        common,
        "find",
        _("find anything: names, clause and goal numbers, words of the plans, what two names share"),
        _,
        asks=True,
    )
    find.add_argument(
        "text", nargs="+", metavar="TEXT", help=_("what you know: 无人集卡, kjj, 目标2, 三/(四)/2, 市科技局 市发改委")
    )
    find.add_argument("--plan", help=_("only this plan (name or slug) in questions and numbers; its words come first"))
    find.add_argument("--limit", type=int, default=10, metavar="N", help=_("at most N of each sort (default: 10)"))
    add_format(find, _, TABLE_FORMATS)

    unit = add_command(commands, common, "unit", _("show one unit's duties, partners and goals"), _, asks=True)
    unit.add_argument("name", metavar="NAME", help=_("full or short name, slug or IRI"))
    unit.add_argument("--plan", help=_("only this plan (name or slug); NAME then means what it means there"))
    add_format(unit, _, ("table", "json"))


def add_units(commands: Commands, common: Parser, _: Translate) -> None:
    """The command `units`: it lists, searches and records decisions."""
    units = add_command(
        commands, common, "units", _("list units, find them, and record decisions about their names"), _, asks=True
    )
    units.add_argument("--place", help=_("only units of this place (full or short name, pinyin, slug)"))
    units.add_argument("--kind", metavar="CLASS", help=_("only units of this class, e.g. PartyUnit"))
    units.add_argument("--plan", help=_("only units that this plan (name or slug) names"))
    units.add_argument("--provisional", action="store_true", help=_("only units that no registry describes"))
    units.add_argument(
        "--unresolved",
        action="store_true",
        help=_("list names that are not recognised, with proposals, instead of units"),
    )
    add_format(units, _, TABLE_FORMATS)
    actions = units.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("actions"), help=_("without one, units are listed")
    )
    search = add_command(
        actions,
        common,
        "search",
        _("find units by full or short name, pinyin, initials, traditional characters"),
        _,
        asks=True,
    )
    search.add_argument("text", metavar="TEXT", help=_("the part of the name that you know, e.g. kjj"))
    search.add_argument("--limit", type=int, default=30, metavar="N", help=_("at most N units (default: 30)"))
    add_format(search, _, TABLE_FORMATS)
    alias = add_command(actions, common, "alias", _("record that a written name means a unit"), _)
    alias.add_argument("written", metavar="NAME", help=_("the name as plans write it"))
    alias.add_argument("unit", metavar="UNIT", help=_("full or short name, slug or IRI"))
    merge = add_command(actions, common, "merge", _("record that two units are one; the second stays"), _)
    merge.add_argument("unit", metavar="A", help=_("the unit that goes"))
    merge.add_argument("other", metavar="B", help=_("the unit that stays"))
    differ = add_command(
        actions, common, "not-same", _("record that two units are two, or that a name does not mean a unit"), _
    )
    differ.add_argument("other", metavar="A", help=_("a unit, or a name as plans write it"))
    differ.add_argument("unit", metavar="B", help=_("a unit"))
    decisions = add_command(
        actions, common, "decisions", _("list what was decided about names; take a decision back"), _, asks=True
    )
    decisions.add_argument(
        "--remove", metavar="ID", help=_("take this one back; it stays in the file, marked as ended")
    )
    add_format(decisions, _, TABLE_FORMATS)
    for action in (alias, merge, differ, decisions):
        action.add_argument("--why", help=_("the reason, kept with the decision"))
        action.add_argument("--by", help=_("who decides (default: the login name)"))
    for action in (alias, merge, differ):
        add_format(action, _, ("table", "json"))
