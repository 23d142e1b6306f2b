"""Steps that run in a process of their own, so that each one's memory is its own and it can be stopped."""

from __future__ import annotations

import math
import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """The seconds, the CPU seconds and the peak memory of a step, and what it said; `cpu` is None when it was stopped."""

    seconds: float
    cpu: float | None
    megabytes: float
    said: str

    def __str__(self) -> str:
        if self.cpu is None:
            return f"stopped after {self.seconds:.0f} s"
        return f"{self.seconds:7.2f} s {self.cpu:7.2f} CPU {self.megabytes:6,.0f} MB {self.said}"


def apart(work: Callable[..., str], *args: object, most_s: float | None = None) -> Step:
    """Run a step in a process of its own.

    Args:
        work: a function of a module, which returns what there is to say.
        args: its arguments.
        most_s: it is stopped after so many seconds; never when None.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, *args))
    process.start()
    theirs.close()  # so that the end of a process that fails is seen
    if not ours.poll(most_s):
        process.kill()
        process.join()
        return Step(most_s or 0.0, None, 0, "")
    seconds, cpu, megabytes, said = ours.recv()
    process.join()
    return Step(seconds, cpu, megabytes, said)


def exponent(small: float, large: float, times: float) -> float:
    """The exponent e of growth as n^e, from two measurements of which the second has so many times as much to do."""
    return math.log(large / small) / math.log(times)


def _run(answer: Connection, work: Callable[..., str], *args: object) -> None:
    start, cpu = time.perf_counter(), cpu_seconds()
    said = work(*args)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e3
    answer.send((time.perf_counter() - start, cpu_seconds() - cpu, peak, said))


def cpu_seconds() -> float:
    """The CPU seconds that this process and its ended children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
