"""Documents whose build is an attack: loops, references without end, bombs in bombs, disguised encodings; by kind, as in `hostile_files`."""

from __future__ import annotations

import base64
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator

from .hostile_files import HostileFile, cells, docx, html, paragraph, pdf, workbook, zipped

_PLAN = "云江市人工智能行动计划（2024—2026年）\n一、重点任务\n（一）算力。\n建设算力平台。（责任单位：市科技局）\n"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIZES = (3_000, 30_000, 300_000)


def hostile_shapes() -> Iterator[HostileFile]:
    """Some 250 files, the same each time."""
    for kind, (suffix, make) in _KINDS.items():
        for size in _SIZES:
            yield HostileFile(kind, f"{size}.{suffix}", make(size))
    for kind, name, data in _ONCE:
        yield HostileFile(kind, name, data())


def objects_pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n" % (len(packed), entries) + packed + b"\nendstream"


def _page(entries: bytes, *more: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    """A PDF with one page, object 3; what `more` holds are objects 4, 5 and so on."""
    return objects_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s >>" % entries,
            *more,
        ]
    )


def _forms_in_forms(depth: int) -> bytes:
    """Forms that each draw the next one ten times."""
    forms = [
        _stream(
            b"/F Do " * 10 if level + 1 < depth else b"BT /F1 9 Tf (a) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % (level + 6),
        )
        for level in range(depth)
    ]
    return _page(b"/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>", _stream(b"/F Do " * 10), *forms)


def _object_stream(count: int) -> bytes:
    inner = b"<< /Type /Catalog /Pages 2 0 R >>"
    head = b" ".join(b"%d %d" % (10 + n, n * (len(inner) + 1)) for n in range(count))
    body = head + b" " + (inner + b" ") * count
    entries = b"/Type /ObjStm /N %d /First %d" % (count, len(head) + 1)
    return _page(b"/Contents 4 0 R", _stream(b"BT (a) Tj ET"), _stream(body, entries))


