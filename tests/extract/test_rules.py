"""Every rule that a fact names as its reason is declared, has a sentence in each language, and fires where its example says."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import aizone
from aizone.documents import read_bytes
from aizone.extract import knowledge as knowledge_room
from aizone.extract.mentions import read_table as mention_table
from aizone.extract.owners.grammar import read_table as owner_table
from aizone.extract.rules import About, rules
from aizone.extract.targets.quantities import read_table as quantity_table
from aizone.model import ISSUE_CODES
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.units.resolve import Method

EXTRACT = Path(knowledge_room.__file__).parent
TEXT = EXTRACT.parent / "text"
TESTS = Path(__file__).parents[1]
TITLE = "云江市人民政府\n2024年3月1日\n云江市人工智能行动计划（2024—2026年）\n"
HEAD = f"{TITLE}一、重点任务\n"
WORK = ("修路", "治水", "种树", "养殖", "防火", "修桥", "办学", "助老")
NOT_RULES = {"unit-group", "lead-units", "responsible-units", "member-units", "utf-8", "left-out"}
SHOWN_BY_TESTS = {
    "mention-own-object": ("extract/test_openings.py", "test_the_short_word_means_the_plans_object"),
    "relation-nested": ("extract/test_mentions.py", "test_a_name_inside_a_longer_name_is_a_mention_of_its_own"),
    "name-decision": ("extract/test_rules.py", "test_a_decided_name_says_so"),
    "decided": ("views/test_explanation.py", "test_what_a_person_decided_says_so"),
}


def table_entries():
    """Entries of the word tables by name, each as what a measure may say."""
    table = owner_table()
    for entries in table.values():
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict) and "name" in entry:
                example = entry["example"]
                text = example if isinstance(example, str) else f"（{example[0]}）"
                yield entry["name"], f"建设平台。{text}"
    for entry in mention_table()["type"]:
        yield f"ending-{entry['name'].lower()}", f"{entry['example'][0]}。"
    for entry in quantity_table()["lookalike"]:
        yield entry["name"], f"{entry['example']}。"


IN_TABLES = dict(table_entries())


def document_of(example, shown_by):
    if shown_by == "table":
        header = "任务,责任单位,完成时限\n"
        rows = "\n".join(line + "," * (2 - line.count(",")) for line in example.split("\n"))
        return read_bytes(("云江市人工智能行动计划（2024—2026年）,,\n" + header + rows).encode(), "plan.csv")
    if shown_by == "marks":
        header = "任务,市科技局,市财政局\n"
        return read_bytes(f"云江市人工智能行动计划（2024—2026年）,,\n{header}{example}\n".encode(), "plan.csv")
    if shown_by == "goals":
        aim, heading, work = example.split("\n")
        others = [
            f"（{mark}）{what}。{what}有关事项按部就班。（责任单位：市财政局）"
            for mark, what in zip("二三四五六七八九", WORK, strict=True)
        ]
        goals = f"{TITLE}一、主要目标\n（一）完善数据。{aim}\n（二）守住底线。不出事故。\n"
        tasks = f"二、重点任务\n（一）数据\n1.{heading}\n{work}（责任单位：市科技局）\n" + "\n".join(others)
        return read_bytes((goals + tasks).encode(), "plan.txt")
    body = example if shown_by == "headings" else f"（一）数据。{example}\n（二）安全。守住底线。（责任单位：市公安局）"
    return read_bytes((HEAD + body).encode(), "plan.txt")


def reasons(reading):
    for task in reading.tasks:
        for measure in task.measures:
            yield from measure.why
            for fact in (*measure.assignments, *measure.targets, *measure.mentions):
                yield from fact.why
            if measure.deadline is not None:
                yield from measure.deadline.why
    for goal in reading.goals:
        for fact in (*goal.targets, *goal.aims):
            yield from fact.why
    for fact in reading.contributions:
        yield from fact.why


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(aizone.open(), explain=True)


@pytest.fixture(scope="module")
def always_leads():
    return load_knowledge(aizone.open(), explain=True, order_rule="always")


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_each_rule_has_sentences_and_fires_in_its_example(rule, knowledge, always_leads):
    assert rule.about in get_args(About)
    assert re.search("[\u4e00-\u9fff].*。$", rule.sentence["zh"])
    assert re.search(r"[a-z].*\.$", rule.sentence["en"])
    if rule.name in SHOWN_BY_TESTS:
        path, test = SHOWN_BY_TESTS[rule.name]
        assert f"def {test}(" in (TESTS / path).read_text("utf-8")
        return
    document = document_of(rule.example or IN_TABLES[rule.name], rule.shown_by)
    reading = read(document, always_leads if rule.shown_by == "order-leads" else knowledge)
    fired = [why for why in reasons(reading) if why.rule == rule.name]
    assert fired
    assert all(why.span is None or 0 <= why.span.start <= why.span.end <= len(document.text) for why in fired)


def literals(path):
    """Words that look like a rule's name, wherever they are written in a source."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        named = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if named and re.fullmatch("[a-z]+(-[a-z]+)+", node.value):
            yield node.value


