"""The library's questions asked of the folder and of a server with the same data, and what publishing to it costs.

The server is `oxigraph serve` (PyPI: oxigraph) on the loopback, so that its numbers are the price of the protocol: a request, an
answer as JSON, and parsing it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import aizone
from aizone import queries
from aizone.names.known import KnownNames
from aizone.settings import StoreAddress
from aizone.workspace import Workspace, workspace_of
from aizone.workspace.publishing import Publisher

from .servers import oxigraph, oxigraph_program

_TIMES = 5


def main() -> None:
    """Print the comparison."""
    program = oxigraph_program()
    if program is None:
        print("remote: the server is not installed (PyPI: oxigraph)")
        return
    workspace = aizone.open()
    print(f"remote: {len(workspace.store):,} quads, the middle one of {_TIMES} times")
    with oxigraph(program) as address:
        _compare(workspace, address)


def _compare(workspace: Workspace, address: StoreAddress) -> None:
    for how in ("everything", "nothing changed"):
        seconds = _seconds(lambda: Publisher(workspace, address).run(lambda _done, _step: None))
        print(f"  publish, {how:<16} {seconds:6.2f} s")
    there = workspace_of(replace(workspace.settings, store=address))
    total = [0.0, 0.0]
    ratios = []
    for question in queries.every():
        if any(param.required for param in question.params):
            continue
        here_s, there_s = (_middle(partial(one.select, question.name)) for one in (workspace, there))
        total[0] += here_s
        total[1] += there_s
        ratios.append(there_s / here_s)
        print(
            f"  {question.name:<28} here {here_s * 1e3:7.1f} ms  there {there_s * 1e3:7.1f} ms  {ratios[-1]:5.1f} times"
        )
    print(f"  all: {total[1] / total[0]:.2f} times; the middle question {statistics.median(ratios):.2f} times")
    names = [_seconds(KnownNames(one.store).index.prepare) for one in (workspace, there)]
    print(f"  reading all names: here {names[0]:.2f} s, there {names[1]:.2f} s")


def _middle(ask: Callable[[], object]) -> float:
    ask()
    return statistics.median(_seconds(ask) for _ in range(_TIMES))


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun
