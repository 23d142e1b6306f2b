"""A server of its own: uvicorn on an address that was checked before."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from starlette.types import ASGIApp

from .current import CurrentWorkspace


def serve(application: ASGIApp, current: CurrentWorkspace, *, host: str, port: int, access_log: Path | None) -> None:
    """Answer requests until the process is told to stop.

    Args:
        application: what answers.
        current: the workspace, whose processes are ended with the server.
        host: the address to listen on.
        port: likewise.
        access_log: a file that gets a line per request; standard error when None.
    """
    import uvicorn

    log = logging.getLogger("aizone.access")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.StreamHandler(sys.stderr) if access_log is None else _file(access_log)
    log.addHandler(handler)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    try:
        uvicorn.run(
            application,
            host=host,
            port=port,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=30,
        )
    finally:
        current.close()
        log.removeHandler(handler)
        handler.close()


def _file(path: Path) -> logging.Handler:
    """A log that goes on in a new file when the old one is moved away, as log rotation does."""
    from logging.handlers import WatchedFileHandler

    return WatchedFileHandler(path, encoding="utf-8")


def _is_news(record: logging.LogRecord) -> bool:
    """False for the server's word about an answer that was broken off: the access log says so."""
    return "without completing response" not in record.getMessage()
