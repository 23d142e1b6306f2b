"""Findings: of the shipped Hefei plan, their growth with the size of a plan, and of a thousand plans.

The synthetic workspace is the largest of `benchmarks.workspace`; nothing is remembered from one run to the next.
"""

from __future__ import annotations

import itertools
import math
import random
import resource
import time

import aizone
from aizone.analysis.findings.find import find_findings
from aizone.projections.clauses import ClauseOwner, NamedThing, PlanClauses, Topic, WorkClause, read_clauses
from aizone.queries.remembered import forget

from .timing import medians
from .workspace import largest

HEFEI = "id:plan/hefei-2020-2023"
_SIZES = (250, 1_000, 4_000, 16_000)
_CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]
_VOCABULARY = 20_000
"""Words of two characters; the n-th most frequent is as frequent as 1/n, as in any language."""
_NAMES = ("监测平台", "调度系统", "服务中心", "数据库", "示范基地")


def main() -> None:
    """Print seconds, the exponent of growth, and memory."""
    _hefei()
    _growth()
    _thousand()


def _hefei() -> None:
    workspace = aizone.open()
    clauses = read_clauses(workspace.store, HEFEI, "zh")

    def read() -> None:
        forget(workspace.store)
        read_clauses(workspace.store, HEFEI, "zh")

    def worklist() -> None:
        forget(workspace.store)
        workspace.worklist(HEFEI.removeprefix("id:plan/"))

    found = medians(5, read=read, find=lambda: find_findings(clauses), worklist=worklist)
    print(f"findings of the Hefei plan, {len(clauses.clauses)} measures (s; goal for the whole desk 0.5)")
    print("  " + ", ".join(f"{name} {seconds:.3f}" for name, seconds in found.items()))


def _growth() -> None:
    """Time plans of growing size; the exponent is that of the last step, where constants count least."""
    seconds = []
    for size in _SIZES:
        plan = plan_of(size)
        start = time.process_time()
        find_findings(plan)
        seconds.append(time.process_time() - start)
    print("findings by size of one plan (measures: s of CPU)")
    print("  " + ", ".join(f"{size:,}: {took:.2f}" for size, took in zip(_SIZES, seconds, strict=True)))
    exponent = math.log(seconds[-1] / seconds[-2]) / math.log(_SIZES[-1] / _SIZES[-2])
    print(f"  grows as n^{exponent:.2f} (goal n^1.1)")


def _thousand() -> None:
    workspace = largest()
    slugs = workspace.plan_slugs()
    assert len(workspace.store)  # opening is measured by `benchmarks workspace`
    start, cpu, measures, findings = time.perf_counter(), time.process_time(), 0, 0
    for slug in slugs:
        clauses = read_clauses(workspace.store, f"id:plan/{slug}", "zh")
        measures += len(clauses.clauses)
        findings += len(find_findings(clauses))
    took, used = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"findings of {len(slugs):,} plans, {measures:,} measures: {took:.1f} s, {used:.1f} s of CPU (goal 30), "
        f"peak {peak:,.0f} MB (2,000)"
    )
    print(f"  {findings:,} findings, {used / max(1, len(slugs)) * 1000:.1f} ms of CPU per plan")


def plan_of(size: int, seed: int = 1) -> PlanClauses:
    """An invented plan: each measure has two owners, a thing, a technology and a sentence; about one in ten shares its thing.

    Args:
        size: its measures.
        seed: decides everything that is chosen.
    """
    random_ = random.Random(seed)
    words = ["".join(random_.choices(_CHARACTERS, k=2)) for _place in range(_VOCABULARY)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    units = [f"id:unit/u{place}" for place in range(max(20, size // 20))]
    things = [_name(random_) for _place in range(max(4, size * 9 // 10))]
    topics = [f"aztech:t{place}" for place in range(max(8, size // 6))]
    clauses = []
    for place in range(size):
        first, second = random_.sample(units, 2)
        owners = tuple(
            ClauseOwner(unit, unit, "az:GovernmentUnit", role, "explicit")
            for unit, role in ((first, "lead"), (second, "support"))
        )
        thing, topic = random_.randrange(len(things)), (random_.choice(topics),)
        text = "，".join("".join(random_.choices(words, cum_weights=weights, k=6)) for _part in range(6))
        clauses.append(
            WorkClause(
                item=f"id:plan/p/{place}/m1", label="", task=f"id:plan/p/{place}", task_label="", area="", path=str(place),
                position=place, owners=owners, touches=((f"id:thing/{thing}", "delivers"),), topics=topic, own_topics=topic,
                text=text,
            )
        )  # fmt: skip
    return PlanClauses(
        plan="id:plan/p",
        clauses=tuple(clauses),
        things={
            f"id:thing/{place}": NamedThing(f"id:thing/{place}", name, name, "Platform", False)
            for place, name in enumerate(things)
        },
        topics={node: Topic(node, node, "Technology") for node in topics},
    )


def _name(random_: random.Random) -> str:
    return "".join(random_.choices(_CHARACTERS, k=5)) + random_.choice(_NAMES)
