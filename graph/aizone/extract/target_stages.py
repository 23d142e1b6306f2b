"""Years that only the targets of a measure name: '2024年达到50辆，2026年突破200辆' is done in 2026, with 2024 as a stage."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..model import Deadline, TargetFact, TextSpan
from ..text.deadline_words import last_day


def with_target_stages(deadline: Deadline | None, targets: Iterable[TargetFact], words: TextSpan) -> Deadline | None:
    """The deadline of a measure, moved to the last year that its words name for a target; what was before it is a stage.

    Args:
        deadline: as running text gives it.
        targets: of the measure; the years of those that name none are the plan's and do not count.
        words: the measure's.

    Returns:
        the deadline as it is where no target names a later year beside its number.
    """
    if deadline is None or deadline.value is None:
        return deadline
    text, value = words.text, deadline.value
    named = {
        target.deadline
        for target in targets
        if target.deadline and f"{target.deadline[:4]}年" in text[target.span.start : target.span.end]
    }
    later = sorted((one for one in named if last_day(one) > last_day(value)), key=last_day)
    return replace(deadline, value=later[-1], stages=(*deadline.stages, value, *later[:-1])) if later else deadline
