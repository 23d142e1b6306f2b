"""Headers of tables of indicators: names, units, baselines, values to reach."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lexicon.dates import YEAR

# '指标名称', '三级指标', '核心指标': the column of names
INDICATOR_NAME = re.compile(
    r"(?:主要|核心|具体|重点|评价|考核|监测|发展|预期|一级|二级|三级)*指标(?:名称|内容|项目|体系)?|(?:项目|目标)?名称"
)
# '单位', '计量单位'
INDICATOR_UNIT = re.compile(r"(?:计量|度量)?单位")
# '2023年基数', '现状值': a column of values that are where the targets start from
INDICATOR_BASE = re.compile(r"基数|基期|基准|基础|现状|实绩|实际|完成|现值|当前")
# '2026年目标值', '2026年', '目标值', '现状值（2023年）': a column of values
INDICATOR_VALUE = re.compile(
    rf"(?:到|至)?(?P<year>{YEAR})年?度?(?:底|末)?[\u4e00-\u9fff（()）]{{0,8}}"
    r"|(?:(?:总体|规划|预期|计划|最终|期末)?目标(?:值|数)?|(?:规划|预期|计划)(?:值|数)|(?:现状|基期|基准|基础|当前|实际|完成)(?:值|数|情况|水平)?|基数|实绩|现值)"
    rf"(?:[（(](?:到|至)?(?P<later>{YEAR})年?(?:底|末)?[)）])?"
)


def is_indicator_header(cells: Sequence[str]) -> bool:
    """Tell whether the words of a row are the header of a table of indicators: a name, and a value to reach.

    Examples:
        >>> is_indicator_header(["指标", "单位", "2026年"]), is_indicator_header(["指标", "单位", "备注"])
        (True, False)
    """
    named = any(INDICATOR_NAME.fullmatch(cell) for cell in cells)
    return named and any(INDICATOR_VALUE.fullmatch(cell) and not INDICATOR_BASE.search(cell) for cell in cells)
