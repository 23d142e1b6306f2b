"""What may be unclear while reading, each code declared once with what to do about it."""

from __future__ import annotations

from msgspec import Struct

from .kinds import Severity
from .span import Span

ISSUE_CODES = {
    "unit-unresolved": "A name that no registry knows; it is kept as written. Add the body or an alias to data/units.",
    "unit-ambiguous": "A name that fits several bodies; it is kept as written. Write an alias that only one of them has.",
    "group-members-unknown": "A collective owner whose members nobody registered; it stays one owner.",
    "place-unknown": "Neither issuer nor title says which place the plan is of, so short names cannot be resolved.",
    "clause-without-owner": "Words at the end of a task behind its last owner list; nobody is named for them.",
    "note-not-applied": "A note in an owner list that speaks of other tasks; no owners were added for it.",
    "contact-left-out": "People and telephone numbers in an owner list; they are no owners and are not stored.",
    "owner-not-read": "Words in an owner list that are no name: too long for one, or about something else ('2024年底前完成主体工程').",
    "owners-not-understood": "A bracket that stands and speaks like an owner list and names nobody; add its words to owners/grammar.toml.",
    "owners-from-above": "A row of a task table without owners; it was given those of the row above. Check the table.",
    "deadline-not-read": "A cell in the deadline column that holds no date aizone can read.",
    "table-not-read": "A table with owners under a header, but no known header for tasks. Add it to text/table_headers.toml.",
    "correction-not-applied": "Corrections whose owner list the plan no longer has; they are kept. `aizone corrections` lists them.",
    "no-tasks": "No task was found in the document.",
    "unreadable": "A file that could not be read; only in `aizone extract --format jsonl`.",
}
"""What may be unclear while reading, and what to do about it."""


class Issue(Struct, frozen=True):
    """Something a reader should look at; `message` is keyed by language."""

    code: str
    severity: Severity
    message: dict[str, str]
    span: Span | None = None

    def __hash__(self) -> int:
        return hash((self.code, self.severity, self.span))
