"""Reading plain text: MB/s of the whole reading on one core, its growth, and the same text read by two simpler peers.

The peers do less: jieba only cuts the text into words, the scan only finds brackets with a list in them. The ratios say
how much finding structure, owners, targets and names costs on top.
"""

from __future__ import annotations

import gc
import logging
import re
import statistics
import time
from collections.abc import Callable

import aizone
from aizone.documents import plain_text
from aizone.model import Document
from aizone.reading.knowledge import load_knowledge
from aizone.reading.stages import read, read_plans  # in this process, whose time is measured
from aizone.settings import SHIPPED_DATA

from .plan_text import plan_text

# '（责任单位：市科技局、市数据局）': a bracket with a word of owner lists in it
_SCAN = re.compile(r"[（(〔][^（()）〕]*(?:单位|部门|负责|牵头)[^（()）〕]*[)）〕]")
_BYTES_PER_CHARACTER = 3


def main() -> None:
    """Print MB/s for 1, 4 and 10 MB of invented plans, the growth, and the ratios to jieba and to a bare scan."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.lcut("预热")
    knowledge = load_knowledge(aizone.open())
    print("extraction (bytes to facts, one core, process time)")
    seconds, sizes = {}, {}
    for megabytes in (1, 4, 10):
        data = plan_text(megabytes * 1_000_000 // _BYTES_PER_CHARACTER, seed=megabytes).encode()
        sizes[megabytes] = len(data) / 1e6
        document = _plain(data)
        seconds[megabytes] = _median(lambda document=document: read(document, knowledge))
        print(f"  {sizes[megabytes]:7.2f} MB  {sizes[megabytes] / seconds[megabytes]:6.2f} MB/s")
    print(f"  10 MB cost {seconds[10] / seconds[1]:.1f} times as much as 1 MB (sizes {sizes[10] / sizes[1]:.1f} to 1)")
    compilation = _compilation()
    size, took = len(compilation.data) / 1e6, _median(lambda: read_plans(compilation, knowledge))
    print(f"  {size:7.2f} MB  {size / took:6.2f} MB/s as a compilation of plans with twice as many measures per page")
    text = plan_text(1_000_000 // _BYTES_PER_CHARACTER, seed=1)
    for name, call in (
        ("jieba segmentation", lambda: jieba.lcut(text)),
        ("bare scan for bracketed lists", lambda: _SCAN.findall(text)),
    ):
        peer = _median(call)
        print(f"  {name}: {sizes[1] / peer:.1f} MB/s; aizone is {peer / seconds[1]:.2f} times as fast")


def _compilation() -> Document:
    """The example plan many times over: each begins with its title, so that each is recognised and read by itself."""
    plan = (SHIPPED_DATA / "examples" / "yunjiang-2024-2026.txt").read_text("utf-8")
    return _plain("\n".join([plan] * (1_000_000 // len(plan.encode()))).encode())


def _plain(data: bytes) -> Document:
    """A document of plain text of any length: what is read of one file is limited, the reading of its text is not."""
    content = plain_text.read(data, "plan.txt")
    return Document("plan.txt", content.text, data, "", content.media_type, content.encoding)


def _median(call: Callable[[], object], runs: int = 3) -> float:
    """Seconds of a call, with freeing what it leaves behind: memory left to the collector would be paid for by others.

    What was there before, such as thousands of counties in the registries, is frozen: walking it is not a part of reading.
    """
    times = []
    gc.collect()
    gc.freeze()
    for _ in range(runs):
        began = time.process_time()
        call()
        gc.collect()
        times.append(time.process_time() - began)
    gc.unfreeze()
    return statistics.median(times)
