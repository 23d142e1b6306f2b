"""Reading rules: the names by which facts say why they were read so, declared once in `rules.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

About = Literal["list", "role", "name", "group", "deadline", "target", "aim", "contribution", "mention", "left-out"]


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A rule: its name, what it decides, and a sentence by language.

    `example` is what a measure may say so that the rule fires; None where the rule is an entry of a word table, which has
    its own. `shown_by` is the kind of document the example has to be in, None for running text.
    """

    name: str
    about: About
    sentence: dict[str, str]
    example: str | None = None
    shown_by: str | None = None


@functools.cache
def rules() -> dict[str, ReadingRule]:
    """All rules by name, in the order of their file."""
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return {
        entry["name"]: ReadingRule(
            entry["name"],
            entry["about"],
            {"zh": entry["zh"], "en": entry["en"]},
            entry.get("example"),
            entry.get("shown_by"),
        )
        for entry in table["rule"]
    }
