"""Saved web pages (HTML, and MHTML as browsers save a page in one file): the article among the navigation.

The article is the smallest element that holds nearly all words of the page that are neither links nor furniture; a title
before it is kept. Headings, paragraphs, list items and table rows become lines.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError, MissingExtraError
from ..text.table_marks import is_mark
from . import plain_text
from .content import NOTHING, Content, ContentBuilder, left_out
from .html_lines import BLOCKS, SPACE, LineWriter, is_layout

if TYPE_CHECKING:
    from lxml.etree import _Element

_SNIFF = 4096
# '<!DOCTYPE html>', '<table border=1>': the beginning of a page or of a copied part of one
_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div)\b", re.IGNORECASE)
# '<h1>', '<p class="title">': the beginning of a part of a page that is named as a page
_ANY_TAG = re.compile(rb"<[a-z!][a-z0-9]{0,20}[\s>/-]", re.IGNORECASE)
# '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# 'From: <Saved by Blink>\nContent-Type: multipart/related;': the head of an MHTML file
_MHTML = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE
)

_UNSEEN = frozenset([
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "button",
    "select", "option", "input", "textarea", "head", "rp", "rt", "audio", "video", "datalist", "dialog",
])  # fmt: skip
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "header"})
# 'class="breadcrumb"', 'id="footer2"', 'class="bdshare"': names of navigation, footers, share buttons
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|header|sidebar|side|share|bdshare|crumbs?|breadcrumbs?|copyright|toolbar|"
    r"banner|search|related|recommend|position|location|login|qrcode|print|pagination|links?)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
# 'style="display: none"'
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# 'style="text-decoration: line-through"'
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_CONTAINERS = frozenset([
    "div", "article", "main", "section", "center", "form", "table", "tbody", "tr", "td", "span", "font", "fieldset",
    "details", "blockquote",
])  # fmt: skip
_MOST = 0.8
"""An element with this share of its parent's words is taken instead of the parent."""
_FURNITURE_SHARE = 0.25
# '云江市行动方案 - 云江市人民政府': the site's name after the title
_SITE = re.compile(r"\s*[-_|–—]\s*[^-_|–—]{2,30}$")
_MAX_CALLED = 200
_FEWEST_CELLS = 3
"""Cells of a row of tasks: number, task, owner; forms have fewer."""
# '责任单位：', '（', '牵头，': words before a field that is part of a sentence
_IN_SENTENCE = re.compile(r"[：:（(，、]\s*$")
# '<p a1="" a2="" …>': the parser compares each attribute of a tag with all before it
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_MOST_ATTRIBUTES = 1_000


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes begin like a page or a saved web archive."""
    head = data[:_SNIFF]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, errors="ignore").encode("ascii", errors="ignore")
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if _MHTML.search(head) is not None:
        return True
    while head.startswith((b"<!--", b"<?xml")):  # comments and an XML declaration may come first
        end = head.find(b"-->" if head.startswith(b"<!--") else b">")
        head = head[end + 3 :].lstrip() if end >= 0 and head.startswith(b"<!--") else head[end + 1 :].lstrip()
        if end < 0:
            return False
    begins = _START if not name.lower().endswith((".html", ".htm")) else _ANY_TAG
    return begins.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """Read the article of a page.

    Raises:
        DocumentError: the page is nested too deeply, cannot be decoded, or has no words.
        MissingExtraError: lxml is not installed.
    """
    try:
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError as error:
        raise MissingExtraError(name, "formats") from error
    text, encoding = _decode(data, name)
    if any(found[0].count("=") > _MOST_ATTRIBUTES for found in _LONG_TAG.finditer(text)):
        raise DocumentError(
            name,
            N_("has a tag with far more attributes than any page written by people."),
            N_("Copy the text of the page into a text file and try again."),
        )
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            name,
            N_("is a web page without text."),
            N_("Wait until the browser shows the whole page, then save it again."),
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(
            name,
            N_("is nested deeper than any page written by people."),
            N_("Copy the text of the page into a text file and try again."),
        )
    content = _article(root)
    if not content.text.strip():
        raise DocumentError(
            name,
            N_("is a web page without text."),
            N_("Wait until the browser shows the whole page, then save it again."),
        )
    return replace(content, encoding=encoding)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """The page's source (of a web archive, its first page) and its encoding."""
    charset: str | None = None
    if _MHTML.search(data[:_SNIFF].removeprefix(codecs.BOM_UTF8)):
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        payload = page.get_payload(decode=True) if page is not None else None
        if page is None or not isinstance(payload, bytes):
            raise DocumentError(
                name, N_("is a web archive without a page."), N_("Save the page as HTML and try again.")
            )
        data, charset = payload, page.get_content_charset()
    said = _CHARSET.search(data[:_SNIFF])
    charset = charset or (said[1].decode() if said else None)
    if charset and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "gb18030" if charset.lower() in {"gb2312", "gbk", "x-gbk"} else charset
        try:
            return data.decode(charset), codecs.lookup(charset).name
        except (LookupError, UnicodeError):
            pass  # pages often say the wrong encoding: look at the bytes instead
    return plain_text.decode(data, name)


