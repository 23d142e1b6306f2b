"""Files made to hurt: each ends soon, with one clear error, and stores nothing."""

import io
import tracemalloc
import zipfile
import zlib

import pytest

from aizone.documents import archive as archives
from aizone.documents import read_bytes
from aizone.documents.formats import read_content
from aizone.errors import DocumentError
from aizone.reading.ingest import ingest
from tests.bounds import cpu_at_most
from tests.documents import renderings
from tests.documents.test_docx import p, package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SECRET = "不可外传的内容"


def rezipped(data, change):
    """A package with some parts changed: name -> bytes, None takes one away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in change:
                new.writestr(member, old.read(member))
        for member, words in change.items():
            if words is not None:
                new.writestr(member, words)
    return buffer.getvalue()


def workbook(sheet):
    """A workbook whose first sheet is this XML."""
    whole = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return rezipped(renderings.as_xlsx(), {"xl/worksheets/sheet1.xml": whole})


def row(number, cells):
    inside = "".join(f'<c r="{name}{number}" t="inlineStr"><is><t>{words}</t></is></c>' for name, words in cells)
    return f'<row r="{number}">{inside}</row>'


def document_xml(body, head=""):
    whole = f'<?xml version="1.0"?>{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return rezipped(package(p("甲")), {"word/document.xml": whole})


def lying_zip():
    """A part whose directory entry says it is small."""
    data = bytearray(rezipped(package(p("甲")), {"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            if int.from_bytes(data[start + at : start + at + 4], "little") > 2_000_000:
                data[start + at : start + at + 4] = (1000).to_bytes(4, "little")
            start += 4
    return bytes(data)


def cut(data):
    return data[: len(data) * 2 // 3]


def encrypted_flag(data):
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    changed[at + 8] |= 1
    return bytes(changed)


def ole(*words):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + b"".join(word.encode("utf-16-le") for word in words)


def pdf_bomb(megabytes):
    """A page whose content is blanks, packed twice."""
    blanks, packer = b" " * 2**20, zlib.compressobj(9)
    first, again = (packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH) for _ in "12")
    stream = zlib.compress(first + again * (megabytes - 1) + packer.flush())
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(whole)


ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{path}">]>'
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 20}'>" for n in range(12))
    + "]>"
)

HOSTILE = {
    "bomb.docx": lambda: document_xml("<w:p/>" + " " * 60_000_000),
    "many-bombs.docx": lambda: rezipped(package(p("甲")), {f"word/media/{n}.xml": b" " * 900_000 for n in range(400)}),
    "many-parts.docx": lambda: rezipped(package(p("甲")), {f"word/media/{n}": b"" for n in range(6000)}),
    "lying.docx": lying_zip,
    "entities.docx": lambda: document_xml("<w:p><w:r><w:t>&l;</w:t></w:r></w:p>", LAUGHS),
    "entities.xlsx": lambda: rezipped(
        renderings.as_xlsx(), {"xl/worksheets/sheet1.xml": f'{LAUGHS}<worksheet xmlns="{MAIN}"><sheetData>{row(1, [("A", "&l;")])}</sheetData></worksheet>'}
    ),
    "utf16-entities.docx": lambda: rezipped(package(p("甲")), {"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + "<a/>").encode("utf-16")}),
    "deep.docx": lambda: document_xml("<w:sdt><w:sdtContent>" * 40_000 + p("甲") + "</w:sdtContent></w:sdt>" * 40_000),
    "deep.html": lambda: ("<html><body>" + "<div>" * 100_000 + "甲" + "</div>" * 100_000).encode(),
    "rows.xlsx": lambda: workbook("<sheetData>" + "".join(row(n, [("A", "甲")]) for n in range(1, 250_000)) + "</sheetData>"),
    "wide-rows.xlsx": lambda: workbook("<sheetData>" + "".join(row(n, [("XFD", "甲")]) for n in range(1, 3000)) + "</sheetData>"),
    "columns.xlsx": lambda: workbook("<sheetData>" + row(1, [(c, "甲") for c in (a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]) + "</sheetData>"),
    "merges.xlsx": lambda: workbook(
        "<sheetData>" + "".join(row(n, [("A", "甲"), ("CV", "乙")]) for n in range(1, 2000)) + "</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 2000 + "</mergeCells>"
    ),
    "empty-rows.xlsx": lambda: workbook("<sheetData>" + "".join(f'<row r="{n}"/>' for n in range(1, 1_048_577)) + "</sheetData>"),
    "empty-cells.xlsx": lambda: workbook("<sheetData>" + "".join(f'<row r="{n}">{"<c/>" * 100}</row>' for n in range(1, 6000)) + "</sheetData>"),
    "far-row.xlsx": lambda: workbook('<sheetData><row r="999999999"/></sheetData>'),
    "empty-paragraphs.docx": lambda: document_xml("<w:p/>" * 1_100_000),
    "outside.docx": lambda: rezipped(package(p("甲")), {"../../outside.xml": b"<a/>"}),
    "cut.docx": lambda: cut(package(p("甲"))),
    "cut.xlsx": lambda: cut(renderings.as_xlsx()),
    "no-sheet.xlsx": lambda: rezipped(renderings.as_xlsx(), {"xl/worksheets/sheet1.xml": None}),
    "broken.docx": lambda: document_xml("<w:p>"),
    "password.docx": lambda: encrypted_flag(package(p("甲"))),
    "password-ole.docx": lambda: ole("EncryptionInfo", "EncryptedPackage"),
    "fields.csv": lambda: ("序号,任务,责任单位\n1,\"" + "甲" * 2_000_000).encode(),
    "cells.csv": lambda: ("甲,乙,丙\n" * 100_000).encode(),
    "bomb.pdf": lambda: pdf_bomb(1800),
    "cut.pdf": lambda: renderings.as_pdf()[:300],
    "empty.docx": lambda: package(p("")),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_clear_error_and_stores_nothing(name, workspace, tmp_path):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    before = {file for file in tmp_path.rglob("*")}
    with cpu_at_most(20):
        (result,) = ingest(workspace, [path])
    assert isinstance(result.error, DocumentError), result
    assert name in str(result.error)
    assert "\n" not in str(result.error)
    assert len(str(result.error)) < 500 + len(str(tmp_path))
    assert result.error.next_step
    assert {file for file in tmp_path.rglob("*")} == before
    assert not (tmp_path.parent / "outside.xml").exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_an_external_entity_is_never_fetched(kind, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    doctype = ENTITY.format(path=secret)
    if kind == "docx":
        data = document_xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", doctype)
    elif kind == "xlsx":
        inner = f'{doctype}<worksheet xmlns="{MAIN}"><sheetData>{row(1, [("A", "&x;")])}</sheetData></worksheet>'
        data = rezipped(renderings.as_xlsx(), {"xl/worksheets/sheet1.xml": inner})
    else:
        data = f"<html>{doctype}<body><p>甲&x;乙</p><object data='file://{secret}'></object></body></html>".encode()
    try:
        text = read_bytes(data, f"plan.{kind}").text
    except DocumentError as error:
        text = str(error)
    assert SECRET not in text


def test_the_parser_itself_resolves_nothing(tmp_path, monkeypatch):
    """Even if the look for a document type were passed."""
    import re

    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    monkeypatch.setattr(archives, "_DOCTYPE", re.compile(rb"(?!)"))
    whole = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    root = archives.parse_xml(whole.encode(), "plan.docx")
    assert SECRET not in "".join(root.itertext())


def test_a_stated_size_of_a_million_rows_is_not_believed():
    data = workbook(
        f'<dimension ref="A1:XFD1048576"/><sheetData>{row(1, [("A", "甲"), ("B", "乙")])}{row(1048576, [("A", "丙"), ("B", "丁")])}</sheetData>'
    )
    with cpu_at_most(5):
        document = read_bytes(data, "plan.xlsx")
    assert document.text.endswith("甲\t乙\n丙\t丁\n")
    assert [anchor.cell for anchor in document.anchors][-1].endswith("B1048576")


@pytest.mark.parametrize("name", ["empty-rows.xlsx", "empty-cells.xlsx"])
def test_a_workbook_of_nothing_is_refused_before_its_cells_are_looked_at(name, monkeypatch):
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(DocumentError, match="most of them empty"):
        read_content(HOSTILE[name](), name)


def test_a_sheet_of_full_height_is_read_when_little_else_is_in_it():
    rows = "".join(row(n, [("A", f"任务{n}"), ("B", "市科技局")]) for n in range(1, 2000))
    blank = "".join(f'<row r="{n}" spans="1:2"/>' for n in range(2000, 60_000))
    with cpu_at_most(5):
        document = read_bytes(workbook(f'<sheetData>{rows}{blank}<row r="1048576"/></sheetData>'), "plan.xlsx")
    assert document.text.count("市科技局") == 1999


def test_a_pdf_bomb_stops_at_its_limit_and_a_smaller_one_is_merely_empty():
    with pytest.raises(DocumentError, match="MiB to read"):
        read_bytes(pdf_bomb(1800), "bomb.pdf")
    with pytest.raises(DocumentError, match="scanned"):
        read_bytes(pdf_bomb(5), "small.pdf")


def test_a_bomb_is_not_unpacked():
    data = HOSTILE["bomb.docx"]()
    tracemalloc.start()
    with pytest.raises(DocumentError):
        read_bytes(data, "bomb.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ole("WordDocument"), "docx"),
        (ole("Workbook"), "xlsx"),
        (b"{\\rtf1 plan}", "docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "docx"),
        (b"\x89PNG\r\n\x1a\n0000", "OCR"),
        (rezipped(package(p("")), {"word/document.xml": None, "OFD.xml": b"<o/>"}), "PDF"),
        (rezipped(package(p("")), {"word/document.xml": None, "content.xml": b"<o/>"}), "docx"),
        (rezipped(package(p("")), {"word/document.xml": None, "xl/workbook.bin": b"o"}), "xlsx"),
        (rezipped(package(p("")), {"word/document.xml": None}), "Unpack"),
    ],
)  # fmt: skip
def test_formats_that_are_not_read_say_what_to_save_them_as(data, says):
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "plan.docx")
    assert says in caught.value.next_step


@pytest.mark.parametrize("data", ["docx", "xlsx", "html", "pdf", "csv"])
def test_the_name_does_not_matter(data):
    whole = getattr(renderings, f"as_{data}")()
    suffix = "csv" if data == "csv" else "txt"
    assert "盘活公共数据资源" in read_bytes(whole, f"plan.{suffix}").text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "csv", "txt"])
def test_invisible_characters_do_no_harm(kind):
    odd = "市\u200b商\u202e务\u2066局"
    sources = {
        "docx": package(p(odd)),
        "xlsx": workbook(f"<sheetData>{row(1, [('A', odd), ('B', '乙')])}</sheetData>"),
        "html": f"<html><body><p>{odd}\0</p></body></html>".encode(),
        "csv": f"{odd},\0乙\n{'甲乙丙丁,戊己庚辛' * 20}".encode(),
        "txt": f"{odd}\0".encode() + b"\n" + "一、任务".encode() * 50,
    }
    text = read_bytes(sources[kind], f"plan.{kind}").text
    assert "\0" not in text
    assert ("市商务局" in text) == (kind != "txt")  # plain text keeps its characters: spans count them


def test_a_megabyte_of_one_line_is_read_in_every_format():
    line = "推进数字经济发展，" * 100_000
    for name, data in {
        "plan.txt": line.encode(),
        "plan.html": f"<html><body><p>{line}</p></body></html>".encode(),
        "plan.docx": package("".join(f"<w:p>{('<w:r><w:t>' + line[:9000] + '</w:t></w:r>') * 100}</w:p>")),
    }.items():
        with cpu_at_most(10):
            assert len(read_bytes(data, name).text) >= 900_000


@pytest.mark.parametrize("body", ["<p>" + "<del>市科技局</del>、" * 21_000, "<table><tr>" + "<td><s>甲</s>乙" * 21_000])
def test_a_page_of_words_left_out_is_refused_by_their_number(body):
    page = "<!DOCTYPE html><html><body>"
    with pytest.raises(DocumentError, match="20000 places"):
        read_bytes((page + body).encode(), "a.html")
    fewer = read_bytes((page + "<p>一、任务" + "<del>市科技局</del>、" * 300).encode(), "a.html")
    assert len(fewer.issues) == 300
