"""The stages from a document to what was read from it, in this process; `apart` runs them in a bounded one."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import N_, DocumentError
from ..extract import AS_WRITTEN, Knowledge, read_plan
from ..flow.cell_tables import with_cell_tables
from ..flow.reflow import reflow
from ..flow.restore import for_reading, restore
from ..flow.split_plans import split_plans
from ..model import DecidedHead, Document, Reading
from ..model.flowed import FlowedText
from ..outline import read_outline
from .gc_pause import collector_paused

MAX_PARTS = 20_000
"""The most numbered parts and measures of a plan: the largest met have about a thousand, a million characters of dense ones 15,000."""
_EACH_NUMBER = 2
"""A number to reach counts as so many facts: it is written in twice as many statements."""
MAX_FACTS = 40_000
"""The most owners, things and numbers read from a plan: the longest met, of 200,000 characters, would have 25,000 at the density of the densest."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The plan of a document: its position among the plans that the document holds, and how many these are."""

    index: int = 0
    count: int = 1


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read a document as one plan.

    Raises:
        DocumentError: the document is not a plan.
    """
    return _read(document, reflow(document), knowledge)


def read_plans(document: Document, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Read every plan of a document, in the order of the text.

    Returns:
        one reading per plan, all with spans of the one document. A document that looks like several plans, one of which
        does not read as one, is read as a single plan.

    Raises:
        DocumentError: there is no plan in the document.
    """
    flowed = reflow(document)
    parts = split_plans(flowed)
    with collector_paused():
        if len(parts) > 1:
            try:
                return tuple(_read(document, part, knowledge) for part in parts)
            except DocumentError:
                parts = (flowed,)
        return tuple(_read(document, part, knowledge) for part in parts)


def read_part(document: Document, knowledge: Knowledge, part: PlanPart, head: DecidedHead) -> Reading:
    """Read one plan of a document that was read before, with what a person decided about its head.

    Args:
        document: the document.
        knowledge: registries and gazetteers.
        part: which plan of the document.
        head: what was decided.
    """
    flowed = reflow(document)
    return _read(document, split_plans(flowed)[part.index] if part.count > 1 else flowed, knowledge, head)


def _read(document: Document, flowed: FlowedText, knowledge: Knowledge, head: DecidedHead = AS_WRITTEN) -> Reading:
    with collector_paused():
        outline = read_outline(with_cell_tables(for_reading(document, flowed)))
        return restore(read_plan(outline, knowledge, head), flowed, document)


def check_size(reading: Reading) -> None:
    """Refuse what cannot be a plan before its graph is made and checked, which takes milliseconds per part.

    Raises:
        DocumentError: it has far more parts, or facts, than a plan.
    """
    measures = [measure for task in reading.tasks for measure in task.measures]
    parts = sum(1 for _ in reading.outline.walk()) + len(measures)
    if parts > MAX_PARTS:
        raise _too_many(
            reading, N_("reads as {count} numbered parts and measures; a plan has at most {most}."), parts, MAX_PARTS
        )
    facts = len(reading.plan.cited) + len(reading.contributions)
    facts += sum(_EACH_NUMBER * len(goal.targets) + len(goal.aims) for goal in reading.goals)
    facts += sum(len(passage.mentions) for passage in reading.passages)
    facts += sum(
        len(one.assignments) + len(one.mentions) + _EACH_NUMBER * len(one.targets) + len(one.topics) for one in measures
    )
    if facts > MAX_FACTS:
        raise _too_many(
            reading, N_("reads as {count} owners, things and numbers; a plan has at most {most}."), facts, MAX_FACTS
        )


def _too_many(reading: Reading, what: str, count: int, most: int) -> DocumentError:
    cure = N_("Split it, or check that it is the right file.")
    return DocumentError(reading.document.name, what, cure, count=count, most=most)
