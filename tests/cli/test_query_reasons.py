"""A query of one's own that matches nothing says what the vocabulary does not know, also where it counts or only asks."""

import pytest

from aizone.cli import main


@pytest.fixture
def run(capsys):
    def go(*words):
        code = main([*words])
        return code, *capsys.readouterr()

    return go


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?m { ?m a az:Mesure }",
        "SELECT (COUNT(*) AS ?n) { ?m a az:Mesure }",
        "SELECT (COUNT(*) AS ?n) (MAX(?l) AS ?most) { ?m a az:Mesure ; az:order ?l }",
        "ASK { ?m a az:Mesure }",
        "CONSTRUCT { ?m a ?t } WHERE { ?m a ?t , az:Mesure }",
    ],
)
def test_a_misspelt_term_is_named(run, query):
    _code, _out, err = run("query", "-e", query, "--lang", "en")
    assert "az:Measure" in err


@pytest.mark.parametrize("query", ["SELECT (COUNT(*) AS ?n) { ?m a az:Measure }", "ASK { ?m a az:Measure }"])
def test_an_answer_is_left_alone(run, query):
    _code, out, err = run("query", "-e", query, "--lang", "en")
    assert out.strip()
    assert "did you mean" not in err


def test_a_hint_says_that_it_is_one_and_where(run):
    code, out, err = run("query", "-e", "SELECT ?m ?g {\n ?m az:leadUnit ?u ; az:servesGoal ?g }", "--lang", "en")
    assert code == 0
    assert out.strip()
    assert err.splitlines()[-1].startswith("hint, line 2, column 22: A measure also serves")
