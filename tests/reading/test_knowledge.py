"""Registries and gazetteers are read once while their files stay as they are, and again after every change."""

import os
import shutil

import pytest

from aizone.errors import RegistryError
from aizone.reading.knowledge import load_knowledge
from aizone.settings import SHIPPED_DATA, Settings
from aizone.vocab import SKOS
from aizone.workspace import Workspace

HEAD = f"@prefix az: <https://w3id.org/aizone/ontology#> . @prefix skos: <{SKOS.base}> .\n"


@pytest.fixture
def own(tmp_path):
    """A workspace with registries and gazetteers of its own."""
    for name in ("units", "entities"):
        shutil.copytree(SHIPPED_DATA / name, tmp_path / name, ignore=shutil.ignore_patterns("china"))
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path)
    return Workspace(Settings(workspace=tmp_path))


def park(folder, name):
    path = folder / "entities" / "parks.ttl"
    text = f'{HEAD}<https://w3id.org/aizone/id/park/x> a az:Park ; skos:prefLabel "{name}"@zh .\n'
    path.write_text(text, "utf-8")
    return path


def test_what_did_not_change_is_read_once(own):
    first, second = load_knowledge(own), load_knowledge(own, order_rule="always", explain=True)
    assert (first.registry, first.topics, first.entities) == (second.registry, second.topics, second.entities)
    assert (second.order_rule, second.explain) == ("always", True)
    assert load_knowledge(own) == first, "a process that knows the one is not sent the other"
    assert second != first
    park(own.paths.root, "青溪园区")
    assert load_knowledge(own) != first


def test_a_file_that_is_new_changed_or_gone_counts_at_once(own):
    before = load_knowledge(own).entities
    path = park(own.paths.root, "青溪园区")
    assert set(load_knowledge(own).entities.written) - set(before.written) == {"青溪园区"}
    park(own.paths.root, "白石园区")  # as long as before
    assert set(load_knowledge(own).entities.written) - set(before.written) == {"白石园区"}
    path.unlink()
    assert load_knowledge(own).entities.written == before.written


def test_a_file_put_in_the_place_of_another_counts_though_size_and_time_are_the_same(own):
    path = park(own.paths.root, "青溪园区")
    was = path.stat()
    load_knowledge(own)
    path.rename(path.with_suffix(".old"))
    os.utime(park(own.paths.root, "白石园区"), ns=(was.st_atime_ns, was.st_mtime_ns))
    assert "白石园区" in load_knowledge(own).entities.written


def test_two_workspaces_do_not_mix(own, shipped):
    park(own.paths.root, "青溪园区")
    assert "青溪园区" in load_knowledge(own).entities.written
    assert "青溪园区" not in load_knowledge(shipped).entities.written
    assert "青溪园区" in load_knowledge(own).entities.written


def test_a_damaged_file_is_named_each_time(own):
    path = park(own.paths.root, "青溪园区")
    path.write_text("no Turtle", "utf-8")
    for _time in range(2):
        with pytest.raises(RegistryError, match=r"parks\.ttl"):
            load_knowledge(own)
