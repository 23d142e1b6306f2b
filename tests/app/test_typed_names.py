"""The same words find the same things on every page, and with every command, as in the search box of Explore."""

import html
import json

import pytest

pytest.importorskip("streamlit")

from aizone.cli import main
from aizone.names.choosing import candidates
from aizone.names.search import search
from tests.app.test_more_pages import HEFEI, LATER, YUNJIANG
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

TYPED = ["市科技局", "科技", "kjj", "高新区管委会", "市科學技術局"]
UNITS = ("Unit", "UnitGroup")


def found(shipped, text):
    """Labels by node of the units that Explore finds."""
    return {hit.node: hit.label for hit in search(shipped.names, text, "en", groups=UNITS, limit=1000)}


def listed(test):
    """The nodes of the units that a list links to."""
    html = " ".join(element.proto.body for element in test.get("html"))
    return {node for node in NODES if f"id={node.replace(':', '%3A').replace('/', '%2F')}" in html}


def type_into(test, key, text):
    """Type words into a box that takes new options; AppTest only sends options that the box lists."""
    box = test.selectbox(key=key)
    box.options.append(text)
    box.set_value(text).run()


NODES = set()


@pytest.fixture(scope="module", autouse=True)
def nodes(shipped):
    NODES.update(node for node, group in shipped.names.groups.items() if group in UNITS)


@pytest.fixture
def run(capsysbinary, monkeypatch):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)

    def call(*given):
        code = main([str(word) for word in given])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.mark.parametrize("text", TYPED)
def test_the_list_of_units_keeps_what_explore_finds(open_page, shipped, text):  # noqa: F811
    test = open_page("units")
    every = listed(test)
    test.text_input(key="units-filter").set_value(text).run()
    assert not test.exception
    assert listed(test) == every & found(shipped, text).keys() != set()


@pytest.mark.parametrize("text", TYPED)
def test_the_filter_of_the_matrix_keeps_what_explore_finds(open_page, shipped, text):  # noqa: F811
    test = open_page("matrix")
    box = next(box for box in test.multiselect if box.label == "Units")
    every = set(box.options)
    box.set_value([text]).run()
    assert not test.exception
    box = next(box for box in test.multiselect if box.label == "Units")
    labels = {shipped.names.label(node, "en") for node in box.value}
    assert labels == every & set(found(shipped, text).values()) != set()


def test_words_that_find_nothing_leave_the_filter_of_the_matrix_as_it_was(open_page):  # noqa: F811
    test = open_page("matrix")
    next(box for box in test.multiselect if box.label == "Units").set_value(["没有这样的名字"]).run()
    assert not test.exception
    assert next(box for box in test.multiselect if box.label == "Units").value == []
    assert "没有这样的名字" in test.toast[0].value


@pytest.mark.parametrize("text", TYPED)
def test_the_list_of_places_keeps_rows_of_what_explore_finds(open_page, shipped, text):  # noqa: F811
    test = open_page("places")
    test.text_input(key="places-filter").set_value(text).run()
    assert not test.exception
    assert listed(test) & found(shipped, text).keys()


@pytest.mark.parametrize("text", TYPED)
def test_the_picker_of_units_takes_the_one_meant_or_asks(open_page, shipped, text):  # noqa: F811
    test = open_page("units")
    offered = listed(test)
    test.multiselect(key="units-en-").set_value([text]).run()
    assert not test.exception
    meant = candidates(shipped.names, text, [node for node in shipped.names.groups if node in offered])
    if len(meant) == 1:
        assert test.query_params["id"] in (meant[0], [meant[0]])
    else:
        assert "id" not in test.query_params
        assert "may be one of these" in words(test)
        assert set(meant) <= listed(test)


@pytest.mark.parametrize(
    ("text", "plans"),
    [("hefei", [HEFEI]), ("合肥", [HEFEI]), ("云江市人工智能创新应用", [YUNJIANG]), ("yjs", [YUNJIANG, LATER])],
)
def test_plans_are_chosen_by_typed_words(open_page, text, plans):  # noqa: F811
    test = open_page("overview")
    test.multiselect[0].set_value([text]).run()
    assert not test.exception
    assert test.query_params["plan"] in (plans, plans[0] if len(plans) == 1 else plans)


def test_no_plan_of_a_name_is_said(open_page):  # noqa: F811
    test = open_page("overview")
    test.multiselect[0].set_value(["没有这样的名字"]).run()
    assert not test.exception
    assert "没有这样的名字" in words(test)


@pytest.mark.parametrize("text", TYPED)
def test_the_pickers_of_the_library_take_the_one_meant_or_ask(open_page, shipped, text):  # noqa: F811
    test = open_page("questions", question="duties_of_unit")
    type_into(test, "duties_of_unit-unit", text)
    assert not test.exception
    meant = candidates(shipped.names, text, list(NODES))
    if len(meant) == 1:
        assert f"unit='{meant[0]}'" in html.unescape(words(test))
    else:
        assert "Choose one" in words(test)
        assert all(shipped.names.label(node, "en") in words(test) for node in meant[:3])


def test_the_pickers_of_the_library_are_read_in_the_context_of_the_plan(open_page):  # noqa: F811
    test = open_page("questions", question="duties_of_unit")
    test.selectbox(key="duties_of_unit-plan").set_value(YUNJIANG).run()
    type_into(test, "duties_of_unit-unit", "市科技局")
    assert not test.exception
    code = html.unescape(words(test))
    assert f"plan='{YUNJIANG}'" in code
    assert "unit='id:unit/yunjiang-science-and-technology-bureau'" in code


@pytest.mark.parametrize("text", TYPED)
def test_commands_mean_what_the_pages_mean(run, shipped, text):
    def told(*given):
        return run(*given, "--lang", "zh")

    searched = json.loads(told("units", "search", text, "--limit", 1000, "--format", "json")[1])
    here = [hit.node for hit in search(shipped.names, text, "zh", groups=["Unit"], limit=1000)]
    assert [row["unit"] for row in searched if row["unit"] in here] == here
    for plan in (None, HEFEI, YUNJIANG):
        option = ["--plan", plan] if plan else []
        meant = candidates(shipped.names, text, list(NODES), plan)
        code, out, err = told("unit", text, "--format", "json", *option)
        pairs = told("overlaps", "--unit", text, "--min", 1, "--format", "json", *option)
        asked = told("query", "duties_of_unit", f"unit={text}", *([f"plan={plan}"] if plan else []), "--format", "json")
        if len(meant) == 1:
            assert json.loads(out)["unit"] == meant[0]
            assert {row["unit"] for row in json.loads(asked[1])} <= {meant[0]}
            assert (code, pairs[0], asked[0]) == (0, 0, 0)
        else:
            assert (code, pairs[0], asked[0]) == (2, 2, 2)
            assert shipped.names.label(meant[0], "zh") in err


def test_another_citys_duties_are_asked_for_by_its_plan(run):
    rows = json.loads(run("query", "duties_of_unit", "unit=市科技局", f"plan={YUNJIANG}", "--format", "json")[1])
    assert rows
    assert {row["unit"] for row in rows} == {"id:unit/yunjiang-science-and-technology-bureau"}
    assert run("unit", "市科技局", "--plan", "yunjiang-2024-2026", "--lang", "zh")[1].startswith("云江市科学技术局")
    items = json.loads(run("query", "owners_of_item", "item=yunjiang-2024-2026/三/(二)/4", "--format", "json")[1])
    assert {row["item"] for row in items} == {"id:plan/yunjiang-2024-2026/3/2/4"}
