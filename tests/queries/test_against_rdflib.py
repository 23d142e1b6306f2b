"""Every question and twenty free queries give the rows that rdflib's own engine gives on the same files.

The files are parsed into rdflib's memory store, whose union of graphs is a set by construction. Two of the shipped plans are of
one city and share units, things and labels, so that a store whose default graph is a bag fails here.
"""

import collections
import functools
import re
import shutil

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDFS, SKOS
from rdflib.plugins.sparql import prepareQuery

from aizone import queries
from aizone.iri import PREFIXES
from aizone.names.parameters import terms
from aizone.settings import SHIPPED_DATA, Settings
from aizone.workspace import Workspace
from tests.queries.test_questions import ARGUMENTS

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
CITY = "yunjiang"
SLOW = ("assignments", "inferred_roles", "known_units", "platforms_by_unit", "targets_with_units", "topics", "unit_pairs",
        "units_by_topic", "units_per_goal")  # fmt: skip
"""Questions that rdflib takes seconds for where all plans are asked. The two of one city have dozens of rows of each."""
PLANS = ("hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029")
# GROUP_CONCAT of labels that all have one language: SPARQL 1.1 (18.5.1.7) and rdflib give a plain string, Oxigraph keeps the
# language; the words are compared.
CONCATENATED = {
    ("deadlines", "leads"),
    ("measures_about", "topics"),
    ("measures_about", "leads"),
    ("many_owners", "owners"),
}

FREE = {
    "count of a class": "SELECT (COUNT(?p) AS ?n) { ?p a az:Platform }",
    "count of distinct things": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?m az:concerns|az:supports|az:delivers ?p . ?p a az:Platform }",
    "count of all triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?p != rdf:type) }",  # our store adds superclasses
    "join of labels": "SELECT ?p ?zh ?en { ?p a az:Platform ; skos:prefLabel ?zh, ?en FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en') }",
    "join of a label with itself": "SELECT (COUNT(*) AS ?n) { ?u a az:GovernmentUnit ; skos:prefLabel ?a, ?b, ?c }",
    "optional": "SELECT ?m ?d { ?m a az:Measure OPTIONAL { ?m az:deadline ?d } }",
    "nested optional": (
        "SELECT ?t ?metric ?year { ?t a az:Target OPTIONAL { ?t az:metric ?metric OPTIONAL { ?t az:deadline ?year } } }"
    ),
    "union": "SELECT ?x ?l { { ?x a az:Park } UNION { ?x a az:Project } ?x skos:prefLabel ?l }",
    "group and count": (
        "SELECT ?u (COUNT(?a) AS ?n) (COUNT(DISTINCT ?role) AS ?roles)"
        " { ?a a az:Assignment ; az:unit ?u ; az:role ?role } GROUP BY ?u"
    ),
    "having": "SELECT ?t (COUNT(?m) AS ?n) { ?m az:partOf ?t . ?t a az:Task } GROUP BY ?t HAVING (COUNT(?m) > 1)",
    "sums, least and most": (
        "SELECT ?u (MIN(?r) AS ?least) (MAX(?r) AS ?most) (SUM(?r) AS ?sum) { ?a az:unit ?u ; az:rank ?r } GROUP BY ?u"
    ),
    "path of parts": "SELECT ?m ?whole { ?m a az:Measure ; az:partOf+ ?whole }",
    "path of alternatives and inverses": (
        "SELECT DISTINCT ?one ?two { ?one ^az:leadUnit/(az:leadUnit|az:supportUnit) ?two FILTER(STR(?one) < STR(?two)) }"
    ),
    "path of subclasses": "SELECT ?c ?over { ?c rdfs:subClassOf* ?over . ?over rdfs:subClassOf* az:Unit }",
    "subquery": (
        "SELECT ?u ?n ?l { { SELECT ?u (COUNT(DISTINCT ?m) AS ?n) { ?m az:leadUnit ?u } GROUP BY ?u }"
        " FILTER(?n > 2) ?u skos:prefLabel ?l }"
    ),
    "what is not there": (
        "SELECT ?m { ?m a az:Measure FILTER NOT EXISTS { ?m az:leadUnit ?u } FILTER EXISTS { ?m az:assignment ?a } }"
    ),
    "minus": "SELECT ?g { ?g a az:Goal MINUS { ?area az:servesGoal ?g } }",
    "things of two plans": (
        "SELECT ?p ?one ?two { GRAPH ?one { ?m az:concerns|az:supports|az:delivers|az:reliesOn ?p }"
        " GRAPH ?two { ?n az:concerns|az:supports|az:delivers|az:reliesOn ?p } FILTER(STR(?one) < STR(?two)) }"
    ),
    "count per graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s az:unit ?o } } GROUP BY ?g",
    "values": (
        "SELECT ?plan ?m ?r { VALUES ?u { <https://w3id.org/aizone/id/unit/yunjiang-data-bureau> }"
        " GRAPH ?plan { ?a az:unit ?u ; az:workItem ?m ; az:role ?r } }"
    ),
    "order and bind": (
        "SELECT ?name ?long { ?u a az:Platform ; skos:prefLabel ?name BIND(STRLEN(?name) AS ?long)"
        " FILTER(LANG(?name) = 'zh') } ORDER BY DESC(?long) ?name"
    ),
}

