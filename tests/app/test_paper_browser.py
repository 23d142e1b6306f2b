"""Pages on paper, in a real browser: the PDF that printing makes holds what the screen shows only part of."""

import pypdfium2
import pytest

from tests.app.conftest import settle

UNIT = "id:unit/hefei-science-and-technology-bureau"
HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


def printed(page):
    """The size in millimetres and the text, without white space, of each page of paper."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    try:
        return [
            (round(sheet.get_width() / 72 * 25.4), "".join(sheet.get_textpage().get_text_range().split()))
            for sheet in document
        ]
    finally:
        document.close()


@pytest.mark.parametrize(("chosen", "width"), [(f"plan={HEFEI}", 297), (f"plan={HEFEI}&plan={YUNJIANG}", 420)])
def test_a_printed_matrix_has_every_column_and_its_heads_on_each_page(look, chosen, width):
    page = look(f"matrix?lang=zh&{chosen}")
    page.locator("td.lead a").first.wait_for()
    settle(page)
    columns = page.locator(".heads th").count()
    ends = page.locator("tbody tr:not(.group):not(.sum) .total").all_inner_texts()
    sheets = [(wide, text) for wide, text in printed(page) if "工作任务" in text or "●" in text]
    assert len(sheets) > 1
    assert "合肥建设国家新一代人工智能创新发展试验区实施方案" in sheets[0][1], "paper says whose matrix it is"
    for wide, text in sheets:
        assert wide == width
        assert "工作任务" in text, "the heads are on each page"
    page.emulate_media(media="print")
    table = page.locator(".frame table")
    assert table.locator(".heads th").count() == columns
    right = table.evaluate("(table) => table.getBoundingClientRect().width")
    assert right <= {297: 1032, 420: 1497}[width], "all columns fit between the margins"
    assert len(ends) > 20


def test_a_printed_overview_has_the_units_that_a_click_would_show(look):
    page = look(f"?lang=zh&plan={HEFEI}")
    page.locator(".az-flow").wait_for()
    settle(page)
    folded = ["".join(words.split()) for words in page.locator(".az-more a.az-chip").all_text_contents()]
    whole = "".join(text for _wide, text in printed(page))
    assert len(folded) > 3
    assert [words for words in folded if words not in whole] == []
    assert "+5" not in whole


def test_a_printed_text_holds_all_tasks_and_no_blank_page(look):
    page = look(f"explore?lang=zh&view=text&plan={YUNJIANG}&id={YUNJIANG}/3/1/1")
    page.locator(".az-outline .az-marked").first.wait_for()
    settle(page)
    headings = ["".join(words.split()) for words in page.locator(".az-outline h2, .az-outline h3").all_inner_texts()]
    sheets = [text for _wide, text in printed(page)]
    whole = "".join(sheets)
    assert len(headings) > 10
    assert [words for words in headings if words not in whole] == []
    assert all(len(text) > 40 for text in sheets)
    assert sheets[0].startswith("云江市")  # the plan's name, not the tabs above it
    assert not any("查看查询语句" in text or "相关实体" in text for text in sheets)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # as wide as A4 between its margins
    wide, column = page.evaluate(
        "() => [innerWidth, document.querySelector('.az-outline').getBoundingClientRect().width]"
    )
    assert column > 0.95 * wide


def test_a_printed_graph_is_whole_and_its_card_loses_nothing(look):
    page = look(f"explore?lang=zh&id={UNIT}&plan={HEFEI}")
    page.wait_for_function("() => globalThis.aizoneGraph?.firstPaint")
    settle(page)
    page.locator(".az-duty").first.wait_for()
    duties = ["".join(words.split()) for words in page.locator(".az-duty").all_text_contents()]
    sheets = printed(page)
    assert len(duties) > 20
    whole = "".join(text for _wide, text in sheets)
    assert [words for words in duties if words[:12] not in whole] == []
    assert "牵头" in sheets[0][1], "the legend is below the picture"
    picture = page.locator(".az-paper")
    share = picture.evaluate(
        """(copy) => {
          const { data } = copy.getContext("2d").getImageData(0, 0, copy.width, copy.height);
          const colours = new Set();
          for (let at = 0; at < data.length; at += 4) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
          return colours.size;
        }"""
    )
    assert share > 50, "the picture is drawn, not blank"


def test_paper_has_one_thing_after_the_other_and_duties_on_the_first_page(look):
    page = look(f"units?lang=zh&id={UNIT}&plan={HEFEI}")
    page.locator(".az-duty").first.wait_for()
    settle(page)
    sheets = [text for _wide, text in printed(page)]
    assert "按角色列出的职责" in sheets[0]
    assert sheets[0].index("按角色列出的职责") < len(sheets[0]) - 100
    assert any("协作单位" in text for text in sheets[1:])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    widths = page.evaluate(
        "() => [...document.querySelectorAll('.st-key-unit-profile .stColumn')].map((one) => one.offsetWidth / innerWidth)"
    )
    assert min(widths) > 0.9


@pytest.mark.parametrize(
    ("address", "heads"),
    [
        ("query?real=no&q=SELECT%20%3Fmeasure%20%3Funit%20%3Fleads%20%7B%20%3Fmeasure%20az%3AleadUnit%20%3Funit%20BIND(7%20AS%20%3Fleads)%20%7D", ["措施", "单位"]),
        (f"questions?question=duties_of_unit&unit={UNIT}&plan={HEFEI}", ["角色", "原文写法"]),
    ],
)  # fmt: skip
def test_a_printed_answer_has_every_column_and_row(look, address, heads):
    page = look(f"{address}&lang=zh")
    page.locator("[data-testid=stDataFrame]").wait_for()
    settle(page)
    cells = [words for words in page.locator(".az-answer td").all_text_contents() if words]
    sheets = [text for _wide, text in printed(page)]
    assert len(cells) > 60
    assert all("".join(words.split()) in "".join(sheets) for words in heads)
    assert [words for words in cells if "".join(words.split()) not in "".join(sheets)] == []
    page.emulate_media(media="print")
    assert not page.locator("[data-testid=stDataFrame]").is_visible(), "the table of the screen, which is cut"


def test_a_printed_network_is_whole(look):
    page = look(f"overlaps?lang=zh&show=network&least=1&plan={HEFEI}")
    page.locator(".az-network.az-on-screens").wait_for()
    settle(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # as wide as A4 between its margins
    wide, right = page.evaluate(
        "() => [innerWidth, Math.max(...[...document.querySelectorAll('.az-on-screens .az-node')].map((one) => one.getBoundingClientRect().right))]"
    )
    assert right <= wide


@pytest.mark.parametrize(
    ("address", "head"),
    [
        (f"units?plan={HEFEI}", "按角色的措施数"),
        (f"load?plan={HEFEI}", "其中推断"),
        (f"overlaps?plan={HEFEI}", "另一单位"),
    ],
)
def test_a_printed_list_has_its_heads_on_each_page(look, address, head):
    page = look(f"{address}&lang=zh")
    settle(page)
    rows = page.locator(".az-list tbody td:first-child > a").all_text_contents()
    sheets = [text for _wide, text in printed(page)]
    with_rows = [text for text in sheets if sum("".join(words.split()) in text for words in {*rows}) > 3]
    assert len(with_rows) > 1
    assert all(head in text for text in with_rows)


def test_a_printed_grid_of_dates_is_whole(look):
    page = look(f"time?lang=zh&plan={HEFEI}&on=2026-03-01")
    page.locator(".az-dates-frame").wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 700})  # as wide as A4 on its side between its margins
    frame = page.locator(".az-dates-frame")
    assert frame.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    right = frame.evaluate(
        "(one) => Math.max(...[...one.querySelectorAll('.az-date, td')].map((mark) => mark.getBoundingClientRect().right))"
    )
    assert right <= 1032


def test_a_printed_card_holds_what_its_folds_hold(look):
    page = look(f"explore?lang=zh&id={UNIT}&plan={HEFEI}")
    page.locator(".az-card .az-fold").first.wait_for()
    settle(page)
    held = page.locator(".az-card .az-fold:not([open]) a.az-chip").all_text_contents()
    text = "".join(text for _wide, text in printed(page))
    assert len(held) > 20
    assert [words for words in held if "".join(words.split()) not in text] == []


def test_no_word_of_a_printed_figure_is_parted_or_cut(look):
    page = look(f"?lang=en&plan={HEFEI}")
    page.locator(".az-tile").first.wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 1000})  # as wide as A4 between its margins
    words = page.locator(".az-tile span")
    assert words.count() == 8
    assert (
        words.evaluate_all("(all) => all.filter((one) => getComputedStyle(one).overflowWrap !== 'normal').length") == 0
    )
    assert (
        words.evaluate_all(
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
        )
        == []
    )
