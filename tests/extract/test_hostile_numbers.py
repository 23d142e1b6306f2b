"""Numbers repeated without end are read in time that grows with the text."""

from aizone.extract.targets.aims import read_aims
from aizone.extract.targets.numbers import find_numbers
from aizone.model import TextSpan
from tests.bounds import cpu_at_most


def test_words_before_a_number_are_not_read_again_for_each():
    with cpu_at_most(5):
        assert find_numbers(TextSpan.whole("万元" * 100_000)) == []


def test_a_clause_without_end_is_not_read_again_for_each_of_its_anchors():
    for unit in ("每年不少于1个", "每年举办", "培育一批"):
        with cpu_at_most(5):
            found = read_aims([TextSpan.whole(unit * (200_000 // len(unit)))])
        assert len(found) <= 1  # the last one, before which the text ends
