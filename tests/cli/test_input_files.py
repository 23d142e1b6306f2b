"""Names, folders and patterns taken apart."""

import pytest

from aizone.cli.input_files import list_files
from aizone.errors import DocumentError


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.txt",
        "a.docx",
        "sub/c.pdf",
        "~$a.docx",
        ".hidden.txt",
        "photo.png",
        ".git/d.txt",
        "mine/sources/e.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_stands_for_the_plans_in_it(folder):
    listing = list_files([folder], apart=folder / "mine")
    assert [str(path.relative_to(folder)) for path in listing.files] == ["a.docx", "b.txt", "sub/c.pdf"]
    assert {(path.name, reason) for path, reason in listing.skipped} == {
        (".hidden.txt", "hidden"),
        ("~$a.docx", "lock"),
    }
    assert listing.others == 1


def test_a_pattern_stands_for_what_it_fits(folder):
    listing = list_files([folder / "*.docx", folder / "**" / "c.*"])
    assert [path.name for path in listing.files] == ["a.docx", "c.pdf"]
    assert [path.name for path, _ in listing.skipped] == ["~$a.docx"]


def test_a_file_named_outright_is_read_once_whatever_it_is_called(folder):
    listing = list_files([folder / "photo.png", folder / ".hidden.txt", folder / "photo.png", folder / "missing.txt"])
    assert [path.name for path in listing.files] == ["photo.png", ".hidden.txt", "missing.txt"]


def test_nothing_found_says_so(folder, tmp_path):
    with pytest.raises(DocumentError, match="matches no file"):
        list_files([folder / "*.odt"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="holds no document"):
        list_files([tmp_path / "empty"])
