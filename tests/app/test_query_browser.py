"""The query page in a real browser: the editor completes, marks, mends and runs, and its text survives."""

import codecs
import hashlib
from pathlib import Path

import pytest

pytest.importorskip("streamlit")

from tests.app.conftest import settle
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("browser")

EDITOR = ROOT / "app" / "components" / "editor"


def text_of(page):
    page.wait_for_function("() => globalThis.aizoneEditor")
    return page.evaluate("() => globalThis.aizoneEditor.view.state.doc.toString()")


def write(page, text):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def wait_for_text(page, part):
    page.wait_for_function("(part) => globalThis.aizoneEditor?.view.state.doc.toString().includes(part)", arg=part)


def test_the_bundle_is_made_from_its_sources():
    digest = hashlib.sha256()
    for name in ("editor.src.js", "build.mjs", "package.json", "package-lock.json"):
        digest.update((EDITOR / name).read_bytes())
    first = (EDITOR / "editor.mjs").read_text("utf-8").partition("\n")[0]
    assert digest.hexdigest() in first, "run: cd app/components/editor && npm ci && node build.mjs"


def test_from_a_name_to_an_answer_that_is_taken_away(visit):
    page = visit("query?lang=zh")
    page.locator(".cm-content").wait_for()  # what is looked up while the page is still drawn is offered all the same
    write(page, "SELECT ?m { ?m 牵头单位")
    page.locator(".cm-tooltip-autocomplete li", has_text="az:leadUnit").first.click()
    wait_for_text(page, "az:leadUnit")
    assert text_of(page).startswith("PREFIX az: <https://w3id.org/aizone/ontology#>\n")
    page.keyboard.type(" 合肥市科学")
    page.locator(".cm-tooltip-autocomplete li", has_text="合肥市科学技术局").first.click()
    wait_for_text(page, "unit:hefei-science-and-technology-bureau")
    assert "PREFIX unit: <https://w3id.org/aizone/id/unit/>" in text_of(page)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="CSV", exact=True).wait_for()
    settle(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    assert "id:plan/hefei-2020-2023/3/1/1/m1" in data.decode("utf-8-sig").splitlines()
    # the text is there after a visit to another page, after a reload, and for a colleague with the link
    typed = text_of(page)
    page.locator(".az-nav a", has_text="单位").first.click()
    page.locator("h1", has_text="责任单位").wait_for()
    page.locator(".az-nav a", has_text="SPARQL").click()
    page.locator(".cm-content").wait_for()
    wait_for_text(page, "unit:hefei-science-and-technology-bureau")
    assert text_of(page) == typed
    page.get_by_role("button", name="CSV", exact=True).wait_for()


def test_a_link_opens_the_query_with_its_answer_for_a_colleague(visit):
    page = visit("query?lang=en&real=no&q=SELECT%20%3Fp%20%7B%20%3Fp%20a%20az%3APlan%20%7D")
    page.get_by_text("3 rows").wait_for()
    assert text_of(page) == "SELECT ?p { ?p a az:Plan }"
    write(page, "SELECT ?g { ?g a az:Goal }")
    page.reload()
    wait_for_text(page, "az:Goal")  # what was typed over a link is still there, and can be undone
    page.get_by_role("button", name="Undo").click()
    wait_for_text(page, "az:Plan")
    page.keyboard.type("# mine ")
    page.goto(page.url)  # an address that is opened, and not loaded again, opens what it says
    page.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'navigate'")
    wait_for_text(page, "az:Plan")
    assert text_of(page) == "SELECT ?p { ?p a az:Plan }"
    write(page, "SELECT ?g { ?g a az:Goal }")
    page.goto(page.url.replace("Plan", "Task"))
    page.reload()
    wait_for_text(page, "az:Task")  # and what was typed over another link stays there


def test_what_the_engine_says_is_marked_long_after_the_text_was_looked_at(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?m { ?m az:leadUnit ?u， ?n }")
    page.locator(".cm-lintRange-warning").wait_for()  # the editor's own guess, after which nothing is typed
    faded = "() => { const one = document.querySelector('.st-key-query-editor').style; one.opacity = .3; return getComputedStyle(document.querySelector('.st-key-query-editor')).opacity; }"
    assert page.evaluate(faded) == "1"  # while a page is drawn again, all else on it fades
    page.keyboard.press("Control+Enter")
    page.locator(".cm-lintRange-error", has_text="，").wait_for()


def test_a_run_is_not_lost_among_the_names_that_are_looked_up(visit):
    page = visit("query?lang=en&real=no")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?p { ?p a az:Plan }")
    burst = """() => {
        const lookUp = (from) => { for (let n = from; n < from + 8; n++) aizoneEditor.send("lookup", { text: "Hefei", at: 1e15 + n }); };
        lookUp(0);
        aizoneEditor.view.root.querySelector("[data-act=run]").click();
        lookUp(8);
    }"""
    page.evaluate(burst)
    page.get_by_text("3 rows").wait_for()


def test_mistakes_are_marked_where_they_are_and_mended_by_a_click(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?m { ?m az:leadUnitt ?u ?u skos:prefLabel ?n ")
    page.locator(".cm-lintRange-error", has_text="leadUnitt").wait_for()
    page.locator(".cm-lintRange-error", has_text="leadUnitt").hover()
    page.get_by_text("did you mean az:leadUnit?").wait_for()
    page.locator(".cm-diagnosticAction", has_text="az:leadUnit").click()
    wait_for_text(page, "az:leadUnit ?u")
    page.locator(".cm-lintRange-info", has_text="az:leadUnit").hover()
    page.locator(".cm-diagnosticAction", has_text="Add the PREFIX line").first.click()
    wait_for_text(page, "PREFIX az: <https://w3id.org/aizone/ontology#>")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.get_by_text("A full stop is missing before ?u").first.wait_for()
    page.get_by_role("button", name="Mend it and run").click()
    wait_for_text(page, "?u . ?u skos:prefLabel")
    page.get_by_role("button", name="CSV", exact=True).wait_for()


def test_a_hint_about_an_answered_query_looks_like_one(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?g (COUNT(?m) AS ?n) { ?m az:leadUnit ?u ; az:servesGoal ?g } GROUP BY ?g")
    page.locator(".cm-lintRange-info").first.wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("Hint", exact=True).wait_for()
    mark = page.locator(".cm-lintRange-warning", has_text="az:servesGoal")
    mark.hover()
    page.locator(".cm-diagnostic-warning", has_text="Hint: A measure also serves").wait_for()
    assert page.locator(".cm-lintRange-error, .az-wrong").count() == 0
    assert page.get_by_role("alert").filter(has_text="serves").count() == 0
    settle(page)
    page.get_by_role("button", name="Write it so and run").click()
    wait_for_text(page, "az:partOf?/az:partOf?/az:servesGoal")
    page.get_by_role("button", name="CSV", exact=True).wait_for()
    page.locator(".az-hint").wait_for(state="detached")


def test_names_as_answers_print_them_are_not_marked(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?p ?o { id:plan/hefei-2020-2023/3/1/1 ?p ?o . ?o rdf:_1 ?x . ?o skos:prefLable ?y")
    page.locator(".cm-lintRange-error", has_text="prefLable").wait_for()
    assert page.locator(".cm-lintRange-error, .cm-lintRange-warning").all_inner_texts() == ["prefLable"]


def test_the_editor_lays_out_and_comments(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT ?m { ?m az:leadUnit ?u . ?u skos:prefLabel ?n }")
    page.get_by_role("button", name="Tidy up").click()
    wait_for_text(page, "{\n  ?m az:leadUnit ?u .\n")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+/")
    wait_for_text(page, "# SELECT ?m {")


def test_a_chart_and_a_graph_are_drawn(visit):
    page = visit("questions?lang=zh&question=leads_per_goal&plan=id%3Aplan%2Fhefei-2020-2023")
    page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    page.locator("[data-testid=stButtonGroup] button", has_text="图谱").click()
    page.wait_for_function("() => globalThis.aizoneGraph && globalThis.aizoneGraph.firstPaint")
    settle(page)
    page.get_by_text("查看查询语句").first.click()
    page.locator(".az-query a").first.click()
    page.locator(".cm-content").wait_for()
    wait_for_text(page, "VALUES ?plan")
    assert "#view:matrix" in text_of(page)


def test_a_query_that_runs_on_is_cancelled(visit):
    page = visit("query?lang=en")
    page.locator(".cm-content").wait_for()
    write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("was cancelled").wait_for()
