"""A workspace on a server: sent whole, asked like the folder, and brought up to date by what has changed."""

import shutil
from collections import Counter
from dataclasses import replace

import pytest

import aizone
from aizone.errors import MeanwhileError, RemoteStoreError, WorkspaceError
from aizone.iri import plan_iri
from aizone.queries import library
from aizone.settings import Settings
from aizone.store.remote import RemoteSource, RemoteStore
from aizone.store.remote.asking import published, size_of
from aizone.store.remote.claim import Claim, ClaimedServer
from aizone.store.remote.client import SparqlClient
from aizone.store.remote.names import MERGED, STAGED, text_of
from aizone.store.sandbox import QueryPool
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict
from aizone.workspace import Workspace, workspace_of
from aizone.workspace.people import Person
from aizone.workspace.publishing import Publisher
from tests import servers

YUNJIANG = "yunjiang-2024-2026"


def publish(workspace, address):
    publisher = Publisher(workspace, address)
    publisher.run(lambda done, step: None)
    return publisher.plan.steps


@pytest.fixture
def address(oxigraph_server):
    """A server that holds nothing."""
    clear(oxigraph_server)
    return oxigraph_server


def clear(address):
    client = SparqlClient(address)
    for name in (*published(client), MERGED, STAGED):
        client.update(f"DROP SILENT GRAPH {name}")
    client.update("DROP SILENT GRAPH <https://w3id.org/aizone/id/published>")


def remote(address, **more):
    return workspace_of(replace(Settings(**more), store=address))


def merged(store):
    return {quad.triple for quad in store.statements()}


def check_same(local, address):
    """The server holds what the folder does: graphs, their merge with superclasses, and nothing on its way."""
    store = RemoteStore(address)
    assert store.graphs() == local.store.graphs()
    for name in store.graphs():
        assert store.graph(name) == local.store.graph(name)
    assert merged(store) == merged(local.store)
    assert size_of(SparqlClient(address), STAGED) == 0


def test_every_question_has_the_same_answer_there(shipped, address):
    publish(shipped, address)
    check_same(shipped, address)
    there = remote(address)
    assert there.plan_slugs() == shipped.plan_slugs()
    given = {
        "unit": "合肥市科学技术局",
        "other": "市经信局",
        "plan": "hefei-2020-2023",
        "concept": "人工智能",
        "item": "三/(一)/1",
    }
    asked = 0
    for question in library.every():
        every, needed = ([param.name for param in question.params if param.required >= least] for least in (0, 1))
        for names in {tuple(needed), tuple(name for name in every if name in given)}:
            if not given.keys() >= set(needed):
                continue
            asked += 1
            params = {name: given[name] for name in names}
            _check_same_answer(shipped, there, question, params, ("zh", "en")[asked % 2])
    assert asked > 45


def _check_same_answer(ours, theirs, question, params, lang):
    """The same rows in the question's order; what GROUP_CONCAT puts together has none, and is left out."""
    rows = []
    for one in (ours, theirs):
        found = one.select(question.name, lang=lang, **params)
        places = [place for place, name in enumerate(found.columns) if name not in {"owners", "topics", "leads"}]
        rows.append([tuple(row[place] for place in places) for row in found.rows])
    same = rows[0] == rows[1] if question.order else Counter(rows[0]) == Counter(rows[1])
    assert same, (question.name, params)


def test_names_plans_and_graphs_are_read_from_there(shipped, address):
    publish(shipped, address)
    there = remote(address)
    assert (
        there.find("市科技局", plan="hefei-2020-2023")[0].iri == shipped.find("市科技局", plan="hefei-2020-2023")[0].iri
    )
    assert there.stored_plan("nothing") is None
    ours, theirs = shipped.stored_plan(YUNJIANG), there.stored_plan(YUNJIANG)
    assert (theirs.title, theirs.digest) == (ours.title, ours.digest)
    assert theirs.quads >= ours.quads
    assert set(there.graph().edges(keys=True)) == set(shipped.graph().edges(keys=True))
    assert there.place == address.query
    assert repr(there).startswith(f"Workspace('{address.query}')")
    with pytest.raises(WorkspaceError, match="SPARQLStore"):
        there.rdflib()


