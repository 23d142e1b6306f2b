"""One counting rule: the same question gets the same number from every question, projection, measure and page."""

from itertools import combinations

import pytest

from aizone import queries
from aizone.analysis.coverage import (
    inferred_leads,
    items_without_lead,
    items_without_owner,
    ownerless_things,
    unresolved_owners,
)
from aizone.analysis.gaps.lint import lint
from aizone.analysis.load import unit_loads
from aizone.analysis.load_profiles import load_profiles
from aizone.analysis.overlaps import find_overlaps
from aizone.errors import UsageError
from aizone.iri import compact, expand
from aizone.projections.entity import read_entity
from aizone.projections.gap_facts import read_gap_facts
from aizone.projections.plan_facts import read_plan_facts
from aizone.projections.plan_load import read_plan_load
from aizone.projections.responsibility_matrix import read_matrix
from aizone.projections.things import read_things
from aizone.queries.records import Partner, SharedMeasure, UnitLeads, UnitPair, UnitRoles
from aizone.reading.ingest import ingest

GROUPS = ("one", "expand")


def ask(workspace, name, record, **params):
    return queries.decode(workspace.select(name, **params), record)


@pytest.fixture(scope="module")
def plans(shipped):
    return shipped.plan_slugs()


@pytest.fixture(scope="module", params=GROUPS)
def groups(request):
    return request.param


def pairs_of(workspace, plan, groups):
    rows = ask(workspace, "unit_pairs", UnitPair, plan=plan, groups=groups)
    return {frozenset((row.unit, row.other)): row.shared for row in rows}


def collectives(workspace, plan):
    return {row.unit for row in ask(workspace, "units", UnitRoles, plan=plan) if row.type == "az:UnitGroup"}


def test_pairs_are_those_of_the_network(shipped, plans, groups):
    for plan in plans:
        group_nodes = collectives(shipped, plan)
        graph = shipped.co_responsibility(plan=plan, groups=groups)
        shared = {frozenset((one, two)): data["shared"] for one, two, data in graph.edges(data=True)}
        assert shared == pairs_of(shipped, plan, groups)
        assert not any(pair <= group_nodes for pair in shared)
        listed = {
            frozenset((pair.unit, pair.other)): pair.shared
            for pair in find_overlaps(shipped.incidence(plan=plan, groups=groups))
        }
        assert listed == shared


def test_partners_are_the_pairs_from_either_side(shipped, plans, groups):
    for plan in plans:
        pairs = pairs_of(shipped, plan, groups)
        for unit in sorted({unit for pair in pairs for unit in pair})[::4]:
            rows = ask(shipped, "partners_of_unit", Partner, unit=expand(unit), plan=plan, groups=groups)
            found = {frozenset((unit, row.other)): row.shared for row in rows}
            assert found == {pair: shared for pair, shared in pairs.items() if unit in pair}


def test_shared_items_are_as_many_as_the_pair_says(shipped, plans, groups):
    for plan in plans:
        for pair, shared in sorted(pairs_of(shipped, plan, groups).items(), key=str)[::25]:
            unit, other = sorted(pair)
            rows = ask(
                shipped, "shared_items", SharedMeasure, unit=expand(unit), other=expand(other), plan=plan, groups=groups
            )
            assert len({row.item for row in rows}) == shared


def test_units_leads_loads_and_the_network_agree(shipped, plans, groups):
    for plan in plans:
        rows = ask(shipped, "units", UnitRoles, plan=plan, groups=groups)
        graph = shipped.co_responsibility(plan=plan, groups=groups)
        assert {row.unit: row.total for row in rows} == dict(graph.nodes(data="items"))
        leads = ask(shipped, "leads_per_unit", UnitLeads, plan=plan, groups=groups)
        assert {row.unit: row.leads for row in leads} == {row.unit: row.leads for row in rows if row.leads}
        facts = read_plan_facts(shipped.store, f"id:plan/{plan}", "zh")
        loads = {
            load.unit: (load.leads, load.total) for load in unit_loads(facts.responsibilities, "zh", groups=groups)
        }
        assert loads == {row.unit: (row.leads, row.total) for row in rows}


