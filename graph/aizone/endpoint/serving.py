"""A server of its own: uvicorn on an address that was checked before."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp

from ..errors import N_, UsageError
from .current import CurrentWorkspace

LAST_ANSWERS_S = 10
"""How long answers under way have when the server is told to stop: a client that stops reading would keep it for ever."""


def serve(
    application: ASGIApp,
    current: CurrentWorkspace,
    *,
    host: str,
    port: int,
    access_log: Path | None,
    has_login: bool = False,
) -> None:
    """Answer requests until the process is told to stop.

    Args:
        application: what answers.
        current: the workspace, whose processes are ended with the server.
        host: the address to listen on.
        port: likewise.
        access_log: a file that gets a line per request; standard error when None.
        has_login: a proxy says who asks, so that its own address is looked at, and not what it says of the address of others.
    """
    import uvicorn

    try:
        with access_logged(access_log):
            uvicorn.run(
                application,
                host=host,
                port=port,
                access_log=False,
                log_level="warning",
                server_header=False,
                proxy_headers=not has_login,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=LAST_ANSWERS_S,
            )
    finally:
        current.close()


@contextmanager
def access_logged(path: Path | None) -> Iterator[None]:
    """Have a line written for each request.

    Args:
        path: the file it is appended to; standard error when None.

    Raises:
        UsageError: the file cannot be written.
    """
    log = logging.getLogger("aizone.access")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.StreamHandler(sys.stderr) if path is None else _file(path)
    log.addHandler(handler)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = True
        handler.close()


def _file(path: Path) -> logging.Handler:
    """A log that goes on in a new file when the old one is moved away, as log rotation does."""
    from logging.handlers import WatchedFileHandler

    try:
        return WatchedFileHandler(path, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            str(path), N_("cannot be written ({detail})."), N_("Name another with --access-log."), detail=error.strerror
        ) from error


def _is_news(record: logging.LogRecord) -> bool:
    """False for the server's word about an answer that was broken off: the access log says so."""
    return "without completing response" not in record.getMessage()
