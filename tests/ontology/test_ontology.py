import owlrl
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from aizone import vocab
from aizone.iri import mint
from aizone.settings import ONTOLOGY
from aizone.store import OxigraphStore
from aizone.store.bridge import to_rdflib_graph
from aizone.vocab import AZ
from tests.conftest import ROOT
from tests.rdf.passages import FORMATS, evidence

BASE = AZ.base
ONTOLOGY_GRAPH = rdflib.Graph().parse(ONTOLOGY / "aizone.ttl")
SCHEMES = rdflib.Graph().parse(ONTOLOGY / "schemes.ttl")
TERMS = sorted({s for s in ONTOLOGY_GRAPH.subjects() if isinstance(s, rdflib.URIRef) and str(s).startswith(BASE)})
CONCEPTS = sorted(set(SCHEMES.subjects(RDF.type, SKOS.Concept)))
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
SOSA = rdflib.Namespace("http://www.w3.org/ns/sosa/")
M8G = rdflib.Namespace("http://data.europa.eu/m8g/")


def languages(graph, subject, predicate):
    return {value.language for value in graph.objects(subject, predicate)}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).rsplit("#")[-1])
def test_each_term_is_documented_in_both_languages(term):
    for predicate in (RDFS.label, SKOS.definition, SKOS.example, SKOS.scopeNote):
        assert languages(ONTOLOGY_GRAPH, term, predicate) == {"zh", "en"}, predicate
    assert ONTOLOGY_GRAPH.value(term, RDFS.isDefinedBy)


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: "/".join(str(concept).rsplit("/", 2)[1:]))
def test_each_concept_is_documented_and_placed(concept):
    assert languages(SCHEMES, concept, SKOS.prefLabel) == {"zh", "en"}
    assert languages(SCHEMES, concept, SKOS.definition) == {"zh", "en"}
    scheme = SCHEMES.value(concept, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in SCHEMES
    broader = SCHEMES.value(concept, SKOS.broader)
    assert (broader is None) == ((concept, SKOS.topConceptOf, scheme) in SCHEMES)
    if broader is not None:
        assert SCHEMES.value(broader, SKOS.inScheme) == scheme


def test_no_label_means_two_topics():
    seen = {}
    for concept in CONCEPTS:
        if "/technology/" in str(concept) or "/field/" in str(concept):
            for predicate in (SKOS.prefLabel, SKOS.altLabel):
                for label in SCHEMES.objects(concept, predicate):
                    if label.language == "zh":
                        assert seen.setdefault(str(label), concept) == concept, label


def test_the_vocabulary_is_the_ontology():
    schemes = {str(s)[len(BASE) :] for s in SCHEMES.subjects(RDF.type, SKOS.ConceptScheme)}
    assert set(AZ.terms()) == {str(term)[len(BASE) :] for term in TERMS} | schemes
    for namespace in (vocab.AZROLE, vocab.AZBASIS, vocab.AZREL, vocab.AZPERIOD):
        listed = {rdflib.URIRef(node.value) for node in namespace}
        assert listed == {concept for concept in CONCEPTS if str(concept).startswith(namespace.base)}


def test_a_misspelt_term_raises():
    with pytest.raises(AttributeError, match="Taks"):
        _ = AZ.Taks


def test_every_term_used_in_data_is_defined():
    defined = {str(term) for term in TERMS} | {str(s) for s in SCHEMES.subjects()}
    store = OxigraphStore()
    files = [*(ROOT / "data").glob("*/*.nq"), *(ROOT / "data").glob("*/*.ttl")]
    assert files
    store.bulk_load((path, mint("test")) for path in files)
    used = {
        node.value
        for quad in store.statements()
        for node in (quad.predicate, quad.object)
        if hasattr(node, "value") and node.value.startswith(BASE)
    }
    assert used <= defined


def test_only_rl_constructs_are_used():
    unwanted = [OWL.unionOf, OWL.complementOf, OWL.oneOf, OWL.minCardinality, OWL.cardinality, OWL.ReflexiveProperty]
    used = {*ONTOLOGY_GRAPH.predicates(), *ONTOLOGY_GRAPH.objects()}
    assert not used & set(unwanted)
    assert not list(ONTOLOGY_GRAPH.triples((None, OWL.imports, None)))


def test_nothing_is_said_about_foreign_terms():
    foreign = {
        s
        for s in ONTOLOGY_GRAPH.subjects()
        if isinstance(s, rdflib.URIRef) and not str(s).startswith("https://w3id.org/aizone")
    }
    assert foreign == set()


@pytest.fixture(scope="module")
def closure(shipped):
    """The RL closure of the ontology and one plan's data."""
    data = to_rdflib_graph(
        quad
        for name in ("plan/yunjiang-2024-2026", "units/yunjiang", "entities/yunjiang")
        for quad in shipped.store.graph(mint(name))
    )
    before = data + ONTOLOGY_GRAPH + SCHEMES
    after = rdflib.Graph() + before
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(after)
    return before, after


def test_the_closure_is_consistent(closure):
    _before, after = closure
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert not list(after.subjects(RDF.type, errors))
    assert not list(after.subject_objects(rdflib.URIRef("http://www.w3.org/2002/07/owl#Nothing")))


def test_reasoning_retypes_nothing(closure):
    """A node gets only superclasses of the classes it was given."""
    before, after = closure

    def supers(kind):
        return set(ONTOLOGY_GRAPH.transitive_objects(kind, RDFS.subClassOf))

    ours = {s for s in before.subjects() if str(s).startswith("https://w3id.org/aizone/id/")}
    for node in ours:
        given = {ancestor for kind in before.objects(node, RDF.type) for ancestor in supers(kind)}
        derived = {kind for kind in after.objects(node, RDF.type) if isinstance(kind, rdflib.URIRef)}
        assert derived - given <= {OWL.Thing, RDFS.Resource, SKOS.Concept}, node


def test_evidence_is_no_annotation_to_a_reasoner():
    """Web Annotation's own domains and ranges, with our data: a node of evidence becomes neither annotation nor selector."""
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    foreign = rdflib.Graph()
    for term, kind in (
        (oa.start, oa.TextPositionSelector), (oa.end, oa.TextPositionSelector), (oa.exact, oa.TextQuoteSelector),
        (oa.hasSource, oa.ResourceSelection), (oa.hasTarget, oa.Annotation),
    ):  # fmt: skip
        foreign.add((term, RDFS.domain, kind))
    data = to_rdflib_graph(quad for name in FORMATS for quad in evidence(name))
    after = data + ONTOLOGY_GRAPH + foreign
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(after)
    nodes = set(data.subjects(DCTERMS.source))
    assert len(nodes) == 2 * len(FORMATS)
    kinds = {kind for node in nodes for kind in after.objects(node, RDF.type) if isinstance(kind, rdflib.URIRef)}
    assert kinds <= {OWL.Thing, RDFS.Resource}


def test_the_alignment_traps(closure):
    _before, after = closure
    az = rdflib.Namespace(BASE)
    assert (az.responsibleUnit, RDFS.subPropertyOf, PROV.wasAssociatedWith) not in after
    assert not list(after.subjects(RDF.type, PROV.Activity)) or all(
        str(node).endswith("/extraction") for node in after.subjects(RDF.type, PROV.Activity)
    )
    assert (az.Assignment, RDFS.subClassOf, ORG.Membership) not in after
    assert (az.Platform, RDFS.subClassOf, SOSA.Platform) not in after
    assert (az.GovernmentUnit, RDFS.subClassOf, M8G.PublicOrganisation) in after
    assert (None, None, M8G.PublicOrganization) not in after
    committees = set(after.subjects(RDF.type, az.ManagementCommittee))
    assert committees
    assert not committees & set(after.subjects(RDF.type, az.Park))
