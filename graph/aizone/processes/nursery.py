"""A process that loads something large once and forks workers from it, which share its memory with it.

A worker that is forked costs the pages that it changes, and starts in milliseconds. Forking a process with threads is not safe,
so the nursery is a process of its own with one thread. It also kills workers and says how they ended: only a parent can do
that without mistaking another process for a dead child of the same id. It ends when its own parent does, because its end
of the control socket is then closed, and its workers end with it.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Protocol

from . import messages
from .bounds import end_with, lower_priority
from .child import ChildEndedError, ChildTimeoutError, environment, last_line

Work = Callable[[socket.socket], None]
"""Answers what comes over a socket until the other end closes it."""

_ORDER = struct.Struct(">cq")
_REPLY = struct.Struct(">q")
_FORK, _KILL = b"f", b"k"


class Worker(Protocol):
    """A process at the other end of a socket."""

    connection: socket.socket

    def kill(self) -> int:
        """End it, if it has not ended by itself; returns its exit code, negative when a signal ended it."""
        ...

    def slow_down(self) -> None:
        """Have it give way to other processes from now on, where the system can do that."""
        ...


class Workers(Protocol):
    """A source of workers."""

    def start(self) -> Worker:
        """Start one more."""
        ...

    def close(self) -> None:
        """End all of them."""
        ...


class ForkedWorker:
    """A worker whose parent is a nursery, or this process."""

    def __init__(self, connection: socket.socket, pid: int, end: Callable[[int], int]) -> None:
        self.connection = connection
        self.pid = pid
        self._end = end

    def kill(self) -> int:
        """End it, if it has not ended by itself; returns its exit code."""
        exit_code = self._end(self.pid)
        self.connection.close()
        return exit_code

    def slow_down(self) -> None:
        """Have it give way to other processes from now on."""
        lower_priority(self.pid)


class Forks:
    """Workers that are forked from this process, which must have one thread.

    Args:
        work: what each of them does.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._pids: set[int] = set()

    def start(self) -> ForkedWorker:
        """Fork a worker."""
        ours, theirs = socket.socketpair()
        sys.stdout.flush()  # or what waits to be written is written twice
        sys.stderr.flush()
        pid = fork(self._work, theirs, [ours])
        theirs.close()
        self._pids.add(pid)
        return ForkedWorker(ours, pid, self._end)

    def close(self) -> None:
        """End all workers."""
        for pid in list(self._pids):
            self._end(pid)

    def _end(self, pid: int) -> int:
        if pid not in self._pids:
            return 0
        self._pids.discard(pid)
        return end(pid)


class Nursery:
    """A process that loads something and forks workers; safe to share between threads.

    Args:
        module: full name of a module that calls `run_nursery`.
        task: its first message, which says what to load.
        start_s: seconds that loading may take.

    Raises:
        ChildEndedError: it could not load.
        ChildTimeoutError: loading took too long.
    """

    def __init__(self, module: str, task: bytes, *, start_s: float) -> None:
        self._lock = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=environment(),
                pass_fds=[theirs.fileno()],
            )
        try:
            self._control.settimeout(start_s)
            with self._control.makefile("wb") as sending, self._control.makefile("rb") as receiving:
                messages.send(sending, task)
                loaded = messages.receive(receiving)
            self._control.settimeout(None)
        except TimeoutError as error:
            self.close()
            raise ChildTimeoutError from error
        except OSError:
            loaded = None
        if loaded is None:
            exit_code, said = self._process.wait(), last_line(self._errors)
            self.close()
            raise ChildEndedError(exit_code, said)

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    def start(self) -> ForkedWorker:
        """Fork a worker.

        Raises:
            ChildEndedError: the nursery is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            pid = self._ask(_FORK, 0, [theirs.fileno()])
        return ForkedWorker(ours, pid, lambda pid: self._ask(_KILL, pid))

    def close(self) -> None:
        """End it and its workers; may be called again."""
        self._process.kill()
        self._process.wait()
        self._control.close()
        self._errors.close()

    def _ask(self, order: bytes, pid: int, descriptors: list[int] | None = None) -> int:
        with self._lock:
            try:
                socket.send_fds(self._control, [_ORDER.pack(order, pid)], descriptors or [])
                reply = self._control.recv(_REPLY.size, socket.MSG_WAITALL)
            except OSError:
                reply = b""
        if len(reply) < _REPLY.size:
            raise ChildEndedError(self._process.poll() or 0, "")
        return int(_REPLY.unpack(reply)[0])


def run_nursery(load: Callable[[bytes], Work]) -> None:
    """Be the process of a `Nursery`; call it from the module that the parent names.

    Args:
        load: takes the first message, and returns what workers do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, whose end ends this process
    with socket.socket(fileno=int(sys.argv[1])) as control:
        with control.makefile("wb") as sending, control.makefile("rb") as receiving:
            task = messages.receive(receiving)
            if task is None:
                return
            work = load(task)
            messages.send(sending, b"")
        gc.collect()
        gc.freeze()  # a collection in a worker would write to every object, and so copy the pages it is on
        children: set[int] = set()
        while True:
            order, descriptors, _flags, _address = socket.recv_fds(control, _ORDER.size, 1)
            if len(order) < _ORDER.size:
                break
            what, pid = _ORDER.unpack(order)
            if what == _FORK:
                with socket.socket(fileno=descriptors[0]) as theirs:
                    reply = fork(work, theirs, [control])
                children.add(reply)
            elif pid in children:
                children.discard(pid)
                reply = end(pid)
            else:
                reply = 0
            control.sendall(_REPLY.pack(reply))
        for pid in children:
            end(pid)


def fork(work: Work, theirs: socket.socket, others: list[socket.socket]) -> int:
    """Fork a worker; returns its process id.

    Args:
        work: what it does.
        theirs: its end of the connection.
        others: sockets of this process that it must not hold.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:  # in the child; whatever happens, it never returns into the parent's code
        for other in others:
            other.close()
        end_with(parent)
        with open(
            os.devnull, "r+b"
        ) as nothing:  # the engine says aloud that it gets no more memory; the parent says it better
            for stream in (0, 1, 2):
                os.dup2(nothing.fileno(), stream)
        work(theirs)
    finally:
        os._exit(0)


def end(pid: int) -> int:
    """Kill a child of this process and wait for it; returns its exit code."""
    os.kill(pid, signal.SIGKILL)  # a child that has ended keeps its id until it is waited for
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
