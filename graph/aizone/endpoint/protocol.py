"""Requests of the SPARQL 1.1 Protocol: a query with its dataset, from the address, a form or the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from ..errors import N_
from ..store.base import Dataset
from .problems import ProtocolError

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST_BYTES = 2**20

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as a client asks it.

    `query` is None when only the service is asked about. `form` is the value of the parameter `format` ('' for none), `seconds`
    that of `timeout`.
    """

    query: str | None
    dataset: Dataset | None
    form: str = ""
    seconds: float | None = None


async def read_asked(request: Request) -> Asked:
    """What a request asks.

    Raises:
        ProtocolError: it is not a request for a query.
    """
    pairs = _pairs(request.url.query, "query string")
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        if media_type == _FORM:
            return _asked([*pairs, *_pairs(_text(body), "form")], is_form=True)
        if media_type == _QUERY:
            if any(name == "query" for name, _ in pairs):
                raise ProtocolError(400, "query", N_("is given twice, in the address and in the body."))
            return _asked([*pairs, ("query", _text(body))], is_form=True)
        if media_type == _UPDATE:
            raise _read_only()
        raise ProtocolError(
            415,
            "Content-Type",
            N_("'{media_type}' is not read here."),
            N_("Send application/sparql-query, or a form with the field 'query'."),
            {"Accept-Post": f"{_FORM}, {_QUERY}"},
            media_type=media_type or "-",
        )
    if request.method not in METHODS:
        raise ProtocolError(
            405,
            request.method,
            N_("is not a method of this address."),
            N_("Use GET or POST."),
            {"Allow": ", ".join(METHODS)},
        )
    return _asked(pairs, is_form=False)


def _asked(pairs: Pairs, *, is_form: bool) -> Asked:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise _read_only()
    queries = [value for name, value in pairs if name == "query"]
    default = tuple(value for name, value in pairs if name == "default-graph-uri" and value)  # forms send empty fields
    named = tuple(value for name, value in pairs if name == "named-graph-uri" and value)
    if len(queries) > 1:
        raise ProtocolError(400, "query", N_("is given {count} times."), N_("Send one query."), count=len(queries))
    if not queries and (is_form or default or named):
        raise ProtocolError(400, "query", N_("is missing."), N_("Send a query in the field 'query'."))
    wanted = [value for name, value in pairs if name in ("format", "output") and value]
    return Asked(
        queries[0] if queries else None,
        Dataset(default, named) if default or named else None,
        wanted[0] if wanted else "",
        _seconds([value for name, value in pairs if name == "timeout"]),
    )


def _seconds(values: Sequence[str]) -> float | None:
    if not values:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProtocolError(400, "timeout", N_("'{value}' is not a number of seconds."), "", value=values[0])
    return seconds


def _pairs(text: str, where: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProtocolError(
            400, where, N_("cannot be read ({detail})."), N_("Encode it as UTF-8."), detail=error
        ) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(
            400, "body", N_("cannot be read ({detail})."), N_("Encode it as UTF-8."), detail=error
        ) from error


async def _body(request: Request) -> bytes:
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) > _MOST_BYTES:
            raise ProtocolError(413, "body", N_("has more than {most} bytes."), N_("Shorten it."), most=_MOST_BYTES)
    return bytes(held)


def _read_only() -> ProtocolError:
    return ProtocolError(
        403, "update", N_("is refused: this service is read-only."), N_("Use SELECT, ASK, CONSTRUCT or DESCRIBE.")
    )
