"""The pages of lists and tables, full and empty, without a browser."""

import json
import re
import shutil
from urllib.parse import unquote

import pytest

pytest.importorskip("streamlit")

from aizone.app.address import Address
from aizone.app.here import Here
from aizone.app.panels.matrix_data import matrix_data
from aizone.projections.entity import read_entity
from aizone.projections.responsibility_matrix import read_matrix
from aizone.settings import SHIPPED_DATA, Settings
from aizone.views.plan.scope import MOST, Scope
from aizone.wording import role_label
from aizone.workspace import Workspace
from benchmarks.synthetic import write_workspace
from tests.app.conftest import EVIL
from tests.app.test_pages import COMMAND, open_page, words  # noqa: F401 # a fixture

UNIT, OTHER = "id:unit/hefei-science-and-technology-bureau", "id:unit/hefei-development-and-reform-commission"
HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"
LATER = "id:plan/yunjiang-2027-2029"
PAGES = {
    "overview": ("从目标经任务领域到牵头单位", "From goals over task areas to lead units"),
    "matrix": ("责任矩阵", "Responsibility matrix"),
    "units": ("责任单位", "Responsible units"),
    "places": ("园区与平台", "Places and platforms"),
    "plans": ("多份方案共有的单位", "Units that several of them name"),
    "quality": ("读取时发现的疑点", "What reading noticed"),
    "about": ("本体文件", "Ontology files"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_on_the_shipped_data(open_page, name, lang):  # noqa: F811
    test = open_page(name, lang=lang)
    assert not test.exception
    assert PAGES[name][lang == "en"] in words(test)
    assert not COMMAND.search(words(test))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "about"])
def test_each_page_has_an_empty_state(open_page, name, tmp_path):  # noqa: F811
    test = open_page(name, workspace=tmp_path)
    assert not test.exception
    assert "does not hold a plan yet" in words(test)


@pytest.mark.parametrize("name", ["overview", "units"])
def test_every_page_says_when_the_workspace_is_of_an_older_version(open_page, name, tmp_path):  # noqa: F811
    shutil.copytree(SHIPPED_DATA / "plans", tmp_path / "plans")
    test = open_page(name, workspace=tmp_path)
    assert not test.exception
    assert "The plans were written by an older version" in words(test)
    assert not COMMAND.search(words(test)), "a command line is of no use at a page"
    test.button(key="update-plans").click().run()
    assert not test.exception
    assert "older version" not in words(test.run())


def test_about_says_what_it_is_without_any_plan(open_page, tmp_path):  # noqa: F811
    test = open_page("about", workspace=tmp_path)
    assert not test.exception
    assert "az:Assignment" in words(test)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in {"about", "units"}])
def test_the_choice_of_plans_is_in_the_address(open_page, name):  # noqa: F811
    test = open_page(name, plan=YUNJIANG)
    assert not test.exception
    assert list(test.multiselect[0].value) == [YUNJIANG]
    test.multiselect[0].set_value([HEFEI]).run()
    assert test.query_params["plan"] in (HEFEI, [HEFEI])
    assert not test.exception


def test_invented_plans_are_not_counted_with_real_ones_unasked(open_page):  # noqa: F811
    test = open_page("overview", plan=YUNJIANG)
    test.multiselect[0].set_value([]).run()
    assert "plan" not in test.query_params
    assert "2 invented examples are not counted here" in words(test)
    assert "plans at a glance" not in words(test)
    test.multiselect[0].set_value([HEFEI, YUNJIANG]).run()
    assert "2 plans at a glance" in words(test)
    assert "(invented example)" in words(test)


def test_the_matrix_of_several_plans_marks_an_invented_one(open_page):  # noqa: F811
    test = open_page("matrix", plan=[HEFEI, YUNJIANG], lang="zh")
    (drawn,) = [json.loads(one.proto.json) for one in test.get("bidi_component") if "rows" in one.proto.json]
    groups = [row["group"] for row in drawn["rows"] if row.get("level") == 0]
    assert [name.endswith("（虚构示例）") for name in groups] == [False, True]


def test_the_matrix_beside_an_invented_selection_is_that_of_its_plan(open_page):  # noqa: F811
    for node, own in ((f"{LATER}/3/1/1", True), ("id:unit/yunjiang-data-bureau", True), (UNIT, False)):
        test = open_page("explore", id=node, view="matrix")
        assert not test.exception
        assert ("not counted here" in words(test)) is not own


def test_a_unit_has_a_profile(open_page):  # noqa: F811
    test = open_page("units", id=UNIT)
    assert not test.exception
    assert "Duties by role" in words(test)
    assert "Hefei Municipal Bureau of Science and Technology" in words(test)


