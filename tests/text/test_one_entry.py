"""A new kind of body, or a new owner label, is one entry in one file: every stage then knows it.

A copy of the package is given one entry with a word that no document uses, and what each stage makes of it is compared with
what the package itself makes of it. The copy is asked in a process of its own, because stages compile their patterns once.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aizone

PACKAGE = Path(aizone.__file__).parent

BODY = """[[kind]]
name = "hub"
words = ["调度枢"]
example = ["市低空经济调度枢"]
[kind.unit]
class = "GovernmentUnit"
classification = "government-department"
before = [2, 12]
example = [["合肥市", "市低空经济调度枢", "合肥市低空经济调度枢"]]

"""

LABEL = ('"主牵头", ', '"主牵头", "掌总", ')


STAGES = """
import json, sys

import aizone
from aizone.documents import read_bytes
from aizone.errors import AizoneError
from aizone.exports.contract import to_contract
from aizone.flow.reflow import reflow
from aizone.outline.lost_breaks import soft_breaks
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.text.paragraphs import paragraphs
from aizone.text.table_headers import read_header
from aizone.units import Resolver
from aizone.units.places import place_named_first

knowledge = load_knowledge(aizone.open())


def plan(text):
    return to_contract(read(read_bytes(text.encode(), "plan.txt"), knowledge))


def owners(text):
    try:
        tasks = plan(text)["tasks"]
    except AizoneError:
        return None
    facts = (fact for task in tasks for measure in task["measures"] for fact in measure["assignments"])
    return [[fact["written"], fact["role"], fact["kind"]] for fact in facts]


def unit(name):
    resolver = Resolver(knowledge.registry, place_named_first("合肥市", knowledge.registry).iri)
    found = resolver.resolve(name)
    return [found.kind, found.label, resolver.minted[found.unit].kind] if found.unit in resolver.minted else [found.kind]


def header(words):
    column = read_header(words)
    return None if column is None else [column.kind, column.role]


