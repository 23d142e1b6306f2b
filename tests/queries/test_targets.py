"""Who answers for a target, as asked: the right values of the first plan, and one count of targets."""

from collections import defaultdict

import pytest

from aizone.iri import plan_iri
from aizone.queries import answers
from aizone.queries.records import AimOwner, TargetOwner
from aizone.store import OxigraphStore
from aizone.vocab import AZ
from tests.conftest import EXAMPLE

HEFEI = "hefei-2020-2023"


@pytest.fixture(scope="module")
def owners(shipped):
    """By target's metric and scope: the units that answer for it, as slugs."""
    found = defaultdict(set)
    for row in answers(shipped.store, "targets_with_units", TargetOwner, plan=plan_iri(HEFEI)):
        found[row.target_label.split(" ")[0]].add((row.unit or "").removeprefix("id:unit/hefei-"))
    return found


PARK_COMMITTEES = {
    "binhu-science-city-committee",
    "high-tech-zone-committee",
    "economic-development-zone-committee",
}


def test_parks_are_answered_for_by_those_who_build_them(owners):
    assert owners["应用示范园区和特色小镇"] == {*PARK_COMMITTEES, "economy-and-information-technology-bureau"}


def test_platforms_are_answered_for_by_the_leads_of_the_task_that_builds_them(owners):
    assert owners["人工智能创新平台"] == {
        "development-and-reform-commission",
        "high-tech-zone-committee",
        "economic-development-zone-committee",
        "economy-and-information-technology-bureau",
        "science-and-technology-bureau",
    }


def test_patents_and_standards_are_also_answered_for_by_the_bureau_that_protects_them(owners):
    for target in ("授权发明专利（人工智能领域）", "发明专利（智能语音领域）", "技术和应用标准（智能语音领域）"):
        assert owners[target] == {"science-and-technology-bureau", "market-regulation-bureau"}


def test_each_answer_says_by_what_work_and_how_surely(shipped):
    rows = answers(shipped.store, "targets_with_units", TargetOwner, plan=plan_iri(HEFEI))
    assert {row.basis for row in rows} == {"wording"}
    assert all(row.item_label and row.score is not None and 0 < row.score <= 1 for row in rows)
    parks = [row for row in rows if row.target_label.startswith("应用示范园区")]
    assert {row.item.rpartition("/m")[0] for row in parks} == {
        f"id:plan/{HEFEI}/3/3/6",
        f"id:plan/{HEFEI}/3/3/1",
    }
    assert not any(row.through_goal for row in parks)
    assert all(row.through_goal for row in rows if row.target_label.startswith("重大科技成果"))


def test_a_target_that_a_measure_states_is_answered_for_by_its_owners(shipped):
    rows = answers(shipped.store, "targets_with_units", TargetOwner, plan=plan_iri(EXAMPLE.stem))
    stated = {(row.target_label, row.unit_label) for row in rows if row.basis == "explicit"}
    assert ("实训工位 ≥ 30 个", "云江市工业和信息化局") in stated
    assert all(row.score is None for row in rows if row.basis == "explicit")


def test_all_targets_are_listed_also_those_that_nobody_answers_for(shipped):
    counted = {}
    for slug in shipped.plan_slugs():
        rows = answers(shipped.store, "targets_with_units", TargetOwner, plan=plan_iri(slug))
        counted[slug] = len({row.target for row in rows})
    assert counted[HEFEI] + counted[EXAMPLE.stem] == 27
    plan = plan_iri(EXAMPLE.stem)
    target = f"{plan.value}/2/4/t1"
    store = OxigraphStore()
    quads = list(shipped.store.graph(plan))
    store.replace_graph(
        plan, [quad for quad in quads if (quad.predicate, quad.object.value) != (AZ.coversTarget, target)]
    )
    (row,) = [row for row in answers(store, "targets_with_units", TargetOwner) if row.target == f"{row.plan}/2/4/t1"]
    assert (row.unit, row.item, row.basis, row.through_goal) == (None, None, "", False)


def test_aims_without_a_number_have_owners_too(shipped):
    rows = answers(shipped.store, "aims_with_units", AimOwner, plan=plan_iri(HEFEI))
    events = {row.unit_label for row in rows if "会议或赛事" in row.aim_label}
    assert events == {"合肥市发展和改革委员会", "合肥市科学技术局"}
    assert {row.period for row in rows} == {"year", "total"}
    assert [row.unit for row in rows if "中小企业" in row.aim_label] == [None]


def test_shares_know_their_whole(shipped):
    shares = shipped.sparql("SELECT ?part ?whole { ?part az:subTargetOf ?whole } ORDER BY ?part")
    found = {
        part.rsplit("/plan/", 1)[-1].removeprefix("id:plan/"): whole.rsplit("/", 1)[-1]
        for part, whole in zip(shares["part"], shares["whole"], strict=True)
    }
    assert found[f"{HEFEI}/2/1/t3"] == "t1"
    assert found[f"{HEFEI}/2/1/t4"] == "t2"
    assert found[f"{EXAMPLE.stem}/2/4/t3"] == "t2"
