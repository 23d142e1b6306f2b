"""The imprint of a plan: its number, its date of issue, and the body that issued it."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from itertools import pairwise

from ...model import TextSpan
from ...text.date_forms import plain_dates
from ...text.lexicon.bodies import body_ending
from ...text.lexicon.dates import DATE_IN_PARTS, NUMERIC_DATE, iso_date
from ...text.lexicon.document_numbers import DOCUMENT_NUMBER
from ...text.titles import NAVIGATION, OWN_PLAN_WORDS, ends_in_issuer, is_title
from .title import joined

# a document's number, as the lexicon declares it
_NUMBER = re.compile(DOCUMENT_NUMBER)
# '根据《…》': words after a number that is cited rather than the document's own
_CITES = re.compile(r"根据|按照|依据|贯彻|落实|《")
# '2024年5月10日': a date of issue on a line of its own
_DATE = re.compile(DATE_IN_PARTS)
# '（2024年5月10日印发）': a date of issue at the end of a line
_DATE_AT_END = re.compile(rf"[(（]\s?{_DATE.pattern}\s?(?:[\u4e00-\u9fff]{{0,6}})[)）]$")
# '玉河市人民政府关于印发…': the issuer of a notice
_NOTICE_ISSUER = re.compile(
    r"(?P<issuer>[^。；，,《》]{3,40}?)\s?(?:等[\u4e00-\u9fff\d]{0,4}(?:部门|单位))?(?:关于|印发|转发|发布)"
)
_OF_NOTICES = ("关于", "印发", "转发", "发布")
"""Words of every notice, one of which comes after its issuer."""
# '市商务局': an issuer's name that does not say its place
_WITHOUT_PLACE = re.compile(r"[省市县区州]")
# '发文字号：云政办〔2024〕8号', '文号	云政办〔2024〕8号': the index of a web page
_LABELLED_NUMBER = re.compile(
    rf"(?:发文字号|发布文号|文件编号|文\s?号)\s?[:：]?\s*(?:[|｜]\s*)?(?P<number>{DOCUMENT_NUMBER})"
)
# '成文日期：2024-03-28'
_LABEL_OF_DATE = re.compile(r"(?:成文|发文|印发|制发|生成)(?:日期|时间)\s?[:：]?\s*(?:[|｜]\s*)?")
# '2024-03-28': the date in it
_NUMERIC = re.compile(NUMERIC_DATE)
# '发文机关：云江市人民政府办公室'
_LABELLED_ISSUER = re.compile(
    r"(?:发文|发布|制发|印发|公开)(?:机关|单位|机构)\s?[:：]?\s*(?:[|｜]\s*)?(?P<issuer>[\u4e00-\u9fff]{4,30})"
)
# '发文机关': the same on the line above
_LABEL_OF_ISSUER = re.compile(r"(?:发文|发布|制发|印发|公开)(?:机关|单位|机构)\s?[:：]?")
# '…的通知 云政办〔2024〕8号': a number in a text whose line breaks were lost
_NUMBER_OF_FLAT = re.compile(rf"(?:通知|决定|[)）](?!的))\s*(?P<number>{DOCUMENT_NUMBER})")
# '…的通知（云政办〔2024〕8号）': the number after the title of a notice or plan
_NUMBER_AT_END = re.compile(rf"[\u4e00-\u9fff》〉）)]\s?[(（]\s?(?P<number>{DOCUMENT_NUMBER})\s?[)）]$")
# '云江市行动方案 云政办〔2024〕8号': a number at the end of a title's line
_NUMBER_AFTER_TITLE = re.compile(
    rf"[^。；，：《》]{{4,60}}(?:{OWN_PLAN_WORDS})(?:[(（][^()（）]{{1,24}}[)）])?\s*[(（]?(?P<number>{DOCUMENT_NUMBER})[)）]?$"
)
# '云江市人民政府': a name alone on its line
_ALONE = re.compile(r"[\u4e00-\u9fff]{4,20}")
# '云江市人民政府办公室 2024年3月28日': both on one line
_SIGNED_LINE = re.compile(rf"(?P<issuer>[\u4e00-\u9fff]{{4,30}})\s+{DATE_IN_PARTS}$")
# '云江市数据局 2024年3月28日 云江市行动方案': the title below, too
_SIGNED_AND_TITLED = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff]{{4,30}})(?:\s+[\u4e00-\u9fff]{{4,30}})*\s+{DATE_IN_PARTS}\s+(?P<title>\S+)$"
)
# '云江市人民政府办公室文件', '云江市发展和改革委员会 云江市数据局'
_LETTERHEAD = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{4,30}?)(?:(?P<paper>文件)|(?:\s+[\u4e00-\u9fff]{4,30})*)$")
_FLAT_HEAD = 400
# '云江市人民政府办公室 2024年3月28日': a signature in such a text; '市政府2024年3月28日召开的会议' is none
_DATE_OF_FLAT = re.compile(
    rf"{body_ending('issuers')}\s*{DATE_IN_PARTS}(?!\s?(?:之?前|以前|起|召开|印|以|第|常务|会议|发|出台|下发|审议|办公会|的))"
)
# '云江市商务局 云江市数据局': bodies that sign together, the first of which is asked for
_SEVERAL_SIGNED = re.compile(rf"(?P<first>[\u4e00-\u9fff]{{3,29}}{body_ending('issuers')})\s+[\u4e00-\u9fff]{{4,}}")
_ENDS_OF_DATE = "日号时分)）"
_SIGNATURE_LINES = 3
_INDEX_LINES = 12
_MAX_SIGNATURE = 40
_MAX_LINE = 140
_SEVERAL_LINES = 60
"""Code points; a longer line may be several whose breaks a copy has lost."""


def find_number(lines: Sequence[TextSpan]) -> str | None:
    """The document's own number: it begins a line above the text, alone or with the addressees glued to it.

    Numbers of documents that are cited are inside a sentence.
    """
    for line in lines:
        labelled = line.search(_LABELLED_NUMBER)
        if labelled is not None:
            return labelled["number"]
    for line in lines:
        found = line.trimmed("（()）").match(_NUMBER)
        if found and (found.end() >= line.end - 1 or not _CITES.match(line.text, found.end(), line.end)):
            return found[0]
        titled = (
            line.match(_NUMBER_AFTER_TITLE) if line.text.endswith(("号", "号）", "号)"), line.start, line.end) else None
        )
        if titled is not None and _CITES.search(titled.group()[: -len(titled["number"])]) is None:
            return titled["number"]
        if len(line) > _SEVERAL_LINES and (
            flat := _NUMBER_OF_FLAT.search(line.text, line.start, line.start + _FLAT_HEAD)
        ):
            return flat["number"]
    return next((found["number"] for line in lines if (found := line.search(_NUMBER_AT_END)) is not None), None)


def find_issue_date(lines: Sequence[TextSpan]) -> tuple[TextSpan | None, str | None]:
    """The line that is a date, and the date; no line for a date in brackets at the end of one of the first lines."""
    for line in lines:
        text, start, end = line.text, line.start, line.end
        has_label = text.find("日期", start, end) >= 0 or text.find("时间", start, end) >= 0
        label = line.search(_LABEL_OF_DATE) if has_label else None
        dated = None
        if label is not None:
            dated = _DATE.match(line.text, label.end(), line.end) or _NUMERIC.match(line.text, label.end(), line.end)
        if dated and _is_date(iso := iso_date(dated)):
            return None, iso
    for line in sorted(lines, key=lambda line: line.text.startswith(("(", "（"), line.start)):  # a signature is surer
        if not _may_end_date(line):
            continue
        words = joined(line.words).strip("()（）")
        found = _DATE.fullmatch(plain_dates(words) if len(words) <= _MAX_SIGNATURE else words)
        if found and _is_date(iso := iso_date(found)):
            return line, iso
    for line in lines:
        signed = _signed(line)
        if signed and _is_date(iso := iso_date(signed)):
            return None, iso
    for line in lines[:_INDEX_LINES]:
        signed = _DATE_OF_FLAT.search(line.text, line.start, line.end) if len(line) > _SEVERAL_LINES else None
        if signed and _is_date(iso := iso_date(signed)):
            return None, iso
    for line in lines[:_SIGNATURE_LINES]:
        found = _DATE_AT_END.search(line.words)
        if found and _is_date(iso := iso_date(found)):
            return None, iso
    return None, None


def _may_end_date(line: TextSpan) -> bool:
    """Tell whether a line ends as a date in any form does: '2024年5月10日', '（2024.5.10）', '2024年5月10日24时'."""
    last = line.text[line.end - 1]
    return last in _ENDS_OF_DATE or last.isdecimal()


def _is_date(iso: str) -> bool:
    try:
        datetime.date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def find_issuer(lines: Sequence[TextSpan], date_line: TextSpan | None) -> TextSpan | None:
    """The signature above the date, else the body a notice's title begins with; a name without its place comes last."""
    found = [
        line
        for line in (
            _labelled(lines),
            _signature(lines, date_line),
            _signed_in_line(lines),
            _notice_issuer(lines),
            _above_title(lines),
            _letterhead(lines),
        )
        if line is not None
    ]
    with_place = [line for line in found if not line.match(_WITHOUT_PLACE)]
    return next(iter([*with_place, *found]), None)


