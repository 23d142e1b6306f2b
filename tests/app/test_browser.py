"""The explorer in a real browser; every visit also checks that nothing was fetched from another host."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

pytest.importorskip("streamlit")

from aizone.app.address import VIEWS
from aizone.app.navigation import ENTRIES
from tests.app.conftest import EVIL, LEAST_PNG_PX, SHOWN, new_page, open_page, png_width, serious_faults, settle

UNIT = "id:unit/hefei-science-and-technology-bureau"
TASK = "id:plan/hefei-2020-2023/3/5/2"
EXAMPLE_TASK = "id:plan/yunjiang-2024-2026/3/1/1"
EXAMPLE_UNIT = "id:unit/yunjiang-development-and-reform-commission"
READY = "() => globalThis.aizoneGraph && globalThis.aizoneGraph.firstPaint"

pytestmark = pytest.mark.usefixtures("browser")


def place_of(page, node, other=None):
    """Where a node (or the middle of the line to another node) is drawn, in page coordinates."""
    place = page.evaluate(
        """([one, two]) => {
            const { network } = globalThis.aizoneGraph, a = network.getPosition(one), b = network.getPosition(two);
            const p = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
            const frame = network.canvas.frame.getBoundingClientRect();
            return [frame.x + p.x, frame.y + p.y];
        }""",
        [node, other or node],
    )
    return place[0], place[1]


def positions(page):
    return page.evaluate("() => globalThis.aizoneGraph.network.getPositions()")


def wait_for_nodes(page, condition):
    page.wait_for_function(f"() => globalThis.aizoneGraph.nodes.length {condition}")


def heading(page, name):
    page.get_by_role("heading", name=name, exact=True).first.wait_for()


def asked(page, name):
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def graph_page(visit, node, lang="en", **options):
    page = visit(f"explore?id={node}&lang={lang}", **options)
    page.wait_for_function(READY)
    return page


def test_a_search_leads_to_a_card_and_its_links_to_others_without_reloading(visit):
    page = visit("explore?lang=en")
    page.get_by_role("combobox", name="Search everything").fill("robot town")
    page.get_by_role("option", name="Robot Town").first.click()
    heading(page, "Nanyanhu Robot Town")
    page.evaluate("() => { globalThis.loadedOnce = true; }")
    page.wait_for_function(READY)
    link = page.locator(".az-card .az-owners a").first
    name, address = link.inner_text(), link.get_attribute("href")
    link.click()
    heading(page, name)
    assert address.endswith("lang=en")
    assert asked(page, "id") in page.evaluate("(href) => new URL(href, location.href).searchParams.get('id')", address)
    page.go_back()
    heading(page, "Nanyanhu Robot Town")
    page.locator(".az-nav").get_by_role("link", name="Overlaps").click()
    page.locator("h1", has_text="Overlaps").wait_for()
    page.go_back()
    heading(page, "Nanyanhu Robot Town")
    assert page.evaluate("() => globalThis.loadedOnce")


def test_expand_undo_deep_link_and_back(visit):
    page = graph_page(visit, UNIT)
    first = positions(page)
    page.mouse.click(*place_of(page, TASK))
    heading(page, "Speed up the building of innovation platforms")
    assert asked(page, "id") == TASK
    page.mouse.dblclick(*place_of(page, TASK))
    wait_for_nodes(page, f"> {len(first)}")
    grown = positions(page)
    for node, old in first.items():
        assert abs(grown[node]["x"] - old["x"]) < 1
        assert abs(grown[node]["y"] - old["y"]) < 1

    again = visit(page.url.split("/", 3)[3])  # the copied link, in another browser
    again.wait_for_function(READY)
    assert positions(again).keys() == grown.keys()
    heading(again, "Speed up the building of innovation platforms")

    page.get_by_role("button", name="Undo").click()
    wait_for_nodes(page, f"== {len(first)}")
    page.get_by_role("button", name="Redo").click()
    wait_for_nodes(page, f"== {len(grown)}")
    page.go_back()  # before the redo
    wait_for_nodes(page, f"== {len(first)}")

    more = page.evaluate("() => globalThis.aizoneGraph.nodes.getIds().find((id) => id.startsWith('more^'))")
    page.mouse.click(*place_of(page, more))
    wait_for_nodes(page, f"> {len(first)}")
    assert more not in positions(page)


def test_a_copied_link_holds_what_was_hidden_pinned_and_switched_off(visit):
    page = graph_page(visit, UNIT)
    gone, held = page.evaluate(
        "() => globalThis.aizoneGraph.nodes.getIds().filter((id) => id.includes('/3/') && !id.startsWith('more')).slice(-2)"
    )
    count = len(positions(page))
    page.mouse.click(*place_of(page, gone))
    page.wait_for_url("**/explore?*open=*")
    page.get_by_role("button", name="Hide what is selected").click()
    wait_for_nodes(page, f"== {count - 1}")
    page.mouse.click(*place_of(page, held))
    page.wait_for_function("(node) => globalThis.aizoneGraph.data.selected === node", arg=held)
    page.get_by_role("button", name="Pin or unpin").click()
    page.wait_for_url("**/explore?*pin*")
    page.locator(".az-foot button[data-key=Unit]").click()
    page.wait_for_url("**/explore?*off=*Unit*")
    page.locator(".az-foot button[data-key=Unit][aria-pressed=false]").wait_for()
    drawn = positions(page)

    again = visit(page.url.split("/", 3)[3])
    again.wait_for_function(READY)
    assert positions(again) == drawn
    assert gone not in drawn
    assert again.evaluate("() => globalThis.aizoneGraph.data.nodes.filter((n) => n.pinned).map((n) => n.id)") == [held]
    assert again.locator(".az-foot button[data-key=Unit]").get_attribute("aria-pressed") == "false"
    page.go_back()
    page.locator(".az-foot button[data-key=Unit][aria-pressed=true]").wait_for()


def test_back_and_forward_return_to_the_pictures_that_were_there(visit):
    page = graph_page(visit, UNIT)
    first = positions(page).keys()
    address = page.url
    page.locator(".az-card a.az-chip").filter(has_text="Steadily").first.evaluate("(link) => link.click()")
    heading(page, "Steadily improving AI ecosystem")
    wait_for_nodes(page, f"!= {len(first)}")
    second, then = positions(page).keys(), page.url
    page.go_back()
    heading(page, "Hefei Municipal Bureau of Science and Technology")
    wait_for_nodes(page, f"== {len(first)}")
    assert positions(page).keys() == first
    assert page.url == address
    page.go_forward()
    heading(page, "Steadily improving AI ecosystem")
    wait_for_nodes(page, f"== {len(second)}")
    assert page.url == then


def test_the_menu_counts_before_it_expands_and_the_legend_filters(visit):
    page = graph_page(visit, UNIT)
    count = len(positions(page))
    page.get_by_role("button", name="Connections").click()
    line = page.get_by_role("menuitem", name="leads 17, with")
    line.wait_for()
    line.click()
    wait_for_nodes(page, f"== {count + 8}")  # the nine that '+9' stood for, instead of it
    page.locator(".az-foot button[data-key=Task]").click()
    wait_for_nodes(page, "< 5")
    assert page.locator(".az-foot button[data-key=Task]").get_attribute("aria-pressed") == "false"
    page.locator(".az-foot button[data-key=Task]").click()
    wait_for_nodes(page, f"== {count + 8}")


def test_the_wheel_scrolls_the_page_until_the_graph_has_the_focus(visit):
    page = graph_page(visit, UNIT)
    page.set_viewport_size({"width": 1280, "height": 560})
    box = page.locator(".az-graph").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    scale, top = "() => globalThis.aizoneGraph.network.getScale()", "() => document.querySelector('.stMain').scrollTop"
    before = page.evaluate(scale)
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"() => ({top})() > 0")
    assert page.evaluate(scale) == before
    page.locator(".az-hint").wait_for()
    page.locator(".az-graph").focus()
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"() => ({scale})() > {before}")


IN_THE_WAY = """() => {
    const view = globalThis.aizoneGraph, { network } = view, names = [...view.boxes];
    const inside = ([left, top, right, bottom], { x, y }) => x > left && x < right && y > top && y < bottom;
    const touching = names.filter(([one, a], at) => names.slice(at + 1).some(([, b]) =>
        a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1])).map(([one]) => one);
    const points = (edge) => {
        const ends = edge.route ?? [edge.from, edge.to].map((id) => Object.values(network.getPosition(id)));
        return ends.slice(1).flatMap(([x2, y2], at) => Array.from({ length: 201 }, (_none, step) =>
            ({ x: ends[at][0] + (x2 - ends[at][0]) * step / 200, y: ends[at][1] + (y2 - ends[at][1]) * step / 200 })));
    };
    const middle = (id) => Object.values(network.getPosition(id)).every((at) => at === 0);
    const crossed = view.data.edges.flatMap((edge) => names.filter(([id, box]) =>
        !(middle(id) && [edge.from, edge.to].includes(id)) && points(edge).some((point) => inside(box, point))).map(([id]) => [id, edge.id]));
    const { clientWidth: wide, clientHeight: high } = view.host;
    const outside = names.filter(([, box]) => [[box[0], box[1]], [box[2], box[3]]].map(([x, y]) => network.canvasToDOM({ x, y }))
        .some(({ x, y }) => x < 0 || y < 0 || x > wide || y > high)).map(([id]) => id);
    return { names: names.length, touching, crossed, outside, letters: 15 * network.getScale() };
}"""
"""What is drawn where it should not be, by the places and widths that the browser drew."""


def test_no_line_passes_through_a_name_and_no_two_touch_in_any_layout(look):
    page = look(f"explore?id={UNIT}&lang=zh")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(READY)
    page.locator(".az-bar [data-act=menu]").click()
    page.get_by_role("menuitem", name="显示全部相邻实体").wait_for()
    page.keyboard.press("Escape")
    for more in page.evaluate("() => globalThis.aizoneGraph.nodes.getIds().filter((id) => id.startsWith('more^'))"):
        count = len(positions(page))
        page.mouse.click(*place_of(page, more))
        wait_for_nodes(page, f"> {count}")
    first = positions(page)
    for name, layout in (("分层", "layers"), ("按类别", "kinds"), ("环绕", "")):
        page.get_by_role("button", name="布局").click()
        page.get_by_role("menuitem", name=name).click()
        page.wait_for_function(
            "(wanted) => (new URL(location).searchParams.get('layout') ?? '') === wanted", arg=layout
        )
        page.wait_for_function(
            "(wanted) => globalThis.aizoneGraph.data.arrangement === (wanted || 'around')", arg=layout
        )
        settle(page)
        found = page.evaluate(IN_THE_WAY)
        assert found["names"] == len(first)
        assert (found["touching"], found["crossed"], found["outside"]) == ([], [], []), layout
        assert found["letters"] > 7
    assert positions(page) == first
    assert found["letters"] > 9.5
    kept = page.evaluate("() => globalThis.aizoneGraph.boxes.get(globalThis.aizoneGraph.nodes.getIds().at(-1))")
    place = page.evaluate(
        "([left, top, right, bottom]) => { const { network } = globalThis.aizoneGraph, frame = network.canvas.frame.getBoundingClientRect();"
        " const at = network.canvasToDOM({ x: (left + right) / 2, y: (top + bottom) / 2 }); return [frame.x + at.x, frame.y + at.y]; }",
        kept,
    )
    page.mouse.click(*place)  # a name is a part of its node
    page.wait_for_function(
        "() => globalThis.aizoneGraph.data.selected === globalThis.aizoneGraph.nodes.getIds().at(-1)"
    )


OUTSIDE = """() => {
    const view = globalThis.aizoneGraph, { clientWidth: wide, clientHeight: high } = view.host;
    const left = (id) => view.network.canvasToDOM({ x: view.boxes.get(id)[0], y: view.boxes.get(id)[1] });
    const right = (id) => view.network.canvasToDOM({ x: view.boxes.get(id)[2], y: view.boxes.get(id)[3] });
    return [...view.boxes.keys()].filter((id) => left(id).x < 0 || right(id).x > wide);
}"""
"""The names that are cut by an edge of the window on its left or right."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_shows_neighbours_in_a_column_with_whole_names(look, lang):
    page = graph_page(look, UNIT, lang)
    wide = positions(page)
    assert {x < 0 for x in (place["x"] for node, place in wide.items() if node != UNIT)} == {True, False}
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => globalThis.aizoneGraph.data.narrow")
    settle(page)
    assert page.evaluate(OUTSIDE) == []
    column = positions(page)
    assert column.keys() == wide.keys()
    assert all(place["x"] > column[UNIT]["x"] for node, place in column.items() if node != UNIT)
    assert asked(page, "layout") == ""
    assert page.evaluate("() => 15 * globalThis.aizoneGraph.network.getScale()") >= 9
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function("() => globalThis.aizoneGraph.data.narrow === false")
    settle(page)
    assert positions(page) == wide
    assert page.evaluate(OUTSIDE) == []


