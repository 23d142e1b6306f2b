"""An earlier plan in a later one: what became of its measures, targets and things, with both clauses side by side."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from aizone.analysis.lineage.measures import FATES, Lineage
from aizone.app import address, page, resources
from aizone.app import desk as desks
from aizone.app.here import Here
from aizone.app.panels import match as form
from aizone.app.panels import verdict
from aizone.verdicts.comparison import ComparedPlans
from aizone.verdicts.matches import Pair
from aizone.views.desk.computed import computed
from aizone.views.desk.lineage import (
    decision_words,
    fate_words,
    match_words,
    side_labels,
    target_fate_words,
    value_words,
)
from aizone.views.plan.overview import PlanHead

_REOWNED = "reowned"


def _href(plans: tuple[str, str], here: Here, *, show: str = "", pair: Pair | None = None) -> str:
    more = [("fate", show)] if show else []
    more += [("pair", "|".join(pair))] if pair else []
    return address.raw_href("compare", [*(("plan", plan) for plan in plans), *more, ("lang", here.lang)])


def _go(plans: tuple[str, str], here: Here, **more: str) -> None:
    st.query_params.from_dict(
        {"plan": list(plans), **{key: text for key, text in more.items() if text}, "lang": here.lang}
    )
    st.rerun()


def _controls(here: Here, heads: list[PlanHead], first: tuple[str, str]) -> tuple[str, str, str]:
    """The two plans and what is shown, as the address has them; another choice is written into it."""
    _, lang, labels = here.translate, here.lang, {head.plan: head.named for head in heads}
    asked = [plan for plan in st.query_params.get_all("plan") if plan in labels]
    earlier, later = (asked[0], asked[1]) if len(asked) > 1 else first
    words: dict[str, str] = {fate: told for fate, told in fate_words(_).items()}
    words[_REOWNED] = _("with other leads")
    show = st.query_params.get("fate", "")
    show = show if show in words else ""
    key = f"{lang}-{earlier}-{later}-{show}"
    left, right = st.columns(2)
    plans = list(labels)
    one = left.selectbox(
        _("Earlier plan"), plans, plans.index(earlier), format_func=labels.__getitem__, key=f"earlier-{key}"
    )
    other = right.selectbox(
        _("Later plan"), plans, plans.index(later), format_func=labels.__getitem__, key=f"later-{key}"
    )
    shown = st.segmented_control(
        _("Show"), list(words), default=show or None, format_func=words.__getitem__, key=f"show-{key}"
    )
    page.printed(f"{labels[earlier]} → {labels[later]}", words.get(show, ""))
    if (one, other, shown or "") != (earlier, later, show):
        pair = st.query_params.get("pair", "") if (one, other) == (earlier, later) else ""
        _go((one, other), here, fate=shown or "", pair=pair)
    return earlier, later, show


def _is_shown(one: Lineage, show: str) -> bool:
    return one.is_reowned if show == _REOWNED else show in ("", one.fate)


def _draw_questions(found: ComparedPlans, plans: tuple[str, str], here: Here) -> None:
    """The pairs of which it is uncertain, the decision about one of them, and those that were decided."""
    _, labels = here.translate, side_labels(found.pair)
    page.section(_("To decide"))
    html = page.template("compare.html", here)
    questions = [(labels[one], labels[other], _href(plans, here, pair=(one, other))) for one, other in found.asked]
    rows = [
        (match_words(_)[one.verdict.kind], labels.get(one.verdict.earlier.item), labels.get(one.verdict.later.item),
         decision_words(one, _), _href(plans, here, pair=one.verdict.pair))
        for one in found.decisions
    ]  # fmt: skip
    st.html(html.questions(questions, rows))
    with (
        st.container(key="compare-decide"),
        st.expander(_("Decide about two measures or targets"), expanded=any(form.asked_sides(found))),
    ):
        pair = form.choose(found, here)
        if pair is not None:
            clauses = {
                clause.item: clause for plan in (found.pair.earlier, found.pair.later) for clause in plan.clauses
            }
            targets = {one.target: one for one in (*found.pair.earlier_targets, *found.pair.later_targets)}
            values = {node: value_words(target, _, here.lang) for node, target in targets.items()}
            st.html(html.beside([(node, labels[node], clauses.get(node), values.get(node, "")) for node in pair]))
            if form.draw(found, pair, here, resources.workspace()):
                _go(plans, here)


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(_("Compare plans"), _("What became of an earlier plan's measures and targets in a later one."))
page.stop_if_empty(here)
page.paper("A4 landscape")
heads = resources.plans(revision, here.lang, workspace)
if len(heads) < 2:
    page.empty(_("There is only one plan."), _("Add the plan before or after it to compare the two."))
    st.stop()
verdict.tell()
first = resources.successive_plans(revision, workspace) or (heads[0].plan, heads[1].plan)
earlier, later, show = _controls(here, heads, first)
plans = earlier, later
if earlier == later:
    page.empty(_("The same plan is chosen twice."), _("Choose two plans."))
    st.stop()
with page.loading(_("Comparing the measures …")):
    found = resources.comparison(revision, earlier, later, here.lang, workspace)
pair, measures, html = found.pair, found.measures, page.template("compare.html", here)
counts = Counter(one.fate for one in measures)
figures = [(counts[fate], fate_words(_)[fate], _href(plans, here, show=fate)) for fate in FATES if counts[fate]]
reowned = sum(one.is_reowned for one in measures)
st.html(
    page.template("parts.html", here).tiles(
        [*figures, (reowned, _("with other leads"), _href(plans, here, show=_REOWNED))]
    )
)
if not show:
    _draw_questions(found, plans, here)
page.section(_("Measures"))
rows = [one for one in measures if _is_shown(one, show)]
if rows:
    decide = {
        (link.earlier, link.later): _href(
            plans, here, pair=(pair.earlier.clauses[link.earlier].item, pair.later.clauses[link.later].item)
        )
        for one in rows
        for link in one.likeness
    }
    st.html(html.measures(rows, pair.labels, fate_words(_), decide))
else:
    page.empty(_("There are none."))
targets = found.targets
page.section(_("Targets"))
if targets:
    values = {
        side.target: value_words(side, _, here.lang) for one in targets for side in (one.earlier, one.later) if side
    }
    st.html(html.targets(targets, values, target_fate_words(_), found.pair.labels))
else:
    page.empty(_("Neither plan states a target."))
page.section(_("Platforms, parks and projects in both"))
things = found.things
if things:
    st.html(html.things(things, pair.labels))
else:
    page.empty(_("The two plans name no thing in common."))
desk = desks.open_desk("compare", here)
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("trace_measures", "trace_targets", "trace_things", lang=here.lang),
        [
            one
            for plan in plans
            for one in desks.asked(
                desk, "measures_of_plan", "things_of_measures", "topics_of_measures", "targets_of_plan", plan=plan
            )
        ],
        f"{earlier}, {later}",
    )
)
