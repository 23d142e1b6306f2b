"""Files that a script of docs/ writes are what the script writes now."""

import importlib.util
import json

from aizone.rdf.json_ld import CONTEXT_FILE
from tests.conftest import ROOT


def test_the_published_context_is_that_of_the_ontology():
    spec = importlib.util.spec_from_file_location("make_context", ROOT / "docs" / "make_context.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = json.loads(CONTEXT_FILE.read_text("utf-8"))["@context"]
    assert written == module.context(), "run: python docs/make_context.py"
