"""The pages of lists and tables in a real browser: keyboard, links, serious accessibility faults, other hosts."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from tests.app.conftest import (
    LEAST_PNG_PX,
    MOVE,
    SHOWN,
    VIEWPORT,
    check_clean,
    new_page,
    open_page,
    png_width,
    serious_faults,
    settle,
)

UNIT, HEFEI, YUNJIANG = (
    "id:unit/hefei-science-and-technology-bureau", "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"
)  # fmt: skip


def asked(page, name):
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


def test_the_matrix_is_walked_with_the_keyboard_and_leads_to_the_graph(visit):
    page = visit(f"matrix?lang=en&plan={HEFEI}")
    cell = page.locator("td.lead a").first
    cell.wait_for()
    settle(page)  # a page that is drawn again takes the focus away
    cell.focus()
    assert "Bureau of Science and Technology" in page.locator("td a:focus").get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    focused = page.locator("td a:focus")
    assert "Development and Reform Commission" in focused.get_attribute("aria-label")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    label = page.locator("td a:focus").get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore?**")
    source, role, _unit = asked(page, "edge").split("|")
    assert source == f"{HEFEI}/3/1/2"
    assert role in label
    page.go_back()
    page.locator("td.lead a").first.wait_for()


def test_the_matrix_keeps_its_heads_in_sight(look):
    page = look(f"matrix?lang=zh&plan={HEFEI}")
    page.locator("td.lead a").first.wait_for()
    frame = page.locator(".frame")
    frame.evaluate("(element) => { element.scrollTop = 100; element.scrollLeft = 200; }")
    apart = frame.evaluate(  # both at once: the page above may still be settling
        """(element) => {
          const outer = element.getBoundingClientRect();
          const corner = element.querySelector("thead th.corner").getBoundingClientRect();
          return [corner.x - outer.x, corner.y - outer.y];
        }"""
    )
    assert max(map(abs, apart)) <= 2
    assert frame.evaluate("(element) => [element.scrollTop, element.scrollLeft]") == [100, 200]


def test_a_click_in_the_text_selects_everywhere(look):
    page = look(f"explore?lang=zh&view=text&plan={YUNJIANG}&id={YUNJIANG}/3/1/1")
    page.locator(".az-outline .az-marked").first.wait_for()
    page.locator(".az-owners a").first.click()
    page.wait_for_function("() => new URL(location).searchParams.has('edge')")
    assert asked(page, "view") == "text"
    page.locator(".az-passage.az-marked").first.wait_for()


PATH = f"id={UNIT}&open={UNIT}|path^{UNIT}^{HEFEI}/3/2/4^id:unit/hefei-data-resources-bureau"


@pytest.mark.parametrize(
    "address",
    [
        f"units?id={UNIT}",
        f"units?id={UNIT}&id=id:unit/hefei-data-resources-bureau",
        f"explore?view=text&id={HEFEI}/3/5/2",
        f"explore?{PATH}",
        f"explore?id={HEFEI}/3/5/2&layout=layers",
        f"overlaps?plan={HEFEI}&show=network&least=1",
        f"questions?question=leads_per_goal&plan={HEFEI}",
        f"time?plan={YUNJIANG}&on=2026-03-01",
    ],
)
def test_what_is_opened_on_a_page_has_no_serious_fault(look, address):
    page = look(f"{address}&lang=zh", theme=None)
    page.locator("h1, .az-card h2").first.wait_for()
    assert serious_faults(page) == []


def tab_to(page, selector, most=90):
    """Press Tab until an element of this kind has the focus, like a person without a mouse."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => Boolean(document.activeElement?.matches(selector))", selector):
            return
    pytest.fail(f"{selector} is not reached with the Tab key")


