"""The shipped Hefei plan as touchstone: what a coordinator of it has to be shown, and what not."""

import pytest

from aizone.analysis.findings.find import find_findings
from aizone.projections.clauses import read_clauses

HEFEI = "id:plan/hefei-2020-2023"


def measures(*paths):
    return tuple(f"{HEFEI}/{path}" for path in paths)


def unit(name):
    return f"id:unit/hefei-{name}"


@pytest.fixture(scope="module")
def plan(shipped):
    return read_clauses(shipped.store, HEFEI, "zh")


@pytest.fixture(scope="module")
def found(plan):
    return find_findings(plan)


def place_of(found, items):
    return next(place for place, finding in enumerate(found, start=1) if finding.items == items)


def test_the_shipped_plan_holds_no_sentences(plan):
    assert len(plan.clauses) == 57
    assert not plan.holds_words


def test_the_speech_platform_under_two_leads_comes_first(found):
    first = found[0]
    assert first.items == measures("3/2/1/m1", "3/5/2/m2")
    assert first.common.nodes == ("id:platform/china/open-innovation-platform-intelligent-speech",)
    assert first.coordination.leads == (unit("science-and-technology-bureau"), unit("high-tech-zone-committee"))
    assert first.coordination.everywhere == (unit("science-and-technology-bureau"),)
    assert first.finding_class == "overlap"


def test_four_city_platforms_have_no_unit_in_common(found, plan):
    four = measures("3/3/4/m1", "3/3/4/m3", "3/3/5/m2", "3/3/5/m3")
    place = place_of(found, four)
    assert place <= 3
    finding = found[place - 1]
    assert finding.coordination.level == "none"
    assert finding.coordination.isolated == four
    assert finding.common.cause == measures("3/3/5/m2")[0]  # the platform that has to draw on the other three
    assert ("like-names", ("决策",)) in [(one.rule, one.words) for one in finding.also]


def test_the_two_parts_of_the_science_centre_have_their_lead_swapped(found):
    place = place_of(found, measures("3/5/2/m1", "3/5/3/m3"))
    assert place <= 5
    finding = found[place - 1]
    assert finding.rule == "parts-of-one"
    assert finding.coordination.is_swapped
    assert set(finding.coordination.leads) == {unit("development-and-reform-commission"), unit("high-tech-zone-committee")}  # fmt: skip


def test_vehicles_have_six_measures_and_three_leads_and_one_outside(found):
    six = measures("3/2/3/m1", "3/2/5/m1", "3/3/6/m1", "3/3/6/m4", "3/4/2/m1", "3/5/3/m2")
    place = place_of(found, six)
    assert place <= 4
    held = found[place - 1].coordination
    assert held.level == "outsider"
    assert held.isolated == measures("3/3/6/m1")
    assert set(held.leads) == {
        unit("science-and-technology-bureau"),
        unit("economy-and-information-technology-bureau"),
        unit("binhu-science-city-committee"),
    }
    assert (held.most, held.most_count) == (unit("economy-and-information-technology-bureau"), 5)


def test_the_four_come_in_the_order_of_what_is_shared_and_how_little_is_coordinated(found):
    rules = [finding.rule for finding in found[:4]]
    assert rules == ["same-thing", "platforms-of-fields", "same-technology", "parts-of-one"]


@pytest.mark.parametrize(
    "topic",
    ["aztech:5g", "aztech:chips", "azfield:talent", "aztech:artificial-intelligence", "azfield:parks-and-clusters"],
)
def test_what_one_unit_holds_together_or_every_plan_says_is_not_listed(found, topic):
    assert not [finding for finding in found if topic in finding.common.nodes]


def test_boilerplate_is_no_shared_word(found):
    words = {word for finding in found for share in (finding.common, *finding.also) for word in share.words}
    assert not [word for word in words if "人工智能产业" in word or "新一代人工智能" in word]


def test_the_list_is_short_enough_to_be_worked_through(found):
    assert 4 <= len(found) <= 12
    assert [finding.score for finding in found] == sorted((finding.score for finding in found), reverse=True)
    assert len({finding.id for finding in found}) == len(found)


def test_finding_again_gives_the_same(found, shipped):
    assert find_findings(read_clauses(shipped.store, HEFEI, "zh")) == found
