import inspect
import re

import pytest

from aizone.analysis import registry
from aizone.analysis.overlaps import jaccard

EVERY = list(registry.every())


def test_each_measure_is_declared_once():
    assert len({measure.id for measure in EVERY}) == len(EVERY) >= 6


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.id)
def test_a_measure_says_what_it_is_in_both_languages_and_names_its_functions_parameters(measure):
    assert all(measure.title[lang] for lang in ("zh", "en"))
    assert set(measure.unit) == {"zh", "en"}
    assert all(measure.formula[lang] for lang in ("zh", "en"))
    assert re.search(r"[\u4e00-\u9fff]", measure.formula["zh"])
    assert not re.search(r"[a-z]{4,} [a-z]", measure.formula["zh"].replace("bond energy", ""))
    assert measure.cost.startswith("O(")
    taken = inspect.signature(measure.function).parameters
    given = [parameter.name for parameter in measure.parameters]
    assert [name for name in taken if name != "graph"] == given
    for parameter in measure.parameters:
        assert all(parameter.description[lang] for lang in ("zh", "en"))
        default = taken[parameter.name].default
        said = None if default is inspect.Parameter.empty else "" if default is None else str(default)
        assert said == parameter.default
    assert inspect.getdoc(measure.function)


def test_the_share_of_both_by_hand():
    assert jaccard(1, 1, 1) == 1.0
    assert jaccard(1, 2, 3) == 0.25
