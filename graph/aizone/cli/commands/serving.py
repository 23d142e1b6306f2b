"""`serve` and `mcp`: the same answers for programs and assistants."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from ...errors import N_, MissingExtraError, UsageError
from ...i18n import Lang, translator
from ..opening import open_to_ask


def run_serve(options: argparse.Namespace, lang: Lang) -> int:
    """Serve the SPARQL endpoint; runs until it is stopped."""
    try:
        from ...endpoint import CurrentWorkspace, build_application, endpoint_settings_from
        from ...endpoint.serving import serve
    except ModuleNotFoundError as error:
        if _library(error) in {"starlette", "uvicorn", "anyio"}:
            raise MissingExtraError("aizone serve", "endpoint") from error
        raise
    workspace = open_to_ask(options, lang)
    workspace.prepare_store()  # told here, rather than to the first client
    check_port(options.host, options.port)
    current = CurrentWorkspace(workspace.settings)
    current.get().pool.warm()
    settings = endpoint_settings_from(os.environ, options.host)
    _ = translator(lang)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{shown}:{options.port}/sparql"
    print(
        _("The SPARQL endpoint is at {address} (Ctrl+C stops it).").format(address=address), file=sys.stderr, flush=True
    )
    if not (settings.token or settings.login) and options.host not in ("127.0.0.1", "::1", "localhost"):
        print(
            _("aizone: anyone who reaches this address can read every plan; AIZONE_ENDPOINT_TOKEN sets a token."),
            file=sys.stderr,
        )
    serve(
        build_application(current, settings),
        current,
        host=options.host,
        port=options.port,
        access_log=options.access_log,
        has_login=settings.login is not None,
    )
    return 0


def run_mcp(options: argparse.Namespace, lang: Lang) -> int:
    """Answer an assistant over standard input and output, or over HTTP; runs until it is stopped."""
    try:
        from ...endpoint import CurrentWorkspace, endpoint_settings_from
        from ...endpoint.assistants import assistant_application, build_server
        from ...endpoint.serving import serve
    except ModuleNotFoundError as error:
        if _library(error) in {"mcp", "mcp_types", "starlette", "uvicorn", "anyio", "pydantic"}:
            raise MissingExtraError("aizone mcp", "assistants") from error
        raise
    workspace = open_to_ask(options, lang)
    workspace.prepare_store()
    current = CurrentWorkspace(workspace.settings)
    if not options.http:
        try:
            build_server(current, lang).run("stdio")
        finally:
            current.close()
        return 0
    check_port(options.host, options.port)
    settings = endpoint_settings_from(os.environ, options.host)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{shown}:{options.port}/mcp"
    print(translator(lang)(_SERVED).format(address=address), file=sys.stderr, flush=True)
    application = assistant_application(current, lang, settings)
    serve(
        application,
        current,
        host=options.host,
        port=options.port,
        access_log=options.access_log,
        has_login=settings.login is not None,
    )
    return 0


_SERVED = N_("Assistants are answered at {address} (Ctrl+C stops it).")


def _library(error: ModuleNotFoundError) -> str:
    return (error.name or "").partition(".")[0]


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be listened on.

    Raises:
        UsageError: it is taken, or the address is not one of this machine.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"port {port}", N_("is taken or may not be used."), N_("Choose another with --port.")
            ) from error
