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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_terms_have_one_label(lang):
    seen = {}
    for graph in (ONTOLOGY_GRAPH, SCHEMES):
        for term, label in graph.subject_objects(RDFS.label):
            if str(term).startswith(BASE) and label.language == lang:
                assert seen.setdefault(str(label).casefold(), term) == term, label


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: "/".join(str(concept).rsplit("/", 2)[1:]))
def test_a_concept_has_its_label_for_tools_that_do_not_know_skos(concept):
    assert set(SCHEMES.objects(concept, RDFS.label)) == set(SCHEMES.objects(concept, SKOS.prefLabel))


def test_no_two_terms_or_concepts_have_one_definition_or_scope_note():
    for predicate in (SKOS.definition, SKOS.scopeNote):
        seen = {}
        for graph in (ONTOLOGY_GRAPH, SCHEMES):
            for term, text in graph.subject_objects(predicate):
                if (
                    term,
                    RDFS.subPropertyOf,
                    None,
                ) not in ONTOLOGY_GRAPH:  # the shortcuts, relations as property and concept
                    namespace = str(term).startswith(BASE)
                    assert seen.setdefault((namespace, str(text)), term) == term, text


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: "/".join(str(concept).rsplit("/", 2)[1:]))
def test_a_definition_says_more_than_the_name(concept):
    """'X and related technology' names X again and defines nothing."""
    names = {str(label).casefold() for label in SCHEMES.objects(concept, SKOS.prefLabel)}
    for text in SCHEMES.objects(concept, SKOS.definition):
        rest = str(text).casefold()
        for name in names:
            rest = rest.replace(name, "")
        assert len(rest) > (7 if text.language == "zh" else 12), text
        for phrase in ("相关技术", "有关的工作", "related techni", "work concerning"):
            assert phrase not in str(text).casefold()


def test_the_four_shortcuts_to_units_have_one_super_property():
    shortcuts = {AZ.leadUnit, AZ.responsibleUnit, AZ.supportUnit, AZ.superviseUnit}
    below = ONTOLOGY_GRAPH.subjects(RDFS.subPropertyOf, rdflib.URIRef(AZ.ownerUnit.value))
    assert {str(term) for term in below} == {term.value for term in shortcuts}


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        *((name, ORG.Organization) for name in ("unit", "ownerUnit", "leadUnit", "responsibleUnit", "supportUnit")),
        ("operator", rdflib.URIRef(AZ.Unit.value)),
        ("workItem", rdflib.URIRef(AZ.WorkItem.value)),
    ],
)
def test_what_a_property_leads_to_is_said(term, wanted):
    assert ONTOLOGY_GRAPH.value(rdflib.URIRef(BASE + term), RDFS.range) == wanted


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
    for namespace in (
        vocab.AZROLE,
        vocab.AZBASIS,
        vocab.AZREL,
        vocab.AZPERIOD,
        vocab.AZFINDING,
        vocab.AZVERDICT,
        vocab.AZSTATUS,
    ):
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


