"""Topics from a SKOS scheme that a person put into the workspace."""

import pytest

from aizone.errors import RegistryError
from aizone.extract.mentions.gazetteer import Gazetteer
from aizone.model import TextSpan
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from tests.conftest import EXAMPLE

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/policy/> .
x:instruments a skos:ConceptScheme ; skos:prefLabel "政策工具"@zh .
x:voucher a skos:Concept ; skos:inScheme x:instruments ; skos:prefLabel "消费券"@zh, "voucher"@en ; skos:altLabel "算力券"@zh .
x:fund skos:inScheme x:instruments ; skos:prefLabel "引导基金"@zh-Hans .
x:tax a skos:Concept ; skos:prefLabel "tax"@en ; skos:altLabel "税"@zh .
x:other skos:prefLabel "人工智能"@zh .
"""
VOUCHER = "https://example.org/policy/voucher"


@pytest.fixture
def schemes(workspace):
    folder = workspace.paths.root / "schemes"
    folder.mkdir()
    (folder / "instruments.ttl").write_text(SCHEME, "utf-8")
    return workspace


def named(knowledge, text):
    return {found.entry.iri.value: found.entry.label for found in knowledge.topics.find(TextSpan.whole(text))}


def test_labels_and_alternative_labels_are_found(schemes):
    knowledge = load_knowledge(schemes)
    assert named(knowledge, "发放算力券，设立引导基金") == {
        VOUCHER: "消费券",
        "https://example.org/policy/fund": "引导基金",
    }


def test_what_is_no_concept_or_has_no_chinese_label_is_not(schemes):
    assert named(load_knowledge(schemes), "降低税费") == {}


def test_our_own_topics_win_over_equal_names(schemes, shipped):
    text = "发展智能语音、自动驾驶和人工智能"
    assert named(load_knowledge(schemes), text) == named(load_knowledge(shipped), text) != {}


def test_a_plan_is_about_the_new_topics_and_the_library_names_them(schemes):
    (done,) = ingest(schemes, [EXAMPLE])
    assert done.error is None
    assert done.change == "changed"
    schemes.reload()
    topics = schemes.query("topics").set_index("concept")
    assert topics.loc[VOUCHER, "measures"] >= 1
    assert topics.loc[VOUCHER, "concept_label"] == "消费券"
    assert topics.loc[VOUCHER, "type"] == "skos:Concept"


def test_a_broken_scheme_says_where(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("x y", "utf-8")
    with pytest.raises(RegistryError, match=r"broken\.ttl"):
        Gazetteer.from_schemes([path], after=Gazetteer([]))