def test_queries_of_ones_own_run_there_under_their_limits(shipped, address):
    publish(shipped, address)
    there = remote(address)
    text = "SELECT ?plan (COUNT(?m) AS ?n) { GRAPH ?plan { ?m a az:Measure } } GROUP BY ?plan ORDER BY ?plan"
    assert there.sparql(text).to_dict() == shipped.sparql(text).to_dict()
    assert len(there.sparql("SELECT * { ?s ?p ?o }", max_rows=5)) == 5
    described = f"DESCRIBE <{plan_iri(YUNJIANG).value}>"
    assert len(there.sparql(described)) == len(shipped.sparql(described))
    there.reload()


def test_only_what_changed_is_sent(workspace, address):
    assert {step.action for step in publish(workspace, address)} == {"replace"}
    revision = remote(address).revision
    assert publish(workspace, address) == ()
    assert remote(address).revision == revision
    _summarise(workspace, "更短的摘要")
    assert [(step.action, step.plan, step.is_new) for step in publish(workspace, address)] == [
        ("replace", YUNJIANG, False)
    ]
    check_same(workspace, address)
    assert remote(address).revision != revision
    workspace.remove_plan(YUNJIANG)
    assert ("remove", YUNJIANG) in [(step.action, step.plan) for step in publish(workspace, address)]
    check_same(workspace, address)


def test_a_plan_is_sent_in_updates_where_there_is_no_graph_store(workspace, address):
    publish(workspace, replace(address, graphs=""))
    check_same(workspace, address)


@pytest.mark.parametrize("is_lost", [False, True], ids=["not sent", "answer lost"])
def test_an_outage_leaves_whole_plans_and_the_next_run_goes_on(workspace, address, monkeypatch, is_lost):
    publish(workspace, address)
    real, left = SparqlClient._send, 0

    def failing(client, method, *rest):
        nonlocal left
        left -= 1
        if left == 0 and not is_lost:
            raise RemoteStoreError("server", "broke off.")
        real(client, method, *rest)
        if left == 0:
            raise RemoteStoreError("server", "broke off.")

    monkeypatch.setattr(SparqlClient, "_send", failing)
    for broken_at in (1, 2, 3, 4):  # the claim, an empty place to send to, the plan, the change
        before = workspace.store
        _summarise(workspace, f"摘要{broken_at}")
        left = broken_at
        with pytest.raises(RemoteStoreError, match="broke off"):
            publish(workspace, address)
        there = RemoteStore(address)
        whole = workspace.store if is_lost and broken_at == 4 else before
        assert there.graph(plan_iri(YUNJIANG)) == whole.graph(plan_iri(YUNJIANG))
        assert merged(there) == merged(whole)
        publish(workspace, address)
        check_same(workspace, address)


def _summarise(workspace, words):
    """Write a summary of the plan by hand."""
    path = workspace.paths.summaries(YUNJIANG)[0]
    said = f'\n<{plan_iri(YUNJIANG).value}> <http://purl.org/dc/terms/abstract> "{words}"@zh .\n'
    path.write_text(path.read_text("utf-8") + said, "utf-8")
    workspace.reload()


def test_what_people_decided_is_read_there_and_cannot_be_changed(workspace, address):
    made = Attribution("测试", "2026-01-02T03:04:05Z", "一个牵头单位即可")
    workspace.record(workspace.verdict_ledger(YUNJIANG), [FindingVerdict("0123456789ab", "clarify", (), made)])
    publish(workspace, address)
    there = remote(address)
    assert there.verdict_ledger(YUNJIANG).read() == workspace.verdict_ledger(YUNJIANG).read() != ()
    assert there.match_ledger(YUNJIANG).read() == ()
    assert not there.can_write()
    with pytest.raises(WorkspaceError, match="is only read here"):
        there.record(there.verdict_ledger(YUNJIANG), [])
    with pytest.raises(WorkspaceError, match="is only read here"):
        there.remove_plan(YUNJIANG)


def test_nothing_is_sent_while_a_file_is_damaged(workspace, address):
    path = workspace.paths.plan(YUNJIANG)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(WorkspaceError, match="is damaged"):
        publish(workspace, address)
    assert published(SparqlClient(address)) == {}


def test_two_do_not_publish_a_folder_at_once(workspace, address):
    first = Publisher(workspace, address)

    def tell(done, step):
        with pytest.raises(WorkspaceError, match="is being published to this server by another process"):
            publish(workspace, address)

    first.run(tell)
    check_same(workspace, address)


