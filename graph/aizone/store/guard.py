"""Refuses queries that would change data or reach another host, by their text, before they run.

pyoxigraph's `query` refuses updates by itself, but answers SERVICE over HTTP. Distinguishing keywords from strings, IRIs and
comments needs the whole grammar (`1<2)SERVICE#>` is an IRI to a tokenizer and a call to the engine), so SERVICE is not looked
for among tokens: a service clause (SPARQL 1.1 grammar, rule 59) is the word, perhaps SILENT, a variable or an IRI, and a
brace, with only white space and comments between. Anything of that shape is refused, anywhere; so is a text that only quotes
such a clause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..errors import N_, QueryError
from ..iri import KNOWN_PREFIXES
from .base import Dataset

_SPACE = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_VARIABLE = r"[?$][A-Za-z0-9_\u0080-\U0010FFFF]++"
# 'SERVICE SILENT <http://other/> {', 'service ?x {', 'SERVICE#>\n<http://other/>{', 'SERVICE e:a\#b {'
_SERVICE = re.compile(
    rf"""[?$][A-Za-z0-9_]++                                     # a variable of any name
    | (?P<service>(?i:SERVICE)){_SPACE}(?:(?i:SILENT){_SPACE})?
      (?: <(?P<target>[^>]*+)>
        | {_VARIABLE}
        | (?=[^\ \t\r\n{{}}<>"#\\:]*+:)(?:[^\ \t\r\n{{}}<>"#\\]|\\.)++(?<!(?<!\\)\.)  # a prefixed name; no dot ends one
      ){_SPACE}\{{""",
    re.VERBOSE,  # the words alone ignore case: sets of letters that do cost six milliseconds to compile
)
# 'SELECT ?drop { ?s rdfs:label "DROP ALL" } # DROP': the only keyword is SELECT
_TOKENS = re.compile(
    r"""(?P<skip>
        \#[^\r\n]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}
      | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\r\n]|\\.)*"
      | '(?:[^'\\\r\n]|\\.)*'
      | [?$][\w]+
      | [\w.-]*:[\w.:%-]*
    )
    | (?P<word>[A-Za-z_]\w*)
    | (?P<brace>[{}])
    | (?P<bracket>[()])""",
    re.VERBOSE | re.DOTALL,
)
# '\u0053ERVICE': the engine reads it as SERVICE
_ESCAPES = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
# 'error at 2:6: expected ...', 'error at line 2 column 6': a position in the engine's message
_AT = re.compile(r"at (?:line )?(?P<line>\d+)(?::| column )(?P<column>\d+)(?P<rest>.*)", re.DOTALL)
_MAX_MESSAGE = 200
_MAX_QUERY = 32_768
"""Characters. A service clause is looked for at every position, which on a hostile text costs the square of its length."""


def check_query(text: str, *, service_hosts: Collection[str] = ()) -> None:
    """Refuse a query text that would write or reach another host.

    Args:
        text: the query.
        service_hosts: hosts that a SERVICE clause may ask, when it names one of them in a full IRI.

    Raises:
        QueryError: it holds a SERVICE clause, is an update, or is too long; the message says where.
    """
    if len(text) > _MAX_QUERY:
        raise QueryError(
            "query",
            N_("has {size} characters; more than {most} are not run."),
            N_("Shorten it."),
            size=len(text),
            most=_MAX_QUERY,
        )
    for reading in (text, _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), text)):
        for found in _SERVICE.finditer(reading):
            if found["service"] and not _is_allowed(found["target"], service_hosts):
                raise QueryError(
                    _where(reading, found.start()),
                    N_("SERVICE would reach another host."),
                    N_("Query local data only, or have the host named in AIZONE_SERVICE_HOSTS."),
                )
    for found in _TOKENS.finditer(text):
        word = (found["word"] or "").upper()
        if word in _UPDATES:
            where = _where(text, found.start())
            next_step = N_("Use SELECT, ASK, CONSTRUCT or DESCRIBE.")
            raise QueryError(where, N_("{word} would change data."), next_step, word=word)
        if word in _FORMS:
            return


# 'https://query.wikidata.org/sparql': an IRI without escapes, user, or anything else that two readers may read in two ways
_PLAIN_IRI = re.compile(r"https?://(?P<host>[A-Za-z0-9.-]+(?::[0-9]+)?)(?:/[A-Za-z0-9._~/?=&-]*)?")


def _is_allowed(target: str | None, hosts: Collection[str]) -> bool:
    """True if a service clause names, in a full IRI, a host that may be asked; a port belongs to it."""
    found = _PLAIN_IRI.fullmatch(target or "")
    return found is not None and found["host"].lower() in {host.lower() for host in hosts}


def names_its_graphs(text: str) -> bool:
    """True if a query names its graphs with FROM or FROM NAMED, so that the union is not its default graph."""
    if "from" not in text.lower():  # nearly always: spares the scan
        return False
    depth = 0
    for found in _TOKENS.finditer(text):
        if found["brace"]:
            depth += 1 if found["brace"] == "{" else -1
        elif depth == 0 and (found["word"] or "").upper() == "FROM":
            return True
    return False


def words_and_brackets(text: str) -> Iterator[tuple[str, str, int]]:
    """The words (in capitals), braces and brackets of a query with their places, without what is in texts, IRIs and comments."""
    for found in _TOKENS.finditer(text):
        if found.lastgroup != "skip" and found.lastgroup is not None:
            yield found.lastgroup, found[0].upper(), found.start()


def dataset_of(text: str, prefixes: Mapping[str, str] = KNOWN_PREFIXES) -> Dataset:
    """The graphs that a query names: those merged into its default graph (FROM), and those it asks by name (FROM NAMED).

    rdflib reads the clauses, because prefixes and BASE have to be resolved.

    Args:
        text: the query.
        prefixes: those that it need not declare.

    Raises:
        QueryError: rdflib cannot read the query.
    """
    from concurrent.futures import ThreadPoolExecutor

    # errors that the parser keeps hold all functions that called it, and with them answers of the engine, which may be freed only
    # where they were made: in a thread of its own it is called by nothing of ours
    with ThreadPoolExecutor(1) as alone:
        clauses = alone.submit(_dataset_clauses, text, prefixes).result()
    return Dataset(
        tuple(str(clause.default) for clause in clauses if clause.default),
        tuple(str(clause.named) for clause in clauses if clause.named),
    )


def _dataset_clauses(text: str, prefixes: Mapping[str, str]) -> list[Any]:
    from pyparsing import ParseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        return list(prepareQuery(text, initNs=dict(prefixes)).algebra.datasetClause or [])
    except (ParseException, ValueError, NotImplementedError, RecursionError) as error:
        raise QueryError(
            "query", N_("its FROM clauses cannot be read ({detail})."), N_("Use GRAPH instead."), detail=error
        ) from error


def _where(text: str, position: int) -> str:
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    return f"query, line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


def syntax_error(error: SyntaxError) -> QueryError:
    """The error for a parser's message, as one readable line with its position."""
    message = " ".join(str(error).split())
    found = _AT.search(message)
    if found is None:
        return QueryError("query", "{detail}", N_("Check its SPARQL syntax."), detail=_cut(message))
    where = f"query, line {found['line']}, column {found['column']}"
    detail = _cut(found["rest"].lstrip(": ") or message)
    return QueryError(where, "{detail}.", N_("Check its SPARQL syntax."), detail=detail)


def _cut(message: str) -> str:
    return message if len(message) <= _MAX_MESSAGE else message[: _MAX_MESSAGE - 1] + "…"
