"""Who does what, all at once: the responsibility matrix of the chosen plans."""

from __future__ import annotations

from dataclasses import replace

from aizone.app import address, page, scope
from aizone.app.panels import matrix

lang, _ = page.translate()
page.header(
    _("Responsibility matrix"),
    _("Every task and every unit the plans name. Choose a cell to see the sentence behind it."),
)
chosen = scope.choose(lang, _)
now = replace(address.read(lang), id=None, edge=None, view="graph")
matrix.draw(now, chosen.plans, lang, _, above=290, name="page")
