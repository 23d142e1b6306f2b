import random
from collections import Counter
from itertools import combinations

import pytest

from aizone.analysis.what_if.changes import DropUnit, MergeUnit, MoveLead, NewOwner, RenameUnit, SplitUnit, supposed
from aizone.analysis.what_if.consequences import consequences
from aizone.projections.clauses import ClauseOwner, PlanClauses, WorkClause


def plan(*lists):
    """A plan of one measure per owner list: 'a b' is led by a, with b responsible."""
    clauses = []
    for number, units in enumerate(lists, 1):
        owners = tuple(
            ClauseOwner(unit, unit.upper(), "az:GovernmentUnit", "responsible" if rank else "lead", "explicit")
            for rank, unit in enumerate(units.split())
        )
        clauses.append(WorkClause(f"m{number}", f"M{number}", "t", "T", "", "", number, owners))
    return PlanClauses("p", tuple(clauses), {}, {})


def owners(found):
    return [[(owner.unit, owner.role) for owner in clause.owners] for clause in found.clauses]


def test_a_merged_unit_keeps_its_roles_under_the_other_name_and_once():
    before = plan("a b", "b a", "a")
    after = supposed(before, [MergeUnit("a", NewOwner("b", "B", "az:GovernmentUnit"))])
    assert owners(after) == [
        [("b", "lead"), ("b", "responsible")],
        [("b", "lead"), ("b", "responsible")],
        [("b", "lead")],
    ]
    assert owners(before)[0] == [("a", "lead"), ("b", "responsible")]
    found = consequences(before, after)
    assert found.single == ("m1", "m2")
    assert [(one.unit, one.leads_before, one.leads_after, one.owns_before, one.owns_after) for one in found.shifts] == [
        ("a", 2, 0, 3, 0),
        ("b", 1, 3, 2, 3),
    ]
    assert found.pairs == ()  # of the units that are left


def test_pairs_that_share_more_or_less_are_those_of_units_that_are_left():
    before = plan("a c", "b d", "b c")
    found = consequences(before, supposed(before, [MergeUnit("a", NewOwner("b", "B"))]))
    assert [(one.unit, one.other, one.before, one.after) for one in found.pairs] == [("b", "c", 1, 2)]


def test_a_dropped_unit_leaves_measures_without_owner_lead_or_second_owner():
    before = plan("a", "a b", "b a", "c a b")
    found = consequences(before, supposed(before, [DropUnit("a")]))
    assert (found.ownerless, found.leadless, found.single) == (("m1",), ("m2",), ("m2", "m3"))


def test_a_split_gives_the_new_unit_the_roles_of_the_old_one_in_its_measures():
    before = plan("a b", "b a", "a")
    after = supposed(before, [SplitUnit("a", NewOwner("x", "X"), ("m2", "m3"))])
    assert owners(after) == [
        [("a", "lead"), ("b", "responsible")],
        [("b", "lead"), ("x", "responsible")],
        [("x", "lead")],
    ]


def test_a_moved_lead_leaves_the_former_one_responsible():
    before = plan("a b", "b")
    after = supposed(before, [MoveLead("m1", NewOwner("b", "B"))])
    assert owners(after)[0] == [("b", "lead"), ("a", "responsible")]
    assert [(one.unit, one.leads_before, one.leads_after) for one in consequences(before, after).shifts] == [
        ("a", 1, 0),
        ("b", 1, 2),
    ]


def test_a_renamed_unit_changes_nothing_but_its_name():
    before = plan("a b")
    after = supposed(before, [RenameUnit("a", "New")])
    assert after.clauses[0].owners[0].label == "New"
    found = consequences(before, after)
    assert (found.shifts, found.pairs, found.ownerless, found.gained, found.resolved) == ((), (), (), (), ())


def test_changes_are_made_one_after_the_other():
    after = supposed(plan("a", "b"), [MergeUnit("a", NewOwner("c", "C")), DropUnit("c")])
    assert owners(after) == [[], [("b", "lead")]]


