"""A workspace in one file and back: all that cannot be derived, whole or not at all, damage noticed."""

import json
import shutil
import zipfile

import pytest

from aizone.cli import main
from aizone.errors import WorkspaceError
from aizone.iri import mint
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import disk
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.names import Decision
from aizone.workspace import Workspace
from aizone.workspace.backup import check_backup, restore_backup, write_backup

LOG = "log/writes.jsonl"


@pytest.fixture
def mine(tmp_path):
    root = tmp_path / "mine"
    for name in ("plans", "sources", "units", "entities"):
        shutil.copytree(SHIPPED_DATA / name, root / name)
    shutil.copy(SHIPPED_DATA / "workspace.toml", root)
    workspace = Workspace(Settings(workspace=root, in_memory_bytes=0))
    decision = Decision(
        "alias", mint("unit", "yunjiang-data-bureau"), "市数管局", Attribution("甲", "2026-01-01T00:00:00Z")
    )
    workspace.record(workspace.name_ledger(), [decision])
    return workspace


def files(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def test_what_cannot_be_derived_comes_back_and_answers(mine, tmp_path):
    mine.prepare_store()  # what can be derived is there, and stays behind
    made = write_backup(mine, tmp_path / "b.zip")
    assert made == check_backup(tmp_path / "b.zip")
    assert made.plans == 3
    restored = tmp_path / "new"
    assert restore_backup(tmp_path / "b.zip", restored) == made
    also_restored = {LOG: b"", "workspace.toml": b""}  # the log says so, and which line is its last
    assert {**files(restored), **also_restored} == {**files(mine.paths.root), **also_restored}
    assert not (restored / ".cache").exists()
    again = Workspace(Settings(workspace=restored))
    assert again.select("work_items").rows == mine.select("work_items").rows
    assert again.name_ledger().read() == mine.name_ledger().read()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "mine", "new"]


def test_a_folder_that_holds_something_is_left_alone(mine, tmp_path):
    write_backup(mine, tmp_path / "b.zip")
    before = files(mine.paths.root)
    with pytest.raises(WorkspaceError, match="holds something already"):
        restore_backup(tmp_path / "b.zip", mine.paths.root)
    assert files(mine.paths.root) == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_damaged_backup_is_noticed_and_restores_nothing(mine, tmp_path, damage):
    path = tmp_path / "b.zip"
    write_backup(mine, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(
        {"cut": bytes(data[: len(data) // 2]), "flipped": bytes(data), "empty": b"", "other": b"PK"}[damage]
    )
    for act in (check_backup, lambda path: restore_backup(path, tmp_path / "new")):
        with pytest.raises(WorkspaceError, match="not a whole backup"):
            act(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "mine"]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "a/../../evil", "C:evil", "..\\evil", ".journal", "plans/.writing-x"]
)
def test_a_backup_cannot_lead_out_of_its_folder(tmp_path, name):
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        listed = {name: {"bytes": 1, "sha256": "0"}}
        archive.writestr("manifest.json", json.dumps({"format": 1, "aizone": "x", "files": listed}))
        archive.writestr(f"workspace/{name}", "x")
    with pytest.raises(WorkspaceError, match="not a whole backup"):
        restore_backup(path, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_a_backup_that_cannot_be_written_leaves_the_earlier_one(mine, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(b"earlier")

    def fail(step, where):
        if step == "rename":
            raise OSError(28, "No space left on device")

    with disk.watched(fail), pytest.raises(WorkspaceError, match="cannot be written"):
        write_backup(mine, path)
    assert path.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "mine"]


def test_the_command_line_backs_up_checks_and_restores(mine, tmp_path, capsys):
    backup, root = str(tmp_path / "b.zip"), str(mine.paths.root)
    assert main(["backup", backup, "--workspace", root, "--lang", "en"]) == 0
    assert "read back and whole" in capsys.readouterr().out
    assert main(["restore", backup, "--check", "--lang", "en"]) == 0
    assert main(["restore", backup, "--lang", "en"]) == 2
    assert "needs a new folder" in capsys.readouterr().err
    assert main(["restore", backup, "--workspace", str(tmp_path / "new"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["plans"] == 3


def test_a_backup_of_damaged_files_says_so(mine, tmp_path, capsys):
    path = mine.paths.plan("hefei-2020-2023")
    path.write_bytes(path.read_bytes()[:-100])
    assert main(["backup", str(tmp_path / "b.zip"), "--workspace", str(mine.paths.root), "--lang", "en"]) == 1
    err = capsys.readouterr().err
    assert "hefei-2020-2023.nq: is damaged" in err
    assert "keep the previous backup" in err


def test_what_a_try_that_died_left_goes_with_the_next_one(mine, tmp_path):
    folder = tmp_path / "kept"
    (folder / ".restoring-again-x1" / "plans").mkdir(parents=True)
    for left in (".writing-b.zip-x1", ".writing-other.zip-x1", ".restoring-another-x1"):
        (folder / left).write_bytes(b"half")
    write_backup(mine, folder / "b.zip")
    restore_backup(folder / "b.zip", folder / "again")
    assert {path.name for path in folder.iterdir()} == {
        "again",
        "b.zip",
        ".writing-other.zip-x1",
        ".restoring-another-x1",
    }
