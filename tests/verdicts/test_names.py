from pathlib import Path

import pyoxigraph as ox
import pytest

from aizone.errors import UsageError
from aizone.iri import expand, mint
from aizone.settings import SHIPPED_DATA
from aizone.units import Resolver
from aizone.units.places import read_off
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.names import Decision, NameLedger, check_decision, new_unit
from tests.units.conftest import BASE_FILES

OWN = sorted((SHIPPED_DATA / "units").glob("*.ttl"))
YUNJIANG = expand("id:place/yunjiang")
WUHU = expand("id:place/wuhu")
SCIENCE = expand("id:unit/yunjiang-science-and-technology-bureau")
DATA = expand("id:unit/yunjiang-data-bureau")
WUHU_SCIENCE = mint("unit", "wuhu", "芜湖市科学技术局")
WUHU_INDUSTRY = mint("unit", "wuhu", "芜湖市工业和信息化局")


def decide(verb, subject, other, why=None):
    return Decision(verb, subject, other, Attribution("tester", "2026-01-02T03:04:05Z", why))


@pytest.fixture
def registry_with(tmp_path):
    def load(*decisions):
        path = tmp_path / "decisions.ttl"
        ledger = NameLedger(path, OWN, BASE_FILES)
        return ledger.check(ledger.changed(None, decisions, {}))

    return load


def test_an_alias_holds_in_the_units_place(registry_with):
    registry = registry_with(decide("alias", SCIENCE, "市科创局"))
    assert Resolver(registry, YUNJIANG).resolve("市科创局").unit == SCIENCE
    assert Resolver(registry, expand("id:place/hefei")).resolve("市科创局").unit is None


def test_an_alias_of_a_body_only_plans_name(registry_with):
    registry = registry_with(decide("alias", WUHU_SCIENCE, "市科创局"))
    found = Resolver(registry, WUHU).resolve("市科创局")
    assert (found.unit, found.label, found.method) == (WUHU_SCIENCE, "芜湖市科学技术局", "decision")
    assert Resolver(registry, expand("id:place/anqing")).resolve("市科创局").unit is None


def test_a_merged_unit_gives_its_names_to_the_other(registry_with):
    registry = registry_with(decide("merge", DATA, SCIENCE))
    resolver = Resolver(registry, YUNJIANG)
    assert DATA not in registry.units
    assert resolver.resolve("市数据局").unit == SCIENCE
    assert resolver.resolve("云江市数据局").unit == SCIENCE


def test_merged_bodies_only_plans_name(registry_with):
    registry = registry_with(decide("merge", WUHU_INDUSTRY, WUHU_SCIENCE))
    found = Resolver(registry, WUHU).resolve("市工信局")
    assert (found.unit, found.label) == (WUHU_SCIENCE, "芜湖市科学技术局")


def test_a_name_that_does_not_mean_a_unit(registry_with):
    registry = registry_with(decide("not-same", SCIENCE, "市科技局"))
    found = Resolver(registry, YUNJIANG).resolve("市科技局")
    assert found.unit != SCIENCE
    assert "云江市科学技术局" not in found.proposals
    registry = registry_with(decide("not-same", WUHU_SCIENCE, "市科技局"))
    assert Resolver(registry, WUHU).resolve("市科技局").unit is None


def test_a_decision_says_who_when_and_why():
    decision = decide("alias", SCIENCE, '市"科"局', why='a reason\nwith "quotes"')
    text = NameLedger(Path("decisions.ttl"), [], []).block(decision)
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    said = {quad.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: quad.object for quad in store}
    assert said["creator"].value == "tester"
    assert said["created"].value == "2026-01-02T03:04:05Z"
    assert said["description"].value == 'a reason\nwith "quotes"'
    assert said["altLabel"].value == '市"科"局'


@pytest.mark.parametrize(
    ("earlier", "decision", "says"),
    [
        (decide("not-same", SCIENCE, "市数字局"), decide("alias", SCIENCE, "市数字局"), "does not mean this unit"),
        (decide("not-same", SCIENCE, DATA), decide("merge", DATA, SCIENCE), "these are two units"),
        (decide("merge", SCIENCE, DATA), decide("not-same", SCIENCE, DATA), "these are one unit"),
        (decide("alias", SCIENCE, "甲局"), decide("merge", SCIENCE, SCIENCE), "the same unit"),
        (decide("alias", SCIENCE, "甲局"), decide("alias", SCIENCE, " "), "is not a valid name"),
    ],
)
def test_a_decision_does_not_contradict_an_earlier_one(registry_with, earlier, decision, says):
    with pytest.raises(UsageError, match=says):
        check_decision(decision, registry_with(earlier))


def test_a_unit_that_no_registry_has_is_made_and_taken_back(tmp_path):
    """玉河市 is in no registry either; its bodies and names are found as if a registry described them."""
    made = Attribution("甲", "2026-01-02T03:04:05Z")
    ledger = NameLedger(tmp_path / "decisions.ttl", OWN, BASE_FILES)
    before = ledger.check(ledger.changed(None, [], {}))
    place = read_off("玉河市", None)
    decided = new_unit("玉河市科创办公室", "GovernmentUnit", place, before, made)
    assert [one.verb for one in decided] == ["place", "unit"]
    unit = decided[-1].subject
    registry = ledger.registry_with(decided, before)
    assert registry.places[place.iri].names == place.names
    assert Resolver(registry, place.iri).resolve("市科创办公室").unit == unit
    with pytest.raises(UsageError, match="is known already"):
        check_decision(decided[-1], registry)
    ledger.path.write_text(ledger.changed(None, decided, {}), "utf-8")
    assert set(ledger.read()) == {*decided}
    again = ledger.changed(ledger.path.read_text("utf-8"), [], {decided[-1].id: made})
    assert unit not in ledger.check(again).units
    assert place.iri in ledger.check(again).places
    assert [
        one.verb
        for one in new_unit("合肥市算力办公室", "GovernmentUnit", before.places[expand("id:place/hefei")], before, made)
    ] == ["unit"]
