import pytest

from aizone.analysis.lineage.likeness import alike
from aizone.analysis.lineage.measures import trace_measures
from aizone.analysis.lineage.targets import trace_targets
from aizone.analysis.lineage.things import trace_things
from aizone.projections.clauses import ClauseOwner, NamedThing, PlanClauses, WorkClause
from aizone.queries.records import PlannedTarget


def plan(name, *measures):
    """A plan of measures given as (words, owners, things); the first owner leads."""
    clauses, things = [], {}
    for number, (words, owners, touched) in enumerate(measures, 1):
        things |= {one: NamedThing(one, one.upper(), one, "Platform", True) for one in touched.split()}
        clauses.append(
            WorkClause(
                f"{name}{number}", words, f"t{number}", "", "", "", number,
                tuple(
                    ClauseOwner(unit, unit, "az:GovernmentUnit", "responsible" if rank else "lead", "explicit")
                    for rank, unit in enumerate(owners.split())
                ),
                touches=tuple((one, "az:delivers") for one in touched.split()),
                text=words,
            )
        )  # fmt: skip
    return PlanClauses(name, tuple(clauses), things, {})


EARLIER = plan(
    "a",
    ("建设港口智能理货系统", "x y", "port"),
    ("开展茶园病虫害识别试点", "y", "tea"),
    ("组织市民数字技能培训", "z", ""),
    ("发放企业算力补贴", "x", ""),
)
LATER = plan(
    "b",
    ("升级港口智能理货系统", "y x", "port"),
    ("推广茶园病虫害识别", "y", "tea"),
    ("开展低空物流配送", "w", ""),
    ("发放企业算力补贴", "x z", ""),
)


def fates(found):
    return {
        (one.fate, " ".join(c.item for c in one.earlier), " ".join(c.item for c in one.later)): one for one in found
    }


def test_measures_go_on_end_and_begin():
    found = fates(trace_measures(EARLIER, LATER))
    assert set(found) == {
        ("kept", "a1", "b1"), ("kept", "a2", "b2"), ("kept", "a4", "b4"), ("new", "", "b3"), ("dropped", "a3", ""),
    }  # fmt: skip
    moved = found["kept", "a1", "b1"]
    assert (moved.is_reowned, moved.leads_left, moved.leads_joined, moved.owners_left) == (True, ("x",), ("y",), ())
    same = found["kept", "a4", "b4"]
    assert (same.is_reowned, same.owners_joined) == (False, ("z",))


def test_every_measure_of_both_plans_is_told_once():
    found = trace_measures(EARLIER, LATER)
    assert sorted(c.item for one in found for c in one.earlier) == ["a1", "a2", "a3", "a4"]
    assert sorted(c.item for one in found for c in one.later) == ["b1", "b2", "b3", "b4"]


def test_one_measure_splits_and_two_merge():
    two = plan("b", ("建设港口智能理货系统一期", "x", "port"), ("建设港口智能理货系统二期", "x", "port"))
    one = plan("a", ("建设港口智能理货系统", "x", "port"), ("开展茶园病虫害识别试点", "y", "tea"))
    assert ("split", "a1", "b1 b2") in fates(trace_measures(one, two))
    assert ("merged", "b1 b2", "a1") in fates(trace_measures(two, one))


def test_the_likeness_by_hand():
    """Equal words, no things: 1. A shared thing and no common words: 0.4."""
    (equal,) = alike(plan("a", ("茶园识别", "x", "")), plan("b", ("茶园识别", "x", "")), least=0.1)
    assert (equal.words, equal.score) == (pytest.approx(1.0), pytest.approx(1.0))
    (found,) = alike(plan("a", ("茶园识别", "x", "hub")), plan("b", ("港口理货", "x", "hub")), least=0.1)
    assert (found.words, found.score, found.things) == (0.0, pytest.approx(0.4), ("hub",))


def target(metric, value, *, unit="个", period="total", deadline="2026", most=None):
    return PlannedTarget("p", "g", f"t-{metric}-{deadline}", metric, unit, period, value, most, deadline)


def test_targets_are_raised_lowered_kept_dropped_and_new():
    found = trace_targets(
        [
            target("开放数据集", 400),
            target("攻关项目", 8, period="year", most=10),
            target("机器人产品", 10),
            target("标准", 5),
        ],
        [
            target("开放数据集", 600),
            target("攻关项目", 6, period="year", most=8),
            target("示范园区", 3),
            target("标准", 5),
        ],
    )
    assert [(one.fate, (one.later or one.earlier).metric) for one in found] == [
        ("raised", "开放数据集"), ("lowered", "攻关项目"), ("new", "示范园区"), ("kept", "标准"), ("dropped", "机器人产品"),
    ]  # fmt: skip


def test_of_the_years_of_a_metric_the_last_counts_and_units_keep_targets_apart():
    found = trace_targets(
        [target("算力", 100, unit="P", deadline="2025"), target("算力", 200, unit="P", deadline="2026")],
        [target("算力", 300, unit="P", deadline="2028"), target("算力", 150, unit="P", deadline="2027")],
    )
    assert [(one.fate, one.earlier.minimum, one.later.minimum) for one in found] == [("raised", 200, 300)]
    assert [one.fate for one in trace_targets([target("人才", 5, unit="名")], [target("人才", 5, unit="%")])] == [
        "new",
        "dropped",
    ]


def test_metrics_that_are_nearly_the_same_are_asked():
    (found,) = trace_targets([target("示范应用场景", 10)], [target("标杆应用场景", 12)])
    assert found.fate == "uncertain"


def test_things_whose_leads_have_all_changed_come_first():
    found = trace_things(EARLIER, LATER)
    assert [(one.thing, one.is_reassigned, one.leads_before, one.leads_after) for one in found] == [
        ("port", True, ("x",), ("y",)),
        ("tea", False, ("y",), ("y",)),
    ]
