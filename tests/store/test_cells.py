"""Answers as tables of cells: the same terms as those that the engine gives one by one."""

import pyoxigraph as ox
import pytest

from aizone.store import OxigraphStore
from aizone.store.cells import coded, table_of_answer, table_of_rows, terms, text_of, where

XSD = "http://www.w3.org/2001/XMLSchema#"
LITERALS = [
    ox.Literal("中文", language="zh"),
    ox.Literal('引号 " 与 \\ 和\t制表\n换行\r回车'),
    ox.Literal(""),
    ox.Literal("", language="en"),
    ox.Literal("12"),
    ox.Literal("true"),
    ox.Literal("a, b; c"),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "integer")) for text in ("12", "-7", "+3", "007")),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal")) for text in ("0.5", "-.5", "1.0", "5")),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "double")) for text in ("1e3", "1.5E-2", ".5e1", "INF")),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "boolean")) for text in ("true", "false", "1")),
    ox.Literal("2027-06", datatype=ox.NamedNode(XSD + "gYearMonth")),
]


@pytest.mark.parametrize("literal", LITERALS, ids=str)
def test_a_cell_is_the_term_that_the_engine_gives(literal):
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), literal))
    query = "SELECT ?s ?o ?none WHERE { ?s ?p ?o }"
    given = next(store.query(query))["o"]  # '+3' is '3' in the engine
    table = table_of_answer(store.query(query))
    assert table.column_names == ["s", "o", "none"]
    (row,) = zip(*(list(terms(column.to_pylist())) for column in table.columns), strict=True)
    assert row == (ox.NamedNode("urn:a"), given, None)
    assert table.column("o").to_pylist() == [str(given)]


@pytest.mark.parametrize("term", [*LITERALS, ox.NamedNode("urn:a"), ox.BlankNode("b1")], ids=str)
def test_the_text_of_a_cell_is_the_value_of_its_term(term):
    assert text_of(str(term)) == term.value


def test_an_answer_without_rows_has_its_columns():
    table = table_of_answer(OxigraphStore().answer("SELECT ?s ?o WHERE { ?s ?p ?o }"))
    assert (table.column_names, len(table)) == (["s", "o"], 0)


def test_a_single_column_keeps_its_unbound_rows():
    table = table_of_answer(ox.Store().query("SELECT ?a { VALUES ?a { <urn:x> UNDEF <urn:y> } }"))
    assert table.column("a").to_pylist() == ["<urn:x>", None, "<urn:y>"]


def test_rows_are_picked_by_their_cells_across_tables():
    import pyarrow as pa
    import pyarrow.compute as pc

    one = table_of_rows(("a", "b"), [("<urn:1>", None), ("<urn:2>", '"x"')])
    two = table_of_rows(("a", "b"), [("<urn:2>", '"y"'), ("<urn:3>", None)])
    table = pa.concat_tables([one, two, table_of_rows(("a", "b"), [])])
    assert coded(table.column("a")).to_pylist() == ["<urn:1>", "<urn:2>", "<urn:2>", "<urn:3>"]
    picked = table.filter(where(table.column("a"), lambda cells: pc.equal(cells, "<urn:2>")))
    assert picked.column("b").to_pylist() == ['"x"', '"y"']
    assert not len(table.filter(where(table.column("b"), lambda cells: pc.equal(cells, '"z"'))))
    none = table_of_rows(("a", "b"), [("<urn:1>", None)])
    assert not len(none.filter(where(none.column("b"), lambda cells: pc.equal(cells, '"x"'))))
