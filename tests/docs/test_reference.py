"""The reference: current, whole, and true about JSON keys."""

import contextlib
import dataclasses
import inspect
import io
import json
import re
import runpy

import pytest

import aizone
from aizone import queries
from aizone.analysis import registry
from aizone.cli import main
from aizone.cli.parser import build_parser
from aizone.i18n import translator
from aizone.model import ISSUE_CODES
from aizone.settings import Settings
from tests.conftest import ROOT, copy_of_data

REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
MAKER = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))
EXAMPLE = ROOT / "data" / "examples" / "yunjiang-2024-2026.txt"
LATER = EXAMPLE.with_name("yunjiang-2027-2029.txt")
PLAN = """云江市养老服务提升行动方案
云江市人民政府
2025年3月1日
一、主要目标
（一）服务更加可及。到2026年，护理型床位占比由2024年的50%提高到60%。
二、重点任务
（一）完善服务网络
1.建设养老服务中心。到2026年，床位使用率由2024年的50%提高到60%。（牵头单位：市民政局；责任单位：市数管局；牵头市领导：王强；目标位置：全省前三名）
2.调度工作进展，通报各地情况。（责任单位：市民政局；完成时限：每季度末）
"""
"""A plan that names a unit no registry has."""


def test_the_reference_is_current():
    assert MAKER["reference"]() == REFERENCE


def test_every_command_question_setting_code_and_measure_has_its_heading():
    heads = re.findall(r"^#{3,4} (.+)$", REFERENCE, re.MULTILINE)
    commands = [f"aizone {name}" for name, _parser in MAKER["_subcommands"](build_parser(translator("en"), ""))]
    settings = [field.name for field in dataclasses.fields(Settings)]
    declared = [measure.id for measure in registry.every()]
    variables = ["AIZONE_WORKSPACE", "AIZONE_BACKEND", "AIZONE_LANG"]
    for name in [*commands, *queries.names(), *settings, *ISSUE_CODES, *declared, *variables]:
        assert heads.count(name) == 1, name


def test_the_environment_is_read_where_the_reference_says():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "graph" / "aizone").rglob("*.py"))
    told = set(re.findall(r"^### (AIZONE_[A-Z_]+)$", REFERENCE, re.MULTILINE))
    assert set(re.findall(r'"(AIZONE_[A-Z_]+)"', code)) == told


def public_functions():
    yield "aizone.open", aizone.open
    for name in MAKER["public_members"](aizone.Workspace):
        value = inspect.getattr_static(aizone.Workspace, name)
        if inspect.isfunction(value):
            yield f"workspace.{name}", value


@pytest.mark.parametrize(("name", "function"), list(public_functions()))
def test_every_public_function_says_what_it_takes(name, function):
    """Each parameter has a type and a meaning; what comes back as a graph, frame or rows has its shape described."""
    signature = inspect.signature(function)
    described = MAKER["_docstring"](function)
    parameters = [item for item in signature.parameters.values() if item.name != "self"]
    assert [item.name for item in parameters if item.name not in described["Args"]] == []
    assert all(item.annotation is not item.empty for item in parameters)
    if str(signature.return_annotation).startswith(("nx.", "pd.", "Rows", "rdflib.")):
        assert described["Returns"]


# --- JSON keys


def printed(*words):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main([*map(str, words), "--format", "json"] if "--format" not in words else [*map(str, words)])
    return out.buffer.getvalue().decode()


