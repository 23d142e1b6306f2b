"""The SPARQL endpoint under load, beside the plain Oxigraph server (`oxigraph serve`) on the same data.

Fifty clients ask both for a minute each, one after the other on the same machine: throughput, median and 99th percentile, errors. Then a
download of 100,000 rows: when its first bytes come, and how much memory the server has before and after. The machine also runs the
clients, so the ratios count, not the numbers. `AIZONE_BENCH_SECONDS` sets another time.
"""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote

import aizone
from aizone.workspace import Workspace

from .servers import free_port, oxigraph_program, until_up

_CLIENTS, _PROCESSES = 50, 2
_PREFIXES = (
    "PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX azrole: <https://w3id.org/aizone/role/> "
)
_UNIT = "<https://w3id.org/aizone/id/unit/hefei-science-and-technology-bureau>"
QUERIES = {
    "is it there": f"ASK {{ {_UNIT} a az:Unit }}",
    "one name": f'SELECT ?name {{ {_UNIT} skos:prefLabel ?name FILTER(LANG(?name) = "zh") }}',
    "duties": f"SELECT ?m ?role {{ ?a az:unit {_UNIT} ; az:role ?role ; az:workItem ?m }}",
    "leads per unit": "SELECT ?u (COUNT(DISTINCT ?m) AS ?n) { ?m az:leadUnit ?u } GROUP BY ?u ORDER BY DESC(?n)",
    "work below": "SELECT ?m { ?m az:partOf+ <https://w3id.org/aizone/id/plan/hefei-2020-2023/3/2> }",
    "all measures": "SELECT ?m ?label { ?m a az:Measure ; skos:prefLabel ?label }",
    "describe": f"DESCRIBE {_UNIT}",
}
_MANY = "SELECT ?a ?b ?c { ?a ?b ?c . ?d a ?f } LIMIT 100000"


def main() -> None:
    """Print the comparison."""
    program = oxigraph_program()
    seconds = float(os.environ.get("AIZONE_BENCH_SECONDS", "60"))
    workspace = aizone.open()
    print(f"endpoint: {len(workspace.store):,} quads, {_CLIENTS} clients, {seconds:g} s each")
    with tempfile.TemporaryDirectory() as folder:
        ours = _measured("aizone serve", "/sparql", _ours, workspace, Path(folder), seconds)
        if program is None:
            print("  the plain server is not installed (PyPI: oxigraph): nothing to compare with")
            return
        plain = _measured("oxigraph serve", "/query", _plain, workspace, Path(folder), seconds)
    print(
        f"  throughput: {ours[0] / plain[0]:.2f} of the plain server's; 99th percentile: {ours[1] / plain[1]:.1f} times"
    )


def _measured(name: str, path: str, serving, workspace: Workspace, folder: Path, seconds: float) -> tuple[float, float]:
    with serving(workspace, folder) as (port, process):
        until_up(port, process)
        for query in QUERIES.values():
            _ask(http.client.HTTPConnection("127.0.0.1", port), path, query)  # warm
        before = _memory(process.pid)
        times, errors = _load(port, path, seconds)
        rate, middle, high = len(times) / seconds, statistics.median(times), _percentile(times, 0.99)
        print(
            f"  {name:<15} {rate:8.0f} answers/s  median {middle * 1e3:6.1f} ms  99% {high * 1e3:6.1f} ms  errors {errors}"
        )
        first, whole, size = _download(port, path)
        after = _memory(process.pid)
        print(
            f"  {'':<15} 100,000 rows: first after {first:.3f} s, all {size / 1e6:.0f} MB after {whole:.1f} s; "
            f"server with its processes {before:.0f} MB before, {after:.0f} MB after"
        )
    return rate, high


@contextlib.contextmanager
def _ours(workspace: Workspace, folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "aizone.cli",
        "serve",
        "--port",
        str(port),
        "--access-log",
        str(folder / "access.log"),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield port, process
        finally:
            process.terminate()


@contextlib.contextmanager
def _plain(workspace: Workspace, folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The plain server with the same data: the named graphs, and their union as a set in the default graph."""
    program = oxigraph_program() or "oxigraph"
    data, store = folder / "data.nq", folder / "plain"
    with data.open("w", encoding="utf-8") as out:
        for graph in workspace.store.graphs():
            out.writelines(f"{quad} .\n" for quad in workspace.store.graph(graph))
        out.writelines(f"{quad.triple} .\n" for quad in workspace.store.statements())
    subprocess.run([program, "load", "--location", store, "--file", data], check=True, capture_output=True)
    port = free_port()
    command = [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield port, process
        finally:
            process.terminate()


def _load(port: int, path: str, seconds: float) -> tuple[list[float], int]:
    """The seconds of each answer, and how many were not what they should be."""
    context = multiprocessing.get_context("spawn")
    pipes = []
    for _ in range(_PROCESSES):
        ours, theirs = context.Pipe()
        context.Process(target=_clients, args=(theirs, port, path, seconds, _CLIENTS // _PROCESSES)).start()
        pipes.append(ours)
    found = [pipe.recv() for pipe in pipes]
    return [one for times, _ in found for one in times], sum(errors for _, errors in found)


def _clients(answer: Connection, port: int, path: str, seconds: float, count: int) -> None:
    times: list[float] = []
    wrong: list[str] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        queries = list(QUERIES.values())
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            number += 1
            begun = time.perf_counter()
            try:
                status, body = _ask(connection, path, queries[number % len(queries)])
                if status != 200 or not body:
                    wrong.append(f"{status}")
            except OSError as error:
                wrong.append(str(error))
                connection.close()
            times.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer.send((times, len(wrong)))


def _ask(connection: http.client.HTTPConnection, path: str, query: str) -> tuple[int, bytes]:
    connection.request("GET", f"{path}?query={quote(_PREFIXES + query)}", headers={"Accept": _ACCEPT})
    response = connection.getresponse()
    return response.status, response.read()


_ACCEPT = "application/sparql-results+json, text/turtle"


def _download(port: int, path: str) -> tuple[float, float, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", f"{path}?query={quote(_MANY)}", headers={"Accept": _ACCEPT})
    response = connection.getresponse()
    size = len(response.read(100))
    first = time.perf_counter() - begun
    while piece := response.read(2**16):
        size += len(piece)
    return first, time.perf_counter() - begun, size


def _memory(pid: int) -> float:
    """Megabytes of a process and its children that no other process shares, and their part of what is shared."""
    pids = [pid]
    for one in pids:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            pids += map(int, tasks.read_text("ascii").split())
    total = 0.0
    for one in pids:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]
