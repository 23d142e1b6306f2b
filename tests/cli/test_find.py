"""`aizone find`: the search box in a terminal."""

import json

from tests.cli.test_cli import run  # noqa: F401 # a fixture


def test_everything_is_found_in_a_terminal(run):  # noqa: F811
    code, out, err = run("find", "无人集卡", "--lang", "en")
    assert (code, err) == (0, "")
    assert "三/(三)/8 m1" in out
    assert "虚构示例" in run("find", "无人集卡", "--lang", "zh", "--format", "json")[1]
    assert "Nothing is found" in run("find", "没有这样的名字", "--lang", "en")[1]
    assert run("find", "x", "--limit", "0")[0] == 2


def test_two_names_are_a_question(run):  # noqa: F811
    found = json.loads(run("find", "市数据资源局", "市发改委", "--format", "json")[1])
    (group,) = found["groups"]
    assert group["sort"] == "questions"
    assert group["lines"][0]["other"] == "id:unit/hefei-development-and-reform-commission"
    assert [line["under_question"] for line in group["lines"]] == [False] + [True] * 5
