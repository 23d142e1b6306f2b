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
from pathlib import Path

NOT_LOOKED_UP = 3


def main(tool: str, requirements: str) -> int:
    """Run the tool and tell what it found; returns the exit code."""
    command = [tool, "--requirement", requirements, "--no-deps", "--disable-pip", "--format", "json", "--timeout", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    pins = len(set(re.findall(r"^[A-Za-z0-9._-]+==", Path(requirements).read_text("utf-8"), re.MULTILINE)))
    try:
        looked_up = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]
        print(f"audit: NOT DONE, the data of known vulnerabilities could not be reached: {reason}")
        return NOT_LOOKED_UP
    skipped = [one["name"] for one in looked_up if one.get("skip_reason")]
    found = [(one["name"], one["version"], each) for one in looked_up for each in one.get("vulns", ())]
    print(
        f"audit: {len(looked_up) - len(skipped)} of {pins} pinned libraries looked up, {len(found)} known vulnerabilities"
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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
