"""Passages found again by their words."""

import pytest

from aizone.verdicts.quote import Quote, find_again, likeness

WANTED = Quote("（责任单位：市科技局、市公安局）", prefix="建设算力平台，服务企业发展")


@pytest.mark.parametrize(
    ("found", "is_like"),
    [
        (WANTED, True),
        (Quote("(责任单位:市科技局，市公安局)", prefix="建设算力平台，服务企业发展"), True),
        (Quote("（责任单位：市科技局、市公安局、市财政局）", prefix="建设智能算力平台，服务企业发展"), True),
        (Quote("（责任单位：市科技局、市公安局）", prefix="开放港口场景，每年发布清单"), False),
        (Quote("（市财政局负责）", prefix="建设算力平台，服务企业发展"), False),
    ],
)
def test_a_list_and_its_context_must_both_be_like_the_quoted_ones(found, is_like):
    assert (likeness(WANTED, found) > 0) is is_like
    assert find_again(WANTED, {"here": found}) == (["here"] if is_like else [])


def test_the_most_alike_is_taken():
    near = Quote("（责任单位：市科技局）", prefix="建设算力平台，服务企业发展")
    assert find_again(WANTED, {1: near, 2: WANTED, 3: near}) == [2]


def test_the_same_words_twice_are_both_meant_and_two_equally_alike_are_neither():
    assert find_again(WANTED, {1: WANTED, 2: WANTED}) == [1, 2]
    one = Quote("（责任单位：市科技局、市公安局一）", prefix=WANTED.prefix)
    other = Quote("（责任单位：市科技局、市公安局二）", prefix=WANTED.prefix)
    assert likeness(WANTED, one) == likeness(WANTED, other) > 0
    assert find_again(WANTED, {1: one, 2: other}) == []
    assert find_again(WANTED, {}) == []


def test_a_passage_known_only_by_what_is_beside_it():
    assert find_again(Quote("", prefix="办好开放日"), {1: Quote("", prefix="办好开放日活动"), 2: WANTED}) == [1]
    assert find_again(Quote("甲局", suffix="加强巡查"), {1: Quote("甲局", prefix="加强巡查")}) == [1]
