"""Documents made to hurt, by kind: each once hurt a reader of documents, or might."""

from __future__ import annotations

import base64
import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .hostile import HOSTILE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = "云江市人工智能行动计划（2024—2026年）\n一、重点任务\n（一）算力。\n"
_TAIL = "\n建设算力平台。（责任单位：市科技局、市发展改革委）\n"


_PLACES = {
    "an owner list": (_HEAD + "建设平台（责任单位：", "）。" + _TAIL),
    "a goal": (
        "云江市人工智能行动计划（2024—2026年）\n一、发展目标\n到2026年，",
        "。\n二、重点任务\n（一）算力。" + _TAIL,
    ),
}
"""Where in a plan a text is, beside the middle of its tasks: what is before it, and after it."""
_TEXT = 150_000
"""Characters of a text: the longest plans met have as many."""


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file: its kind, its name and its bytes."""

    kind: str
    name: str
    data: bytes


def hostile_files() -> Iterator[HostileFile]:
    """More than 300 files, the same each time."""
    for unit_name, unit in HOSTILE.items():
        text = _HEAD + unit * (_TEXT // len(unit)) + _TAIL
        for place, (before, after) in _PLACES.items():
            within = f"{before}{unit * (_TEXT // len(unit))}{after}"
            yield HostileFile(f"text in {place}: {unit_name}", "a.txt", within.encode())
        for form, written in _FORMS.items():
            yield HostileFile(f"text as {form}: {unit_name}", f"a.{form}", written(text))
    for kind, (suffix, make) in _KINDS.items():
        for size in (3_000, 30_000, 300_000):
            yield HostileFile(kind, f"{size}.{suffix}", make(size))
    yield from _broken()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def workbook(sheet: str, *, formats: str = "", strings: str = "", sheets: int = 1) -> bytes:
    """A workbook whose sheets all hold the same XML."""
    numbers = range(1, sheets + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
        )
        + f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="任务{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
        )
        + f'<Relationship Id="s1" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="s2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{formats}<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
    return zipped(parts)


def cells(count: int, cell: str) -> str:
    """As many cells, ten in a row."""
    rows = (f'<row r="{n + 1}">{"".join(cell for _ in range(10))}</row>' for n in range(count // 10))
    return f"<sheetData>{''.join(rows)}</sheetData>"


def number_format(pattern: str, count: int = 100) -> bytes:
    """A workbook whose cells have a number format."""
    formats = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{pattern}"/></numFmts>'
    return workbook(cells(count, '<c s="1"><v>1.5</v></c>'), formats=formats)


def docx(body: str, **parts: str) -> bytes:
    """A Word document with a body of XML, and more parts by name."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{kind}.{n}+xml"/>' for n in parts)
    relations = "".join(
        f'<Relationship Id="n{n}" Type="{office}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts)
    )
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{overrides}</Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def docx_of(text: str) -> bytes:
    """A Word document with one paragraph per line."""
    return docx("".join(paragraph(line.replace("<", "&lt;")) for line in text.split("\n")))


