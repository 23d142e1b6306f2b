"""Cautions about a query that the engine accepts and that hardly means what it says, each at its place, with a fix where there is one.

Only the text of the query is looked at, never the data: a caution given here holds for any workspace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..errors import N_
from ..vocab import AZ
from .mistake import Fix, Mistake
from .mistakes import odd_names
from .sparql_words import SparqlWord, sparql_words

_FROM_ABOVE = frozenset({AZ.servesGoal.value, AZ.servesTarget.value})
"""Properties that are stated of a task or area once, and hold for the measures below it."""
_OF_MEASURES = frozenset(
    one.value
    for one in (AZ.leadUnit, AZ.responsibleUnit, AZ.supportUnit, AZ.superviseUnit, AZ.assignment, AZ.workItem, AZ.unit)
)
"""Properties that are stated of measures alone."""
_OWNERS = frozenset(
    one.value for one in (AZ.leadUnit, AZ.responsibleUnit, AZ.supportUnit, AZ.superviseUnit, AZ.assignment)
)
_ABOVE = frozenset({AZ.Task.value, AZ.TaskArea.value})
_BETWEEN = frozenset({AZ.partOf.value, AZ.hasPart.value})


def cautions(text: str) -> list[Mistake]:
    """Hints about what is hardly meant in a query that was answered.

    Args:
        text: the query.
    """
    words = sparql_words(text)
    found = (*odd_names(text), *_goals_above(words), *_owners_below(words))
    return [replace(one, is_hint=True) for one in found]


def _goals_above(words: list[SparqlWord]) -> Iterator[Mistake]:
    """'?m az:leadUnit ?u ; az:servesGoal ?g' leaves out the measures whose task or area serves the goal: most of them."""
    terms = {word.start: term for word in words if (term := _term(word))}
    if not _OF_MEASURES & set(terms.values()) or _BETWEEN & set(terms.values()):
        return
    for place, word in enumerate(words):
        after_sign = place and words[place - 1].text in {"/", "^", "|", "!", "("}
        if terms.get(word.start) in _FROM_ABOVE and not after_sign:
            above = _written(word).replace(terms[word.start].removeprefix(AZ.base), "partOf")
            yield _better(
                word,
                f"{above}?/{above}?/{_written(word)}",
                N_("A measure also serves what its task and area serve; {term} alone leaves that out. To count it, write {right}"),
            )  # fmt: skip


def _owners_below(words: list[SparqlWord]) -> Iterator[Mistake]:
    """'?t a az:Task ; az:leadUnit ?u' has no rows: units own the measures of a task."""
    told = list(_statements(words))
    above = {subject.text for subject, term, value in told if term.text in {"a", "rdf:type"} and _term(value) in _ABOVE}
    for subject, term, _value in told:
        if subject.text in above and _term(term) in _OWNERS:
            below = _written(term).replace(_term(term).removeprefix(AZ.base), "hasPart")
            yield _better(
                term,
                f"{below}+/{_written(term)}",
                N_("Units own measures: a task or area has no {term} of its own. For that of its measures, write {right}"),
            )  # fmt: skip


def _better(word: SparqlWord, right: str, message: str) -> Mistake:
    """A caution about a property, with the path to write instead."""
    written = _written(word)
    end = word.start + len(written)
    return Mistake(word.start, end, message, {"term": written, "right": right}, Fix(word.start, end, right))


def _written(word: SparqlWord) -> str:
    """A property as it is written, without the path that goes on from it."""
    return word.text.partition("/")[0] if word.kind == "name" else word.text


def _statements(words: list[SparqlWord]) -> Iterator[tuple[SparqlWord, SparqlWord, SparqlWord]]:
    """The statements about variables: subject, the first word of the property, and the word after it; nothing within brackets counts."""
    subject = None
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if before.text in {"{", "}", "."}:
            subject = word if word.kind == "variable" else None
        elif subject is not None and (before is subject or before.text == ";"):
            yield subject, word, after


def _term(word: SparqlWord) -> str:
    """The IRI of a term of the ontology; '' for any other word."""
    if word.kind == "iri":
        return word.text[1:-1] if word.text.startswith(f"<{AZ.base}") else ""
    local = word.text.partition("/")[0].removeprefix("az:")
    return f"{AZ.base}{local}" if word.kind == "name" and word.text.startswith("az:") else ""
