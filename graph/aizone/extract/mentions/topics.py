"""Topics: the technologies and application fields a measure speaks of, by the labels of the SKOS schemes."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import TextSpan, TopicFact
from .gazetteer import DAMAGE, Gazetteer


def extract_topics(passages: Sequence[TextSpan], gazetteer: Gazetteer) -> list[TopicFact]:
    """The concepts named in some passages, each once, at its first mention.

    Args:
        passages: heading and words of a measure, in order.
        gazetteer: labels of concepts.
    """
    found = gazetteer.find_first(passages)
    damaged = [passage for passage in passages if passage.text.find(DAMAGE, passage.start, passage.end) >= 0]
    if damaged:
        by_iri = {hit.entry.iri: hit for hit in found}
        for passage in damaged:
            for hit in gazetteer.find_damaged(passage):
                by_iri.setdefault(hit.entry.iri, hit)
        found = list(by_iri.values())
    return [TopicFact(hit.entry.iri, hit.entry.label, hit.span) for hit in found]
