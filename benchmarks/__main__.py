"""Run the measurements: `python -m benchmarks [extraction|facts|hostile|queries|projection]`."""

from __future__ import annotations

import sys

from . import extraction, facts, hostile, projection, queries

PARTS = {
    "extraction": extraction.main,
    "facts": facts.main,
    "hostile": hostile.main,
    "queries": queries.main,
    "projection": projection.main,
}

for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        sys.exit(f"benchmarks: '{name}' is none of {', '.join(PARTS)}")
    PARTS[name]()
