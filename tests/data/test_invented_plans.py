"""The invented plans hold at least one of each thing a coordinator looks for, so that every feature can be tried without own data."""

import pytest

PLANS = "VALUES ?plan { <https://w3id.org/aizone/id/plan/yunjiang-2024-2026> <https://w3id.org/aizone/id/plan/yunjiang-2027-2029> }"
LOOKED_FOR = {
    "a relative owner": "?m az:assignment/az:unit ?x . ?x az:relative true",
    "a rule stated once": "?x az:basis azbasis:rule",
    "a blanket clause": "?x az:basis azbasis:blanket",
    "a lead by order": "?x az:basis azbasis:order",
    "members of a collective owner": "?x az:basis azbasis:group ; az:fromGroup ?g",
    "a name that no registry knows": "?x a az:UnresolvedUnit",
    "an owner list that goes on (等)": "?x az:openOwnerList true",
    "owners in lines of their own": "?x az:ownerList ?l FILTER(CONTAINS(?l, '\\n'))",
    "owners in a sentence": "?x az:ownerList ?l FILTER(CONTAINS(?l, '会同'))",
    "a deadline of a year": "?x az:deadline ?d FILTER(DATATYPE(?d) = xsd:gYear)",
    "a deadline of a month": "?x az:deadline ?d FILTER(DATATYPE(?d) = xsd:gYearMonth)",
    "a deadline of a day": "?x az:deadline ?d FILTER(DATATYPE(?d) = xsd:date)",
    "work without an end": "?x az:continuous true",
    "a measure without lead": "?x a az:Measure FILTER NOT EXISTS { ?x az:leadUnit ?u }",
    "a target per year": "?x az:period azperiod:year",
    "a supervising unit": "?x az:superviseUnit ?u",
}


@pytest.mark.parametrize("what", LOOKED_FOR)
def test_an_invented_plan_has(shipped, what):
    assert len(shipped.sparql(f"SELECT DISTINCT ?x {{ {PLANS} GRAPH ?plan {{ {LOOKED_FOR[what]} }} }}")) >= 1


def test_one_platform_is_under_two_leads(shipped):
    """In the two plans of the city together: what the second plan takes up again has another lead there."""
    asked = f"""SELECT DISTINCT ?x {{ {PLANS} {PLANS.replace("?plan", "?other")}
        GRAPH ?plan {{ ?m az:delivers|az:supports ?x ; az:leadUnit ?u }}
        GRAPH ?other {{ ?n az:delivers|az:supports ?x ; az:leadUnit ?v }}
        {{ ?x a az:Platform }} FILTER(?u != ?v) }}"""
    assert len(shipped.sparql(asked)) >= 1


def test_every_deadline_has_its_last_day(shipped):
    """Dates are compared as one xsd:date, however precisely they are written."""
    lacking = "SELECT ?x { ?x az:deadline ?d FILTER NOT EXISTS { ?x az:due ?day FILTER(DATATYPE(?day) = xsd:date) } }"
    assert shipped.sparql(lacking).empty
    assert len(shipped.sparql("SELECT ?x { ?x az:deadline ?d }")) >= 60
