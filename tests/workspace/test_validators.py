"""The two validators find the same: at every constraint of the shapes, in whole plans, and in plans with damage."""

import random
import subprocess
import sys
from itertools import pairwise

import pyoxigraph as ox
import pytest
import shacl

from aizone.cli import main
from aizone.documents import read_bytes
from aizone.errors import WorkspaceError
from aizone.rdf import reading_quads, to_nquads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.settings import ONTOLOGY
from aizone.store import OxigraphStore
from aizone.vocab import AZ, RDF, RDFS, SCHEMA, SKOS, XSD
from aizone.workspace.shapes import validate
from aizone.workspace.validation import validate_nquads, validate_plan, validate_registries
from benchmarks.plan_text import plan_text
from tests.ontology.shape_examples import EXAMPLES, turtle

SHAPES = ONTOLOGY / "shapes.ttl"
SHAPE_TRIPLES = [quad.triple for quad in ox.parse(path=str(SHAPES), format=ox.RdfFormat.TURTLE)]
SH = "http://www.w3.org/ns/shacl#"
HAS_VALUE = ox.NamedNode(f"{SH}hasValue")
FIRST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
NOT_CONSTRAINTS = {f"{SH}{term}" for term in ("path", "inversePath", "alternativePath", "property", "severity", "message", "select")}  # fmt: skip
EX = "https://example.org/"
X = ox.NamedNode(f"{EX}x")


def iri(name):
    return ox.NamedNode(EX + name)


def literal(text, datatype):
    return ox.Literal(text, datatype=ox.NamedNode(XSD.base + datatype))


NUMBERS = [literal("-1", "integer"), literal("4", "integer"), literal("6", "integer"), literal("4.5", "decimal")]
LITERALS = [
    ox.Literal("名"),
    ox.Literal("名", language="zh"),
    ox.Literal("0a" * 32),
    *(literal(text, "integer") for text in ("0", "1", "-1", "01", "many")),
    literal("0.5", "decimal"),
    literal("1.5", "decimal"),
    literal("true", "boolean"),  # a `1` becomes `true` in a query of rdflib
    literal("2022", "gYear"),
    literal("2022-05", "gYearMonth"),
    literal("2022-05-06", "date"),
    literal("2022-15-96", "date"),
    literal("2022-05-06T07:08:09Z", "dateTime"),
    literal("P3M", "duration"),
]
COMPARED = {AZ.start, AZ.end, SCHEMA.minValue, SCHEMA.maxValue}
"""Only numbers are tried as their values: pySHACL orders a boolean among numbers, and a text beside one stops it."""
CLASSES = ("Plan", "Goal", "Aim", "Target", "TaskArea", "Task", "Measure", "GovernmentUnit", "UnitGroup")
THINGS = [ox.Triple(iri(f"a{kind}"), RDF.type, AZ[kind]) for kind in CLASSES]
CONTEXT = [quad.triple for quad in ox.parse(path=str(ONTOLOGY / "aizone.ttl"))]


def parts_of(node):
    """The triples of a shape, with those of the shapes and lists in it."""
    for triple in SHAPE_TRIPLES:
        if triple.subject == node:
            yield triple
            if isinstance(triple.object, ox.BlankNode):
                yield from parts_of(triple.object)


def value_sets(predicate, listed):
    """Values to try at a property: none, one of every kind, and pairs."""
    nodes = [
        *(thing.subject for thing in THINGS),
        iri("unknown"),
        *(value for value in listed if not isinstance(value, ox.BlankNode)),
    ]
    yield ()
    yield from ((value,) for value in (*nodes, *(NUMBERS if predicate in COMPARED else LITERALS)))
    yield from pairwise(nodes)
    yield NUMBERS[1:3]
    yield ox.Literal("名", language="zh"), ox.Literal("称", language="zh")
    yield ox.Literal("名", language="zh"), ox.Literal("name", language="en")


