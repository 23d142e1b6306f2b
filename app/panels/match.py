"""The form in which a person decides whether a later plan carries on something of an earlier one."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.panels.kept_fields import keep, show
from aizone.app.panels.verdict import decide, say
from aizone.errors import AizoneError
from aizone.iri import expand, last_segment
from aizone.verdicts.comparison import ComparedPlans, sides_of
from aizone.verdicts.kinds import MATCH_KINDS
from aizone.verdicts.matches import MatchVerdict, Pair
from aizone.views.desk.findings import place_of
from aizone.views.desk.lineage import match_meanings, match_words, side_labels
from aizone.workspace import Workspace

_PAIR, _SEPARATOR = "pair", "|"


def choose(found: ComparedPlans, here: Here) -> Pair | None:
    """The pair to decide about, as the address has it, or else the first question; another choice is written into the address.

    Args:
        found: the comparison.
        here: the page.
    """
    _, labels = here.translate, side_labels(found.pair)
    clauses = (clause for plan in (found.pair.earlier, found.pair.later) for clause in plan.clauses)
    places = {clause.item: place_of(clause, here.lang) for clause in clauses}
    asked, columns = asked_sides(found), st.columns(2)
    for place, (column, label, plan) in enumerate(
        zip(columns, (_("Earlier"), _("Later")), (found.pair.earlier.plan, found.pair.later.plan), strict=True)
    ):
        options = [node for node in labels if node.startswith(f"{plan}/")]
        key = f"match-{place}"
        show(key, asked[place])
        chosen = column.selectbox(
            label, options, None, format_func=lambda one: " · ".join(filter(None, (labels[one], places.get(one)))),
            key=key, placeholder=_("Choose one"),
        )  # fmt: skip
        sides = (chosen, asked[1]) if place == 0 else (asked[0], chosen)
        keep(key, asked[place], chosen, _PAIR, [_SEPARATOR.join(side or "" for side in sides)])
    one, other = asked
    return (one, other) if one and other else None


def asked_sides(found: ComparedPlans) -> tuple[str | None, str | None]:
    """The two sides that are asked about: those of the address, of which one may be missing yet, or those of the first question."""
    if _PAIR not in st.query_params:
        return next(iter(found.asked), (None, None))
    labels = side_labels(found.pair)
    words = [*st.query_params[_PAIR].split(_SEPARATOR), ""][:2]
    one, other = (
        word if word in labels and word.startswith(f"{plan}/") else None
        for word, plan in zip(words, (found.pair.earlier.plan, found.pair.later.plan), strict=True)
    )
    return one, other


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
