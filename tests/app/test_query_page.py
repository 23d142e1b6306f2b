"""The query page and the question library, without a browser."""

import html
import re
import shutil

import pytest

pytest.importorskip("streamlit")

import streamlit as st

from aizone import queries
from aizone.app import navigation, resources
from aizone.app.components import editor
from aizone.app.panels import query_run
from aizone.reading.ingest import ingest
from aizone.settings import SHIPPED_DATA
from tests.app.test_pages import open_page, words  # noqa: F401 - a fixture
from tests.bounds import PATIENCE_S
from tests.queries.test_asked_text import run as run_python

GOALS = "SELECT (COUNT(*) AS ?n) WHERE { ?s a az:Goal }"
HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


def answered(test):
    """The page once the answer is there."""
    thread = test.session_state["query-run"].thread
    thread.join(PATIENCE_S)
    return test.run()


def shown_queries(test):
    """What “Show the query” holds: for each question its SPARQL and its Python."""
    found = {}
    for block in re.findall(r'<div class="az-query" data-query="(\w+)">(.*?)</div>', words(test), re.DOTALL):
        sparql, python = re.findall(r"<pre><code>(.*?)</code></pre>", block[1], re.DOTALL)
        found.setdefault(block[0], []).append((html.unescape(sparql), html.unescape(python)))
    return found


def test_heads_of_printed_numbers_are_above_them(open_page):  # noqa: F811
    printed = words(open_page("questions", question="leads_per_unit", plan=HEFEI, lang="en"))
    heads = re.findall(
        r'<th scope="col"( class="az-num")?>', printed.split('<table class="az-list az-answer">')[1].split("</tr>")[0]
    )
    cells = re.findall(
        r"<td( class=\"az-num\")?>", printed.split('<table class="az-list az-answer">')[1].split("</tr>")[1]
    )
    assert len(heads) == len(cells) > 1
    assert heads == cells
    assert {*heads} == {"", ' class="az-num"'}


def test_a_link_with_a_query_shows_its_answer_with_numbers_as_numbers(open_page):  # noqa: F811
    test = answered(open_page("sparql", q=GOALS, real="no"))
    assert not test.exception
    assert test.dataframe[-1].value.iloc[0, 0] == 19
    assert "1 row" in words(test)
    assert "at most" in words(test)


def test_a_run_that_a_click_cuts_off_on_its_way_begins_again(open_page, monkeypatch):  # noqa: F811
    """Streamlit ends a run of the page, or a callback, where it next hears of a click: here while the workers are asked for."""
    open_pool, cut_off = resources.query_pool, []

    def pool():
        if not cut_off:
            cut_off.append(True)
            st.rerun()
        return open_pool()

    monkeypatch.setattr(resources, "query_pool", pool)
    test = answered(open_page("sparql", q=GOALS, real="no"))
    assert cut_off
    assert test.dataframe[-1].value.iloc[0, 0] == 19


def test_a_wrong_query_is_told_in_words_and_mended_by_a_click(open_page):  # noqa: F811
    test = answered(open_page("sparql", q="SELECT (COUNT(*) AS ?n WHERE { ?s a az:Goal }", real="no"))
    assert "( is not closed" in words(test)
    next(button for button in test.button if button.label == "Mend it and run").click().run()
    test = answered(test)
    assert test.dataframe[-1].value.iloc[0, 0] == 19
    assert "AS ?n )" in str(test.query_params["q"])


def test_a_query_that_would_reach_another_host_is_refused(open_page):  # noqa: F811
    test = answered(open_page("sparql", q="SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"))
    assert not test.dataframe
    assert "host" in words(test)


def test_an_empty_answer_says_why(open_page):  # noqa: F811
    test = answered(open_page("sparql", q="SELECT ?m { ?m az:leadUnitt ?u }"))
    assert "did you mean az:leadUnit" in words(test).replace("\\", "")


def test_a_construct_is_a_graph_and_turtle(open_page):  # noqa: F811
    text = "#view:graph\nCONSTRUCT { ?m az:leadUnit ?u } WHERE { ?m az:leadUnit ?u } LIMIT 20"
    test = answered(open_page("sparql", q=text))
    assert not test.exception
    labels = [button.proto.label for button in test.get("download_button")]
    assert labels == ["CSV", "TSV", "JSON", "Excel", "Turtle"]
    drawn = [one.proto for one in test.get("bidi_component")]
    assert any("id:unit/" in str(one) for one in drawn)


