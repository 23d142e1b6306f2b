"""Plan files of an older layout, as they would be written today; nothing is lost on the way.

Layout 1 wrote each piece of evidence as a Web Annotation of twelve quads, layout 2 as one node of at most five. A file of
layout 1 is recognised by its own bytes, so one that comes back from a backup is read rightly as well.
"""

from __future__ import annotations

from ..vocab import OA

LAYOUT = 2
"""The layout that this code writes."""
_ANNOTATED = f"<{OA.hasSelector.value}>".encode()


def is_older(nquads: bytes) -> bool:
    """True if a plan's file has an older layout; costs a search for a few bytes."""
    return _ANNOTATED in nquads


def as_written_today(nquads: bytes) -> bytes:
    """A plan's file in today's layout: sorted N-Quads; the same bytes when it has that already.

    Raises:
        SyntaxError: it is not N-Quads.
    """
    if not is_older(nquads):
        return nquads
    from pyoxigraph import RdfFormat, parse

    from ..rdf import to_nquads  # not at the top: a query reads no older file, and these modules take time to import
    from ..rdf.annotations import from_annotations

    return to_nquads(from_annotations(parse(nquads, format=RdfFormat.N_QUADS)))