def test_a_cell_opens_its_sentence_and_the_graph_shows_the_same_selection(visit):
    page = visit(f"explore?lang=en&view=matrix&plan={YUNJIANG}")
    page.locator("td.lead a").first.click()
    page.get_by_role("heading", name="Where it is written").wait_for()
    sentence, owner = page.locator(".az-quote").first.inner_text(), page.locator(".az-quote mark").first.inner_text()
    assert owner in sentence
    task, role, unit = asked(page, "edge").split("|")
    assert role == "lead"
    page.get_by_role("link", name="Graph", exact=True).click()
    page.wait_for_function("() => globalThis.aizoneGraph?.firstPaint")
    assert asked(page, "edge") == f"{task}|{role}|{unit}"
    assert asked(page, "id") == task
    assert page.locator(".az-quote").first.inner_text() == sentence
    drawn = page.evaluate("() => globalThis.aizoneGraph.nodes.getIds()")
    assert {task, unit} <= set(drawn)
    chosen = "() => globalThis.aizoneGraph.network.getSelectedEdges()"
    assert page.evaluate(chosen) == [f"{task}|{role}|{unit}"]
    page.go_back()
    page.locator("td.lead a").first.wait_for()
    assert asked(page, "edge") == f"{task}|{role}|{unit}"


def test_a_copied_link_opens_the_same_matrix(visit):
    page = visit(f"matrix?lang=en&plan={HEFEI}")
    page.locator("td.lead a").first.wait_for()
    page.get_by_role("button", name="Filter").click()
    page.get_by_test_id("stPopoverBody").get_by_text("lead", exact=False).first.click()
    page.wait_for_url("**/matrix?*only-roles=lead*")
    page.locator("td.responsible").first.wait_for(state="detached")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Order").click()
    page.get_by_test_id("stPopoverBody").locator("label", has_text="In groups").first.click()
    page.wait_for_url("**/matrix?*grouped=no*")
    page.locator("tr.group").first.wait_for(state="detached")
    shown = page.locator("table").first.inner_text()

    again = visit(page.url.split("/", 3)[3])
    again.locator("td.lead a").first.wait_for()
    assert again.locator("table").first.inner_text() == shown
    page.go_back()
    page.locator("tr.group").first.wait_for()
    page.go_back()
    page.locator("td.responsible").first.wait_for()


def test_a_row_that_is_chosen_elsewhere_is_shown_below_the_heads_that_stay(look, app_url):
    page = look(f"explore?lang=zh&view=matrix&plan={HEFEI}&id={HEFEI}/3/2/1")
    page.set_viewport_size({"width": 1440, "height": 720})
    for task, path in (("4/4", "四/(四)"), ("3/1/1", "三/(一)/1"), ("3/5/2", "三/(五)/2"), ("3/2/1", "三/(二)/1")):
        page.evaluate(MOVE, f"{app_url}/explore?lang=zh&view=matrix&plan={HEFEI}&id={HEFEI}/{task}")
        settle(page)
        row = page.locator("tr.chosen", has=page.locator("th i", has_text=path))
        assert row.evaluate(IS_WHOLE), path


IS_WHOLE = """(row) => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const [own, frame, heads] = [row, row.closest(".frame"), row.closest("table").tHead.rows[1]].map((one) => one.getBoundingClientRect());
    told(own.top >= heads.bottom - 1 && own.bottom <= frame.bottom + 1);
})))"""
"""A row is between the heads of the matrix and the lower end of its frame, once it was drawn."""


def test_two_visitors_of_the_matrix_have_their_own_selection(visit):
    one, two = (visit(f"explore?lang=en&view=matrix&plan={YUNJIANG}") for _ in range(2))
    one.locator("td.lead a").first.click()
    two.locator("td.lead a").last.click()
    for page in (one, two):
        page.get_by_role("heading", name="Where it is written").wait_for()
    assert asked(one, "edge") != asked(two, "edge")
    first = one.locator(".az-card").inner_text()
    assert first != two.locator(".az-card").inner_text()
    two.get_by_role("link", name="Graph", exact=True).click()
    two.wait_for_function("() => globalThis.aizoneGraph?.firstPaint")
    assert asked(one, "view") == "matrix"
    assert one.locator(".az-card").inner_text() == first


