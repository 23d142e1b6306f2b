"""Write docs/tutorial.ipynb from the cells below: `python docs/make_notebook.py`. A test runs the notebook and compares it with this file.

A notebook is JSON that is hard to review; here each cell is text. Outputs are not kept, so that the file changes only with its cells.
"""

from __future__ import annotations

import json
from pathlib import Path

NOTEBOOK = Path(__file__).with_name("tutorial.ipynb")

CELLS: tuple[tuple[str, str], ...] = (
    ("markdown", """# From the first plan to the first finding

This notebook reads an invented action plan into an empty workspace, asks who is responsible for what, and finds what two bureaus
should settle between them. Run it in Jupyter after `pip install 'aizone-graph[formats]' jupyterlab`; it needs no network."""),
    ("code", """import tempfile
from pathlib import Path

import aizone
from aizone.reading.ingest import ingest
from aizone.settings import SHIPPED_DATA
from aizone.workspace import open_workspace

plan_file = SHIPPED_DATA / "examples" / "yunjiang-2024-2026.txt"
folder = Path(tempfile.mkdtemp()) / "my-plans"
workspace = open_workspace(folder, create=True)
(read,) = ingest(workspace, [plan_file])
read.tasks, read.measures, read.assignments"""),
    ("markdown", """The plan is in the workspace: its tasks, its measures (passages with an owner list of their own), its responsibilities.
The workspace shows what it holds:"""),
    ("code", "workspace"),
    ("markdown", """A question of the library comes as a pandas frame (`frame=\"polars\"` for polars). Names are written as plans write them."""),
    ("code", """plan = workspace.plan_slugs()[0]
duties = workspace.query("duties_of_unit", unit="市科技局", plan=plan)
duties[["task_label", "item_label", "role_label", "deadline"]]"""),
    ("markdown", "Who leads how much for which goal? The answer is a table of three columns; pandas turns it into a matrix."),
    ("code", """leads = workspace.query("leads_per_goal", plan=plan)
matrix = leads.pivot_table(index="goal_label", columns="unit_label", values="leads", aggfunc="sum", fill_value=0)
matrix"""),
    ("markdown", """The same in SPARQL, from a process that is stopped after ten seconds. Prefixes of ours need no declaration here."""),
    ("code", """own = workspace.sparql(\"\"\"
    SELECT ?unit (COUNT(DISTINCT ?measure) AS ?leads) WHERE {
      ?measure az:leadUnit ?unit
    } GROUP BY ?unit ORDER BY DESC(?leads)
\"\"\")
own.head()"""),
    ("code", """assert dict(own.values) == workspace.query("leads_per_unit", plan=plan).set_index("unit")["leads"].to_dict()"""),
    ("markdown", """NetworkX graphs say what a node, an edge and a weight mean. Here: units that own measures together, and how many."""),
    ("code", """shared = workspace.co_responsibility(plan=plan)
pairs = sorted(shared.edges(data=True), key=lambda edge: -edge[2]["shared"])
[(shared.nodes[one]["label"], shared.nodes[other]["label"], data["shared"]) for one, other, data in pairs[:5]]"""),
    ("markdown", """Now the findings: what a coordinator should look at, highest first. Each names its measures, units and numbers."""),
    ("code", """from aizone.views.desk.findings import names_of, sentence_of

work = workspace.worklist(plan)
first = work.entries[0].finding
sentence_of(first, names_of(work.clauses), "zh")"""),
    ("markdown", "And the words behind it, clause by clause:"),
    ("code", """clauses = {clause.item: clause for clause in work.clauses.clauses}
evidence = [workspace.select("words_of_measure", fact=item).dicts()[0] for item in first.items]
for one in evidence:
    print(one["start"], one["end"], one["exact"])"""),
    ("markdown", """Take it away: a graph for Gephi, a workbook for the office, RDF for another store (`aizone export --help` has the rest)."""),
    ("code", """from aizone.exports.graph_export import GraphRequest, graph_export

for name in ("graphml", "xlsx", "jsonld"):
    (folder / f"plan.{name}").write_bytes(graph_export(workspace, GraphRequest(name, plan), "zh"))
sorted(path.name for path in folder.glob("plan.*"))"""),
)  # fmt: skip


def notebook() -> str:
    """The notebook as the text of its file."""
    cells = []
    for number, (kind, source) in enumerate(CELLS):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        cells.append(cell | {"execution_count": None, "outputs": []} if kind == "code" else cell)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    held = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(notebook(), "utf-8")