def tried(name):
    """The conforming example of a shape, once for each property and set of values: with those values, as a node of its own."""
    parts = list(parts_of(ox.NamedNode(f"https://w3id.org/aizone/shapes#{name}Shape")))
    properties = {one.object: one.subject for one in parts if one.predicate.value == f"{SH}path"}
    either = [one.object for one in parts if one.predicate.value == f"{SH}alternativePath"]
    properties |= {one.object: X for node in either for one in parts_of(node) if one.predicate == FIRST}
    inverse = [one.object for one in parts if one.predicate.value == f"{SH}inversePath"]
    whole = [quad.triple for quad in ox.parse(turtle(name, EXAMPLES[name][0]), format=ox.RdfFormat.TURTLE)]
    own = [triple for triple in whole if X in (triple.subject, triple.object)]
    made = []
    for path in sorted((path for path in properties if isinstance(path, ox.NamedNode)), key=str):
        listed = [one.object for one in parts_of(properties[path]) if one.predicate in (FIRST, HAS_VALUE)]
        rest = [triple for triple in own if (triple.subject, triple.predicate) != (X, path)]
        made += [[*rest, *(ox.Triple(X, path, value) for value in values)] for values in value_sets(path, listed)]
    for path in inverse:
        rest = [triple for triple in own if (triple.predicate, triple.object) != (path, X)]
        made += [[*rest, *(ox.Triple(iri(other), path, X) for other in others)] for others in ("", "y", "yz")]
    made.append([ox.Triple(X, RDF.type, AZ[name])] if name in AZ.terms() else [])
    made += [[ox.Triple(iri("y"), one.object, X)] for one in parts if one.predicate.value == f"{SH}targetObjectsOf"]
    yield from (triple for triple in (*whole, *THINGS) if triple not in own)
    for number, triples in enumerate(made):
        node = iri(f"{name}{number}")
        for triple in triples:
            yield ox.Triple(*(node if term == X else term for term in triple))


def nquads(triples):
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)


def found_by_both(*data):
    usual, second = (validate(data, SHAPES, engine=engine).results for engine in ("shacl", "pyshacl"))
    assert set(map(repr, usual)) ^ set(map(repr, second)) == set()
    assert usual == second
    return usual


def test_both_validators_find_the_same_wherever_a_shape_looks():
    assert len(found_by_both(*(nquads(tried(name)) for name in EXAMPLES), nquads(CONTEXT))) > 1000


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_constraint_of_a_shape_makes_a_difference(name):
    """What a validator does not know it leaves out in silence: so each constraint is taken away, and missed.

    With the test above it follows that both validators know it.
    """
    data = nquads([*tried(name), *CONTEXT]).decode()
    own = list(parts_of(ox.NamedNode(f"https://w3id.org/aizone/shapes#{name}Shape")))

    def findings(triples):
        results = shacl.Shapes.from_text(nquads(triples).decode(), "ntriples").validate_text(data, "nquads").results
        return sorted(
            (result.focus_node, result.path or "", result.component, result.value or "") for result in results
        )

    everything = findings(own)
    for triple in own:
        if triple.predicate.value.startswith(SH) and triple.predicate.value not in NOT_CONSTRAINTS:
            assert findings([one for one in own if one != triple]) != everything, triple


@pytest.mark.parametrize("slug", ["hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029"])
def test_both_validators_say_the_same_of_a_shipped_plan(shipped, slug):
    assert slug in shipped.plan_slugs()
    assert validate_plan(shipped, slug, engine="shacl") == validate_plan(shipped, slug, engine="pyshacl")


def test_both_validators_say_the_same_of_the_registries(shipped):
    assert validate_registries(shipped, engine="shacl") == validate_registries(shipped, engine="pyshacl")


def test_what_plans_are_checked_beside_is_read_once_while_it_stays(workspace, monkeypatch):
    loaded = []
    bulk_load = OxigraphStore.bulk_load
    monkeypatch.setattr(OxigraphStore, "bulk_load", lambda self, files: loaded.append(1) or bulk_load(self, files))
    (workspace.paths.root / "units").mkdir()
    own = workspace.paths.root / "units" / "own.ttl"
    own.write_text(f"<{EX}x> a <{AZ.GovernmentUnit.value}> .\n", "utf-8")
    (slug,) = workspace.plan_slugs()
    assert [validate_plan(workspace, slug).conforms for _ in range(3)] == [True] * 3
    assert not validate_registries(workspace).conforms, "the unit has no name"
    assert len(loaded) == 1
    own.write_text("", "utf-8")
    assert validate_registries(workspace).conforms
    assert len(loaded) == 2


def plan_quads(shipped, text):
    return reading_quads(
        read(read_bytes(text.encode(), "plan.txt"), load_knowledge(shipped)), "invented", keep_text=True
    )


def test_both_validators_say_the_same_of_an_invented_plan(shipped):
    data = to_nquads(plan_quads(shipped, plan_text(6000)))
    assert validate_nquads(shipped, data, engine="shacl") == validate_nquads(shipped, data, engine="pyshacl")


SMALL = """云江市产业发展行动计划（2024—2026年）
一、主要目标
到2026年，公共充电桩达到2万个。
二、重点任务
（一）健全服务体系
1.完善充电网络。到2025年底前新增充电桩2000个以上，建设云江数据流通平台。（市科技局牵头，市财政局配合）
"""


