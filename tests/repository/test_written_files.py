"""Files that a script of docs/ writes are what the script writes now."""

import importlib.util
import json
import re

from packaging.markers import Marker

from aizone.rdf.json_ld import CONTEXT_FILE
from aizone.workspace.last_write import without_note
from tests.conftest import ROOT


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins_here(lock):
    """The pins of a lock that this Python takes: what only older ones need is installed there alone."""
    pins = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)
    return [pin for pin in pins if ";" not in pin or Marker(pin.split("\n")[0].split(";")[1].rstrip(" \\")).evaluate()]


def test_the_published_context_is_that_of_the_ontology():
    module = script("make_context")
    written = json.loads(CONTEXT_FILE.read_text("utf-8"))["@context"]
    assert written == module.context(), "run: python docs/make_context.py"


def test_the_shipped_workspace_notes_no_write_because_it_ships_no_log():
    said = (ROOT / "data" / "workspace.toml").read_bytes()
    assert without_note(said) == said, "restore it: git checkout data/workspace.toml"


def test_a_server_gets_the_pins_of_the_lock_and_no_tool_of_developers():
    made, whole = script("make_deploy_locks"), (ROOT / "requirements.lock").read_text("utf-8")
    for path, text in made.locks().items():
        assert pins_here(path.read_text("utf-8")) == pins_here(text), "run: python docs/make_deploy_locks.py"
        assert set(path.read_text("utf-8").splitlines()) <= set(whole.splitlines())
    app, build = (path.read_text("utf-8") for path in made.locks())
    for needed in ("streamlit==", "pyoxigraph==", "lxml==", "uvicorn==", "urllib3==", "rustworkx=="):
        assert f"\n{needed}" in app
    for tool in ("pytest", "mypy", "playwright", "hypothesis", "ruff", "hatchling", "jieba", "dask"):
        assert f"\n{tool}==" not in app
    assert "hatchling==" in build
