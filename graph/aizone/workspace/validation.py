"""Checks the plans and registries of a workspace against the SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from ..model.validation import ValidationReport
from ..store import OxigraphStore
from ..vocab import AZ
from . import Workspace
from .shapes import validate

_EVIDENCE = (AZ.evidence, AZ.ownerListEvidence)


def validate_plan(workspace: Workspace, slug: str) -> ValidationReport:
    """Check one plan: its own nodes, with registries and ontology as context.

    The whole workspace is not read, so a plan costs the same in a workspace of one and of a thousand. A plan that is not
    stored has nothing to report.
    """
    stored = workspace.stored_plan(slug)
    return validate_quads(workspace, stored.quads if stored is not None else ())


def validate_quads(workspace: Workspace, quads: Iterable[Quad]) -> ValidationReport:
    """Check quads that are not stored yet, as `validate_plan` would."""
    own = list(quads)
    return validate([*own, *_context(workspace)], workspace.paths.shapes, focus=frozenset(_iris(own)))


def validate_registries(workspace: Workspace) -> ValidationReport:
    """Check the registries, gazetteers, schemes and corrections."""
    return validate(_context(workspace), workspace.paths.shapes)


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    """The nodes to report on: every subject, and what evidence points at, about which there may be nothing."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value
        if quad.predicate in _EVIDENCE and isinstance(quad.object, NamedNode):
            yield quad.object.value


def _context(workspace: Workspace) -> list[Quad]:
    """Class hierarchy, schemes, registries, gazetteers and corrections."""
    store = OxigraphStore()
    store.bulk_load(workspace.paths.context_files())
    return list(store.statements())
