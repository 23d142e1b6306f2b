import pytest

from aizone.analysis.findings.coordination import Owners
from aizone.analysis.findings.find import find_findings
from aizone.analysis.findings.things import like_names, parts_of_one, same_things
from aizone.analysis.findings.topics import platforms_of_fields, same_topics
from aizone.analysis.findings.words import same_words
from aizone.projections.clauses import Topic
from tests.analysis.findings.plans import clause, plan

OTHERS = [clause(f"z{place}", f"w{place}*", position=100 + place) for place in range(40)]
"""Measures with which nothing is shared, so that the plan has the size of a plan."""


def shares(rule, built):
    return list(rule(built, Owners(built.clauses)))


def test_a_thing_that_two_leads_build_is_a_duplication_candidate():
    built = plan(
        clause("m1", "a* b", touches=[("p", "delivers")]),
        clause("m2", "c*", touches=[("p", "supports")]),
        things=[("p", "教育数据平台", "Platform", False)],
    )
    (found,) = shares(same_things, built)
    assert (found.items, found.nodes, found.finding_class) == (("m1", "m2"), ("p",), "duplication-candidate")
    assert found.strength == 0.9


def test_a_thing_that_one_builds_and_another_uses_is_an_overlap_only():
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")]),
        clause("m2", "c*", touches=[("p", "reliesOn")]),
        things=[("p", "语音平台", "Platform", True)],
    )
    (found,) = shares(same_things, built)
    assert (found.finding_class, found.strength) == ("overlap", 1.0)


@pytest.mark.parametrize(
    ("owners", "relations"),
    [
        (("a*", "a* b"), ("delivers", "delivers")),  # one lead
        (("a*", "b*"), ("reliesOn", "reliesOn")),  # both only use it
        (("a*", ""), ("delivers", "delivers")),  # nobody owns the other: a gap
    ],
)
def test_a_thing_is_no_finding_under_one_lead_or_when_nobody_works_on_it(owners, relations):
    built = plan(
        *(
            clause(f"m{place}", who, touches=[("p", how)])
            for place, (who, how) in enumerate(zip(owners, relations, strict=True))
        ),
        things=[("p", "教育数据平台", "Platform", False)],
    )
    assert shares(same_things, built) == []


def test_a_name_that_fits_several_things_weighs_less():
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")]),
        clause("m2", "b*", touches=[("p", "delivers")]),
        things=[("p", "公共服务平台", "Platform", False)],
    )
    (found,) = shares(same_things, built)
    assert found.strength == 0.45


def test_what_most_measures_touch_is_what_the_plan_is_about():
    built = plan(
        *(clause(f"m{place}", f"u{place}*", touches=[("p", "supports")]) for place in range(4)),
        things=[("p", "自贸试验区", "Park", True)],
    )
    assert find_findings(built) == ()


def test_a_thing_named_as_a_topic_is_that_topic():
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")]),
        clause("m2", "b*", touches=[("p", "delivers")]),
        things=[("p", "工业互联网", "Facility", False)],
        topics=[("工业互联网", "Technology")],
    )
    assert shares(same_things, built) == []


def test_parts_are_told_by_names_that_begin_alike():
    built = plan(
        clause("m1", "a* b", touches=[("p", "delivers")]),
        clause("m2", "b* a", touches=[("q", "delivers")]),
        things=[
            ("p", "江城综合性国家科学中心人工智能研究院", "Institution", True),
            ("q", "江城综合性国家科学中心先进计算平台", "Platform", True),
        ],
    )
    (found,) = shares(parts_of_one, built)
    assert (found.words, found.nodes, found.finding_class) == (("江城综合性国家科学中心",), ("p", "q"), "fragmentation")


def test_names_are_alike_by_what_they_say_a_thing_is_for():
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")]),
        clause("m2", "b*", touches=[("q", "delivers"), ("r", "delivers")]),
        things=[
            ("p", "智能辅助决策平台", "Platform", False),
            ("q", "决策支撑平台", "Platform", False),
            ("r", "江城城市运营平台", "Platform", False),
        ],
        place="江城市",
    )
    (found,) = shares(like_names, built)
    assert (found.nodes, found.words) == (("p", "q"), ("决策",))