def test_units_stand_side_by_side(open_page):  # noqa: F811
    test = open_page("units", id=[UNIT, OTHER])
    assert not test.exception
    assert "2 units side by side" in words(test)
    test.multiselect[0].set_value([UNIT]).run()
    assert test.query_params["id"] in (UNIT, [UNIT])
    assert "Duties by role" in words(test)


@pytest.mark.parametrize("asked", ["id:unit/nobody", "nobody", "x:y z", f"{HEFEI}/3/5/2"])
def test_an_unknown_unit_says_so_and_leaves_the_list(open_page, asked):  # noqa: F811
    test = open_page("units", id=asked)
    assert not test.exception
    assert f"Nothing in this workspace has the address {asked}" in words(test)


def test_the_list_of_units_is_filtered_by_name(open_page):  # noqa: F811
    test = open_page("units")
    test.text_input(key="units-filter").set_value("nobody at all").run()
    assert "No unit of these plans has that name" in words(test)


def test_places_are_filtered(open_page):  # noqa: F811
    test = open_page("places", plan=YUNJIANG)
    test.text_input(key="places-filter").set_value("computing").run()
    assert "Computing" in words(test)
    test.text_input(key="places-filter").set_value("没有").run()
    assert "Nothing fits these filters" in words(test)


@pytest.mark.parametrize(
    ("page", "key", "typed"), [("units", "units-filter", "科技"), ("places", "places-filter", "computing")]
)
def test_a_filter_of_a_list_is_in_the_address(open_page, page, key, typed):  # noqa: F811
    test = open_page(page, plan=YUNJIANG)
    whole = words(test)
    test.text_input(key=key).set_value(typed).run()
    assert test.query_params["fits"] in (typed, [typed])
    again = open_page(page, plan=YUNJIANG, fits=typed)
    assert again.text_input(key=key).value == typed
    assert words(again) == words(test) != whole
    test.text_input(key=key).set_value("").run()
    assert "fits" not in test.query_params
    assert words(test) == whole


def test_classes_of_places_are_in_the_address(open_page):  # noqa: F811
    test = open_page("places", plan=YUNJIANG)
    test.get("button_group")[0].set_value(["Park"]).run()
    assert test.query_params["class"] in ("Park", ["Park"])
    again = open_page("places", plan=YUNJIANG, **{"class": "Park"})
    assert words(again) == words(test)
    assert "computing" not in words(again).lower()


def test_the_rules_are_checked_on_demand(open_page):  # noqa: F811
    test = open_page("quality", plan=YUNJIANG)
    assert "break no rule" not in words(test)
    test.button(key="quality-check").click().run()
    assert not test.exception
    assert "break no rule" in words(test) or "az-severity" in words(test)


def test_the_matrix_is_filtered_and_ordered(open_page):  # noqa: F811
    test = open_page("matrix", plan=HEFEI)
    drawn = [json.loads(element.proto.json) for element in test.get("bidi_component") if "rows" in element.proto.json]
    assert len([row for row in drawn[0]["rows"] if "cells" in row]) == 28
    next(box for box in test.selectbox if box.label == "Order of tasks").set_value("blocks").run()
    assert not test.exception
    pills = next(group for group in test.get("button_group") if group.label == "Roles")
    pills.set_value(["lead"]).run()
    assert not test.exception
    drawn = [json.loads(element.proto.json) for element in test.get("bidi_component") if "rows" in element.proto.json]
    assert {cell["role"] for row in drawn[0]["rows"] for cell in row.get("cells", ())} == {"lead"}


def test_the_matrix_is_as_its_address_says(open_page):  # noqa: F811
    asked = {"level": "measure", "rows": "name", "grouped": "no", "only-roles": "lead", "only-units": OTHER}
    test = open_page("matrix", plan=HEFEI, **asked)
    assert not test.exception
    (drawn,) = [json.loads(one.proto.json) for one in test.get("bidi_component") if "rows" in one.proto.json]
    assert [column["label"] for column in drawn["columns"]] == ["Hefei Municipal Development and Reform Commission"]
    assert not any("group" in row for row in drawn["rows"])
    assert next(box for box in test.selectbox if box.label == "Order of tasks").value == "name"
    next(box for box in test.selectbox if box.label == "Order of units").set_value("blocks").run()
    said = {name: value if isinstance(value, str) else value[0] for name, value in test.query_params.items()}
    assert said.items() >= {**asked, "columns": "blocks"}.items()


def test_what_the_matrix_does_not_know_in_an_address_is_passed_over(open_page):  # noqa: F811
    test = open_page("matrix", plan=HEFEI, **{"rows": "hairball", "only-units": "id:unit/nobody", "only-roles": "x"})
    assert not test.exception
    assert "28 of 28 work items" in words(test)


