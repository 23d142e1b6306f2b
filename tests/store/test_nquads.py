"""N-Quads as bytes: their graphs, their lines, and what the default graph holds for them."""

import pytest

from aizone.store.nquads import graphs_of, lines_of, main_graph, without_graph
from aizone.vocab import RDF

ONE = b'<a> <p> <b> <g> .\n<a> <p> " <h> ." <g> .\n'
TWO = ONE + b'<c> <p> "x" <h> .\n'


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n \n"], ids=["open", "ended", "blank lines"])
def test_lines_are_told_apart_by_their_graph(end):
    for nquads, graphs in ((ONE, {"g": 2}), (TWO, {"g": 2, "h": 1})):
        text = nquads.rstrip(b"\n") + end
        assert graphs_of(text) == graphs
        assert main_graph(text) == "g"
        assert len(lines_of(text, "g")) == 2
        assert len(lines_of(text, "g", of_others=True)) == len(graphs) - 1


def test_an_empty_file_is_in_no_graph():
    assert main_graph(b"") == ""
    assert not graphs_of(b"")
    assert without_graph(b"", {b"<K>": [b"<W>"]}) == b""


def test_things_get_the_superclasses_of_their_class_and_texts_do_not():
    kind = f"<{RDF.type.value}>".encode()
    said = b'<a> %b <K> <g> .\n<b> <p> "<c> %b <K> x" <g> .\n' % (kind, kind)
    made = without_graph(said, {b"<K>": [b"<W>"]})
    assert made == b'<a> %b <K> .\n<b> <p> "<c> %b <K> x" .\n<a> %b <W> .\n' % (kind, kind, kind)
