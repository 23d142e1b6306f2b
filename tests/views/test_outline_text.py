import pytest

from aizone.iri import compact
from tests.conftest import EXAMPLE
from tests.views.pages import outline_of

YUNJIANG, HEFEI = "id:plan/yunjiang-2024-2026", "id:plan/hefei-2020-2023"


@pytest.fixture(scope="module")
def held(shipped):
    return outline_of(shipped, YUNJIANG, "zh")


def test_parts_stand_in_reading_order(held):
    assert [part.path for part in held.parts[:4]] == ["一", "二", "二/(一)", "二/(二)"]
    groups = {part.path: part.group for part in held.parts}
    assert (groups["二/(一)"], groups["三/(一)"], groups["三/(一)/1"], groups["一"]) == ("Goal", "TaskArea", "Task", "")
    assert len({part.node for part in held.parts}) == len(held.parts)


def test_the_words_are_the_documents_own(held):
    text = EXAMPLE.read_text("utf-8")
    passages = [passage for part in held.parts for passage in part.passages]
    assert held.text_held
    for passage in passages:
        words = "".join(run.text for run in passage.runs)
        assert words in text
        if passage.owners:
            assert text[passage.start : passage.end] == words


def test_names_in_a_passage_are_marked_and_owners_are_chips(held):
    part = next(part for part in held.parts if part.path == "三/(一)/1")
    first = part.passages[0]
    assert "云江智算中心" in [run.text for run in first.runs if run.group]
    assert [(owner.label, owner.role_label) for owner in first.owners[:2]] == [
        ("云江市数据局", "牵头"),
        ("云江市发展和改革委员会", "责任"),
    ]
    assert first.owner_list.startswith("（牵头单位：市数据局")
    assert not [p for p in part.passages if not p.owners]


def test_a_node_is_found_where_the_plan_speaks_of_it(shipped, held):
    unit = shipped.find("云江市科学技术局")[0]
    places = held.places_of(compact(unit.iri))
    assert len(places) > 1
    assert held.places_of("id:plan/yunjiang-2024-2026/3/1")[0] == "id:plan/yunjiang-2024-2026/3/1"
    assert held.places_of("id:unit/nobody") == ()


def test_stars_for_lost_characters_are_said_of_the_plan_that_has_them(shipped, held):
    assert not held.is_damaged
    assert outline_of(shipped, HEFEI, "zh").is_damaged


def test_a_plan_without_its_text_still_says_who_and_where(shipped):
    outline = outline_of(shipped, HEFEI, "en")
    assert not outline.text_held
    passages = [passage for part in outline.parts for passage in part.passages]
    assert len(passages) == 57
    assert all(
        passage.runs == () and passage.summary and passage.owners and passage.end > passage.start
        for passage in passages
    )


def test_a_plan_that_is_not_there_is_empty(shipped):
    assert outline_of(shipped, "id:plan/nowhere", "zh").parts == ()
