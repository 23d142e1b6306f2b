"""Assistants get answers with their words, over each transport, asked by the SDK's own client."""

import json
import re
import sys
from dataclasses import replace

import pytest

from aizone import queries
from aizone.endpoint import CurrentWorkspace, EndpointSettings
from tests.endpoint.conftest import PATIENT, in_its_own_thread, served

HEFEI, YUNJIANG = "hefei-2020-2023", "yunjiang-2024-2026"
TOOLS = {"find", "unit", "duties", "overlaps", "findings", "evidence", "questions", "ask", "sparql"}
MEASURE = f"id:plan/{YUNJIANG}/3/1/1/m1"


@pytest.fixture(scope="module")
def current():
    current = CurrentWorkspace(PATIENT)
    yield current
    current.close()


def server_of(current, lang="en"):
    """The tools on a workspace; imported late, for the SDK takes longer than all else that is collected."""
    from aizone.endpoint.assistants import build_server

    return build_server(current, lang)


def asked(server, *calls):
    """The results of some calls."""
    from mcp.client import Client

    async def run():
        async with Client(server) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return in_its_own_thread(run)


@pytest.fixture(scope="module")
def ask(current):
    server = server_of(current)

    def ask(name, /, **arguments):
        (result,) = asked(server, (name, arguments))
        assert not result.is_error, result.content[0].text
        return json.loads(result.content[0].text)

    return ask


@pytest.fixture(scope="module")
def refused(current):
    server = server_of(current)

    def refused(name, /, **arguments):
        (result,) = asked(server, (name, arguments))
        assert result.is_error
        return result.content[0].text

    return refused


def is_evidence(told, shipped):
    """True if a piece of evidence is what the workspace holds at that place."""
    if "stated_in" in told:
        return told["stated_in"].startswith("https://w3id.org/aizone/")
    return isinstance(told["start"], int) and told["start"] < told["end"] and told["plan"].startswith("id:plan/")


CALLS = [
    ("find", {"name": "市科技局"}),
    ("find", {"name": "智能语音"}),
    ("find", {"name": "三/(一)/1"}),
    ("find", {"name": "无人集卡"}),
    ("find", {"name": "市场监管", "plan": YUNJIANG}),
    ("unit", {"name": "市科技局", "plan": YUNJIANG}),
    ("duties", {"unit": "市医保局", "plan": HEFEI}),
    ("duties", {"unit": "市科技局", "plan": YUNJIANG, "role": "lead"}),
    ("overlaps", {"plan": HEFEI}),
    ("overlaps", {"plan": HEFEI, "unit": "市教育局", "groups": "expand"}),
    ("findings", {"plan": YUNJIANG}),
    ("findings", {"plan": HEFEI, "unit": "市科技局"}),
    ("evidence", {"node": MEASURE}),
    ("evidence", {"node": "合肥市科学技术局"}),
    ("ask", {"question": "leads_per_unit", "params": {"plan": HEFEI}}),
    ("sparql", {"query": "SELECT ?m { ?m a az:Measure }"}),
    ("sparql", {"query": "CONSTRUCT { ?m a az:Measure } { ?m a az:Measure }"}),
    ("sparql", {"query": "DESCRIBE azrole:lead"}),
]


@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_every_record_has_evidence_and_every_answer_its_query(ask, shipped, name, arguments):
    told = ask(name, **arguments)
    records = told.get("answer", [told])
    assert records
    for record in records:
        assert record["evidence"]
        assert all(is_evidence(one, shipped) for one in record["evidence"])
    assert shipped.sparql(told["query"], timeout=PATIENT.query_timeout_s).shape[1] >= 1
    assert told.get("count", 1) >= len(records)


def test_quotes_are_the_words_at_their_place(ask, shipped):
    (text,) = (path.read_text("utf-8") for path in shipped.sources(YUNJIANG)) if shipped.sources(YUNJIANG) else [None]
    quotes = [one for record in ask("duties", unit="市科技局", plan=YUNJIANG)["answer"] for one in record["evidence"]]
    assert quotes
    for one in quotes:
        assert len(one["quote"]) == one["end"] - one["start"]
        assert text is None or text[one["start"] : one["end"]] == one["quote"]


