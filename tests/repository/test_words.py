"""Plain English: no docstring, comment or message is written in the idiom that the house gave up."""

import ast
import io
import re
import tokenize

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    path
    for folder in ("graph/aizone", "app", "docs", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "graph/aizone/app" not in path.as_posix()
)
GIVEN_UP = re.compile(
    r"\b(?:nobody|strangers?|anew|whoever|passed over|told apart|called so|for it has)\b"
    r"|(?<!there )\b(?:is|are) no (?:name|unit|owner|plan|number|day|term|slug|folder|workspace|part|store|word|body|place)s?\b"
    r"|\bone a (?:line|row|page|plan|task|unit|file|body|list|span|document|paragraph|measure|year)\b"
    r"|\ba (?:line|row|page|fold|span|cell) a (?:line|row|page|plan|task|unit|file|body|list|kind|cell|field)\b"
    r"|\bstands? (?:behind|in front of|alone)\b",
    re.IGNORECASE,
)
QUESTION_WORDS = re.compile(r"^(?:What|Whether|Where|Who|Whom|Whose|Which)\b")


def docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield getattr(node, "lineno", 1), text


def messages(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}:
            yield from ((node.lineno, arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def comments(source):
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_written_in_plain_english(path):
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    texts = [*docstrings(tree), *messages(tree), *comments(source)]
    assert [(line, found.group()) for line, text in texts for found in GIVEN_UP.finditer(" ".join(text.split()))] == []
    assert [(line, text.splitlines()[0]) for line, text in docstrings(tree) if QUESTION_WORDS.match(text)] == []
