"""Habits of other query languages that SPARQL refuses: commas between columns, COUNT without brackets, DESC after its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..errors import N_
from .mistake import Fix, Mistake
from .sparql_words import AGGREGATES, SparqlWord

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
            yield Mistake(before.start, token.end, N_("{word} needs brackets around what it compares: {word}(…)"), {"word": before.upper})  # fmt: skip


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
