"""The title of a plan among the lines before its first number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import TextSpan
from ...text.lexicon.dates import DATE, DATE_IN_BRACKETS, FROM_TO, YEAR
from ...text.lexicon.document_numbers import DOCUMENT_NUMBER
from ...text.titles import (
    PLAN_WORDS,
    ends_in_issuer,
    is_cut_title,
    is_notice,
    is_title,
    is_title_in_two,
    is_top_row,
    is_upper_row,
)

# '关于印发《玉河市智能制造行动方案》的通知', '《…关于印发〈…方案〉的通知》', '现将《…方案》印发给你们': the title a notice quotes
_ISSUED_TITLE = re.compile(
    r"(?:印发\s?(?:给)?[^《》〈〉。]{0,12}|现将)[《〈](?P<title>[^《》〈〉]{4,90}(?:〈[^《》〈〉]{1,40}〉[^《》〈〉]{0,40})?)[》〉]"
)
# '…关于《玉河市智能制造行动方案》的通知': a plan that a notice quotes with other words
_QUOTED_PLAN = re.compile(rf"《(?P<title>[^《》]{{4,90}}(?:{PLAN_WORDS})[^《》]{{0,20}})》")
# '《玉河市智能制造行动方案（2024版）》已经市政府同意': the title of what a notice brings
_APPROVED_TITLE = re.compile(r"《(?P<title>[^《》]{4,90})》\s?已?经[^。；《》]{0,60}?(?:同意|通过|批准|审定)")
# '玉河市人民政府关于印发玉河市智能制造行动方案的通知': the title that only the notice's own has
_NAMED_IN_NOTICE = re.compile(
    rf"(?:印发|发布|公布|下达)(?!《)(?P<title>[^《》]{{4,80}}?(?:{PLAN_WORDS})(?:\s?[(（][^()（）]{{1,24}}[)）])?)\s?的通知"
)
# '玉河市智能制造行动方案（2024年5月10日）': the date that a compiler added to a title
_HEADING_DATE = re.compile(rf"{DATE_IN_BRACKETS}$")
# '玉河市智能制造行动方案为深入贯彻…': where the opening sentence or the first article begins on the title's line
_GLUED = re.compile(
    rf"(?={DOCUMENT_NUMBER}|{DATE}|为(?:深入|全面|进一步|贯彻|认真|了|加快|推[动进]|切实|落实)|根据《|按照《|坚持以|以习近平|第一[章条])"
)
# '（2024—2026年）', '（征求意见稿）': the row below a title
_ROW_BELOW = re.compile(rf"[(（](?:{YEAR}年?(?:{FROM_TO}{YEAR}年?)?度?|试行|暂行|修订稿?|征求意见稿|送审稿|草案)[)）]")
# '玉河市人民政府关于印发玉河市智能制造行动方案的通知玉政发〔2025〕1号': the title in a notice that a copy has run together
_FLAT_NOTICE = re.compile(
    rf"[^。；《》]{{4,40}}?关于(?:印发|发布|转发)《?(?P<title>[^。；《》]{{4,80}}?(?:{PLAN_WORDS})(?:[(（][^()（）]{{1,24}}[)）])?)》?的通知"
    rf"(?=\s*(?:{DOCUMENT_NUMBER}|各))"
)
# '关于贯彻落实《…规划》的通知': a notice that is about another document than the one it brings
_CARRIES_OUT = re.compile("关于[^《》]{0,12}(?:贯彻|落实|执行|学习|宣传|做好|推进|实施|修改|调整)[^《》]{0,8}《")
# '…的通知 玉政发〔2025〕1号 …': what parts the lines of a head that a copy has run together
_GAP = re.compile(r"\s+")
# '日玉河市', but not '日照市': the end of a date
_REST_OF_DATE = re.compile("日(?!照)")
# '玉河市商务局 2024年5月10日 玉河市智能制造行动方案': a signature that a copy has run together with the title below it
_SIGNATURE_BEFORE = re.compile(rf"(?P<issuer>[\u4e00-\u9fff]{{4,30}})(?:\s+[\u4e00-\u9fff]{{4,30}})*\s+{DATE}\s+")
# '• 索引号：002/2024-01', '公开方式：主动公开': a line of the index of a web page, which is not a title
_INDEX_LINE = re.compile(
    r"[•·▪●]?\s*(?:索\s?引\s?号|信息名称|主题\S{0,3}|公开\S{1,4}|(?:发[布文]|制发|生成|成文|印发)\S{2}|来源|浏览\S{0,2}|有效性)\s*[:：]"
)
# '玉政发〔2024〕2号': a number on a line of its own
_NUMBER_ALONE = re.compile(DOCUMENT_NUMBER)
# '2024年重点工作任务（玉政发〔2024〕2号）': the number after a title
_NUMBER_AFTER = re.compile(rf"\s?[(（]\s?{DOCUMENT_NUMBER}\s?[)）]$")
# '附件1：': a line that is not a title
_ANNEX_MARK = re.compile(r"附[件表录]?[\d一二三四五六七八九十]{0,3}[:：]?")
# '标题：玉河市智能制造行动方案', '附件：玉河市智能制造行动方案'
_TITLE_LABEL = re.compile(
    r"(?:(?:文件|方案|规划)?(?:标题|名称|题目)|附\s?[件表录]\s?\d{0,2})\s?[:：]\s?(?=《|[\u4e00-\u9fff]{4})"
)
_MAX_TITLE = 90
_MOST_ROWS = 3
"""Rows of a title above its last one."""
_MAX_LINE = 140
_SEVERAL = 60
_MAX_HEAD = 600


def joined(words: str) -> str:
    """Words without the white space that a line break or a justified row left in them: '玉河市 智能制造'."""
    return "".join(words.split())


def find_title(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The plan's own title: the last line like a title; a notice about it only when there is no other."""
    words = [joined(line.words) if len(line) <= _MAX_LINE else "" for line in lines]
    titles = [
        index
        for index, line in enumerate(words)
        if is_title(line)
        or (index and (is_cut_title(words[index - 1], line) or is_title_in_two(words[index - 1], line)))
    ]
    if titles:
        return _bare(_undated(_with_other_rows(lines, words, titles[-1])))
    for line in lines:
        glued = _glued_title(line)
        if glued is not None:
            return glued
    for line in lines[:1]:
        run_together = line.match(_FLAT_NOTICE) if len(line) > _SEVERAL else None
        if run_together is not None:
            return line.group(run_together, "title")
    for line in lines:
        whole = _title_in_line(line)
        if whole is not None:
            return whole
    notices = [index for index, line in enumerate(words) if is_notice(line)]
    for index, line in enumerate(lines):
        issued = None
        if "《" in line.words or "〈" in line.words:
            issued = line.search(_ISSUED_TITLE) or line.search(_APPROVED_TITLE)
        if issued is not None:
            return line.group(issued, "title")
        quoted = line.search(_QUOTED_PLAN) if index in notices and not _CARRIES_OUT.search(line.words) else None
        if quoted is not None:  # a document that the text cites is not what it is about
            return line.group(quoted, "title")
    if notices:
        notice = _undated(_with_other_rows(lines, words, notices[0]))
        named = notice.search(_NAMED_IN_NOTICE)
        return notice if named is None else notice.group(named, "title").trimmed()
    return _first_words(lines[0]) if lines else None


