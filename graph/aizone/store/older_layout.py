"""Plan files of an older layout, as they would be written today; nothing is lost on the way.

Layout 1 wrote each piece of evidence as a Web Annotation of twelve quads, layout 2 as one node of at most five; layout 3 seals
the file (`seal`). The first versions did not write all that follows from what they wrote and that today's shapes ask for (`rdf.older_facts`).
A file of an older layout is recognised by its own bytes, so one that comes back from a backup is read rightly
as well.
"""

from __future__ import annotations

from ..vocab import OA
from .seal import is_sealed, unsealed

LAYOUT = 3
"""The layout that this code writes."""
_ANNOTATED = f"<{OA.hasSelector.value}>".encode()


def is_older(nquads: bytes) -> bool:
    """True if a plan's file has an older layout; costs a search for a few bytes."""
    return not is_sealed(nquads) or _ANNOTATED in nquads


def has_annotations(nquads: bytes) -> bool:
    """True if evidence in a plan's N-Quads is written as layout 1 did."""
    return _ANNOTATED in nquads


def is_incomplete(nquads: bytes) -> bool:
    """True if a plan's N-Quads lack what follows from them; costs a few passes over the bytes."""
    from ..rdf.older_facts import lacks_what_follows

    return lacks_what_follows(nquads)


def as_written_today(data: bytes) -> bytes:
    """The sorted N-Quads of a plan's file, as today's layout writes them.

    Raises:
        SyntaxError: it is not N-Quads, or not as it was written (`BrokenSealError`).
    """
    nquads = unsealed(data)
    if not has_annotations(nquads) and (is_sealed(data) or not is_incomplete(nquads)):
        return nquads
    from pyoxigraph import RdfFormat, parse

    from ..rdf import to_nquads  # not at the top: a query reads no older file, and these modules take time to import
    from ..rdf.annotations import from_annotations
    from ..rdf.older_facts import completed

    quads = from_annotations(parse(nquads, format=RdfFormat.N_QUADS))
    return to_nquads(completed(quads) if is_incomplete(nquads) else quads)
