"""Files of decisions: their form, what is read back, what is taken back, and a kind of decision of its own."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal

from aizone.errors import WorkspaceError
from aizone.iri import mint
from aizone.settings import ONTOLOGY
from aizone.units import UnitRegistry
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.ledger import Ledger, annotation, attributed, quoted
from aizone.verdicts.names import Decision, NameLedger
from aizone.verdicts.quote import Quote
from aizone.verdicts.readings import Correction, CorrectionLedger
from aizone.verdicts.turtle import Shorthand
from aizone.vocab import AZ, OA, RDF
from aizone.workspace.shapes import validate

GOLDEN = Path(__file__).parent / "golden"
UNIT = mint("unit", "玉河市", "玉河市科学技术局")
DATA = mint("unit", "yunjiang-data-bureau")
TAKEN_BACK = Attribution("丙", "2026-02-01T00:00:00Z", "checked")


def said(by, day, why=None):
    return Attribution(by, f"2026-01-0{day}T00:00:00Z", why)


CORRECTIONS = (
    Correction("role", Quote("（责任单位：市科技局）", prefix="服务企业发展"), "市科技局", said("甲", 1, 'a "reason"\nin two lines'), role="lead"),
    Correction("owner", Quote("", prefix="办好开放日"), "市科技局", said("甲", 3), role="support", unit=UNIT),
    Correction("unit", Quote("甲局", suffix="加强巡查"), "科创专班", said("甲", 4), unit=DATA),
)  # fmt: skip
DECISIONS = (
    Decision("alias", UNIT, "市科创办", said("甲", 1, 'a "reason"')),
    Decision("merge", DATA, UNIT, said("甲", 2)),
    Decision("not-same", UNIT, "市科委", said("乙", 3)),
    Decision("not-same", UNIT, DATA, said("乙", 3)),
)


@pytest.fixture
def corrections(tmp_path):
    return CorrectionLedger(tmp_path / "yuhe.ttl", "yuhe")


@pytest.fixture
def names(tmp_path):
    return NameLedger(tmp_path / "decisions.ttl", [], [])


def record(ledger, new=(), ended=None):
    text = ledger.path.read_text("utf-8") if ledger.path.exists() else None
    ledger.path.write_text(ledger.changed(text, new, ended or {}), "utf-8")


# --- the form of the files, which people have on their disks


def test_corrections_keep_their_form_and_are_read_from_it(corrections):
    written = corrections.changed(None, CORRECTIONS, {})
    corrections.path.write_text(written, "utf-8")
    record(corrections, ended={CORRECTIONS[0].id: TAKEN_BACK})
    golden = (GOLDEN / "corrections.ttl").read_text("utf-8")
    assert corrections.path.read_text("utf-8") == golden
    assert corrections.read() == CORRECTIONS[1:]
    assert golden.startswith(written)


def test_decisions_about_names_keep_their_form_and_are_read_from_it(names):
    golden = (GOLDEN / "decisions.ttl").read_text("utf-8")
    assert names.changed(None, DECISIONS, {}) == golden
    names.path.write_text(golden, "utf-8")
    assert names.read() == DECISIONS


# --- reading back

HARD = Quote('（“市科技局”负责\n）"\\', prefix="服务企业发展")
HARD_CORRECTIONS = (
    Correction("role", HARD, "市科技局", said("甲", 1, 'a "reason"\nin two lines'), role="lead"),
    Correction("not-owner", HARD, "（市\n某局", said("乙", 2)),
    *CORRECTIONS[1:],
)


def test_what_is_written_comes_back_by_time(corrections):
    record(corrections, HARD_CORRECTIONS[::-1])
    assert corrections.read() == HARD_CORRECTIONS
    assert len({one.id for one in HARD_CORRECTIONS}) == len(HARD_CORRECTIONS)


def test_no_file_is_no_decision(corrections, names):
    assert corrections.read() == names.read() == ()


def test_a_verdict_fits_its_shape(corrections):
    record(corrections, HARD_CORRECTIONS)
    quads = list(ox.parse(path=str(corrections.path), format=ox.RdfFormat.TURTLE))
    report = validate([ox.serialize(quads, format=ox.RdfFormat.N_QUADS)], ONTOLOGY / "shapes.ttl")
    assert report.results == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-40],
        lambda text: text.replace('"role"', '"rule"'),
        lambda text: text.replace("azrole:lead", "azrole:boss"),
        lambda text: text.replace("dcterms:created", "dcterms:issued"),
    ],
)
def test_a_damaged_file_is_named_and_not_appended_to(corrections, damage):
    text = damage(corrections.changed(None, CORRECTIONS[:1], {}))
    corrections.path.write_text(text, "utf-8")
    with pytest.raises(WorkspaceError, match=r"yuhe\.ttl"):
        corrections.read()
    with pytest.raises(WorkspaceError, match=r"yuhe\.ttl"):
        corrections.check(corrections.changed(text, CORRECTIONS[1:], {}))


# --- taking back


def test_what_is_taken_back_stays_in_the_file_and_counts_no_more(corrections):
    record(corrections, HARD_CORRECTIONS)
    before = corrections.path.read_text("utf-8")
    record(corrections, ended={HARD_CORRECTIONS[1].id: TAKEN_BACK})
    assert corrections.read() == (HARD_CORRECTIONS[0], *HARD_CORRECTIONS[2:])
    after = corrections.path.read_text("utf-8")
    assert after.startswith(before)
    assert "丙" in after
    record(corrections, ended={HARD_CORRECTIONS[1].id: TAKEN_BACK})
    assert corrections.path.read_text("utf-8") == after, "it is taken back once"


def test_a_decision_edited_by_hand_is_taken_back_where_it_stands(corrections):
    record(corrections, CORRECTIONS[:1])
    edited = corrections.path.read_text("utf-8").replace("azrole:lead", "azrole:support")
    corrections.path.write_text(edited, "utf-8")
    (found,) = corrections.read()
    assert (found.role, found.id != CORRECTIONS[0].id) == ("support", True)
    record(corrections, ended={found.id: TAKEN_BACK})
    assert corrections.read() == ()


def test_a_name_that_is_taken_back_means_the_unit_no_more(names):
    names.path.write_text("# mine\n", "utf-8")
    record(names, DECISIONS)
    record(names, ended={DECISIONS[0].id: TAKEN_BACK})
    assert names.read() == DECISIONS[1:]
    text = names.path.read_text("utf-8")
    assert text.startswith("# mine\n")
    assert "# taken back: " in text
    assert UnitRegistry.load([names.path]).aliases == {}
    quads = list(ox.parse(path=str(names.path), format=ox.RdfFormat.TURTLE))
    assert "市科创办" not in {quad.object.value for quad in quads if isinstance(quad.object, Literal)}


def test_the_same_decision_made_twice_is_taken_back_twice(names):
    again = Decision("alias", UNIT, "市科创办", said("乙", 5))
    record(names, [DECISIONS[0], again])
    record(names, ended={DECISIONS[0].id: TAKEN_BACK})
    assert names.read() == (again,)
    assert UnitRegistry.load([names.path]).aliases == {"市科创办": (UNIT,)}
    record(names, ended={again.id: TAKEN_BACK})
    assert UnitRegistry.load([names.path]).aliases == {}


def test_a_block_edited_by_hand_is_said_and_not_guessed_at(names):
    record(names, DECISIONS[:1])
    text = names.path.read_text("utf-8").replace('"市科创办"@zh .\n', '"市科创办"@zh .\n# why, oh why\n')
    names.path.write_text(text, "utf-8")
    with pytest.raises(WorkspaceError, match="by hand"):
        names.changed(text, (), {DECISIONS[0].id: TAKEN_BACK})
    names.path.write_text(text.replace("市科创办", "市科办"), "utf-8")
    assert names.read() == (), "its statement is not the one that was decided"


# --- a third kind of decision needs its body and its target


@dataclass(frozen=True)
class Remark:
    """A note beside a passage."""

    quote: Quote
    note: str
    made: Attribution

    @property
    def id(self):
        return f"{sum(map(ord, self.note)):012x}"


class Remarks(Ledger[Remark]):
    comment = "# Remarks.\n"
    shorthand = Shorthand(("az", "dcterms", "oa", "prov", "rdf", "rdfs", "xsd"))
    node_class = AZ.Verdict

    def node(self, verdict):
        return mint("remark", verdict.id)

    def title(self, verdict):
        return "remark"

    def parts(self, verdict):
        body = [(RDF.value, Literal(verdict.note))]
        return annotation(self.node(verdict), source=DATA, quote=verdict.quote, body=body, made=verdict.made)

    def decode(self, node, statements):
        return Remark(
            quoted(statements, node), statements.words(node, OA.hasBody, RDF.value), attributed(statements, node)
        )


def test_another_kind_of_decision_is_recorded_the_same_way(tmp_path):
    ledger = Remarks(tmp_path / "remarks.ttl")
    remarks = [
        Remark(Quote("甲局", suffix="加强巡查"), note, said("甲", day)) for day, note in ((2, "two"), (1, "one"))
    ]
    record(ledger, remarks)
    assert ledger.read() == tuple(reversed(remarks))
    record(ledger, ended={remarks[0].id: TAKEN_BACK})
    assert ledger.read() == (remarks[1],)
