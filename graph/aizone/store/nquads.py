"""N-Quads as bytes, as plans are stored: one quad a line, every quad in a named graph, each line once.

A store is loaded from these bytes without making a Python object of every quad.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ..vocab import RDF

# '<a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/aizone/ontology#Task> <g> .': the class of a thing
_TYPE = re.compile(rb"(?P<node><[^<>\s]*>) <[^<>\s]*> (?P<kind><[^<>\s]*>) ")
_IS_TYPE = f" <{RDF.type.value}> ".encode()


def graphs_of(nquads: bytes) -> Counter[str]:
    """The graphs that lines are in, and how many lines each has."""
    found = Counter(line.rsplit(b" ", 2)[-2] for line in nquads.splitlines() if line.endswith(b"> ."))
    return Counter({graph.decode()[1:-1]: count for graph, count in found.items()})


def main_graph(nquads: bytes) -> str:
    """The graph that most lines are in; '' for an empty file."""
    counted = graphs_of(nquads)
    return max(counted, key=lambda graph: (counted[graph], graph), default="")


def lines_of(nquads: bytes, graph: str, *, of_others: bool = False) -> list[bytes]:
    """The lines of one graph, or with `of_others` of all but that one."""
    end = f" <{graph}> .".encode()
    return [line for line in nquads.splitlines() if line.strip() and line.endswith(end) is not of_others]


def without_graph(nquads: bytes, above: Mapping[bytes, Iterable[bytes]]) -> bytes:
    """The triples of some quads, and of their things also the superclasses: what the default graph holds for them.

    Args:
        nquads: lines of N-Quads.
        above: the superclasses of each class, as N-Triples writes them: `<https://…#Unit>`.
    """
    typed = (_TYPE.match(line) for line in nquads.splitlines() if _IS_TYPE in line) if above else ()
    wider = [found["node"] + _IS_TYPE + one + b" ." for found in typed if found for one in above.get(found["kind"], ())]
    triples = nquads if nquads.endswith(b"\n") else nquads + b"\n"
    for graph in graphs_of(nquads):
        triples = triples.replace(f" <{graph}> .\n".encode(), b" .\n")  # a line of N-Quads has no line end inside
    return triples + b"".join(line + b"\n" for line in wider)