BAG_SHOWS = ("parks_and_owners", "platforms_by_unit")
BAG_SHOWS_FREE = ("count of a class", "join of labels", "union", "order and bind")

MERGED = {
    "count": "SELECT (COUNT(*) AS ?n) FROM <{0}> FROM <{1}> {{ ?s ?p ?o }}",
    "shared things": "SELECT ?s ?m ?n FROM <{0}> FROM <{1}> {{ ?m az:supports ?s . ?n az:delivers ?s }}",
    "beside a named graph": (
        "SELECT ?u ?x FROM <{0}> FROM <{1}> FROM NAMED <{1}> {{ ?m az:leadUnit ?u GRAPH ?g {{ ?x az:supportUnit ?u }} }}"
    ),
}

# rdflib deprecates names that its own engine uses
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def files(shipped):
    return list(shipped.paths.graph_files())


def in_memory(files):
    """A graph in rdflib's memory store."""
    found = rdflib.Dataset(default_union=True)
    for path, graph in files:
        if path.suffix == ".nq":
            found.parse(path, format="nquads")
        else:
            loaded = found.graph(rdflib.URIRef(graph.value)).parse(path, format="turtle")
            for node, name in list(loaded.subject_objects(SKOS.prefLabel)):  # as our store does, for tools without SKOS
                loaded.add((node, RDFS.label, name))
    return found


@pytest.fixture(scope="module")
def dataset(files):
    """The shipped graph in rdflib's memory store."""
    return in_memory(files)


@pytest.fixture(scope="module")
def of_one_city(tmp_path_factory):
    """The two small plans of one city with all registries: as a workspace, and in rdflib's memory store."""
    root = tmp_path_factory.mktemp("city")
    (root / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "workspace.toml", root)
    for slug in PLANS[1:]:
        for path in (SHIPPED_DATA / "plans").glob(f"{slug}*"):
            shutil.copy(path, root / "plans")
    workspace = Workspace(Settings(workspace=root))
    return workspace, in_memory(workspace.paths.graph_files())


def of_oxigraph(term):
    if isinstance(term, ox.Literal):
        return term.value, term.language or "", term.datatype.value
    return term and term.value


def of_rdflib(term):
    if isinstance(term, rdflib.Literal):
        return str(term), term.language or "", str(term.datatype or (LANG_STRING if term.language else XSD_STRING))
    return term and str(term)


def multiset(rows, term, words=()):
    """The rows with how often each occurs; of the columns at the places `words` only the words count, in any order."""

    def value(number, one):
        found = term(one)
        return tuple(sorted(found[0].split(", "))) if number in words and isinstance(found, tuple) else found

    return collections.Counter(tuple(value(number, one) for number, one in enumerate(row)) for row in rows)


@functools.cache
def prepared(query):
    """A query as rdflib parses it, which takes it longer than to answer most; many are asked again, of one plan."""
    return prepareQuery(query, initNs=PREFIXES)


