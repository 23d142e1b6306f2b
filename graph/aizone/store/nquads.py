"""N-Quads as bytes, as plans are stored: one quad a line, every quad in a named graph, each line once.

A store is loaded from these bytes without making a Python object of every quad.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..vocab import RDF

_IS_TYPE = f" <{RDF.type.value}> ".encode()


def graphs_of(nquads: bytes) -> Counter[str]:
    """The graphs that lines are in, and how many lines each has."""
    return Counter(dict(_lines_by_graph(_ended(nquads))))


@functools.lru_cache(maxsize=4)  # a file that is loaded is asked about several times, one after the other
def _lines_by_graph(nquads: bytes) -> tuple[tuple[str, int], ...]:
    first = nquads[: nquads.find(b"\n")]
    end = first[first.rfind(b" <") :] + b"\n"
    lines = nquads.count(b"\n")
    if end.endswith(b"> .\n") and nquads.count(end) == lines:  # all in one graph, as in most plans
        return ((end[2:-4].decode(), lines),)
    found = Counter(line.rsplit(b" ", 2)[-2] for line in nquads.splitlines() if line.endswith(b"> ."))
    return tuple((graph.decode()[1:-1], count) for graph, count in found.items())


@functools.lru_cache(maxsize=4)
def _only_graph(nquads: bytes) -> str | None:
    """The graph that every line is in; None where there are several, or blank lines."""
    nquads = _ended(nquads)
    counted = _lines_by_graph(nquads)
    is_only = len(counted) == 1 and counted[0][1] == nquads.count(b"\n")
    return counted[0][0] if is_only else None


def main_graph(nquads: bytes) -> str:
    """The graph that most lines are in; '' for an empty file."""
    counted = graphs_of(nquads)
    return max(counted, key=lambda graph: (counted[graph], graph), default="")


def lines_of(nquads: bytes, graph: str, *, of_others: bool = False) -> list[bytes]:
    """The lines of one graph, or with `of_others` of all but that one."""
    if _only_graph(nquads) == graph:
        return [] if of_others else nquads.splitlines()
    end = f" <{graph}> .".encode()
    return [line for line in nquads.splitlines() if line.strip() and line.endswith(end) is not of_others]


def without_graph(nquads: bytes, above: Mapping[bytes, Iterable[bytes]]) -> bytes:
    """The triples of some quads, and of their things also the superclasses: what the default graph holds for them.

    Args:
        nquads: lines of N-Quads.
        above: the superclasses of each class, as N-Triples writes them: `<https://…#Unit>`.
    """
    triples = nquads = _ended(nquads)
    wider = [
        node + _IS_TYPE + one + b" .\n"
        for node, kind in (_types(nquads) if above else ())
        for one in above.get(kind, ())
    ]
    for graph in graphs_of(nquads):
        triples = triples.replace(f" <{graph}> .\n".encode(), b" .\n")  # a line of N-Quads has no line end inside
    return triples + b"".join(wider)


def _types(nquads: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The things that have a class, with it; found without looking at the other lines."""
    at = nquads.find(_IS_TYPE)
    while at >= 0:
        begin, after = nquads.rfind(b"\n", 0, at) + 1, at + len(_IS_TYPE)
        node, kind = nquads[begin:at], nquads[after : nquads.find(b" ", after)]
        if b" " not in node and node.startswith(b"<") and kind.startswith(b"<"):  # not inside a text
            yield node, kind
        at = nquads.find(_IS_TYPE, after)


def _ended(nquads: bytes) -> bytes:
    return nquads if not nquads or nquads.endswith(b"\n") else nquads + b"\n"
