"""The store on disk: built in a new folder, swapped in whole, built again when it is damaged."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock

from aizone.store import folder
from aizone.store.building import build_apart
from aizone.store.cache import build, open_cached
from aizone.store.progress import tell_nobody
from aizone.vocab import AZ, RDF, RDFS

EX = "https://example.org/"
ONE, TWO = ox.NamedNode(EX + "g1"), ox.NamedNode(EX + "g2")


def quad(subject, obj, graph=ONE):
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), ox.Literal(obj), graph)


@pytest.fixture
def files(tmp_path):
    path = tmp_path / "data.nq"
    path.write_bytes(ox.serialize([quad("a", "1"), quad("b", "2", TWO)], format=ox.RdfFormat.N_QUADS))
    triples = tmp_path / "more.ttl"
    triples.write_text(f'<{EX}c> <{EX}p> "3"@zh .', "utf-8")
    return [(path, None), (triples, TWO)]


def test_a_new_revision_is_swapped_in_and_the_one_before_stays(files, tmp_path):
    cache = tmp_path / "cache"
    first = open_cached(cache, "r1", files)
    assert open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }").columns  # not built again
    build(cache, "r2", files[:1])
    assert len(first.select("SELECT * WHERE { ?s ?p ?o }")) == 3  # a reader of the old one is not disturbed
    assert len(open_cached(cache, "r2", []).select("SELECT * WHERE { ?s ?p ?o }")) == 2
    build(cache, "r3", files)
    assert sorted(path.name for path in cache.glob("store-*")) == ["store-6-r2", "store-6-r3"]


def test_a_revision_that_comes_back_is_used_again(files, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", files)
    reader = open_cached(cache, "r1", [])
    build(cache, "r2", files[:1])
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3  # not built from no files
    assert len(reader.select("SELECT * WHERE { ?s ?p ?o }")) == 3


def test_builders_at_the_same_time_do_not_disturb_each_other(files, tmp_path):
    cache = tmp_path / "cache"
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from aizone.store import cache
        from aizone.store.oxigraph import OxigraphStore
        load = OxigraphStore.bulk_load
        def slow(self, files):
            time.sleep(0.5)
            load(self, files)
        OxigraphStore.bulk_load = slow
        store = cache.open_cached(Path(sys.argv[1]), sys.argv[3], [(Path(sys.argv[2]), None)])
        print(len(store.select("SELECT * WHERE { ?s ?p ?o }")))
        """
    )
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(cache), str(files[0][0]), revision],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        for revision in ("r1", "r1", "r2")
    ]
    answers = [builder.communicate()[0].strip() for builder in builders]
    assert [(builder.returncode, answer) for builder, answer in zip(builders, answers, strict=True)] == [(0, "2")] * 3
    assert not list(cache.glob("build-*"))


@pytest.fixture
def many(tmp_path):
    """Five plan files, each with a statement that all make in a graph they share."""
    found = []
    for number in range(5):
        graph = ox.NamedNode(f"{EX}plan{number}")
        own = [quad(f"s{number}-{place}", str(place), graph) for place in range(4)]
        path = tmp_path / f"plan{number}.nq"
        shared = [quad("shared", "all"), quad("shared", str(number % 2))]
        path.write_bytes(ox.serialize([*own, *shared], format=ox.RdfFormat.N_QUADS))
        found.append((path, None))
    return found


def content(store):
    """Everything a store holds: its named graphs, its default graph, and how many quads it says there are."""
    named = {one for name in store.graphs() for one in store.graph(name)}
    assert len(store) == len(named)
    return named, {one.triple for one in store.statements()}


