import functools
import hashlib
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aizone.cli import parser
from aizone.cli.parser import build_parser
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import OxigraphStore
from aizone.store.source import StoreSource
from aizone.workspace import Workspace
from tests import servers
from tests.bounds import PATIENCE_S
from tests.patient_command import patient_defaults

# Hypothesis looks at the wall clock by default, and a busy machine fails.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
HEFEI = SHARED / "input" / "hefei-2020-2023.txt"
EXAMPLE = ROOT / "data" / "examples" / "yunjiang-2024-2026.txt"


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is reached, whatever asks for it
]


needs_shared = pytest.mark.skipif(not HEFEI.exists(), reason="the plan's text is not beside the checkout")


@pytest.fixture(scope="session", autouse=True)
def stores_loaded_once():
    """Many tests open files again that have not changed since, or the same files in a folder of their own.

    Each process of the tests loads the store of such files once. The stores in memory are never written to. Those of the shipped
    data are kept to the end, of others the last few.
    """
    shipped, opens = Workspace(Settings()).source, StoreSource.open
    kept, same = {}, {}

    def open_once(self):
        if self.is_on_disk:
            return opens(self)
        if self not in kept:
            for old in [source for source in kept if source != shipped][:-3]:
                del kept[old]
            kept[self] = open_like(self)
        return kept[self]

    def open_like(source):
        held = tuple((graph, path.suffix, _digest(path)) for path, graph in source.files)
        if held in same:
            return OxigraphStore(same[held], revision=source.revision)
        store = opens(source)
        if not store.damaged:
            for old in list(same)[:-6]:
                del same[old]
            same[held] = store._engine
        return store

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoreSource, "open", open_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def parsers_built_once():
    """A command's grammar is the same whenever the command runs, and takes longer to build than many commands to run."""

    @functools.cache
    def built(translate, version, command):
        return build_parser(translate, version, [command] if command else [])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            parser,
            "build_parser",
            lambda translate, version, words=(): built(translate, version, parser._command(words)),
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def queries_given_time():
    """Queries of a test's own process get the time of `bounds` where it says nothing else: ten seconds are few on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Settings.__init__, "__defaults__", patient_defaults(PATIENCE_S))
        yield


def _digest(path):
    """The bytes of a file in short; the path itself where they cannot be read, or never end."""
    try:
        return hashlib.blake2b(path.read_bytes()).digest() if path.is_file() else path
    except OSError:
        return path


@pytest.fixture(scope="session")
def shipped():
    """The shipped data, read only."""
    return Workspace(Settings())


def copy_of_data(folder):
    """A copy of the shipped data, without what a process that reads them keeps there: another may be making it at the moment."""
    return shutil.copytree(SHIPPED_DATA, folder, ignore=shutil.ignore_patterns(".*", "tmp*", "log", "log-*"))


@pytest.fixture
def workspace(tmp_path):
    """A workspace of the test's own, with the example plan; registries are the shipped ones."""
    (tmp_path / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path / "workspace.toml")
    for path in (SHIPPED_DATA / "plans").glob(f"{EXAMPLE.stem}*"):
        shutil.copy(path, tmp_path / "plans" / path.name)
    return Workspace(Settings(workspace=tmp_path))


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for all tests of a process, in which Playwright cannot be started twice.

    Without it the tests skip, or fail where AIZONE_REQUIRE_BROWSER says it must be there.
    """
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        say = pytest.fail if os.environ.get("AIZONE_REQUIRE_BROWSER") else pytest.skip
        say("no chromium on this machine: install Debian's package 'chromium' to run the browser tests")
    from playwright.sync_api import sync_playwright

    from aizone.reading.apart import close_readers

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()
        close_readers()  # a forked reader would keep the pipe open whose end tells Playwright's driver to stop


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory):
    """The address of an Oxigraph server, one for all tests of a process."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory):
    """The address of a Virtuoso server, one for all tests of a process."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address
