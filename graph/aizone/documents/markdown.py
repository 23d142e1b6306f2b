"""Markdown: the words a reader sees, without the marks; headings, list items and the rows of tables become lines.

Numbers stay as typed. Line ends stay too: many people break lines as they would in a text, and `flow` rejoins those that
were only wrapped. Dropped: marks of headings, quotes, bullets and emphasis, rules, comments, pictures, notes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import PurePath

from ..errors import MissingExtraError
from . import plain_text
from .content import NOWHERE, Content, ContentBuilder, TableCell, left_out, note_remark
from .drawn_tables import drawn_table
from .html_lines import MAX_COLUMNS, LineWriter

_SUFFIXES = (".md", ".markdown")
# '## 二、重点任务' as bytes: headings by which a text is Markdown whatever its name
_HEADING_BYTES = re.compile(rb"(?:^|\n)#{1,6}[ \t]+[\x81-\xfe(]")
_FEWEST_HEADINGS = 2
_FIRST_BYTES = 64 * 1024
# '## 二、重点任务', also '##二、重点任务' without the space
_HEADING = re.compile(r"#{1,6}(?:[ \t\u3000]+|(?=[\u4e00-\u9fff（(《]))(?P<words>.*)")
# '## 二、重点任务 ##': marks that close a heading
_CLOSING = re.compile(r"(?<![ \t#])[ \t]+#+$")
# '> > 引用'
_QUOTE = re.compile(r"(?:>[ \t]?)+")
# '- [x] 任务', '* 任务', but not '- 3 -', which is a page number
_BULLET = re.compile(r"[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?![-—–\d\s]+$)")
# '---', '* * *', '```text': rules, underlines of headings, fences of code
_RULE = re.compile(r"={3,}|-{3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,}|`{3,}[\w-]*|~{3,}[\w-]*")
# '[^1]: 说明'
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:\s*(?P<words>[^\n]*)")
# '1. 建设平台': an item of a list, which Markdown counts by itself
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,3})(?P<dot>[.)])[ \t]+(?=\S)")
_DELIMITER = frozenset("|:- \t")
# '|' between cells, but not '\|' in a cell
_COLUMN = re.compile(r"(?<!\\)\|")
# '<br />' in a cell
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
# '![图](a.png)' and '[^1]'; '[名](url)'; '<u>'; '**牵头**'; '__牵头__'; '*牵头*'; '`code`'; '\*'
_INLINE = (
    (re.compile(r"!\[[^\]\n]{0,200}\]\([^()\n]{0,2000}\)|\[\^[^\]\s]{1,40}\]"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,2000}\)"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,200}>"), ""),
    (re.compile(r"(?<!\\)(\*\*\*?)([^*\n]{1,500})\1"), r"\2"),
    (re.compile(r"(?<![\\\w])__([^_\n]{1,500})__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\\*\w])\*(\w(?:[^*\n]{0,200}\w)?)\*(?!\*)"), r"\1"),
    (re.compile(r"(?<!\\)`([^`\n]{1,200})`"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
"""Marks inside a line and their replacements, in this order. A single star stays: plans mark leading units with one."""
# '~~市教育局、~~': words that are struck through
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])([^~\n]{1,500})~~(?!~)")
_FRONT_LINES = 60


def can_read(data: bytes, name: str) -> bool:
    """True if the file is text and has the name of a Markdown file, or the headings of one in a text file."""
    suffix = PurePath(name).suffix.lower()
    is_marked = suffix == ".txt" and len(_HEADING_BYTES.findall(data, 0, _FIRST_BYTES)) >= _FEWEST_HEADINGS
    return (suffix in _SUFFIXES or is_marked) and plain_text.can_read(data, name)


def read(data: bytes, name: str) -> Content:
    """Read the text; a title in the front matter comes first.

    Raises:
        DocumentError: no Chinese encoding fits the bytes.
        MissingExtraError: it holds an HTML table and lxml is not installed.
    """
    text, encoding = plain_text.decode(data, name)
    text = _without_comments(text)
    struck = [found[1] for found in _STRUCK.finditer(text)] if "~~" in text else []
    notes = [words for line in text.split("\n") if (words := _note(line))] if "[^" in text else []
    builder = ContentBuilder()
    for words, is_table in _html_tables(_STRUCK.sub("", text) if struck else text):
        if is_table:
            _write_html(words, builder, name)
        else:
            _write(_counted(words.split("\n")), builder)
    remarks = [left_out(words, zh="带删除线", en="is struck through") for words in struck]
    builder.paragraph("", remarks=[*remarks, *map(note_remark, notes)])
    return builder.content("text/markdown", encoding)


def _note(line: str) -> str:
    """The words of a note; empty for other lines."""
    found = _NOTE.match(line.strip())
    return _inline(found["words"]).strip() if found is not None else ""


def _counted(lines: Sequence[str]) -> list[str]:
    """The lines, with items counted on that all have the number of the first: '1.', '1.' reads as '1.', '2.'."""
    counted: list[str] = []
    last: dict[str, tuple[str, int]] = {}  # by indent: the number typed, and the one it stands for
    for line in lines:
        item = _ITEM.match(line)
        if item is None:
            if line.lstrip().startswith("#") or (line.strip() and not line[:1].isspace() and not _BULLET.match(line)):
                last.clear()
            counted.append(line)
            continue
        typed, before = item["number"], last.get(item["indent"])
        stands = before[1] + 1 if before is not None and before[0] == typed else int(typed)
        last[item["indent"]] = typed, stands
        counted.append(f"{item['indent']}{stands}{line[item.end('number') :]}" if stands != int(typed) else line)
    return counted


def _without_comments(text: str) -> str:
    pieces, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[position:start])
        position = end + 3
    return "".join([*pieces, text[position:]])


def _html_tables(text: str) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is an HTML table: converters write tables with merged cells that way."""
    parts, position = [], 0
    for start in (found.start() for found in re.finditer(r"<table\b", text, re.IGNORECASE)):
        if start < position:
            continue
        end = text.find("</table>", start)
        if end < 0:
            break
        parts += [(text[position:start], False), (text[start : end + 8], True)]
        position = end + 8
    return [*parts, (text[position:], False)]


