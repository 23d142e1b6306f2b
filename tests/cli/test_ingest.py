"""`ingest` with folders, patterns and several plans a file; `extract` with several plans; `rebuild` afterwards."""

import io
import json
import sys

import pytest

from aizone.cli import main
from aizone.cli.commands import ingesting
from aizone.reading.ingest import ingest
from tests.conftest import EXAMPLE
from tests.flow.test_split_plans import BODY


@pytest.fixture
def run(capsysbinary):
    def call(*words):
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    (plans / "more").mkdir(parents=True)
    (plans / "a.txt").write_bytes(EXAMPLE.read_bytes())
    (plans / "copy.txt").write_bytes(EXAMPLE.read_bytes())
    (plans / "more" / "two.md").write_text(
        f"1. 云江市数据流通行动方案（2025年）\n{BODY}2. 云江市智能制造行动方案（2025年）\n{BODY}", "utf-8"
    )
    (plans / "~$lock.docx").write_bytes(b"x")
    return plans


def test_a_folder_goes_in_with_a_line_a_plan_and_a_summary(run, folder, tmp_path):
    mine = tmp_path / "mine"
    words = ("ingest", folder, "--workspace", mine, "--lang", "en")
    code, out, err = run(*words, "--dry-run")
    assert (code, err) == (0, "")
    assert "dry run" in out
    assert not list(mine.glob("plans/*"))
    code, out, _err = run(*words)
    assert code == 0
    assert out.count("new: yunjiang-") == 3
    assert f"the same as {folder / 'a.txt'}" in out
    assert "~$lock.docx (lock file" in out
    assert "Unrecognised unit names" not in out.split("Plans")[0]
    code, out, _err = run(*words)
    assert out.count("unchanged: ") == 3
    slugs = sorted(path.stem for path in mine.glob("plans/*.nq"))
    assert slugs[:2] == ["yunjiang-2024-2026", "yunjiang-2025"]
    assert slugs[2].startswith("yunjiang-2025-")


def test_rebuild_finds_every_plan_of_a_source_again(run, folder, tmp_path):
    run("ingest", folder, "--workspace", tmp_path / "mine")
    before = {path.name: path.read_bytes() for path in (tmp_path / "mine" / "plans").iterdir()}
    code, out, _err = run("rebuild", "--workspace", tmp_path / "mine", "--lang", "en")
    assert code == 0
    assert out.count("unchanged") == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "mine" / "plans").iterdir()} == before


def test_one_bad_file_does_not_stop_the_rest(run, folder, tmp_path):
    (folder / "b.txt").write_text("只有一句话。", "utf-8")
    code, out, _err = run("ingest", folder, "--workspace", tmp_path / "mine", "--lang", "en")
    assert code == 1
    assert f"failed: {folder / 'b.txt'}: " in out
    assert out.count("new: ") == 3
    code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--format", "json", "--lang", "en")
    records = json.loads(out)
    assert [record["skipped"] for record in records if record["skipped"]] == ["lock", "duplicate"]
    assert sum(record["error"] is not None for record in records) == 1
    assert "b.txt" in err


def test_an_interrupt_leaves_what_was_read(run, folder, tmp_path, monkeypatch):
    def interrupted(*words, **options):
        records = ingest(*words, **options)
        yield next(records)
        raise KeyboardInterrupt

    monkeypatch.setattr(ingesting, "ingest", interrupted)
    code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--lang", "en")
    assert code == 130
    assert "yunjiang-2024-2026" in out
    assert "Interrupted" in err
    monkeypatch.undo()
    assert run("validate", "--workspace", tmp_path / "mine")[0] == 0
    assert [path.name for path in (tmp_path / "mine" / "plans").iterdir()] == ["yunjiang-2024-2026.nq"]


def test_a_bar_is_drawn_on_a_terminal_only(folder, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["ingest", str(folder), "--workspace", str(tmp_path / "mine"), "--lang", "en"]) == 0
    assert "Reading" in terminal.getvalue() or "3/3" in terminal.getvalue()


def test_extract_prints_a_list_for_several_plans_and_a_line_for_a_file(run, folder):
    two = folder / "more" / "two.md"
    plans = json.loads(run("extract", two)[1])
    assert [plan["plan"]["title"] for plan in plans] == [
        "云江市数据流通行动方案（2025年）",
        "云江市智能制造行动方案（2025年）",
    ]
    text = two.read_text("utf-8")
    for plan in plans:
        for task in plan["tasks"]:
            for measure in task["measures"]:
                assert text[measure["start"] : measure["end"]] == measure["exact"]
    (line,) = run("extract", two, "--format", "jsonl")[1].splitlines()
    merged = json.loads(line)
    assert [plan["title"] for plan in merged["plans"]] == [plan["plan"]["title"] for plan in plans]
    assert [task["in_plan"] for task in merged["tasks"]] == [0, 1]
    code, _out, err = run("extract", two, "--slug", "mine", "--lang", "en")
    assert code == 2
    assert "holds 2 plans" in err


def test_a_pattern_that_fits_nothing_says_so(run, tmp_path):
    code, _out, err = run("ingest", tmp_path / "*.docx", "--workspace", tmp_path / "mine", "--lang", "en")
    assert code == 2
    assert "matches no file" in err


def test_a_plan_that_comes_in_two_files_is_taken_from_the_first(run, folder, tmp_path):
    (folder / "b.md").write_text(EXAMPLE.read_text("utf-8") + "\n", "utf-8")
    for change in ("new", "unchanged"):
        code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--lang", "en")
        assert (code, err, out.count(f"{change}: ")) == (0, "", 3)
        assert f"{folder / 'b.md'} (the same plan as {folder / 'a.txt'}; ingest it alone" in out
    assert run("ingest", folder / "b.md", "--workspace", tmp_path / "mine", "--lang", "en")[0] == 0
