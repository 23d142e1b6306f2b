from aizone.documents.pdf.characters import Character
from aizone.documents.pdf.watermarks import without_tiles


def line(words, x, y, size=10.0):
    return [Character(one, x + size * at, y, x + size * (at + 1), y + size) for at, one in enumerate(words)]


def text(characters):
    return "".join(char.text for char in characters)


def test_words_repeated_over_other_words_are_dropped():
    body = line("建设算力中心和数据平台", 0, 100)
    tiles = [char for y in (20, 104, 200) for char in line("内部资料", 12, y)]
    assert text(without_tiles([*body, *tiles])) == "建设算力中心和数据平台"


def test_a_name_repeated_in_cells_of_its_own_stays():
    cells = [char for y in (0, 20, 40) for char in line("市科技局", 200, y)]
    body = [char for y in (0, 20, 40) for char in line("建设平台", 0, y)]
    assert without_tiles([*body, *cells]) == [*body, *cells]


def test_words_over_others_that_are_not_repeated_stay():
    printed = [*line("建设算力中心", 0, 100), *line("已作废稿", 3, 104)]
    assert without_tiles(printed) == printed


def test_copies_that_the_edge_of_the_page_cuts_are_dropped_with_the_whole_ones():
    body = line("建设算力中心和数据平台内涵", 0, 100)
    tiles = [char for y in (20, 98, 200) for char in line("内部资料", 12, y, 14.0)]
    cut = [char for y in (20, 98, 200) for char in line("内", 160, y, 14.0)]
    assert text(without_tiles([*body, *tiles, *cut])) == text(body)
