"""Corrections of a plan's reading: each is about one owner of one list, or about one part of the plan's head.

`corrections/<slug>.ttl` of a workspace holds a plan's corrections, one block each: a verdict (Web Annotation) whose target
quotes the owner list and whose body says how it is to be read, with who said so, when and why (PROV). `rereading` applies them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import Literal, NamedNode

from ..errors import N_, WorkspaceError
from ..iri import mint
from ..model import MeasureFact, Reading, Role
from ..vocab import AZ, AZROLE, OA, RDF
from .attribution import Attribution
from .ledger import Ledger, annotation, attributed, quoted
from .quote import CONTEXT, Quote, squeeze
from .turtle import Part, Shorthand, Statements

CorrectionKind = OneOf[
    "role", "not-owner", "owner", "unit", "answers", "not-answers", "title", "number", "issued", "start", "end", "place"
]
OF_MEASURES: frozenset[CorrectionKind] = frozenset({"owner", "answers", "not-answers"})
"""Kinds that are about a measure as a whole, so that its list need not hold the name."""
OF_HEAD: frozenset[CorrectionKind] = frozenset({"title", "number", "issued", "start", "end", "place"})
"""Kinds that are about a part of the plan's head; see `heads`."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one owner of one list, which `quote` finds again, or about the head of the plan whose title it quotes.

    'role': the owner has this role. 'not-owner': the name is not an owner. 'owner': the list has one more, `unit` in this
    role, which the plan writes as `written`. 'unit': the name means this unit, in this list only. 'answers', 'not-answers': the
    measure of the list does or does not answer for the target or aim that `written` names (`answers.served_words`). Those of
    the head have in `written` what holds instead, '' for nothing; 'place' has the place in `unit`.
    """

    kind: CorrectionKind
    quote: Quote
    written: str
    made: Attribution
    role: Role | None = None
    unit: NamedNode | None = None

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from all it says but the reason."""
        unit = self.unit.value if self.unit else ""
        quote = (self.quote.exact, self.quote.prefix, self.quote.suffix)
        words = (self.kind, *quote, self.written, self.role or "", unit, self.made.by, self.made.when)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def quote_of(reading: Reading, measure: MeasureFact) -> Quote:
    """The owner list of a measure, as it is found again: its words, and the words it speaks for beside them.

    `exact` is '' when the measure has no list.
    """
    words = reading.words(measure.span)
    if measure.owner_list is None:
        return Quote("", prefix=words[-CONTEXT:])
    exact = reading.words(measure.owner_list)
    if measure.owner_list.start < measure.span.start:
        return Quote(exact, suffix=words[:CONTEXT])
    return Quote(exact, prefix=words[-CONTEXT:])


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections in the order in which they were made, without those that a later one about the same owner replaces.

    Those of one second keep the order they come in.
    """
    last: dict[tuple[object, ...], Correction] = {}
    for correction in sorted(corrections, key=lambda one: one.made.when):
        if correction.kind in OF_HEAD:
            last[(None, "", correction.kind)] = correction
            continue
        owner = (correction.quote, squeeze(correction.written))
        added = correction.kind == "owner"
        if correction.kind == "not-owner" or correction.kind in {"answers", "not-answers"}:
            last = {key: one for key, one in last.items() if key[:2] != owner}
        elif not added:
            last.pop((*owner, "not-owner"), None)
        last[(*owner, correction.kind)] = correction
    return tuple(last.values())


class CorrectionLedger(Ledger[Correction]):
    """The corrections of one plan.

    Args:
        path: their file.
        slug: the plan's slug.
    """

    act = "correct"
    comment = """# What people corrected in the reading of this plan; recorded by aizone, comments and lines of your own are kept.
# 'aizone corrections' lists them and takes one back (--remove ID); 'aizone rebuild' applies them.
"""
    shorthand = Shorthand(("az", "azrole", "dcterms", "oa", "prov", "rdf", "rdfs", "xsd"))
    node_class = AZ.Verdict

    def __init__(self, path: Path, slug: str) -> None:
        super().__init__(path)
        self._slug = slug

    def node(self, verdict: Correction) -> NamedNode:
        """The IRI of a new correction."""
        return mint("plan", self._slug, "correction", verdict.id)

    def title(self, verdict: Correction) -> str:
        """The kind and the name, on one line whatever is in the name."""
        return f"{verdict.kind} {' '.join(verdict.written.split())}"

    def parts(self, verdict: Correction) -> list[Part]:
        """A verdict on the quoted owner list."""
        body: list[tuple[NamedNode, NamedNode | Literal]] = [
            (RDF.value, Literal(verdict.kind)),
            (AZ.asWritten, Literal(verdict.written)),
        ]
        if verdict.role is not None:
            body.append((AZ.role, AZROLE[verdict.role]))
        if verdict.unit is not None:
            body.append((AZ.unit, verdict.unit))
        source = mint("plan", self._slug, "document")
        return annotation(self.node(verdict), source=source, quote=verdict.quote, body=body, made=verdict.made)

    def decode(self, node: NamedNode, said: Statements) -> Correction:
        """The correction of a node.

        Raises:
            WorkspaceError: it is incomplete.
        """
        words = said.words(node, OA.hasBody, RDF.value)
        kind = next((known for known in get_args(CorrectionKind) if known == words), None)
        written, quote = said.words(node, OA.hasBody, AZ.asWritten), quoted(said, node)
        as_role, unit = said.node(node, OA.hasBody, AZ.role), said.node(node, OA.hasBody, AZ.unit)
        role = next((known for known in get_args(Role) if as_role == AZROLE[known]), None)
        needed = {"role": role, "owner": role, "unit": unit, "place": unit}.get(kind or "", node)
        made = attributed(said, node)
        if kind is None or quote is None or written is None or made is None or needed is None:
            raise WorkspaceError(
                str(self.path),
                N_("holds a correction that is incomplete ({node})."),
                N_("Mend that block, or take the file from a backup; do not remove it."),
                node=node.value,
            )
        return Correction(kind, quote, written, made, role, unit)
