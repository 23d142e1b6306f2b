"""The words, signs and names of a query in SPARQL, wrong ones included: the text is cut up whatever it is.

Source: the terminals and keywords of SPARQL 1.1 Query Language, section 19.8, and those that the engine adds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
KEYWORDS = frozenset(
    [
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "WHERE",
        "DISTINCT",
        "REDUCED",
        "FROM",
        "NAMED",
        "PREFIX",
        "BASE",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "GRAPH",
        "SERVICE",
        "SILENT",
        "FILTER",
        "BIND",
        "VALUES",
        "AS",
        "GROUP",
        "BY",
        "HAVING",
        "ORDER",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "EXISTS",
        "NOT",
        "IN",
        "UNDEF",
        "COUNT",
        "SUM",
        "MIN",
        "MAX",
        "AVG",
        "SAMPLE",
        "GROUP_CONCAT",
        "SEPARATOR",
        "STR",
        "LANG",
        "LANGMATCHES",
        "DATATYPE",
        "BOUND",
        "IRI",
        "URI",
        "BNODE",
        "RAND",
        "ABS",
        "CEIL",
        "FLOOR",
        "ROUND",
        "CONCAT",
        "STRLEN",
        "UCASE",
        "LCASE",
        "ENCODE_FOR_URI",
        "CONTAINS",
        "STRSTARTS",
        "STRENDS",
        "STRBEFORE",
        "STRAFTER",
        "YEAR",
        "MONTH",
        "DAY",
        "HOURS",
        "MINUTES",
        "SECONDS",
        "TIMEZONE",
        "TZ",
        "NOW",
        "UUID",
        "STRUUID",
        "MD5",
        "SHA1",
        "SHA256",
        "SHA384",
        "SHA512",
        "COALESCE",
        "IF",
        "STRLANG",
        "STRDT",
        "SAMETERM",
        "ISIRI",
        "ISURI",
        "ISBLANK",
        "ISLITERAL",
        "ISNUMERIC",
        "REGEX",
        "SUBSTR",
        "REPLACE",
        "A",
        "TRUE",
        "FALSE",
        "LATERAL",
        "TRIPLE",
        "SUBJECT",
        "PREDICATE",
        "OBJECT",
        "ISTRIPLE",
        "ADJUST",
    ]
)
CLAUSES = frozenset(
    {"WHERE", "FROM", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "VALUES", "UNION", "DISTINCT", "AS"}
)
OTHER_LANGUAGES = {"AND": "&&", "OR": "||", "LIKE": "CONTAINS(STR(?x), '…')", "NULL": "!BOUND(?x)"}
"""Words of SQL that people write, and what SPARQL has for them."""
WELL_KNOWN = {
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "fn": "http://www.w3.org/2005/xpath-functions#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "qb": "http://purl.org/linked-data/cube#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
"""Namespaces of others by the prefix that people know them by: what a query needs to declare, and can with a click."""
ID_KINDS = frozenset(
    {"enterprise", "event", "facility", "fund", "institution", "park", "place", "plan", "platform", "project", "unit"}
)
"""Kinds of things whose addresses begin with them: the editor makes a prefix of each."""
ASCII_SIGNS = {
    "（": "(", "）": ")", "。": ".", "；": ";", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "：": ":", "？": "?", "｛": "{",
    "｝": "}", "《": "<", "》": ">", "＜": "<", "＞": ">", "＝": "=", "、": ",",
}  # fmt: skip
BRACKETS = {"}": "{", ")": "(", "]": "["}

# 'PREFIX az: <https://…#> SELECT ?u { ?u az:rank 1 ; skos:prefLabel "市科技局"@zh } # done', and what none of these takes
_TOKENS = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<open>["'])
    | (?P<lang>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:[\w.:%/\\-]*)
    | (?P<number>[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d][\w-]*)
    | (?P<sign>\^\^|&&|\|\||[<>!]=|\S)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class SparqlWord:
    """A word, sign, name or literal of a query: its `kind` as a group of the pattern, its text, and where it begins (code points)."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)

    @property
    def upper(self) -> str:
        """Its text in capitals, as keywords are compared."""
        return self.text.upper()


def sparql_words(text: str) -> list[SparqlWord]:
    """The words of a query in their order, without its comments."""
    return [
        SparqlWord(found.lastgroup or "", found[0], found.start())
        for found in _TOKENS.finditer(text)
        if found.lastgroup != "comment"
    ]
