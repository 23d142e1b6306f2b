"""Servers that measurements start on the loopback and stop by their process."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aizone.settings import StoreAddress


def oxigraph_program() -> str | None:
    """The server of PyPI's `oxigraph`; None where it is not installed."""
    return shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))


@contextmanager
def oxigraph(program: str) -> Iterator[StoreAddress]:
    """An Oxigraph server with its data in memory, until it is no longer needed."""
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until_up(port, process)
            base = f"http://127.0.0.1:{port}/"
            yield StoreAddress(f"{base}query", f"{base}update", f"{base}store")
        finally:
            process.terminate()


def until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens; ends the measurement when it does not within a minute."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return
        if process.poll() is not None:
            sys.exit("benchmarks: a server ended before it was asked")
        time.sleep(0.1)
    sys.exit("benchmarks: a server did not come up")


def free_port() -> int:
    """A port of the loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
