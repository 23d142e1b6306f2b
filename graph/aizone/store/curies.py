"""Compact IRIs as answers print them, accepted in queries: `id:plan/hefei-2020-2023/3/1/1`.

A prefixed name of SPARQL cannot hold an unescaped '/', so what an answer prints does not parse when it is pasted into a query.
Such names are written out as full IRIs before the engine reads the text. Strings, IRIs and comments are left as they are, and
so is a text that declares the prefix `id:` for another vocabulary.
"""

from __future__ import annotations

import re

from ..iri import ID

# 'id:platform/hefei/大众汽车集团(中国)': segments of an IRI, brackets only in pairs; 'id:unit\/x': a slash that SPARQL escapes.
# Before it come comments, IRIs, strings, variables and names with other prefixes, which may hold the same characters.
_NAMES = re.compile(
    r"""\#[^\r\n]*
    | <[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\r\n]|\\.)*"
    | '(?:[^'\\\r\n]|\\.)*'
    | [?$][\w]+
    | (?<![\w.:-])id:(?P<local>(?:[\w.~%:/\u00b7-]|\\[_~.\-!$&'()*+,;=/?\#@%]|\([\w.~%:/\u00b7-]*\))+)
    | [\w.-]*:[\w.:%-]*
    | [\w.-]+""",
    re.VERBOSE | re.DOTALL,
)
# 'PREFIX id: <https://example.org/>': the prefix is the query's own
_DECLARED = re.compile(r"\bPREFIX\s+id:\s*<(?P<base>[^>]*)>", re.IGNORECASE)
# 'id:plan\/x': a slash that Turtle and SPARQL want escaped
_ESCAPED = re.compile(r"\\(.)")


def write_out_ids(text: str) -> str:
    """Write the compact IRIs of our own things in a query out in full.

    Examples:
        >>> write_out_ids("SELECT ?p { id:plan/hefei-2020-2023/3/1/1 ?p ?o . } # id:plan/x")
        'SELECT ?p { <https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1/1> ?p ?o . } # id:plan/x'
    """
    if "id:" not in text or any(found["base"] != ID for found in _DECLARED.finditer(text)):
        return text

    def written(found: re.Match[str]) -> str:
        if found["local"] is None:
            return found[0]
        local = found["local"].rstrip(".")
        iri = ID + _ESCAPED.sub(r"\1", local)
        return f"<{iri}>" + found["local"][len(local) :]

    return _NAMES.sub(written, text)
