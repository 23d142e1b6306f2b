"""Features of formats that plans hardly use, each overdone: names, filters, fields, fonts, references; and texts that patterns like.

By kind, as in `hostile_files`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

from .hostile_files import HostileFile, cells, docx, html, paragraph, workbook, zipped
from .hostile_shapes import objects_pdf

_SIZES = (3_000, 30_000, 300_000)
_HEAD = "云江市人工智能行动计划（2024—2026年）\n一、总体目标\n到2026年，建成10个平台。\n二、重点任务\n（一）算力\n"
_TAIL = "\n（二）数据\n建设数据平台。（责任单位：市数据局）\n"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def hostile_features() -> Iterator[HostileFile]:
    """Some 430 files, the same each time."""
    for form, kinds in _KINDS.items():
        for kind, make in kinds.items():
            for size in _SIZES:
                yield HostileFile(f"{form}: {kind}", f"{size}.{form}", make(size))
    for name, data in _OTHER_FORMATS.items():
        yield HostileFile(f"no format of ours: {name}", f"a.{name}", data)


def _text(unit: str) -> Callable[[int], bytes]:
    """A plan in which a unit of text is repeated."""
    return lambda n: (_HEAD + unit * (n // len(unit)) + _TAIL).encode()


def _stream(content: bytes, entries: bytes = b"/Filter /FlateDecode", *, packed: bool = True) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def _page(content: bytes, resources: bytes = b"", *more: bytes, page: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page: its content is object 4, what it uses are objects 5 and so on."""
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return objects_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> %s >>"
            % (resources or font, page),
            _stream(content),
            *more,
        ],
        trailer,
    )


def _with_cmap(lines: bytes) -> bytes:
    font = b"/Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [6 0 R] >> >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> >>"
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" + lines + b"\nendcmap"
    return _page(b"BT /F1 9 Tf 10 700 Td <00410042> Tj ET", font, _stream(cmap), descendant)


