"""The form in which a person decides about a finding, and the keys that lead to the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.visitor import visitor
from aizone.errors import AizoneError
from aizone.projections.clauses import PlanClauses
from aizone.verdicts.attribution import Attribution, now
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.verdicts.kinds import VERDICT_KINDS
from aizone.verdicts.worklist import WorklistEntry
from aizone.views.desk import findings as words
from aizone.workspace import Workspace

Kind = TypeVar("Kind", bound=str)
_PER_ROW = 3
_NAME = "verdict-by"
_SAID = "verdict-said"
NEXT_KEY = "n"


def draw(entry: WorklistEntry, clauses: PlanClauses, here: Here, data: Workspace) -> bool:
    """Draw the form; returns whether something was recorded, so that the page goes on to the next finding."""
    _, finding = here.translate, entry.finding
    slug = clauses.plan.removeprefix("id:plan/")
    if not data.can_write():
        page.notice_read_only(_("This workspace cannot be written, so decisions cannot be recorded here."))
        return False
    kinds = {one: (words.verdict_label(one, _), words.verdict_meaning(one, _)) for one in VERDICT_KINDS}
    with st.form(f"verdict-{here.lang}-{finding.id}-{len(entry.verdicts)}", border=True, enter_to_submit=False):
        signed = decide(kinds, entry.verdict.kind if entry.verdict is not None else None, _reason(entry), here)
    if signed is None:
        return False
    kind, made = signed
    new: tuple[FindingVerdict, ...] = ()
    if kind is not None:
        known = {clause.item: clause for clause in clauses.clauses}
        new = (FindingVerdict(finding.id, kind, tuple(seen(known[item]) for item in finding.items), made),)
    try:
        data.record(data.verdict_ledger(slug), new, ended={verdict.id: made for verdict in entry.verdicts})
    except AizoneError as error:
        page.problem(_("The decision was not recorded."), page.line_of(error, here.translate))
        return False
    said = words.verdict_label(new[0].kind, _) if new else _("taken back")
    title = words.title_of(finding, words.names_of(clauses, here.lang), here.lang)
    say(_("{title}: {what}").format(title=title, what=said))
    return True


def decide(
    kinds: Mapping[Kind, tuple[str, str]], now_is: Kind | None, reason: str, here: Here
) -> tuple[Kind | None, Attribution] | None:
    """The reason, the name, and a button for each decision: one click records it.

    Args:
        kinds: the decisions, each with its name and what it means.
        now_is: the one in force; it can be taken back.
        reason: of the one in force.
        here: the page.

    Returns:
        the decision (None to take back the one in force), and by whom; None while no button was pressed.
    """
    _ = here.translate
    text, name = st.columns([3, 1])
    why = text.text_input(_("Reason"), value=reason)
    person = visitor()
    by = name.text_input(
        _("Your name"),
        value=person.name if person.is_logged_in else st.session_state.get(_NAME, person.name),
        disabled=person.is_logged_in,
    )
    pressed: Kind | None = None
    listed = list(kinds)
    for start in range(0, len(listed), _PER_ROW):
        for column, kind in zip(st.columns(_PER_ROW), listed[start : start + _PER_ROW], strict=False):
            label, meaning = kinds[kind]
            with column:
                style: Literal["primary", "secondary"] = "primary" if kind == now_is else "secondary"
                if st.form_submit_button(label, type=style, width="stretch", key=f"decide-{kind}-{here.lang}"):
                    pressed = kind
                page.facts(meaning)
    is_withdrawn = now_is is not None and st.form_submit_button(_("Take back"))
    if pressed is None and not is_withdrawn:
        return None
    if person.is_logged_in:
        by = person.name
    st.session_state[_NAME] = by
    return pressed, Attribution(by.strip() or person.name, now(), why.strip() or None)


def say(words: str) -> None:
    """Have something said once, after the page went on."""
    st.session_state[_SAID] = words


def tell() -> None:
    """Say what `say` was given, once."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.toast(page.plain(said))


def _reason(entry: WorklistEntry) -> str:
    return (entry.verdict.made.why or "") if entry.verdict is not None else ""
