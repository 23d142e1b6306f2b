"""The formats of the whole graph; imports nothing of ours, so that the command line can offer them at once."""

from __future__ import annotations

from typing import Literal, get_args

Rules = Literal["rdfs", "owl-rl"]

RULES: tuple[Rules, ...] = get_args(Rules)
"""Rules by which statements can be inferred."""
RDF_FORMATS = ("turtle", "trig", "jsonld", "nquads")
NAMED_GRAPH_FORMATS = ("trig", "jsonld", "nquads")
CSV_FORMATS = ("csv", "csv-nodes", "csv-edges")
GRAPH_FORMATS = (*RDF_FORMATS, "graphml", "gexf", *CSV_FORMATS, "csvw", "xlsx")
BINARY_FORMATS = frozenset({"xlsx", "csvw"})
"""Formats that a terminal cannot show."""
