"""A change of several files: whole or not at all, whichever step fails and wherever the process dies."""

import json
import os

import pytest

from aizone.store import disk
from aizone.workspace.commit import JOURNAL, LogLine, commit, finish, left_over

OLD = {
    "plans/a.nq": b"old plan",
    "sources/a-0.txt": b"old source",
    "corrections/a.ttl": b"old",
    "questions/a.rq": b"old question",
    "log/writes.jsonl": b"first\n",
}
NEW = {"corrections/a.ttl": b"new", "sources/a-1.txt": b"new source", "plans/a.nq": b"new plan"}


@pytest.fixture
def root(tmp_path):
    for name, data in OLD.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def files(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


GONE = {"sources/a-0.txt", "questions/a.rq"}
AFTER = {
    **{name: data for name, data in OLD.items() if name not in GONE},
    **NEW,
    "log/writes.jsonl": b"first\nsecond\n",
}


def change(root):
    puts = {root / name: data for name, data in NEW.items()}
    line = LogLine(root / "log/writes.jsonl", 6, b"second\n")
    commit(root, {**puts, root / "questions/a.rq": None}, [root / "sources/a-0.txt"], line)


def count_steps(root):
    steps = []
    with disk.watched(lambda step, path: steps.append((step, path.name))):
        change(root)
    return steps


def test_it_happens(root):
    steps = count_steps(root)
    assert files(root) == AFTER
    assert {"write", "sync", "rename", "append", "sync-folder", "remove"} == {step for step, _name in steps}


@pytest.mark.parametrize("number", range(40))
def test_a_step_that_fails_leaves_all_as_it_was(root, number):
    left = [number]

    def fail(step, path):
        if left[0] == 0:
            left[0] -= 1
            raise OSError(5, "Input/output error")
        left[0] -= 1

    try:
        with disk.watched(fail):
            change(root)
    except OSError:
        assert files(root) == OLD
    else:
        finish(root)  # tidying may fail without a word; the next writer does it
        assert {name: data for name, data in files(root).items() if name != "sources/a-0.txt"} == AFTER


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("number", range(40))
def test_a_process_that_dies_at_a_step_leaves_the_old_or_the_new(root, number):
    child = os.fork()
    if child == 0:
        left = [number]

        def die(step, path):
            if left[0] == 0:
                os._exit(9)
            left[0] -= 1

        with disk.watched(die):
            change(root)
        os._exit(0)
    os.waitpid(child, 0)
    finish(root)
    for stray in left_over(root, [root / name for name in ("plans", "sources", "corrections")]):
        disk.remove(stray)
    assert files(root) in (OLD, AFTER)
    assert not (root / JOURNAL).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"puts": [["../outside.txt", "plans/a.nq"]], "gone": []},
        {"puts": [], "gone": ["../outside.txt"]},
        {"puts": [], "gone": [], "line": ["../outside.txt", 0, "x"]},
        {"puts": [["plans/a.nq", "../outside.txt"]], "gone": []},
        {"puts": [], "gone": ["link/outside.txt"]},
        {"puts": [], "gone": [], "line": []},
        [],
    ],
)
def test_a_journal_from_elsewhere_changes_nothing_outside(root, said):
    inner = root / "inner"
    outside = root / "outside.txt"
    outside.write_bytes(b"mine")
    (inner / "plans").mkdir(parents=True)
    (inner / "plans" / "a.nq").write_bytes(b"plan")
    (inner / "link").symlink_to(root, target_is_directory=True)
    (inner / JOURNAL).write_text(json.dumps(said), "utf-8")
    finish(inner)
    assert outside.read_bytes() == b"mine"
    assert (inner / "plans" / "a.nq").read_bytes() == b"plan"
    assert not (inner / JOURNAL).exists()