def test_an_ask_is_answered(open_page):  # noqa: F811
    test = answered(open_page("sparql", q="ASK { ?s a az:Goal }"))
    assert bool(test.dataframe[-1].value.iloc[0, 0]) is True


def test_a_question_is_saved_opened_by_its_link_and_deleted(open_page, workspace):  # noqa: F811
    root = workspace.paths.root
    test = answered(open_page("sparql", workspace=root, q=GOALS))
    test.text_input(key="query-title").set_value("Goals, counted").run()
    test.button(key="query-save").click().run()
    assert [one.title for one in workspace.saved_questions.every()] == ["Goals, counted"]
    assert test.query_params["saved"] in ("goals-counted", ["goals-counted"])
    colleague = answered(open_page("sparql", workspace=root, saved="goals-counted"))
    assert not colleague.exception
    assert colleague.dataframe[-1].value.iloc[0, 0] == workspace.sparql(GOALS)["n"][0]
    colleague.button(key="delete-goals-counted").click().run()
    assert workspace.saved_questions.every() == []
    gone = open_page("sparql", workspace=root, saved="goals-counted")
    assert "There is no saved question" in words(gone)


def test_a_question_keeps_a_chinese_name_and_its_link_opens_it(open_page, workspace):  # noqa: F811
    root = workspace.paths.root
    test = answered(open_page("sparql", workspace=root, q=GOALS))
    test.text_input(key="query-title").set_value("各单位牵头措施（2024 年）").run()
    test.button(key="query-save").click().run()
    (kept,) = workspace.saved_questions.every()
    assert (kept.name, kept.title) == ("各单位牵头措施-2024-年", "各单位牵头措施（2024 年）")
    colleague = answered(open_page("sparql", workspace=root, saved=kept.name))
    assert colleague.dataframe[-1].value.iloc[0, 0] == workspace.sparql(GOALS)["n"][0]


@pytest.mark.parametrize(("letters", "is_linked"), [("x" * 6_500, True), ("市" * 600, True), ("市" * 900, False)])
def test_a_query_that_proxies_would_refuse_in_an_address_is_no_link_and_says_so(
    open_page,  # noqa: F811
    workspace,
    letters,
    is_linked,
):
    """A letter of Chinese is nine characters of an address, of which nginx and Apache take 8,192 unless told otherwise."""
    root, query = workspace.paths.root, f"{GOALS} #{letters}"
    workspace.saved_questions.save("Long", query)
    test = open_page("sparql", workspace=root)
    test.button(key="open-long").click().run()
    test = answered(test)
    test.query_params.pop("saved")
    assert ("too long for a link" in words(test.run())) is not is_linked
    links = [code.value for code in test.code if code.value.startswith("query?q=")]
    assert [len(link) < 7_500 for link in links] == [True] * is_linked


def test_the_library_has_an_entry_of_its_own_and_groups(open_page):  # noqa: F811
    assert [entry.path for entry in navigation.ENTRIES if entry.group == "Ask"] == ["questions", "query"]
    test = open_page("questions", lang="zh")
    said = words(test)
    assert all(heading in said for heading in ("供计划", "供协调", "供分析"))
    assert all(html.escape(question.title["zh"], quote=False) in said for question in queries.every())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_heat_matrix_of_leads_and_goals_is_one_link(open_page, shipped, lang):  # noqa: F811
    test = open_page("questions", lang=lang, question="leads_per_goal", plan=HEFEI)
    assert not test.exception
    chart = test.get("vega_lite_chart")[0].proto
    values = sum(shipped.query("leads_per_goal", plan=HEFEI)["leads"])
    assert values == 46 or values > 0
    assert '"rect"' in chart.spec


def test_a_question_of_the_library_shows_its_query_which_gives_the_same(open_page, shipped):  # noqa: F811
    test = open_page("questions", question="duties_of_unit", unit="id:unit/hefei-science-and-technology-bureau")
    assert not test.exception
    ((sparql, python),) = shown_queries(test)["duties_of_unit"]
    on_screen = len(test.dataframe[-1].value)
    assert on_screen == len(shipped.sparql(sparql)) == len(run_python(python)) > 20


