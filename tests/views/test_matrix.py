import io
import itertools
from collections import Counter

import openpyxl
import pytest

from aizone.analysis.seriation import effectiveness
from aizone.exports.matrix_xlsx import matrix_xlsx
from aizone.projections.matrix_evidence import read_matrix_evidence
from aizone.projections.responsibility_matrix import KINDS, MatrixCell, read_matrix
from aizone.store.seal import sealed, unsealed
from aizone.views.look import palette
from aizone.views.look.palette import GLYPHS
from aizone.views.matrix.order import Filter, arrange, select
from aizone.views.plan.quality import build_gaps
from aizone.vocab import UNIT_CLASSES

HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


@pytest.fixture(scope="module")
def hefei(shipped):
    return read_matrix(shipped.store, [HEFEI], "zh")


@pytest.fixture(scope="module")
def both(shipped):
    return read_matrix(shipped.store, [HEFEI, YUNJIANG], "en")


def filled(matrix):
    import numpy as np

    return np.array(
        [[float((row.item, column.unit) in matrix.cells) for column in matrix.columns] for row in matrix.rows]
    )


def test_every_kind_and_role_has_its_place():
    assert set(KINDS) == {*UNIT_CLASSES, "UnitGroup"}
    assert list(GLYPHS) == list(palette.ROLES)


def test_rows_are_all_tasks_and_columns_all_owners(shipped, hefei):
    assert len(hefei.rows) == 28
    assert [row.path for row in hefei.rows[:3]] == ["三/(一)/1", "三/(一)/2", "三/(一)/3"]
    assert {column.unit for column in hefei.columns} == {cell[1] for cell in hefei.cells}
    assert sum(cell.count for cell in hefei.cells.values()) == 159
    assert hefei.rows[0].area_label
    assert {row.area for row in hefei.rows if row.path.startswith("四")} == {""}


def test_a_cell_shows_the_strongest_role_and_counts_all(hefei):
    cell = hefei.cells["id:plan/hefei-2020-2023/3/5/2", "id:unit/hefei-science-and-technology-bureau"]
    assert cell == MatrixCell(
        (("lead", 1), ("responsible", 4)), frozenset()
    )  # it leads where it is the only unit listed
    assert (cell.role, cell.count) == ("lead", 5)


def test_columns_have_the_names_planners_use(hefei, both):
    short = {column.unit: column.short for column in hefei.columns}
    assert short["id:unit/hefei-science-and-technology-bureau"] == "市科技局"
    assert not [name for name in short.values() if "*" in name]
    assert len(set(short.values())) == len(short)
    english = {column.unit: column.short for column in both.columns}
    assert english["id:unit/hefei-science-and-technology-bureau"] == "Hefei: Bureau of Science and Technology"
    assert (
        english["id:unit/hefei-economy-and-information-technology-bureau"]
        == "Hefei: Bureau of Economy and Information Technology"
    )
    assert hefei.kind_labels["UnitGroup"] == "集体责任主体"
    assert both.kind_labels["GovernmentUnit"] == "Government unit"


def test_measures_as_rows(shipped):
    fine = read_matrix(shipped.store, [HEFEI], "zh", level="measure")
    assert len(fine.rows) == 57
    assert sum(cell.count for cell in fine.cells.values()) == 159
    assert fine.rows[0].area_label


def test_a_task_without_owner_is_a_row(shipped, tmp_path):
    from aizone.settings import Settings
    from aizone.workspace import Workspace

    (tmp_path / "plans").mkdir()
    lines = unsealed((shipped.paths.plans / "yunjiang-2024-2026.nq").read_bytes()).decode().splitlines(keepends=True)
    kept = [line for line in lines if "/3/1/3/m1/" not in line]
    (tmp_path / "plans" / "yunjiang-2024-2026.nq").write_text("".join(kept), "utf-8")
    matrix = read_matrix(Workspace(Settings(workspace=tmp_path)).store, [YUNJIANG], "zh")
    assert matrix.row_total("id:plan/yunjiang-2024-2026/3/1/3") == 0
    assert "id:plan/yunjiang-2024-2026/3/1/3" in {row.item for row in matrix.rows}


