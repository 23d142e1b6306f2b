import pytest

from aizone.i18n import translator
from aizone.projections.answer_evidence import with_evidence
from aizone.projections.shown_classes import read_groups
from aizone.projections.tables import AnswerTable, NodeValue, to_table
from aizone.views.ask.headings import heading
from aizone.views.ask.results import (
    ChartChoice,
    answer_graph,
    cells,
    chart_spec,
    chosen_view,
    sorted_answer,
    usual_chart,
    view_mistakes,
)
from aizone.views.ask.tables import said
from aizone.views.ask.vocabulary import closed_terms, editor_terms

N = NodeValue


def test_rows_are_sorted_as_their_values_are():
    table = AnswerTable(("a", "n"), (("x", 10), ("y", 9), ("z", None), ("w", 100.5)))
    assert [row[1] for row in sorted_answer(table, "n").rows] == [9, 10, 100.5, None]
    assert [row[1] for row in sorted_answer(table, "n", descending=True).rows] == [100.5, 10, 9, None]
    dates = AnswerTable(("d",), (("2023-12-31",), ("2023",), ("2024-01",)))
    assert [row[0] for row in sorted_answer(dates, "d").rows] == ["2023", "2023-12-31", "2024-01"]


def test_a_construct_is_drawn_as_it_is_and_rows_from_their_first_node():
    triples = AnswerTable(
        ("subject", "predicate", "object"),
        ((N("id:m"), N("az:leadUnit"), N("id:u")), (N("id:m"), N("rdf:type"), N("az:Measure")), (N("id:m"), N("az:rank"), 1)),
    )  # fmt: skip
    graph, left_out = answer_graph(triples, {"id:u": "U"}, {"id:u": "Unit"}, most=300)
    assert list(graph.edges(keys=True)) == [("id:m", "id:u", "az:leadUnit")]
    assert (graph.nodes["id:u"]["group"], graph.nodes["id:u"]["label_zh"], left_out) == ("Unit", "U", 0)
    rows = AnswerTable(("unit", "item", "role"), ((N("id:u"), N("id:m"), N("azrole:lead")),))
    graph, left_out = answer_graph(rows, {}, {}, most=1)
    assert (list(graph), left_out) == (["id:u"], 1)
    assert list(answer_graph(rows, {}, {}, most=9)[0].edges(keys=True)) == [("id:u", "id:m", "lead")]


def test_nodes_of_an_answer_have_the_look_of_their_class(shipped):
    nodes = ["id:plan/hefei-2020-2023/3/1/1/m1", "id:unit/hefei-science-and-technology-bureau", "id:plan/hefei-2020-2023",
             "id:plan/hefei-2020-2023/2/1/t1", "aztech:algorithms", "http://example.org/x", "az:Unit"]  # fmt: skip
    assert list(read_groups(shipped.store, nodes).values()) == ["Task", "Unit", "Plan", "Target", "Topic"]


def test_a_query_says_its_view():
    assert chosen_view("SELECT * {}") == {}
    assert chosen_view("# title\n#view:matrix x=unit y=goal\nSELECT") == {"kind": "matrix", "x": "unit", "y": "goal"}
    assert chosen_view("# view: bar x=area") == {"kind": "bar", "x": "area"}
    assert chosen_view("  #View：Matrix X=?unit y＝goal") == {"kind": "matrix", "x": "unit", "y": "goal"}
    for unfinished in ("#view:", "#view: \nSELECT", "# view", "#view:\n\n#view", "SELECT ?view { }"):
        assert chosen_view(unfinished) == {}
    assert chosen_view("#view:matrix x= =y =") == {"kind": "matrix", "x": "", "": ""}


def test_a_view_that_cannot_be_had_is_told():
    table = AnswerTable(("unit", "unit_label", "n"), (("a", "甲", 1), ("b", "乙", 2)))

    def told(text):
        return view_mistakes(chosen_view(text), table, str)

    for right in (
        "SELECT",
        "#view:bar x=unit",
        "#view:matrix x=unit_label y=n value=n",
        "#view:graph",
        "#view:raw",
        "#view:bar",
    ):
        assert told(right) == []
    (line,) = told("#view:pie x=unit")
    assert "“pie”; there are bar, line, matrix, table, graph, raw" in line
    assert ["“unti”" in line for line in told("#view:matrix x=unti y=unit value=k")] == [True, False]


