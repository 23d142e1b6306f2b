"""Topics: which technologies and application fields a measure speaks of, by the labels of the SKOS schemes."""

from __future__ import annotations

from ...model import Span, TopicFact
from .gazetteer import DAMAGE, Gazetteer


def extract_topics(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[TopicFact]:
    """The concepts named in some passages, each once, at its first mention.

    Args:
        text: the document's text.
        spans: passages (heading and words of a measure), in order.
        gazetteer: labels of concepts.
    """
    found = gazetteer.find_first(text, spans)
    damaged = [span for span in spans if text.find(DAMAGE, span.start, span.end) >= 0]
    if damaged:
        by_iri = {hit.entry.iri: hit for hit in found}
        for span in damaged:
            for hit in gazetteer.find_damaged(text, span):
                by_iri.setdefault(hit.entry.iri, hit)
        found = list(by_iri.values())
    return [TopicFact(hit.entry.iri, hit.entry.label, hit.span) for hit in found]
