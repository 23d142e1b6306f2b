"""The plans of a graph: what each says of itself, the document it was read from, and its reading issues."""

from __future__ import annotations

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import PlanSummary, ReadingIssue, SourceDocument
from ..store import Store
from ..vocab import SCHEMA
from .responsibilities import texts


def read_plans(store: Store, lang: Lang) -> list[PlanSummary]:
    """All plans that have measures, real ones before invented examples."""
    return answers(store, "plans", PlanSummary, lang=lang)


def read_plan(store: Store, plan: str, lang: Lang) -> PlanSummary | None:
    """One plan (a CURIE), without reading the others; None when it has no measures."""
    return next(iter(answers(store, "plans", PlanSummary, lang=lang, plan=expand(plan))), None)


def read_years(store: Store, plan: str) -> tuple[int | None, int | None]:
    """The first and the last year of a plan (a CURIE), each None where it names none; read from the graph, without a question."""
    first, last = (texts(store, expand(plan), term) for term in (SCHEMA.startDate, SCHEMA.endDate))
    return min(map(int, first), default=None), max(map(int, last), default=None)


def read_source(store: Store, plan: str) -> SourceDocument | None:
    """The document a plan (a CURIE) was read from; None when that is not recorded."""
    return next(iter(answers(store, "source_documents", SourceDocument, plan=expand(plan))), None)


def read_issues(store: Store, plan: str, lang: Lang) -> list[ReadingIssue]:
    """The reading issues of a plan (a CURIE) in the order of the text, with messages in a language."""
    return answers(store, "issues_of_plan", ReadingIssue, lang=lang, plan=expand(plan))


def count_issues(store: Store, plan: str) -> int:
    """The number of reading issues of a plan (a CURIE); cheaper than reading their places."""
    return len(answers(store, "findings", ReadingIssue, plan=expand(plan)))
