"""The object of a plan: the pilot zone, park or network that its title says it is for, and the short word by which the plan means it."""

from __future__ import annotations

import re

from msgspec import Struct
from pyoxigraph import NamedNode

from ...model import MentionFact, Reason, Span, TextSpan
from .gazetteer import Gazetteer
from .relations import clause_around, find_relation
from .word_lists import mention_words

# '…试验区实施方案', '…示范区建设三年行动方案': the words of a title after the object of its plan
_AFTER_OBJECT = re.compile(r"(?:建设|创建|发展|改革)?(?:总体|实施|工作|行动|三年|专项)*(?:方案|规划|计划|意见|措施)")
# '，试验区', '（试验区', '加快试验区': characters after which a short word stands by itself
_BEFORE_SHORT = re.compile(r"(?:^|[，,。；;：:、（(\s的在为对以向将由和与及到]|本|该|我市)$")
_SHORT_REACH = 6


class OwnObject(Struct, frozen=True, gc=False):
    """The thing a plan is for: its class, name and entry, and the last word of the name ('试验区'), which means it in this plan."""

    entity_type: str
    label: str
    entity: NamedNode | None
    short: str


def find_own_object(title: TextSpan, gazetteer: Gazetteer) -> OwnObject | None:
    """The object that a plan's title names, when a gazetteer knows it and the title goes on to say what kind of plan this is."""
    words = mention_words()
    for hit in gazetteer.find(title):
        if not _AFTER_OBJECT.match(title.text, hit.span.end, title.end):
            continue
        endings = [ending for ending in words.ends if hit.name.endswith(ending)]
        if endings:
            short = min(endings, key=len)
            return OwnObject(hit.entry.entity_type, hit.entry.label, hit.entry.iri, short)
    return None


def short_mentions(passage: TextSpan, own: OwnObject, taken: list[MentionFact], *, explain: bool) -> list[MentionFact]:
    """The passages that mean the plan's object by its short word alone ('提升试验区的影响力'), outside of what was found before."""
    words, text = mention_words(), passage.text
    found: list[MentionFact] = []
    at = text.find(own.short, passage.start, passage.end)
    while at >= 0:
        span = Span(at, at + len(own.short))
        before = TextSpan(text, max(passage.start, at - _SHORT_REACH), at).words
        stands_alone = _BEFORE_SHORT.search(before) is not None or before.endswith(words.cut_words)
        if stands_alone and not any(one.span.start < span.end and span.start < one.span.end for one in taken):
            clause = clause_around(passage, span.start, span.end)
            relation = find_relation(passage, clause, span.start, span.end, own.entity_type)
            why = (Reason("mention-own-object", span), relation.why) if explain else ()
            found.append(MentionFact(own.entity_type, own.label, relation.relation, span, own.entity, why))
        at = text.find(own.short, span.end, passage.end)
    return found
