"""Comunica in Node.js and Yasgui in a browser get the right answers; they are installed by npm, see `javascript/package.json`."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from aizone.endpoint import EndpointSettings
from tests.app.conftest import new_page
from tests.bounds import PATIENCE_S
from tests.endpoint.conftest import served

HERE = Path(__file__).with_name("javascript")
MODULES = HERE / "node_modules"
SCIENCE = "https://w3id.org/aizone/id/unit/hefei-science-and-technology-bureau"


@pytest.fixture(autouse=True)
def installed():
    if not (MODULES / "@comunica").is_dir() or not (MODULES / "@triply" / "yasgui").is_dir():
        say = pytest.fail if os.environ.get("AIZONE_REQUIRE_NODE") else pytest.skip
        say("Comunica and Yasgui are not installed: npm install --prefix tests/endpoint/javascript")


def test_comunica(client):
    node = shutil.which("node")
    assert node, "npm installed the clients, and node is not there"
    address = str(client.base_url).rstrip("/")
    done = subprocess.run(
        [node, "comunica.mjs", f"{address}/sparql", f"{address}/id/{SCIENCE.partition('/id/')[2]}"],
        cwd=HERE, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    for how in ("declared", "detected"):
        assert found[how]["leads"][0] == [SCIENCE, 18]
        assert (found[how]["truth"], found[how]["plans"]) == (True, 3)
    assert "合肥市科学技术局" in found["labels"]


class Files(http.server.SimpleHTTPRequestHandler):
    """The page and Yasgui's own files."""

    def translate_path(self, path):
        name = path.partition("?")[0].lstrip("/")
        return str(HERE / name if name == "yasgui.html" else MODULES / "@triply" / "yasgui" / "build" / name)

    def log_message(self, *arguments):
        pass


def test_yasgui_from_a_page_of_another_origin(browser):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files)) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{files.server_port}"
        with served(endpoint=replace(EndpointSettings(), cors=(origin,))) as client:
            page = new_page(browser)
            endpoint = quote(str(client.base_url).rstrip("/") + "/sparql")
            page.goto(f"{origin}/yasgui.html?endpoint={endpoint}")
            page.click(".yasqe_queryButton")
            page.wait_for_selector(".yasr table tbody tr")
            told = page.inner_text(".yasr table")
            page.context.close()
        files.shutdown()
    assert '"合肥市科学技术局"@zh' in told
    assert '"18"' in told
