"""Verdicts on findings: written, read back, taken back, and compared with the measures as they are now."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from aizone.analysis.findings.find import find_findings
from aizone.errors import WorkspaceError
from aizone.settings import ONTOLOGY
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import ClauseSeen, FindingLedger, FindingVerdict, changed_since, finding_iri, seen
from aizone.verdicts.kinds import VERDICT_KINDS
from aizone.verdicts.worklist import build_worklist
from aizone.vocab import AZ, AZVERDICT, OA
from aizone.workspace.shapes import validate
from tests.analysis.findings.plans import clause, plan

SIDES = (
    ClauseSeen("id:plan/yuhe/1/1/m1", "（责任单位：市科技局）", "ab" * 32),
    ClauseSeen("id:plan/yuhe/1/2/m1", "(市数据局\n牵头)"),
)


def verdict(kind="clarify", by="甲", day=1, why='say "who" leads\nsoon', finding="0123456789ab", sides=SIDES):
    return FindingVerdict(finding, kind, sides, Attribution(by, f"2026-01-0{day}T00:00:00Z", why))


@pytest.fixture
def ledger(tmp_path):
    return FindingLedger(tmp_path / "yuhe.ttl", "yuhe")


def record(ledger, new=(), ended=None):
    text = ledger.path.read_text("utf-8") if ledger.path.exists() else None
    ledger.path.write_text(ledger.changed(text, new, ended or {}), "utf-8")


@pytest.mark.parametrize("kind", VERDICT_KINDS)
def test_a_verdict_of_every_kind_is_read_back_as_it_was(ledger, kind):
    record(ledger, [verdict(kind)])
    assert ledger.read() == (verdict(kind),)


def test_a_verdict_is_rdf_about_the_finding_and_conforms(ledger):
    record(ledger, [verdict(), verdict("merge", by="乙", day=2, why=None)])
    quads = list(ox.parse(ledger.path.read_bytes(), format=ox.RdfFormat.TURTLE))
    said = {(quad.predicate, quad.object) for quad in quads}
    assert (OA.hasTarget, finding_iri("yuhe", "0123456789ab")) in said
    assert {(AZ.verdictKind, AZVERDICT.clarify), (AZ.verdictKind, AZVERDICT.merge)} <= said
    assert validate([ox.serialize(quads, format=ox.RdfFormat.N_QUADS)], ONTOLOGY / "shapes.ttl").conforms


def test_a_verdict_that_is_taken_back_stays_in_the_file(ledger):
    record(ledger, [verdict(), verdict("later", by="乙", day=2)])
    record(ledger, ended={verdict().id: Attribution("丙", "2026-02-01T00:00:00Z", "settled")})
    assert ledger.read() == (verdict("later", by="乙", day=2),)
    assert 'say \\"who\\" leads' in ledger.path.read_text("utf-8")


def test_a_verdict_without_a_kind_is_one_clear_error(ledger):
    record(ledger, [verdict()])
    ledger.path.write_text(ledger.path.read_text("utf-8").replace("azverdict:clarify", "azverdict:fine"), "utf-8")
    with pytest.raises(WorkspaceError, match=r"yuhe\.ttl.*holds a verdict that is incomplete"):
        ledger.read()


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (SIDES, ()),
        ((SIDES[0], replace(SIDES[1], owner_list="（市数据局牵头）")), ()),  # marks and white space
        ((replace(SIDES[0], digest=""), SIDES[1]), ()),  # the words are not held any more
        ((SIDES[0], replace(SIDES[1], digest="cd" * 32)), ()),  # nor were they then
        ((replace(SIDES[0], digest="cd" * 32), SIDES[1]), (SIDES[0].item,)),
        ((SIDES[0], replace(SIDES[1], owner_list="（市财政局牵头）")), (SIDES[1].item,)),
        ((SIDES[0],), (SIDES[1].item,)),
        ((*SIDES, ClauseSeen("id:plan/yuhe/1/3/m1", "")), ("id:plan/yuhe/1/3/m1",)),
    ],
)
def test_a_clause_that_changed_since_the_verdict_is_noticed(now, changed):
    assert changed_since(verdict(), now) == changed


# --- the work list


def worked(*verdicts, owners="b*", text=""):
    """The work list of a plan with one finding; the id of the finding, and a verdict on its measures as they are."""
    clauses = plan(
        clause("m1", "a*", touches=[("p", "delivers")], owner_list="（甲局牵头）"),
        clause("m2", owners, touches=[("p", "delivers")], owner_list=f"（{owners}）", text=text),
        things=[("p", "教育数据平台", "Platform", True)],
    )
    findings = find_findings(clauses)
    made = [one(findings[0].id, tuple(map(seen, clauses.clauses))) for one in verdicts]
    return build_worklist(clauses, findings, made), made


def given(kind, by="甲", day=1):
    return lambda finding, sides: verdict(kind, by=by, day=day, finding=finding, sides=sides)


@pytest.mark.parametrize(
    ("kind", "state"), [("clarify", "decided"), ("not-overlap", "decided"), ("later", "later"), (None, "undecided")]
)
def test_the_state_of_a_finding_follows_from_its_verdict(kind, state):
    work, _made = worked(*([given(kind)] if kind else []))
    assert work.entries[0].state == state
    assert work.count(state) == 1


def test_two_who_decided_at_once_are_both_kept_and_the_latest_counts():
    work, _made = worked(given("merge", day=1), given("split", by="乙", day=2))
    (entry,) = work.entries
    assert [one.kind for one in entry.verdicts] == ["split", "merge"]
    assert entry.verdict.kind == "split"
    assert entry.is_disputed


def test_a_verdict_survives_another_reading_and_says_what_changed():
    _work, made = worked(given("clarify"))
    clauses = worked(owners="b* x")[0].clauses
    again = build_worklist(clauses, find_findings(clauses), made)
    assert again.entries[0].verdict == made[0]
    assert again.entries[0].state == "changed"
    assert again.entries[0].changed == ("m2",)


def test_a_verdict_on_a_finding_that_is_gone_is_not_lost():
    _work, made = worked(given("clarify"))
    clauses = plan(clause("m1", "a*"))
    again = build_worklist(clauses, find_findings(clauses), made)
    assert (again.entries, again.gone) == ((), tuple(made))
