"""The log of writes, for administrators: who changed what and when, from what to what; nothing can be changed here."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.app.visitor import visitor
from aizone.views.look.formats import number
from aizone.views.plan.write_log import MOST_LINES, act_label, write_lines

here, log = page.here(), resources.workspace().log
_ = here.translate
page.header(
    _("Log of writes"), _("Who changed the workspace, when, and from what to what. Lines are added and never changed.")
)
if not visitor().may("admin"):
    page.empty(_("Only administrators see the log of writes."), _("Ask the people who run this explorer."))
    st.stop()
writes, broken = list(log.writes()), log.check()
if broken:
    ngettext = here.counted
    page.problem(
        ngettext(
            "{count} line of the log was changed or cut, or lines are missing.",
            "{count} lines of the log were changed or cut, or lines are missing.",
            len(broken),
        ).format(count=len(broken)),
        _("What can be read is shown. A backup has the log as it was."),
    )
if not writes:
    page.empty(_("Nothing was written yet."), _("The log begins with the first plan or decision."))
    st.stop()
left, right, _rest = st.columns([1, 1, 2])
acts, people = sorted({one.act for one in writes}), sorted({one.who for one in writes})
with left:
    act = st.selectbox(
        _("Write"), acts, index=None, format_func=lambda act: act_label(act, _), placeholder=_("All"), key="log-act"
    )
with right:
    who = st.selectbox(_("Done by"), people, index=None, placeholder=_("All"), key="log-who")
found = write_lines(writes, _, act=act, who=who)
page.section(_("Writes"), number(len(found), here.lang))
if len(found) > MOST_LINES:
    page.facts(_("The newest {count} are shown; the files of the log have the others.").format(count=MOST_LINES))
if not found:
    page.empty(_("They did nothing of that kind."), _("Choose another person or kind of write."))
    st.stop()
st.html(page.template("log.html", here).lines(found[:MOST_LINES]))
