"""One plan in reading order as records: sections, measures with their words, owners, and the names in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import NamedPassage, PlanMeasure, PlanSection, Responsibility
from ..store import Store
from .labels import read_labels


@dataclass(frozen=True, slots=True)
class PlanText:
    """The text of one plan, as far as the workspace holds it.

    `sections` has a record per section and class, `measures` one per measure, both in document order; `owners` are those
    that owner lists name (members of a collective owner left out), by measure and rank; `named` are the passages that name
    a thing or state a target, in the order of the text. `labels` names the plan, its sections and its owners.
    """

    plan: str
    sections: tuple[PlanSection, ...]
    measures: tuple[PlanMeasure, ...]
    owners: tuple[Responsibility, ...]
    named: tuple[NamedPassage, ...]
    labels: Mapping[str, str]


def read_plan_text(store: Store, plan: str, lang: Lang) -> PlanText:
    """Read one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of names and summaries; the plan's own sentences stay as written.
    """
    iri = expand(plan)
    sections = tuple(answers(store, "sections_of_plan", PlanSection, plan=iri))
    owners = answers(store, "responsibilities_as_written", Responsibility, plan=iri)
    nodes = (plan, *(row.node for row in sections), *(row.unit for row in owners))
    return PlanText(
        plan=plan,
        sections=sections,
        measures=tuple(answers(store, "measures_of_plan", PlanMeasure, lang=lang, plan=iri)),
        owners=tuple(sorted(owners, key=lambda row: (row.item, row.rank, row.assignment))),
        named=tuple(answers(store, "named_in_plan", NamedPassage, plan=iri)),
        labels=read_labels(store, nodes, lang),
    )
