"""The page "Add a plan" in a real browser: give a file, correct it by clicking, take it in, see it in Explore, and read it again."""

import re

import pytest

from aizone.reading.rebuild import rebuild
from aizone.workspace import open_workspace
from tests.app.conftest import serious_faults, serving

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能惠民行动计划（2024—2026年）
一、主要目标
到2026年，培育人工智能企业50家以上。
二、重点任务
（一）夯实底座
1.建设算力中心。利用旧厂房建设玉河算力中心，余热供给周边社区。（责任单位：市科创办、市发展改革委）
2.整理公共数据。按季公布目录，做好脱敏。（牵头单位：市数据局；配合单位：市教育局）
"""

pytestmark = pytest.mark.usefixtures("browser")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The explorer on an empty workspace of its own, and the invented plan's file."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "workspace").mkdir()
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    with serving(folder, "--workspace", str(folder / "workspace")) as url:
        yield url, folder


def give(page, folder):
    page.locator("input[type=file]").set_input_files(str(folder / "plan.txt"))
    page.locator(".az-read").first.wait_for()


def chip(page, name):
    return page.locator(".az-read a.az-chip", has_text=name)


def test_a_plan_is_corrected_by_clicking_and_stays_so(visit, own):
    url, folder = own
    page = visit("add?lang=zh", app_url=url)
    give(page, folder)

    chip(page, "市科创办").click()
    search = page.get_by_label("搜索单位")
    search.fill("市科技局")
    search.press("Enter")
    page.get_by_role("button", name=re.compile("^玉河市科学技术局")).click()
    chip(page, "玉河市科学技术局").wait_for()

    chip(page, "玉河市发展和改革委员会").click()
    page.locator(".az-picked", has_text="市发展改革委").wait_for()
    page.get_by_role("radio", name=re.compile("牵头")).click()
    page.locator(".az-read a.az-chip.az-lead", has_text="玉河市发展和改革委员会").wait_for()
    assert not list(folder.rglob("*.nq")), "nothing is stored before a person says so"

    page.get_by_role("button", name="入库").click()
    page.get_by_role("link", name="在“探索”中打开").click()
    card = page.locator(".st-key-explore-card")
    measure = card.locator(".az-duty", has_text="利用旧厂房").first
    measure.wait_for()
    corrected = [" ".join(line.split()) for line in measure.locator("li").all_inner_texts()]
    assert any("责任" in line and "玉河市科学技术局" in line and "市科创办" in line for line in corrected)
    assert any("牵头" in line and "玉河市发展和改革委员会" in line and "人工更正" in line for line in corrected)

    workspace = open_workspace(folder / "workspace")
    (slug,) = workspace.plan_slugs()
    before = workspace.paths.plan(slug).read_bytes()
    assert [(one.change, one.corrections) for one in rebuild(workspace)] == [("unchanged", 1)]
    assert workspace.paths.plan(slug).read_bytes() == before


def test_the_keyboard_alone_reaches_and_corrects_an_owner(visit, own):
    url, folder = own
    page = visit("add?lang=en", app_url=url)
    give(page, folder)
    owner = chip(page, "玉河市教育局")
    owner.focus()
    page.keyboard.press("Enter")
    page.locator(".az-picked", has_text="市教育局").wait_for()
    button = page.get_by_role("button", name="Not an owner")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".az-is-removed", has_text="玉河市教育局").wait_for()
    page.go_back()
    page.get_by_role("heading", name=re.compile("^To check")).wait_for()
    page.locator(".az-is-removed", has_text="玉河市教育局").wait_for()


def test_the_browser_asks_before_a_review_is_lost(visit, own):
    url, folder = own
    page = visit("add?lang=en", app_url=url)
    page.reload()
    assert page.dialogs == [], "nothing would be lost yet"
    give(page, folder)
    chip(page, "玉河市数据局").click()
    page.wait_for_function("() => globalThis.onbeforeunload")
    page.locator(".az-picked").wait_for()
    page.get_by_role("button", name="Not an owner").click()
    page.locator(".az-is-removed", has_text="玉河市数据局").wait_for()
    page.reload()
    assert page.dialogs == ["beforeunload"]
    page.locator(".az-is-removed", has_text="玉河市数据局").wait_for()  # and kept for who goes on all the same
    assert not list((folder / "workspace").rglob("*review*")), "in the process alone"


def test_another_visitor_sees_an_empty_desk(visit, own):
    url, folder = own
    give(visit("add?lang=en", app_url=url), folder)
    other = visit("add?lang=en", app_url=url)
    other.get_by_role("button", name="Choose files").wait_for()
    assert other.locator(".az-read").count() == 0


def test_no_serious_fault_for_people_who_need_help(visit, own):
    url, folder = own
    page = visit("add?lang=zh", app_url=url)
    page.get_by_role("button", name="选择文件").wait_for()
    assert serious_faults(page) == []
    give(page, folder)
    assert serious_faults(page) == []
    chip(page, "玉河市数据局").click()
    page.locator(".az-picked").wait_for()
    assert serious_faults(page) == []


def test_a_file_that_is_too_large_is_refused_in_the_readers_words(visit, own):
    url, folder = own
    large = folder / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    page = visit("add?lang=zh", app_url=url)
    page.locator("input[type=file]").set_input_files(str(large))
    page.locator("[data-testid=stFileChip][aria-invalid=true]").wait_for()
    said = page.locator("[data-testid=stFileUploaderDropzone]").evaluate(
        "(element) => getComputedStyle(element, '::after').content"
    )
    assert "64 MiB" in said
    assert "没有读取" in said
    assert page.locator(".az-read").count() == 0