asked = {
    "flow": lambda text: reflow(read_bytes(text.encode(), "plan.txt")).text.splitlines(),
    "breaks": lambda text: [kind for _line, found in soft_breaks(text, paragraphs(text)) for _at, kind in found],
    "header": header,
    "head": lambda text: [plan(text)["plan"][key] for key in ("title", "issuer")],
    "owners": owners,
    "unit": unit,
}
print(json.dumps([asked[stage](text) for stage, text in json.load(sys.stdin)]))
"""

HEAD = "合肥市低空经济行动计划\n一、重点任务\n"
WRAPPED = (
    "各县区人民政府要把低空经济作为新的增长引擎来抓，结合本地实际细化举措，明确时间表与路线图并压实\n"
    "责任，市有关单位按照职责分工加强指导和服务，协调解决推进过程中遇到的困难问题，及时总结推广典型\n"
    "经验做法，确保各项任务落地见效，年底前形成一批可复制可推广的成果并在全市范围内进行交流和展示推\n"
    "介，持续营造良好氛围，为加快建设现代化产业体系作出新的更大的贡献。\n"
)
CELLS = (
    "合肥市低空经济重点任务清单（2024年）\n序号\n任务\n{lead}\n责任单位\n"
    "1\n建设起降点。\n{owner}\n市公安局\n2\n开放场景。\n市商务局\n市税务局"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """What stages say of texts, in a package whose lexicon has one more entry in one of its files."""

    def copied(file, place, entry):
        root = tmp_path_factory.mktemp("package")
        shutil.copytree(PACKAGE, root / "aizone", ignore=shutil.ignore_patterns("app", ".cache"))  # compiled as it is
        path = root / "aizone" / "text" / "lexicon" / file
        declared = path.read_text("utf-8")
        assert place in declared
        path.write_text(declared.replace(place, entry, 1), "utf-8")
        return root

    def asked(questions, root):
        found = subprocess.run(
            [sys.executable, "-c", STAGES],
            input=json.dumps(questions),
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert found.returncode == 0, found.stderr
        return json.loads(found.stdout)

    def both(questions, file, place, entry):
        return asked(questions, PACKAGE.parent), asked(questions, copied(file, place, entry))

    return both


def _every_stage_knows_it(expected, before, after):
    """With the entry a stage says what is expected (of a text's lines, that one of them is this), and not without it."""
    for (stage, text), without, known in zip(expected, before, after, strict=True):
        wanted = expected[stage, text]
        assert (wanted in known) if stage == "flow" else (known == wanted), (stage, text)
        assert (wanted not in without) if stage == "flow" else (without != wanted), (stage, text)


def test_a_new_kind_of_body_is_one_entry(ask):
    name = "市低空经济调度枢"
    title = "合肥市低空经济行动计划"
    signature = "附件不另发\n合肥市低空经济\n调度枢\n2024年5月1日"
    duties = f"1.{name}：负责统筹。\n2.市农业调度枢：负责保障。\n3.市商务局：负责招商。\n"
    expected = {
        ("flow", f"{WRAPPED}{signature}"): f"合肥{name}",
        ("flow", CELLS.format(lead="牵头部门", owner="市低空经济\n调度枢")): name,
        ("head", f"合肥{name}\n低空经济发展行动方案\n一、任务\n1.建设。（市商务局负责）"): [
            "低空经济发展行动方案",
            f"合肥{name}",
        ],
        ("head", f"合肥{name}关于印发{title}的通知\n{HEAD}1.建设。（市商务局负责）"): [title, f"合肥{name}"],
        ("owners", f"{HEAD}1.建设起降点。（市商务局负责）\n2.推进空域改革（市商务局、{name}）"): [
            ["市商务局", "responsible", "unit"],
            ["市商务局", "responsible", "unit"],
            [name, "responsible", "unit"],
        ],
        ("owners", f"{HEAD}1.建设起降点。（市商务局配合，{name}牵头）"): [
            ["市商务局", "support", "unit"],
            [name, "lead", "unit"],
        ],
        ("owners", f"{HEAD}1.建设起降点。（{name}牵头：市商务局）"): [
            [name, "responsible", "unit"],
            ["市商务局", "lead", "unit"],
        ],
        ("owners", f"{HEAD}1.建设起降点。（市商务局，和低空调度枢负责）"): [
            ["市商务局", "responsible", "unit"],
            ["低空调度枢", "responsible", "unknown"],
        ],
        ("owners", f"{HEAD}二、职责分工\n{duties}"): [
            [name, "responsible", "unit"],
            ["市农业调度枢", "responsible", "unit"],
            ["市商务局", "responsible", "unit"],
        ],
        ("unit", name): ["unit", f"合肥{name}", "GovernmentUnit"],
    }
    _every_stage_knows_it(expected, *ask(list(expected), "bodies.toml", "[[kind]]", f"{BODY}[[kind]]"))


def test_a_new_owner_label_is_one_entry(ask):
    expected = {
        ("flow", f"{WRAPPED}{WRAPPED[:46]}\n掌总单位：市商务局"): "掌总单位：市商务局",
        ("breaks", f"{HEAD}1.建设起降点。掌总单位：市商务局"): ["label"],
        ("header", "掌总单位"): ["owners", "lead"],
        ("flow", CELLS.format(lead="掌总单位", owner="市发展\n改革委")): "市发展改革委",
        ("owners", f"{HEAD}1.建设。\n{CELLS.format(lead='掌总单位', owner='市发展改革委')}"): [
            ["市发展改革委", "lead", "unit"],
            ["市公安局", "responsible", "unit"],
            ["市商务局", "lead", "unit"],
            ["市税务局", "responsible", "unit"],
        ],
        ("owners", f"{HEAD}1.建设起降点。（掌总单位：市商务局；责任单位：市经信局）"): [
            ["市商务局", "lead", "unit"],
            ["市经信局", "responsible", "unit"],
        ],
        ("owners", f"{HEAD}1.建设起降点。\n掌总单位：市商务局"): [["市商务局", "lead", "unit"]],
    }
    _every_stage_knows_it(expected, *ask(list(expected), "owner_labels.toml", *LABEL))
