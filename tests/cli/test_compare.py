import json
import re

import pytest

from aizone.cli import main
from aizone.store.seal import sealed, unsealed
from tests.conftest import copy_of_data


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


def test_compare_prints_tables_in_both_languages(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    plans = ("yunjiang-2024-2026", "yunjiang-2027-2029")
    assert "调高" in run("compare", *plans, "--lang", "zh")[1]
    english = run("compare", *plans, "--lang", "en")[1]
    assert "high-quality industry datasets (Chinese medicine and shipping)" in english
    assert ("raised" in english, "≥30 billion CNY" in english) == (True, True)
    assert not re.search("[\u4e00-\u9fff]", english)
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


# --- decisions about matches

PLANS = ("yunjiang-2024-2026", "yunjiang-2027-2029")
ASKED = ("id:plan/yunjiang-2024-2026/3/1/2/m2", "id:plan/yunjiang-2027-2029/3/1/2/m2")


@pytest.fixture
def data(tmp_path):
    return copy_of_data(tmp_path / "data")


@pytest.fixture
def compare(run, data):
    """Compares the two plans of a copy of the shipped data; returns the JSON."""

    def go(*words):
        code, out, err = run("compare", *PLANS, *words, "--workspace", data, "--format", "json")
        assert code == 0, err
        return json.loads(out)

    return go


def pairs(found, fate):
    return [(one["earlier"][0]["item"], one["later"][0]["item"]) for one in found["measures"] if one["fate"] == fate]


def test_an_uncertain_match_is_asked_decided_and_the_decision_holds(compare, data):
    before = compare()
    assert [(one["earlier"], one["later"]) for one in before["asked"]] == [ASKED] == pairs(before, "uncertain")
    after = compare("--same", "3/1/2/m2", "3/1/2/m2", "--by", "李娟", "--reason", "数据集转为交易")
    assert after["asked"] == []
    assert ASKED in pairs(after, "kept")
    (made,) = after["decisions"]
    assert (made["kind"], made["by"], made["reason"], made["changed"]) == ("same-work", "李娟", "数据集转为交易", [])
    assert compare()["decisions"] == [made]
    refused = compare("--other", *ASKED, "--by", "王伟")
    assert {ASKED[0]} <= {one["earlier"][0]["item"] for one in refused["measures"] if one["fate"] == "dropped"}
    assert [one["kind"] for one in refused["decisions"]] == ["other-work"]
    assert compare("--withdraw", *ASKED)["asked"] == before["asked"]
    kept = (data / "matches" / f"{PLANS[1]}.ttl").read_text("utf-8")
    assert "李娟" in kept
    assert kept.count("invalidatedAtTime") == 2  # replaced, taken back


def test_a_decision_joins_what_no_likeness_joins_and_parts_what_one_does(compare):
    found = compare()
    one = next(one["earlier"][0]["item"] for one in found["measures"] if one["fate"] == "dropped")
    other = next(one["later"][0]["item"] for one in found["measures"] if one["fate"] == "new")
    sure = pairs(found, "kept")[0]
    after = compare("--same", one, other, "--other", *sure)
    assert (one, other) in pairs(after, "kept")
    assert sure not in pairs(after, "kept")
    assert next(row["is_decided"] for row in after["measures"] if row["later"] and row["later"][0]["item"] == other)


def test_targets_are_decided_by_their_metrics(compare):
    after = compare("--other", "授权发明专利", "授权发明专利")
    fates = [
        one["fate"]
        for one in after["targets"]
        for side in [one["later"] or one["earlier"]]
        if side["metric"] == "授权发明专利"
    ]
    assert sorted(fates) == ["dropped", "new"]


def test_a_decision_survives_another_reading_and_says_when_the_words_changed(run, compare, data):
    compare("--same", *ASKED)
    source = next((data / "sources").glob(f"{PLANS[1]}-*"))
    assert run("rebuild", "--workspace", data)[0] == 0
    assert compare()["decisions"][0]["changed"] == []
    plan = data / "plans" / f"{PLANS[1]}.nq"
    owners = next(
        side["owner_list"] for one in compare()["measures"] for side in one["later"] if side["item"] == ASKED[1]
    )
    changed = unsealed(plan.read_bytes()).replace(owners.encode(), owners.replace("市", "某", 1).encode())
    plan.write_bytes(sealed(changed))
    assert compare()["decisions"][0]["changed"] == [ASKED[1]]
    assert source.exists()


def test_a_decision_is_a_verdict_that_queries_see(run, compare, data):
    compare("--same", *ASKED, "--by", "李娟")
    text = "SELECT ?a ?b WHERE { ?v az:verdictKind azverdict:same-work ; oa:hasBody ?a ; oa:hasTarget ?b }"
    code, out, err = run("query", "-e", text, "--workspace", data, "--format", "csv")
    assert code == 0, err
    assert [one.rpartition("plan/")[2] for one in ASKED] == [
        cell.rpartition("plan/")[2] for cell in out.splitlines()[1].split(",")
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--withdraw", *ASKED], "nothing was decided about this pair."),
        (["--same", "三/(一)", "3/1/2/m2"], "measures."),
        (["--same", "授权发明专利", "3/1/2/m2"], "names a measure and a target."),
    ],
)
def test_a_decision_that_cannot_be_is_refused(run, data, words, says):
    code, out, err = run("compare", *PLANS, *words, "--workspace", data, "--lang", "en")
    assert (code, out) == (2, "")
    assert says in err
    assert not (data / "matches").exists()
