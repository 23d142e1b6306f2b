"""Named things outside of measures: in the head, the opening chapter, the goals, and the openings of chapters and task areas."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..model import MentionFact, Outline, PassageFact, Section
from .plan_context import PlanContext


def find_passages(outline: Outline, context: PlanContext, tasks: Collection[Section]) -> tuple[PassageFact, ...]:
    """The passages outside of tasks that name things, in document order; that of the head first, with no section.

    Args:
        outline: the document's structure.
        context: the plan's.
        tasks: sections whose words are read as measures.
    """
    read = {task.mark.start for task in tasks}
    found = [PassageFact(None, tuple(_in_head(outline, context)))]
    for section in outline.walk():
        if section.mark.start not in read and section.body and not section.rows:
            mentions = [mention for span in section.body for mention in context.mentions(context.at(span))]
            found.append(PassageFact(section, tuple(mentions)))
    return tuple(passage for passage in found if passage.mentions)


def _in_head(outline: Outline, context: PlanContext) -> Iterator[MentionFact]:
    """Known names before the first section, title included; cited documents are facts of the plan already."""
    for span in outline.preamble:
        for mention in context.mentions(context.at(span)):
            if mention.entity is not None and mention.entity_type != "PolicyDocument":
                yield mention
