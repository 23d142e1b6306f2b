"""Written names of bodies: one normal form for all the ways to write the same words."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..text.lexicon.bodies import any_body, body_with_members

DAMAGE = "*"
"""The sign for characters that a copy has lost."""

LEVELS = "省市州盟县区旗"
# '各县〔市、区〕': the brackets that converters and typists mix up
_BRACKETS = str.maketrans("（）〔〕［］【】〈〉[]", "()()()()()()")
# '市发改委（审改办、大数据局）': a body with several plates; the closing bracket may be lost
_SECOND_NAME = re.compile(r"^(?P<first>[^()]{3,})\((?P<others>[^()]{2,})\)?$")
_LOST_CHARACTERS = (2, 4)
_LEVEL_WORDS = {
    "自治区": ("自治区", "区"),
    "自治州": ("自治州", "州"),
    "自治县": ("自治县", "县"),
    "地区": ("地区",),
    "特别行政区": ("特区",),
}


@functools.lru_cache(maxsize=8192)
def normalize(written: str) -> str:
    """A name without white space, in NFKC, with one kind of bracket.

    Examples:
        >>> normalize("各县（市、 区）")
        '各县(市、区)'
    """
    return "".join(unicodedata.normalize("NFKC", written).translate(_BRACKETS).split()).strip("、,。;:")


def read_table() -> dict[str, Any]:
    """The forms file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))


@functools.cache
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    full_of = {word: form["full"] for form in read_table()["form"] for word in (form["full"], *form["short"])}
    words = sorted(full_of, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words))), full_of


def full_form(name: str) -> str:
    """A name in normal form, with every abbreviated word in full.

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
    """`collectives.toml` as one pattern, with the endings of bodies spelled out."""
    either = "|".join(f"(?:{entry['pattern']})" for entry in read_collectives())
    spelled_out = either.replace("ANY_BODY", any_body()).replace("BODY_WITH_MEMBERS", body_with_members())
    return re.compile(spelled_out)


def is_collective(name: str) -> bool:
    """Tell whether a name in normal form is an expression for several bodies ('市直有关部门') rather than a body's name."""
    return _collectives().fullmatch(name) is not None


def level_words(place: str) -> tuple[str, ...]:
    """The words used for a place before the names of its bodies, by the place's full name.

    Examples:
        >>> level_words("合肥市"), level_words("广西壮族自治区")
        (('市',), ('自治区', '区'))
    """
    for ending, words in _LEVEL_WORDS.items():
        if place.endswith(ending):
            return words
    return (place[-1],) if place[-1:] and place[-1] in LEVELS else ()


def second_names(name: str) -> tuple[str, ...] | None:
    """The names of a body with several plates ('市商务局(自贸委)'), the main one first; None for any other bracket.

    A further one takes the level prefix of the first when it has none. The closing bracket may be lost.
    """
    found = _SECOND_NAME.match(name)
    if found is None:
        return None
    first, others = found["first"], re.split("[、,]", found["others"])
    if any(len(other) < 2 for other in others):  # 各功能区(市、区)
        return None
    prefix = first[0] if first[0] in LEVELS else ""
    return first, *(other if other[0] in LEVELS else prefix + other for other in others)


def damage_pattern(name: str, most: int = _LOST_CHARACTERS[-1]) -> re.Pattern[str]:
    """A pattern for the names that a damaged one may have been: each '*' is 1 to `most` lost characters."""
    parts = [re.escape(part) for part in re.split(r"\*+", name)]
    return re.compile(f".{{1,{most}}}?".join(parts))


def safe_damage_patterns(name: str) -> Iterator[re.Pattern[str]]:
    """Patterns that may decide which body a damaged name means, those for the fewest lost characters first.

    A copy loses whole words, mostly of one or two characters. A pattern decides only when more characters are left than
    one '*' may have lost ('市*局' fits too many), or when the name is that of a group ('各开发区*').
    """
    left = len(name.replace(DAMAGE, ""))
    is_group = name.startswith("各") and left > 1
    yield from (damage_pattern(name, most) for most in _LOST_CHARACTERS if left > most or is_group)
