"""The grammar is built up to the command that is asked for, or as a whole."""

import subprocess
import sys

import pytest

from aizone.cli.grammar.options import Parser
from aizone.cli.parser import build_parser
from aizone.i18n import translator
from aizone.store.at_hand import at_hand, note_asked
from tests.conftest import EXAMPLE


def commands(words=()):
    parser = build_parser(translator("en"), "", words)
    return {name for action in parser._actions for name in (action.choices if action.dest == "command" else ())}


def test_the_commands_after_the_one_asked_for_are_not_built():
    assert "query" in commands(["query"])
    assert "findings" in commands(["findings"]) - commands(["query"])


def test_without_a_command_that_is_known_all_are_there():
    everything = commands()
    assert {"app", "extract", "query", "findings", "export", "rebuild"} <= everything
    assert commands(["--help"]) == commands(["no-such"]) == commands(["--workspace", "query"]) == everything


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["--workspace", "export", "query", "plans"], "query"),
        (["--work", "export", "query", "plans"], "query"),  # argparse takes the beginning of an option for the option
        (["--workspace=export", "--lang", "en", "query", "plans"], "query"),
        (["query", "export"], "query"),
    ],
)
def test_the_value_of_an_option_is_not_the_command(words, command):
    parser = build_parser(translator("en"), "", words)
    assert isinstance(parser, Parser)
    assert parser.parse_args(words).command == command


@pytest.mark.parametrize("from_copy", [False, True])
def test_a_question_without_names_loads_no_room_it_does_not_use(from_copy, workspace):
    rooms = {
        f"aizone.{room}"
        for room in ("analysis", "names.index", "store.building", "store.folder", "processes", "exports")
    }
    for _time in range(2 if from_copy else 0):
        note_asked(workspace.source)
    assert at_hand(workspace.source).is_copy is from_copy
    code = (
        "import sys\nfrom aizone.cli import main\n"
        f"main(['query', 'plans', '--format', 'csv', '--workspace', {str(workspace.paths.root)!r}])\n"
        f"loaded = {rooms} & sys.modules.keys()\nassert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_reading_a_document_loads_no_format_in_the_process_that_asks():
    code = (
        "import sys\nfrom aizone.cli import main\n"
        f"assert main(['extract', {str(EXAMPLE)!r}]) == 0\nassert 'aizone.documents.formats' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
