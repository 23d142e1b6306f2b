"""Named things and topics, as mentions with their words."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ..model import MentionFact, TopicFact
from ..vocab import AZ, AZREL, RDF, SKOS
from .evidence import EvidenceWriter
from .literals import zh
from .names import PlanNames


def mention_quads(
    mention: MentionFact, holder: NamedNode, names: PlanNames, evidence: EvidenceWriter, *, in_work: bool = True
) -> Iterator[Quad]:
    """A named thing, what its holder does about it, and where it says so; `in_work` when the holder is a work item."""
    graph = names.plan
    entity = mention.entity or names.entity(mention.entity_type, mention.label, is_general=mention.is_general)
    yield Quad(holder, AZ[mention.relation], entity, graph)
    if mention.entity is None:
        yield Quad(entity, RDF.type, AZ[mention.entity_type], graph)
        yield Quad(entity, SKOS.prefLabel, zh(mention.label), graph)
        if mention.entity_type != "PolicyDocument":  # others cite it, too, and it may be of elsewhere
            yield from names.placed(entity)
    node = names.at(holder, "mention", mention.span)
    yield from mention_node(node, holder, entity, AZREL[mention.relation], graph, in_work=in_work)
    yield Quad(node, AZ.asWritten, Literal(evidence.words(mention.span)), graph)
    yield from evidence.cite(node, mention.span, is_name=True)


def topic_quads(topic: TopicFact, holder: NamedNode, names: PlanNames, evidence: EvidenceWriter) -> Iterator[Quad]:
    """A technology or field that the measure is about."""
    node = names.at(holder, "topic", topic.span)
    yield Quad(holder, AZ.about, topic.concept, names.plan)
    yield from mention_node(node, holder, topic.concept, AZREL.about, names.plan, in_work=True)
    yield from evidence.cite(node, topic.span, is_name=True)
    yield Quad(node, AZ.asWritten, Literal(evidence.words(topic.span)), names.plan)


def mention_node(
    node: NamedNode, holder: NamedNode, entity: NamedNode, relation: NamedNode, graph: NamedNode, *, in_work: bool
) -> Iterator[Quad]:
    """The mention itself: its holder (a work item, or else the plan or a clause), the thing named, and in which relation."""
    yield Quad(node, RDF.type, AZ.Mention, graph)
    yield Quad(node, AZ.workItem if in_work else AZ.mentionedIn, holder, graph)
    yield Quad(node, AZ.entity, entity, graph)
    yield Quad(node, AZ.relation, relation, graph)
