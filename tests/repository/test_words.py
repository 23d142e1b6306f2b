"""Plain English: no docstring, comment or message is written in the idiom that the house gave up."""

import ast
import io
import re
import tokenize

import pytest

from tests.conftest import ROOT
from tests.sources import modules_in, tree_of

MODULES = modules_in("graph/aizone", "app", "docs", "benchmarks")
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
    if any(
        GIVEN_UP.search(line.partition("#")[2]) for line in source.splitlines()
    ):  # to find them takes longer than all else
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def faults(source, tree):
    """The words of a module's texts that are given up, and the docstrings that open with a question word."""
    said = list(docstrings(tree))
    for line, text in [*said, *messages(tree), *comments(source)]:
        yield from ((line, found.group()) for found in GIVEN_UP.finditer(" ".join(text.split())))
    yield from ((line, text.splitlines()[0]) for line, text in said if QUESTION_WORDS.match(text))


def test_the_modules_are_written_in_plain_english():
    assert len(MODULES) > 700
    found = {path: list(faults(path.read_text("utf-8"), tree_of(path))) for path in MODULES}
    assert {str(path.relative_to(ROOT)): said for path, said in found.items() if said} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def f():\n    """Whether it is so."""\n', (1, "Whether it is so.")),
        ('"""A list that is read anew."""\n', (1, "anew")),
        ("x = 1  # nobody reads it\n", (1, "nobody")),
        ('_("Measures"\n  " one a line")\n', (1, "one a line")),
        ("# Rows that are\n# passed over\n", (2, "passed over")),
    ],
)
def test_the_rule_sees_the_idiom(source, found):
    assert list(faults(source, ast.parse(source))) == [found]
