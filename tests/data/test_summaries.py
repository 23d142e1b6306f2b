"""The hand-written summaries and what ingest wrote speak of the same things, and no summary quotes a plan."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from aizone.vocab import AZ, DCTERMS, RDF, SKOS

REPOSITORY = Path(__file__).resolve().parents[2]
PLANS = REPOSITORY / "data" / "plans"
HEFEI_TEXT = REPOSITORY.parent / "shared" / "input" / "hefei-2020-2023.txt"
LONGEST_SHARED_RUN = 20
SLUGS = ("hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029")
NAMED_IN_ENGLISH = (AZ.Plan, AZ.Clause, AZ.Measure, AZ.Target, AZ.Aim)


def load(path: Path, rdf_format: RdfFormat) -> Store:
    store = Store()
    store.load(path=str(path), format=rdf_format)
    return store


@pytest.fixture(scope="module", params=SLUGS)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def plan(slug: str) -> Store:
    return load(PLANS / f"{slug}.nq", RdfFormat.N_QUADS)


@pytest.fixture(scope="module")
def summaries(slug: str) -> Store:
    return load(PLANS / f"{slug}.summaries.ttl", RdfFormat.TURTLE)


def things(store: Store, *classes: NamedNode) -> set[NamedNode]:
    return {
        quad.subject
        for cls in classes
        for quad in store.quads_for_pattern(None, RDF.type, cls, None)
        if isinstance(quad.subject, NamedNode)
    }


def languages(store: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    literals = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, None))
    return sorted(literal.language or "" for literal in literals if isinstance(literal, Literal))


def test_every_measure_has_one_abstract_in_each_language(plan: Store, summaries: Store) -> None:
    measures = things(plan, AZ.Measure)
    assert measures
    wrong = {node.value for node in measures if languages(summaries, node, DCTERMS.abstract) != ["en", "zh"]}
    assert wrong == set()


def test_everything_named_has_one_english_label(plan: Store, summaries: Store) -> None:
    wrong = {
        node.value
        for node in things(plan, *NAMED_IN_ENGLISH)
        if [language for language in languages(summaries, node, SKOS.prefLabel) if language != "zh"] != ["en"]
    }
    assert wrong == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_measure_has_a_label_of_its_own(plan: Store, summaries: Store, lang: str) -> None:
    """One in each language, which tells it from every other measure and does not number it."""
    labels = [
        label
        for node in things(plan, AZ.Measure)
        for label in {
            quad.object.value
            for store in (plan, summaries)
            for quad in store.quads_for_pattern(node, SKOS.prefLabel, None, None)
            if isinstance(quad.object, Literal) and quad.object.language == lang
        }
    ]
    assert len(labels) == len(things(plan, AZ.Measure))
    again = {label for label in labels if labels.count(label) > 1}
    assert again == set()
    assert [label for label in labels if re.search(r"\(\d+\)$|项措施）$", label)] == []


def told(summaries: Store, measure: str, lang: str) -> str:
    node = NamedNode(f"https://w3id.org/aizone/id/plan/hefei-2020-2023/{measure}")
    found = summaries.quads_for_pattern(node, DCTERMS.abstract, None, None)
    return next(
        quad.object.value for quad in found if isinstance(quad.object, Literal) and quad.object.language == lang
    )


@pytest.mark.parametrize(
    ("measure", "lang", "present", "absent"),
    [
        ("3/3/4/m1", "zh", ["云中心", "运行监测系统", "消防服务系统", "人、环境、机器人"], ["等监测系统"]),
        ("3/3/4/m1", "en", ["environment", "fire-safety cloud centre", "industrial-safety"], ["monitoring systems"]),
        (
            "3/3/4/m2",
            "en",
            ["interrogation system", "social-stability system", "platform"],
            ["stability and information"],
        ),
        ("3/3/5/m3", "zh", ["突发环境事件的防控"], []),
        ("3/3/5/m3", "en", ["control of regional environmental risks"], []),
        ("3/3/6/m1", "zh", ["运营管理", "网联汽车运营", "展示"], []),
        ("3/3/6/m1", "en", ["run and managed", "operates connected vehicles", "exhibitions"], []),
        ("3/3/6/m4", "zh", ["后台", "探索", "智慧城市"], ["云"]),
        ("3/3/6/m4", "en", ["back-end", "smart-city project"], ["cloud"]),
        ("4/2/m1", "zh", ["科学高效", "落实并完善"], ["完整"]),
        ("4/2/m1", "en", ["efficient"], ["complete"]),
        ("4/3/m3", "zh", ["培育国际标准"], ["参与国际"]),
        ("4/3/m3", "en", ["foster international standards"], ["take part"]),
        ("3/5/2/m1", "zh", ["脑科学", "工业互联网"], []),
        ("3/5/2/m2", "zh", ["工程化", "加快建设华为联合创新中心"], []),
        ("3/5/3/m3", "zh", ["交叉研究", "等级保护"], []),
        ("3/2/3/m1", "zh", ["人机交互"], []),
        ("3/4/1/m1", "zh", ["专精特新"], ["小企业"]),
    ],
)
def test_what_the_hefei_summaries_say(measure: str, lang: str, present: list[str], absent: list[str]) -> None:
    """Nothing that the plan lists is lost, nothing is added, and the verb is the plan's."""
    said = told(load(PLANS / "hefei-2020-2023.summaries.ttl", RdfFormat.TURTLE), measure, lang)
    assert [words for words in present if words not in said] == []
    assert [words for words in absent if words in said] == []


