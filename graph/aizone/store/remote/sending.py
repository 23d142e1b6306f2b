"""Sends graphs to a server: each whole or not at all, and noted with its digest.

A graph is first sent to a place where no query looks, by the Graph Store Protocol or as updates of some hundred triples. Then one
update takes out the one before, puts the new one in, in the merged graph as well, and notes it. What breaks off before that
update leaves everything as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set

import pyoxigraph as ox

from ...errors import N_, RemoteStoreError
from .asking import size_of
from .client import SparqlClient
from .names import STAGED, text_of

_FORMAT = 1
"""The form of what is sent; another number sends everything again."""
_BATCH_TRIPLES, _BATCH_BYTES = 500, 200_000
"""Virtuoso compiles an update to SQL and refuses one of more than some thousand triples."""


def digest_of(*content: bytes) -> str:
    """Identifies the content of a graph."""
    digest = hashlib.sha256(f"{_FORMAT}\n".encode())
    for part in content:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


class GraphSender:
    """Sends graphs to one server; one program at a time may do so.

    Args:
        client: sends the requests.
        superclasses: those of each of our classes, direct or not.
        held: the graphs that were published, each with its digest; it follows what is sent.
    """

    def __init__(
        self,
        client: SparqlClient,
        superclasses: Mapping[ox.NamedNode, Set[ox.NamedNode]],
        held: dict[ox.NamedNode, str],
    ) -> None:
        self._client = client
        self._pairs = " ".join(
            f"({kind} {one})" for kind in sorted(superclasses, key=str) for one in sorted(superclasses[kind], key=str)
        )
        self.held = held

    def replace(self, graph: ox.NamedNode, triples: bytes, digest: str, revision: str) -> None:
        """Put a graph in the place of the one of its name, if there is one.

        Args:
            graph: its name.
            triples: its content as N-Triples, each line once.
            digest: identifies the content.
            revision: what the store's revision is then.

        Raises:
            RemoteStoreError: the server cannot be reached, or refuses it; the graph is as it was before.
        """
        self._stage(triples)
        steps = ["take_out.ru", "forget.ru"] if graph in self.held else []
        self._change([*steps, "put_in.ru", "note.ru", "revision.ru"], graph, digest, revision)
        self.held[graph] = digest

    def add(self, graph: ox.NamedNode, triples: bytes, revision: str) -> None:
        """Add triples to a graph that is published, or will be; its digest stays, so that it counts as another one.

        Raises:
            RemoteStoreError: the server cannot be reached, or refuses it.
        """
        self._stage(triples)
        digest = self.held.get(graph, digest_of())
        self._change(["put_in.ru", "forget.ru", "note.ru", "revision.ru"], graph, digest, revision)
        self.held[graph] = digest

    def remove(self, graph: ox.NamedNode, revision: str) -> None:
        """Remove a graph.

        Raises:
            RemoteStoreError: the server cannot be reached, or refuses it.
        """
        self._change(["take_out.ru", "forget.ru", "revision.ru"], graph, "", revision)
        del self.held[graph]

    def note_revision(self, revision: str) -> None:
        """Say what the revision is."""
        self._client.update(text_of("revision.ru", revision=ox.Literal(revision)))

    def _change(self, steps: list[str], graph: ox.NamedNode, digest: str, revision: str) -> None:
        text = " ;\n".join(
            text_of(step, graph=graph, digest=ox.Literal(digest), revision=ox.Literal(revision)) for step in steps
        )
        self._client.update(text.replace("<urn:superclasses>", self._pairs))

    def _stage(self, triples: bytes) -> None:
        """Have the triples, and nothing else, in the place to send to."""
        self._client.update(text_of("drop_staged.ru"))
        lines = triples.splitlines()
        if self._client.address.graphs:
            self._client.put_graph(STAGED.value, triples)
        else:
            for batch in _batches(lines):
                self._client.update(text_of("insert.ru").replace("<urn:triples>", batch.decode()))
        arrived = size_of(self._client, STAGED)
        if arrived != len(lines):
            raise RemoteStoreError(
                self._client.address.update,
                N_("has taken {arrived} of {sent} statements of a graph; the graph is as it was before."),
                N_("Its log may say why."),
                arrived=arrived,
                sent=len(lines),
            )


def _batches(lines: list[bytes]) -> Iterator[bytes]:
    """Triples in groups that one update can hold; those with blank nodes together, so that each stays one node."""
    nameless = [line for line in lines if line.startswith(b"_:") or b" _:" in line]
    if nameless:
        yield b"\n".join(nameless)
    batch: list[bytes] = []
    size = 0
    apart = frozenset(nameless)
    for line in lines:
        if line in apart:
            continue
        if len(batch) == _BATCH_TRIPLES or (batch and size + len(line) > _BATCH_BYTES):
            yield b"\n".join(batch)
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield b"\n".join(batch)