def test_a_folder_is_published_to_two_servers_at_once(workspace, address, tmp_path_factory):
    with servers.oxigraph(tmp_path_factory.mktemp("second")) as second:

        def tell(done, step):
            publish(workspace, second)

        Publisher(workspace, address).run(tell)
        check_same(workspace, address)
        check_same(workspace, second)


@pytest.fixture
def elsewhere(workspace, tmp_path_factory):
    """The same workspace in another folder, as on another machine, with another plan text."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(workspace.paths.root, folder, dirs_exist_ok=True)
    other = Workspace(Settings(workspace=folder), who=lambda: Person("乙"))
    _summarise(other, "另一台机器的摘要")
    return other


def test_two_machines_do_not_publish_to_a_server_at_once(workspace, elsewhere, address):
    first = Publisher(workspace, address)
    second = Publisher(elsewhere, address)

    def tell(done, step):
        with pytest.raises(MeanwhileError, match=r"is being published to by .+@.+, since .+; nothing was sent"):
            publish(elsewhere, address)

    first.run(tell)
    check_same(workspace, address)
    with pytest.raises(
        MeanwhileError, match=r"was changed meanwhile by \w+@"
    ) as error:  # what it was to send is out of date
        second.run(tell)
    assert "--dry-run" in str(error.value)
    check_same(workspace, address)
    assert [step.plan for step in publish(elsewhere, address)] == [YUNJIANG]
    check_same(elsewhere, address)


def test_who_claims_at_the_same_moment_refuses(workspace, elsewhere, address, monkeypatch):
    """Both have looked before either claimed: the second sees two claims, takes its own back, and the first goes on."""
    first, second = Publisher(workspace, address), Publisher(elsewhere, address)
    others = ClaimedServer._others
    looks = []

    def blind_at_first(server):
        looks.append(server)
        return [] if len(looks) == 1 else others(server)

    def tell(done, step):
        if not looks:
            monkeypatch.setattr(ClaimedServer, "_others", blind_at_first)
            with pytest.raises(MeanwhileError, match="is being published to"):
                second.run(pytest.fail)

    first.run(tell)
    assert len(looks) == 2
    check_same(workspace, address)


def test_a_claim_that_was_left_behind_is_taken_over(workspace, elsewhere, address):
    """From the same folder at once, from another one when told to; whoever lost it stops before the next graph."""

    def tell(done, step):
        if done == 1:
            Publisher(elsewhere, address).run(lambda *_: None, take_over=True)

    with pytest.raises(MeanwhileError, match="was changed meanwhile by 乙@"):
        Publisher(workspace, address).run(tell)
    check_same(elsewhere, address)
    left = Claim("0" * 32, Claim.of(workspace.paths.root, "甲").folder, "2026-01-02T03:04Z", "甲 一@那台机器")
    SparqlClient(address).update(text_of("take_claim.ru", claim=left.literal))
    _summarise(elsewhere, "又一个")
    with pytest.raises(MeanwhileError, match="by 甲 一@那台机器, since 2026-01-02T03:04Z"):
        publish(elsewhere, address)
    assert [step.plan for step in publish(workspace, address)] == [YUNJIANG]
    check_same(workspace, address)


def test_a_folder_that_is_named_comes_before_the_environment(workspace, address, monkeypatch):
    publish(workspace, address)
    monkeypatch.setenv("AIZONE_STORE", address.query)
    assert aizone.open().place == address.query
    assert aizone.open(workspace.paths.root).place == str(workspace.paths.root)
    assert aizone.open(workspace.paths.root, store=address.query).place == address.query


def test_a_server_without_a_workspace_says_how_to_send_one(address):
    with pytest.raises(RemoteStoreError, match="holds no published workspace"):
        remote(address)


def test_a_server_whose_answers_are_not_right_is_read_whole(workspace, virtuoso_server):
    """Virtuoso gives `true` back as a number; its graphs are right."""
    clear(virtuoso_server)
    publish(workspace, virtuoso_server)
    there = remote(virtuoso_server)
    assert there.is_copied
    assert merged(there.store) == merged(workspace.store)
    assert there.select("leads_per_goal").rows == workspace.select("leads_per_goal").rows
    source = RemoteSource.from_json(there.source.to_json())
    with QueryPool(source, there.settings) as pool:
        assert pool.run("ASK { ?place az:fictional true }").to_rows().values() == [(True,)]
    assert publish(workspace, virtuoso_server) == ()