def _numbered(level_text: str, paragraphs: int) -> bytes:
    numbering = (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{level_text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return docx(paragraph("建设平台。", properties) * paragraphs, numbering=numbering)


def html(body: str) -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><title>云江市行动计划</title></head><body>{body}</body></html>".encode()


def mht(depth: int, charset: str = "utf-8") -> bytes:
    """A saved web page, so many parts deep."""
    parts = ['Content-Type: multipart/related; boundary="b0"\n\n']
    parts += [f'--b{n}\nContent-Type: multipart/related; boundary="b{n + 1}"\n\n' for n in range(depth)]
    page = base64.encodebytes(html("<p>一、任务</p>")).decode()
    parts.append(
        f"--b{depth}\nContent-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n{page}\n"
    )
    return ("From: <Saved by Blink>\nMIME-Version: 1.0\n" + "".join(parts)).encode()


def pdf(content: bytes, pages: int = 1, filters: str = "/FlateDecode") -> bytes:
    """A PDF of pages that all have the same content."""
    kids = " ".join(f"{n + 3} 0 R" for n in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()]
    stream = pages + 3
    objects += [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {stream} 0 R "
        f"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".encode()
    ] * pages
    packed = zlib.compress(content, 9)
    objects.append(f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode() + packed + b"\nendstream")
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _csv_of(text: str) -> bytes:
    rows = ["任务,责任单位,备注"]
    rows += [f'"{line[:1000]}",市科技局,' for line in text.replace('"', "“").split("\n")]
    return "\n".join(rows).encode()


def xlsx_of(text: str) -> bytes:
    """A workbook with one cell per line."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{line[:30000]}</t></is></c></row>'
        for n, line in enumerate(text.replace("<", "&lt;").split("\n"), start=1)
    )
    return workbook(f"<sheetData>{cells}</sheetData>")


_FORMS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "docx": docx_of,
    "html": lambda text: html("".join(f"<p>{line}</p>" for line in text.split("\n"))),
    "xlsx": xlsx_of,
    "csv": _csv_of,
    "md": lambda text: f"# 计划\n\n{text}".encode(),
}

_KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "xlsx: number format of brackets": ("xlsx", lambda n: number_format("[" * n)),
    "xlsx: number format of quotes": ("xlsx", lambda n: number_format("&quot;" * n)),
    "xlsx: number format of zeros": ("xlsx", lambda n: number_format("0." + "0" * n, 1000)),
    "xlsx: one long text in many cells": (
        "xlsx",
        lambda n: workbook(cells(n, '<c t="s"><v>0</v></c>'), strings=f"<si><t>{'建设' * n}</t></si>"),
    ),
    "xlsx: merged over everything": (
        "xlsx",
        lambda n: workbook(
            cells(min(n, 50_000), "<c><v>1</v></c>")
            + "<mergeCells>"
            + '<mergeCell ref="A1:J99999"/>' * (n // 10)
            + "</mergeCells>"
        ),
    ),
    "xlsx: many sheets": ("xlsx", lambda n: workbook(cells(20, "<c><v>1</v></c>"), sheets=min(n // 10, 2_000))),
    "xlsx: empty rows": ("xlsx", lambda n: workbook(f"<sheetData>{'<row/>' * n}</sheetData>")),
    "docx: long level text": ("docx", lambda n: _numbered("%1" * min(n, 16_000), n // 10)),
    "docx: attributes": ("docx", lambda n: docx("<w:p " + " ".join(f'w:a{i}=""' for i in range(n)) + "/>")),
    "docx: nested": ("docx", lambda n: docx("<w:sdt><w:sdtContent>" * n + "</w:sdtContent></w:sdt>" * n)),
    "docx: empty paragraphs": ("docx", lambda n: docx("<w:p/>" * n)),
    "docx: runs of one letter": ("docx", lambda n: docx("<w:p>" + "<w:r><w:t>平</w:t></w:r>" * n + "</w:p>")),
    "docx: rows": (
        "docx",
        lambda n: docx("<w:tbl>" + f"<w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr>" * n + "</w:tbl>"),
    ),
    "docx: cells in one row": (
        "docx",
        lambda n: docx("<w:tbl><w:tr>" + f"<w:tc>{paragraph('甲')}</w:tc>" * n + "</w:tr></w:tbl>"),
    ),
    "docx: bomb": ("docx", lambda n: docx(" " * (n * 1_000))),
    "html: links": ("html", lambda n: html('<a href="#">链接</a>' * n)),
    "html: links in a list": ("html", lambda n: html("<ul>" + '<li><a href="#">链接</a></li>' * n + "</ul>")),
    "html: removed with words after them": ("html", lambda n: html("<p>一、任务" + "<script></script>建设" * n)),
    "html: struck": ("html", lambda n: html("<p>" + "<del>市科技局</del>、" * n)),
    "html: attributes": ("html", lambda n: html("<p " + " ".join(f'a{i}=""' for i in range(n)) + ">甲</p>")),
    "html: nested": ("html", lambda n: html("<div>" * n + "甲")),
    "html: tables in tables": ("html", lambda n: html("<table><tr><td>" * min(n, 3_000) + "甲")),
    "html: cells that reach far": (
        "html",
        lambda n: html("<table>" + '<tr><td rowspan="100" colspan="100">甲</td></tr>' * n + "</table>"),
    ),
    "html: comments before": ("html", lambda n: b"<!-- x -->" * n + html("<p>甲")),
    "html: class of many words": ("html", lambda n: html(f'<div class="{"nav-" * n}">甲</div>')),
    "html: entities": ("html", lambda n: html("<p>" + "&#x5e02;" * n)),
    "mht: nested": ("mht", lambda n: mht(n // 10)),
    "mht: undefined charset": ("mht", lambda n: mht(1, "undefined")),
    "csv: columns": ("csv", lambda n: b"\xe4\xb8\x80," * n),
    "csv: quotes": ("csv", lambda n: b'a,b,c\n"' + b'""' * n),
    "csv: lines": ("csv", lambda n: "一,市科技局\n".encode() * n),
    "md: quotes in quotes": ("md", lambda n: b"> " * n + "甲".encode()),
    "md: table": ("md", lambda n: "|任务|单位|\n|-|-|\n".encode() + "|甲|市科技局|\n".encode() * n),
    "md: emphasis": ("md", lambda n: b"*_" * n + "甲".encode()),
    "md: brackets": ("md", lambda n: b"[" * n + "甲".encode()),
    "pdf: letters": ("pdf", lambda n: pdf(b"BT /F1 9 Tf 10 700 Td " + b"(a) Tj 0.1 0 Td " * n + b"ET")),
    "pdf: lines": ("pdf", lambda n: pdf(b"".join(b"0 %d m 600 %d l S " % (i % 800, i % 800) for i in range(n)))),
    "pdf: boxes": ("pdf", lambda n: pdf(b"10 10 50 50 re S " * n + b"BT /F1 9 Tf 10 700 Td (abc) Tj ET")),
    "pdf: pages": ("pdf", lambda n: pdf(b"BT /F1 9 Tf 10 700 Td (responsible unit) Tj ET", pages=n // 100)),
    "pdf: packed twice": (
        "pdf",
        lambda n: pdf(zlib.compress(b" " * (n * 1_000), 9), filters="[/FlateDecode /FlateDecode]"),
    ),
    "txt: one line": ("txt", lambda n: ("推动" * n).encode()),
    "txt: control characters": ("txt", lambda n: ("\x1b[31m市\u202e科\x07技局" * n).encode()),
    "txt: every encoding": ("txt", lambda n: "责任单位：市科技局；".encode("gb18030") * (n // 4) + b"\xff\xfe\x00"),
    "txt: zero bytes": ("txt", lambda n: b"\x00" * n),
    "txt: owners": ("txt", lambda n: (_HEAD + "（责任单位：" + "市科技局、" * n + "）").encode()),
    "txt: lists in lists": ("txt", lambda n: (_HEAD + "（责任单位：（" * n).encode()),
    "txt: headings": ("txt", lambda n: "".join(f"（{i}）建设平台。\n" for i in range(n)).encode()),
    "txt: numbers of levels": ("txt", lambda n: (_HEAD + "1.1.1.1.1.1 建设。\n" * n).encode()),
    "txt: titles": ("txt", lambda n: ("《关于印发〈行动计划〉的通知》" * n).encode()),
}


def _broken() -> Iterator[HostileFile]:
    """Whole files with bytes changed, cut or doubled; the same each time."""
    chance = random.Random(17)
    whole = {
        "docx": docx_of(_HEAD + _TAIL),
        "xlsx": xlsx_of(_HEAD + _TAIL),
        "html": html(f"<p>{_HEAD}</p>"),
        "pdf": pdf(b"BT /F1 9 Tf 10 700 Td (responsible unit) Tj ET"),
        "mht": mht(1),
    }
    for suffix, data in whole.items():
        for number in range(12):
            changed = bytearray(data)
            for _ in range(1 + number):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            if number % 3 == 1:
                changed = changed[: chance.randrange(len(changed))]
            elif number % 3 == 2:
                changed += changed[chance.randrange(len(changed)) :]
            yield HostileFile(f"broken {suffix}", f"{number}.{suffix}", bytes(changed))
