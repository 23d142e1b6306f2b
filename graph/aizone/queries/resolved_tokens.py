"""The tokens of a query, each name with the address that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..iri import ID, KNOWN_PREFIXES
from ..vocab import PREFIXES

# 'PREFIX az: <https://…#> SELECT ?u { ?u skos:prefLabel "市科技局"@zh FILTER(?d <= 2023) } # done'
_TOKENS = re.compile(
    r"""\#[^\r\n]*
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<lang>@[A-Za-z-]+)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:[\w.:%/-]*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[\w.-]+)
    | (?P<sign>\^\^|&&|\|\||[<>!]=|\S)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A word, sign, name or literal: its kind, its text, and its IRI where it is a name; '' for none."""

    kind: str
    text: str
    iri: str = ""


def resolved_tokens(text: str) -> Iterator[QueryToken]:
    """The tokens of a query without comments, names resolved by its own prefixes and the known ones."""
    prefixes = dict(KNOWN_PREFIXES)
    waiting = ""
    declaring = False
    for found in _TOKENS.finditer(text):
        kind, word = found.lastgroup or "", found[0]
        if not kind:
            continue
        if declaring:  # 'PREFIX', then 'az:', then '<…>'
            if kind == "name":
                waiting = word.rstrip(":")
            else:
                declaring = False
                if kind == "iri":
                    prefixes[waiting] = word[1:-1]
            continue
        if kind == "word" and word.upper() == "PREFIX":
            declaring = True
            continue
        iri = ""
        if kind == "iri":
            iri = word[1:-1]
        elif kind == "name":
            yield from _names(word.rstrip("."), prefixes)
            continue
        elif kind == "word" and word == "a":
            iri = f"{PREFIXES['rdf']}type"
        yield QueryToken(kind, word, iri)


def _names(word: str, prefixes: Mapping[str, str]) -> Iterator[QueryToken]:
    """A name, or each name of a path: 'az:about/skos:broader'. Only our own addresses have a slash in them ('id:unit/x')."""
    prefix = word.partition(":")[0]
    parts = [word] if prefixes.get(prefix, "").startswith(ID) else word.split("/")
    for part in parts:
        prefix, colon, local = part.partition(":")
        if colon:
            yield QueryToken("name", part, prefixes[prefix] + local if prefix in prefixes else "")
