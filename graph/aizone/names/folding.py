"""The forms in which names are compared: no white space, lower case, simplified characters, no tone marks."""

from __future__ import annotations

import re
import unicodedata

from ..text.simplified import simplified

# '市 科技局' or a name that a table broke into two lines: white space that means nothing
_SPACE = re.compile(r"\s+")


_BRACKETS = str.maketrans("〔[【〕]】", "((()))")
"""'国发〔2017〕35号' and '国发[2017]35号': people type the brackets that their keyboard has."""


def fold(name: str) -> str:
    """A name in NFKC, lower case, without white space and with one sort of brackets.

    Examples:
        >>> fold("Ａ１ 科技 局"), fold("国发[2017] 35号")
        ('a1科技局', '国发(2017)35号')
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).lower().translate(_BRACKETS)


def key(name: str) -> str:
    """The form in which two names are equal: folded and simplified.

    Examples:
        >>> key("市 科學技術局") == key("市科学技术局")
        True
    """
    return simplified(fold(name))


def toneless(text: str) -> str:
    """Pinyin without tone marks and apostrophes, ü as v.

    Examples:
        >>> toneless("xī'ān"), toneless("lǜ")
        ('xian', 'lv')
    """
    marks = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_UMLAUTS))
    return "".join(char for char in marks if not unicodedata.combining(char)).replace("'", "")


_UMLAUTS = str.maketrans(dict.fromkeys("üǖǘǚǜ", "v"))