def test_a_tooltip_goes_with_what_it_was_about(visit):
    page = graph_page(visit, UNIT)
    page.mouse.move(*place_of(page, UNIT))
    tooltip = page.locator(".vis-tooltip")
    tooltip.wait_for()
    page.mouse.click(*place_of(page, TASK))
    heading(page, "Speed up the building of innovation platforms")
    settle(page)
    shown = page.evaluate(
        "() => { const { popup, popupObj } = globalThis.aizoneGraph.network.interactionHandler; return !popup?.hidden && popupObj?.id; }"
    )
    assert shown in {False, None, TASK}
    page.mouse.move(5, 5)
    tooltip.wait_for(state="hidden")


def test_an_edge_leads_to_its_sentence(visit):
    page = graph_page(visit, EXAMPLE_TASK)
    page.mouse.click(*place_of(page, EXAMPLE_TASK, EXAMPLE_UNIT))
    page.get_by_role("heading", name="Where it is written").wait_for()
    assert page.locator(".az-quote mark").first.inner_text() == "市发展改革委"
    assert asked(page, "edge") == f"{EXAMPLE_TASK}|responsible|{EXAMPLE_UNIT}"
    page.reload()
    page.get_by_role("heading", name="Where it is written").wait_for()


def test_several_are_chosen_connected_and_hidden(visit):
    page = graph_page(visit, UNIT)
    other = page.evaluate("() => globalThis.aizoneGraph.data.nodes.at(-3).id")
    page.keyboard.down("Control")
    page.mouse.click(*place_of(page, other))
    page.keyboard.up("Control")
    page.get_by_role("button", name="How are the two selected").click()
    page.get_by_role("heading", name="How the two are connected").wait_for()
    wait_for_nodes(page, "< 5")
    assert {UNIT, other} <= positions(page).keys()
    page.get_by_role("button", name="Undo").click()
    wait_for_nodes(page, "> 10")
    count = len(positions(page))
    frame = page.locator(".az-graph").bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(frame["x"] + 4, frame["y"] + 4)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] - 4, frame["y"] + frame["height"] * 0.4, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.wait_for_function("() => globalThis.aizoneGraph.network.getSelectedNodes().length > 3")
    page.get_by_role("button", name="Hide what is selected").click()
    wait_for_nodes(page, f"< {count - 2}")