def test_two_things_of_like_names_are_one_finding_however_many_measures_build_them():
    """One for each pair of measures would have the same id, and a verdict about one of them would be about all."""
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")]),
        clause("m2", "b*", touches=[("q", "delivers")]),
        clause("m3", "c*", touches=[("q", "supports")]),
        clause("m4", "a*", touches=[("q", "supports")]),
        things=[("p", "智能辅助决策平台", "Platform", False), ("q", "决策支撑平台", "Platform", False)],
    )
    (found,) = shares(like_names, built)
    assert (found.items, found.cause) == (("m1", "m2", "m3"), "p q")


def platforms():
    """One platform for three fields and others for each of them; m3 and m4 share a unit, and m6 shares one with the first."""
    return plan(
        clause("m1", "data*", touches=[("t1", "delivers")], topics=["traffic", "safety", "air"]),
        clause("m2", "zone*", touches=[("t2", "delivers")], topics=["safety"]),
        clause("m3", "police* roads", touches=[("t3", "delivers")], topics=["traffic", "safety"]),
        clause("m4", "police* park", touches=[("t4", "delivers")], topics=["safety"]),
        clause("m5", "env*", touches=[("t5", "delivers")], topics=["air"]),
        clause("m6", "desk* data", touches=[("t6", "delivers")], topics=["traffic"]),
        things=[(f"t{place}", f"城市{name}平台", "Platform", False) for place, name in enumerate("一二三四五六", start=1)],
        topics=[(name, "ApplicationField") for name in ("traffic", "safety", "air")],
    )  # fmt: skip


def test_the_largest_set_of_platforms_in_which_no_unit_owns_two():
    found = next(one for one in shares(platforms_of_fields, platforms()) if one.cause == "m1")
    assert found.items == ("m1", "m2", "m3", "m5")
    assert found.beside == ("m4",)
    assert found.nodes == ("air", "safety", "traffic")


def test_a_technology_under_two_leads_and_one_that_is_only_listed():
    topics = [(name, "Technology") for name in ("cars", "x", "y", "z")]
    apart = plan(clause("m1", "a*", topics=["cars"]), clause("m2", "b*", topics=["cars", "x"]), *OTHERS, topics=topics)
    listed = plan(
        clause("m1", "a*", topics=["cars"]), clause("m2", "b*", topics=["cars", "x", "y"]), *OTHERS, topics=topics
    )
    assert [(one.rule, one.cause, one.strength) for one in shares(same_topics, apart)] == [
        ("same-technology", "cars", 0.45)
    ]
    assert [one.strength for one in shares(same_topics, listed)] == [0.225]


def test_a_field_needs_three_measures_and_no_plan_shares_talent():
    topics = [("traffic", "ApplicationField"), ("azfield:talent", "ApplicationField")]
    clauses = [clause(f"m{place}", f"u{place}*", topics=["traffic", "azfield:talent"]) for place in range(3)]
    three = plan(*clauses, *OTHERS, topics=topics)
    two = plan(*clauses[:2], *OTHERS, topics=topics)
    assert [one.cause for one in shares(same_topics, three)] == ["traffic"]
    assert shares(same_topics, two) == []


SAME = "对河道排污口逐一登记造册，安装流量监测探头，每月向社会公布结果"


def test_a_sentence_said_twice_is_found_with_its_words():
    built = plan(
        clause("m1", "a*", text=f"{SAME}。另外修缮沿岸步道。"),
        clause("m2", "b*", text=f"组织渔民转产。{SAME}。"),
        clause("m3", "c*", text="发放种粮补贴，开设农机夜校。"),
        *OTHERS,
    )
    text = next(one for one in shares(same_words, built) if one.rule == "same-words")
    assert text.items == ("m1", "m2")
    assert text.strength >= 0.5
    assert "安装流量监测探头" in text.words


