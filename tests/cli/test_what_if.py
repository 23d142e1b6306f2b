import json

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.vocab import AZ
from aizone.workspace.shapes import validate
from tests.conftest import ROOT, copy_of_data

PLAN = ("--plan", "hefei-2020-2023", "--lang", "zh")


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a copy of the shipped data; returns (exit code, standard output, standard error)."""
    copy_of_data(tmp_path / "data")

    def go(*words):
        code = main([*map(str, words), "--workspace", str(tmp_path / "data")])
        return code, *capsys.readouterr()

    return go


def test_a_merge_into_a_bureau_the_plan_does_not_name_means_the_plans_own_city(run):
    found = json.loads(run("what-if", *PLAN, "--merge", "市投资促进局", "市商务局", "--format", "json")[1])
    shifts = {one["label"]: (one["owns_before"], one["owns_after"]) for one in found["shifts"]}
    assert shifts == {"合肥市投资促进局": (2, 0), "合肥市商务局": (0, 2)}
    assert found["ownerless"] == found["leadless"] == []


def test_a_dissolved_bureau_leaves_gaps(run):
    found = json.loads(run("what-if", *PLAN, "--drop", "市科技局", "--format", "json")[1])
    assert found["ownerless"] == [f"id:plan/hefei-2020-2023/{item}" for item in ("3/5/2/m6", "4/1/m3", "4/3/m1")]
    assert len(found["ownerless"]) + len(found["leadless"]) == 18  # all that it leads
    _code, out, _err = run("what-if", *PLAN, "--drop", "市科技局")
    assert "合肥市科学技术局" in out
    assert "18 → 0" in out


def test_a_lead_moves_and_a_part_splits_off(run):
    moved = json.loads(run("what-if", *PLAN, "--move-lead", "三/(四)/2", "市公安局", "--format", "json")[1])
    leads = {one["label"]: (one["leads_before"], one["leads_after"]) for one in moved["shifts"]}
    assert leads == {"合肥市公安局": (2, 3), "合肥市科学技术局": (18, 17)}
    split = json.loads(run("what-if", *PLAN, "--split", "市科技局", "+市智能局", "三/(四)", "--format", "json")[1])
    owns = {one["label"]: (one["owns_before"], one["owns_after"]) for one in split["shifts"]}
    assert owns == {"合肥市科学技术局": (37, 34), "市智能局": (0, 3)}


def test_changes_are_made_in_the_order_given(run):
    found = json.loads(
        run("what-if", *PLAN, "--rename", "市医保局", "新局", "--drop", "市医保局", "--format", "json")[1]
    )
    assert [one["change"] for one in found["changes"]] == ["rename", "drop"]


def test_a_scenario_is_kept_continued_listed_and_discarded_and_the_data_stay(run, tmp_path):
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.nq")}
    assert run("what-if", *PLAN, "--drop", "市医保局", "--save", "不设医保局")[0] == 0
    kept = json.loads(run("what-if", "不设医保局", "--drop", "市司法局", "--format", "json")[1])
    assert [one["unit"].rsplit("/", 1)[-1] for one in kept["changes"]] == [
        "hefei-healthcare-security-bureau", "hefei-justice-bureau",
    ]  # fmt: skip
    listed = json.loads(run("what-if", "--list", "--format", "json")[1])
    assert listed == [{"name": "不设医保局", "plan": "id:plan/hefei-2020-2023", "changes": 1}]
    assert run("what-if", "--discard", "不设医保局")[0] == 0
    assert json.loads(run("what-if", "--list", "--format", "json")[1]) == []
    assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.nq")} == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--drop", "市科技局"], "aizone what-if --plan: is missing: there are several plans."),
        (["--plan", "hefei-2020-2023"], "no change is given."),
        (["--plan", "hefei-2020-2023", "--drop", "市商务局"], "owns nothing there"),
        (["--plan", "hefei-2020-2023", "--drop", "市医疗局"], "nothing is called '市医疗局'"),
        (["--plan", "hefei-2020-2023", "--split", "市科技局", "+新局"], "needs UNIT, NEW and one or more measures."),
        (["--plan", "hefei-2020-2023", "--merge", "市科技局", "+"], "the new unit has no name."),
        (["--plan", "hefei-2020-2023", "--drop", "市医保局", "--save", "../x"], "cannot name a scenario."),
        (["nowhere"], "nothing is called 'nowhere'"),
        (["--discard", "nowhere"], "nothing is called 'nowhere'"),
    ],
)
def test_what_cannot_be_supposed_is_said_in_one_line(run, words, says):
    code, out, err = run("what-if", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_a_damaged_scenario_is_named(run, tmp_path):
    (tmp_path / "data" / "scenarios").mkdir()
    (tmp_path / "data" / "scenarios" / "bad.json").write_text('{"plan": "id:plan/x", "changes": [{"change": "drop"}]}')
    code, _out, err = run("what-if", "bad", "--lang", "en")
    assert code == 2
    assert "bad.json: holds no scenario" in err


def test_a_scenario_of_an_earlier_version_is_read_and_kept_as_rdf(run, tmp_path):
    folder = tmp_path / "data" / "scenarios"
    folder.mkdir()
    drop = {"change": "drop", "unit": "id:unit/hefei-healthcare-security-bureau"}
    old = folder / "旧.json"
    old.write_text(json.dumps({"plan": "id:plan/hefei-2020-2023", "changes": [drop]}), "utf-8")
    assert [one["name"] for one in json.loads(run("what-if", "--list", "--format", "json")[1])] == ["旧"]
    found = json.loads(run("what-if", "旧", "--save", "旧", "--format", "json")[1])
    assert (found["changes"], found["groups"]) == ([drop], "one")
    assert [path.name for path in folder.iterdir()] == ["旧.ttl"]
    assert json.loads(run("what-if", "旧", "--format", "json")[1])["changes"] == [drop]


def test_every_kind_of_change_is_kept_as_rdf_that_conforms(run, tmp_path):
    """All five kinds come back as they went in; the file is an az:Scenario, and the graph does not hold it."""
    words = (
        "--merge", "市投资促进局", "市商务局", "--split", "市科技局", "+市智能/数据局", "三/(四)", "--rename", "市医保局", "新局",
        "--drop", "市司法局", "--move-lead", "三/(四)/2", "市公安局",
    )  # fmt: skip
    made = json.loads(run("what-if", *PLAN, *words, "--save", "改革 方案", "--format", "json")[1])["changes"]
    assert [one["change"] for one in made] == ["merge", "split", "rename", "drop", "move_lead"]
    assert json.loads(run("what-if", "改革 方案", "--format", "json")[1])["changes"] == made
    text = (tmp_path / "data" / "scenarios" / "改革 方案.ttl").read_text("utf-8")
    assert text == run("what-if", "改革 方案", "--format", "turtle", "--lang", "en")[1]
    data = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    data += list(ox.parse(path=tmp_path / "data" / "plans" / "hefei-2020-2023.nq"))
    for path in (tmp_path / "data" / "units" / "hefei.ttl", ROOT / "ontology" / "aizone.ttl"):
        data += list(ox.parse(path=path))
    quads = [ox.Quad(one.subject, one.predicate, one.object) for one in data]
    report = validate([ox.serialize(quads, format=ox.RdfFormat.N_QUADS)], ROOT / "ontology" / "shapes.ttl")
    assert [one for one in report.results if "scenario" in str(one)] == []
    (scenario,) = {quad.subject for quad in quads if quad.predicate == AZ.setsAside}
    gone = {quad.object for quad in quads if quad.predicate == AZ.setsAside}
    assert gone <= {quad.object for quad in quads if quad.predicate == AZ.assignment}
    come = {quad.object for quad in quads if (quad.subject, quad.predicate) == (scenario, AZ.supposes)}
    assert len(gone) == len(come)  # one goes with the dissolved bureau, and the lead that moves leaves one more
    asked = run("query", "-e", "SELECT ?s WHERE { ?s a az:Scenario }", "--format", "csv")[1]
    assert asked.split() == ["s"]


def test_a_damaged_rdf_scenario_is_named(run, tmp_path):
    (tmp_path / "data" / "scenarios").mkdir()
    (tmp_path / "data" / "scenarios" / "bad.ttl").write_text("@prefix a: <https://a.example/> . a:b a:c a:d .", "utf-8")
    code, _out, err = run("what-if", "bad", "--lang", "en")
    assert code == 2
    assert "bad.ttl: holds no scenario" in err
