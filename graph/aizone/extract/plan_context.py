"""The context of one plan: its text and what is known of it before its goals and tasks are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..model import MentionFact, Section, Span, TargetFact, TextSpan
from ..text.damage import mended
from ..units import Resolver
from .mentions import extract_mentions
from .mentions.gazetteer import Gazetteer
from .mentions.names_in_text import NamesInText
from .mentions.own_object import OwnObject, short_mentions
from .mentions.topics import extract_topics
from .owners.annotations import CollectedLists
from .owners.assignments import LeadRule
from .targets import TargetsRead, read_targets


@dataclass(frozen=True, slots=True)
class PlanContext:
    """The facts that hold for every goal and task of a plan; nothing changes them.

    `end_year` and `first_year` date numbers, `this_year` is the one of months without a year and of 今年; `explain` makes facts name
    the rules they were read by. `own` is what the title says the plan is for, `short_titles` what the plan calls documents for short.
    """

    text: str
    topics: Gazetteer
    entities: Gazetteer
    names: NamesInText
    resolver: Resolver
    lead_rule: LeadRule
    lists: CollectedLists
    first_year: int | None
    this_year: int | None
    end_year: int | None
    own: OwnObject | None = None
    short_titles: Mapping[str, str] = field(default_factory=dict)
    explain: bool = False

    def at(self, span: Span) -> TextSpan:
        """A span of the plan's text."""
        return TextSpan.at(self.text, span)

    def heading(self, section: Section) -> str:
        """A section's heading, mended where characters were lost."""
        heading = section.heading
        return mended(self.text[heading.start : heading.end])

    def mentions(self, passage: TextSpan) -> list[MentionFact]:
        """The named things of a passage, the plan's own object also by its short word, in text order."""
        found = extract_mentions(passage, self.entities, names=self.names, explain=self.explain)
        if self.short_titles:
            found = [self._by_full_title(mention) for mention in found]
        if self.own is None:
            return found
        short = short_mentions(passage, self.own, found, explain=self.explain)
        return sorted([*found, *short], key=lambda mention: (mention.span.start, -mention.span.end)) if short else found

    def _by_full_title(self, mention: MentionFact) -> MentionFact:
        """A cited document by its full title, also where the plan uses the short one."""
        title = self.short_titles.get(mention.label) if mention.entity_type == "PolicyDocument" else None
        if title is None:
            return mention
        known = self.entities.naming(TextSpan.whole(title))
        return replace(mention, label=known.label if known else title, entity=known.iri if known else None)

    def targets(self, spans: Iterable[Span], *, due: str | None = None, subject: str | None = None) -> TargetsRead:
        """The numeric targets of some passages, dated by the plan's years, or by when the work is due that they are about.

        Args:
            spans: the passages.
            due: the deadline of that work.
            subject: what numbers count that say nothing themselves.
        """
        passages = [TextSpan(self.text, span.start, span.end) for span in spans]
        read = read_targets(
            passages,
            end_year=self.end_year,
            first_year=self.first_year,
            explain=self.explain,
            due=due,
            subject=subject,
        )
        if all(target.scope_span is None for target in read.targets):
            return read
        return replace(read, targets=[self._with_topics(target) for target in read.targets])

    def _with_topics(self, target: TargetFact) -> TargetFact:
        """A target with the concepts that its scope names."""
        if target.scope_span is None:
            return target
        return replace(target, topics=tuple(extract_topics([self.at(target.scope_span)], self.topics, self.names)))
