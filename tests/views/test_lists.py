"""Profiles, places, plans, quality, about and the choice of plans: what the pages of lists show."""

import pytest

from aizone.iri import compact
from aizone.model.validation import ValidationReport, ValidationResult
from aizone.projections.plans import read_issues
from aizone.projections.responsibility_matrix import read_matrix
from aizone.projections.things import THINGS, counts, read_things
from aizone.views.entity.profile import compare, unit_lines
from aizone.views.look.palette import ROLES
from aizone.views.plan.plans import shared_units
from aizone.views.plan.quality import build_breaches, build_gaps, build_issues, focus_of
from aizone.views.plan.scope import MOST, scope
from tests.views.pages import about_of, heads_of, outline_of, overview_of, plan_line_of, profile_of

UNIT, OTHER = "id:unit/hefei-science-and-technology-bureau", "id:unit/hefei-development-and-reform-commission"
HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"
LATER = "id:plan/yunjiang-2027-2029"


@pytest.fixture(scope="module")
def heads(shipped):
    return heads_of(shipped, "zh")


def test_the_profile_of_a_unit_adds_up(shipped):
    found = profile_of(shipped, UNIT, "zh")
    assert len(found.measures) == 37
    assert sum(count for share in found.areas for _role, count in share.roles) == 37
    assert "市科技局" in found.names
    assert found.superior[1] == "合肥市人民政府"
    assert found.stated == len(found.card.duties) - sum(duty.basis == "order" for duty in found.card.duties)
    assert profile_of(shipped, "id:unit/nobody", "zh") is None
    assert profile_of(shipped, HEFEI, "zh") is None


def test_units_are_compared_figure_by_figure(shipped):
    one, other = (profile_of(shipped, unit, "en") for unit in (UNIT, OTHER))
    found = compare([one, other], "en")
    figures = {line.label: line.values for line in found.figures}
    assert figures["Measures"] == (37, len(other.measures))
    assert len(found.shared) == len(one.measures & other.measures) == 18
    assert {role for _task, _label, roles in found.shared for role in roles} <= set(ROLES)
    assert sum(line.values[0] for line in found.areas) == 37
    assert compare([], "en").shared == ()


def test_units_of_several_plans_are_counted_together(shipped, heads):
    views = [overview_of(shipped, head, "zh") for head in heads]
    lines = unit_lines([views[0], views[0]], "zh")
    single = {line.unit: line.total for line in views[0].units}
    assert all(line.total == 2 * single[line.unit] for line in lines)
    assert [line.leads for line in lines] == sorted((line.leads for line in lines), reverse=True)
    assert shared_units([views[0], views[1]], "zh") == ()
    shared = {line.unit: line.measures for line in shared_units(views, "zh")}
    assert shared["id:unit/yunjiang-data-bureau"][0] == 0, "two plans of one city share its units"
    assert all(count > 0 for count in shared["id:unit/yunjiang-data-bureau"][1:])
    assert "id:unit/yunjiang-urban-management-bureau" not in shared, "it has another name in the later plan"
    twice = shared_units([views[0], views[0]], "zh")
    assert {line.unit for line in twice} == set(single)
    assert all(line.measures == (single[line.unit],) * 2 for line in twice)


def test_things_have_tasks_and_owners(shipped):
    things = read_things(shipped.store, [HEFEI], "zh")
    assert [thing.group for thing in things] == sorted((t.group for t in things), key=THINGS.index)
    valley = next(thing for thing in things if thing.label == "中国声谷")
    assert valley.group == "Park"
    assert "合肥市科学技术局" in [label for _unit, label, _role in valley.owners]
    strength = [list(ROLES).index(role) for _unit, _label, role in valley.owners]
    assert strength == sorted(strength)
    assert len({unit for unit, _label, _role in valley.owners}) == len(valley.owners)
    assert sum(counts(things).values()) == len(things)
    assert read_things(shipped.store, [], "zh") == ()


