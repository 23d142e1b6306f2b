"""Folders of a workspace that cannot be looked into: named everywhere, never taken for empty ones."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from aizone.cli import main
from aizone.reading.ingest import ingest
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"
FOLDERS = ("plans", "sources", "units", "entities", "schemes", "corrections", "verdicts", "matches", "scenarios")
FOLDERS += ("questions", "removed", "log")
WITHOUT_RIGHTS = ("setpriv", "--inh-caps=-all", "--bounding-set=-all") if os.geteuid() == 0 else ()
"""What takes from the superuser the right to read everything, for one command."""


def in_its_place(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file", "utf-8")


def away(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to("/nowhere/at/all")


@pytest.fixture
def elsewhere(tmp_path_factory):
    """A folder outside of the workspace."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture
def run(workspace, capsys):
    workspace.remove_plan(SLUG)
    list(ingest(workspace, [EXAMPLE]))

    def run(*command):
        code = main([*command, "--workspace", str(workspace.paths.root), "--lang", "en"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize(
    ("name", "close"),
    [*((name, away) for name in FOLDERS), *((name, in_its_place) for name in ("plans", "units", "log"))],
)
def test_a_folder_that_is_closed_is_named_with_the_cure(name, close, run, workspace, elsewhere):
    folder = workspace.paths.root / name
    close(folder)
    code, said, _ = run("validate")
    assert code == 1
    (line,) = (line for line in said.splitlines() if f"{folder}:" in line)
    assert line.startswith("Violation")
    assert "do not remove it" in line
    code, _said, warned = run("backup", str(elsewhere / "b.zip"))
    assert code == 1
    assert f"{folder}:" in warned
    assert "keep the previous backup" in warned


@pytest.mark.parametrize("name", ["units", "entities", "schemes", "corrections", "verdicts", "matches"])
def test_plans_are_answered_without_the_rest_which_is_named(name, run, workspace):
    before = run("query", "plans", "--format", "csv")
    away(workspace.paths.root / name)
    code, said, warned = run("query", "plans", "--format", "csv")
    assert (code, said) == before[:2]
    assert f"{name}/*.ttl: cannot be read" in warned


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("plans", ["plans"]),
        ("plans", ["rebuild"]),
        ("sources", ["ingest", str(EXAMPLE)]),
        ("corrections", ["corrections"]),
        ("scenarios", ["what-if", "--list"]),
        ("removed", ["plans", "undo"]),
        ("units", ["units", "decisions"]),
    ],
)
def test_a_list_of_a_closed_folder_is_not_empty_but_refused(name, command, run, workspace):
    away(workspace.paths.root / name)
    code, _said, warned = run(*command)
    assert code in (1, 2)
    assert f"/{name}" in warned
    assert "cannot be read" in warned


@pytest.mark.skipif(bool(WITHOUT_RIGHTS) and shutil.which("setpriv") is None, reason="needs setpriv")
def test_a_backup_without_rights_to_a_file_names_that_file_and_holds_the_rest(run, workspace, elsewhere):
    (workspace.paths.root / "notes.txt").write_text("mine", "utf-8")
    closed = [workspace.paths.root / "notes.txt", workspace.paths.root / "corrections"]
    closed[1].mkdir(exist_ok=True)
    for path in closed:
        path.chmod(0)
    backup = elsewhere / "b.zip"
    words = ["backup", str(backup), "--workspace", str(workspace.paths.root), "--lang", "en"]
    command = [*WITHOUT_RIGHTS, sys.executable, "-m", "aizone.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    closed[1].chmod(0o700)
    assert done.returncode == 1
    for path in closed:
        assert f"{path}: cannot be read (Permission denied)" in done.stderr
    assert f"workspace/plans/{SLUG}.nq" in zipfile.ZipFile(backup).namelist()


def test_a_backup_holds_what_is_read_through_a_link_to_a_folder(run, workspace, elsewhere):
    disk = elsewhere / "another-disk"
    shutil.move(workspace.paths.plans, disk)
    workspace.paths.plans.symlink_to(disk)
    (disk / "again").symlink_to(workspace.paths.root)
    assert run("plans")[0] == 0
    assert run("backup", str(elsewhere / "b.zip"))[0] == 0
    names = zipfile.ZipFile(elsewhere / "b.zip").namelist()
    assert f"workspace/plans/{SLUG}.nq" in names
    assert not [name for name in names if "again" in name], "a link back into the workspace holds nothing new"


@pytest.mark.parametrize("place", ["b.zip", "backups/b.zip"])
def test_a_backup_inside_of_the_workspace_is_refused(place, run, workspace):
    path = workspace.paths.root / place
    path.parent.mkdir(exist_ok=True)
    code, _said, warned = run("backup", str(path))
    assert code == 2
    assert f"{path}: is inside the workspace" in warned
    assert not path.exists()
