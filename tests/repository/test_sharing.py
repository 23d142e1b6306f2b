"""The files that a run shares out in their own way are there, and those that need the explorer are known."""

import re

from tests.conftest import ROOT
from tests.sharing import EXPLORER, LONG, part_of, place_in_queue

# def test_a_page(visit, tmp_path): a test that is given a browser, a page in it, or the address of the explorer
NEEDS_THE_EXPLORER = re.compile(
    r"^def test_\w+\([^)]*\b(?:browser|app_url|visit|look|reader|hostile_url)\b", re.MULTILINE
)


def test_every_file_that_is_named_is_there():
    named = {*LONG, *(file for files in EXPLORER for file in files)}
    assert {file for file in named if not (ROOT / file).is_file()} == set()


def test_the_explorer_is_started_for_two_workers_only():
    needing = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if NEEDS_THE_EXPLORER.search(path.read_text("utf-8"))
    }
    assert needing == {file for files in EXPLORER for file in files}, "name them in tests/sharing.py"
    assert {part_of(file) for file in needing} == set(LONG[:2])


def test_a_file_that_takes_long_is_not_begun_last():
    files = ["tests/cli/test_parser.py", "tests/cli/test_cli.py", "tests/app/test_browser.py"]
    assert sorted(files, key=place_in_queue) == files[::-1]
