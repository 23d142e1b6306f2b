import json

import pytest

from aizone.cli import main
from aizone.verdicts.names import NameLedger

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）建设算力平台，服务企业发展。（责任单位：市科技局、市科创办、国家发展改革委）
（二）建设数据平台，服务企业发展。（责任单位：市科创办、省科技厅）
"""


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    monkeypatch.setenv("AIZONE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    workspace = tmp_path / "workspace"

    def call(*words):
        code = main([*map(str, words), "--workspace", str(workspace)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call("ingest", plan)[0] == 0
    return call


def units(run, *words):
    lang = [] if "--lang" in words else ["--lang", "zh"]
    code, out, err = run("units", *words, "--format", "json", *lang)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_it_lists_registered_and_provisional_units(run):
    rows = {row["unit_label"]: row for row in units(run)}
    assert rows["玉河市科学技术局"]["provisional"] is True
    assert rows["玉河市科学技术局"]["unit"] == "id:unit/玉河市/玉河市科学技术局"
    assert rows["国家发展和改革委员会"]["provisional"] is False
    assert rows["云江市科学技术局"]["assignments"] == 0


def test_the_list_narrows(run):
    every = units(run)
    assert {row["unit_label"] for row in units(run, "--place", "玉河")} == {"玉河市科学技术局", "玉河市人民政府办公室"}
    assert len(units(run, "--place", "玉河市", "--lang", "en")) == 2
    assert len(units(run, "--place", "云江市")) == len(units(run, "--place", "yunjiang")) > 1
    assert {row["type"] for row in units(run, "--kind", "PartyUnit")} == {"PartyUnit"}
    assert all(row["provisional"] for row in units(run, "--provisional"))
    slug = next(row["plan"] for row in json.loads(run("query", "plans", "--format", "json")[1]))
    named = units(run, "--plan", slug.rsplit("/", 1)[-1])
    assert {row["unit_label"] for row in named} == {"玉河市科学技术局", "国家发展和改革委员会"}
    assert len(named) < len(every)


def test_unresolved_names_of_all_plans(run):
    rows = {row["name"]: row for row in units(run, "--unresolved")}
    assert rows["市科创办"]["times"] == 2
    assert not rows["市科创办"]["resolves_now"]
    assert set(rows) == {"市科创办", "省科技厅"}, "the province of a city no registry has is unknown"
    _code, out, _err = run("units", "--unresolved")
    assert "市科创办" in out


def test_search_says_why(run):
    found = units(run, "search", "yhskxjsj")
    assert [(row["label"], row["why"]) for row in found] == [("玉河市科学技术局", "initials")]
    assert units(run, "search", "玉河市科學技術局")[0]["converted"] is True
    assert units(run, "search", "国家发改委")[0]["label"] == "国家发展和改革委员会"
    _code, out, _err = run("units", "search", "kjj")
    assert "initials" in out
    assert units(run, "search", "没有这个单位") == []
    assert units(run, "search", "玉河市科技局")[0]["label"] == "玉河市科学技术局"


def test_a_unit_is_known_by_its_short_name_with_the_place_and_says_when_no_plan_names_it(run):
    assert run("unit", "玉河市科技局")[1].startswith("玉河市科学技术局")
    code, _out, err = run("unit", "国家数据局")
    assert code == 2
    assert "which no plan of this workspace names" in err


def test_a_decision_holds_after_a_rebuild(run, tmp_path):
    code, out, err = run("units", "alias", "市科创办", "玉河市科学技术局", "--by", "甲", "--why", "same staff")
    assert (code, err) == (0, "")
    assert "aizone rebuild" in out
    assert next(row for row in units(run, "--unresolved") if row["name"] == "市科创办")["resolves_now"]
    assert run("rebuild")[0] == 0
    assert "市科创办" not in {row["name"] for row in units(run, "--unresolved")}
    row = next(row for row in units(run) if row["unit_label"] == "玉河市科学技术局")
    assert row["assignments"] == 2, "a list that names one body twice has one assignment for it"


def test_comments_of_the_decisions_file_survive(run, tmp_path):
    path = tmp_path / "workspace" / "units" / "decisions.ttl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("# mine\n", "utf-8")
    assert run("units", "alias", "市科创办", "玉河市科学技术局")[0] == 0
    assert run("units", "not-same", "市科创局", "玉河市科学技术局")[0] == 0
    text = path.read_text("utf-8")
    assert text.startswith("# mine\n")
    assert text.count("altLabel") == 1
    assert text.count("notLabel") == 1


def test_what_cannot_be_decided_writes_nothing(run, tmp_path):
    path = tmp_path / "workspace" / "units" / "decisions.ttl"
    for words, says in [
        (("alias", "市科创办", "没有这个单位"), "nothing is called"),
        (("merge", "玉河市科学技术局", "玉河市科学技术局"), "the same unit"),
        (("alias", "市公安局", "云江市科学技术局"), "shares the name"),
    ]:
        code, _out, err = run("units", *words)
        assert (code, says in err) == (2, True), err
    assert not path.exists()


def test_two_units_are_one_or_are_not(run, tmp_path):
    assert run("units", "not-same", "云江市数据局", "云江市科学技术局")[0] == 0
    code, _out, err = run("units", "merge", "云江市数据局", "云江市科学技术局")
    assert (code, "these are two units" in err) == (2, True)
    code, out, _err = run("units", "merge", "云江市教育局", "云江市科学技术局", "--format", "json")
    assert code == 0
    assert json.loads(out)["other"] == "id:unit/yunjiang-science-and-technology-bureau"
    assert "云江市教育局" not in {row["unit_label"] for row in units(run)}
    assert (tmp_path / "workspace" / "units" / "decisions.ttl").read_text("utf-8").startswith(NameLedger.comment)
    assert run("unit", "云江市教育局", "--lang", "zh")[1].startswith("云江市科学技术局")


def test_a_decision_is_told_with_the_unit_in_full(run):
    said = run("units", "alias", "市科创办", "玉河市科学技术局")[1]
    assert said.startswith("'市科创办' means 玉河市科学技术局 (id:unit/玉河市/玉河市科学技术局).")
    said = run("units", "not-same", "省科技厅", "国家数据局")[1]
    assert "does not mean 国家数据局" in said
    assert "which stays" in run("units", "merge", "云江市教育局", "云江市科学技术局")[1]


def test_what_is_unclear_is_told_once_in_the_readers_language(run, tmp_path):
    plan = tmp_path / "again.txt"
    plan.write_text(PLAN.replace("人工智能", "数字"), "utf-8")
    out = run("ingest", plan, "--lang", "zh")[1]
    assert out.count("市科创办") == 1
    assert "Warning" not in out


def test_a_decision_is_listed_and_taken_back_like_a_correction(run, tmp_path):
    assert "No decision is recorded." in run("units", "decisions")[1]
    assert run("units", "not-same", "市科创办", "玉河市科学技术局", "--by", "甲", "--why", "another office")[0] == 0
    (row,) = units(run, "decisions")
    assert (row["decision"], row["other"], row["by"], row["why"]) == ("not-same", "市科创办", "甲", "another office")
    assert "does not mean 玉河市科学技术局" in run("units", "decisions")[1]
    code, _out, err = run("units", "alias", "市科创办", "玉河市科学技术局")
    assert (code, "'aizone units decisions' lists" in err) == (2, True)
    code, _out, err = run("units", "decisions", "--remove", "zz")
    assert (code, "0 decisions have the ID 'zz'" in err) == (2, True)
    code, out, _err = run("units", "decisions", "--remove", row["id"][:6], "--by", "乙", "--why", "a mistake")
    assert (code, "aizone rebuild" in out) == (0, True)
    assert units(run, "decisions") == []
    text = (tmp_path / "workspace" / "units" / "decisions.ttl").read_text("utf-8")
    assert {"甲", "another office", "乙", "a mistake"} <= set(text.split('"'))
    assert run("units", "alias", "市科创办", "玉河市科学技术局")[0] == 0
    assert run("rebuild")[0] == 0
    assert "市科创办" not in {row["name"] for row in units(run, "--unresolved")}
    (alias,) = units(run, "decisions")
    assert json.loads(run("units", "decisions", "--remove", alias["id"], "--format", "json")[1])["removed_by"]
    assert run("rebuild")[0] == 0
    assert "市科创办" in {row["name"] for row in units(run, "--unresolved")}
