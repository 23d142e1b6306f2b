"""Findings in words, and the controls of their page."""

import pytest

from aizone.analysis.findings.find import RULES, declared, find_findings
from aizone.analysis.findings.records import COORDINATION_LEVELS, FINDING_CLASSES, RULE_IDS
from aizone.i18n import LANGUAGES, translator
from aizone.verdicts.kinds import VERDICT_KINDS, WORK_STATES
from aizone.verdicts.worklist import WorklistEntry
from aizone.views.desk import findings as words
from aizone.views.desk.findings_state import OPEN, FindingsState, chosen, from_params, next_open, to_params
from tests.analysis.findings.plans import clause, owner, plan

COUNTIES = owner("各县政府", type_="az:UnitGroup")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_has_words(lang):
    _ = translator(lang)
    told = [
        *(words.class_name(one, _) for one in FINDING_CLASSES),
        *(words.class_rule(one, _) for one in FINDING_CLASSES),
        *(words.rule_label(one, _) for one in RULE_IDS),
        *(words.level_label(one, _) for one in COORDINATION_LEVELS),
        *(words.verdict_meaning(one, _) for one in VERDICT_KINDS),
        *(words.state_label(one, _) for one in WORK_STATES),
    ]
    assert all(told)
    assert len({words.verdict_label(one, _) for one in VERDICT_KINDS}) == len(VERDICT_KINDS)
    assert {declared(rule).function for rule in RULE_IDS} == set(RULES)


def found(first="a*", second="b*"):
    built = plan(
        clause("m1", first, touches=[("p", "delivers")]),
        clause("m2", second, touches=[("p", "delivers")]),
        things=[("p", "教育数据平台", "Platform", True)],
    )
    return find_findings(built)[0], built


@pytest.mark.parametrize(
    ("owners", "zh", "en"),
    [
        (("a*", "b*"), "a和b分别牵头的2项措施都涉及教育数据平台；没有任何单位参与其中两项。",
         "2 measures led by a and b build, support or use 教育数据平台; no unit owns two of these measures."),
        (("a*", "b* a"), "a和b分别牵头的2项措施都涉及教育数据平台；a参与全部措施。",
         "2 measures led by a and b build, support or use 教育数据平台; a owns all of these measures."),
        (("a* b", "b* a"), "a和b分别牵头的2项措施都涉及教育数据平台；牵头单位都参与这些措施，只是牵头互换。",
         "2 measures led by a and b build, support or use 教育数据平台; the leads own all of these measures and lead in turn."),
        (("a", "b"), "a和b分别列责任单位首位的2项措施都涉及教育数据平台；没有任何单位参与其中两项。",
         "2 measures whose lists begin with a and b build, support or use 教育数据平台; no unit owns two of these measures."),
    ],
)  # fmt: skip
def test_a_finding_is_told_in_one_sentence(owners, zh, en):
    finding, built = found(*owners)
    names = words.names_of(built)
    assert words.sentence_of(finding, names, "zh") == zh
    assert words.sentence_of(finding, names, "en") == en


def test_a_finding_never_says_duplication_as_a_fact():
    finding, built = found()
    assert finding.finding_class == "duplication-candidate"
    assert "重复" not in words.sentence_of(finding, words.names_of(built), "zh")
    assert words.class_name(finding.finding_class, translator("zh")) == "疑似重复"


def test_sides_say_which_owners_are_shared():
    finding, built = found("a* x", "b* x")
    sides = words.sides_of(finding, built, changed=("m2",))
    assert [[(owner.unit, owner.is_shared) for owner in side.owners] for side in sides] == [
        [("a", False), ("x", True)],
        [("b", False), ("x", True)],
    ]
    assert [side.is_changed for side in sides] == [False, True]
    assert [(row.unit, row.roles) for row in words.unit_rows(finding, built)] == [
        ("x", ("responsible", "responsible")),
        ("a", ("lead", "")),
        ("b", ("", "lead")),
    ]


def test_a_collective_owner_is_not_shared_because_it_carries_work_out():
    finding, built = found((owner("a*"), COUNTIES), (owner("b*"), COUNTIES))
    sides = words.sides_of(finding, built)
    assert finding.coordination.level == "none"
    assert not any(owner.is_shared for side in sides for owner in side.owners)


def test_the_words_of_a_finding_are_marked_where_a_measure_says_them():
    built = plan(
        clause("m1", "a*", text="接入“一网统管”调度平台，每日两报"), clause("m2", "b*", text="向一网统管调度平台报警情")
    )
    (finding,) = find_findings(built)
    assert [[words for words, is_marked in side.said if is_marked] for side in words.sides_of(finding, built)] == [
        ["“一网统管”调度平台"],
        ["一网统管调度平台"],
    ]


def test_a_plan_without_findings_says_how_many_measures_were_compared():
    _ = translator("en")
    assert "Compared" not in words.nothing_found(plan(clause("m1", "a*"), clause("m2", "a*")), _)
    told = words.nothing_found(plan(clause("m1", "a*"), clause("m2", ""), clause("m3", "")), _)
    assert "Compared were 1 of 3 measures" in told


def test_the_controls_go_through_the_address():
    state = FindingsState("id:plan/p", "0123456789ab", "changed", "overlap", "same-thing", "id:unit/a")
    assert from_params({name: [value] for name, value in to_params(state)}) == state
    assert to_params(FindingsState()) == []
    wild = from_params({"state": ["x"], "class": ["x"], "rule": ["<b>"], "id": ["id:plan/p/finding/0123456789AB"]})
    assert wild == FindingsState(finding="0123456789ab")


def test_filters_and_the_next_one():
    finding, _built = found()
    one, two = WorklistEntry(finding), WorklistEntry(found("c*", "d*")[0])
    owners = {"m1": frozenset("a"), "m2": frozenset("b")}
    assert chosen([one], FindingsState(state=OPEN), owners) == (one,)
    assert chosen([one], FindingsState(state="decided"), owners) == ()
    assert chosen([one], FindingsState(unit="b"), owners) == (one,)
    assert chosen([one], FindingsState(unit="z"), owners) == ()
    assert chosen([one], FindingsState(classed="fragmentation"), owners) == ()
    assert next_open([one], finding.id) == ""
    assert next_open([one, two], "") == finding.id
