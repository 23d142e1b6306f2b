"""Policy documents that a plan cites, between 《》 or without."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from ...model import CitedDocument, Outline, PassageFact, Span, TaskFact, TextSpan
from ...text.lexicon.document_numbers import DOCUMENT_NUMBER
from ..mentions.gazetteer import Gazetteer
from .title import joined

# '《玉河市产业规划》': a cited document, with its number in brackets when that follows
_CITED = re.compile(rf"《(?P<title>[^《》\n]{{2,90}})》(?:\s?[(（](?P<number>\s?{DOCUMENT_NUMBER})[)）])?")


def cited_documents(outline: Outline, gazetteer: Gazetteer) -> tuple[CitedDocument, ...]:
    """The policy documents named between 《》, each once, without the plan itself; known ones by their full title."""
    text = outline.document.text
    own = {joined(span.of(text)) for span in outline.preamble}
    found: dict[str, CitedDocument] = {}
    for match in _CITED.finditer(text):
        title = joined(match["title"])
        if title not in own:
            known = gazetteer.naming(TextSpan(text, *match.span("title")))
            label, entity = (known.label, known.iri) if known else (title, None)
            found.setdefault(label, CitedDocument(label, match["number"], Span(*match.span()), entity))
    return tuple(found.values())


def cited_without_marks(
    text: str, passages: Iterable[PassageFact], tasks: Iterable[TaskFact]
) -> tuple[CitedDocument, ...]:
    """The policy documents that are named without 《》, each once, from the mentions that were read in the text."""
    groups = [passage.mentions for passage in passages]
    groups += [measure.mentions for task in tasks for measure in task.measures]
    found: dict[str, CitedDocument] = {}
    for mention in itertools.chain.from_iterable(groups):
        if mention.entity_type == "PolicyDocument" and text[mention.span.start] != "《":
            found.setdefault(mention.label, CitedDocument(mention.label, None, mention.span, mention.entity))
    return tuple(found.values())
