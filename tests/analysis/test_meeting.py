from aizone.analysis.meeting import plan_meeting


def _units(people):
    return [one.unit for one in people]


def test_leads_attend_and_nobody_else_when_they_own_everything(incidence):
    meeting = plan_meeting(incidence("a b", "c a", "b a"), ["m1", "m2"])
    assert (_units(meeting.leads), meeting.others) == (["a", "c"], ())
    assert [(one.unit, one.owns, one.spoken_for_by) for one in meeting.absent] == [("b", ("m1",), ("A",))]
    assert meeting.leads[0].leads == ("m1",)
    assert meeting.leads[0].owns == ("m1", "m2")


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