def test_a_plan_whose_text_is_not_held_has_positions_and_owner_lists_but_no_quote(ask):
    (duty,) = ask("duties", unit="市医保局", plan=HEFEI)["answer"]
    assert duty["basis"] == "order"
    (one,) = duty["evidence"]
    assert "quote" not in one
    assert (one["written"], one["end"] - one["start"] > 0, "市医保局" in one["owner_list"]) == ("市医保局", True, True)


def test_numbers_are_those_of_the_pages(ask, shipped):
    told = ask("unit", name="合肥市科学技术局")
    assert told["roles"] == {"lead": 18, "responsible": 19}
    assert ask("duties", unit="合肥市科学技术局", plan=HEFEI, limit=50)["count"] == 37
    pairs = ask("overlaps", plan=HEFEI, limit=50)
    assert pairs["count"] == shipped.co_responsibility(plan=HEFEI).number_of_edges()
    assert pairs["answer"][0]["shared"] == 18
    assert ask("findings", plan=YUNJIANG)["count"] == len(shipped.worklist(YUNJIANG).entries)
    assert len(ask("questions")["questions"]) == len(list(queries.every()))


@pytest.mark.parametrize(
    "question", [one.name for one in queries.every() if not any(param.required for param in one.params)]
)
def test_every_question_that_needs_nothing_is_answered_with_evidence_or_refused(current, question):
    (result,) = asked(server_of(current), ("ask", {"question": question, "limit": 3}))
    text = result.content[0].text
    if result.is_error:
        assert "none of its rows names a thing" in text
        return
    told = json.loads(text)
    assert all(record["evidence"] for record in told["answer"])
    assert "query" in told


def test_what_has_no_evidence_is_not_answered(refused):
    assert "a column ?measure" in refused("sparql", query="SELECT (COUNT(*) AS ?n) { ?m a az:Measure }")
    assert "a column ?measure" in refused("sparql", query="ASK { ?m a az:Measure }")
    assert "a column ?measure" in refused("sparql", query='SELECT ("市科技局牵头" AS ?words) {}')
    assert refused("sparql", query="SELECT ?x { VALUES ?x { <https://example.org/invented> } }")


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("unit", {"name": "不存在的局"}, "nothing is called"),
        ("ask", {"question": "nonsense"}, "nothing is called"),
        ("ask", {"question": "duties_of_unit"}, "unit"),
        ("evidence", {"node": "id:plan/none/1"}, "nothing is called"),
        ("findings", {"plan": "none"}, "nothing is called"),
        ("find", {"name": " "}, "is missing"),
        ("sparql", {"query": "SELECT nonsense"}, "line 1, column 8"),
        ("sparql", {"query": "DROP ALL"}, "would change data"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "another host"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(refused, name, arguments, words):
    said = refused(name, **arguments)
    assert words in said
    assert "\n" not in said


def test_errors_are_said_in_chinese_where_that_is_the_language(current):
    (result,) = asked(server_of(current, "zh"), ("unit", {"name": "不存在的局"}))
    assert re.search(r"[\u4e00-\u9fff]{4}", result.content[0].text.replace("不存在的局", ""))


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("unit", {}, "unit: the argument 'name' is missing. Its arguments are: name (required), plan (optional)."),
        ("unit", {"name": 5}, "unit: 'name' must be a text, not 5."),
        ("duties", {"unit": "市科技局", "limit": "many"}, "'limit' must be a whole number from 1 to 50, not \"many\"."),
        ("duties", {"unit": "市科技局", "limit": 900}, "'limit' must be a whole number from 1 to 50, not 900."),
        ("duties", {"unit": "市科技局", "role": "boss"}, 'one of lead, responsible, support, supervise, not "boss".'),
        ("overlaps", {"min_shared": 0}, "'min_shared' must be a whole number from 1, not 0."),
        ("overlaps", {"groups": None}, "'groups' must be one of one, expand, not null."),
        (
            "ask",
            {"question": "deadlines", "params": "none"},
            "'params' must be an object of texts by name, not \"none\".",
        ),
        (
            "ask",
            {"question": "deadlines", "params": {"unit": 1}},
            "'params' must be an object of texts by name, not 1.",
        ),
        (
            "unit",
            {"name": "市科技局", "limit": 2},
            "unit: there is no argument 'limit'. Its arguments are: name (required)",
        ),
        ("questions", {"lang": "en"}, "questions: there is no argument 'lang'."),
        ("nothing", {}, "there is no tool 'nothing'. The tools are: find, unit, duties,"),
    ],
)
def test_arguments_that_do_not_fit_are_told_in_our_words(refused, tool, arguments, said):
    told = refused(tool, **arguments)
    assert said in told
    assert "pydantic" not in told
    assert "validation" not in told


