"""The copy on disk that commands open: made when a state is asked twice, the same answers, and never in the way."""

import os
import shutil

import pytest

from aizone.cli import main
from aizone.settings import SHIPPED_DATA
from aizone.store.at_hand import at_hand, note_asked
from aizone.store.cache import folder_of
from aizone.store.healing import HealingStore
from aizone.store.source import StoreSource

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def copy_of(workspace):
    note_asked(workspace.source)
    note_asked(workspace.source)
    return at_hand(workspace.source)


def test_the_copy_is_made_when_a_state_is_asked_twice(workspace):
    source = workspace.source
    assert at_hand(source) is source
    note_asked(source)
    assert at_hand(source) is source
    note_asked(source)
    copy = at_hand(source)
    assert (copy.is_copy, copy.is_on_disk, copy.is_large, copy.is_shared) == (True, True, False, False)
    assert isinstance(copy.open(), HealingStore)
    assert StoreSource.from_json(copy.to_json()) == copy


def test_the_copy_answers_what_the_files_answer(workspace):
    files, copy = workspace.source.open(), copy_of(workspace).open()
    assert copy.kept is None
    assert len(copy) == len(files)
    assert copy.graphs() == files.graphs()
    for graph in files.graphs():
        assert copy.graph(graph) == files.graph(graph)
    every = "SELECT ?s ?p ?o { ?s ?p ?o }"
    assert set(copy.select(every).rows) == set(files.select(every).rows)


def test_a_change_of_a_file_is_seen_at_once(workspace):
    copy_of(workspace)
    (workspace.paths.root / "units").mkdir()
    (workspace.paths.root / "units" / "own.ttl").write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    assert not at_hand(workspace.source).is_copy
    assert copy_of(workspace).open().ask("ASK { <urn:a> <urn:b> <urn:c> }")


@pytest.mark.parametrize("damage", ["flipped", "gone"])
def test_a_damaged_copy_is_made_again(workspace, damage):
    copy = copy_of(workspace)
    before = copy.open().select(COUNT).rows
    folder = folder_of(copy.cache, copy.revision)
    if damage == "gone":
        shutil.rmtree(folder / "quads")
    else:
        for path in (folder / "quads").glob("*.sst"):
            path.write_bytes(b"x" * path.stat().st_size)
    assert at_hand(workspace.source).open().select(COUNT).rows == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_is_not_ours_is_left_alone(workspace):
    workspace.paths.root.chmod(0o500)
    try:
        assert copy_of(workspace) == workspace.source
    finally:
        workspace.paths.root.chmod(0o700)


def test_a_cache_that_cannot_be_written_is_no_error(workspace):
    (workspace.paths.root / ".cache").write_text("a file", "utf-8")
    assert copy_of(workspace) == workspace.source


def test_the_command_line_answers_from_it(workspace, capfd):
    words = ["query", "leads_per_unit", "--format", "csv", "--workspace", str(workspace.paths.root)]
    answers = []
    for _time in range(3):
        assert main(words) == 0
        answers.append(capfd.readouterr())
    assert at_hand(workspace.source).is_copy
    assert answers[0] == answers[1] == answers[2]
    assert main(["query", "-e", COUNT, "--format", "csv", "--workspace", str(workspace.paths.root)]) == 0
    said = capfd.readouterr().out.split()
    assert said[1] == workspace.store.select(COUNT).rows[0][0].value


def test_shipped_data_are_not_served_from_it_in_programs_that_stay(shipped):
    assert not shipped.source.is_copy
    assert shipped.paths.root == SHIPPED_DATA
