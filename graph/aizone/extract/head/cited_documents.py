"""Policy documents that a plan cites between 《》."""

from __future__ import annotations

import re

from ...model import CitedDocument, Outline, Span, TextSpan
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