def test_the_matrix_the_profile_and_the_list_count_owners_as_one(shipped, plans):
    for plan in plans:
        rows = {row.unit: row.total for row in ask(shipped, "units", UnitRoles, plan=plan)}
        matrix = read_matrix(shipped.store, [f"id:plan/{plan}"], "zh", level="measure")
        assert {unit: sum((row.item, unit) in matrix.cells for row in matrix.rows) for unit in rows} == rows
        assert {column.unit for column in matrix.columns} == set(rows)


def test_the_card_counts_partners_as_the_question_does(shipped, plans):
    for plan in plans[:1]:
        for unit in sorted(unit for pair in pairs_of(shipped, plan, "one") for unit in pair)[::9]:
            rows = ask(shipped, "partners_of_unit", Partner, unit=expand(unit))
            wanted = {}
            for row in rows:
                wanted[row.other] = wanted.get(row.other, 0) + row.shared
            entity = read_entity(shipped.store, unit, "zh")
            assert {node.node: node.count for node in entity.partners} == wanted


def test_the_numbers_that_disagreed(shipped):
    hefei = {"plan": "hefei-2020-2023"}
    (bureau,) = [compact(shipped.find("市经信局")[0].iri)]
    totals = {row.unit: row.total for row in ask(shipped, "units", UnitRoles, **hefei)}
    assert totals[bureau] == dict(shipped.co_responsibility(**hefei).nodes(data="items"))[bureau] == 15
    science, district = shipped.find("市科技局")[0].iri, shipped.find("包河区政府")[0].iri
    one, expanded = (
        {
            row.item
            for row in ask(shipped, "shared_items", SharedMeasure, unit=science, other=district, groups=way, **hefei)
        }
        for way in GROUPS
    )
    pair = frozenset((compact(science), compact(district)))
    assert len(one) == pairs_of(shipped, "hefei-2020-2023", "one").get(pair, 0) == 1
    assert len(expanded) == pairs_of(shipped, "hefei-2020-2023", "expand")[pair]


def test_two_collectives_of_one_phrase_are_no_pair(shipped):
    groups = collectives(shipped, "hefei-2020-2023")
    assert len(groups) == 3
    pairs = pairs_of(shipped, "hefei-2020-2023", "one")
    assert not any(frozenset(two) in pairs for two in combinations(groups, 2))


def test_members_that_only_phrases_name_are_no_pair_either(shipped):
    """包河区 and the committee of 高新区 are named together eleven times, always as members of two phrases."""
    district, zone = shipped.find("包河区政府")[0].iri, shipped.find("高新区管委会")[0].iri
    pair = frozenset((compact(district), compact(zone)))
    for groups in GROUPS:
        assert pair not in pairs_of(shipped, "hefei-2020-2023", groups)
        rows = shipped.select("shared_items", unit=district, other=zone, plan="hefei-2020-2023", groups=groups)
        assert len(rows) == 0


def test_the_load_counts_partners_as_the_question_does(shipped, plans, groups):
    for plan in plans:
        pairs = pairs_of(shipped, plan, groups)
        profiles = load_profiles(read_plan_load(shipped.store, f"id:plan/{plan}", "zh", groups=groups), "zh")
        found = {frozenset((one.unit, other)): shared for one in profiles for other, shared in one.partners}
        assert found == pairs


LED_BY_A_PHRASE = """云江市试点工作方案（2025—2026年）
一、重点任务
（一）整治环境。清理河道。（各县（市、区）人民政府牵头，市水利局配合）
（二）建设网点。布设网点。（市商务局牵头，汀兰区政府配合）
"""