def _deep_tree(depth: int) -> bytes:
    """A page tree so many nodes deep."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    nodes += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 3) for n in range(depth)]
    return objects_pdf([*nodes, b"<< /Type /Page /MediaBox [0 0 600 800] >>"])


def _numbered(levels: str, properties: str = '<w:ilvl w:val="0"/><w:numId w:val="1"/>', count: int = 1_000) -> bytes:
    numbering = (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return docx(paragraph("建设平台。", f"<w:pPr><w:numPr>{properties}</w:numPr></w:pPr>") * count, numbering=numbering)


def _level(start: str, form: str, text: str = "%1.") -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _styles(count: int) -> bytes:
    """A workbook whose cells may look in so many ways."""
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="[&gt;{n}]0.0;@"/>' for n in range(count))
    return workbook(cells(100, '<c s="1"><v>1.5</v></c>'), formats=f'<numFmts count="{count}">{formats}</numFmts>')


def _mht(boundary: str, body: str) -> bytes:
    head = f'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="{boundary}"\n\n'
    return (head + body).encode()


def _part(boundary: str, words: str = "<p>一、任务</p>", head: str = "Content-Type: text/html; charset=utf-8") -> str:
    return f"--{boundary}\n{head}\n\n{html(words).decode()}\n"


_XLSX: dict[str, Callable[[int], bytes]] = {
    "conditional formats": lambda n: workbook(
        _ONE + f'<conditionalFormatting sqref="A1:XFD{n}"><cfRule type="expression" priority="1"><formula>A1</formula></cfRule></conditionalFormatting>' * (n // 20)
    ),
    "data validations": lambda n: workbook(
        _ONE + "<dataValidations>" + '<dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a,b"</formula1></dataValidation>' * (n // 20) + "</dataValidations>"
    ),
    "hyperlinks": lambda n: workbook(_ONE + "<hyperlinks>" + '<hyperlink ref="A1:XFD9" location="x"/>' * (n // 10) + "</hyperlinks>"),
    "merges that overlap": lambda n: workbook(
        cells(20, "<c><v>1</v></c>") + "<mergeCells>" + "".join(f'<mergeCell ref="A{i}:B{i + 2}"/>' for i in range(1, n // 5)) + "</mergeCells>"
    ),
    "number formats": lambda n: _styles(n // 10),
    "names of cells beyond all": lambda n: workbook(f'<sheetData><row r="1"><c r="{"Z" * n}1"><v>1</v></c></row></sheetData>'),
    "rows beyond all": lambda n: workbook(f'<sheetData><row r="{"9" * n}"><c><v>1</v></c></row></sheetData>'),
    "rows of no number": lambda n: workbook(f'<sheetData>{"<row r=" + chr(34) + "x" + chr(34) + "><c><v>1</v></c></row>"}</sheetData>' + " " * n),
    "inline texts with readings": lambda n: workbook(
        '<sheetData><row r="1"><c t="inlineStr"><is>' + '<r><t>市</t></r><rPh sb="0" eb="1"><t>shi</t></rPh>' * (n // 5) + "</is></c></row></sheetData>"
    ),
    "days beyond all": lambda n: workbook(
        cells(n // 5, '<c s="1"><v>99999999999</v></c>'), formats='<numFmts count="1"><numFmt numFmtId="200" formatCode="yyyy-mm-dd"/></numFmts>'
    ),
    "days before all": lambda n: workbook(
        cells(n // 5, '<c s="1"><v>-1</v></c>'), formats='<numFmts count="1"><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts>'
    ),
    "days as text": lambda n: workbook(cells(n // 5, f'<c t="d"><v>{"2024-" * 20}</v></c>')),
    "errors and truths": lambda n: workbook(cells(n // 3, '<c t="e"><v>#REF!</v></c>') ),
    "types that do not exist": lambda n: workbook(cells(n // 3, '<c t="zzz"><v>x</v></c>')),
    "texts of spaces": lambda n: workbook(cells(100, '<c t="s"><v>0</v></c>'), strings=f'<si><t xml:space="preserve">{" " * n}</t></si>'),
    "strings by the hundred thousand": lambda n: workbook(cells(20, '<c t="s"><v>0</v></c>'), strings="<si><t>甲</t></si>" * n),
    "page breaks": lambda n: workbook(_ONE + "<rowBreaks>" + '<brk id="1" max="16383" man="1"/>' * (n // 5) + "</rowBreaks>"),
}  # fmt: skip

_DOCX: dict[str, Callable[[int], bytes]] = {
    "numbers that begin far": lambda n: _numbered(_level("9" * min(n, 4_000), "chineseCounting")),
    "Roman numbers": lambda n: _numbered(_level(str(n * 100), "upperRoman")),
    "letters as numbers": lambda n: _numbered(_level(str(n * 100), "lowerLetter")),
    "numbers in words": lambda n: _numbered(_level(str(n), "ideographTraditional", "%1%2%3%4%5%6%7%8%9")),
    "levels beyond all": lambda n: _numbered(_level("1", "decimal"), f'<w:ilvl w:val="{n}"/><w:numId w:val="1"/>'),
    "levels of no number": lambda n: _numbered(_level("x" * n, "y", "%"), '<w:ilvl w:val="-1"/><w:numId w:val="-1"/>'),
    "many lists": lambda n: docx(
        paragraph("甲"),
        numbering=f'<w:numbering xmlns:w="{_WORD}">' + f'<w:abstractNum w:abstractNumId="0">{_level("1", "decimal")}</w:abstractNum>' * (n // 20) + "</w:numbering>",
    ),
    "runs put in and taken out": lambda n: docx("<w:p>" + "<w:ins><w:r><w:t>市</w:t></w:r></w:ins><w:del><w:r><w:delText>科</w:delText></w:r></w:del>" * (n // 10) + "</w:p>"),
    "boxes of text": lambda n: docx("<w:p>" + "<w:r><w:pict><w:txbxContent>" * 60 + paragraph("甲") * (n // 60) + "</w:txbxContent></w:pict></w:r>" * 60 + "</w:p>"),
    "symbols": lambda n: docx("<w:p>" + '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' * (n // 4) + "</w:p>"),
    "bookmarks": lambda n: docx("<w:p>" + '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' * (n // 4) + "<w:r><w:t>甲</w:t></w:r></w:p>"),
    "cells merged downwards": lambda n: docx("<w:tbl>" + f'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph("甲")}</w:tc></w:tr>' * (n // 10) + "</w:tbl>"),
    "columns of no number": lambda n: docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-{n}"/></w:tcPr>{paragraph("甲")}</w:tc></w:tr></w:tbl>'),
    "instructions of fields": lambda n: docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + "<w:r><w:instrText> HYPERLINK </w:instrText></w:r>" * (n // 5) + "<w:r><w:t>甲</w:t></w:r></w:p>"),
    "hyperlinks": lambda n: docx("<w:p>" + '<w:hyperlink w:anchor="a"><w:r><w:t>市</w:t></w:r></w:hyperlink>' * (n // 6) + "</w:p>"),
    "namespaces": lambda n: docx("<w:p " + " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(min(n, 20_000))) + "/>"),
    "processing instructions": lambda n: docx("<?a b?>" * n + paragraph("甲")),
    "marked sections": lambda n: docx("<w:p><w:r><w:t>" + "<![CDATA[市]]>" * (n // 2) + "</w:t></w:r></w:p>"),
    "references to letters": lambda n: docx("<w:p><w:r><w:t>" + "&#x5e02;" * (n // 2) + "</w:t></w:r></w:p>"),
}  # fmt: skip

_PDF: dict[str, Callable[[int], bytes]] = {
    "a deep page tree": lambda n: _deep_tree(n // 100),
    "letters that mean ranges": lambda n: _with_cmap(b"1 beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * (n // 100) + b"endbfrange"),
    "letters that mean long words": lambda n: _with_cmap(b"1 beginbfchar\n<0041> <" + b"5E02" * n + b">\nendbfchar"),
    "letters one by one": lambda n: _with_cmap(b"1 beginbfchar\n" + b"".join(b"<%04x> <5E02>\n" % (i % 65_536) for i in range(n)) + b"endbfchar"),
    "maps that use themselves": lambda n: _with_cmap(b"/A usecmap\n" * n),
    "filters one after the other": lambda n: objects_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
         _stream(b"41>" , b"/Filter [" + b"/ASCIIHexDecode " * n + b"]", packed=False)]
    ),
    "runs of a byte": lambda n: objects_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
         _stream(b"\x81 " * n, b"/Filter [/RunLengthDecode /RunLengthDecode]", packed=False)]
    ),
    "pictures of nothing": lambda n: _page(b"q 600 0 0 800 0 0 cm /I Do Q " * (n // 100), b"/XObject << /I 5 0 R >>",
        _stream(b"\0" * 99, b"/Type /XObject /Subtype /Image /Width %d000 /Height %d000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode" % (n, n), packed=False)),
    "pictures inside": lambda n: _page(b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"x" * 81 + b" EI " + b"BI /W 9 /H 9 ID EI " * (n // 10)),
    "states kept": lambda n: _page(b"q " * n + b"BT /F1 9 Tf 10 700 Td (abc) Tj ET"),
    "marks in marks": lambda n: _page(b"/P BMC " * n + b"BT /F1 9 Tf 10 700 Td (abc) Tj ET"),
    "clips": lambda n: _page(b"0 0 9 9 re W n " * n),
    "curves": lambda n: _page(b"0 0 m " + b"1 2 3 4 5 6 c " * n + b"S"),
    "far letters": lambda n: _page(b"BT /F1 9 Tf " + b"1e30 0 0 1e30 1e30 1e30 Tm (a) Tj " * (n // 10) + b"ET"),
    "small letters": lambda n: _page(b"BT /F1 0.00001 Tf 10 700 Td (" + b"a" * n + b") Tj ET"),
    "spaces between letters": lambda n: _page(b"BT /F1 9 Tf 10 700 Td [" + b"(a) -9999999999 " * (n // 5) + b"] TJ ET"),
    "a text of brackets": lambda n: _page(b"BT /F1 9 Tf 10 700 Td (" + b"(" * n + b")" * n + b") Tj ET"),
    "arrays in arrays": lambda n: _page(b"BT " + b"[" * n + b"]" * n + b" TJ ET"),
    "names that are long": lambda n: _page(b"BT /" + b"A" * n + b" 9 Tf (a) Tj ET"),
    "a page that is turned in": lambda n: _page(b"BT /F1 9 Tf 10 700 Td (abc) Tj ET", b"", page=b"/MediaBox [600 800 -%d -%d] /Rotate %d /UserUnit %d" % (n, n, n, n)),
    "notes in the margin": lambda n: _page(b"", b"", page=b"/Annots [" + b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a) >> " * (n // 10) + b"]"),
    "contents many times": lambda n: objects_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents [" + b"4 0 R " * n + b"] >>", _stream(b"0 0 9 9 re f ")]
    ),
    "a beginning before itself": lambda n: _page(b"BT /F1 9 Tf 10 700 Td (abc) Tj ET", trailer=b"/Prev %d" % n),
    "a key to nothing": lambda n: _page(b"", trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /O (" + b"a" * n + b") /U (b) /P -1 >> /ID [(a) (b)]"),
    "widths": lambda n: _page(b"BT /F1 9 Tf 10 700 Td (abc) Tj ET", b"/Font << /F1 << /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar %d /Widths [" % n + b"500 " * n + b"] >> >>"),
    "letters drawn by themselves": lambda n: _page(
        b"BT /F1 9 Tf 10 700 Td (" + b"a" * (n // 100) + b") Tj ET",
        b"/Font << /F1 5 0 R >>",
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9] /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(b"BT /F1 9 Tf (aa) Tj ET"),
    ),
}  # fmt: skip

_HTML: dict[str, Callable[[int], bytes]] = {
    "Roman lists": lambda n: html(f'<ol type="I" start="{n * 10}">' + "<li>甲" * (n // 30) + "</ol>"),
    "lists by letters": lambda n: html(f'<ol type="a" start="{n}00000">' + "<li>甲" * (n // 30) + "</ol>"),
    "columns": lambda n: html(f'<table><colgroup span="{n}000"></colgroup>' + '<col span="1000">' * (n // 10) + "<tr><td>甲</table>"),
    "rows that reach to the end": lambda n: html("<table>" + '<tr><td rowspan="0">甲<td colspan="-1">乙' * (n // 10) + "</table>"),
    "choices": lambda n: html("<select>" + "<option>甲" * (n // 3) + "</select>"),
    "readings": lambda n: html("<ruby>" + "市<rt>shi</rt>" * (n // 4) + "</ruby>"),
    "templates": lambda n: html("<template>" * min(n, 3_000) + "甲"),
    "drawings": lambda n: html("<svg>" + "<text>市</text><g>" * (n // 6) + "</svg>"),
    "formulas": lambda n: html("<math>" + "<mi>x</mi><mo>+</mo>" * (n // 6) + "</math>"),
    "letters that do not exist": lambda n: html("<p>" + "&#x110000;&#0;&#xD800;&#99999999999;" * (n // 8)),
    "references left open": lambda n: html("<p>" + "&am" * (n // 2)),
    "a tag left open": lambda n: html("<p " + "a" * n),
    "a value of many lines": lambda n: html('<p title="' + "\n" * n + '">甲</p>'),
    "zero bytes": lambda n: html("<p>" + "\0市" * (n // 3)),
    "half letters": lambda n: b'<meta charset="gbk"><title>a</title><p>' + b"\x81" * n,
    "conditions for a browser": lambda n: html("<!--[if IE]>" * (n // 3) + "<p>甲"),
    "scripts left open": lambda n: html("<script>" + "<!--<script>" * (n // 3) + "甲"),
    "words of one letter": lambda n: html("<p>" + "<span>市</span>" * (n // 5)),
    "lines kept": lambda n: html("<pre>" + "\t市\n" * (n // 2) + "</pre>"),
    "details": lambda n: html("<details><summary>甲</summary>" * min(n // 10, 3_000)),
}  # fmt: skip

_MHT: dict[str, Callable[[int], bytes]] = {
    "a long boundary": lambda n: _mht("b" * n, _part("b" * n)),
    "a boundary of signs": lambda n: _mht("(+*" * (n // 3), _part("(+*" * (n // 3))),
    "no end": lambda n: _mht("b", _part("b") + "--" * n),
    "boundaries alone": lambda n: _mht("b", "--b\n\n" * (n // 4)),
    "lies in base64": lambda n: _mht(
        "b", "--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + "!=A" * n
    ),
    "places by name": lambda n: _mht(
        "b", "".join(_part("b", head=f"Content-Type: text/html\nContent-Location: cid:{i}") for i in range(n // 300))
    ),
    "wide letters": lambda n: _mht("b", _part("b", "<p>" + "市" * (n // 3), "Content-Type: text/html; charset=utf-16")),
}

_MD: dict[str, Callable[[int], bytes]] = {
    "lines under headings": lambda n: b"a\n" + b"=" * n,
    "notes below": lambda n: b"".join(b"[^%d]: a\n" % i for i in range(n // 8)) + b"[^1]" * (n // 8),
    "fences left open": lambda n: b"~~~\n" * (n // 4) + "甲".encode(),
    "numbers that are large": lambda n: b"".join(b"%d. a\n" % (999_999_000 + i % 900) for i in range(n // 12)),
    "addresses": lambda n: b"<http://a" * (n // 9),
    "brackets in links": lambda n: b"[a](" + b"(" * n + b")" * n + b")",
    "underlines": lambda n: b"_a" * (n // 2),
    "comments left open": lambda n: b"<!--" * (n // 4) + "甲".encode(),
    "rows of lines": lambda n: b"|a|b|\n|-|-|\n" + b"|||||||||\n" * (n // 10),
    "struck": lambda n: b"~~a~" * (n // 4),
    "backslashes": lambda n: b"\\" * n + b"*a*",
}

_CSV: dict[str, Callable[[int], bytes]] = {
    "one cell": lambda n: ("任务,责任单位\n" + "推动" * n + ",市科技局\n").encode(),
    "returns alone": lambda n: "任务,责任单位\r".encode() + "甲,市科技局\r".encode() * (n // 10),
    "another sign": lambda n: "任务;责任单位\n".encode() + "甲;市科技局\n".encode() * (n // 10),
    "quotes inside": lambda n: b"a,b\n" + b'x"y"z,"' * (n // 7),
    "empty rows": lambda n: "任务,责任单位\n".encode() + b",\n" * n,
    "rows of other lengths": lambda n: (
        "任务,责任单位\n".encode() + b"".join(b"a," * (i % 300) + b"\n" for i in range(n // 300))
    ),
    "tabs and signs": lambda n: b"\t,;|" * (n // 4),
}

_TXT: dict[str, Callable[[int], bytes]] = {
    "roles in turn": _text("（牵头单位：市科技局；配合单位：市数据局，"),
    "titles in titles": _text("《〈"),
    "articles": _text("第一章第一节第一条"),
    "circled numbers": _text("①建设②推动③"),
    "aims in aims": _text("到2025年，达到1项，其中"),
    "ways to say and": _text("市科技局和市数据局及市财政局与"),
    "scales of scales": _text("一千二百亿万"),
    "shares": _text("%％‰"),
    "from day to day": _text("2024年1月1日至2024年12月31日，"),
    "blanks between letters": _text("责 任 单 位 ： 市 科 技 局 、 "),
    "blanks between lines": _text("责\n任\n单\n位\n"),
    "leaders": _text("………………1\n"),
    "page numbers": _text("— 1 —\n\f"),
    "headings out of order": _text("（二十）甲\n（十九）乙\n一、丙\n1.丁\n"),
    "the same heading": _text("（一）算力\n"),
    "addresses": _text("http://a.b/c?d=e&f=g "),
    "Latin words": _text("A"),
    "private letters": _text("\ue000\uf8ff"),
    "marks on marks": _text("市\u0334\u0335\u0336"),
    "stars": _text("市*局、"),
    "groups": _text("各县（市）区人民政府、各开发区管委会、"),
    "conditions": _text("除外）（不含"),
    "dashes": _text("——－-–"),
    "colons": _text("责任单位：：："),
    "tables of tabs": _text("建设平台\t市科技局\t2024年\n"),
    "cited documents": _text("（云政发〔2024〕1号）"),
    "everybody": _text("各有关部门、各牵头单位、有关单位、"),
    "quotes in quotes": _text("“‘"),
    "several in one": _text("（一）建设。（责任单位：市科技局）（二）建设。（责任单位：市数据局）"),
    "years alone": _text("2024 2025 2026 "),
}

_KINDS = {
    "xlsx": _XLSX,
    "docx": _DOCX,
    "pdf": _PDF,
    "html": _HTML,
    "mht": _MHT,
    "md": _MD,
    "csv": _CSV,
    "txt": _TXT,
}
_OTHER_FORMATS = {
    "rtf": rb"{\rtf1\ansi " + rb"{\b " * 50_000 + b"a" + b"}" * 50_000 + b"}",
    "odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a>" * 200_000}),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60_000,
    "wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 60_000,
    "ofd": zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<x>" * 100_000}),
    "epub": zipped({"mimetype": "application/epub+zip", "a.xhtml": "<p>" * 100_000}),
    "gz": gzip.compress(b"\0" * 50_000_000, mtime=0),
    "eml": b"From: a\nSubject: b\n\n" + b"> " * 100_000,
    "json": b"[" * 300_000,
    "xml": b"<a>" * 300_000,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 100_000,
    "png": b"\x89PNG\r\n\x1a\n" + b"\0\0\xff\xffIHDR" + b"\0" * 60_000,
    "rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 60_000,
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\xff" * 60_000,
    "tar": b"a".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 60_000,
}
