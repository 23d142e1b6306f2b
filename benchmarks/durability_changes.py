"""Writes to a workspace that the benchmark of durability breaks off, and what is the same before and after one."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aizone.analysis.what_if.changes import DropUnit
from aizone.documents import read_bytes
from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans
from aizone.reading.rebuild import rebuild
from aizone.reading.renaming import rename_plan
from aizone.reading.review import Draft, accept, review
from aizone.store.seal import unsealed
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.verdicts.matches import MatchVerdict
from aizone.verdicts.names import Decision
from aizone.verdicts.readings import Correction, quote_of
from aizone.workspace import Workspace
from aizone.workspace.scenarios import Scenario, discard_scenario, suppose, write_scenario

_MADE = Attribution("甲", "2026-01-02T03:04:05Z")
PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科技局、市发展改革委）
（二）数据。建设数据平台，按季公布目录。（责任单位：市数据局）
（三）平台。建设算力平台，开放数据。（责任单位：市经济和信息化局）
"""
CHANGED_PLAN = PLAN.replace("服务企业发展", "服务中小企业发展")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a workspace: what is there before, and what is done."""

    name: str
    before: Callable[[Workspace], object]
    do: Callable[[Workspace], object]


@dataclass(slots=True)
class Counted:
    """Counts the outcomes of a change that was killed at each of its steps."""

    steps: int = 0
    old: int = 0
    new: int = 0
    faults: list[str] = field(default_factory=list)


def _given(workspace: Workspace, text: str, name: str = "plan.txt") -> Path:
    path = workspace.paths.root.parent / name
    path.write_text(text, "utf-8")
    return path


def ingest_text(text: str) -> Callable[[Workspace], object]:
    """The change that takes a plan of a text in."""

    def do(workspace: Workspace) -> object:
        (record,) = ingest(workspace, [_given(workspace, text)])
        if record.error is not None:
            raise record.error
        return record

    return do


def _reviewed(workspace: Workspace, text: str) -> object:
    knowledge = load_knowledge(workspace)
    readings = read_plans(read_bytes(text.encode(), "plan.txt"), knowledge)
    quote = quote_of(readings[0], readings[0].tasks[0].measures[0])
    draft = Draft().with_correction(Correction("role", quote, "市科技局", _MADE, role="lead"))
    return review(workspace, readings, [draft], knowledge)


def _accept(workspace: Workspace) -> object:
    return accept(workspace, _reviewed(workspace, CHANGED_PLAN), (), _MADE)  # type: ignore[arg-type]


def _correct(workspace: Workspace) -> None:
    (slug,) = workspace.plan_slugs()
    (one,) = _reviewed(workspace, PLAN)  # type: ignore[misc]
    workspace.record(workspace.correction_ledger(slug), one.draft.corrections)


def alias(workspace: Workspace) -> None:
    """Decide whom a name means."""
    decision = Decision("alias", mint("unit", "玉河市", "玉河市科学技术局"), "市科创办", _MADE)
    workspace.record(workspace.name_ledger(), [decision])


def _verdict(workspace: Workspace) -> None:
    (slug,) = workspace.plan_slugs()
    work = workspace.worklist(slug)
    clauses = {clause.item: clause for clause in work.clauses.clauses}
    sides = tuple(seen(clauses[item]) for item in list(clauses)[:2])
    workspace.record(workspace.verdict_ledger(slug), [FindingVerdict("0" * 12, "later", sides, _MADE)])


def correct_and_rebuild(workspace: Workspace) -> None:
    """Read a plan in, correct an owner, and read it again."""
    ingest_text(PLAN)(workspace)
    _correct(workspace)


def _ingest_and_remove(workspace: Workspace) -> None:
    ingest_text(PLAN)(workspace)
    workspace.remove_plan(workspace.plan_slugs()[0])


def _ingest_and_judge(workspace: Workspace) -> None:
    ingest_text(PLAN)(workspace)
    _verdict(workspace)


def _withdraw(workspace: Workspace) -> None:
    ledger = workspace.verdict_ledger(workspace.plan_slugs()[0])
    workspace.record(ledger, ended={one.id: _MADE for one in ledger.read()})


def _rename(workspace: Workspace) -> None:
    assert rename_plan(workspace, workspace.plan_slugs()[0], "玉河市智能产业行动计划（2024—2026年）", _MADE)


def _scenario(workspace: Workspace) -> None:
    (slug,) = workspace.plan_slugs()
    plan = f"id:plan/{slug}"
    change = (DropUnit(workspace.worklist(slug).clauses.clauses[0].owners[0].unit),)
    write_scenario(workspace.writer, Scenario("less", plan, change), suppose(workspace.store, plan, change, "zh"))


def _match(workspace: Workspace) -> None:
    (slug,) = workspace.plan_slugs()
    sides = [seen(clause) for clause in workspace.worklist(slug).clauses.clauses[:2]]
    workspace.record(workspace.match_ledger(slug), [MatchVerdict(sides[0], sides[1], "same-work", _MADE)])


def _take_back(workspace: Workspace) -> None:
    ledger = workspace.correction_ledger(workspace.plan_slugs()[0])
    workspace.record(ledger, ended={one.id: _MADE for one in ledger.read()})


def _then(*acts: Callable[[Workspace], object]) -> Callable[[Workspace], None]:
    def do(workspace: Workspace) -> None:
        for act in acts:
            act(workspace)

    return do


def _older(workspace: Workspace) -> None:
    """A plan as it was written before plans had a seal, in a workspace that does not say its layout."""
    ingest_text(PLAN)(workspace)
    path = workspace.paths.plan(workspace.plan_slugs()[0])
    path.write_bytes(unsealed(path.read_bytes()))
    workspace.paths.layout.unlink()
    shutil.rmtree(workspace.paths.log)
    (workspace.paths.root / "log-begins.json").unlink()


def _rebuild(workspace: Workspace) -> None:
    for record in rebuild(workspace):
        if record.error is not None:
            raise record.error


CHANGES = (
    Change("ingest, new", lambda workspace: None, ingest_text(PLAN)),
    Change("ingest, changed", ingest_text(PLAN), ingest_text(CHANGED_PLAN)),
    Change("rebuild", correct_and_rebuild, _rebuild),
    Change("correction", ingest_text(PLAN), _correct),
    Change("alias", ingest_text(PLAN), alias),
    Change("accept", ingest_text(PLAN), _accept),
    Change("verdict", ingest_text(PLAN), _verdict),
    Change("verdict, back", _ingest_and_judge, _withdraw),
    Change("rename", ingest_text(PLAN), _rename),
    Change("question", ingest_text(PLAN), lambda workspace: workspace.saved_questions.save("甲", "ASK {}")),
    Change(
        "question, gone",
        _then(ingest_text(PLAN), lambda workspace: workspace.saved_questions.save("甲", "ASK {}")),
        lambda workspace: workspace.saved_questions.delete("甲"),
    ),
    Change("scenario", ingest_text(PLAN), _scenario),
    Change(
        "scenario, gone",
        _then(ingest_text(PLAN), _scenario),
        lambda workspace: discard_scenario(workspace.writer, "less"),
    ),
    Change("match", ingest_text(PLAN), _match),
    Change("correction, back", correct_and_rebuild, _take_back),
    Change("older layout", _older, lambda workspace: workspace.update_plan(workspace.plan_slugs()[0])),
    Change(
        "remove with decisions",
        correct_and_rebuild,
        lambda workspace: workspace.remove_plan(workspace.plan_slugs()[0], with_decisions=True),
    ),
    Change("remove", ingest_text(PLAN), lambda workspace: workspace.remove_plan(workspace.plan_slugs()[0])),
    Change("bring back", _ingest_and_remove, lambda workspace: workspace.bring_back(workspace.removed_plans()[0])),
)


def files_of(root: Path) -> dict[str, str]:
    """The files of a workspace with their digests; the cache, the lock and the log of writes are not part of it."""
    return {
        str(path.relative_to(root)).partition(".2")[0]: _digest(path)  # 'removed/<slug>.20260102T030405Z.zip'
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name not in {".lock", "workspace.toml", "log-begins.json"}
        and not {".cache", "log"} & {*path.parts}
    }


def _digest(path: Path) -> str:
    """The digest of a file; of a removed plan, that of the files in it, because an archive also says when it was made."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            said = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sorted(archive.namelist())}
        return str(said)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def log_faults(workspace: Workspace) -> Iterator[str]:
    """The ways in which the log of writes does not say what happened: its last lines are about the files as they are."""
    yield from (f"log: line {one.line} does not follow" for one in workspace.log.check())
    yield from (f"log: {path.name} is not as it says" for path in workspace.log.differing(workspace.paths.root))
