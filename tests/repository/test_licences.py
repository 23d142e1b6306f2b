"""The licences of all pinned libraries: each is one that is allowed, or has a note on where it runs."""

import re
import tomllib
from importlib import metadata

import pytest

from tests.conftest import ROOT

LISTED = tomllib.loads((ROOT / "docs" / "licences.toml").read_text("utf-8"))
NOTED = {**LISTED["found"], **LISTED["apart"], **LISTED["elsewhere"]}
PINS = sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)))


def stated(name):
    """The licence that an installed library states; '' for none, None when it is not installed."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classified = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if one.startswith("License")]
    return said.get("License-Expression") or "; ".join(classified) or (said.get("License") or "").split("\n")[0].strip()


@pytest.mark.parametrize("name", PINS)
def test_a_pinned_library_has_an_allowed_licence_or_a_note(name):
    licence = stated(name)
    if licence is None:
        assert name in LISTED["elsewhere"]
    else:
        assert licence in LISTED["allowed"] or name in NOTED, f"{name}: '{licence}'; see docs/licences.toml"


def test_notes_are_about_pinned_libraries():
    assert set(NOTED) <= set(PINS)


def test_what_is_passed_on_with_aizone_has_no_licence_that_asks_for_more():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    direct = {re.split(r"[<>=!~\[; ]", one)[0].lower() for one in needed}
    assert not direct & set(LISTED["apart"])
