"""Keeps the answers of questions as columns, plan by plan, so that a whole workspace answers at once.

The questions themselves are asked in SPARQL of a small store in memory: some plans and all that plans share. The answers of a
plan are made again when its file, a question, or something shared that it leads to has changed; those of other plans stay.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..i18n import LANGUAGES
from ..iri import ONTOLOGY_GRAPH, VERDICTS_GRAPH
from ..processes import ChildEndedError, follow, shared_out, tell_parent
from ..store import OxigraphStore, StoreSource
from ..store.cells import where
from ..store.columns import KeptTables, Part, remove_tables
from ..store.file_stamps import stamp
from ..store.loaded import GraphFile
from ..store.nquads import main_graph
from ..store.older_layout import as_written_today
from ..store.parts import SUFFIX, read_about, write_part
from ..store.progress import BuildStep, Tell
from ..text.read_files import read_file
from .kept_tables import answers_of_kind, kept_questions, tables_of_plans, tables_of_statements
from .library import GROUPS, Question
from .shared_facts import SharedFacts, owner_of

if TYPE_CHECKING:
    import pyarrow as pa

_FORMAT = 4
"""The form of the kept tables; another number makes them all again."""
_BATCH = 24
"""Plans that are asked together: a question about one costs nearly as much as about so many."""
# '<https://w3id.org/aizone/id/unit/x>', never '<https://w3id.org/aizone/id/plan/x>': what a plan leads to outside itself
_OUTSIDE = re.compile(rb"<(?!https://w3id\.org/aizone/id/plan/)[^<>\s]+>")


def keep_apart(source: StoreSource, tell: Tell) -> None:
    """Keep the answers of the plans of a large workspace, in a child process; those that are kept already stay.

    Raises:
        WorkspaceError: it could not be done.
    """
    if not source.is_large or _is_kept(source):
        return
    try:
        with closing(follow(__name__, source.to_json().encode())) as told:
            for message in told:
                tell(BuildStep(**json.loads(message)))
    except ChildEndedError as error:
        raise WorkspaceError(
            str(source.columns), N_("cannot be made ({detail})."), N_("Run: aizone rebuild"), detail=error
        ) from error


def keep(source: StoreSource, tell: Tell) -> None:
    """Keep the answers of all plans of a graph; one process does it, others wait."""
    from filelock import FileLock

    source.columns.mkdir(parents=True, exist_ok=True)
    with FileLock(source.columns / "lock"):
        if not _is_kept(source):
            try:
                made = _Keeper(source, tell).run()
            except (OSError, ValueError):  # a file of the revision before is damaged
                remove_tables(source.columns)
                made = _Keeper(source, tell).run()
            made.keep_as(source.revision)


def _is_kept(source: StoreSource) -> bool:
    """True if the answers of a graph are those of the questions as they are now, which another release may ask otherwise."""
    tables = KeptTables.of_revision(source.columns, source.revision)
    return tables is not None and tables.made_by == _questions_now()


@functools.cache
def _questions_now() -> str:
    """Identifies the files of the questions; one that only has other words asks the same, and keeping finds that out."""
    digest = hashlib.blake2b(str(_FORMAT).encode(), digest_size=10)
    for path in sorted(Path(__file__).parent.rglob("*.rq")):
        digest.update(read_file(path))
    return digest.hexdigest()


@dataclass(slots=True)
class _Plan:
    """A plan: its file, those that add to its graph, their state, and what it says of things outside itself and leads to.

    `before` is the part that is kept of its files as they are; what such a plan says and leads to is read when it is needed.
    `said_digest` identifies what it says of things outside itself.
    """

    path: Path
    graph: str
    stamp: str
    said_digest: str
    said: Sequence[str] = ()
    outside: Sequence[str] = ()
    added: list[Path] = field(default_factory=list)
    before: Part | None = None


@dataclass(frozen=True, slots=True)
class _Missing:
    """A plan whose answers are to be made, where they go, and the things that plans share and it leads to."""

    plan: _Plan
    part: Part
    reached: Collection[str]


class _Keeper:
    """Makes the tables of one revision, from those of the one before where they still hold."""

    def __init__(self, source: StoreSource, tell: Tell) -> None:
        self._source, self._tell = source, tell
        self._folder = source.columns
        self._questions = kept_questions()
        self._library = _digest(_FORMAT, *map(_asked_text, self._questions))
        latest = _latest(self._folder)
        parts = latest.parts if latest is not None else ()
        self._before = {part.source: part for part in parts if (self._folder / part.file).exists()}
        self._inputs_before = latest.inputs if latest is not None else ""

    def run(self) -> KeptTables:
        """Make what is missing."""
        plans = self._plans()
        shared, decided = self._beside({plan.graph for plan in plans})
        said = (plan.said_digest for plan in plans)
        inputs = _digest(self._library, *(f"{path} {_stamp(path)}" for path, _graph in shared), *said)
        is_same = inputs == self._inputs_before  # then a plan whose files are as before has the answers that it had
        changed = [plan for plan in plans if plan.before is None or not is_same]
        common = Part(f"shared-{inputs}{SUFFIX}", "", "", "")
        parts = [common, *(plan.before for plan in plans if plan.before is not None and is_same)]
        if changed or not (self._folder / common.file).exists():
            parts += self._make(common, plans, changed, _quads_of(shared))
        if decided:
            parts.append(self._keep_decided(decided, shared))
        self._tell(BuildStep("keeping", len(plans), len(plans)))
        return KeptTables(self._folder, parts, inputs, _questions_now())

    # --- what there is

    def _plans(self) -> list[_Plan]:
        added: dict[str, list[Path]] = defaultdict(list)
        for path, graph in self._source.files:
            if graph is not None:
                added[graph.value].append(path)
        return [self._plan(path, added) for path, _graph in self._source.files if path.suffix == ".nq"]

    def _plan(self, path: Path, added: Mapping[str, list[Path]]) -> _Plan:
        before = self._before.get(str(path))
        if before is not None:
            more = added.get(before.graph, [])
            if before.stamp == _digest(_stamp(path), *map(_stamp, more)):
                return _Plan(path, before.graph, before.stamp, before.said, added=more, before=before)
        text = as_written_today(read_file(path))
        graph = main_graph(text)
        more = added.get(graph, [])
        lines = [
            *text.split(b"\n"),
            *(f"{quad} .".encode() for quad in _quads_of((one, ox.NamedNode(graph)) for one in more)),
        ]
        mine = (f"<{graph}>".encode(), f"<{graph}/".encode())
        said = [line.decode() for line in lines if line and not line.startswith(mine)]
        outside = {iri.decode() for iri in set(_OUTSIDE.findall(text))}.union(line.split(" ", 1)[0] for line in said)
        stamp = _digest(_stamp(path), *map(_stamp, more))
        return _Plan(path, graph, stamp, _digest(*said), said, sorted(outside), more)

    def _beside(self, plans: Collection[str]) -> tuple[list[GraphFile], list[GraphFile]]:
        """The files of what plans share (ontology, registries, gazetteers), and those of decisions, on which no answer rests."""
        files = [
            (path, graph)
            for path, graph in self._source.files
            if path.suffix != ".nq" and (graph is None or graph.value not in plans)
        ]
        decided = [file for file in files if file[1] == VERDICTS_GRAPH]
        return [file for file in files if file not in decided], decided

    # --- what is made

    def _make(
        self, common: Part, plans: Sequence[_Plan], changed: Sequence[_Plan], context: Sequence[ox.Quad]
    ) -> list[Part]:
        """Keep what plans share and the answers of some plans; returns the parts of those plans."""
        for plan in plans:
            if plan.before is not None:
                about = read_about(self._folder / plan.before.file)
                plan.said, plan.outside = about["said"], about["outside"]
        everything = [*context, *(quad for plan in plans for quad in _parsed(plan.said))]
        shared = SharedFacts(everything)
        if not (self._folder / common.file).exists():
            self._keep_beside(common, context, everything)
        described = shared.of_plans()
        parts, missing = [], []
        for plan in changed:
            reached = shared.reached_from([*plan.outside, *described.get(plan.graph, ())])
            key = _digest(plan.stamp, self._library, shared.digest_of(reached))
            name = f"{plan.path.stem[:80]}-{key}{SUFFIX}"
            part = Part(name, plan.graph, str(plan.path), plan.stamp, plan.said_digest)
            parts.append(part)
            if not (self._folder / part.file).exists():
                missing.append(_Missing(plan, part, reached))
        batches = [missing[place : place + _BATCH] for place in range(0, len(missing), _BATCH)]
        done = len(plans) - len(missing)
        self._tell(BuildStep("keeping", done, len(plans)))
        for batch in shared_out(batches, lambda batch: self._keep_plans(batch, shared)):
            done += len(batch)
            self._tell(BuildStep("keeping", done, len(plans)))
        return parts

    def _keep_decided(self, decided: Sequence[GraphFile], shared: Sequence[GraphFile]) -> Part:
        """Keep what decisions say: of themselves, and names."""
        stamps = (_stamp(path) for path, _graph in decided)
        part = Part(f"decided-{_digest(self._library, *stamps)}{SUFFIX}", VERDICTS_GRAPH.value, "", "")
        if not (self._folder / part.file).exists():
            quads = _quads_of(decided)
            ontology = _quads_of([file for file in shared if file[1] == ONTOLOGY_GRAPH])
            self._keep_beside(part, quads, [*quads, *ontology], about=quads)
        return part

    def _keep_beside(
        self,
        part: Part,
        stated: Sequence[ox.Quad],
        asked: Sequence[ox.Quad],
        about: Sequence[ox.Quad] | None = None,
    ) -> None:
        """Keep statements and the answers about things that are in no plan.

        Args:
            part: where to.
            stated: the statements.
            asked: the graph to ask.
            about: only things that are subjects here; None for all that no plan owns.
        """
        store = OxigraphStore()
        store.add(asked)
        store.add_super_types()
        by_property: dict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
        for quad in stated:
            by_property[quad.predicate].append(quad)
        tables = tables_of_statements(self._questions, lambda term: by_property.get(term, ()))
        subjects = None if about is None else {str(quad.subject) for quad in about}
        for name, table in answers_of_kind(store, self._questions, "things"):
            is_ours = functools.partial(_is_about, subjects)
            tables[name] = table.filter(where(table.column(0), is_ours))
        write_part(self._folder / part.file, tables, {"said": [], "outside": []})

    def _keep_plans(self, plans: Sequence[_Missing], shared: SharedFacts) -> None:
        """Ask every question once of some plans together, and write the answers of each."""
        store = OxigraphStore()
        store.add(shared.quads_of(set().union(*(one.reached for one in plans))))
        store.bulk_load(
            file
            for one in plans
            for file in (
                (one.plan.path, None),
                *((path, ox.NamedNode(one.plan.graph)) for path in one.plan.added),
            )
        )
        tables = tables_of_plans(store, self._questions, [one.plan.graph for one in plans])
        for one in plans:
            about = {"said": list(one.plan.said), "outside": list(one.plan.outside)}
            write_part(self._folder / one.part.file, tables[one.plan.graph], about)


def _is_about(subjects: Collection[str] | None, cells: pa.StringArray) -> pa.BooleanArray:
    """True for each cell that is among some subjects, or of no plan."""
    import pyarrow as pa

    return pa.array(
        [owner_of(cell) is None if subjects is None else cell in subjects for cell in cells.to_pylist()], pa.bool_()
    )


def _parsed(lines: Sequence[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def _quads_of(files: Iterable[GraphFile]) -> list[ox.Quad]:
    store = OxigraphStore()
    store.bulk_load(files)
    return [quad for name in store.graphs() for quad in store.graph(name)]


def _latest(folder: Path) -> KeptTables | None:
    """The tables of the listing that was written last."""
    listings = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return KeptTables.of_revision(folder, listings[-1].stem) if listings else None


def _asked_text(question: Question) -> str:
    """All that a question asks in SPARQL, in each language and way of counting; its title and notes do not count."""
    asked = (question.sparql(lang=lang, groups=groups, labels=False) for lang in LANGUAGES for groups in GROUPS)
    lines = [line for text in asked for line in text.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join((question.name, question.kept, *question.columns, *lines))


def _stamp(path: Path) -> str:
    size, changed = stamp(path)
    return f"{size}-{changed}"


def _digest(*said: object) -> str:
    return hashlib.blake2b("\n".join(map(str, said)).encode(), digest_size=10).hexdigest()


def _work(task: bytes, send: Callable[[bytes], None]) -> None:
    keep(StoreSource.from_json(task.decode()), lambda step: send(json.dumps(asdict(step)).encode()))


if __name__ == "__main__":
    tell_parent(_work)
