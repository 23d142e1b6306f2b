"""Answers from kept columns are those of SPARQL: for every question, on the shipped plans and on invented ones."""

import shutil
from collections import Counter

import pytest

from aizone import queries
from aizone.iri import compact
from aizone.projections.labels import read_labels
from aizone.queries import keeping, kept_labels, kept_tables
from aizone.queries.kept import kept_answer
from aizone.queries.kept_tables import kept_questions
from aizone.queries.library import GROUPS
from aizone.settings import Settings
from aizone.store import OxigraphStore
from aizone.store.columns import KeptTables
from aizone.store.parts import read_about
from aizone.store.progress import tell_nobody
from aizone.store.seal import sealed, unsealed
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import ClauseSeen, FindingVerdict
from aizone.workspace import Workspace
from benchmarks.synthetic import write_workspace
from tests.conftest import ROOT

KEPT = [question.name for question in kept_questions()]
PLAN = "yunjiang-2027-2029"
GOLDEN = ROOT / "tests" / "verdicts" / "golden"


def shipped_copy(root, plans="*"):
    """Shipped plans as a workspace of its own."""
    (root / "plans").mkdir(parents=True)
    for path in (ROOT / "data" / "plans").glob(plans):
        shutil.copy(path, root / "plans")
    shutil.copy(ROOT / "data" / "workspace.toml", root)
    return Workspace(Settings(workspace=root))


def kept_in(workspace):
    """The store of a workspace in memory, with the answers of its plans kept beside it."""
    source = workspace.source
    keeping.keep(source, tell_nobody)
    store = OxigraphStore()
    store.bulk_load(source.files)
    store.kept = KeptTables.of_revision(source.columns, source.revision)
    return store


@pytest.fixture(scope="module", params=["shipped", "invented"])
def store(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param) / "workspace"
    if request.param == "shipped":
        return kept_in(shipped_copy(root))
    return kept_in(write_workspace(root, plans=8, tasks=12))


def asked(store, question, lang, groups, **bindings):
    """The answers of SPARQL and of the columns."""
    columns = kept_answer(store, question, lang=lang, groups=groups, bindings=bindings)
    kept, store.kept = store.kept, None
    try:
        return queries.select(store, question.name, lang=lang, groups=groups, **bindings), columns
    finally:
        store.kept = kept


def keys(rows, order):
    places = [rows.columns.index(name) for name, _descends in order if name in rows.columns]
    return [tuple(row[place] for place in places) for row in rows.rows]


@pytest.mark.parametrize("name", KEPT)
def test_both_routes_give_the_same_rows_in_the_same_order(store, name):
    question = queries.load(name)
    for lang in ("zh", "en"):
        for groups in GROUPS if question.counts else GROUPS[:1]:
            ours, columns = asked(store, question, lang, groups)
            assert columns.columns == ours.columns
            assert Counter(columns.rows) == Counter(ours.rows)
            assert keys(columns, question.order) == keys(ours, question.order)


@pytest.mark.parametrize("name", [name for name in KEPT if queries.load(name).kept == "plan"])
def test_both_routes_give_the_same_rows_where_something_is_bound(store, name):
    question = queries.load(name)
    everything = kept_answer(store, question, lang="zh", groups="one", bindings={})
    for param in question.params:
        if param.name in everything.columns and everything.rows:
            place = everything.columns.index(param.name)
            for value in sorted({row[place] for row in everything.rows}, key=str)[:3]:
                ours, columns = asked(store, question, "zh", "one", **{param.name: value})
                assert Counter(columns.rows) == Counter(ours.rows)
                assert len(columns) > 0


@pytest.mark.parametrize("name", KEPT)
def test_some_rows_are_a_part_of_all_rows(store, name):
    question = queries.load(name)
    for first in (0, 3):
        kept, store.kept = store.kept, None
        try:
            ours = queries.select(store, name, limit=4, offset=first)
        finally:
            store.kept = kept
        columns = kept_answer(store, question, lang="zh", groups="one", bindings={}, limit=4, offset=first)
        whole = kept_answer(store, question, lang="zh", groups="one", bindings={})
        assert columns.rows == whole.rows[first : first + 4]
        assert (len(columns), columns.cut) == (len(ours), ours.cut)
        assert keys(columns, question.order) == keys(ours, question.order)


