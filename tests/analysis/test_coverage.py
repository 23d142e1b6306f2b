from aizone.analysis.coverage import (
    inferred_leads,
    items_without_lead,
    items_without_owner,
    ownerless_things,
    unresolved_owners,
)
from aizone.projections.responsibility_matrix import ColumnHead, Matrix, MatrixCell, RowHead
from aizone.projections.things import Thing

ROWS = tuple(RowHead(item, "", item, "", "", "p", "", (0, place)) for place, item in enumerate("tuv"))
COLUMNS = (ColumnHead("a", "A", "A", "GovernmentUnit"), ColumnHead("x", "X", "X", "UnresolvedUnit"))
CELLS = {
    ("t", "a"): MatrixCell((("lead", 1), ("responsible", 2)), frozenset({"lead"})),
    ("t", "x"): MatrixCell((("lead", 1),)),
    ("u", "a"): MatrixCell((("responsible", 1),), frozenset({"responsible"})),
}
MATRIX = Matrix(ROWS, COLUMNS, CELLS)


def test_gaps_of_a_matrix_by_hand():
    assert [row.item for row in items_without_owner(MATRIX)] == ["v"]
    assert [row.item for row in items_without_lead(MATRIX)] == ["u", "v"]
    assert [head.unit for head in unresolved_owners(MATRIX)] == ["x"]
    assert inferred_leads(MATRIX) == (1, 2)
    assert inferred_leads(Matrix((), (), {})) == (0, 0)


def test_a_thing_without_an_owner_is_a_gap():
    owned = Thing("y", "Y", "Park", None, (), (("a", "A", "lead"),))
    bare = Thing("z", "Z", "Park", None, (), ())
    assert ownerless_things([owned, bare]) == (bare,)
