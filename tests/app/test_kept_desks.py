"""A desk is found again by its name for a while, by its person only, and what is done on a copy stays there."""

import pytest

pytest.importorskip("streamlit")

from aizone.app.intake.desk import Desk, OpenedFile
from aizone.app.intake.kept import KEPT_S, MOST_DESKS, KeptDesks
from aizone.reading.review import Draft


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_desk_is_kept_for_its_person_until_its_time_is_over():
    clock = Clock()
    kept, desk = KeptDesks(1_000, clock), Desk(files=[OpenedFile("a.txt")], by="", given=10)
    kept.keep(desk, "li")
    assert kept.find(desk.name, "li") is desk
    assert kept.find(desk.name, "wang") is None
    assert kept.find("", "li") is None
    clock.now = KEPT_S + 1
    assert kept.find(desk.name, "li") is None


def test_the_oldest_go_first_by_number_and_size():
    kept = KeptDesks(1_000)
    desks = [Desk(by="", given=10) for _each in range(MOST_DESKS + 1)]
    for desk in desks:
        kept.keep(desk, "")
    assert kept.find(desks[0].name, "") is None
    assert kept.find(desks[1].name, "") is desks[1]
    large = Desk(by="", given=995)
    kept.keep(large, "")
    assert kept.find(desks[-1].name, "") is None
    assert kept.find(large.name, "") is large
    kept.forget(large.name)
    assert kept.find(large.name, "") is None


def test_a_copy_has_a_name_and_decisions_of_its_own():
    desk = Desk(files=[OpenedFile("a.txt")], by="", drafts={(0, 0): Draft()})
    copy = desk.copy()
    assert copy.name != desk.name
    copy.drafts.clear()
    copy.files[0].same_as = "b.txt"
    assert desk.drafts == {(0, 0): Draft()}
    assert desk.files[0].same_as is None


def test_only_what_is_nowhere_else_would_be_lost():
    stored = OpenedFile("a.txt", is_stored=True)
    assert not Desk(by="").is_unfinished
    assert not Desk(files=[stored], by="", drafts={(0, 0): Draft()}).is_unfinished, "looked at, and nothing decided"
    assert Desk(files=[stored], by="", drafts={(0, 0): Draft(withdrawn=frozenset({"c1"}))}).is_unfinished
    assert Desk(files=[stored, OpenedFile("b.txt")], by="").is_unfinished