def most_common_topic(store):
    asked = "SELECT ?node (COUNT(?item) AS ?items) { ?item az:about ?node } GROUP BY ?node ORDER BY DESC(?items) ?node LIMIT 1"
    return store.select(asked).rows[0][0]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", [{}, {"limit": 5}, {"limit": 5, "offset": 3}, {"offset": 4}])
def test_rows_about_something_given_are_sorted_as_sparql_sorts_them(store, lang, part):
    node = most_common_topic(store)
    ours = queries.select(store, "connected_to", lang=lang, node=node, **part)
    kept, store.kept = store.kept, None
    try:
        theirs = queries.select(store, "connected_to", lang=lang, node=node, **part)
    finally:
        store.kept = kept
    assert ours == theirs
    assert len(ours) >= part.get("limit", 8)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_nodes_are_those_that_the_graph_states(store, lang):
    plan = sorted(store.kept.parts, key=lambda part: part.graph)[-1].graph
    owned = store.select(f"SELECT ?node {{ GRAPH <{plan}> {{ ?node a az:Measure }} }}").rows
    nodes = [compact(row[0]) for row in owned] + ["id:unit/nothing-has-this-name", "azrole:lead"]
    ours = read_labels(store, nodes, lang)
    kept, store.kept = store.kept, None
    try:
        theirs = read_labels(store, nodes, lang)
    finally:
        store.kept = kept
    assert ours == theirs
    assert list(ours) == nodes
    assert ours["id:unit/nothing-has-this-name"] == "id:unit/nothing-has-this-name"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_that_are_read_all_at_once_are_the_same(store, lang, monkeypatch):
    question = queries.load("assignments")
    for bound, value in (("_FEW_OF_PLAN", 0), ("_FEW_PLANS", 100), ("_FEW_NODES", 0)):
        monkeypatch.setattr(kept_labels, bound, value)
        ours, columns = asked(store, question, lang, "one")
        assert columns.rows == ours.rows


