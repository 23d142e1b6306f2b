"""Checks the plans and registries of a workspace against the SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import pyoxigraph as ox

from ..model.validation import ValidationReport
from ..rdf import to_nquads
from ..store import OxigraphStore
from ..store.damaged import DamagedFilesError
from ..units.file_states import FileState, states_of
from ..vocab import AZ
from . import Workspace
from .paths import GraphFile
from .shapes import Engine, validate

_EVIDENCE = (AZ.evidence, AZ.ownerListEvidence)


def validate_plan(workspace: Workspace, slug: str, *, engine: Engine | None = None) -> ValidationReport:
    """Check one plan: its own nodes, with registries and ontology as context.

    The whole workspace is not read, so a plan costs the same in a workspace of one and of a thousand. A plan that is not
    stored has nothing to report.
    """
    stored = workspace.stored_plan(slug)
    return validate_nquads(workspace, to_nquads(stored.quads if stored is not None else ()), engine=engine)


def validate_nquads(
    workspace: Workspace, nquads: bytes, *, beside: bytes = b"", engine: Engine | None = None
) -> ValidationReport:
    """Check N-Quads that are not stored yet, as `validate_plan` would.

    Args:
        workspace: whose registries and ontology are the context.
        nquads: what to check.
        beside: more context that is stored together with them, such as units that somebody made.
        engine: the validator.
    """
    own, context = _Nodes(nquads), (nquads, _context(workspace), beside)
    return validate(context, workspace.paths.shapes, concerns=own.__contains__, engine=engine)


def validate_registries(workspace: Workspace, *, engine: Engine | None = None) -> ValidationReport:
    """Check the registries, gazetteers, schemes and corrections."""
    return validate((_context(workspace),), workspace.paths.shapes, engine=engine)


class _Nodes:
    """The nodes to report on: every subject, and what evidence points at, about which there may be nothing.

    They are looked for when there is something to report, which is seldom.
    """

    def __init__(self, nquads: bytes) -> None:
        self._nquads = nquads

    def __contains__(self, iri: str) -> bool:
        return iri in self._iris

    @cached_property
    def _iris(self) -> frozenset[str]:
        return frozenset(self._found())

    def _found(self) -> Iterator[str]:
        for quad in ox.parse(self._nquads, format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value
            if quad.predicate in _EVIDENCE and isinstance(quad.object, ox.NamedNode):
                yield quad.object.value


def _context(workspace: Workspace) -> bytes:
    """Class hierarchy, schemes, registries, gazetteers and corrections, as N-Quads; without those that are damaged.

    Raises:
        DamagedFilesError: the ontology is.
    """
    files = tuple(workspace.paths.context_files())
    try:
        return _context_of(files, states_of(path for path, _graph in files))
    except DamagedFilesError as error:  # `check` names them
        if any(path.parent == workspace.paths.ontology for path in error.errors):
            raise
        return _triples_of([one for one in files if one[0] not in error.errors])


@lru_cache(maxsize=2)  # the workspace at work, and another beside it
def _context_of(files: tuple[GraphFile, ...], states: tuple[FileState, ...]) -> bytes:
    """The triples of whole files; read once while they stay as they are, because each plan of a folder is checked beside them."""
    return _triples_of(files)


def _triples_of(files: Sequence[GraphFile]) -> bytes:
    store = OxigraphStore()
    store.bulk_load(files)
    return to_nquads(list(store.statements()))
