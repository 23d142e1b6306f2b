"""`make audit` does not call safe what was not looked up."""

import json
import runpy
import sys

import pytest

from tests.conftest import ROOT

AUDIT = runpy.run_path(str(ROOT / "docs" / "audit.py"))
SAFE = {"name": "rich", "version": "1", "vulns": []}
VULNERABLE = {**SAFE, "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
UNKNOWN = {"name": "mine", "skip_reason": "not there"}


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ({"dependencies": [SAFE]}, 0, "0 known"),
        ({"dependencies": [SAFE, UNKNOWN]}, 3, "NOT looked up: mine"),
        ({"dependencies": [VULNERABLE, UNKNOWN]}, 1, "PYSEC-1"),
        (None, 3, "NOT DONE"),
    ],
)
def test_the_code_says_what_was_found_and_what_was_not_looked_up(tmp_path, capsys, answer, code, said):
    tool = tmp_path / "tool"
    printed = "" if answer is None else json.dumps(answer)
    tool.write_text(f"#!/bin/sh\ncat <<'E'\n{printed}\nE\n", "utf-8")
    tool.chmod(0o755)
    (tmp_path / "lock").write_text("rich==1\n" + ("mine==1\n" if answer and UNKNOWN in answer["dependencies"] else ""))
    assert AUDIT["main"](str(tool), str(tmp_path / "lock")) == code
    assert said in capsys.readouterr().out


def test_every_pin_is_looked_up_whatever_system_and_python_it_is_for(tmp_path, capsys):
    tool, asked = tmp_path / "tool", tmp_path / "asked"
    tool.write_text(
        f"#!{sys.executable}\nimport json, pathlib, sys\n"
        "pins = [line.split('==') for line in pathlib.Path(sys.argv[2]).read_text().split()]\n"
        "assert len({name for name, _ in pins}) == len(pins)\n"
        f"open({str(asked)!r}, 'a').write(repr(pins))\n"
        "print(json.dumps({'dependencies': [{'name': name, 'version': version, 'vulns': []} for name, version in pins]}))\n",
        "utf-8",
    )
    tool.chmod(0o755)
    (tmp_path / "lock").write_text(
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
        "numpy==2.2 ; python_version < '3.12'\nnumpy==2.3 ; python_version >= '3.12'\n",
        "utf-8",
    )
    assert AUDIT["main"](str(tool), str(tmp_path / "lock")) == 0
    assert asked.read_text("utf-8") == "[['colorama', '0.4.6'], ['numpy', '2.2']][['numpy', '2.3']]"
    assert "3 of 3 pinned libraries looked up, 0 known" in capsys.readouterr().out
