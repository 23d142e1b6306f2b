import contextlib
import functools
import json
import os
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from aizone.settings import SHIPPED_DATA
from aizone.store.seal import sealed, unsealed
from tests.bounds import PATIENCE_S
from tests.conftest import ROOT
from tests.ports import free_port

PATIENT = str(ROOT / "tests" / "patient_command.py")
START_ATTEMPTS = 6_000
LOOKS = 5
SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app?.dataset.testScriptState === "notRunning"
        && !document.querySelector("[data-stale=true], [data-testid=stSpinner]")
        && document.getAnimations().every((animation) => animation.playState !== "running");
}"""
"""The script has run to its end, and every element it drew is new and has faded in."""

SHOWN = """() => location.pathname === "/find" ? document.querySelector(".az-found")
    : document.querySelector(".az-nav a[aria-current]")?.pathname === location.pathname"""
"""The page of the address is drawn, not the one before it; the side bar does not list what is found."""

RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
LOOKED_FOR = {"resultTypes": ["violations"], "selectors": False, "preload": False}
"""Faults alone, without the selectors of all elements that have none, and without the style sheets, which no rule of these needs."""
FAULTS = """(options) => axe.run(document, options).then(({ violations }) => violations
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .map((fault) => [fault.id, fault.nodes[0].html.slice(0, 200)]))"""

EVIL = "</script><img src=x onerror=globalThis.hacked=1><b>href</b> **bold**"


@pytest.fixture(scope="session", autouse=True)
def components_found_once():
    """Streamlit looks through all installed libraries for components whenever a test opens a page: once a process is enough."""
    try:
        from streamlit.components.v2 import manifest_scanner
    except ImportError:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests)
        )
        yield


SHIPPED_PLACE = (None, None)
_kept_of = SHIPPED_PLACE
"""The folder and the server that what Streamlit keeps in this process was read from."""
_registered_pages = {}
"""The pages by their addresses, as the first drawing of a process told Streamlit's test: others then begin at the page they are about."""


def open_explorer(monkeypatch, workspace=None, *, screen="overview", **query):
    """A page of the explorer, opened without a browser by its address, on a workspace or on the shipped data.

    What Streamlit keeps is keyed by a revision alone, and two workspaces may have the same; the shipped data stays as it is.
    """
    global _kept_of
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    place = (workspace, os.environ.get("AIZONE_STORE"))
    if not place == _kept_of == SHIPPED_PLACE:
        st.cache_resource.clear()
        st.cache_data.clear()
    _kept_of = place
    if workspace is not None:
        monkeypatch.setenv("AIZONE_WORKSPACE", str(workspace))
    else:
        monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    test = AppTest.from_file(str(ROOT / "app" / "streamlit_app.py"), default_timeout=PATIENCE_S)
    for key, value in query.items():
        test.query_params[key] = value
    if screen == "overview":
        return test.run()
    test._registered_pages = _registered_pages
    if not _registered_pages:
        _registered_pages.update(test.run()._registered_pages)
    return test.switch_page(f"screens/{screen}.py").run()


@contextlib.contextmanager
def serving(folder, *arguments):
    """The explorer on a free loopback port, stopped by its process; `folder` is its home and takes its log."""
    pytest.importorskip("streamlit")
    port = free_port()
    log_path = folder / "log.txt"
    environ = {**os.environ, "HOME": str(folder)}
    environ.pop("AIZONE_WORKSPACE", None)
    with log_path.open("w") as log:
        command = [sys.executable, "-P", PATIENT, "app", "--port", str(port), "--no-browser", *arguments]
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


LEAST_PNG_PX = 2_000
"""Pictures are at least so wide."""

VIEWPORT = {"width": 1440, "height": 1000}

# Goes to an address of the same explorer without loading it again, as a link does; ends when the page has begun to be drawn for it. A run
# that is over before the browser has drawn that it began shows no beginning: then what the server sent is taken for it.
MOVE = """(address) => new Promise((begun) => {
    let quiet = null;
    const end = () => { watcher.disconnect(); clearTimeout(quiet); removeEventListener("az-message", heard); begun(); };
    const heard = () => { clearTimeout(quiet); quiet = setTimeout(end, 300); };
    const watcher = new MutationObserver(end);
    watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
    addEventListener("az-message", heard);
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
})"""
HEARD = """globalThis.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); this.addEventListener("message", () => dispatchEvent(new Event("az-message"))); }
};"""
"""Tells the page of each message of the server."""


