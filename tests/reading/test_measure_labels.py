"""The labels of measures: their first clause, an ordinal where no text is held, and what people wrote instead."""

from pathlib import Path

import pytest

from aizone.errors import WorkspaceError
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"
FIRST = f"https://w3id.org/aizone/id/plan/{SLUG}/3/1/1/m1"


def label(workspace, node=FIRST, prop="skos:prefLabel"):
    asked = f"SELECT ?label {{ <{node}> {prop} ?label FILTER(LANG(?label) = 'zh') }}"
    return [row[0] for row in workspace.sparql(asked).itertuples(index=False)]


def taken_in(folder: Path, **options):
    workspace = Workspace(Settings(workspace=folder))
    (result,) = ingest(workspace, [EXAMPLE], **options)
    if result.error is not None:
        raise result.error
    return workspace


def test_a_measure_is_labelled_by_its_first_clause_where_the_text_is_held(tmp_path):
    assert label(taken_in(tmp_path)) == ["在澄岚新区分两期建设云江智算中心"]


def test_a_measure_is_labelled_by_its_ordinal_where_the_text_is_not_held(tmp_path):
    workspace = taken_in(tmp_path, facts_only=True)
    assert label(workspace) == ["建设云江智算中心（第一项措施）"]
    assert label(workspace, FIRST.replace("/3/1/1/", "/3/1/3/")) == ["完善网络和感知设施"]  # the task's only measure


def test_a_label_written_by_hand_wins_and_stands_alone(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / f"{SLUG}.summaries.ttl").write_text(
        f'<{FIRST}> <http://www.w3.org/2004/02/skos/core#prefLabel> "智算中心两期工程"@zh, "Two phases"@en .\n', "utf-8"
    )
    workspace = taken_in(tmp_path)
    assert label(workspace) == ["智算中心两期工程"]
    assert label(workspace, prop="rdfs:label") == ["智算中心两期工程"]  # for tools that know no SKOS


def test_no_shipped_node_has_another_name_for_tools_that_know_no_skos(shipped):
    asked = "SELECT ?node { GRAPH ?plan { ?plan a az:Plan . ?node rdfs:label ?name FILTER NOT EXISTS { ?node skos:prefLabel ?name } } }"
    assert list(shipped.sparql(asked).itertuples(index=False)) == []


def test_damaged_summaries_are_named(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / f"{SLUG}.summaries.ttl").write_text("<a> <b>", "utf-8")
    with pytest.raises(WorkspaceError, match=r"summaries\.ttl.*not valid Turtle"):
        taken_in(tmp_path)
