"""The calendar file of a plan's or unit's dates, read back by the library that calendars are read with."""

import re
from datetime import date

import icalendar
import pytest

from aizone.analysis.due_dates import due_dates
from aizone.exports.calendar_file import calendar_file, calendar_name
from aizone.projections.item_paths import read_item_paths
from aizone.projections.plan_dates import read_plan_dates
from aizone.views.look.formats import place_words

PLAN, FINANCE = "id:plan/yunjiang-2024-2026", "id:unit/yunjiang-finance-bureau"


@pytest.fixture(scope="module")
def events(shipped):
    def read(lang, unit="", link=None):
        lines = [line for line in due_dates(read_plan_dates(shipped.store, PLAN, lang)) if not unit or line.is_of(unit)]
        content = calendar_file(
            lines, title="云江", plan="行动计划", on=date(2026, 1, 2), lang=lang, unit=unit, link=link, is_invented=True,
            places=read_item_paths(shipped.store, PLAN),
        )  # fmt: skip
        assert b"\r\n" in content
        calendar = icalendar.Calendar.from_ical(content)
        found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
        assert len(found) == sum(len(line.stages) for line in lines)  # each date has an identity of its own
        return found

    return read


def test_every_date_is_an_event_of_a_whole_day_that_keeps_its_identity(events):
    chinese, english, own = events("zh"), events("en"), events("zh", FINANCE)
    assert chinese.keys() == english.keys() > own.keys() > set()
    event = next(one for one in own.values() if "600 P" in one["summary"])
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2025, 12, 31), date(2026, 1, 1))
    assert event.decoded("dtstamp").date() == date(2026, 1, 2)
    month = next(one for one in chinese.values() if one.decoded("dtstart") == date(2024, 9, 30))
    assert "云江大学" in month["summary"]


def test_an_event_says_who_where_and_how_to_open_it(events):
    event = next(
        one for one in events("zh", FINANCE, lambda node: f"http://x/{node}").values() if "600 P" in one["summary"]
    )
    words = str(event["description"]).split("\n")
    assert words[0] == "期限：2025年"
    assert words[1].startswith("云江市财政局：")
    assert "条款 二/(一)，行动计划（虚构示例）" in words
    assert words[-1] == str(event["url"]) == f"http://x/{PLAN}/2/1/t2"


def test_a_clause_is_called_as_the_plan_prints_it(shipped):
    lines = [line for line in due_dates(read_plan_dates(shipped.store, PLAN, "zh")) if line.stages]
    places = read_item_paths(shipped.store, PLAN)
    assert {line.kind for line in lines} == {"target", "measure"}
    assert [line.holder for line in lines if line.holder not in places] == []
    assert not re.search(r"[0-9]/[0-9]|m[0-9]", " ".join(place_words(places[line.holder], "zh") for line in lines))


def test_each_event_of_an_invented_plan_says_so(events):
    assert all(str(one["summary"]).endswith("（虚构示例）") for one in events("zh").values())
    assert all(str(one["summary"]).endswith("(invented example)") for one in events("en").values())


def test_a_name_of_a_file_has_no_sign_that_a_system_refuses():
    assert calendar_name('a/b: "c"\n') == "a_b_c.ics"
