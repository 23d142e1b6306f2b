"""Writes `docs/reference.md` from the code: commands, questions, the Python interface. `make docs` runs it."""

from __future__ import annotations

import argparse
from pathlib import Path

from aizone import queries
from aizone.cli.parser import build_parser
from aizone.i18n import translator
from aizone.model import ISSUE_CODES
from aizone.workspace import Workspace

_PUBLIC = [
    "select",
    "query",
    "sparql",
    "find",
    "graph",
    "bipartite",
    "co_responsibility",
    "work_breakdown",
    "rdflib",
    "replace_plan",
    "remove_plan",
    "corrections",
]


def reference() -> str:
    """The whole page."""
    return "\n".join(
        [
            "# Reference",
            "",
            "Written by `make docs` from the code; do not edit.",
            "",
            *_commands(),
            *_questions(),
            *_issues(),
            *_python(),
        ]
    )


def _commands() -> list[str]:
    parser = build_parser(translator("en"), "")
    action = next(item for item in parser._actions if isinstance(item, argparse._SubParsersAction))
    lines = ["## Commands", ""]
    for name, command in action.choices.items():
        lines += [f"### aizone {name}", "", f"{command.description}.", ""]
        lines += _options(command)
        for item in command._actions:
            if isinstance(item, argparse._SubParsersAction):
                for inner, part in item.choices.items():
                    lines += ["", f"`aizone {name} {inner}`: {part.description}.", "", *_options(part)]
        lines.append("")
    return lines


def _options(command: argparse.ArgumentParser) -> list[str]:
    lines = []
    for item in command._actions:
        if item.dest == "help" or (isinstance(item, argparse._SubParsersAction) and item.dest != "action"):
            continue
        words = ", ".join(item.option_strings) or str(item.metavar or item.dest)
        choices = f" ({', '.join(map(str, item.choices))})" if item.choices else ""
        lines.append(f"- `{words}`{choices}: {item.help}")
    return lines


def _questions() -> list[str]:
    lines = ["## Questions", "", "`aizone query NAME param=value`, `workspace.query(NAME, param=value)`.", "",
             "| name | question | 问题 | parameters | columns |", "|---|---|---|---|---|"]  # fmt: skip
    for question in queries.every():
        params = ", ".join(f"`{param.name}`" + ("" if param.required else " (optional)") for param in question.params)
        columns = " ".join(question.columns)
        lines.append(f"| `{question.name}` | {question.title['en']} | {question.title['zh']} | {params} | {columns} |")
    return [*lines, ""]


def _issues() -> list[str]:
    lines = ["## Issue codes", "", "What reading a plan may find unclear; `aizone query findings` lists them.", ""]
    for code, declared in ISSUE_CODES.items():
        lines += [f"### {code}", "", f"{declared.severity}: {declared.title['en']} ({declared.title['zh']})", ""]
        lines += [declared.cure["en"], "", declared.cure["zh"], ""]
    return lines


def _python() -> list[str]:
    lines = ["## Python", "", "`import aizone; workspace = aizone.open()` gives an `aizone.Workspace`:", ""]
    for name in _PUBLIC:
        summary = (getattr(Workspace, name).__doc__ or "").strip().splitlines()[0]
        lines.append(f"- `{name}`: {summary}")
    return [*lines, ""]


if __name__ == "__main__":
    Path(__file__).with_name("reference.md").write_text(reference(), "utf-8")
