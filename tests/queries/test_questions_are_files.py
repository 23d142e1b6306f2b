"""Every question is a `.rq` file: no SPARQL is written in Python."""

import ast
import re
from pathlib import Path

from tests.conftest import ROOT

# SELECT ?unit …, CONSTRUCT { …, ASK { …: the beginning of a query; the words alone are names of its forms
QUERY = re.compile(
    r"\b(?:SELECT|CONSTRUCT|DESCRIBE)\s+(?:[?$*({<]|DISTINCT\b|REDUCED\b|WHERE\b)|\bASK\s+(?:WHERE\s*)?\{"
)


def sources() -> list[Path]:
    package = ROOT / "graph" / "aizone"
    links = {"app", "data", "ontology"}
    inside = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in links]
    return [*inside, *(ROOT / "app").rglob("*.py")]


def queries_in(text: str) -> list[str]:
    """The beginnings of queries among the strings of a module; comments and docstrings (with examples) are not code."""
    tree = ast.parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [found for node in strings if id(node) not in docstrings for found in QUERY.findall(node.value)]


def test_a_query_in_python_is_found():
    assert queries_in('store.select("SELECT ?s { ?s ?p ?o }")')
    assert queries_in("text = f'ASK {{ ?s ?p {value} }}'")
    assert not queries_in("message = 'Use SELECT, ASK, CONSTRUCT or DESCRIBE.'  # SELECT ?s")
    assert not queries_in('def run():\n    """Answers SELECT ?s { ?s ?p ?o }."""')


def test_no_query_is_written_in_python():
    assert len(sources()) > 200
    assert [str(path.relative_to(ROOT)) for path in sources() if queries_in(path.read_text("utf-8"))] == []
