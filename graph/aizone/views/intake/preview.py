"""A plan as read, for a person who checks it before it is stored: outline, owners, unresolved names, issues.

`build_preview` gives everything a page shows (`reading_owner` the one owner it looks at, `reading_issues` what is to check);
`told` a correction in words. Keys name tasks, measures and owners of one reading ('3.0.1') and mean nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...i18n import Lang, Translate, counted, translator
from ...iri import compact
from ...model import MeasureFact, Reading
from ...text.damage import mended
from ...units import Resolver
from ...verdicts.readings import Correction
from ...wording import role_label
from ..look.formats import day
from .issues import IssueGroup, group_issues
from .owner import OwnerChip, chips_of, proposals_for


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure: its words, its owner list as written ('' for none), its owners and its deadline.

    `to_check` is set when an issue is about it, or a person changed it.
    """

    key: str
    words: str
    owner_list: str
    owners: tuple[OwnerChip, ...]
    deadline: str
    targets: int
    to_check: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its measures; `area` is the heading of its task area ('' for none)."""

    path: str
    heading: str
    area: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class NameLine:
    """An unresolved name: how often it is written, candidates as (unit, name), and where it appears first."""

    written: str
    times: int
    proposals: tuple[tuple[NamedNode, str], ...]
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The preview of one plan. `counts` are (number, what it counts), `facts` the words under the title."""

    title: str
    facts: tuple[str, ...]
    counts: tuple[tuple[int, str], ...]
    tasks: tuple[TaskLine, ...]
    issues: tuple[IssueGroup, ...]
    names: tuple[NameLine, ...]


def build_preview(read: Reading, corrected: Reading, resolver: Resolver, lang: Lang) -> Preview:
    """The preview of a plan that was read.

    Args:
        read: as the document says.
        corrected: the same with corrections applied.
        resolver: of the plan's names, for proposals.
        lang: language of the wording.
    """
    _ = translator(lang)
    plan = corrected.plan
    years = "–".join(str(year) for year in dict.fromkeys((plan.start, plan.end)) if year is not None)
    issues = tuple(group_issues(read, corrected.issues, lang))
    unclear = {".".join(key.split(".")[:2]) for group in issues for line in group.lines for key in line.keys}
    tasks = tuple(_tasks(read, corrected, unclear))
    chips = [chip for task in tasks for measure in task.measures for chip in measure.owners if chip.state != "removed"]
    targets = sum(len(goal.targets) for goal in corrected.goals)
    targets += sum(measure.targets for task in tasks for measure in task.measures)
    ngettext = counted(lang)
    goals, measures = len(corrected.goals), sum(len(task.measures) for task in tasks)
    units = len({chip.label for chip in chips})
    counts = (
        (goals, ngettext("{count} goal", "{count} goals", goals)),
        (targets, ngettext("{count} numeric target", "{count} numeric targets", targets)),
        (len(tasks), ngettext("{count} task", "{count} tasks", len(tasks))),
        (measures, ngettext("{count} measure", "{count} measures", measures)),
        (len(chips), ngettext("{count} assignment", "{count} assignments", len(chips))),
        (units, ngettext("{count} responsible unit", "{count} responsible units", units)),
    )
    return Preview(
        title=plan.title,
        facts=tuple(
            fact
            for fact in (plan.issuer or "", plan.number or "", day(plan.issued, lang) if plan.issued else "", years)
            if fact
        ),
        counts=counts,
        tasks=tasks,
        issues=issues,
        names=tuple(_names(tasks, resolver)),
    )


# --- the outline


def _tasks(read: Reading, corrected: Reading, unclear: Set[str]) -> Iterator[TaskLine]:
    areas = {area.path: mended(read.words(area.heading)) for area in read.areas}
    for at, (task, now) in enumerate(zip(read.tasks, corrected.tasks, strict=True)):
        measures = tuple(
            _measure(read, f"{at}.{index}", before, after, unclear)
            for index, (before, after) in enumerate(zip(task.measures, now.measures, strict=True))
        )
        yield TaskLine("/".join(task.path), task.heading, areas.get(task.area, "") if task.area else "", measures)


def _measure(read: Reading, key: str, before: MeasureFact, after: MeasureFact, unclear: Set[str]) -> MeasureLine:
    owners = tuple(chips_of(key, before, after))
    due = after.deadline.value if after.deadline is not None else None
    return MeasureLine(
        key=key,
        words=read.words(after.span),
        owner_list=read.words(after.owner_list) if after.owner_list is not None else "",
        owners=owners,
        deadline=due or "",
        targets=len(after.targets),
        to_check=key in unclear or any(chip.state != "read" for chip in owners),
    )


def _names(tasks: Sequence[TaskLine], resolver: Resolver) -> Iterator[NameLine]:
    """Unresolved names, the most frequent first, then in the order of the document."""
    places: dict[str, list[str]] = {}
    for task in tasks:
        for measure in task.measures:
            for chip in measure.owners:
                if not chip.is_known and chip.state != "removed":
                    places.setdefault(chip.written, []).append(chip.key)
    for written, keys in sorted(places.items(), key=lambda entry: -len(entry[1])):
        yield NameLine(written, len(keys), proposals_for(written, resolver), keys[0])


# --- corrections


def told(correction: Correction, labels: Mapping[str, str], _: Translate) -> str:
    """A correction in words; `labels` are names of units by IRI."""
    unit = labels.get(correction.unit.value, compact(correction.unit)) if correction.unit else ""
    role = role_label(correction.role, _) if correction.role else ""
    words = {
        "role": _("role: {role}"),
        "not-owner": _("not an owner"),
        "owner": _("one more owner: {role}, {unit}"),
        "unit": _("means {unit}"),
        "answers": _("its measure answers for this target"),
        "not-answers": _("its measure does not answer for this target"),
        "title": _("the plan's title"),
        "number": _("the plan's document number"),
        "issued": _("the plan's date of issue"),
        "start": _("the plan's first year"),
        "end": _("the plan's last year"),
        "place": _("the plan's place"),
    }[correction.kind]
    return words.format(role=role, unit=unit)
