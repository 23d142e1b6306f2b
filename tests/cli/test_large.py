"""A workspace that is served from disk: its store is built before the query's time begins, with a word, once."""

import shutil

import pytest

from aizone.cli import main
from aizone.cli.commands import asking
from aizone.cli.store_progress import StoreProgress
from aizone.i18n import translator
from aizone.settings import Settings
from aizone.store.cache import is_built
from aizone.store.progress import BuildStep
from aizone.workspace import Workspace, opening
from tests.conftest import EXAMPLE, ROOT


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A copy of two shipped plans, so small a memory allowed that it is served from disk."""
    root = tmp_path / "large"
    (root / "plans").mkdir(parents=True)
    for path in (ROOT / "data" / "plans").glob("yunjiang-*"):
        shutil.copy(path, root / "plans")
    shutil.copy(ROOT / "data" / "workspace.toml", root)
    settings = Settings(workspace=root, in_memory_bytes=0)
    monkeypatch.setattr(opening, "settings_from", lambda environ, path=None: settings)
    return Workspace(settings)


def asked(capsys, *words):
    code = main(["query", *words])
    return code, *capsys.readouterr()


def test_the_store_is_built_before_the_querys_time_begins_and_only_once(large, monkeypatch, capsys):
    built = []

    class Watched(asking._Deadline):
        def running(self):
            built.append(is_built(large.source.cache, large.revision))
            return super().running()

    monkeypatch.setattr(asking, "_Deadline", Watched)
    code, out, err = asked(capsys, "plans", "--format", "csv", "--lang", "en")
    assert (code, {*built}, len(out.splitlines())) == (0, {True}, 3)
    assert err == (
        "Building the store of this workspace, which is done once …\nThe store of this workspace is up to date.\n"
        "Keeping the answers of each plan, which is done once …\nThe kept answers are up to date.\n"
    )
    assert asked(capsys, "plans", "--format", "csv", "--lang", "en") == (0, out, "")


def test_a_plan_taken_in_is_in_the_store_before_the_next_question(large, capsys):
    large.remove_plan("yunjiang-2024-2026")
    large.prepare_store()
    kept = set(large.source.columns.glob("*.tables"))
    main(["ingest", str(EXAMPLE), "--lang", "zh"])
    assert "本工作区的图谱库已是最新" in capsys.readouterr().err
    assert is_built(large.source.cache, large.revision)
    new = set(large.source.columns.glob("*.tables")) - kept
    assert {path.name.rpartition("-")[0] for path in new} >= {"yunjiang-2024-2026"}
    assert len(large.select("assignments")) == len(
        Workspace(Settings(workspace=large.paths.root)).select("assignments")
    )


def test_progress_on_a_terminal_counts_on_one_line(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    tell = StoreProgress(translator("en"))
    for step in (("waiting", 0, 0), ("building", 1, 4), ("building", 3, 4), ("building", 4, 4), ("building", 4, 4)):
        tell(BuildStep(*step))
    told = capsys.readouterr().err
    assert told.startswith(
        "\r\x1b[KAnother process is building the store of this workspace; waiting for it.\n\rBuilding"
    )
    assert told.count("\n") == 2
    assert [word for word in told.split() if word.endswith("%")] == ["25%", "75%"]
