"""Each page, full and empty, without a browser."""

import json
import re
import socket
import tomllib

import pytest

pytest.importorskip("streamlit")

from aizone.app import launch, page
from aizone.cli.commands import _MODULES
from aizone.errors import UsageError
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace
from tests.app.conftest import open_explorer
from tests.conftest import ROOT

SCREENS = ["overview", "explore", "overlaps", "sparql"]  # "add" has a file of its own


@pytest.fixture
def open_page(monkeypatch):
    def opened(name, workspace=None, **query):
        return open_explorer(monkeypatch, workspace, screen=name, **{"lang": "en", **query})

    return opened


WITHOUT_OWNERS = """玉河市人民政府办公室
2024年3月1日
玉河市数字文旅工作方案
一、主要任务
（一）丰富内容
1.整理老城影像。汇集街巷照片，按片区编目。
2.编写导览词。
"""
COMMAND = re.compile(rf"aizone (?:{'|'.join(_MODULES)})\b")


def words(test):
    parts = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error, *test.title]
    html = [element.proto.body for element in test.get("html")]
    return " ".join([*(str(part.value) for part in parts), *html])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_each_page_opens_on_the_shipped_data(open_page, name, lang):
    test = open_page(name, lang=lang)
    assert not test.exception
    assert not test.error
    marker = {"zh": {"overview": "谁承担最多", "explore": "牵头最多的单位", "overlaps": "随机预计", "sparql": "用 SPARQL 提问"},
              "en": {"overview": "Who carries most", "explore": "Units that lead most", "overlaps": "Expected by chance", "sparql": "Ask in SPARQL"}}  # fmt: skip
    assert marker[lang][name] in words(test)


@pytest.mark.parametrize("name", SCREENS)
def test_each_page_has_an_empty_state(open_page, name, tmp_path):
    test = open_page(name, workspace=tmp_path)
    assert not test.exception
    assert "does not hold a plan yet" in words(test)
    assert ('class="az-title"' in words(test)) == (name != "overview"), "the title of the overview is the plan's"
    assert not COMMAND.search(words(test)), "a command line is of no use at a page"


def test_a_plan_that_names_no_unit_says_so_where_units_are_looked_for(open_page, tmp_path):
    (tmp_path / "a.txt").write_text(WITHOUT_OWNERS, "utf-8")
    place = tmp_path / "mine"
    place.mkdir()
    (record,) = ingest(Workspace(Settings(workspace=place)), [tmp_path / "a.txt"])
    assert record.error is None
    for name in ("units", "matrix"):
        said = words(open_page(name, workspace=place))
        assert "No measure of these plans has an owner." in said
        assert "gaps?" in said
    assert "None." in words(open_page("explore", workspace=place))


def test_a_deep_link_opens_the_card_and_the_graph(open_page):
    test = open_page("explore", id="id:unit/hefei-science-and-technology-bureau")
    assert not test.exception
    assert "Duties (37)" in words(test)
    assert "does not hold this plan" in words(test)
    assert len(test.get("bidi_component")) == 4


def test_a_full_iri_is_as_good_an_address(open_page):
    test = open_page("explore", id="https://w3id.org/aizone/id/unit/hefei-science-and-technology-bureau")
    assert not test.error
    assert "Duties (37)" in words(test)


def test_a_measure_opens_its_task(open_page):
    assert "innovation platforms" in words(open_page("explore", id="id:plan/hefei-2020-2023/3/5/2/m3"))


def test_an_unknown_address_says_so(open_page):
    test = open_page("explore", id="id:unit/nobody")
    assert "Nothing in this workspace has the address" in words(test)
    assert "Units that lead most" in words(test)


def found(test, text):
    """What the search box was handed after somebody typed."""
    place = repr([(name, [test.query_params[name]] if isinstance(test.query_params[name], str) else test.query_params[name]) for name in sorted(test.query_params)])  # fmt: skip
    test.session_state["az-finder-text"] = (text, place)
    test.run()
    handed = [json.loads(one.proto.json) for one in test.get("bidi_component") if '"groups"' in one.proto.json]
    return [line for group in handed[0]["groups"] for line in group["lines"]], handed[0]["words"]


def test_search_offers_what_fits(open_page):
    test = open_page("explore")
    lines, _words = found(test, "市科技局")
    assert lines[0]["title"] == "Hefei Municipal Bureau of Science and Technology"
    assert "explore?id=id%3Aunit%2Fhefei-science-and-technology-bureau" in lines[0]["href"]
    assert lines[-1]["href"].startswith("find?q=")
    pair = found(test, "市数据资源局 市发改委")[0][0]
    assert "share 5 measures" in pair["title"]
    assert pair["href"].startswith("overlaps?plan=id%3Aplan%2Fhefei-2020-2023&least=1&pair=")
    lines, words = found(test, "没有这样的名字")
    assert lines == []
    assert "Nothing is found" in words["none"]


def test_all_that_is_found_has_a_page(open_page):
    test = open_page("find", q="无人集卡")
    assert not test.exception
    assert "<mark>无人集卡</mark>" in words(test)
    assert "Nothing is asked yet." in words(open_page("find"))


@pytest.fixture
def served(monkeypatch):
    """What the launcher would serve, instead of serving it."""
    import streamlit as st

    configs = []

    class App:
        def __init__(self, script, routes, middleware, on_script_error):
            assert script.name == "streamlit_app.py"
            assert [one.cls.__name__ for one in middleware] == ["Door", "FirstKeys"]
            assert on_script_error.__name__ == "say_failed"
            self.paths = [route.path for route in routes]

        def run(self, config):
            configs.append({**config, "paths": self.paths})

    monkeypatch.setattr(st, "App", App)
    monkeypatch.setenv("AIZONE_WORKSPACE", "")
    return configs


def test_a_busy_port_is_left_to_others_and_said(served, monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        monkeypatch.setattr(launch, "_DEFAULT_PORT", busy)
        launch.run(open_browser=False, lang="en")
        with pytest.raises(UsageError, match="is taken"):
            launch.run(port=busy, open_browser=False)
    assert served[0]["server.port"] > busy
    assert f"Port {busy} is busy; taking {served[0]['server.port']}." in capsys.readouterr().err


def test_only_this_machine_is_answered_unless_told_otherwise(served):
    launch.run(open_browser=False)
    launch.run(host="0.0.0.0", open_browser=False)
    assert [config["server.address"] for config in served] == ["127.0.0.1", "0.0.0.0"]
    assert [config["server.allowedHosts"] for config in served] == [["127.0.0.1", "localhost"], ["*"]]


def test_programs_are_answered_beside_the_pages_unless_told_otherwise(served):
    launch.run(open_browser=False)
    launch.run(open_browser=False, endpoint=False)
    assert [config["paths"] for config in served] == [
        ["/sparql", "/id/{local:path}", "/.well-known/void", "/health"],
        ["/health"],
    ]


def test_text_cannot_become_markup():
    evil = "<img src=x onerror=alert(1)> ![x](http://evil/) **b** :material/home: $x$"
    assert "\\!\\[x\\]\\(http" in page.plain(evil)
    assert "\\:material" in page.plain(evil)


def test_a_plain_streamlit_run_has_the_same_settings():
    table = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

    def flat(prefix, value):
        if not isinstance(value, dict):
            return {prefix: value}
        return {
            key: found
            for name, inner in value.items()
            for key, found in flat(f"{prefix}.{name}".strip("."), inner).items()
        }

    assert flat("", table) == launch.OPTIONS
