"""The process that loads a graph for query workers; `QueryPool` starts it."""

from __future__ import annotations

import sys

from ...processes import run_nursery, run_spawned
from .pool import load

if __name__ == "__main__":
    if sys.argv[1] == "spawned":
        run_spawned(load, int(sys.argv[2]))
    else:
        run_nursery(load)
