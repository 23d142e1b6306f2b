"""Publishers killed at each of their requests to a server, before it and in the middle of it: see `durability`.

The server holds the workspace as it was; the folder has a changed plan, a new plan, one that is gone, and a decision. After each kill every
graph of the server is the old or the new one, whole; the server can be asked; and the next run makes it what the folder is.
"""

from __future__ import annotations

import http.client
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from aizone.settings import Settings, StoreAddress
from aizone.store.remote import RemoteStore
from aizone.store.remote.asking import size_of
from aizone.store.remote.client import SparqlClient
from aizone.store.remote.names import STAGED
from aizone.workspace import Workspace, workspace_of
from aizone.workspace.publishing import Publisher

from .durability_changes import CHANGED_PLAN, PLAN, Counted, alias, ingest_text
from .servers import oxigraph, oxigraph_program

_GONE = PLAN.replace("玉河市", "云江市")
_NEW = PLAN.replace("2024—2026", "2027—2029").replace("2024年3月1日", "2027年3月1日")
_Graphs = dict[ox.NamedNode, frozenset[ox.Quad]]
_Send = Callable[[SparqlClient, str, str, bytes, str], None]


def measure_publish(folder: Path) -> Counted:
    """Kill a publisher at each of its requests; nothing is counted where no server is installed (PyPI: oxigraph)."""
    program = oxigraph_program()
    if program is None:
        print("  publish: the server is not installed (PyPI: oxigraph)")
        return Counted()
    (folder / "own").mkdir()
    workspace = _opened(folder / "own")
    ingest_text(PLAN)(workspace)
    ingest_text(_GONE)(workspace)
    before = Path(shutil.copytree(workspace.paths.root, folder / "before"))
    ingest_text(CHANGED_PLAN)(workspace)
    ingest_text(_NEW)(workspace)
    workspace.remove_plan(next(slug for slug in workspace.plan_slugs() if slug.startswith("yunjiang")))
    alias(workspace)
    with oxigraph(program) as address:
        return _killed(before, workspace.paths.root, address)


def _killed(before: Path, after: Path, address: StoreAddress) -> Counted:
    counted = Counted()
    _publish(before, address)
    old, (whole, requests) = _graphs(address), _counting(lambda: _publish(after, address))
    new = _graphs(address)
    assert whole
    assert old != new
    counted.faults += [f"publish: {fault}" for fault in _differences(after, address)]
    for number in range(1, requests + 1):
        for is_cut in (False, True):
            _publish(before, address)
            if _graphs(address) != old:
                counted.faults.append(f"request {number}: publishing the old state again gives something else")
            _die_at(number, is_cut, after, address)
            counted.steps += 1
            found = _graphs(address)
            counted.old += found == old
            counted.new += found == new
            where = f"request {number}{', cut' if is_cut else ''}"
            counted.faults += [
                f"{where}: {name} is neither the old nor the new"
                for name in old.keys() | new.keys()
                if found.get(name) not in (old.get(name), new.get(name))
                and found.get(name, frozenset()) != old.get(name, frozenset()) | new.get(name, frozenset())
            ]
            there = workspace_of(replace(Settings(workspace=after), store=address))
            if not there.plan_slugs() or len(there.store) == 0:
                counted.faults.append(f"{where}: the server holds no workspace")
            _publish(after, address)
            counted.faults += [f"{where}, then whole: {fault}" for fault in _differences(after, address)]
    return counted


def _differences(root: Path, address: StoreAddress) -> Iterator[str]:
    """The ways in which a server is not what a folder is."""
    local, there = _opened(root), RemoteStore(address)
    if there.graphs() != local.store.graphs():
        yield "other graphs"
    yield from (f"{name} is another" for name in there.graphs() if there.graph(name) != local.store.graph(name))
    if {quad.triple for quad in there.statements()} != {quad.triple for quad in local.store.statements()}:
        yield "another merged graph"
    if size_of(SparqlClient(address), STAGED):
        yield "something is still on its way"


def _graphs(address: StoreAddress) -> _Graphs:
    there = RemoteStore(address)
    return {name: frozenset(there.graph(name)) for name in there.graphs()}


def _publish(root: Path, address: StoreAddress) -> None:
    # another folder's publisher was killed before, and its claim is still there: as a person who knows that says
    Publisher(_opened(root), address).run(lambda _done, _step: None, take_over=True)


def _counting(do: Callable[[], object]) -> tuple[bool, int]:
    """Do something; returns that it was done, and how many requests changed the server."""
    count, send = 0, SparqlClient._send

    def counting(client: SparqlClient, *request: object) -> None:
        nonlocal count
        count += 1
        send(client, *request)  # type: ignore[arg-type]

    SparqlClient._send = counting  # type: ignore[method-assign, assignment]
    try:
        do()
    finally:
        SparqlClient._send = send  # type: ignore[method-assign]
    return True, count


def _die_at(number: int, is_cut: bool, root: Path, address: StoreAddress) -> None:
    """Publish in a fork that dies before a request, or when half of it is sent."""
    child = os.fork()
    if child == 0:
        left, send = number, SparqlClient._send

        def dying(client: SparqlClient, method: str, url: str, body: bytes, kind: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                if is_cut:
                    _send_half(method, url, body, kind)
                os._exit(9)
            send(client, method, url, body, kind)

        SparqlClient._send = dying  # type: ignore[method-assign]
        _publish(root, address)
        os._exit(0)
    os.waitpid(child, 0)


def _send_half(method: str, url: str, body: bytes, kind: str) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.putrequest(method, f"{parts.path}?{parts.query}" if parts.query else parts.path)
    connection.putheader("Content-Type", f"{kind}; charset=utf-8")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body[: len(body) // 2])
    connection.close()


def _opened(root: Path) -> Workspace:
    return Workspace(Settings(workspace=root))
