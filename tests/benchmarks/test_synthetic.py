from aizone import queries
from benchmarks.synthetic import cities, write_workspace


def test_a_synthetic_workspace_is_read_whole_and_the_same_every_time(tmp_path):
    one = write_workspace(tmp_path / "one", plans=2, tasks=12, seed=3)
    two = write_workspace(tmp_path / "two", plans=2, tasks=12, seed=3)
    other = write_workspace(tmp_path / "other", plans=2, tasks=12, seed=4)
    for slug in one.plan_slugs():
        assert one.paths.plan(slug).read_bytes() == two.paths.plan(slug).read_bytes()
        assert one.paths.plan(slug).read_bytes() != other.paths.plan(slug).read_bytes()
    plans = one.select("plans").dicts()
    assert [(plan["tasks"], plan["measures"], plan["fictional"], plan["issuer_label"]) for plan in plans] == [
        (12, 12, True, None)
    ] * 2
    assert {str(row["role"]).rsplit("/", 1)[-1] for row in one.select("assignments").dicts()} == {"lead", "responsible"}


def test_every_question_about_a_synthetic_workspace_has_rows(tmp_path):
    workspace = write_workspace(tmp_path, plans=1, seed=1)
    asked = [question for question in queries.every() if not any(param.required for param in question.params)]
    assert [question.name for question in asked if not len(workspace.select(question.name))] == []


def test_every_city_has_a_name_of_its_own():
    made = list(cities(100))
    assert len({city.name for city in made}) == len({city.slug for city in made}) == 100
