"""Written names of bodies: one normal form for all the ways to write the same words."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

DAMAGE = "*"
"""Stands for characters that a copy has lost."""

LEVELS = "省市州盟县区旗"
_BRACKETS = str.maketrans("（）〔〕［］【】〈〉[]", "()()()()()()")
_SPACE = re.compile(r"\s+")
_SECOND_NAME = re.compile(r"^(?P<first>[^()]{3,})\((?P<second>[^()]{2,})\)$")


def normalize(written: str) -> str:
    """A name without white space, in NFKC, with one kind of bracket.

    Examples:
        >>> normalize("各县（市、 区）")
        '各县(市、区)'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", written).translate(_BRACKETS)).strip("、,。;:")


def read_table() -> dict[str, Any]:
    """The forms file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))


@functools.cache
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    full_of = {word: form["full"] for form in read_table()["form"] for word in (form["full"], *form["short"])}
    words = sorted(full_of, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words))), full_of


def full_form(name: str) -> str:
    """A normalised name with every abbreviated word in full.

    Examples:
        >>> full_form("市发改委")
        '市发展和改革委员会'
    """
    pattern, full_of = _forms()
    return pattern.sub(lambda found: full_of[found.group()], name)


def read_collectives() -> list[dict[str, str]]:
    """The collectives file as written, examples included."""
    table = tomllib.loads(Path(__file__).with_name("collectives.toml").read_text("utf-8"))
    return [dict(entry) for entry in table["collective"]]


@functools.cache
def _collectives() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in read_collectives()))


def is_collective(name: str) -> bool:
    """Whether a normalised name is an expression for several bodies ('市直有关部门') rather than a body's name."""
    return _collectives().fullmatch(name) is not None


def second_names(name: str) -> tuple[str, str] | None:
    """The two names of a body with two plates ('市商务局(自贸委)'); None for any other bracket.

    The second one takes the level prefix of the first when it has none.
    """
    found = _SECOND_NAME.match(name)
    if found is None or set(found["second"]) & set("、,"):
        return None
    first, second = found["first"], found["second"]
    return first, second if second[0] in LEVELS or first[0] not in LEVELS else first[0] + second


def damage_pattern(name: str, most: int = 4) -> re.Pattern[str]:
    """A pattern for what a damaged name may have been: each '*' stands for 1 to `most` characters."""
    parts = [re.escape(part) for part in re.split(r"\*+", name)]
    return re.compile(f".{{1,{most}}}?".join(parts))