def test_boilerplate_and_names_of_bureaus_are_not_shared_words():
    built = plan(
        clause("m1", "市农业农村局*", text="推动人工智能产业高质量发展，新一代人工智能加快推进，由市农业农村局负责。"),
        clause("m2", "b*", text="新一代人工智能，促进人工智能产业高质量发展，会同市农业农村局办理。"),
        *OTHERS,
    )
    assert shares(same_words, built) == []


def test_an_object_that_two_measures_name_is_found_by_its_name():
    built = plan(
        clause("m1", "a*", text="年底前淘汰老旧的燃煤锅炉三十台。"),
        clause("m2", "b*", text="为学校更换燃煤锅炉。"),
        *OTHERS,
    )
    assert [(one.rule, one.words) for one in shares(same_words, built)] == [("same-object", ("燃煤锅炉",))]


def test_actors_who_are_called_after_an_object_are_not_that_object():
    built = plan(
        clause("m1", "a*", text="年底前淘汰老旧的燃煤锅炉三十台。"),
        clause("m2", "b*", text="与燃煤锅炉企业共享检修信息。"),
        *OTHERS,
    )
    assert shares(same_words, built) == []


def test_how_services_are_given_is_said_of_everything():
    built = plan(
        clause("m1", "a*", text="渔港报备一件事一次办，逐月公布时长。"),
        clause("m2", "b*", text="车船登记一件事一次办，窗口延时开放。"),
        *OTHERS,
    )
    assert shares(same_words, built) == []


def test_words_of_the_plan_find_nothing():
    built = plan(*(clause(f"m{place}", f"u{place}*", text="改造燃煤锅炉") for place in range(12)))
    assert shares(same_words, built) == []


def test_a_plan_whose_measures_have_one_lead_has_no_findings():
    built = plan(
        *(clause(f"m{place}", "a* b", touches=[("p", "delivers")], topics=["cars"], text=SAME) for place in range(5)),
        things=[("p", "教育数据平台", "Platform", True)],
        topics=[("cars", "Technology")],
    )
    assert find_findings(built) == ()


def test_the_less_the_plan_coordinates_the_higher_a_finding_ranks():
    def ranked(first, second):
        return find_findings(
            plan(
                clause("m1", "a* b", touches=[("p", "delivers")]),
                clause("m2", "b* a", touches=[("p", "delivers")]),
                clause("m3", first, touches=[("q", "delivers")]),
                clause("m4", second, touches=[("q", "delivers")]),
                *OTHERS,
                things=[("p", "教育数据平台", "Platform", True), ("q", "河道监测平台", "Platform", True)],
            )
        )

    found = ranked("c*", "d*")
    assert [(one.items, one.score) for one in found] == [(("m3", "m4"), 1.0), (("m1", "m2"), 0.5)]


def test_what_else_the_same_measures_share_is_told_with_the_finding():
    built = plan(
        clause("m1", "a*", touches=[("p", "delivers")], topics=["cars"]),
        clause("m2", "b*", touches=[("p", "delivers")], topics=["cars"]),
        *OTHERS,
        things=[("p", "教育数据平台", "Platform", True)],
        topics=[("cars", "Technology")],
    )
    (found,) = find_findings(built)
    assert found.rule == "same-thing"
    assert [one.rule for one in found.also] == ["same-technology"]


def test_the_identity_of_a_finding_is_its_cause():
    def found(*more, owners="b*"):
        return find_findings(
            plan(
                clause("m1", "a*", touches=[("p", "delivers")]),
                clause("m2", owners, touches=[("p", "delivers")]),
                *more,
                things=[("p", "教育数据平台", "Platform", True)],
            )
        )[0]

    same = found(clause("m3", "c*", touches=[("p", "reliesOn")]), *OTHERS, owners="b* x")
    assert same.items != found().items
    assert same.id == found().id


def test_a_wide_topic_counts_only_where_it_is_a_main_one():
    built = plan(
        clause("m1", "a*", topics=["cars", "x", "y"]),  # in passing
        clause("m2", "b*", topics=["self-driving", "x", "y"]),
        clause("m3", "c*", topics=["cars"]),
        *OTHERS,
        topics=[(name, "Technology") for name in ("cars", "x", "y")],
    )
    built.topics["self-driving"] = Topic("self-driving", "self-driving", "Technology", ("cars",))
    (found,) = [one for one in shares(same_topics, built) if one.cause == "cars"]
    assert found.items == ("m2", "m3")


