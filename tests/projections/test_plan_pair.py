from aizone.projections.plan_pair import successive
from aizone.queries.records import PlanSummary


def plan(name, issuer, start):
    return PlanSummary(name, 1, 1, False, issuer_label=issuer, start=start)


def test_the_latest_two_plans_of_one_issuer_are_compared_first():
    plans = [plan("c", "甲市", 2027), plan("z", "乙市", 2020), plan("a", "甲市", 2024), plan("b", "甲市", 2021)]
    assert successive(plans) == ("a", "c")
    assert successive(plans[:2]) is None


def test_the_shipped_workspace_begins_with_the_two_plans_of_one_city(shipped):
    from aizone.projections.plans import read_plans

    assert successive(read_plans(shipped.store, "zh")) == ("id:plan/yunjiang-2024-2026", "id:plan/yunjiang-2027-2029")


def test_plans_of_one_series_come_before_others_of_their_issuer():
    plans = [
        PlanSummary("a", 1, 1, False, plan_label="甲市2021年绿化要点", issuer_label="甲市绿化办", start=2021),
        PlanSummary("b", 1, 1, False, plan_label="2024年甲市绿化要点", issuer_label="甲市绿化办", start=2024),
        PlanSummary("c", 1, 1, False, plan_label="甲市古树保护方案", issuer_label="甲市绿化办", start=2025),
    ]
    assert successive(plans) == ("a", "b")
    assert successive(plans[1:]) == ("b", "c")


def test_plans_without_an_issuer_are_told_apart_by_their_titles():
    plans = [
        PlanSummary("a", 1, 1, True, plan_label="澜麓市行动计划（2015—2017年）", start=2015),
        PlanSummary("b", 1, 1, True, plan_label="岚麓市行动计划（2016—2018年）", start=2016),
        PlanSummary("c", 1, 1, True, plan_label="澜麓市行动计划（2018—2020年）", start=2018),
    ]
    assert successive(plans) == ("a", "c")
    assert successive(plans[:2]) is None
