"""Verdicts on findings: what a person decided about measures under different leads, and what the measures said then.

`verdicts/<slug>.ttl` of a workspace holds the verdicts on one plan's findings, one block each (Web Annotation, PROV). A verdict
is about a finding by its IRI, which is the same whenever the plan is read; the owner lists it was decided on are quoted, so
that a changed one is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..errors import N_, WorkspaceError
from ..iri import compact, expand, last_segment, mint
from ..projections.clauses import WorkClause
from ..vocab import AZ, AZVERDICT, DCTERMS, OA, PROV, RDF, RDFS, SCHEMA, XSD
from .attribution import Attribution
from .kinds import VERDICT_KINDS, VerdictKind
from .ledger import Ledger, attributed, reason
from .quote import squeeze
from .turtle import Part, Says, Shorthand, Statements

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class ClauseSeen:
    """A measure (CURIE) as it was when somebody decided: its owner list, and the SHA-256 of its words ('' if they were not held)."""

    item: str
    owner_list: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FindingVerdict:
    """A decision about a finding (its id), with the measures as they were; 'later' leaves it open."""

    finding: str
    kind: VerdictKind
    sides: tuple[ClauseSeen, ...]
    made: Attribution

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from all it says but the reason."""
        sides = (f"{side.item} {side.owner_list} {side.digest}" for side in self.sides)
        words = (self.finding, self.kind, *sides, self.made.by, self.made.when)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:_DIGITS]


def seen(clause: WorkClause) -> ClauseSeen:
    """A measure as it is now, for a verdict on it."""
    words = squeeze(clause.text)
    digest = hashlib.sha256(words.encode()).hexdigest() if words else ""
    return ClauseSeen(clause.item, clause.owner_list, digest)


def changed_since(verdict: FindingVerdict, now: Iterable[ClauseSeen]) -> tuple[str, ...]:
    """The measures that are not what they were when a verdict was given: other owners or words, come or gone.

    Words are compared where the workspace held them then and holds them now; marks and white space do not count.

    Args:
        verdict: with the measures as they were.
        now: the measures of the finding as they are.
    """
    return differing(verdict.sides, now)


def differing(then: Iterable[ClauseSeen], now: Iterable[ClauseSeen]) -> tuple[str, ...]:
    """List the measures or targets (CURIEs) that are not as they were seen: other owners or words, come or gone.

    Args:
        then: as it was.
        now: as it is.
    """
    before, after = ({side.item: side for side in sides} for sides in (then, now))
    return tuple(
        item
        for item in {**after, **before}
        if item not in before or item not in after or _differ(before[item], after[item])
    )


def _differ(one: ClauseSeen, other: ClauseSeen) -> bool:
    has_other_words = bool(one.digest and other.digest and one.digest != other.digest)
    return has_other_words or squeeze(one.owner_list) != squeeze(other.owner_list)


def finding_iri(slug: str, finding: str) -> NamedNode:
    """The IRI of a finding of a plan."""
    return mint("plan", slug, "finding", finding)


class FindingLedger(Ledger[FindingVerdict]):
    """The verdicts on the findings of one plan.

    Args:
        path: their file.
        slug: the plan's slug.
    """

    act = "verdict"
    comment = """# What people decided about the findings of this plan; recorded by aizone, comments and lines of your own are kept.
# 'aizone findings' lists them; 'aizone verdict --withdraw ID' takes one back.
"""
    shorthand = Shorthand(("az", "azverdict", "dcterms", "oa", "prov", "rdf", "rdfs", "schema", "xsd"))
    node_class = AZ.Verdict

    def __init__(self, path: Path, slug: str) -> None:
        super().__init__(path)
        self._slug = slug

    def node(self, verdict: FindingVerdict) -> NamedNode:
        """The IRI of a new verdict."""
        return mint("plan", self._slug, "verdict", verdict.id)

    def title(self, verdict: FindingVerdict) -> str:
        """The kind and the finding."""
        return f"{verdict.kind} {verdict.finding}"

    def parts(self, verdict: FindingVerdict) -> list[Part]:
        """The verdict, the measures it was given on, and the person."""
        node = self.node(verdict)
        person = NamedNode(f"{node.value}#person")
        sides = [(NamedNode(f"{node.value}#side{place}"), side) for place, side in enumerate(verdict.sides, start=1)]
        said: Says = [
            (RDF.type, AZ.Verdict),
            (OA.motivatedBy, OA.assessing),
            (AZ.verdictKind, AZVERDICT[verdict.kind]),
            (OA.hasTarget, finding_iri(self._slug, verdict.finding)),
            *((PROV.used, side) for side, _seen in sides),
            (PROV.wasAttributedTo, person),
            (DCTERMS.created, Literal(verdict.made.when, datatype=XSD.dateTime)),
            *reason(verdict.made),
        ]
        return [
            (node, said),
            *(part for place, side in sides for part in side_parts(place, side)),
            (person, [(RDF.type, PROV.Agent), (RDFS.label, Literal(verdict.made.by))]),
        ]

    def decode(self, node: NamedNode, said: Statements) -> FindingVerdict:
        """The verdict of a node.

        Raises:
            WorkspaceError: it is incomplete.
        """
        stated, target, made = said.node(node, AZ.verdictKind), said.node(node, OA.hasTarget), attributed(said, node)
        kind = next((known for known in VERDICT_KINDS if stated == AZVERDICT[known]), None)
        if kind is None or target is None or made is None:
            raise WorkspaceError(
                str(self.path),
                N_("holds a verdict that is incomplete ({node})."),
                N_("Mend that block, or take the file from a backup; do not remove it."),
                node=node.value,
            )
        sides = tuple(seen_side(side, said) for side in said.values(node, PROV.used) if isinstance(side, NamedNode))
        return FindingVerdict(last_segment(target), kind, sides, made)


def side_parts(node: NamedNode, side: ClauseSeen) -> list[Part]:
    """The statements that keep what was seen: its source, the digest of its words, and a quotation."""
    words = NamedNode(f"{node.value}-words")
    digest: Says = [(SCHEMA.sha256, Literal(side.digest))] if side.digest else []
    return [
        (node, [(RDF.type, OA.SpecificResource), (OA.hasSource, expand(side.item)), (OA.hasSelector, words), *digest]),
        (words, [(RDF.type, OA.TextQuoteSelector), (OA.exact, Literal(side.owner_list))]),
    ]


def seen_side(node: NamedNode, said: Statements) -> ClauseSeen:
    """Read such statements back."""
    item = said.node(node, OA.hasSource)
    return ClauseSeen(
        item=compact(item) if item is not None else "",
        owner_list=said.words(node, OA.hasSelector, OA.exact) or "",
        digest=said.words(node, SCHEMA.sha256) or "",
    )
