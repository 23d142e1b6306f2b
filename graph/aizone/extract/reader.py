"""`Outline` -> `Reading`: a plan's head, goals, work and groups, strung together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec import Struct
from pyoxigraph import NamedNode

from ..errors import N_, DocumentError
from ..model import DecidedHead, Issue, Outline, PlanFact, Reading, TextSpan
from ..model.units import Place
from ..outline.tables import plans_without_owners
from ..units import Resolver
from ..units.names import normalize
from ..units.places import places_named_first, read_off
from ..units.plan_place import find_place, issuing_unit
from .contributions import extract_contributions
from .described_bodies import described_bodies
from .goals import find_goals, goals_stated_elsewhere
from .head import PlanMetadata, cited_documents, cited_without_marks, read_metadata, short_titles
from .indicator_tables import STYLE, unread_indicators, with_indicator_owners, with_indicator_tables
from .knowledge import Knowledge
from .mentions.names_in_text import NamesInText
from .mentions.own_object import find_own_object
from .missing_numbers import missing_numbers, repeated_numbers
from .openings import find_passages
from .owners.annotations import CollectedLists, collect_owner_lists
from .owners.assignments import expand_groups, find_lead_rule
from .owners.duty_lines import with_duty_lines
from .owners.tables import unread_tables
from .plan_context import PlanContext
from .unnumbered import with_unnumbered, without_numbers
from .unread_numbers import numbers_not_read
from .work import find_work

AS_WRITTEN = DecidedHead()
"""A head that stays as the document says."""
_HEAD = 4_000
"""The code points of a text that show which language it is in."""
# '规划'
_HAN = re.compile("[\u4e00-\u9fff]")
# 'Plan': a word
_LATIN = re.compile(r"[A-Za-z]{2,20}\b")
_FEWEST_WORDS = 8


class Issuer(Struct, frozen=True, gc=False):
    """The body that issued a plan, by its full name, and the resolver of names in the plans of its place."""

    resolver: Resolver
    name: str | None
    unit: NamedNode | None


def read_plan(outline: Outline, knowledge: Knowledge, decided: DecidedHead = AS_WRITTEN) -> Reading:
    """Read one plan.

    Args:
        outline: the document's structure.
        knowledge: registries and gazetteers.
        decided: what a person decided about its head; names are then those of the place and year decided.

    Returns:
        everything found, with an issue for whatever was unclear; nothing is dropped silently.

    Raises:
        DocumentError: the document is not a plan: no title, or neither numbered sections nor owner lists.
    """
    document = outline.document
    text = document.text
    outline = with_unnumbered(with_indicator_owners(with_indicator_tables(with_duty_lines(outline))))
    lists = collect_owner_lists(outline)
    head = _with_decided(_checked_head(outline, lists), decided)
    place = _decided_place(decided, knowledge)
    if place is None:
        place = find_place(knowledge.registry, head.issuer, head.title, [span.of(text) for span in outline.preamble])
    issuer = _issuer(head, place, knowledge)
    resolver = issuer.resolver
    entities = knowledge.entities.of_place(resolver.place)
    context = PlanContext(
        text=text,
        topics=knowledge.topics,
        entities=entities,
        names=NamesInText(TextSpan.whole(text), entities, knowledge.topics),
        resolver=resolver,
        lead_rule=find_lead_rule(outline, lists.in_order, knowledge.order_rule),
        lists=lists,
        first_year=head.first_year,
        this_year=head.this_year,
        end_year=head.end,
        own=find_own_object(TextSpan.at(text, head.title_span), entities),
        short_titles=short_titles(text),
        explain=knowledge.explain,
    )
    stated = find_goals(outline, context)
    goals = stated.goals
    work = find_work(outline, context, {goal.path for goal in goals})
    read = {goal.path for goal in goals} | {task.path for task in work.tasks}
    beside = goals_stated_elsewhere(outline, context, read)
    elsewhere = beside.goals
    contributions = extract_contributions(text, goals, elsewhere, work, explain=knowledge.explain)
    passages = find_passages(outline, context, [task.section for task in work.tasks])
    tasks, unknown_members = expand_groups(text, work.tasks, work.areas, resolver, explain=knowledge.explain)
    plan = PlanFact(
        title=head.title,
        title_span=head.title_span,
        number=head.number,
        issuer=issuer.name,
        issuer_unit=issuer.unit,
        issuer_span=head.issuer_span,
        issued=head.issued,
        start=head.start,
        end=head.end,
        place=resolver.place,
        cited=(*cited_documents(outline, context.entities), *cited_without_marks(text, passages, tasks)),
    )
    issues = [
        *_unclear_place(head, resolver),
        *document.issues,
        *lists.issues,
        *unread_tables(document),
        *unread_indicators(document),
        *missing_numbers(outline),
        *repeated_numbers(tasks),
        *without_numbers(outline),
        *work.issues,
        *numbers_not_read(text, (*stated.unread, *beside.unread)),
        *unknown_members,
        *([] if tasks else [Issue("no-tasks", {"zh": "没有读到任务。", "en": "No task was found in the document."})]),
    ]
    return Reading(
        outline=outline,
        plan=plan,
        goals=(*goals, *elsewhere),
        areas=tuple(work.areas),
        tasks=tasks,
        contributions=contributions,
        passages=passages,
        issues=tuple(sorted(issues, key=_issue_order)),
        bodies=described_bodies(plan, tasks, resolver),
    )


def _checked_head(outline: Outline, lists: CollectedLists) -> PlanMetadata:
    """The head of a plan; anything that is not a plan is refused."""
    states_indicators = any(section.style == STYLE for section in outline.sections)
    head = read_metadata(outline, has_owners=bool(lists.in_order) or states_indicators)
    if head is not None and outline.sections:
        return head
    if not _is_chinese(outline.document.text):
        what = N_("is not in Chinese; aizone reads plans in Chinese only.")
        raise DocumentError(outline.document.name, what, N_("Give the Chinese text of the plan."))
    if head is None:
        what = N_("does not look like a plan: it has no title that names a plan.")
    elif any(plans_without_owners(outline.document.text, table) for table in outline.document.tables):
        what = N_("has a table of tasks that says nowhere who is responsible.")
        cure = N_("Add a column 责任单位, write the unit above the table, or say what its marks mean (A=牵头).")
        raise DocumentError(outline.document.name, what, cure)
    else:
        what = N_("does not look like a plan: it has no numbered section.")
    raise DocumentError(outline.document.name, what, N_("Check that it is the plan's full text."))


def _is_chinese(text: str) -> bool:
    """Tell whether a text has more Chinese characters than words in Latin letters, or few of these."""
    head = text[:_HEAD]
    words = len(_LATIN.findall(head))
    return words < _FEWEST_WORDS or len(_HAN.findall(head)) >= words


def _issue_order(issue: Issue) -> tuple[int, str]:
    return (issue.span.start if issue.span else -1, issue.code)


def _with_decided(head: PlanMetadata, decided: DecidedHead) -> PlanMetadata:
    """The head of a plan with what a person decided about it."""
    if decided == AS_WRITTEN:
        return head
    return replace(
        head,
        title=head.title if decided.title is None else decided.title,
        number=head.number if decided.number is None else decided.number or None,
        issued=head.issued if decided.issued is None else decided.issued or None,
        start=head.start if decided.start is None else int(decided.start or 0) or None,
        end=head.end if decided.end is None else int(decided.end or 0) or None,
    )


def _decided_place(decided: DecidedHead, knowledge: Knowledge) -> Place | None:
    """The place that a person decided on: one of the registries, or one known by its name alone; None when none was decided on."""
    if decided.place is None:
        return None
    known = knowledge.registry.places.get(decided.place)
    if known is not None or not decided.place_name:
        return known
    named = read_off(decided.place_name, None)
    return named if named.iri == decided.place else None


def _issuer(head: PlanMetadata, place: Place | None, knowledge: Knowledge) -> Issuer:
    """The issuer of a plan and the resolver for its place; the head's words when no unit is known by them."""
    year = int(head.issued[:4]) if head.issued else head.start
    resolver = knowledge.resolver(place, year)
    unit = issuing_unit(head.issuer, resolver.registry) if head.issuer else None
    if unit is None and head.issuer:
        unit = resolver.unit_named(head.issuer)
    if unit is None:
        return Issuer(resolver, head.issuer, None)
    return Issuer(resolver, unit.label, unit.iri)


def _unclear_place(head: PlanMetadata, resolver: Resolver) -> list[Issue]:
    if resolver.place is not None:
        return []
    named = head.issuer or head.title
    several = places_named_first(normalize(named), resolver.registry)
    if len(several) > 1:
        message = {
            "zh": f"“{named}”可能属于{'、'.join(_with_surroundings(several, resolver))}，单位简称按原文保留。",
            "en": f"'{named}' may be of {', '.join(_with_surroundings(several, resolver))}; short names are kept as written.",
        }
        return [Issue("place-unknown", message, head.issuer_span or head.title_span)]
    message = {
        "zh": f"未能确定“{named}”所属地区，单位简称按原文保留。",
        "en": f"The place of '{named}' is unknown; short names are kept as written.",
    }
    return [Issue("place-unknown", message, head.issuer_span or head.title_span)]


def _with_surroundings(places: Sequence[Place], resolver: Resolver) -> list[str]:
    """Places of one name, each after the place around it: 南京市鼓楼区."""
    around = resolver.registry.places
    return sorted((around[place.parent].label if place.parent in around else "") + place.label for place in places)