@pytest.mark.parametrize("view", ["matrix", "text"])
@pytest.mark.parametrize("node", [UNIT, f"{HEFEI}/3/5/2", ""])
def test_matrix_and_text_are_views_of_a_selection(open_page, view, node):  # noqa: F811
    test = open_page("explore", view=view, **({"id": node} if node else {}))
    assert not test.exception


def test_the_text_marks_what_is_selected(open_page):  # noqa: F811
    test = open_page("explore", view="text", id=f"{YUNJIANG}/3/1/1", plan=YUNJIANG)
    assert "az-outline" in words(test)
    assert 'class="az-o3 az-marked"' in words(test)
    assert "云江智算中心" in words(test)


def test_a_plan_without_its_text_says_how_to_add_it(open_page):  # noqa: F811
    assert "add the plan&#39;s file" in words(
        open_page("explore", view="text", id=f"{HEFEI}/3/5/2", plan=HEFEI)
    ).replace("'", "&#39;")


def test_every_filled_cell_says_who_does_what(shipped):
    matrix = read_matrix(shipped.store, [HEFEI], "en")
    now = Address(id=f"{HEFEI}/3/5/2", edge=(f"{HEFEI}/3/5/2", "lead", UNIT), lang="en")
    data = matrix_data(matrix, Here("en", now, Scope((), False, 0)), grouped=True, several=False, above=100)
    cells = [cell for row in data["rows"] for cell in row.get("cells", ())]
    assert len(cells) == len(matrix.cells)
    (chosen,) = [cell for cell in cells if cell["chosen"]]
    assert "Bureau of Science and Technology" in chosen["words"]
    assert "lead, responsible 4" in chosen["words"]  # of one of its measures the unit is the only owner
    assert [cell for cell in cells if not cell["stated"]] == [
        cell for cell in cells if f"{role_label(cell['role'], str)} (inferred)" in re.sub(r" \d+ ", " ", cell["words"])
    ]
    assert {cell["stated"] for cell in cells} == {True, False}
    assert sum(kind["span"] for kind in data["kinds"]) == len(data["columns"])


@pytest.mark.parametrize("name", PAGES)
def test_markup_in_a_name_is_only_text(open_page, name, tmp_path):  # noqa: F811
    (tmp_path / "plans").mkdir()
    for path in (SHIPPED_DATA / "plans").glob("yunjiang-*"):
        text = path.read_text("utf-8").replace('"建设云江智算中心"@zh', json.dumps(EVIL) + "@zh")
        (tmp_path / "plans" / path.name).write_text(text, "utf-8")
    test = open_page(name, workspace=tmp_path, lang="zh")
    assert not test.exception
    assert "<img src=x" not in words(test)


def test_a_plan_with_nothing_but_a_title_has_pages(open_page, tmp_path):  # noqa: F811
    """A plan whose measures are gone is not listed; the pages then say that there is none."""
    (tmp_path / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "plans" / "yunjiang-2024-2026.nq", tmp_path / "plans")
    path = tmp_path / "plans" / "yunjiang-2024-2026.nq"
    kept = [
        line for line in path.read_text("utf-8").splitlines(keepends=True) if "/m1" not in line and "/m2" not in line
    ]
    path.write_text("".join(kept), "utf-8")
    assert Workspace(Settings(workspace=tmp_path)).select("plans").rows == []
    assert "does not hold a plan yet" in words(open_page("matrix", workspace=tmp_path))


def keys_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("view", ["graph", "matrix", "text"])
def test_what_components_are_handed_has_keys_in_snake_case(open_page, view):  # noqa: F811
    test = open_page("explore", id=f"{YUNJIANG}/3/1/1", view=view, plan=YUNJIANG)
    handed = [json.loads(element.proto.json) for element in test.get("bidi_component") if element.proto.json]
    assert handed
    for data in handed:
        vis_network = {"nodes", "edges", "options"}  # these speak its language: borderWidth, arrowStrikethrough
        ours = {key: value for key, value in data.items() if key not in vis_network}
        assert [key for key in keys_of(ours) if not re.fullmatch(r"[a-z0-9_]+", key)] == []


def test_a_plan_is_renamed_removed_and_brought_back_with_clicks(open_page, tmp_path):  # noqa: F811
    shutil.copytree(SHIPPED_DATA / "plans", tmp_path / "plans")
    shutil.copytree(SHIPPED_DATA / "sources", tmp_path / "sources")
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path)
    slug = "yunjiang-2027-2029"
    test = open_page("plans", workspace=tmp_path, lang="zh")
    next(box for box in test.text_input if box.key.startswith(f"plan-title-{slug}")).set_value("云江市新方案").run()
    test.button(key=f"plan-rename-{slug}").click().run()
    assert "已改名：云江市新方案" in words(test)
    test.button(key=f"plan-remove-{slug}").click().run()
    assert not test.exception
    assert "已移除：云江市新方案" in words(test)
    assert not (tmp_path / "plans" / f"{slug}.nq").exists()
    test.button(key="plan-undo").click().run()
    assert "已恢复：云江市新方案" in words(test)
    assert (tmp_path / "plans" / f"{slug}.nq").exists()
    test.button(key=f"plan-review-{slug}").click().run()
    assert not test.exception
    assert "已在库中，没有变化" in words(test), "reviewed again, it is the plan that is stored"
    assert not test.session_state["review-desk"].is_unfinished, "the browser does not ask whether to leave it"


