import csv
import io
import json
import subprocess
import sys
import zipfile

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.rdf.annotations import from_annotations
from aizone.store.seal import sealed, unsealed
from aizone.vocab import OA, RDF, XSD
from tests.bounds import PATIENCE_S
from tests.conftest import EXAMPLE, ROOT

HEFEI_PLAN = "hefei-2020-2023"


@pytest.fixture
def run(capsysbinary, monkeypatch):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)  # workers of the test run set it

    def call(*words):
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_extract_prints_the_contract(run):
    code, out, err = run("extract", EXAMPLE, "--format", "json")
    contract = json.loads(out)
    assert (code, err) == (0, "")
    assert set(contract) >= {"plan", "goals", "tasks", "issues"}
    assert set(contract["plan"]) >= {"title", "number", "issuer", "issued", "start", "end"}
    measure = contract["tasks"][0]["measures"][0]
    assert set(measure) >= {"clause", "exact", "start", "end", "deadline", "targets", "assignments", "mentions"}
    assert set(measure["assignments"][0]) >= {
        "written",
        "unit",
        "label",
        "kind",
        "role",
        "basis",
        "rank",
        "start",
        "end",
    }
    goal = next(goal for goal in contract["goals"] if goal["targets"])
    assert set(goal["targets"][0]) >= {
        "metric", "min", "max", "unit", "period", "deadline", "exact", "start", "end",
    }  # fmt: skip


