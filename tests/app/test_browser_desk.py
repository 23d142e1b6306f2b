"""The coordinator's jobs in a real browser: each is done by clicking and typing, in no more than eight steps."""

import io

import pytest
from docx import Document as WordDocument

from aizone.workspace import open_workspace
from tests.app.conftest import serving, settle
from tests.conftest import copy_of_data

MOST_STEPS = 8


class Job:
    """A coordinator at a page; every click, choice and typed name is a step."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def click(self, place):
        settle(self.page)
        place.click()
        self._stepped()

    def open(self, name):
        self.click(self.page.get_by_role("link", name=name, exact=True).first)
        self.page.get_by_role("heading", level=1).first.wait_for()

    def choose(self, label, words):
        """Type into a list of choices and take what it offers first."""
        settle(self.page)
        box = self.page.get_by_role("combobox", name=label).first
        box.click()
        box.fill(words)
        self.page.get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")
        self._stepped()

    def download(self, name):
        settle(self.page)
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name=name).first.click()
        self._stepped()
        return open(found.value.path(), "rb").read()

    def _stepped(self):
        self.steps += 1
        assert self.steps <= MOST_STEPS


@pytest.fixture
def job(look):
    """A job that begins on the first page."""
    return lambda: Job(look("?lang=zh"))


@pytest.fixture
def own(tmp_path):
    """The explorer on a copy of the shipped data, in which people may decide."""
    copy_of_data(tmp_path / "data")
    with serving(tmp_path, "--workspace", str(tmp_path / "data")) as url:
        yield url, tmp_path / "data"


def test_what_matters_is_on_the_first_screen_five_are_decided_and_the_list_is_handed_on(own, visit):
    url, data = own
    job = Job(visit("?lang=zh", app_url=url))
    job.open("需协调的问题")
    first = job.page.locator(".az-findings").first
    first.wait_for()
    assert "智能语音国家新一代人工智能开放创新平台" in first.inner_text()
    for decision in ("明确牵头", "明确牵头", "共同牵头合理", "共同牵头合理", "暂缓"):
        undecided = job.page.locator(".az-work-decided").count()
        job.click(job.page.get_by_role("button", name=decision, exact=True))
        job.page.wait_for_function(
            "(before) => document.querySelectorAll('.az-work-decided').length > before"
            if decision != "暂缓"
            else "() => [...document.querySelectorAll('.az-work')].some((one) => one.innerText.includes('暂缓'))",
            arg=undecided,
        )
    paper = job.download("统筹协调事项")
    words = "\n".join(one.text for one in WordDocument(io.BytesIO(paper)).paragraphs)
    assert words.count("处理决定：") == 5
    entries = open_workspace(data).worklist("hefei-2020-2023").entries
    assert [entry.verdict.kind for entry in entries] == ["clarify", "clarify", "legitimate", "legitimate", "later"]


def test_who_must_attend_a_meeting_on_autonomous_driving(job):
    job = job()
    job.open("会商")
    job.choose("议题", "自动驾驶")
    room = job.page.get_by_role("heading", name="参会单位").first
    room.wait_for()
    job.click(
        job.page.locator("a.az-chip", has_text="智能网联汽车")
    )  # the plan has a wider topic: another unit belongs there
    job.page.get_by_text("合肥滨湖科学城管理委员会").first.wait_for()
    shown = job.page.locator("main, .stMain").first.inner_text()
    assert all(unit in shown for unit in ("合肥市科学技术局", "合肥市经济和信息化局", "合肥滨湖科学城管理委员会"))


def test_what_is_left_without_a_lead_and_with_whom_to_settle_it(job):
    job = job()
    job.open("缺口")
    job.click(job.page.get_by_role("link", name="没有牵头单位的措施"))
    line = job.page.locator(".az-gap-lines tr").first
    line.wait_for()
    assert "各应用示范的行业实施方案" in line.inner_text()
    assert "各牵头单位" in line.inner_text()


def test_one_bureaus_page_of_the_breakdown_is_printed(job):
    job = job()
    job.open("单位")
    job.choose("单位", "市经信局")
    paper = job.download("责任分解表")
    document = WordDocument(io.BytesIO(paper))
    assert any("合肥市经济和信息化局" in one.text for one in document.paragraphs)
    assert "（推断）" in "".join(cell.text for row in document.tables[0].rows for cell in row.cells)


@pytest.mark.parametrize("into", ["市发改委", "市商务局"])
def test_what_changes_if_a_bureau_merges_into_one_the_plan_names_or_does_not(job, into):
    job = job()
    job.open("设想调整")
    job.choose("单位", "投资促进")
    job.choose("并入单位", into)
    job.click(job.page.get_by_role("button", name="设想", exact=True))
    job.page.get_by_text("2 → 0").first.wait_for()


def test_what_became_of_the_last_plans_tasks(job):
    job = job()
    job.open("方案比较")
    job.page.get_by_text("更换牵头单位").first.wait_for()
    settle(job.page)
    assert "待判定" in job.page.locator(".stMain").first.inner_text()
    job.click(job.page.locator("a.az-tile", has_text="取消"))
    job.page.wait_for_url("**fate=dropped**")