def _overlapping(count: int) -> bytes:
    """An archive whose directory names the same packed bytes again and again."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(b" " * 10_000_000) + kernel.flush()
    name = b"word/document.xml"
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed), 10_000_000, len(name), 0) + name
    directory = b""
    for number in range(count):
        other = name if number == 0 else b"word/p%012d.xm" % number
        directory += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            len(packed),
            10_000_000,
            len(other),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        directory += other
    body = local + packed
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def _zip_in_zip(depth: int) -> bytes:
    data = zipped({"word/document.xml": b" " * 1_000_000})
    for _level in range(depth):
        data = zipped({"word/document.xml": data, "a.docx": data})
    return data


def _same_names(count: int) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # each name is there already
        for _number in range(count):
            made.writestr("word/document.xml", "<a/>")
    return buffer.getvalue()


def _style(name: str, based: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/></w:style>'
    )


def _styled(styles: str, style: str) -> bytes:
    words = "".join(
        paragraph(line, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>') for line in _PLAN.strip().split("\n") * 20
    )
    return docx(words, styles=f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>')


def _tables_in_tables(count: int) -> bytes:
    cell, end = "<w:tbl><w:tr><w:tc>", f"{paragraph('甲')}</w:tc></w:tr></w:tbl>"
    return docx((cell * 60 + end * 60) * (count // 60))


def _disguised(text: str, encoding: str, suffix: str) -> bytes:
    said = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[suffix]
    whole = docx(paragraph("甲")) if suffix == "docx" else workbook(cells(10, "<c><v>1</v></c>"))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    parts[said] = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    return zipped(parts)


def _laughs(levels: int) -> str:
    entities = '<!ENTITY l0 "hahahahaha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE w:document [{entities}]><w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&l{levels - 1};</w:t></w:r></w:p></w:body></w:document>'


_OUTSIDE = (
    '<!DOCTYPE w:document [<!ENTITY % d SYSTEM "file:///etc/passwd"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)


def _mht_parts(count: int) -> bytes:
    page = base64.encodebytes(html("<p>一、任务</p>")).decode()
    part = f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{page}\n"
    return ('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n' + part * count + "--b--\n").encode()


def _mht_head(lines: str, body: str = "") -> bytes:
    return (
        f"From: <Saved by Blink>\nMIME-Version: 1.0\n{lines}\n\n{body or html('<p>一、任务</p>').decode()}\n".encode()
    )


_KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "zip: in a zip": ("docx", lambda n: _zip_in_zip(n // 20_000 + 3)),
    "zip: overlapping": ("docx", lambda n: _overlapping(min(n // 10, 60_000))),
    "zip: one name many times": ("docx", lambda n: _same_names(min(n // 10, 6_000))),
    "docx: attributes after a quoted sign": (
        "docx",
        lambda n: docx('<w:p w:z=">" ' + " ".join(f'w:a{i}=""' for i in range(n)) + "/>"),
    ),
    "docx: a chain of styles": (
        "docx",
        lambda n: _styled("".join(_style(f"s{i}", f"s{i + 1}") for i in range(n // 10)), "s0"),
    ),
    "docx: styles in a ring": (
        "docx",
        lambda n: _styled("".join(_style(f"s{i}", f"s{(i + 1) % (n // 10)}") for i in range(n // 10)), "s0"),
    ),
    "docx: one style many times": ("docx", lambda n: _styled(_style("s", "s") * (n // 5), "s")),
    "docx: tables in tables": ("docx", _tables_in_tables),
    "docx: a cell of many columns": (
        "docx",
        lambda n: docx(
            "<w:tbl>"
            + f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{n}000"/></w:tcPr>{paragraph("甲")}</w:tc></w:tr>' * 50
            + "</w:tbl>"
        ),
    ),
    "docx: row skips columns": (
        "docx",
        lambda n: docx(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{n}000"/></w:trPr><w:tc>{paragraph("甲")}</w:tc></w:tr></w:tbl>'
        ),
    ),
    "docx: tabs and breaks": ("docx", lambda n: docx("<w:p><w:r>" + "<w:tab/><w:br/>" * n + "</w:r></w:p>")),
    "docx: fields": (
        "docx",
        lambda n: docx(
            "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n + "<w:r><w:t>甲</w:t></w:r></w:p>"
        ),
    ),
    "docx: comments": (
        "docx",
        lambda n: docx(
            paragraph("甲"),
            comments=f'<w:comments xmlns:w="{_WORD}">' + f'<w:comment w:id="1">{paragraph("乙")}</w:comment>' * n + "</w:comments>",
        ),
    ),
    "docx: footnotes": (
        "docx",
        lambda n: docx(
            "<w:p>" + '<w:r><w:footnoteReference w:id="1"/></w:r>' * n + "</w:p>",
            footnotes=f'<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="1">{paragraph("乙" * 2000)}</w:footnote></w:footnotes>',
        ),
    ),
    "xlsx: far cells": (
        "xlsx",
        lambda n: workbook(
            "<sheetData>"
            + "".join(f'<row r="{i * 1000}"><c r="XFD{i * 1000}"><v>1</v></c></row>' for i in range(1, n // 300))
            + "</sheetData>"
        ),
    ),
    "xlsx: dimension that lies": (
        "xlsx",
        lambda n: workbook(f'<dimension ref="A1:XFD{n}"/>' + cells(20, "<c><v>1</v></c>")),
    ),
    "xlsx: strings that are not there": ("xlsx", lambda n: workbook(cells(n, '<c t="s"><v>99999999</v></c>'))),
    "xlsx: strings of many runs": (
        "xlsx",
        lambda n: workbook(
            cells(1000, '<c t="s"><v>0</v></c>'), strings="<si>" + "<r><t>甲</t></r>" * (n // 3) + "</si>"
        ),
    ),
    "xlsx: numbers of many digits": ("xlsx", lambda n: workbook(cells(20, f"<c><v>{'9' * n}</v></c>"))),
    "xlsx: numbers beyond all": ("xlsx", lambda n: workbook(cells(n // 10, "<c><v>1e400</v></c>"))),
    "xlsx: formulas": ("xlsx", lambda n: workbook(cells(n // 5, f"<c><f>{'(' * 50}A1</f><v>1</v></c>"))),
    "xlsx: shared formulas": (
        "xlsx",
        lambda n: workbook(cells(n // 5, '<c><f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>1</v></c>')),
    ),
    "xlsx: columns": (
        "xlsx",
        lambda n: workbook(
            "<cols>" + '<col min="1" max="16384" width="9"/>' * (n // 10) + "</cols>" + cells(20, "<c><v>1</v></c>")
        ),
    ),
    "xlsx: merged far": (
        "xlsx",
        lambda n: workbook(
            cells(20, "<c><v>1</v></c>") + f'<mergeCells><mergeCell ref="A1:XFD{n}"/></mergeCells>'
        ),
    ),
    "html: bold left open": ("html", lambda n: html("<p>" + "<b><i><font>甲" * (n // 3))),
    "html: bold crossed": ("html", lambda n: html("<b><p>甲</b></p>" * (n // 3))),
    "html: cells that reach beyond all": (
        "html",
        lambda n: html(f'<table><tr><td colspan="{n}000" rowspan="{n}000">甲</td></tr><tr><td>乙</td></tr></table>'),
    ),
    "html: words outside of a table": ("html", lambda n: html("<table>" + "甲<tr>乙" * (n // 3))),
    "html: lists in lists": ("html", lambda n: html("<ul><li>甲" * (n // 3))),
    "html: a list that counts far": ("html", lambda n: html(f'<ol start="{"9" * n}"><li>甲</li><li>乙</li></ol>')),
    "html: hidden in styles": ("html", lambda n: html(f'<p style="{"display:none;" * n}">甲</p>')),
    "html: declarations": ("html", lambda n: b"<!DOCTYPE html [" + b'<!ENTITY a "b">' * n + b"]>" + html("<p>甲")),
    "html: entities of entities": (
        "html",
        lambda n: b'<!DOCTYPE html [<!ENTITY a "hahaha">' + b'<!ENTITY b "&a;&a;&a;">' * (n // 9) + b"]><p>&b;&b;</p>",
    ),
    "html: charsets": ("html", lambda n: b'<meta charset="utf-7">' * (n // 3) + html("<p>+ADw-script+AD4-甲")),
    "html: plain text": ("html", lambda n: html("<plaintext>" + "<p>甲</p>" * (n // 3))),
    "html: breaks": ("html", lambda n: html("<p>" + "甲<br>" * n)),
    "html: left open quotes": ("html", lambda n: html('<p class="' * n)),
    "html: left open comments": ("html", lambda n: html("<!--" * n)),
    "mht: many parts": ("mht", lambda n: _mht_parts(n // 10)),
    "mht: a part in itself": (
        "mht",
        lambda n: ('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n' + '--b\nContent-Type: multipart/related; boundary="b"\n\n' * (n // 10)).encode(),
    ),
    "mht: headers": ("mht", lambda n: _mht_head("Content-Type: text/html; charset=utf-8\n" + "X-A: b\n" * n)),
    "mht: a header of many lines": ("mht", lambda n: _mht_head("Content-Type: text/html;\n" + " charset=utf-8;\n" * n)),
    "mht: encoded words": (
        "mht",
        lambda n: _mht_head("Subject: " + "=?utf-8?q?=E5=B8=82?= " * n + "\nContent-Type: text/html; charset=utf-8"),
    ),
    "mht: messages in messages": (
        "mht",
        lambda n: _mht_head("Content-Type: message/rfc822\n\n" * (n // 10) + "Content-Type: text/html"),
    ),
    "mht: quoted": (
        "mht",
        lambda n: _mht_head("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "=\n" * n),
    ),
    "csv: a quote left open": ("csv", lambda n: "任务,责任单位\n\"".encode() + "甲,\n".encode() * n),
    "csv: UTF-16": ("csv", lambda n: ("任务,责任单位\n" + "甲,市科技局\n" * n).encode("utf-16")),
    "csv: zero bytes": ("csv", lambda n: "任务,责任单位\n".encode() + b"\0,\0\n" * n),
    "csv: breaks in cells": ("csv", lambda n: ("任务,责任单位\n" + '"' + "甲\n" * n + '",市科技局\n').encode()),
    "md: quotes and lists": ("md", lambda n: b"> - " * (n // 4) + "甲".encode()),
    "md: lists in lists": ("md", lambda n: b"\n".join(b" " * i + b"- a" for i in range(min(n // 3, 6_000)))),
    "md: links": ("md", lambda n: b"[a](" * n),
    "md: pictures": ("md", lambda n: b"![" * n + b"](x)" * n),
    "md: backticks": ("md", lambda n: b" ".join(b"`" * i for i in range(1, min(n // 40, 3_000)))),
    "md: references": ("md", lambda n: b"".join(b"[a%d]: /b\n" % i for i in range(n)) + b"[a0][a1]"),
    "md: rows of a wide table": ("md", lambda n: b"|" + b"a|" * n + b"\n|" + b"-|" * n + b"\n|" + b"b|" * n),
    "md: marks": ("md", lambda n: b"**a *b " * (n // 4)),
    "md: HTML": ("md", lambda n: b"<div>\n\n" * n),
    "pdf: forms in forms": ("pdf", lambda n: _forms_in_forms(n // 10_000 + 4)),
    "pdf: a form in itself": (
        "pdf",
        lambda n: _page(
            b"/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>",
            _stream(b"/F Do " * (n // 100)),
            _stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"),
        ),
    ),
    "pdf: pages in a ring": ("pdf", lambda n: _page(b"", kids=b"2 0 R 3 0 R " * (n // 100), count=n)),
    "pdf: says many pages": ("pdf", lambda n: _page(b"", count=n * 7_000)),
    "pdf: one page many times": ("pdf", lambda n: _page(b"/Contents 4 0 R", _stream(b"BT (a) Tj ET"), kids=b"3 0 R " * n, count=n)),
    "pdf: object streams": ("pdf", _object_stream),
    "pdf: a large page": (
        "pdf",
        lambda n: objects_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d000 %d000] >>" % (n, n),
            ]
        ),
    ),
    "pdf: predictor": (
        "pdf",
        lambda n: _page(
            b"/Contents 4 0 R",
            _stream(b"\2" * n, b"/DecodeParms << /Predictor 15 /Columns %d000 /Colors 32 /BitsPerComponent 16 >>" % n),
        ),
    ),
    "pdf: dictionaries in dictionaries": ("pdf", lambda n: _page(b"/A " + b"<</A " * n)),
    "pdf: turned letters": (
        "pdf",
        lambda n: pdf(b"BT /F1 9 Tf " + b"".join(b"1 0.%d 0 1 %d %d Tm (ab) Tj " % (i % 10, i % 600, i % 800) for i in range(n)) + b"ET"),
    ),
    "txt: combining marks": ("txt", lambda n: (_PLAN + "市" + "\u0301" * n).encode()),
    "txt: letters that grow": ("txt", lambda n: (_PLAN + "\ufdfa" * n).encode()),
    "txt: surrogates": ("txt", lambda n: (_PLAN + "\ud800" * n).encode("utf-16-le", "surrogatepass")),
    "txt: UTF-7": ("txt", lambda n: ("+ADw-script+AD4-+Vv1bYA- " * n).encode()),
    "txt: UTF-32": ("txt", lambda n: (_PLAN + "推动" * n).encode("utf-32")),
    "txt: ends of lines": ("txt", lambda n: (_PLAN + "\r\u2028\x85\x0b\x0c\u2029" * n).encode()),
    "txt: directions": ("txt", lambda n: (_PLAN + "\u202e\u2066市\u2069\u202c" * n).encode()),
    "txt: digits of all scripts": ("txt", lambda n: (_PLAN + "到2026年，达到" + "１２٣४" * n + "项。").encode()),
    "txt: Chinese digits": ("txt", lambda n: (_PLAN + "到2026年，建成" + "九千万亿" * n + "个平台。").encode()),
    "txt: dates": ("txt", lambda n: (_PLAN + "2024年13月32日" * n).encode()),
    "txt: families": ("txt", lambda n: (_PLAN + "👨\u200d👩\u200d👧" * n).encode()),
}  # fmt: skip

_ONCE: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    *(
        (f"{suffix}: {kind} in {encoding}", f"a.{suffix}", lambda text=text, encoding=encoding, suffix=suffix: _disguised(text, encoding, suffix))
        for kind, text in (("laughs", _laughs(9)), ("an outside entity", _OUTSIDE))
        for encoding in ("utf-8", "utf-16", "utf-16-be", "utf-7", "cp037")
        for suffix in ("docx", "xlsx")
    ),
    ("csv: one line of 60 MB", "a.csv", lambda: b"a," * 30_000_000),
    ("txt: one line of 60 MB", "a.txt", lambda: "推动".encode() * 10_000_000),
    ("html: 60 MB of blanks", "a.html", lambda: html(" " * 60_000_000)),
    ("txt: too large", "a.txt", lambda: b"a" * 68_000_000),
)  # fmt: skip
