import io

import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError
from tests.documents import renderings

canvas = pytest.importorskip("reportlab.pdfgen.canvas")


def drawn(draw, pages=1, size=(420, 500), **more):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    paper = canvas.Canvas(buffer, pagesize=size, **more)
    for number in range(1, pages + 1):
        paper.setFont("STSong-Light", 12)
        draw(paper, number)
        paper.showPage()
    paper.save()
    return buffer.getvalue()


def grid(paper, top, rows, xs, height=24, lines=True):
    """A ruled table; each cell is a list of lines."""
    y = top
    for row in rows:
        deep = height * max(len(cell) for cell in row)
        for x, cell in zip(xs, row, strict=False):
            for at, words in enumerate(cell):
                paper.drawString(x + 3, y - 16 - at * height, words)
        if lines:
            paper.line(xs[0], y, xs[-1], y)
            for x in xs:
                paper.line(x, y, x, y - deep)
        y -= deep
    if lines:
        paper.line(xs[0], y, xs[-1], y)


def cells(document):
    return [[[cell.of(document.text) for cell in row] for row in table.rows] for table in document.tables]


def test_a_ruled_table_is_read_cell_by_cell_with_lines_joined_at_the_edge():
    rows = [[["序号"], ["任务"], ["责任单位"]], [["1"], ["建设全市统一的", "平台"], ["市商务局", "市税务局"]]]
    document = read_bytes(drawn(lambda paper, _: grid(paper, 400, rows, [40, 90, 180, 330])), "plan.pdf")
    assert cells(document) == [[["序号", "任务", "责任单位"], ["1", "建设全市统一的平台", "市商务局\n市税务局"]]]
    anchor = document.anchor_of(document.tables[0].rows[1][1])
    assert anchor is not None
    assert anchor.page == 1


def test_boxes_drawn_as_rectangles_make_the_same_table():
    def draw(paper, _):
        for row in range(2):
            for column in range(3):
                paper.rect(40 + column * 90, 300 - row * 30, 90, 30)
                paper.drawString(45 + column * 90, 310 - row * 30, "甲乙丙丁戊己"[row * 3 + column])

    assert cells(read_bytes(drawn(draw), "plan.pdf")) == [[["甲", "乙", "丙"], ["丁", "戊", "己"]]]


def test_a_table_goes_on_over_pages_without_its_repeated_header():
    header = [["序号"], ["重点任务内容"], ["责任单位"]]

    def draw(paper, number):
        body = [[["1"], ["建设平台并"], ["市商务局"]], [["2"], ["推进应用并且"], ["市税务局"]]]
        if number == 2:
            body = [[[""], ["扩大范围"], [""]], [["3"], ["开展试点"], ["市公安局"]]]
        grid(paper, 120 if number == 1 else 460, [header, *body], [40, 90, 165, 330])

    (table,) = cells(read_bytes(drawn(draw, pages=2), "plan.pdf"))
    assert table == [
        ["序号", "重点任务内容", "责任单位"], ["1", "建设平台并", "市商务局"], ["2", "推进应用并且扩大范围", "市税务局"],
        ["3", "开展试点", "市公安局"],
    ]  # fmt: skip


def test_a_merged_cell_is_one():
    def draw(paper, _):
        for y in (400, 340):
            paper.line(40, y, 340, y)
        paper.line(140, 370, 340, 370)
        for x in (40, 140, 240, 340):
            paper.line(x, 340, x, 400)
        for x, y, words in ((45, 365, "领域"), (145, 380, "甲"), (245, 380, "乙"), (145, 350, "丙"), (245, 350, "丁")):
            paper.drawString(x, y, words)

    document = read_bytes(drawn(draw), "plan.pdf")
    assert cells(document) == [[["领域", "甲", "乙"], ["领域", "丙", "丁"]]]
    assert document.tables[0].rows[0][0] == document.tables[0].rows[1][0]


