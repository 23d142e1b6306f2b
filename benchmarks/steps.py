"""Steps that run in a process of their own, so that each one's memory is its own and it can be stopped; figures are noted in a file."""

from __future__ import annotations

import json
import math
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

Work = tuple[Callable[..., str], *tuple[object, ...]]
"""A function of a module, which returns what there is to say, and its arguments."""


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


class Noted:
    """The steps of one workspace by name, in a file: a run that was stopped goes on, and several may share one table.

    Args:
        path: of the file; without it, everything is measured again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, Step]:
        """All that was measured until now, by any run."""
        if not self._path.exists():
            return {}
        lines = self._path.read_text("utf-8").splitlines()
        return {found.pop("name"): Step(**found) for found in map(json.loads, lines)}

    def steps(self, names: Sequence[str], measure: Callable[[], Sequence[Step]]) -> list[Step]:
        """Some steps that are measured together: as they were noted, or measured now."""
        known = self.all()
        if not set(names) <= set(known):
            for name, step in zip(names, measure(), strict=True):
                with self._path.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps({"name": name, **asdict(step)}) + "\n")
            known = self.all()
        return [known[name] for name in names]


def apart(*works: Work, most_s: float | None = None, opening: int = 0) -> list[Step]:
    """Run some steps, one after the other, in a process of their own.

    Args:
        works: the steps; a later one has what an earlier one has opened.
        most_s: each is stopped after so many seconds, with those after it; never when None.
        opening: so many of them, the first, are not stopped.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, works))
    process.start()
    theirs.close()  # so that the end of a process that fails is seen
    found: list[Step] = []
    for place, _work in enumerate(works):
        if not ours.poll(None if place < opening else most_s):
            process.kill()
            break
        found.append(Step(*ours.recv()))
    process.join()
    return found + [Step(most_s or 0.0, None, 0, "")] * (len(works) - len(found))


def exponent(small: float, large: float, times: float) -> float:
    """The exponent e of growth as n^e, from two measurements of which the second has so many times as much to do."""
    return math.log(large / small) / math.log(times)


def _run(answer: Connection, works: Sequence[Work]) -> None:
    for work, *args in works:
        start, cpu = time.perf_counter(), cpu_seconds()
        said = work(*args)
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e3
        answer.send((time.perf_counter() - start, cpu_seconds() - cpu, peak, said))


def cpu_seconds() -> float:
    """The CPU seconds that this process and its ended children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
