"""The parts that commands are made of: the parser that says in one line what is wrong, and the options that several take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from ...errors import N_, UsageError
from ...i18n import LANGUAGES, Translate

TABLE_FORMATS = ("table", "json", "csv", "tsv")


class Parser(argparse.ArgumentParser):
    """A parser that raises one line about what is wrong, with where to find help, instead of printing the usage."""

    asked = ""
    """The command that is parsed: what it does not know is found by the parser of all, which cannot tell."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting, so that `main` prints every error alike."""
        help_is = N_("'{prog} --help' shows the usage.")
        prog = f"{self.prog} {self.asked}".strip()
        for pattern, what in _REFUSALS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                raise UsageError(prog, what, help_is, **found.groupdict(), prog=prog)
        raise UsageError(prog, "{message}.", help_is, message=message, prog=prog)


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


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""The place that commands are added to, as `add_subparsers` returns it."""


def common_options(_: Translate) -> Parser:
    """The options every command takes; a value given before the command holds too, so these have no default."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    add_shared_options(common, _)
    return common


def add_shared_options(parser: Parser, _: Translate) -> None:
    """Add --workspace and --lang."""
    group = parser.add_argument_group(_("common options"))
    group.add_argument(
        "--workspace", type=Path, metavar="DIR", help=_("folder with the data (default: the shipped data)")
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("language of the output"))


def add_command(
    commands: Commands, common: Parser, name: str, summary: str, _: Translate, *, asks: bool = False
) -> Parser:
    """A command with the common options; with `asks`, one that a published workspace can answer as well."""
    parser = commands.add_parser(name, parents=[common], help=summary, description=summary, add_help=False)
    speak(parser, _)
    if asks:
        add_store(parser, _)
    return parser


def add_store(parser: Parser, _: Translate) -> None:
    """Add --store: the server to ask instead of the folder; without a default, so that one given earlier holds."""
    parser.add_argument(
        "--store",
        metavar="URL",
        default=argparse.SUPPRESS,
        help=_(
            "ask the workspace that was published to this SPARQL server (default: AIZONE_STORE, unless --workspace is given)"
        ),
    )


def speak(parser: Parser, _: Translate) -> None:
    """Put the words that argparse adds by itself into the reader's language."""
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))
    parser._positionals.title = _("arguments")
    parser._optionals.title = _("options")


def add_counting(parser: Parser, _: Translate) -> None:
    """Add --groups: how collective owners count."""
    parser.add_argument(
        "--groups",
        choices=("one", "expand"),
        default="one",
        help=_("count a collective owner as one, or as its members (default: one)"),
    )


def add_explained(parser: Parser, _: Translate) -> None:
    """Add --explain, for lists whose numbers are declared measures."""
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("print instead how the numbers are computed: formula, unit, source, cost"),
    )


def add_format(parser: Parser, _: Translate, choices: Sequence[str]) -> None:
    """Add --format; a table unless asked otherwise."""
    parser.add_argument("--format", choices=choices, default="table", help=_("output format (default: table)"))
