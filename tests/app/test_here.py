"""Links lead on from where the visitor is."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("streamlit")

from aizone.app.address import Address
from aizone.app.here import Here
from aizone.views.plan.overview import PlanHead
from aizone.views.plan.scope import scope
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture

HEADS = [PlanHead(plan, plan, "", "", "", "", 1, 1, False) for plan in ("id:plan/p", "id:plan/q")]
NOW = Address(id="a", edge=("a", "lead", "b"), view="text", plans=("id:plan/p",), lang="en", opened=("a", "b"))
HERE = Here("en", NOW, scope(NOW.plans, HEADS))


def asked(link):
    parts = urlsplit(link)
    return parts.path, parse_qs(parts.query)


def test_a_link_to_explore_keeps_view_plans_and_language():
    kept = {"id": ["c"], "view": ["text"], "plan": ["id:plan/p"], "lang": ["en"]}
    assert asked(HERE.explore("c")) == ("explore", kept)
    assert asked(HERE.select("c")) == ("explore", {**kept, "open": ["a|b"]})
    assert asked(HERE.select_edge("c", "lead", "d")) == ("explore", {**kept, "edge": ["c|lead|d"], "open": ["a|b"]})


def test_a_link_inside_explore_keeps_the_picture():
    exploring = replace(HERE, is_exploring=True)
    assert asked(exploring.explore("c"))[1]["open"] == ["a|b"]
    started = exploring.at(Address(id="a", lang="en"))
    assert asked(started.explore("c"))[1] == {"id": ["c"], "open": ["a"], "lang": ["en"]}
    assert "open" not in asked(exploring.at(Address(lang="en")).explore("c"))[1]


def test_a_link_to_another_page_keeps_the_plans_that_were_chosen():
    assert asked(HERE.page("matrix")) == ("matrix", {"plan": ["id:plan/p"], "lang": ["en"]})
    assert asked(HERE.units("u", "v")) == ("units", {"id": ["u", "v"], "plan": ["id:plan/p"], "lang": ["en"]})
    assert asked(HERE.entity_page("u")) == ("explore", {"id": ["u"], "plan": ["id:plan/p"], "lang": ["en"]})
    free = replace(HERE, plans=scope((), HEADS))
    assert asked(free.page("matrix")) == ("matrix", {"lang": ["en"]})
    assert asked(free.plan_page("", "id:plan/q")) == ("./", {"plan": ["id:plan/q"], "lang": ["en"]})
    assert asked(free.plan_text("id:plan/q", "c"))[1]["view"] == ["text"]


@pytest.mark.parametrize(
    ("in_address", "of_browser", "heading"),
    [("zh", "en-GB", "数据质量"), ("en", "zh-CN", "Data quality"), ("fr", "en-GB", "Data quality"), ("fr", "fr-FR", "数据质量")],
)  # fmt: skip
def test_the_language_is_that_of_the_address_else_of_the_browser_else_chinese(
    open_page,  # noqa: F811
    monkeypatch,
    in_address,
    of_browser,
    heading,
):
    from streamlit.runtime.context import ContextProxy

    monkeypatch.setattr(ContextProxy, "locale", of_browser)
    assert f'class="az-title">{heading}' in words(open_page("quality", lang=in_address))
