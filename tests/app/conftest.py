import collections
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from aizone.settings import SHIPPED_DATA
from aizone.store.seal import sealed, unsealed
from tests.bounds import PATIENCE_S

START_ATTEMPTS = 6_000
LOOKS = 5
SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app?.dataset.testScriptState === "notRunning"
        && !document.querySelector("[data-stale=true], [data-testid=stSpinner]")
        && document.getAnimations().every((animation) => animation.playState !== "running");
}"""
"""The script has run to its end, and every element it drew is new and has faded in."""

EVIL = "</script><img src=x onerror=globalThis.hacked=1><b>href</b> **bold**"


@contextlib.contextmanager
def serving(folder, *arguments):
    """The explorer on a free loopback port, stopped by its process; `folder` is its home and takes its log."""
    pytest.importorskip("streamlit")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log_path = folder / "log.txt"
    environ = {**os.environ, "HOME": str(folder)}
    environ.pop("AIZONE_WORKSPACE", None)
    with log_path.open("w") as log:
        command = [sys.executable, "-m", "aizone.cli", "app", "--port", str(port), "--no-browser", *arguments]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environ, cwd=log_path.parent)
        try:
            wait_until_up(process, port, log_path)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_up(process, port, log_path):
    """Ask the server for its health until it answers or has ended."""
    for _ in range(START_ATTEMPTS):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=PATIENCE_S):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not come up:\n" + log_path.read_text())


@pytest.fixture(scope="session")
def app_url(tmp_path_factory):
    """The explorer on the shipped data."""
    with serving(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def hostile_url(tmp_path):
    """The explorer on a workspace in which a task's name is markup that runs a script where it is not escaped."""
    (tmp_path / "plans").mkdir()
    for path in (SHIPPED_DATA / "plans").glob("yunjiang-*"):
        text = unsealed(path.read_bytes()).replace('"建设云江智算中心"@zh'.encode(), json.dumps(EVIL).encode() + b"@zh")
        (tmp_path / "plans" / path.name).write_bytes(sealed(text) if path.suffix == ".nq" else text)
    with serving(tmp_path, "--workspace", str(tmp_path)) as url:
        yield url


def new_context(browser, *, locale="zh-CN", theme="light"):
    """A browser's memory of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale=locale, color_scheme=theme)
    context.set_default_timeout(PATIENCE_S * 1000)
    return context


def open_page(context, app_url, address):
    """A new page at an address. Requests to other hosts, which the browser does not reach, and errors of scripts are kept.

    Requests are watched rather than routed: a route turns the browser's cache off and asks this process about every file.
    """
    page = context.new_page()
    page.foreign, page.errors = [], []

    def note(request):
        if not request.url.startswith((app_url, "data:", "blob:")):
            page.foreign.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{app_url}/{address}")
    return page


def close_clean(page):
    """Close a page that asked no other host for anything and whose scripts met no error."""
    assert page.foreign == []
    assert page.errors == []
    page.close()


@pytest.fixture(scope="session")
def memories(browser):
    """Contexts that no test uses at the moment, by language and theme: their caches hold the explorer's scripts, and nothing else."""
    free = collections.defaultdict(list)
    yield free
    for context in itertools.chain(*free.values()):
        context.close()


def forget(page):
    """Empty the memory that a page has in common with the next one of its context, apart from the browser's cache."""
    site = urlsplit(page.url)
    session = page.context.new_cdp_session(page)
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": f"{site.scheme}://{site.netloc}", "storageTypes": "cookies,local_storage,indexeddb,cache_storage"},
    )
    session.detach()


@pytest.fixture
def visit(browser, memories, app_url):
    """Open an address, each time as a visitor of its own; any request to another host is recorded and fails.

    A visitor has a context that remembers nothing of the tests before, but need not load the explorer's scripts again.
    """
    taken = []

    def opened(address, *, locale="zh-CN", theme="light", app_url=app_url):
        free = memories[locale, theme]
        context = free.pop() if free else new_context(browser, locale=locale, theme=theme)
        taken.append((free, context))
        return open_page(context, app_url, address)

    yield opened
    for free, context in taken:
        for page in context.pages:
            forget(page)
            close_clean(page)
        free.append(context)


@pytest.fixture(scope="session")
def readers(browser):
    """One context per theme for pages that are only looked at: what is loaded once is kept, as it is for a reader."""
    contexts = {theme: new_context(browser, theme=theme) for theme in ("light", "dark")}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def look(readers, app_url):
    """Open an address of the shared explorer in a context that other tests have looked at pages in."""
    pages = []

    def opened(address, *, theme="light"):
        pages.append(open_page(readers[theme], app_url, address))
        return pages[-1]

    yield opened
    for page in pages:
        close_clean(page)


def settle(page):
    """Wait until the page shows the whole answer of the last run, at rest; asked at every frame, it would keep the page busy."""
    page.wait_for_function(SETTLED, polling=100)


def serious_faults(page):
    """What axe finds on the page at rest: (rule, beginning of the first element) of each serious or critical fault."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for _ in range(LOOKS):
        settle(page)  # elements that are fading in have less contrast
        report = axe.Axe().run(page).response
        if page.evaluate(SETTLED):  # and none began to while the page was looked at
            break
    return [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in report["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
