"""Search, resolution and every filter give the same answer to the same words."""

import itertools

import pytest

from aizone.errors import AmbiguousNameError, UnknownNameError
from aizone.iri import compact, expand
from aizone.names.choosing import candidates, with_typed
from aizone.names.context import NameContext
from aizone.names.index import Fit
from aizone.names.resolve import resolve, written_exactly
from aizone.names.search import filter_nodes, ranked, search

TYPED = [
    "市科技局",
    "科技",
    "kjj",
    "高新区管委会",
    "市科學技術局",
    "shikejiju",
    "市数据资源局",
    "教育",
    "智能语音",
    "中国声谷",
]
HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


def every_name(workspace):
    return sorted({name for _node, name, _kind in workspace.names.shown_names()})


@pytest.mark.parametrize("which", ["shipped", "yuhe"])
def test_what_search_ranks_first_as_an_exact_name_is_what_resolve_gives(request, which):
    workspace = request.getfixturevalue(which)
    known = workspace.names
    plans = [None, *(f"id:plan/{slug}" for slug in workspace.plan_slugs())]
    for name, plan in itertools.product(every_name(workspace), plans):
        hits = ranked(known, name, NameContext.of(known, plan), limit=None)
        assert hits[0].rank[0] <= Fit.FULL, name
        first = {hit.id for hit in hits if hit.rank[:2] == hits[0].rank[:2]}
        in_plan = expand(plan) if plan else None
        if len(first) == 1:
            assert compact(resolve(known, name, plan=in_plan)) in first, (name, plan)
        else:
            with pytest.raises(AmbiguousNameError) as told:
                resolve(known, name, plan=in_plan)
            assert len(told.value.candidates) == len(first), (name, plan)


@pytest.mark.parametrize("which", ["shipped", "yuhe"])
def test_the_graph_itself_and_the_index_know_the_same_exact_names(request, which):
    known = request.getfixturevalue(which).names
    for name in every_name(request.getfixturevalue(which)):
        asked = {known.merged.get(compact(one.node), compact(one.node)) for one in written_exactly(known, name)}
        assert asked == {node for fit, node, _name, _kind in known.index.equal(name) if fit == Fit.WRITTEN}, name


@pytest.mark.parametrize("text", TYPED)
def test_a_filter_finds_what_a_search_finds(shipped, text):
    known = shipped.names
    found = {hit.node for hit in search(known, text, "zh", limit=10_000)}
    assert found
    assert filter_nodes(known, text, known.groups) == found
    some = sorted(found)[::2]
    assert filter_nodes(known, text, [*some, "id:unit/nobody"]) == set(some)
    assert with_typed(known, [text, "没有这样的名字"], sorted(found)) == (tuple(sorted(found)), ("没有这样的名字",))


def test_an_empty_filter_lets_everything_through(shipped):
    assert filter_nodes(shipped.names, "  ", ["id:unit/nobody", HEFEI]) == {"id:unit/nobody", HEFEI}
    assert filter_nodes(shipped.names, "没有这样的名字", [HEFEI]) == frozenset()


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("plan", [None, HEFEI, YUNJIANG])
def test_a_list_offers_the_one_thing_meant_or_all_that_may_be(shipped, text, plan):
    known = shipped.names
    units = [node for node, group in known.groups.items() if group in {"Unit", "UnitGroup"}]
    offered = candidates(known, text, units, plan)
    try:
        meant = compact(resolve(known, text, "az:Unit", expand(plan) if plan else None))
    except UnknownNameError:
        hits = search(known, text, "zh", groups=["Unit", "UnitGroup"], limit=10_000, plan=plan)
        assert [hit.node for hit in hits] == list(offered)
    else:
        assert offered == (meant,)


def test_things_chosen_from_the_list_stay_in_their_order(shipped):
    units = ["id:unit/hefei-education-bureau", "id:unit/hefei-science-and-technology-bureau"]
    assert with_typed(shipped.names, [units[1], "市教育局", units[1]], units) == ((units[1], units[0]), ())


def test_search_in_the_context_of_a_plan_begins_with_its_own(shipped):
    labels = [hit.label for hit in search(shipped.names, "市科技局", "zh", plan=YUNJIANG)]
    assert labels == ["云江市科学技术局", "合肥市科学技术局"]
    assert next(hit.label for hit in search(shipped.names, "kjj", "zh", plan=YUNJIANG)) == "云江市科学技术局"


def test_units_to_choose_are_found_alike(shipped, yuhe):
    from aizone.cli.commands.unit_decisions import load_registry
    from aizone.names.units import find_units, index_units, unit_named

    for workspace in (shipped, yuhe):
        units = index_units(load_registry(workspace), workspace.names)
        for text in TYPED[:7]:
            here = [hit.node for hit in search(workspace.names, text, "zh", groups=["Unit"], limit=10_000)]
            there = [compact(unit) for unit, _label, _other in find_units(units, text, limit=10_000)]
            assert [node for node in there if node in here] == [node for node in here if node in there], text
            assert {node for node in here if node.startswith("id:unit/")} <= set(there), text
    known = index_units(load_registry(yuhe), yuhe.names)
    assert unit_named(known, "国家数据局") is not None, "a body of the base registry that no plan names"
    assert unit_named(known, "市科技局") is None, "two have the name"
