import pytest

from aizone.projections.clauses import read_clauses

HEFEI, YUNJIANG = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026"


@pytest.fixture(scope="module")
def clauses(shipped):
    return {
        clause.item: clause for plan in (HEFEI, YUNJIANG) for clause in read_clauses(shipped.store, plan, "zh").clauses
    }


def test_a_measure_has_all_that_it_can_share(clauses):
    speech = clauses[f"{HEFEI}/3/2/1/m1"]
    assert (speech.path, speech.label, speech.text) == ("三/(二)/1", speech.label, "")
    first = speech.owners[0]
    assert (first.label, first.role, first.basis) == ("合肥市科学技术局", "lead", "order")
    assert ("id:platform/china/open-innovation-platform-intelligent-speech", "reliesOn") in speech.touches
    assert "aztech:speech" in speech.topics
    assert speech.summary
    assert speech.owner_list.startswith("(责任单位")
    assert speech.end > speech.start > 0


def test_members_of_collective_owners_are_left_out(clauses):
    school = clauses[f"{HEFEI}/3/3/2/m1"]
    assert [owner.type for owner in school.owners].count("az:UnitGroup") == 2
    assert len(school.owners) == 4


def test_a_heading_speaks_for_its_measures_when_it_names_one_topic(clauses):
    safety = clauses[f"{HEFEI}/3/3/4/m2"]  # 人工智能+公共安全
    assert "azfield:public-safety" in safety.own_topics
    tea = clauses[f"{YUNJIANG}/3/3/11/m1"]  # 发展智慧农业和文旅
    assert "azfield:tourism-and-culture" in tea.topics
    assert "azfield:tourism-and-culture" not in tea.own_topics
