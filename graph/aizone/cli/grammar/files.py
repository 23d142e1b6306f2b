"""The command that writes files for other programs and for people: export."""

from __future__ import annotations

from pathlib import Path

from ...exports.graph_kinds import GRAPH_FORMATS, RULES
from ...exports.papers.kinds import PAPER_KINDS, PAPER_ORDERS
from ...i18n import Translate
from .options import Commands, Parser, add_command

EXPORT_FORMATS = (*GRAPH_FORMATS, "docx")
EVIDENCE_FORMS = ("lean", "annotations")


def add_export(commands: Commands, common: Parser, _: Translate) -> None:
    """Add `export`."""
    export = add_command(
        commands,
        common,
        "export",
        _("write the graph to a file for other programs, or a paper that offices send around"),
        _,
        asks=True,
    )
    export.add_argument(
        "--format",
        choices=EXPORT_FORMATS,
        help=_("output format (default: trig; of a paper docx, of the work list xlsx)"),
    )
    export.add_argument(
        "--paper",
        choices=PAPER_KINDS,
        help=_(
            "a paper: the plan's table of responsibilities, a brief for each unit, or the findings with what was decided"
        ),
    )
    export.add_argument(
        "--evidence",
        choices=EVIDENCE_FORMS,
        default="lean",
        help=_("evidence in RDF: one node of at most five triples (lean), or Web Annotations (default: lean)"),
    )
    export.add_argument(
        "--infer",
        choices=RULES,
        help=_("add what follows from the data by RDFS or OWL 2 RL, in a graph of its own (trig, jsonld, nquads)"),
    )
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("file to write (default: standard output)"))
    export.add_argument("--plan", help=_("only this plan (name or slug)"))
    export.add_argument(
        "--by", choices=PAPER_ORDERS, help=_("the breakdown by task area, or a page for each unit (default: area)")
    )
    export.add_argument(
        "--unit", metavar="UNIT", help=_("in a paper: only what concerns this unit (name, slug or IRI)")
    )
