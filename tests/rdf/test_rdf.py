from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest

from aizone.iri import expand, last_segment, plan_iri
from aizone.rdf import to_nquads
from aizone.rdf.literals import decimal, moment
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
from aizone.store.seal import sealed
from aizone.vocab import AZ, RDF, SKOS
from tests.conftest import EXAMPLE, ROOT


@pytest.fixture(scope="module")
def plan(shipped):
    return plans_of_file(EXAMPLE, load_knowledge(shipped), shipped)[0]


def test_the_shipped_example_is_what_reading_gives_byte_for_byte(plan):
    assert sealed(to_nquads(plan.quads)) == (ROOT / "data" / "plans" / "yunjiang-2024-2026.nq").read_bytes()


def test_reading_again_gives_the_same_bytes(plan, shipped):
    (again,) = plans_of_file(EXAMPLE, load_knowledge(shipped), shipped)
    assert to_nquads(again.quads) == to_nquads(plan.quads)


def test_everything_is_in_the_plans_graph_and_no_node_is_blank(plan):
    assert {quad.graph_name for quad in plan.quads} == {plan_iri("yunjiang-2024-2026")}
    terms = [term for quad in plan.quads for term in (quad.subject, quad.object)]
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_each_fact_has_evidence_that_quotes_the_text(plan):
    text = plan.reading.document.text
    store = ox.Store()
    store.extend(plan.quads)
    for kind in (AZ.Assignment, AZ.Target, AZ.Mention, AZ.Measure):
        facts = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, kind)]
        assert facts
        assert all(list(store.quads_for_pattern(fact, AZ.evidence, None)) for fact in facts)
    query = """PREFIX az: <https://w3id.org/aizone/ontology#> SELECT ?start ?end ?exact WHERE {
      ?passage az:start ?start ; az:end ?end ; az:exact ?exact }"""
    quotes = list(store.query(query, use_default_graph_as_union=True))
    assert len(quotes) > 100
    for row in quotes:
        assert text[int(row["start"].value) : int(row["end"].value)] == row["exact"].value


def test_facts_only_keeps_positions_but_no_sentence(plan):
    bare = replace(plan, text_held=False)
    assert not [quad for quad in bare.quads if quad.predicate == AZ.text]

    def positions(quads):
        return {quad for quad in quads if quad.predicate in (AZ.start, AZ.end)}

    assert positions(bare.quads) == positions(plan.quads)
    measures = {quad.object for quad in bare.quads if quad.predicate == AZ.evidence and "/m" in quad.subject.value}
    assert measures


def test_one_name_in_each_language(plan):
    names = Counter((quad.subject, quad.object.language) for quad in plan.quads if quad.predicate == SKOS.prefLabel)
    assert max(names.values()) == 1


def test_literals():
    assert [decimal(value).value for value in (50.0, 1.5)] == ["50", "1.5"]
    assert [moment(value).datatype.value.rsplit("#")[-1] for value in ("2023", "2023-06", "2023-06-30")] == [
        "gYear",
        "gYearMonth",
        "date",
    ]


def test_a_relative_group_is_the_plans_own():
    registered = {expand(f"id:unit-group/{name}") for name in ("lead-units", "responsible-units", "member-units")}
    own = {}
    for path in sorted((ROOT / "data" / "plans").glob("*.nq")):
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        assert not registered & {term for quad in quads for term in (quad.subject, quad.object)}
        for quad in quads:
            if quad.predicate == AZ.relative:
                group, graph = quad.subject, quad.graph_name
                assert group.value.startswith(f"{graph.value}/group/")
                said = {(other.predicate, other.object) for other in quads if other.subject == group}
                assert (RDF.type, AZ.UnitGroup) in said
                assert (SKOS.prefLabel, ox.Literal(last_segment(group), language="zh")) in said
                own[path.stem] = {other.predicate for other in quads if other.object == group}
    assert own["hefei-2020-2023"] >= {AZ.unit, AZ.fromGroup}