def test_extract_formats(run, tmp_path):
    two = tmp_path / "two.txt"
    two.write_bytes(EXAMPLE.read_bytes())
    _code, out, _err = run("extract", EXAMPLE, two, "--format", "jsonl")
    assert [json.loads(line)["plan"]["start"] for line in out.splitlines()] == [2024, 2024]
    _code, out, _err = run("extract", EXAMPLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len([row for row in rows if row["basis"] != "group"]) == 68
    stored = unsealed((ROOT / "data" / "plans" / "yunjiang-2024-2026.nq").read_bytes())
    for name, rdf_format in (("turtle", ox.RdfFormat.TURTLE), ("trig", ox.RdfFormat.TRIG)):
        _code, out, _err = run("extract", EXAMPLE, "--format", name)
        assert len(list(ox.parse(out.encode(), format=rdf_format))) == len(stored.splitlines())
    code, _out, err = run("extract", EXAMPLE, two)
    assert code == 2
    assert "--format jsonl" in err


def test_extract_explains_itself(run):
    code, out, err = run("extract", EXAMPLE, "--explain", "--lang", "en")
    assert (code, err) == (0, "")
    assert "[label-responsible]" in out
    assert "A label before the names says that they are responsible." in out
    text = EXAMPLE.read_text("utf-8")
    (plan,) = json.loads(run("extract", EXAMPLE, "--explain", "--format", "json")[1])
    facts = [fact for part in plan["parts"] for fact in part["facts"]]
    assert {fact["kind"] for fact in facts} == {"owner", "target", "deadline", "mention", "contribution"}
    assert all(fact["reasons"] for fact in facts)
    for reason in (reason for fact in facts for reason in fact["reasons"] if reason["start"] is not None):
        assert text[reason["start"] : reason["end"]] == reason["exact"]
    code, _out, err = run("extract", EXAMPLE, "--explain", "--format", "csv")
    assert code == 2
    assert "--format json" in err


def test_an_explanation_cannot_steer_the_terminal(run, tmp_path):
    hostile = tmp_path / "plan.txt"
    body = "一、任务\n（一）数据\x1b[2J。建设平台。（责任单位：市科技局）\n"
    hostile.write_text("云江市人民政府\n2024年3月1日\n云江市智能行动计划（2024—2026年）\n" + body, "utf-8")
    code, out, _err = run("extract", hostile, "--explain")
    assert code == 0
    assert "\x1b" not in out


def test_the_order_rule_can_be_switched(run):
    def leads(*words):
        return sum(
            row["basis"] == "order"
            for row in csv.DictReader(io.StringIO(run("extract", EXAMPLE, "--format", "csv", *words)[1]))
        )

    assert leads() == 0
    assert leads("--order-leads", "always") == 0  # the example writes its leads, so order means nothing


def test_slug_names_the_plan(run):
    assert "/plan/my-plan/" in run("extract", EXAMPLE, "--format", "trig", "--slug", "my-plan")[1]


def test_ingest_validate_query_and_export_in_a_workspace_of_ones_own(run, tmp_path):
    code, out, _err = run("ingest", EXAMPLE, "--workspace", tmp_path / "mine", "--lang", "en")
    assert code == 0
    assert "yunjiang-2024-2026" in out
    code, out, _err = run("validate", "--workspace", tmp_path / "mine", "--lang", "en")
    assert (code, out) == (0, "1 plans conform to the shapes.\n")
    code, out, _err = run("query", "plans", "--workspace", tmp_path / "mine", "--format", "json")
    assert [row["measures"] for row in json.loads(out)] == [29]
    target = tmp_path / "graph.ttl"
    code, out, err = run("export", "--format", "turtle", "--workspace", tmp_path / "mine", "-o", target)
    assert (code, out) == (0, "")
    assert str(target) in err
    assert len(list(ox.parse(target.read_bytes(), format=ox.RdfFormat.TURTLE))) > 3000


def test_validate_names_a_damaged_file(run, workspace):
    path = next(workspace.paths.plans.glob("*.nq"))
    path.write_bytes(path.read_bytes()[:-100])
    code, out, _err = run("validate", "--workspace", workspace.paths.root, "--format", "json", "--lang", "en")
    found = json.loads(out)
    assert (code, found["conforms"]) == (1, False)
    assert [(one["file"], one["severity"]) for one in found["files"]] == [(str(path), "Violation")]
    assert "aizone rebuild" in found["files"][0]["message"]


def test_validate_finds_a_planted_fault(run, tmp_path):
    run("ingest", EXAMPLE, "--workspace", tmp_path)
    path = tmp_path / "plans" / "yunjiang-2024-2026.nq"
    lines = unsealed(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(sealed(b"".join(line for line in lines if b"ontology#rank>" not in line)))
    code, out, _err = run("validate", "--workspace", tmp_path, "--lang", "en")
    assert code == 1
    assert out.count("needs a rank of 1 or more") > 60
    code, out, _err = run("validate", "--workspace", tmp_path, "--format", "json")
    report = json.loads(out)
    assert report["conforms"] is False
    assert report["results"][0]["shape"].endswith("AssignmentShape")


@pytest.mark.parametrize(
    ("fmt", "check"),
    [
        ("turtle", lambda data: list(ox.parse(data, format=ox.RdfFormat.TURTLE))),
        ("trig", lambda data: list(ox.parse(data, format=ox.RdfFormat.TRIG))),
        ("nquads", lambda data: list(ox.parse(data, format=ox.RdfFormat.N_QUADS))),
        ("jsonld", lambda data: list(ox.parse(data, format=ox.RdfFormat.JSON_LD))),
        ("graphml", lambda data: _networkx("read_graphml", data)),
        ("gexf", lambda data: _networkx("read_gexf", data)),
        ("csv", lambda data: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))),
    ],
)
def test_export_formats_can_be_read_again(run, tmp_path, fmt, check):
    path = tmp_path / f"out.{fmt}"
    assert run("export", "--format", fmt, "--plan", HEFEI_PLAN, "-o", path)[0] == 0
    assert len(check(path.read_bytes())) > 100


@pytest.mark.parametrize("fmt", ["docx", "xlsx"])
def test_a_paper_is_exported_for_a_plan_or_a_unit(run, tmp_path, fmt):
    words = ["export", "--paper", "breakdown", "--format", fmt, "--plan", HEFEI_PLAN]
    sizes = []
    for name, more in (("plan", []), ("unit", ["--unit", "市经信局"]), ("units", ["--by", "unit"])):
        path = tmp_path / f"{name}.{fmt}"
        code, _out, err = run(*words, *more, "-o", path)
        assert (code, str(path) in err) == (0, True)
        with zipfile.ZipFile(path) as archive:
            sizes.append(sum(member.file_size for member in archive.infolist()))
    assert sizes[1] < sizes[0] < sizes[2]


RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("fmt", RDF_FORMATS)
@pytest.mark.parametrize("plan", ["yunjiang-2027-2029", None], ids=["plan", "all"])
def test_exported_annotations_are_read_back_as_the_lean_export(run, fmt, plan):
    words = ["export", "--format", fmt, *(["--plan", plan] if plan else [])]
    code, lean, _err = run(*words)
    assert (code, lean) == (0, run(*words, "--evidence", "lean")[1])
    code, full, _err = run(*words, "--evidence", "annotations")
    assert code == 0
    lean_quads, quads = (set(ox.parse(text.encode(), format=RDF_FORMATS[fmt])) for text in (lean, full))
    assert len(quads) > 1.4 * len(lean_quads)
    assert {quad.object for quad in quads if quad.predicate == RDF.type} >= {OA.Annotation, OA.TextQuoteSelector}
    datatypes = {quad.object.datatype for quad in quads if quad.predicate == OA.start}
    assert datatypes == {XSD.nonNegativeInteger}
    assert from_annotations(quads) == lean_quads


