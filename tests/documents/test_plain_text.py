import codecs
import os

import pytest

from aizone.documents import read_bytes, read_document
from aizone.errors import DocumentError

TEXT = "一、总体要求\n加快推进人工智能发展，建设的平台在各市为一体。\n二、重点任务\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16le", "utf-16be", "utf-16le bare", "utf-16be bare", "gb18030", "crlf", "gbk cr"],
)
def test_text_is_the_same_whatever_the_encoding_and_line_ends(data):
    assert read_bytes(data, "plan.txt").text == TEXT


def test_big5_is_told_from_gb18030():
    text = "一、總體要求\n加快推進人工智慧發展，建設的平台在各市為一體。\n二、重點任務\n"
    document = read_bytes(text.encode("big5"), "plan.txt")
    assert document.text == text
    assert document.encoding == "big5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_table_is_the_same_whatever_its_encoding_and_separator(encoding, sign):
    words = (
        f'序号{sign}任务{sign}责任单位\r\n1{sign}建设平台{sign}市商务局\r\n2{sign}"开展{sign}试点"{sign}市公安局\r\n'
    )
    document = read_bytes(words.encode(encoding), "任务表.csv")
    rows = [[cell.of(document.text) for cell in row] for row in document.tables[0].rows]
    middle = f"开展{sign}试点"
    assert rows == [["序号", "任务", "责任单位"], ["1", "建设平台", "市商务局"], ["2", middle, "市公安局"]]


def test_columns_pasted_from_a_spreadsheet_are_a_table_and_sentences_with_commas_are_not():
    pasted = "序号\t任务\t责任单位\n1\t建设平台\t市商务局\n2\t开展试点\t市公安局\n"
    assert len(read_bytes(pasted.encode(), "plan.txt").tables) == 1
    assert len(read_bytes(pasted.encode("utf-16"), "plan.txt").tables) == 1
    assert read_bytes("甲,乙,丙\n丁,戊,己\n".encode(), "plan.txt").tables == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "not a text file"),
        (b"PK\x03\x04word/document.xml", "is damaged"),
        ("计划".encode() * 20 + b"\xff\xfe\xfa\x81", "line 1"),
    ],
    ids=["empty", "blank", "binary", "zip", "broken utf-8"],
)
def test_what_cannot_be_read_says_where_and_what_next(data, says):
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "folder/plan.txt")
    message = str(caught.value)
    assert "folder/plan.txt" in message
    assert says in message
    assert "\n" not in message
    assert caught.value.next_step


def test_a_missing_file_a_folder_and_a_large_file(tmp_path):
    with pytest.raises(DocumentError, match="does not exist"):
        read_document(tmp_path / "none.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="a pipe or a device"):
        read_document(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 2048)
    with pytest.raises(DocumentError, match="not read"):
        read_document(large, max_bytes=1024)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**牵头单位：**市商务局", "牵头单位：市商务局"),
        ("**牵头单位**：市商务局*、市财政局", "牵头单位：市商务局*、市财政局"),
        ("推进建设。**（责任单位：市商务局）**", "推进建设。（责任单位：市商务局）"),
        ("*责任单位：市商务局、市财政局*", "责任单位：市商务局、市财政局"),
        ("推进建设。*（市商务局牵头）*", "推进建设。（市商务局牵头）"),
        # stars of leads, lost letters, numbers
        ("责任单位：市商务局*、市财政局*", "责任单位：市商务局*、市财政局*"),
        ("责任单位：*市商务局、市财政局", "责任单位：*市商务局、市财政局"),
        ("市民*局、市**局、张**、李**", "市民*局、市**局、张**、李**"),
    ],
)
def test_marks_of_emphasis_are_dropped_and_other_stars_stay(written, shown):
    assert read_bytes(f"一、重点任务\n{written}\n".encode(), "plan.txt").text == f"一、重点任务\n{shown}\n"


def test_a_text_with_headings_of_markdown_is_read_as_one():
    document = read_bytes("# 行动计划\n## 一、重点任务\n- **责任单位**：市商务局\n".encode(), "plan.txt")
    assert document.text.rstrip("\n") == "行动计划\n一、重点任务\n责任单位：市商务局"
