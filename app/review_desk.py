"""What one visitor has on the desk of "Add a plan": documents, and what was decided about them; nothing is stored here.

It lives in the visitor's own session, so it survives reruns and other pages, and no other session sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from pyoxigraph import NamedNode

from aizone.app import resources
from aizone.documents import read_bytes
from aizone.errors import AizoneError
from aizone.extract import Knowledge
from aizone.model import Document, Reading, Role
from aizone.reading.ingest import IngestResult
from aizone.reading.knowledge import draft_knowledge
from aizone.reading.read import read_plans
from aizone.reading.review import Draft, Reviewed, decide_name, review
from aizone.reading.slugs import Slugs, check_slug
from aizone.verdicts.attribution import Attribution, login, now
from aizone.verdicts.names import Decision
from aizone.verdicts.quote import Quote
from aizone.verdicts.readings import Correction, CorrectionKind
from aizone.workspace import Workspace

_KEY = "review-desk"


@dataclass(slots=True)
class Opened:
    """One file: its document and plans, or why it has none; `same_as` is a file with the same bytes."""

    name: str
    document: Document | None = None
    readings: tuple[Reading, ...] = ()
    error: AizoneError | None = None
    same_as: str | None = None


@dataclass(slots=True)
class Desk:
    """Files, decisions of names, and a draft for each plan by (position of its file, position in the file).

    `slug` is what somebody typed for the only plan; `done` what was taken in; `problem` what to say about the last step;
    `round` tells the upload fields of two rounds apart.
    """

    files: list[Opened] = field(default_factory=list)
    decisions: tuple[Decision, ...] = ()
    drafts: dict[tuple[int, int], Draft] = field(default_factory=dict)
    done: list[IngestResult] = field(default_factory=list)
    problem: AizoneError | None = None
    by: str = field(default_factory=login)
    keep_text: bool = True
    slug: str = ""
    round: int = 0
    _read_with: str = ""

    def parts(self) -> list[tuple[int, int]]:
        """The plans on the desk."""
        return [(at, part) for at, opened in enumerate(self.files) for part in range(len(opened.readings))]

    def reading(self, part: tuple[int, int]) -> Reading:
        """A plan as its document says it."""
        return self.files[part[0]].readings[part[1]]

    def drafts_of(self, at: int) -> list[Draft]:
        """The drafts of one file's plans."""
        return [self.drafts.get((at, part), Draft()) for part in range(len(self.files[at].readings))]


def desk() -> Desk:
    """This visitor's desk."""
    if not isinstance(st.session_state.get(_KEY), Desk):
        st.session_state[_KEY] = Desk()
    found: Desk = st.session_state[_KEY]
    return found


def clear() -> None:
    """Put everything away and begin anew."""
    st.session_state[_KEY] = Desk(round=desk().round + 1, by=desk().by)


def knowledge_of(workspace: Workspace, decisions: tuple[Decision, ...]) -> Knowledge:
    """What plans are read with while these decisions wait."""
    return resources.knowledge(workspace.store.revision, repr(decisions), workspace, decisions)


def open_file(name: str, data: bytes, knowledge: Knowledge) -> None:
    """Read a file that a visitor gave; when it cannot be read it stands on the desk with its error."""
    here, opened = desk(), Opened(name)
    seen = {one.document.sha256: one.name for one in here.files if one.document is not None}
    here.files.append(opened)
    try:
        document = read_bytes(data, name)
        opened.same_as = seen.get(document.sha256)
        if opened.same_as is None:
            opened.readings = read_plans(document, knowledge)
            opened.document = document
    except AizoneError as error:
        opened.error = error


def read_again(workspace: Workspace) -> Knowledge:
    """The plans as they read with the decisions on the desk and the workspace as it is; returns what they were read with."""
    here = desk()
    key = f"{workspace.store.revision} {here.decisions!r}"
    knowledge = knowledge_of(workspace, here.decisions)
    if key != here._read_with:
        for opened in here.files:
            if opened.document is not None:
                opened.readings = read_plans(opened.document, knowledge)
        here._read_with = key
    return knowledge


def review_all(workspace: Workspace, knowledge: Knowledge) -> dict[tuple[int, int], Reviewed]:
    """All plans on the desk as they would be in the workspace.

    Raises:
        UsageError: what was typed as a slug is none.
        WorkspaceError: the slug belongs to another plan, or a file of the workspace is damaged.
    """
    here, slugs = desk(), Slugs(workspace)
    slug = check_slug(here.slug) if len(here.parts()) == 1 else None
    found: dict[tuple[int, int], Reviewed] = {}
    for at, opened in enumerate(here.files):
        plans = review(
            workspace, opened.readings, here.drafts_of(at), knowledge, slugs=slugs, slug=slug, keep_text=here.keep_text
        )
        found.update({(at, part): one for part, one in enumerate(plans)})
    return found


# --- what a visitor decides


def correct(
    part: tuple[int, int],
    stored: Sequence[Correction],
    kind: CorrectionKind,
    quote: Quote,
    written: str,
    *,
    role: Role | None = None,
    unit: NamedNode | None = None,
) -> None:
    """Note a correction of one owner list."""
    here = desk()
    made = Correction(kind, quote, written, attribution(), role, unit)
    here.drafts[part] = here.drafts.get(part, Draft()).with_correction(made, stored=stored)


def take_back(part: tuple[int, int], correction_id: str) -> None:
    """Drop a correction of the draft, or withdraw a stored one."""
    here = desk()
    here.drafts[part] = here.drafts.get(part, Draft()).without(correction_id)


def forget_name(written: str) -> None:
    """Drop what was decided about a name in this session."""
    here = desk()
    here.decisions = tuple(one for one in here.decisions if one.object != written)


def name_unit(
    workspace: Workspace,
    part: tuple[int, int],
    stored: Sequence[Correction],
    quote: Quote,
    written: str,
    unit: NamedNode,
) -> None:
    """Note whom a name means: for all plans where a decision of names can say so, else in this one list."""
    here = desk()
    forget_name(written)
    knowledge = read_again(workspace)
    decided = decide_name(
        here.reading(part),
        knowledge,
        written,
        unit,
        lambda decisions: draft_knowledge(workspace, decisions),
        pending=here.decisions,
        made=attribution(),
    )
    if decided is None:
        correct(part, stored, "unit", quote, written, unit=unit)
    else:
        here.decisions = decided


def attribution() -> Attribution:
    """Who decides, now, and the reason in the panel, for whatever is decided next."""
    return Attribution(desk().by, now(), str(st.session_state.get("add-why") or "").strip() or None)


def finish(done: list[IngestResult]) -> None:
    """Leave only what was stored to be shown."""
    here = desk()
    st.session_state[_KEY] = replace(Desk(by=here.by, round=here.round + 1), done=done)