@pytest.mark.parametrize(
    "change",
    [
        DropUnit("z"),
        MergeUnit("z", NewOwner("a", "A")),
        RenameUnit("z", "Z"),
        SplitUnit("a", NewOwner("x", "X"), ("m2",)),
        MoveLead("m9", NewOwner("a", "A")),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change):
    with pytest.raises(KeyError):
        supposed(plan("a b", "b"), [change])


def recomputed(lists, change):
    """Owner lists as a change leaves them, by sets of (unit, role), written for this test only."""
    after = []
    for number, units in enumerate(lists, 1):
        roles = {(unit, "responsible" if rank else "lead") for rank, unit in enumerate(units.split())}
        match change:
            case MergeUnit(unit, into):
                roles = {(into.unit if one == unit else one, role) for one, role in roles}
            case DropUnit(unit):
                roles = {(one, role) for one, role in roles if one != unit}
            case SplitUnit(unit, part, items):
                roles = {(part.unit if one == unit and f"m{number}" in items else one, role) for one, role in roles}
            case MoveLead(item, to) if item == f"m{number}":
                roles = {(one, "responsible") for one, _role in roles if one != to.unit} | {(to.unit, "lead")}
        after.append(roles)
    return after


def counted(lists):
    owned = Counter(unit for roles in lists for unit in {unit for unit, _role in roles})
    led = Counter(unit for roles in lists for unit, role in roles if role == "lead")
    shared = Counter(pair for roles in lists for pair in combinations(sorted({unit for unit, _role in roles}), 2))
    return owned, led, shared


@pytest.mark.parametrize("seed", range(40))
def test_before_and_after_are_what_a_recount_says(seed):
    random_ = random.Random(seed)
    lists = [" ".join(random_.sample("abcdef", random_.randint(1, 4))) for _measure in range(random_.randint(2, 8))]
    unit = random_.choice(lists[0].split())
    other = random_.choice([one for one in "abcdefx" if one != unit])
    into = NewOwner(other, other.upper(), "az:GovernmentUnit")
    change = random_.choice(
        [
            MergeUnit(unit, into),
            DropUnit(unit),
            SplitUnit(unit, NewOwner("y", "Y", "az:GovernmentUnit"), ("m1", "m2")),
            RenameUnit(unit, "New"),
            MoveLead("m1", into),
        ]
    )
    before = plan(*lists)
    after = supposed(before, [change])
    was, becomes = recomputed(lists, None), recomputed(lists, change)
    assert [set(one) for one in owners(after)] == becomes
    found = consequences(before, after)
    (owned, led, shared), (owned_after, led_after, shared_after) = counted(was), counted(becomes)
    assert {one.unit: (one.leads_before, one.leads_after, one.owns_before, one.owns_after) for one in found.shifts} == {
        one: (led[one], led_after[one], owned[one], owned_after[one])
        for one in owned | owned_after
        if (led[one], owned[one]) != (led_after[one], owned_after[one])
    }
    assert {(one.unit, one.other): (one.before, one.after) for one in found.pairs} == {
        pair: (shared[pair], shared_after[pair])
        for pair in shared | shared_after
        if shared[pair] != shared_after[pair] and set(pair) <= set(owned_after)
    }
    numbered = list(zip((f"m{number}" for number in range(1, 9)), was, becomes, strict=False))
    sizes = [(item, len({one for one, _role in old}), len({one for one, _role in new})) for item, old, new in numbered]
    assert found.ownerless == tuple(item for item, _old, new in sizes if not new)
    assert found.single == tuple(item for item, old, new in sizes if old > 1 and new == 1)
    leadless = tuple(item for item, _old, new in numbered if new and not any(role == "lead" for _one, role in new))
    assert found.leadless == leadless


def test_two_phrases_are_no_pair_before_or_after():
    """G and H are phrases such as 各县（市）区政府 and 各开发区管委会: a measure that names them together binds nobody."""
    named = {"G": "az:UnitGroup", "H": "az:UnitGroup"}
    clauses = tuple(
        WorkClause(f"m{number}", f"M{number}", "t", "T", "", "", number, tuple(
            ClauseOwner(unit, unit, named.get(unit, "az:GovernmentUnit"), "responsible", "explicit") for unit in units
        ))
        for number, units in enumerate(("aG", "bHa"), 1)
    )  # fmt: skip
    before = PlanClauses("p", clauses, {}, {})
    found = consequences(before, supposed(before, [MergeUnit("b", NewOwner("G", "G", "az:UnitGroup"))]))
    assert [(one.unit, one.other, one.before, one.after) for one in found.pairs] == [("G", "a", 1, 2)]