@pytest.mark.parametrize(
    "question", [one.name for one in queries.every() if not any(param.required for param in one.params)]
)
def test_each_question_opens(open_page, question):  # noqa: F811
    test = open_page("questions", question=question, plan="all")
    assert not test.exception
    assert test.dataframe or test.get("vega_lite_chart")


def test_invented_examples_are_not_counted_by_a_question_unasked(open_page, shipped):  # noqa: F811
    test = open_page("questions", question="leads_per_unit")
    assert test.query_params["plan"] in (HEFEI, [HEFEI])
    assert len(test.dataframe[-1].value) == len(shipped.query("leads_per_unit", plan=HEFEI))
    every = open_page("questions", question="leads_per_unit", plan="all")
    assert len(every.dataframe[-1].value) == len(shipped.query("leads_per_unit"))
    assert "invented: 2" in next(box for box in every.selectbox if box.key == "leads_per_unit-plan").options[0]


SECOND = """合肥市人民政府办公室
2024年3月1日
合肥市智慧城市行动计划（2024—2026年）
一、重点任务
1.建设数据平台。汇聚公共数据。（牵头单位：市数据资源局；配合单位：市教育局）
"""


def test_a_question_counts_all_real_plans_where_there_are_several(open_page, workspace, tmp_path):  # noqa: F811
    for path in (SHIPPED_DATA / "plans").glob("hefei-*"):
        shutil.copy(path, workspace.paths.plans / path.name)
    (tmp_path / "second.txt").write_text(SECOND, "utf-8")
    assert [record.error for record in ingest(workspace, [tmp_path / "second.txt"])] == [None]
    test = open_page("questions", workspace=tmp_path, question="roles_by_basis", lang="en")
    assert not test.exception
    assert test.query_params["plan"] in ("real", ["real"])
    box = next(box for box in test.selectbox if box.key == "roles_by_basis-plan")
    assert box.options[:2] == ["all real plans (2)", "all plans (3, of them invented: 1)"]
    assert "real plans only" in words(test)
    ((sparql, _python),) = shown_queries(test)["roles_by_basis"]
    assert "real=no" not in words(test), "the query page is opened without invented examples, too"
    every = open_page("questions", workspace=tmp_path, question="roles_by_basis", plan="all", lang="en")
    assert "real=no" in words(every)
    rows, all_rows = len(workspace.sparql(sparql)), len(workspace.select("roles_by_basis"))
    invented = len(workspace.select("roles_by_basis", plan=YUNJIANG))
    assert rows == all_rows
    assert f"{all_rows} rows" in words(every)
    assert f"{all_rows - invented} rows" in words(test)
    graphs = [name.value for name in workspace.store.graphs() if "yunjiang-2024" not in name.value]
    real = workspace.select_some("roles_by_basis", {}, graphs=graphs)
    assert len(real) == all_rows - invented
    assert not any("yunjiang" in str(row["plan"]) for row in real.dicts())


def test_a_query_asks_invented_examples_where_one_wants_them(open_page, shipped):  # noqa: F811
    real = answered(open_page("sparql", q=GOALS))
    assert not real.exception
    own = shipped.sparql("SELECT (COUNT(*) AS ?n) WHERE { GRAPH id:plan\\/hefei-2020-2023 { ?s a az:Goal } }")
    assert real.dataframe[-1].value.iloc[0, 0] == own["n"][0] < 19
    assert "real plans only" in words(real)
    real.toggle(key="real").set_value(False).run()
    every = answered(real)
    assert every.dataframe[-1].value.iloc[0, 0] == 19
    assert every.query_params["real"] in ("no", ["no"])
    assert "invented examples among the plans: 2" in words(every)
    leads = "SELECT ?u (COUNT(?m) AS ?n) { ?m az:leadUnit ?u } GROUP BY ?u ORDER BY DESC(?n) ?u"
    of_hefei = shipped.query("leads_per_unit", plan=HEFEI)
    found = answered(open_page("sparql", q=leads)).dataframe[-1].value
    assert found["n"].sum() >= of_hefei["leads"].sum()
    nothing = answered(open_page("sparql", q="SELECT ?m { ?m az:leadUnit id:unit\\/yunjiang-data-bureau }"))
    assert "switch “Real plans only” off" in nothing.info[-1].value


