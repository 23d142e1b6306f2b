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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..i18n import LANGUAGES, Lang
from ..iri import ONTOLOGY_GRAPH, VERDICTS_GRAPH
from ..processes import ChildEndedError, follow, shared_out, tell_parent
from ..store import OxigraphStore, Rows, StoreSource, Term
from ..store.columns import Cells, KeptTables, Part, read_about, remove_tables, write_part
from ..store.folder import GraphFile
from ..store.nquads import main_graph
from ..store.older_layout import as_written_today
from ..store.progress import BuildStep, Tell
from ..vocab import PREFIXES, RDFS, SKOS
from .library import GROUPS, Groups, Question, every

_FORMAT = 2
"""The form of the kept tables; another number makes them all again."""
_BATCH = 24
"""Plans that are asked together: a question about one costs nearly as much as about so many."""
_IN_NO_ANSWER = frozenset(
    {SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition, SKOS.scopeNote, SKOS.example, SKOS.editorialNote, RDFS.comment}
)
"""What is only searched for or explained: a better definition leaves the answers of plans as they are."""
# '<https://w3id.org/aizone/id/unit/x>', never '<https://w3id.org/aizone/id/plan/x>': what a plan leads to outside itself
_OUTSIDE = re.compile(rb"<(?!https://w3id\.org/aizone/id/plan/)[^<>\s]+>")
# '<https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1/1>' and the plan itself: what a plan owns
_OF_PLAN = re.compile(r"<(?P<plan>https://w3id\.org/aizone/id/plan/[^/<>]+)[/>]")


def kept_questions() -> list[Question]:
    """The questions whose answers are kept."""
    return [question for internal in (False, True) for question in every(internal=internal) if question.kept]


def table_name(question: Question, lang: Lang, groups: Groups) -> str:
    """The name of the table of a question's answers; the same in both languages, or ways to count, where they do not differ."""
    words = [question.name]
    if question.counts:
        words.append(groups)
    if question.sparql(lang="zh", labels=False) != question.sparql(lang="en", labels=False):
        words.append(lang)
    return ".".join(words)


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
        digest.update(path.read_bytes())
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


