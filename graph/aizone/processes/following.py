"""A child process that works through one task and tells how far it is, message by message."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator

from . import messages
from .child import ChildEndedError, environment, last_line


def follow(module: str, task: bytes) -> Generator[bytes, None, None]:
    """Start a child that runs a module, give it a task, and yield what it tells until it is done.

    The module calls `tell_parent`. Closing the iterator early, as an exception such as Ctrl+C does, kills the child.

    Args:
        module: full name of the module.
        task: its one message.

    Raises:
        ChildEndedError: the child ended before it was done.
    """
    command = [sys.executable, "-P", "-m", module]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment()
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            messages.send(child.stdin, task)
            while (told := messages.receive(child.stdout)) is not None:
                yield told
            if exit_code := child.wait():
                raise ChildEndedError(exit_code, last_line(errors))
        except BrokenPipeError as error:
            raise ChildEndedError(child.wait(), last_line(errors)) from error
        finally:
            child.kill()
            child.wait()
            child.stdout.close()


def tell_parent(work: Callable[[bytes, Callable[[bytes], None]], None]) -> None:
    """Do the task of the parent that `follow`s this process; call it from the module that the parent names.

    Args:
        work: takes the task and a function that sends a message to the parent.
    """
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that nothing a library prints gets among the messages
    task = messages.receive(incoming)
    if task is not None:
        work(task, lambda message: messages.send(outgoing, message))
