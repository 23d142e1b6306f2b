"""Rules for the repository itself: no large files, one name for one thing, reasons beside patterns, no clocks in tests."""

import ast
import re
import subprocess
from collections import defaultdict

import pytest

from tests.bounds import PATIENCE_S
from tests.conftest import ROOT
from tests.sources import modules_in, nodes_of, tree_of

MAX_FILE_BYTES = 1_000_000
LARGE_FILES = {"data/plans/hefei-2020-2023.nq"}
"""Tracked files that may be larger: the quads of the shipped plans."""

CLOCKS = {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep"}
CLOCK_USERS = {"tests/bounds.py", "tests/app/conftest.py"}
"""Files that may look at a clock: one reads CPU time, one pauses between two questions to a server that starts."""


def tracked_files():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if (ROOT / name).is_file() and not (ROOT / name).is_symlink()]


def test_no_large_file_is_tracked():
    large = {name for name in tracked_files() if (ROOT / name).stat().st_size > MAX_FILE_BYTES}
    assert large <= LARGE_FILES, "keep it out of the repository, or add it to the short list above"
    assert large == LARGE_FILES, "the short list names a file that is small or gone"


def modules():
    """The modules of the package and of the app."""
    return modules_in("graph/aizone", "app")


def test_words_are_translated_through_the_name_that_is_collected():
    """Babel collects `_("…")` and `N_("…")`: words given to a translator of another name stay English."""
    lost = []
    for path in modules():
        for node in nodes_of(path):
            if not (
                isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
            ):
                continue
            called = node.func.func if isinstance(node.func, ast.Call) else node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name == "translate" or (name == "translator" and isinstance(node.func, ast.Call)):
                lost.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert lost == []


def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_pattern_has_the_form_that_forced_it_above_it():
    bare = []
    for path in modules():
        lines = path.read_text("utf-8").splitlines()
        for node in tree_of(path).body:
            is_pattern = isinstance(node, ast.Assign | ast.AnnAssign) and "re.compile(" in (
                ast.unparse(node.value or node)
            )
            if is_pattern and not lines[node.lineno - 2].startswith("# "):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert bare == []


def clocks(source):
    """The lines of a test that look at a clock, sleep, or wait for less than a busy machine may need."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield node.lineno, "import from time"
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value) == "time":
            yield node.lineno, f"time.{node.attr}"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "wait_for_timeout":
            yield node.lineno, name
        limits = [
            keyword.value for keyword in node.keywords if keyword.arg in {"timeout", "default_timeout", "timeout_s"}
        ]
        if name in {"wait", "join", "settimeout"}:
            limits += node.args[:1]
        for limit in limits:
            if isinstance(limit, ast.Constant) and isinstance(limit.value, int | float) and limit.value < PATIENCE_S:
                yield node.lineno, f"{name} waits {limit.value}"


def test_no_test_asserts_wall_clock_time():
    """What ends soon is asserted in CPU time (`bounds.cpu_at_most`); waits are on conditions, for `bounds.PATIENCE_S`."""
    found = {
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in (ROOT / "tests").rglob("*.py")
        if path.relative_to(ROOT).as_posix() not in CLOCK_USERS
        for line, what in clocks(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        "start = time.monotonic()",
        "from time import perf_counter",
        "page.wait_for_timeout(500)",
        "subprocess.run(command, timeout=60)",
        "thread.join(10)",
        "event.wait(2.5)",
    ],
)
def test_the_rule_sees_a_clock(line):
    assert len(list(clocks(line))) == 1


@pytest.mark.parametrize("line", ["words.join(parts)", "thread.join()", "run(timeout=PATIENCE_S)", "'time.monotonic'"])
def test_the_rule_leaves_the_rest_alone(line):
    assert list(clocks(line)) == []


# shutil.copytree(SHIPPED_DATA, folder), shutil.copytree(ROOT / "data", folder)
WHOLE_DATA_COPIED = re.compile(r"""copytree\((?:SHIPPED_DATA|ROOT / "data"|shipped\.paths\.root)[,)]""")


def test_the_shipped_data_are_copied_without_what_processes_keep_there():
    """A command keeps a copy of the store in the folder it reads; to copy that while another worker makes it fails."""
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if WHOLE_DATA_COPIED.search(path.read_text("utf-8"))
    }
    assert found == {"tests/conftest.py", "tests/repository/test_rules.py"}, "use conftest.copy_of_data"