def test_several_plans_follow_one_another(both):
    assert list(dict.fromkeys(row.plan for row in both.rows)) == [HEFEI, YUNJIANG]


def test_filters(hefei):
    leads = select(hefei, Filter(roles=["lead"]))
    assert {role for cell in leads.cells.values() for role, _count in cell.roles} == {"lead"}
    assert len(leads.columns) < len(hefei.columns)
    area = hefei.rows[0].area
    assert {row.area for row in select(hefei, Filter(areas=[area])).rows} == {area}
    groups = select(hefei, Filter(kinds=["UnitGroup"]))
    assert {column.kind for column in groups.columns} == {"UnitGroup"}
    assert all(groups.row_total(row.item) for row in groups.rows)
    assert select(hefei, Filter()).cells == hefei.cells
    assert select(hefei, Filter(units=["id:unit/nobody"])).rows == ()


def test_totals_add_up(hefei):
    by_column = sum((hefei.column_totals(column.unit) for column in hefei.columns), Counter())
    assert by_column == hefei.totals()
    assert sum(by_column.values()) == sum(hefei.row_total(row.item) for row in hefei.rows) == len(hefei.cells)


def test_orders(hefei):
    by_load = arrange(hefei, columns="load", grouped=False)
    loads = [sum(by_load.column_totals(column.unit).values()) for column in by_load.columns]
    assert loads == sorted(loads, reverse=True)
    by_name = arrange(hefei, rows="name", columns="name", grouped=False, lang="zh")
    names = [column.label for column in by_name.columns]
    assert names.index("合肥市公安局") < names.index("合肥市教育局") < names.index("合肥市科学技术局")
    assert [row.path for row in arrange(by_name, rows="plan").rows] == [row.path for row in hefei.rows]
    grouped = arrange(hefei, columns="name")
    kinds = [column.kind for column in grouped.columns]
    assert list(dict.fromkeys(kinds)) == sorted(set(kinds), key=KINDS.index)
    areas = [row.area for row in arrange(hefei, rows="blocks").rows]
    assert sum(a != b for a, b in itertools.pairwise(areas)) == len(set(areas)) - 1


def test_blocks_beat_every_other_order(hefei):
    measured = {
        order: effectiveness(filled(arrange(hefei, rows=order, columns=order, grouped=False)))
        for order in ("plan", "name", "load", "blocks")
    }
    assert measured["blocks"] > 1.2 * max(value for order, value in measured.items() if order != "blocks"), measured


def test_the_spreadsheet_shows_the_same(shipped, hefei):
    shown = arrange(select(hefei, Filter(roles=["lead"])), columns="load")
    data = matrix_xlsx(shipped.store, shown, "zh", statement="角色：牵头")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert sheet["A2"].value == "角色：牵头"
    assert shipped.store.revision in sheet["A3"].value
    top, left = openpyxl.utils.cell.coordinate_to_tuple(sheet.freeze_panes)
    heads = [cell.value for cell in sheet[top - 1]]
    assert heads[left - 1 : -1] == [column.short for column in shown.columns]
    assert {sheet.cell(top - 1, left).alignment.textRotation} == {255}
    for line, row in enumerate(shown.rows, start=top):
        assert sheet.cell(line, 3).value == row.label
        for place, column in enumerate(shown.columns, start=left):
            cell = shown.cells.get((row.item, column.unit))
            assert sheet.cell(line, place).value == (GLYPHS[cell.role] if cell else None)
    evidence = book.worksheets[1]
    assert (
        evidence.max_row - 1
        == len(read_matrix_evidence(shipped.store, shown))
        == sum(cell.count for cell in shown.cells.values())
    )
    assert {row[9].value for row in evidence.iter_rows(min_row=2)} == {"本工作区未保存原文"}
    assert data == matrix_xlsx(shipped.store, shown, "zh", statement="角色：牵头")


