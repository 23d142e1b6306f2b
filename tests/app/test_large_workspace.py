"""The first page of a large workspace is there before all of its names are read."""

import shutil
import threading

import pytest

pytest.importorskip("streamlit")

import streamlit as st
from streamlit.testing.v1 import AppTest

from aizone.names.known import KnownNames
from aizone.settings import Settings
from aizone.workspace import Workspace, opening
from tests.bounds import PATIENCE_S
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    """A copy of the shipped plans, so small a memory allowed that it is served from disk; nothing writes to it."""
    root = tmp_path_factory.mktemp("workspace") / "large"
    shutil.copytree(ROOT / "data" / "plans", root / "plans")
    shutil.copy(ROOT / "data" / "workspace.toml", root)
    settings = Settings(workspace=root, in_memory_bytes=0)
    Workspace(settings).prepare_store()
    return settings


@pytest.fixture
def large(on_disk, monkeypatch):
    """The explorer's workspace is the large one, of which it has read nothing."""
    monkeypatch.setattr(opening, "settings_from", lambda environ, path=None: on_disk)
    st.cache_resource.clear()
    st.cache_data.clear()


def draw(page, **query):
    test = AppTest.from_file(str(ROOT / "app" / "streamlit_app.py"), default_timeout=PATIENCE_S)
    test.query_params.update({"lang": "zh", **query})
    test.switch_page(f"screens/{page}.py").run()
    assert not test.exception
    return " ".join(element.proto.body for element in test.get("html"))


@pytest.mark.parametrize(
    ("page", "query"), [("overview", {}), ("explore", {"id": "id:unit/hefei-science-and-technology-bureau"})]
)
def test_a_page_does_not_wait_for_the_names_which_are_read_beside_it(large, monkeypatch, page, query):
    begun, may_go_on, readers = threading.Event(), threading.Event(), []

    def prepare(names):
        readers.append(threading.current_thread())
        begun.set()
        may_go_on.wait()

    monkeypatch.setattr(KnownNames, "prepare", prepare)
    try:
        assert "合肥" in draw(page, **query)  # the names are not read yet
        begun.wait()
        assert draw(page, **query)  # a second visitor has them read no second time
    finally:
        may_go_on.set()
    (reader,) = readers
    assert reader.name.startswith("names of ")
    reader.join()


def test_a_small_workspace_reads_them_when_somebody_searches(monkeypatch):
    monkeypatch.setattr(KnownNames, "prepare", lambda names: pytest.fail("read without need"))
    st.cache_resource.clear()
    assert "合肥" in draw("overview")