def test_every_target_has_an_english_metric(plan: Store, summaries: Store) -> None:
    assert {node.value for node in things(plan, AZ.Target) if languages(summaries, node, AZ.metric) != ["en"]} == set()


def test_what_a_target_counts_is_said_in_english_as_often_as_in_chinese(plan: Store, summaries: Store) -> None:
    """Each scope has English words, and targets that count the same do so in both languages: they are stages of one number."""

    def words(store: Store, node: NamedNode, term: NamedNode) -> list[str]:
        return [
            quad.object.value
            for quad in store.quads_for_pattern(node, term, None, None)
            if isinstance(quad.object, Literal)
        ]

    found = [
        (
            goal.subject,
            *([*words(store, node, AZ.metric), *words(store, node, AZ.scope)] for store in (plan, summaries)),
        )
        for node in things(plan, AZ.Target)
        for goal in plan.quads_for_pattern(None, AZ.hasTarget, node, None)
    ]
    assert [one for one in found if len(one[1]) != len(one[2])] == []
    chinese, english = {(goal, *zh) for goal, zh, _en in found}, {(goal, *en) for goal, _zh, en in found}
    assert len(chinese) == len(english) == len({(goal, *zh, *en) for goal, zh, en in found})


def test_every_name_that_no_registry_knows_has_an_english_name(plan: Store, summaries: Store) -> None:
    unresolved = things(plan, AZ.UnresolvedUnit)
    assert [node for node in unresolved if languages(summaries, node, SKOS.prefLabel) != ["en"]] == []


def test_summaries_speak_only_of_things_in_the_plan(plan: Store, summaries: Store) -> None:
    known = things(plan, *NAMED_IN_ENGLISH, AZ.UnresolvedUnit, AZ.Platform, AZ.Park, AZ.Event)
    spoken_of = {quad.subject for quad in summaries if isinstance(quad.subject, NamedNode)}
    assert {node.value for node in spoken_of - known} == set()


def bare(text: str) -> str:
    """The letters and digits of a text: punctuation does not hide a quotation."""
    return re.sub(r"[\W_]+", "", text)


def longest_shared_run(words: str, text: str) -> int:
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and words[start : start + longest + 1] in text:
            longest += 1
    return longest


@pytest.mark.parametrize(("words", "length"), [("甲乙丙", 2), ("子丑", 0), ("乙丁", 2)])
def test_a_shared_run_is_measured(words: str, length: int) -> None:
    assert longest_shared_run(words, "甲乙丁") == length


def test_no_abstract_of_the_hefei_plan_quotes_it() -> None:
    if not HEFEI_TEXT.exists():
        pytest.skip("the plan's text is not beside this checkout")
    text = bare(HEFEI_TEXT.read_text("utf-8"))
    store = load(PLANS / "hefei-2020-2023.summaries.ttl", RdfFormat.TURTLE)
    abstracts = [
        quad.object.value
        for quad in store.quads_for_pattern(None, DCTERMS.abstract, None, None)
        if isinstance(quad.object, Literal)
    ]
    assert abstracts
    assert [words for words in abstracts if longest_shared_run(bare(words), text) > LONGEST_SHARED_RUN] == []