def test_the_spreadsheet_quotes_what_is_held_and_runs_nothing(shipped):
    matrix = read_matrix(shipped.store, [YUNJIANG], "en", level="measure")
    book = openpyxl.load_workbook(
        io.BytesIO(matrix_xlsx(shipped.store, matrix, "en", statement='=HYPERLINK("http://x")'))
    )
    assert book.worksheets[0]["A2"].data_type == "s"
    assert all(len(row[9].value) > 20 for row in book.worksheets[1].iter_rows(min_row=2))


def test_no_plan_no_matrix(shipped):
    empty = read_matrix(shipped.store, [], "zh")
    assert (empty.rows, empty.columns) == ((), ())
    assert arrange(empty, rows="blocks", columns="blocks") == empty
    assert matrix_xlsx(shipped.store, empty, "zh", statement="")


def test_a_lead_by_order_stays_inferred_beside_a_stated_role(hefei):
    cell = hefei.cells[f"{HEFEI}/3/5/1", "id:unit/hefei-education-bureau"]
    assert dict(cell.roles) == {"lead": 3, "responsible": 1}
    assert cell.inferred == {"lead"}
    assert not cell.stated
    alone = {item for (item, _), cell in hefei.cells.items() if cell.role == "lead" and cell.stated}
    assert alone == {f"{HEFEI}/{path}" for path in ("3/3/4", "3/3/5", "3/3/6", "3/5/2", "4/1", "4/2", "4/3")}
    only = select(hefei, Filter(roles=["responsible"])).cells[f"{HEFEI}/3/5/1", "id:unit/hefei-education-bureau"]
    assert only.stated  # the role that is drawn now is written in the plan


@pytest.mark.parametrize(("basis", "stated"), [("explicit", True), ("decision", True), ("order", False)])
def test_a_lead_is_underlined_where_it_is_only_inferred(workspace, basis, stated):
    path = workspace.paths.plans / "yunjiang-2024-2026.nq"
    lines = unsealed(path.read_bytes()).decode().splitlines(keepends=True)
    changed = [
        line.replace("basis/explicit", f"basis/{basis}") if "/3/1/1/m1/lead/" in line else line for line in lines
    ]
    path.write_bytes(sealed("".join(changed).encode()))
    matrix = read_matrix(workspace.store, [YUNJIANG], "zh")
    cell = matrix.cells[f"{YUNJIANG}/3/1/1", "id:unit/yunjiang-data-bureau"]
    assert (cell.role, cell.stated) == ("lead", stated)
    gaps = build_gaps(matrix, ())
    assert (gaps.inferred_leads, gaps.leads) == (
        0 if stated else 1,
        len([c for c in matrix.cells.values() if c.role == "lead"]),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(matrix_xlsx(workspace.store, matrix, "zh", statement=""))).worksheets[0]
    top, left = openpyxl.utils.cell.coordinate_to_tuple(sheet.freeze_panes)
    place = [column.unit for column in matrix.columns].index("id:unit/yunjiang-data-bureau")
    line = [row.item for row in matrix.rows].index(f"{YUNJIANG}/3/1/1")
    drawn = sheet.cell(top + line, left + place)
    assert drawn.value == GLYPHS["lead"]
    assert (drawn.font.underline is None) == stated
    assert ("带下划线" in sheet["A4"].value) != stated


def test_heads_of_several_cities_name_the_city_and_rows_their_plan(shipped, hefei):
    both = read_matrix(shipped.store, ["id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"], "zh")
    short = {column.unit: column.short for column in both.columns}
    assert short["id:unit/hefei-science-and-technology-bureau"] == "合肥市科技局"
    assert short["id:unit/yunjiang-data-bureau"].startswith("云江")
    assert not any(column.short.startswith("合肥市科技局") for column in hefei.columns), "of one city, they need not"
    for matrix, plan in ((both, True), (hefei, False)):
        data = matrix_xlsx(shipped.store, matrix, "zh", statement="")
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        heads = next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value in {"方案", "任务领域"})
        assert (heads[0] == "方案") is plan
        assert len(heads) == (4 if plan else 3) + len(matrix.columns) + 1
