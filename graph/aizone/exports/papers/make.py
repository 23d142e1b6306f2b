"""A paper of a plan, from the workspace to the bytes of its file: what the command and the download buttons call."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import N_, UsageError
from ...i18n import Lang, translator
from ...iri import expand
from ...model.kinds import strength
from ...names import lookup
from ...projections.breakdown import PlanBreakdown, read_breakdown
from ...text.collation import sort_key
from ...views.papers.breakdown import breakdown_table, unit_breakdown_table
from ...workspace import Workspace
from .breakdown import breakdown_docx, breakdown_xlsx
from .kinds import PAPER_FORMATS, PaperFormat, PaperKind, PaperOrder


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
    return _breakdown(workspace, asked, lang)


def file_name(workspace: Workspace, asked: PaperRequest, lang: Lang) -> str:
    """A name for the file of a paper: the plan's slug, what it is, and the unit."""
    _ = translator(lang)
    words = [asked.plan, {"breakdown": _("breakdown of responsibilities")}[asked.paper]]
    if asked.unit:
        words.append(lookup.label(workspace.store, expand(asked.unit), lang))
    return f"{' '.join(words).replace(' ', '_')}.{asked.as_format}"


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
        raise UsageError(asked.plan, N_("names no unit."), N_("Leave out --by unit."))
    found = [unit for unit in best if asked.unit in ("", unit)]
    return [(unit, labels[unit]) for unit in sorted(found, key=lambda one: (best[one], sort_key(labels[one], lang)))]
