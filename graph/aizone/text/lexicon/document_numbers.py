"""Numbers of official documents ('玉政办发〔2023〕12号'), for patterns."""

from __future__ import annotations

from .dates import YEAR_OF_ISSUE

# '〔2023', '[2023', '（2023': the bracket before the year; 〔 is the rule, the others are what converters make of it
_OPENING = r"[〔\[(（﹝【]"

# '2023〕', '2023]', '2023）': the bracket after it
_CLOSING = r"[〕\])）﹞】]"

# '玉政办发〔2023〕12号', '皖政 [2018] 98 号', '*政〔2020〕5号': the sign of the body, the year, the number. A damaged copy has
# '*' for characters it lost.
DOCUMENT_NUMBER = (
    rf"(?:(?![通决][知定])[\u4e00-\u9fff*]){{1,14}}\s?{_OPENING}\s?{YEAR_OF_ISSUE}\s?{_CLOSING}\s?第?\d{{1,4}}\s?号"
)

# '国发〔2017〕35号', '国办发〔2020〕1号': the beginning of the State Council's numbers
OF_THE_STATE_COUNCIL = rf"国办?(?:发|函|办发|办函){_OPENING}"
