"""Reading plain text: MB/s of the whole reading, and how it grows with the document."""

from __future__ import annotations

from pathlib import Path

import aizone
from aizone.documents import read_bytes
from aizone.pipeline import load_knowledge, read

from .timing import medians

_EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "yunjiang-2024-2026.txt"


def main() -> None:
    """Print MB/s for the example plan and for its work repeated 10 and 40 times."""
    knowledge = load_knowledge(aizone.open())
    text = _EXAMPLE.read_text("utf-8")
    head, mark, work = text.partition("三、")
    calls, sizes = {}, {}
    for times in (1, 10, 40):
        data = (head + (mark + work + "\n") * times).encode()
        name = f"x{times}"
        sizes[name] = len(data) / 1e6
        calls[name] = lambda data=data: read(read_bytes(data, "plan.txt"), knowledge)
    found = medians(3, **calls)
    print("extraction (bytes to facts, one core)")
    for name, seconds in found.items():
        print(f"  {sizes[name]:7.3f} MB  {sizes[name] / seconds:6.2f} MB/s")
    growth = (found["x40"] / found["x10"]) / (sizes["x40"] / sizes["x10"])
    print(f"  time grows {growth:.2f} times as fast as size (1.00 is linear)")
