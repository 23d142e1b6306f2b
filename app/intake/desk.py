"""The desk of "Add a plan": a visitor's documents, and what was decided about them; nothing is stored here.

It lives in the visitor's own session, so it survives reruns and other pages, and no other session sees it; `kept` holds it for a reload. A page
takes the desk once and hands it on; what it decides is noted by methods, which buttons call before the page runs again.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from pyoxigraph import NamedNode

from aizone.app import resources
from aizone.app.intake.kept import KeptDesks, new_name
from aizone.app.visitor import visitor
from aizone.documents import read_bytes
from aizone.errors import N_, AizoneError, DocumentError, WorkspaceError
from aizone.extract import Knowledge
from aizone.model import DecidedHead, Document, Reading, Role
from aizone.model import Place as PlaceOfPlan
from aizone.reading.ingest import IngestResult
from aizone.reading.knowledge import draft_knowledge
from aizone.reading.read import PlanPart, read_part, read_plans
from aizone.reading.rebuild import stored_document
from aizone.reading.review import Draft, Reviewed, decide_name, review
from aizone.reading.slugs import Slugs, check_slug
from aizone.verdicts.attribution import Attribution, now
from aizone.verdicts.heads import HeadField, head_corrections, place_correction, title_as_read
from aizone.verdicts.names import Decision, new_unit
from aizone.verdicts.quote import Quote
from aizone.verdicts.readings import Correction, CorrectionKind
from aizone.workspace import Workspace

REASON = "add-why"
"""Key of the field in which a visitor says why."""
_DESK = "review-desk"
IN_ADDRESS = "desk"
"""Name of the parameter that holds a desk's name."""
MOST_BYTES = 256 * 1024 * 1024
"""The size of all files together that one visitor's desk takes; Streamlit frees a visit's files when the desk or the visit ends."""

Place = tuple[int, int]
"""A plan on the desk: the position of its file, and its own in the file."""


@dataclass(slots=True)
class OpenedFile:
    """One file: its document and plans, or why it has none; `same_as` is a file with the same bytes.

    `is_stored`: it is the document of a stored plan, which the workspace holds.
    """

    name: str
    document: Document | None = None
    readings: tuple[Reading, ...] = ()
    error: AizoneError | None = None
    same_as: str | None = None
    is_stored: bool = False


