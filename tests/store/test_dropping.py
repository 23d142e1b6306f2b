"""An error while an answer is read keeps nothing of it: the engine wants its answers freed where they were made."""

import gc
import threading
import weakref

import pyoxigraph as ox
import pytest

from aizone.store import OxigraphStore
from aizone.store.dropping import drops_its_answer


class Answer:
    """Stands for an answer that is being read."""


def test_an_error_holds_no_answer():
    seen = []

    def read(answer):
        seen.append(weakref.ref(answer))
        raise ValueError("broken off")

    @drops_its_answer
    def asked(words):
        """A question."""
        answer = Answer()
        return words, read(answer)

    with pytest.raises(ValueError, match="broken off") as caught:
        asked("x")
    assert seen[0]() is None
    assert caught.value.__traceback__ is not None  # where it happened is still told
    assert asked.__doc__ == "A question."


def test_the_parser_of_from_clauses_holds_no_answer(monkeypatch):
    """What it leaves is collected in whatever thread allocates next."""
    graph = ox.NamedNode("http://example.org/g")
    store = OxigraphStore()
    store.replace_graph(graph, [ox.Quad(graph, graph, graph, graph)])
    complaints = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    gc.collect()
    assert len(store.select(f"SELECT ?s FROM {graph} {{ ?s ?p ?o }}")) == 1
    other = threading.Thread(target=gc.collect)
    other.start()
    other.join()
    assert [str(one.exc_value) for one in complaints] == []
