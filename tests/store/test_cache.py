"""The store on disk: built in a new folder, swapped in whole, built again when it is damaged."""

import os
import signal
import subprocess
import sys
import textwrap

import pyoxigraph as ox
import pytest

from aizone.store.cache import build, open_cached

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
    assert sorted(path.name for path in cache.glob("store-*")) == ["store-3-r2", "store-3-r3"]


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


def test_a_build_that_is_killed_leaves_the_old_store_in_use(files, tmp_path):
    cache = tmp_path / "cache"
    build(cache, "r1", files)
    script = textwrap.dedent(
        """
        import signal, sys
        from pathlib import Path
        from aizone.store import cache
        from aizone.store.oxigraph import OxigraphStore
        def stuck(self, files):
            print("building", flush=True)
            signal.pause()
        OxigraphStore.bulk_load = stuck
        cache.build(Path(sys.argv[1]), "r2", [])
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(cache)], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout.readline() == "building\n"
        process.send_signal(signal.SIGKILL)
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3
    assert list(cache.glob("build-*"))  # the killed one is still there ...
    build(cache, "r3", files)
    assert not list(cache.glob("build-*"))  # ... and removed by the next


def test_a_damaged_store_is_built_again(files, tmp_path):
    cache = tmp_path / "cache"
    folder = build(cache, "r1", files)
    for path in folder.iterdir():
        path.write_bytes(b"")
    build(cache, "r1", files, again=True)
    assert len(open_cached(cache, "r1", []).select("SELECT * WHERE { ?s ?p ?o }")) == 3
