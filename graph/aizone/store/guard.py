"""What a query may not do: change data, or reach another host. Checked on the text, before it is run.

pyoxigraph's `query` refuses updates by itself, but answers SERVICE over HTTP; so SERVICE is refused wherever it stands as a
keyword (SPARQL 1.1 grammar, 19.8), not where it is part of an IRI, a string, a comment or a name.
"""

from __future__ import annotations

import re

from ..errors import N_, QueryError

_TOKENS = re.compile(
    r"""(?P<skip>
        \#[^\n]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}
      | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n]|\\.)*"
      | '(?:[^'\\\n]|\\.)*'
      | [?$][\w]+
      | [\w.-]*:[\w.:%-]*
    )
    | (?P<word>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_AT = re.compile(r"at (?:line )?(?P<line>\d+)(?::| column )(?P<column>\d+)(?P<rest>.*)", re.DOTALL)
_MAX_MESSAGE = 200


def check_query(text: str) -> None:
    """Refuse a query text that would write or reach another host.

    Raises:
        QueryError: it holds SERVICE, or is an update; the message says on which line.
    """
    plain = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), text)
    for found in _TOKENS.finditer(plain):
        word = (found["word"] or "").upper()
        if word == "SERVICE":
            raise QueryError(
                _where(plain, found.start()), N_("SERVICE would reach another host."), N_("Query local data only.")
            )
        if word in _UPDATES:
            raise QueryError(
                _where(plain, found.start()),
                N_("{word} would change data."),
                N_("Use SELECT, ASK, CONSTRUCT or DESCRIBE."),
                word=word,
            )
        if word in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            _check_rest(plain, found.end())
            return


def _check_rest(text: str, start: int) -> None:
    for found in _TOKENS.finditer(text, start):
        if (found["word"] or "").upper() == "SERVICE":
            raise QueryError(
                _where(text, found.start()), N_("SERVICE would reach another host."), N_("Query local data only.")
            )


def _where(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"query, line {line}"


def syntax_error(error: SyntaxError) -> QueryError:
    """A parser's message as one readable line with its position."""
    message = " ".join(str(error).split())
    found = _AT.search(message)
    if found is None:
        return QueryError("query", "{detail}", N_("Check its SPARQL syntax."), detail=_cut(message))
    where = f"query, line {found['line']}, column {found['column']}"
    detail = _cut(found["rest"].lstrip(": ") or message)
    return QueryError(where, "{detail}.", N_("Check its SPARQL syntax."), detail=detail)


def _cut(message: str) -> str:
    return message if len(message) <= _MAX_MESSAGE else message[: _MAX_MESSAGE - 1] + "…"
