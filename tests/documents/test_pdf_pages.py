"""Pages of PDF drawn by the tests: tables without column lines over two pages, what a page hides, how its lines run."""

import io

import pytest

from aizone.documents import read_bytes
from aizone.errors import DocumentError

TITLE = "云江市数字经济行动计划（2024—2026年）"
LINES = [TITLE, "一、重点任务", "（一）建设甲①。推进甲。（市数据局牵头）", "（二）建设乙。推进乙。（市财政局牵头）"]


def drawn(*pages, crop=None):
    """A PDF with a page for each list of (x, y, words, size)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for page in pages:
        for x, y, words, size in page:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, y, words)
        if crop is not None:
            canvas.setCropBox(crop)
        canvas.showPage()
    canvas.save()
    return read_bytes(file.getvalue(), "plan.pdf")


def down(lines, top=780, step=24):
    return [(60, top - step * at, words, 12) for at, words in enumerate(lines)]


def cells(document):
    return [[cell.of(document.text) for cell in row] for table in document.tables for row in table.rows]


def row(y, *words):
    return [(x, y, word, 12) for x, word in zip((60, 120, 300, 420), words, strict=True)]


HEADER = ("序号", "工作任务", "牵头单位", "配合单位")


@pytest.mark.parametrize("foot", [[], [(290, 30, "- 1 -", 10)]], ids=["", "page number"])
def test_a_table_without_lines_goes_on_on_the_next_page_without_its_header(foot):
    first = [
        *row(780, *HEADER),
        *row(750, "1", "建设甲", "市数据局", "市财政局"),
        *row(720, "2", "建设乙", "市科技局", "市教育局"),
        *foot,
    ]
    second = [*row(780, "3", "建设丙", "市民政局", "市水利局"), *row(750, "4", "建设丁", "市城管局", "市商务局"), *foot]
    document = drawn(first, [*second, (60, 700, "其他事项另行通知。", 12)])
    assert cells(document) == [
        list(HEADER),
        ["1", "建设甲", "市数据局", "市财政局"],
        ["2", "建设乙", "市科技局", "市教育局"],
        ["3", "建设丙", "市民政局", "市水利局"],
        ["4", "建设丁", "市城管局", "市商务局"],
    ]
    assert "其他事项另行通知。" in document.text


def test_numbers_that_do_not_go_on_are_not_of_the_table_before():
    first = [*row(780, *HEADER), *row(750, "1", "建设甲", "市数据局", "市财政局")]
    document = drawn(first, row(780, "7", "建设丙", "市民政局", "市水利局"))
    assert cells(document) == [list(HEADER), ["1", "建设甲", "市数据局", "市财政局"]]


def test_a_table_without_lines_or_numbers_has_a_row_a_line():
    without = [piece for piece in row(780, *HEADER)[1:]]
    without += row(750, "", "建设甲", "市数据局", "市财政局")[1:] + row(720, "", "建设乙", "市科技局", "市教育局")[1:]
    assert cells(drawn(without)) == [
        list(HEADER[1:]),
        ["建设甲", "市数据局", "市财政局"],
        ["建设乙", "市科技局", "市教育局"],
    ]


def test_a_table_of_indicators_without_lines_is_a_table():
    page = row(780, "指标", "单位", "2023年基数", "2026年目标值") + row(750, "产业规模", "亿元", "100", "150")
    assert cells(drawn(page)) == [["指标", "单位", "2023年基数", "2026年目标值"], ["产业规模", "亿元", "100", "150"]]


def test_words_outside_the_crop_box_are_not_of_the_page():
    document = drawn([*down(LINES), (60, 100, "（三）作废任务。（市教育局牵头）", 12)], crop=(0, 300, 595, 842))
    assert "市财政局" in document.text
    assert "市教育局" not in document.text


def test_vertical_writing_is_said():
    page = [
        (520 - 28 * at, 780 - 14 * down, letter, 12)
        for at, line in enumerate(LINES)
        for down, letter in enumerate(line)
    ]
    with pytest.raises(DocumentError, match="vertical lines"):
        drawn(page)


def test_a_footnote_of_two_lines_is_one_note_and_not_of_the_text():
    note = [
        (60, 105, "①算力中心指提供智能算力、超算算力、通用算力等服务的公共基础设施，由市教育局", 8),
        (60, 93, "负责解释的相关概念另行发布。", 8),
    ]
    document = drawn([*down(LINES), *note])
    assert "市教育局" not in document.text
    (issue,) = document.issues
    assert issue.code == "note-not-read"


def test_a_title_at_the_same_place_of_two_pages_is_kept_once():
    document = drawn(down([TITLE, "目录", "一、重点任务..........2"]), down(LINES))
    assert document.text.count(TITLE) == 1


def test_two_columns_of_a_short_document_are_read_one_after_the_other():
    left = [
        "一、重点任务",
        "（一）建设平台。分两期建设数据",
        "平台，一期满足急需，二期补齐机",
        "房，每期都做评估。（市数据局负责）",
    ]
    left += ["（二）开放数据。优先开放交通、", "医疗和气象数据，开放前逐项脱敏"]
    right = ["审查，确保安全。（市科技局负责）", "二、保障措施", "（一）加强宣传。（市教育局负责）"]
    page = [(150, 780, TITLE, 14)]
    page += [(60, 740 - 20 * at, words, 14) for at, words in enumerate(left)]
    page += [(312, 740 - 20 * at, words, 14) for at, words in enumerate(right)]
    text = "".join(drawn(page).text.split())
    assert text == "".join([TITLE, *left, *right])


def test_a_footnote_that_begins_with_a_plain_number_is_a_note():
    document = drawn([*down(LINES), (60, 90, "1 甲：指市数据局建设的项目。", 9)])
    assert "指市数据局" not in document.text
    assert [issue.code for issue in document.issues] == ["note-not-read"]


def in_column(x, middle, *lines, pitch=14):
    """The lines of a cell that is centred on a height."""
    top = middle + pitch * (len(lines) - 1) / 2
    return [(x, top - pitch * at, words, 10) for at, words in enumerate(lines)]


def centred_row(middle, number, task, lead, others, due, shift=0):
    columns = zip((60, 120, 240, 330, 450 + shift), ([number], task, lead, others, due), strict=True)
    return [piece for x, lines in columns for piece in in_column(x, middle, *lines)]


WRAPPED_HEADER = centred_row(780, "序号", ["工作任务"], ["牵头单", "位"], ["责任单位"], ["完成时", "限"])
WRAPPED_ROWS = [
    centred_row(730, "1", ["新建社区食堂"], ["市民政局"], ["市商务局、市财政", "局、市教育局"], ["2026年6", "月底前"]),
    centred_row(681, "2", ["改造住房"], ["市住房城", "乡建设局"], ["市民政局"], ["2026年12", "月底前"]),
]  # fmt: skip


def joined_cells(document):
    return [["".join(cell.split()) for cell in row] for row in cells(document)]


def test_rows_without_lines_are_told_when_their_cells_are_centred_and_wrapped():
    document = drawn([piece for row in (WRAPPED_HEADER, *WRAPPED_ROWS) for piece in row])
    assert joined_cells(document) == [
        ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"],
        ["1", "新建社区食堂", "市民政局", "市商务局、市财政局、市教育局", "2026年6月底前"],
        ["2", "改造住房", "市住房城乡建设局", "市民政局", "2026年12月底前"],
    ]


def test_rows_without_lines_are_told_when_their_cells_begin_level_with_their_number():
    level = [(60, 730, "1", 10), (60, 682, "2", 10), (120, 730, "新建食堂", 10), (120, 682, "改造住房", 10)]
    level += (
        in_column(240, 730, "市民政局") + in_column(330, 723, "市商务局、市财政", "局") + in_column(450, 730, "2026年")
    )
    level += (
        in_column(240, 675, "市住房城", "乡建设局") + in_column(330, 682, "市民政局") + in_column(450, 682, "2026年")
    )
    assert joined_cells(drawn([*WRAPPED_HEADER, *level]))[1:] == [
        ["1", "新建食堂", "市民政局", "市商务局、市财政局", "2026年"],
        ["2", "改造住房", "市住房城乡建设局", "市民政局", "2026年"],
    ]


def test_a_table_without_lines_goes_on_although_its_centred_dates_are_wider_there():
    further = centred_row(780, "3", ["培训人员"], ["市教育局"], ["市商务局、市财政局"], ["2026年11月30日前"], shift=-22)
    document = drawn([piece for row in (WRAPPED_HEADER, *WRAPPED_ROWS) for piece in row], further)
    assert joined_cells(document)[-1] == ["3", "培训人员", "市教育局", "市商务局、市财政局", "2026年11月30日前"]


def test_a_comma_that_hangs_over_the_edge_of_its_column_parts_it_from_the_next_still():
    row = centred_row(632, "3", ["培训人员"], ["市教育局"], ["市商务局、市财政局、"], ["2026年"], shift=-18)
    document = drawn([piece for one in (WRAPPED_HEADER, *WRAPPED_ROWS, row) for piece in one])
    assert joined_cells(document)[-1] == ["3", "培训人员", "市教育局", "市商务局、市财政局、", "2026年"]