def _article(root: _Element) -> Content:
    body = next(iter(root.iter("body")), root)
    struck = _struck(body)
    _write_boxes(body)
    _remove_unseen(body)
    weights = _weights(body)
    _remove_furniture(body, weights)
    weights = _weights(body)
    article = body
    while True:
        heaviest = max(article, key=lambda part: weights.get(part, 0), default=None)
        if heaviest is None or weights.get(heaviest, 0) < _MOST * max(1, weights[article]):
            break
        if heaviest.tag not in _CONTAINERS or (heaviest.tag == "table" and not is_layout(heaviest)):
            break
        article = heaviest
    builder = ContentBuilder()
    title = _title(root, body, article)
    if title is not None:
        builder.paragraph(title)
    builder.paragraph("", remarks=[left_out(words, zh="带删除线", en="is struck through") for words in struck])
    LineWriter(builder).write(article)
    return builder.content("text/html", "")


def _remove(elements: Iterable[_Element]) -> None:
    """Remove elements but not the words after them, which go to what is before.

    Those of one parent are removed together: 100,000 of them one by one would copy the growing words each time.
    """
    by_parent: dict[_Element, set[_Element]] = {}
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            by_parent.setdefault(parent, set()).add(element)
    for parent, gone in by_parent.items():
        before: _Element | None = None
        words: dict[_Element | None, list[str]] = {}
        for child in list(parent):
            if child in gone:
                words.setdefault(before, []).append(child.tail or "")
            else:
                before = child
        for holder, pieces in words.items():
            if holder is None:
                parent.text = "".join([parent.text or "", *pieces])
            else:
                holder.tail = "".join([holder.tail or "", *pieces])
        for child in gone:
            child.tail = None
            parent.remove(child)


def _struck(body: _Element) -> list[str]:
    """Remove what the page strikes out, and return its words."""
    found: list[str] = []
    gone: list[_Element] = []
    for element in list(body.iter()):
        if (
            isinstance(element.tag, str)
            and element is not body
            and element.getparent() is not None
            and (element.tag in {"del", "s", "strike"} or _STRUCK.search(element.get("style") or ""))
        ):
            words = "".join(element.itertext()).strip()
            if words:
                found.append(words)
            gone.append(element)
    cells = [cell for element in gone for cell in element.iterancestors("td")]
    _remove(gone)
    for cell in cells:
        if not "".join(cell.itertext()).strip():
            cell.text = NOTHING
    return found


