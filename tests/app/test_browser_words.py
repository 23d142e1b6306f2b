"""Words of plans that Markdown would read, or that are longer than a page only show; Chinese words stay whole where a line ends."""

import pytest

pytest.importorskip("playwright")

from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace
from tests.app.conftest import MOVE, serving, settle

LONG = "W" * 600
ADDRESSES = "https://evil.example/x www.evil.example a@evil.example"
PLAN = f"""云江市{ADDRESSES} **粗** :smile: $x^2$ 智能行动计划（2024—2026年）
云江市人民政府办公室
一、发展目标
到2026年，建成{LONG}平台2个。
二、重点任务
（一）{LONG}工程
1.{LONG}建设。建设{LONG}平台，到2025年底前完成2项。（牵头单位：市科技局、{LONG}局；责任单位：市数据局）
2.改造。提升{LONG}平台。（责任单位：{LONG}局、市科技局）
"""
PAGES = ("", "explore", "time", "plans", "findings", "gaps", "quality", "log", "load", "matrix", "units", "places")
WIDER = (
    "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth; }"
)
LINKS = "() => [...document.querySelectorAll('a')].map((a) => a.href).filter((to) => /^(mailto:|https?:..(www.)?evil)/.test(to))"


@pytest.fixture
def words_url(tmp_path):
    """The explorer on a plan of such words."""
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    place = tmp_path / "mine"
    place.mkdir()
    (record,) = ingest(Workspace(Settings(workspace=place)), [tmp_path / "a.txt"])
    assert record.error is None
    with serving(tmp_path, "--workspace", str(place)) as url:
        yield url


def test_long_words_break_and_addresses_are_no_links(words_url, visit):
    page = visit(f"{PAGES[0]}?lang=zh", app_url=words_url)
    for address in PAGES:
        settle(page)
        if address != PAGES[0]:
            page.evaluate(MOVE, f"{words_url}/{address}?lang=zh")
            settle(page)
        page.wait_for_function("(path) => location.pathname.slice(1) === path", arg=address)
        page.locator("h1, .az-card h2").first.wait_for()
        assert (address, page.evaluate(WIDER), page.evaluate(LINKS)) == (address, 0, [])
        assert page.locator("strong, em, .katex", has_text="粗").count() == 0


# The lines of an element as they are drawn.
LINES = """(element) => {
    const lines = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let right = Infinity;
    while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        if (box.left < right - 1) lines.push("");
        right = box.right;
        lines[lines.length - 1] += range.toString();
    }
    return lines.map((line) => line.trim());
}"""


def test_headings_break_between_words_and_not_inside_of_them(visit):
    page = visit("?plan=id:plan/hefei-2020-2023&lang=zh")
    settle(page)
    title = page.locator("h1.az-words")
    whole = title.inner_text()
    for width in (390, 420, 460, 520):
        page.set_viewport_size({"width": width, "height": 844})
        lines = title.evaluate(LINES)
        assert len(lines) > 1
        assert "".join(lines) == whole
        for word in ("合肥", "国家", "新一代", "人工智能", "创新", "发展", "试验区", "方案"):
            assert any(word in line for line in lines), (width, lines)
