"""Places are given to who has fewest."""

import threading

import pytest

from aizone.store.sandbox.turns import NoTurnError, Turns
from tests.bounds import PATIENCE_S


def test_no_session_has_all_places():
    turns = Turns(3)
    turns.take("a", 0)
    turns.take("a", 0)
    with pytest.raises(NoTurnError):
        turns.take("a", 0)
    turns.take("b", 0)
    with pytest.raises(NoTurnError):
        turns.take("c", 0)
    turns.give_back("b")
    turns.take("c", 0)


def test_the_only_place_can_be_taken():
    turns = Turns(1)
    turns.take("a", 0)
    turns.give_back("a")
    turns.take("a", 0)


def test_a_free_place_goes_to_who_has_fewest_though_others_waited_longer():
    turns, order = Turns(2), []
    turns.take("a", 0)
    turns.take("b", 0)
    threads = []
    for session in ("a", "a", "c"):
        waiting = len(turns._waiting)

        def wait(session=session):
            turns.take(session, PATIENCE_S)
            order.append(session)

        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        while len(turns._waiting) == waiting:  # it waits
            pass
    turns.give_back("b")
    threads[2].join()
    assert order == ["c"]
    turns.give_back("a")
    turns.give_back("c")
    for _ in range(2):
        while len(order) == 1:
            pass
        turns.give_back("a")
        threads[0].join()
    threads[1].join()
    assert order == ["c", "a", "a"]


def test_a_long_query_leaves_its_place_to_a_short_one():
    turns = Turns(2)
    turns.take("a", 0)
    turns.take("b", 0)
    with pytest.raises(NoTurnError):
        turns.take("c", 0)
    assert turns.lengthen("a")
    turns.take("c", 0)
    assert turns.lengthen("b")
    turns.take("d", 0)
    assert not turns.lengthen("c"), "there are as many beside the places as places"
    with pytest.raises(NoTurnError):
        turns.take("e", 0)
    with pytest.raises(NoTurnError):
        turns.take("a", 0)
    turns.give_back("a", beside=True)
    assert turns.lengthen("c")
    turns.take("a", 0)


def test_long_queries_of_a_session_do_not_count_against_its_short_ones():
    """A place is left for others whatever one session asks, but what runs beside the places takes none."""
    turns = Turns(3)
    for _query in range(2):
        turns.take("a", 0)
    with pytest.raises(NoTurnError):
        turns.take("a", 0)
    assert turns.lengthen("a")
    turns.take("a", 0)
    with pytest.raises(NoTurnError):
        turns.take("a", 0)
    turns.take("b", 0)
    turns.give_back("a", beside=True)
    turns.give_back("a")
    turns.give_back("a")
    turns.take("a", 0)
    turns.give_back("a")
    turns.give_back("b")
    assert not turns._has
    assert not turns._runs
