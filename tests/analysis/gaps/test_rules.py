"""Each rule with a case that triggers it and one that stays quiet."""

import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest

from aizone import queries
from aizone.analysis.gaps.lint import gap_score, lint
from aizone.analysis.gaps.rules import RULES
from aizone.analysis.gaps.rules.duplicate_tasks import candidates
from aizone.projections.clauses import ClauseOwner
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.things import Thing, ThingTask
from aizone.queries.records import (
    DatedMeasure,
    GoalArea,
    GoalTarget,
    GoalUnit,
    MeasureWithoutLead,
    TargetField,
    TargetOwner,
)
from tests.analysis.gaps.plans import clause, plan, target

BY_ID = {rule.id: rule for rule in RULES}
LONG = "建设面向中小企业的低空物流起降网络并在山区试点血液样本和急救药品的无人机配送服务"


def thing(node, *owners):
    return Thing(node, node, "Platform", None, (ThingTask("t1", "T", "az:delivers"),), owners)


PLATFORMS = (("x平台", "Platform"), ("y平台", "Platform"), ("z平台", "Platform"))
CASES = {
    "no-owner": (plan(clause(1), clause(2, "a")), {"m1"}, plan(clause(1, "a"))),
    "no-lead": (plan(clause(1, "a b"), clause(2, "!a")), {"m1"}, plan(clause(1, "!a b"))),
    "several-leads": (plan(clause(1, "!a !b")), {"m1"}, plan(clause(1, "!a b"), clause(2, "a b"))),
    "lead-by-order": (plan(clause(1, "~a b")), {"m1"}, plan(clause(1, "!a b"), clause(2, "a"))),
    "many-owners": (plan(clause(1, "a b c d e f g")), {"m1"}, plan(clause(1, "a b c d e f G +h"))),
    "collective-owners-only": (plan(clause(1, "A B")), {"m1"}, plan(clause(1, "a B"), clause(2))),
    "self-supervision": (
        plan(clause(1, "!a"), clause(2, "!a b", "加强督查考核。")),
        {"m2"},
        plan(clause(1, "!a"), clause(2, "!c", "加强督查考核。"), clause(3, "!a", "建设水质监测站。")),
    ),
    "reversed-owners": (
        plan(clause(1, "~a b"), clause(2, "~b a")),
        {"m1"},
        plan(clause(1, "~a b"), clause(2, "~a b"), clause(3, "~b a c")),
    ),
    "unresolved-name": (plan(clause(1, "a x1")), {"x1"}, plan(clause(1, "a b"))),
    "blanket-clause": (plan(clause(1, "!a +b"), clause(2, "!a +b")), {"b"}, plan(clause(1, "!a b"))),
    "goal-without-task": (
        plan(goals=(GoalTarget("p", "g"), GoalTarget("p", "h")), served=(GoalArea("p", "g", "a1", 0.5),)),
        {"h"},
        plan(
            goals=tuple(GoalTarget("p", goal) for goal in ("s", "s/1", "g", "h")),
            served=(GoalArea("p", "g", "a1", 0.5), GoalArea("p", "s/1", "a2", 0.5)),
            working=(GoalUnit("p", "h", "a", 1, 0),),
        ),
    ),
    "field-without-task": (
        plan(headings=("智慧教育",), fields=(TargetField("p", "g", "t", "f:transport", "交通"),)),
        {"f:transport"},
        plan(headings=("发展智慧交通",), fields=(TargetField("p", "g", "t", "f:transport", "交通"),)),
    ),
    "target-without-unit": (
        plan(targets=(target("t1"),), answering=(TargetOwner("p", "g", "t1", "个", "total"),)),
        {"t1"},
        plan(targets=(target("t1"),), answering=(TargetOwner("p", "g", "t1", "个", "total", unit="a"),)),
    ),
    "target-instruments": (
        plan(
            clause(1, "a", touches=(("x平台", "delivers"), ("y平台", "supports"), ("z平台", "reliesOn"))),
            named=PLATFORMS,
            targets=(target("t1", minimum=3),),
        ),
        {"t1"},
        plan(
            clause(1, "a", touches=(("x平台", "delivers"), ("y平台", "supports"), ("z平台", "reliesOn"))),
            named=PLATFORMS,
            targets=(target("t1", minimum=1, maximum=2), target("t2", period="year", minimum=9)),
        ),
    ),
    "target-arithmetic": (
        plan(targets=(target("y", "专利", "year", 50), target("t", "专利", minimum=150))),
        {"t"},
        plan(targets=(target("y", "专利", "year", 50), target("t", "专利", minimum=200), target("o", "标准", minimum=1))),
    ),
    "thing-without-owner": (
        plan(things=(thing("owned", ("a", "A", "lead")), thing("bare"))),
        {"bare"},
        plan(things=(thing("owned", ("a", "A", "lead")), replace(thing("praised"), is_planned=False))),
    ),
    "usual-body-absent": (
        plan(clause(1, "a", "完善消防设施。")),
        {"m1"},
        plan(clause(1, "a", "完善消防设施。"), clause(2, "市消防救援支队")),
    ),
    "support-only-unit": (plan(clause(1, "!a ?b"), clause(2, "!a ?b")), {"b"}, plan(clause(1, "!a ?b ?c"), clause(2, "b ?A"))),
    "no-deadline": (
        plan(clause(1, "a")),
        {"p"},
        plan(clause(1, "a"), dated=(DatedMeasure("p", "m1", deadline="2022"),)),
    ),
    "deadline-outside": (
        plan(dated=(DatedMeasure("p", "m1", deadline="2024-06"),)),
        {"m1"},
        plan(dated=(DatedMeasure("p", "m1", deadline="2023-12-31"), DatedMeasure("p", "m2", continuous=True))),
    ),
    "duplicate-tasks": (
        plan(clause(1, "a", LONG + "。"), clause(2, "b", LONG + "，形成经验。")),
        {"m1"},
        plan(clause(1, "a", LONG), clause(2, "b", "完善养老服务设施，新建社区食堂。"), headings=("甲", "乙")),
    ),
}  # fmt: skip


