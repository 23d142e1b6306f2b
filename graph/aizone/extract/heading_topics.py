"""Topics of a heading that names several: each measure below is about those it names, where the measures divide them.

What a heading is about its measures are about, too ('培养引进专门人才'). '发展智慧农业和文旅' is about two things, and the measure on farms is not
about tourism.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..model import MeasureFact, Section
from .mentions.topics import extract_topics
from .plan_context import PlanContext

_FEWEST = 2


def with_topics_divided(measures: Sequence[MeasureFact], section: Section, context: PlanContext) -> list[MeasureFact]:
    """The measures of a task, without topics of its heading that others of them name and they do not.

    A measure that names none of those topics keeps all of them, as do all where one of the topics is named by no measure.
    """
    heading = section.heading
    shared = {
        topic.concept
        for measure in measures[:1]
        for topic in measure.topics
        if heading.start <= topic.span.start < heading.end
    }
    if len(measures) < _FEWEST or len(shared) < _FEWEST:
        return list(measures)
    named = [
        {topic.concept for topic in extract_topics([context.at(measure.span)], context.topics, context.names)} & shared
        for measure in measures
    ]
    if set().union(*named) != shared:
        return list(measures)
    return [
        measure
        if not own
        else replace(
            measure,
            topics=tuple(topic for topic in measure.topics if topic.concept not in shared or topic.concept in own),
        )
        for measure, own in zip(measures, named, strict=True)
    ]
