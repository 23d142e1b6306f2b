"""What a plan says of itself: title, number, issuer, date, period, cited documents."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import CitedDocument, Outline, Span, TextSpan
from ...text.lexicon.dates import (
    DATE_IN_BRACKETS,
    DATE_IN_PARTS,
    FROM_TO,
    YEAR,
    YEAR_WORD,
    iso_date,
)
from ...text.lexicon.document_numbers import DOCUMENT_NUMBER
from ...text.titles import PLAN_WORDS, ends_in_issuer, is_cut_title, is_notice, is_title, is_upper_row
from ..mentions.gazetteer import Gazetteer

_QUOTED_TITLE = re.compile(
    rf"印发\s?(?:给)?[^《》。]{{0,12}}《(?P<title>[^《》]{{4,90}})》|《(?P<other>[^《》]{{4,90}}(?:{PLAN_WORDS})[^《》]{{0,20}})》"
)
_NUMBER = re.compile(DOCUMENT_NUMBER)
_CITES = re.compile(r"根据|按照|依据|贯彻|落实|《")
_DATE = re.compile(DATE_IN_PARTS)
_PERIOD = re.compile(rf"(?P<start>{YEAR})\s?年?{FROM_TO}(?P<end>{YEAR})\s?年?")
_YEAR = re.compile(rf"(?P<year>{YEAR}){YEAR_WORD}")
_UNTIL = re.compile(rf"到\s?(?P<year>{YEAR})\s?年")
_NOTICE_ISSUER = re.compile(
    r"(?P<issuer>[^。；，,《》]{3,40}?)(?:等[\u4e00-\u9fff\d]{0,4}(?:部门|单位))?(?:关于|印发|转发|发布)"
)
_WITHOUT_PLACE = re.compile(r"[省市县区州]")
_HEADING_DATE = re.compile(rf"{DATE_IN_BRACKETS}$")
_GLUED = re.compile(
    r"(?=为(?:深入|全面|进一步|贯彻|认真|了|加快|推[动进]|切实|落实)|根据《|按照《|坚持以|以习近平|第一[章条])"
)
_CITED = re.compile(rf"《(?P<title>[^《》\n]{{2,90}})》(?:\s?[(（](?P<number>\s?{DOCUMENT_NUMBER})[)）])?")
_ROW_BELOW = re.compile(rf"[(（](?:{YEAR}年?(?:{FROM_TO}{YEAR}年?)?度?|试行|暂行|修订稿?|征求意见稿|送审稿|草案)[)）]")
_ANNEX_MARK = re.compile(r"附[件表录]?[\d一二三四五六七八九十]{0,3}[:：]?")
_SIGNATURE_LINES = 3
_MAX_TITLE = 90
_MAX_LINE = 140
_TAIL_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What the first lines (and the signature) say, as written."""

    title: str
    title_span: Span
    number: str | None
    issuer: str | None
    issuer_span: Span | None
    issued: str | None
    start: int | None
    end: int | None


def read_head(outline: Outline, *, has_owners: bool) -> PlanHead | None:
    """Read a plan's metadata; None when nothing in the document looks like a plan's title.

    A document that assigns work to owners is a plan whatever it is called: its first line is then its title.
    """
    text = outline.document.text
    lines = list(outline.preamble)
    title = _find_title(text, lines)
    if title is None and has_owners:
        first = next((line for line in lines if not _ANNEX_MARK.fullmatch(_joined(line.of(text)))), None)
        title = first and Span(first.start, min(first.end, first.start + _MAX_TITLE))
    if title is None:
        return None
    words = _joined(title.of(text))
    date_line, issued = _find_date(text, lines + _tail(outline))
    issuer = _find_issuer(text, lines, date_line)
    start, end = _find_period(text, words, issued)
    number = _find_number(text, lines)
    return PlanHead(words, title, number, issuer.of(text) if issuer else None, issuer, issued, start, end)


def cited_documents(outline: Outline, gazetteer: Gazetteer) -> tuple[CitedDocument, ...]:
    """The policy documents named between 《》, each once, without the plan itself; known ones by their full title."""
    text = outline.document.text
    own = {_joined(span.of(text)) for span in outline.preamble}
    found: dict[str, CitedDocument] = {}
    for match in _CITED.finditer(text):
        title = _joined(match["title"])
        if title not in own:
            known = gazetteer.naming(outline.document.text, Span(*match.span("title")))
            label, entity = (known.label, known.iri) if known else (title, None)
            found.setdefault(label, CitedDocument(label, match["number"], Span(*match.span()), entity))
    return tuple(found.values())


