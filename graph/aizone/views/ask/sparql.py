"""The choices that the SPARQL page offers for the parameters of a question."""

from __future__ import annotations

from collections.abc import Iterable

from ...i18n import Lang
from ...iri import expand
from ...queries.records import NamedEntity

_FREE = "any"
_DATATYPE = "xsd:"
_GROUP = "id:unit-group/"


def is_chosen(kind: str) -> bool:
    """True if a parameter of a kind is chosen from a list; others are typed."""
    return kind != _FREE and not kind.startswith(_DATATYPE)


def choices(entities: Iterable[NamedEntity], lang: Lang) -> dict[str, str]:
    """The options of a list: CURIE to name, real entities before invented examples, collective owners after units.

    Args:
        entities: those of the parameter's kind.
        lang: language of the names; Chinese where there is none.
    """
    found: dict[str, str] = {}
    for row in sorted(entities, key=lambda row: (row.fictional, row.node.startswith(_GROUP), expand(row.node).value)):
        found.setdefault(row.node, (row.en if lang == "en" else row.zh) or row.zh)
    return found
