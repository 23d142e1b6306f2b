"""HTML and SVG are written by templates that escape, and by nothing else; pages hand values on instead of sharing names."""

import ast
import re
from pathlib import Path

import pytest

pytest.importorskip("streamlit")

from jinja2 import UndefinedError, nodes

from aizone.app import page
from aizone.app.address import Address
from aizone.app.here import Here
from aizone.i18n import LANGUAGES
from aizone.views.look.templates import environment
from aizone.views.plan.scope import Scope
from tests.app.conftest import EVIL
from tests.conftest import ROOT

SOURCES = [
    path
    for folder in ("app", "graph/aizone/exports", "graph/aizone/views", "graph/aizone/cli")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
TEMPLATES = [
    path
    for folder in ("app/templates", "graph/aizone/exports/templates", "graph/aizone/views/look/templates")
    for path in sorted((ROOT / folder).iterdir())
]
SCREENS = sorted(path for path in (ROOT / "app" / "screens").glob("*.py") if path.stem != "__init__")
# '<span class="az-meta">', '</b>', '<!doctype html>': a tag in a string
TAG = re.compile(r"(?<!\(\?P)</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!doctype", re.IGNORECASE)
HERE = Here("en", Address(id="id:unit/x", lang="en"), Scope((), False, 0))


def strings(tree):
    """Every string of a module but docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, documented)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 50
    assert len(TEMPLATES) > 15
    assert len(SCREENS) == 22
    assert TAG.search('<span class="az-meta">')


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_python_writes_markup(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert [text for text in strings(tree) if TAG.search(text)] == []
    modules = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    # `css_string` makes a value that is not escaped again; its doctest shows that nothing in it can end the element
    allowed = {"markupsafe"} if path.name == "templates.py" else set()
    assert modules & {"html", "markupsafe", "xml.sax.saxutils"} <= allowed


def test_no_template_lets_a_value_through_unescaped_but_our_own_style_sheet():
    unescaped = {
        (path.name, node.name)
        for path in TEMPLATES
        for node in environment("en", path.parent).parse(path.read_text("utf-8")).find_all(nodes.Filter)
        if node.name in {"safe", "css_string"}
    }
    assert unescaped == {("words.html", "safe"), ("add.html", "css_string")}
    for path in TEMPLATES:
        assert "autoescape" not in path.read_text("utf-8")


MARKDOWN = frozenset(
    [
        "badge",
        "button",
        "caption",
        "checkbox",
        "download_button",
        "error",
        "expander",
        "form_submit_button",
        "header",
        "info",
        "link_button",
        "markdown",
        "metric",
        "popover",
        "progress",
        "radio",
        "spinner",
        "status",
        "subheader",
        "success",
        "tabs",
        "title",
        "toast",
        "toggle",
        "warning",
        "write",
    ]
)
SAID_BY_PEOPLE = frozenset({"title", "label", "named", "name", "written", "text", "reason", "by", "heading", "exact"})


def unescaped(node):
    """The words of plans and people in an expression, but those that `page.plain` escapes."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"page.plain", "plain"}:
        return
    if isinstance(node, ast.Attribute) and node.attr in SAID_BY_PEOPLE:
        yield ast.unparse(node)
    for child in ast.iter_child_nodes(node):
        yield from unescaped(child)


@pytest.mark.parametrize("path", sorted((ROOT / "app").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_words_of_plans_and_people_are_escaped_where_markdown_is_read(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) != "page"
        ):
            shown = [*node.args[:1]] if node.func.attr in MARKDOWN else []
            shown += [keyword.value for keyword in node.keywords if keyword.arg == "help"]
            found = [words for value in shown for words in unescaped(value)]
            assert found == [], f"line {node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize(
    "words", ["https://evil.example", "HTTP://evil.example", "www.evil.example", "a@evil.example", "x:www.a.b"]
)
def test_an_address_in_a_markdown_element_is_taken_apart(words):
    found = re.compile(r"https?://|www\.|@[\w-]", re.IGNORECASE)
    shown = page.plain(words).replace("\\", "")
    assert found.search(words)
    assert not found.search(shown)
    assert shown.replace("\u2060", "") == words


def test_a_literal_with_its_language_can_be_copied_into_a_query():
    assert page.plain('Write "市科技局"@zh.').replace("\\", "") == 'Write "市科技局"@zh.'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_a_macro_is_given_is_escaped(lang):
    here = Here(lang, Address(id=EVIL, lang=lang), Scope((), False, 0))
    parts, words = page.template("parts.html", here), page.frame_template("words.html", lang)
    made = [
        words.header(EVIL, EVIL, EVIL),
        words.empty(EVIL, EVIL),
        words.error(EVIL, EVIL),
        words.problem(EVIL, EVIL),
        words.notice(EVIL),
        words.button(EVIL, EVIL),
        words.h2(EVIL, EVIL),
        words.meta(EVIL, EVIL),
        parts.link(EVIL, EVIL),
        parts.chip(EVIL, EVIL, 1),
        parts.role_chip("lead", EVIL, EVIL),
        parts.tiles([(1, EVIL), (EVIL, EVIL, EVIL)]),
        parts.head((EVIL, EVIL)),
        parts.tabs(EVIL, [(EVIL, EVIL, True)]),
        page.template("add.html", here).upload_words([("drop", EVIL)]),
    ]
    for html in made:
        assert "<img" not in html
        assert "</script>" not in html
        assert html.count('"') % 2 == 0


def test_a_template_refuses_a_name_it_does_not_know():
    with pytest.raises(UndefinedError, match="no attribute 'unheard_of'"):
        environment("en").from_string("{{ thing.unheard_of }}").render(thing=HERE)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_function_of_a_page_reads_what_the_page_assigns(path):
    """A page is a script: a function that read a name of its body would depend on where the body has got to."""
    tree = ast.parse(path.read_text("utf-8"))
    assigned = {
        target.id
        for node in tree.body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
        for target in ast.walk(node)
        if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store) and not target.id.isupper()
    }
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for function in functions:
        own = {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
        own |= {
            name.id for name in ast.walk(function) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
        }
        read = {name.id for name in ast.walk(function) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)}
        assert (read - own) & assigned == set(), function.name
    last = max((function.lineno for function in functions), default=0)
    body = [node for node in tree.body if isinstance(node, ast.If | ast.With | ast.For | ast.Try)]
    assert all(node.lineno > last for node in body)


