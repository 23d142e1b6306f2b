"""Words of the genre, declared in `boilerplate.toml`, taken out before measures are compared."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path

CUT = "\n"
"""What takes the place of a word that is left out: no run of shared characters goes over it."""


_SPECIFIC = 3
"""Characters before its ending that an object in running text needs to be one certain object."""


@functools.cache
def _declared() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))


@functools.cache
def crosscut_topics() -> frozenset[str]:
    """Topics that every plan has, so that two measures about one need not be about the same."""
    return frozenset(_declared()["crosscut"])


@functools.cache
def _any_of(kind: str) -> re.Pattern[str]:
    # '国家新一代人工智能创新发展试验区' before '新一代人工智能': the longest word that fits goes first
    return re.compile("|".join(sorted(_declared()[kind], key=lambda word: (-len(word), word))))


@functools.cache
def _ending() -> re.Pattern[str]:
    # '…智能辅助决策平台': what a thing is called, at the end of its name
    return re.compile(f"(?:{_any_of('endings').pattern})$")


# '，', '（1）', '《…》': no phrase goes over a mark; Latin letters and digits count as text ('5G', 'RCEP')
_MARKS = re.compile(r"[\W_]+")
# '“多规合一”业务协同平台', 'the “five ones”': quotation marks are within a name and do not end it
_QUOTES = re.compile("[“”‘’\"'「」『』]")
# '等行业产能', '的公共停车场': what is left of a list or a clause before an object
_BEFORE_OBJECT = re.compile("^(?:等(?:行业|领域|地区|单位|部门)?|的|及)")


@functools.lru_cache(maxsize=1_024)
def named_words(text: str) -> str:
    """A text in which names are whole: NFKC, without quotation marks, which stand inside names."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


@functools.lru_cache(maxsize=1_024)
def compared_text(text: str) -> str:
    """A text as it is compared: NFKC, marks and words of the genre replaced by `CUT`.

    Examples:
        >>> compared_text("加快推进智能网联汽车，提升人工智能产业水平").split()
        ['智能网联汽车']
        >>> compared_text("接入“一网统管”调度平台").split()
        ['接入一网统管调度平台']
    """
    plain = named_words(text)
    return _any_of("phrases").sub(CUT, _MARKS.sub(CUT, plain))


def without_place(words: str, place: str) -> str:
    """Words without the name of a place, which its plan says of everything.

    Args:
        words: a name or phrase.
        place: the place with its level ('合肥市').

    Examples:
        >>> without_place("合肥教育云平台", "合肥市")
        '教育云平台'
    """
    for written in (place, place[:-1]):
        words = words.replace(written, "") if len(written) > 1 else words
    return words


def without_start(words: str, place: str) -> str:
    """The words of an object without the end of a list, and without the name of the plan's place, before it.

    Examples:
        >>> without_start("等行业产能", "云江市"), without_start("云江市燃煤锅炉", "云江市")
        ('产能', '燃煤锅炉')
    """
    return _BEFORE_OBJECT.sub("", words).removeprefix(place).removeprefix(place[:-1])


def purpose_of(name: str, place: str = "") -> str:
    """The purpose that a name states: the name without its place, its ending, and words that fit any such thing.

    Args:
        name: a name of a platform, a park, a project …
        place: the place of its plan, with its level ('合肥市').

    Examples:
        >>> purpose_of("合肥市教育云平台", "合肥市")
        '教育'

        >>> purpose_of("智能辅助决策平台"), purpose_of("决策支撑平台"), purpose_of("公共服务平台")
        ('辅助决策', '决策', '')
    """
    plain = without_place(_MARKS.sub("", unicodedata.normalize("NFKC", name)), place)
    return _any_of("modifiers").sub("", _ending().sub("", plain))


def object_starts(words: str) -> tuple[str, ...]:
    """The starts of some words that are a name themselves, because they end as things do and say what for; shortest first.

    Examples:
        >>> object_starts("综合性国家科学中心人工智能研究院")
        ('综合性国家科学中心人工智能研究院',)
        >>> object_starts("合肥综合性国家科学中心人工智能研究院")
        ('合肥综合性国家科学中心', '合肥综合性国家科学中心人工智能研究院')
    """
    starts = (words[: found.end()] for found in _any_of("endings").finditer(words))
    return tuple(start for start in starts if len(purpose_of(start)) >= _SPECIFIC)


@functools.lru_cache(maxsize=65_536)
def ends_as_object(words: str) -> str:
    """The words up to the last noun that names one certain object to make, to run or to work on; '' when there is none.

    Examples:
        >>> ends_as_object("电子营业执照应用"), ends_as_object("负面清单"), ends_as_object("淘汰燃煤锅炉和")
        ('电子营业执照', '', '淘汰燃煤锅炉')
    """
    made = object_starts(words)
    if made:
        return made[-1]
    ends = [found.end() for found in _any_of("objects").finditer(words) if found.start() >= 2]
    return words[: ends[-1]] if ends else ""
