"""Habits of other query languages that SPARQL refuses: commas between columns, COUNT without brackets, DESC after its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..errors import N_
from .mistake import Fix, Mistake
from .sparql_words import AGGREGATES, SparqlWord

_COMPARING = frozenset({"=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||"})
_AFTER_COLUMNS = frozenset({"WHERE", "FROM", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def habits(tokens: list[SparqlWord], text: str) -> Iterator[Mistake]:
    """The mistakes of people who know another language.

    Args:
        tokens: the words of a query.
        text: the query.
    """
    yield from _commas(tokens, text)
    yield from _aggregates(tokens)
    yield from _bare_filters(tokens)
    yield from _directions(tokens)
    yield from _limits(tokens)
    yield from _bare_optionals(tokens)
    yield from _separators(tokens)
    yield from _stars(tokens)


def _commas(tokens: list[SparqlWord], text: str) -> Iterator[Mistake]:
    """'SELECT ?s, ?p', 'ORDER BY ?s, ?p': columns stand side by side."""
    found: list[SparqlWord] = []
    inside, depth = False, 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if token.upper in {"SELECT", "BY"}:
            inside, depth = True, 0
        elif token.text in {"{", "}"} or (token.kind == "word" and token.upper in _AFTER_COLUMNS):
            if found:
                break
            inside = False
        elif inside and depth == 0 and token.text == ",":
            found.append(token)
    if found:
        first, last = found[0], found[-1]
        fix = Fix(first.start, last.end, "".join(text[first.start : last.end].split(",")))
        yield Mistake(first.start, first.end, N_("No commas between columns here: a blank is enough."), {}, fix)


def _aggregates(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'SELECT ?s COUNT(?x)': an expression of SELECT needs brackets and a name."""
    inside = False
    depth = 0
    for place, token in enumerate(tokens):
        if token.upper == "SELECT":
            inside, depth = True, 0
        elif token.text in "({":
            inside = inside and token.text == "("
            depth += 1
        elif token.text == ")":
            depth -= 1
        elif inside and depth == 0 and token.upper in AGGREGATES and place + 1 < len(tokens):
            close = next((one for one in tokens[place:] if one.text == ")"), None)
            words = (
                " ".join(one.text for one in tokens[place : tokens.index(close) + 1]) if close else f"{token.text}(?x)"
            )
            shown = re.sub(r" ?([()]) ?", r"\1", words)
            fix = Fix(token.start, close.end, f"({shown} AS ?n)") if close else None
            yield Mistake(token.start, close.end if close else token.end, N_("A computed column needs brackets and a name: ({words} AS ?n)"), {"words": shown}, fix)  # fmt: skip


def _bare_filters(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'FILTER ?o > 3': a comparison needs brackets."""
    for before, token in pairwise(tokens):
        if before.upper in {"FILTER", "HAVING"} and token.kind in {"variable", "string", "number", "name", "iri"}:
            yield _needs_brackets(before, token)
    for place, token in enumerate(tokens):
        if token.upper in {"FILTER", "HAVING"} and tokens[place + 2 : place + 3] and tokens[place + 2].text == "(":
            after = _after_brackets(tokens, place + 2)
            if after is not None and after.text in _COMPARING and tokens[place + 1].upper not in {"NOT", "EXISTS"}:
                yield _needs_brackets(token, tokens[place + 1])


def _needs_brackets(word: SparqlWord, token: SparqlWord) -> Mistake:
    return Mistake(word.start, token.end, N_("{word} needs brackets around what it compares: {word}(…)"), {"word": word.upper})  # fmt: skip


def _after_brackets(tokens: list[SparqlWord], place: int) -> SparqlWord | None:
    """The token after the bracket that closes the one at a place."""
    depth = 0
    for at, token in enumerate(tokens[place:], place):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return tokens[at + 1] if at + 1 < len(tokens) else None
    return None


def _bare_optionals(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'OPTIONAL ?u rdfs:label ?l': what may be missing, is taken away or comes from a graph is in braces."""
    for before, token in pairwise(tokens):
        if before.upper in {"OPTIONAL", "MINUS", "UNION"} and before.kind == "word" and token.text != "{":
            yield Mistake(before.start, token.end, N_("{word} needs braces: {word} {{ … }}"), {"word": before.upper})  # fmt: skip


def _separators(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'GROUP_CONCAT(?l, ",")': what stands between is named."""
    for word, opening, variable, sign, text in zip(
        tokens, tokens[1:], tokens[2:], tokens[3:], tokens[4:], strict=False
    ):
        if word.upper == "GROUP_CONCAT" and opening.text == "(" and variable.kind == "variable" and sign.text == ",":
            right = f"; SEPARATOR={text.text}"
            yield Mistake(sign.start, text.end, N_("What stands between the values is named: GROUP_CONCAT({variable}{right})"), {"variable": variable.text, "right": right}, Fix(sign.start, text.end, right))  # fmt: skip


def _stars(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'SELECT * … GROUP BY ?t': groups have columns of their own."""
    star = next((one for before, one in pairwise(tokens) if before.upper == "SELECT" and one.text == "*"), None)
    grouped = next((after for before, one, after in zip(tokens, tokens[1:], tokens[2:], strict=False) if (before.upper, one.upper) == ("GROUP", "BY")), None)  # fmt: skip
    if (
        star is not None
        and grouped is not None
        and grouped.kind == "variable"
        and sum(one.upper == "SELECT" for one in tokens) == 1
    ):
        right = f"{grouped.text} (COUNT(*) AS ?n)"
        yield Mistake(star.start, star.end, N_("With GROUP BY, name the columns instead of *: {right}"), {"right": right}, Fix(star.start, star.end, right))  # fmt: skip


def _directions(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'ORDER BY ?x DESC': the direction comes first."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else token
        is_followed = place + 1 < len(tokens) and tokens[place + 1].text == "("
        if token.upper in {"ASC", "DESC"} and before.kind == "variable" and not is_followed:
            right = f"{token.upper}({before.text})"
            fix = Fix(before.start, token.end, right)
            yield Mistake(before.start, token.end, N_("The direction comes before the column: {right}"), {"right": right}, fix)  # fmt: skip


def _limits(tokens: list[SparqlWord]) -> Iterator[Mistake]:
    """'LIMIT 10, 20': rows to leave out have a word of their own."""
    for word, first, sign, second in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if word.upper == "LIMIT" and sign.text == "," and {first.kind, second.kind} == {"number"}:
            right = f"LIMIT {second.text} OFFSET {first.text}"
            yield Mistake(word.start, second.end, N_("LIMIT takes one number: {right}"), {"right": right}, Fix(word.start, second.end, right))  # fmt: skip
