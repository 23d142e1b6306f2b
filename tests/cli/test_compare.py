import json

import pytest

from aizone.cli import main


@pytest.fixture
def run(capsys):
    def go(*words):
        code = main([*map(str, words)])
        return code, *capsys.readouterr()

    return go


def test_the_second_plan_of_a_city_is_compared_with_its_first(run):
    """The shipped plans: what a reader finds by going through both."""
    code, out, _err = run("compare", "yunjiang-2024-2026", "yunjiang-2027-2029", "--lang", "zh", "--format", "json")
    assert code == 0
    found = json.loads(out)
    fates = {
        (one["fate"], tuple(c["label"] for c in one["earlier"]), tuple(c["label"] for c in one["later"])): one
        for one in found["measures"]
    }
    low = fates["kept", ("有序发展低空经济",), ("规范低空飞行",)]
    assert low["is_reowned"]
    assert ("new", (), ("发展智慧养老",)) in fates
    assert ("dropped", ("为乡镇卫生院配备辅助问诊工具",), ()) in fates
    assert ("merged", ("实施云江智匠培训计划", "支持云江大学设立人工智能学院"), ("培养实用人才",)) in fates
    targets = {(one["later"] or one["earlier"])["metric"]: one["fate"] for one in found["targets"]}
    assert (targets["授权发明专利"], targets["标杆应用场景"], targets["专精特新企业"]) == (
        "raised",
        "lowered",
        "dropped",
    )
    things = {one["label"]: one["is_reassigned"] for one in found["things"]}
    assert things["云江低空飞行服务平台"] is True


def test_compare_prints_tables_in_both_languages(run):
    plans = ("yunjiang-2024-2026", "yunjiang-2027-2029")
    assert "调高" in run("compare", *plans, "--lang", "zh")[1]
    assert "raised" in run("compare", *plans, "--lang", "en")[1]
    assert "likeness = " in run("compare", "--explain", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        ([], "needs two plans."),
        (["hefei-2020-2023"], "needs two plans."),
        (["hefei-2020-2023", "hefei-2020-2023"], "was given the same plan twice."),
        (["hefei-2020-2023", "nowhere"], "nothing is called 'nowhere'"),
    ],
)
def test_compare_says_what_it_needs(run, plans, says):
    code, out, err = run("compare", *plans, "--lang", "en")
    assert (code, out) == (2, "")
    assert says in err
