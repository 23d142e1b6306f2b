"""Every question is a `.rq` file: no SPARQL is written in Python."""

import re
from pathlib import Path

from tests.conftest import ROOT

# SELECT ?unit …, CONSTRUCT { …, ASK { …: the beginning of a query; the words alone are names of its forms
QUERY = re.compile(
    r"\b(?:SELECT|CONSTRUCT|DESCRIBE)\s+(?:[?$*({<]|DISTINCT\b|REDUCED\b|WHERE\b)|\bASK\s+(?:WHERE\s*)?\{"
)
# `# 'SELECT ?drop { … }': …`: a comment may show what a pattern is for
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


def sources() -> list[Path]:
    package = ROOT / "graph" / "aizone"
    links = {"app", "data", "ontology"}
    inside = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in links]
    return [*inside, *(ROOT / "app").rglob("*.py")]


def queries_in(text: str) -> list[str]:
    return QUERY.findall(COMMENT.sub("", text))


def test_a_query_in_python_is_found():
    assert queries_in('store.select("SELECT ?s { ?s ?p ?o }")')
    assert queries_in("ASK { ?s ?p ?o }")
    assert not queries_in("Use SELECT, ASK, CONSTRUCT or DESCRIBE.")


def test_no_query_is_written_in_python():
    assert len(sources()) > 200
    assert [str(path.relative_to(ROOT)) for path in sources() if queries_in(path.read_text("utf-8"))] == []
