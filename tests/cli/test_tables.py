"""Tables for people: columns under each other, whatever is in the cells, and printed while their rows are found."""

import io

import pytest

from aizone.cli.commands.asking import _first_together
from aizone.cli.tables import TablePrinter, _folded
from aizone.store import Rows
from aizone.text.characters import columns as width_of


def printed(columns, rows, monkeypatch=None, width=None, title=""):
    if width is not None:
        monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    table = TablePrinter(out, title)
    table.add(columns, rows)
    table.end()
    return out.getvalue()


def test_chinese_and_latin_cells_stand_under_each_other():
    text = printed(("unit", "n"), [("市科技局", 3), ("ab", 12), (None, 1.5)], title="单位")
    assert text == "单位\n unit         n\n ──────────────\n 市科技局     3\n ab          12\n            1.5\n\n"


@pytest.mark.parametrize(("encoding", "rule"), [("ascii", "-"), ("latin-1", "-"), ("gbk", "─"), ("utf-8", "─")])
def test_the_line_below_the_head_is_one_that_the_stream_can_show(encoding, rule):
    held = io.BytesIO()
    out = io.TextIOWrapper(held, encoding)
    table = TablePrinter(out)
    table.add(("unit",), [("ab",)])
    table.end()
    assert held.getvalue().decode(encoding) == f" unit\n {rule * 4}\n ab\n\n"


@pytest.mark.parametrize("width", [16, 24, 40, 80])
def test_no_line_is_wider_than_the_window_and_nothing_is_lost(monkeypatch, width):
    rows = [("合肥市发展和改革委员会", "supercalifragilistic", "a b c d e f g"), ("x", "y", "多\n行")]
    lines = printed(("unit", "word", "few"), rows, monkeypatch, width).splitlines()
    assert max(map(width_of, (line.replace("─", "-") for line in lines))) <= width
    is_record = "─" in lines[0]
    shown = "".join("".join(line[8:] if is_record else line for line in lines[1:] if "─" not in line).split())
    if not is_record:
        shown = shown.removeprefix("unitwordfew")
    assert is_record == (width < 40)
    assert sorted(shown) == sorted("".join("".join(cell.split()) for row in rows for cell in row))


def test_a_long_text_is_broken_at_blanks(monkeypatch):
    text = printed(("a",), [("one two three four",)], monkeypatch, 12)
    assert text.splitlines()[2:] == [" one two", " three four", ""]


def test_words_among_chinese_stay_whole_and_heads_stand_on_their_line(monkeypatch):
    text = printed(("n", "二 two words"), [(1, "见三(三)/5 covers 三/(三)/5")], monkeypatch, 17)
    assert text.splitlines() == [
        "     二 two",
        " n   words",
        " ───────────────",
        " 1   见三(三)/5",
        "     covers",
        "     三/(三)/5",
        "",
    ]
    assert _folded("在澄岚新区分两期建设AI computing", 8) == ["在澄岚新", "区分两期", "建设AI", "computin", "g"]


def test_columns_with_no_room_for_four_chinese_characters_become_lines_of_a_record(monkeypatch):
    columns, row = ("unit", "unit_text", "n", "is_led"), ("合肥市发展和改革委员会", "一二三四五六七八九十", 12, True)
    assert printed(columns, [row, (None, "项", 3, False)], monkeypatch, 30).splitlines() == [
        " ────────────────────────────",
        " unit        合肥市发展和改革",
        "             委员会",
        " unit_text   一二三四五六七八",
        "             九十",
        " n           12",
        " is_led      True",
        " ────────────────────────────",
        " unit",
        " unit_text   项",
        " n           3",
        " is_led      False",
        "",
    ]
    assert printed(columns, [row], monkeypatch, 36).splitlines()[:2] == [
        "            unit_",
        " unit       text        n   is_led",
    ]


def test_rows_of_a_second_part_keep_the_columns_of_the_first():
    out = io.StringIO()
    table = TablePrinter(out)
    table.add(("a", "b"), [("xx", "y")])
    table.add(("a", "b"), [("longer", "z")])
    table.add(("a", "b", "c"), [("x", "y", "new")])
    table.end()
    assert (
        out.getvalue() == " a    b\n ──────\n xx   y\n lo   z\n ng\n er\n\n a   b   c\n ───────────\n x   y   new\n\n"
    )
    assert table.rows == 3


def part(*cells, cut=False):
    return Rows(("a",), [(cell,) for cell in cells], cut)


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ([part()], [part()]),
        ([part(1)], [part(1)]),
        ([part(1), part(2, cut=True)], [part(1, 2, cut=True)]),
        ([part(1), part(2), part(3)], [part(1, 2), part(3)]),
        ([part(1, 2, 3), part(), part(4)], [part(1, 2, 3), part(), part(4)]),
    ],
)
def test_the_first_rows_are_looked_at_together_and_no_others(parts, together):
    assert list(_first_together(parts, 2)) == together


def test_the_first_rows_are_given_before_the_next_are_found():
    def found():
        yield part(1, 2)
        raise AssertionError

    assert next(_first_together(found(), 2)) == part(1, 2)
