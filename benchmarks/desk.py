"""The coordinator's desk on one plan: pairs, groups, chance, load, structure, findings and gaps, reading included."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import aizone
from aizone.analysis.chance import pair_chances
from aizone.analysis.gaps.lint import gap_score, lint
from aizone.analysis.load_profiles import load_profiles
from aizone.analysis.overlaps import find_overlaps
from aizone.analysis.owner_groups import find_groups
from aizone.analysis.structure.report import plan_structure
from aizone.projections.clauses import read_clauses
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.plan_load import read_plan_load
from aizone.queries.remembered import forget
from aizone.workspace import Workspace

_PLAN, _OTHER = "hefei-2020-2023", "yunjiang-2024-2026"


def main() -> None:
    """Print the seconds of CPU of each part, in the order of the side bar; libraries were loaded for another plan before."""
    workspace = aizone.open()
    _run(workspace, _OTHER)
    print("the desk on the Hefei plan (s of CPU; goal 0.5 for all)")
    for title in ("nothing remembered", "the same plan again"):
        if title == "nothing remembered":
            forget(workspace.store)
        found = _run(workspace, _PLAN)
        parts = ", ".join(f"{name} {seconds:.3f}" for name, seconds in found.items())
        print(f"  {title}: {parts}; all {sum(found.values()):.3f}")


def _run(workspace: Workspace, slug: str) -> dict[str, float]:
    store, plan = workspace.store, f"id:plan/{slug}"
    parts: Mapping[str, Callable[[], object]] = {
        "findings": lambda: workspace.worklist(slug),
        "pairs": lambda: find_overlaps(workspace.incidence(plan=slug)),
        "groups": lambda: find_groups(workspace.incidence(plan=slug)),
        "chance": lambda: pair_chances(workspace.incidence(plan=slug)),
        "load": lambda: load_profiles(read_plan_load(store, plan, "zh"), "zh"),
        "structure": lambda: plan_structure(
            workspace.incidence(plan=slug), read_plan_load(store, plan, "zh"), read_clauses(store, plan, "zh")
        ),
        "gaps": lambda: gap_score(lint(read_gap_facts(store, plan))),
    }
    found = {}
    for name, part in parts.items():
        start = time.process_time()
        part()
        found[name] = time.process_time() - start
    return found
