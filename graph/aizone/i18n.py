"""Interface language: gettext catalogues, English message ids, Chinese first.

Strings are written where they are used as `_("...")` with `_ = translator(lang)`, collected with Babel into
`locale/zh_CN/LC_MESSAGES/aizone.po` and compiled to `.mo` (`make i18n`).
"""

from __future__ import annotations

import functools
import gettext
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

Lang = Literal["zh", "en"]
Translate = Callable[[str], str]
Counted = Callable[[str, str, int], str]
"""`ngettext`: the message for one, the one for more, and how many there are."""

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
_CATALOGUE = {"zh": "zh_CN"}


@functools.cache
def translator(lang: Lang) -> Translate:
    """The function that turns an English message id into `lang`."""
    if lang == "en":
        return gettext.NullTranslations().gettext
    folder = Path(__file__).parent / "locale"
    return gettext.translation("aizone", folder, languages=[_CATALOGUE[lang]], fallback=True).gettext


@functools.cache
def counted(lang: Lang) -> Counted:
    """The function that chooses between a message for one and a message for more, in `lang`; to be called `ngettext`, so that both are collected.

    Examples:
        >>> ngettext = counted("en")
        >>> [ngettext("{count} task", "{count} tasks", number).format(count=number) for number in (0, 1, 2)]
        ['0 tasks', '1 task', '2 tasks']
    """
    if lang == "en":
        return gettext.NullTranslations().ngettext
    folder = Path(__file__).parent / "locale"
    return gettext.translation("aizone", folder, languages=[_CATALOGUE[lang]], fallback=True).ngettext


def as_lang(value: str | None) -> Lang | None:
    """Read a language tag ('zh-CN', 'en_US.UTF-8'); None for any other language."""
    match (value or "")[:2].lower():
        case "zh":
            return "zh"
        case "en":
            return "en"
    return None


def preferred_lang(environ: Mapping[str, str]) -> Lang:
    """The language of a terminal: AIZONE_LANG, then the locale; Chinese unless one of them says English."""
    for name in ("AIZONE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        lang = as_lang(environ.get(name))
        if lang:
            return lang
    return "zh"
