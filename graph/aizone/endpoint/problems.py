"""Refusals and failures as problem details (RFC 9457), in the client's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from ..errors import AizoneError, QueryError, QueryLimitError
from ..i18n import Lang, as_lang, translator
from ..store.sandbox import CancelledError
from ..views.look.templates import render
from .negotiation import best
from .veiled import veiled

TEMPLATES = Path(__file__).parent / "templates"
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_CLIENT_CLOSED = 499


class ProtocolError(AizoneError):
    """A request that the protocol does not know, or that is not allowed here.

    Args:
        status: of the answer.
        where: the parameter or header concerned.
        what: what is wrong with it, a message with `{fields}`.
        next_step: what the client can do, likewise.
        headers: that the answer needs.
        values: the fields' values.
    """

    def __init__(
        self,
        status: int,
        where: str,
        what: str,
        next_step: str = "",
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(where, what, next_step, **values)
        self.status = status
        self.headers = dict(headers or {})


def language(request: Request) -> Lang:
    """The language a client prefers; Chinese when it names neither."""
    wanted = as_lang(request.query_params.get("lang"))
    if wanted:
        return wanted
    ranked: list[tuple[float, int, Lang]] = []
    for order, part in enumerate(request.headers.get("accept-language", "").split(",")):
        tag, _, quality = part.strip().partition(";q=")
        found = as_lang(tag)
        if found:
            ranked.append((-float(quality) if quality.replace(".", "", 1).isdecimal() else -1.0, order, found))
    return min(ranked)[2] if ranked else "zh"


def status_of(error: AizoneError) -> int:
    """The status for an error."""
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, CancelledError):
        return _CLIENT_CLOSED
    if isinstance(error, QueryLimitError):
        return 503 if "turn" in error.what else 422
    return 400 if isinstance(error, QueryError) else 503


def problem(request: Request, error: AizoneError) -> Response:
    """The answer for an error."""
    _ = translator(language(request))
    status = status_of(error)
    error = veiled(error, _)
    what, next_step = (_(words).format(**error.values) if words else "" for words in (error.what, error.next_step))
    body = {
        "type": "about:blank",
        "title": what,
        "status": status,
        "detail": error.line(_),
        "where": error.where,
        "next_step": next_step,
    }
    headers = error.headers if isinstance(error, ProtocolError) else {}
    if status == 503:
        headers = {"Retry-After": "5", **headers}
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language(request),
        "Vary": "Accept, Accept-Language",
        **headers,
    }
    accept = request.headers.get("accept", "")
    if best(accept, ["application/problem+json", "application/json", "text/html"]) == "text/html":
        headers["Content-Security-Policy"] = PAGE_POLICY
        page = render("problem.html", language(request), TEMPLATES, problem=body)
        return Response(page, status, headers, "text/html")
    return Response(json.dumps(body, ensure_ascii=False), status, headers, "application/problem+json")