def test_who_leads_nothing_is_counted_as_the_units_are(workspace, tmp_path):
    """汀兰区 leads as a member of a phrase only: counted as one, it leads nothing and supports one measure."""
    source = tmp_path / "plan.txt"
    source.write_text(LED_BY_A_PHRASE, "utf-8")
    (read,) = ingest(workspace, [source], slug="phrase")
    assert read.slug == "phrase"
    for way in GROUPS:
        rows = ask(workspace, "units", UnitRoles, plan="phrase", groups=way)
        asked = {
            str(row["unit"]): row["measures"]
            for row in workspace.select("units_without_lead", plan="phrase", groups=way).dicts()
        }
        assert asked == {expand(row.unit).value: row.total for row in rows if not row.leads}
        assert len(asked) == (2 if way == "one" else 1)


def test_another_way_of_counting_is_refused(shipped):
    with pytest.raises(UsageError, match="one or expand"):
        shipped.select("units", groups="both")


def test_topics_and_the_measures_about_them_agree(shipped):
    for row in shipped.select("topics").dicts()[::12]:
        about = shipped.select("measures_about", concept=str(row["concept"]), plan=str(row["plan"])).dicts()
        assert len({found["item"] for found in about}) == len(about) == row["measures"]


def test_gaps_are_those_of_the_matrix(shipped, plans):
    """The rules and the page of data quality, which counts in the matrix, agree."""
    for plan in plans:
        found = {result.rule.id: result.checked for result in lint(read_gap_facts(shipped.store, f"id:plan/{plan}"))}
        matrix = read_matrix(shipped.store, [f"id:plan/{plan}"], "zh", level="measure")
        things = read_things(shipped.store, [f"id:plan/{plan}"], "zh")
        for rule, rows in (
            ("no-owner", {row.item for row in items_without_owner(matrix)}),
            ("no-lead", {row.item for row in items_without_lead(matrix)}),
            ("unresolved-name", {head.unit for head in unresolved_owners(matrix)}),
            ("thing-without-owner", {thing.node for thing in ownerless_things(things)}),
        ):
            assert {gap.node for gap in found[rule].gaps} == rows
        assert (len(found["lead-by-order"].gaps), found["lead-by-order"].count) == inferred_leads(matrix)


def test_pairs_counted_from_arrays_weigh_as_in_the_network(shipped, plans, groups):
    for plan in plans:
        graph = shipped.co_responsibility(plan=plan, groups=groups)
        pairs = find_overlaps(shipped.incidence(plan=plan, groups=groups))
        assert {frozenset((pair.unit, pair.other)): pytest.approx(pair.newman) for pair in pairs} == {
            frozenset((one, two)): data["newman"] for one, two, data in graph.edges(data=True)
        }


BY_A_CLAUSE = """云江市排涝工作方案（2025—2026年）
一、重点任务
（一）疏浚河道。清理淤泥。（市水利局牵头，市财政局、市商务局为以下各项任务的责任单位，不再列出）
（二）清淤河口。晾晒淤泥。（市水利局牵头）
"""


def test_two_units_that_one_clause_adds_to_all_measures_are_no_pair_there(workspace, tmp_path):
    """Each is a pair with the unit that a measure names itself."""
    source = tmp_path / "plan.txt"
    source.write_text(BY_A_CLAUSE, "utf-8")
    (read,) = ingest(workspace, [source], slug="clause")
    assert read.slug == "clause"
    for way in GROUPS:
        arrays = find_overlaps(workspace.incidence(plan="clause", groups=way))
        assert {frozenset((pair.unit, pair.other)): pair.shared for pair in arrays} == pairs_of(
            workspace, "clause", way
        )
        shared = {frozenset((pair.unit_label[-4:], pair.other_label[-4:])): pair.shared for pair in arrays}
        assert shared == {frozenset(("市水利局", "市财政局")): 2, frozenset(("市水利局", "市商务局")): 2}
