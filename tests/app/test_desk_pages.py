"""The coordinator's pages without a browser: what they show of the Hefei plan, and that the address holds their controls."""

import json

import pytest

pytest.importorskip("streamlit")

from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture
from tests.conftest import copy_of_data

HEFEI = "id:plan/hefei-2020-2023"
SCIENCE, HEALTHCARE = "id:unit/hefei-science-and-technology-bureau", "id:unit/hefei-healthcare-security-bureau"


def param(test, name):
    """A parameter of the address, as a visit or the page set it."""
    found = test.query_params[name]
    return found if isinstance(found, str) else found[0]


def test_a_meeting_lists_who_attends_why_and_who_may_stay_away(open_page):  # noqa: F811
    test = open_page("meeting", plan=HEFEI, id="aztech:intelligent-connected-vehicles")
    assert not test.exception
    shown = words(test)
    for unit in ("Bureau of Science and Technology", "Bureau of Economy and Information", "Hefei Binhu Science City"):
        assert unit in shown
    assert "May stay away" in shown
    assert "needed for its measures" not in shown  # the leads own everything
    test = open_page("meeting", plan=HEFEI, id="aztech:intelligent-connected-vehicles", present="2", lang="zh")
    assert "所承担的措施需要它到会" in words(test)


def test_a_meeting_without_a_subject_says_what_to_do(open_page):  # noqa: F811
    assert "Nothing to talk about yet." in words(open_page("meeting", plan=HEFEI))


def test_the_controls_of_a_meeting_are_in_the_address(open_page):  # noqa: F811
    test = open_page("meeting", plan=HEFEI, id="aztech:intelligent-connected-vehicles")
    test.number_input[0].set_value(3).run()
    assert param(test, "present") == "3"
    assert param(test, "id") == "aztech:intelligent-connected-vehicles"
    assert "needed for its measures" in words(test)


def test_typed_words_are_understood_as_search_understands_them(open_page):  # noqa: F811
    test = open_page("meeting", plan=HEFEI)
    test.multiselect[0].set_value(["智能网联汽车"]).run()
    assert param(test, "id") == "aztech:intelligent-connected-vehicles"


def changes(*made):
    return json.dumps(made)


def test_what_if_shows_gaps_load_and_sharing(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI, change=changes({"change": "drop", "unit": SCIENCE}))
    assert not test.exception
    shown = words(test)
    assert "Left without a lead" in shown
    assert "18 → 0" in shown
    assert "Hefei Municipal Bureau of Science and Technology is dissolved" in shown.replace("\\", "")
    assert "No change is supposed yet." in words(open_page("what_if", plan=HEFEI))


def test_a_change_is_supposed_and_taken_back(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI)
    test.segmented_control[0].set_value("drop").run()
    test.selectbox(key="unit").set_value(HEALTHCARE).run()
    next(button for button in test.button if button.label == "Suppose it").click().run()
    assert json.loads(param(test, "change")) == [{"change": "drop", "unit": HEALTHCARE}]
    assert "1 → 0" in words(test)
    next(button for button in test.button if button.label == "Take back").click().run()
    assert json.loads(param(test, "change")) == []


def test_a_new_unit_splits_off_with_some_measures(open_page):  # noqa: F811
    drop = {"change": "split", "unit": SCIENCE, "part": {"unit": "id:unit/supposed/x", "label": "x", "type": "az:Unit"}}
    item = f"{HEFEI}/3/4/2/m1"
    test = open_page("what_if", plan=HEFEI, change=changes({**drop, "items": [item]}))
    assert "37 → 36" in words(test)
    test.segmented_control[0].set_value("split").run()
    test.selectbox(key="unit").set_value(SCIENCE).run()
    assert len(test.multiselect(key="items").options) == 36


def test_a_half_filled_change_is_in_the_address(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI)
    test.segmented_control[0].set_value("split").run()
    test.selectbox(key="unit").set_value(SCIENCE).run()
    test.selectbox(key="other").set_value(HEALTHCARE).run()
    item = f"{HEFEI}/3/4/2/m1"
    test.multiselect(key="items").set_value([item]).run()
    assert [param(test, name) for name in ("kind", "unit", "other", "items")] == ["split", SCIENCE, HEALTHCARE, item]
    given = {name: param(test, name) for name in ("plan", "kind", "unit", "other", "items")}
    again = open_page("what_if", **given)
    assert not again.exception
    assert again.segmented_control[0].value == "split"
    assert [again.selectbox(key=key).value for key in ("unit", "other")] == [SCIENCE, HEALTHCARE]
    assert again.multiselect(key="items").value == [item]
    next(button for button in again.button if button.label == "Suppose it").click().run()
    assert json.loads(param(again, "change"))[0]["items"] == [item]
    assert "unit" not in again.query_params
    assert again.selectbox(key="unit").value is None
    assert again.segmented_control[0].value == "split"


def test_a_new_name_is_in_the_address(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI, kind="rename", unit=SCIENCE, label="科创局")
    assert test.text_input(key="label").value == "科创局"
    test.text_input(key="label").set_value("").run()
    assert "label" not in test.query_params
    test = open_page("what_if", plan=HEFEI, unit=SCIENCE, other="数据局")
    assert test.selectbox(key="other").value == "数据局"  # a name that is typed


def test_what_the_address_cannot_mean_leaves_the_form_empty(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI, kind="<b>", unit="id:unit/nobody")
    assert not test.exception
    assert test.segmented_control[0].value == "merge"
    assert test.selectbox(key="unit").value is None


