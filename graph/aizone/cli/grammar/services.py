"""The commands that answer other programs: serve."""

from __future__ import annotations

from pathlib import Path

from ...i18n import Translate
from .options import Commands, Parser, add_command


def add_services(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `serve`."""
    serve = add_command(commands, common, "serve", _("serve a read-only SPARQL 1.1 endpoint, and pages of entities"), _)
    serve.add_argument("--port", type=int, default=7878, help=_("port to listen on (default: 7878)"))
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help=_(
            "address to listen on (default: this machine only); AIZONE_ENDPOINT_TOKEN sets a token that clients must send"
        ),
    )
    serve.add_argument(
        "--access-log", type=Path, metavar="FILE", help=_("file that gets a line per request (default: standard error)")
    )