# The parts of foreign vocabularies that would retype our data if somebody imported them.
FOREIGN_AXIOMS = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix p-plan: <http://purl.org/net/p-plan#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix m8g: <http://data.europa.eu/m8g/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix sosa: <http://www.w3.org/ns/sosa/> .
org:hasMember rdfs:domain org:Organization .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
prov:wasAssociatedWith rdfs:domain prov:Activity .
p-plan:isStepOfPlan rdfs:domain p-plan:Step ; rdfs:range p-plan:Plan .
dcterms:creator rdfs:range dcterms:Agent .
schema:Project rdfs:subClassOf schema:Organization .
m8g:hasParticipation rdfs:domain m8g:PublicService .
sh:resultMessage rdfs:domain sh:AbstractResult .
sh:resultSeverity rdfs:domain sh:AbstractResult .
oa:hasTarget rdfs:domain oa:Annotation .
sosa:hasFeatureOfInterest rdfs:domain sosa:Observation .
"""


def test_foreign_axioms_retype_nothing_of_ours(shipped):
    """With the domains, ranges and superclasses of the vocabularies we align to, no node gets a class it was not given."""
    data = to_rdflib_graph(quad for name in shipped.store.graphs() for quad in shipped.store.graph(name))
    before = rdflib.Graph().parse(data=FOREIGN_AXIOMS, format="turtle") + ONTOLOGY_GRAPH
    supers = {kind: set(before.transitive_objects(kind, RDFS.subClassOf)) for kind in set(data.objects(None, RDF.type))}
    for predicate, wanted in [*before.subject_objects(RDFS.domain), *before.subject_objects(RDFS.range)]:
        is_domain = (predicate, RDFS.domain, wanted) in before
        if wanted in {RDFS.Literal} or str(wanted).startswith(str(rdflib.XSD)):
            continue
        for term in {one for below in before.transitive_subjects(RDFS.subPropertyOf, predicate) for one in [below]}:
            for subject, value in data.subject_objects(term):
                node = subject if is_domain else value
                given = {kind for own in data.objects(node, RDF.type) for kind in supers[own]}
                assert wanted in given, (node, term, wanted)
    for kind, above in supers.items():
        is_unit = ORG.Organization in above
        assert is_unit or rdflib.URIRef("https://schema.org/Organization") not in above, kind


def test_the_alignments_that_design_names():
    az = rdflib.Namespace(BASE)
    schema = rdflib.Namespace("https://schema.org/")
    plan = rdflib.Namespace("http://purl.org/net/p-plan#")
    assert (az.Project, RDFS.subClassOf, schema.Project) not in ONTOLOGY_GRAPH
    assert (az.Project, SKOS.closeMatch, schema.Project) in ONTOLOGY_GRAPH
    assert (az.UnitGroup, RDFS.subClassOf, ORG.Organization) in ONTOLOGY_GRAPH
    assert (az.partOf, RDFS.subPropertyOf, plan.isStepOfPlan) not in ONTOLOGY_GRAPH
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert {az.Finding, az.Verdict} <= set(ONTOLOGY_GRAPH.subjects(RDFS.subClassOf, oa.Annotation))
    for term in (az.concernsItem, az.concernsUnit, az.concernsThing):
        assert (term, RDFS.subPropertyOf, oa.hasTarget) in ONTOLOGY_GRAPH
    assert (az.StatusObservation, RDFS.subClassOf, SOSA.Observation) in ONTOLOGY_GRAPH
    assert (az.subTargetOf, RDFS.subPropertyOf, DCTERMS.isPartOf) in ONTOLOGY_GRAPH
    creators = list(ONTOLOGY_GRAPH.objects(None, rdflib.URIRef("http://purl.org/dc/terms/creator")))
    assert not [creator for creator in creators if isinstance(creator, rdflib.Literal)]


def test_a_plan_is_not_written_as_a_work_item(shipped):
    asked = "SELECT ?x ?plan { ?x az:workItem ?plan . ?plan a az:Plan }"
    assert shipped.sparql(asked).empty
    assert len(shipped.sparql("SELECT ?x ?plan { ?x a az:Mention ; az:mentionedIn ?plan . ?plan a az:Plan }")) >= 5


def test_no_node_is_of_two_disjoint_classes(shipped):
    """Over all shipped data, not only the one plan whose closure is made."""
    data = to_rdflib_graph(quad for name in shipped.store.graphs() for quad in shipped.store.graph(name))
    pairs = set(ONTOLOGY_GRAPH.subject_objects(OWL.disjointWith))
    assert (rdflib.URIRef(AZ.Unit.value), rdflib.URIRef(AZ.UnitGroup.value)) in pairs
    assert (rdflib.URIRef(AZ.ManagementCommittee.value), rdflib.URIRef(AZ.Park.value)) in pairs
    for node in set(data.subjects(RDF.type)):
        kinds = {
            kind
            for own in data.objects(node, RDF.type)
            for kind in ONTOLOGY_GRAPH.transitive_objects(own, RDFS.subClassOf)
        }
        assert not [pair for pair in pairs if set(pair) <= kinds], node


def test_a_functional_property_has_one_value(shipped):
    data = to_rdflib_graph(quad for name in shipped.store.graphs() for quad in shipped.store.graph(name))
    functional = set(ONTOLOGY_GRAPH.subjects(RDF.type, OWL.FunctionalProperty))
    assert rdflib.URIRef(AZ.role.value) in functional
    for term in functional:
        subjects = list(data.subjects(term))
        assert len(subjects) == len(set(subjects)), term


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
