"""The explorer in a real browser; every visit also checks that nothing was fetched from another host."""

import codecs
from pathlib import Path

import pytest

from tests.app.conftest import EVIL

UNIT = "id:unit/hefei-science-and-technology-bureau"
TASK = "id:plan/hefei-2020-2023/3/5/2"
EXAMPLE_TASK = "id:plan/yunjiang-2024-2026/3/1/1"
READY = "() => globalThis.aizoneGraph && globalThis.aizoneGraph.firstPaint"
WAIT_MS = 30_000

pytestmark = pytest.mark.usefixtures("browser")


def place_of(page, node):
    """Where a node is drawn, in page coordinates."""
    return page.evaluate(
        """(id) => {
            const view = globalThis.aizoneGraph, p = view.network.canvasToDOM(view.network.getPosition(id));
            const frame = view.network.canvas.frame.getBoundingClientRect();
            return { x: frame.x + p.x, y: frame.y + p.y };
        }""",
        node,
    )


def positions(page):
    return page.evaluate("() => globalThis.aizoneGraph.network.getPositions()")


def graph_page(visit, node, **options):
    page = visit(f"explore?id={node}&lang=en", **options)
    page.wait_for_function(READY, timeout=WAIT_MS)
    return page


def test_click_shows_the_card_and_the_address_follows(visit):
    page = graph_page(visit, UNIT)
    place = place_of(page, TASK)
    page.mouse.click(place["x"], place["y"])
    page.get_by_role("heading", name="Speed up the building of innovation platforms", exact=True).wait_for(
        timeout=WAIT_MS
    )
    assert "3%2F5%2F2" in page.url or "3/5/2" in page.url


def test_double_click_expands_without_moving_what_is_there(visit):
    page = graph_page(visit, UNIT)
    before = positions(page)
    place = place_of(page, TASK)
    page.mouse.dblclick(place["x"], place["y"])
    page.wait_for_function(f"() => globalThis.aizoneGraph.nodes.length > {len(before)}", timeout=WAIT_MS)
    after = positions(page)
    for node, old in before.items():
        assert abs(after[node]["x"] - old["x"]) < 1
        assert abs(after[node]["y"] - old["y"]) < 1


def test_an_edge_leads_to_the_unit_at_its_end(visit):
    page = graph_page(visit, TASK)
    middle = page.evaluate(
        """([one, two]) => {
            const net = globalThis.aizoneGraph.network, a = net.getPosition(one), b = net.getPosition(two);
            const p = net.canvasToDOM({ x: a.x + (b.x - a.x) * 0.5, y: a.y + (b.y - a.y) * 0.5 });
            const frame = net.canvas.frame.getBoundingClientRect();
            return { x: frame.x + p.x, y: frame.y + p.y };
        }""",
        [TASK, UNIT],
    )
    page.mouse.click(middle["x"], middle["y"])
    page.get_by_role("heading", name="Hefei Municipal Bureau of Science and Technology").wait_for(timeout=WAIT_MS)
    page.get_by_role("heading", name="The responsibility you clicked").wait_for(timeout=WAIT_MS)


def test_the_keyboard_walks_and_expands(visit):
    page = graph_page(visit, UNIT)
    count = len(positions(page))
    page.locator(".az-graph").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => globalThis.aizoneGraph.current", timeout=WAIT_MS)
    reached = page.evaluate("() => globalThis.aizoneGraph.current")
    assert positions(page)[reached]["y"] < positions(page)[UNIT]["y"]
    assert "Task" in page.locator(".az-live").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => globalThis.aizoneGraph.nodes.length > {count}", timeout=WAIT_MS)


def test_markup_in_a_name_only_shows(visit, hostile_url):
    page = visit(f"explore?id={EXAMPLE_TASK}&lang=zh", app_url=hostile_url)
    page.wait_for_function(READY, timeout=WAIT_MS)
    page.get_by_role("heading", name=EVIL, exact=True).first.wait_for(timeout=WAIT_MS)
    place = place_of(page, EXAMPLE_TASK)
    page.mouse.move(place["x"], place["y"])
    page.locator(".vis-tooltip", has_text="onerror").wait_for(timeout=WAIT_MS)
    assert page.evaluate("() => globalThis.hacked") is None
    page.goto(f"{hostile_url}/?lang=zh")
    page.get_by_text(EVIL).first.wait_for(timeout=WAIT_MS)
    page.goto(f"{hostile_url}/explore?lang=zh&id={EVIL}")
    page.get_by_text("onerror").first.wait_for(timeout=WAIT_MS)
    assert page.evaluate("() => globalThis.hacked") is None


def test_a_query_runs_and_its_answer_can_be_saved(visit):
    page = visit("query?lang=en")
    page.get_by_role("tab", name="Your own query").click(timeout=WAIT_MS)
    unit = "https://w3id.org/aizone/" + UNIT.replace(":", "/", 1)
    box = page.get_by_label("Query", exact=True)
    box.fill(f"SELECT ?name WHERE {{ <{unit}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}")
    page.get_by_role("button", name="Run").click()
    panel = page.get_by_role("tabpanel", name="Your own query")
    with page.expect_download(timeout=WAIT_MS) as saved:
        panel.get_by_role("button", name="Download CSV").click()
    text = Path(saved.value.path()).read_bytes()
    assert text.startswith(codecs.BOM_UTF8)
    assert "合肥市科学技术局" in text.decode("utf-8-sig").splitlines()
    box.fill("SELECT * WHERE { ?s ?p")
    page.get_by_role("button", name="Run").click()
    panel.get_by_text("line 1").wait_for(timeout=WAIT_MS)


def test_every_page_in_both_languages_and_themes(visit):
    for address, zh, en in (
        ("", "谁承担最多", "Who carries most"),
        ("explore", "牵头最多的单位", "Units that lead most"),
        ("overlaps", "共同措施", "shared measures"),
        ("query", "问题库", "Question library"),
    ):
        page = visit(address, theme="dark")
        page.get_by_text(zh).first.wait_for(timeout=WAIT_MS)
        page.get_by_text("English", exact=True).click()
        page.get_by_text(en).first.wait_for(timeout=WAIT_MS)
        assert "lang=en" in page.url


def test_two_visitors_see_their_own_selection(visit):
    one = graph_page(visit, UNIT)
    two = graph_page(visit, TASK)
    one.get_by_role("heading", name="Hefei Municipal Bureau of Science and Technology").wait_for(timeout=WAIT_MS)
    two.get_by_role("heading", name="Speed up the building of innovation platforms", exact=True).wait_for(
        timeout=WAIT_MS
    )


def test_a_search_leads_to_a_card(visit):
    page = visit("explore?lang=en")
    box = page.get_by_placeholder("A unit, goal, task")
    box.fill("robot town")
    box.press("Enter")
    page.get_by_role("button", name="Robot Town").first.click()
    page.get_by_role("heading", name="Robot Town").first.wait_for(timeout=WAIT_MS)
