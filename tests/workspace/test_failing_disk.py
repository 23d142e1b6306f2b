"""A disk that is full or fails at any step: what says that it failed did not happen, and what nobody could take back says so."""

import pytest

from aizone.errors import WorkspaceError
from aizone.settings import Settings
from aizone.store import disk
from aizone.workspace import Workspace
from aizone.workspace.backup import write_backup
from benchmarks.durability_changes import CHANGES
from benchmarks.durability_failing import measure_backup_failing, measure_failing, measure_restore_failing

CHANGE = {change.name: change for change in CHANGES}


@pytest.mark.parametrize("name", ["alias", "question, gone", "scenario", "remove with decisions"])
def test_a_change_that_fails_did_not_happen_and_leaves_nothing(tmp_path, name):
    found = measure_failing(CHANGE[name], tmp_path)
    assert (found.steps > 30, found.old > found.new, found.faults) == (True, True, [])


@pytest.mark.parametrize("measure", [measure_backup_failing, measure_restore_failing])
def test_backups_and_restored_workspaces_are_whole_or_not_there(tmp_path, measure):
    found = measure(tmp_path)
    assert (found.old > 5, found.faults) == (True, [])


def test_a_disk_that_stays_gone_in_the_middle_is_told_and_the_next_write_finishes(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    workspace.saved_questions.save("first", "ASK {}")
    is_gone = []

    def gone(step, path):
        if is_gone or (step == "rename" and path.suffix == ".rq"):  # the journal is written by then
            is_gone.append(step)
            raise OSError(5, "Input/output error")

    with disk.watched(gone), pytest.raises(WorkspaceError, match="in the middle of one"):
        workspace.saved_questions.save("second", "ASK {}")
    again = Workspace(Settings(workspace=tmp_path))
    assert [one.name for one in again.saved_questions.every()] == ["first", "second"]
    assert again.log.check() == again.log.differing(tmp_path) == []


def test_the_backup_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "mine").mkdir()
    workspace = Workspace(Settings(workspace=tmp_path / "mine"))

    def full(step, path):
        if step == "sync":
            raise OSError(28, "No space left on device")

    with disk.watched(full), pytest.raises(WorkspaceError) as found:
        write_backup(workspace, tmp_path / "b.zip")
    assert found.value.where == str(tmp_path / "b.zip")