@dataclass(slots=True)
class Desk:
    """Files, decisions about names, and a draft for each plan.

    `slug` is what was typed for the only plan; `done` what was taken in; `problem` what to say about the last step;
    `round` sets the upload field of one round apart from that of the next; `given` is the size of all its files in bytes;
    `tries` counts what was typed for a head and refused, so that the fields show again what holds; `name` finds it again after a reload.
    """

    files: list[OpenedFile] = field(default_factory=list)
    decisions: tuple[Decision, ...] = ()
    drafts: dict[Place, Draft] = field(default_factory=dict)
    done: list[IngestResult] = field(default_factory=list)
    problem: AizoneError | None = None
    by: str = field(default_factory=lambda: visitor().name)
    keep_text: bool = True
    slug: str = ""
    round: int = 0
    given: int = 0
    tries: int = 0
    name: str = field(default_factory=new_name)
    _read_with: str = ""
    _headed: dict[tuple[int, PlanPart, DecidedHead], Reading] = field(default_factory=dict)

    def copy(self) -> Desk:
        """The same desk for another visit, of which this one knows nothing any more."""
        files = [replace(one) for one in self.files]
        return replace(self, files=files, drafts=dict(self.drafts), done=list(self.done), name=new_name(), _headed={})

    def plans(self) -> list[Place]:
        """The plans on the desk."""
        return [(at, part) for at, opened in enumerate(self.files) for part in range(len(opened.readings))]

    @property
    def is_unfinished(self) -> bool:
        """True while it holds what is nowhere else: documents not taken in yet, or decisions; a stored plan alone is not."""
        is_decided = bool(self.decisions) or any(draft != Draft() for draft in self.drafts.values())
        return is_decided or any(not opened.is_stored for opened in self.files)

    def draft(self, place: Place) -> Draft:
        """The corrections of a plan."""
        return self.drafts.get(place, Draft())

    def take_problem(self) -> AizoneError | None:
        """The error of the last step, if any; it is said once."""
        problem, self.problem = self.problem, None
        return problem

    def open_file(self, name: str, data: bytes, knowledge: Knowledge) -> None:
        """Read a file that a visitor gave; one that cannot be read is kept with its error."""
        opened = OpenedFile(name)
        self.given += len(data)
        seen = {one.document.sha256: one.name for one in self.files if one.document is not None}
        self.files.append(opened)
        try:
            if self.given > MOST_BYTES:
                raise DocumentError(
                    name,
                    N_("The files of this visit are larger than {size} MiB together, so this one was not read."),
                    N_("Take in what was read first, then give the rest."),
                    size=MOST_BYTES >> 20,
                )
            document = read_bytes(data, name)
            opened.same_as = seen.get(document.sha256)
            if opened.same_as is None:
                opened.readings = read_plans(document, knowledge)
                opened.document = document
        except AizoneError as error:
            opened.error = error

    def open_stored(self, workspace: Workspace, slug: str, knowledge: Knowledge) -> Place:
        """Put the document of a stored plan on the desk, to be reviewed again; returns which plan on the desk it is.

        Raises:
            AizoneError: the document is not held, or cannot be read any more.
        """
        stored = workspace.stored_plan(slug)
        path = workspace.source_of(stored) if stored is not None else None
        if stored is None or path is None:
            raise WorkspaceError(
                slug, N_("its document is not in the workspace."), N_("Add the plan from its file again.")
            )
        document = stored_document(stored, path)
        at = next((at for at, one in enumerate(self.files) if one.document == document), None)
        if at is None:
            at = len(self.files)
            self.files.append(OpenedFile(document.name, document, read_plans(document, knowledge), is_stored=True))
        titles = {stored.title, title_as_read(workspace.corrections(slug))}
        parts = [part for part, one in enumerate(self.files[at].readings) if one.plan.title in titles]
        return at, parts[0] if parts else 0

    def read_again(self, workspace: Workspace) -> Knowledge:
        """Read the plans with the decisions on the desk and the workspace as it is; returns what they were read with."""
        key = f"{workspace.store.revision} {self.decisions!r}"
        knowledge = knowledge_of(workspace, self.decisions)
        if key != self._read_with:
            for opened in self.files:
                if opened.document is not None:
                    opened.readings = read_plans(opened.document, knowledge)
            self._read_with = key
            self._headed.clear()
        return knowledge

    def review_all(self, workspace: Workspace, knowledge: Knowledge) -> dict[Place, Reviewed]:
        """All plans on the desk as they would be in the workspace.

        Raises:
            UsageError: what was typed as a slug is not a valid one.
            WorkspaceError: the slug belongs to another plan, or a file of the workspace is damaged.
        """
        slugs, slug = Slugs(workspace), check_slug(self.slug) if len(self.plans()) == 1 else None
        found: dict[Place, Reviewed] = {}
        for at, opened in enumerate(self.files):
            drafts = [self.draft((at, part)) for part in range(len(opened.readings))]
            plans = review(
                workspace,
                opened.readings,
                drafts,
                knowledge,
                slugs=slugs,
                slug=slug,
                keep_text=self.keep_text,
                read_part=functools.partial(self._with_head, at, knowledge),
            )
            found.update({(at, part): one for part, one in enumerate(plans)})
        return found

    def _with_head(self, at: int, knowledge: Knowledge, part: PlanPart, head: DecidedHead) -> Reading:
        """A plan of a file, read with another head; remembered until names mean something else."""
        document = self.files[at].document
        assert document is not None
        key = (at, part, head)
        if key not in self._headed:
            self._headed[key] = read_part(document, knowledge, part, head)
        return self._headed[key]

    # decisions

    def attribution(self) -> Attribution:
        """The visitor, the time, and the reason typed in the panel, for whatever is decided next."""
        person = visitor()
        by = person.name if person.is_logged_in else self.by
        return Attribution(by, now(), str(st.session_state.get(REASON) or "").strip() or None)

    def correct(
        self,
        place: Place,
        stored: Sequence[Correction],
        kind: CorrectionKind,
        quote: Quote,
        written: str,
        *,
        role: Role | None = None,
        unit: NamedNode | None = None,
    ) -> None:
        """Note a correction of one owner list."""
        made = Correction(kind, quote, written, self.attribution(), role, unit)
        self.drafts[place] = self.draft(place).with_correction(made, stored=stored)

    def correct_head(self, place: Place, reviewed: Reviewed, typed: Mapping[HeadField, str]) -> None:
        """Note what was typed for parts of a plan's head; what cannot be is said, and nothing is noted."""
        try:
            made = head_corrections(reviewed.as_read.plan, reviewed.plan.reading.plan, typed, self.attribution())
        except AizoneError as error:
            self.problem = error
            self.tries += 1
            return
        for one in made:
            self.drafts[place] = self.draft(place).with_correction(one, stored=reviewed.stored)

    def choose_place(self, place: Place, reviewed: Reviewed, of: PlaceOfPlan) -> None:
        """Note of which place a plan is; all its names are resolved again with it."""
        made = place_correction(reviewed.as_read.plan, of.iri, of.label, self.attribution())
        self.drafts[place] = self.draft(place).with_correction(made, stored=reviewed.stored)

    def take_back(self, place: Place, correction_id: str) -> None:
        """Drop a correction of the draft, or withdraw a stored one."""
        self.drafts[place] = self.draft(place).without(correction_id)

    def forget_name(self, written: str) -> None:
        """Drop what was decided about a name in this session."""
        self.decisions = tuple(one for one in self.decisions if one.object != written)

    def create_unit(
        self,
        workspace: Workspace,
        place: Place,
        reviewed: Reviewed,
        quote: Quote,
        written: str,
        described: tuple[str, str, PlaceOfPlan],
    ) -> None:
        """Note that there is a unit of a full name, a class and a place, and that a name of the plan means it."""
        before, (label, kind, where) = self.decisions, described
        try:
            registry = self.read_again(workspace).registry
            made = new_unit(label, kind, where, registry, self.attribution())
            self.decisions = (*before, *made)
            self.read_again(workspace)
        except AizoneError as error:
            self.decisions, self.problem = before, error
            return
        self.name_unit(workspace, place, reviewed, quote, written, made[-1].subject)

    def forget_unit(self, unit: NamedNode) -> None:
        """Drop a unit that was made in this session, with the names that mean it."""
        self.decisions = tuple(one for one in self.decisions if one.subject != unit)

    def name_unit(
        self,
        workspace: Workspace,
        place: Place,
        reviewed: Reviewed,
        quote: Quote,
        written: str,
        unit: NamedNode,
    ) -> None:
        """Note whom a name means: for all plans where a decision about names can say so, else in this one list."""
        self.forget_name(written)
        knowledge = self.read_again(workspace)
        decided = decide_name(
            reviewed.read,
            knowledge,
            written,
            unit,
            lambda decisions: draft_knowledge(workspace, decisions),
            pending=self.decisions,
            made=self.attribution(),
        )
        if decided is None:
            self.correct(place, reviewed.stored, "unit", quote, written, unit=unit)
        else:
            self.decisions = decided


