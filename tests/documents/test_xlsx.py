import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from aizone.documents import read_bytes
from aizone.documents.xlsx_values import shown_value


def document(fill):
    """A workbook whose first sheet `fill` fills, read."""
    book = openpyxl.Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_bytes(buffer.getvalue(), "表.xlsx")


def test_words_struck_through_in_a_cell_are_left_out_with_an_issue():
    def fill(sheet):
        sheet["A1"], sheet["B1"] = "单位", "甲"
        sheet["A2"] = CellRichText(TextBlock(InlineFont(strike=True), "市教育局、"), "市数据局")
        sheet["B2"] = "市财政局"
        sheet["B2"].font = Font(strike=True)

    read = document(fill)
    assert (
        read.text == "表\n单位\t甲\n市数据局\t—\n"
    )  # a cell that was emptied says so: it does not repeat the one above
    assert [(issue.code, issue.message["zh"]) for issue in read.issues] == [
        ("words-left-out", "“市教育局、”带删除线，没有读取。"),
        ("words-left-out", "“市财政局”带删除线，没有读取。"),
    ]


def test_errors_and_hidden_columns_are_issues():
    def fill(sheet):
        sheet["A1"], sheet["B1"], sheet["A2"] = "单位", "甲", "市数据局"
        sheet["B2"] = "#REF!"
        sheet.column_dimensions["B"].hidden = True

    read = document(fill)
    assert "#REF!" not in read.text
    assert [(issue.code, "B" in issue.message["zh"]) for issue in read.issues] == [
        ("row-hidden", True),
        ("cell-without-value", True),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (1.1, "0.00", "1.10"),
        (1.5, "General", "1.5"),
        (0.3, "0%", "30%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (7, '0"项"', "7项"),
        (1, "00", "01"),
        (12.0, "0.##", "12"),
        (-2.5, "0.0_);(0.0)", "-2.5"),
        (True, "General", "TRUE"),
    ],
)
def test_values_as_excel_shows_them(value, number_format, words):
    assert shown_value(value, number_format) == words
