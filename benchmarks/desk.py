"""The coordinator's desk on one plan: pairs, groups, chance, load, findings and gaps, reading included."""

from __future__ import annotations

import aizone
from aizone.analysis.chance import pair_chances
from aizone.analysis.gaps.lint import gap_score, lint
from aizone.analysis.load_profiles import load_profiles
from aizone.analysis.overlaps import find_overlaps
from aizone.analysis.owner_groups import find_groups
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.plan_load import read_plan_load

from .timing import medians

_PLAN = "hefei-2020-2023"


def main() -> None:
    """Print the seconds of each part."""
    workspace = aizone.open()
    store, plan = workspace.store, f"id:plan/{_PLAN}"
    incidence = workspace.incidence(plan=_PLAN)
    found = medians(
        3,
        reading=lambda: workspace.incidence(plan=_PLAN),
        pairs=lambda: find_overlaps(incidence),
        groups=lambda: find_groups(incidence),
        chance=lambda: pair_chances(incidence),
        load=lambda: load_profiles(read_plan_load(store, plan, "zh"), "zh"),
        findings=lambda: workspace.worklist(_PLAN),
        gaps=lambda: gap_score(lint(read_gap_facts(store, plan))),
    )
    print("the desk on the Hefei plan (s)")
    print(f"  {', '.join(f'{name} {seconds:.3f}' for name, seconds in found.items())}; all {sum(found.values()):.3f}")
