"""The tutorial notebook runs from top to bottom, cell by cell as Jupyter runs them."""

import importlib.util
import json

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


def cells():
    held = json.loads(NOTEBOOK.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in held["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_is_the_one_of_its_source():
    spec = importlib.util.spec_from_file_location("make_notebook", ROOT / "docs" / "make_notebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert NOTEBOOK.read_text("utf-8") == module.notebook(), "run: python docs/make_notebook.py"


def test_every_cell_runs_and_the_last_values_are_there(monkeypatch, tmp_path, capsys):
    pytest.importorskip("IPython")
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    results = []
    for source in cells():
        result = shell.run_cell(source)
        result.raise_error()
        results.append(result.result)
    assert results[0] == (18, 29, 68)
    assert "<table" in results[1]._repr_html_()
    assert len(results[2]) > 3
    assert results[3].to_numpy().sum() > 10
    sentence = next(value for value in results if (isinstance(value, str) and "、" in value) or "和" in str(value)[:80])
    assert sentence
    assert results[-1] == ["plan.graphml", "plan.jsonld", "plan.xlsx"]
    assert len(capsys.readouterr().out.splitlines()) >= 2