def test_the_log_of_writes_is_for_administrators(open_page, tmp_path, monkeypatch):  # noqa: F811
    from aizone.app import visitor
    from aizone.workspace.people import Person

    shutil.copytree(SHIPPED_DATA / "plans", tmp_path / "plans")
    assert "Nothing was written yet." in words(open_page("log", workspace=tmp_path))
    workspace = Workspace(Settings(workspace=tmp_path), who=lambda: Person(EVIL, "admin", is_logged_in=True))
    workspace.saved_questions.save("Goals", "ASK {}")
    workspace.remove_plan("yunjiang-2027-2029")
    shown = words(test := open_page("log", workspace=tmp_path))
    assert shown.index("plan removed") < shown.index("question kept or removed")
    assert "&lt;img src=x" in shown
    assert "<img" not in shown
    test.selectbox(key="log-act").select("remove").run()
    assert not test.exception
    assert "removed/yunjiang-2027-2029" in words(test)
    assert "question kept" not in words(test)
    (path,) = workspace.log.files()
    path.write_bytes(path.read_bytes()[:-9])
    test = open_page("log", workspace=tmp_path, lang="zh")
    assert "日志中有 1 行被改动、截断" in words(test)
    monkeypatch.setattr(visitor, "local_person", lambda: Person("wu.di", "review"))
    test = open_page("log", workspace=tmp_path)
    assert "Only administrators see the log of writes." in words(test)
    assert "yunjiang-2027-2029" not in words(test)
    side_bar = " ".join(element.proto.body for element in test.sidebar.get("html"))
    assert "About" in side_bar
    assert "Log of writes" not in side_bar


def test_many_plans_are_a_list_that_is_filtered(open_page, tmp_path):  # noqa: F811
    write_workspace(tmp_path, plans=MOST + 2, tasks=2)
    test = open_page("plans", workspace=tmp_path)
    assert not test.exception
    assert len(plan_links(test)) == MOST + 2
    test.text_input[0].set_value("2024").run()  # of the first city alone: the second one has fewer plans
    assert not test.exception
    assert 1 < len(plan_links(test)) < MOST + 2
    chosen = plan_links(test)[0]
    test.text_input[0].set_value("no such plan").run()
    assert "No plan fits." in words(test)
    one = open_page("plans", workspace=tmp_path, plan=chosen)
    assert not one.exception
    assert "reading issues" in words(one)


def plan_links(test):
    """The plans of the list, by their CURIEs."""
    return re.findall(r'href="plans\?plan=([^&"]+)', unquote(words(test)))


def test_a_question_about_a_unit_begins_with_one_that_has_work(open_page, tmp_path):  # noqa: F811
    write_workspace(tmp_path, plans=1, tasks=6)
    test = open_page("questions", workspace=tmp_path, question="duties_of_unit")
    assert not test.exception
    assert "No answer" not in words(test)
    assert len(test.dataframe[-1].value) > 0


TOPIC = "aztech:artificial-intelligence"  # of both cities


def drawn(test):
    """The nodes of the graph on a page."""
    held = [json.loads(one.proto.json) for one in test.get("bidi_component") if one.proto.json]
    (found,) = [data for data in held if "nodes" in data]
    return {node["id"]: node for node in found["nodes"]}


def test_a_topic_of_a_real_and_an_invented_city_counts_the_real_one(open_page, shipped):  # noqa: F811
    own = read_entity(shipped.store, TOPIC, "en", without=[YUNJIANG, LATER])
    both = read_entity(shipped.store, TOPIC, "en")
    assert 0 < own.measure_count < both.measure_count == own.measure_count + own.left_out
    test = open_page("explore", id=TOPIC)
    assert not test.exception
    assert f"Measures and their owners ({own.measure_count})" in words(test)
    assert f"{own.left_out} measures of invented examples are not counted here" in words(test)
    assert len(drawn(test)) > 5
    assert not any(node["invented"] for node in drawn(test).values() if "invented" in node)
    chosen = open_page("explore", id=TOPIC, plan=[HEFEI, YUNJIANG, LATER])
    assert f"Measures and their owners ({both.measure_count})" in words(chosen)
    invented = open_page("explore", id=f"{YUNJIANG}/3/1/1")
    assert all(node["invented"] for node in drawn(invented).values() if "invented" in node)
