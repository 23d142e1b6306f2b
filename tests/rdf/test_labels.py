"""A thing that a plan names in two ways has one preferred label."""

from itertools import permutations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from aizone.rdf.labels import with_one_label
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.vocab import SKOS
from aizone.workspace import Workspace

NODE, PLAN = NamedNode("https://example.org/document"), NamedNode("https://example.org/plan")


def labelled(*labels):
    return [Quad(NODE, SKOS.prefLabel, Literal(label, language="zh"), PLAN) for label in labels]


def names(quads, term):
    return sorted(quad.object.value for quad in quads if quad.predicate == term)


@pytest.mark.parametrize("order", list(permutations(["管理办法（试行）", "管理办法(试行)", "管理办法"])))
def test_the_shorter_name_is_preferred_whatever_is_read_first(order):
    quads = with_one_label(labelled(*order))
    assert names(quads, SKOS.prefLabel) == ["管理办法"]
    assert names(quads, SKOS.altLabel) == ["管理办法(试行)", "管理办法（试行）"]


def test_a_space_does_not_make_another_name():
    quads = with_one_label(labelled("事项清单 ", "事项清单"))
    assert names(quads, SKOS.prefLabel) == ["事项清单"]
    assert names(quads, SKOS.altLabel) == []


def test_other_languages_and_graphs_keep_theirs():
    quads = {
        *labelled("清单"),
        Quad(NODE, SKOS.prefLabel, Literal("List", language="en"), PLAN),
        Quad(NODE, SKOS.prefLabel, Literal("清 单", language="zh"), NODE),
    }
    assert with_one_label(quads) == quads


def test_a_plan_that_cites_a_document_in_two_ways_is_stored(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "澜岚市数字经济行动计划（2024—2026年）\n一、重点任务\n（一）完善制度。落实《备案事项清单（试行）》，修订《备案事项清单(试行) 》。"
        "（责任单位：市科技局）\n（二）加强管理。执行《备案事项清单（试行） 》。（责任单位：市科技局）\n",
        "utf-8",
    )
    (result,) = ingest(Workspace(Settings(workspace=tmp_path)), [path])
    assert result.error is None
