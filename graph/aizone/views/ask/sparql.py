"""The choices that the SPARQL page offers for the parameters of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...i18n import Lang
from ...iri import expand
from ...queries.records import NamedEntity

_FREE = "any"
_DATATYPE = "xsd:"
# 'id:unit-group/hefei-county-level-governments', 'id:plan/hefei-2020-2023/group/各牵头单位': a collective owner
_GROUP = re.compile(r"id:unit-group/|id:plan/[^/]+/group/")


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
    for row in sorted(
        entities, key=lambda row: (row.fictional, _GROUP.match(row.node) is not None, expand(row.node).value)
    ):
        found.setdefault(row.node, (row.en if lang == "en" else row.zh) or row.zh)
    return found