def damaged(quads, chosen):
    """Some quads with one to four of them lost, or with another value, property or class."""
    kept = list(quads)
    for _change in range(chosen.randint(1, 4)):
        place = chosen.randrange(len(kept))
        old = kept[place]
        values = NUMBERS if old.predicate in COMPARED else [*LITERALS, chosen.choice(quads).object, old.subject]
        other = ox.Quad(old.subject, old.predicate, chosen.choice(values), old.graph_name)
        renamed = ox.Quad(old.subject, chosen.choice([SKOS.prefLabel, AZ.partOf, AZ.role]), old.object, old.graph_name)
        typed = ox.Quad(old.subject, RDF.type, AZ[chosen.choice(CLASSES)], old.graph_name)
        kept[place : place + 1] = chosen.choice([[], [other], [renamed], [old, other], [old, typed]])
    return kept


def test_both_validators_find_the_same_in_a_hundred_plans_with_damage(shipped):
    kept = sorted(plan_quads(shipped, SMALL), key=str)
    assert {AZ.Target, AZ.Assignment, AZ.Mention, AZ.Clause} < {quad.object for quad in kept}
    chosen = random.Random(5)
    copies = (to_nquads(damaged(kept, chosen)).replace(b"/invented", b"/copy%d" % number) for number in range(100))
    assert len(found_by_both(*copies, nquads(CONTEXT))) > 100


def test_a_superclass_is_known_from_the_ontology():
    unit = [ox.Triple(X, RDF.type, AZ.GovernmentUnit)]
    assert found_by_both(nquads(unit)) == ()
    above = ox.Triple(AZ.GovernmentUnit, RDFS.subClassOf, AZ.Unit)
    assert {one.shape for one in found_by_both(nquads([*unit, above]))} == {"https://w3id.org/aizone/shapes#UnitShape"}


def test_a_triple_of_two_graphs_counts_once():
    length = b'<https://example.org/x> <%s> "5"^^<%s>' % (AZ.length.value.encode(), XSD.integer.value.encode())
    kind = f"<{EX}x> {RDF.type} {AZ.SourceDocument} .\n".encode()
    both = b"".join(
        length + graph + b" .\n" for graph in (b"", b" <https://example.org/g>", b" <https://example.org/h>")
    )
    assert "az:length" not in {one.result_path for one in found_by_both(kind, both)}


def test_what_is_not_rdf_is_not_taken_for_conforming():
    with pytest.raises(ValueError, match="line 2"):
        validate([b"<a:b> <a:b> <a:b> .\n", b"<a:b> <a:"], SHAPES, engine="shacl")


def test_ingesting_loads_no_rdflib(workspace, tmp_path):
    (tmp_path / "plan.txt").write_text(plan_text(2000), "utf-8")
    code = (
        "import sys; from aizone.cli import main\n"
        f"code = main(['ingest', {str(tmp_path / 'plan.txt')!r}, '--workspace', {str(tmp_path)!r}])\n"
        "print(code, 'shacl' in sys.modules, sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 True []"


WRONG = b"".join((f"<{EX}x> {RDF.type} {AZ.Verdict} .\n".encode(), f"<{EX}x> {AZ.verdictKind} <{EX}fine> .\n".encode()))


@pytest.mark.parametrize(("engine", "asked"), [(None, "shacl"), ("shacl", "shacl"), ("pyshacl", "pyshacl")])
def test_the_validator_asked_for_answers(monkeypatch, engine, asked):
    """The other one is not even there."""
    monkeypatch.setitem(sys.modules, {"shacl": "pyshacl", "pyshacl": "shacl"}[asked], None)
    assert not validate([WRONG], SHAPES, engine=engine).conforms


def test_where_the_usual_validator_is_not_installed_the_other_answers(monkeypatch):
    expected = validate([WRONG], SHAPES)
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert validate([WRONG], SHAPES) == expected
    with pytest.raises(WorkspaceError, match="--engine pyshacl"):
        validate([WRONG], SHAPES, engine="shacl")


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_the_command_asks_the_validator_that_is_named(workspace, monkeypatch, capsys, engine):
    monkeypatch.setitem(sys.modules, {"shacl": "pyshacl", "pyshacl": "shacl"}[engine], None)
    command = ["validate", "--engine", engine, "--workspace", str(workspace.paths.root), "--lang", "en"]
    assert main(command) == 0
    assert capsys.readouterr().out == "1 plans conform to the shapes.\n"