def test_the_sides_chosen_for_a_match_are_in_the_address(open_page):  # noqa: F811
    earlier, later = "id:plan/yunjiang-2024-2026", "id:plan/yunjiang-2027-2029"
    asked = open_page("compare")
    first, second = (asked.selectbox(key=f"match-{place}") for place in (0, 1))
    assert first.value.startswith(earlier)  # the first question
    other = f"{later}/3/1/1/m1"
    second.set_value(other).run()
    assert param(asked, "pair") == f"{first.value}|{other}"
    half = open_page("compare", pair=f"{earlier}/3/1/1/m1|")
    assert not half.exception
    assert [half.selectbox(key=f"match-{place}").value for place in (0, 1)] == [f"{earlier}/3/1/1/m1", None]
    half.segmented_control[0].set_value("dropped").run()
    assert param(half, "pair") == f"{earlier}/3/1/1/m1|"


@pytest.mark.parametrize("page", ["meeting", "what_if", "compare", "structure"])
def test_each_page_says_how_it_is_computed(open_page, page):  # noqa: F811
    found = {"meeting": {"id": f"{HEFEI}/2/4"}, "what_if": {"change": changes({"change": "drop", "unit": SCIENCE})}}
    plan = {} if page == "compare" else {"plan": HEFEI}
    shown = words(open_page(page, **plan, **found.get(page, {})))
    assert "How is this computed?" in shown
    assert "SELECT" in shown


def test_changes_that_do_not_fit_the_plan_are_said(open_page):  # noqa: F811
    test = open_page("what_if", plan=HEFEI, change=changes({"change": "drop", "unit": "id:unit/nobody"}))
    assert "These changes no longer fit the plan." in words(test)
    assert "No change is supposed yet." in words(open_page("what_if", plan=HEFEI, change="<b>"))


def test_a_scenario_is_kept_and_opened(open_page, tmp_path):  # noqa: F811
    copy_of_data(tmp_path / "data")
    drop = changes({"change": "drop", "unit": HEALTHCARE})
    test = open_page("what_if", workspace=tmp_path / "data", plan=HEFEI, change=drop)
    test.text_input(key="scenario-name").set_value("试一试").run()
    assert param(test, "scenario") == "试一试"
    next(button for button in test.button if button.label == "Keep").click().run()
    assert (tmp_path / "data" / "scenarios" / "试一试.ttl").exists()
    test = open_page("what_if", workspace=tmp_path / "data", plan=HEFEI)
    test.button(key="open-试一试").click().run()
    assert json.loads(param(test, "change")) == json.loads(drop)
    test.button(key="discard-试一试").click().run()
    assert not (tmp_path / "data" / "scenarios" / "试一试.ttl").exists()


@pytest.mark.parametrize("page", ["meeting", "what_if", "compare", "structure"])
def test_each_page_has_an_empty_state(open_page, page, tmp_path):  # noqa: F811
    assert "does not hold a plan yet" in words(open_page(page, workspace=tmp_path))


def test_two_plans_of_a_city_are_compared_with_both_clauses(open_page):  # noqa: F811
    test = open_page("compare")
    assert not test.exception
    shown = words(test)
    assert "raised" in shown
    assert "all leads have changed" in shown
    assert "（责任单位：" in shown  # the clause itself
    test.segmented_control[0].set_value("dropped").run()
    assert param(test, "fate") == "dropped"
    assert "likeness 0." not in words(test)


def test_one_plan_alone_cannot_be_compared(open_page, tmp_path):  # noqa: F811
    copy_of_data(tmp_path / "data")
    for path in (tmp_path / "data" / "plans").glob("yunjiang*"):
        path.unlink()
    assert "There is only one plan." in words(open_page("compare", workspace=tmp_path / "data"))


def test_an_uncertain_match_is_decided_on_the_page_and_taken_back(open_page, tmp_path):  # noqa: F811
    copy_of_data(tmp_path / "data")
    test = open_page("compare", workspace=tmp_path / "data")
    assert "Is this the same?" in words(test)
    test.text_input[0].set_value("the datasets are traded now")
    next(button for button in test.button if button.label == "carried on").click().run()
    assert not test.exception
    shown = words(test)
    assert "No match is uncertain." in shown
    assert "the datasets are traded now" in shown
    assert "decided by a person" in shown
    kept = tmp_path / "data" / "matches" / "yunjiang-2027-2029.ttl"
    assert "azverdict:same-work" in kept.read_text("utf-8")
    pair = "id:plan/yunjiang-2024-2026/3/1/2/m2|id:plan/yunjiang-2027-2029/3/1/2/m2"
    test = open_page("compare", workspace=tmp_path / "data", pair=pair)
    next(button for button in test.button if button.label == "Take back").click().run()
    assert "Is this the same?" in words(test)


def test_the_numbers_of_a_comparison_open_their_lists(open_page):  # noqa: F811
    shown = words(open_page("compare", fate="dropped"))
    assert "fate=reowned" in shown
    assert "<td>continued<p" not in shown
    assert shown.count("<td>dropped") >= 2


def test_the_structure_of_a_plan_is_glossed_and_opens_its_lists(open_page):  # noqa: F811
    test = open_page("structure", plan=HEFEI)
    assert not test.exception
    shown = words(test)
    assert "How often a unit stands between two others" in shown
    assert "0.28" in shown
    test = open_page("structure", plan=HEFEI, unit=SCIENCE, show="targets")
    assert "What if it were dissolved?" in words(test)
    test = open_page("structure", plan=HEFEI, unit="id:unit/nobody", lang="zh")
    assert "单位群" in words(test)
    assert not test.exception


def test_chinese_heads_of_tables_break_between_words(open_page):  # noqa: F811
    shown = words(open_page("load", plan="id:plan/hefei-2020-2023", lang="zh"))
    assert ">牵头</th>" in shown
    assert ">其中<wbr>推断</th>" in shown