def test_a_build_that_is_killed_leaves_the_old_store_in_use_and_is_continued(files, many, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    build(cache, "r1", files)
    script = textwrap.dedent(
        """
        import json, signal, sys
        from pathlib import Path
        from aizone.store import cache, folder
        folder._PIECE = 1
        def stop(step):
            print(step.done, step.total, flush=True)
            if step.done > step.total / 2:
                signal.pause()
        cache.build(Path(sys.argv[1]), "r2", [(Path(path), None) for path in sys.argv[2:]], tell=stop)
        """
    )
    command = [sys.executable, "-c", script, str(cache), *(str(path) for path, _graph in many)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        steps = [tuple(map(int, process.stdout.readline().split())) for _piece in range(3)]
        process.send_signal(signal.SIGKILL)
    assert [done < total for done, total in steps] == [True] * 3
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3
    loaded = []
    with monkeypatch.context() as patched:
        patched.setattr(folder.ox, "Store", Watched(loaded))
        build(cache, "r2", many)
    assert sum(b"plan" in text for text in loaded) == 1  # the two files that were missing, in one piece
    assert content(open_cached(cache, "r2", [])) == content(fresh(tmp_path, many))
    assert not (cache / "build").exists()


class Watched:
    """An engine that notes what is loaded in bulk."""

    def __init__(self, loaded, before=lambda place: None):
        self.loaded, self.before, self.real = loaded, before, ox.Store

    def __call__(self, *args):
        self.before(*args)
        return WatchedStore(self.real(*args), self.loaded)


class WatchedStore:
    def __init__(self, engine, loaded):
        self._engine, self._loaded = engine, loaded

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def bulk_load(self, data, *args, **options):
        self._loaded.append(data)
        self._engine.bulk_load(data, *args, **options)


def fresh(tmp_path, files):
    """A store built from nothing."""
    cache = tmp_path / f"fresh-{len(list(tmp_path.iterdir()))}"
    return open_cached(cache, "r", files)


def inodes(built):
    return {path.name: path.stat().st_ino for path in (built / "quads").glob("*.sst")}


def test_one_more_plan_is_added_to_a_copy_that_shares_the_files(many, tmp_path, monkeypatch):
    cache, copied, loaded = tmp_path / "cache", [], []
    build(cache, "r1", many[:4])
    reader = open_cached(cache, "r1", [])
    with monkeypatch.context() as patched:
        patched.setattr(
            folder.ox, "Store", Watched(loaded, before=lambda place: copied.append(inodes(Path(place).parent)))
        )
        build(cache, "r2", many)
    assert copied == [inodes(cache / "store-6-r1")]
    assert [text.count(b"plan4> ") for text in loaded] == [4]
    assert content(open_cached(cache, "r2", [])) == content(fresh(tmp_path, many))
    assert len(reader.select("SELECT * WHERE { ?s ?p ?o }")) == 4 * 4 + 3


def test_many_quads_are_loaded_before_their_triples(many, tmp_path, monkeypatch):
    loaded = []
    with monkeypatch.context() as patched:
        patched.setattr(folder, "_TOGETHER", 0)
        patched.setattr(folder.ox, "Store", Watched(loaded))
        build(tmp_path / "cache", "r1", many)
    assert loaded
    assert [b"plan" in text for text in loaded] == [True, False] * (len(loaded) // 2)
    assert content(open_cached(tmp_path / "cache", "r1", [])) == content(fresh(tmp_path, many))


def test_what_another_plan_still_says_stays_when_one_is_changed_or_removed(many, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", many)
    graph = ox.NamedNode(EX + "plan1")
    many[1][0].write_bytes(
        ox.serialize([quad("s1-0", "0", graph), quad("new", "1", graph)], format=ox.RdfFormat.N_QUADS)
    )
    (tmp_path / "plan4.more.ttl").write_text(f'<{EX}more> <{EX}p> "of plan 4" .', "utf-8")
    files = [*many, (tmp_path / "plan4.more.ttl", ox.NamedNode(EX + "plan4"))]
    for number, kept in enumerate((files, files[1:], files[1:3], [*files[1:], many[0]])):
        build(cache, f"changed-{number}", kept)
        assert content(open_cached(cache, f"changed-{number}", [])) == content(fresh(tmp_path, kept))


def test_a_plan_file_of_another_plan_moves_to_its_graph(many, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", many)
    many[2][0].write_bytes(ox.serialize([quad("s", "1", ox.NamedNode(EX + "elsewhere"))], format=ox.RdfFormat.N_QUADS))
    build(cache, "r2", many)
    assert content(open_cached(cache, "r2", [])) == content(fresh(tmp_path, many))


def test_other_superclasses_are_given_to_everything(tmp_path):
    ontology, things = tmp_path / "ontology.ttl", tmp_path / "things.nq"
    ontology.write_text(f"<{AZ.Park.value}> <{RDFS.subClassOf.value}> <{AZ.NamedEntity.value}> .", "utf-8")
    things.write_bytes(
        ox.serialize([ox.Quad(ox.NamedNode(EX + "a"), RDF.type, AZ.Park, ONE)] * 1, format=ox.RdfFormat.N_QUADS)
        + b"".join(ox.serialize([quad(f"s{n}", "1")], format=ox.RdfFormat.N_QUADS) for n in range(50))
    )
    files, cache = [(ontology, TWO), (things, None)], tmp_path / "cache"
    build(cache, "r1", files)
    assert open_cached(cache, "r1", []).ask("ASK { ?x a az:NamedEntity }")
    ontology.write_text(f"<{AZ.Park.value}> <{RDFS.subClassOf.value}> <{AZ.Unit.value}> .", "utf-8")
    build(cache, "r2", files)
    assert content(open_cached(cache, "r2", [])) == content(fresh(tmp_path, files))
    assert not open_cached(cache, "r2", []).ask("ASK { ?x a az:NamedEntity }")


def test_a_builder_that_waits_says_so(files, tmp_path):
    cache, said = tmp_path / "cache", []
    cache.mkdir()
    lock = FileLock(cache / "lock")
    lock.acquire()

    def tell(step):
        said.append(step.kind)
        if step.kind == "waiting":
            lock.release()

    build(cache, "r1", files, tell=tell)
    assert said[0] == "waiting"
    assert set(said[1:]) == {"building"}


def test_a_damaged_file_among_many_is_named(many, tmp_path):
    many[3][0].write_bytes(many[3][0].read_bytes() + b"nonsense\n")
    build_apart(tmp_path / "cache", "r1", many, again=False, tell=tell_nobody)
    store = open_cached(tmp_path / "cache", "r1", many)
    assert [error.where for error in store.damaged] == [str(many[3][0])]
    assert [name.value[-1] for name in store.graphs() if "plan" in name.value] == ["0", "1", "2", "4"]


def test_a_damaged_store_is_built_again(files, tmp_path):
    cache = tmp_path / "cache"
    built = build(cache, "r1", files)
    for path in (built / "quads").iterdir():
        path.write_bytes(b"")
    build(cache, "r1", files, again=True)
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3
