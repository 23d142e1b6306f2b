"""Parameters of a query, written into its text: a server takes no terms beside it.

The terms stand in a VALUES clause at the beginning of the query's pattern, so that a server starts from them; a query without a
pattern of its own (CONSTRUCT WHERE, DESCRIBE <…>) gets them at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...iri import KNOWN_PREFIXES
from ..base import Bindings, Term
from ..guard import words_and_brackets

# 'az:Plan', 'xsd:integer': the prefixes that a text uses, or seems to use
_USED = re.compile(r"(?<![\w.:-])([A-Za-z][\w-]*):")
# 'PREFIX az: <': those it declares
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*):", re.IGNORECASE)


def with_bindings(query: str, bindings: Bindings | None) -> str:
    """A query in which some variables have values.

    Args:
        query: its text, which parses.
        bindings: the values by variable.
    """
    if not bindings:
        return query
    names, terms = " ".join(f"?{name}" for name in bindings), " ".join(map(str, bindings.values()))
    return _with_values(query, f"VALUES ({names}) {{ ({terms}) }}")


def with_any_of(query: str, name: str, terms: Iterable[Term]) -> str:
    """A query in which a variable is one of several terms.

    Args:
        query: its text, which parses.
        name: of the variable.
        terms: those that it may be.
    """
    return _with_values(query, f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}")


def _with_values(query: str, values: str) -> str:
    place = _pattern(query)
    if place is None:
        return f"{query}\n{values}"
    begin, end = place
    if re.match(r"(?:\s|#[^\n]*\n)*SELECT\b", query[begin:end], re.IGNORECASE):
        return f"{query[:begin]} {values} {{ {query[begin:end]}\n}} {query[end:]}"
    return f"{query[:begin]} {values} {query[begin:]}"


def with_prefixes(query: str) -> str:
    """A query that declares the known prefixes it uses."""
    missing = {*_USED.findall(query)} & KNOWN_PREFIXES.keys() - {*_DECLARED.findall(query)}
    return "".join(f"PREFIX {name}: <{KNOWN_PREFIXES[name]}>\n" for name in sorted(missing)) + query


def _pattern(query: str) -> tuple[int, int] | None:
    """The begin and end of what stands in the braces of a query's own pattern; None where it has none."""
    form, depth, brackets, begin, groups = "", 0, 0, 0, list[tuple[int, int]]()
    for kind, text, at in words_and_brackets(query):
        if kind == "word" and not form and text in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            form = text
        elif kind == "word" and text == "VALUES" and depth == 0 and brackets == 0:
            break
        elif text in "()":
            brackets += 1 if text == "(" else -1
        elif text == "{" and brackets == 0:
            depth += 1
            begin = at + 1 if depth == 1 else begin
        elif text == "}" and brackets == 0:
            depth -= 1
            if depth == 0:
                groups.append((begin, at))
    if form == "CONSTRUCT":  # the template comes first; 'CONSTRUCT WHERE { … }' has none
        return groups[1] if len(groups) > 1 else None
    return groups[0] if groups else None
