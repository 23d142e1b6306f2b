"""Run the measurements: `python -m benchmarks [extraction|hostile|queries|projection]`."""

from __future__ import annotations

import sys

from . import extraction, hostile, projection, queries

PARTS = {"extraction": extraction.main, "hostile": hostile.main, "queries": queries.main, "projection": projection.main}

for name in sys.argv[1:] or PARTS:
    if name not in PARTS:
        sys.exit(f"benchmarks: '{name}' is none of {', '.join(PARTS)}")
    PARTS[name]()
