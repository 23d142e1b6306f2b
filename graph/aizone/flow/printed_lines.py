"""Printed lines: their words and widths, and what some of them can only be: the first of a paragraph, a date, a number."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from ..text.lexicon.dates import DATE
from ..text.lexicon.document_numbers import DOCUMENT_NUMBER
from ..text.lexicon.owner_labels import deadline_label, other_label, owner_label
from ..text.numbering import read_number

# '附件1：', '附 件': begins a paragraph
ANNEX = re.compile(r"附\s?件\s?[\d一二三四五六七八九十]{0,2}\s?(?:[:：.．]|$)")

# '（2024年5月1日）': a date on a line of its own
DATE_LINE = re.compile(rf"[（(]?\s?{DATE}\s?[)）]?")

# '玉政办发〔2023〕12号' on a line of its own
_NUMBER_LINE = re.compile(DOCUMENT_NUMBER)

_LONGEST_ALONE = 36
"""Code points of a line that is a date or a document's number, at most."""


class PrintedLine(Struct, frozen=True, gc=False):
    """A line without the white space around it: `start:end` of the text, its words, and what comes before it."""

    start: int
    end: int
    words: str
    indent: int
    width: int
    after_gap: bool  # a blank line or a page's edge comes before it
    after_page: bool  # a form feed comes before it


@functools.cache
def label_at_start() -> re.Pattern[str]:
    """A label that begins a paragraph: '责任单位：', '分管领导：', '完成时限：'."""
    return re.compile(rf"(?:{owner_label()}|{other_label()}|{deadline_label()})\s?[:：]")


def begins_paragraph(line: PrintedLine) -> bool:
    """Tell whether a line can only be the first of a paragraph."""
    words = line.words
    return (
        read_number(words, 0, len(words)) is not None
        or ANNEX.match(words) is not None
        or label_at_start().match(words) is not None
    )


def is_date_or_number(words: str) -> bool:
    """Tell whether a line is a date or a document's number, neither of which goes on."""
    if words[-1] not in "日号）)" or len(words) > _LONGEST_ALONE:
        return False
    return DATE_LINE.fullmatch(words) is not None or _NUMBER_LINE.fullmatch(words) is not None