def test_the_keyboard_alone_walks_expands_and_opens_the_menu(visit):
    page = graph_page(visit, UNIT)
    count = len(positions(page))
    page.locator(".az-graph").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => globalThis.aizoneGraph.current")
    reached = page.evaluate("() => globalThis.aizoneGraph.current")
    assert positions(page)[reached]["y"] < positions(page)[UNIT]["y"]
    assert "Task" in page.locator(".az-live").inner_text()
    page.keyboard.press("Enter")
    wait_for_nodes(page, f"> {count}")
    page.keyboard.press("m")
    page.get_by_role("menuitem").first.wait_for()
    assert page.evaluate("() => document.activeElement.shadowRoot.activeElement.getAttribute('role')") == "menuitem"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    wait_for_nodes(page, f"== {count}")
    near = page.locator(".az-near")
    near.locator("summary").focus()
    page.keyboard.press("Enter")
    name = page.evaluate("() => globalThis.aizoneGraph.data.chrome.near[0].label")
    near.locator("button").first.focus()
    page.keyboard.press("Enter")
    heading(page, name)


@pytest.mark.parametrize("form", ["HTML", "SVG", "GraphML", "PNG"])
def test_the_picture_can_be_saved(look, browser, tmp_path, form):
    page = graph_page(look, EXAMPLE_TASK)
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name=form).click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    if form == "PNG":
        assert path.name == "Build the Yunjiang Intelligent Computing Center and what it is connected with.png"
        assert png_width(path) >= LEAST_PNG_PX
    elif form in {"SVG", "GraphML"}:
        ElementTree.parse(path)
    else:
        context = browser.new_context(offline=True)
        opened = context.new_page()
        asked_for = []
        opened.on("request", lambda request: asked_for.append(request.url))
        opened.goto(path.as_uri())
        assert opened.locator("svg a").count() > 4
        opened.locator("svg a").nth(1).click()
        assert opened.locator("dt:target").count() == 1
        assert opened.locator("blockquote").count() > 0
        assert [url.partition("#")[0] for url in asked_for] == [path.as_uri()]
        context.close()