def rdflib_rows(dataset, query, columns, bindings=None):
    """The rows of a query; a column no row binds is unbound in all."""
    terms_ = {name: rdflib.URIRef(node.value) for name, node in (bindings or {}).items()}
    found = dataset.query(prepared(query), initBindings=terms_)
    return [tuple(row.asdict().get(column) for column in columns) for row in found]


def cases():
    """Each question as asked in other tests, of one plan, and with members counted for their groups.

    rdflib is slow: one plan shows that a plan narrows the answer, and all plans, or two small ones, how members count.
    """
    for question in queries.every():
        given = ARGUMENTS.get(question.name, {})
        every, where = (CITY, "of_one_city") if question.name in SLOW else (None, "whole")
        ways = [(every, "one")]
        ways += [(PLANS[1], "one")] if "plan" in {param.name for param in question.params} else []
        if question.counts:
            ways.append((every, "expand"))
        for plan, groups in ways:
            arguments = given if plan in (None, CITY) else {**given, "plan": plan}
            yield pytest.param(where, question, arguments, groups, id=f"{question.name}-{plan or 'all'}-{groups}")


@pytest.fixture(scope="module")
def whole(shipped, dataset):
    return shipped, dataset


@pytest.mark.parametrize(("where", "question", "arguments", "groups"), list(cases()))
def test_a_question_has_the_rows_of_rdflib(where, question, arguments, groups, request):
    workspace, dataset = request.getfixturevalue(where)
    bindings = terms(workspace.names, question, arguments)
    ours = queries.select(workspace.store, question.name, lang="en", groups=groups, **bindings)
    theirs = rdflib_rows(dataset, question.sparql(lang="en", groups=groups), question.columns, bindings)
    words = [number for number, column in enumerate(question.columns) if (question.name, column) in CONCATENATED]
    assert multiset(ours.rows, of_oxigraph, words) == multiset(theirs, of_rdflib, words)


@pytest.mark.parametrize("name", FREE)
def test_a_free_query_has_the_rows_of_rdflib(shipped, dataset, name):
    ours = shipped.store.select(FREE[name])
    assert len(ours)
    theirs = rdflib_rows(dataset, FREE[name], ours.columns)
    assert multiset(ours.rows, of_oxigraph) == multiset(theirs, of_rdflib)


@pytest.mark.parametrize("name", MERGED)
def test_two_graphs_merged_have_the_rows_of_rdflib(shipped, dataset, name):
    graphs = [f"https://w3id.org/aizone/id/plan/{slug}" for slug in PLANS[1:]]
    query = MERGED[name].format(*graphs)
    ours = shipped.store.select(query)
    assert len(ours)
    # rdflib reads FROM as files to fetch: the merge is made by hand, the clauses are left out of the query
    merged = rdflib.Dataset(default_union=False)
    for graph in graphs:
        for triple in dataset.graph(rdflib.URIRef(graph)):
            merged.default_graph.add(triple)
    if "FROM NAMED" in query:
        for triple in dataset.graph(rdflib.URIRef(graphs[1])):
            merged.graph(rdflib.URIRef(graphs[1])).add(triple)
    plain = re.sub(r"FROM (?:NAMED )?<[^>]*> ", "", query)
    theirs = rdflib_rows(merged, plain, ours.columns)
    assert multiset(ours.rows, of_oxigraph) == multiset(theirs, of_rdflib)


def test_the_shipped_data_would_show_a_bag(shipped, files):
    """Two plans state the same triples, and an engine whose union counts them twice answers otherwise."""
    bag = ox.Store()
    for path, graph in files:
        if path.suffix == ".nq":
            bag.load(path=str(path), format=ox.RdfFormat.N_QUADS)
        else:
            bag.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
    asked = {name: queries.load(name).sparql() for name in BAG_SHOWS} | {name: FREE[name] for name in BAG_SHOWS_FREE}
    for name, query in asked.items():
        twice = [tuple(row) for row in bag.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)]
        assert multiset(twice, of_oxigraph) != multiset(shipped.store.select(query).rows, of_oxigraph), name
