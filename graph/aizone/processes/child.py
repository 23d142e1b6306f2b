"""The parent's side of a bounded child process: start it, ask it, kill it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO, Protocol, Self

from . import messages

_MOST_LAST_WORDS = 4096
_END_S = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a child: bytes of memory; seconds of wall-clock time, and of processor time, for each answer; its length.

    `cpu_s` None bounds the processor time by the wall clock only.
    """

    memory_bytes: int
    answer_s: float
    cpu_s: float | None = None
    answer_bytes: int = 2**30


class ChildTimeoutError(Exception):
    """The child took too long for an answer and was killed. Callers turn it into an error for their reader."""


class ChildEndedError(Exception):
    """The child ended before it answered. Callers turn it into an error for their reader.

    Args:
        exit_code: negative when a signal ended it.
        last_words: the last line it wrote to standard error; empty when it wrote none.
    """

    def __init__(self, exit_code: int, last_words: str) -> None:
        self.exit_code = exit_code
        self.last_words = last_words
        super().__init__(f"exit code {exit_code}: {last_words}")

    @property
    def is_out_of_memory(self) -> bool:
        """True if it ended like a process that gets no more memory: by a signal, without a word, or saying so."""
        return self.exit_code < 0 or not self.last_words or "MemoryError" in self.last_words

    @property
    def is_out_of_time(self) -> bool:
        """True if the system ended it because it used more processor time than it may."""
        return self.exit_code == -getattr(signal, "SIGXCPU", 0) and self.exit_code != 0


class Child(Protocol):
    """A bounded process that answers messages; one thread at a time may ask it."""

    @property
    def is_alive(self) -> bool:
        """True if it can be asked."""
        ...

    def ask(self, message: bytes, *, timeout_s: float | None = None) -> bytes:
        """Send a message and wait for the answer; see `ChildProcess.ask`."""
        ...

    def close(self) -> None:
        """Kill it if it is alive, and free what it held; may be called again."""
        ...


class ChildProcess:
    """A child process that runs one module, which must call `serve`; one thread at a time may ask it.

    The child lives until `close`, until it ends by itself, or until an answer takes too long. Its standard error goes to
    a temporary file that disappears with it.

    Args:
        module: full name of the module.
        limits: what it may take.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        self._limits = limits
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        # -P keeps the current folder off the child's path; the parent's own path may have been extended at run time.
        command = [sys.executable, "-P", "-m", module, str(limits.memory_bytes), str(limits.answer_s)]
        command += [str(limits.cpu_s)] if limits.cpu_s is not None else []
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_alive(self) -> bool:
        """True if it can be asked."""
        return self._process.poll() is None

    def ask(self, message: bytes, *, timeout_s: float | None = None) -> bytes:
        """Send a message and wait for the answer.

        Args:
            message: what the child's `serve` is to answer.
            timeout_s: seconds for this answer; those of the limits when None.

        Raises:
            ChildTimeoutError: the answer took too long; the child is gone.
            ChildEndedError: the child ended by itself; it is gone.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        exchange = Exchange(self._process.stdin, self._process.stdout, message, self._limits)
        if not exchange.is_done(self._limits.answer_s if timeout_s is None else timeout_s):
            self._process.kill()
            exchange.join()
            self.close()
            raise ChildTimeoutError
        if exchange.answer is not None:
            return exchange.answer
        try:
            exit_code = self._process.wait(_END_S)
        except subprocess.TimeoutExpired:  # its answer is longer than it may be
            self._process.kill()
            exit_code = self._process.wait()
        last_words = last_line(self._errors)
        self.close()
        raise ChildEndedError(exit_code, last_words)

    def close(self) -> None:
        """Kill it if it is alive, and free what it held; may be called again."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):  # what was not sent is of no use any more
                stream.close()


class Exchange:
    """A message sent and its answer received, by a thread, because both directions block; killing the child ends the thread.

    Args:
        outgoing: where the child reads.
        incoming: what the child writes to.
        message: what is sent.
        limits: how long the answer may be.
    """

    def __init__(self, outgoing: IO[bytes], incoming: IO[bytes], message: bytes, limits: Limits) -> None:
        self.answer: bytes | None = None
        self._thread = threading.Thread(
            target=self._run, args=(outgoing, incoming, message, limits.answer_bytes), daemon=True
        )
        self._thread.start()

    def is_done(self, wait_s: float) -> bool:
        """True if the answer is there, or will not come, within so many seconds."""
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def join(self) -> None:
        """Wait for its end."""
        self._thread.join()

    def _run(self, outgoing: IO[bytes], incoming: IO[bytes], message: bytes, most: int) -> None:
        with contextlib.suppress(OSError):  # the child is gone: there is no answer
            messages.send(outgoing, message)
            self.answer = messages.receive(incoming, most=most)


def environment() -> dict[str, str]:
    """The environment of a child: it finds modules where this process does, and nowhere else."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def last_line(errors: IO[bytes]) -> str:
    """The last line that a child wrote to its standard error; empty when it wrote none."""
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _MOST_LAST_WORDS))
    return errors.read().decode("utf-8", errors="replace").strip().rpartition("\n")[2]
