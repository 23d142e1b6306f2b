"""An earlier plan in a later one: what became of its measures, targets and things, with both clauses side by side."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from aizone.analysis.lineage.measures import FATES, Fate, trace_measures
from aizone.analysis.lineage.targets import trace_targets
from aizone.analysis.lineage.things import trace_things
from aizone.app import desk as desks
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.views.desk.computed import computed
from aizone.views.desk.lineage import fate_words, target_fate_words, value_words
from aizone.views.plan.overview import PlanHead


def _controls(here: Here, heads: list[PlanHead], first: tuple[str, str]) -> tuple[str, str, Fate | None]:
    """The two plans and the fate shown, as the address has them; another choice is written into it."""
    _, lang, labels = here.translate, here.lang, {head.plan: head.label for head in heads}
    asked = [plan for plan in st.query_params.get_all("plan") if plan in labels]
    earlier, later = (asked[0], asked[1]) if len(asked) > 1 else first
    fate = next((fate for fate in FATES if fate == st.query_params.get("fate")), None)
    key, words = f"{lang}-{earlier}-{later}-{fate}", fate_words(_)
    left, right = st.columns(2)
    plans = list(labels)
    one = left.selectbox(
        _("Earlier plan"), plans, plans.index(earlier), format_func=labels.__getitem__, key=f"earlier-{key}"
    )
    other = right.selectbox(
        _("Later plan"), plans, plans.index(later), format_func=labels.__getitem__, key=f"later-{key}"
    )
    shown = st.segmented_control(_("Show"), list(FATES), default=fate, format_func=words.__getitem__, key=f"fate-{key}")
    if (one, other, shown) != (earlier, later, fate):
        more = {"fate": shown} if shown else {}
        st.query_params.from_dict({"plan": [one, other], **more, "lang": lang})
        st.rerun()
    return earlier, later, fate


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.stop_if_empty(here)
page.header(_("Compare plans"), _("What became of an earlier plan's measures and targets in a later one."))
heads = resources.plans(revision, here.lang, workspace)
if len(heads) < 2:
    page.empty(_("There is only one plan."), _("Add the plan before or after it to compare the two."))
    st.stop()
first = resources.successive_plans(revision, workspace) or (heads[0].plan, heads[1].plan)
earlier, later, shown = _controls(here, heads, first)
if earlier == later:
    page.empty(_("The same plan is chosen twice."), _("Choose two plans."))
    st.stop()
pair = resources.plan_pair(revision, earlier, later, here.lang, workspace)
measures, html = trace_measures(pair.earlier, pair.later), page.template("compare.html", here)
counts = Counter(one.fate for one in measures)
st.html(
    html.figures([(fate, fate_words(_)[fate], counts[fate]) for fate in FATES], sum(one.is_reowned for one in measures))
)
page.section(_("Measures"))
rows = [one for one in measures if shown in (None, one.fate)]
if rows:
    st.html(html.measures(rows, pair.labels, fate_words(_)))
else:
    page.empty(_("There are none."))
targets = trace_targets(pair.earlier_targets, pair.later_targets)
page.section(_("Targets"))
if targets:
    values = {
        side.target: value_words(side, _, here.lang) for one in targets for side in (one.earlier, one.later) if side
    }
    st.html(html.targets(targets, values, target_fate_words(_)))
else:
    page.empty(_("Neither plan states a target."))
page.section(_("Platforms, parks and projects in both"))
things = trace_things(pair.earlier, pair.later)
if things:
    st.html(html.things(things, pair.labels))
else:
    page.empty(_("The two plans name no thing in common."))
desk = desks.open_desk("compare", here)
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("trace_measures", "trace_targets", "trace_things", lang=here.lang),
        desks.asked(desk, "measures_of_plan", "things_of_measures", "topics_of_measures", "targets_of_plan"),
        f"{earlier}, {later}",
    )
)
