"""Verdicts on matches between two plans: a measure or target of an earlier plan is carried on by one of a later plan, or is not.

`matches/<slug>.ttl` of a workspace holds those about the plan of that slug as the later one, one block each (Web Annotation,
PROV). A verdict is about two things by their IRIs, which are the same whenever the plans are read; what both said is quoted, so
that a change is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ..errors import N_, WorkspaceError
from ..iri import compact, expand, mint
from ..queries.records import PlannedTarget
from ..vocab import AZ, AZVERDICT, DCTERMS, OA, PROV, RDF, RDFS, XSD
from .attribution import Attribution
from .findings import ClauseSeen, differing, seen_side, side_parts
from .kinds import MATCH_KINDS, MatchKind
from .ledger import Ledger, attributed, reason
from .turtle import Part, Says, Shorthand, Statements

_DIGITS = 12
Pair = tuple[str, str]
"""What stands in the earlier plan and what stands in the later one, as CURIEs."""


@dataclass(frozen=True, slots=True)
class MatchVerdict:
    """A decision whether something of an earlier plan is carried on by something of a later one, with both as they were."""

    earlier: ClauseSeen
    later: ClauseSeen
    kind: MatchKind
    made: Attribution

    @property
    def pair(self) -> Pair:
        """Both sides, as CURIEs."""
        return self.earlier.item, self.later.item

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits made from all it says but the reason."""
        sides = (f"{side.item} {side.owner_list} {side.digest}" for side in (self.earlier, self.later))
        words = (self.kind, *sides, self.made.by, self.made.when)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:_DIGITS]


def target_seen(target: PlannedTarget) -> ClauseSeen:
    """A target as it is now, for a verdict on it: its scope and metric stand for its words."""
    return ClauseSeen(target.target, f"{target.scope}{target.metric}")


def latest(verdicts: Iterable[MatchVerdict]) -> dict[Pair, MatchVerdict]:
    """The verdict that holds for each pair: the latest.

    Args:
        verdicts: those in force, the earliest first.
    """
    return {verdict.pair: verdict for verdict in verdicts}


def decided(verdicts: Mapping[Pair, MatchVerdict]) -> dict[Pair, bool]:
    """For each pair that was decided, whether the one is carried on by the other."""
    return {pair: verdict.kind == "same-work" for pair, verdict in verdicts.items()}


def changed(verdict: MatchVerdict, now: Mapping[str, ClauseSeen]) -> tuple[str, ...]:
    """The sides (CURIEs) that are not what they were when a verdict was given, or that are gone.

    Args:
        verdict: with both sides as they were.
        now: what the plans state now, by CURIE.
    """
    return differing((verdict.earlier, verdict.later), [now[item] for item in verdict.pair if item in now])


class MatchLedger(Ledger[MatchVerdict]):
    """The verdicts on what a later plan carries on of earlier ones.

    Args:
        path: their file.
        slug: the later plan's slug.
    """

    act = "match"
    comment = """# What people decided about what this plan carries on of earlier ones; recorded by aizone, comments and lines of your own are kept.
# 'aizone compare EARLIER LATER' applies and lists them; '--withdraw ONE OTHER' takes one back.
"""
    shorthand = Shorthand(("az", "azverdict", "dcterms", "oa", "prov", "rdf", "rdfs", "schema", "xsd"))
    node_class = AZ.Verdict

    def __init__(self, path: Path, slug: str) -> None:
        super().__init__(path)
        self._slug = slug

    def node(self, verdict: MatchVerdict) -> NamedNode:
        """The IRI of a new verdict."""
        return mint("plan", self._slug, "match", verdict.id)

    def title(self, verdict: MatchVerdict) -> str:
        """The kind and both sides."""
        return f"{verdict.kind} {verdict.earlier.item} {verdict.later.item}"

    def parts(self, verdict: MatchVerdict) -> list[Part]:
        """The verdict (its target is of the later plan, its body of the earlier one), both sides as they were, and the person."""
        node = self.node(verdict)
        person = NamedNode(f"{node.value}#person")
        sides = [
            (NamedNode(f"{node.value}#{place}"), side)
            for place, side in (("earlier", verdict.earlier), ("later", verdict.later))
        ]
        said: Says = [
            (RDF.type, AZ.Verdict),
            (OA.motivatedBy, OA.linking),
            (AZ.verdictKind, AZVERDICT[verdict.kind]),
            (OA.hasTarget, expand(verdict.later.item)),
            (OA.hasBody, expand(verdict.earlier.item)),
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

    def decode(self, node: NamedNode, said: Statements) -> MatchVerdict:
        """The verdict of a node.

        Raises:
            WorkspaceError: it is incomplete.
        """
        stated, made = said.node(node, AZ.verdictKind), attributed(said, node)
        ends = [said.node(node, term) for term in (OA.hasBody, OA.hasTarget)]
        kind = next((known for known in MATCH_KINDS if stated == AZVERDICT[known]), None)
        sides = {
            side.item: side
            for one in said.values(node, PROV.used)
            if isinstance(one, NamedNode)
            for side in [seen_side(one, said)]
        }
        items = [compact(end) for end in ends if end is not None]
        if kind is None or made is None or len(items) < len(ends) or any(item not in sides for item in items):
            raise WorkspaceError(
                str(self.path),
                N_("holds a verdict that is incomplete ({node})."),
                N_("Mend that block, or take the file from a backup; do not remove it."),
                node=node.value,
            )
        return MatchVerdict(sides[items[0]], sides[items[1]], kind, made)
