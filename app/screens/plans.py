"""The plans of the workspace: what each holds, where it was read from; some of them side by side."""

from __future__ import annotations

import streamlit as st

from aizone.app import address, page, resources, scope
from aizone.app.address import Address
from aizone.i18n import Translate
from aizone.views.look.formats import day, number
from aizone.views.plan.plans import PlanLine, shared_units

_MAX_SHARED = 60


def _open(to: str, plan: str) -> str:
    return address.href(to, Address(plans=(plan,), lang=lang))


def _plan(line: PlanLine, _: Translate) -> str:
    head, read = line.head, line.source
    links = [
        ("", _("Overview")),
        ("matrix", _("Matrix")),
        ("places", _("Places and platforms")),
        ("quality", _("Data quality")),
    ]
    buttons = "".join(
        f'<a class="az-chip" data-az href="{page.escape(_open(to, head.plan))}" target="_self">{page.escape(words)}</a>'
        for to, words in links
    )
    text = address.href("explore", Address(id=head.plan, view="text", plans=(head.plan,), lang=lang))
    words = page.escape(_("Text"))
    buttons += f'<a class="az-chip" data-az href="{page.escape(text)}" target="_self">{words}</a>'
    facts = page.meta(head.years, head.issuer, head.number, day(head.issued, lang))
    figures = page.meta(
        _("{count} tasks").format(count=number(head.tasks, lang)),
        _("{count} measures").format(count=number(head.measures, lang)),
        _("{count} reading issues").format(count=number(line.issues, lang)),
        _("an invented example") if head.fictional else "",
    )
    origin = page.meta(_("Where it was read from is not recorded."))
    if read is not None:
        held = (
            _("its text is in the workspace") if read.text_held else _("facts only, its text is not in the workspace")
        )
        fetched = _("fetched {date}").format(date=day(read.retrieved, lang)) if read.retrieved else ""
        size = _("{count} characters").format(count=number(read.length, lang))
        origin = page.meta(read.name, size, fetched, held) + page.meta(read.source, f"SHA-256 {read.sha256[:16]}…")
    title = f'<h2 class="az-h3"><a data-az href="{page.escape(_open("", head.plan))}" target="_self">{page.escape(head.label)}</a></h2>'
    return page.card(title, facts, figures, origin, f"<p>{buttons}</p>")


lang, _ = page.translate()
page.header(_("Plans"), _("Choose one, some or all of them: every page then shows those."))
chosen = scope.choose(lang, _)
workspace = resources.workspace()
revision = workspace.store.revision
st.html("".join(_plan(resources.plan_line(revision, head, workspace), _) for head in chosen.heads))
if len(chosen.heads) > 1:
    views = [resources.plan_overview(revision, head, lang, workspace) for head in chosen.heads]
    shared = shared_units(views, lang)
    st.html(page.h2(_("Units that several of them name"), number(len(shared), lang)))
    if not shared:
        page.empty(_("No unit stands in two of these plans."), _("Plans of one city usually share their bureaus."))
    else:
        head = page.table_head((_("Unit"), ""), *((view.head.label, "az-num") for view in views))
        rows = "".join(
            f"<tr><td>{page.link(line.unit, line.label)}</td>"
            + "".join(f'<td class="az-num">{count or "·"}</td>' for count in line.measures)
            + "</tr>"
            for line in shared[:_MAX_SHARED]
        )
        st.html(f'<table class="az-list">{head}{rows}</table>')
        st.caption(_("Measures of each unit in each plan."))
