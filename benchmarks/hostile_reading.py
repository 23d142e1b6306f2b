"""Hostile documents read one by one, each in a process of its own: processor time, memory and verdict per kind."""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

import aizone
from aizone.documents import apart as documents
from aizone.documents import read_bytes, read_document
from aizone.errors import AizoneError
from aizone.extract import Knowledge
from aizone.rdf import reading_quads
from aizone.reading import apart as plans_apart
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans

from .hostile_features import hostile_features
from .hostile_files import HostileFile, hostile_files
from .hostile_shapes import hostile_shapes

_EXAMPLE = Path(__file__).parent.parent / "data" / "examples" / "yunjiang-2024-2026.txt"
MOST_CPU_S = 10.0
MOST_BYTES = 500 * 2**20
_STOP_S = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: seconds of processor time and bytes of memory of all processes it took, and what became of it."""

    cpu_s: float
    peak_bytes: int
    verdict: str

    @property
    def is_bad(self) -> bool:
        """True if it took too much or ended in a traceback."""
        return self.cpu_s > MOST_CPU_S or self.peak_bytes > MOST_BYTES or self.verdict.startswith("TRACEBACK")


def read_one(file: HostileFile, knowledge: Knowledge) -> Outcome:
    """Read a file as 'Add a plan' and `extract` do, in a fork; its children are counted with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (_STOP_S, _STOP_S))
        verdict = _verdict(file, knowledge)
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        cpu = sum(one.ru_utime + one.ru_stime for one in used)
        with os.fdopen(writing, "w") as stream:
            json.dump([cpu, max(one.ru_maxrss for one in used) * 1024, verdict], stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return Outcome(*json.loads(said)) if said else Outcome(_STOP_S, 0, f"STOPPED after {_STOP_S} s")


def _verdict(file: HostileFile, knowledge: Knowledge) -> str:
    try:
        document = read_bytes(file.data, file.name)
        documents.close_readers()  # so that the system counts it
        plans = read_plans(document, knowledge)
        plans_apart.close_readers()
        quads = sum(len(set(reading_quads(plan, "plan", keep_text=True))) for plan in plans)
        return f"read, {sum(len(plan.tasks) for plan in plans)} tasks, {quads} quads"
    except AizoneError as error:
        return f"refused: {error.line(str).removeprefix(file.name)[:70]}"
    except Exception:
        return f"TRACEBACK: {traceback.format_exc().strip().splitlines()[-1][:100]}"
    finally:
        documents.close_readers()
        plans_apart.close_readers()


def main(names: Sequence[str] = ()) -> None:
    """Print one line per kind; ends with an error when a file took too much.

    Args:
        names: only kinds whose names begin with one of these; all when empty.
    """
    knowledge = load_knowledge(aizone.open())
    read_plans(read_document(_EXAMPLE), knowledge)  # so that no file pays for what is loaded once
    documents.close_readers()
    plans_apart.close_readers()
    print("hostile documents: the most CPU s and MB of the files of a kind, and what became of the largest", flush=True)
    wanted = (
        file
        for file in chain(hostile_files(), hostile_shapes(), hostile_features())
        if not names or file.kind.startswith(tuple(names))
    )
    count = bad = 0
    for kind, files in groupby(wanted, key=lambda file: file.kind):
        found = [(file, read_one(file, knowledge)) for file in files]
        cpu, peak = max(one.cpu_s for _file, one in found), max(one.peak_bytes for _file, one in found)
        worst = [f"\n     {file.name}: {one.cpu_s:.1f} s, {one.verdict}" for file, one in found if one.is_bad]
        mark = "!!" if worst else "  "
        line = f"{mark} {kind:45} {cpu:6.2f} s {peak / 2**20:6.0f} MB  {found[-1][1].verdict}"
        print(line, *worst, sep="", flush=True)
        count, bad = count + len(found), bad + len(worst)
    print(f"{count - bad} of {count} within {MOST_CPU_S:g} CPU s and {MOST_BYTES // 2**20} MB, without a traceback")
    if bad:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
