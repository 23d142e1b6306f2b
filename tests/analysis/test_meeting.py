import random
from itertools import combinations

import pytest

from aizone.analysis.meeting import plan_meeting


def _units(people):
    return [one.unit for one in people]


def test_leads_attend_and_nobody_else_when_they_own_everything(incidence):
    meeting = plan_meeting(incidence("a b", "c a", "b a"), ["m1", "m2"])
    assert (_units(meeting.leads), meeting.others) == (["a", "c"], ())
    assert [(one.unit, one.owns, one.spoken_for_by) for one in meeting.absent] == [("b", ("m1",), ("A",))]
    assert meeting.leads[0].leads == ("m1",)
    assert meeting.leads[0].owns == ("m1", "m2")


def test_leads_that_only_the_order_gives_are_counted_apart(incidence):
    meeting = plan_meeting(incidence("a b", "a"), ["m1", "m2"])
    (lead,) = meeting.leads
    assert (lead.leads, lead.inferred) == (("m1", "m2"), ("m1",))


def test_the_fewest_others_bring_as_many_owners_as_asked_for(incidence):
    # each measure needs two: its lead, and one more; 'x' is the only unit that serves all three
    meeting = plan_meeting(incidence("a x p", "b x q", "c x r"), ["m1", "m2", "m3"], present=2)
    assert (_units(meeting.leads), _units(meeting.others)) == (["a", "b", "c"], ["x"])
    assert meeting.alternatives == ()
    assert _units(meeting.absent) == ["p", "q", "r"]


def test_the_choice_is_exact_where_taking_the_busiest_first_is_not(incidence):
    # busiest first takes 'g' (four measures), then needs two more; 'p' and 'q' do it alone
    lists = ["l g p", "l g p", "l g q", "l g q", "l p", "l q"]
    meeting = plan_meeting(incidence(*lists), [f"m{number}" for number in range(1, 7)], present=2)
    assert sorted(_units(meeting.others)) == ["p", "q"]


def test_equally_small_choices_are_alternatives(incidence):
    meeting = plan_meeting(incidence("a x y", "b x y"), ["m1", "m2"], present=2)
    assert _units(meeting.others) == ["x"]
    assert [_units(units) for units in meeting.alternatives] == [["y"]]
    assert not meeting.has_more


def test_further_choices_are_said_to_exist(incidence):
    meeting = plan_meeting(incidence("a b c d e f g h i"), ["m1"], present=2)
    assert (len(meeting.others), len(meeting.alternatives), meeting.has_more) == (1, 5, True)


def test_measures_with_too_few_owners_or_none_are_named(incidence):
    meeting = plan_meeting(incidence("a", "b c"), ["m1", "m2", "m9"], present=2)
    assert (meeting.short, meeting.unowned) == (("m1",), ("m9",))
    assert _units(meeting.leads) + _units(meeting.others) == ["a", "b", "c"]


@pytest.mark.parametrize("seed", range(30))
def test_the_others_are_the_fewest_that_any_search_finds(incidence, seed):
    """Every set of units is tried: none smaller does, and each choice offered does."""
    random_ = random.Random(seed)
    names = [*"abcdefgh", "G"]
    lists = [" ".join(random_.sample(names, random_.randint(1, 4))) for _measure in range(random_.randint(3, 9))]
    led = [random_.random() < 0.4 for _list in lists]
    lists = [
        owners if leads else "G " + owners.replace("G", "").strip() for owners, leads in zip(lists, led, strict=True)
    ]
    present = random_.randint(1, 3)
    found = incidence(*lists)
    owners = [set(units.split()) for units in lists]
    leads = {units.split()[0] for units in lists if not units.split()[0].isupper()}

    def does(others):
        return all(len(own & (leads | set(others))) >= min(present, len(own)) for own in owners)

    fewest = next(
        size
        for size in range(len(names) + 1)
        if any(does(others) for others in combinations(sorted(set(names) - leads), size))
    )
    meeting = plan_meeting(found, found.items, present=present)
    assert {one.unit for one in meeting.leads} == leads
    offered = [tuple(sorted(one.unit for one in units)) for units in (meeting.others, *meeting.alternatives)]
    assert len(set(offered)) == len(offered)
    assert all(len(units) == fewest and does(units) for units in offered)
    every = [others for others in combinations(sorted(set(names) - leads), fewest) if does(others)]
    assert meeting.has_more == (len(every) > len(offered))
    assert len(offered) == min(len(every), 6)
