"""Why an answer is empty, told beside it: in a header, because the formats of answers have no place for words."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request

from ..i18n import translator
from ..queries.empty_answers import reasons_for_no_rows
from .current import Opened
from .problems import language
from .protocol import Asked

HINT = "Aizone-Hint"
_MOST_REASONS = 5
# what a Display String keeps as it is (RFC 9651, section 4.1.11): printable ASCII without '%' and '"'
_PLAIN = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '%"')


def hints(request: Request, asked: Asked, opened: Opened) -> dict[str, str]:
    """The header with the reasons why a query found nothing, in the client's language; no header where none is known.

    Its value is a list of Display Strings (RFC 9651): text in which all but plain ASCII is percent-encoded.

    Args:
        request: of the client.
        asked: its query.
        opened: the workspace.
    """
    if asked.query is None:
        return {}
    _ = translator(language(request))
    found = reasons_for_no_rows(asked.query, opened.workspace.store, asked.dataset)
    if not found:
        return {}
    told = (display_string(reason.line(_)) for reason in found[:_MOST_REASONS])
    return {HINT: ", ".join(told), "Vary": "Accept, Accept-Language, Authorization"}


def display_string(text: str) -> str:
    """A text as a value of a header.

    Args:
        text: any.

    Examples:
        >>> display_string('no unit “x”')
        '%"no unit %e2%80%9cx%e2%80%9d"'
    """
    encoded = "".join(char if char in _PLAIN else quote(char, safe="").lower() for char in text)
    return f'%"{encoded}"'