PAGES = {
    "overview": {},
    "matrix": {},
    "places": {},
    "plans": {},
    "quality": {},
    "findings": {},
    "about": {},
    "units": {},
    "explore": {"id": "id:unit/hefei-science-and-technology-bureau"},
    "time": {},
    "overlaps": {},
    "load": {},
    "structure": {},
    "gaps": {},
    "meeting": {"id": "aztech:intelligent-connected-vehicles"},
    "what_if": {"change": '[{"change": "drop", "unit": "id:unit/hefei-science-and-technology-bureau"}]'},
    "compare": {},
}
"""All that show lists, cards or charts of plans; the library draws its own, and a search is no question."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_queries_that_give_what_it_shows(open_page, shipped, name):  # noqa: F811
    test = open_page(name, plan=HEFEI, **PAGES[name])
    assert not test.exception
    found = shown_queries(test)
    assert found
    for asked in found.values():
        for sparql, python in asked:
            frame, other = shipped.sparql(sparql), run_python(python)
            assert len(frame) == len(other)
            shared = [column for column in other.columns if column in frame.columns]
            for column in shared:
                assert sorted(map(str, frame[column])) == sorted(map(str, other[column])), column


def test_the_numbers_on_a_page_are_those_of_its_query(open_page, shipped):  # noqa: F811
    test = open_page("units", plan=HEFEI)
    ((sparql, _python),) = shown_queries(test)["units"]
    frame = shipped.sparql(sparql).sort_values("total", ascending=False)
    said = words(test)
    for row in frame.head(5).to_dict("records"):
        line = said[said.index(row["unit"].replace(":", "%3A", 1).replace("/", "%2F")) :][:1500]
        assert f"{row['leads']}" in line


def test_the_data_are_taken_away_from_the_plans_page(open_page):  # noqa: F811
    from aizone.exports.graph_kinds import GRAPH_FORMATS

    test = open_page("plans")
    assert len(test.selectbox(key="data-format").options) == len(GRAPH_FORMATS)
    test.selectbox(key="data-plan").set_value(HEFEI).run()
    test.selectbox(key="data-format").set_value("csv-edges").run()
    assert not test.exception
    assert any(button.proto.label == "Download" for button in test.get("download_button"))


def test_how_an_answer_is_shown_is_in_the_address(open_page):  # noqa: F811
    test = open_page("questions", question="leads_per_goal", plan=HEFEI)
    assert "as" not in test.query_params
    view = next(one for one in test.button_group if one.key == "library-leads_per_goal-view")
    view.set_value("raw").run()
    assert test.query_params["as"] == "raw"
    again = open_page("questions", question="leads_per_goal", plan=HEFEI, **{"as": "raw"})
    assert again.code
    assert not again.dataframe


def test_an_answer_that_comes_while_the_page_is_drawn_is_marked_where_it_is_shown(open_page, monkeypatch):  # noqa: F811
    """The page said the hint and the editor, drawn before, had no mark of it: nothing drew it again."""
    query = "SELECT ?g (COUNT(?m) AS ?n) { ?m az:leadUnit ?u ; az:servesGoal ?g } GROUP BY ?g"
    test = answered(open_page("sparql", q=query, real="no", lang="en"))
    run = test.session_state["query-run"]
    hints, given, real_graphs = run.mistakes, [], resources.real_graphs
    assert hints

    def ends_meanwhile(*arguments):
        run.mistakes = hints
        return real_graphs(*arguments)

    run.mistakes = ()
    monkeypatch.setattr(query_run.QueryRun, "is_running", property(lambda self: not self.mistakes))
    monkeypatch.setattr(resources, "real_graphs", ends_meanwhile)
    monkeypatch.setattr(editor, "_component", lambda: lambda **call: given.append(call["data"]["errors"]))
    test.run()
    assert "Hint" in words(test)
    assert len(given[-1]) == len(hints)
