"""Headings: the first words of a numbered line, up to a full stop."""

from __future__ import annotations

import functools
import re

from ..model import Span
from ..text.lexicon.bodies import body_ending
from ..text.lexicon.dates import YEAR
from ..text.lexicon.owner_labels import owner_hint

MAX_HEADING = 80
"""Code points; the heading of a longer line ends at its first full stop, or is cut."""

# '建设平台。', '建设平台：', '建设平台.推进…': the end of a heading on a line that goes on
_SENTENCE_END = re.compile(r"[。！？；;：:.](?:(?<!\.)|(?<=[\u4e00-\u9fff)）].)(?=[\u4e00-\u9fff]))")


# '主要目标到2025年，建成…': a heading that has lost its line break before the sentence of the goal
_GOALS = re.compile(r"\s?(?:总体|主要|工作|发展|具体|阶段|行动|总)目标(?=(?:到|至|力争|通过|经过|用)[\d“二两三五])")


def split_heading(text: str, line: Span) -> tuple[Span, Span | None]:
    """The heading of a numbered line, and the rest of the line.

    A heading runs to the first full stop, or is the whole line. The words before the first stop are the heading even
    when the item is one long sentence: it is then cut at `MAX_HEADING` and the sentence is its body as well.
    """
    goal = _GOALS.match(text, line.start, line.end) if text.find("目标", line.start, line.start + 8) >= 0 else None
    if goal is not None:
        return Span(line.start, goal.end()), Span(goal.end(), line.end)
    stop = _SENTENCE_END.search(text, line.start, line.end)
    if text[line.start : line.start + 1] == "【" and stop is not None and _owners_first().match(text, line.start):
        return Span(line.start, min(stop.start(), line.start + MAX_HEADING)), line
    if stop is None:
        if len(line) <= MAX_HEADING and not _annotated().search(text, line.start, line.end):
            return line, None
        return Span(line.start, min(line.end, line.start + MAX_HEADING)), line
    heading = Span(line.start, stop.start())
    if text[stop.start()] in "。." and len(heading) <= MAX_HEADING and not _annotated().search(text, *_ends(heading)):
        rest = Span(stop.end(), line.end)
        return heading, rest if text[rest.start : rest.end].strip() else None
    return Span(line.start, min(stop.start(), line.start + MAX_HEADING)), line


# '2025年', '6月', '年内', '长期': how the date after a body begins
_WHEN = rf"(?:{YEAR}|\d{{1,2}}月|年[内底]|[今明]年|长期|持续|每)"


@functools.cache
def _owners_first() -> re.Pattern[str]:
    """Owners in a bracket before the heading: '【市商务局、市税务局】建设平台'."""
    return re.compile(rf"【[^【】\n]{{2,60}}{body_ending('headings')}】(?=[^\s。，,：:])")


@functools.cache
def _annotated() -> re.Pattern[str]:
    """A bracket in a heading that holds owners: '（责任单位：市商务局）', '（市商务局；2025年）' at its end."""
    return re.compile(
        rf"[(（\[［〔【](?:[^)）\]］〕】]{{0,40}}{owner_hint()}"
        rf"|[^)）\]］〕】]{{1,120}}{body_ending('headings')}(?:[，,；;、 ]?{_WHEN}[^)）\]］〕】]{{0,16}})?[)）\]］〕】][。\s]?$"
        rf"|[省市县区州][^)）\]］〕】]{{1,60}}{body_ending('headings')}[)）][，；]"
        rf"|各(?:有关|相关)?[市县区州旗盟乡镇街地部单][^)）\]］〕】]{{0,12}}?(?:[，,；;、 ]{_WHEN}[^)）\]］〕】]{{0,16}})?[)）\]］〕】][。\s]?$)"
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
