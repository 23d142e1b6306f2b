"""One of the forms in which something can be sent: the one that its client takes, which is not sent again while it is unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from ..errors import N_
from .negotiation import SHORT_NAMES, best, content_type, tags
from .problems import ProtocolError


def taken(request: Request, wanted: str) -> str:
    """The media types that a client takes, as an Accept header lists them: the format that it asks for by name, or its header.

    Args:
        request: of the client.
        wanted: the name of a format ('csv') or a media type; '' for none.

    Raises:
        ProtocolError: there is no format of that name.
    """
    if not wanted:
        return request.headers.get("accept", "")
    named = SHORT_NAMES.get(
        wanted.strip().lower(), wanted.replace(" ", "+")
    )  # an address that was put together by hand
    if "/" not in named:
        raise ProtocolError(
            406,
            "format",
            N_("'{name}' is not the name of a format."),
            N_("They are: {offered}."),
            name=wanted,
            offered=", ".join(sorted(SHORT_NAMES)),
        )
    return named


def chosen(request: Request, wanted: str, offered: Sequence[str]) -> str:
    """The media type, of those offered, that a client prefers.

    Args:
        request: of the client.
        wanted: a format that it asks for by name; '' for none.
        offered: media types, the one for clients that do not care first.

    Raises:
        ProtocolError: it takes none of them.
    """
    media_type = best(taken(request, wanted), offered)
    if media_type is None:
        raise none_is_taken(offered)
    return media_type


def none_is_taken(offered: Sequence[str]) -> ProtocolError:
    """The error for a client that takes none of the formats of an answer."""
    return ProtocolError(
        406,
        "Accept",
        N_("takes none of the formats of this answer."),
        N_("They are: {offered}."),
        offered=", ".join(dict.fromkeys(offered)),
    )


def headers_of(media_type: str, *told_by: str) -> dict[str, str]:
    """The headers of one form of something that may be kept, and is asked about again before it is used.

    Args:
        media_type: the form.
        told_by: texts that change with what is sent: the revision of the data, the language.
    """
    return {
        "Content-Type": content_type(media_type),
        "ETag": f'"{"-".join((*told_by, media_type))}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept, Accept-Language, Authorization",
    }


def unchanged(request: Request, headers: Mapping[str, str]) -> Response | None:
    """The answer to a client that has this form already; None for one that has not."""
    if tags(request.headers.get("if-none-match", "")) & {headers["ETag"], "*"}:
        return Response(status_code=304, headers=dict(headers))
    return None
