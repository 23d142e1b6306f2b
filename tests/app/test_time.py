"""The page Time without a browser: dates as of a day of the address, what is not known, and its figures."""

import pytest

pytest.importorskip("streamlit")

from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

HEFEI, EXAMPLE = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


def test_dates_are_seen_from_the_day_of_the_address(open_page):  # noqa: F811
    shown = words(open_page("time", plan=EXAMPLE, on="2025-10-15"))
    assert "as of 15 October 2025" in shown
    assert "due in 77 days" in shown
    assert "overdue for 107 days" in shown
    assert "300 P" in shown
    assert "Nothing is overdue" in words(open_page("time", plan=EXAMPLE, on="2020-01-01"))


def test_the_page_says_what_the_plan_does_not_date(open_page):  # noqa: F811
    shown = words(open_page("time", plan=HEFEI, on="2023-11-30", lang="zh"))
    assert "本方案没有措施单独写明期限" in shown
    assert "还有 31 天到期" in shown


@pytest.mark.parametrize(("show", "rows"), [("later", "area"), ("numbers", "unit"), ("2025Q4", "goal")])
def test_every_figure_opens_its_list(open_page, show, rows):  # noqa: F811
    test = open_page("time", plan=EXAMPLE, on="2025-10-15", show=show, rows=rows)
    assert not test.exception
    assert "az-dues" in words(test)


def test_controls_are_in_the_address_and_a_unit_has_its_own_dates(open_page):  # noqa: F811
    test = open_page("time", plan=EXAMPLE, on="2025-10-15", unit="id:unit/yunjiang-finance-bureau")
    assert "Intelligent computing power" in words(test)
    assert "Robot training stations" not in words(test)
    test.selectbox[2].set_value(365).run()
    assert test.query_params["days"] in ("365", ["365"])
    assert "does not hold a plan yet" not in words(test)


def test_the_page_has_an_empty_state(open_page, tmp_path):  # noqa: F811
    assert "does not hold a plan yet" in words(open_page("time", workspace=tmp_path))
