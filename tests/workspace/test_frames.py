"""The same numbers in every library: rows, pandas, polars, a spreadsheet, and what notebooks show."""

import io

import openpyxl
import pandas as pd
import pytest

from aizone.errors import MissingExtraError, UsageError
from aizone.exports.graph_export import GraphRequest, graph_export
from aizone.store import Rows
from aizone.workspace import Workspace

LEADS = "SELECT ?u (COUNT(DISTINCT ?m) AS ?n) (AVG(?r) AS ?rank) { ?a az:unit ?u ; az:workItem ?m ; az:role azrole:lead ; az:rank ?r } GROUP BY ?u"


def test_polars_has_what_pandas_has(shipped):
    import polars as pl

    for name in ("assignments", "targets_with_units", "plans", "known_units"):
        one, other = shipped.query(name), shipped.query(name, frame="polars")
        assert isinstance(other, pl.DataFrame)
        assert other.columns == list(one.columns)
        for column in one.columns:
            values = one[column].astype(object).where(one[column].notna(), None).tolist()
            assert other[column].to_list() == values, (name, column)
    assert shipped.query("assignments", frame="polars").schema["rank"] == pl.Int64
    assert shipped.query("assignments", frame="polars").schema["role"] == pl.Categorical


def test_ones_own_query_comes_as_either(shipped):
    import polars as pl

    one, other = shipped.sparql(LEADS), shipped.sparql(LEADS, frame="polars")
    assert isinstance(one, pd.DataFrame)
    assert other.schema == {"u": pl.String, "n": pl.Int64, "rank": pl.Float64}
    assert sorted(other.rows()) == sorted(one.itertuples(index=False, name=None))
    assert other.filter(pl.col("n") > 10).height == (one["n"] > 10).sum() > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"frame": "excel"}, "is 'excel'. It is pandas or polars."),
        ({"timeout": 0}, "must be more than 0 seconds"),
        ({"timeout": -1.5}, "must be more than 0 seconds"),
        ({"timeout": float("nan")}, "must be more than 0 seconds"),
        ({"max_rows": -1}, "must be 0 or more"),
    ],
)
def test_an_argument_that_cannot_be_is_refused_before_anything_is_asked(shipped, arguments, said):
    with pytest.raises(UsageError, match=said):
        shipped.sparql(LEADS, **arguments)
    if "frame" in arguments:
        with pytest.raises(UsageError, match=said):
            shipped.query("plans", **arguments)


def test_a_query_that_is_no_text_is_refused(shipped, tmp_path):
    with pytest.raises(UsageError, match="is not a text"):
        shipped.sparql(tmp_path / "leads.rq")
    assert len(shipped.sparql(LEADS, max_rows=0)) == 0


def test_polars_that_is_not_installed_is_said(shipped, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(MissingExtraError) as caught:
        shipped.query("plans", frame="polars")
    assert "aizone-graph[polars]" in caught.value.line(str)


def _graphml(workspace, plan, folder):
    path = folder / "plan.graphml"
    path.write_bytes(graph_export(workspace, GraphRequest("graphml", plan), "zh"))
    return path


def test_leads_are_the_same_everywhere(shipped, tmp_path):
    plan = "hefei-2020-2023"
    asked = shipped.query("leads_per_unit", plan=plan).set_index("unit")["leads"].to_dict()
    book = openpyxl.load_workbook(io.BytesIO(graph_export(shipped, GraphRequest("xlsx", plan), "en")))
    heads = [cell.value for cell in book["Responsibilities"][1]]
    unit, item, role = heads.index("Unit (address)"), heads.index("Work item (address)"), heads.index("Role")
    group = heads.index("Collective owner")
    rows = [[cell.value for cell in row] for row in book["Responsibilities"].iter_rows(min_row=2)]
    in_sheet = {one: len({row[item] for row in rows if row[unit] == one and row[role] == "lead" and not row[group]}) for one in asked}  # fmt: skip
    graph = shipped.bipartite(plan=plan)
    in_graph = {
        one: len({item for _unit, item, data in graph.edges(one, data=True) if data["role"] == "lead"}) for one in asked
    }
    import igraph

    other = igraph.Graph.Read_GraphML(str(_graphml(shipped, plan, tmp_path)))
    members = {row["assignment"] for row in shipped.select("table_assignments", plan=plan).dicts() if row["group"]}
    in_igraph = dict.fromkeys(asked, 0)
    for edge in other.es:
        if edge["role"] == "lead" and f"https://w3id.org/aizone/id/{edge['assignment'][3:]}" not in members:
            in_igraph[other.vs[edge.target]["id"]] += 1
    assert asked == in_sheet == in_graph == in_igraph


def test_a_notebook_shows_rows_and_workspaces_and_escapes(shipped, tmp_path):
    shown = shipped.select("plans")._repr_html_()
    assert shown.count("<tr>") >= 4 or "<table" in shown
    assert "合肥" in shipped._repr_html_()
    assert "hefei-2020-2023" in repr(shipped)
    import pyoxigraph as ox

    evil = Rows(("a",), [(ox.Literal("<script>alert(1)</script>"),)])
    assert "<script>" not in evil._repr_html_()
    (tmp_path / "plans").mkdir()
    from aizone.settings import Settings

    assert "no plan" in Workspace(Settings(workspace=tmp_path))._repr_html_()