def _write_boxes(body: _Element) -> None:
    """Put a box before the words of each thing to tick, ticked or empty: '☑市数据局', and what was filled in where it is shown."""
    for element in body.iter("input"):
        if (element.get("type") or "").lower() in {"checkbox", "radio"}:
            element.tail = ("☐" if element.get("checked") is None else "☑") + (element.tail or "").lstrip()
        elif (element.get("type") or "text").lower() == "text" and _is_filled_in(element):
            element.tail = (element.get("value") or "") + (element.tail or "")
    for element in body.iter("select"):
        chosen = [option.text_content() for option in element.iter("option") if option.get("selected") is not None]
        if chosen and _is_filled_in(element):
            element.tail = "、".join(chosen) + (element.tail or "")
    for element in body.iter("img"):
        shown = element.get("alt") or ""
        if not shown.isascii() and is_mark(shown):  # '<img alt="√">'
            element.tail = shown + (element.tail or "")


def _is_filled_in(element: _Element) -> bool:
    """Tell whether a field stands in a sentence or begins a cell of tasks: '（<select>…</select>牵头）', '<td><input value="市商务局">'."""
    before = element.getprevious()
    parent = element.getparent()
    if parent is not None and parent.tag == "td" and before is None and not (parent.text or "").strip():
        row = parent.getparent()
        return row is not None and sum(cell.tag == "td" for cell in islice(row, _FEWEST_CELLS)) == _FEWEST_CELLS
    words = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return _IN_SENTENCE.search(words) is not None


def _remove_unseen(body: _Element) -> None:
    gone: list[_Element] = []
    for element in list(body.iter()):
        if (
            not isinstance(element.tag, str)
            or element.tag in _UNSEEN
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
        ) and element is not body:
            gone.append(element)
    _remove(gone)


def _weights(body: _Element) -> dict[_Element, int]:
    """The number of characters in each element that are not words of a link."""
    from lxml import etree

    weights: dict[_Element, int] = {}
    links = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        links += (event == "start") * (element.tag == "a")
        if event == "start":
            weights[element] = 0 if links else len("".join((element.text or "").split()))
            continue
        links -= element.tag == "a"
        parent = element.getparent()
        if parent is not None and parent in weights:
            weights[parent] += weights[element] + (0 if links else len("".join((element.tail or "").split())))
    return weights


def _remove_furniture(body: _Element, weights: dict[_Element, int]) -> None:
    """Remove navigation, footers and lists of links: few of the page's words, and a telling name or only links."""
    most = weights[body] * _FURNITURE_SHARE
    titled, linked = _holders(body, "h1"), _holders(body, "a")
    gone: list[_Element] = []
    for element in list(body.iter()):
        if element is body or weights.get(element, 0) > most:
            continue
        called = f"{element.get('class') or ''} {element.get('id') or ''}"[:_MAX_CALLED]
        named = element.tag in _FURNITURE_TAGS or (element.tag in BLOCKS and _FURNITURE.search(called))
        links = element.tag in {"ul", "ol", "dl"} and len(element) >= 3 and weights[element] <= len(element)
        if (named and element not in titled) or (links and all(item in linked for item in element)):
            gone.append(element)
    _remove(gone)


def _holders(body: _Element, tag: str) -> set[_Element]:
    """The elements of a name and all their ancestors."""
    found: set[_Element] = set()
    for element in body.iter(tag):
        holder: _Element | None = element
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent()
    return found


def _title(root: _Element, body: _Element, article: _Element) -> str | None:
    """The page's title when the article does not hold it: a first-rank heading, a meta element, the window's title."""
    words = re.sub(r"\s+", "", "".join(article.itertext()))
    metas = {(meta.get("name") or "").lower(): meta.get("content") or "" for meta in root.iter("meta")}
    window = next((element.text or "" for element in root.iter("title")), "")
    headings = ["".join(heading.itertext()) for heading in body.iter("h1")]
    for candidate in (*headings, metas.get("articletitle", ""), _SITE.sub("", window)):
        candidate = SPACE.sub(" ", candidate).strip()
        if candidate:
            return None if re.sub(r"\s+", "", candidate) in words else candidate
    return None