def test_a_watermark_set_askew_is_left_out():
    def draw(paper, _):
        paper.drawString(50, 400, "推进数字经济发展")
        paper.saveState()
        paper.rotate(45)
        paper.drawString(300, 50, "内部资料")
        paper.restoreState()

    assert read_bytes(drawn(draw), "plan.pdf").text == "推进数字经济发展\n"


@pytest.mark.parametrize(("turn", "x", "y"), [(90, 50, -100), (180, -350, -100), (270, -450, 300)])
def test_a_page_turned_on_its_side_is_turned_back(turn, x, y):
    def draw(paper, _):
        paper.rotate(turn)
        paper.drawString(x, y, "推进数字经济发展")
        paper.drawString(x, y - 30, "完善配套政策措施")

    assert read_bytes(drawn(draw), "plan.pdf").text == "推进数字经济发展\n完善配套政策措施\n"


def test_evidence_knows_its_page():
    document = read_bytes(renderings.as_pdf(), "plan.pdf")
    pages = [anchor.page for anchor in document.anchors]
    assert pages == sorted(pages)
    assert pages[-1] >= 3


def test_a_scan_says_so():
    with pytest.raises(DocumentError, match=r"scanned PDF.*OCR"):
        read_bytes(drawn(lambda paper, _: paper.rect(10, 10, 300, 300, fill=1), pages=3), "plan.pdf")


def test_a_password_is_asked_for():
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = drawn(lambda paper, _: paper.drawString(50, 400, "推进"), encrypt=StandardEncryption("secret"))
    with pytest.raises(DocumentError, match="password"):
        read_bytes(data, "plan.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_pdf_is_damaged_or_read(share):
    data = renderings.as_pdf()
    said = ""
    try:
        said = read_bytes(data[: int(len(data) * share)], "plan.pdf").text
    except DocumentError as error:
        said = error.next_step
    assert "玉河" in said or "save it again" in said


@pytest.mark.parametrize(
    "menu", ["新闻中心 政务公开 办事服务 政民互动 走进玉河", "首页 政务公开 互动交流 公报 政策解读 数据开放"]
)
def test_a_menu_that_fills_the_width_of_a_narrow_page_is_not_joined_to_the_title_below(menu):
    lines = [menu, "玉河市数字经济行动计划（2024—2026年）", *["加快建设玉河算力中心，推进公共数据开放。"] * 3]

    def draw(paper, number):
        for at, words in enumerate(lines):
            paper.drawString(20, 360 - 20 * at, words)

    document = read_bytes(drawn(draw, size=(320, 400)), "plan.pdf")
    assert lines[1] in document.text.split("\n")


@pytest.mark.parametrize("rules", ["between rows", "none", "between columns"])
def test_the_lines_of_a_row_stay_with_the_number_at_its_top(rules):
    rows = [
        ["序号", "任务", "牵头单位", "完成时限"],
        ["1", "建设甲平台", "市数据局", "2025年"],
        ["2", "建设乙平台", "市科技局、|市教育局", "2025年"],
        ["3", "建设丙平台", "市财政局", "2025年"],
    ]

    def draw(paper, number):
        y = 440
        for row in rows:
            height = 16 * max(cell.count("|") + 1 for cell in row)
            for x, cell in zip((30, 80, 200, 320), row, strict=True):
                for at, words in enumerate(cell.split("|")):
                    paper.drawString(x, y - 12 - 16 * at, words)
            if rules == "between columns":
                for x in (28, 78, 198, 318, 400):
                    paper.line(x, y, x, y - height)
                if row in (rows[0], rows[-1]):
                    paper.line(28, y, 400, y)
                    paper.line(28, y - height, 400, y - height)
            if rules == "between rows":
                paper.line(28, y, 400, y)
                paper.line(28, y - height, 400, y - height)
            y -= height

    (table,) = cells(read_bytes(drawn(draw), "plan.pdf"))
    assert [row[2].replace("\n", "") for row in table] == ["牵头单位", "市数据局", "市科技局、市教育局", "市财政局"]
