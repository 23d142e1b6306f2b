"""The responsibility matrix of the chosen plans: who does what, all at once."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.app import page, scope
from aizone.app.panels import matrix

here = page.here()
_ = here.translate
with st.container(key="short-header"):
    page.header(
        _("Responsibility matrix"),
        _("Every task and every unit the plans name. Choose a cell to see its sentence."),
    )
page.stop_if_empty(here)
nothing_selected = here.at(replace(here.address, id=None, edge=None, view="graph"))
matrix.draw(nothing_selected, here.plans.plans, above=172, name="page", choose_plans=lambda: scope.draw_choice(here))
scope.say_left_out(here)
