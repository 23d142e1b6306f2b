"""Run the measurements: `python -m benchmarks [cluster|columns|desk|durability|endpoint|explorer|extraction|facts|findings|hostile|queries|projection|remote|sessions|shell|workspace]`."""

from __future__ import annotations

import sys

from . import (
    cluster,
    columns,
    desk,
    durability,
    endpoint,
    explorer,
    extraction,
    facts,
    findings,
    hostile,
    hostile_reading,
    projection,
    queries,
    remote,
    sessions,
    shell,
    workspace,
)

PARTS = {
    "cluster": cluster.main,
    "columns": columns.main,
    "desk": desk.main,
    "durability": durability.main,
    "endpoint": endpoint.main,
    "explorer": explorer.main,
    "extraction": extraction.main,
    "facts": facts.main,
    "findings": findings.main,
    "hostile": hostile_reading.main,
    "patterns": hostile.main,
    "queries": queries.main,
    "projection": projection.main,
    "remote": remote.main,
    "sessions": sessions.main,
    "shell": shell.main,
    "workspace": workspace.main,
}

for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        sys.exit(f"benchmarks: '{name}' is not one of {', '.join(PARTS)}")
    PARTS[name]()
