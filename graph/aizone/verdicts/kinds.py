"""Closed vocabularies of verdicts on findings and matches; imports nothing, so that the command line can offer them at once."""

from __future__ import annotations

from typing import Literal, get_args

VerdictKind = Literal["legitimate", "clarify", "merge", "split", "not-overlap", "later"]
VERDICT_KINDS: tuple[VerdictKind, ...] = get_args(VerdictKind)

MatchKind = Literal["same-work", "other-work"]
MATCH_KINDS: tuple[MatchKind, ...] = get_args(MatchKind)
"""Decisions about a measure or target of an earlier plan and one of a later plan."""

WorkState = Literal["undecided", "changed", "later", "decided"]
"""Where a finding is in the work: 'changed' was decided, but a measure under it is not what it was then."""
WORK_STATES: tuple[WorkState, ...] = get_args(WorkState)
OPEN_STATES: frozenset[WorkState] = frozenset({"undecided", "changed", "later"})
"""Those that still need a decision."""

Act = Literal[
    "ingest", "accept", "rebuild", "update", "remove",
    "bring-back", "restore", "import", "correct", "name", "verdict", "match",
    "question", "scenario", "begin-log",
]  # fmt: skip
"""What was done: plans read in, accepted on the page, read again, their layout brought up to date, removed, brought back; a backup restored; a
filled-in file taken in; a correction, a decision about a name, a verdict, a match recorded or taken back; a question or scenario kept
or removed; a damaged log begun again."""
ACTS: tuple[Act, ...] = get_args(Act)
