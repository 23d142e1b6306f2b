"""Scores of reading hand-labelled plans, one line per kind of layout: flat, lines, reflowed, raw, table.

The scorer and the plans lie beside the checkout; this runs the one on each kind of the others.

    python -m benchmarks.score_by_layout SCORER PLANS COMMAND
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_NAMES = {"pdf_reflowed": "reflowed", "pdf_table_cells_one_line_each": "table"}
_SCORES = ("units", "roles", "groups", "targets")
_SHARES = ("paths", "deadlines")


def main(scorer: str, plans: str, command: str) -> None:
    """Print the scores of each kind of layout."""
    by_layout: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(Path(plans).glob("*.json")):
        plan = json.loads(path.read_text("utf-8"))
        layout = plan.get("layout", "")
        by_layout[_NAMES.get(layout, layout)].append(path)
        if plan.get("text_raw_pdf"):
            by_layout["raw"].append(path)
    print(f"{'':10}{'plans':>6}{''.join(f'{name:>11}' for name in (*_SCORES, *_SHARES))}")
    for layout, paths in sorted(by_layout.items()):
        scores = _scored(scorer, paths, command, raw=layout == "raw")
        cells = [scores[name]["f1"] if scores[name]["gold"] else None for name in _SCORES]
        cells += [scores[name] for name in _SHARES]
        print(f"{layout:10}{len(paths):6}{''.join(f'{_cell(value):>11}' for value in cells)}")


def _scored(scorer: str, paths: Sequence[Path], command: str, *, raw: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            (Path(folder) / path.name).symlink_to(path.resolve())
        options = ["--docs", folder, "--json", "--command", command, *(["--raw"] if raw else [])]
        done = subprocess.run([sys.executable, scorer, *options], capture_output=True, text=True, check=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main(*sys.argv[1:4])
