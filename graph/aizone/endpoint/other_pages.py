"""Pages of other sites that ask from a browser: the answer to its preflight (the Fetch standard, CORS protocol)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from .hints import HINT

_METHODS = ("GET", "HEAD", "POST")
_HEADERS = (
    "Accept",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "If-None-Match",
    "Pragma",
    "User-Agent",
    "X-Requested-With",
)
"""Headers that clients send: Yasgui names itself in X-Requested-With, Comunica in User-Agent, which some browsers let it write."""
_SHOWN = (HINT, "ETag", "Link", "Retry-After")
_DAY_S = 86400


class OtherPages(CORSMiddleware):
    """ASGI middleware: lets pages of the named origins ask.

    A preflight is a question and has an answer: which origin, methods and headers are allowed. The browser compares; an error
    would hide from people which of them it was.

    Args:
        app: what is behind it.
        origins: of pages that may ask; `*` for all.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=_METHODS,
            allow_headers=_HEADERS,
            allow_private_network=True,
            expose_headers=_SHOWN,
            max_age=_DAY_S,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight: the origin, methods and headers that are allowed."""
        told = super().preflight_response(request_headers)
        allowed = {name: value for name, value in told.headers.items() if not name.startswith("content-")}
        if not self.is_allowed_origin(request_headers["origin"]):
            allowed = {"vary": allowed["vary"]}
        return Response(status_code=204, headers=allowed)
