"""The tests of a plan against chance, in words."""

from __future__ import annotations

from ...analysis.chance import ChanceReport
from ...i18n import Translate


def chance_words(report: ChanceReport, _: Translate) -> str:
    """One sentence: how many pairs stand out, or why the plan cannot tell."""
    if not report.sharing:
        return _("No two units share a measure.")
    if not report.can_decide:
        return _(
            "{measures} measures are too few to rule out chance: of {sharing} pairs that share any, only {decidable} could stand out at all."
        ).format(measures=report.measures, sharing=report.sharing, decidable=report.decidable)
    return _("{count} of {tried} pairs share more than chance explains.").format(
        count=report.standing_out, tried=report.tried
    )
