"""The door of the explorer: which names, pages of other sites and people are answered, and that no address is looked up.

Streamlit checks the name of a request for its websocket only, and asks an outside service for this machine's address when a page of another
site connects. Here every request is checked before Streamlit sees it: its Host must be a name the explorer answers to, and its Origin, where
a browser sends one, must be the page's own address. Where a proxy in front has a login, it must say who asks; see `endpoint.login`.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from aizone.endpoint.limits import BytesAnHour
from aizone.endpoint.login import PROOF_HEADER, Login
from aizone.endpoint.names import is_answered
from aizone.endpoint.problems import ProtocolError
from aizone.endpoint.serving import LAST_ANSWERS_S
from aizone.workspace.people import Person

_REFUSED = 421
_UPLOADS = "/_stcore/upload_file"
_OPEN = frozenset({"/_stcore/health"})
"""Signs of life answer without a login."""


class Door:
    """ASGI middleware that refuses foreign names and pages of other sites.

    Args:
        app: what is behind it.
        hosts: the names that are answered, without port; '*' for any, '*.example.org' for all below one.
        apart: paths that have a gate of their own, which may let in pages of other sites; one that ends in '/' with all below it.
        login: how a proxy in front says who asks; None for no login.
        uploads: how much of files a person, or an address without a login, may give; None for as much as they like.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Sequence[str],
        apart: Sequence[str] = (),
        login: Login | None = None,
        uploads: BytesAnHour | None = None,
    ) -> None:
        self._app = app
        self._login = login
        self._uploads = uploads
        self._apart = tuple(apart)
        self._hosts = tuple(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] not in {"http", "websocket"} or self._is_apart(scope):
            await self._app(scope, receive, send)
        elif not self.lets_in(Headers(scope=scope)):
            words = "This name or page is not answered here. The person who runs the explorer can allow it.\n"
            await _refuse(_REFUSED, words, scope, receive, send)
        else:
            try:
                person = self._person(scope)
                taking = self._counted(scope, receive, person)
            except ProtocolError as error:
                await _refuse(error.status, f"{error}\n", scope, receive, send)
            else:
                await self._app(scope, taking, send)

    def _is_apart(self, scope: Scope) -> bool:
        """True for an address with a gate of its own: '/sparql' and all below '/id/', and never '/sparql/_stcore/…'."""
        path = scope["path"]
        return scope["type"] == "http" and any(
            path == one or (one.endswith("/") and path.startswith(one)) for one in self._apart
        )

    def _person(self, scope: Scope) -> Person | None:
        """The person who asks, noted for the pages; None without a login."""
        if self._login is None or (scope["type"] == "http" and scope["path"] in _OPEN):
            return None
        person = self._login.person(Headers(scope=scope), (scope.get("client") or (None,))[0])
        proof = PROOF_HEADER.encode()
        others = [(name, value) for name, value in scope["headers"] if name.lower() != proof]
        scope["headers"] = [*others, (proof, self._login.proof.encode())]
        return person

    def _counted(self, scope: Scope, receive: Receive, person: Person | None) -> Receive:
        """The way an upload comes in, which counts its bytes; others come in as they are."""
        is_upload = scope["type"] == "http" and scope["method"] in {"PUT", "POST"} and _UPLOADS in scope["path"]
        if not is_upload or self._uploads is None:
            return receive
        if person is not None and not person.may("review"):
            raise ProtocolError(403, "upload", "'{name}' may look here, and not add plans.", name=person.name)
        key = person.name if person is not None else (scope.get("client") or ("-",))[0]
        said = Headers(scope=scope).get("content-length", "0")
        size = int(said) if said.isdecimal() and len(said) < 16 else 0
        if not self._uploads.takes(key, size):
            raise ProtocolError(429, "upload", "too many files in this hour.", "Give the rest in the next one.")
        uploads, left = self._uploads, size

        async def counting() -> Message:
            nonlocal left
            message = await receive()
            more = len(message.get("body", b"")) - left
            left = max(0, -more)
            if more > 0 and not uploads.takes(key, more):  # it sends more than it said
                return {"type": "http.disconnect"}
            return message

        return counting

    def lets_in(self, headers: Headers) -> bool:
        """True if a request asks for one of our names, from no page or from one of ours."""
        origins = headers.getlist("origin")
        if len(origins) > 1 or not is_answered(headers, self._hosts):
            return False
        return not origins or _netloc(origins[0]) == headers["host"].lower()


def door(
    hosts: Sequence[str], apart: Sequence[str], login: Login | None = None, uploads: BytesAnHour | None = None
) -> Middleware:
    """The door as Streamlit takes it; see `Door`."""
    return Middleware(Door, hosts=hosts, apart=apart, login=login, uploads=uploads)


async def _refuse(status: int, words: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(code=1008)(scope, receive, send)
    else:
        await PlainTextResponse(words, status_code=status)(scope, receive, send)


def _netloc(origin: str) -> str | None:
    """The host and port of an origin; None for 'null' and what is no address."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else None


def look_up_nothing() -> None:
    """Have Streamlit know no address of this machine, instead of asking outside services and the routing table for it."""
    from streamlit import net_util

    for name in ("get_external_ip", "get_internal_ip"):
        getattr(net_util, name)  # a Streamlit without it must be looked at again
        setattr(net_util, name, _no_address)


def stop_in_time() -> None:
    """Have Streamlit's server end as that of the endpoint does when it is told to stop, though a client has stopped reading."""
    from streamlit.web.server.starlette import starlette_server

    usual = starlette_server._get_uvicorn_config_kwargs  # a Streamlit without it must be looked at again
    starlette_server._get_uvicorn_config_kwargs = lambda: {**usual(), "timeout_graceful_shutdown": LAST_ANSWERS_S}


def _no_address() -> None:
    """No address: what Streamlit's own functions return when they find none."""
