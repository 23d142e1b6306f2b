"""Damage stops only what is damaged: a file of a plan or of decisions is left out and named, a store on disk heals itself."""

import shutil

import pytest

from aizone.cli import main
from aizone.errors import WorkspaceError
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store.oxigraph import OxigraphStore
from aizone.workspace import Workspace

WHOLE, DAMAGED = "yunjiang-2024-2026", "yunjiang-2027-2029"


def copied(plans, folder):
    """Shipped plans in a workspace of their own; small ones, because a store on disk is built again and again."""
    (folder / "plans").mkdir()
    for path in (SHIPPED_DATA / "plans").glob(f"{plans}*"):
        shutil.copy(path, folder / "plans")
    shutil.copy(SHIPPED_DATA / "workspace.toml", folder)


@pytest.fixture(params=["in memory", "on disk"])
def mine(request, tmp_path):
    """A copy of the shipped plans of one city, and a function that opens it."""
    copied("yunjiang", tmp_path)
    in_memory_bytes = {"in memory": 48 * 2**20, "on disk": 0}[request.param]

    def opened():
        workspace = Workspace(Settings(workspace=tmp_path, in_memory_bytes=in_memory_bytes))
        workspace.warned = []
        workspace.warn = workspace.warned.append
        return workspace

    return opened


def plans(workspace):
    return sorted(str(row[0]).rpartition("/")[2].rstrip(">") for row in workspace.select("plans").rows)


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def emptied(path):
    path.write_bytes(b"")


def cut(path):
    path.write_bytes(path.read_bytes()[:-200])


# a store on disk is built again for each: one damage shows that it does as one in memory does
@pytest.mark.parametrize(
    ("mine", "damage"),
    [("in memory", flip), ("in memory", emptied), ("in memory", cut), ("on disk", flip)],
    indirect=["mine"],
)
def test_a_damaged_plan_is_left_out_and_named(mine, damage):
    whole = mine()
    before = plans(whole)
    duties = whole.select("duties_of_unit", unit="云江市数据局", plan=WHOLE).rows
    damage(whole.paths.plan(DAMAGED))
    workspace = mine()
    assert plans(workspace) == [slug for slug in before if slug != DAMAGED]
    assert workspace.select("duties_of_unit", unit="云江市数据局", plan=WHOLE).rows == duties
    (warned,) = workspace.warned
    assert warned.where == str(workspace.paths.plan(DAMAGED))
    assert "backup" in str(warned)
    shutil.copy(SHIPPED_DATA / "plans" / f"{DAMAGED}.nq", workspace.paths.plan(DAMAGED))
    again = mine()
    assert (plans(again), again.warned) == (before, [])


def test_a_damaged_file_of_decisions_is_left_out_and_never_to_be_removed(mine):
    path = mine().paths.decisions
    path.parent.mkdir()
    path.write_text("@prefix az: <https://w3id.org/aizone/ontology#> .\n<x> az:", "utf-8")
    workspace = mine()
    assert plans(workspace) == [WHOLE, DAMAGED]
    (warned,) = workspace.warned
    assert warned.where == str(path)
    assert "do not remove it" in str(warned)


def test_the_command_line_names_it_once_and_answers(mine, capsys):
    workspace = mine()
    flip(workspace.paths.plan(DAMAGED))
    assert main(["query", "plans", "--workspace", str(workspace.paths.root), "--lang", "en", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count(f"{DAMAGED}.nq: is damaged") == 1


def test_without_the_ontology_nothing_is_answered(mine, tmp_path):
    ontology = tmp_path / "ontology"
    shutil.copytree(mine().settings.ontology, ontology)
    (ontology / "aizone.ttl").write_text("broken", "utf-8")
    workspace = Workspace(
        Settings(workspace=tmp_path, ontology=ontology, in_memory_bytes=mine().settings.in_memory_bytes)
    )
    with pytest.raises(WorkspaceError, match=r"aizone\.ttl"):
        _ = workspace.store


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    """A function that opens a workspace whose store is on disk: one for all tests here, after each of which the store is whole."""
    folder = tmp_path_factory.mktemp("workspace")
    copied(WHOLE, folder)
    return lambda: Workspace(Settings(workspace=folder, in_memory_bytes=0))


@pytest.mark.parametrize("what", ["quads/*.sst", "quads/CURRENT", "quads/MANIFEST*", "loaded.json"])
def test_a_damaged_store_on_disk_heals_itself(on_disk, what):
    def ask():
        store = on_disk().store
        return sorted(map(str, store.run("SELECT * { ?s az:rank ?n }").rows)), len(store)

    whole = ask()
    for damage in ("empty", "gone", "flipped"):
        folder = next((on_disk().paths.root / ".cache").glob("store-*"))
        found = list(folder.glob(what))
        assert found
        for path in found:
            data = path.read_bytes()
            path.unlink()
            if damage != "gone":
                path.write_bytes(b"" if damage == "empty" else bytes(byte ^ 255 for byte in data))
        assert ask() == whole, damage
        assert ask() == whole, damage


def test_a_store_that_breaks_while_it_is_asked_is_built_again(on_disk, monkeypatch):
    store = on_disk().store
    whole = len(store.select("SELECT * { ?s az:rank ?n }").rows)
    answer, failed = OxigraphStore.answer, []

    def breaks_once(self, *args, **options):
        if not failed:
            failed.append(True)
            raise OSError(5, "Corruption: block checksum mismatch")
        return answer(self, *args, **options)

    monkeypatch.setattr(OxigraphStore, "answer", breaks_once)
    assert len(store.select("SELECT * { ?s az:rank ?n }").rows) == whole
    assert failed
