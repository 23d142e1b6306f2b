import pytest

from aizone.errors import QueryError
from aizone.i18n import LANGUAGES, translator
from aizone.queries.mistakes import find_mistakes, odd_names

# a wrong query, what is marked, words of the message, and the query as the fix leaves it ('' for no fix)
CASES = [
    ("SELECT ?u { ?u a az:Unit OPTIONAL ?u rdfs:label ?l }", "OPTIONAL ?u", "needs braces", ""),
    (
        "SELECT ?m (GROUP_CONCAT(?l, ',') AS ?ls) { ?m rdfs:label ?l } GROUP BY ?m",
        ", ','",
        "What stands between the values is named",
        "SELECT ?m (GROUP_CONCAT(?l; SEPARATOR=',') AS ?ls) { ?m rdfs:label ?l } GROUP BY ?m",
    ),
    (
        "SELECT * { ?m az:about ?t } GROUP BY ?t",
        "*",
        "name the columns instead of *",
        "SELECT ?t (COUNT(*) AS ?n) { ?m az:about ?t } GROUP BY ?t",
    ),
    ("SELECT ?l { ?u rdfs:label ?l FILTER lang(?l) = 'zh' }", "FILTER lang", "needs brackets around", ""),
    ("SELECT * { ?s foo:bar ?o }", "foo:bar", "“foo:” is not declared: add PREFIX foo:", ""),
    ("SELECT * { ?s ax:leadUnit ?o }", "ax:leadUnit", "did you mean “az:”", "SELECT * { ?s az:leadUnit ?o }"),
    ("SELECT * { ?s foaf:name ?o }", "foaf:name", "add PREFIX foaf: <http://xmlns.com/foaf/0.1/> at the top", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT * { ?s foaf:name ?o }"),
    ("SELECT * { ?s dct:title ?o }", "dct:title", "add PREFIX dct:", "PREFIX dct: <http://purl.org/dc/terms/>\nSELECT * { ?s dct:title ?o }"),
    ("SELCT * { ?s ?p ?o }", "SELCT", "did you mean SELECT", "SELECT * { ?s ?p ?o }"),
    ("SELECT * { ?s ?p ?o FLTER(?o > 3) }", "FLTER", "did you mean FILTER", "SELECT * { ?s ?p ?o FILTER(?o > 3) }"),
    ("SELECT * { ?s ?p ?o", "{", "{ is not closed", "SELECT * { ?s ?p ?o }"),
    ("SELECT * { ?s ?p ?o } }", "}", "closes nothing", "SELECT * { ?s ?p ?o } "),
    ("SELECT * { ?s ?p ?o FILTER(?o > 3 }", "(", ") is missing before the next }", "SELECT * { ?s ?p ?o FILTER(?o > 3 ) }"),
    ("SELECT ?s (COUNT(?x) AS ?n { ?s ?p ?x } GROUP BY ?s", "(", "( is not closed", "SELECT ?s (COUNT(?x) AS ?n ) { ?s ?p ?x } GROUP BY ?s"),
    ("SELECT * { ?s az:leadUnit ?u ?u skos:prefLabel ?n }", "?u", "A full stop is missing before ?u", "SELECT * { ?s az:leadUnit ?u . ?u skos:prefLabel ?n }"),
    ("SELECT ?s COUNT(?x) { ?s ?p ?x } GROUP BY ?s", "COUNT(?x)", "needs brackets and a name", "SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x } GROUP BY ?s"),
    ("SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x }", "?s", "neither counted nor grouped", "SELECT ?s (COUNT(?x) AS ?n) { ?s ?p ?x } GROUP BY ?s"),
    ("SELECT ?a ?s { ?s ?p ?a } GROUP BY ?s", "?a", "add it to GROUP BY", "SELECT ?a ?s { ?s ?p ?a } GROUP BY ?s ?a"),
    ('SELECT * { ?s ?p "abc }', '"abc }', "does not end on its line", ""),
    ("SELECT * { ?s ?p ?o . FILTER ?o > 3 }", "FILTER ?o", "FILTER needs brackets", ""),
    ("SELECT * { ?s az:leadUnit 市科技局 }", "市科技局", "choose the entity from the list", ""),
    ("PREFIX az <https://x/> SELECT * {?s ?p ?o}", "az", "A colon is missing", "PREFIX az: <https://x/> SELECT * {?s ?p ?o}"),
    ("SELECT * { ?s a az:Unit ； az:rank ?r }", "；", "is a Chinese sign", "SELECT * { ?s a az:Unit ; az:rank ?r }"),
    ("SELECT * { ?s ?p ?o 。 }", "。", "is a Chinese sign", "SELECT * { ?s ?p ?o . }"),
    ("", "", "The query is empty", ""),
    (" # later", "", "The query is empty", ""),
    ("PREFIX az: <https://x/>", "<https://x/>", "Nothing is asked after this", ""),
    ("SELECT ?s, ?p, ?o { ?s ?p ?o }", ",", "No commas between columns", "SELECT ?s ?p ?o { ?s ?p ?o }"),
    ("SELECT ?s (CONCAT(STR(?s), '1') AS ?x), ?o { ?s ?p ?o }", ",", "No commas", "SELECT ?s (CONCAT(STR(?s), '1') AS ?x) ?o { ?s ?p ?o }"),
    ("SELECT * { ?s ?p ?o, ?x } ORDER BY ?s, ?p", ",", "No commas", "SELECT * { ?s ?p ?o, ?x } ORDER BY ?s ?p"),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?s, ?p LIMIT 3", ",", "No commas", "SELECT ?s { ?s ?p ?o } GROUP BY ?s ?p LIMIT 3"),
    ("SELECT * { ?s ?p ?o FILTER(?o > 3 AND ?o < 5) }", "AND", "SPARQL has no AND: write &&.", "SELECT * { ?s ?p ?o FILTER(?o > 3 && ?o < 5) }"),
    ("SELECT * { ?s ?p ?o FILTER(?o LIKE 'x') }", "LIKE", "write CONTAINS(", ""),
    ("SELECT * { ?s a Task }", "Task", "“Task” needs its prefix: az:Task", "SELECT * { ?s a az:Task }"),
    ("SELECT * { ?s leadUnit ?u }", "leadUnit", "needs its prefix: az:leadUnit", "SELECT * { ?s az:leadUnit ?u }"),
    ("SELECT ?s { ?s az:leadUnit unit:hefei-x }", "unit:hefei-x", "add PREFIX unit: <https://w3id.org/aizone/id/unit/> at the top", "PREFIX unit: <https://w3id.org/aizone/id/unit/>\nSELECT ?s { ?s az:leadUnit unit:hefei-x }"),
    ("SELECT * { ?s az:rank ?r } ORDER BY ?r DESC", "?r DESC", "The direction comes before the column: DESC(?r)", "SELECT * { ?s az:rank ?r } ORDER BY DESC(?r)"),
    ("SELECT * { ?s az:rank ?r } ORDER BY ?s ?r asc LIMIT 3", "?r asc", "ASC(?r)", "SELECT * { ?s az:rank ?r } ORDER BY ?s ASC(?r) LIMIT 3"),
    ("SELECT * { ?s ?p ?o } LIMIT 10, 20", "LIMIT 10, 20", "LIMIT takes one number: LIMIT 20 OFFSET 10", "SELECT * { ?s ?p ?o } LIMIT 20 OFFSET 10"),
    ("INSERT DATA { <x:a> <x:b> 1 }", "INSERT", "would change data", ""),
    ("SELECT ?s (?o AS ?s) {?s ?p ?o}", "SELECT", "already uses", ""),
]  # fmt: skip


def refused(store, text):
    with pytest.raises(QueryError) as caught:
        store.run(text)
    return caught.value


@pytest.mark.parametrize(("text", "marked", "words", "mended"), CASES, ids=[case[0][:32] for case in CASES])
def test_a_mistake_is_marked_in_words_and_mended(shipped, text, marked, words, mended):
    found = find_mistakes(text, refused(shipped.store, text))
    first = found[0]
    assert text[first.start : first.end] == marked
    assert words in first.line(str)
    for lang in LANGUAGES:
        assert first.line(translator(lang))
    assert (first.fix.apply(text) if first.fix else "") == mended
    if mended:
        shipped.store.run(mended, max_rows=1)


ODD = [
    ("SELECT ?s，?p { ?s ?p ?o }", "SELECT ?s,?p { ?s ?p ?o }"),
    ("SELECT ?s { ?s a az:Task。 }", "SELECT ?s { ?s a az:Task. }"),
    ("SELECT ?s { ?s az:rank ?r；}", "SELECT ?s { ?s az:rank ?r;}"),
]


@pytest.mark.parametrize(("text", "mended"), ODD)
def test_a_chinese_sign_that_the_engine_takes_for_a_letter_is_told(shipped, text, mended):
    shipped.store.run(text)
    (odd,) = odd_names(text)
    assert "is a Chinese sign" in odd.line(str)
    assert odd.fix.apply(text) == mended


@pytest.mark.parametrize(
    "text", ["SELECT ?s { ?s az:rank ?r FILTER(BOUND(?s）) }", "SELECT ?s { ?s az:rank ?r； az:role ?x }"]
)
def test_a_chinese_bracket_is_not_said_to_be_missing(shipped, text):
    assert "is a Chinese sign" in find_mistakes(text, refused(shipped.store, text))[0].line(str)


def test_chinese_signs_in_texts_comments_and_addresses_are_not_odd(shipped):
    text = "SELECT ?名称 { ?s rdfs:label ?名称 FILTER(?名称 != '甲，乙；（丙）。') } # 完。"
    shipped.store.run(text)
    assert odd_names(text) == []


def test_the_place_counts_lines(shipped):
    text = "PREFIX az: <https://w3id.org/aizone/ontology#>\nSELECT ?u {\n  ?m az:leadUnit ?u\n  ?u az:rank ?r\n}"
    assert find_mistakes(text, refused(shipped.store, text))[0].place(text) == (4, 3)


def test_what_no_rule_knows_has_the_engines_place(shipped):
    for text in (
        "SELECT * WHERE { ?s ?p ?o } ORDER BY",
        "SELECT * { ?s ?p ?o, }",
        "SELECT ?s WHERE { ?s ?p ?o } LIMIT",
    ):
        found = find_mistakes(text, refused(shipped.store, text))
        assert "From here on it is not SPARQL" in found[0].line(str)
        assert 0 < found[0].start <= len(text)


def test_known_prefixes_need_not_be_declared(shipped):
    assert len(shipped.store.select("SELECT ?p { ?p a az:Plan ; skos:prefLabel ?n FILTER(LANG(?n) = 'zh') }")) == 3
