"""A sample of the named things read from hand-labelled plans, for a person to judge: each name in its place.

    python -m benchmarks.mention_sample ../shared/plans --seed 1 --size 100

A name is right when it is one thing (not a kind, not a plural) and nothing of it is missing or too much. The share of right
ones is the precision; after mending a kind of fault, judge another seed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import aizone
from aizone.documents import read_bytes
from aizone.errors import DocumentError
from aizone.extract import Knowledge
from aizone.model import MentionFact
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read

_BEFORE, _AFTER = 18, 8


def main() -> None:
    """Print the sample, a line per mention: plan, class, relation, and the name in brackets amid the words around it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plans", type=Path, help="folder of labelled plans, a JSON object with 'id' and 'text' each")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another sample (default: 1)")
    parser.add_argument("--size", type=int, default=25, help="how many mentions to print (default: 25)")
    options = parser.parse_args()
    knowledge = load_knowledge(aizone.open())
    lines = [line for path in sorted(options.plans.glob("*.json")) for line in _lines(path, knowledge)]
    chosen = random.Random(options.seed).sample(lines, min(options.size, len(lines)))
    print(f"mentions: {len(chosen)} of {len(lines)} (seed {options.seed}); judge each name")
    for line in chosen:
        print(line)


def _lines(path: Path, knowledge: Knowledge) -> Iterator[str]:
    labelled = json.loads(path.read_text("utf-8"))
    try:
        reading = read(read_bytes(labelled["text"].encode(), f"{labelled['id']}.txt"), knowledge)
    except DocumentError:
        return
    groups = [measure.mentions for task in reading.tasks for measure in task.measures]
    groups += [passage.mentions for passage in reading.passages]
    for mention in (mention for group in groups for mention in group):
        yield f"  {labelled['id']}  {_shown(mention, reading.document.text)}"


def _shown(mention: MentionFact, text: str) -> str:
    span = mention.span
    before, after = text[max(0, span.start - _BEFORE) : span.start], text[span.end : span.end + _AFTER]
    words = f"{before}【{span.of(text)}】{after}".replace("\n", " ")
    return f"{mention.entity_type:14} {mention.relation:9} {words}"


if __name__ == "__main__":
    main()
