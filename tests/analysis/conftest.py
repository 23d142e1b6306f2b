import pytest

from aizone.projections.incidence import project_incidence
from aizone.queries.records import Responsibility


@pytest.fixture
def incidence():
    """From owner lists in words: 'a b c' is led by a; a capital is a collective owner; one list per measure, of plan p."""

    def build(*lists, plan="p"):
        rows = []
        for number, owners in enumerate(lists, 1):
            for rank, unit in enumerate(owners.split(), 1):
                rows.append(
                    Responsibility(
                        f"m{number}",
                        unit,
                        "lead" if rank == 1 and not unit.isupper() else "responsible",
                        ("order" if len(owners.split()) > 1 else "sole") if rank == 1 else "explicit",
                        plan,
                        unit_label=unit.upper(),
                        unit_type="az:UnitGroup" if unit.isupper() else "az:GovernmentUnit",
                        rank=rank,
                    )
                )
        return project_incidence(rows)

    return build
