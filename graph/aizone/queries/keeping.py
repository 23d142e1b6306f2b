"""Keeps the answers of questions as columns, plan by plan, so that a whole workspace answers at once.

The questions themselves are asked in SPARQL of a small store in memory: some plans and all that plans share. The answers of a
plan are made again when its file, a question, or something shared that it leads to has changed; those of other plans stay.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..i18n import LANGUAGES, Lang
from ..processes import ChildEndedError, follow, tell_parent
from ..store import OxigraphStore, Rows, StoreSource
from ..store.columns import Cells, KeptTables, Part, read_about, write_part
from ..store.nquads import main_graph
from ..store.older_layout import as_written_today
from ..store.progress import BuildStep, Tell
from ..vocab import PREFIXES, SKOS
from .library import GROUPS, Groups, Question, every

_FORMAT = 1
"""The form of the kept tables; another number makes them all again."""
_BATCH = 24
"""Plans that are asked together: a question about one costs nearly as much as about so many."""
_ONLY_FOR_SEARCH = frozenset({SKOS.altLabel, SKOS.hiddenLabel})
# '<https://w3id.org/aizone/id/unit/x>', never '<https://w3id.org/aizone/id/plan/x>': what a plan leads to outside itself
_OUTSIDE = re.compile(rb"<(?!https://w3id\.org/aizone/id/plan/)[^<>\s]+>")


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
    if not source.is_large or KeptTables.of_revision(source.columns, source.revision) is not None:
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
        if KeptTables.of_revision(source.columns, source.revision) is None:
            _Keeper(source, tell).run().keep_as(source.revision)


@dataclass(slots=True)
class _Plan:
    """A plan: its file, those that add to its graph, and what it says of things outside itself and leads to.

    `own` is None as long as the file is not read.
    """

    path: Path
    graph: str
    stamp: str
    said: Sequence[str]
    outside: Sequence[str]
    added: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class _Shared:
    """All that plans share, by subject: statements as N-Triples, and the things they lead to."""

    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    leads_to: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, triple: ox.Triple | ox.Quad) -> None:
        """Take a statement, unless it is a name that is only searched for."""
        if triple.predicate in _ONLY_FOR_SEARCH:
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
        self._before = {part.source: part for part in _latest(self._folder)}

    def run(self) -> KeptTables:
        """Make what is missing."""
        plans = self._plans()
        context = self._context({plan.graph for plan in plans})
        shared = _Shared()
        for quad in context:
            shared.take(quad)
        foreign = [quad for plan in plans for quad in _parsed(plan.said)]
        for quad in foreign:
            shared.take(quad)
        library = _digest(_FORMAT, *(question.template for question in self._questions), *_pieces())
        parts = [self._keep_context(context, library)]
        missing = []
        for plan in plans:
            key = _digest(plan.stamp, library, shared.digest_of(plan.outside))
            part = Part(f"{plan.path.stem[:80]}-{key}.arrow", plan.graph, str(plan.path), plan.stamp)
            parts.append(part)
            if not (self._folder / part.file).exists():
                missing.append((plan, part))
        for done in range(0, len(missing), _BATCH):
            self._tell(BuildStep("keeping", len(plans) - len(missing) + done, len(plans)))
            self._keep_plans(missing[done : done + _BATCH], [*context, *foreign])
        self._tell(BuildStep("keeping", len(plans), len(plans)))
        return KeptTables(self._folder, parts)

    # --- what there is

    def _plans(self) -> list[_Plan]:
        found = [self._plan(path) for path, _graph in self._source.files if path.suffix == ".nq"]
        by_graph = {plan.graph: plan for plan in found}
        for path, graph in self._source.files:
            if graph is not None and graph.value in by_graph:
                plan = by_graph[graph.value]
                plan.added.append(path)
                plan.stamp = _digest(plan.stamp, _stamp(path))
        return found

    def _plan(self, path: Path) -> _Plan:
        stamp = _stamp(path)
        before = self._before.get(str(path))
        if before is not None and (self._folder / before.file).exists():
            about = read_about(self._folder / before.file)
            if about["stamp"] == stamp:
                return _Plan(path, before.graph, stamp, about["said"], about["outside"])
        text = as_written_today(path.read_bytes())
        graph = main_graph(text)
        own = f"<{graph}".encode()
        said = [line.decode() for line in text.splitlines() if line and not line.startswith(own)]
        return _Plan(path, graph, stamp, said, sorted({iri.decode() for iri in _OUTSIDE.findall(text)}))

    def _context(self, plans: Collection[str]) -> list[ox.Quad]:
        """The statements of ontology, registries, gazetteers and corrections."""
        store = OxigraphStore()
        store.bulk_load(
            (path, graph)
            for path, graph in self._source.files
            if path.suffix != ".nq" and (graph is None or graph.value not in plans)
        )
        return [quad for name in store.graphs() for quad in store.graph(name)]

    # --- what is made

    def _keep_context(self, context: Sequence[ox.Quad], library: str) -> Part:
        tables = _statements(self._questions, (quad.triple for quad in context))
        said = sorted(" ".join(map(str, cells)) for _columns, rows in tables.values() for cells in rows)
        part = Part(f"shared-{_digest(library, *said)}.arrow", "", "", "")
        if not (self._folder / part.file).exists():
            write_part(self._folder / part.file, tables, {"stamp": "", "said": [], "outside": []})
        return part

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
            graph: _statements(self._questions, (quad.triple for quad in store.graph(node)))
            for graph, node in graphs.items()
        }
        for name, rows in _asked(store, self._questions):
            by_plan: dict[str, list[Cells]] = {graph: [] for graph in graphs}
            place = rows.columns.index("plan")
            for row in rows.rows:
                graph_name = row[place]
                if isinstance(graph_name, ox.NamedNode) and graph_name.value in by_plan:
                    by_plan[graph_name.value].append(tuple(None if term is None else str(term) for term in row))
            for graph, cells in by_plan.items():
                tables[graph][name] = (rows.columns, cells)
        for plan, part in plans:
            about = {"stamp": _stamp(plan.path), "said": list(plan.said), "outside": list(plan.outside)}
            write_part(self._folder / part.file, tables[plan.graph], about)


def _asked(store: OxigraphStore, questions: Iterable[Question]) -> Iterator[tuple[str, Rows]]:
    """The answers of the questions that are kept by plan, in each language and way of counting that makes a difference."""
    for question in questions:
        if question.kept != "plan":
            continue
        asked = set()
        for lang in LANGUAGES:
            for groups in GROUPS if question.counts else GROUPS[:1]:
                name = table_name(question, lang, groups)
                if name not in asked:
                    asked.add(name)
                    yield name, store.select(question.sparql(lang=lang, groups=groups, labels=False))


def _statements(
    questions: Iterable[Question], triples: Iterable[ox.Triple]
) -> dict[str, tuple[Sequence[str], Sequence[Cells]]]:
    """The tables of the questions that are kept as statements."""
    wanted = [(question, _properties(question)) for question in questions if question.kept.startswith("statements")]
    rows: dict[str, list[Cells]] = {question.name: [] for question, _found in wanted}
    for triple in triples:
        for question, properties in wanted:
            if triple.predicate in properties:
                cells = (str(triple.subject), str(triple.predicate), str(triple.object))
                rows[question.name].append(cells if len(question.columns) == len(cells) else (cells[0], cells[2]))
    return {question.name: (question.columns, sorted(rows[question.name])) for question, _found in wanted}


def _properties(question: Question) -> frozenset[ox.NamedNode]:
    names = question.kept.split()[1:]
    return frozenset(
        ox.NamedNode(PREFIXES[prefix] + local) for prefix, _, local in (name.partition(":") for name in names)
    )


def _parsed(lines: Sequence[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def _latest(folder: Path) -> Sequence[Part]:
    """The parts of the listing that was written last."""
    listings = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    found = KeptTables.of_revision(folder, listings[-1].stem) if listings else None
    return found.parts if found is not None else ()


def _pieces() -> list[str]:
    """The pieces of SPARQL that questions share."""
    return [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "shared").glob("*.rq"))]


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


def _digest(*said: object) -> str:
    return hashlib.blake2b("\n".join(map(str, said)).encode(), digest_size=10).hexdigest()


def _work(task: bytes, send: Callable[[bytes], None]) -> None:
    keep(StoreSource.from_json(task.decode()), lambda step: send(json.dumps(asdict(step)).encode()))


if __name__ == "__main__":
    tell_parent(_work)
