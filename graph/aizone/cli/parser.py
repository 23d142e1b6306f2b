"""The command line's grammar as a whole: all commands in the order of the help, in the reader's language."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

from ..i18n import Translate
from .grammar.options import Commands, Parser, add_command, add_shared_options, common_options, speak

FAMILIES = (
    ("documents", "add_documents"),
    ("questions", "add_questions"),
    ("questions", "add_units"),
    ("desk", "add_desk"),
    ("files", "add_export"),
    ("services", "add_services"),
    ("documents", "add_upkeep"),
)
"""The modules of the grammar and the function that adds each family of commands, in the order of the help."""


def build_parser(_: Translate, version: str, words: Sequence[str] = ()) -> Parser:
    """The command line; messages go through `_`.

    Args:
        _: translates.
        version: what --version prints.
        words: those that will be parsed. The commands after the one they name are left out, so that it starts sooner; without
            words all are there.
    """
    parser = Parser(
        prog="aizone",
        add_help=False,
        description=_(
            "Turns government action plans into a knowledge graph: who does what, with whom, for which goal."
        ),
        epilog=_("Start with 'aizone app', or 'aizone unit 市科技局'. Every command has its own --help."),
    )
    parser.add_argument("--version", action="version", version=f"aizone {version}", help=_("show the version"))
    speak(parser, _)
    add_shared_options(parser, _)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True, title=_("commands"))
    common = common_options(_)

    _app(commands, common, _)
    named = _command(words)
    for module, function in FAMILIES:
        if named in commands.choices:
            break
        getattr(importlib.import_module(f".grammar.{module}", __package__), function)(commands, common, _)
    if named in commands.choices:
        parser.asked = named or ""
    return parser


def _command(words: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the value of one before the command (`--workspace DIR`)."""
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif not word.startswith("-"):
            return word
        else:
            is_value = "=" not in word
    return None


def _app(commands: Commands, common: Parser, _: Translate) -> None:
    app = add_command(commands, common, "app", _("open the explorer in the browser"), _, asks=True)
    app.add_argument(
        "--port", type=int, default=None, help=_("port to listen on (default: 8501, or the next free one)")
    )
    app.add_argument(
        "--host",
        default="127.0.0.1",
        help=_("address to listen on (default: this machine only); there is no login, so protect any other address"),
    )
    app.add_argument("--no-browser", action="store_true", help=_("do not open a browser window"))
    app.add_argument("--no-endpoint", action="store_true", help=_("do not answer /sparql and /id/… beside the pages"))
    app.add_argument(
        "--access-log", type=Path, metavar="FILE", help=_("file that gets a line per request to those (default: none)")
    )
    app.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help=_("another name that browsers may ask for, such as that of a proxy in front; may be given several times"),
    )
