"""A plan as a readable outline: headings, passages in which the things they name are marked, owner clauses as chips.

The words come from the graph: they are shown where the workspace holds a plan's text. Of other plans the outline shows
headings, our summaries, the owner lists (facts) and the positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...i18n import Lang, translator
from ...model.kinds import group_of
from ...projections.plan_text import PlanText
from ...queries.records import PlanSection
from ...text.damage import STAR
from ...wording import basis_label, role_label


@dataclass(frozen=True, slots=True)
class PassageRun:
    """A stretch of a passage; `node` and `group` name what it speaks of, both '' for plain words."""

    text: str
    node: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class PassageOwner:
    """One owner of a passage as a chip: unit, role, and how that is known."""

    unit: str
    label: str
    role: str
    role_label: str
    basis: str
    basis_label: str


@dataclass(frozen=True, slots=True)
class OutlinePassage:
    """A measure, or a paragraph that belongs to none (`node` is then its section).

    `start` and `end` are characters of the plan's text; `runs` are its words when held, else empty; `summary` is ours.
    """

    node: str
    start: int
    end: int
    runs: tuple[PassageRun, ...]
    summary: str
    owner_list: str
    owners: tuple[PassageOwner, ...]

    def speaks_of(self, node: str) -> bool:
        """True if a node is this passage, owns it, or is named in it."""
        return node == self.node or node in {owner.unit for owner in self.owners} | {run.node for run in self.runs}


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A heading with the passages under it: depth from 1, printed path, class ('Goal', 'TaskArea', 'Task' or '')."""

    node: str
    depth: int
    path: str
    label: str
    group: str
    passages: tuple[OutlinePassage, ...]


@dataclass(frozen=True, slots=True)
class OutlineText:
    """One plan in reading order.

    `text_held` says whether its sentences are here, `is_damaged` whether its words have stars for characters that were lost.
    """

    plan: str
    label: str
    parts: tuple[OutlinePart, ...]
    text_held: bool
    is_damaged: bool

    def places_of(self, node: str) -> tuple[str, ...]:
        """The passages and headings that speak of a node, in reading order."""
        found = [
            place
            for part in self.parts
            for place in [
                *([part.node] if part.node == node else []),
                *(p.node for p in part.passages if p.speaks_of(node)),
            ]
        ]
        return tuple(dict.fromkeys(found))


_HEADED = frozenset({"Goal", "TaskArea", "Task"})
"""Classes that a heading is marked as; any other section is plain text."""


def build_outline(text: PlanText, lang: Lang) -> OutlineText:
    """One plan in reading order.

    Args:
        text: the plan.
        lang: language of the wording.
    """
    owners = _owners(text, lang)
    marked = [(row.start, row.end, row.node, group) for row in text.named if (group := group_of(row.type))]
    named = sorted(marked, key=lambda one: (one[0], -one[1]))
    starts = [start for start, *_rest in named]
    passages: dict[str, list[OutlinePassage]] = defaultdict(list)
    for row in text.measures:
        words = row.text or ""
        here = named[bisect_left(starts, row.start) : bisect_left(starts, row.start + len(words))]
        runs = tuple(_runs(words, row.start, here))
        owned = owners.get(row.node, ())
        passages[row.parent].append(
            OutlinePassage(row.node, row.start, row.end, runs, row.abstract, row.owner_list, owned)
        )
    parts: dict[str, OutlinePart] = {}
    for section in text.sections:
        known = parts.get(section.node)
        own = passages.get(section.node) or _paragraphs(section)
        parts[section.node] = OutlinePart(
            node=section.node,
            depth=section.path.count("/") + 1,
            path=section.path,
            label=text.labels[section.node],
            group=section.type if section.type in _HEADED else known.group if known else "",
            passages=tuple(own),
        )
    held = any(row.text for row in text.measures) or any(row.text for row in text.sections)
    shown = [passage for part in parts.values() for passage in part.passages]
    is_damaged = any(STAR in passage.owner_list or any(STAR in run.text for run in passage.runs) for passage in shown)
    return OutlineText(text.plan, text.labels[text.plan], tuple(parts.values()), held, is_damaged)


def _paragraphs(section: PlanSection) -> list[OutlinePassage]:
    """The text of a section without measures, a passage per line."""
    lines = (section.text or "").splitlines()
    start = section.start
    return [
        OutlinePassage(section.node, start, start, (PassageRun(line),), "", "", ()) for line in lines if line.strip()
    ]


def _owners(text: PlanText, lang: Lang) -> dict[str, tuple[PassageOwner, ...]]:
    """The owners of each measure, in the order of its owner list."""
    _ = translator(lang)
    found: dict[str, list[PassageOwner]] = defaultdict(list)
    for row in text.owners:
        role, basis = role_label(row.role, _), basis_label(row.basis, _)
        found[row.item].append(PassageOwner(row.unit, text.labels[row.unit], row.role, role, row.basis, basis))
    return {measure: tuple(owners) for measure, owners in found.items()}


def _runs(text: str, start: int, named: Iterable[tuple[int, int, str, str]]) -> Iterable[PassageRun]:
    """A passage cut where something is named; of names that overlap, the first (and of those the longest) counts."""
    at = 0
    for first, last, node, group in named:
        begin, end = first - start, last - start
        if begin < at or end > len(text):
            continue
        if begin > at:
            yield PassageRun(text[at:begin])
        yield PassageRun(text[begin:end], node, group)
        at = end
    if at < len(text):
        yield PassageRun(text[at:])