@dataclass(slots=True)
class _Shared:
    """All that plans share, by subject: statements as N-Triples, and the things they lead to."""

    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    leads_to: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, triple: ox.Triple | ox.Quad) -> None:
        """Take a statement, unless no kept answer follows from it."""
        if triple.predicate in _IN_NO_ANSWER:
            return
        subject = str(triple.subject)
        self.said[subject].add(f"{triple.predicate} {triple.object}")
        if isinstance(triple.object, ox.NamedNode):
            self.leads_to[subject].add(str(triple.object))

    def digest_of(self, nodes: Iterable[str]) -> str:
        """A digest of all that is said of some nodes and of what they lead to."""
        seen: set[str] = set()
        waiting = [node for node in nodes if node in self.said]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += [other for other in self.leads_to.get(node, ()) if other in self.said]
        digest = hashlib.blake2b(digest_size=12)
        for node in sorted(seen):
            digest.update(self._of(node))
        return digest.hexdigest()

    def of_plans(self) -> dict[str, list[str]]:
        """The things that plans own and others say something of as well, by plan."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.said:
            if (owner := _owner(node)) is not None:
                found[owner].append(node)
        return found

    def _of(self, node: str) -> bytes:
        if node not in self._known:
            text = "\n".join((node, *sorted(self.said[node])))
            self._known[node] = hashlib.blake2b(text.encode(), digest_size=12).digest()
        return self._known[node]

    _known: dict[str, bytes] = field(default_factory=dict)


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
        common = Part(f"shared-{inputs}.arrow", "", "", "")
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
        text = as_written_today(path.read_bytes())
        graph = main_graph(text)
        more = added.get(graph, [])
        mine = (f"<{graph}>", f"<{graph}/")
        lines = [
            *text.decode().splitlines(),
            *(f"{quad} ." for quad in _quads_of((one, ox.NamedNode(graph)) for one in more)),
        ]
        said = [line for line in lines if line and not line.startswith(mine)]
        outside = {iri.decode() for iri in _OUTSIDE.findall(text)}.union(line.split(" ", 1)[0] for line in said)
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
        foreign = [quad for plan in plans for quad in _parsed(plan.said)]
        everything = [*context, *foreign]
        shared = _Shared()
        for quad in everything:
            shared.take(quad)
        if not (self._folder / common.file).exists():
            self._keep_beside(common, context, everything)
        described = shared.of_plans()
        parts, missing = [], []
        for plan in changed:
            key = _digest(plan.stamp, self._library, shared.digest_of([*plan.outside, *described.get(plan.graph, ())]))
            name = f"{plan.path.stem[:80]}-{key}.arrow"
            part = Part(name, plan.graph, str(plan.path), plan.stamp, plan.said_digest)
            parts.append(part)
            if not (self._folder / part.file).exists():
                missing.append((plan, part))
        batches = [missing[place : place + _BATCH] for place in range(0, len(missing), _BATCH)]
        done = len(plans) - len(missing)
        self._tell(BuildStep("keeping", done, len(plans)))
        for batch in shared_out(batches, lambda batch: self._keep_plans(batch, everything)):
            done += len(batch)
            self._tell(BuildStep("keeping", done, len(plans)))
        return parts

    def _keep_decided(self, decided: Sequence[GraphFile], shared: Sequence[GraphFile]) -> Part:
        """Keep what decisions say: of themselves, and names."""
        stamps = (_stamp(path) for path, _graph in decided)
        part = Part(f"decided-{_digest(self._library, *stamps)}.arrow", VERDICTS_GRAPH.value, "", "")
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
        store.add([ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in asked])
        store.add_super_types()
        by_property: dict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
        for quad in stated:
            by_property[quad.predicate].append(quad)
        tables = _statements(self._questions, lambda term: by_property.get(term, ()))
        subjects = None if about is None else {quad.subject for quad in about}
        for name, rows in _asked(store, self._questions, "things"):
            tables[name] = (
                rows.columns,
                [
                    _cells(row)
                    for row in rows.rows
                    if (_owner(str(row[0])) is None if subjects is None else row[0] in subjects)
                ],
            )
        write_part(self._folder / part.file, tables, {"said": [], "outside": []})

    def _keep_plans(self, plans: Sequence[tuple[_Plan, Part]], shared: Sequence[ox.Quad]) -> None:
        """Ask every question once of some plans together, and write the answers of each."""
        store = OxigraphStore()
        default = ox.DefaultGraph()
        store.add([ox.Quad(quad.subject, quad.predicate, quad.object, default) for quad in shared])
        graphs = {plan.graph: ox.NamedNode(plan.graph) for plan, _part in plans}
        store.bulk_load(
            file
            for plan, _part in plans
            for file in ((plan.path, None), *((path, graphs[plan.graph]) for path in plan.added))
        )
        tables: dict[str, dict[str, tuple[Sequence[str], Sequence[Cells]]]] = {
            graph: _statements(self._questions, functools.partial(_with_property, store, node))
            for graph, node in graphs.items()
        }
        for kind in ("plan", "things"):
            for name, rows in _asked(store, self._questions, kind):
                by_plan: dict[str, list[Cells]] = {graph: [] for graph in graphs}
                place = rows.columns.index("plan") if kind == "plan" else 0
                for row in rows.rows:
                    owner = str(row[place])[1:-1] if kind == "plan" else _owner(str(row[place]))
                    if owner in by_plan:
                        by_plan[owner].append(_cells(row))
                for graph, cells in by_plan.items():
                    tables[graph][name] = (rows.columns, cells)
        for plan, part in plans:
            about = {"said": list(plan.said), "outside": list(plan.outside)}
            write_part(self._folder / part.file, tables[plan.graph], about)


def _asked(store: OxigraphStore, questions: Iterable[Question], kind: str) -> Iterator[tuple[str, Rows]]:
    """The answers of the questions that are kept in a way, in each language and way of counting that makes a difference."""
    for question in questions:
        if question.kept != kind:
            continue
        asked = set()
        for lang in LANGUAGES:
            for groups in GROUPS if question.counts else GROUPS[:1]:
                name = table_name(question, lang, groups)
                if name not in asked:
                    asked.add(name)
                    yield name, store.select(question.sparql(lang=lang, groups=groups, labels=False))


def _cells(row: Sequence[Term | None]) -> Cells:
    return tuple(None if term is None else str(term) for term in row)


def _owner(node: str) -> str | None:
    """The plan that a thing ('<address>') belongs to by its address."""
    found = _OF_PLAN.match(node)
    return None if found is None else found["plan"]


def _statements(
    questions: Iterable[Question], stated: Callable[[ox.NamedNode], Iterable[ox.Quad]]
) -> dict[str, tuple[Sequence[str], Sequence[Cells]]]:
    """The tables of the questions that are kept as statements.

    Args:
        questions: all that are kept.
        stated: the statements with a property.
    """
    found: dict[str, tuple[Sequence[str], Sequence[Cells]]] = {}
    for question in questions:
        if question.kept.startswith("statements"):
            quads = (quad for term in _properties(question) for quad in stated(term))
            all_cells = ((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
            has_property = len(question.columns) == len(("subject", "property", "object"))
            rows = sorted(cells if has_property else (cells[0], cells[2]) for cells in all_cells)
            found[question.name] = (question.columns, rows)
    return found


def _with_property(store: OxigraphStore, graph: ox.NamedNode, term: ox.NamedNode) -> Iterable[ox.Quad]:
    return store.statements(predicate=term, graph_name=graph)


def _properties(question: Question) -> frozenset[ox.NamedNode]:
    names = question.kept.split()[1:]
    return frozenset(
        ox.NamedNode(PREFIXES[prefix] + local) for prefix, _, local in (name.partition(":") for name in names)
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
    status = path.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


def _digest(*said: object) -> str:
    return hashlib.blake2b("\n".join(map(str, said)).encode(), digest_size=10).hexdigest()


def _work(task: bytes, send: Callable[[bytes], None]) -> None:
    keep(StoreSource.from_json(task.decode()), lambda step: send(json.dumps(asdict(step)).encode()))


if __name__ == "__main__":
    tell_parent(_work)
