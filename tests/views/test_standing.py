"""Stated or inferred: every place that says how a responsibility is known says the same, for every basis there is."""

import io
from typing import get_args

import pytest
from openpyxl import load_workbook

from aizone.analysis.overlaps import find_overlaps
from aizone.exports.matrix_xlsx import matrix_xlsx
from aizone.model.kinds import Basis, is_inferred, standing
from aizone.projections.folded import fold_measures
from aizone.projections.responsibility_matrix import read_matrix
from aizone.projections.shared_work import read_shared_work
from aizone.settings import Settings
from aizone.store.seal import unsealed
from aizone.views.desk.overlaps import shared_items
from aizone.views.plan.quality import build_gaps
from aizone.vocab import AZBASIS
from aizone.workspace import Workspace
from tests.views.pages import card_of, profile_of

PLAN = "id:plan/yunjiang-2024-2026"
TASK, MEASURE = f"{PLAN}/3/1/1", f"{PLAN}/3/1/1/m1"
UNIT, OTHER = "id:unit/yunjiang-data-bureau", "id:unit/yunjiang-development-and-reform-commission"
BASES = get_args(Basis)


@pytest.fixture(scope="module", params=BASES)
def known_by(request, shipped, tmp_path_factory):
    """The example plan, its first lead known by one basis."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "plans").mkdir()
    lines = unsealed((shipped.paths.plans / "yunjiang-2024-2026.nq").read_bytes()).decode().splitlines(keepends=True)
    lead = f"/{MEASURE.removeprefix('id:')}/lead/"
    changed = [
        line.replace(AZBASIS.explicit.value, AZBASIS[request.param].value)
        if lead in line and "ontology#basis>" in line
        else line
        for line in lines
    ]
    assert sum(one != two for one, two in zip(lines, changed, strict=True)) == (request.param != "explicit")
    (folder / "plans" / "yunjiang-2024-2026.nq").write_text("".join(changed), "utf-8")
    return request.param, Workspace(Settings(workspace=folder))


def test_every_basis_has_a_standing_and_a_concept():
    assert {standing(basis) for basis in BASES} == {"stated", "decided", "inferred"}
    assert all(AZBASIS[basis] for basis in BASES)


def test_the_card_says_it(known_by):
    basis, workspace = known_by
    (duty,) = [duty for duty in card_of(workspace, UNIT, "en").duties if (duty.item, duty.role) == (MEASURE, "lead")]
    assert (duty.basis, duty.standing) == (basis, standing(basis))


def test_the_profile_counts_it(known_by, shipped):
    basis, workspace = known_by
    before, after = (
        sum(duty.standing != "inferred" for duty in card_of(one, UNIT, "en").duties if duty.item.startswith(f"{PLAN}/"))
        for one in (shipped, workspace)
    )
    assert profile_of(workspace, UNIT, "en").stated == after
    assert before - after == is_inferred(basis)


def test_the_matrix_underlines_it(known_by):
    basis, workspace = known_by
    for level, item in (("task", TASK), ("measure", MEASURE)):
        cell = read_matrix(workspace.store, [PLAN], "en", level=level).cells[item, UNIT]
        assert (cell.role, cell.stated) == ("lead", not is_inferred(basis))


def test_the_workbook_underlines_it(known_by):
    basis, workspace = known_by
    matrix = read_matrix(workspace.store, [PLAN], "en")
    sheet = load_workbook(io.BytesIO(matrix_xlsx(workspace.store, matrix, "en", statement="")))
    first = sheet.worksheets[0]
    underlined = [cell.coordinate for line in first.iter_rows() for cell in line if cell.value == "●" and cell.font.u]
    inferred = [key for key, cell in matrix.cells.items() if cell.role == "lead" and not cell.stated]
    assert len(underlined) == len(inferred)
    assert ((TASK, UNIT) in inferred) == is_inferred(basis)


def test_data_quality_counts_it(known_by, shipped):
    basis, workspace = known_by
    before, after = (build_gaps(read_matrix(one.store, [PLAN], "en"), ()) for one in (shipped, workspace))
    assert after.inferred_leads - before.inferred_leads == is_inferred(basis)
    assert after.leads == before.leads


def test_the_overlaps_page_says_it(known_by):
    basis, workspace = known_by
    pairs = find_overlaps(workspace.incidence(plan="yunjiang-2024-2026"), unit=UNIT)
    (pair,) = [pair for pair in pairs if pair.other == OTHER]
    found = shared_items(read_shared_work(workspace.store, UNIT, OTHER, "en", among=pair.items), "en")
    (role,) = [item.unit for item in found if item.item == MEASURE]
    assert (role.role, role.standing) == ("lead", standing(basis))


def test_the_questions_say_it(known_by):
    basis, workspace = known_by
    rows = workspace.select("inferred_roles", plan="yunjiang-2024-2026").dicts()
    found = [row for row in rows if str(row["item"]).endswith("/3/1/1/m1") and str(row["role"]).endswith("/lead")]
    assert bool(found) == is_inferred(basis)


def test_the_graph_keeps_it(known_by):
    basis, workspace = known_by
    assert fold_measures(workspace.graph()).edges[TASK, UNIT, "lead"]["basis"] == basis
