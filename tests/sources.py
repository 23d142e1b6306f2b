"""The code of the house, parsed once for all tests of a process that look at how it is written."""

import ast
import functools

from tests.conftest import ROOT


@functools.cache
def modules_in(*folders):
    """The modules in folders of the repository; those of the app are found in its own, not where the package links to it."""
    linked = ROOT / "graph" / "aizone" / "app"
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not path.is_relative_to(linked))


@functools.cache
def tree_of(path):
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


@functools.cache
def nodes_of(path):
    """Every node of a module's tree."""
    return list(ast.walk(tree_of(path)))