def test_the_keyboard_alone_leads_from_a_search_to_a_sentence(visit):
    page = visit("units?lang=en")
    page.locator("h1").wait_for()
    page.get_by_role("combobox", name="Search everything").wait_for()  # it has its name once it listens for "/"
    page.keyboard.press("/")
    page.keyboard.type("云江市发展改革委")
    page.keyboard.press("Enter")  # before anything is found: what comes first is opened
    page.wait_for_function("() => globalThis.aizoneGraph?.firstPaint")
    page.locator(".az-card .az-quote").first.wait_for()
    assert "yunjiang-development-and-reform" in asked(page, "id")
    at_title = "() => document.activeElement.matches('.az-card h2')"
    page.wait_for_function(at_title)  # where one goes on reading
    page.evaluate(
        "() => document.querySelector('.az-card h2').replaceWith(document.querySelector('.az-card h2').cloneNode(true))"
    )
    page.wait_for_function(at_title)  # also when the page is drawn again
    tab_to(page, ".az-tabs a[href*='view=matrix']")
    page.keyboard.press("Enter")
    page.locator("td.lead a").first.wait_for()
    assert "yunjiang-development-and-reform" in asked(page, "id")


@pytest.mark.parametrize("is_entered", [False, True])
def test_words_typed_before_the_search_box_is_there_are_kept(browser, app_url, is_entered):
    page, held = new_page(browser), []
    page.route(
        "**/_stcore/health", lambda route: held.append(route)
    )  # the page waits for this answer before it draws anything
    page.home = app_url
    page.goto(f"{app_url}/units?lang=zh", wait_until="domcontentloaded")
    page.keyboard.press("/")
    page.keyboard.type("市科技局")
    field = page.locator("body > input")
    assert field.input_value() == "市科技局"
    assert held
    if is_entered:
        page.keyboard.press("Enter")
    page.unroute("**/_stcore/health")  # which lets go on what was held
    if not is_entered:
        box = page.get_by_role("combobox", name="全站搜索")
        page.get_by_role("option", name="合肥市科学技术局").first.wait_for()
        assert box.input_value() == "市科技局"
        assert field.count() == 0
        page.keyboard.press("Enter")
    page.wait_for_url("**/explore?**")
    check_clean(page)
    page.context.close()


def test_bars_of_the_overview_lead_to_what_they_stand_for(look):
    page = look(f"?lang=en&plan={HEFEI}")
    bars = page.locator(".az-flow a")
    bars.first.wait_for()
    names = page.evaluate(
        "() => [...document.querySelectorAll('.az-flow a > span')].map((one) => { const box = one.getBoundingClientRect();"
        " return [box.left, box.top, box.right, box.bottom, one.scrollWidth - one.clientWidth]; })"
    )
    assert all(name[4] <= 1 for name in names)
    apart = [
        one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] + 1 or two[3] <= one[1] + 1
        for at, one in enumerate(names)
        for two in names[at + 1 :]
    ]
    assert all(apart)
    bars.filter(has_text="Bureau of Science").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore?**")
    assert asked(page, "id") == UNIT


