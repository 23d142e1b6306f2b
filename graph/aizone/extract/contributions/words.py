"""The words and thresholds of `contributions.toml`, compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...text.word_lists import alternatives


@dataclass(frozen=True, slots=True)
class ContributionWords:
    """Compiled word lists and thresholds; see `contributions.toml` for what each is for."""

    boilerplate: re.Pattern[str]
    measuring: re.Pattern[str]
    after: re.Pattern[str]
    verbs: re.Pattern[str]
    classes: dict[str, str]  # noun to local name of its az: class
    least: float
    share_of_best: float
    heading: float
    unsaid: float
    telling_in_text: float
    telling_in_heading: float


def read_table() -> dict[str, Any]:
    """The file as written."""
    return tomllib.loads(Path(__file__).with_name("contributions.toml").read_text("utf-8"))


@functools.cache
def contribution_words() -> ContributionWords:
    """The compiled word lists and thresholds."""
    table = read_table()
    return ContributionWords(
        boilerplate=re.compile(alternatives(table["metric"]["boilerplate"])),
        measuring=re.compile(f"(?<=..)(?:{alternatives(table['metric']['measuring'])})$"),
        after=re.compile(rf"[^\u4e00-\u9fffA-Za-z0-9]|$|{alternatives(table['phrase']['after'])}"),
        verbs=re.compile(alternatives(table["phrase"]["verbs"])),
        classes={noun: name for name, nouns in table["classes"].items() for noun in nouns},
        **table["scores"],
    )