def nodes(rule, facts):
    return {gap.node for gap in BY_ID[rule].check(facts).gaps}


def test_every_rule_has_a_file_and_its_cases():
    files = {path.stem for path in Path("graph/aizone/analysis/gaps/rules").resolve().glob("[a-z]*.py")}
    assert {rule.id.replace("-", "_") for rule in RULES} == files
    assert [rule.function.__module__.rsplit(".", 1)[1].replace("_", "-") for rule in RULES] == [
        rule.id for rule in RULES
    ]
    assert set(CASES) == set(BY_ID)


@pytest.mark.parametrize("rule", BY_ID)
def test_a_rule_finds_its_case_and_stays_quiet_otherwise(rule):
    found, at, quiet = CASES[rule]
    assert nodes(rule, found) == at
    assert nodes(rule, quiet) == set()
    assert BY_ID[rule].check(quiet).clean == 1.0
    assert BY_ID[rule].check(found).clean < 1.0


@pytest.mark.parametrize("rule", BY_ID)
def test_an_empty_plan_has_no_gap(rule):
    checked = BY_ID[rule].check(plan())
    assert (checked.count, checked.gaps, checked.clean) == (0, (), 1.0)


@pytest.mark.parametrize("rule", BY_ID)
def test_messages_fit_what_the_rule_says(rule):
    for lang in ("zh", "en"):
        for gap in BY_ID[rule].check(CASES[rule][0]).gaps:
            words = BY_ID[rule].message[lang].format(**gap.details)
            assert "{" not in words
        assert BY_ID[rule].fix[lang]
        assert BY_ID[rule].title[lang]


def test_parameters_change_what_is_found():
    owned = plan(clause(1, "a b c"))
    assert not BY_ID["many-owners"].function(owned).gaps
    assert BY_ID["many-owners"].function(owned, most=2).gaps
    alike = plan(clause(1, "a", LONG), clause(2, "b", LONG[:30] + "并建立应急血库"))
    assert not BY_ID["duplicate-tasks"].function(alike, alike=0.95).gaps
    assert BY_ID["duplicate-tasks"].function(alike, alike=0.4).gaps


def test_measures_in_a_row_without_owners_are_one_line_that_counts_them_all():
    facts = plan(clause(1), clause(2), clause(3, "a"), clause(4), clause(5, "a", area="a2"))
    checked = BY_ID["no-owner"].check(facts)
    first, second = checked.gaps
    assert (first.node, first.others, first.cases) == ("m1", ("m2", "m3"), 2)
    assert (second.node, second.others) == ("m4", ())  # the list of another area is not meant for it
    assert checked.cases == 3
    assert checked.clean == pytest.approx(2 / 5)