def test_an_object_in_words_is_not_listed_where_a_lead_owns_all_its_measures():
    def listed(second):
        built = plan(
            clause("m1", "a*", text="为农户提供政府性融资担保贷款。"),
            clause("m2", second, text="扩大政府性融资担保贷款的规模。"),
            *OTHERS,
        )
        return [one.rule for one in find_findings(built)]

    assert listed("b*") == ["same-object"]
    assert listed("b* a") == []


def test_quotation_marks_are_within_a_name():
    """“一网统管” and 一网统管 are said alike; the list names no lead, so the unit in both brings them together no more than a member."""
    found = find_findings(
        plan(
            clause("m1", "a b", text="泵站数据接入“一网统管”调度平台，汛期每日两报"),
            clause("m2", "b c", text="把路灯与井盖的告警送到一网统管调度平台，由社区复核"),
        )
    )
    (only,) = found
    assert only.common.words == ("一网统管调度平台",)
    assert (only.coordination.level, only.coordination.shared) == ("member", ("b",))


def owned(owners, texts):
    """A plan with a measure for each owner list and text."""
    pairs = enumerate(zip(owners, texts, strict=True))
    return plan(*(clause(f"m{place}", listed, text=text) for place, (listed, text) in pairs))


def test_a_unit_that_leads_brings_measures_together_more_than_one_that_comes_first_in_a_list():
    texts = ("泵站数据接入一网统管调度平台，汛期每日两报", "把路灯与井盖的告警送到一网统管调度平台")
    assert len(find_findings(owned(("a b", "b c"), texts))) == 1
    assert find_findings(owned(("a* b", "b* c"), texts)) == ()


def test_a_phrase_without_an_object_is_found_where_no_unit_owns_both_measures():
    texts = ("牵头制定夜间错峰配送办法", "物流园区试行夜间错峰配送，货车凭码通行")
    (only,) = find_findings(owned(("a*", "b*"), texts))
    assert (only.rule, only.common.words, only.coordination.level) == ("same-object", ("夜间错峰配送",), "none")
    assert find_findings(owned(("a* c", "b* c"), texts)) == ()


def test_a_phrase_of_several_measures_is_one_finding_with_those_that_share_no_unit():
    """Two findings of one phrase would have one id, and a verdict about one of them would be about both."""
    texts = ("牵头制定夜间错峰配送办法", "物流园区试行夜间错峰配送，货车凭码通行", "宣讲夜间错峰配送的好处")
    others = tuple("".join(chr(0x5000 + 8 * number + place) for place in range(8)) for number in range(18))
    units = tuple(f"unit{number}*" for number in range(18))  # a plan in which three measures are few
    (only,) = find_findings(owned(("a*", "b*", "c*", *units), (*texts, *others)))
    assert (only.items, only.common.beside, only.coordination.level) == (("m0", "m1", "m2"), (), "none")
    (only,) = find_findings(owned(("a*", "b* c", "d* c", *units), (*texts, *others)))
    assert (only.items, only.common.beside) == (("m0", "m1"), ("m2",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("凡投诉的处理结果一律公示", "窗口就投诉的处理结果签字"),
        ("到2028年新增泊位", "到2028年改造公厕"),
        ("化肥、水泥等行业产能只减不增", "严控玻璃等行业产能"),
    ],
)
def test_a_part_of_a_sentence_is_no_object(one, other):
    assert find_findings(owned(("a*", "b*"), (one, other))) == ()


def test_a_phrase_that_goes_on_in_words_of_the_plan_is_not_one():
    """治水 is said by all: what two of them say before it is not a phrase of its own."""
    texts = ("巡查河长联席会议治水", "召集河长联席会议治水", "清淤治水工作会议治水", "宣讲全民会议治水")
    assert find_findings(owned(("a*", "b*", "c*", "d*"), texts)) == ()
