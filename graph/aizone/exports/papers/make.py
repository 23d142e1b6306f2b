"""A paper of a plan, from the workspace to the bytes of its file: what the command and the download buttons call."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import expand
from ...model.kinds import strength
from ...names import lookup
from ...projections.breakdown import PlanBreakdown, read_breakdown
from ...projections.clauses import PlanClauses, read_clauses
from ...text.collation import sort_key
from ...verdicts.worklist import Worklist, WorklistEntry
from ...views.desk.findings import names_of, sentence_of
from ...views.papers.breakdown import breakdown_table, unit_breakdown_table
from ...views.papers.coordination import coordination_brief
from ...views.papers.unit_brief import unit_brief
from ...views.papers.worklist import worklist_table
from ...workspace import Workspace
from ..picture_frame import file_stem
from .breakdown import breakdown_docx, breakdown_xlsx
from .briefs import briefs_docx, coordination_docx
from .kinds import PAPER_FORMATS, PaperFormat, PaperKind, PaperOrder
from .worklist import worklist_xlsx


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A paper as it is asked for: `plan` is a slug; `unit` a CURIE ('' for all units); `order` puts a breakdown in order of areas or units."""

    paper: PaperKind
    plan: str
    unit: str = ""
    order: PaperOrder = "area"
    format: PaperFormat | None = None

    @property
    def as_format(self) -> PaperFormat:
        """The format asked for, or the usual one of the paper."""
        return self.format or PAPER_FORMATS[self.paper][0]


def make_paper(workspace: Workspace, asked: PaperRequest, lang: Lang) -> bytes:
    """The file of a paper; the same data give the same bytes.

    Args:
        workspace: where the plan is.
        asked: which paper.
        lang: language of everything but the plan's own words and names.

    Raises:
        UsageError: the paper has no such format, or the plan does not name the unit.
        MissingExtraError: a library that writes the format is not installed.
    """
    if asked.as_format not in PAPER_FORMATS[asked.paper]:
        raise UsageError(
            f"--paper {asked.paper}",
            N_("cannot be made as {format}."),
            N_("Use --format {formats}."),
            format=asked.as_format,
            formats=", ".join(PAPER_FORMATS[asked.paper]),
        )
    makers = {"breakdown": _breakdown, "brief": _briefs, "coordination": _coordination, "worklist": _filled_in}
    return makers[asked.paper](workspace, asked, lang)


def paper_label(paper: PaperKind, _: Translate) -> str:
    """A paper as buttons and file names call it."""
    return {
        "breakdown": _("Breakdown of responsibilities"),
        "brief": _("Unit brief"),
        "coordination": _("Coordination brief"),
        "worklist": _("Worklist"),
    }[paper]


def file_name(workspace: Workspace, asked: PaperRequest, lang: Lang) -> str:
    """A name for the file of a paper: the plan's slug, what it is, and the unit."""
    _ = translator(lang)
    words = [asked.plan, paper_label(asked.paper, _)]
    if asked.unit:
        words.append(lookup.label(workspace.store, expand(asked.unit), lang))
    return f"{file_stem(*words).replace(' ', '_')}.{asked.as_format}"


def _breakdown(workspace: Workspace, asked: PaperRequest, lang: Lang) -> bytes:
    plan = read_breakdown(workspace.store, f"id:plan/{asked.plan}", lang)
    _ = translator(lang)
    if asked.unit or asked.order == "unit":
        units = _units(workspace, plan, asked, lang)
        tables = [unit_breakdown_table(plan, unit, label, lang) for unit, label in units]
        names = [label for _unit, label in units]
    else:
        tables, names = [breakdown_table(plan, lang)], [_("Breakdown of responsibilities")]
    if asked.as_format == "docx":
        return breakdown_docx(tables, lang)
    return breakdown_xlsx(tables, names, lang)


def _briefs(workspace: Workspace, asked: PaperRequest, lang: Lang) -> bytes:
    """A page for each unit, or for the one that is asked for."""
    plan = read_breakdown(workspace.store, f"id:plan/{asked.plan}", lang)
    units = _units(workspace, plan, asked, lang)
    clauses, work = _worklist(workspace, asked.plan, lang)
    names = names_of(clauses)
    briefs = [
        unit_brief(
            plan, unit, label, [sentence_of(one.finding, names, lang) for one in _concerning(work, clauses, unit)], lang
        )
        for unit, label in units
    ]
    return briefs_docx(briefs, lang)


def _coordination(workspace: Workspace, asked: PaperRequest, lang: Lang) -> bytes:
    clauses, work = _worklist(workspace, asked.plan, lang)
    title = lookup.label(workspace.store, expand(f"id:plan/{asked.plan}"), lang)
    entries = _concerning(work, clauses, asked.unit) if asked.unit else work.entries
    return coordination_docx(coordination_brief(title, clauses, entries, lang), lang)


def _filled_in(workspace: Workspace, asked: PaperRequest, lang: Lang) -> bytes:
    """The work list to fill in."""
    clauses, work = _worklist(workspace, asked.plan, lang)
    title = lookup.label(workspace.store, expand(f"id:plan/{asked.plan}"), lang)
    entries = _concerning(work, clauses, asked.unit) if asked.unit else work.entries
    return worklist_xlsx(worklist_table(title, clauses, entries, lang), lang)


def _worklist(workspace: Workspace, slug: str, lang: Lang) -> tuple[PlanClauses, Worklist]:
    """The measures of a plan in a language, and its findings with what was decided."""
    work = workspace.worklist(slug)
    clauses = work.clauses if lang == "zh" else read_clauses(workspace.store, work.clauses.plan, lang)
    return clauses, work


def _concerning(work: Worklist, clauses: PlanClauses, unit: str) -> list[WorklistEntry]:
    """The findings one of whose measures a unit owns."""
    owned = {clause.item for clause in clauses.clauses if any(owner.unit == unit for owner in clause.owners)}
    return [entry for entry in work.entries if not owned.isdisjoint(entry.finding.items)]


def _units(workspace: Workspace, plan: PlanBreakdown, asked: PaperRequest, lang: Lang) -> list[tuple[str, str]]:
    """The units of a plan with their names, or the one that is asked for: those that lead first, then by name.

    Raises:
        UsageError: the plan does not name it, or no unit at all.
    """
    best: dict[str, int] = {}
    for measure in plan.measures:
        for owner in measure.owners:
            best[owner.unit] = min(best.get(owner.unit, strength(owner.role)), strength(owner.role))
    labels = {unit: lookup.label(workspace.store, expand(unit), lang) for unit in best}
    if asked.unit and asked.unit not in best:
        raise UsageError(
            lookup.label(workspace.store, expand(asked.unit), lang),
            N_("owns nothing in the plan {plan}."),
            N_("'aizone load --plan {plan}' lists the units that do."),
            plan=asked.plan,
        )
    if not best:
        raise UsageError(asked.plan, N_("names no unit."), N_("There is nothing to print for a unit."))
    found = [unit for unit in best if asked.unit in ("", unit)]
    return [(unit, labels[unit]) for unit in sorted(found, key=lambda one: (best[one], sort_key(labels[one], lang)))]
