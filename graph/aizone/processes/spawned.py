"""Workers that are processes of their own, for systems without fork: each loads for itself what it works on."""

from __future__ import annotations

import hmac
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from . import messages
from .bounds import lower_priority
from .child import ChildEndedError, ChildTimeoutError, environment, last_line
from .nursery import Work

_SECRET = 32
_LOOK_S = 0.5


class SpawnedWorker:
    """A worker that is a child of this process."""

    def __init__(self, connection: socket.socket, process: subprocess.Popen[bytes]) -> None:
        self.connection = connection
        self._process = process

    def kill(self) -> int:
        """End it, if it has not ended by itself; returns its exit code."""
        self._process.kill()
        exit_code = self._process.wait()
        self.connection.close()
        return exit_code

    def slow_down(self) -> None:
        """Have it give way to other processes from now on, where the system can do that."""
        lower_priority(self._process.pid)


class Spawns:
    """Workers that are started one by one, and connect to this process over the loopback address.

    Args:
        module: full name of a module that calls `run_spawned`.
        task: the first message of each, which says what to load.
        start_s: seconds that loading may take.
    """

    def __init__(self, module: str, task: bytes, *, start_s: float) -> None:
        self._module = module
        self._task = task
        self._start_s = start_s
        self._started: list[SpawnedWorker] = []

    def start(self) -> SpawnedWorker:
        """Start a worker; returns when it has loaded.

        Raises:
            ChildEndedError: it could not load.
            ChildTimeoutError: loading took too long.
        """
        secret = secrets.token_bytes(_SECRET)
        with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryFile() as errors:
            command = [sys.executable, "-P", "-m", self._module, "spawned", str(server.getsockname()[1])]
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors, env=environment()
            )
            assert process.stdin is not None
            try:
                with process.stdin:
                    messages.send(process.stdin, secret + self._task)
                connection = self._connection(server, process, secret)
            except OSError as error:
                process.kill()
                exit_code = process.wait()
                if isinstance(error, TimeoutError):
                    raise ChildTimeoutError from error
                raise ChildEndedError(exit_code, last_line(errors)) from error
        connection.settimeout(None)
        worker = SpawnedWorker(connection, process)
        self._started.append(worker)
        return worker

    def _connection(self, server: socket.socket, process: subprocess.Popen[bytes], secret: bytes) -> socket.socket:
        """The connection that the child opens when it has loaded."""
        server.settimeout(_LOOK_S)
        until = time.monotonic() + self._start_s
        while True:
            try:
                connection, _address = server.accept()
            except TimeoutError:
                if process.poll() is not None:
                    raise ConnectionAbortedError from None
                if time.monotonic() > until:
                    raise
                continue
            connection.settimeout(_LOOK_S)
            if hmac.compare_digest(connection.recv(_SECRET, socket.MSG_WAITALL), secret):
                return connection
            connection.close()  # someone else on this machine

    def close(self) -> None:
        """End all workers."""
        while self._started:
            self._started.pop().kill()


def run_spawned(load: Callable[[bytes], Work], port: int) -> None:
    """Be a worker of `Spawns`; call it from the module that the parent names.

    Args:
        load: takes the first message, and returns what the worker does.
        port: where the parent listens.
    """
    first = messages.receive(sys.stdin.buffer)
    if first is None:
        return
    work: Work = load(first[_SECRET:])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(first[:_SECRET])
        work(connection)
