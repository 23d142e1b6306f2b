"""Numbers repeated without end are read in time that grows with the text."""

from aizone.extract.targets.numbers import find_numbers
from aizone.model import TextSpan
from tests.bounds import cpu_at_most


def test_words_before_a_number_are_not_read_again_for_each():
    with cpu_at_most(5):
        assert find_numbers(TextSpan.whole("万元" * 100_000)) == []