def test_markup_in_a_name_only_shows(hostile_url, visit):
    page = visit(f"explore?id={EXAMPLE_TASK}&lang=zh", app_url=hostile_url)
    page.wait_for_function(READY)
    heading(page, EVIL)
    page.mouse.move(*place_of(page, EXAMPLE_TASK))
    page.locator(".vis-tooltip", has_text="onerror").wait_for()
    page.locator(".az-bar [data-act=menu]").click()
    page.locator(".az-menu", has_text="onerror").wait_for()
    page.locator(".az-near summary").click()
    assert page.evaluate("() => globalThis.hacked") is None
    page.goto(f"{hostile_url}/?lang=zh")
    page.get_by_text(EVIL).first.wait_for()
    page.goto(f"{hostile_url}/explore?lang=zh&id={EVIL}")
    page.get_by_text("onerror").first.wait_for()
    assert page.evaluate("() => globalThis.hacked") is None


ADDRESSES = (
    *(entry.path for entry in ENTRIES if entry.is_listed),
    "find?q=智能",
    *(f"explore?id={EXAMPLE_TASK}&plan=id:plan/yunjiang-2024-2026&view={view}" for view in VIEWS),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_a_serious_accessibility_fault(look, address):
    page = look(f"{address}{'&' if '?' in address else '?'}lang=zh", theme=None)
    page.wait_for_function(SHOWN)
    page.locator("h1, .az-card h2").first.wait_for()
    if "view=graph" in address:
        page.locator(".az-near summary").wait_for()  # the graph is drawn too
    assert serious_faults(page) == []


def test_another_host_is_not_reached_and_the_visit_would_fail(browser, app_url):
    page = new_page(browser)
    open_page(page, app_url, "explore")
    for address in ("https://example.org/", "http://192.0.2.1/"):
        said = page.evaluate(
            "(address) => fetch(address, { mode: 'no-cors' }).then(() => 'reached', () => 'failed')", address
        )
        assert (said, page.foreign.pop()) == ("failed", address)
    page.context.close()


def test_the_language_follows_every_link_and_is_in_the_address(visit):
    page = visit(f"explore?id={UNIT}", theme="dark")
    page.wait_for_function(READY)
    heading(page, "合肥市科学技术局")
    page.get_by_text("English", exact=True).click()
    heading(page, "Hefei Municipal Bureau of Science and Technology")
    assert asked(page, "lang") == "en"
    assert asked(page, "id") == UNIT
    links = page.evaluate("() => [...document.querySelectorAll('.az-card a[data-az], .az-nav a')].map((a) => a.href)")
    assert links
    assert all("lang=en" in link for link in links)
    assert page.evaluate("() => document.documentElement.lang") == "en"
    page.locator(".az-nav").get_by_role("link", name="Overview").click()
    page.get_by_text("Who carries most").wait_for()


def test_two_visitors_see_their_own_selection(visit):
    one, two = graph_page(visit, UNIT), graph_page(visit, TASK)
    heading(one, "Hefei Municipal Bureau of Science and Technology")
    heading(two, "Speed up the building of innovation platforms")
    before = positions(two).keys()
    one.mouse.dblclick(*place_of(one, TASK))
    wait_for_nodes(one, "> 25")
    heading(one, "Speed up the building of innovation platforms")
    two.locator(".az-foot button[data-key=Unit]").click()
    wait_for_nodes(two, f"< {len(before)}")
    heading(one, "Speed up the building of innovation platforms")
    assert one.locator(".az-foot button[data-key=Unit]").get_attribute("aria-pressed") == "true"


def test_the_other_end_of_a_path_is_found_by_name(visit):
    page = graph_page(visit, UNIT)
    far = "id:unit/hefei-data-resources-bureau"
    assert far not in positions(page)
    page.get_by_text("How is it connected with").click()
    box = page.get_by_label("Name of the other one")
    box.fill("市数据资源局")
    box.press("Enter")
    page.get_by_role("button", name="· Unit").first.click()
    page.get_by_role("heading", name="How the two are connected").wait_for()
    page.wait_for_function("(node) => Boolean(globalThis.aizoneGraph.nodes.get(node))", arg=far)
    ways = page.locator(".az-ways a")
    first, second = (ways.nth(at).get_attribute("title") for at in (0, 1))
    assert all(way.startswith("Hefei Municipal Bureau of Science and Technology → leads") for way in (first, second))
    assert first.endswith("Data Resources Bureau")
    assert "leads → Big data intelligence →" in ways.all_inner_texts()[0]
    assert asked(page, "id") == UNIT
    drawn = positions(page)
    assert [node for node, _place in sorted(drawn.items(), key=lambda one: one[1]["x"])] == list(drawn), "left to right"
    assert {UNIT, far} == {*list(drawn)[:1], *list(drawn)[-1:]}
    assert {place["y"] for place in drawn.values()} == {0}
    assert page.evaluate("() => globalThis.aizoneGraph.edges.get().every((edge) => edge.words)")
    ways.nth(1).click()
    page.locator(".az-ways li:nth-child(2) a[aria-current]").wait_for()
    page.wait_for_function("(before) => globalThis.aizoneGraph.nodes.getIds().join() !== before", arg=",".join(drawn))
    assert positions(page).keys() != drawn.keys()
    again = visit(page.url.split("/", 3)[3])  # the copied link draws the same way, with the others beside it
    again.wait_for_function(READY)
    settle(again)  # the ways stand beside the graph, which may be drawn first
    assert positions(again) == positions(page)
    assert again.locator(".az-ways a").all_inner_texts() == ways.all_inner_texts()
    page.get_by_role("link", name="Back to its neighbours").click()
    wait_for_nodes(page, "> 10")
