"""The data of a plan, or of all plans, as a file for other programs: made when it is asked for."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.exports.graph_export import GraphRequest, graph_export
from aizone.i18n import Translate
from aizone.iri import expand, last_segment
from aizone.workspace import Workspace

_SUFFIXES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csvw": ("zip", "application/zip"),
    "csv": ("csv", "text/csv"),
    "graphml": ("graphml", "application/graphml+xml"),
    "gexf": ("gexf", "application/gexf+xml"),
    "csv-nodes": ("nodes.csv", "text/csv"),
    "csv-edges": ("edges.csv", "text/csv"),
    "jsonld": ("jsonld", "application/ld+json"),
    "trig": ("trig", "application/trig"),
    "turtle": ("ttl", "text/turtle"),
    "nquads": ("nq", "application/n-quads"),
}


def draw(here: Here, data: Workspace) -> None:
    """Choose a plan and a format, and download the file."""
    _ = here.translate
    page.section(_("Take the data away"), _("for spreadsheets, graph programs and other stores"))
    plans = {"": _("All plans"), **{head.plan: head.named for head in here.plans.heads}}
    words = _words(_)
    which, form, take = st.columns([3, 3, 1.4], vertical_alignment="bottom")
    plan = which.selectbox(_("Plan"), list(plans), format_func=plans.__getitem__, key="data-plan")
    chosen = form.selectbox(_("Format"), list(words), format_func=words.__getitem__, key="data-format")
    slug = last_segment(expand(plan)) if plan else None
    suffix, mime = _SUFFIXES[chosen]
    take.download_button(
        _("Download"),
        lambda: graph_export(data, GraphRequest(chosen, slug), here.lang),
        file_name=f"{slug or 'aizone'}.{suffix}",
        mime=mime,
        on_click="ignore",
        width="stretch",
        key=f"data-{slug}-{chosen}-{here.lang}",
    )


def _words(_: Translate) -> dict[str, str]:
    return {
        "xlsx": _("Workbook, a sheet for each class (Excel)"),
        "csvw": _("Tables with a description (zip of csv, CSVW)"),
        "csv": _("Responsibilities as one table (csv)"),
        "graphml": _("Graph for yEd, Cytoscape, Gephi, igraph (GraphML)"),
        "gexf": _("Graph with colours and places for Gephi (GEXF)"),
        "csv-nodes": _("Nodes of the graph (csv)"),
        "csv-edges": _("Edges of the graph (csv)"),
        "jsonld": _("Linked data for programs (JSON-LD)"),
        "trig": _("RDF with a graph for each plan (TriG)"),
        "turtle": _("RDF in one graph (Turtle)"),
        "nquads": _("RDF line by line (N-Quads)"),
    }
