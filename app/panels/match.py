"""The form in which a person decides whether a later plan carries on something of an earlier one."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.panels.verdict import decide, say
from aizone.errors import AizoneError
from aizone.iri import expand, last_segment
from aizone.verdicts.comparison import ComparedPlans, sides_of
from aizone.verdicts.kinds import MATCH_KINDS
from aizone.verdicts.matches import MatchVerdict, Pair
from aizone.views.desk.findings import place_of
from aizone.views.desk.lineage import match_meanings, match_words, side_labels
from aizone.workspace import Workspace


def choose(found: ComparedPlans, asked: Pair | None, here: Here) -> Pair | None:
    """The pair to decide about: the one of the address or the first question; another can be chosen from both plans.

    Args:
        found: the comparison.
        asked: the pair of the address, when it is one of these two plans.
        here: the page.
    """
    _, labels = here.translate, side_labels(found.pair)
    clauses = (clause for plan in (found.pair.earlier, found.pair.later) for clause in plan.clauses)
    places = {clause.item: place_of(clause, here.lang) for clause in clauses}
    shown = asked or next(iter(found.asked), None)
    columns, chosen = st.columns(2), []
    for place, (column, label, plan) in enumerate(
        zip(columns, (_("Earlier"), _("Later")), (found.pair.earlier.plan, found.pair.later.plan), strict=True)
    ):
        options = [node for node in labels if node.startswith(f"{plan}/")]
        start = options.index(shown[place]) if shown is not None and shown[place] in options else None
        chosen.append(
            column.selectbox(
                label, options, start, format_func=lambda one: " · ".join(filter(None, (labels[one], places.get(one)))),
                key=f"match-{place}-{here.lang}-{shown}", placeholder=_("Choose one"),
            )
        )  # fmt: skip
    one, other = chosen
    return (one, other) if one and other else None


def draw(found: ComparedPlans, pair: Pair, here: Here, data: Workspace) -> bool:
    """Draw the form; returns whether something was recorded."""
    _, sides = here.translate, sides_of(found.pair)
    held = [one.verdict for one in found.decisions if one.verdict.pair == pair]
    if not data.can_write():
        page.notice_read_only(_("This workspace cannot be written, so decisions cannot be recorded here."))
        return False
    kinds = {one: (match_words(_)[one], match_meanings(_)[one]) for one in MATCH_KINDS}
    with st.form(f"match-{here.lang}-{pair}-{len(held)}", border=True, enter_to_submit=False):
        signed = decide(kinds, held[0].kind if held else None, held[0].made.why or "" if held else "", here)
    if signed is None:
        return False
    if (pair[0] in {one.target for one in found.pair.earlier_targets}) != (
        pair[1] in {one.target for one in found.pair.later_targets}
    ):
        page.problem(_("A measure cannot carry on a target."), _("Choose two measures, or two targets."))
        return False
    kind, made = signed
    new = (MatchVerdict(sides[pair[0]], sides[pair[1]], kind, made),) if kind is not None else ()
    try:
        ledger = data.match_ledger(last_segment(expand(found.pair.later.plan)))
        data.record(ledger, new, ended={verdict.id: made for verdict in held})
    except AizoneError as error:
        page.problem(_("The decision was not recorded."), page.line_of(error, _))
        return False
    say(match_words(_)[new[0].kind] if new else _("taken back"))
    return True
