"""Write the parts of requirements.lock that a server needs, with the same pins and hashes: `deploy/app.lock` and `deploy/build.lock`.

    python docs/make_deploy_locks.py

The first has what the program imports there, the second what builds the package. Tools of developers (tests, browser, type checks) are in
neither. What depends on what is read from the installed libraries, so run it in the environment of `make setup`, with the oldest Python that
aizone runs on: it alone has the libraries that only old Pythons need.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
EXTRAS = ("app", "formats", "graph", "endpoint", "remote")
"""The features of a server: pages, documents of every format, larger graphs, the endpoint, a store at an address."""
# 'streamlit>=1.67,<2', 'uvicorn[standard]', 'lxml (>=5.3)': the name, and the extras
_NAME = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^\]]*)\])?")
# 'colorama ; extra == "toml"': a requirement of an extra
_EXTRA = re.compile(r"extra\s*==\s*[\"'](?P<extra>[^\"']+)")
# 'click==8.1.8 \': the beginning of a pin in the lock
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==")


def pins() -> dict[str, str]:
    """The pins of requirements.lock with their hashes, by the name of the library."""
    found: dict[str, str] = {}
    name = ""
    for line in LOCK.read_text("utf-8").splitlines(keepends=True):
        if pin := _PIN.match(line):
            name = _plain(pin["name"])
            found.setdefault(name, "")  # one for each range of Pythons, where they differ
        found[name] += line
    return found


def locks() -> dict[Path, str]:
    """The files with their text."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*said["project"]["dependencies"]]
    for extra in EXTRAS:
        wanted += said["project"]["optional-dependencies"][extra]
    pinned = pins()
    return {
        ROOT / "deploy" / "app.lock": _lock(wanted, pinned),
        ROOT / "deploy" / "build.lock": _lock(said["build-system"]["requires"], pinned),
    }


def _lock(wanted: Iterable[str], pinned: dict[str, str]) -> str:
    names = sorted(name for name in _closure(wanted) if name in pinned)
    return "".join(pinned[name] for name in names)


def _closure(wanted: Iterable[str]) -> set[str]:
    """The libraries that some requirements need, with what those need, on whatever system."""
    waiting, seen = [*wanted], set[tuple[str, str]]()
    while waiting:
        said = _NAME.match(waiting.pop())
        assert said is not None
        name = _plain(said["name"])
        for extra in ("", *filter(None, re.split(r"\s*,\s*", said["extras"] or ""))):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += _needs(name, extra)
    return {name for name, _extra in seen}


def _needs(name: str, extra: str) -> Iterator[str]:
    try:
        needed = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # of another system
        return
    for one in needed:
        found = _EXTRA.search(one)
        if (found["extra"] if found else "") == extra:
            yield one


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Write the files and say how many pins they have."""
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    if not oldest.startswith(">={}.{}".format(*sys.version_info)):
        sys.exit(
            f"Run this with the oldest Python of 'requires-python' ({oldest}): newer ones lack libraries that it needs."
        )
    for path, text in locks().items():
        path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}: {sum(1 for _ in _PIN_LINES.finditer(text))} pins\n")


_PIN_LINES = re.compile(_PIN.pattern, re.MULTILINE)  # each line that begins a pin

if __name__ == "__main__":
    main()
