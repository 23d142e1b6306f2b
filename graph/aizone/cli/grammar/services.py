"""The commands that answer other programs: serve, mcp."""

from __future__ import annotations

from pathlib import Path

from ...i18n import Translate
from .options import Commands, Parser, add_command


def add_services(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `serve` and `mcp`."""
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

    mcp = add_command(commands, common, "mcp", _("answer an assistant (Model Context Protocol) on standard input"), _)
    mcp.add_argument("--http", action="store_true", help=_("answer over HTTP at /mcp instead"))
    mcp.add_argument("--port", type=int, default=7879, help=_("port to listen on with --http (default: 7879)"))
    mcp.add_argument(
        "--host", default="127.0.0.1", help=_("address to listen on with --http (default: this machine only)")
    )
    mcp.add_argument(
        "--access-log", type=Path, metavar="FILE", help=_("file that gets a line per request (default: standard error)")
    )