def _joined(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _find_title(text: str, lines: Sequence[Span]) -> Span | None:
    """The plan's own title: the last title-like line; a notice about it only when there is no other."""
    words = [_joined(span.of(text)) if len(span) <= _MAX_LINE else "" for span in lines]
    titles = [
        index for index, line in enumerate(words) if is_title(line) or (index and is_cut_title(words[index - 1], line))
    ]
    if titles:
        return _undated(text, _with_other_rows(lines, words, titles[-1]))
    for span in lines:
        glued = _glued_title(text, span)
        if glued is not None:
            return glued
    notices = [index for index, line in enumerate(words) if is_notice(line)]
    for span in [*(lines[index] for index in notices), *lines]:
        quoted = _QUOTED_TITLE.search(text, span.start, span.end)
        if quoted:
            name = "title" if quoted["title"] else "other"
            return Span(*quoted.span(name))
    if notices:
        return _undated(text, _with_other_rows(lines, words, notices[0]))
    return _first_words(text, lines[0]) if lines else None


def _with_other_rows(lines: Sequence[Span], words: Sequence[str], index: int) -> Span:
    """A title with the row above it, when it is printed in two, and with its period or state in a row below."""
    first = index - 1 if index and words[index - 1] and is_upper_row(words[index - 1], words[index]) else index
    last = index + 1 if index + 1 < len(words) and _ROW_BELOW.fullmatch(words[index + 1]) else index
    return Span(lines[first].start, lines[last].end)


def _undated(text: str, span: Span) -> Span:
    """A title without the date of issue that a compiler put behind it."""
    date = _HEADING_DATE.search(text, span.start, span.end)
    return Span(span.start, date.start()) if date else span


def _glued_title(text: str, line: Span) -> Span | None:
    """A title that the opening sentence or the first article follows on the same line."""
    glue = _GLUED.search(text, line.start + 6, min(line.end, line.start + _MAX_TITLE))
    if glue is None:
        return None
    words = _joined(text[line.start : glue.start()])
    return TextSpan(text, line.start, glue.start()).trimmed().span if is_title(words) else None


def _first_words(text: str, line: Span) -> Span | None:
    """A title or notice at the very beginning of a text whose line breaks were lost: up to the first white space."""
    end = next(
        (at for at in range(line.start, min(line.end, line.start + _MAX_LINE)) if text[at].isspace()), line.start
    )
    words = text[line.start : end]
    return Span(line.start, end) if is_title(words) or is_notice(words) else None


def _find_number(text: str, lines: Sequence[Span]) -> str | None:
    """The document's own number: it begins a line above the text, alone or with the addressees glued to it.

    Numbers of documents that are cited stand inside a sentence.
    """
    for span in lines:
        found = _NUMBER.match(text, span.start, span.end)
        if found and (found.end() == span.end or not _CITES.match(text, found.end(), span.end)):
            return found[0]
    return None


def _tail(outline: Outline) -> list[Span]:
    """The last lines of the document, where a signature may stand."""
    bodies = [span for section in outline.walk() for span in section.body]
    return bodies[-_TAIL_PARAGRAPHS:]


def _find_date(text: str, lines: Sequence[Span]) -> tuple[Span | None, str | None]:
    for span in lines:
        words = _joined(span.of(text)).strip("()（）")
        found = _DATE.fullmatch(words)
        if found and _is_date(iso := iso_date(found)):
            return span, iso
    for span in lines[:_SIGNATURE_LINES]:
        found = re.search(rf"[(（]\s?{_DATE.pattern}\s?(?:[\u4e00-\u9fff]{{0,6}})[)）]$", span.of(text))
        if found and _is_date(iso := iso_date(found)):
            return None, iso
    return None, None


def _is_date(iso: str) -> bool:
    try:
        datetime.date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _find_issuer(text: str, lines: Sequence[Span], date_line: Span | None) -> Span | None:
    """The signature above the date, else the body a notice's title begins with; a name without its place comes last."""
    found = [span for span in (_signature(text, lines, date_line), _notice_issuer(text, lines)) if span is not None]
    with_place = [span for span in found if not _WITHOUT_PLACE.match(span.of(text))]
    return next(iter([*with_place, *found]), None)


def _signature(text: str, lines: Sequence[Span], date_line: Span | None) -> Span | None:
    if date_line is None or date_line not in lines:
        return None
    index = list(lines).index(date_line)
    for span in reversed(lines[max(0, index - _SIGNATURE_LINES) : index]):
        if len(span) <= 40 and _is_issuer(span.of(text)) and not is_title(_joined(span.of(text))):
            return span
    return None


def _is_issuer(words: str) -> bool:
    """Whether words end as an issuer's name does, or are cut off by the damage of a copy ('玉河市人民*')."""
    return words.endswith("*") or ends_in_issuer(words)


def _notice_issuer(text: str, lines: Sequence[Span]) -> Span | None:
    for span in lines:
        found = _NOTICE_ISSUER.match(text, span.start, span.end) if len(span) <= _MAX_LINE else None
        if found and _is_issuer(found["issuer"]):
            return Span(*found.span("issuer"))
    return None


def _find_period(text: str, title: str, issued: str | None) -> tuple[int | None, int | None]:
    """First and last year: from the title, else from the year of issue to the year the text says '到…年'."""
    span = _PERIOD.search(title)
    if span and int(span["start"]) <= int(span["end"]):
        return int(span["start"]), int(span["end"])
    single = _YEAR.search(title)
    if single:
        return int(single["year"]), int(single["year"])
    issue_year = int(issued[:4]) if issued else None
    until = [int(found["year"]) for found in _UNTIL.finditer(text)]
    last = max((year for year in until if issue_year is None or year >= issue_year), default=None)
    return issue_year, last if last is not None else issue_year