def title_of_assignments(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The title of a document that assigns work under any name: its first line that is not the mark of an annex."""
    is_none = (_ANNEX_MARK.fullmatch, _INDEX_LINE.match, _NUMBER_ALONE.fullmatch)
    possible = (line for line in lines if not any(is_one(joined(line.words)) for is_one in is_none))
    first = next(possible, next(iter(lines), None))
    return first and _bare(first.part(first.start, min(first.end, first.start + _MAX_TITLE)))


def _with_other_rows(lines: Sequence[TextSpan], words: Sequence[str], index: int) -> TextSpan:
    """A title with the rows above it, when it is printed in two or three, and with its period or state in a row below."""
    above = words[index - 1] if index else ""
    goes_on = bool(above) and (is_upper_row(above, words[index]) or is_title_in_two(above, words[index]))
    first = index - 1 if goes_on else index
    while first and index - first < _MOST_ROWS and is_top_row(words[first - 1], "".join(words[first : index + 1])):
        first -= 1
    last = index
    for rows in (1, 2):  # '（2024—', '2026年）': the row below may itself be cut
        if _ROW_BELOW.fullmatch("".join(words[index + 1 : index + 1 + rows])):
            last = min(index + rows, len(lines) - 1)
            break
    return lines[first].part(lines[first].start, lines[last].end)


def _undated(title: TextSpan) -> TextSpan:
    """A title without the date of issue that a compiler put after it."""
    date = title.search(_HEADING_DATE)
    return title.part(title.start, date.start()) if date else title


def _bare(title: TextSpan) -> TextSpan:
    """A title without what is around it: a signature, '标题：', '附件：', its number, the marks of a quotation around all of it."""
    signature = title.match(_SIGNATURE_BEFORE)
    if signature is not None and ends_in_issuer(signature["issuer"]):
        rest = title.part(signature.end(), title.end)
        title = rest if is_title(joined(rest.words)) else title
    number = title.search(_NUMBER_AFTER)
    if number is not None:
        title = title.part(title.start, number.start())
    label = title.match(_TITLE_LABEL)
    if label is not None:
        title = title.part(label.end(), title.end)
    words = title.words
    if words[:1] == "《" and words[-1:] == "》" and "》" not in words[:-1]:
        title = title.part(title.start + 1, title.end - 1).trimmed()
    return title


def _glued_title(line: TextSpan) -> TextSpan | None:
    """A title that the opening sentence or the first article follows on the same line."""
    glue = _GLUED.search(line.text, line.start + 6, min(line.end, line.start + _MAX_TITLE))
    if glue is None:
        return None
    title = line.part(line.start, glue.start())
    return title.trimmed() if is_title(joined(title.words)) else None


def _title_in_line(line: TextSpan) -> TextSpan | None:
    """The title at the end of a line in which a copy has run the head together: '…的通知 玉政发〔2025〕1号 … 玉河市行动方案'."""
    if not _SEVERAL < len(line) <= _MAX_HEAD:
        return None
    gaps = list(line.finditer(_GAP))
    last = line.part(gaps[-1].end(), line.end) if gaps else line
    if (rest := last.match(_REST_OF_DATE)) is not None and gaps[-1:] and line.text[gaps[-1].start() - 1].isdigit():
        last = last.part(rest.end(), last.end)  # '…13 日玉河市行动方案': the end of the date before it
    return last if gaps and is_title(joined(last.words)) and not is_notice(joined(last.words)) else None


def _first_words(line: TextSpan) -> TextSpan | None:
    """A title or notice at the very beginning of a text whose line breaks were lost: up to the first white space."""
    last = min(line.end, line.start + _MAX_LINE)
    end = next((at for at in range(line.start, last) if line.text[at].isspace()), line.start)
    title = line.part(line.start, end)
    if title.words.startswith("《") and "》" not in title.words:  # '《玉河市智能制造行动方案 》'
        return None
    return title if is_title(title.words) or is_notice(title.words) else None
