"""Summaries written by hand beside a plan: the labels in them, which win over those that ingest makes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..text.read_files import read_edited
from ..vocab import SKOS


def labels_in(paths: Iterable[Path]) -> dict[ox.NamedNode, ox.Literal]:
    """The Chinese labels in Turtle files, by what has them.

    Raises:
        WorkspaceError: one of them is not Turtle.
    """
    found: dict[ox.NamedNode, ox.Literal] = {}
    for path in paths:
        try:
            for said in ox.parse(read_edited(path), format=ox.RdfFormat.TURTLE):
                node, label = said.subject, said.object
                if said.predicate != SKOS.prefLabel or not isinstance(node, ox.NamedNode):
                    continue
                if isinstance(label, ox.Literal) and label.language == "zh":
                    found[node] = label
        except OSError as error:
            raise WorkspaceError(
                str(path),
                N_("cannot be read ({detail})."),
                N_("Check who may read it, or take it from a backup; do not remove it."),
                detail=error.strerror or error,
            ) from error
        except SyntaxError as error:
            raise WorkspaceError(
                str(path),
                N_("is not valid Turtle: {reason}"),
                N_("Mend that line, or take the file from a backup; do not remove it."),
                reason=str(error),
            ) from error
    return found
