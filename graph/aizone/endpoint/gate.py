"""The gate of every address: its name, the client's token, which pages of other sites may ask, and a line in the log."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import N_
from .answering import CutOffError
from .configuration import EndpointSettings
from .names import is_answered
from .problems import ProtocolError, problem

_log = logging.getLogger("aizone.access")
_MOST_QUERY = 500


class Gate:
    """ASGI middleware: lets in who may ask, and writes a line about each request.

    Args:
        app: what is behind it.
        settings: who may ask.
        is_open: True for an address that answers without a token.
    """

    def __init__(self, app: ASGIApp, settings: EndpointSettings, *, is_open: bool = False) -> None:
        self._app = app
        self._settings = settings
        self._is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, told = time.monotonic(), _Told()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.status = message["status"]
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
            else:
                told.bytes += len(message.get("body", b""))
            await send(message)

        scope.setdefault("state", {})["client"] = (scope.get("client") or ("-",))[0]
        try:
            refusal = self._refusal(Headers(scope=scope), scope)
            if refusal is None:
                await self._app(scope, receive, sending)
            else:
                await problem(Request(scope), refusal)(scope, receive, sending)
        except* CutOffError:
            told.cut = True  # the server closes a connection whose answer has no end
        finally:
            _tell(scope, told, time.monotonic() - begun)

    def _refusal(self, headers: Headers, scope: Scope) -> ProtocolError | None:
        if not is_answered(headers, self._settings.hosts):
            return ProtocolError(
                421,
                "Host",
                N_("'{host}' is not a name of this service."),
                N_("Have it named in AIZONE_ENDPOINT_HOSTS."),
                host=headers.get("host", ""),
            )
        login, token = self._settings.login, self._settings.token
        if self._is_open or not (token or login) or scope["method"] == "OPTIONS":
            return None
        if token and hmac.compare_digest(_token(headers.get("authorization", "")).encode(), token.encode()):
            return None
        if login is not None:
            try:
                person = login.person(headers, scope["state"]["client"])
            except ProtocolError as error:
                return error
            scope["state"]["client"] = scope["state"]["who"] = person.name
            return None
        return ProtocolError(
            401,
            "Authorization",
            N_("does not hold the token of this service."),
            N_("Send it as bearer token, or as password."),
            {"WWW-Authenticate": 'Bearer realm="aizone", Basic realm="aizone"'},
        )


class _Told:
    """The part of a log line that is about the answer."""

    def __init__(self) -> None:
        self.status = 0
        self.bytes = 0
        self.cut = False


def _token(header: str) -> str:
    """The token of a request: a bearer token, or the password of any user."""
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def _tell(scope: Scope, told: _Told, seconds: float) -> None:
    """Write a line: JSON, so that nothing that a client sends can look like another line."""
    query = scope.get("query_string", b"").decode("ascii", "replace")
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "client": (scope.get("client") or ("-",))[0],
        "method": scope["method"],
        "path": scope["path"],
        "query": (scope["state"].get("asked") or query)[:_MOST_QUERY],
        "status": told.status,
        "bytes": told.bytes,
        "seconds": round(seconds, 4),
    }
    if "who" in scope["state"]:
        line["who"] = scope["state"]["who"]
    if told.cut:
        line["cut"] = True
    _log.info(json.dumps(line))
