"""What plans of the first versions did not say follows from what they say, and `rebuild` writes it."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from aizone.rdf import to_nquads
from aizone.rdf.older_facts import completed, lacks_what_follows
from aizone.reading.rebuild import update_plans
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store.older_layout import as_written_today
from aizone.store.seal import sealed, unsealed
from aizone.vocab import AZ, RDF, RDFS, SCHEMA, XSD
from aizone.workspace import Workspace
from aizone.workspace.validation import validate_plan

SLUG = "yunjiang-2024-2026"
PLAN = unsealed((SHIPPED_DATA / "plans" / f"{SLUG}.nq").read_bytes())


def as_first_written():
    """The shipped plan as one of the first versions would have stored it."""
    for quad in parse(PLAN, format=RdfFormat.N_QUADS):
        if quad.predicate == AZ.mentionedIn:
            yield Quad(quad.subject, AZ.workItem, quad.object, quad.graph_name)
        elif quad.predicate not in {AZ.comparator, AZ.hasPart, AZ.due, RDFS.label} or quad.object == Literal("gt"):
            yield quad  # bounds do not tell 'more than' from 'at least'


def test_what_follows_is_written_and_nothing_else():
    old = set(as_first_written())
    assert lacks_what_follows(to_nquads(old))
    assert not lacks_what_follows(PLAN)
    assert to_nquads(completed(old)) == PLAN == as_written_today(to_nquads(old))


@pytest.mark.parametrize("seal", [sealed, lambda nquads: nquads], ids=["sealed since", "as it was"])
def test_a_plan_without_its_text_conforms_after_a_rebuild(tmp_path, seal):
    path = tmp_path / "plans" / f"{SLUG}.nq"
    path.parent.mkdir()
    path.write_bytes(seal(to_nquads(set(as_first_written()))))
    workspace = Workspace(Settings(workspace=tmp_path))
    assert [record.change for record in update_plans(workspace)] == ["updated"]
    assert path.read_bytes() == sealed(PLAN)
    assert validate_plan(workspace, SLUG).conforms
    assert list(update_plans(workspace)) == []


def test_the_bounds_tell_how_a_number_is_meant():
    plan, target = (NamedNode(f"https://w3id.org/aizone/id/plan/{name}") for name in ("p", "p/t1"))

    def meant(**bounds):
        quads = [Quad(target, RDF.type, AZ.Target, plan)]
        quads += [
            Quad(target, SCHEMA[term], Literal(value, datatype=XSD.decimal), plan) for term, value in bounds.items()
        ]
        return {quad.object.value for quad in completed(quads) if quad.predicate == AZ.comparator}

    assert meant(minValue="2") == {"ge"}
    assert meant(maxValue="2") == {"le"}
    assert meant(minValue="2", maxValue="2") == {"eq"}
    assert meant(minValue="2", maxValue="3") == {"range"}
    assert meant() == set()