def test_a_plan_says_where_it_was_read_from(shipped, heads):
    held = {head.plan: plan_line_of(shipped, head).source.text_held for head in heads}
    assert held == {HEFEI: False, YUNJIANG: True, LATER: True}
    assert len(plan_line_of(shipped, heads[0]).source.sha256) == 64


def test_gaps_are_what_is_missing(shipped):
    matrix = read_matrix(shipped.store, [YUNJIANG], "zh", level="measure")
    gaps = build_gaps(matrix, read_things(shipped.store, [YUNJIANG], "zh"))
    asked = [row["item"] for row in shipped.select("tasks_without_lead", plan="yunjiang-2024-2026").dicts()]
    assert [node for node, _label in gaps.without_lead] == [compact(str(item)) for item in asked]
    assert len(asked) == 14
    assert gaps.without_owner == gaps.unresolved == ()
    order = build_gaps(read_matrix(shipped.store, [HEFEI], "zh"), ())
    assert 0 < order.inferred_leads <= order.leads


def test_issues_lead_to_their_place(shipped, tmp_path):
    from aizone.reading.ingest import ingest
    from aizone.settings import Settings
    from aizone.workspace import Workspace

    path = tmp_path / "plan.txt"
    path.write_text(
        "玉河市人工智能行动计划（2024—2026年）\n一、主要任务\n（一）打牢基础\n"
        "1.建设算力中心。建成算力中心一座。（责任单位：市无名局、市科技局）\n2.推进应用。开放场景十个。\n",
        "utf-8",
    )
    workspace = Workspace(Settings(workspace=tmp_path))
    (done,) = ingest(workspace, [path])
    assert done.error is None
    plan = f"id:plan/{done.slug}"
    issues = build_issues(read_issues(workspace.store, plan, "zh"), outline_of(workspace, plan, "zh"), "zh")
    assert issues
    unresolved = [issue for issue in issues if issue.code == "unit-unresolved"]
    assert {issue.place_label for issue in unresolved} == {"建设算力中心"}
    assert all(issue.message and issue.cure and issue.start is not None for issue in unresolved)


def test_breaches_are_told_in_the_readers_language(shipped):
    result = ValidationResult("Warning", f"{HEFEI}/3/5/2", None, None, "az:TaskShape", {"zh": "甲", "en": "A"})
    (breach,) = build_breaches([ValidationReport((result,))], {f"{HEFEI}/3/5/2": "A task"}, "en")
    assert (breach.severity, breach.label, breach.message) == ("Warning", "A task", "A")
    assert focus_of(f"{HEFEI}/3/5/2/m1/lead/hefei-x") == f"{HEFEI}/3/5/2/m1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_about_names_every_term_and_licence(shipped, lang):
    found = about_of(shipped, lang)
    assert found.classes
    assert found.properties
    assert all(term.label and term.definition for term in (*found.classes, *found.properties))
    assert all(line.title and line.licence.startswith("CC") for line in found.sources)
    assert len({line.node for line in found.sources}) == len(found.sources)


def test_the_choice_of_plans(heads):
    assert scope([], heads).plans == (HEFEI,), "an invented city never counts with a real one unasked"
    assert scope([], heads).invented_left_out == 2
    assert scope([], heads, with_invented=True).plans == (HEFEI, YUNJIANG, LATER)
    assert scope([], heads[1:]).plans == (YUNJIANG, LATER), "without a real plan, the examples show"
    assert scope([], heads[1:]).invented_left_out == 0
    assert scope([YUNJIANG, YUNJIANG, "id:plan/nowhere"], heads).plans == (YUNJIANG,)
    many = [heads[0]] * 1 + [type(heads[0])(f"id:plan/p{n}", "", "", "", "", "", 1, 1, False) for n in range(40)]
    assert scope([], many).plans == (HEFEI,)
    assert scope([], many).left_out == 40
    asked = [head.plan for head in many]
    assert len(scope(asked, many).heads) == MOST
    assert scope(asked, many).left_out == 41 - MOST
