"""Mistakes of a query that the engine refuses, in words and at their place, each with a fix where there is one.

The engine's parser says what it would have taken at the furthest place it came to: a list of symbols, often far behind the mistake.
Only the text is looked at here; where no usual mistake is found, the engine's own place is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from ..errors import N_, QueryError
from ..iri import ID, KNOWN_PREFIXES
from ..vocab import AZ
from .habits import habits
from .mistake import Fix, Mistake
from .sparql_words import (
    ASCII_SIGNS,
    BRACKETS,
    CLAUSES,
    FORMS,
    ID_KINDS,
    KEYWORDS,
    OTHER_LANGUAGES,
    WELL_KNOWN,
    SparqlWord,
    sparql_words,
)

# 'query, line 3, column 5': the place in an error of the engine
_PLACE = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")
# '"}"', 'OPTIONAL': what people know of a list of symbols; character classes are left out
_KNOWN_SYMBOL = re.compile(r'"(?P<sign>[^\s"\w\\]{1,2})"|\b(?P<word>[A-Z]{2,}(?: BY)?)\b')


def find_mistakes(text: str, error: QueryError) -> list[Mistake]:
    """The mistakes of a query that was refused, the earliest first; never none.

    Args:
        text: the query.
        error: why it was refused.
    """
    tokens = sparql_words(text)
    if not tokens:
        return [Mistake(0, 0, N_("The query is empty: write one, or take an example."), {})]
    if error.what != "{detail}.":  # refused for what it would do, which is said in words
        start = _position(text, error)
        return [
            Mistake(start, _end_of_word(text, start), f"{error.what}", {k: str(v) for k, v in error.values.items()})
        ]
    found = [*_open_strings(tokens, text)]
    if found:
        return found
    odd = [*_odd_signs(tokens)]
    found = [
        *odd,
        *_prefixes(tokens),
        *_only_prefixes(tokens),
        *_words(tokens),
        *habits(tokens, text),
        *([] if odd else _brackets(tokens)),  # one of them may be a bracket
    ]
    if not found:
        found = [*_missing_stops(tokens)]
    if not found and "variable that is unbound" in _detail(error):
        found = [*_not_grouped(tokens, text)]
    return sorted(found, key=lambda one: one.start) or [_at_the_engines_place(text, error)]


def first_in_words(text: str, error: QueryError) -> QueryError:
    """The refusal of a query that does not parse, with its first mistake in words; any other refusal as it is."""
    if error.what != "{detail}.":
        return error
    first = find_mistakes(text, error)[0]
    if first.end == 0:  # an empty query has no place, and no syntax to check
        return QueryError("query", first.what, "")
    line, column = first.place(text)
    return QueryError(f"query, line {line}, column {column}", first.what, error.next_step, **first.values)


@contextmanager
def said_in_words(text: str) -> Iterator[None]:
    """Run somebody's query within it, so that a refusal tells its first mistake in words instead of the parser's.

    Args:
        text: the query.

    Raises:
        QueryError: it was refused.
    """
    try:
        yield
    except QueryError as error:
        raise first_in_words(text, error) from error


def _detail(error: QueryError) -> str:
    return str(error.values.get("detail", ""))


def _position(text: str, error: QueryError) -> int:
    found = _PLACE.search(error.where)
    if found is None:
        return 0
    lines = text.splitlines(keepends=True)
    before = sum(map(len, lines[: int(found["line"]) - 1]))
    return min(before + int(found["column"]) - 1, len(text))


def _end_of_word(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return max(end, min(start + 1, len(text)))


def odd_names(text: str) -> list[Mistake]:
    """Chinese signs that the engine has taken for letters of a name, in a query that it accepted: '?a，?b' is one variable and no column.

    Args:
        text: the query.
    """
    return [*_odd_signs(sparql_words(text))]


def _odd_signs(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    for token in tokens:
        if token.kind == "sign" and token.text in ASCII_SIGNS:
            values = {"sign": token.text, "right": ASCII_SIGNS[token.text]}
            fix = Fix(token.start, token.end, values["right"])
            yield Mistake(
                token.start, token.end, N_("“{sign}” is a Chinese sign: SPARQL needs “{right}”."), values, fix
            )


def _open_strings(tokens: list[SparqlWord], text: str) -> Iterator[Mistake]:
    token = next((token for token in tokens if token.kind == "open"), None)
    if token is not None:
        line_end = text.find("\n", token.start)
        end = len(text) if line_end < 0 else line_end
        yield Mistake(
            token.start, end, N_("The text that begins with {sign} does not end on its line."), {"sign": token.text}
        )


def _prefixes(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    known, told = {*KNOWN_PREFIXES, "_"}, set[str]()
    for place, token in enumerate(tokens):
        before = tokens[place - 1].upper if place else ""
        if before == "PREFIX" and token.kind == "name":
            known.add(token.text.partition(":")[0])
        elif before == "PREFIX" and token.kind == "word":
            fix = Fix(token.end, token.end, ":")
            yield Mistake(token.start, token.end, N_("A colon is missing after the prefix: PREFIX {name}: <…>"), {"name": token.text}, fix)  # fmt: skip
            known.add(token.text)
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            if prefix not in known and prefix not in told:
                told.add(prefix)
                local = token.text.partition(":")[2]
                near = ["az"] if local in AZ.terms() else get_close_matches(prefix, known - {"_"}, n=1, cutoff=0.5)
                base = WELL_KNOWN.get(prefix) or (f"{ID}{prefix}/" if prefix in ID_KINDS else "")
                if base:
                    line = f"PREFIX {prefix}: <{base}>"
                    yield Mistake(token.start, token.end, N_("“{prefix}:” is not declared: add {line} at the top."), {"prefix": prefix, "line": line}, Fix(0, 0, f"{line}\n"))  # fmt: skip
                elif near:
                    fix = Fix(token.start, token.start + len(prefix), near[0])
                    yield Mistake(token.start, token.end, N_("“{prefix}:” is not declared: did you mean “{near}:”?"), {"prefix": prefix, "near": near[0]}, fix)  # fmt: skip
                else:
                    yield Mistake(token.start, token.end, N_("“{prefix}:” is not declared: add PREFIX {prefix}: <…> at the top."), {"prefix": prefix})  # fmt: skip


def _words(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    for place, token in enumerate(tokens):
        if token.kind != "word" or token.upper in KEYWORDS or (place and tokens[place - 1].upper == "PREFIX"):
            continue
        if place and token.upper in OTHER_LANGUAGES:
            right = OTHER_LANGUAGES[token.upper]
            fix = Fix(token.start, token.end, right) if "(" not in right else None
            yield Mistake(token.start, token.end, N_("SPARQL has no {word}: write {right}."), {"word": token.text, "right": right}, fix)  # fmt: skip
            continue
        if place and token.text in AZ.terms():
            right = f"az:{token.text}"
            yield Mistake(token.start, token.end, N_("“{word}” needs its prefix: {right}"), {"word": token.text, "right": right}, Fix(token.start, token.end, right))  # fmt: skip
            continue
        near = get_close_matches(token.upper, KEYWORDS if place else FORMS, n=1, cutoff=0.7)
        if near:
            fix = Fix(token.start, token.end, near[0])
            yield Mistake(token.start, token.end, N_("“{word}” is not a word of SPARQL: did you mean {near}?"), {"word": token.text, "near": near[0]}, fix)  # fmt: skip
        elif place == 0:
            yield Mistake(token.start, token.end, N_("A query begins with PREFIX, SELECT, ASK, CONSTRUCT or DESCRIBE, not “{word}”."), {"word": token.text})  # fmt: skip
        else:
            yield Mistake(token.start, token.end, N_("“{word}” stands for itself here: write ?{word} for a variable, or type the name and choose the entity from the list."), {"word": token.text})  # fmt: skip


def _only_prefixes(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'PREFIX az: <…>': nothing is asked."""
    if all(token.upper in {"PREFIX", "BASE"} or token.kind in {"name", "iri"} for token in tokens):
        last = tokens[-1]
        yield Mistake(last.start, last.end, N_("Nothing is asked after this: add SELECT, ASK, CONSTRUCT or DESCRIBE."), {})  # fmt: skip