def test_a_long_name_is_not_repeated_whole(refused):
    told = refused("unit", name="市" * 50_000)
    assert len(told) <= 1_000
    assert "Did you mean" in told


def test_an_empty_answer_of_a_query_says_why():
    query = "SELECT ?m { ?m az:leadUnit '市科技局' . ?m skos:prefLable ?n }"
    (result,) = asked(server_of(CurrentWorkspace(PATIENT)), ("sparql", {"query": query}))
    told = json.loads(result.content[0].text)
    assert told["answer"] == []
    assert ["skos:prefLabel" in told["notes"][0], "leads to an entity" in told["notes"][1]] == [True, True]


def test_a_query_that_does_not_parse_is_told_in_words(refused):
    assert "{ is not closed: } is missing" in refused("sparql", query="SELECT ?u { ?u a az:Unit")


def test_a_runaway_of_an_assistant_is_stopped():
    current = CurrentWorkspace(replace(PATIENT, query_timeout_s=0.3))
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    (result,) = asked(server_of(current), ("sparql", {"query": query}))
    assert result.is_error
    assert "0.3 seconds" in result.content[0].text
    current.close()


def test_the_tools_say_that_they_only_read(current):
    from mcp.client import Client

    async def listed():
        async with Client(server_of(current)) as client:
            return (await client.list_tools()).tools

    tools = in_its_own_thread(listed)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_over_standard_input():
    from mcp.client.stdio import StdioServerParameters

    command = StdioServerParameters(command=sys.executable, args=["-m", "aizone.cli", "mcp", "--lang", "en"])
    (found,) = asked(command, ("evidence", {"node": MEASURE}))
    assert "云江智算中心" in found.content[0].text


def test_over_http_behind_the_gate():
    from aizone.endpoint.assistants import assistant_application

    def application(current, endpoint):
        return assistant_application(current, "en", endpoint)

    with served(application=application) as client:
        address = f"{client.base_url}/mcp"
        (found,) = asked(address, ("evidence", {"node": MEASURE}))
        assert "云江智算中心" in found.content[0].text
        assert client.post("/mcp", headers={"Host": "evil.example"}, json={}).status_code == 421
        ours = {"Origin": "https://evil.example", "Accept": "application/json, text/event-stream"}
        assert (
            client.post("/mcp", headers=ours, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).status_code
            == 403
        )
    with served(endpoint=replace(EndpointSettings(), token="t"), application=application) as client:
        assert client.post("/mcp", json={}).status_code == 401


def test_words_that_are_nobodys_name_are_found_in_the_plans(ask):
    told = ask("find", name="无人集卡")
    (first, *_more) = told["answer"]
    assert "无人集卡" in first["words"]
    assert first["node"].startswith(f"id:plan/{YUNJIANG}/")
    assert first["evidence"]
    assert ask("find", name="无人集卡", plan=HEFEI)["answer"] == []
    assert ask("find", name="无人集卡", kind="az:Unit")["answer"] == []
    names = [one["label"] for one in ask("find", name="数据资源管")["answer"]]
    assert any("Data" in name for name in names), names
