import pytest

from aizone.analysis.findings.coordination import WEIGHTS, Owners, carriers, coordination
from aizone.analysis.findings.records import COORDINATION_LEVELS
from aizone.projections.clauses import ClauseOwner
from tests.analysis.findings.plans import clause, owner

GROUP = ClauseOwner("counties", "各县（市、区）政府", "az:UnitGroup", "responsible", "explicit")


def level(*owners):
    clauses = [clause(f"m{place}", one) for place, one in enumerate(owners)]
    return coordination([one.item for one in clauses], Owners(clauses)).level


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        (("a* b", "c* d"), "none"),
        (("a* b", "a b*"), "leader"),
        (("a* x-", "b* x-"), "member"),
        (("a* x", "b* x", "c* x", "d*"), "outsider"),
        (("a* x", "b* x", "c* y", "d* y"), "islands"),
        (("a* x", "b* x y", "c* y"), "chain"),
    ],
)
def test_the_level_says_how_far_owner_lists_bring_units_together(owners, expected):
    assert level(*owners) == expected


def test_the_less_coordination_the_more_a_finding_weighs():
    weights = [WEIGHTS[one] for one in COORDINATION_LEVELS]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_measures_of_a_kind_worked_by_hand():
    clauses = [clause("m1", "a* x"), clause("m2", "b* x"), clause("m3", [owner("c*", basis="order")])]
    found = coordination(["m1", "m2", "m3"], Owners(clauses))
    assert (found.leads, found.everywhere, found.most, found.most_count) == (("a", "b", "c"), (), "x", 2)
    assert (found.isolated, found.islands, found.is_swapped, found.is_inferred) == (("m3",), 2, False, True)


def test_leads_that_own_both_measures_are_swapped():
    clauses = [clause("m1", "a* b x"), clause("m2", "b* a")]
    found = coordination(["m1", "m2"], Owners(clauses))
    assert found.is_swapped
    assert found.level == "leader"


def test_collective_owners_bring_nobody_together():
    clauses = [clause("m1", [owner("a*"), GROUP]), clause("m2", [owner("b*"), GROUP])]
    assert coordination(["m1", "m2"], Owners(clauses)).level == "none"


def test_who_closes_most_lists_but_leads_none_carries_work_out():
    lists = [clause(f"m{place}", [owner(f"u{place}"), owner("zone")]) for place in range(8)]
    assert carriers(lists) == {"zone"}
    first = [clause("m0", [owner("zone"), owner("u0")]), *lists[1:]]
    assert carriers(first) == frozenset()


def test_without_leads_the_unit_named_first_counts():
    owners = Owners([clause("m1", "a b"), clause("m2", "b a"), clause("m3", "a c")])
    assert owners.under_different_leads("m1", "m2")
    assert not owners.under_different_leads("m1", "m3")
    assert not Owners([clause("m1", ""), clause("m2", "a")]).under_different_leads("m1", "m2")
