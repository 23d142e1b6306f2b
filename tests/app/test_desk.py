"""The desk's pages, full and empty, without a browser; every control is in the address."""

import html
import re
from urllib.parse import parse_qs

import pytest

pytest.importorskip("streamlit")

from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"
OTHER = "id:unit/hefei-development-and-reform-commission"
BUREAU = "id:unit/hefei-science-and-technology-bureau"
MARKS = {
    "overlaps": ("随机预计", "Expected by chance"),
    "load": ("牵头不均", "unevenness of leads"),
    "gaps": ("牵头单位监督自己", "Leads that supervise themselves"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", MARKS)
def test_each_page_opens_on_the_shipped_data(open_page, name, lang):  # noqa: F811
    test = open_page(name, lang=lang)
    assert not test.exception
    assert not test.error
    assert MARKS[name][lang == "en"] in words(test)
    assert {"zh": "如何计算？", "en": "How is this computed?"}[lang] in words(test)


@pytest.mark.parametrize("name", MARKS)
def test_each_page_shows_the_questions_its_lists_come_from(open_page, name):  # noqa: F811
    one, members = words(open_page(name, plan=HEFEI)), words(open_page(name, plan=HEFEI, groups="expand"))
    assert "All assignments: the table every analysis starts from" in one
    assert "PREFIX az:" in one
    if name != "gaps":  # gaps count collective owners as one
        assert "_member az:workItem" not in one
        assert "_member az:workItem" in members


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
    assert shown.count("hefei-2020-2023%2F4%2F3%2Fm1") == 1  # one of the three it owns alone
    assert "0<span" in shown  # no lead of 13 in the application demonstrations
    assert f"load?plan={HEFEI.replace(':', '%3A').replace('/', '%2F')}&amp;unit=" in shown


def test_load_adds_up_a_unit_over_the_plans_that_name_it(open_page):  # noqa: F811
    shown = words(open_page("load", plan=YUNJIANG, unit="id:unit/yunjiang-data-bureau"))
    table = shown[shown.index("Over all plans") :]
    assert "yunjiang-2027-2029" in table
    assert "<b>Together</b>" in table
    assert "Over all plans" not in words(open_page("load", plan=HEFEI, unit=BUREAU))


def test_load_counts_members_when_asked(open_page):  # noqa: F811
    test = open_page("load", plan=HEFEI, groups="expand")
    assert not test.exception
    assert "People&#39;s Government of Baohe District" in words(test)


def test_a_unit_that_the_plan_does_not_name_is_told(open_page):  # noqa: F811
    test = open_page("load", plan=YUNJIANG, unit=BUREAU)
    assert "This plan does not name that unit" in words(test)


def test_a_rule_by_itself_names_all_units_to_settle_a_lead_with(open_page):  # noqa: F811
    alone, among = (words(open_page("gaps", plan=HEFEI, lang="zh", **given)) for given in ({"rule": "no-lead"}, {}))
    meant = "合肥市卫生健康委员会"  # one of the last of 各牵头单位
    assert meant in alone
    assert among.count("+3") > alone.count("+3")


def test_gaps_are_filtered_by_severity_and_rule(open_page):  # noqa: F811
    shown = words(open_page("gaps", plan=HEFEI, severity="Warning"))
    assert "Measures without a lead" in shown
    assert "The document does not say so" not in shown
    assert "Leads by order only" not in shown
    one = words(open_page("gaps", plan=HEFEI, rule="lead-by-order"))
    assert "Leads by order only" in one
    assert "Only one rule is shown" in one
    assert "No rule found anything here" in words(open_page("gaps", plan=HEFEI, severity="Violation"))


def test_overlaps_open_a_pair_with_what_is_known_of_it(open_page):  # noqa: F811
    shown = words(open_page("overlaps", plan=HEFEI, pair=f"{BUREAU}|{OTHER}"))
    assert "18 shared measures" in shown
    assert "13.0 expected by chance" in shown
    assert "only these two own 7" in shown
    assert "Same owners, order reversed" in shown
    assert "57 measures are too few to rule out chance" in shown


def test_overlaps_are_filtered_by_number_unit_and_counting(open_page):  # noqa: F811
    test = open_page("overlaps", plan=HEFEI)
    assert "(China Telecom" not in words(test)
    test.number_input[0].set_value(12).run()
    assert test.query_params["least"] in ("12", ["12"])
    assert "2 pairs" in words(test)
    alone = words(open_page("overlaps", plan=HEFEI, unit="id:unit/hefei-healthcare-security-bureau", least="1"))
    assert "1 pair;" in alone
    assert "No two units share 99 measures" in words(open_page("overlaps", plan=HEFEI, least="99"))
    assert "No three units share 99 measures" in words(open_page("overlaps", plan=HEFEI, least="99", show="groups"))
    members = words(
        open_page("overlaps", plan=HEFEI, groups="expand", least="3", unit="id:unit/hefei-baohe-district-government")
    )
    assert "Baohe" in members


@pytest.mark.parametrize(
    ("show", "mark"),
    [
        ("groups", "the one that leads most first"),
        ("matrix", "pairs of these units share no measure"),
        ("goals", "cells are empty"),
        ("network", "Network of units that share measures"),
    ],
)
def test_overlaps_have_other_lists_and_pictures(open_page, show, mark):  # noqa: F811
    test = open_page("overlaps", plan=HEFEI, show=show, least="1")
    assert not test.exception
    assert mark in words(test)


def test_an_empty_cell_is_an_answer_and_a_goals_cell_opens_its_measures(open_page):  # noqa: F811
    nothing = open_page(
        "overlaps", plan=HEFEI, show="matrix", pair="id:unit/hefei-statistics-bureau|id:unit/hefei-justice-bureau"
    )
    assert "They share no measure" in words(nothing)
    police = "id:unit/hefei-public-security-bureau"
    goal = words(open_page("overlaps", plan=HEFEI, show="goals", pair=f"{police}|{HEFEI}/2/2"))
    assert "hefei-2020-2023%2F3%2F3%2F4%2Fm2" in goal
    assert "This plan does not name that unit" in words(open_page("overlaps", plan=HEFEI, pair="id:unit/a|id:unit/b"))


def test_overlaps_quote_the_sentence_where_the_text_is_held(open_page):  # noqa: F811
    assert "az-quote" not in words(open_page("overlaps", plan=HEFEI)).partition("</style>")[2]
    assert 'class="az-quote"' in words(open_page("overlaps", plan=YUNJIANG, least="1"))


def test_the_figures_of_load_open_their_lists(open_page):  # noqa: F811
    test = open_page("load", plan=HEFEI)
    shown = words(test)
    assert shown.count("show=spread") >= 3
    assert "show=leads" in shown
    spread = words(open_page("load", plan=HEFEI, show="spread"))
    assert "How leads are spread" in spread
    assert "32.1%" in spread  # 18 of 56
    assert "Measures with a lead" in words(open_page("load", plan=HEFEI, show="leads"))


def test_load_shows_the_deadlines_of_a_plan_by_quarter(open_page):  # noqa: F811
    shown = words(open_page("load", plan=YUNJIANG))
    assert "Q4 2025" in shown
    assert "No measure of this plan has a deadline of its own." in words(open_page("load", plan=HEFEI))


def test_an_empty_cell_of_units_and_goals_is_a_finding_that_opens(open_page):  # noqa: F811
    shown = words(open_page("overlaps", plan=HEFEI, show="goals"))
    empty = re.search(r'class="az-none" data-az href="overlaps[?]([^"]*)"', shown)
    assert empty
    pair = parse_qs(html.unescape(empty.group(1)))["pair"][0]
    opened = words(open_page("overlaps", plan=HEFEI, show="goals", pair=pair))
    assert "It has no measure in the work that serves this goal." in opened
