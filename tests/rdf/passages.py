"""Evidence of passages in a document of each format, as the writer writes it."""

from types import SimpleNamespace

from aizone.iri import mint
from aizone.model import Anchor, Document, Span
from aizone.rdf.evidence import EvidenceWriter
from aizone.rdf.names import PlanNames
from aizone.vocab import AZ

TEXT = "澜岚市行动计划\n建设开放平台。\n（责任单位：市科技局）"
SENTENCE, OWNERS = Span(8, 15), Span(16, 27)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "plain": ("text/plain", {}),
    "pdf": ("application/pdf", {"page": 2}),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"paragraph": 9}),
    "csv": ("text/csv", {"cell": "AB12"}),
    "xlsx": (WORKBOOK, {"cell": "任务表!B3"}),
}


def evidence(name, *, keep_text=True):
    """A sentence and an owner list of a document; the sentence is quoted only where text is kept."""
    media_type, place = FORMATS[name]
    anchors = tuple(Anchor(span, **place) for span in (SENTENCE, OWNERS)) if place else ()
    document = Document(name, TEXT, b"", "", media_type, "utf-8", anchors=anchors)
    writer = EvidenceWriter(PlanNames(f"lanlan-{name}", "lanlan"), SimpleNamespace(document=document), keep_text)
    measure = mint("plan", f"lanlan-{name}", "1", "m1")
    return {
        *writer.cite(measure, SENTENCE),
        *writer.cite(measure, OWNERS, is_name=True, term=AZ.ownerListEvidence),
    }
