"""Places by their names."""

from __future__ import annotations

from .. import queries
from ..queries.records import PlaceName
from .index import NameIndex
from .known import KnownNames


def places_named(known: KnownNames, text: str) -> frozenset[str]:
    """The places (CURIEs) whose name begins with a text or is read like it, and the one of a slug.

    Args:
        known: the names of the workspace.
        text: a full or short name or its beginning in any language, pinyin, initials, or the last part of an IRI.
    """
    names = queries.answers(known.store, "places", PlaceName)
    index = NameIndex((one.place, one.name, "name") for one in names)
    found = {match.id for match in index.search(text, limit=None) if match.why != "part"}
    return frozenset(found | {one.place for one in names if one.place == f"id:place/{text}"})
