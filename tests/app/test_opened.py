"""The workspace of a run: its files are looked at once, and what somebody changed is seen."""

import pytest

pytest.importorskip("streamlit")

from aizone.app import opened
from aizone.reading.renaming import rename_plan
from aizone.settings import Settings
from aizone.verdicts.attribution import Attribution
from aizone.workspace import Workspace
from aizone.workspace.workspace import Workspace as Opened
from tests.app.test_pages import open_page  # noqa: F401 # a fixture
from tests.conftest import copy_of_data

PLAN = "yunjiang-2024-2026"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A copy of the shipped data that pages are opened on."""
    place = tmp_path / "data"
    copy_of_data(place)
    monkeypatch.setenv("AIZONE_WORKSPACE", str(place))
    return place


@pytest.fixture
def looks(monkeypatch):
    """The paths of the workspaces whose files were looked at."""
    looked, real = [], Opened.revision.fget

    def revision(workspace):
        looked.append(workspace.paths.root)
        return real(workspace)

    monkeypatch.setattr(Opened, "revision", property(revision))
    return looked


@pytest.mark.parametrize("screen", ["overview", "explore", "findings", "plans"])
def test_a_page_looks_at_the_files_once(open_page, looks, screen):  # noqa: F811
    open_page(screen, plan="id:plan/hefei-2020-2023")
    looks.clear()
    open_page(screen, plan="id:plan/hefei-2020-2023").run()
    assert len(looks) == 2, "the run that opened it, and the next"


def test_a_run_sees_what_its_process_changed_and_the_next_what_others_did(place):
    with opened.one_look():
        before = opened.workspace()
        assert opened.workspace() is before
        (place / "plans" / f"{PLAN}.nq").touch()
        assert opened.workspace() is before
        rename(place, "甲")
        after = opened.workspace()
        assert after is not before
    (place / "plans" / f"{PLAN}.nq").touch()
    with opened.one_look():
        assert opened.workspace() is not after


def test_outside_of_a_run_each_look_is_at_the_files(place):
    before = opened.workspace()
    (place / "plans" / f"{PLAN}.nq").touch()
    assert opened.workspace() is not before


def rename(place, title):
    rename_plan(Workspace(Settings(workspace=place)), PLAN, title, Attribution("试", "2026-12-01T00:00:00+00:00"))