@st.cache_resource
def _kept_desks() -> KeptDesks:
    return KeptDesks(MOST_BYTES)


def open_desk() -> Desk:
    """This visitor's desk; that of the address after the page was loaded again."""
    name = st.query_params.get(IN_ADDRESS)
    if _DESK not in st.session_state and name:
        before = _kept_desks().find(name, _person())
        if before is not None:
            st.session_state[_DESK] = before.copy()
    found: Desk = st.session_state.setdefault(_DESK, Desk())
    return found


def keep_desk(desk: Desk) -> None:
    """Keep a desk with files for a reload, and name it in the address."""
    if desk.files and not desk.done:
        _kept_desks().keep(desk, _person())
        st.query_params[IN_ADDRESS] = desk.name


def _person() -> str:
    person = visitor()
    return person.name if person.is_logged_in else ""


def has_unfinished_review() -> bool:
    """True while something on this visitor's desk would be lost with the visit."""
    return open_desk().is_unfinished


def clear_desk(done: Sequence[IngestResult] = ()) -> None:
    """Put everything away and begin again; of what was stored, only the result is left to be shown."""
    old = open_desk()
    _kept_desks().forget(old.name)
    st.query_params.pop(IN_ADDRESS, None)
    st.session_state[_DESK] = Desk(by=old.by, round=old.round + 1, done=list(done))


def knowledge_of(workspace: Workspace, decisions: tuple[Decision, ...]) -> Knowledge:
    """The registries and rules that plans are read with, while these decisions wait to be stored."""
    return resources.knowledge(workspace.store.revision, repr(decisions), workspace, decisions)
