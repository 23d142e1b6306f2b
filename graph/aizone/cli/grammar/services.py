"""The commands for other programs and servers: serve, mcp, publish."""

from __future__ import annotations

from pathlib import Path

from ...i18n import Translate
from .options import Commands, Parser, add_command, add_format


def add_services(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `serve`, `mcp` and `publish`."""
    serve = add_command(
        commands, common, "serve", _("serve a read-only SPARQL 1.1 endpoint, and pages of entities"), _, asks=True
    )
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

    mcp = add_command(
        commands, common, "mcp", _("answer an assistant (Model Context Protocol) on standard input"), _, asks=True
    )
    mcp.add_argument("--http", action="store_true", help=_("answer over HTTP at /mcp instead"))
    mcp.add_argument("--port", type=int, default=7879, help=_("port to listen on with --http (default: 7879)"))
    mcp.add_argument(
        "--host", default="127.0.0.1", help=_("address to listen on with --http (default: this machine only)")
    )
    mcp.add_argument(
        "--access-log", type=Path, metavar="FILE", help=_("file that gets a line per request (default: standard error)")
    )

    publish = add_command(
        commands,
        common,
        "publish",
        _(
            "send the workspace to a SPARQL server, where it can be asked: what has changed, each plan whole or not at all"
        ),
        _,
    )
    publish.add_argument("--store", metavar="URL", help=_("the server's address for queries (default: AIZONE_STORE)"))
    publish.add_argument(
        "--store-update", metavar="URL", help=_("its address for updates (default: AIZONE_STORE_UPDATE)")
    )
    publish.add_argument(
        "--store-graphs",
        metavar="URL",
        help=_("its graph store (Graph Store Protocol), which takes a graph at once (default: AIZONE_STORE_GRAPHS)"),
    )
    publish.add_argument(
        "--take-over",
        action="store_true",
        help=_("publish although the server says that somebody else is publishing, when that run was broken off"),
    )
    publish.add_argument("--dry-run", action="store_true", help=_("show what would be sent, send nothing"))
    add_format(publish, _, ("table", "json"))