def test_rooms_of_the_issuer_are_one_line_and_a_body_of_the_place_is_another():
    owners = (
        ClauseOwner(name, name, "az:UnresolvedUnit", "responsible", "explicit")
        for name in ("审批处", "法规处", "造价站", "市渔政办")
    )
    facts = plan(replace(clause(1), owners=tuple(owners)))
    alone, together = sorted(BY_ID["unresolved-name"].check(facts).gaps, key=lambda gap: gap.cases)
    assert (alone.node, together.node, together.cases) == ("市渔政办", "审批处", 3)
    assert "3 个名称" in together.details["said_zh"]


def test_where_most_deadlines_are_outside_it_is_the_years_that_are_asked_about():
    late = tuple(DatedMeasure("p", f"m{number}", deadline="2031") for number in (1, 2))
    (gap,) = BY_ID["deadline-outside"].check(plan(dated=(*late, DatedMeasure("p", "m3", deadline="2022")))).gaps
    assert (gap.node, gap.others, gap.cases) == ("p", ("m1", "m2"), 2)


def test_one_clause_that_adds_several_units_is_one_line():
    (gap,) = BY_ID["blanket-clause"].check(plan(clause(1, "!a +b +c +G"), clause(2, "!a +b"))).gaps
    assert (gap.node, gap.others, gap.cases) == ("b", ("c", "m1", "m2"), 2)


def test_a_gap_that_nearly_all_have_is_a_habit_of_the_plan():
    led = plan(*(clause(number, "a b") for number in range(4)), clause(5, "!a"))
    assert BY_ID["no-lead"].check(led).is_habit
    assert not BY_ID["no-lead"].check(plan(clause(1, "a b"), clause(2, "a b"), clause(3, "!a"))).is_habit
    assert not BY_ID["no-deadline"].check(plan(clause(1, "a"))).is_habit


def test_nobody_is_missed_where_most_owners_are_not_known():
    facts = plan(clause(1, "x1 x2 a", "完善消防设施。"))
    assert (BY_ID["usual-body-absent"].check(facts).count, BY_ID["usual-body-absent"].check(facts).gaps) == (0, ())


def test_the_longest_lists_with_a_lead_come_first():
    facts = plan(clause(1, "!a !b c d e f g h i"), clause(2, "!a b c d e f g"), clause(3, "!a b c d e f g h"))
    assert [gap.node for gap in BY_ID["many-owners"].check(facts).gaps] == ["m3", "m2", "m1"]


def test_targets_are_told_in_the_order_of_the_plan(shipped):
    facts = read_gap_facts(shipped.store, "id:plan/hefei-2020-2023")
    places = [int(target.target.rpartition("/t")[2]) for target in facts.targets if "/2/4/" in target.target]
    assert places == sorted(places)


def test_the_same_heading_twice_is_a_duplicate():
    facts = plan(clause(1, "a"), headings=("培育企业", "引进人才", "培育企业"))
    (gap,) = BY_ID["duplicate-tasks"].check(facts).gaps
    assert (gap.node, gap.others) == ("t1", ("t3",))


def test_the_narrowest_work_counts_and_the_goals_areas_are_told():
    """t is answered for by m2, which names one platform; the area of its goal has another, and a centre that may be one."""
    facts = plan(
        clause(1, "a", touches=(("x平台", "delivers"), ("中心", "delivers")), area="a1"),
        clause(2, "a", touches=(("y平台", "delivers"),), area="a2"),
        named=(*PLATFORMS, ("中心", "Platform")),
        targets=(target("t", minimum=2), target("u", minimum=1, maximum=1)),
        answering=(TargetOwner("p", "g", "t", "个", "total", unit="a", item="m2"),),
        served=(GoalArea("p", "g", "a1", 0.5),),
    )
    found = {gap.node: gap for gap in BY_ID["target-instruments"].check(facts).gaps}
    assert (found["t"].details["named"], found["t"].details["wanted"]) == ("1–3", "≥2")
    assert (found["u"].details["named"], found["u"].details["wanted"]) == (
        "2–3",
        "1–1",
    )  # nothing answers: the whole plan


def test_measures_whose_owners_have_to_agree_come_first_among_those_without_a_lead():
    gaps = BY_ID["no-lead"].check(plan(clause(1), clause(2, "a"), clause(3, "a b"), clause(4, "b c"))).gaps
    assert [gap.node for gap in gaps] == ["m3", "m4", "m2", "m1"]


def test_supervision_counts_what_the_supervisor_leads_elsewhere():
    facts = plan(
        clause(1, "!a"), clause(2, "!a"), clause(3, "!a", "开展任务实施情况的监测。"), clause(4, "!b", "中期评估")
    )
    (gap,) = BY_ID["self-supervision"].check(facts).gaps
    assert (gap.others, gap.details["leads"]) == (("a",), 2)
    assert BY_ID["self-supervision"].check(facts).count == 2


