"""Without the optional libraries the rest works, and each format names its cure."""

import subprocess
import sys

import pytest

from tests.documents import renderings

BLOCK = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"lxml", "openpyxl", "pypdfium2"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "pypdfium2" else found(name, package)
from aizone.documents.formats import read_content
from aizone.errors import MissingExtraError
try:
    print(len(read_content(sys.stdin.buffer.read(), sys.argv[1]).text))
except MissingExtraError as error:
    print(error)
"""


@pytest.mark.parametrize("kind", ["txt", "csv", "docx", "xlsx", "html", "pdf"])
def test_a_missing_library_names_its_extra(kind):
    data = getattr(renderings, f"as_{kind}")()
    command = [sys.executable, "-c", BLOCK, f"plan.{kind}"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    said = done.stdout.decode()
    assert ("aizone-graph[formats]" in said) == (kind not in {"txt", "csv"}), said


def test_reading_text_imports_none_of_them():
    code = (
        "import sys; from aizone.documents.formats import read_content; read_content('一、任务'.encode(), 'a.txt');"
        "print(sorted({'lxml', 'openpyxl', 'pypdfium2', 'email'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "lxml" not in done.stdout
    assert "openpyxl" not in done.stdout
    assert "pypdfium2" not in done.stdout
