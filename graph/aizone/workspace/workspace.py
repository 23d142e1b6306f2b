"""A workspace: the folder a graph is kept in, opened. `paths` says which files it has, `files` changes them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import N_, WorkspaceError
from ..settings import Settings
from ..store import Source, StoreSource
from ..store.at_hand import at_hand
from ..store.file_stamps import stamp
from ..store.older_layout import LAYOUT
from ..verdicts.kinds import Act
from . import files, lock, strays
from .decisions import changes, deed, signed_by
from .files import Decided, NewPlan
from .graph import WorkspaceGraph
from .layout import read_layout
from .paths import GraphFile, Paths
from .people import Person, local_person
from .saved_questions import SavedQuestions
from .stored_plan import StoredPlan, read_stored_plan
from .summaries import labels_in
from .write_log import WriteLog
from .writer import Writer

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..verdicts.attribution import Attribution
    from ..verdicts.findings import FindingLedger
    from ..verdicts.ledger import Ledger, V
    from ..verdicts.matches import MatchLedger
    from ..verdicts.names import NameLedger
    from ..verdicts.readings import Correction, CorrectionLedger
    from ..verdicts.worklist import Worklist
    from .decisions import Decisions
    from .removed import RemovedPlan


class Workspace(WorkspaceGraph):
    """One folder of plans, opened for reading; `replace_plan` and `remove_plan` write.

    Args:
        settings: where it is and how far queries may go.
        who: says who uses it, at the time of a write; the person who works at this machine unless a server says otherwise.

    Raises:
        WorkspaceError: the folder does not exist, or its layout is newer than this code.
    """

    is_copied: bool = False
    """True for a server whose answers cannot be trusted: what it holds is then read whole and asked here."""

    def __init__(self, settings: Settings, *, who: Callable[[], Person] | None = None) -> None:
        self.settings = settings
        self.who = who or local_person
        self.paths = Paths(settings.workspace, settings.ontology)
        if not self.paths.root.is_dir():
            raise WorkspaceError(
                str(self.paths.root),
                N_("is not a folder that exists."),
                N_("Name an existing one, or leave --workspace out."),
            )
        read_layout(self.paths)
        lock.recover(self.paths)

    def __repr__(self) -> str:
        return f"Workspace({str(self.paths.root)!r}): {', '.join(self.plan_slugs()) or 'no plan'}"

    def _repr_html_(self) -> str:
        """The plans as a notebook shows them: title, issuer, years, tasks and measures; pandas escapes every cell."""
        columns = ["plan", "plan_label", "issuer_label", "issued", "tasks", "measures"]
        if not self.plan_slugs():
            return f"{self!r}"
        return str(self.query("plans")[columns].to_html(index=False, border=0, na_rep="", notebook=True))

    # --- what it holds

    @property
    def place(self) -> str:
        """Its folder, or the address that is asked."""
        return str(self.paths.root)

    def plan_slugs(self) -> list[str]:
        """The slugs of the plans, sorted."""
        return self.paths.plan_slugs()

    @property
    def is_older(self) -> bool:
        """True if plans of an older layout may be among them, which load slowly; `update_plan` writes them as today."""
        return read_layout(self.paths) < LAYOUT

    def stored_plan(self, slug: str, *, seen: StoredPlan | None = None) -> StoredPlan | None:
        """A plan as it is stored, read from its file; None when there is none of that slug.

        Args:
            slug: the plan's slug.
            seen: the plan as it was read before; returned as it is when the file has not changed since.

        Raises:
            WorkspaceError: the file is damaged.
        """
        return read_stored_plan(self.paths.plan(slug), slug, seen=seen)

    def sources(self, slug: str) -> list[Path]:
        """The source documents kept for a plan.

        Args:
            slug: the plan's slug.
        """
        return self.paths.sources_of(slug)

    def source_of(self, stored: StoredPlan) -> Path | None:
        """The document that a plan was read from, by the digest that its graph names; None when it is not kept.

        Args:
            stored: the plan.
        """
        return strays.source_of(self.paths, stored)

    def slugs_of_document(self, digest: str, title: str) -> list[str]:
        """The plans that may have been read from a document: those for which it is kept, and those whose corrections quote its title.

        Args:
            digest: the SHA-256 of its bytes in hexadecimal.
            title: of the plan as the document has it.
        """
        slugs = self.plan_slugs()
        kept = (path for path in self.paths.all_sources() if self.paths.has_digest(path, digest))
        found = [self.paths.slug_of_source(path, slugs) for path in kept]
        found += [
            slug
            for slug in self.paths.correction_slugs()
            if slug in slugs and files.mentions(self.paths.corrections(slug), title)
        ]
        return sorted({slug for slug in found if slug is not None})

    def decided(self, slug: str) -> Decided:
        """The state of what people decided about a plan and about names; it changes when they decide something.

        Args:
            slug: the plan's slug.
        """
        return Decided.of(self.paths, slug)

    def corrections(self, slug: str) -> tuple[Correction, ...]:
        """The corrections of a plan's reading that are in force, the earliest first.

        Args:
            slug: the plan's slug.

        Raises:
            WorkspaceError: its file is damaged.
        """
        return self.correction_ledger(slug).read()

    def correction_ledger(self, slug: str) -> CorrectionLedger:
        """The file of corrections of a plan's reading; `record` appends to it.

        Args:
            slug: the plan's slug.
        """
        from ..verdicts.readings import CorrectionLedger

        return CorrectionLedger(self.paths.corrections(slug), slug)

    def verdict_ledger(self, slug: str) -> FindingLedger:
        """The file of verdicts on the findings of a plan; `record` appends to it.

        Args:
            slug: the plan's slug.
        """
        from ..verdicts.findings import FindingLedger

        return FindingLedger(self.paths.verdicts(slug), slug)

    def match_ledger(self, slug: str) -> MatchLedger:
        """The file of verdicts on what a plan carries on of earlier ones; `record` appends to it.

        Args:
            slug: the later plan's slug.
        """
        from ..verdicts.matches import MatchLedger

        return MatchLedger(self.paths.matches(slug), slug)

    def worklist(self, slug: str) -> Worklist:
        """The findings of a plan, highest first, each with what people decided about it.

        Args:
            slug: the plan's slug.

        Raises:
            WorkspaceError: its file of verdicts is damaged.
        """
        from ..analysis.findings.find import find_findings
        from ..projections.clauses import read_clauses
        from ..verdicts.worklist import build_worklist

        clauses = read_clauses(self.store, f"id:plan/{slug}", "zh")
        return build_worklist(clauses, find_findings(clauses), self.verdict_ledger(slug).read())

    def name_ledger(self) -> NameLedger:
        """The file of decisions about names, for all plans; `record` appends to it."""
        from ..verdicts.names import NameLedger

        path = self.paths.decisions
        others = [other for other in self.paths.shared("units") if other.name != path.name]
        return NameLedger(path, others, self.paths.base_units())

    @property
    def saved_questions(self) -> SavedQuestions:
        """The questions that people keep here."""
        return SavedQuestions(self.writer)

    @property
    def log(self) -> WriteLog:
        """The log of writes: who changed what, when."""
        settings = self.settings
        return WriteLog(self.paths.log, most_bytes=settings.log_bytes, most_files=settings.log_files)

    @property
    def writer(self) -> Writer:
        """The one way into its files; used by all that changes them."""
        return Writer(self.paths, self.who, self.log)

    @property
    def revision(self) -> str:
        """A text that changes whenever a file of the graph does."""
        digest = hashlib.blake2b(f"layout {LAYOUT}\n".encode(), digest_size=8)
        for path, _ in self._graph_files():
            size, changed = stamp(path)
            digest.update(f"{path}\0{size}\0{changed}\n".encode())
        return digest.hexdigest()

    @property
    def source(self) -> Source:
        """The files that the store is made from, as they are now."""
        cache = Path(os.path.abspath(self.paths.root / ".cache"))
        source = StoreSource(self._graph_files(), self.revision, cache, self.settings.in_memory_bytes)
        return at_hand(source) if self.is_for_one_answer else source

    def _graph_files(self) -> tuple[GraphFile, ...]:
        """The files of the graph from the root of the disk: the store is the same wherever a program was started."""
        return tuple((Path(os.path.abspath(path)), graph) for path, graph in self.paths.graph_files())

    # --- what it takes in

    def can_write(self) -> bool:
        """Find out whether the person who asks may decide and add here, and the folder takes new files."""
        return self.who().may("review") and lock.can_write(self.paths)

    def labels_by_hand(self, slug: str) -> dict[NamedNode, Literal]:
        """The Chinese labels in the summaries of a plan, which people wrote: ingest takes them instead of its own.

        Args:
            slug: the plan's slug.

        Returns:
            a label in Chinese by what has it; empty without summaries.

        Raises:
            WorkspaceError: a file of summaries is damaged.
        """
        return labels_in(self.paths.summaries(slug))

    def replace_plan(
        self,
        slug: str,
        nquads: bytes,
        *,
        source: tuple[bytes, str] | None = None,
        instead_of: Collection[str] | None = None,
        seen: StoredPlan | None = None,
    ) -> None:
        """Put a plan into the workspace, whole or not at all.

        Args:
            slug: the plan's slug.
            nquads: its graph as sorted N-Quads.
            source: bytes of the document and its suffix, when they may be kept.
            instead_of: titles of plans that may be replaced; None for any.
            seen: the plan that was stored when the caller looked; its file is not parsed again while it is unchanged.

        Raises:
            UsageError: the slug is not valid.
            WorkspaceError: the folder cannot be written, another process is writing, or stored another plan meanwhile.
        """
        self.store_plans([NewPlan(slug, nquads, source, instead_of, seen)])

    def store_plans(
        self,
        plans: Sequence[NewPlan],
        decisions: Sequence[Decisions] = (),
        *,
        act: Act = "ingest",
    ) -> None:
        """Put plans and the decisions that come with them into the workspace: all of it or nothing, whatever dies when.

        Args:
            plans: the plans.
            decisions: as in `record_together`.
            act: what the log of writes says is done.

        Raises:
            RefusedError: the person may not store plans, or decides in the name of another.
            UsageError: a slug is not valid.
            RegistryError: what was decided about names contradicts the registries.
            WorkspaceError: the folder cannot be written, another process is writing, or stored another plan meanwhile.
            MeanwhileError: what people decided is not what a plan was read by any more.
        """
        signed = signed_by(self.who(), decisions)
        files.put_plans(self.writer, plans, changes(signed), act=act, decided=deed(act, signed))
        self.reload()

    def update_plan(self, slug: str) -> bool:
        """Write a plan that has an older layout as today, from its own quads.

        Args:
            slug: the plan's slug.

        Returns:
            whether it had one.

        Raises:
            WorkspaceError: its file is damaged, cannot be written, or cannot have today's layout; it stays as it is.
        """
        updated = files.update_plan(self.writer, slug)
        if updated:
            self.reload()
        return updated

    def update_layout(self) -> None:
        """Note that every plan has today's layout.

        Raises:
            WorkspaceError: the folder cannot be written, or another process is writing.
        """
        files.update_layout(self.writer)

    def remove_plan(self, slug: str, *, with_decisions: bool = False) -> None:
        """Remove a plan with its source; `bring_back` undoes it. Its summaries stay, and so does what people decided about it.

        Args:
            slug: the plan's slug.
            with_decisions: remove its corrections and the verdicts on it, too.

        Raises:
            RefusedError: the person may not remove plans.
            UsageError: the slug is not valid.
            WorkspaceError: there is no such plan, or the folder cannot be written.
        """
        from .removed import take_out_plan

        try:
            stored = self.stored_plan(slug)
        except WorkspaceError:  # a damaged plan can be removed as well
            stored = None
        title = (stored.title if stored is not None else None) or slug
        take_out_plan(self.writer, slug, title, with_decisions=with_decisions)
        self.reload()

    def removed_plans(self) -> list[RemovedPlan]:
        """The plans that were removed and can be brought back, the last one first."""
        from .removed import removed_plans

        return removed_plans(self.paths)

    def bring_back(self, plan: RemovedPlan) -> None:
        """Put a removed plan back as it was, with what was removed with it.

        Args:
            plan: one of `removed_plans`.

        Raises:
            RefusedError: the person may not remove plans, nor bring them back.
            WorkspaceError: the workspace has a plan of that slug again, what was kept is damaged, or the folder cannot be written.
        """
        from .removed import bring_back_plan

        bring_back_plan(self.writer, plan)
        self.reload()

    def count_decisions(self, slug: str) -> int:
        """The number of decisions in force about one plan: corrections, verdicts on findings, verdicts on what it carries on.

        Args:
            slug: the plan's slug.

        Raises:
            WorkspaceError: a file of decisions is damaged.
        """
        return len(self.corrections(slug)) + len(self.verdict_ledger(slug).read()) + len(self.match_ledger(slug).read())

    def record(
        self, ledger: Ledger[V], new: Sequence[V] = (), *, ended: Mapping[str, Attribution] | None = None
    ) -> None:
        """Append decisions to their file and take earlier ones back; the file stays as it is otherwise.

        Args:
            ledger: `name_ledger`, or the `correction_ledger`, `verdict_ledger` or `match_ledger` of a plan.
            new: decisions to append; those that it already holds are left out.
            ended: ids of decisions to take back, with who takes them back, when and why.

        Raises:
            RefusedError: the person may not decide, or decides in the name of another.
            RegistryError: what was decided about names contradicts the registries.
            WorkspaceError: the folder cannot be written, or another process is writing.
        """
        self.record_together([(ledger, new, ended or {})], act=ledger.act)

    def record_together(self, decisions: Sequence[Decisions], *, act: Act = "import") -> None:
        """Append decisions to several files and take earlier ones back: all of it or nothing, whatever dies when.

        Args:
            decisions: ledgers, each once, with decisions to append and those to take back; see `record`.
            act: what the log of writes says is done.

        Raises:
            RegistryError: what was decided about names contradicts the registries.
            WorkspaceError: the folder cannot be written, or another process is writing.
        """
        signed = signed_by(self.who(), decisions)
        files.rewrite(self.writer, changes(signed), deed(act, signed))
        self.reload()
