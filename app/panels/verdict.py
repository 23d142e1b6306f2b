"""The form in which a person decides about a finding, and the keys that lead to the next one."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.errors import AizoneError
from aizone.projections.clauses import PlanClauses
from aizone.verdicts.attribution import Attribution, login, now
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.verdicts.kinds import VERDICT_KINDS, VerdictKind
from aizone.verdicts.worklist import WorklistEntry
from aizone.views.desk import findings as words
from aizone.workspace import Workspace

_NAME = "verdict-by"
_SAID = "verdict-said"
NEXT_KEY = "n"


def draw(entry: WorklistEntry, clauses: PlanClauses, here: Here, data: Workspace) -> bool:
    """Draw the form; returns whether something was recorded, so that the page goes on to the next finding."""
    _, finding = here.translate, entry.finding
    slug = clauses.plan.removeprefix("id:plan/")
    if not data.can_write():
        page.notice(_("This workspace cannot be written, so decisions cannot be recorded here."))
        return False
    key = f"verdict-{here.lang}-{finding.id}-{len(entry.verdicts)}"
    with st.form(key, border=True):
        now_is = entry.verdict.kind if entry.verdict is not None else None
        kind: VerdictKind | None = st.radio(
            _("Your decision"),
            VERDICT_KINDS,
            index=VERDICT_KINDS.index(now_is) if now_is else None,
            format_func=lambda one: words.verdict_label(one, _),
            captions=[words.verdict_meaning(one, _) for one in VERDICT_KINDS],
            horizontal=True,
        )
        signed = sign(_reason(entry), here, can_withdraw=entry.verdict is not None)
    if signed is None:
        return False
    is_saved, made = signed
    if is_saved and kind is None:
        page.problem(_("No decision is chosen."), _("Choose one of the six."))
        return False
    new: tuple[FindingVerdict, ...] = ()
    if is_saved and kind is not None:
        known = {clause.item: clause for clause in clauses.clauses}
        new = (FindingVerdict(finding.id, kind, tuple(seen(known[item]) for item in finding.items), made),)
    try:
        data.record(data.verdict_ledger(slug), new, ended={verdict.id: made for verdict in entry.verdicts})
    except AizoneError as error:
        page.problem(_("The decision was not recorded."), error.line(here.translate))
        return False
    said = words.verdict_label(new[0].kind, _) if new else _("taken back")
    say(_("{id}: {what}").format(id=finding.id[:6], what=said))
    return True


def sign(reason: str, here: Here, *, can_withdraw: bool) -> tuple[bool, Attribution] | None:
    """The reason, the name and the buttons of a form of decision.

    Args:
        reason: that of the decision in force.
        here: the page.
        can_withdraw: whether there is a decision to take back.

    Returns:
        whether the decision is recorded (or else taken back), and by whom; None while no button was pressed.
    """
    _ = here.translate
    words, name = st.columns([3, 1])
    why = words.text_input(_("Reason"), value=reason)
    by = name.text_input(_("Your name"), value=st.session_state.get(_NAME, login()))
    left, right, _rest = st.columns([1, 1, 1])
    is_saved = left.form_submit_button(_("Record and go on"), type="primary", width="stretch")
    is_withdrawn = can_withdraw and right.form_submit_button(_("Take back"), width="stretch")
    if not (is_saved or is_withdrawn):
        return None
    st.session_state[_NAME] = by
    return is_saved, Attribution(by.strip() or login(), now(), why.strip() or None)


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