def test_the_tab_names_what_is_selected(look):
    page = look(f"units?lang=en&id={UNIT}")
    page.wait_for_function(
        "() => document.title === 'Hefei Municipal Bureau of Science and Technology · Units · aizone'"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_small_window_shows_twelve_tasks_and_a_phone_units_beside_them(look, lang):
    page = look(f"matrix?lang={lang}&plan={HEFEI}")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("td.lead a").first.wait_for()
    settle(page)
    tasks = page.locator(".frame").evaluate(
        """(frame) => {
          const top = frame.querySelector("thead").getBoundingClientRect().bottom;
          const bottom = Math.min(innerHeight, frame.getBoundingClientRect().bottom);
          return [...frame.querySelectorAll("tbody tr:not(.group, .sum)")].map((row) => row.getBoundingClientRect())
            .filter((row) => row.top >= top - 1 && row.bottom <= bottom + 1).length;
        }"""
    )
    assert tasks >= 12
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    settle(page)
    shown = page.locator(".frame").evaluate(
        """(frame) => {
          const right = frame.getBoundingClientRect().right;
          const start = frame.querySelector("tbody tr:not(.group) th").getBoundingClientRect().right;
          return [...frame.querySelectorAll(".heads th")].map((head) => head.getBoundingClientRect())
            .filter((head) => head.left >= start - 1 && head.right <= right + 1).length;
        }"""
    )
    page.set_viewport_size(VIEWPORT)
    assert shown >= 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_profile_prints_without_the_frame_and_says_its_source(visit, theme):
    page = visit(f"units?lang=en&id={UNIT}", theme=theme)
    page.locator(".az-duty").first.wait_for()
    settle(page)
    assert not page.locator(".az-print-only").is_visible()
    page.emulate_media(media="print")
    for gone in ("[data-testid=stSidebar]", ".stMultiSelect", ".az-no-print"):
        page.locator(gone).first.wait_for(state="hidden")
    source = page.locator(".az-print-only")
    source.wait_for()
    assert "Implementation Plan for Building the Hefei" in source.inner_text()
    title = page.locator("h1")
    assert title.is_visible()
    ink = title.evaluate("(element) => getComputedStyle(element).color.match(/[0-9]+/g).slice(0, 3).map(Number)")
    assert max(ink) < 90, "dark words on paper in either theme"
    widths = page.evaluate(
        "() => [...document.querySelectorAll('.st-key-unit-profile .stColumn')].map((one) => one.offsetWidth)"
    )
    assert len(widths) == 2
    assert widths[0] == widths[1]


def test_units_side_by_side_stay_inside_the_page(look):
    other = "id:unit/hefei-development-and-reform-commission"
    page = look(f"units?lang=en&id={UNIT}&id={other}")
    page.locator(".az-compare").first.wait_for()
    settle(page)
    one, two = (page.locator(".az-compare").nth(place).bounding_box() for place in (0, 1))
    assert one["x"] + one["width"] < two["x"]
    assert two["x"] + two["width"] <= 1440
    for head in page.locator(".az-compare th").all():
        assert head.evaluate("(element) => element.scrollWidth - element.clientWidth") <= 1


@pytest.mark.parametrize(
    ("address", "picture", "title"),
    [
        (f"?lang=zh&plan={HEFEI}", "flow", "从目标经任务领域到牵头单位"),
        (f"matrix?lang=zh&plan={HEFEI}", "matrix-page", "责任矩阵"),
        (f"overlaps?lang=zh&show=network&plan={HEFEI}", "network", "共同承担措施的单位网络"),
        ("questions?lang=zh&question=leads_per_goal", "chart-library-leads_per_goal", "每个目标由哪些单位牵头"),
    ],
)
def test_pictures_are_large_and_named_after_what_they_show(look, tmp_path, address, picture, title):
    page = look(address)
    with page.expect_download() as saved:
        page.locator(f".st-key-picture-{picture} button").first.click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    assert title in path.name
    assert png_width(path) >= LEAST_PNG_PX
    with page.expect_download() as saved:
        page.locator(f".st-key-picture-{picture} button").nth(1).click()
    drawing = ElementTree.parse(saved.value.path()).getroot()
    words = "".join(drawing.itertext())
    assert title in words
    assert "资料来源：" in words
    assert not [name for name in drawing.itertext() if "http" in name]


def test_the_tab_keeps_its_title_when_a_page_is_drawn_again(look):
    for show in ("", "&show=groups", "&show=matrix"):
        page = look(f"overlaps?lang=zh&plan={HEFEI}{show}")
        page.wait_for_function("() => document.title === '职责交叉 · aizone'")


def test_no_page_is_wider_than_a_phone(look, reader):
    """What a table holds for screen readers made three pages as wide as the table, which scrolls by itself."""
    pages = ["", "matrix", "units", f"time?plan={YUNJIANG}&on=2026-03-01", "places", "plans", "questions", "findings", "overlaps",
             "overlaps?show=groups", "load", "structure", "gaps", "compare", "quality", "about"]  # fmt: skip
    reader.set_viewport_size({"width": 390, "height": 844})
    try:
        wider = {}
        for one in pages:
            page = look(f"{one}{'&' if '?' in one else '?'}lang=zh")
            beyond = page.evaluate("""() => {
                const main = document.querySelector("[data-testid=stMain]");
                return main.scrollWidth - main.clientWidth;
            }""")
            wider |= {one: beyond} if beyond else {}
        assert wider == {}
    finally:
        reader.set_viewport_size(VIEWPORT)


PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def phone(browser, app_url):
    """A visitor with a phone, who follows links."""
    page = new_page(browser)
    page.set_viewport_size(PHONE)
    open_page(page, app_url, "about?lang=zh")
    yield page
    check_clean(page)
    page.context.close()


LOW = """() => [...document.querySelectorAll("button, summary, select, input:not([type=file], [type=checkbox]), .az-tabs a, .az-nav a, .az-questions a")]
  .filter((one) => {
    const box = one.closest("[role=group], [data-testid=stDateInputField], [data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer]") ?? one;
    return one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().width > 1
      && !one.closest("[data-tag], [data-testid=stSidebar], .hidden-dateinput-container, .az-more")
      && Math.max(box.getBoundingClientRect().height, one.getBoundingClientRect().height) < 43.5;
  })
  .map((one) => `${one.tagName} ${one.textContent || one.ariaLabel} ${one.getBoundingClientRect().height}`)"""


@pytest.mark.parametrize(
    "address", ["", "explore", "time", "plans", "add", "findings", "overlaps", "compare", "questions", "query"]
)
def test_a_finger_hits_the_controls_of_a_phone(phone, address):
    settle(phone)
    phone.evaluate(MOVE, f"{phone.home}/{address}?lang=zh")
    phone.wait_for_function(SHOWN)
    phone.locator("h1").first.wait_for()
    settle(phone)
    assert phone.evaluate(LOW) == []


def test_the_card_beside_the_graph_ends_where_a_low_window_does(look):
    page = look(f"explore?id={UNIT}&plan={HEFEI}&lang=en")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator(".az-duty").first.wait_for()
    settle(page)
    assert page.locator(".st-key-explore-card").evaluate("(card) => card.getBoundingClientRect().bottom") <= 720


def test_the_languages_are_in_sight_however_low_the_window(look):
    page = look("about?lang=zh")
    for height in (900, 600):
        page.set_viewport_size({"width": 1280, "height": height})
        ends = page.locator(".az-languages").evaluate("(one) => one.getBoundingClientRect().bottom")
        assert 0 < ends <= height


def test_a_graph_that_nobody_moved_fits_into_the_window_when_it_is_turned(look):
    page = look(f"explore?id={UNIT}&plan={HEFEI}&lang=zh")
    page.wait_for_function("() => globalThis.aizoneGraph?.firstPaint")
    page.set_viewport_size({"width": 1440, "height": 600})
    fits = """() => { const { network, host, nodes } = globalThis.aizoneGraph;
      return nodes.getIds().every((id) => { const { x, y } = network.canvasToDOM(network.getPosition(id));
        return x > 0 && y > 0 && x < host.clientWidth && y < host.clientHeight; }); }"""
    page.wait_for_function(fits)
    page.set_viewport_size({"width": 1440, "height": 1400})
    page.wait_for_function(f"() => globalThis.aizoneGraph.network.getScale() <= 1.4 && ({fits})()")


def test_a_matrix_of_few_units_is_no_wider_than_they_are(look):
    page = look(f"matrix?plan={HEFEI}&only-units={UNIT}&lang=zh")
    page.locator("td.lead a").first.wait_for()
    assert page.locator(".frame").evaluate("(frame) => frame.getBoundingClientRect().width") < 560


def test_a_name_that_is_cut_in_a_narrow_box_is_a_hint(look):
    page = look(f"findings?plan={HEFEI}&lang=en")
    box = page.locator(".stSelectbox input").first
    box.hover()
    name = box.input_value()
    page.wait_for_function("(name) => document.querySelector('.stSelectbox input').title === name", arg=name)
