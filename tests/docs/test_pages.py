"""The pages of `docs/`: their commands run, their Python is true, their links lead somewhere."""

import contextlib
import doctest
import io
import re
import shlex
from urllib.parse import unquote

import pytest

from aizone.cli import main
from tests.conftest import ROOT

PAGES = sorted(
    path
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    if "build" not in path.parts
)
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path):
    """Info string and body of each fenced block."""
    return [(found["info"], found["body"]) for found in FENCE.finditer(path.read_text("utf-8"))]


def sessions(body):
    """The commands of a block, each with the lines printed below it."""
    found = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def squeezed(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """An empty folder with the checkout's data, where a reader of the pages may be."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("AIZONE_LANG", "en")
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    return tmp_path


def run(command):
    """The output of `aizone …`, both streams together."""
    words = shlex.split(command)
    assert words[0] == "aizone", command
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        assert main(words[1:]) == 0, command
    return out.buffer.getvalue().decode()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_commands_and_examples_of_a_page_do_what_it_says(page, checkout):
    """In order: a block with a file's name is that file, `$ aizone …` prints the lines below it, `>>>` is a doctest."""
    names = {}
    for info, body in blocks(page):
        kind, _, name = info.partition(" ")
        if name:
            (checkout / name).write_text(body, "utf-8")
        elif body.startswith(">>>") or kind == "python":
            example = doctest.DocTestParser().get_doctest(body, names, page.name, str(page), 0)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
            told = io.StringIO()
            runner.run(example, out=told.write, clear_globs=False)
            assert runner.failures == 0, told.getvalue()
            names = example.globs
        else:
            for command, shown in sessions(body):
                printed = squeezed(run(command))
                for line in squeezed("\n".join(shown)):
                    assert line == "…" or line in printed, (command, line, printed)


def test_the_pages_show_commands():
    """The tutorial and the pages that speak of commands are run, not only read."""
    assert sum(len(sessions(body)) for _info, body in blocks(ROOT / "docs" / "tutorial.md")) >= 8
    assert sum(len(sessions(body)) for _info, body in blocks(ROOT / "README.md")) >= 3


def anchors(path):
    """The anchors GitHub gives the headings of a page."""
    heads = re.findall(r"^#{1,6} (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    plain = (re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", head).strip().lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in plain}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_links_of_a_page_lead_somewhere(page):
    text = FENCE.sub("", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, _, anchor = unquote(target).partition("#")
        other = (page.parent / file).resolve() if file else page
        assert other.exists(), target
        if anchor and other.suffix == ".md":
            assert anchor in anchors(other), target


def test_every_page_is_in_the_index():
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / target.partition("#")[0]).resolve()
        for target in re.findall(r"\]\(([^)\s]+)\)", index.read_text("utf-8"))
    }
    pages = [path for path in PAGES if path.is_relative_to(ROOT / "docs") and path != index]
    assert [path for path in pages if path not in linked and path.parent.name != "decisions"] == []


def test_the_explorer_is_not_left_running():
    """Commands that run until they are stopped are indented blocks: no page asks a test to run one."""
    for page in PAGES:
        for _info, body in blocks(page):
            assert not [command for command, _shown in sessions(body) if command.split()[1] in {"app", "serve", "mcp"}]
