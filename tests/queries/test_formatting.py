import re

import pytest

from aizone import queries
from aizone.queries.formatting import format_query

EVERY = [*queries.every(), *queries.every(internal=True)]


def tokens(text):
    return re.findall(r'#[^\n]*|<[^<>\s]*>|"[^"\n]*"|[\w?:@$.-]*\w|[^\s\w]', text)


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_the_layout_changes_nothing_but_white_space(question):
    text = question.sparql()
    laid = format_query(text)
    assert tokens(laid) == tokens(text)
    assert format_query(laid) == laid


def test_a_formatted_question_has_the_same_answer(shipped):
    for name in ("leads_per_goal", "targets_with_units", "units_per_goal"):
        text = queries.load(name).sparql()
        assert shipped.store.select(format_query(text)).rows == shipped.store.select(text).rows


def test_statements_groups_and_comments_have_their_lines():
    laid = format_query(
        "select ?u {?m az:leadUnit ?u;az:partOf ?t. # why\n optional{?u skos:prefLabel ?n}} order by ?u"
    )
    assert laid.splitlines() == [
        "select ?u {",
        "  ?m az:leadUnit ?u ;",
        "    az:partOf ?t . # why",
        "  optional {",
        "    ?u skos:prefLabel ?n",
        "  }",
        "}",
        "order by ?u",
    ]


def test_what_is_not_sparql_is_laid_out_as_well_as_can_be():
    for text in ("", "SELECT * {", "} } }", "))) ((", '"open', "市科技局 。"):
        assert tokens(format_query(text)) == tokens(text)
