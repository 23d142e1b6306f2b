"""Digits written otherwise, as plain ones of the same length: full-width ones, and Chinese ones in years."""

from __future__ import annotations

import re

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")

ODD_DIGITS = "０１２３４５６７８９〇○"
"""Characters that tell that a text may hold digits in another form."""

# '５．６万户': a decimal point between full-width digits
_POINT = re.compile("(?<=[０-９])．(?=[０-９])")
# '二〇二五年', '〔二○二四〕', '二〇二四至二〇二六年': a year in Chinese digits
_YEAR = re.compile(r"[一二][〇○零ＯO九][〇○零ＯO一二三四五六七八九]{2}(?=\s?[年〕】\]―—–~～至到-])")


def plain_digits(text: str) -> str:
    """A text with its digits in plain form, of the same length; text without such digits comes back as it is.

    Examples:
        >>> plain_digits("２０２５年"), plain_digits("５．６万户"), plain_digits("二〇二五年六月"), plain_digits("二〇二医院")
        ('2025年', '5.6万户', '2025年六月', '二〇二医院')
    """
    if text.isascii():
        return text
    plain = (_POINT.sub(".", text) if "．" in text else text).translate(_FULL_WIDTH)
    if "〇" in plain or "○" in plain or "二零" in plain or "一九" in plain:
        plain = _YEAR.sub(lambda found: found.group().translate(_CHINESE), plain)
    return text if plain == text else plain