def test_the_session_is_read_where_it_belongs():
    """Helpers are handed values; the session holds what widgets and visits keep, each behind one function."""
    readers = {
        str(path.relative_to(ROOT / "app"))
        for path in (ROOT / "app").rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr == "session_state"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    }
    assert readers == {
        "panels/finder.py",  # what was typed into the search box, and where
        "panels/graph_visit.py",  # what a visitor did in the graph
        "panels/plan_acts.py",  # what the last click did, said once
        "panels/verdict.py",  # who decides, and what was recorded before the page went on
        "panels/pictures.py",  # how often a picture was asked for
        "panels/matrix.py",  # widgets that show what the address says
        "panels/kept_fields.py",  # likewise
        "intake/desk.py",  # the desk, and the reason that is typed beside it
        "intake/panel.py",  # a widget's callback
        "intake/head.py",  # widgets' callbacks
        "screens/quality.py",  # which plans were checked against the rules
        "screens/sparql.py",  # the text in the editor, and what was done there
        "panels/query_run.py",  # the run of this visit
        "panels/answer.py",  # what is selected in the graph of an answer
        "page.py",  # the name of the visit
        "screens/what_if.py",  # which scenarios this visit has opened
    }


def test_only_templates_lie_beside_templates():
    assert {path.suffix for path in TEMPLATES} == {".html", ".svg"}
    assert all(isinstance(path, Path) and path.is_file() for path in TEMPLATES)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_screen_prints_a_string_of_its_own(path):
    """Streamlit writes a bare string of a page's module into the page; the docstring alone is kept out."""
    strings = [
        node.lineno
        for node in ast.parse(path.read_text("utf-8")).body[1:]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    assert strings == []
