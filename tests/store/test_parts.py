"""The file of a part: tables that are read one by one, and nothing but an error from a damaged one."""

import pytest

from aizone.store.cells import table_of_rows
from aizone.store.parts import PartInMemory, read_about, read_table, write_part

ROWS = [("<urn:a>", None), ("<urn:b>", '"二"@zh')]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.tables"
    tables = {"full": table_of_rows(("node", "name"), ROWS), "empty": table_of_rows(("only",), [])}
    write_part(path, tables, {"said": ["<urn:a> <urn:p> <urn:b> ."]})
    return path


def test_each_table_comes_back_by_itself(path):
    full = read_table(path, "full")
    assert full.column_names == ["node", "name"]
    assert list(zip(*full.to_pydict().values(), strict=True)) == ROWS
    empty = read_table(path, "empty")
    assert (empty.column_names, len(empty)) == (["only"], 0)
    assert read_table(path, "missing") is None
    assert read_about(path) == {"said": ["<urn:a> <urn:p> <urn:b> ."]}
    assert [one.name for one in path.parent.iterdir()] == ["plan.tables"]


def test_a_part_in_memory_has_the_same_tables(path):
    part = PartInMemory(path.read_bytes())
    assert [part.table(name) for name in ("full", "empty", "missing")] == [
        read_table(path, name) for name in ("full", "empty", "missing")
    ]


@pytest.mark.parametrize("data", [b"", b"ARROW1\0\0" + b"\xff" * 64, b"\0" * 7 + b"\x02[]"])
def test_what_is_not_a_part_is_an_error(path, data):
    path.write_bytes(data)
    with pytest.raises(ValueError, match="has no head"):
        read_table(path, "full")
    with pytest.raises(ValueError, match="has no head"):
        PartInMemory(data)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_about(path)
