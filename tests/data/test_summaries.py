"""The hand-written summaries and what ingest wrote speak of the same things, and no summary quotes a plan."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from aizone.vocab import AZ, DCTERMS, RDF, SKOS

REPOSITORY = Path(__file__).resolve().parents[2]
PLANS = REPOSITORY / "data" / "plans"
HEFEI_TEXT = REPOSITORY.parent / "shared" / "input" / "hefei-2020-2023.txt"
LONGEST_SHARED_RUN = 20
SLUGS = ("hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029")
NAMED_IN_ENGLISH = (AZ.Plan, AZ.Clause, AZ.Measure, AZ.Target)


def load(path: Path, rdf_format: RdfFormat) -> Store:
    store = Store()
    store.load(path=str(path), format=rdf_format)
    return store


@pytest.fixture(scope="module", params=SLUGS)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def plan(slug: str) -> Store:
    return load(PLANS / f"{slug}.nq", RdfFormat.N_QUADS)


@pytest.fixture(scope="module")
def summaries(slug: str) -> Store:
    return load(PLANS / f"{slug}.summaries.ttl", RdfFormat.TURTLE)


def things(store: Store, *classes: NamedNode) -> set[NamedNode]:
    return {
        quad.subject
        for cls in classes
        for quad in store.quads_for_pattern(None, RDF.type, cls, None)
        if isinstance(quad.subject, NamedNode)
    }


def languages(store: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    literals = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, None))
    return sorted(literal.language or "" for literal in literals if isinstance(literal, Literal))


def test_every_measure_has_one_abstract_in_each_language(plan: Store, summaries: Store) -> None:
    measures = things(plan, AZ.Measure)
    assert measures
    wrong = {node.value for node in measures if languages(summaries, node, DCTERMS.abstract) != ["en", "zh"]}
    assert wrong == set()


def test_everything_named_has_one_english_label(plan: Store, summaries: Store) -> None:
    wrong = {
        node.value for node in things(plan, *NAMED_IN_ENGLISH) if languages(summaries, node, SKOS.prefLabel) != ["en"]
    }
    assert wrong == set()


def test_every_target_has_an_english_metric(plan: Store, summaries: Store) -> None:
    assert {node.value for node in things(plan, AZ.Target) if languages(summaries, node, AZ.metric) != ["en"]} == set()


def test_every_name_that_no_registry_knows_has_an_english_name(plan: Store, summaries: Store) -> None:
    unresolved = things(plan, AZ.UnresolvedUnit)
    assert [node for node in unresolved if languages(summaries, node, SKOS.prefLabel) != ["en"]] == []


def test_summaries_speak_only_of_things_in_the_plan(plan: Store, summaries: Store) -> None:
    known = things(plan, *NAMED_IN_ENGLISH, AZ.UnresolvedUnit, AZ.Platform, AZ.Park, AZ.Event)
    spoken_of = {quad.subject for quad in summaries if isinstance(quad.subject, NamedNode)}
    assert {node.value for node in spoken_of - known} == set()


def bare(text: str) -> str:
    """The letters and digits of a text: punctuation does not hide a quotation."""
    return re.sub(r"[\W_]+", "", text)


def longest_shared_run(words: str, text: str) -> int:
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and words[start : start + longest + 1] in text:
            longest += 1
    return longest


@pytest.mark.parametrize(("words", "length"), [("甲乙丙", 2), ("子丑", 0), ("乙丁", 2)])
def test_a_shared_run_is_measured(words: str, length: int) -> None:
    assert longest_shared_run(words, "甲乙丁") == length


def test_no_abstract_of_the_hefei_plan_quotes_it() -> None:
    if not HEFEI_TEXT.exists():
        pytest.skip("the plan's text is not beside this checkout")
    text = bare(HEFEI_TEXT.read_text("utf-8"))
    store = load(PLANS / "hefei-2020-2023.summaries.ttl", RdfFormat.TURTLE)
    abstracts = [
        quad.object.value
        for quad in store.quads_for_pattern(None, DCTERMS.abstract, None, None)
        if isinstance(quad.object, Literal)
    ]
    assert abstracts
    assert [words for words in abstracts if longest_shared_run(bare(words), text) > LONGEST_SHARED_RUN] == []
