"""No file that people take away holds what a terminal obeys, what turns words around, or a text that a spreadsheet computes."""

import csv
import io
import re
import zipfile
from datetime import date

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.exports.calendar_file import calendar_file, calendar_name
from aizone.exports.papers.make import PaperRequest, file_name
from aizone.exports.picture_frame import FrameWords, file_stem, frame
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store.seal import unsealed
from aizone.workspace import Workspace

SLUG = "yunjiang-2024-2026"
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2067]")
NAME = r"\u2028\u2029\r=1\u001B]0;x\u0007\u009B31m\u202E\u2066\n<urn:a> <urn:b> <urn:c> . #"
FORMATS = ("turtle", "trig", "jsonld", "nquads", "graphml", "gexf", "csv", "csv-nodes", "csv-edges", "xlsx")
RDF = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG}
PAPERS = ("breakdown", "brief", "coordination", "worklist")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A workspace whose plan, units and things are called by what is not to be obeyed, and begin as formulas do."""
    root = tmp_path_factory.mktemp("hostile")
    nquads = unsealed((SHIPPED_DATA / "plans" / f"{SLUG}.nq").read_bytes()).decode()
    for before, evil in (
        ("云江市", NAME),
        ("市数据局", f"=cmd|A0!{NAME}"),
        ("建设", f"=1+2{NAME}"),
        ("算力", "@SUM(1)\\u0085"),
    ):
        nquads = nquads.replace(f'"{before}', f'"{evil}{before}')
    workspace = Workspace(Settings(workspace=root))
    workspace.replace_plan(SLUG, "".join(sorted(nquads.splitlines(keepends=True))).encode())
    return workspace


def parts(data):
    """The texts of a file, which may be an archive, by name."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data.decode("utf-8")}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels", ".csv", ".json"))]
        return {name: archive.read(name).decode("utf-8") for name in names}


@pytest.mark.parametrize(
    "words", [*(["--format", one] for one in FORMATS), *(["--paper", one] for one in PAPERS)], ids=" ".join
)
def test_a_file_for_people_holds_nothing_that_is_obeyed_or_computed(hostile, words, tmp_path):
    path = tmp_path / "taken"
    where = ["--workspace", str(hostile.paths.root), "--lang", "zh", "--plan", SLUG]
    assert main(["export", *words, "-o", str(path), *where]) == 0
    if words[-1] in ("turtle", "trig"):
        assert ox.NamedNode("urn:a") not in {said.subject for said in ox.parse(path=str(path), format=RDF[words[-1]])}
    for name, text in parts(path.read_bytes()).items():
        assert OBEYED.search(text) is None, name
        if name.endswith(".csv") or words[-1].startswith("csv"):
            cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) for cell in row]
            assert [cell for cell in cells if cell[:1] in ("=", "+", "@")] == []
            assert len(cells) > 10


def test_names_of_files_and_calendars_hold_nothing_that_is_obeyed(hostile):
    evil = "\x1b[2J\u202e/../甲\x9b\r\n"
    unit = str(hostile.query("leads_per_unit")["unit"].iloc[0])
    names = [
        calendar_name(evil),
        file_stem(evil),
        file_name(hostile, PaperRequest("brief", SLUG, unit=unit), "zh"),
        calendar_file([], title=evil, plan=evil, on=date(2026, 1, 1), lang="zh", places={}).decode(),
    ]
    for name in names:
        assert OBEYED.search(name) is None
    assert "/" not in "".join(names[:3])
    lines = frame(FrameWords(evil, evil), evil, left=0, top=0, width=900, height=100)
    assert OBEYED.search("".join([lines.name, *(line.text for line in (*lines.above, *lines.below))])) is None