def test_annotations_are_for_rdf_only(run):
    code, out, err = run("export", "--format", "csv", "--evidence", "annotations", "--lang", "en")
    assert (code, out) == (2, "")
    assert "--evidence annotations: is for RDF only, not for csv. Use --format turtle, trig, jsonld, nquads." in err


def _networkx(reader, data):
    import networkx as nx

    return getattr(nx, reader)(io.BytesIO(data))


def test_query_by_name_text_and_file(run, tmp_path):
    code, out, _err = run("query", "duties_of_unit", "unit=市科技局", "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 38)
    text = "SELECT ?s WHERE { ?s a <https://w3id.org/aizone/ontology#Goal> }"
    found = json.loads(run("query", "-e", text, "--format", "json")[1])
    assert len([row for row in found if "/a" not in row["s"]]) == 15  # with the overall aims of two plans
    assert len(found) == 19  # with the aims that have no number
    path = tmp_path / "mine.rq"
    path.write_text("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3", "utf-8")
    assert len(list(ox.parse(run("query", path, "--format", "turtle")[1].encode(), format=ox.RdfFormat.TURTLE))) == 3
    assert run("query", "-e", "ASK { ?s ?p ?o }")[1] == "true\n"
    path.write_text("ASK { ?s ?p ?o }", "utf-8-sig")  # as Windows writes it
    assert run("query", path)[1] == "true\n"


@pytest.mark.parametrize("command", ["structure", "gaps", "findings"])
def test_a_list_of_plans_says_that_there_are_none(command, tmp_path, capsys):
    assert main([command, "--workspace", str(tmp_path), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "This workspace holds no plan. Read one into it: aizone ingest FILE\n"
    assert main([command, "--workspace", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("words", [("export", "--format", "csv"), ("backup", "kept.zip", "--format", "json")])
def test_a_file_of_an_empty_workspace_says_beside_it_that_there_are_no_plans(words, tmp_path, capsys, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--workspace", "data", "--lang", "en"]) == 0
    assert capsys.readouterr().err == "This workspace holds no plan. Read one into it: aizone ingest FILE\n"


@pytest.mark.parametrize(
    "words", [("what-if", "--drop", "市科技局"), ("export", "--paper", "worklist", "-o", "list.xlsx")]
)
def test_what_needs_a_plan_asks_in_an_empty_workspace_for_one_to_be_read(words, tmp_path, capsys):
    assert main([*words, "--workspace", str(tmp_path), "--lang", "en"]) == 2
    assert "this workspace holds no plan. Read one into it" in capsys.readouterr().err


def test_query_stops_in_time():
    done = subprocess.run(
        [sys.executable, "-m", "aizone.cli", "query", "--lang", "en", "--timeout", "0.5", "-e",
         "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"],
        capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("aizone: query: took more than 0.5 seconds")


def command(*words):
    return subprocess.run(
        [sys.executable, "-m", "aizone.cli", "query", "--lang", "en", *words],
        capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 3_000 + "?s ?p ?o" + "}" * 3_000,
        "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f",
    ],
)
def test_a_query_that_nests_deeply_or_sorts_everything_ends_in_one_line(query):
    done = command("--timeout", str(PATIENCE_S), "-e", query)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("aizone: query: was stopped: it needs more memory")
    assert done.stderr.count("\n") == 1


def test_rows_found_before_the_time_was_over_are_printed():
    rarely = 'CONTAINS(SHA512(CONCAT(STR(?a), STR(?d), STR(?i), STR(?l))), "012")'  # some rows are as good as a million
    asked = f"SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER({rarely}) }}"  # it never ends
    seconds, rows = 0.5, []
    while len(rows) < 2 and seconds < PATIENCE_S:  # a busy machine may not find the first row so soon
        done = command("--timeout", str(seconds), "--format", "csv", "-e", asked)
        rows, seconds = list(csv.reader(io.StringIO(done.stdout))), 4 * seconds
    assert done.returncode == 2
    assert rows[0] == ["a", "d"]
    assert f"these are the {len(rows) - 1:,} rows found until then" in done.stderr


def test_queries_unit_and_overlaps(run):
    code, out, _err = run("queries", "--lang", "en")
    assert code == 0
    assert "What is a unit responsible for" in out
    assert "PREFIX az:" in run("queries", "unit_pairs")[1]
    assert len(json.loads(run("queries", "--format", "json")[1])) >= 16
    code, out, _err = run("unit", "市教育局", "--lang", "zh")
    assert code == 0
    assert "合肥市教育局" in out
    assert "推断：排在首位" in out
    assert len(json.loads(run("unit", "市教育局", "--format", "json")[1])["duties"]) == 8
    in_plan = json.loads(run("unit", "市教育局", "--plan", HEFEI_PLAN, "--format", "json")[1])
    assert {row["plan"] for row in in_plan["partners"]} == {f"id:plan/{HEFEI_PLAN}"}
    pairs = json.loads(run("overlaps", "--plan", HEFEI_PLAN, "--min", "5", "--format", "json")[1])
    assert pairs[0]["shared"] == 18
    assert all(pair["shared"] >= 5 for pair in pairs)
    one = json.loads(run("overlaps", "--unit", "市医保局", "--min", "1", "--format", "json")[1])
    assert {pair["unit"] for pair in one} == {"合肥市医疗保障局"}
    told = run("overlaps", "--plan", HEFEI_PLAN, "--unit", "市投资促进局", "--min", "2", "--lang", "zh")[1]
    assert "三/(四)/2" in told
    expanded = json.loads(run("overlaps", "--plan", HEFEI_PLAN, "--groups", "expand", "--format", "json")[1])
    assert len(expanded) != len(json.loads(run("overlaps", "--plan", HEFEI_PLAN, "--format", "json")[1]))


def test_of_many_plans_a_list_says_how_many_it_counted(run, monkeypatch):
    monkeypatch.setattr("aizone.cli.plan_words._MOST_NAMED", 2)
    out = run("overlaps", "--min", "9", "--lang", "zh")[1]
    assert out.splitlines()[-1] == "统计范围：3 份方案，其中 2 份是虚构示例"


def test_what_is_empty_says_why(run, tmp_path):
    two = ("query", "shared_items", "unit=合肥市教育局", "other=合肥市公安局", "--lang", "zh")
    assert run(*two)[2].splitlines()[-1] == "查询：两个单位共同承担的措施 合肥市教育局和合肥市公安局"
    told = {
        ("--min", "99"): "没有两个单位共同承担 99 项措施。请把 --min 调小。",
        ("--min", "99", "--larger"): "没有三个单位共同承担 99 项措施。请把 --min 调小。",
        ("--unit", "合肥市教育局", "--min", "9"): "没有另一个单位与合肥市教育局共同承担 9 项措施。请把 --min 调小。",
    }
    for options, line in told.items():
        out = run("overlaps", "--plan", HEFEI_PLAN, "--lang", "zh", *options)[1]
        assert out.splitlines()[0] == line
    for command in ("overlaps", "load", "findings"):
        out = run(command, "--workspace", str(tmp_path), "--lang", "zh")[1]
        assert out.splitlines() == ["工作区中还没有方案。请先读入一份：aizone ingest 文件"], command


def test_overlaps_say_what_chance_explains_and_who_comes_first(run):
    """市科技局 and 市发改委 alone own seven measures, four to three, and the names change places between two neighbours."""
    rows = json.loads(run("overlaps", "--plan", HEFEI_PLAN, "--min", "1", "--lang", "zh", "--format", "json")[1])
    pairs = {(row["unit"], row["other"]): row for row in rows}
    pair = pairs["合肥市科学技术局", "合肥市发展和改革委员会"]
    assert len(pair["alone"]) == 7
    assert pair["reversed"] == [{"item": "id:plan/hefei-2020-2023/4/4/m3", "next": "id:plan/hefei-2020-2023/4/4/m4"}]
    assert len(pair["items"]) == pair["shared"]
    assert (pair["unit_first"], pair["other_first"], pair["unit_leads"], pair["other_leads"]) == (13, 5, 10, 5)
    education = pairs["合肥市科学技术局", "合肥市教育局"]
    assert (education["shared"], round(education["expected"], 1)) == (5, 4.5)
    assert {row["stands_out"] for row in rows} == {None}
    table = run("overlaps", "--plan", HEFEI_PLAN, "--lang", "en")[1]
    assert "57 measures are too few to rule out chance" in table
    assert "Counted: Implementation Plan for Building the Hefei" in table
    counted = run("overlaps", "--min", "9", "--lang", "en")[1].splitlines()[-1]
    assert counted.count("(invented example)") == 2


def test_load_counts_leads_and_how_they_are_spread(run):
    (plan,) = json.loads(run("load", "--plan", HEFEI_PLAN, "--lang", "zh", "--format", "json")[1])
    assert (plan["measures"], plan["leads"], plan["inferred_leads"]) == (57, 56, 46)
    first = plan["units"][0]
    assert (first["unit"], len(first["led"]), len(first["owned"])) == ("合肥市科学技术局", 18, 37)
    shown = {area["label"]: (area["led"], area["all_led"]) for area in first["areas"]}
    assert shown["打造人工智能应用示范"] == (0, 13)
    leads = [len(unit["led"]) for unit in plan["units"] if unit["kind"] != "az:UnitGroup"]
    assert plan["top3_share"] == round(sum(sorted(leads)[-3:]) / 56, 3)
    alone = run("load", "--plan", HEFEI_PLAN, "--unit", "市科技局", "--lang", "zh")[1]
    assert "任务领域之外" in alone
    assert "合肥市经济和信息化局" in alone
    assert run("load", "--plan", HEFEI_PLAN, "--format", "csv")[1].startswith("plan,unit,id,kind,led")
    assert "sum over units" in run("load", "--explain", "--lang", "en")[1]
    assert (
        run("load", "--plan", "yunjiang-2024-2026", "--unit", "合肥市公安局", "--lang", "zh")[1]
        == "没有措施有责任单位。\n"
    )


def test_load_adds_up_a_unit_over_plans(run):
    def loads(*words):
        return json.loads(run("load", "--lang", "zh", "--format", "json", *words)[1])

    together = loads("--together")
    apart = [unit for plan in loads() for unit in plan["units"]]
    for name in ("led", "responsible", "supported", "owned"):
        assert sum(one[name] for one in together) == sum(len(unit[name]) for unit in apart)
    (one,) = loads("--together", "--unit", "市科技局", "--plan", HEFEI_PLAN)
    assert [(plan["plan"], plan["led"]) for plan in one["plans"]] == [(HEFEI_PLAN, 18)]
    table = run("load", "--together", "--unit", "市科技局", "--plan", HEFEI_PLAN, "--lang", "zh")[1].splitlines()
    assert [line for line in table if "合计" in line and "18" in line and "37" in line]
    assert run("load", "--together", "--format", "csv")[1].startswith("id,unit,kind,plans,led")


def test_meeting_names_the_leads_and_who_may_stay_away(run):
    """Seven measures on connected vehicles and autonomous driving have three leads, who own all of them."""
    topic = ("meeting", "智能网联汽车", "--plan", HEFEI_PLAN)
    found = json.loads(run(*topic, "--lang", "zh", "--format", "json")[1])
    assert len(found["measures"]) == 7
    assert [one["unit"] for one in found["leads"]] == [
        "合肥市科学技术局", "合肥市经济和信息化局", "合肥滨湖科学城管理委员会",
    ]  # fmt: skip
    assert found["others"] == found["unowned"] == []
    assert "合肥市公安局" in {one["unit"] for one in found["absent"]}
    more = json.loads(run(*topic, "--present", "2", "--format", "json")[1])
    assert len(more["others"]) == 1
    goal = json.loads(run("meeting", "2/4", "三/(四)/2", "--plan", HEFEI_PLAN, "--format", "json")[1])
    assert "id:plan/hefei-2020-2023/3/4/2/m1" in goal["measures"]
    assert "In the room (3 units for 7 measures)" in run(*topic, "--lang", "en")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["meeting"], "aizone meeting: names nothing to talk about. Name measures, goals, things or topics."),
        (["meeting", "自动驾驶", "--present", "0"], "aizone meeting --present: is 0. Give 1 or more."),
        (["meeting", "合肥市医疗"], "aizone meeting: nothing is called '合肥市医疗'. Did you mean 合肥市医疗保障局?"),
    ],
)
def test_meeting_says_what_it_cannot_do(run, words, says):
    code, out, err = run(*words, "--lang", "en")
    assert (code, out) == (2, "")
    assert says in err


def test_gaps_are_listed_rule_by_rule_with_a_score(run):
    (plan,) = json.loads(run("gaps", "--plan", HEFEI_PLAN, "--lang", "en", "--format", "json")[1])
    counts = {rule["rule"]: rule["count"] for rule in plan["rules"]}
    assert (counts["self-supervision"], counts["lead-by-order"], counts["no-lead"]) == (3, 46, 1)
    assert 0 < plan["score"] < 100
    code, out, _err = run(
        "gaps", "--plan", HEFEI_PLAN, "--rule", "no-lead", "--rule", "self-supervision", "--lang", "zh"
    )
    assert code == 0
    assert out.count("→") == 2
    assert "四/(一) m2" in out
    assert "合肥市科学技术局" in out
    few = run("gaps", "--plan", HEFEI_PLAN, "--severity", "Warning", "--format", "csv")[1]
    assert "lead-by-order" not in few
    assert "no-deadline" in few
    assert "{" not in run("gaps", "--lang", "en")[1]
    assert "segregation of duties" in run("gaps", "--rule", "self-supervision", "--explain", "--lang", "en")[1]
    code, _out, err = run("gaps", "--rule", "no-leed", "--lang", "en")
    assert (code, err) == (
        2,
        "aizone: aizone gaps --rule: nothing is called 'no-leed'. Did you mean no-lead, no-owner, no-deadline?\n",
    )


def test_overlaps_list_larger_groups_and_explain_themselves(run):
    rows = json.loads(run("overlaps", "--plan", HEFEI_PLAN, "--larger", "--lang", "zh", "--format", "json")[1])
    assert rows[0]["shared"] == 7
    assert [(unit["unit"], unit["leads"]) for unit in rows[0]["units"]] == [
        ("合肥市科学技术局", 5), ("合肥市经济和信息化局", 2), ("合肥市发展和改革委员会", 0),
    ]  # fmt: skip
    assert rows[0]["expected"] == round(57 * (37 / 57) * (15 / 57) * (20 / 57), 2)
    assert sum(unit["first"] for unit in rows[0]["units"]) == 7
    with_one = run("overlaps", "--plan", HEFEI_PLAN, "--larger", "--unit", "市公安局", "--lang", "zh")[1]
    assert with_one.startswith("没有另外两个单位与合肥市公安局共同承担 2 项措施。请把 --min 调小。\n")
    explained = run("overlaps", "--explain", "--lang", "en")[1]
    assert "shared / min(one, two)" in explained
    assert "closed item sets" in run("overlaps", "--larger", "--explain", "--format", "csv", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["query", "nonsense"], "nothing is called 'nonsense'"),
        (["query", "duties_of_unit"], "needs unit="),
        (["query", "duties_of_unit", "unit"], "is not PARAM=VALUE"),
        (["query"], "'aizone queries' lists"),
        (["query", "-e", "SELEC"], "Check its SPARQL syntax"),
        (["query", "-e", "SELEC ?p { ?p a az:Plan }"], "query, line 1, column 1: "),
        (["query", "-e", "CONSTRUCT { ?p a az:Plan } { ?p a az:Plan }", "--format", "csv"], "is for SELECT and ASK."),
        (["query", "-e", "SELECT * { SERVICE <http://x/> {} }"], "another host"),
        (["query", "-e", "ASK {}", "--timeout", "0"], "more than 0 seconds"),
        (["unit", "没有这个单位"], "nothing is called"),
        (["extract", "none.txt"], "does not exist"),
        (["ingest"], "arguments are missing: FILE"),
        (["ingest", "a.txt", "--format", "xml"], "--format cannot be 'xml'"),
        (["ingest", "a.txt", "--retrieved", "2024-13-40"], "is not a valid date: '2024-13-40'"),
        (["overlaps", "--min", "x"], "is not a number: 'x'"),
        (["validate", "nope"], "It has: hefei-2020-2023"),
        (["export", "--plan", "nope"], "It has: hefei-2020-2023"),
        (["export", "--format", "docx"], "is for papers. Say which: --paper breakdown"),
        (["export", "--infer", "rdfs", "--format", "turtle"], "Use --format trig, jsonld, nquads"),
        (["export", "--unit", "市科技局"], "--unit: is for papers"),
        (
            ["export", "--paper", "breakdown"],
            "needs one plan; the workspace has 3. Name it with --plan: hefei-2020-2023",
        ),
        (["export", "--paper", "breakdown", "--format", "turtle"], "cannot be made as turtle. Use --format docx, xlsx"),
        (["export", "--paper", "breakdown", "--plan", HEFEI_PLAN, "--unit", "云江大学"], "owns nothing in the plan"),
        (["query", "plans", "--workspace", "/nowhere/at/all"], "is not a folder that exists"),
        (["bake"], "--help"),
        ([], "--help"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(run, words, says):
    code, out, err = run(*words, "--lang", "en") if words else run()
    assert (code, out) == (2, "")
    assert says in err
    assert err.startswith("aizone: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("letter.txt", "你好，这是一封信。\n".encode() * 50),
        ("broken.txt", "计划".encode() * 50 + b"\xff\xfe\xfa\x81"),
        ("binary.txt", bytes(range(256)) * 50),
        ("archive.docx", b"PK\x03\x04" + b"\0" * 100),
        ("huge.txt", "一、总则\n".encode() + "这是很长的一行文字。".encode() * 1_800_000),
        ("brackets.txt", "行动计划\n一、总则\n".encode() + "（".encode() * 300_000),
    ],
)
def test_bad_input_is_a_clear_line_and_changes_nothing(run, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    code, _out, err = run("ingest", path, "--workspace", workspace)
    assert code == 2
    assert err.startswith("aizone: ")
    assert err.count("\n") == 1
    assert not [found for found in workspace.rglob("*") if found.is_file()]


def test_gbk_is_read(run, tmp_path):
    path = tmp_path / "gbk.txt"
    path.write_bytes(EXAMPLE.read_text("utf-8").encode("gb18030"))
    contract = json.loads(run("extract", path)[1])
    assert len(contract["tasks"]) == 18
    assert contract["document"]["encoding"] == "gb18030"


def test_each_file_has_its_line_even_when_it_cannot_be_read(run, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    code, out, err = run("extract", bad, EXAMPLE, "--format", "jsonl", "--lang", "en")
    first, second = map(json.loads, out.splitlines())
    assert code == 1
    assert first["plan"] is None
    assert first["issues"][0]["code"] == "unreadable"
    assert "bad.txt: is empty" in err
    assert len(second["tasks"]) == 18


def test_one_bad_file_does_not_stop_the_others(run, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    code, out, err = run("ingest", bad, EXAMPLE, "--workspace", tmp_path / "w", "--format", "json")
    assert code == 1
    assert "bad.txt" in err
    assert [record["change"] for record in json.loads(out)] == [None, "new"]


@pytest.mark.parametrize(("lang", "word"), [("zh", "职责"), ("en", "duties")])
def test_help_is_in_both_languages(capsys, lang, word):
    with pytest.raises(SystemExit) as caught:
        main(["unit", "--help", "--lang", lang])
    assert caught.value.code == 0
    assert word in capsys.readouterr().out


def test_common_options_may_stand_before_the_command(run):
    assert "合肥市教育局" in run("--lang", "zh", "unit", "市教育局")[1]
    assert "Hefei Municipal Education Bureau" in run("--lang", "en", "unit", "市教育局")[1]
    assert "is not a folder that exists" in run("--workspace", "/nowhere/at/all", "--lang", "en", "query", "plans")[2]


def test_a_query_imports_nothing_heavy():
    code = (
        "import sys; from aizone.cli import main; main(['query', 'plans', '--format', 'json']); "
        "heavy = {'pandas', 'networkx', 'rdflib', 'streamlit', 'pyvis', 'numpy', 'rich'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[]\n"


def test_the_first_rows_of_an_answer(run):
    _code, whole, _err = run("query", "assignments", "--format", "tsv")
    _code, first, _err = run("query", "assignments", "--limit", "3", "--format", "tsv")
    assert first.splitlines() == whole.splitlines()[:4]
    assert "first 3 rows; there are more" in run("query", "assignments", "--limit", "3", "--lang", "en")[2]
    assert "first" not in run("query", "plans", "--limit", "30", "--lang", "en")[2]
    own = ("-e", "SELECT ?p {?p a az:Plan} ORDER BY ?p", "--format", "csv")
    assert run("query", *own, "--limit", "2")[1].splitlines() == run("query", *own)[1].splitlines()[:3]
    code, _out, err = run("query", "plans", "--limit", "0")
    assert (code, "--limit" in err) == (2, True)
