"""The findings page: list, filters and finding from the address; deciding, taking back, and going on."""

import html
import re
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("streamlit")

from aizone.settings import SHIPPED_DATA
from aizone.workspace import open_workspace
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

HEFEI, LATER = "hefei-2020-2023", "yunjiang-2027-2029"


@pytest.fixture
def folder(tmp_path):
    """A workspace of the test's own with two of the shipped plans."""
    (tmp_path / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path)
    for path in (SHIPPED_DATA / "plans").glob("*"):
        if path.name.startswith((HEFEI, LATER)):
            shutil.copy(path, tmp_path / "plans")
    return tmp_path


@pytest.fixture
def ids(shipped):
    return [entry.finding.id for entry in shipped.worklist(HEFEI).entries]


def listed(test):
    """The ids of the list, from its links."""
    found = next(element.proto.body for element in test.get("html") if 'class="az-findings"' in element.proto.body)
    return re.findall(r"id=([0-9a-f]{12})", found)


def shown(test):
    return re.search(r'data-node="([0-9a-f]{12})"', words(test)).group(1)


def test_measures_that_share_a_unit_with_those_of_a_finding_are_named_beside_it(open_page, ids):  # noqa: F811
    told = "另有措施也涉及，但与上列某项有共同单位："
    platforms = words(open_page("findings", lang="zh", id=ids[1]))
    assert told in platforms
    assert "警务智能系统与智慧安防" in platforms.split(told)[1]
    assert told not in words(open_page("findings", lang="zh", id=ids[0]))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("需协调的问题", "合肥市科学技术局参与全部措施", "可能重叠", "摘要（非原文）")),
        ("en", ("Findings", "owns all of these measures", "possible overlap", "summary in our words")),
    ],
)
def test_the_page_shows_the_first_finding_with_both_sides(open_page, ids, lang, said):  # noqa: F811
    test = open_page("findings", lang=lang)
    assert not test.exception
    assert all(one in words(test) for one in said)
    assert (listed(test), shown(test)) == (ids, ids[0])
    first, second = {"en": (", measure 1", ", measure 2"), "zh": (" 第1项", " 第2项")}[lang]
    assert f"三/(二)/1{first}" in words(test)
    assert f"三/(五)/2{second}" in words(test)


def test_a_link_opens_the_finding_and_the_filters(open_page, ids):  # noqa: F811
    test = open_page("findings", plan=f"id:plan/{HEFEI}", id=ids[1], **{"class": "overlap"})
    assert shown(test) == ids[1]
    assert listed(test) == ids[:2]
    assert [box.value for box in test.selectbox] == [f"id:plan/{HEFEI}", "", "overlap", "", ""]


def test_another_choice_is_written_into_the_address(open_page, ids):  # noqa: F811
    test = open_page("findings")
    test.selectbox[3].set_value("same-thing").run()
    assert test.query_params["rule"] in ("same-thing", ["same-thing"])
    assert listed(test) == ids[:1]
    test.selectbox[0].set_value(f"id:plan/{LATER}").run()
    assert test.query_params["plan"] in (f"id:plan/{LATER}", [f"id:plan/{LATER}"])
    assert not test.exception


def test_a_finding_that_is_gone_is_said_and_the_first_is_shown(open_page, ids):  # noqa: F811
    test = open_page("findings", id="0123456789ab")
    assert "There is no finding 0123456789ab" in words(test)
    assert shown(test) == ids[0]


def test_filters_that_leave_nothing_say_so(open_page):  # noqa: F811
    assert "No finding is like that." in words(open_page("findings", state="decided"))


def test_a_decision_is_recorded_and_the_next_finding_comes(open_page, folder, ids):  # noqa: F811
    test = open_page("findings", folder)
    test.text_input[0].set_value("one lead")
    test.text_input[1].set_value("Zhang San")
    next(button for button in test.button if button.label == "clarify the lead").click().run()
    assert not test.exception
    (entry,) = [one for one in open_workspace(folder).worklist(HEFEI).entries if one.verdicts]
    made = entry.verdict
    assert (entry.finding.id, made.kind, made.made.why, made.made.by) == (ids[0], "clarify", "one lead", "Zhang San")
    assert shown(test) == ids[1]
    assert "clarify the lead" in words(test)
    (said,) = test.toast
    assert said.value.endswith(": clarify the lead")
    assert ids[0][:6] not in said.value  # what it is about, not a code
    assert test.text_input[1].value == "Zhang San"
    test.query_params["id"] = ids[0]
    test.run()
    assert "one lead" in words(test)
    next(button for button in test.button if button.label == "Take back").click().run()
    assert not open_workspace(folder).worklist(HEFEI).entries[0].verdicts


def test_each_decision_is_one_click_and_says_what_it_means(open_page, folder):  # noqa: F811
    test = open_page("findings", folder)
    labels = [button.label for button in test.button]
    assert {"legitimate co-lead", "clarify the lead", "merge", "split", "not an overlap", "later"} <= set(labels)
    assert "Take back" not in labels
    test.text_input[0].set_value("a reason alone decides nothing").run()
    assert not (folder / "verdicts").exists()


def test_one_key_leads_to_the_next_finding_that_needs_a_decision(open_page, ids):  # noqa: F811
    test = open_page("findings")
    assert test.button[0].proto.shortcut == "n"
    test.button[0].click().run()
    assert shown(test) == ids[1]


def test_a_changed_clause_is_shown(open_page, folder, ids):  # noqa: F811
    workspace = open_workspace(folder)
    entry = workspace.worklist(HEFEI).entries[0]
    from aizone.verdicts.attribution import Attribution
    from aizone.verdicts.findings import ClauseSeen, FindingVerdict

    before = tuple(ClauseSeen(item, "（责任单位：市科技局）") for item in entry.finding.items)
    made = Attribution("甲", "2026-01-01T00:00:00Z")
    workspace.record(workspace.verdict_ledger(HEFEI), [FindingVerdict(ids[0], "merge", before, made)])
    test = open_page("findings", folder, id=ids[0])
    assert "This measure changed after the decision." in words(test)
    assert listed(open_page("findings", folder, state="changed")) == [ids[0]]


def test_an_empty_workspace_says_what_to_do(open_page, tmp_path):  # noqa: F811
    assert "does not hold a plan yet" in words(open_page("findings", tmp_path))


def test_the_graph_opens_with_the_leads_and_what_they_share(open_page, ids):  # noqa: F811
    test = open_page("findings", id=ids[0])
    link = re.search(r'href="(explore[^"]*)"[^>]*>Show in the graph', words(test)).group(1)
    opened = parse_qs(urlsplit(html.unescape(link)).query)["open"][0]
    start, step = opened.split("|")
    assert start == "id:unit/hefei-science-and-technology-bureau"
    assert step.split("^") == [
        "add",
        "id:unit/hefei-high-tech-zone-committee",
        "id:platform/china/open-innovation-platform-intelligent-speech",
    ]


def test_the_page_says_how_its_list_is_computed_and_from_which_questions(open_page):  # noqa: F811
    test = open_page("findings")
    assert "score = strength of what is shared" in words(test)
    assert "The measures of a plan with their words" in words(test)
    assert "SELECT" in words(test)
