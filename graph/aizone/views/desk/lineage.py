"""The fates of an earlier plan's measures and targets in a later one, in words."""

from __future__ import annotations

from ...analysis.lineage.measures import Fate
from ...analysis.lineage.targets import TargetFate
from ...i18n import Lang, Translate
from ...queries.records import PlannedTarget
from ..look.formats import number


def fate_words(_: Translate) -> dict[Fate, str]:
    """The names of what becomes of measures."""
    return {
        "kept": _("continued"),
        "split": _("split up"),
        "merged": _("merged"),
        "regrouped": _("regrouped"),
        "uncertain": _("perhaps continued"),
        "dropped": _("dropped"),
        "new": _("new"),
    }


def target_fate_words(_: Translate) -> dict[TargetFate, str]:
    """The names of what becomes of targets."""
    return {
        "raised": _("raised"),
        "lowered": _("lowered"),
        "kept": _("continued"),
        "uncertain": _("perhaps the same"),
        "dropped": _("dropped"),
        "new": _("new"),
    }


def value_words(target: PlannedTarget, _: Translate, lang: Lang) -> str:
    """The value of a target with its unit: '≥600 个', '6–8 项 a year'."""
    low, high = target.minimum, target.maximum
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        figure = number(low, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"
    else:
        figure = f"≥{number(low, lang)}" if low is not None else f"≤{number(high or 0, lang)}"
    value = f"{figure} {target.unit_text}".strip()
    return _("{value} a year").format(value=value) if target.period == "year" else value
