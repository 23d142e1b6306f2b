"""The numbers Word generates: `numbering.xml` and the styles that link to it (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

MAX_LEVEL = 9
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_LOW = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_ROMAN = 10_000


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments. Word has two namespaces, old and strict."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The direct children with a name."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at a path of names below `element`."""
    for name in path:
        element = next(children(element, name), None)
    return element


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of any namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def whole_number(text: str | None) -> int | None:
    """A whole number in XML; None when the text is not one."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: how its numbers look and when they restart."""

    start: int
    number_format: str
    text: str  # '%1' is replaced by the number of level 1
    suffix: str
    restart: int | None  # 0 never; n after a number of level n or higher; None after any higher one
    legal: bool
    style: str | None


@dataclass(slots=True)
class _List:
    """An instance of a list: the key of the counters it shares, its levels, and those it restarts with their first number."""

    shared: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, str | None, int | None]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> str:
        """Count a paragraph and return its number, '' when it has none."""
        number, depth = self._place(properties)
        if number is None or number not in self.lists:
            return ""
        listed = self.lists[number]
        if depth not in listed.levels:
            return ""
        counters = self._count(number, listed, depth)
        level = listed.levels[depth]

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            upper = listed.levels.get(at)
            if upper is None:
                return ""
            shape = "decimal" if level.legal and at < depth else upper.number_format
            return format_number(counters.get(at, upper.start), shape)

        if level.number_format == "none" and "%" not in level.text:
            return ""
        label = re.sub(r"%([1-9])", one, level.text)
        label = "".join(char for char in label if not "\ue000" <= char <= "\uf8ff")  # bullets of symbol fonts
        gap = "" if level.suffix == "nothing" or not label or label[-1] in "、）．。，：" else " "
        return label + gap

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or its style's."""
        numbered = child(properties, "numPr")
        own = attribute(child(numbered, "numId"))
        depth = whole_number(attribute(child(numbered, "ilvl")))
        style = attribute(child(properties, "pStyle"))
        if own is None:
            own, depth = self._of_style(style, depth)
        return (None if own == "0" else own), min(max(depth or 0, 0), MAX_LEVEL - 1)

    def _of_style(self, style: str | None, depth: int | None) -> tuple[str | None, int | None]:
        seen: set[str] = set()
        first = style
        while style is not None and style in self.styles and style not in seen:
            seen.add(style)
            based_on, number, level = self.styles[style]
            if number is not None:
                linked = self.lists[number].levels if number in self.lists else {}
                by_link = next((at for at, known in linked.items() if known.style in (first, style)), None)
                return number, depth if depth is not None else by_link if by_link is not None else level
            style = based_on
        return None, depth

    def _count(self, number: str, listed: _List, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(listed.shared, {})
        if depth in listed.restarts and (number, depth) not in self._begun:
            counters[depth] = listed.restarts[depth]
        else:
            counters[depth] = counters[depth] + 1 if depth in counters else listed.levels[depth].start
        self._begun.add((number, depth))
        for lower in [at for at in counters if at > depth]:
            restart = listed.levels[lower].restart if lower in listed.levels else None
            if restart is None or (restart > 0 and depth < restart):
                del counters[lower]
        return counters


_LONGEST_TEXT = 100
"""Characters of a level's text that are shown before each of its paragraphs; Word itself lets people type thirty."""


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists of a document and the styles that are numbered; either part may be missing."""
    result = Numbering()
    for style in children(styles, "style"):
        name = attribute(style, "styleId")
        numbered = child(style, "pPr", "numPr")
        if name is not None:
            level = whole_number(attribute(child(numbered, "ilvl")))
            number = attribute(child(numbered, "numId"))
            result.styles[name] = (attribute(child(style, "basedOn")), number, level)
    abstract = {attribute(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
    instances = {attribute(one, "numId"): one for one in children(numbering, "num")}
    by_style = {
        attribute(child(one, "styleLink")): key for key, one in abstract.items() if child(one, "styleLink") is not None
    }
    for number, instance in instances.items():
        shared = attribute(child(instance, "abstractNumId"))
        definition = abstract.get(shared)
        linked = attribute(child(definition, "numStyleLink"))
        if linked is not None and linked in by_style:
            shared = by_style[linked]
            definition = abstract.get(shared)
        if number is None or shared is None or definition is None:
            continue
        levels = dict(_levels(definition))
        restarts: dict[int, int] = {}
        for override in children(instance, "lvlOverride"):
            at = whole_number(attribute(override, "ilvl"))
            if at is None:
                continue
            levels.update(_levels(override))
            start = whole_number(attribute(child(override, "startOverride")))
            if start is not None:
                restarts[at] = start
        result.lists[number] = _List(shared, levels, restarts)
    return result


def _levels(definition: etree._Element) -> Iterator[tuple[int, ListLevel]]:
    for element in children(definition, "lvl"):
        at = whole_number(attribute(element, "ilvl"))
        if at is None or not 0 <= at < MAX_LEVEL:
            continue
        start = whole_number(attribute(child(element, "start")))
        legal = child(element, "isLgl")
        yield (
            at,
            ListLevel(
                start=start if start is not None else 0,
                number_format=_number_format(element),
                text=(attribute(child(element, "lvlText")) or "")[:_LONGEST_TEXT],
                suffix=attribute(child(element, "suff")) or "tab",
                restart=whole_number(attribute(child(element, "lvlRestart"))),
                legal=legal is not None and attribute(legal) not in {"0", "false", "off"},
                style=attribute(child(element, "pStyle")),
            ),
        )


def _number_format(level: etree._Element) -> str:
    """The format of a level's numbers; newer Word puts some into an alternative for itself, which comes first."""
    found = next((one for one in level.iter() if local(one) == "numFmt"), None)
    return attribute(found) or "decimal"


def format_number(number: int, number_format: str) -> str:
    """Write a number in one of Word's formats (ST_NumberFormat); unknown formats give digits.

    Examples:
        >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle"), format_number(4, "lowerRoman")
        ('十二', '③', 'iv')
    """
    writer = _FORMATS.get(number_format)
    return writer(number) if writer is not None and number >= 0 else str(number)


def _counted(number: int, digits: str = _DIGITS, units: str = "十百千", short_ten: bool = True) -> str:
    """Counting with units: 十二, 一百〇一."""
    if number == 0 or number >= 10_000:
        return digits[0] if number == 0 else str(number)
    words, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            gap = gap or bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    ten = digits[1] + units[0]
    return words[1:] if short_ten and words.startswith(ten) else words


def _roman(number: int) -> str:
    if number >= _MAX_ROMAN:
        return str(number)
    words = ""
    for value, sign in (*_ROMAN, *_ROMAN_LOW):
        words += sign * (number // value)
        number %= value
    return words


def _letters(number: int) -> str:
    """Letters a to z, then aa, bb and so on."""
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalEnclosedCircle": _cycle("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _cycle("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _cycle("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _cycle("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _cycle("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": lambda number: _counted(number, _FORMAL, "拾佰仟", short_ten=False),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": str,
}
"""Number formats that Chinese documents use; `decimal` is the default."""
