"""Text made to slow down pattern matching: seconds for n and for 2n characters; 2.0 times is linear."""

from __future__ import annotations

import contextlib
import time

import aizone
from aizone.documents import plain_text
from aizone.errors import DocumentError
from aizone.extract import Knowledge
from aizone.extract.mentions import extract_mentions
from aizone.extract.mentions.topics import extract_topics
from aizone.extract.targets import extract_targets
from aizone.model import Document, TextSpan
from aizone.reading.knowledge import load_knowledge
from aizone.reading.stages import read_plans
from aizone.text.deadlines_in_text import find_deadline

HOSTILE = {
    "digits": "1",
    "digits and dots": "1.",
    "digits and commas": "111,",
    "digits and units": "1个",
    "announced numbers": "达到1%、",
    "numbers, no verb": "1%",
    "enumeration": "、",
    "opening brackets": "（",
    "closing brackets": "）",
    "titles left open": "《甲",
    "quotation marks": "“",
    "verbs": "建设",
    "each its share": "分别",
    "each its share with numbers": "甲和乙分别达到1%、2%",
    "years": "2023年",
    "years by when": "到2023年底前，",
    "months": "6月底前",
    "baselines": "由1%提高到",
    "names": "云江平台",
    "names joined": "甲平台和",
    "endings": "平台",
    "damage": "云*",
    "table cells": "甲\n个\n1\n",
    "table columns": "甲|个|1|",
    "scope": "其中",
    "conditions": "对1万元以上的",
    "lines": "\n",
    "tabs": "\t",
    "wide blanks": "\u3000",
    "scales": "万元",
    "labels of owners": "责任单位：",
    "owners": "市科技局、",
    "brackets of owners": "（牵头单位：市科技局）",
    "cited titles": "《通知》",
    "several": "培育一批",
    "headings": "（一）建设平台\n",
    "tables of cells": "序号\n任务\n责任单位\n1\n甲\n市科技局\n",
    "tables of tabs": "序号\t任务\t责任单位\n1\t甲\t市科技局\n",
    "forms without numeral": "过半",
    "numbers in both forms": "100家一百家翻一番，",
}
"""Units of repetition; every entry once slowed down, or might slow down, a pattern that reads again what it has read."""

PARTS = ("targets", "mentions", "topics", "deadlines", "reading")
_PLAN = "云江市人工智能行动计划（2024—2026年）\n一、重点任务\n（一）算力。\n建设算力平台。（责任单位：市科技局）\n"


def main(size: int = 100_000) -> None:
    """Print, for each part and text, the seconds for 2n characters and their ratio to those for n."""
    knowledge = load_knowledge(aizone.open())
    calls = {
        "targets": lambda passage: extract_targets([passage], end_year=2025, first_year=2023),
        "mentions": lambda passage: extract_mentions(passage, knowledge.entities),
        "topics": lambda passage: extract_topics([passage], knowledge.topics),
        "deadlines": lambda passage: find_deadline(passage, year=2023),
        "reading": lambda passage: _read(_PLAN + passage.text, knowledge),
    }
    print(f"hostile text (s for {2 * size:,} characters, times n)")
    for name, unit in HOSTILE.items():
        found = []
        for part in PARTS:
            seconds = []
            for length in (size, 2 * size):
                text = unit * (length // len(unit))
                began = time.process_time()
                calls[part](TextSpan.whole(text))
                seconds.append(time.process_time() - began)
            found.append(f"{part} {seconds[1]:6.3f} ({seconds[1] / max(seconds[0], 1e-6):4.1f})")
        print(f"  {name:28} {'  '.join(found)}")


def _read(text: str, knowledge: Knowledge) -> None:
    """Read a whole text as a document, whether or not it is a plan."""
    content = plain_text.read(text.encode(), "plan.txt")
    with contextlib.suppress(DocumentError):
        read_plans(Document("plan.txt", content.text, b"", "", content.media_type, content.encoding), knowledge)
