"""Keeps what is typed after '/' before the search box is there: the page that loads the explorer gets a listener of its own.

Streamlit fetches and runs megabytes of script before the first component listens. A small script in the page itself opens a plain field on
'/' meanwhile, in which Chinese can be typed as well; the search box takes its words and the keyboard over when it comes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LISTENER = Path(__file__).with_name("first_keys.html")
_END_OF_HEAD = b"</head>"


class FirstKeys:
    """Adds the listener to the pages of an application; everything else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._added = _LISTENER.read_bytes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, a page with the listener in its head."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or "text/html" not in Headers(scope=scope).get("accept", "")
        ):
            await self._app(scope, receive, send)
            return
        # a page of ten kilobytes comes as it is, so that something can be added
        plain = {**scope, "headers": [one for one in scope["headers"] if one[0].lower() != b"accept-encoding"]}
        held: Message | None = None
        body = b""

        async def sending(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _is_page(message):
                held = message
            elif held is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                whole = body.replace(_END_OF_HEAD, self._added + _END_OF_HEAD, 1)
                headers = MutableHeaders(raw=held["headers"])
                headers["content-length"] = str(len(whole))
                del headers["etag"], headers["last-modified"], headers["accept-ranges"]  # those of another page
                await send(held)
                await send({"type": "http.response.body", "body": whole})

        await self._app(plain, receive, sending)


def _is_page(message: Message) -> bool:
    """True for a whole page that is sent as it is, not compressed."""
    headers = MutableHeaders(raw=message["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    is_plain = (
        "content-encoding" not in headers and "content-security-policy" not in headers
    )  # such a page allows no script
    return message["status"] == 200 and is_html and is_plain


def first_keys() -> Middleware:
    """The listener as Streamlit takes it."""
    return Middleware(FirstKeys)
