"""The desk's pages, full and empty, without a browser; every control is in the address."""

import pytest

pytest.importorskip("streamlit")

from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"
BUREAU = "id:unit/hefei-science-and-technology-bureau"
MARKS = {"load": ("牵头不均", "unevenness of leads"), "gaps": ("牵头单位监督自己", "Leads that supervise themselves")}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", MARKS)
def test_each_page_opens_on_the_shipped_data(open_page, name, lang):  # noqa: F811
    test = open_page(name, lang=lang)
    assert not test.exception
    assert not test.error
    assert MARKS[name][lang == "en"] in words(test)
    assert {"zh": "如何计算？", "en": "How is this computed?"}[lang] in words(test)


@pytest.mark.parametrize("name", MARKS)
def test_each_page_has_an_empty_state(open_page, name, tmp_path):  # noqa: F811
    test = open_page(name, workspace=tmp_path)
    assert not test.exception
    assert "does not hold a plan yet" in words(test)


@pytest.mark.parametrize("name", MARKS)
def test_another_plan_is_written_into_the_address(open_page, name):  # noqa: F811
    test = open_page(name, plan=HEFEI)
    test.selectbox[0].select(YUNJIANG).run()
    assert not test.exception
    assert test.query_params["plan"] in (YUNJIANG, [YUNJIANG])


def test_load_opens_the_list_behind_a_number(open_page):  # noqa: F811
    test = open_page("load", plan=HEFEI, unit=BUREAU, show="sole")
    shown = words(test)
    assert "Measures without another owner" in shown
    assert "Improve the service system (1)" in shown
    assert "0<span" in shown  # no lead of 13 in the application demonstrations
    assert f"load?plan={HEFEI.replace(':', '%3A').replace('/', '%2F')}&amp;unit=" in shown


def test_load_counts_members_when_asked(open_page):  # noqa: F811
    test = open_page("load", plan=HEFEI, groups="expand")
    assert not test.exception
    assert "People&#39;s Government of Baohe District" in words(test)


def test_a_unit_that_the_plan_does_not_name_is_told(open_page):  # noqa: F811
    test = open_page("load", plan=YUNJIANG, unit=BUREAU)
    assert "This plan does not name that unit" in words(test)


def test_gaps_are_filtered_by_severity_and_rule(open_page):  # noqa: F811
    shown = words(open_page("gaps", plan=HEFEI, severity="Warning"))
    assert "Measures without a lead" in shown
    assert "The document does not say so" not in shown
    assert "Leads by order only" not in shown
    one = words(open_page("gaps", plan=HEFEI, rule="lead-by-order"))
    assert "Leads by order only" in one
    assert "Only one rule is shown" in one
    assert "No rule found anything here" in words(open_page("gaps", plan=HEFEI, severity="Violation"))
