"""Documents, catalogues and declarations agree with the code."""

import ast
import re
import subprocess
import sys

import pytest
from babel.messages import mofile, pofile
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

import aizone
from aizone.i18n import preferred_lang, translator
from tests.conftest import ROOT
from tests.sources import modules_in, nodes_of

README = (ROOT / "README.md").read_text("utf-8")
CATALOGUE = ROOT / "graph" / "aizone" / "locale" / "zh_CN" / "LC_MESSAGES" / "aizone.po"


def used_messages():
    """What `make i18n` collects: the strings of Python and of templates."""
    with (ROOT / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)
    return {message for _file, _line, message, _comments, _context in extract_from_dir(ROOT, methods, options)}


def texts(message):
    """The forms of a message: one, or those of what is counted."""
    return (message,) if isinstance(message, str) else tuple(message)


def test_every_string_is_translated():
    with CATALOGUE.open("rb") as stream:
        catalogue = pofile.read_po(stream)
    translated = {
        message.id for message in catalogue if message.id and all(texts(message.string)) and not message.fuzzy
    }
    used = used_messages()
    assert used - translated == set()
    assert {message.id for message in catalogue if message.id} - used == set()


def test_what_is_counted_on_a_page_has_a_form_for_one():
    """'1 reading issues' is what `_("{count} reading issues")` says; `ngettext` knows both forms."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    for folder in ("app", "graph/aizone/views"):
        for _file, line, message, _comments, _context in extract_from_dir(str(ROOT / folder), methods):
            if isinstance(message, str):
                assert not re.match(
                    r"\{count\} (?:more )?[a-z]+s\b(?! side by side| at a glance|; the| \{who\})", message
                ), (
                    message,
                    line,
                )


def test_no_message_hides_in_an_f_string():
    """Babel finds those on some Pythons only."""
    for path in modules_in("app", "graph/aizone"):
        for node in nodes_of(path):
            if isinstance(node, ast.JoinedStr):
                calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
                assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in {"_", "N_"}], path


def test_errors_are_in_the_readers_language():
    from aizone.errors import UnknownNameError

    error = UnknownNameError("unit=", "市科局", ["市科技局"])
    assert str(error) == "unit=: nothing is called '市科局'. Did you mean 市科技局?"
    assert error.line(translator("zh")) == "unit=: 没有名为“市科局”的内容。是否指：市科技局？"


def test_the_compiled_catalogue_is_current():
    with CATALOGUE.open("rb") as stream, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        source, built = pofile.read_po(stream), mofile.read_mo(compiled)
    assert {texts(m.id): texts(m.string) for m in source if m.id} == {
        texts(m.id): texts(m.string) for m in built if m.id
    }


def test_placeholders_survive_translation():
    with CATALOGUE.open("rb") as stream:
        for message in pofile.read_po(stream):
            if message.id:
                fields = re.compile(r"\{\w+\}")
                asked = fields.findall(texts(message.id)[-1])
                assert all(set(asked) == set(fields.findall(text)) for text in texts(message.string)), message.id


def test_no_page_or_view_speaks_chinese_in_code():
    """Words for people are messages; a string outside `_()` holds no Chinese, but for the name of a language."""
    for path in modules_in("app", "graph/aizone/views"):
        nodes = nodes_of(path)
        messages = {
            id(argument)
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}
            for argument in node.args
        }
        said = messages | {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                assert node.value == "中文" or not re.search(r"[\u4e00-\u9fff]{2,}", node.value), (path, node.value)


def test_the_terminals_language():
    assert preferred_lang({"LANG": "en_GB.UTF-8"}) == "en"
    assert preferred_lang({"LANG": "C.UTF-8"}) == "zh"
    assert preferred_lang({"LANG": "en_GB.UTF-8", "AIZONE_LANG": "zh"}) == "zh"


def test_all_is_what_imports():
    assert sorted(aizone.__all__) == dir(aizone)
    for name in aizone.__all__:
        assert getattr(aizone, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'workspaces'"):
        aizone.workspaces  # noqa: B018 - the access is what is tested
    code = "import sys, aizone; print(sorted({'pyoxigraph', 'pandas', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_readme_starts_as_it_should():
    lines = [line for line in README.splitlines() if line.strip()]
    assert lines[0] == "# aizone"
    assert lines[1].endswith(".")
    assert "docs/images/explorer.png" in README
    assert (ROOT / "docs" / "images" / "explorer.png").stat().st_size < 600_000
    assert "make app" in README
    assert "make test" in README


def raised_codes():
    """The codes of all calls of `Issue` in the package."""
    found = []
    for path in modules_in("graph/aizone"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Issue":
                assert node.args, (path, node.lineno)
                assert isinstance(node.args[0], ast.Constant), (path, node.lineno)
                found.append(node.args[0].value)
    return found


def test_every_issue_code_is_declared_once_and_raised():
    from aizone.model import ISSUE_CODES, Issue

    assert set(raised_codes()) == set(ISSUE_CODES)
    with pytest.raises(ValueError, match="not declared"):
        Issue("no-such-code", {"en": "", "zh": ""})


def test_every_issue_code_has_words_in_both_languages():
    from aizone.model import ISSUE_CODES

    for lang, script in (("en", r"[A-Za-z]"), ("zh", r"[\u4e00-\u9fff]")):
        titles = {declared.title[lang] for declared in ISSUE_CODES.values()}
        assert len(titles) == len(ISSUE_CODES)
        for declared in ISSUE_CODES.values():
            assert re.search(script, declared.title[lang])
            assert re.search(script, declared.cure[lang])


def test_every_dependency_has_its_line():
    text = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = [
        *project["project"]["dependencies"],
        *(library for extra in project["project"]["optional-dependencies"].values() for library in extra),
        *project["dependency-groups"]["dev"],
    ]
    for requirement in listed:
        name = re.match(r"[A-Za-z0-9-]+", requirement)[0]
        assert re.search(rf"\b{re.escape(name)}\b", text), name


def test_the_lock_has_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)==\S+", lock, re.MULTILINE)
    assert len(pins) > 50
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "://" not in lock
    assert "index" not in lock.replace("markdown-it-py", "")


def test_every_decision_has_its_number_and_its_line():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(folder.glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    index = (folder / "README.md").read_text("utf-8")
    for page in pages:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. ")
        for part in ("**Context.**", "**Decision.**", "**What we gave up.**"):
            assert part in text, page
        assert f"]({page.name})" in index


def test_the_newest_release_is_this_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", text, re.MULTILINE)
    newest = next((version, day) for version, day in releases if version != "Unreleased")
    assert newest[0] == aizone.__version__
    assert newest[1]


def test_every_picture_is_shown_and_small():
    tour = ROOT / "docs" / "how-to" / "find-your-way-in-the-explorer.md"
    shown = set(re.findall(r"images/([a-z-]+\.png)", tour.read_text("utf-8") + README))
    kept = {path.name: path.stat().st_size for path in (ROOT / "docs" / "images").iterdir()}
    assert set(kept) == shown
    assert {name: size for name, size in kept.items() if size >= 120_000} == {}


def test_the_chinese_words_are_those_of_the_field():
    """One word for one idea: a plan is 方案 (行动计划 at length), a measure 措施, who runs a park its 管理单位."""
    with CATALOGUE.open("rb") as stream:
        for message in pofile.read_po(stream):
            if message.id:
                said = " ".join(texts(message.string))
                assert not re.search("规划|举措|运营|责任单位清单|个方案", said), message.id


def test_contributing_lists_the_rooms_in_the_order_of_the_contract():
    import tomllib

    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    rooms = [room.strip() for layer in contract["layers"] for room in layer.split("|")]
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text[text.index("| room of") : text.index("`ontology/` holds")]
    named = [
        room for line in table.strip().splitlines()[2:] for room in re.findall(r"`([a-z0-9]+)/?`", line.split("|")[1])
    ]
    place = {room: at for at, layer in enumerate(contract["layers"]) for room in layer.replace("|", " ").split()}
    assert set(named) == set(rooms)
    assert [place[room] for room in named] == sorted(place.values())
