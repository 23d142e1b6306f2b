"""Marks in tables whose columns are units (★, ○, √, 牵头): the role that each gives, by the table's key or by rank."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ..model import Role
from .lexicon.bodies import body_ending

_RANKS = {**dict.fromkeys("★●▲◆■◎", 2), **dict.fromkeys("○△☆◇▽√✓✔☑☒V", 1)}
"""Signs by weight: of two in one table the heavier one leads."""
_HEAVIEST = "★"
_WORDS: dict[str, Role] = {
    "牵头": "lead", "主责": "lead", "主办": "lead", "牵头单位": "lead", "主": "lead",
    "配合": "support", "协助": "support", "协办": "support", "参与": "support", "配合单位": "support", "辅": "support",
    "责任": "responsible", "负责": "responsible", "责任单位": "responsible", "是": "responsible", "Y": "responsible", "y": "responsible", "1": "responsible",
}  # fmt: skip
_SHORT: dict[str, Role] = {"牵": "lead", "配": "support", "协": "support", "参": "support", "责": "responsible"}
_WORDS |= _SHORT
_NONE = frozenset({"", "0", "□", "☐", "◻", "×", "✗", "否", "-", "—", "——", "/", "无"})
_SIGNS = "".join(_RANKS)
# 'A', 'b', '1', '①', '甲': marks that only a key gives a meaning
_LETTERS = "A-Ea-e1-5①-⑤甲乙丙"
_SAYS = "牵头|主责|主办|配合|协助|协办|参与|责任|负责"
# '★为牵头单位', '○表示配合', '●：参与'
_KEY = re.compile(rf"([{_SIGNS}])[”\"』」]?(?:为|表示|代表|指|是|[:：—=-]){{0,2}}[“\"]?({_SAYS})")
# '牵头单位用★表示', '配合单位（○）'
_KEY_AFTER = re.compile(rf"({_SAYS})(?:责任)?(?:单位|部门)?(?:用|以|标|为|[:：（(“\"]){{0,3}}([{_SIGNS}])")
# 'A=牵头', 'B：配合', '1代表牵头单位', 'L—主责': a letter or digit alone, not inside a word or number
_LETTER_KEY = re.compile(
    rf"(?<![\w.])([{_LETTERS}])[”\"』」]?(?:类)?\s?(?:(?:为|表示|代表|指|是|[=＝—-]|[：:](?=[牵主配协参]))+)\s?[“\"]?({_SAYS})"
)
# '牵头单位用A表示', '配合单位（B）'
_LETTER_KEY_AFTER = re.compile(
    rf"({_SAYS})(?:责任)?(?:单位|部门)?\s?(?:(?:用|以|标|记|注|写|为|填|[=＝（(“\"]){{1,3}})([{_LETTERS}])(?![\w.])"
)
# '市数据局', '各区政府': the header of a column that is a unit
_MOST_NAME = 20


def is_mark(words: str) -> bool:
    """Tell whether a cell holds nothing but a mark."""
    words = "".join(words.split())
    return words in _WORDS or words in _NONE or words in _RANKS


def may_be_mark(words: str) -> bool:
    """Tell whether a cell holds one letter or digit, which is a mark where a key says what it means."""
    return re.fullmatch(rf"\s*[{_LETTERS}]\s*", words) is not None


def role_word(words: str) -> Role | None:
    """The role that a cell names ('牵头', '配合单位'); None for any other words, also for marks.

    Examples:
        >>> role_word("配合单位"), role_word("是")
        ('support', None)
    """
    words = "".join(words.split())
    return _WORDS.get(words) if len(words) > 1 else None


def is_body_name(words: str) -> bool:
    """Tell whether the header of a column can be a unit's name.

    Examples:
        >>> is_body_name("市数据局"), is_body_name("是否完成")
        (True, False)
    """
    words = "".join(words.split())
    if words.startswith("各") and 3 <= len(words) <= _MOST_NAME:
        return True
    return 2 <= len(words) <= _MOST_NAME and re.search(rf"{body_ending('cells')}$", words) is not None


def read_key(text: str) -> dict[str, Role]:
    """The roles that a text says its signs mean; of a sign with two meanings, the first."""
    found: dict[str, Role] = {}
    for match in _KEY_AFTER.finditer(text):
        found.setdefault(match[2], _WORDS[match[1]])
    for match in _KEY.finditer(text):
        found[match[1]] = _WORDS[match[2]]
    for match in _LETTER_KEY.finditer(text):
        found.setdefault(match[1], _WORDS[match[2]])
    for match in _LETTER_KEY_AFTER.finditer(text):
        found.setdefault(match[2], _WORDS[match[1]])
    return found


def role_of(mark: str, used: Collection[str], key: Mapping[str, Role], column: Role) -> Role | None:
    """The role that a mark gives the unit of its column; None for an empty cell or box.

    Args:
        mark: the words of the cell.
        used: all marks of the table.
        key: what its text says of them.
        column: the role that a header above the units gives them; 'responsible' when it gives none.
    """
    mark = "".join(mark.split())
    if mark in _NONE:
        return None
    if mark in key:
        return key[mark]
    if mark in _WORDS:
        return _WORDS[mark]
    if column != "responsible":
        return column
    signs = {"".join(one.split()) for one in used} & _RANKS.keys()
    weights = {(_RANKS[one], one == _HEAVIEST) for one in signs}
    if len(weights) != 2 or any(one in key for one in signs):
        return "responsible"
    return "lead" if (_RANKS[mark], mark == _HEAVIEST) == max(weights) else "support"