def _brackets(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    waiting: list[SparqlWord] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in BRACKETS.values():
            waiting.append(token)
        elif token.text in BRACKETS:
            if waiting and waiting[-1].text == BRACKETS[token.text]:
                waiting.pop()
                continue
            if waiting and any(one.text == BRACKETS[token.text] for one in waiting):
                lost = waiting.pop()
                closing = next(close for close, opening in BRACKETS.items() if opening == lost.text)
                fix = Fix(token.start, token.start, f"{closing} ")
                yield Mistake(lost.start, lost.end, N_("{sign} is not closed: {closing} is missing before the next {next}."), {"sign": lost.text, "closing": closing, "next": token.text}, fix)  # fmt: skip
            else:
                yield Mistake(token.start, token.end, N_("{sign} closes nothing: one is too many, or {opening} is missing."), {"sign": token.text, "opening": BRACKETS[token.text]}, Fix(token.start, token.end, ""))  # fmt: skip
            return
    if waiting:
        lost, last = waiting[-1], tokens[-1]
        closing = next(close for close, opening in BRACKETS.items() if opening == lost.text)
        group = next((place for place, one in enumerate(tokens) if one.start > lost.start and one.text == "{"), None)
        if lost.text != "{" and group is not None:  # '(COUNT(?x) AS ?n { …': it ends before the group
            last = tokens[group - 1 - (tokens[group - 1].upper == "WHERE")]
        yield Mistake(lost.start, lost.end, N_("{sign} is not closed: {closing} is missing."), {"sign": lost.text, "closing": closing}, Fix(last.end, last.end, f" {closing}"))  # fmt: skip


def _missing_stops(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'?s az:leadUnit ?u ?u skos:prefLabel ?n': a fourth term where a statement ended."""
    left: int | None = None
    for place, token in enumerate(tokens):
        follows_type = place > 0 and tokens[place - 1].text == "^^"
        if token.text in "{.":
            left = 3
        elif token.text == ";":
            left = None if left is None else 2
        elif token.text == ",":
            left = None if left is None else 1
        elif token.kind == "lang" or token.text == "^^" or follows_type:
            continue
        elif token.kind in {"variable", "iri", "name", "string", "number"} or token.upper in {"A", "TRUE", "FALSE"}:
            if left == 0:
                before = tokens[place - 1]
                fix = Fix(before.end, before.end, " .")
                yield Mistake(token.start, token.end, N_("A full stop is missing before {word}: a statement has three parts."), {"word": token.text}, fix)  # fmt: skip
                return
            left = None if left is None else left - 1
        else:
            left = None


def _not_grouped(tokens: list[SparqlWord], text: str) -> Iterator[Mistake]:
    """Columns that are neither grouped by nor computed, of the outermost SELECT."""
    places = [place for place, token in enumerate(tokens) if token.upper == "GROUP"]
    grouped = set[str]()
    end = 0
    for place in places[-1:]:
        for token in tokens[place + 2 :]:
            if token.kind != "variable":
                break
            grouped.add(token.text[1:])
            end = token.end
    depth = 0
    for token in tokens[1 + next((place for place, one in enumerate(tokens) if one.upper == "SELECT"), 0) :]:
        if token.text == "{" or token.upper == "WHERE":
            return
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.kind == "variable" and token.text[1:] not in grouped:
            stop = tokens[-1].end
            fix = Fix(end, end, f" {token.text}") if end else Fix(stop, stop, f" GROUP BY {token.text}")
            yield Mistake(token.start, token.end, N_("{variable} is neither counted nor grouped: add it to GROUP BY."), {"variable": token.text}, fix)  # fmt: skip


def _at_the_engines_place(text: str, error: QueryError) -> Mistake:
    start = _position(text, error)
    if "overrides an existing variable" in _detail(error):
        return Mistake(
            0, 6, N_("A column is computed under a name that the query already uses: choose another one."), {}
        )
    back = len(text[:start].rstrip())
    if back < start and start >= len(text.rstrip()):
        start = max(back - 1, 0)
    shown = _expected(_detail(error))
    if shown:
        return Mistake(start, _end_of_word(text, start), N_("From here on it is not SPARQL; {signs} could stand here."), {"signs": shown})  # fmt: skip
    return Mistake(start, _end_of_word(text, start), N_("From here on it is not SPARQL."), {})


def _expected(detail: str) -> str:
    found = (one["sign"] or one["word"] for one in _KNOWN_SYMBOL.finditer(detail))
    return " ".join(list(dict.fromkeys(one for one in found if one in CLAUSES or not one[0].isalpha()))[:5])
