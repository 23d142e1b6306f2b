import codecs

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
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16le", "utf-16be", "gb18030", "crlf", "gbk cr"],
)
def test_text_is_the_same_whatever_the_encoding_and_line_ends(data):
    assert read_bytes(data, "plan.txt").text == TEXT


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
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 2048)
    with pytest.raises(DocumentError, match="not read"):
        read_document(large, max_bytes=1024)
