"""Fifty visits of the explorer at once, each by its own WebSocket as a browser's: memory with each, and after they left.

Each visit opens four pages in turn. Needs the libraries of the explorer, and no browser. The memory is that of the server with the processes it
started (proportional set size, Linux). `AIZONE_BENCH_SESSIONS` sets another number.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from .explorer import _serving

_PAGES = ("", "explore", "units", "findings")
_AT_ONCE = 4
_LEFT_S = 150
"""Streamlit keeps a visit for two minutes after its browser is gone, in case it comes back."""


def main() -> None:
    """Print the numbers; where memory cannot be read, say so and measure nothing."""
    if not Path("/proc/self/smaps_rollup").exists():
        print("sessions: needs Linux, where a process says how much memory it has; not measured")
        return
    count = int(os.environ.get("AIZONE_BENCH_SESSIONS", "50"))
    with tempfile.TemporaryDirectory() as folder, _serving(Path(folder)) as (url, pid):
        _visit(url)[0].close()
        before = _memory_mb(pid)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            visits = list(pool.map(lambda _number: _visit(url), range(count)))
        there = _memory_mb(pid)
        seconds = sorted(second for _socket, each in visits for second in each)
        print(f"sessions ({count} visits of {len(_PAGES)} pages, {_AT_ONCE} at once)")
        print(f"  a page, median / slowest                 {statistics.median(seconds):8.2f} / {seconds[-1]:.2f} s")
        print(f"  memory before                            {before:8.1f} MB")
        print(f"  memory with all of them                  {there:8.1f} MB  ({(there - before) / count:.2f} MB each)")
        for socket, _each in visits:
            socket.close()
        time.sleep(_LEFT_S)
        _visit(url)[0].close()  # what has expired goes when somebody comes
        left = _memory_mb(pid)
        print(
            f"  memory {_LEFT_S} s after they left             {left:8.1f} MB  ({(left - before) / count:.2f} MB each)"
        )


def _visit(url: str) -> tuple[Any, list[float]]:
    """A visit with its pages drawn, and the seconds that each took; its socket stays open."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.sync.client import connect

    address = url.replace("http://", "ws://")
    socket = connect(f"{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=60)  # type: ignore[list-item]
    seconds = []
    for page in _PAGES:
        asked = BackMsg()
        asked.rerun_script.query_string = "lang=zh"
        asked.rerun_script.page_name = page
        start = time.perf_counter()
        socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(socket.recv(timeout=120))
            if told.WhichOneof("type") == "script_finished":
                break
        seconds.append(time.perf_counter() - start)
    return socket, seconds


def _memory_mb(pid: int) -> float:
    """The memory of a process and of those it started."""
    children = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = path.read_text().split(" ", 1)
            children.setdefault(int(rest.rpartition(")")[2].split()[1]), []).append(int(number))
        except (OSError, ValueError):
            continue
    waiting, total = [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
