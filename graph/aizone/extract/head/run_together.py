"""Lines of a head that a copy has run together, taken apart: '…的通知（2024年5月1日）玉政发〔2024〕5号各县人民政府：'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import TextSpan
from ...text.lexicon.bodies import body_ending
from ...text.lexicon.dates import DATE, DATE_IN_BRACKETS, YEAR_OF_ISSUE
from ...text.lexicon.document_numbers import DOCUMENT_NUMBER
from ...text.titles import OPENS_TITLE, ends_as_title, ends_in_issuer, is_title

# '（2024年5月1日）': a date of issue in brackets
_BRACKETED_DATE = re.compile(DATE_IN_BRACKETS)
# '玉政发〔2024〕5号', but not '（玉政发〔2024〕5号）', which belongs to the words before it
_NUMBER = re.compile(rf"(?<![(（]){DOCUMENT_NUMBER}(?!\s?[)）])")
# '玉河市商务局' in '玉河市商务局玉商函〔2024〕5号': the body on whose paper a number is
_BODY_BEFORE_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{4,}}{body_ending('issuers')}(?=[\u4e00-\u9fff]{{2,8}}\s?[〔\[(（﹝【])"
)
# '（此件公开发布）', '(此件主动公开)'
_MAY_BE_PUBLISHED = re.compile(r"[(（]此件[\u4e00-\u9fff]{2,10}[)）]")
# '…的通知各县（市、区）人民政府：', '…的函市有关部门：': the addressees after the name of a notice or letter
_ADDRESSEES = re.compile(
    r"(?<=的通知|.的函|的决定)(?=(?:各|[省市县区州旗](?:直|级|属|有关|相关|政府|人民政府)|机关各|局机关|厅机关)[^。；《》]{2,160}?[:：])"
)
# '附件1', '信息公开属性：', '（此件公开发布）': what may be right below a signature
_BELOW_SIGNATURE = re.compile("附件|信息公开|公开属性|抄送|[(（]")
# '玉河市人民政府2024年5月1日', '玉河市人民政府 2024年5月1日': a signature
_SIGNATURE = re.compile(
    rf"(?:^|(?<=[。；;）)\s]))(?P<issuer>[\u4e00-\u9fff]{{3,29}}{body_ending('issuers')})\s*(?P<date>{DATE})(?P<after>\s*)"
)
# '2024年5月1日': a date, which most lines have not
_DATE = re.compile(DATE)
# '〔2024': the bracket and year that every number has
_YEAR_OF_NUMBER = re.compile(rf"[〔\[(（﹝【]\s?{YEAR_OF_ISSUE}")
# '…的通知', '…的函': what addressees come after
_BEFORE_ADDRESSEES = ("的通知", "的函", "的决定")
_HEAD = 1_200
"""Characters of a line in which its head may be: what is further down is the plan."""
_LONGEST_TITLE = 100


def apart(lines: Sequence[TextSpan]) -> list[TextSpan]:
    """The lines of a head, each cut where a copy has run several together; lines that are whole come back as they are."""
    return [piece for line in lines for piece in _pieces(line)]


def _pieces(line: TextSpan) -> Iterator[TextSpan]:
    start = line.start
    for cut in sorted({*_cuts(line)}):
        piece = line.part(start, cut).trimmed()
        if piece.words:
            yield piece
        start = cut
    piece = line.part(start, line.end).trimmed() if start > line.start else line
    if piece.words:
        yield piece


def _cuts(line: TextSpan) -> Iterator[int]:
    """The positions inside a line at which another line of the head begins."""
    head = line.part(line.start, min(line.end, line.start + _HEAD))
    words = head.words
    if "此件" in words:
        for found in head.finditer(_MAY_BE_PUBLISHED):
            yield from found.span()
    if ("：" in words or ":" in words) and any([one in words for one in _BEFORE_ADDRESSEES]):
        for found in head.finditer(_ADDRESSEES):
            if OPENS_TITLE.match(_before(line, found.start())) is not None:
                yield found.start()
    if "号" in words and _YEAR_OF_NUMBER.search(words) is not None:
        yield from _around_numbers(line, head)
    if "日" in words and _DATE.search(words) is not None:
        for found in head.finditer(_BRACKETED_DATE):
            if found.end() < line.end and ends_as_title(_before(line, found.start())):
                yield from found.span()
        yield from _around_signatures(line, head)


def _around_numbers(line: TextSpan, head: TextSpan) -> Iterator[int]:
    """The positions before and after the document numbers of a line that are its own, and after the body on whose paper one is."""
    for found in head.finditer(_NUMBER):
        before = _before(line, found.start())
        body = _BODY_BEFORE_NUMBER.match(line.text, found.start(), found.end())
        if body is not None and not before:
            yield body.end()
            yield found.end()
        elif not before or ends_as_title(before) or before.endswith(("文件", ")", "）")) or ends_in_issuer(before):
            if not before and found.end() < line.end and line.text[found.end()] in "《，、。及和":
                continue  # '玉政发〔2024〕5号《玉河市办法》已经废止': a number that is cited
            yield from found.span()


def _around_signatures(line: TextSpan, head: TextSpan) -> Iterator[int]:
    """The positions before, inside and after the signatures of a line."""
    for found in head.finditer(_SIGNATURE):
        rest = line.part(found.end(), min(line.end, found.end() + _LONGEST_TITLE))
        if found.end() == line.end or found["after"] or rest.match(_BELOW_SIGNATURE) or _begins_title(rest):
            if not ends_in_issuer(_before(line, found.start("issuer"))):  # '玉河市商务局 玉河市数据局 2024年…'
                yield found.start("issuer")
            yield found.start("date")
            yield found.end("date")


def _before(line: TextSpan, at: int) -> str:
    """The words of the line before a position, without white space, as many as a title may have."""
    words = line.text[max(line.start, at - _LONGEST_TITLE) : at]
    return "".join(words.split())


def _begins_title(rest: TextSpan) -> bool:
    """Tell whether a title begins words that may go on with a sentence: '玉河市智能制造行动方案为贯彻落实…'."""
    words = "".join(rest.words.split())
    return any(is_title(words[:end]) for end in range(8, len(words) + 1))
