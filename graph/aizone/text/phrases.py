"""Pieces of names that a line may end after: Chinese is parted between words, so that 人工智能 stays whole."""

from __future__ import annotations

import functools
import math
import re
from importlib import resources
from itertools import groupby

_TERMS = (
    "人工智能", "试验区", "新一代", "算力", "智算", "大数据", "物联网", "云计算", "区块链", "大模型", "具身智能", "智能体", "元宇宙", "低空经济",
    "示范区", "实训", "管委会", "网信办", "发改委", "政务", "产业链", "生态环境",
)  # fmt: skip
"""Words of these plans that a dictionary of common words does not have."""
_LEADS = frozenset("和与及或在由从对将以把被")
_RARE = 11.5
"""What a character that is not part of a known word costs; a word costs the logarithm of its place among the words."""
_LONGEST = 5
_MOST_UNKNOWN, _MOST_OF_NUMBER = 4, 3
"""More characters in a row that are of no known word are several words, wherever they end."""
# '合肥市科学技术局' | 'AI' | '（' | '2025年' without its 年: what is not Chinese stays whole up to the space after it
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+\s*|\s+")
# '）', '》' and ',' do not begin a line
_CLOSING = re.compile(r"[)）》」”’、，。；：！？·,.;:!?\]】]")
# '+', '—' and '/' go with what is before them
_SIGNS = re.compile(r"[+＋—–/&~-]+\s*")
# '（' and '《' do not end one
_OPENING = re.compile(r"[(（《「“‘\[【]\s*")


@functools.cache
def _ranks() -> dict[str, int]:
    lines = resources.files(__package__).joinpath("words.txt").read_text("utf-8").splitlines()
    words = [*_TERMS, *(line for line in lines if not line.startswith("#"))]
    return {word: place for place, word in reversed(list(enumerate(words)))}


def phrases(text: str) -> list[str]:
    """The pieces of a text that a line may end after; joined, they are the text.

    Chinese is parted between words; what is not Chinese stays whole and keeps the spaces after it. A sign that closes is with what it
    closes, one that opens with what it opens.

    Examples:
        >>> phrases("健全人工智能生态体系")
        ['健全', '人工智能', '生态', '体系']
        >>> phrases("机器人（合肥）研究院 Hefei Branch"), phrases("人工智能+教育（2024年）")
        (['机器人', '（合肥）', '研究院 ', 'Hefei ', 'Branch'], ['人工智能+', '教育', '（2024年）'])
    """
    found: list[str] = []
    is_open = False
    for run in _RUN.findall(text):
        for piece in _words(run) if "\u3400" <= run[0] <= "\u9fff" else _signs(run):
            if found and (is_open or _goes_on(found[-1], piece)):
                found[-1] += piece
            else:
                found.append(piece)
            is_open = bool(_OPENING.fullmatch(piece[-1]))
    return found


def _goes_on(before: str, piece: str) -> bool:
    """True for a piece that a line may not begin with: a blank, a sign that closes, 年 or 年底 after a number."""
    is_of_number = before[-1].isdigit() and len(piece) <= _MOST_OF_NUMBER
    return is_of_number or piece.isspace() or bool(_CLOSING.match(piece)) or _SIGNS.fullmatch(piece) is not None


def _signs(run: str) -> list[str]:
    """A run that is not Chinese, parted before signs that open something: 'AI（', '》（'."""
    return [part for part in re.split(r"(?=[（《「“‘【])", run) if part]


@functools.lru_cache(maxsize=4096)
def _words(run: str) -> tuple[str, ...]:
    """Chinese characters in a row as words: single characters go with the word before them, or after it where they lead."""
    found: list[str] = []
    lead = ""
    for is_unknown, group in groupby(_likeliest(run), key=lambda word: len(word) == 1 and word not in _LEADS):
        words = list(group)
        if is_unknown and len(words) == 1 and found and not lead:
            found[-1] += words[0]
            continue
        if is_unknown and (len(words) > 1 or lead):
            together = "".join(words)
            words = [together[at : at + _MOST_UNKNOWN] for at in range(0, len(together), _MOST_UNKNOWN)]
        for word in words:
            if len(word) == 1 and (word in _LEADS or not found):
                lead += word
            else:
                found.append(lead + word)
                lead = ""
    return (*found, lead) if lead else tuple(found)


def _likeliest(run: str) -> list[str]:
    """The words of the way to part a run that costs least."""
    ranks = _ranks()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + _RARE, end - 1)]
        for start in range(max(0, end - _LONGEST), end - 1):
            rank = ranks.get(run[start:end])
            if rank is not None:
                ways.append((best[start][0] + math.log(rank + 100), start))
        best.append(min(ways))
    words, end = [], len(run)
    while end:
        start = best[end][1]
        words.append(run[start:end])
        end = start
    return words[::-1]
