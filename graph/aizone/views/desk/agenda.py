"""The things a meeting can be about, in words."""

from __future__ import annotations

from ...i18n import Translate
from ...projections.agenda import AgendaItem


def choice_words(item: AgendaItem, _: Translate) -> str:
    """An item as a choice: its sort or place, and its name ('Goal · …', '三/(四) …')."""
    sorts = {"Goal": _("Goal"), "Topic": _("Topic"), "Thing": _("Platform, park or project")}
    sort = sorts.get(item.sort)
    return f"{sort} · {item.label}" if sort else f"{item.path} {item.label}".strip()