def test_the_matrix_holds_the_numbers_of_the_answer(shipped):
    rows = shipped.select("leads_per_goal", plan="hefei-2020-2023")
    table = to_table(rows)
    chart = usual_chart(table, chosen_view("#view:matrix x=unit y=goal"))
    assert chart == ChartChoice("matrix", "unit_label", "goal_label", "leads")
    drawn, left_out = cells(table, chart, {}, across=60, down=60)
    assert left_out == (0, 0)
    fewer, left_out = cells(table, chart, {}, across=3, down=60)
    assert len({one["x"] for one in fewer}) == 3
    assert left_out == (len({one["x"] for one in drawn}) - 3, 0)
    assert len(drawn) == len(rows)
    assert sum(one["value"] for one in drawn) == sum(row["leads"] for row in rows.dicts())
    spec = chart_spec(drawn, chart, {"x": "单位", "y": "目标", "value": "牵头"})
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rect", "text"]
    assert usual_chart(table, {}).kind == "matrix"
    assert usual_chart(AnswerTable(("name", "n"), (("a", 1), ("b", 2))), {}) == ChartChoice("bar", "name", "", "n")


def test_numbers_alone_are_drawn_the_first_column_naming_the_bars():
    by_year = AnswerTable(("year", "n"), ((2024, 3), (2022, 5)))
    assert usual_chart(by_year, {}) == ChartChoice("bar", "year", "", "n")
    assert usual_chart(AnswerTable(("n",), ((3,), (3,), (5,))), {}) == ChartChoice("bar", "n", "", "")
    assert usual_chart(AnswerTable(("n",), ((3,),)), {}) is None
    assert usual_chart(AnswerTable(("n", "m"), ((3, 4), (3, 4))), {}) is None


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        (("2024-03-01", "2022-03-01", "2023-03-01"), ["2022-03-01", "2023-03-01", "2024-03-01"]),
        (("2024", "2022-12", "2023-03-01"), ["2022-12", "2023-03-01", "2024"]),
        ((10, 9, 2.5), ["2.5", "9", "10"]),
        (("丙", "甲", "乙"), ["丙", "甲", "乙"]),
    ],
)
def test_a_line_runs_through_time_and_numbers_from_left_to_right(values, drawn):
    table = AnswerTable(("x", "n"), tuple((value, 1) for value in values))
    for kind, expected in (("line", drawn), ("bar", [str(value) for value in values])):
        data, _left_out = cells(table, ChartChoice(kind, "x", "", "n"), {}, across=9, down=9)
        assert [one["x"] for one in data] == expected


def test_what_is_not_a_number_is_not_drawn_and_stands_last():
    nan, infinite = float("nan"), float("inf")
    table = AnswerTable(("x", "n"), (("a", nan), ("b", infinite), ("c", 2.0), ("d", 1.0), ("e", None)))
    data, _left_out = cells(table, ChartChoice("bar", "x", "", "n"), {}, across=9, down=9)
    assert [one["x"] for one in data] == ["c", "d"]
    assert [row[0] for row in sorted_answer(table, "n").rows] == ["d", "c", "b", "a", "e"]


def test_evidence_stands_beside_an_answer(workspace):
    table = to_table(workspace.select("duties_of_unit", unit="云江市科学技术局"))
    more = with_evidence(workspace.store, table)
    assert more.columns[: len(table.columns)] == table.columns
    words = more.columns.index("item words")
    assert more.columns[words + 1] == "item place"
    assert len(more.rows) == len(table.rows) > 3
    assert all(row[words] and "–" in row[words + 1] for row in more.rows)
    plain = AnswerTable(("n",), ((1,),))
    assert with_evidence(workspace.store, plain) == plain


def test_closed_terms_are_told_in_words():
    assert said("role", N("azrole:lead"), "zh") == "牵头"
    assert said("unit_type", N("az:GovernmentUnit"), "zh") == "单位"
    assert said("relation", N("az:delivers"), "zh") == "建设"
    assert said("unit", N("id:unit/x"), "zh") == N("id:unit/x")
    assert said("n", 3, "zh") == 3
    assert (said("unit_text", "公里", "zh"), said("unit_text", "公里", "en"), said("unit_text", "项", "en")) == (
        "公里",
        "km",
        "",
    )
    assert said("metric", "公里", "en") == "公里"


def test_the_editor_knows_every_term_by_both_names(shipped):
    from aizone.projections.vocabulary import read_terms

    terms = {one.term: one for one in editor_terms({lang: read_terms(shipped.store, lang) for lang in ("zh", "en")})}
    assert (terms["az:leadUnit"].zh, terms["az:leadUnit"].kind) == ("牵头单位", "property")
    assert terms["azrole:lead"].zh == "牵头"
    assert terms["az:Unit"].kind == "class"
    assert all(one.zh and one.en for one in terms.values())
    assert "leadUnit" in closed_terms()["https://w3id.org/aizone/ontology#"]


def test_a_measure_is_not_headed_like_the_task_beside_it():
    zh = translator("zh")
    assert [heading(one, zh, beside=("task", "item")) for one in ("task", "item")] == ["任务", "措施"]
    assert heading("item", zh, beside=("unit", "item")) == "工作任务"
