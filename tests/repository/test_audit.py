"""`make audit` does not call safe what was not looked up."""

import json
import runpy

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
    (tmp_path / "lock").write_text("rich==1\n", "utf-8")
    assert AUDIT["main"](str(tool), str(tmp_path / "lock")) == code
    assert said in capsys.readouterr().out
