import re
from pathlib import Path

import pytest

import aizone
from aizone.text.lexicon.dates import DATE, DATE_IN_BRACKETS, DATE_IN_PARTS, NUMERIC_DATE, iso_date
from aizone.text.lexicon.document_numbers import DOCUMENT_NUMBER

PACKAGE = Path(aizone.__file__).parent
SOURCES = [
    path
    for kind in ("*.py", "*.toml")
    for path in PACKAGE.rglob(kind)
    if path.parent != PACKAGE / "text" / "lexicon" and not path.is_relative_to(PACKAGE / "data")
]


@pytest.mark.parametrize(
    "written", ["2023年6月30日", "2023 年 6 月 30 日", "1998年12月01日", "2023年06月09日"], ids=lambda text: text
)
def test_a_date_is_read_however_it_is_spaced(written):
    assert re.fullmatch(DATE, written)
    assert re.fullmatch(DATE_IN_BRACKETS, f"（{written}）")
    assert iso_date(re.fullmatch(DATE_IN_PARTS, written))[4::3] == "--"


@pytest.mark.parametrize("written", ["2023年13月1日", "2023年6月32日", "2123年6月1日", "2023年6月"])
def test_what_is_not_a_date(written):
    assert re.fullmatch(DATE, written) is None


@pytest.mark.parametrize(
    ("written", "iso"), [("2023.6", "2023-06"), ("2023/6/9", "2023-06-09"), ("2023-06", "2023-06")]
)
def test_a_date_in_digits(written, iso):
    assert iso_date(re.fullmatch(NUMERIC_DATE, written)) == iso


@pytest.mark.parametrize(
    "written", ["玉政办发〔2023〕12号", "玉政 [2018] 98 号", "*政〔2020〕5号", "国发（2017）35号", "玉政发【2021】3号"]
)
def test_a_document_number_is_read_with_any_brackets(written):
    assert re.fullmatch(DOCUMENT_NUMBER, written)


@pytest.mark.parametrize("written", ["〔2023〕12号", "玉政办发〔2023〕号", "玉政办发2023年12号", "玉政办发〔23〕12号"])
def test_what_is_not_a_document_number(written):
    assert re.fullmatch(DOCUMENT_NUMBER, written) is None


def test_no_other_file_declares_a_year_a_date_or_a_document_number():
    declared = re.compile(r"^(?!\s*#).*(?:20\\d\\d|19\|20|\\d\{4\}\s?年|\\d\{1,2\}\\s\?月|〔\\?\[.*号)", re.MULTILINE)
    assert [str(path.relative_to(PACKAGE)) for path in SOURCES if declared.search(path.read_text("utf-8"))] == []
