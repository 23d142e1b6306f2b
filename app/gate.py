"""The door of the explorer: which names and pages of other sites are answered, and that no address is looked up.

Streamlit checks the name of a request for its websocket only, and asks an outside service for this machine's address when a page of another
site connects. Here every request is checked before Streamlit sees it: its Host must be a name the explorer answers to, and its Origin, where
a browser sends one, must be the page's own address.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

_REFUSED = 421


class Door:
    """ASGI middleware that refuses foreign names and pages of other sites.

    Args:
        app: what is behind it.
        hosts: the names that are answered, without port; '*' for any, '*.example.org' for all below one.
        apart: beginnings of paths that have a gate of their own, which may let in pages of other sites.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], apart: Sequence[str] = ()) -> None:
        self._app = app
        self._apart = tuple(apart)
        self._hosts = tuple(host.strip().lower().rstrip(".") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        is_apart = scope["type"] == "http" and bool(self._apart) and scope["path"].startswith(self._apart)
        if is_apart or scope["type"] not in {"http", "websocket"} or self.lets_in(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            words = "This name or page is not answered here. Whoever runs the explorer can allow it.\n"
            await PlainTextResponse(words, status_code=_REFUSED)(scope, receive, send)

    def lets_in(self, headers: Headers) -> bool:
        """True if a request asks for one of our names, from no page or from one of ours."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or len(origins) > 1 or not self._is_ours(hosts[0]):
            return False
        return not origins or _netloc(origins[0]) == hosts[0].lower()

    def _is_ours(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, _port = parts.hostname, parts.port
        except ValueError:
            return False
        if name is None or parts.netloc != host or parts.username is not None:
            return False
        name = name.rstrip(".")
        return any(one in {"*", name} or (one.startswith("*.") and name.endswith(one[1:])) for one in self._hosts)


def door(hosts: Sequence[str], apart: Sequence[str]) -> Middleware:
    """The door as Streamlit takes it; see `Door`."""
    return Middleware(Door, hosts=hosts, apart=apart)


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


def _no_address() -> None:
    """No address: what Streamlit's own functions return when they find none."""