def test_the_score_by_hand():
    """Of two measures one has no owner: no-owner 1/2, no-lead 1/2 (m2 is led), and the rest that looked found nothing."""
    facts = plan(clause(1), clause(2, "!a"), dated=(DatedMeasure("p", "m2", deadline="2021"),))
    results = lint(facts)
    looked = {result.rule.id: result.rule.severity for result in results if result.checked.count}
    weights = {"Violation": 3, "Warning": 2, "Info": 1}
    total = sum(weights[severity] for severity in looked.values())
    assert gap_score(results) == pytest.approx(100 * (total - 3 * 0.5 - 2 * 0.5) / total)
    assert gap_score(lint(plan())) == 100.0
    assert [result.rule.severity for result in results] == sorted(
        (result.rule.severity for result in results), key=["Violation", "Warning", "Info"].index
    )


@pytest.fixture(scope="module")
def hefei(shipped):
    return {result.rule.id: result.checked for result in lint(read_gap_facts(shipped.store, "id:plan/hefei-2020-2023"))}


def at(checked):
    return [gap.node.removeprefix("id:plan/hefei-2020-2023/") for gap in checked.gaps]


def test_the_hefei_plan_supervises_itself_three_times(hefei):
    assert at(hefei["self-supervision"]) == ["4/1/m1", "4/2/m4", "4/3/m1"]
    assert {gap.others for gap in hefei["self-supervision"].gaps} == {("id:unit/hefei-science-and-technology-bureau",)}


def test_the_hefei_plan_infers_46_of_56_leads(hefei):
    """Sole owners infer nothing."""
    assert (len(hefei["lead-by-order"].gaps), hefei["lead-by-order"].count) == (46, 56)


def test_the_other_gaps_of_the_hefei_plan(hefei):
    assert at(hefei["no-lead"]) == at(hefei["collective-owners-only"]) == ["4/1/m2"]
    (collective,) = hefei["no-lead"].gaps
    assert collective.others[0].endswith("/group/各牵头单位")  # and the units that are meant, to settle it with
    assert "id:unit/hefei-economy-and-information-technology-bureau" in collective.others
    assert collective.details["owners"] == 1
    assert hefei["collective-owners-only"].gaps[0].others == collective.others
    assert at(hefei["reversed-owners"]) == ["4/4/m3"]
    assert at(hefei["field-without-task"]) == ["azfield:transport"]
    (platforms,) = [gap for gap in hefei["target-instruments"].gaps if gap.node.endswith("/2/4/t2")]
    assert (platforms.details["wanted"], platforms.details["named"]) == ("5–8", "9–12")
    (parks,) = [gap for gap in hefei["target-instruments"].gaps if gap.node.endswith("/2/4/t1")]
    assert (parks.details["wanted"], parks.details["named"]) == ("≥4", "3–4")  # is a pilot zone a park?
    subjects = {gap.details["subject_en"] for gap in hefei["usual-body-absent"].gaps}
    assert subjects == {"fire safety", "emergencies and safety at work"}
    assert hefei["no-deadline"].gaps
    quiet = ("no-owner", "several-leads", "unresolved-name", "blanket-clause", "duplicate-tasks", "deadline-outside")
    assert [rule for rule in quiet if hefei[rule].gaps] == []


def test_measures_without_a_lead_are_those_of_the_question(shipped):
    for slug in shipped.plan_slugs():
        rows = shipped.select("tasks_without_lead", plan=slug)
        asked = {row.item for row in queries.decode(rows, MeasureWithoutLead)}
        found = BY_ID["no-lead"].check(read_gap_facts(shipped.store, f"id:plan/{slug}"))
        assert {gap.node for gap in found.gaps} == asked


@pytest.mark.parametrize("seed", range(25))
def test_no_pair_that_is_alike_is_missed_by_its_rarest_runs(seed):
    random_ = random.Random(seed)
    sets = [frozenset(random_.sample("abcdefghijklmnopqrst", random_.randint(2, 14))) for _measure in range(14)]
    alike = random_.choice([0.3, 0.55, 0.6, 0.8, 1.0])
    wanted = {
        (one, other)
        for one, other in itertools.combinations(range(len(sets)), 2)
        if len(sets[one] & sets[other]) / len(sets[one] | sets[other]) >= alike
    }
    assert wanted <= set(candidates(sets, alike))
