import pytest

from aizone.model import TextSpan
from aizone.text.deadline_words import read_table
from aizone.text.deadlines import read_deadline
from aizone.text.deadlines_in_text import find_deadline
from tests.bounds import cpu_at_most

TABLE = read_table()


whole = TextSpan.whole


def named(entry):
    return f"{entry['text']} {entry.get('year', '')}{entry.get('end', '')}"


@pytest.mark.parametrize("entry", TABLE["block"], ids=named)
def test_blocks_that_hold_a_deadline(entry):
    found = read_deadline(whole(entry["text"]), year=entry.get("year"), end=entry.get("end"))
    assert found is not None
    assert (found.value, found.continuous) == (entry["value"] or None, entry.get("continuous", False))
    assert list(found.stages) == entry.get("stages", [])
    assert (found.schedule and found.schedule.every) == entry.get("every")
    assert found.span == whole(entry["text"]).span


@pytest.mark.parametrize("entry", TABLE["sentence"], ids=named)
def test_sentences_with_a_deadline(entry):
    found = find_deadline(whole(entry["text"]), year=entry.get("year"))
    assert found is not None
    assert found.value == entry["value"]
    assert list(found.stages) == entry.get("stages", [])
    assert found.span.of(entry["text"]) in entry["text"]


@pytest.mark.parametrize("entry", TABLE["no_deadline"], ids=named)
def test_dates_that_are_not_a_deadline(entry):
    assert find_deadline(whole(entry["text"]), year=entry.get("year")) is None


@pytest.mark.parametrize(
    "text", ["市发展改革委", "市年检中心", "", "2023年度考核办", "、、、", "市持续发展办公室", "2024年10月" * 20]
)
def test_other_blocks(text):
    assert read_deadline(whole(text)) is None


def test_months_without_a_year_are_skipped():
    text = "8月底前完成摸底，2024年底前全部整改。"
    assert find_deadline(whole(text)).value == "2024"
    dated = find_deadline(whole(text), year=2023)
    assert (dated.value, dated.stages) == ("2024", ("2023-08",))
    months = find_deadline(whole("10月底前完成摸底，12月底前完成整改。"), year=2024)
    assert (months.value, months.stages) == ("2024-12", ("2024-10",))
    assert find_deadline(whole("10月底前完成摸底。12月底前完成整改。"), year=2024).value == "2024-10"


def test_hostile_blocks_end_soon():
    for text in ("完成" * 29 + "x", "长期" * 29 + "坚", "2023年" * 11 + "号"):
        with cpu_at_most(1):
            assert read_deadline(whole(text)) is None


def test_a_sentence_of_thousands_of_dates_is_searched_once():
    for one in ("到2030年达到1个，", "2024年12月31日前，", "12月底前，"):
        with cpu_at_most(2):
            assert find_deadline(whole(one * 15_000), year=2024) is not None
