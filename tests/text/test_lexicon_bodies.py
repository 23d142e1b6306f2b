import re
from pathlib import Path

import pytest

import aizone
from aizone.text.lexicon.bodies import USES, after_body, body_ending, body_kinds, endings
from aizone.vocab import UNIT_CLASSES

KINDS = body_kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_examples_that_end_in_its_words(kind):
    assert kind.examples
    for example in kind.examples:
        assert example.endswith(kind.words)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_stage_that_leaves_a_kind_out_says_why(kind):
    assert set(kind.not_for) <= set(USES)
    assert all(len(reason) > 12 for reason in kind.not_for.values())
    assert not (kind.weak and set(kind.not_for) - {"cells"}), "weak words count for cells only, which needs no reason"


def test_no_ending_is_declared_twice():
    words = [word for kind in KINDS for word in kind.words]
    assert len(words) == len(set(words))


def test_named_units_are_of_the_vocabulary():
    units = [kind.unit for kind in KINDS if kind.unit is not None]
    assert units
    assert all(unit.unit_class in UNIT_CLASSES and unit.examples for unit in units)


def test_stages_differ_as_declared():
    assert re.search(f"{body_ending('issuers')}$", "玉河市人民政府")
    assert not re.search(f"{body_ending('issuers')}$", "关于进一步推行"), "'行' also ends ordinary words"
    assert re.search(f"{body_ending('duties')}$", "市税务局")
    assert not re.search(f"{body_ending('duties')}$", "市创新中心"), "a centre may be what is built"
    assert "区" in endings("cells")
    assert "区" not in endings("labels"), "a weak word proves nothing"
    assert re.search(f"{after_body('labels')}牵头", "市创新中心牵头")
    assert not re.search(f"{after_body('labels')}支持", "技术支持")


def test_no_module_lists_endings_of_its_own():
    package = Path(aizone.__file__).parent
    listed = re.compile(r"^(?!\s*#).*(?:局\|[委厅办部]|[委厅办部]\|局|\[[^\]\s]*局[委厅办部][^\]\s]*\])", re.MULTILINE)
    modules = [path for path in package.rglob("*.py") if not path.is_relative_to(package / "text" / "lexicon")]
    assert [str(path.relative_to(package)) for path in modules if listed.search(path.read_text("utf-8"))] == []
