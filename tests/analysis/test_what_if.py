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