def _labelled(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The issuer that the index of a web page names."""
    for line, below in itertools.zip_longest(lines, lines[1:]):
        found = line.search(_LABELLED_ISSUER)
        if found and ends_in_issuer(found["issuer"]):
            return line.group(found, "issuer")
        if below is not None and _LABEL_OF_ISSUER.fullmatch(line.words) and _ALONE.fullmatch(below.words):
            return below if ends_in_issuer(below.words) else None
    return None


def _signature(lines: Sequence[TextSpan], date_line: TextSpan | None) -> TextSpan | None:
    if date_line is None or date_line not in lines:
        return None
    index = list(lines).index(date_line)
    first = None
    for line in reversed(lines[max(0, index - _SIGNATURE_LINES) : index]):
        if len(line) <= _MAX_SIGNATURE and _ends_in_issuer(line.words) and not is_title(joined(line.words)):
            several = line.match(_SEVERAL_SIGNED)
            first = line if several is None else line.group(several, "first")
        elif first is not None:
            break
    return first


def _above_title(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The body on a line of its own right above the title: '云江市人民政府', '数字经济行动计划'."""
    for above, line in pairwise(lines[:_INDEX_LINES]):
        if is_title(joined(line.words)) and len(above) <= _MAX_SIGNATURE and not is_title(joined(above.words)):
            is_issuer = _ALONE.fullmatch(above.words) and _ends_in_issuer(above.words)
            return above if is_issuer and NAVIGATION.search(above.words) is None else None
    return None


def _signed_in_line(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The body that the date of issue follows on its line."""
    for line in lines:
        found = _signed(line)
        if found is not None:
            return line.group(found, "issuer")
    return None


def _signed(line: TextSpan) -> re.Match[str] | None:
    """An issuer and the date after it on one line, which the title may follow."""
    if len(line) > _MAX_LINE:
        return None
    signed = line.match(_SIGNED_LINE) if len(line) <= 2 * _MAX_SIGNATURE else None
    if signed is None and (signed := line.match(_SIGNED_AND_TITLED)) is not None and not is_title(signed["title"]):
        return None
    return signed if signed is not None and ends_in_issuer(signed["issuer"]) else None


def _letterhead(lines: Sequence[TextSpan]) -> TextSpan | None:
    """The body whose paper it is ('云江市人民政府办公室文件'), or the first of those above '关于印发…'."""
    for line, below in pairwise(lines[:_INDEX_LINES]):
        found = line.match(_LETTERHEAD) if len(line) <= 2 * _MAX_SIGNATURE else None
        if found is None or not ends_in_issuer(found["issuer"]):
            continue
        if found["paper"] or below.text.startswith("关于", below.start):
            return line.group(found, "issuer")
    return None


def _notice_issuer(lines: Sequence[TextSpan]) -> TextSpan | None:
    for line in lines:
        head = line.part(line.start, min(line.end, line.start + _MAX_LINE))
        words = head.words
        found = head.match(_NOTICE_ISSUER) if any([word in words for word in _OF_NOTICES]) else None
        if found and _ends_in_issuer(found["issuer"]):
            return _once(line.group(found, "issuer"))
    return None


def _once(issuer: TextSpan) -> TextSpan:
    """A name without its double, which the letterhead of a copy that was run together leaves before it."""
    middle = issuer.start + len(issuer) // 2
    first, second = issuer.part(issuer.start, middle), issuer.part(middle, issuer.end)
    return second if first.words == second.words else issuer


def _ends_in_issuer(words: str) -> bool:
    """Tell whether words end as an issuer's name does, perhaps in a lost character ('玉河市人民*')."""
    return words.endswith("*") or ends_in_issuer(words)
