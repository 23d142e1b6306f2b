"""The command line's grammar as a whole: all commands in the order of the help, in the reader's language."""

from __future__ import annotations

from ..i18n import Translate
from .grammar.desk import add_desk
from .grammar.documents import add_documents, add_upkeep
from .grammar.files import add_export
from .grammar.options import Commands, Parser, add_command, add_shared_options, common_options, speak
from .grammar.questions import add_questions, add_units
from .grammar.services import add_services


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
    speak(parser, _)
    add_shared_options(parser, _)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True, title=_("commands"))
    common = common_options(_)

    _app(commands, common, _)
    for add in (add_documents, add_questions, add_units, add_desk, add_export, add_services, add_upkeep):
        add(commands, common, _)
    return parser


def _app(commands: Commands, common: Parser, _: Translate) -> None:
    app = add_command(commands, common, "app", _("open the explorer in the browser"), _)
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
