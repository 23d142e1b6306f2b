"""Files of the whole graph, each opened by a reader that nobody here wrote."""

import csv
import io
import itertools
import json
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

from aizone import queries
from aizone.exports.closure import closure, closure_graph
from aizone.exports.graph_export import GraphRequest, graph_export
from aizone.exports.graph_kinds import GRAPH_FORMATS
from aizone.exports.statement import export_statement
from aizone.exports.tables.class_tables import ClassTable
from aizone.exports.tables.csvw import METADATA, tables_zip
from aizone.projections.tables import AnswerTable, NodeValue
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace

HEFEI = "hefei-2020-2023"


def exported(workspace, name, plan=None, lang="zh", **more):
    return graph_export(workspace, GraphRequest(name, plan, **more), lang)


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A plan that writes names with U+0001, U+001F and U+FFFE, and an owner list that begins with '='."""
    folder = tmp_path_factory.mktemp("odd")
    text = Path(__file__).with_name("control_characters.txt")
    workspace = Workspace(Settings(workspace=folder))
    assert [result.error for result in ingest(workspace, [text])] == [None]
    assert any("\x1f" in quad.object.value for quad in workspace.store.statements())
    return workspace


@pytest.mark.parametrize("plan", [None, HEFEI])
def test_graphml_is_read_by_igraph_and_networkx(shipped, tmp_path, plan):
    path = tmp_path / "graph.graphml"
    path.write_bytes(exported(shipped, "graphml", plan))
    graph = nx.read_graphml(path, force_multigraph=True)
    ids = [key for _source, _target, key in graph.edges(keys=True)]
    assert len(ids) == len(set(ids)) == graph.number_of_edges() > 400
    assert all(data["label"] and data["relation"] for _s, _t, data in graph.edges(data=True))
    assert all(data["label"] and data["type"] for _node, data in graph.nodes(data=True))
    import igraph

    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount()) == (len(graph), graph.number_of_edges())
    relations = Counter(data["relation"] for _s, _t, data in graph.edges(data=True))
    assert Counter(other.es["relation"]) == relations
    roles = Counter(data["role"] for _s, _t, data in graph.edges(data=True) if data["relation"] == "az:assignment")
    assert Counter(edge["role"] for edge in other.es if edge["relation"] == "az:assignment") == roles
    if plan:
        measures = {row["item"] for row in shipped.select("assignments", plan=plan).dicts()}
        assert len({s for s, _t, data in graph.edges(data=True) if data["relation"] == "az:assignment"}) == len(
            measures
        )


def test_ids_of_edges_stay_and_name_the_responsibility(shipped):
    ids = {data["id"] for _s, _t, data in shipped.graph().edges(data=True)}
    assignments = {row["assignment"] for row in shipped.query("table_assignments").to_dict("records")}
    assert assignments <= ids
    rows = csv.DictReader(io.StringIO(exported(shipped, "csv-edges").decode("utf-8-sig")))
    assert {row["Id"] for row in rows} == ids


def test_gexf_has_colours_classes_and_places(shipped):
    data = exported(shipped, "gexf", HEFEI)
    graph = nx.read_gexf(io.BytesIO(data))
    nodes = dict(graph.nodes(data=True))
    unit, goal = nodes["id:unit/hefei-science-and-technology-bureau"], nodes[f"id:plan/{HEFEI}/2/1"]
    assert unit["label"] == "合肥市科学技术局"
    assert (unit["kind"], goal["kind"]) == ("az:GovernmentUnit", "az:Goal")
    assert unit["viz"]["color"] != goal["viz"]["color"]
    places = {(one["viz"]["position"]["x"], one["viz"]["position"]["y"]) for one in nodes.values()}
    assert len(places) == len(nodes)
    assert b"lastmodifieddate" not in data


def test_a_large_graph_is_laid_out_plan_by_plan(monkeypatch):
    from aizone.exports import graph_files

    monkeypatch.setattr(graph_files, "_MANY", 200)
    graph = nx.MultiDiGraph()
    for number in range(240):
        slug = f"id:plan/p{number // 60}"
        graph.add_node(f"{slug}/{number}", type="az:Task", label=str(number), label_zh=str(number), label_en="")
    drawn = graph_files.drawn_graph(graph, "zh")
    places = {(data["x"], data["y"]) for _node, data in drawn.nodes(data=True)}
    assert len(places) == 240
    spans = [
        {data["x"] for node, data in drawn.nodes(data=True) if node.startswith(f"id:plan/p{plan}/")}
        for plan in range(4)
    ]
    ranges = sorted((min(span), max(span)) for span in spans)
    assert all(one[1] < two[0] or one[0] == two[0] for one, two in itertools.pairwise(ranges))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_characters_that_xml_forbids_are_left_out(odd, name):
    data = exported(odd, name)
    graph = nx.read_graphml(io.BytesIO(data)) if name == "graphml" else nx.read_gexf(io.BytesIO(data))
    labels = {one["label"] for _node, one in graph.nodes(data=True)}
    assert "云江算力中心" in labels
    assert not any(ord(char) < 32 or char == "\ufffe" for label in labels for char in label)


def test_networkx_writes_every_projection(odd, shipped, tmp_path):
    for workspace in (odd, shipped):
        plan = workspace.plan_slugs()[0]
        graphs = [
            workspace.graph(),
            workspace.bipartite(),
            workspace.co_responsibility(),
            workspace.work_breakdown(plan),
        ]
        for graph in graphs:
            nx.write_graphml(graph, tmp_path / "g.graphml", edge_id_from_attribute="id")
            again = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=graph.is_multigraph())
            assert (len(again), again.number_of_edges()) == (len(graph), graph.number_of_edges())
            nx.write_gexf(graph, tmp_path / "g.gexf")
            assert len(nx.read_gexf(tmp_path / "g.gexf")) == len(graph)


def test_nodes_and_edges_are_tables_that_join(shipped):
    nodes = pd.read_csv(io.BytesIO(exported(shipped, "csv-nodes")))
    edges = pd.read_csv(io.BytesIO(exported(shipped, "csv-edges")))
    assert list(nodes.columns[:2]) == ["Id", "Label"]
    assert list(edges.columns[:4]) == ["Source", "Target", "Type", "Id"]
    assert edges["Id"].is_unique
    assert set(edges["Source"]) | set(edges["Target"]) <= set(nodes["Id"])
    graph = nx.from_pandas_edgelist(
        edges, "Source", "Target", edge_attr=True, create_using=nx.MultiDiGraph, edge_key="Id"
    )
    assert graph.number_of_edges() == shipped.graph().number_of_edges()


@pytest.mark.parametrize("plan", [None, HEFEI])
def test_json_ld_is_the_same_graph_to_two_readers(shipped, plan):
    data = exported(shipped, "jsonld", plan)
    quads = set(ox.parse(exported(shipped, "nquads", plan), format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(data, format=ox.RdfFormat.JSON_LD)) == quads
    other = rdflib.Dataset()
    other.parse(data=data, format="json-ld")
    text = other.serialize(format="nquads").encode()
    assert set(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == quads
    document = json.loads(data)
    plans = {graph["id"]: graph["@graph"] for graph in document["@graph"]}
    head = next(node for node in plans[f"iri:plan/{HEFEI}"] if node["id"] == f"iri:plan/{HEFEI}")
    assert "Plan" in head["type"]
    assert set(head["prefLabel"]) == {"zh", "en"}


def test_csv_tables_are_described_and_join(shipped):
    with zipfile.ZipFile(io.BytesIO(exported(shipped, "csvw"))) as archive:
        described = json.loads(archive.read(METADATA))
        frames = {table["url"]: pd.read_csv(archive.open(table["url"])) for table in described["tables"]}
        assert set(archive.namelist()) == {METADATA, *frames}
    assert described["@context"] == "http://www.w3.org/ns/csvw"
    assert {"plans.csv", "measures.csv", "units.csv", "assignments.csv", "platform.csv"} <= set(frames)
    for table in described["tables"]:
        schema, frame = table["tableSchema"], frames[table["url"]]
        assert [column["name"] for column in schema["columns"]] == list(frame.columns)
        assert all(set(column["titles"]) == {"und", "zh", "en"} for column in schema["columns"])
        if "primaryKey" in schema:
            assert frame[schema["primaryKey"]].is_unique, table["url"]
        for foreign in schema.get("foreignKeys", ()):
            other = frames[foreign["reference"]["resource"]]
            own = set(frame[foreign["columnReference"]])  # an empty cell breaks a foreign key as well
            assert own <= set(other[foreign["reference"]["columnReference"]])
    keys = {table["url"] for table in described["tables"] if table["tableSchema"].get("foreignKeys")}
    assert "assignments.csv" in keys
    words = {one["@language"]: one["@value"] for one in described["dc:description"]}
    assert ("全部方案" in words["zh"], "all plans" in words["en"], "方案" in words["en"]) == (True, True, False)
    leads = frames["assignments.csv"].query("role == 'https://w3id.org/aizone/role/lead'")
    asked = shipped.query("assignments")
    assert len(leads) == (asked["role"] == "azrole:lead").sum()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_has_a_sheet_a_class_with_links(shipped, lang):
    book = openpyxl.load_workbook(io.BytesIO(exported(shipped, "xlsx", lang=lang)))
    title = {"zh": "责任分工", "en": "Responsibilities"}[lang]
    sheet = book[title]
    assert sheet.max_row - 1 == len(shipped.query("table_assignments"))
    heads = [cell.value for cell in sheet[1]]
    assert len(set(heads)) == len(heads)
    unit = next(cell for cell in sheet[2] if str(cell.value).startswith("id:unit/"))
    place, row = unit.hyperlink.location.replace("'", "").split("!A")
    assert book[place].cell(int(row), 1).value == unit.value
    frame = pd.read_excel(io.BytesIO(exported(shipped, "xlsx", lang=lang)), sheet_name=title)
    roles = Counter(frame[{"zh": "角色", "en": "Role"}[lang]])
    assert roles[{"zh": "牵头", "en": "lead"}[lang]] == (shipped.query("assignments")["role"] == "azrole:lead").sum()


def test_no_cell_of_the_workbook_is_a_formula(odd):
    book = openpyxl.load_workbook(io.BytesIO(exported(odd, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("云江算力中心" in str(cell.value) for cell in cells)


def test_the_csv_tables_for_programs_hold_the_words_themselves(shipped):
    words = AnswerTable(("unit", "unit_label", "count"), ((NodeValue("id:unit/x"), '=HYPERLINK("http://x")', -3),))
    data = tables_zip([ClassTable("units", "units", "unit", words, {})], export_statement(shipped, None))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("units.csv").decode()))
    assert row == {
        "unit": "https://w3id.org/aizone/id/unit/x",
        "unit_label": '=HYPERLINK("http://x")',
        "count": "-3",
    }


@pytest.mark.parametrize("name", [one for one in GRAPH_FORMATS if not one.startswith("csv")])
def test_a_file_names_its_data_filter_and_licence(shipped, name):
    data = exported(shipped, name, HEFEI)
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        text = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    else:
        text = data.decode()
    assert shipped.revision in text
    assert f"id:plan/{HEFEI}" in text
    assert "creativecommons.org/publicdomain/zero/1.0" in text


def test_a_file_is_the_same_each_time(shipped):
    for name in GRAPH_FORMATS:
        assert exported(shipped, name, "yunjiang-2024-2026") == exported(shipped, name, "yunjiang-2024-2026"), name


def test_what_follows_is_in_a_graph_of_its_own():
    lines = """
    @prefix az: <https://w3id.org/aizone/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    az:delivers rdfs:subPropertyOf az:concerns . az:hasPart owl:inverseOf az:partOf . az:Park rdfs:subClassOf az:NamedEntity .
    <x:m> az:delivers <x:park> ; az:partOf <x:task> . <x:park> a az:Park .
    """
    given = [quad.triple for quad in ox.parse(lines.encode(), format=ox.RdfFormat.TURTLE)]
    found = {rules: closure(given, rules) for rules in ("rdfs", "owl-rl")}
    for rules, quads in found.items():
        assert {quad.graph_name for quad in quads} == {closure_graph(rules)}
        assert not {quad.triple for quad in quads} & set(given)
    said = {rules: {f"{q.subject.value} {q.predicate.value.rpartition('#')[2]} {q.object.value.rpartition('#')[2]}" for q in quads} for rules, quads in found.items()}  # fmt: skip
    assert said["rdfs"] == {"x:m concerns x:park", "x:park type NamedEntity"}
    assert said["owl-rl"] == said["rdfs"] | {"x:task hasPart x:m"}


def test_an_export_can_say_what_follows(workspace):
    plain = set(ox.parse(exported(workspace, "trig"), format=ox.RdfFormat.TRIG))
    more = set(ox.parse(exported(workspace, "trig", "yunjiang-2024-2026", infer="owl-rl"), format=ox.RdfFormat.TRIG))
    inferred = {quad for quad in more if quad.graph_name == closure_graph("owl-rl")}
    assert len(inferred) > 100
    assert more - inferred <= plain
    assert not {quad.triple for quad in inferred} & {quad.triple for quad in more - inferred}


def test_every_column_that_is_taken_away_has_a_heading(shipped):
    from aizone.views.ask.headings import headings

    known = headings(str)
    questions = [*queries.every(), *(one for one in queries.every(internal=True) if one.name.startswith("table_"))]
    for question in questions:
        for column in question.columns:
            assert column in known or column.removesuffix("_label") in known, (question.name, column)


def test_the_statement_says_all_plans_or_which(shipped):
    assert [export_statement(shipped, None).part(lang) for lang in ("zh", "en")] == ["全部方案", "all plans"]
    only = export_statement(shipped, HEFEI)
    assert all(HEFEI in only.part(lang) for lang in ("zh", "en"))
    assert only.part("zh") != only.part("en")


def test_an_edited_copy_keeps_its_addresses(workspace, tmp_path):
    """Labels are changed in a spreadsheet, the rows come back under the addresses they left with."""
    frame = pd.read_excel(io.BytesIO(exported(workspace, "xlsx", lang="zh")), sheet_name="责任分工")
    copy = tmp_path / "again.xlsx"
    frame.to_excel(copy, index=False)
    again = pd.read_excel(copy)
    assert set(again["责任（地址）"]) == set(workspace.query("table_assignments")["assignment"])