def paths(value, here=""):
    """The key paths of a JSON value, as `docs/json_keys.toml` writes them."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{here}.{key}" if here else key
            yield from paths(part, f"{here}.{key}" if here else key)
    elif isinstance(value, list):
        for part in value:
            yield from paths(part, f"{here}[]")


def is_declared(path, declared):
    """Tell whether a path is declared, holds declared ones, or lies in an object described as a whole ('rows{}')."""
    return any(
        re.match(rf"{re.escape(path)}(?:$|[.\[{{])", key)
        or (key.endswith("{}") and path.startswith(f"{key.removesuffix('{}')}."))
        for key in declared
    )


@pytest.fixture(scope="module")
def samples(tmp_path_factory, oxigraph_server):
    """The JSON of every command, by the title of its keys."""
    folder = tmp_path_factory.mktemp("json")
    (folder / "care.txt").write_text(PLAN, "utf-8")
    (folder / "same.txt").write_text(PLAN, "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "two.txt").write_text(PLAN + "\n" + PLAN.replace("养老", "托育"), "utf-8")
    work = ("--workspace", folder / "plans")
    taken = printed("ingest", EXAMPLE, folder / "care.txt", folder / "same.txt", folder / "empty.txt", *work)
    first = json.loads(printed("findings", *work))[0]["id"]
    verdict = json.loads(printed("verdict", first, "clarify", "--reason", "one lead", *work))
    lines = printed("extract", folder / "two.txt", folder / "empty.txt", "--format", "jsonl").splitlines()
    copy_of_data(folder / "data")
    shipped = ("--workspace", folder / "data")
    changes = ("--merge", "市投资促进局", "市发改委", "--drop", "市科技局")
    return {
        "extract": [*(json.loads(printed("extract", plan)) for plan in (EXAMPLE, LATER)), *map(json.loads, lines)],
        "extract --explain": [json.loads(printed("extract", EXAMPLE, "--explain"))],
        "ingest": [json.loads(taken)],
        "validate": [json.loads(printed("validate", *work))],
        "query": [json.loads(printed("query", "plans", *work))],
        "queries": [json.loads(printed("queries"))],
        "find": [
            json.loads(printed("find", "市数据资源局", "市发改委")),
            json.loads(printed("find", "智能")),
        ],
        "unit": [json.loads(printed("unit", "市市场监管局"))],
        "units": [json.loads(printed("units", *work))],
        "units --unresolved": [json.loads(printed("units", "--unresolved", *work))],
        "units search": [json.loads(printed("units", "search", "kjj"))],
        "units alias, merge, not-same": [json.loads(printed("units", "alias", "市数管局", "云江市数据局", *work))],
        "units decisions": [json.loads(printed("units", "decisions", *work))],
        "overlaps": [json.loads(printed("overlaps"))],
        "overlaps --larger": [json.loads(printed("overlaps", "--larger"))],
        "overlaps --explain": [json.loads(printed("overlaps", "--explain"))],
        "load": [json.loads(printed("load"))],
        "load --together": [json.loads(printed("load", "--together"))],
        "load --explain": [json.loads(printed("load", "--explain"))],
        "due": [json.loads(printed("due", "--on", "2026-11-30"))],
        "due --explain": [json.loads(printed("due", "--explain"))],
        "structure": [json.loads(printed("structure")), json.loads(printed("structure", *work))],
        "structure --explain": [json.loads(printed("structure", "--explain"))],
        "meeting": [json.loads(printed("meeting", "三/(三)", "--plan", "hefei-2020-2023", "--present", "2"))],
        "meeting --explain": [json.loads(printed("meeting", "--explain"))],
        "gaps": [json.loads(printed("gaps"))],
        "gaps --explain": [json.loads(printed("gaps", "--explain"))],
        "verdict": [verdict],
        "findings": [json.loads(printed("findings")), json.loads(printed("findings", *work))],
        "findings --explain": [json.loads(printed("findings", "--explain"))],
        "what-if": [
            json.loads(printed("what-if", *changes, "--plan", "hefei-2020-2023", "--save", "trial", *shipped)),
            json.loads(
                printed("what-if", "--merge", "高新区管委会", "市科技局", "--plan", "hefei-2020-2023", *shipped)
            ),
        ],
        "what-if --list": [json.loads(printed("what-if", "--list", *shipped))],
        "what-if --explain": [json.loads(printed("what-if", "--explain"))],
        "compare": [
            json.loads(printed("compare", "yunjiang-2024-2026", "yunjiang-2027-2029")),
            json.loads(
                printed(
                    "compare", "yunjiang-2024-2026", "yunjiang-2027-2029", "--same", "3/1/2/m2", "3/1/2/m2", *shipped
                )
            ),
        ],
        "compare --explain": [json.loads(printed("compare", "--explain"))],
        "corrections": [json.loads(printed("corrections", *work))],
        "plans": [json.loads(printed("plans", *work))],
        "plans show, rename, remove, undo": [
            json.loads(printed("plans", *words, *work))
            for words in (
                ("show", "yunjiang-2024-2026"),
                ("rename", "yunjiang-2024-2026", "云江市方案"),
                ("remove", "yunjiang-2024-2026", "--yes"),
                ("undo",),
            )
        ],
        "log": [json.loads(printed("log", *work))],
        "log --check": [json.loads(printed("log", "--check", *work))],
        "backup": [json.loads(printed("backup", folder / "plans.zip", *work))],
        "publish": [
            json.loads(
                printed(
                    "publish",
                    *("--store", oxigraph_server.query, "--store-update", oxigraph_server.update, "--dry-run", *work),
                )
            )
        ],
        "restore": [json.loads(printed("restore", folder / "plans.zip", "--workspace", folder / "again"))],
    }


def test_every_command_with_json_has_its_keys():
    """A command that takes `--format json` and declares none of its keys would be a riddle."""
    with_json = set()
    for name, command in MAKER["_subcommands"](build_parser(translator("en"), "")):
        for part in [command, *(inner for _name, inner in MAKER["_subcommands"](command))]:
            if any("json" in (item.choices or ()) for item in part._actions if item.dest == "format"):
                with_json.add(name)
    assert {title.split()[0] for title in MAKER["json_titles"]()} == with_json


UNSEEN = {
    "extract": r".*\.(page|paragraph|cell)",  # other formats
    "units decisions": r"removed_.*|plans",  # tests/cli/test_units.py sees them
    "verdict": r"also\[\].*",  # that finding has nothing else in common; others under `findings` have
    "corrections": r".*",  # nothing was corrected; tests/cli/test_corrections.py sees them
    "log": r"\[\]\.before.*",  # nothing was taken back; tests/workspace/test_write_log.py sees it
    "log --check": r"(broken|differing).*",  # likewise a changed line
    "validate": r"(results|files).*",  # the samples conform and are whole; tests/cli/test_cli.py sees others
}
"""Declared keys that no sample has."""


@pytest.mark.parametrize("title", MAKER["json_titles"]())
def test_the_keys_a_command_prints_are_those_of_the_reference(title, samples):
    declared = MAKER["json_keys"](title)
    seen = {path for value in samples[title] for path in paths(value)}
    assert [path for path in sorted(seen) if not is_declared(path, declared)] == []
    ends = {re.sub(r"(\{\}|\[\])+$", "", key) for key in declared} - seen - {""}
    assert [key for key in sorted(ends) if not re.fullmatch(UNSEEN.get(title, ""), key)] == []


def test_every_json_key_is_snake_case(samples):
    keys = {key for values in samples.values() for value in values for path in paths(value) for key in path.split(".")}
    keys |= {key for title in MAKER["json_titles"]() for path in MAKER["json_keys"](title) for key in path.split(".")}
    assert [key for key in sorted(keys) if not re.fullmatch(r"[a-z0-9_]*(\[\])?(\{\})?", key)] == []
