"""Decisions about who answers for a target: recorded, applied when the plan is read again, taken back."""

import json
import shutil

import pytest

from aizone.cli import main
from tests.conftest import EXAMPLE

SLUG = EXAMPLE.stem
OUTPUT, PEOPLE, MODELS = (f"id:plan/{SLUG}/2/{number}" for number in ("4/t1", "4/t4", "2/t2"))


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    assert main(["ingest", str(EXAMPLE), "--workspace", str(folder)]) == 0
    return folder


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path, ingested):
    monkeypatch.setenv("AIZONE_LANG", "en")
    shutil.copytree(ingested, tmp_path / "workspace")

    def call(*words):
        code = main([*words, "--workspace", str(tmp_path / "workspace")])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def links(run, target):
    """The work that answers for a target, with the basis."""
    rows = json.loads(run("query", "targets_with_units", f"target={target}", "--format", "json")[1])
    return {(row["item"].partition(f"{SLUG}/")[2], row["basis"].removeprefix("azbasis:")) for row in rows}


def test_a_person_says_that_a_measure_answers_and_may_take_it_back(run):
    assert links(run, OUTPUT) == {("3/4", "wording")}
    code, out, _err = run(
        "corrections", SLUG, "--answers", "3/1/3/m1", "2/4/t1", "--why", "base of industry", "--format", "json"
    )
    made = json.loads(out)
    assert (code, made["kind"], made["why"]) == (0, "answers", "base of industry")
    assert run("rebuild")[0] == 0
    assert links(run, OUTPUT) == {("3/1/3/m1", "decision")}  # the area no longer answers for it
    assert run("validate")[0] == 0
    assert run("corrections", SLUG, "--remove", made["id"])[0] == 0
    assert run("rebuild")[0] == 0
    assert links(run, OUTPUT) == {("3/4", "wording")}


def test_a_person_says_that_a_measure_of_a_task_does_not_answer(run):
    assert links(run, PEOPLE) == {("3/4/15", "wording")}
    assert run("corrections", SLUG, "--not-answers", "3/4/15/m2", PEOPLE)[0] == 0
    assert run("rebuild")[0] == 0
    assert links(run, PEOPLE) == {("3/4/15/m1", "wording")}
    assert run("corrections", SLUG, "--not-answers", "3/4/15/m1", PEOPLE)[0] == 0
    assert run("rebuild")[0] == 0
    assert links(run, PEOPLE) == {("3/4", "wording")}  # nothing narrower is left


def test_the_later_of_two_decisions_about_one_target_holds(run):
    for option in ("--answers", "--not-answers"):
        run("corrections", SLUG, option, "3/2/4/m1", MODELS)
    assert run("rebuild")[0] == 0
    assert ("3/2/4/m1", "decision") not in links(run, MODELS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--answers", "3/1/3/m9", "2/4/t1"], "is not a measure, target or aim of this plan"),
        (["--answers", "3/1/3/m1", "2/4/t9"], "is not a measure, target or aim of this plan"),
        (["--not-answers", "3/1/3/m1", "2/4/t1"], "does not answer for it"),
    ],
)
def test_what_cannot_be_decided_is_refused(run, words, said):
    code, _out, err = run("corrections", SLUG, *words)
    assert code == 2
    assert said in err
    assert json.loads(run("corrections", "--format", "json")[1]) == []


def test_a_plan_whose_text_is_not_held_is_refused(run):
    code, _out, err = run("corrections", "--answers", "3/1/3/m1", "2/4/t1")
    assert (code, "text is held" in err) == (2, True)


def test_the_command_about_a_unit_lists_the_targets_it_answers_for(run):
    rows = json.loads(run("unit", "市工信局", "--format", "json")[1])["targets"]
    found = {(row["served_label"], row["basis"], row["through_goal"]) for row in rows}
    assert ("实训工位 ≥ 30 个", "explicit", False) in found
    assert ("人工智能企业 ≥ 200 家", "wording", False) in found
    assert ("人工智能核心产业规模 ＞ 150 亿元", "wording", True) in found
    assert "实训工位 ≥ 30 个" in run("unit", "市工信局", "--plan", SLUG)[1]
