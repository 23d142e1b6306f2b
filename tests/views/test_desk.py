"""The desk's pages without Streamlit: their state in the address, and what their lists show."""

import pytest

from aizone.analysis.gaps.lint import gap_score, lint
from aizone.analysis.load_profiles import load_profiles
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.labels import read_labels
from aizone.projections.plan_load import read_plan_load
from aizone.views.desk import gaps, load
from aizone.views.desk.computed import computed
from aizone.views.desk.state import DeskState, from_params, to_params

HEFEI = "id:plan/hefei-2020-2023"


@pytest.mark.parametrize(
    "state",
    [
        DeskState(),
        DeskState(plan=HEFEI, groups="expand", least=5, unit="id:unit/a", show="groups", severity="Warning", rule="no-lead"),
        DeskState(pair=("id:unit/a", "id:unit/b")),
    ],
)  # fmt: skip
def test_the_address_keeps_every_control(state):
    params = to_params(state)
    assert from_params({name: [value] for name, value in params}) == state
    assert (params == []) == (state == DeskState())


@pytest.mark.parametrize(
    "odd", [{"least": ["x"]}, {"least": ["²"]}, {"pair": ["a"]}, {"severity": ["Bad"]}, {"groups": ["all"]}]
)
def test_an_odd_address_has_the_defaults(odd):
    assert from_params(odd) == DeskState()


def test_the_least_is_at_least_one():
    assert from_params({"least": ["0"]}).least == 1


@pytest.mark.parametrize(("lang", "words"), [("zh", "等于监督自己"), ("en", "leads other measures itself: 17")])
def test_gaps_are_told_in_the_readers_language(shipped, lang, words):
    results = lint(read_gap_facts(shipped.store, HEFEI))
    labels = read_labels(shipped.store, gaps.nodes_of(results), lang)
    report = gaps.GapReport(gap_score(results), gaps.gap_groups(results, labels, lang))
    (group,) = [group for group in report.groups if group.rule == "self-supervision"]
    assert words in group.lines[0].words
    assert {label for line in group.lines for _node, label in line.others} == {
        labels["id:unit/hefei-science-and-technology-bureau"]
    }
    assert report.count("Warning") == sum(len(group.lines) for group in report.groups if group.severity == "Warning")
    assert all(line.label and "{" not in line.words for group in report.groups for line in group.lines)


def test_every_list_of_a_unit_is_as_long_as_its_number(shipped):
    report = load.load_report(load_profiles(read_plan_load(shipped.store, HEFEI, "zh"), "zh"))
    assert (report.measures, report.leads, report.inferred) == (57, 56, 46)
    unit = report.unit("id:unit/hefei-science-and-technology-bureau")
    assert [len(load.listed_items(unit, name)) for name in load.LISTS] == [37, 18, 15, 19, 0, 0, 3]
    assert load.listed_items(unit, "nonsense") == unit.owned
    assert report.unit("id:unit/nobody") is None
    assert set(unit.owned) <= set(load.nodes_of(report))


def test_a_number_says_how_it_is_computed():
    one, other = computed("gini", "herfindahl", lang="zh")
    assert (one.title, other.title) == ("牵头分布的基尼系数", "牵头集中度（赫芬达尔指数）")
    assert "名次" in one.formula
    assert "rank" in computed("gini", lang="en")[0].formula
