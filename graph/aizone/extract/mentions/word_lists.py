"""The word lists of mentions: `mentions.toml` compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from ...model import Relation
from ...text.word_lists import alternatives


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Compiled word lists of `mentions.toml`; see there what each is for."""

    endings: re.Pattern[str]
    automaton: AhoCorasick
    ends: tuple[str, ...]
    types: dict[str, str]
    not_before: dict[str, tuple[str, ...]]
    verbs: re.Pattern[str]
    relations: dict[str, Relation]
    after_name: tuple[tuple[re.Pattern[str], Relation], ...]
    vague: re.Pattern[str]
    nominal: frozenset[str]
    activity_verbs: frozenset[str]
    activities: frozenset[str]
    enabling: frozenset[str]
    stop: frozenset[str]
    stops: tuple[str, ...]
    goes_on: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The mentions file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("mentions.toml").read_text("utf-8"))


@functools.cache
def mention_words() -> MentionWords:
    """The compiled word lists."""
    table = read_table()
    types = {ending: entry["name"] for entry in table["type"] for ending in entry["endings"]}
    relations: dict[str, Relation] = {verb: name for name, verbs in table["relation"].items() for verb in verbs}
    return MentionWords(
        endings=re.compile(alternatives(types)),
        automaton=AhoCorasick(list(types), implementation=Implementation.DFA),
        ends=tuple(types),
        types=types,
        not_before={entry["name"]: tuple(entry.get("not_before", ())) for entry in table["type"]},
        verbs=re.compile(alternatives(relations)),
        relations=relations,
        after_name=tuple((re.compile(alternatives(words)), name) for name, words in table["relation_after"].items()),
        vague=re.compile(
            rf"^(?:{alternatives(table['stop']['quantifiers'])}|{table['stop']['counted']})|{alternatives(table['stop']['anywhere'])}"
        ),
        activity_verbs=frozenset(table["activity"]["verbs"]),
        activities=frozenset(table["activity"]["types"]),
        nominal=frozenset(table["nominal"]["verbs"]),
        enabling=frozenset(table["enabling"]["verbs"]),
        stop=frozenset(table["stop"]["labels"]),
        stops=tuple(table["stop"]["labels"]),
        goes_on=re.compile(f"[和与](?:{alternatives(table['stop']['labels'])})"),
    )
