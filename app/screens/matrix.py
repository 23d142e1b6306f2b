"""The responsibility matrix of the chosen plans: who does what, all at once."""

from __future__ import annotations

from dataclasses import replace

from aizone.app import page, scope
from aizone.app.panels import matrix

here = page.here()
_ = here.translate
page.header(
    _("Responsibility matrix"),
    _("Every task and every unit the plans name. Choose a cell to see its sentence."),
)
scope.draw(here)
nothing_selected = here.at(replace(here.address, id=None, edge=None, view="graph"))
matrix.draw(nothing_selected, here.plans.plans, above=290, name="page")
