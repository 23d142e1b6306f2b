"""Checking plans and registries against the SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ..store import OxigraphStore
from . import Workspace
from .shapes import ValidationReport, validate


def validate_plan(workspace: Workspace, slug: str) -> ValidationReport:
    """Check one plan against the shapes: its own nodes, with registries and ontology as context.

    The whole workspace is not read: a plan costs the same in a workspace of one and of a thousand.
    """
    return validate_quads(workspace, workspace.plan_quads(slug))


def validate_quads(workspace: Workspace, quads: Iterable[Quad]) -> ValidationReport:
    """Check quads that are not stored yet as `validate_plan` would."""
    own = list(quads)
    return validate([*own, *_context(workspace)], _shapes(workspace), focus=frozenset(_iris(own)))


def validate_registries(workspace: Workspace) -> ValidationReport:
    """Check the registries, gazetteers and schemes against the shapes."""
    return validate(_context(workspace), _shapes(workspace))


def _shapes(workspace: Workspace) -> Path:
    return workspace.paths.ontology / "shapes.ttl"


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    return (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def _context(workspace: Workspace) -> list[Quad]:
    """Class hierarchy, schemes, registries and gazetteers."""
    store = OxigraphStore()
    store.bulk_load(
        (path, graph) for path, graph in workspace.files() if graph is not None and path.parent.name != "plans"
    )
    return list(store.statements())
