"""Tables of whole workspaces that a program which stays holds: read once, bounded, and of one revision."""

import shutil

import pytest

from aizone.settings import Settings
from aizone.store.cells import table_of_rows
from aizone.store.columns import KeptTables, Part
from aizone.store.held_tables import HeldTables
from aizone.store.parts import write_part
from aizone.workspace import Workspace
from tests.conftest import ROOT


def table(first, count=4):
    return table_of_rows(("node",), [(f"<urn:{first}:{number}>",) for number in range(count)])


def rows(table):
    return table.column("node").to_pylist()


@pytest.fixture
def kept(tmp_path):
    parts = []
    for graph in ("urn:a", "urn:b"):
        parts.append(Part(f"{graph[-1]}.tables", graph, "", ""))
        write_part(tmp_path / parts[-1].file, {"things": table(graph[-1])}, {})
    KeptTables(tmp_path, parts).keep_as("now")
    return KeptTables.of_revision(tmp_path, "now")


def test_a_table_of_all_parts_is_read_once_and_joined(kept, tmp_path):
    found = kept.table("things")
    assert rows(found) == rows(table("a")) + rows(table("b"))
    assert found.column("node").num_chunks == 1
    for path in tmp_path.iterdir():
        path.unlink()
    assert kept.table("things") is found
    assert kept.table("things", most=5) is found
    assert (
        kept.table("things", ["urn:a"]) is None
    )  # one part is read from its file, which is gone; the last one read is at hand


def test_some_rows_or_parts_are_not_taken_for_all(kept):
    assert rows(kept.table("things", most=2)) == rows(table("a"))
    assert rows(kept.table("things", ["urn:b"])) == rows(table("b"))
    assert rows(kept.table("things")) == rows(table("a")) + rows(table("b"))


def test_no_more_is_held_than_may_be():
    one = table("x", 100)
    held = HeldTables(most_bytes=4 * one.nbytes + 10)
    for name in "abcd":
        held.hold(name, one)
    assert held.get("a") is not None  # asked for now, so that another one goes first
    held.hold("e", one)
    assert [name for name in "abcde" if held.get(name) is not None] == ["a", "c", "d", "e"]
    large = table("large", 900)
    assert rows(held.hold("large", large)) == rows(large)
    assert held.get("large") is None


def test_what_another_program_wrote_is_seen(tmp_path):
    (tmp_path / "plans").mkdir()
    for path in (ROOT / "data" / "plans").glob("yunjiang-*"):
        shutil.copy(path, tmp_path / "plans")
    shutil.copy(ROOT / "data" / "workspace.toml", tmp_path)
    settings = Settings(workspace=tmp_path, in_memory_bytes=0)
    stays, other = Workspace(settings), Workspace(settings)
    before = stays.select("leads_per_unit").rows
    assert stays.store.kept.table("leads_per_unit.one") is stays.store.kept.table("leads_per_unit.one")
    gone = str(before[0][2].value)
    other.remove_plan(gone.rsplit("/", 1)[-1])
    stays.reload()
    after = stays.select("leads_per_unit").rows
    assert after == [row for row in before if row[2].value != gone]
