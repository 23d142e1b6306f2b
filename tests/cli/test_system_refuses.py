"""Where the system refuses what any program needs (room, open files, memory), a line says so, and nothing stored is lost."""

import errno
import resource
import subprocess
import sys
import tempfile

import pytest

from aizone.cli import main
from aizone.errors import SystemRefusedError
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace
from aizone.workspace.check import check_files
from tests.conftest import EXAMPLE, ROOT

OTHER = ROOT / "data" / "examples" / "yunjiang-2027-2029.txt"


def files(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {".cache", ".lock"} & {*path.relative_to(root).parts}
    }


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no more room"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "no more room"),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError(errno.EACCES, "Permission denied", "/nowhere/x"), "/nowhere/x: cannot be read or written"),
        (MemoryError(), "no more memory"),
    ],
)
def test_a_command_says_it_in_a_line(error, said, monkeypatch, capsys):
    from aizone.cli import commands

    def refuse(options, lang):
        raise error

    monkeypatch.setattr(commands, "run", refuse)
    assert main(["plans", "--lang", "en"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_one_file_that_the_system_refuses_does_not_stop_the_others(tmp_path, monkeypatch):
    workspace, made = Workspace(Settings(workspace=tmp_path)), tempfile.TemporaryDirectory
    left = [1]

    def full(*args, **options):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return made(*args, **options)

    monkeypatch.setattr("aizone.workspace.shapes.tempfile.TemporaryDirectory", full)
    refused, taken = ingest(workspace, [EXAMPLE, OTHER])
    assert isinstance(refused.error, SystemRefusedError)
    assert refused.error.where == str(EXAMPLE)
    assert taken.change == "new"
    assert workspace.plan_slugs() == ["yunjiang-2027-2029"]


LIMITS = {
    "files of 3,000 bytes": (resource.RLIMIT_FSIZE, 3_000),
    "files of 60,000 bytes": (resource.RLIMIT_FSIZE, 60_000),
    "12 open files": (resource.RLIMIT_NOFILE, 12),
}
COMMANDS = (
    ["ingest", str(OTHER)],
    ["units", "alias", "市科创办", "云江市科学技术局"],
    ["plans", "remove", "yunjiang-2024-2026"],
    ["rebuild"],
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    root = tmp_path_factory.mktemp("stored")
    workspace = Workspace(Settings(workspace=root))
    list(ingest(workspace, [EXAMPLE]))
    return workspace


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_write_under_a_limit_of_the_system_happens_or_says_that_it_did_not(stored, command, limit):
    before = files(stored.paths.root)
    script = (
        "import resource, sys\n"
        "from aizone.cli import main\n"
        "resource.setrlimit(int(sys.argv[1]), (int(sys.argv[2]),) * 2)\n"
        "sys.exit(main(sys.argv[3:]))\n"
    )
    words = [*map(str, LIMITS[limit]), *command, "--workspace", str(stored.paths.root), "--lang", "en"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert files(stored.paths.root) == before, done.stderr
    assert [one for one in check_files(Workspace(stored.settings)) if one.severity == "Violation"] == []