SOURCES = [*sorted(EXTRACT.rglob("*.py")), *sorted(TEXT.glob("deadline*.py"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_name_in_the_code_is_declared(path):
    assert set(literals(path)) - NOT_RULES - set(ISSUE_CODES) <= set(rules())


def test_every_name_in_the_tables_and_of_the_resolver_is_declared():
    methods = {f"name-{method}" for method in get_args(Method)}
    assert set(IN_TABLES) | methods <= set(rules())


def test_explaining_changes_nothing_but_the_reasons(knowledge):
    text = HEAD + "（一）数据。建成5个以上教育大数据平台。（责任单位：市科技局，各开发区管委会）\n"
    document = read_bytes(text.encode(), "plan.txt")
    silent, explained = read(document, load_knowledge(aizone.open())), read(document, knowledge)
    assert list(reasons(explained))
    (task,), (other,) = silent.tasks, explained.tasks
    assert not list(reasons(silent))
    assert [fact.unit for fact in task.measures[0].assignments] == [fact.unit for fact in other.measures[0].assignments]
    assert silent.issues == explained.issues


def test_a_decided_name_says_so():
    knowledge = load_knowledge(aizone.open(), explain=True)
    usual = read(document_of("建设平台。（责任单位：市统计局）", None), knowledge).tasks[0].measures[0].assignments[0]
    knowledge.registry.aliases["市内审办"] = (usual.unit,)
    decided = read(document_of("建设平台。（责任单位：市内审办）", None), knowledge).tasks[0].measures[0].assignments[0]
    assert decided.unit == usual.unit
    assert "name-decision" in {why.rule for why in decided.why}


def test_a_reason_quotes_the_words_that_decided():
    text = HEAD + "（一）数据。建设平台。（市科技局、市公安局负责。以下均需市教育局落实，不再列出）\n"
    text += "（二）安全。守住底线。（市财政局牵头，市公安局配合）\n"
    document = read_bytes(text.encode(), "plan.txt")
    reading = read(document, load_knowledge(aizone.open(), explain=True))
    facts = {fact.written: fact for fact in reading.tasks[1].measures[0].assignments}
    said = {
        written: [(why.rule, why.span.of(document.text)) for why in fact.why if why.span is not None]
        for written, fact in facts.items()
    }
    listed = ("list-in-bracket", "（市财政局牵头，市公安局配合）")
    assert said["市财政局"] == [listed, ("predicate-lead", "牵头"), ("name-exact", "市财政局")]
    assert said["市公安局"] == [listed, ("predicate-support", "配合"), ("name-exact", "市公安局")]
    assert said["市教育局"][0] == ("blanket-not-listed-again", "以下均需市教育局落实，不再列出")


def test_words_read_from_a_flowed_text_are_quoted_from_the_document():
    text = (
        HEAD
        + "（一）数据。建设平台。（责任单位：市科\n技局、市公安局）\n（二）安全。守住底线。（责任单位：市公安局）\n"
    )
    document = read_bytes(text.encode(), "plan.txt")
    reading = read(document, load_knowledge(aizone.open(), explain=True))
    fact = reading.tasks[0].measures[0].assignments[0]
    names = [why.span.of(document.text) for why in fact.why if why.rule.startswith("name-")]
    assert (fact.written, names) == ("市科技局", ["市科\n技局"])
