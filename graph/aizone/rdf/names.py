"""The IRIs of one plan: each thing in it is named after its position or its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from ..iri import encode_segment, mint, path_slug, plan_iri
from ..model import AssignmentFact, MeasureFact, Reading, Section, Span
from ..model.units import UnitGroup
from ..vocab import DCTERMS

# 'PolicyDocument' becomes 'policy-document': a class name splits before each capital but the first
_CLASS_SEGMENT = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Mints the IRIs of one plan.

    A path printed twice (numbering that restarts) gets '~2', '~3' ... in document order, so that each keeps its own name.
    """

    slug: str
    place: str  # slug of the plan's place, for things named in it
    located: NamedNode | None = None  # the plan's place
    sections: dict[int, NamedNode] = field(default_factory=dict)  # by the start of the section's mark
    relative: dict[NamedNode, UnitGroup] = field(default_factory=dict)  # groups that mean something in this plan only

    @property
    def plan(self) -> NamedNode:
        """The plan, and its named graph."""
        return plan_iri(self.slug)

    @property
    def document(self) -> NamedNode:
        """The document it was read from."""
        return mint("plan", self.slug, "document")

    @property
    def extraction(self) -> NamedNode:
        """The activity that read it."""
        return mint("plan", self.slug, "extraction")

    def placed(self, node: NamedNode) -> Iterator[Quad]:
        """The place of something that only the plan names: the plan's own."""
        if self.located is not None:
            yield Quad(node, DCTERMS.spatial, self.located, self.plan)

    def section(self, section: Section) -> NamedNode:
        """A section; also the goal, task area or task it is."""
        return self.sections[section.mark.start]

    def measure(self, task: NamedNode, measure: MeasureFact) -> NamedNode:
        """A measure of a task."""
        return NamedNode(f"{task.value}/m{measure.clause}")

    def owner(self, fact: AssignmentFact) -> NamedNode:
        """The owner of an assignment: the unit or group, or a provisional one of this plan for a name that is not known."""
        if fact.unit is not None:
            return self.group(fact.unit)
        return mint("plan", self.slug, "group" if fact.kind == "group" else "unresolved", one_segment(fact.written))

    def group(self, node: NamedNode) -> NamedNode:
        """A unit or group as this plan's graph names it: a relative group (各牵头单位) is the plan's own."""
        relative = self.relative.get(node)
        return node if relative is None else mint("plan", self.slug, "group", one_segment(relative.label))

    def assignment(self, measure: NamedNode, fact: AssignmentFact) -> NamedNode:
        """An assignment: its measure, role and owner; the group it follows from when it is not written."""
        owner = (fact.unit or self.owner(fact)).value.rsplit("/", 1)[-1]
        via = "" if fact.from_group is None else "/" + fact.from_group.value.rsplit("/", 1)[-1]
        return NamedNode(f"{measure.value}/{fact.role}{via}/{owner}")

    def work_item(self, section: Section, clause: int | None) -> NamedNode:
        """A task area, a task, or one of its measures by its number."""
        node = self.section(section)
        return node if clause is None else NamedNode(f"{node.value}/m{clause}")

    def contribution(self, item: NamedNode, served: NamedNode) -> NamedNode:
        """A contribution: its work item, and the goal, target or aim that it serves."""
        return NamedNode(f"{item.value}/serves/{served.value.removeprefix(self.plan.value + '/')}")

    def aim(self, goal: NamedNode, position: int) -> NamedNode:
        """An aim without a number: its goal and its position there, from 1."""
        return NamedNode(f"{goal.value}/a{position}")

    def target(self, holder: NamedNode, position: int) -> NamedNode:
        """A target: its holder and its position there, from 1."""
        return NamedNode(f"{holder.value}/t{position}")

    def at(self, holder: NamedNode, kind: str, span: Span) -> NamedNode:
        """Something named by its position: a mention, a topic."""
        return NamedNode(f"{holder.value}/{kind}/{span.start}-{span.end}")

    def span(self, span: Span) -> NamedNode:
        """The evidence annotation of a passage."""
        return mint("plan", self.slug, "span", f"{span.start}-{span.end}")

    def finding(self, code: str, span: Span | None) -> NamedNode:
        """Something that a person should check."""
        return mint("plan", self.slug, "finding", code, f"{span.start}-{span.end}" if span else "plan")

    def entity(self, entity_type: str, label: str, *, is_general: bool = False) -> NamedNode:
        """A named thing that is in no gazetteer.

        A policy document has one name wherever it is cited; any other thing has one in the plans of a place, unless its name
        is so general that another plan means another thing by it.
        """
        segment = _CLASS_SEGMENT.sub("-", entity_type).lower()
        if is_general:
            return mint("plan", self.slug, segment, one_segment(label))
        if entity_type == "PolicyDocument":
            return mint(segment, one_segment(label))
        return mint(segment, self.place, one_segment(label))


def one_segment(text: str) -> str:
    """Text as a single segment: a slash in it does not separate."""
    return encode_segment(text.replace("/", "\u2215"))


def plan_names(reading: Reading, slug: str) -> PlanNames:
    """The names of a plan that was read."""
    place = reading.plan.place.value.rsplit("/", 1)[-1] if reading.plan.place else slug
    relative = {body.iri: body for body in reading.bodies if isinstance(body, UnitGroup) and body.relative}
    names = PlanNames(slug, place, reading.plan.place, relative=relative)
    taken: dict[str, int] = {}
    for section in reading.outline.walk():
        path = path_slug(section.printed_path)
        taken[path] = taken.get(path, 0) + 1
        suffix = f"~{taken[path]}" if taken[path] > 1 else ""
        names.sections[section.mark.start] = mint("plan", slug, path + suffix)
    return names


def plan_slug(reading: Reading) -> str:
    """The slug a plan gets by default: its place and years ('hefei-2020-2023').

    A place with a registry has few plans of the same years. Any other may have many (the State Council's), so a digest of
    title and number follows its name; the digest is used alone when the place is unknown or its name not in Latin letters.
    """
    plan = reading.plan
    place = plan.place.value.rsplit("/", 1)[-1] if plan.place else ""
    years = [str(year) for year in dict.fromkeys((plan.start, plan.end)) if year is not None]
    if not place or not place.isascii():
        return "-".join([f"plan-{_digest(reading)}", *years])
    is_registered = all(body.iri != plan.place for body in reading.bodies)
    return "-".join([place, *years] if is_registered else [place, *years, _digest(reading)[:6]])


def distinct_slug(reading: Reading) -> str:
    """The slug of a plan that shares place and years with another one: a digest of its title and number is added."""
    short, digest = plan_slug(reading), _digest(reading)[:6]
    return short if digest in short else f"{short}-{digest}"


def _digest(reading: Reading) -> str:
    plan = reading.plan
    return hashlib.sha256(f"{plan.title}\n{plan.number or ''}".encode()).hexdigest()[:10]
