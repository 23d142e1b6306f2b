"""The entities of a kind, to choose from."""

from __future__ import annotations

from ..iri import expand
from ..names.classes import KINDS
from ..queries import answers
from ..queries.records import NamedEntity
from ..store import Store


def read_entities(store: Store, kind: str) -> list[NamedEntity]:
    """The named entities of a kind of parameter, one record per entity and class, in no order.

    Args:
        store: the graph.
        kind: a class ('az:Task'), or one that covers several ('az:Unit').
    """
    classes = sorted(KINDS.get(kind, frozenset({kind})))
    return [found for name in classes for found in answers(store, "entities", NamedEntity, type=expand(name))]
