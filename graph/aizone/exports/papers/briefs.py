"""Briefs as Word documents, A4 upright: one page for a unit, and the findings for those who decide."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Lang, translator
from ...views.papers.coordination import CoordinationBrief
from ...views.papers.unit_brief import UnitBrief
from .word import WordPaper


def briefs_docx(briefs: Sequence[UnitBrief], lang: Lang) -> bytes:
    """The briefs of units, each on a page of its own.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    _ = translator(lang)
    paper = WordPaper(briefs[0].plan, lang, dense=True)
    for place, brief in enumerate(briefs):
        paper.title((_("Brief for {unit}").format(unit=brief.unit),), (brief.plan,), new_page=place > 0)
        paper.small(brief.summary, dense=True)
        for part in brief.parts:
            paper.small_heading(part.heading)
            for number, line in enumerate(part.lines, start=1):
                paper.small(f"{number}. {line}", dense=True)
            if part.rest:
                paper.small(part.rest, dense=True)
        for note in brief.notes:
            paper.small(note, dense=True)
    return paper.to_bytes()


def coordination_docx(brief: CoordinationBrief, lang: Lang) -> bytes:
    """The findings of a plan with both clauses, owners, proposal and decisions.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    _ = translator(lang)
    paper = WordPaper(brief.plan, lang)
    paper.title((brief.plan, _("Coordination brief")))
    paper.text(brief.progress)
    for number, finding in enumerate(brief.findings, start=1):
        paper.heading(f"{number}. {finding.title}")
        paper.text(_("{sentence} ({name})").format(sentence=finding.sentence, name=finding.class_name))
        for where, words, owners in finding.sides:
            paper.text(words, lead=f"{where} ")
            paper.text(owners)
        if finding.decisions:
            for decision in finding.decisions:
                paper.text(decision, lead=_("Decided: "))
        else:
            paper.text(finding.proposal, lead=_("Proposed: "))
    for note in brief.notes:
        paper.small(note)
    return paper.to_bytes()