def png_width(path):
    """The width of a picture, from the head of its file."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20], "big")


def new_page(browser):
    """A page with a memory of its own. Requests to other hosts, which the browser does not reach, errors of scripts and dialogs are kept.

    Requests are watched rather than routed: a route turns the browser's cache off and asks this process about every file.
    """
    context = browser.new_context(viewport=VIEWPORT, locale="zh-CN")
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_init_script(HEARD)
    page = context.new_page()
    page.home, page.foreign, page.errors, page.dialogs = "about:blank", [], [], []

    def note(request):
        if not request.url.startswith((page.home, "about:blank", "data:", "blob:")):
            page.foreign.append(request.url)

    def accept(dialog):
        page.dialogs.append(dialog.type)
        dialog.accept()

    page.on("request", note)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("dialog", accept)
    return page


def open_page(page, app_url, address):
    """Load an address of an explorer."""
    page.home = app_url
    page.goto(f"{app_url}/{address}")


def check_clean(page):
    """The page asked no other host for anything, and its scripts met no error."""
    assert page.foreign == []
    assert page.errors == []


def leave(page):
    """Forget what was kept at the page's site, apart from the browser's cache, and leave the page as a new one."""
    site = urlsplit(page.url)
    page.evaluate("() => sessionStorage.clear()")
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": f"{site.scheme}://{site.netloc}", "storageTypes": "cookies,local_storage,indexeddb,cache_storage"},
    )
    session.detach()
    page.emulate_media(media="null", color_scheme="light")
    page.set_viewport_size(VIEWPORT)
    page.dialogs.clear()


@pytest.fixture(scope="session")
def left_pages(browser):
    """Pages that no test uses at the moment. One that loads the explorer again has its scripts ready, which halves the work."""
    free = []
    yield free
    for page in free:
        page.context.close()


@pytest.fixture
def visit(browser, left_pages, app_url):
    """Open an address, each time as a visitor of its own; any request to another host is recorded and fails."""
    taken = []

    def opened(address, *, theme="light", app_url=app_url):
        page = left_pages.pop() if left_pages else new_page(browser)
        taken.append(page)
        page.emulate_media(color_scheme=theme)
        open_page(page, app_url, address)
        return page

    yield opened
    for page in taken:
        leave(page)
        check_clean(page)
        left_pages.append(page)


@pytest.fixture(scope="session")
def reader(browser, app_url):
    """A visitor who only looks at pages of the shared explorer, one after the other."""
    page = new_page(browser)
    open_page(page, app_url, "?lang=zh")
    yield page
    page.context.close()


@pytest.fixture
def look(reader, app_url):
    """Go to an address of the shared explorer as the reader, who follows links and need not load it again.

    A graph that is shown is left before, so that the next one is known by its first drawing.
    """

    def go(address):
        settle(reader)
        reader.evaluate(MOVE, f"{app_url}/{address}")
        settle(reader)

    def opened(address, *, theme="light"):
        if urlsplit(reader.url).path == "/explore":
            go("log?lang=zh")
            reader.evaluate("() => { delete globalThis.aizoneGraph; }")
        if theme is not None:
            show_theme(reader, theme)
        go(address)
        return reader

    yield opened
    check_clean(reader)
    reader.emulate_media(media="null")
    reader.set_viewport_size(VIEWPORT)
    reader.mouse.move(0, 0)


def settle(page):
    """Wait until the page shows the whole answer of the last run, at rest; asked at every frame, it would keep the page busy."""
    page.wait_for_function(SETTLED, polling=100)


THEME = "() => getComputedStyle(document.querySelector('.stApp')).colorScheme"


def show_theme(page, theme):
    """Have the page in a theme."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(f"(theme) => ({THEME})() === theme", arg=theme)


def serious_faults(page):
    """What axe finds on the page at rest, light and dark: (rule, beginning of the first element) of each serious or critical fault.

    It begins in the theme that the page has and leaves it in the other; the colours are all that changes with the theme.
    """
    found = _serious_faults(page, {})
    show_theme(page, "light" if page.evaluate(THEME) == "dark" else "dark")
    return found + _serious_faults(page, {"runOnly": RULES_OF_COLOUR})


def _serious_faults(page, options):
    axe = pytest.importorskip("axe_playwright_python.base")
    for _ in range(LOOKS):
        settle(page)  # elements that are fading in have less contrast
        if not page.evaluate("() => Boolean(globalThis.axe)"):
            page.evaluate(axe.AXE_SCRIPT)
        faults = page.evaluate(FAULTS, LOOKED_FOR | options)
        if page.evaluate(SETTLED):  # and none began to while the page was looked at
            break
    return [tuple(fault) for fault in faults]
