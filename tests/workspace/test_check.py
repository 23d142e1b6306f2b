"""Files of a workspace that are not as they were written: reported with the cure, removed at the next write where nothing is lost."""

import pytest

from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.rebuild import rebuild
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.names import Decision
from aizone.workspace.check import check_files
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"


@pytest.fixture
def held(workspace):
    workspace.remove_plan(SLUG)
    list(ingest(workspace, [EXAMPLE]))
    return workspace


def problems(workspace):
    return {problem.error.where.rpartition("/")[2]: problem.severity for problem in check_files(workspace)}


def test_nothing_is_said_of_a_whole_workspace(held):
    assert problems(held) == {}


def test_what_a_dead_writer_left_is_reported_and_goes_at_the_next_write(held):
    (source,) = held.sources(SLUG)
    stray = held.paths.sources / f"{SLUG}-000000000000.txt"
    stray.write_text("云江市别的计划", "utf-8")
    half = held.paths.plans / ".writing-abc"
    half.write_bytes(b"half")
    assert problems(held) == {stray.name: "Info", half.name: "Info"}
    (record,) = rebuild(held)
    assert (record.error, record.change) == (None, "unchanged"), "the source that the graph names counts, and no other"
    held.update_layout()
    assert held.sources(SLUG) == [source]
    assert problems(held) == {}


def test_the_document_of_a_damaged_plan_is_never_removed(held):
    (source,) = held.sources(SLUG)
    held.paths.plan(SLUG).write_bytes(b"")
    other = held.paths.sources / f"{SLUG}-000000000000.txt"
    other.write_text("x", "utf-8")
    held.update_layout()
    assert held.sources(SLUG) == [other, source]
    assert problems(held) == {f"{SLUG}.nq": "Violation"}


def test_a_document_that_changed_is_reported(held):
    (source,) = held.sources(SLUG)
    source.write_bytes(source.read_bytes()[:-40])
    assert problems(held) == {source.name: "Violation"}
    list(ingest(held, [EXAMPLE]))
    assert problems(held) == {}, "ingested again, it is whole again"


def test_a_damaged_file_of_decisions_is_never_to_be_removed(held):
    decision = Decision(
        "alias", mint("unit", "yunjiang-data-bureau"), "市数管局", Attribution("甲", "2026-01-01T00:00:00Z")
    )
    held.record(held.name_ledger(), [decision])
    path = held.paths.decisions
    path.write_bytes(path.read_bytes()[:-30])
    (problem,) = check_files(held)
    assert problem.severity == "Violation"
    assert "do not remove it" in str(problem.error)
