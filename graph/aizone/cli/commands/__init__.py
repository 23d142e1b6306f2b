"""The commands, one module a family; each is imported only when it is asked for, so that a query starts fast."""

from __future__ import annotations

import argparse
import importlib

from ...i18n import Lang

_MODULES = {
    "app": "app",
    "extract": "reading",
    "ingest": "ingesting",
    "rebuild": "ingesting",
    "validate": "validate",
    "backup": "backing_up",
    "restore": "backing_up",
    "log": "logging",
    "query": "asking",
    "queries": "asking",
    "find": "find",
    "corrections": "corrections",
    "plans": "plans",
    "unit": "responsibility",
    "units": "units",
    "overlaps": "overlaps",
    "load": "load",
    "due": "due",
    "structure": "structure",
    "meeting": "meeting",
    "gaps": "gaps",
    "findings": "findings",
    "verdict": "findings",
    "what-if": "what_if",
    "compare": "compare",
    "export": "export",
    "serve": "serving",
    "mcp": "serving",
    "publish": "publishing",
}


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Run the command that was parsed; returns the exit code."""
    module = importlib.import_module(f".{_MODULES[options.command]}", __name__)
    command = getattr(module, f"run_{options.command.replace('-', '_')}")
    return int(command(options, lang))
