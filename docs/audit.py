"""Looks the pinned libraries up among known vulnerabilities with pip-audit, and says which could not be looked up.

    python docs/audit.py PIP_AUDIT REQUIREMENTS

Ends with 1 when a library has a known vulnerability, with 3 when none has but some or all could not be looked up, because the service cannot be
reached or does not know them: what was not looked up is not called safe.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOT_LOOKED_UP = 3
# 'colorama==0.4.6 ; sys_platform == "win32" \'
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def main(tool: str, requirements: str) -> int:
    """Run the tool and tell what it found; returns the exit code."""
    pins = sorted({*_PIN.findall(Path(requirements).read_text("utf-8"))})
    answers: list[dict[str, Any]] = []
    for listed in _lists(pins):
        done = _asked(tool, listed)
        try:
            answers += json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            reason = (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
            print(f"audit: NOT DONE, the data of known vulnerabilities could not be reached: {reason}")
            return NOT_LOOKED_UP
    looked_up = [one for one in answers if not one.get("skip_reason")]
    known = {(_plain(one["name"]), one["version"]) for one in looked_up}
    skipped = [name for name, version in pins if (_plain(name), version) not in known]
    found = [(one["name"], one["version"], each) for one in looked_up for each in one.get("vulns", ())]
    print(
        f"audit: {len(pins) - len(skipped)} of {len(pins)} pinned libraries looked up, {len(found)} known vulnerabilities"
    )
    if skipped:
        print(
            f"audit: NOT looked up: {', '.join(skipped[:10])}"
            + (f" and {len(skipped) - 10} more" if skipped[10:] else "")
        )
    for name, version, each in found:
        print(f"  {name} {version}: {each['id']}; fixed in {', '.join(each['fix_versions']) or 'no version yet'}")
    if found:
        return 1
    return NOT_LOOKED_UP if skipped else 0


def _asked(tool: str, listed: dict[str, str]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pins.txt")
        path.write_text("".join(f"{name}=={version}\n" for name, version in listed.items()), "utf-8")
        options = ["--no-deps", "--disable-pip", "--format", "json", "--timeout", "20"]
        return subprocess.run([tool, "--requirement", path, *options], capture_output=True, text=True, check=False)


def _lists(pins: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Versions by library, without the systems that they are for, so that those of other systems are looked up as well.

    A library that has one version for older Pythons and one for newer ones is in two lists.
    """
    lists: list[dict[str, str]] = []
    for name, version in pins:
        place = next((one for one in lists if name not in one), None)
        if place is None:
            lists.append(place := {})
        place[name] = version
    return lists


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
