"""Facts to quads: one module per kind of fact. The same reading gives the same sorted N-Quads on any machine."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import Quad, RdfFormat, serialize

from ..model import Reading
from ..version import __version__
from .bodies import body_quads
from .derived import with_derived
from .evidence import EvidenceWriter
from .labels import with_one_label
from .names import PlanNames, distinct_slug, plan_names, plan_slug
from .plan import contribution_quads, document_quads, issue_quads, passage_quads, plan_quads, section_quads
from .work import work_quads

__all__ = ["PlanNames", "distinct_slug", "plan_names", "plan_slug", "reading_quads", "to_nquads"]


def reading_quads(reading: Reading, slug: str, *, keep_text: bool) -> set[Quad]:
    """All quads of one plan, in its named graph; bodies that no registry describes in `BODIES_GRAPH`.

    Args:
        reading: what was read.
        slug: the plan's slug.
        keep_text: whether the plan's sentences may be quoted; without, only facts (titles, names, numbers, positions).
    """
    names = plan_names(reading, slug)
    evidence = EvidenceWriter(names, reading, keep_text)
    quads = {
        *plan_quads(reading, names, evidence),
        *document_quads(reading, names, text_held=keep_text, software=f"aizone-graph {__version__}"),
        *section_quads(reading, names, evidence),
        *work_quads(reading, names, evidence),
        *passage_quads(reading, names, evidence),
        *contribution_quads(reading, names, evidence),
        *issue_quads(reading, names, evidence),
        *body_quads(reading),
    }
    return with_derived(with_one_label(quads))


def to_nquads(quads: Collection[Quad]) -> bytes:
    """Canonical bytes of a set of quads: N-Quads, one per line, sorted by code point, UTF-8."""
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None  # bytes are returned when no output file is given
    lines = written.splitlines(keepends=True)
    del written  # of a long document these are 80 MB, and its lines as much again
    lines.sort()
    return b"".join(lines)
