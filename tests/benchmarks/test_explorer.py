"""The benchmark of the explorer draws with the component as it is today."""

import json
import re

import networkx as nx
import pytest

from aizone.views.graph.layout import first_layout
from benchmarks.explorer import _our_page


def test_the_page_of_the_component_holds_what_the_component_reads():
    pytest.importorskip("pyvis")
    graph = nx.MultiDiGraph()
    graph.add_node("n0", group="Task", label_zh="任务", label_en="")
    graph.add_node("n1", group="Unit", label_zh="单位", label_en="")
    graph.add_edge("n0", "n1", "lead", count=1)
    page = _our_page(graph, first_layout(graph, ["n0", "n1"]))
    data = json.loads(re.search(r"const DATA = (.+?);</script>", page).group(1))
    assert {node["id"] for node in data["nodes"]} == {"n0", "n1"}
    chrome = set(re.findall(r"\bchrome\.([a-z_]+)", page[page.index("// One vis-network canvas") :]))
    assert {"tools", "wheel", "arrangements"} <= chrome <= set(data["chrome"])
    assert data["arrangement"] == "around"
