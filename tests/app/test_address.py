import pytest

pytest.importorskip("streamlit")

from aizone.app.address import Address, href, parse, to_params
from aizone.views.matrix.order import Filter, MatrixView


def back(address):
    params = {}
    for name, value in to_params(address):
        params.setdefault(name, []).append(value)
    return parse(params, "zh")


@pytest.mark.parametrize(
    "address",
    [
        Address(),
        Address(id="id:unit/x", lang="en"),
        Address(id="id:plan/p/3/1", edge=("id:plan/p/3/1", "lead", "id:unit/x"), view="matrix", plans=("id:plan/p", "id:plan/q")),
        Address(id="id:unit/x", opened=("id:unit/x", "a", "less^a", "a", "hide^b^c"), hidden=("Goal", "lead")),
        Address(id="id:unit/x", hidden=()),
        Address(view="matrix", matrix=MatrixView("measure", "blocks", "name", False, Filter(("lead",), ("", "a"), ("Unit",), ("u", "v")))),
        Address(id="https://example.org/a?b=c&d=e#f", view="text", opened=("id:unit/x", "id:unit/y")),
    ],
)  # fmt: skip
def test_an_address_survives_the_round_trip(address):
    assert back(address) == address


def test_what_is_not_understood_is_left_out():
    read = parse(
        {
            "id": [""],
            "edge": ["a|b"],
            "view": ["hairball"],
            "lang": ["fr"],
            "x": ["y"],
            "rows": ["hairball"],
            "plan": ["", "p", "p"],
        },
        "en",
    )
    assert read == Address(plans=("p",), lang="en")


def test_another_entity_keeps_the_view_and_drops_the_relation():
    now = Address(id="a", edge=("a", "lead", "b"), view="matrix", plans=("p",))
    assert now.select("c") == Address(id="c", view="matrix", plans=("p",))
    assert now.select_edge("x", "lead", "y").edge == ("x", "lead", "y")


def test_a_link_holds_everything_and_is_escaped():
    assert href("explore", Address(id="id:unit/一&b", lang="zh")) == "explore?id=id%3Aunit%2F%E4%B8%80%26b&lang=zh"
    assert href("", Address()) == "./?lang=zh"
