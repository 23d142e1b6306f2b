"""All that plans share, by subject: what the kept answers of a plan follow from besides the plan itself."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from ..iri import GAZETTEER_GRAPHS
from ..vocab import RDFS, SKOS

_IN_NO_ANSWER = frozenset(
    {SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition, SKOS.scopeNote, SKOS.example, SKOS.editorialNote, RDFS.comment}
)
"""What is only searched for or explained: a better definition leaves the answers of plans as they are."""
# '<https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1/1>' and the plan itself: what a plan owns
_OF_PLAN = re.compile(r"<(?P<plan>https://w3id\.org/aizone/id/plan/[^/<>]+)[/>]")


class SharedFacts:
    """Statements of registries, gazetteers and the ontology, and of plans about things outside themselves.

    Args:
        quads: the statements; those from which no kept answer follows are left out.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            if quad.predicate not in _IN_NO_ANSWER:
                self._said[str(quad.subject)].append(quad)
        self._leads_to: dict[str, Sequence[str]] = {}
        self._digests: dict[str, bytes] = {}

    def reached_from(self, nodes: Iterable[str]) -> set[str]:
        """The subjects among some nodes ('<address>') and all that they lead to, directly or through others."""
        seen: set[str] = set()
        waiting = [node for node in nodes if node in self._said]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += self._next(node)
        return seen

    def quads_of(self, nodes: Iterable[str]) -> list[ox.Quad]:
        """The statements about some subjects."""
        return [quad for node in nodes for quad in self._said[node]]

    def digest_of(self, nodes: Iterable[str]) -> str:
        """A digest of all that is said of some subjects."""
        digest = hashlib.blake2b(digest_size=12)
        for node in sorted(nodes):
            digest.update(self._of(node))
        return digest.hexdigest()

    def of_plans(self) -> dict[str, list[str]]:
        """The things that plans own and others say something of as well, by plan."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self._said:
            if (owner := owner_of(node)) is not None:
                found[owner].append(node)
        return found

    def _next(self, node: str) -> Sequence[str]:
        if node not in self._leads_to:
            objects = {str(quad.object) for quad in self._said[node] if isinstance(quad.object, ox.NamedNode)}
            self._leads_to[node] = [other for other in objects if other in self._said]
        return self._leads_to[node]

    def _of(self, node: str) -> bytes:
        if node not in self._digests:
            said = {f"{quad.predicate} {quad.object}" for quad in self._said[node]}
            if any(str(quad.graph_name).startswith(GAZETTEER_GRAPHS, 1) for quad in self._said[node]):
                said.add("in a gazetteer")  # which a question may ask, and the statements do not show
            text = "\n".join((node, *sorted(said)))
            self._digests[node] = hashlib.blake2b(text.encode(), digest_size=12).digest()
        return self._digests[node]


def owner_of(node: str) -> str | None:
    """The plan that a thing ('<address>') belongs to by its address."""
    found = _OF_PLAN.match(node)
    return None if found is None else found["plan"]
