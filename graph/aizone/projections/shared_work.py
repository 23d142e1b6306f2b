"""The measures that two units own together, each with where it is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..queries import Groups, answers
from ..queries.records import Evidence, SharedMeasure
from ..store import Store


@dataclass(frozen=True, slots=True)
class SharedWork:
    """A measure that two units own, with the role and basis of each, and its words (None when it has no evidence)."""

    measure: SharedMeasure
    evidence: Evidence | None


def read_shared_work(
    store: Store,
    unit: str,
    other: str,
    lang: Lang,
    *,
    groups: Groups = "one",
    among: Collection[str] | None = None,
) -> list[SharedWork]:
    """The measures of a pair of units, in plan order, each once per combination of roles.

    Args:
        store: the graph.
        unit: CURIE of one unit.
        other: CURIE of the other.
        lang: language of labels.
        groups: whether members of a collective owner count in its place.
        among: CURIEs of the measures wanted; all of them when None.
    """
    rows = answers(
        store, "shared_items", SharedMeasure, lang=lang, groups=groups, unit=expand(unit), other=expand(other)
    )
    return [SharedWork(row, _evidence(store, row.item)) for row in rows if among is None or row.item in among]


def _evidence(store: Store, measure: str) -> Evidence | None:
    return next(iter(answers(store, "words_of_measure", Evidence, fact=expand(measure))), None)
