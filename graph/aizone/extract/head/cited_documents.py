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


# '《云江市服务事项通用目录》（以下简称《通用目录》）': a short title and what it is short for
_SHORT_TITLE = re.compile(
    r"《(?P<title>[^《》\n]{2,90})》[^《》。\n]{0,40}?[（(]以下简称[：:“]?《(?P<short>[^《》\n]{2,40})》"
)


def short_titles(text: str) -> dict[str, str]:
    """The full titles of documents by the short ones that a plan says it uses for them.

    Examples:
        >>> short_titles("公布《云江市服务事项通用目录》（以下简称《通用目录》），更新《通用目录》")
        {'通用目录': '云江市服务事项通用目录'}
    """
    if "以下简称" not in text:
        return {}
    return {joined(found["short"]): joined(found["title"]) for found in _SHORT_TITLE.finditer(text)}


def cited_documents(outline: Outline, gazetteer: Gazetteer) -> tuple[CitedDocument, ...]:
    """The policy documents named between 《》, each once, without the plan itself; known ones by their full title."""
    text = outline.document.text
    own = {joined(span.of(text)) for span in outline.preamble} | set(short_titles(text))
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