LABELLED = [one.name for internal in (False, True) for one in queries.every(internal=internal) if one.only_shows_labels]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in LABELLED if name not in KEPT])
def test_labels_that_are_read_after_the_rows_are_those_of_sparql(store, name, lang):
    question = queries.load(name)
    kept, store.kept = store.kept, None
    everything = queries.select(store, name)
    names = [param.name for param in question.params if param.required]
    places = [everything.columns.index(param) for param in names]
    given = dict.fromkeys(tuple(row[place] for place in places) for row in everything.rows)
    some = [dict(zip(names, values, strict=True)) for values in list(given)[:: max(1, len(given) // 4)]]
    ours = [queries.select(store, name, lang=lang, limit=9, **terms) for terms in some]
    store.kept = kept
    for terms, rows in zip(some, ours, strict=True):
        columns = queries.select(store, name, lang=lang, limit=9, **terms)
        assert (columns.columns, columns.cut) == (rows.columns, rows.cut)
        if rows.cut:
            assert len(columns) == len(rows)
        else:
            assert Counter(columns.rows) == Counter(rows.rows)
        assert keys(columns, question.order) == keys(rows, question.order)


def test_most_kept_questions_have_rows_somewhere(store):
    empty = [
        name for name in KEPT if not kept_answer(store, queries.load(name), lang="zh", groups="one", bindings={}).rows
    ]
    assert len(empty) < len(KEPT) / 2


@pytest.mark.parametrize("name", [name for name in KEPT if queries.load(name).kept == "plan"])
def test_a_kept_question_can_be_put_in_order_by_its_columns(name):
    question = queries.load(name)
    assert "plan" in question.columns
    order = question.order
    assert not order or order[0] == ("plan", False) or {key for key, _descends in order} <= set(question.columns)


def test_every_question_to_a_whole_workspace_is_kept():
    asked = [one.name for one in queries.every() if not one.kept and not any(param.required for param in one.params)]
    assert asked == []


@pytest.fixture(scope="module")
def kept_already(tmp_path_factory):
    """The plans of one city, small ones, with their answers kept: what is kept is found again in a copy."""
    root = tmp_path_factory.mktemp("kept") / "workspace"
    keeping.keep(shipped_copy(root, "yunjiang-*").source, tell_nobody)
    return root


@pytest.fixture
def workspace(kept_already, tmp_path):
    root = shutil.copytree(kept_already, tmp_path / "workspace")
    found = Workspace(Settings(workspace=root))
    keeping.keep(found.source, tell_nobody)
    return found


def parts(workspace):
    return {part.graph.rsplit("/", 1)[-1]: part.file for part in kept(workspace).parts}


def kept(workspace):
    return KeptTables.of_revision(workspace.source.columns, workspace.revision)


def same_as_sparql(workspace, names=("cited_documents", "units", "assignments", "deadlines", "names", "known_units")):
    store = kept_in(workspace)
    for name in names:
        ours, columns = asked(store, queries.load(name), "zh", "one")
        assert Counter(columns.rows) == Counter(ours.rows)


def test_only_a_changed_plan_is_asked_again(workspace):
    before = parts(workspace)
    summaries = workspace.paths.plans / f"{PLAN}.summaries.ttl"
    summaries.write_text(summaries.read_text("utf-8") + "# one more line\n", "utf-8")
    same_as_sparql(workspace)
    after = parts(workspace)
    assert {plan for plan in before if before[plan] != after[plan]} == {PLAN}


def test_a_decision_changes_no_answer_but_its_own(workspace):
    before = parts(workspace)
    made = Attribution("刘芸", "2027-01-05T10:00:00Z", "分工不同")
    sides = (ClauseSeen("id:plan/yunjiang-2027-2029/3/1/1/m1", "（责任单位：市科技局）"),)
    workspace.record(workspace.verdict_ledger(PLAN), [FindingVerdict("0123456789ab", "clarify", sides, made)])
    (workspace.paths.root / "corrections").mkdir()
    shutil.copy(GOLDEN / "corrections.ttl", workspace.paths.corrections(PLAN))
    same_as_sparql(workspace, KEPT)
    after = parts(workspace)
    assert set(after) - set(before) == {"verdicts"}
    assert all(after[plan] == before[plan] for plan in before)


def test_a_registry_changes_the_answers_of_the_plans_that_lead_to_it(workspace):
    before = parts(workspace)
    unit = workspace.find("市科技局", "az:Unit", "yunjiang-2024-2026")[0].iri
    (workspace.paths.root / "units").mkdir(exist_ok=True)
    decided = workspace.paths.root / "units" / "more.ttl"
    decided.write_text(f'{unit} <http://www.w3.org/2004/02/skos/core#altLabel> "另一个名字"@zh .', "utf-8")
    same_as_sparql(workspace)
    assert {plan for plan, file in parts(workspace).items() if before[plan] != file} == {""}  # only searched names
    decided.write_text(f"{unit} a <https://w3id.org/aizone/ontology#PublicInstitution> .", "utf-8")
    same_as_sparql(workspace)
    changed = {plan for plan, file in parts(workspace).items() if before[plan] != file}
    assert changed == {"", "yunjiang-2024-2026", PLAN}


def test_a_thing_that_a_gazetteer_now_lists_is_one_thing(workspace):
    before = parts(workspace)
    rows = workspace.select("things_of_measures", plan=PLAN).dicts()
    unlisted = next(row for row in rows if not row["registered"])
    said = workspace.select("shown_things").dicts()
    assert any(row["node"] == unlisted["entity"] for row in said)
    (workspace.paths.root / "entities").mkdir(exist_ok=True)
    kind, name = unlisted["type"], unlisted["name"]
    (workspace.paths.root / "entities" / "more.ttl").write_text(
        f'<{unlisted["entity"]}> a <{kind}> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}"@zh .', "utf-8"
    )
    same_as_sparql(workspace, ("things_of_measures",))
    assert parts(workspace)[PLAN] != before[PLAN]  # although no new statement is made of the thing
    again = Workspace(workspace.settings).select("things_of_measures", plan=PLAN).dicts()
    assert next(row for row in again if row["entity"] == unlisted["entity"])["registered"]


def test_questions_of_another_release_are_asked_again(workspace, monkeypatch):
    before = parts(workspace)
    monkeypatch.setattr(keeping, "_questions_now", lambda: "other words")
    keeping.keep(workspace.source, tell_nobody)
    assert (kept(workspace).made_by, parts(workspace)) == ("other words", before)
    monkeypatch.setattr(keeping, "_questions_now", lambda: "other questions")
    monkeypatch.setattr(keeping, "_FORMAT", -1)
    keeping.keep(workspace.source, tell_nobody)
    after = parts(workspace)
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())


def test_a_definition_changes_the_answers_of_no_plan(workspace):
    before = parts(workspace)
    (workspace.paths.root / "units").mkdir(exist_ok=True)
    note = '<https://w3id.org/aizone/ontology#Goal> <http://www.w3.org/2004/02/skos/core#definition> "x"@en .'
    (workspace.paths.root / "units" / "notes.ttl").write_text(note, "utf-8")
    same_as_sparql(workspace)
    assert {plan for plan, file in parts(workspace).items() if before[plan] != file} == {""}


def test_what_another_plan_says_of_a_shared_thing_changes_the_answers(workspace):
    before = parts(workspace)
    path = workspace.paths.plan("yunjiang-2024-2026")
    cited = workspace.select("cited_documents", plan=PLAN).rows[0][1]
    graph = "https://w3id.org/aizone/id/plan/yunjiang-2024-2026"
    line = f'{cited} <http://data.europa.eu/eli/ontology#id_local> "新发〔2030〕1号" <{graph}> .\n'
    path.write_bytes(sealed(unsealed(path.read_bytes()) + line.encode()))
    same_as_sparql(workspace)
    changed = {plan for plan, file in parts(workspace).items() if before[plan] != file}
    assert {PLAN, "yunjiang-2024-2026"} <= changed


def test_files_that_no_revision_needs_are_removed_and_a_revision_that_comes_back_is_made(workspace):
    folder = workspace.source.columns
    text = workspace.paths.plan(PLAN).read_bytes()
    for number in range(3):
        workspace.paths.plan(PLAN).write_bytes(sealed(unsealed(text) + b"\n" * number))
        keeping.keep(workspace.source, tell_nobody)
    assert len(list(folder.glob("*.json"))) == 2
    assert len([path for path in folder.glob("*.tables") if path.name.startswith(PLAN)]) == 2
    assert read_about(folder / parts(workspace)[PLAN])["said"]


def test_a_node_with_two_labels_is_asked_in_sparql(workspace):
    (workspace.paths.root / "units").mkdir(exist_ok=True)
    unit = workspace.find("市科技局", "az:Unit", PLAN)[0].iri
    path = workspace.paths.root / "units" / "twice.ttl"
    path.write_text(f'{unit} <http://www.w3.org/2004/02/skos/core#prefLabel> "第二个名称"@zh .', "utf-8")
    store = kept_in(workspace)
    assert kept_answer(store, queries.load("units"), lang="zh", groups="one", bindings={}) is None
    labels = [row[1].value for row in queries.select(store, "units").rows]
    assert "第二个名称" in labels


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    """A workspace that is served from disk; each test that damages it leaves it healed."""
    root = tmp_path_factory.mktemp("disk") / "workspace"
    shipped_copy(root, "yunjiang-*")
    return root


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_column_gives_no_wrong_answer_and_is_made_again(on_disk, damage):
    def opened():
        return Workspace(Settings(workspace=on_disk, in_memory_bytes=0))

    whole = opened().select("work_items").rows
    assert opened().store.kept is not None
    for path in list((on_disk / ".cache" / "columns").glob("*.tables")):
        data = bytearray(path.read_bytes())
        path.unlink()
        data[len(data) // 2] ^= 1
        if damage != "gone":
            path.write_bytes(data if damage == "flipped" else data[: len(data) // 2])
    assert opened().select("work_items").rows == whole
    again = opened()
    assert again.select("work_items").rows == whole
    assert again.store.kept.parts


def test_an_answer_in_english_is_asked_where_a_plan_has_english_words(shipped, monkeypatch, tmp_path):
    """Metrics of invented plans are in Chinese only: their answer is kept once for both languages."""
    question = queries.load("targets_with_units")
    assert question.properties_in_language == (frozenset({"az:metric", "az:scope"}), True)
    assert not queries.load("target_dates").properties_in_language[1]  # has the plan's words beside the reader's
    asked = []
    monkeypatch.setattr(kept_tables, "_answer", lambda _store, one, lang, groups: asked.append((lang, groups)) or one)
    for store, langs in ((shipped.store, {"zh", "en"}), (write_workspace(tmp_path, plans=1, tasks=6).store, {"zh"})):
        asked.clear()
        found = dict(kept_tables.answers_of_kind(store, [question], "plan"))
        assert {lang for lang, _groups in asked} == langs
        assert len(found) == 4