def _write_html(words: str, builder: ContentBuilder, name: str) -> None:
    """Write an HTML table.

    Raises:
        MissingExtraError: lxml is not installed.
    """
    try:
        from lxml import html as lxml_html
    except ImportError as error:
        raise MissingExtraError(name, "formats") from error
    LineWriter(builder).write(lxml_html.fragment_fromstring(words, create_parent="div"))


def _write(lines: Sequence[str], builder: ContentBuilder) -> None:
    at = _front_matter(lines, builder)
    while at < len(lines):
        end, rows = drawn_table(lines, at) if lines[at].lstrip().startswith("+") else (at, [])
        if rows:  # '+---+---+', a grid table
            builder.table([[_without_marks(cell) for cell in row] for row in rows])
            at = end
            continue
        if _begins_table(lines, at):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            header = _row(lines[at], MAX_COLUMNS)
            builder.table([header, *(_row(line, len(header)) for line in lines[at + 2 : end])])
            at = end
            continue
        words = _words(lines[at])
        if words:
            builder.paragraph(words)
        else:
            builder.blank()
        at += 1


def _front_matter(lines: Sequence[str], builder: ContentBuilder) -> int:
    """Write the title from a block of settings at the beginning; returns the index of the first line after it."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    end = next((at for at in range(1, min(len(lines), _FRONT_LINES)) if lines[at].rstrip() in {"---", "..."}), 0)
    for line in lines[1:end]:
        if line.startswith("title:"):
            builder.paragraph(line.removeprefix("title:").strip().strip("\"'"))
    return end + 1 if end else 0


def _begins_table(lines: Sequence[str], at: int) -> bool:
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return 0 < lines[at].count("|") <= MAX_COLUMNS and "|" in below and "-" in below and _DELIMITER.issuperset(below)


def _row(line: str, columns: int) -> list[TableCell | None]:
    """The cells of a row; what is in more than these columns is one cell after them."""
    line = line.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    cells = []
    for cell in _COLUMN.split(line, columns):
        lines = [words for part in _BREAK.split(cell) if (words := _inline(part).strip())]
        cells.append(TableCell([(words, NOWHERE) for words in lines]) if lines else None)
    return cells


def _without_marks(cell: TableCell | None) -> TableCell | None:
    """A cell of a grid table without the marks of emphasis."""
    return None if cell is None else TableCell([(_inline(words).strip(), where) for words, where in cell.parts])


def _words(line: str) -> str:
    """The words of a line that is not a table row."""
    indent = line[: len(line) - len(line.lstrip())]
    line = _QUOTE.sub("", line.strip(), count=1) if line.lstrip().startswith(">") else line.strip()
    if _RULE.fullmatch(line) or _NOTE.match(line):
        return ""
    heading = _HEADING.fullmatch(line)
    if heading:
        return _inline(_CLOSING.sub("", heading["words"]))
    bullet = _BULLET.match(line)
    return ("" if bullet else indent) + _inline(line[bullet.end() :] if bullet else line)


def _inline(words: str) -> str:
    words = _BREAK.sub("\n", words)
    for pattern, becomes in _INLINE:
        words = pattern.sub(becomes, words)
    return html.unescape(words)
