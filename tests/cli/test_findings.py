"""`findings` and `verdict`: the list, one in full, decided, put off, taken back; nothing is lost when two write."""

import json
import shutil

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.settings import ONTOLOGY, SHIPPED_DATA
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict
from aizone.vocab import AZ, RDF, SH
from aizone.workspace import open_workspace
from aizone.workspace.shapes import validate

HEFEI = "hefei-2020-2023"


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    monkeypatch.setenv("AIZONE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path / "workspace.toml")
    for path in (SHIPPED_DATA / "plans").glob(f"{HEFEI}*"):
        shutil.copy(path, tmp_path / "plans" / path.name)

    def call(*words):
        code = main([*map(str, words), "--workspace", str(tmp_path)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    call.folder = tmp_path
    return call


def listed(run, *words):
    return json.loads(run("findings", "--format", "json", *words)[1])


def test_the_list_names_the_speech_platform_first_and_the_progress(run):
    _code, out, _err = run("findings")
    rows = [line for line in out.splitlines() if "overlap" in line or "fragmentation" in line]
    assert "Hefei Municipal Bureau of Science and Technology" in rows[0]
    assert f"0 of {len(listed(run))} findings decided." in out
    assert "words were compared in the summaries only" in out


def test_json_has_the_rule_the_numbers_and_both_sides(run):
    first = listed(run)[0]
    assert (first["rule"], first["class"], first["level"]) == ("same-thing", "overlap", "leader")
    assert (first["score"], first["strength"]) == (0.5, 1.0)
    assert [side["place"] for side in first["sides"]] == ["三/(二)/1 m1", "三/(五)/2 m2"]
    assert all(side["owner_list"] and side["summary"] and side["end"] > side["start"] for side in first["sides"])
    assert first["is_inferred"]


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [("--class", "fragmentation", "class"), ("--rule", "same-thing", "rule"), ("--state", "undecided", "state")],
)
def test_filters_choose(run, option, value, field):
    every, chosen = listed(run), listed(run, option, value)
    assert chosen == [one for one in every if one[field] == value]
    assert chosen
    assert field == "state" or len(chosen) < len(every)


def test_only_the_findings_of_a_unit(run):
    found = listed(run, "--unit", "滨湖科学城管委会")
    assert [one["shared"] for one in found] == [["aztech:intelligent-connected-vehicles"]]


def test_a_finding_in_full_shows_how_its_score_comes_about(run):
    first = listed(run)[0]
    _code, out, _err = run("findings", first["id"][:5])
    assert "Score 0.5 = 1.0 (the same thing) × 0.5 (a lead owns all)" in out
    assert "三/(五)/2 m2" in out
    assert listed(run, first["iri"]) == [first]


def test_a_finding_in_full_names_what_is_beside_it(run):
    first, second = listed(run)[:2]
    assert second["beside"]
    told = "Also about it, but with a unit in common:\n  三/(三)/4 m2 "
    assert told in run("findings", second["id"])[1]
    assert "Also about it" not in run("findings", first["id"])[1]


def test_a_verdict_is_recorded_shown_filtered_and_taken_back(run):
    first = listed(run)[0]["id"]
    code, out, _err = run("verdict", first[:6], "clarify", "--reason", "one lead", "--by", "Zhang San")
    assert code == 0
    assert "1 of" in out
    (decided,) = listed(run, "--state", "decided")
    (made,) = decided["verdicts"]
    assert (decided["id"], made["kind"], made["reason"], made["by"]) == (first, "clarify", "one lead", "Zhang San")
    assert first not in [one["id"] for one in listed(run, "--undecided")]
    assert [one["id"] for one in listed(run, "--kind", "clarify")] == [first]
    assert run("validate")[0] == 0
    assert run("verdict", first, "--withdraw")[0] == 0
    assert listed(run, "--state", "decided") == []
    text = (run.folder / "verdicts" / f"{HEFEI}.ttl").read_text("utf-8")
    assert "one lead" in text
    assert "invalidatedAtTime" in text


def test_a_later_verdict_replaces_the_one_it_was_given_after(run):
    first = listed(run)[0]["id"]
    run("verdict", first, "later")
    assert first in [one["id"] for one in listed(run, "--undecided")]
    run("verdict", first, "merge")
    (found,) = listed(run, first)
    assert [one["kind"] for one in found["verdicts"]] == ["merge"]


def test_two_people_who_write_at_once_lose_nothing(run):
    first = listed(run)[0]["id"]
    one, other = open_workspace(run.folder), open_workspace(run.folder)
    for workspace, by, kind in ((one, "甲", "merge"), (other, "乙", "split")):  # neither has seen the other's
        made = Attribution(by, f"2026-01-0{len(by) + (by == '乙')}T00:00:00Z", None)
        workspace.record(workspace.verdict_ledger(HEFEI), [FindingVerdict(first, kind, (), made)])
    (found,) = listed(run, first)
    assert [(verdict["by"], verdict["kind"]) for verdict in found["verdicts"]] == [("乙", "split"), ("甲", "merge")]
    assert "others decided otherwise" in run("findings")[1]


def test_the_graph_knows_verdicts(run):
    first = listed(run)[0]
    run("verdict", first["id"], "not-overlap", "--by", "Li Si")
    asked = f"SELECT ?kind ?by WHERE {{ ?verdict oa:hasTarget {first['iri']} ; az:verdictKind ?kind ; prov:wasAttributedTo/rdfs:label ?by }}"  # fmt: skip
    rows = json.loads(run("query", "-e", asked, "--format", "json")[1])
    assert [row["by"] for row in rows] == ["Li Si"]
    assert rows[0]["kind"].endswith("not-overlap")


def test_findings_are_rdf_that_conforms(run):
    turtle = run("findings", "--format", "turtle")[1].encode()
    quads = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    found = [quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == AZ.Finding]
    assert len(found) == len(listed(run))
    assert {quad.object.language for quad in quads if quad.predicate == SH.resultMessage} == {"zh", "en"}
    assert validate([ox.serialize(quads, format=ox.RdfFormat.N_QUADS)], ONTOLOGY / "shapes.ttl").conforms


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verdict", "zzz", "later"), "0 findings have the ID 'zzz'"),
        (("verdict", "zzz"), "give a kind of verdict, or --withdraw"),
        (("verdict", "zzz", "later", "--withdraw"), "give a kind of verdict, or --withdraw"),
        (("verdict", "zzz", "fine"), "it is one of: "),
        (("findings", "--class", "bad"), "it is one of: "),
    ],
)
def test_what_is_wrong_is_one_line(run, words, said):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_nothing_to_withdraw_is_said(run):
    assert "nothing was decided" in run("verdict", listed(run)[0]["id"], "--withdraw")[2]


def test_a_plan_without_findings_says_so(run):
    for path in (run.folder / "plans").iterdir():
        path.unlink()
    plan = run.folder / "plan.txt"
    plan.write_text(
        "玉河市人民政府办公室\n2024年3月1日\n玉河市人工智能行动计划（2024—2026年）\n一、重点任务\n"
        "（一）算力。建设算力平台。（市科技局牵头）\n（二）养老。开办老年食堂。（市民政局牵头）\n", "utf-8",
    )  # fmt: skip
    assert run("ingest", plan)[0] == 0
    assert "that the plan does not already coordinate" in run("findings")[1]


def test_the_rules_are_explained(run):
    told = json.loads(run("findings", "--explain", "--format", "json")[1])
    assert [one["id"] for one in told][:2] == ["find_findings", "coordination"]
