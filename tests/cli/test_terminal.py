"""What is printed: nothing of a label, a document or a file's name that a terminal would obey, in any format and encoding."""

import csv
import io
import json
import os
import subprocess
import sys

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.cli.output import print_json
from aizone.text.characters import escaped
from aizone.text.csv_cells import guarded
from tests.bounds import PATIENCE_S
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"
EVIL = "\x1b[2J\x9b31m\x07\r\u202e\u2028"
OBEYED = set("\x1b\x9b\x07\r\u202e\u2028")
UNIT = "<https://w3id.org/aizone/id/unit/evil>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A workspace whose registry has a label full of what a terminal obeys."""
    root = tmp_path_factory.mktemp("hostile")
    assert main(["ingest", str(EXAMPLE), "--workspace", str(root)]) == 0
    label = "".join(f"\\u{ord(char):04X}" for char in EVIL) + "=HYPERLINK"
    (root / "units" / "evil.ttl").write_text(
        f'{UNIT} a <https://w3id.org/aizone/ontology#GovernmentUnit> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "市{label}"@zh .\n',
        "utf-8",
    )
    return root


ASKED = [
    ["query", "-e", f"SELECT ?l {{ {UNIT} skos:prefLabel ?l }}", "--format", form]
    for form in ("table", "csv", "json", "tsv")
] + [
    ["query", "-e", f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o VALUES ?s {{ {UNIT} }} }}", "--format", "turtle"],
    *(["export", "--format", form] for form in ("nquads", "trig", "turtle")),
    ["query", "units"],
    ["query", "units", "--format", "json"],
    ["units", "--help"],
]


@pytest.mark.parametrize("words", ASKED, ids=lambda words: " ".join(words[:1] + words[-2:])[:60])
def test_nothing_that_a_terminal_obeys_is_printed(hostile, words, capfd):
    if words[-1] == "--help":
        with pytest.raises(SystemExit):
            main(words)
    else:
        assert main([*words, "--workspace", str(hostile), "--lang", "en"]) == 0
    out, err = capfd.readouterr()
    assert out
    assert not OBEYED & set(out + err)


def test_rdf_and_json_say_the_same_in_escapes(hostile, capfd):
    assert main(["export", "--format", "nquads", "--workspace", str(hostile)]) == 0
    quads = ox.parse(capfd.readouterr().out.encode(), format=ox.RdfFormat.N_QUADS)
    (label,) = [quad.object.value for quad in quads if str(quad.subject) == UNIT and "prefLabel" in str(quad.predicate)]
    assert label == f"市{EVIL}=HYPERLINK"
    query = f"SELECT ?l {{ {UNIT} skos:prefLabel ?l }}"
    assert main(["query", "-e", query, "--format", "json", "--workspace", str(hostile)]) == 0
    assert [[*row.values()] for row in json.loads(capfd.readouterr().out)] == [[f"市{EVIL}=HYPERLINK"]]


def test_a_message_with_the_name_of_a_file_is_clean(tmp_path, capfd):
    path = tmp_path / "a\x1b[2J\u202e.txt"
    path.write_text("甲", "utf-8")
    assert main(["extract", str(path), "--lang", "en"]) == 2
    _out, err = capfd.readouterr()
    assert "a[2J.txt" in err
    assert "\x1b" not in err


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
def test_a_folder_with_a_name_in_gbk_is_read_to_its_end(tmp_path, capfd):
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_bytes(EXAMPLE.read_bytes())
    with open(os.path.join(os.fsencode(folder), "云江方案.txt".encode("gbk")), "wb") as stream:
        stream.write("不是方案".encode())
    (folder / "z.mht").write_text(
        'From: <x>\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="undefined"\n\n<p>x\n--b--\n'
    )
    root = str(tmp_path / "mine")
    assert main(["ingest", str(folder), "--workspace", root, "--lang", "en"]) == 1
    out, _err = capfd.readouterr()
    assert out.count("failed:") == 2
    assert "云江方案.txt" in out
    assert main(["ingest", str(folder), "--workspace", root, "--format", "json"]) == 1
    assert len(json.loads(capfd.readouterr().out)) == 3


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_terminal_of_another_encoding_gets_what_it_can_show(hostile, encoding):
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    for form in ("table", "json", "csv"):
        command = [sys.executable, "-m", "aizone.cli", "query", "units", "--workspace", str(hostile), "--format", form]
        command += ["--timeout", str(PATIENCE_S)]
        done = subprocess.run(command, env=env, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
        text = done.stdout.decode(encoding)
        assert text
        if form == "json":
            assert any("云江市" in str(row) for row in json.loads(text))


def test_a_cell_that_would_be_a_formula_is_guarded(hostile, capfd):
    query = "SELECT ?a { VALUES ?a { '=1+1' '+cmd' '-2' '@x' '市科技局' ' =1' } }"
    assert main(["query", "-e", query, "--format", "csv", "--workspace", str(hostile)]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out)))[1:]
    assert sorted(row[0] for row in rows) == sorted(["'=1+1", "'+cmd", "-2", "'@x", "市科技局", "' =1"])
    assert guarded("＝1") == "'＝1"


def test_json_is_what_pythons_own_encoder_writes():
    value = [{}, [], "", {"a": [1.5, 1e-9, None, True], "b": {"": []}, "c": 'é\x01"\\ 市'}]
    for odd in (value, [float("nan")], ["\udcff"]):
        held = io.StringIO()
        print_json(odd, out=held)
        assert held.getvalue() == escaped(json.dumps(odd, ensure_ascii=False, indent=2)) + "\n"
