"""Corrections as Turtle: what is written comes back, and what is damaged is said."""

import pyoxigraph as ox
import pytest

from aizone.errors import WorkspaceError
from aizone.iri import mint
from aizone.settings import ONTOLOGY
from aizone.verdicts.readings import Correction, OwnerQuote
from aizone.verdicts.turtle import HEAD, read_corrections, to_turtle, withdrawal_turtle
from aizone.workspace.shapes import validate

UNIT = mint("unit", "玉河市", "玉河市科学技术局")
WORDS = OwnerQuote('（“市科技局”负责\n）"\\', prefix="服务企业发展")
ALL = (
    Correction("role", WORDS, "市科技局", "甲", "2026-01-01T00:00:00Z", role="lead", why='a "reason"\nin two lines'),
    Correction("not-owner", WORDS, "（市\n某局", "乙", "2026-01-02T00:00:00Z"),
    Correction("owner", OwnerQuote("", prefix="办好开放日"), "市科技局", "甲", "2026-01-03T00:00:00Z", role="support", unit=UNIT),
    Correction("unit", OwnerQuote("甲局", suffix="加强巡查"), "科创专班", "甲", "2026-01-04T00:00:00Z", unit=UNIT),
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.ttl"


def test_what_is_written_comes_back_in_its_order(path):
    path.write_text(HEAD + "".join(to_turtle("yuhe", one) for one in reversed(ALL)), "utf-8")
    assert read_corrections(path) == ALL
    assert len({one.id for one in ALL}) == len(ALL)


def test_no_file_is_no_correction(path):
    assert read_corrections(path) == ()


def test_what_is_taken_back_stays_in_the_file_and_counts_no_more(path):
    ended = withdrawal_turtle("yuhe", ALL[1].id, by="丙", when="2026-02-01T00:00:00Z", why="checked")
    path.write_text(HEAD + "".join(to_turtle("yuhe", one) for one in ALL) + ended, "utf-8")
    assert read_corrections(path) == (ALL[0], *ALL[2:])
    assert "乙" in path.read_text("utf-8")
    assert "丙" in path.read_text("utf-8")


def test_a_verdict_fits_its_shape(path):
    path.write_text(HEAD + "".join(to_turtle("yuhe", one) for one in ALL), "utf-8")
    quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    report = validate(quads, ONTOLOGY / "shapes.ttl", focus=frozenset(str(quad.subject)[1:-1] for quad in quads))
    assert report.results == ()


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-40], lambda text: text.replace("role/lead", "role/boss").replace('"role"', '"rule"')]
)
def test_a_damaged_file_is_named(path, damage):
    path.write_text(damage(HEAD + to_turtle("yuhe", ALL[0])), "utf-8")
    with pytest.raises(WorkspaceError, match=r"plan\.ttl"):
        read_corrections(path)
