"""Topics: which technologies and application fields a measure speaks of, by the labels of the SKOS schemes."""

from __future__ import annotations

from ..model import Span, TopicFact
from .gazetteer import DAMAGE, Gazetteer


def extract_topics(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[TopicFact]:
    """The concepts named in some passages, each once, at its first mention.

    Args:
        text: the document's text.
        spans: passages (heading and words of a measure), in order.
        gazetteer: labels of concepts.
    """
    found: dict[str, TopicFact] = {}
    for span in spans:
        hits = gazetteer.find_first(text, span)
        if text.find(DAMAGE, span.start, span.end) >= 0:
            hits.extend(gazetteer.find_damaged(text, span))
        for hit in hits:
            iri = hit.entry.iri.value
            if iri not in found:
                found[iri] = TopicFact(hit.entry.iri, hit.entry.label, hit.span)
    return list(found.values())
